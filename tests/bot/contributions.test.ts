import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import { tablesMentioning } from '../support/at-rest.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, inputValues } from '../support/cards.ts'
import { handsIn } from '../support/forms.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'
import { joinsTeam, leavesTeam } from '../support/team.ts'

/** R-FORM-9: what colleagues add to Noah's item before the meeting, from the first word to the meeting. */
let room: MeetingRoom
let noah: AgendaItem
beforeAll(async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  noah = await room.adds({ child: 'Noah Berg', formFillerId: room.ida.personId })
  await room.bot.passTo('2026-11-10T07:31:00Z')
}, 60_000)
afterAll(() => room.stop())

const db = () => clientOf(room.bot.app.core.db.reader)
const open = (person: TestPerson) => clicks(person, 'contribution.open', { itemId: noah.id })
const reads = (person: TestPerson, fields: Record<string, unknown> = {}) =>
  clicks(person, 'contribution.read', { itemId: noah.id, ...fields })
const ofJens = 'Han hører, men når ikke at svare.'
const ofSara = 'Han sover dårligt om natten.'
const ofMette = 'Familien har fået en støttekontakt.'

/** From the item's card over the stop question; nothing leaves before the engine runs. */
async function begins(person: TestPerson): Promise<void> {
  await clicks(person, 'agenda.item', { itemId: noah.id })
  await person.presses('Tilføj dit bidrag')
  expect(person.words()).toContain('Er der mistanke om eller viden om vold eller overgreb?')
  await person.presses('Fortsæt', { suspicion: 'no' })
}
const told = (person: TestPerson, words: string) =>
  person
    .inbox()
    .map(({ summary }) => summary)
    .filter(summary => summary.includes(words))
const receiptsOf = (contributor: TestPerson, reader: TestPerson) =>
  db().formReceipt.findMany({
    where: { contributorId: contributor.personId, personId: reader.personId },
    orderBy: { formVersion: 'asc' },
  })
const saves = async (person: TestPerson, fields: Record<string, string>, go: 'submit' | 'close') => {
  const known = Number(JSON.stringify(person.card).match(/"known":(\d+)/)?.[1] ?? 0)
  await clicks(person, 'contribution.save', {
    itemId: noah.id,
    known,
    go,
    ...inputValues(person.card),
    ...fields,
  })
}

