import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import type { Entry } from '../../src/features/minutes/run/service.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, inputValues, nodes } from '../support/cards.ts'
import type { CardNode } from '../support/fake-teams.ts'
import { type MeetingRoom, openMeetingRoom, pressesWith } from '../support/meeting-room.ts'

/** A meeting that begins now: Noah (with consent), Alma (without), a group of children. */
interface Scene {
  room: MeetingRoom
  noah: AgendaItem
  alma: AgendaItem
  group: AgendaItem
}

async function setScene(): Promise<Scene> {
  const room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const noah = await room.adds({ child: 'Noah Berg', formFillerId: room.ida.personId, minutes: 30 })
  await room.consents(noah)
  const alma = await room.adds({ child: 'Alma Holst', about: 'Alma sover uroligt.' })
  const group = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  await room.bot.app.engine.runDue()
  return { room, noah, alma, group }
}

/** From the meeting's card to the first item. */
async function starts(lone: TestPerson): Promise<void> {
  await lone.says('mine møder')
  await lone.presses('Åbn')
  await lone.presses('Start mødet')
  await lone.presses('Gem og fortsæt')
}

/** Presses a button that stands on a card of another device. */
async function sends(person: TestPerson, verb: string, payload: Record<string, unknown>): Promise<void> {
  const answer = await person.sends({ v: 1, verb, ...payload })
  if (typeof answer.value !== 'string') person.card = answer.value
}

/** Noah's item, entered in full: Mette gets one action point, Lone talks with the parents. */
async function entersNoah({ lone, mette }: MeetingRoom): Promise<void> {
  await lone.presses('Synspunkter', { summary: 'Vi talte om larm på stuen.' })
  await lone.presses('Gem og fortsæt', {
    p_psychologist: 'Han har brug for ro.',
    p_healthVisitor: 'Han sover godt.',
  })
  await lone.presses('Gem og fortsæt', {
    placement: 'attention',
    outcomes: 'supportInInstitution,continuedAttention',
    followUpDay: '2027-01-12',
  })
  await lone.presses('Tilføj aftale', {
    what: 'Lav en rolig krog på stuen',
    ownerId: mette.personId,
    dueDay: '2026-12-08',
  })
}

