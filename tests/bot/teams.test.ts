import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { professionInput, requiredInput } from '../../src/features/teams/inputs/schema.ts'
import { startTestBot, type TestBot, type TestPerson, tenantId } from '../support/bot.ts'
import { buttonTitles, headingOf, inputValues, nodes, wordsOf } from '../support/cards.ts'
import { startSolsikken } from '../support/solsikken.ts'
import { setUpTeam } from '../support/team.ts'

let bot: TestBot
let lone: TestPerson
let mette: TestPerson
let jens: TestPerson
let sara: TestPerson
let stranger: TestPerson
beforeAll(async () => {
  bot = await startTestBot()
  lone = await bot.person('Lone Holm', 'daycareLeader')
  mette = await bot.person('Mette Dahl', 'outreachAdvisor')
  jens = await bot.person('Jens Bach', 'psychologist')
  sara = await bot.person('Sara Lind', 'healthVisitor')
  stranger = await bot.person('Rita Skov', 'daycareLeader')
})
afterAll(() => bot.stop())

const core = () => bot.app.core
const services = () => bot.app.core.services
const teamsOf = async (person: TestPerson) => {
  const { people, teams } = services()
  const externalId = person.conversationId.slice(2)
  const arrived = await people.arrive(core().db.reader, {
    tenantId,
    externalId,
    teamsUserId: '',
    name: person.name,
  })
  return arrived ? teams.mine(core().db.reader, arrived.actor) : []
}
const joined = (person: TestPerson) =>
  person.inbox().filter(activity => activity.summary === 'Du er med i et team')

/** Seen on the roster of a group chat, without having installed the bot. */
async function onRoster(names: readonly string[], together: readonly TestPerson[]): Promise<void> {
  const arrival = (externalId: string, name: string) => ({
    tenantId,
    externalId,
    teamsUserId: `29:${externalId}`,
    name,
  })
  const group = {
    id: `19:${names[0]}@thread.v2`,
    tenantId,
    kind: 'groupChat' as const,
    serviceUrl: bot.teams.serviceUrl,
  }
  const members = [
    ...names.map(name => arrival(`roster-${name}`, name)),
    ...together.map(person => arrival(person.conversationId.slice(2), person.name)),
  ]
  await core().db.write(tx => services().people.registerGroup(tx, group, members, bot.clock.now()))
}

const choice = (card: unknown, part: string): string => {
  for (const node of nodes(card))
    if (typeof node.title === 'string' && node.title.includes(part) && typeof node.value === 'string')
      return node.value
  throw new Error(`nobody called ${part} among the choices`)
}

/** From the second step on, with what the cards suggest; the last card before the team is made. */
async function untilSummary(person: TestPerson): Promise<TestPerson['card']> {
  await person.presses('Gem og fortsæt', { people: mette.personId })
  await person.presses('Gem og fortsæt')
  await person.presses('Gem og fortsæt')
  return person.card
}