describe('before the meeting', () => {
  test('nobody writes about a named child before there is consent, nor whoever fills in the form', async () => {
    const { jens, ida } = room
    await clicks(jens, 'agenda.item', { itemId: noah.id })
    expect(buttonTitles(jens.card)).not.toContain('Tilføj dit bidrag')
    const early = { verb: 'contribution.begin', v: 1, n: 'early', itemId: noah.id, suspicion: 'no' }
    expect((await jens.sends(early)).words).toContain('ikke er et gyldigt samtykke')
    await room.consents(noah)
    await clicks(ida, 'agenda.item', { itemId: noah.id })
    expect(buttonTitles(ida.card)).not.toContain('Tilføj dit bidrag')
    expect((await ida.sends(early)).words).toContain('Du udfylder skemaet')
    // It leads on the item of a colleague, and stands behind the others on one's own and on what is no child's.
    await clicks(jens, 'agenda.item', { itemId: noah.id })
    expect(buttonTitles(jens.card)[0]).toBe('Tilføj dit bidrag')
    const other = await room.adds({ kind: 'other', about: 'Samarbejdet med skolen.', minutes: 5 })
    for (const [person, itemId] of [
      [room.lone, noah.id],
      [jens, other.id],
    ] as const) {
      await clicks(person, 'agenda.item', { itemId })
      expect(buttonTitles(person.card)[0]).toBe('Til dagsordenen')
      expect(buttonTitles(person.card).slice(2)).toContain('Tilføj dit bidrag')
    }
    const { services, db: data } = room.bot.app.core
    const leads = await room.actor(room.lone)
    await data.write(tx => services.agenda.remove(tx, other, leads, room.bot.clock.now()))
    expect(await db().contribution.count()).toBe(0)
  })

  test('the stop question comes first and stores nothing; a draft is its author’s alone; two devices', async () => {
    const { jens, lone } = room
    await clicks(jens, 'agenda.item', { itemId: noah.id })
    await jens.presses('Tilføj dit bidrag')
    await jens.presses('Fortsæt', { suspicion: '' })
    expect(jens.words()).toContain('Svar ja eller nej.')
    expect(await db().contribution.count()).toBe(0)
    await jens.presses('Fortsæt', { suspicion: 'no' })
    await jens.presses('Aflevér')
    expect(jens.words()).toContain('Skriv noget i mindst ét felt')
    await jens.presses('Gem og luk', { sees: 'Barnet 010219-1234', works: 'Ro.' })
    expect(jens.words()).toContain('Fjern CPR-nummeret')
    expect(inputValues(jens.card).works).toBe('Ro.')
    await open(jens)
    const [phone, desk] = [jens.card, jens.card]
    await jens.presses('Gem og luk', { sees: 'Skrevet på telefonen.' }, phone)
    await jens.presses('Gem og luk', { sees: ofJens }, desk)
    expect(jens.words()).toContain('Skrevet på telefonen.')
    expect(inputValues(jens.card).sees).toBe(ofJens)
    await jens.presses('Gem mit')
    await reads(lone)
    expect(lone.words()).toContain('Der er ingen bidrag, du kan læse endnu.')
    await lone.sends({ verb: 'contribution.save', v: 1, n: 'x', itemId: noah.id, known: 1, go: 'close' })
    const [draft] = await db().contribution.findMany({})
    expect(draft).toMatchObject({ authorId: jens.personId, status: 'draft', profession: 'psychologist' })
    expect(JSON.stringify(draft)).not.toContain('hører')
    expect(await db().contribution.count()).toBe(1)
  })

  test('handed in once, however often it is pressed; taken back as long as nobody has it', async () => {
    const { jens, sara, mette, lone, bot } = room
    await open(jens)
    const card = jens.card
    await jens.presses('Aflevér', {}, card)
    await jens.presses('Aflevér', {}, card)
    expect(jens.words()).toContain('Dit bidrag er afleveret')
    expect(await db().auditEvent.count({ where: { action: 'contribution.submitted' } })).toBe(1)
    await jens.presses('Ret dit bidrag')
    expect(jens.words()).toContain('Husk at aflevere det igen.')
    expect(await db().contribution.findFirst()).toMatchObject({ status: 'draft', version: 1 })
    await jens.presses('Aflevér')
    bot.clock.set('2026-11-10T08:00:00Z')
    await begins(sara)
    await saves(sara, { sees: ofSara, suggests: 'En fast rytme.' }, 'submit')
    await begins(mette)
    await saves(mette, { works: ofMette }, 'close')
    await mette.says('mine opgaver')
    expect(mette.words()).toContain('Dit bidrag til punkt 1 er ikke afleveret')
    await handsIn(room.ida)
    await reads(lone)
    expect(lone.words()).toContain('Der er ingen bidrag')
    await bot.passTo('2026-11-12T08:00:00Z')
    const reminded = mette.inbox().filter(one => JSON.stringify(one.card).includes('Dit bidrag til punkt 1'))
    expect(reminded).toHaveLength(2)
  })
})