describe('holding the meeting (R-MEET-1–4)', () => {
  let scene: Scene
  let room: MeetingRoom
  let lone: TestPerson
  beforeAll(async () => {
    scene = await setScene()
    room = scene.room
    lone = room.lone
  })
  afterAll(() => room.stop())
  const goTo = (item: AgendaItem) => sends(lone, 'run.item', { itemId: item.id })
  const drafts = () =>
    room.bot.app.core.services.actionPoints.drafts(room.bot.app.core.db.reader, room.meeting.id)
  const resultOf = async (item: AgendaItem) => {
    const { services, db } = room.bot.app.core
    return (await services.run.entryOf(db.reader, room.meeting, item)).result
  }

  test('only the coordinator starts it; before and after its time with a question', async () => {
    const { mette, bo, bot } = room
    const later = await room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')
    const start = { verb: 'run.start', v: 1, meetingId: later.id }
    for (const person of [mette, bo])
      expect((await person.sends(start)).words).toContain('eller også har du ikke adgang')
    await sends(lone, 'run.start', { meetingId: later.id })
    expect(lone.words()).toContain('Vil du starte mødet nu?')
    expect(lone.words()).toContain('Mødet er først tirsdag 5. januar kl. 9.00.')
    const { services, db } = bot.app.core
    expect((await services.meetings.get(db.reader, later.id)).status).toBe('planned')
    await db.write(async tx => services.meetings.cancel(tx, later, await room.actor(lone), bot.clock.now()))
  })

  test('at its time the likeliest button starts it, on its card and on its agenda', async () => {
    const marked = () =>
      [...nodes(lone.card)]
        .filter(node => node.type === 'Action.Execute' && node.style === 'positive')
        .map(node => node.title)
    await lone.says('mine møder')
    await lone.presses('Åbn')
    expect(buttonTitles(lone.card).slice(0, 2)).toEqual(['Start mødet', 'Dagsorden'])
    expect(marked()).toEqual(['Start mødet'])
    await lone.presses('Dagsorden')
    expect(marked()).toEqual(['Start mødet'])
  })

  test('item by item, with the time used, the child by name for those who may, each profession side by side', async () => {
    await starts(lone)
    expect(lone.words()).toContain('Punkt 1 af 3 · trin 1 af 3 · 0 af 30 min.')
    expect(lone.words()).toContain('Noah Berg')
    expect(buttonTitles(lone.card)).toContain('Luk')
    await lone.presses('Synspunkter')
    expect(lone.words()).toContain('Punkt 1 af 3 · synspunkter · 0 af 30 min.')
    expect(lone.words()).toContain('Set af psykolog (valgfrit)')
    expect(lone.words()).toContain('Set af pædagog (valgfrit)')
    await lone.presses('Tilbage')
    room.bot.clock.set('2026-11-24T08:12:00Z')
    await entersNoah(room)
    expect(lone.words()).toContain('12 af 30 min.')
    expect(lone.words()).toContain('Lav en rolig krog på stuen · Mette Dahl · 8. dec.')
    // R-MEET-3: by default the presenter, five working days on
    expect(inputValues(lone.card)).toMatchObject({ parentTalkBy: lone.personId, parentTalkDay: '2026-12-01' })
    await lone.presses('Alle punkter')
    expect(lone.words()).toMatch(/Punkt 1: Et barn på 3 år\n12 af 30 min\. · I er her/)
    expect(lone.words()).toMatch(/Punkt 2: Et barn på 3 år\n0 af 20 min\. · uden samtykke/)
    expect(lone.words()).not.toContain('Noah')
  })

  test('everything is stored at once and is found again from the meeting', async () => {
    await lone.says('mine møder')
    await lone.presses('Åbn')
    await lone.presses('Gå til mødet')
    await pressesWith(lone, { verb: 'run.item', itemId: scene.noah.id })
    expect(inputValues(lone.card).summary).toBe('Vi talte om larm på stuen.')
    await lone.presses('Synspunkter (2)')
    expect(inputValues(lone.card).p_psychologist).toBe('Han har brug for ro.')
    await lone.presses('Gem og fortsæt')
    expect(inputValues(lone.card)).toMatchObject({
      placement: 'attention',
      outcomes: 'supportInInstitution,continuedAttention',
      followUpDay: '2027-01-12',
    })
    expect(await drafts()).toHaveLength(2)
  })

  test('only professions that are here have a field; an item guest only at their own item', async () => {
    const { sara, ida } = room
    await sends(lone, 'run.attendance', { meetingId: room.meeting.id })
    expect(lone.words()).toContain('Ida Krogh (punkt 1)')
    const names = lone.words().match(/^(?:Ida|Jens|Lone|Mette|Sara)(?= )/gm)
    expect(names).toEqual(['Ida', 'Jens', 'Lone', 'Mette', 'Sara'])
    const present = [lone, sara, ida].map(person => person.personId).join(',')
    await lone.presses('Gem og fortsæt', { present })
    await lone.presses('Synspunkter (2)')
    expect(lone.words()).not.toContain('Set af psykolog')
    expect(lone.words()).toContain('Set af pædagog')
    await lone.presses('Alle punkter')
    expect(lone.words()).toContain('3 af 5 er her')
    await pressesWith(lone, { verb: 'run.item', itemId: scene.group.id })
    await lone.presses('Synspunkter')
    expect(lone.words()).toContain('Set af sundhedsplejerske')
    expect(lone.words()).not.toContain('Set af pædagog')
    // what was written for somebody who has left is kept
    expect((await resultOf(scene.noah)).perspectives.psychologist).toBe('Han har brug for ro.')
  })

  test('what is wrong is named at its field, and everything typed is still there', async () => {
    const { mette } = room
    await goTo(scene.noah)
    await lone.presses('Gem og fortsæt')
    await lone.presses('Gem og fortsæt', { outcomes: 'counselling', duty: 'true', followUpDay: '2026-12-25' })
    expect(lone.words()).toContain('Det er juledag. Den nærmeste arbejdsdag er onsdag den 23. december 2026.')
    expect(inputValues(lone.card)).toMatchObject({
      outcomes: 'counselling',
      duty: 'true',
      followUpDay: '2026-12-25',
    })
    expect((await resultOf(scene.noah)).dutyPointedOut).toBe(false)
    const both = 'counselling,nothingFurther'
    await lone.presses('Gem og fortsæt', { outcomes: both, followUpDay: '' })
    expect(lone.words()).toContain('»Ikke mere nu« kan ikke stå sammen med et næste skridt.')
    expect(inputValues(lone.card)).toMatchObject({ outcomes: both, duty: 'true' })
    expect((await resultOf(scene.noah)).outcomes).not.toContain('nothingFurther')
    await lone.presses('Gem og fortsæt', { outcomes: 'counselling' })
    const typed = { what: 'Ring til Noahs mor', ownerId: mette.personId, dueDay: '2026-11-23' }
    await lone.presses('Tilføj aftale', typed)
    expect(lone.words()).toContain('Skriv »barnet« i stedet for navnet.')
    expect(lone.words()).toContain(
      'Den dato er passeret. Den nærmeste arbejdsdag er tirsdag den 24. november 2026.',
    )
    expect(inputValues(lone.card)).toMatchObject(typed)
    await lone.presses('Tilføj aftale', { what: '', ownerId: '', dueDay: '' })
    expect(lone.words()).toContain('Skriv, hvad der skal gøres.')
    expect(lone.words()).toContain('Vælg, hvem der gør det.')
    expect(await drafts()).toHaveLength(2)
  })

  test('R-MEET-2: what is placed is followed up by itself, the sooner the greater the concern, unless it is decided otherwise', async () => {
    const followUp = async () => (await resultOf(scene.group)).followUpDay
    const toResult = async () => {
      await goTo(scene.group)
      await lone.presses('Gem og fortsæt')
    }
    // A card that was only looked at brings nothing onto an agenda.
    await toResult()
    await lone.presses('Gem og fortsæt')
    expect(await followUp()).toBeNull()
    await toResult()
    await lone.presses('Gem og fortsæt', { placement: 'concern' })
    expect(lone.words()).toContain('Opfølgning: tirsdag 5. januar.')
    expect(await followUp()).toBe('2027-01-05')
    // Taken away, it does not come back.
    await toResult()
    expect(inputValues(lone.card).followUpDay).toBe('2027-01-05')
    for (const fields of [{ followUpDay: '' }, {}]) {
      await lone.presses('Gem og fortsæt', fields)
      expect(await followUp()).toBeNull()
      await toResult()
    }
    await lone.presses('Alle punkter', { placement: 'none' })
  })

  test('R-MEET-2: an agreement in one line is read, and counts when it was confirmed', async () => {
    await goTo(scene.group)
    await lone.presses('Gem og fortsæt')
    await lone.presses('Gem og fortsæt')
    const before = (await drafts()).length
    await lone.presses('Tilføj aftale', { what: 'psykologen: observation inden 10/12' })
    expect(lone.words()).toContain('Er aftalen læst rigtigt?')
    expect([...nodes(lone.card)].some(one => one.style === 'attention')).toBe(false)
    const read = { what: 'Observation', ownerId: room.jens.personId, dueDay: '2026-12-10' }
    expect(inputValues(lone.card)).toMatchObject(read)
    expect(await drafts()).toHaveLength(before)
    await lone.presses('Tilføj aftale')
    expect(await drafts()).toHaveLength(before + 1)
    expect((await drafts()).at(-1)).toMatchObject({
      text: read.what,
      ownerId: read.ownerId,
      dueDay: read.dueDay,
    })

    // A day that is no working day, and a name that fits nobody: read, and asked about.
    await lone.presses('Tilføj aftale', { what: 'Peter: ring inden lørdag' })
    expect(lone.words()).toContain('Vælg, hvem der gør det.')
    expect(lone.words()).toContain('Det er weekend.')
    expect(inputValues(lone.card)).toMatchObject({ what: 'Peter: ring', ownerId: '', dueDay: '2026-11-28' })
    await lone.presses('Alle punkter', { what: '', ownerId: '', dueDay: '' })
  })

  test('an agreement that was typed but not added is not dropped by another button', async () => {
    await goTo(scene.group)
    await lone.presses('Gem og fortsæt')
    await lone.presses('Gem og fortsæt')
    await lone.presses('Forrige punkt', {
      what: 'Observér ved frokost',
      ownerId: room.jens.personId,
      dueDay: '2026-12-01',
    })
    expect(lone.words()).toContain('Punkt 2 af 3')
    await goTo(scene.group)
    await lone.presses('Gem og fortsæt')
    await lone.presses('Gem og fortsæt')
    expect(lone.words()).toContain('Observér ved frokost')
    await lone.presses('Til næste møde')
    expect(lone.words()).toContain('Punktet har aftaler.')
    await lone.presses('Slet', { what: 'En ny, der er begyndt på' })
    expect(lone.words()).not.toContain('Observér ved frokost')
    expect(inputValues(lone.card).what).toBe('En ny, der er begyndt på')
  })

  test('a CPR number is refused at its field, and not stored', async () => {
    await goTo(scene.group)
    await lone.presses('Gem og fortsæt', { summary: 'Barnet, 010215-1234, trives.' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    expect((await resultOf(scene.group)).summary).toBe('')
    await lone.presses('Synspunkter', { summary: '' })
    await lone.presses('Gem og fortsæt', { p_healthVisitor: 'Ro.', p_daycareLeader: '010215 1234' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    expect(inputValues(lone.card).p_healthVisitor).toBe('Ro.')
    expect((await resultOf(scene.group)).perspectives).toEqual({})
  })

  test('hostile text is stored as typed and shown as text', async () => {
    const hostile = '**fed** ${x} <at>Mette</at> {{DATE(2026-11-24T08:00:00Z)}}\n# linje 2 👨‍👩‍👧‍👦'
    await goTo(scene.group)
    await lone.presses('Gem og fortsæt', { summary: hostile })
    await lone.presses('Tilbage')
    expect(inputValues(lone.card).summary).toBe(hostile)
    await lone.presses('Afslut mødet')
    expect(lone.words()).toContain(
      '**fed** ${x} <\u2060at>Mette<\u2060/at> {\u2060{DATE(2026-11-24T08:00:00Z)}}',
    )
    expect(lone.words()).toContain('# linje 2 👨‍👩‍👧‍👦')
    expect(JSON.stringify(lone.card)).not.toMatch(/"TextBlock"[^}]*fed/)
    await lone.presses('Tilbage til mødet')
    expect(lone.words()).toContain('Tryk på »Gå til«')
  })

  test('whichever button leads away, what was typed is kept', async () => {
    await goTo(scene.group)
    await lone.presses('Luk', { summary: 'Vi blev afbrudt.' })
    expect(lone.words()).not.toContain('afbrudt')
    expect((await resultOf(scene.group)).summary).toBe('Vi blev afbrudt.')
    await goTo(scene.group)
    await lone.presses('Luk', { summary: 'Vi blev afbrudt af 010215-1234.' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    await goTo(scene.group)
    expect(JSON.stringify(lone.card)).not.toContain('associatedInputs')
  })

  test('a card of another device takes nothing away, and what both wrote stands on it', async () => {
    const { outcomes } = await resultOf(scene.noah)
    await goTo(scene.group)
    await lone.presses('Synspunkter', { summary: '' })
    const phone = lone.card
    await lone.presses('Gem og fortsæt', { p_healthVisitor: 'Hun ser ro ved bordet.' })
    await lone.presses('Tilbage', { summary: '' })
    const empty = lone.card
    await lone.presses('Synspunkter (1)', { summary: 'Skrevet på computeren.' })
    // Nothing was typed on the phone: what the computer wrote stays, and the button leads on.
    await lone.presses('Synspunkter (1)', {}, empty)
    expect(lone.words()).toContain('synspunkter')
    expect((await resultOf(scene.group)).summary).toBe('Skrevet på computeren.')
    await lone.presses('Gem og fortsæt', { p_daycareLeader: 'Uroen er størst om fredagen.' }, phone)
    expect((await resultOf(scene.group)).perspectives).toEqual({
      daycareLeader: 'Uroen er størst om fredagen.',
      healthVisitor: 'Hun ser ro ved bordet.',
    })
    await lone.presses('Gem og fortsæt', { summary: 'Skrevet på telefonen.' }, empty)
    expect(lone.words()).toContain('Der er skrevet noget andet på en anden enhed imens.')
    expect(inputValues(lone.card).summary).toBe('Skrevet på computeren.\n\nSkrevet på telefonen.')
    expect((await resultOf(scene.group)).summary).toBe('Skrevet på computeren.')
    await lone.presses('Gem og fortsæt', { summary: 'Skrevet på begge.' })
    expect((await resultOf(scene.group)).summary).toBe('Skrevet på begge.')
    expect((await resultOf(scene.noah)).outcomes).toEqual(outcomes)
  })

  test('2,000 characters fit; one more does not, and is still there', async () => {
    await goTo(scene.group)
    await lone.presses('Gem og fortsæt', { summary: 'æ'.repeat(2001) })
    expect(lone.words()).toContain('Skriv det kortere: højst 2000 tegn.')
    expect(inputValues(lone.card).summary).toHaveLength(2001)
    await lone.presses('Gem og fortsæt', { summary: 'æ'.repeat(2000) })
    expect((await resultOf(scene.group)).summary).toHaveLength(2000)
  })

  test('a child without consent is not discussed by name: next meeting, anonymously, or skipped', async () => {
    await goTo(scene.alma)
    expect(lone.words()).toContain('Punktet kan ikke drøftes endnu')
    expect(lone.words()).not.toContain('Alma')
    expect(buttonTitles(lone.card)).toEqual(
      expect.arrayContaining(['Drøft anonymt', 'Se samtykket', 'Næste punkt']),
    )
    await lone.presses('Til næste møde')
    expect(lone.words()).toContain('Det forrige punkt er udskudt')
    expect(lone.words()).toContain('Punkt 2 af 2')
    expect(lone.words()).toContain('Der er uro ved frokost.')
    await goTo(scene.alma)
    expect(lone.words()).toContain('venter nu på det næste møde')
  })

  test('when the consent ends while the card is open, nothing more is written and nothing is shown', async () => {
    await goTo(scene.noah)
    await room.withdraws(scene.noah)
    await lone.presses('Gem og fortsæt', { summary: 'Noah er ked af det.' })
    expect(lone.words()).toContain('trukket tilbage')
    expect(lone.words()).not.toContain('Noah')
    expect((await resultOf(scene.noah)).summary).toBe('Vi talte om larm på stuen.')
  })
})

test('R-MEET-1: a restart in the middle of the meeting changes nothing, for the cards that are open neither', async () => {
  const { room, noah } = await setScene()
  const { lone, sara, bot, meeting } = room
  await starts(lone)
  await entersNoah(room)
  await sends(sara, 'own.view', { itemId: noah.id })
  await sends(lone, 'run.item', { itemId: noah.id })
  const open = lone.card
  const standing = async () => {
    const { services, db } = bot.app.core
    return [await services.run.entries(db.reader, meeting), await services.run.attendees(db.reader, meeting)]
  }
  const before = await standing()
  bot.clock.set('2026-11-24T08:07:00Z')
  await bot.restarts()
  expect(await standing()).toEqual(before)
  await lone.presses('Gem og fortsæt', { summary: 'Skrevet, efter at der blev startet om.' }, open)
  await sara.presses('Gem', { p_healthVisitor: 'Han sover igennem.' })
  const [entry] = (await standing())[0] as [Entry]
  expect(entry.result).toMatchObject({
    summary: 'Skrevet, efter at der blev startet om.',
    perspectives: { psychologist: 'Han har brug for ro.', healthVisitor: 'Han sover igennem.' },
  })
  expect(entry.actions).toHaveLength(2)
  await sends(lone, 'run.open', { meetingId: meeting.id })
  expect(lone.words()).toMatch(/Punkt 1: .*\n7 af 30 min\. · I er her/)
  await room.stop()
})

test('a guest of several items: their numbers stand in order, as a sentence has them', async () => {
  const room = await openMeetingRoom('2026-11-24T08:00:00Z')
  for (const about of ['Larm på stuen', 'Uro ved frokost', 'Søvn'])
    await room.adds({ about, formFillerId: room.ida.personId })
  await sends(room.lone, 'run.start', { meetingId: room.meeting.id })
  await sends(room.lone, 'run.attendance', { meetingId: room.meeting.id })
  expect(room.lone.words()).toContain('Ida Krogh (punkt 1, 2 og 3)')
  await room.stop()
})

describe('the minutes (R-MIN-1)', () => {
  let scene: Scene
  let room: MeetingRoom
  let lone: TestPerson
  let firstItem: CardNode
  beforeAll(async () => {
    scene = await setScene()
    room = scene.room
    lone = room.lone
    await starts(lone)
    firstItem = lone.card
    await entersNoah(room)
    await lone.presses('Afslut mødet')
  })
  afterAll(() => room.stop())
  const told = (person: TestPerson) =>
    person
      .inbox()
      .map(one => one.summary)
      .filter(summary => summary.includes('Referat'))

  test('are previewed with what was not spoken of, which is ended or goes on by itself', async () => {
    expect(lone.words()).toContain('Er referatet rigtigt?')
    expect(lone.words()).toContain('Tal med forældrene')
    expect(lone.words()).toContain('Rød Tråd er et arbejdsredskab og ikke jeres arkiv.')
    expect(lone.words()).not.toContain('Alma')
    await pressesWith(lone, { verb: 'minutes.further', itemId: scene.group.id })
    expect(lone.words()).toContain('Punkt 2: Børnegruppe')
    const preview = lone.card
    await lone.presses('Godkend referatet')
    expect(lone.words()).toContain('4 deltagere får besked nu. Der er 2 aftaler. En af dem er din egen.')
    const answer = lone.words()
    expect((await lone.presses('Godkend referatet', {}, preview)).words).toBe(answer)
    await sends(lone, 'minutes.approve', { meetingId: room.meeting.id })
    expect(lone.words()).toContain('Mødet er holdt, og referatet er godkendt.')
    const { services, db } = room.bot.app.core
    const status = async (item: AgendaItem) => (await services.agenda.get(db.reader, item.id)).status
    expect(await status(scene.noah)).toBe('held')
    expect(await status(scene.group)).toBe('held')
    // Alma was not spoken of: she waits for the next meeting and is not lost (R-AGENDA-3)
    const waiting = await services.agenda.waiting(db.reader, room.team.id)
    expect(waiting).toMatchObject([{ id: scene.alma.id, status: 'open' }])
  })

  /** What is on record about the item of each child, by the child. */
  const onRecord = async (action: string) => {
    const { auditEvent } = clientOf(room.bot.app.core.db.reader)
    const rows = await auditEvent.findMany({ where: { action, childId: { not: null } } })
    return rows.map(({ actorId, subjectType, subjectId, childId, reason }) => [
      actorId,
      subjectType,
      subjectId,
      childId,
      reason,
    ])
  }

  test('are on record for each named child of whom they say something, with the approval (R-SEC-4)', async () => {
    const { id, childId } = scene.noah
    const own = [lone.personId, 'agendaItem', id, childId, 'coordinator']
    expect(await onRecord('minutes.approved')).toEqual([own])
  })

  test('are told to each participant once, in neutral words', async () => {
    const { mette, jens, ida, bo, bot } = room
    await bot.app.engine.runDue()
    expect(told(mette)).toEqual([
      'Referatet fra mødet tirsdag den 24. november er klar. Du har fået en aftale.',
    ])
    expect(told(jens)).toEqual(['Referatet fra mødet tirsdag den 24. november er klar.'])
    expect(told(ida)).toHaveLength(1)
    expect(told(lone)).toHaveLength(0)
    expect(told(bo)).toHaveLength(0)
    for (const { card } of bot.teams.sent)
      expect(JSON.stringify(card)).not.toMatch(/Noah|Berg|larm|krog|Han har brug/)
  })

  test('are read by those who took part, each their items; a stranger learns nothing; each read is on record', async () => {
    const { jens, ida, bo, bot } = room
    await jens.finds('Referatet er klar')
    await jens.presses('Åbn')
    expect(jens.words()).toContain('Noah Berg')
    expect(jens.words()).toContain('Han sover godt.')
    expect(jens.words()).toContain('Punkt 2: Børnegruppe')
    await ida.finds('Referatet er klar')
    await ida.presses('Åbn')
    expect(ida.words()).toContain('Noah Berg')
    expect(ida.words()).not.toContain('Børnegruppe')
    expect(ida.words()).not.toContain('Sara Lind')
    await sends(bo, 'minutes.read', { meetingId: room.meeting.id })
    expect(bo.words()).toContain('eller også har du ikke adgang')
    const rows = await clientOf(bot.app.core.db.reader).auditEvent.findMany({
      where: { action: 'minutes.read' },
    })
    expect(rows).toContainEqual(
      expect.objectContaining({ actorId: ida.personId, childId: scene.noah.childId }),
    )
    expect(rows.some(row => row.actorId === bo.personId)).toBe(false)
  })

  test('a card of the running meeting says that it is over', async () => {
    await lone.presses('Næste punkt', { summary: 'For sent' }, firstItem)
    expect(lone.words()).toContain('Mødet er holdt, og referatet er godkendt.')
    await lone.says('mine møder')
    await lone.presses('Åbn')
    expect(buttonTitles(lone.card)).not.toContain('Start mødet')
    expect(buttonTitles(lone.card)[0]).toBe('Læs referatet')
    await lone.presses('Læs referatet')
    expect(lone.words()).toContain('Udgave 1 · godkendt tirsdag den 24. november 2026')
    // No time was taken on what was not come to.
    expect(lone.words()).not.toMatch(/\b0 af \d+ min\./)
  })

  test('are corrected with a reason as a new version; the old one stays, and everybody is told once', async () => {
    const { mette, bot } = room
    await lone.presses('Ret referatet')
    await lone.presses('Ret punkt 1')
    await lone.presses('Godkend rettelsen', { summary: 'Vi talte om larm og ro.', reason: '' })
    expect(lone.words()).toContain('Skriv kort hvorfor.')
    expect(inputValues(lone.card).summary).toBe('Vi talte om larm og ro.')
    const form = lone.card
    await lone.presses('Godkend rettelsen', { reason: 'Se 010215-1234' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    await lone.presses('Godkend rettelsen', { reason: 'Der manglede noget.' })
    expect(lone.words()).toContain('Udgave 2')
    expect(lone.words()).toContain('Vi talte om larm og ro.')
    expect(lone.words()).toContain('Rettet, fordi: \nDer manglede noget.')
    // the form that was filled in on another device, from before this correction: both texts come back
    await lone.presses('Godkend rettelsen', { summary: 'Vi talte om søvn.', reason: 'Igen' }, form)
    expect(lone.words()).toContain('Punktet er blevet rettet i mellemtiden.')
    expect(inputValues(lone.card)).toMatchObject({
      summary: 'Vi talte om larm og ro.\n\nVi talte om søvn.',
      reason: 'Igen',
    })
    await lone.presses('Godkend rettelsen', { summary: 'Vi talte om larm og ro.' })
    expect(lone.words()).toContain('Du har ikke ændret noget i punktet endnu.')
    await mette.finds('Referatet er rettet')
    await mette.presses('Åbn')
    expect(mette.words()).toContain('Vi talte om larm og ro.')
    expect(mette.words()).toContain('Han har brug for ro.')
    expect(mette.words()).toContain('Der manglede noget.')
    expect(mette.inbox().filter(({ summary }) => summary.includes('rettet'))).toHaveLength(1)
    const { id, childId } = scene.noah
    const corrected = [lone.personId, 'agendaItem', id, childId, 'coordinator']
    expect(await onRecord('minutes.corrected')).toEqual([corrected])
    const rows = await clientOf(bot.app.core.db.reader).minutes.findMany({ orderBy: { version: 'asc' } })
    expect(rows.map(row => row.version)).toEqual([1, 2])
    for (const row of rows) expect(row.contentSealed).not.toContain('larm')
  })

  test('are withheld when the consent has ended since, and say so', async () => {
    const { jens } = room
    await room.withdraws({ ...scene.noah, status: 'held' })
    await jens.finds('Referatet er klar')
    await jens.presses('Åbn')
    expect(jens.words()).toContain('Samtykket er trukket tilbage.')
    expect(jens.words()).not.toMatch(/Noah|Der manglede noget/)
    await jens.presses('Luk')
    expect(jens.words()).toContain('Referatet er klar')
    // Lone wrote the item; the minutes are everybody's words (R-CONS-5).
    await sends(lone, 'minutes.read', { meetingId: room.meeting.id })
    expect(lone.words()).toContain('Samtykket er trukket tilbage.')
    expect(lone.words()).not.toMatch(/Noah|Han har brug for ro|larm|Der manglede/)
    await sends(lone, 'minutes.correctItem', { itemId: scene.noah.id })
    expect(lone.words()).not.toMatch(/Noah|Han har brug for ro|larm|Der manglede/)
  })
})

describe('who was there for which item (R-MEET-1)', () => {
  let scene: Scene
  let room: MeetingRoom
  beforeEach(async () => {
    scene = await setScene()
    room = scene.room
    await starts(room.lone)
  })
  afterEach(() => room.stop())
  const goTo = (item: AgendaItem) => sends(room.lone, 'run.item', { itemId: item.id })
  const ticked = () => String(inputValues(room.lone.card).present).split(',')
  const idsOf = (...people: TestPerson[]) => people.map(one => one.personId).join(',')
  const allBut = (...people: TestPerson[]) => {
    const { lone, mette, jens, sara, ida } = room
    return idsOf(...[lone, mette, jens, sara, ida].filter(one => !people.includes(one)))
  }
  const awayFrom = async (item: AgendaItem) => {
    const { services, db } = room.bot.app.core
    return (await services.run.entryOf(db.reader, room.meeting, item)).result.away
  }
  const noahsSection = () => room.lone.words().split('Punkt 2')[0] ?? ''

  test('everybody at the meeting and the item’s own guest, without a tap', async () => {
    const { lone, ida } = room
    expect(lone.words()).toContain('Alle, der er kommet, er med.')
    await lone.presses('Hvem er med?', { summary: 'Vi talte om larm på stuen.' })
    expect(lone.words()).toContain('Hvem er med til punktet?')
    expect(lone.words()).not.toContain('Noah')
    expect(ticked().toSorted()).toEqual(allBut().split(',').toSorted())
    await goTo(scene.group)
    await lone.presses('Hvem er med?', { summary: 'Uroen er mindre.' })
    expect(lone.words()).not.toContain('Ida Krogh')
    expect(ticked().toSorted()).toEqual(allBut(ida).split(',').toSorted())
    await lone.presses('Alle punkter')
    await lone.presses('Afslut mødet')
    // Said of the item that a guest joined, and not of all the others.
    expect(noahsSection()).toContain(
      'Med til punktet: \nIda Krogh, Jens Bach, Lone Holm, Mette Dahl, Sara Lind',
    )
    expect(lone.words().match(/Med til punktet/g)).toHaveLength(1)
  })

  test('whoever leaves early is away from what follows, and reads it all in the minutes like those who stayed', async () => {
    const { lone, jens, ida, bot } = room
    await lone.presses('Hvem er med?', { summary: 'Vi talte om larm på stuen.' })
    await lone.presses('Gem og fortsæt', { present: allBut(jens) })
    expect(lone.words()).toContain('Ikke med: Jens Bach')
    expect(inputValues(lone.card).summary).toBe('Vi talte om larm på stuen.')
    await lone.presses('Synspunkter')
    expect(lone.words()).not.toContain('Set af psykolog')
    await lone.presses('Næste punkt')
    await lone.presses('Næste punkt')
    expect(lone.words()).toContain('Der er uro ved frokost.')
    expect(lone.words()).toContain('Ikke med: Jens Bach')
    await lone.presses('Afslut mødet', { summary: 'Uroen er mindre.' })
    expect(lone.words()).toContain('Til stede: \nIda Krogh, Jens Bach, Lone Holm, Mette Dahl, Sara Lind')
    expect(lone.words()).toContain('Med til punktet: \nIda Krogh, Lone Holm, Mette Dahl, Sara Lind')
    expect(lone.words()).toContain('Med til punktet: \nLone Holm, Mette Dahl, Sara Lind')
    await lone.presses('Godkend referatet')
    await bot.app.engine.runDue()
    await jens.finds('Referatet er klar')
    await jens.presses('Åbn')
    expect(jens.words()).toContain('Vi talte om larm på stuen.')
    expect(jens.words()).toContain('Med til punktet: \nIda Krogh, Lone Holm, Mette Dahl, Sara Lind')
    // A guest of one item is not told who came.
    await ida.finds('Referatet er klar')
    await ida.presses('Åbn')
    expect(ida.words()).toContain('Vi talte om larm på stuen.')
    expect(ida.words()).not.toMatch(/Med til punktet|Sara Lind/)
    await sends(lone, 'run.save', { itemId: scene.noah.id, part: 'who', go: 'talk', present: allBut() })
    expect(lone.words()).toContain('Mødet er holdt, og referatet er godkendt.')
    expect(await awayFrom(scene.noah)).toEqual([jens.personId])
  })

  test('whoever comes late counts from the item where they are ticked, there or in the attendance', async () => {
    const { lone, jens, sara, meeting } = room
    await sends(lone, 'run.attend', { meetingId: meeting.id, present: allBut(jens, sara) })
    await lone.presses('Luk', { summary: 'Vi talte om larm på stuen.' })
    await goTo(scene.group)
    await lone.presses('Hvem er med?', { summary: 'Uroen er mindre.' })
    await lone.presses('Gem og fortsæt', { present: [...ticked(), jens.personId].join(',') })
    expect(lone.words()).toContain('Alle, der er kommet, er med.')
    await sends(lone, 'run.attendance', { meetingId: meeting.id })
    expect(ticked()).toContain(jens.personId)
    expect(lone.words()).toContain('Kommer en senere, så sæt fluebenet: det tæller fra det punkt, I er ved.')
    await lone.presses('Gem og fortsæt', { present: allBut() })
    expect(await awayFrom(scene.noah)).toEqual([jens.personId, sara.personId])
    expect(await awayFrom(scene.group)).toEqual([])
    await lone.presses('Alle punkter')
    expect(lone.words()).toContain('5 af 5 er her')
    await lone.presses('Afslut mødet')
    expect(noahsSection()).toContain('Med til punktet: \nIda Krogh, Lone Holm, Mette Dahl\n')
    // Until the minutes are approved it is put right where it is wrong.
    await goTo(scene.noah)
    await lone.presses('Hvem er med?')
    await lone.presses('Gem og fortsæt', { present: allBut(jens) })
    expect(await awayFrom(scene.noah)).toEqual([jens.personId])
  })

  test('an attendance that was drawn before sends nobody out who has come since', async () => {
    const { lone, jens, sara, meeting } = room
    await sends(lone, 'run.attend', { meetingId: meeting.id, present: allBut(jens) })
    await sends(lone, 'run.attendance', { meetingId: meeting.id })
    const phone = lone.card
    await goTo(scene.noah)
    await lone.presses('Hvem er med?')
    await lone.presses('Gem og fortsæt', { present: allBut() })
    await lone.presses('Gem og fortsæt', { present: allBut(jens, sara) }, phone)
    await sends(lone, 'run.attendance', { meetingId: meeting.id })
    expect(ticked().toSorted()).toEqual(allBut(sara).split(',').toSorted())
  })

  test('whoever comes while the meeting is at no item is there for the next', async () => {
    const { lone, jens, meeting } = room
    await sends(lone, 'run.attend', { meetingId: meeting.id, present: allBut(jens) })
    await lone.presses('Afslut mødet', { summary: 'Vi talte om larm på stuen.' })
    await sends(lone, 'run.attend', { meetingId: meeting.id, present: allBut() })
    await goTo(scene.group)
    expect(lone.words()).toContain('Alle, der er kommet, er med.')
    expect(await awayFrom(scene.noah)).toEqual([jens.personId])
  })

  test('to go back to an item and put it right brings nobody back, and sends nobody out', async () => {
    const { lone, jens, sara, meeting } = room
    const last = await room.adds({ kind: 'childGroup', about: 'Søvn efter frokost' })
    await sends(lone, 'run.attend', { meetingId: meeting.id, present: allBut(jens, sara) })
    await goTo(scene.group)
    await lone.presses('Hvem er med?')
    await lone.presses('Gem og fortsæt', { present: [...ticked(), jens.personId, sara.personId].join(',') })
    await lone.presses('Hvem er med?')
    await lone.presses('Gem og fortsæt', { present: allBut(jens) })
    await goTo(scene.noah)
    expect(await awayFrom(scene.noah)).toEqual([jens.personId, sara.personId].toSorted())
    await lone.presses('Hvem er med?')
    await lone.presses('Gem og fortsæt', { summary: 'Ro.' })
    await goTo(last)
    expect(await awayFrom(last)).toEqual([jens.personId])
  })

  test('two devices take nothing from each other, and nobody is brought in from outside', async () => {
    const { lone, jens, sara, bo, bot } = room
    await lone.presses('Hvem er med?')
    const phone = lone.card
    await lone.presses('Gem og fortsæt', { present: `${allBut(jens)},${bo.personId}` })
    await lone.presses('Gem og fortsæt', { present: allBut(sara) }, phone)
    expect(lone.words()).toContain('Ikke med: Jens Bach, Sara Lind')
    expect(await awayFrom(scene.noah)).toEqual([jens.personId, sara.personId].toSorted())
    const client = clientOf(bot.app.core.db.reader)
    expect(await client.attendance.count({ where: { personId: bo.personId } })).toBe(0)
    const entered = await client.auditEvent.findMany({ where: { action: 'minutes.entered' } })
    expect(entered.map(({ subjectId, childId }) => [subjectId, childId])).toEqual(
      Array(2).fill([scene.noah.id, scene.noah.childId]),
    )
  })

  test('what is typed for somebody who is noted as away meanwhile is kept, and what they said before', async () => {
    const { lone, jens, sara, services } = { ...room, ...room.bot.app.core }
    const views = async () =>
      (await services.run.entryOf(room.bot.app.core.db.reader, room.meeting, scene.noah)).result
    await lone.presses('Synspunkter')
    await lone.presses('Gem og fortsæt', { p_healthVisitor: 'Han sover godt.' })
    await goTo(scene.noah)
    await lone.presses('Synspunkter (1)')
    const phone = lone.card
    await goTo(scene.noah)
    await lone.presses('Hvem er med?')
    await lone.presses('Gem og fortsæt', { present: allBut(jens, sara) })
    await lone.presses('Gem og fortsæt', { p_psychologist: 'Han har brug for ro.' }, phone)
    const both = { psychologist: 'Han har brug for ro.', healthVisitor: 'Han sover godt.' }
    expect((await views()).perspectives).toEqual(both)
    await goTo(scene.noah)
    await lone.presses('Synspunkter (2)')
    expect(lone.words()).not.toContain('Set af psykolog')
    await lone.presses('Gem og fortsæt', { p_daycareLeader: 'Det går bedre.' })
    expect((await views()).perspectives).toEqual({ ...both, daycareLeader: 'Det går bedre.' })
  })

  test('it hinders no start from being taken back, and goes with no item to the next meeting', async () => {
    const { lone, jens, meeting } = room
    await lone.presses('Hvem er med?')
    await lone.presses('Gem og fortsæt', { present: allBut(jens) })
    await sends(lone, 'run.takeBack', { meetingId: meeting.id })
    expect(await awayFrom(scene.noah)).toEqual([])
    const next = await room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')
    await starts(lone)
    expect(lone.words()).toContain('Alle, der er kommet, er med.')
    await lone.presses('Hvem er med?')
    await lone.presses('Gem og fortsæt', { present: allBut(jens) })
    await lone.presses('Til næste møde')
    const { services, db } = room.bot.app.core
    const moved = await services.agenda.get(db.reader, scene.noah.id)
    expect(moved.meetingId).toBe(next.id)
    expect((await services.run.entryOf(db.reader, next, moved)).result.away).toEqual([])
    // Jens has left: he is away from what is spoken of instead as well.
    await goTo(scene.group)
    expect(lone.words()).toContain('Ikke med: Jens Bach')
  })
})

test('held long before its time: starting and approving both ask first', async () => {
  const { room } = await setScene()
  const { lone, bot } = room
  try {
    bot.clock.set('2026-11-20T12:30:00Z')
    await sends(lone, 'run.start', { meetingId: room.meeting.id })
    expect(lone.words()).toContain('Mødet er først tirsdag 24. november kl. 9.00.')
    await lone.presses('Start mødet nu')
    expect(lone.words()).toContain('Hvem er her?')
    await sends(lone, 'run.end', { meetingId: room.meeting.id })
    await lone.presses('Godkend referatet')
    expect(lone.words()).toContain('Vil du godkende referatet nu?')
    await lone.presses('Tilbage')
    expect(lone.words()).toContain('Er referatet rigtigt?')
    const status = async () =>
      (await bot.app.core.services.meetings.get(bot.app.core.db.reader, room.meeting.id)).status
    expect(await status()).toBe('running')
    await lone.presses('Godkend referatet')
    await lone.presses('Godkend nu')
    expect(lone.words()).toContain('Referatet er godkendt')
    expect(await status()).toBe('held')
  } finally {
    await room.stop()
  }
})

test('what was agreed about an item that was deleted during the meeting is nobody’s task', async () => {
  const scene = await setScene()
  const { room, group } = scene
  const { lone, jens, bot } = room
  try {
    await starts(lone)
    await entersNoah(room)
    const { services, db } = bot.app.core
    const leading = await room.actor(lone)
    const agreed = { text: 'Ring til børnehaven', ownerId: jens.personId, dueDay: '2026-12-08' as Day }
    await db.write(async tx => {
      const running = await services.meetings.get(tx, room.meeting.id)
      await services.run.addAction(tx, running, group, agreed, leading, bot.clock.now())
    })
    await sends(lone, 'agenda.askDelete', { itemId: group.id })
    await lone.presses('Slet punktet')
    await sends(lone, 'minutes.approve', { meetingId: room.meeting.id })
    expect(lone.words()).toContain('Der er 2 aftaler.')
    const points = await services.actionPoints.ofMeeting(db.reader, room.meeting.id)
    expect(points.map(point => point.agendaItemId)).toEqual([scene.noah.id, scene.noah.id])
    await jens.says('mine opgaver')
    expect(jens.words()).not.toContain('8. december')
  } finally {
    await room.stop()
  }
})

test('what somebody was to do who has left before the approval is back with the coordinator', async () => {
  const { room, noah } = await setScene()
  const { lone, mette, bot } = room
  try {
    await starts(lone)
    await entersNoah(room)
    await sends(lone, 'team.remove', { teamId: room.team.id, personId: mette.personId })
    await sends(lone, 'minutes.approve', { meetingId: room.meeting.id })
    const { services, db } = bot.app.core
    const points = await services.actionPoints.ofItem(db.reader, noah.id)
    expect(points.find(point => point.kind === 'task')?.status).toBe('declined')
    expect(points.find(point => point.kind === 'parentTalk')?.status).toBe('accepted')
    await bot.app.engine.runDue()
    expect(mette.inbox().filter(({ summary }) => summary.includes('Referat'))).toEqual([])
    await lone.says('mine opgaver')
    expect(lone.words()).toContain('Mangler en, der tager den')
  } finally {
    await room.stop()
  }
})

test('a follow-up day of what was put off or deleted afterwards brings nothing onto the next agenda', async () => {
  const { room, noah, group } = await setScene()
  const { lone, bot } = room
  try {
    await starts(lone)
    const { services, db } = bot.app.core
    const leading = await room.actor(lone)
    const again = await room.adds({ about: 'Legepladsen.' })
    const entered = { followUpDay: '2026-12-08' as Day, parentTalkById: '' }
    await db.write(async tx => {
      const running = await services.meetings.get(tx, room.meeting.id)
      for (const item of [noah, group, again])
        await services.run.keep(tx, running, item, entered, leading, bot.clock.now())
    })
    await sends(lone, 'run.defer', { itemId: group.id })
    await sends(lone, 'agenda.askDelete', { itemId: again.id })
    await lone.presses('Slet punktet')
    await sends(lone, 'minutes.approve', { meetingId: room.meeting.id })
    const next = await room.plan('2027-01-12T08:00:00Z', '2027-01-12T10:00:00Z')
    const items = await services.agenda.ofMeeting(db.reader, next.id)
    expect(items.filter(item => item.carriedItemId !== null).map(item => item.carriedItemId)).toEqual([
      noah.id,
    ])
    expect(items.filter(item => item.id === group.id)).toHaveLength(1)
  } finally {
    await room.stop()
  }
})

test('whoever comes into the team afterwards does not read what was held and names nobody', async () => {
  const { room, group } = await setScene()
  const { lone, mette, bo, bot, team, meeting } = room
  try {
    await room.holds(group, [])
    bot.clock.set('2026-11-25T08:00:00Z')
    const { services, db } = bot.app.core
    const leading = await room.actor(lone)
    const place = { personId: bo.personId, profession: 'pedagogue' as const, required: false }
    await db.write(tx => services.teams.addMember(tx, team, place, leading, bot.clock.now()))
    const reads = async (person: TestPerson) => {
      await sends(person, 'agenda.item', { itemId: group.id })
      const item = person.words()
      await sends(person, 'agenda.open', { meetingId: meeting.id })
      return `${item}${person.words()}`.includes('Der er uro ved frokost.')
    }
    expect(await reads(mette)).toBe(true)
    expect(await reads(bo)).toBe(false)
    const later = await room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')
    const open = await room.adds({ kind: 'childGroup', about: 'Der er uro i garderoben.' }, later)
    await sends(bo, 'agenda.item', { itemId: open.id })
    expect(bo.words()).toContain('Der er uro i garderoben.')
  } finally {
    await room.stop()
  }
})

test('two items are corrected on cards that were opened side by side', async () => {
  const { room, noah, group } = await setScene()
  const { lone } = room
  try {
    await starts(lone)
    await entersNoah(room)
    await sends(lone, 'run.item', { itemId: group.id })
    await lone.presses('Gem og fortsæt', { summary: 'Der er uro.' })
    await sends(lone, 'minutes.approve', { meetingId: room.meeting.id })
    await sends(lone, 'minutes.correctItem', { itemId: noah.id })
    const first = lone.card
    await sends(lone, 'minutes.correctItem', { itemId: group.id })
    await lone.presses('Godkend rettelsen', { summary: 'Der er uro ved bordet.', reason: 'Upræcist.' })
    await lone.presses('Godkend rettelsen', { summary: 'Vi talte om søvn.', reason: 'Manglede.' }, first)
    expect(lone.words()).toContain('Udgave 3')
    expect(lone.words()).toContain('Der er uro ved bordet.')
    expect(lone.words()).toContain('Vi talte om søvn.')
  } finally {
    await room.stop()
  }
})

test('a start by mistake is taken back while nothing is written, and what is asked before a meeting goes on', async () => {
  const { room, noah } = await setScene()
  const { lone, ida, mette, bot } = room
  try {
    const january = await room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')
    const viggo = await room.adds({ child: 'Viggo Lund', formFillerId: ida.personId }, january)
    const { services, db } = bot.app.core
    const statusNow = async () => (await services.meetings.get(db.reader, january.id)).status
    const asked = async () => {
      const rows = await clientOf(db.reader).reminder.findMany({
        where: { subjectId: viggo.id, status: 'planned' },
        orderBy: { key: 'asc' },
      })
      return rows.map(row => row.kind)
    }
    const before = await asked()
    expect(before.length).toBeGreaterThan(0)
    await sends(lone, 'run.start', { meetingId: january.id, sure: true })
    await db.write(async tx => {
      const item = await services.agenda.get(tx, viggo.id)
      const arranged = { minutes: 25, presenterId: lone.personId, formFillerId: ida.personId }
      await services.agenda.arrange(tx, item, arranged, await room.actor(lone), bot.clock.now())
    })
    expect(await asked()).toEqual([])
    await lone.presses('Gem og fortsæt')
    await lone.presses('Alle punkter')
    expect((await mette.sends({ v: 1, verb: 'run.takeBack', meetingId: january.id })).words).toContain(
      'eller også har du ikke adgang',
    )
    await lone.presses('Fortryd start')
    expect(lone.words()).toContain('Mødet er planlagt til tirsdag 5. januar kl. 9.00 som før.')
    expect(await statusNow()).toBe('planned')
    expect(await asked()).toEqual(before)
    await sends(lone, 'run.start', { meetingId: room.meeting.id })
    await lone.presses('Alle punkter')
    const hub = lone.card
    await sends(lone, 'run.item', { itemId: noah.id })
    await lone.presses('Alle punkter', { summary: 'Vi talte om larm.' })
    expect(buttonTitles(lone.card)).not.toContain('Fortryd start')
    await lone.presses('Fortryd start', {}, hub)
    expect(lone.words()).toContain('Der er skrevet noget på mødet.')
    expect((await services.meetings.get(db.reader, room.meeting.id)).status).toBe('running')
  } finally {
    await room.stop()
  }
})

test('whoever came for an item that was not spoken of is told of no minutes', async () => {
  const { room, group } = await setScene()
  const { lone, ida, mette } = room
  try {
    await starts(lone)
    await sends(lone, 'run.item', { itemId: group.id })
    await lone.presses('Gem og fortsæt', { summary: 'Der er uro.' })
    await sends(lone, 'minutes.approve', { meetingId: room.meeting.id })
    await room.bot.app.engine.runDue()
    const told = (person: TestPerson) =>
      person.inbox().filter(({ card }) => JSON.stringify(card).includes('minutes.read')).length
    expect([told(mette), told(ida)]).toEqual([1, 0])
  } finally {
    await room.stop()
  }
})

test('a start that is taken back after the meeting’s time promises no forms and reminders', async () => {
  const { room } = await setScene()
  const { lone, bot, meeting } = room
  try {
    bot.clock.set('2026-11-25T08:00:00Z')
    await sends(lone, 'run.start', { meetingId: meeting.id, sure: true })
    await lone.presses('Fortryd start')
    expect(lone.words()).toContain('Mødet var planlagt til tirsdag 24. november kl. 9.00.')
    expect(lone.words()).toContain('Blev det holdt, så start det igen')
    expect(lone.words()).not.toContain('fortsætter')
  } finally {
    await room.stop()
  }
})

test('a start is taken back also when the talk with the parents was all that a look at the cards left', async () => {
  const { room, noah } = await setScene()
  const { lone, bot, meeting } = room
  try {
    const { services, db } = bot.app.core
    const drafts = () => services.actionPoints.drafts(db.reader, meeting.id)
    await starts(lone)
    await lone.presses('Gem og fortsæt', { summary: 'Skrevet ved en fejl.' })
    await lone.presses('Gem og fortsæt')
    await lone.presses('Næste punkt')
    await sends(lone, 'run.item', { itemId: noah.id })
    expect(await drafts()).toHaveLength(1)
    await lone.presses('Alle punkter', { summary: '' })
    await lone.presses('Fortryd start')
    expect(lone.words()).toContain('Mødet er ikke startet')
    expect(await drafts()).toEqual([])
  } finally {
    await room.stop()
  }
})

test('whoever sits there for an item that is put off stays in the attendance, and is sent away by no message', async () => {
  const { room, noah } = await setScene()
  const { lone, ida, bot, meeting } = room
  try {
    const { services, db } = bot.app.core
    const released = () => ida.inbox().filter(one => one.summary.startsWith('Du skal ikke med')).length
    await starts(lone)
    await sends(lone, 'run.item', { itemId: noah.id })
    await lone.presses('Til næste møde')
    await bot.app.engine.runDue()
    expect((await services.agenda.get(db.reader, noah.id)).meetingId).toBeNull()
    expect(released()).toBe(0)
    await sends(lone, 'run.attendance', { meetingId: meeting.id })
    expect(lone.words()).toMatch(/^Ida Krogh/m)
    await sends(lone, 'minutes.preview', { meetingId: meeting.id })
    expect(lone.words()).toContain('Ida Krogh')
    // Taken back, the item has come back with its guest; what waits elsewhere brings nobody.
    await sends(lone, 'run.takeBack', { meetingId: meeting.id })
    expect(await services.meetings.circleOf(db.reader, meeting, noah.id)).toContain(ida.personId)
    await room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')
    await sends(lone, 'run.start', { meetingId: meeting.id })
    await sends(lone, 'run.item', { itemId: noah.id })
    await lone.presses('Til næste møde')
    expect(await services.meetings.circleOf(db.reader, meeting, noah.id)).toContain(ida.personId)
    await sends(lone, 'run.takeBack', { meetingId: meeting.id })
    await bot.app.engine.runDue()
    expect(await services.meetings.circleOf(db.reader, meeting, noah.id)).not.toContain(ida.personId)
    expect(released()).toBe(1)
  } finally {
    await room.stop()
  }
})

test('what was written about an item that was deleted hinders no start from being taken back', async () => {
  const { room, noah, alma, group } = await setScene()
  const { lone, mette, bot, meeting } = room
  try {
    const { services, db } = bot.app.core
    const agrees = (item: AgendaItem) =>
      db.write(async tx => {
        const agreed = { text: 'Lav en rolig krog', ownerId: mette.personId, dueDay: '2026-12-08' as Day }
        const running = await services.meetings.get(tx, meeting.id)
        await services.run.addAction(tx, running, item, agreed, await room.actor(lone), bot.clock.now())
      })
    const drafts = () => services.actionPoints.drafts(db.reader, meeting.id)
    await starts(lone)
    await sends(lone, 'run.item', { itemId: group.id })
    await lone.presses('Alle punkter', { summary: 'Der er uro.' })
    await agrees(group)
    await agrees(noah)
    await sends(lone, 'agenda.delete', { itemId: group.id })
    await sends(lone, 'run.open', { meetingId: meeting.id })
    expect(buttonTitles(lone.card)).not.toContain('Fortryd start')
    // An agreement of an item that waits goes with it, and is not lost with the start.
    await sends(lone, 'agenda.move', { itemId: noah.id, to: 'waiting' })
    await sends(lone, 'run.takeBack', { meetingId: meeting.id })
    expect(lone.words()).toContain('Der er skrevet noget på mødet.')
    expect(await drafts()).toHaveLength(2)
    await sends(lone, 'agenda.delete', { itemId: noah.id })
    await sends(lone, 'run.open', { meetingId: meeting.id })
    await lone.presses('Fortryd start')
    expect(lone.words()).toContain('Mødet er ikke startet')
    expect(await drafts()).toEqual([])
    expect((await services.agenda.get(db.reader, alma.id)).status).toBe('open')
  } finally {
    await room.stop()
  }
})

test('a form whose time came while the meeting had been started by mistake is asked for afterwards', async () => {
  const { room } = await setScene()
  const { lone, ida, bot } = room
  try {
    const january = await room.plan('2027-01-19T08:00:00Z', '2027-01-19T10:00:00Z')
    const viggo = await room.adds({ child: 'Viggo Lund', formFillerId: ida.personId }, january)
    const where = { kind: 'form.ask', subjectId: viggo.id, status: 'sent' }
    const asked = () => clientOf(bot.app.core.db.reader).delivery.count({ where })
    await sends(lone, 'run.start', { meetingId: january.id, sure: true })
    await bot.passTo('2027-01-06T08:00:00Z')
    expect(await asked()).toBe(0)
    await sends(lone, 'run.takeBack', { meetingId: january.id })
    await bot.app.engine.runDue()
    expect(await asked()).toBe(1)
    await sends(lone, 'run.start', { meetingId: january.id, sure: true })
    await sends(lone, 'run.takeBack', { meetingId: january.id })
    await bot.app.engine.runDue()
    expect(await asked()).toBe(1)
  } finally {
    await room.stop()
  }
})

describe('minutes that nobody approves', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await setScene()
  })
  afterAll(() => scene.room.stop())

  test('are brought to mind on the second working day, then every third, five times, and wait among the tasks', async () => {
    const { room, noah } = scene
    const { lone, bot } = room
    await starts(lone)
    await entersNoah(room)
    const words = 'Referatet fra mødet tirsdag den 24. november (Solsikken) venter på, at du godkender det'
    const reminded = () => lone.inbox().filter(one => JSON.stringify(one.card).includes(words)).length
    // Two working days (policy): until then it is nothing to be reminded of.
    await bot.passTo('2026-11-26T07:29:00Z')
    expect(reminded()).toBe(0)
    await bot.passTo('2026-11-26T07:31:00Z')
    expect(reminded()).toBe(1)
    await bot.passTo('2027-01-15T12:00:00Z')
    expect(reminded()).toBe(5)
    await lone.says('mine opgaver')
    expect(lone.words()).toContain(words)
    await lone.presses('Gå til mødet')
    expect(lone.words()).toContain('480 af 30 min. · I er her')
    await pressesWith(lone, { verb: 'run.item', itemId: noah.id })
    expect(inputValues(lone.card).summary).toBe('Vi talte om larm på stuen.')
    await lone.says('overblik')
    expect(lone.words()).toContain('Referatet fra mødet tirsdag 24. november er ikke godkendt endnu.')
  })

  test('in English, the same', async () => {
    const { lone } = scene.room
    await lone.says('indstillinger')
    await lone.presses('Gem', { language: 'en' })
    await lone.says('my tasks')
    await lone.presses('Go to the meeting')
    await pressesWith(lone, { verb: 'run.item', itemId: scene.noah.id })
    expect(lone.words()).toContain('Item 1 of 3 · step 1 of 3')
    await lone.presses('Save and continue')
    await lone.presses('Save and continue', { followUpDay: '2027-03-26' })
    expect(lone.words()).toContain('That is Good Friday. The nearest working day is Wednesday 24 March 2027.')
    await lone.presses('End the meeting', { followUpDay: '' })
    await lone.presses('Approve the minutes')
    expect(lone.words()).toContain('The minutes are approved')
  })
})