describe('setting up a team (R-TEAM-1, R-TEAM-2)', () => {
  test('takes five steps; everybody picked gets one neutral message, the creator coordinates', async () => {
    await lone.says('hjælp')
    expect(buttonTitles(lone.card)).toContain('Opret et team')
    await lone.presses('Opret et team')
    expect(lone.words()).toContain('Trin 1 af 5')
    await lone.presses('Gem og fortsæt', { institutionName: 'Solsikken' })
    expect(lone.words()).not.toContain('Lone Holm')
    await lone.presses('Gem og fortsæt', { people: `${mette.personId},${jens.personId}` })
    expect(lone.words()).toContain('Mangler endnu: sundhedsplejerske.')
    expect(inputValues(lone.card)[professionInput(mette.personId)]).toBe('outreachAdvisor')
    expect(inputValues(lone.card)[requiredInput(mette.personId)]).toBe('true')
    await lone.presses('Gem og fortsæt', { [requiredInput(jens.personId)]: 'false' })
    await lone.presses('Gem og fortsæt', { cadenceWeeks: '8', startTime: '08:30', place: 'Kontoret' })
    expect(lone.words()).toContain('Ressourceteam Solsikken')
    expect(lone.words()).toContain('Hver 8. uge')
    expect(lone.words()).toContain('Tirsdag kl. 8.30 · 2 timer')
    await lone.presses('Opret teamet')

    expect(lone.words()).toContain('Teamet er oprettet. 2 personer får besked nu.')
    expect(buttonTitles(lone.card).find(title => title !== 'Ret')).toBe('Find en mødedato')
    expect(lone.words()).toContain(' · psykolog · kan være med')
    expect(lone.words()).toContain(' · leder · tovholder · skal med')
    const [team] = await teamsOf(lone)
    expect(team).toMatchObject({
      kind: 'resourceTeam',
      name: 'Ressourceteam Solsikken',
      cadenceWeeks: 8,
      weekday: 2,
      startTime: '08:30',
      lengthMinutes: 120,
      place: 'Kontoret',
      reservedMinutes02: 30,
    })
    expect(await services().teams.coordinatorOf(core().db.reader, team?.id ?? '')).toBe(lone.personId)
    expect([joined(mette).length, joined(jens).length, joined(lone).length]).toEqual([1, 1, 0])
    await mette.finds('Du er med i et team')
    expect(mette.words()).toContain('Lone Holm er tovholder.')
    await mette.presses('Se teamet')
    expect(headingOf(mette.card)).toBe('Dit team')
    expect(buttonTitles(mette.card)).toEqual(['Årets selvvurdering', 'Til start'])
  })

  test('nothing that was typed vanishes, forwards or backwards', async () => {
    const kim = await bot.person('Kim Falk', 'daycareLeader')
    await kim.says('opret team')
    await kim.presses('Gem og fortsæt', { kind: 'focusTeam', institutionName: 'Åhaven', name: 'Fokus' })
    await kim.presses('Tilbage', { people: sara.personId })
    expect(inputValues(kim.card)).toMatchObject({ institutionName: 'Åhaven', name: 'Fokus' })
    await kim.presses('Gem og fortsæt')
    expect(inputValues(kim.card).people).toBe(sara.personId)
    await kim.presses('Gem og fortsæt')
    await kim.presses('Gem og fortsæt', { [requiredInput(sara.personId)]: 'true' })
    await kim.presses('Gem og fortsæt', { cadenceWeeks: '99', place: 'Stuen' })
    expect(kim.words()).toContain('Skriv et antal uger fra 1 til 26.')
    expect(inputValues(kim.card)).toMatchObject({ cadenceWeeks: '99', place: 'Stuen' })
    await kim.presses('Tilbage')
    expect(inputValues(kim.card)[requiredInput(sara.personId)]).toBe('true')
    await kim.says('opret team')
    expect(inputValues(kim.card)).toMatchObject({ kind: 'focusTeam', institutionName: 'Åhaven' })
    await kim.presses('Begynd forfra')
    expect(kim.words()).toContain('Så sletter jeg det, du har skrevet om teamet.')
    await kim.presses('Begynd forfra')
    expect(inputValues(kim.card)).toMatchObject({ kind: 'resourceTeam', institutionName: '' })
    expect(await teamsOf(kim)).toEqual([])
  })

  test('pressing twice, and pressing an old card, makes one team', async () => {
    const bo = await bot.person('Bo Lund', 'daycareLeader')
    await bo.says('opret team')
    await bo.presses('Gem og fortsæt', { institutionName: 'Dobbeltklik' })
    await bo.presses('Gem og fortsæt', { people: mette.personId })
    await bo.presses('Gem og fortsæt')
    const rhythm = bo.card
    await bo.presses('Gem og fortsæt')
    const summary = bo.card
    const before = joined(mette).length
    const first = await bo.presses('Opret teamet', {}, summary)
    const second = await bo.presses('Opret teamet', {}, summary)
    expect(second.value).toEqual(first.value)
    const old = await bo.presses('Gem og fortsæt', { place: 'Nyt sted' }, rhythm)
    expect(old.words).toContain('Det team, du var i gang med, er oprettet eller slettet.')
    expect(await teamsOf(bo)).toHaveLength(1)
    expect(joined(mette)).toHaveLength(before + 1)
  })

  test('the same kind and name at one institution is refused, with the remedy at the field', async () => {
    const eva = await bot.person('Eva Krag', 'daycareLeader')
    await setUpTeam(eva, [mette], { basics: { institutionName: 'Enebærhuset', name: 'Teamet' } })
    await eva.says('opret team')
    await eva.presses('Gem og fortsæt', { name: ' TEAMET ' })
    expect(eva.words()).toContain('Giv teamet et andet navn.')
    expect(inputValues(eva.card).name).toBe(' TEAMET ')
    await eva.presses('Gem og fortsæt', { name: 'Teamet', kind: 'focusTeam' })
    expect(eva.words()).toContain('Hvem er med i teamet?')
    await eva.says('opret team')
    const own = { institutionId: 'other', institutionName: 'enebærhuset' }
    const refused = await eva.presses('team.basics', { ...own, kind: 'resourceTeam', name: 'Teamet' })
    expect(refused.words).toContain('Institutionen har allerede et team af den type med det navn.')
    expect(await teamsOf(eva)).toHaveLength(1)
  })

  describe('an institution that is there already is for those who belong to it (R-SEC-2)', () => {
    const refusal = 'Der er allerede en institution med det navn, og du er ikke med i den.'

    test('a name that is typed is no way in, however it is spelt, and tells nothing of what is there', async () => {
      const ejer = await bot.person('Ejnar Juul', 'daycareLeader')
      await setUpTeam(ejer, [mette], { basics: { institutionName: 'Bøgely', name: 'Bøgens team' } })
      const rival = await bot.person('Ole Bang', 'daycareLeader')
      await rival.says('opret team')
      for (const institutionName of ['Bøgely', ' bøgely ', 'BØGELY'])
        for (const name of ['Bøgens team', 'Et andet']) {
          await rival.presses('team.basics', { institutionName, name })
          expect(headingOf(rival.card)).toBe('Hvilket team er det?')
          expect(rival.words()).toContain(refusal)
          expect(rival.words()).toContain('bed en tovholder derfra om at tage dig med i et team')
          expect(rival.words()).not.toContain('har allerede et team')
          expect(inputValues(rival.card)).toMatchObject({ institutionName, name })
        }
      const forced = await rival.sends({ v: 1, verb: 'team.create' })
      expect(forced.words).toContain(refusal)
      expect(await teamsOf(rival)).toEqual([])
      const known = await services().people.get(core().db.reader, rival.personId)
      expect(known.institutionId).toBeNull()
    })

    test('nor is an id that no card of theirs has offered', async () => {
      const owner = await bot.person('Vera Holm', 'daycareLeader')
      await setUpTeam(owner, [mette], { basics: { institutionName: 'Ahornly', name: 'Vores' } })
      const [theirs] = await teamsOf(owner)
      const rival = await bot.person('Finn Bech', 'daycareLeader')
      await rival.says('opret team')
      const institutionId = theirs?.institutionId ?? ''
      const forged = await rival.sends({ v: 1, verb: 'team.basics', institutionId, name: 'Vores' })
      expect(forged.words).toContain('Vælg en institution på listen, eller skriv navnet.')
      expect(forged.words).not.toContain('har allerede et team')
      const summary = await rival.sends({
        v: 1,
        verb: 'team.when',
        cadenceWeeks: '6',
        weekday: '2',
        startTime: '09:00',
        lengthMinutes: '120',
      })
      expect(summary.words).toContain('Er det rigtigt?')
      expect(summary.words).not.toContain('Ahornly')
    })

    test('somebody else took the name while the team was being set up: refused, and all of it is there', async () => {
      const [first, second] = await Promise.all([
        bot.person('Kaj Riis', 'daycareLeader'),
        bot.person('Ea Riis', 'daycareLeader'),
      ])
      await second.says('opret team')
      await second.presses('team.basics', { institutionName: 'Kløverly', name: 'Vores' })
      const summary = await untilSummary(second)
      await setUpTeam(first, [mette], { basics: { institutionName: 'Kløverly' } })
      const refused = await second.presses('Opret teamet', {}, summary)
      expect(refused.words).toContain(refusal)
      expect(inputValues(second.card)).toMatchObject({ institutionName: 'Kløverly', name: 'Vores' })
      expect(await teamsOf(second)).toEqual([])
    })

    test('whoever is in one of its teams belongs to it, and may set up another there', async () => {
      const founder = await bot.person('Per Lind', 'daycareLeader')
      const deputy = await bot.person('Lis Lind', 'daycareLeader')
      await setUpTeam(founder, [deputy], { basics: { institutionName: 'Egely' } })
      await setUpTeam(deputy, [mette], { basics: { institutionName: 'egely', name: 'Det andet' } })
      const [one, other] = await teamsOf(deputy)
      expect([one?.name, other?.name]).toEqual(['Det andet', 'Ressourceteam Egely'])
      expect(one?.institutionId).toBe(other?.institutionId)
      await setUpTeam(deputy, [mette], { basics: { kind: 'focusTeam', institutionName: 'egely' } })
      expect((await teamsOf(deputy)).map(team => team.name)).toContain('Fokusteam Egely')
    })
  })

  test('a CPR number is refused at its field, the rest stays, nothing is stored (R-CONS-8)', async () => {
    const ane = await bot.person('Ane Toft', 'daycareLeader')
    await ane.says('opret team')
    await ane.presses('Gem og fortsæt', { institutionName: 'Skovly', name: 'Team 010215-1234' })
    expect(ane.words()).toContain('Fjern CPR-nummeret.')
    expect(inputValues(ane.card)).toMatchObject({
      institutionName: 'Skovly',
      name: 'Team 010215-1234',
    })
    await ane.says('opret team')
    expect(inputValues(ane.card).institutionName).toBe('')
    await ane.presses('Gem og fortsæt', { institutionName: 'Skovly' })
    await ane.presses('Gem og fortsæt', { people: mette.personId })
    await ane.presses('Gem og fortsæt')
    await ane.presses('Gem og fortsæt', { place: 'Hos 010215-1234' })
    expect(ane.words()).toContain('Fjern CPR-nummeret.')
  })

  test('only a leader is offered it, and whoever is not is told who can', async () => {
    await sara.says('hjælp')
    expect(buttonTitles(sara.card)).not.toContain('Opret et team')
    await sara.says('opret team')
    expect(sara.words()).toContain('Det er tovholderen, der opretter teamet')
    const forced = await sara.sends({ v: 1, verb: 'team.basics', institutionName: 'Solsikken' })
    expect(forced.words).toContain('Det findes ikke længere, eller også har du ikke adgang til det.')
  })

  test('somebody without the bot can be picked, is marked, and must be given a profession (R-TEAM-3)', async () => {
    const ulla = await bot.person('Ulla Friis', 'daycareLeader')
    await onRoster(['Per Dam'], [ulla])
    await ulla.says('opret team')
    await ulla.presses('Gem og fortsæt', { institutionName: 'Lærken' })
    expect(ulla.words()).toContain('Per Dam · har ikke Rød Tråd endnu')
    const per = choice(ulla.card, 'Per Dam')
    await ulla.presses('Gem og fortsæt', { people: per })
    await ulla.presses('Gem og fortsæt')
    expect(ulla.words()).toContain('Vælg personens rolle.')
    await ulla.presses('Gem og fortsæt', { [professionInput(per)]: 'speechTherapist' })
    await ulla.presses('Gem og fortsæt')
    expect(ulla.words()).toContain(' · tale-hørekonsulent · skal med')
    await ulla.presses('Opret teamet')
    expect(ulla.words()).toContain('Har ikke Rød Tråd endnu: bed personen om at finde appen')
  })

  test('many people are found by searching; those ticked stay ticked', async () => {
    const ib = await bot.person('Ib Juhl', 'daycareLeader')
    const crowd = Array.from({ length: 30 }, (_, index) => `Kollega ${String(index + 1).padStart(2, '0')}`)
    await onRoster(crowd, [ib])
    await ib.says('opret team')
    await ib.presses('Gem og fortsæt', { institutionName: 'Bækken' })
    const first = choice(ib.card, 'Kollega 01')
    expect(ib.words()).not.toContain('Kollega 29')
    await ib.presses('Søg', { search: 'kollega 29', people: first })
    expect(inputValues(ib.card).people).toBe(first)
    const last = choice(ib.card, 'Kollega 29')
    await ib.presses('Søg', { search: 'findes ikke', people: `${first},${last}` })
    expect(ib.words()).toContain('Ingen hedder sådan.')
    expect(ib.words()).toContain('Kollega 01')
    await ib.presses('Søg', { search: '010215-1234', people: `${first},${last}` })
    expect(ib.words()).toContain('Fjern CPR-nummeret.')
    await ib.presses('Søg', { search: '', people: crowd.map(name => id(name, ib)).join(',') })
    await ib.presses('Gem og fortsæt')
    expect(ib.words()).toContain('Trin 3 af 5 · person 1–8 af')
    function id(name: string, person: TestPerson): string {
      try {
        return choice(person.card, name)
      } catch {
        return ''
      }
    }
  })
})