describe('with the distribution', () => {
  test('they go out with the forms, to everybody but their author', async () => {
    const { bot, lone, jens, ida } = room
    await bot.passTo('2026-11-20T11:00:00Z')
    expect(told(lone, 'bidrag')).toEqual(['1 skema og 2 bidrag til mødet tirsdag den 24. november 2026'])
    expect(told(jens, 'bidrag')).toEqual(['1 skema og 1 bidrag til mødet tirsdag den 24. november 2026'])
    expect(told(ida, '2 bidrag')).toHaveLength(1)
    expect(JSON.stringify(bot.teams.sent)).not.toMatch(/Noah|Han hører|sover dårligt/)
  })

  test('they stand side by side under each profession’s name, and what is opened is on record (R-FORM-9)', async () => {
    const { lone, jens, sara, mette, meeting } = room
    await clicks(lone, 'form.list', { meetingId: meeting.id })
    expect(lone.words()).toContain('Bidrag: Psykolog, Jens Bach')
    expect(lone.words()).toContain('Bidrag: Sundhedsplejerske, Sara Lind')
    expect(lone.words()).not.toContain('Mette Dahl')
    await clicks(lone, 'form.read', { itemId: noah.id })
    await lone.presses('Læs 2 bidrag')
    const words = lone.words()
    for (const text of ['Psykolog · Jens Bach', ofJens, 'Sundhedsplejerske · Sara Lind', ofSara])
      expect(words).toContain(text)
    expect(words.indexOf(ofJens)).toBeLessThan(words.indexOf('Sundhedsplejerske'))
    expect(words).not.toContain(ofMette)
    const read = { action: 'contribution.read', actorId: lone.personId, subjectId: noah.id }
    const events = await db().auditEvent.findMany({ where: read })
    expect(events.map(({ reason }) => reason.split(':')[0])).toEqual(['consent', 'consent'])
    for (const author of [jens, sara])
      expect((await receiptsOf(author, lone)).map(({ openedAt }) => openedAt !== null)).toEqual([true])
    expect(await receiptsOf(mette, lone)).toEqual([])
    await clicks(lone, 'form.evidence', { meetingId: meeting.id, layout: 'person' })
    expect(lone.words()).toMatch(/Punkt 1, bidrag fra Jens Bach · Lone Holm\nsendt .* · åbnet /)
  })

  test('one that comes later goes out at once, marked late', async () => {
    const { bot, lone, mette, jens } = room
    await bot.passTo('2026-11-20T13:00:00Z')
    await open(mette)
    await mette.presses('Aflevér')
    expect(told(jens, 'bidrag')).toContain('1 bidrag mere til mødet tirsdag den 24. november 2026')
    expect(told(mette, 'bidrag mere')).toEqual([])
    await bot.app.engine.runDue()
    await reads(lone)
    expect(lone.words()).toMatch(/Fremskudt rådgiver · Mette Dahl\nafleveret .*\nAfleveret efter fristen/)
    expect((await receiptsOf(mette, jens)).map(({ late }) => late)).toEqual([true])
  })
})

describe('corrected after the distribution (R-FORM-11)', () => {
  test('the others read on what they have; then they hear of it once, and can read both', async () => {
    const { bot, lone, jens, sara } = room
    await clicks(jens, 'contribution.takeBack', { itemId: noah.id })
    expect(jens.words()).toContain('De andre læser det, du afleverede')
    await saves(jens, { sees: 'Han svarer, når vi venter.' }, 'close')
    await reads(lone)
    expect(lone.words()).toContain(ofJens)
    expect(lone.words()).not.toContain('når vi venter')
    await jens.presses('Fortryd rettelsen')
    expect(jens.words()).toContain('bliver slettet')
    await jens.presses('Fortryd rettelsen')
    expect(jens.words()).toContain('Det, de andre har, gælder stadig')
    await reads(lone)
    expect(lone.words()).toContain(ofJens)
    await clicks(jens, 'contribution.takeBack', { itemId: noah.id })
    expect(inputValues(jens.card).sees).toBe(ofJens)
    await saves(jens, { sees: 'Han svarer, når vi venter.' }, 'close')
    await jens.says('mine opgaver')
    expect(jens.words()).toContain('Du er ved at rette dit bidrag til punkt 1.')
    await open(jens)
    await saves(jens, {}, 'submit')
    expect(jens.words()).toContain('De, der havde den tidligere udgave, får besked')
    await clicks(jens, 'contribution.takeBack', { itemId: noah.id })
    await saves(jens, { sees: 'Han svarer, når vi venter ti sekunder.' }, 'submit')
    await bot.app.engine.runDue()
    for (const person of [lone, sara])
      expect(told(person, 'rettet')).toEqual(['Bidrag til punkt 1 er rettet'])
    expect(told(jens, 'rettet')).toEqual([])
    await lone.finds('Bidrag til punkt 1 er rettet')
    await lone.presses('Åbn')
    expect(lone.words()).toContain('ti sekunder')
    expect(lone.words()).toContain('udgave 3, afleveret')
    await lone.presses('Se tidligere udgave')
    expect(lone.words()).toContain(ofJens)
    expect(lone.words()).toContain('Det er en tidligere udgave.')
    expect((await receiptsOf(jens, lone)).map(({ formVersion }) => formVersion)).toEqual([1, 3])
  })

  test('unchanged: no new version, and nobody hears of it', async () => {
    const { bot, lone, jens } = room
    await clicks(jens, 'contribution.takeBack', { itemId: noah.id })
    await saves(jens, {}, 'submit')
    expect(jens.words()).toContain('Du har ikke ændret noget.')
    await bot.app.engine.runDue()
    expect(told(lone, 'rettet')).toHaveLength(1)
  })
})

describe('people come and go', () => {
  test('whoever leaves is shown under their profession with what they handed in; what they had begun is nobody’s', async () => {
    const { bot, lone, mette, team } = room
    await clicks(mette, 'contribution.takeBack', { itemId: noah.id })
    await saves(mette, { works: 'Kun et udkast.' }, 'close')
    await leavesTeam(bot, mette, team)
    await reads(lone)
    expect(lone.words()).toContain('Fremskudt rådgiver · Mette Dahl')
    expect(lone.words()).toContain(ofMette)
    expect(lone.words()).not.toContain('Kun et udkast.')
    for (const verb of ['contribution.open', 'contribution.read'])
      expect((await mette.sends({ verb, v: 1, n: 'gone', itemId: noah.id })).words).toContain(
        'Det findes ikke længere',
      )
  })

  test('whoever comes later gets them too, the newest version alone', async () => {
    const { bot, bo, jens, team } = room
    await joinsTeam(bot, bo, team)
    expect(told(bo, 'bidrag')).toEqual([])
    await room.consents(noah)
    await bot.app.engine.runDue()
    expect(told(bo, 'bidrag')).toEqual(['1 skema og 3 bidrag til mødet tirsdag den 24. november 2026'])
    await reads(bo)
    expect(bo.words()).toContain('ti sekunder')
    expect(buttonTitles(bo.card)).not.toContain('Se tidligere udgave')
    await reads(bo, { personId: jens.personId, version: 1 })
    expect(bo.words()).not.toContain(ofJens)
  })
})

describe('a withdrawal (R-CONS-5)', () => {
  test('between queue and send nothing leaves, and everything is withheld at once, drafts too', async () => {
    const { bot, lone, jens, sara } = room
    const [before] = [told(lone, 'rettet').length]
    await clicks(sara, 'contribution.takeBack', { itemId: noah.id })
    await saves(sara, { sees: 'Han sover bedre nu.' }, 'submit')
    await clicks(jens, 'contribution.takeBack', { itemId: noah.id })
    const typing = jens.card
    await room.withdraws(noah)
    await bot.app.engine.runDue()
    expect(told(lone, 'rettet')).toHaveLength(before)
    for (const person of [lone, room.bo, jens]) {
      const own = { itemId: noah.id, personId: sara.personId }
      const answer = await person.sends({ verb: 'contribution.read', v: 1, n: 'withheld', ...own })
      expect(answer.words).not.toMatch(/sover|støttekontakt/)
    }
    const answer = await jens.presses('Aflevér', { sees: 'Skrevet imens.' }, typing)
    expect(answer.words).toContain('Det, du har skrevet, er ikke gemt.')
    await room.consents(noah)
    await bot.app.engine.runDue()
    expect(told(lone, 'rettet')).toHaveLength(before + 1)
    await reads(lone)
    expect(lone.words()).toContain('Han sover bedre nu.')
  })
})

test('an item without a form can have contributions; a child’s name is refused where none may stand', async () => {
  const { bot, jens, lone } = room
  const group = await room.adds({ kind: 'childGroup', about: 'Uro i garderoben' })
  const ref = { itemId: group.id }
  await clicks(jens, 'contribution.begin', { ...ref, suspicion: 'no' })
  await jens.presses('Aflevér', { sees: 'Noah løber rundt.' })
  expect(jens.words()).toContain('Skriv uden børns navne')
  expect(inputValues(jens.card).sees).toBe('Noah løber rundt.')
  await jens.presses('Aflevér', { sees: 'To eller tre løber rundt.' })
  await bot.app.engine.runDue()
  await clicks(lone, 'form.read', ref)
  expect(lone.words()).toContain('To eller tre løber rundt.')
})

test('on yes nothing of the matter is left, with what everybody had written (R-FORM-2)', async () => {
  const { jens, lone, meeting } = room
  await clicks(jens, 'contribution.ask', { itemId: noah.id })
  await jens.presses('Fortsæt', { suspicion: 'yes' })
  expect(jens.words()).toContain('Punktet er slettet')
  expect(await tablesMentioning(room.bot.app.core.db.reader, [noah.id])).toEqual([])
  await clicks(lone, 'form.list', { meetingId: meeting.id })
  expect(lone.words()).not.toMatch(/Sundhedsplejerske/)
  const again = { verb: 'contribution.begin', v: 1, n: 'again', itemId: noah.id, suspicion: 'yes' }
  expect((await jens.sends(again)).words).toContain('Følg kommunens beredskab')
})