describe('mit team', () => {
  let teamId: string
  let ida: TestPerson
  beforeAll(async () => {
    ida = await bot.person('Ida Krogh', 'pedagogue')
    const leader = await bot.person('Anna Ørn', 'daycareLeader')
    anna = leader
    teamId = await setUpTeam(anna, [mette, jens, sara], { basics: { institutionName: 'Myretuen' } })
  })
  let anna: TestPerson

  test('an absence that cannot be: why, and the nearest day that can', async () => {
    await sara.says('fravær')
    for (const [fromDay, toDay, words] of [
      [
        '2026-10-12',
        '2026-10-09',
        'ligger før startdatoen. Den nærmeste, du kan vælge, er mandag den 12. oktober',
      ],
      [
        '2026-09-01',
        '2026-09-08',
        'Den dato er passeret. Den nærmeste, du kan vælge, er mandag den 5. oktober',
      ],
      [
        '2026-10-12',
        '2028-10-12',
        'mere end et år. Den nærmeste, du kan vælge, er tirsdag den 16. november 2027',
      ],
    ] as const) {
      await sara.presses('Meld fravær', { fromDay, toDay })
      expect(sara.words()).toContain(words)
      expect(inputValues(sara.card)).toMatchObject({ fromDay, toDay })
    }
  })

  test('the coordinator sees who is away or cannot be reached; others do not (R-TEAM-4, R-TEAM-5)', async () => {
    const { people } = services()
    await sara.says('fravær')
    await sara.presses('Meld fravær', { fromDay: '2026-10-12', toDay: '2026-10-16' })
    await core().db.write(tx => people.markUnreachable(tx, jens.personId, bot.clock.now()))
    await anna.says('mit team')
    expect(anna.words()).toContain('Får ingen beskeder: appen er fjernet eller blokeret.')
    expect(anna.words()).toContain('Væk fra mandag 12. oktober til fredag 16. oktober.')
    await mette.says('mine teams')
    await mette.presses('Åbn', {}, cardWith(mette, teamId))
    expect(mette.words()).toContain('Sara Lind')
    expect(mette.words()).not.toContain('Væk fra')
    expect(mette.words()).not.toContain('Får ingen beskeder')
    await jens.says('hej')
  })

  test('adding somebody tells them once; removing asks once, and they see nothing any more', async () => {
    await anna.sends({ v: 1, verb: 'start.open' })
    await anna.says('mit team')
    await anna.presses('Tag flere med')
    await anna.presses('Tag med')
    expect(anna.words()).toContain('Vælg mindst én.')
    await anna.presses('Tag med', { people: ida.personId })
    expect(anna.words()).toContain('Se efter, om samtykket')
    expect(joined(ida)).toHaveLength(1)
    await ida.finds('Du er med i et team')
    await ida.presses('Se teamet')
    expect(ida.words()).toContain('Myretuen')
    const seen = ida.card

    await anna.sends({ v: 1, verb: 'team.addPeople', teamId, people: ida.personId, go: 'add' })
    expect(joined(ida)).toHaveLength(1)

    await anna.presses('team.member', {}, rowOf(anna, 'Ida Krogh'))
    expect(anna.words()).toContain('Ida Krogh')
    await anna.presses('Fjern fra teamet')
    expect(anna.words()).toContain('Ida Krogh kan ikke længere åbne noget fra teamet')
    await anna.presses('Fjern fra teamet')
    expect(anna.words()).toContain('Ida Krogh er ikke længere med i teamet.')
    const after = await ida.sends({ v: 1, verb: 'team.open', teamId })
    expect(after.words).not.toContain('Myretuen')
    expect(wordsOf(seen)).toContain('Myretuen')

    bot.clock.set(new Date(bot.clock.now().getTime() + 60_000))
    await anna.sends({ v: 1, verb: 'team.addPeople', teamId, people: ida.personId, go: 'add' })
    await bot.app.engine.runDue()
    expect(joined(ida)).toHaveLength(2)
  })

  test('profession and required are changed one by one; the coordinator cannot be removed', async () => {
    await anna.says('mit team')
    await anna.presses('team.member', {}, rowOf(anna, 'Mette Dahl'))
    await anna.presses('Gem', { [requiredInput(mette.personId)]: 'false' })
    expect(anna.words()).toContain(' · fremskudt rådgiver · kan være med')
    const members = await services().teams.members(core().db.reader, teamId)
    expect(members.find(member => member.personId === mette.personId)?.required).toBe(false)
    const removal = await anna.sends({ v: 1, verb: 'team.remove', teamId, personId: anna.personId })
    expect(removal.words).toContain('ikke adgang')
    expect(await services().teams.coordinatorOf(core().db.reader, teamId)).toBe(anna.personId)
  })

  test('the rhythm is changed, and refused where it does not fit, filled in', async () => {
    await anna.says('mit team')
    await anna.presses('Ret mødetiden')
    await anna.presses('Gem', { startTime: '17:00', place: 'Salen' })
    expect(anna.words()).toContain('Mødet skal ligge mellem kl. 7 og 18.')
    expect(inputValues(anna.card)).toMatchObject({ startTime: '17:00', place: 'Salen' })
    const place = 'Ø'.repeat(121)
    await anna.presses('Gem', { startTime: '15:00', place })
    expect(anna.words()).toContain('højst 120 tegn')
    expect(inputValues(anna.card)).toMatchObject({ startTime: '15:00', place })
    await anna.presses('Gem', { startTime: '15:00', place: 'Salen' })
    expect(anna.words()).toContain('Tirsdag kl. 15.00 · 2 timer')
    expect(anna.words()).toContain('Salen')
  })

  test('a stranger and a plain member can change nothing, and learn nothing (R-SEC-2)', async () => {
    const verbs = [
      { verb: 'team.member', personId: mette.personId },
      { verb: 'team.savePlace', personId: mette.personId, [requiredInput(mette.personId)]: 'true' },
      { verb: 'team.askRemove', personId: mette.personId },
      { verb: 'team.remove', personId: mette.personId },
      { verb: 'team.add' },
      { verb: 'team.addPeople', people: stranger.personId, go: 'add' },
      { verb: 'team.rhythm' },
      { verb: 'team.saveRhythm', cadenceWeeks: '6' },
    ]
    const before = await services().teams.members(core().db.reader, teamId)
    for (const data of verbs) {
      for (const person of [stranger, sara]) {
        const answer = await person.sends({ v: 1, teamId, ...data })
        expect(answer.words, data.verb).toContain('Det findes ikke længere, eller også har du ikke adgang')
        expect(answer.words).not.toContain('Myretuen')
      }
    }
    const opened = await stranger.sends({ v: 1, verb: 'team.open', teamId })
    const missing = await stranger.sends({
      v: 1,
      verb: 'team.open',
      teamId: '99999999-9999-4999-8999-999999999999',
    })
    expect(withoutStamp(opened.value)).toEqual(withoutStamp(missing.value))
    expect(await services().teams.members(core().db.reader, teamId)).toEqual(before)
  })

  test('hostile names are shown as typed, and make nothing of themselves', async () => {
    const hostile = '<at>alle</at> **fed** ${x} {{DATE(2026-01-01)}} [a](https://x.dk) 🧒'
    const gry = await bot.person('Gry Holt', 'daycareLeader')
    const id = await setUpTeam(gry, [mette], {
      basics: { institutionName: hostile, name: hostile },
      rhythm: { place: hostile },
    })
    const [team] = await teamsOf(gry)
    expect(team).toMatchObject({ id, name: hostile, place: hostile })
    for (const node of nodes(gry.card))
      if (node.type === 'TextBlock') expect(String(node.text)).not.toContain('**fed**')
    expect(JSON.stringify(gry.card)).not.toContain('<at>')
    expect(gry.words()).toContain('**fed** ${x}')
  })

  test('in English when the person has chosen so', async () => {
    const liv = await bot.person('Liv Moos', 'daycareLeader')
    await liv.says('indstillinger')
    await liv.presses('Gem', { language: 'en' })
    await liv.says('new team')
    expect(headingOf(liv.card)).toBe('Which team is it?')
    await liv.presses('Save and continue', { institutionName: 'Sunflower' })
    expect(headingOf(liv.card)).toBe('Who is in the team?')
  })

  /** The card of a person on which the row with these words is the only one. */
  function rowOf(person: TestPerson, words: string) {
    for (const node of nodes(person.card))
      if (node.type === 'ColumnSet' && wordsOf(node).includes(words)) return node
    throw new Error(`no row with ${words}`)
  }
  function cardWith(person: TestPerson, id: string) {
    for (const node of nodes(person.card))
      if (node.type === 'ColumnSet' && JSON.stringify(node).includes(id)) return node
    throw new Error('no row for the team')
  }
})

/** A card without what tells one drawing from the next. */
const withoutStamp = (card: unknown) =>
  JSON.parse(JSON.stringify(card, (key, value) => (key === 'n' ? undefined : value)))

test('where everybody is in the team already, nobody can be taken along', async () => {
  const own = await startTestBot()
  try {
    const { lone: leader, ida } = await startSolsikken(own)
    await leader.says('mit team')
    await leader.presses('Tag flere med')
    await leader.presses('Tag med', { people: ida.personId })
    await leader.says('mit team')
    await leader.presses('Tag flere med')
    expect(leader.words()).toContain('Alle, jeg kender, er med.')
    expect(buttonTitles(leader.card)).toEqual(['Tilbage'])
  } finally {
    await own.stop()
  }
})
