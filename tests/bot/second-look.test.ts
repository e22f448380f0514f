import { afterEach, expect, test } from 'vitest'
import { createPolicyStore } from '../../src/features/policy/store.prisma.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import { clicks } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { inputValues } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

let room: MeetingRoom
afterEach(() => room.stop())

async function sends(person: TestPerson, verb: string, payload: object = {}): Promise<string> {
  const answer = await person.sends({ v: 1, verb, ...payload })
  if (typeof answer.value !== 'string') person.card = answer.value
  return answer.words
}

test('a name that came up since in a colleague’s view keeps nobody’s own view out', async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { lone, jens, mette, meeting, bot } = room
  const group = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  const next = await room.plan('2027-01-12T08:00:00Z')
  await clicks(lone, 'run.start', { meetingId: meeting.id })
  await clicks(mette, 'own.view', { itemId: group.id })
  await mette.presses('Gem', { p_outreachAdvisor: 'Vi prøver Villads-metoden.' })
  // somebody puts a child of that name onto a later agenda of the institution
  await room.adds({ child: 'Villads Holm' }, next)
  await clicks(jens, 'own.view', { itemId: group.id })
  await jens.presses('Gem', { p_psychologist: 'Mindre grupper ved bordet.' })
  const { services, db } = bot.app.core
  const views = (await services.run.entryOf(db.reader, meeting, group)).result.perspectives
  expect(views.psychologist).toBe('Mindre grupper ved bordet.')
})

test('a guest who has an action point stops their reminders: the coordinator is told', async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { lone, ida, bot } = room
  const noah = await room.adds({ child: 'Noah Berg', formFillerId: ida.personId })
  await room.consents(noah)
  await room.holds(noah, [{ text: 'Lav en rolig krog', owner: ida, due: '2026-12-08' }])
  bot.clock.set('2026-11-26T09:00:00Z')
  await sends(ida, 'settings.open')
  await sends(ida, 'settings.save', { language: 'da', profession: 'pedagogue', digestDay: 'none' })
  const before = lone.inbox().length
  await ida.presses('Stop påmindelser')
  await bot.app.engine.runDue()
  expect(lone.inbox().length).toBeGreaterThan(before)
})

test('an old card of the coordinator takes nothing back that was handed over since', async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { lone, jens, mette, bot } = room
  const item = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  const [point] = await room.holds(item, [{ text: 'Lav en plan', owner: jens, due: '2026-12-08' }])
  const id = { actionPointId: point!.id }
  await sends(lone, 'action.ask', { ...id, move: 'reassign' })
  const old = lone.card
  await sends(jens, 'action.handOver', { ...id, personId: mette.personId })
  await sends(mette, 'action.takeOver', id)
  await lone.presses('Gem', { ...inputValues(old), dueDay: '2026-12-10', reason: 'Mødet er flyttet' }, old)
  const { services, db } = bot.app.core
  expect((await services.actionPoints.get(db.reader, point!.id)).ownerId).toBe(mette.personId)
})

test('figures: what is approved in January changes no half-year that was shown', async () => {
  room = await openMeetingRoom('2026-12-01T08:00:00Z', undefined, '2026-12-17T08:00:00Z')
  const { lone, ida, bot, meeting } = room
  const { db, services } = bot.app.core
  const row = await clientOf(db.reader).person.findUniqueOrThrow({ where: { id: lone.personId } })
  await db.write(tx =>
    createPolicyStore().put(
      tx,
      row.tenantId,
      'consultants',
      JSON.stringify([row.externalId]),
      bot.clock.now(),
    ),
  )
  const noah = await room.adds({ child: 'Noah Berg', formFillerId: ida.personId })
  await room.consents(noah)
  const read = async () =>
    (await services.figures.ofMunicipality(db.reader, row.tenantId, '2026-2', bot.clock.now())).table
  bot.clock.set('2026-12-17T08:05:00Z')
  const leading = await room.actor(lone)
  await db.write(async tx => {
    await services.run.start(tx, meeting, leading, bot.clock.now())
    const running = await services.meetings.get(tx, meeting.id)
    await services.run.keep(tx, running, noah, { summary: 'Vi talte om det.' }, leading, bot.clock.now())
  })
  bot.clock.set('2027-02-12T08:00:00Z')
  await bot.app.engine.runDue()
  const first = JSON.stringify(await read())
  expect(first).toContain('Solsikken')
  bot.clock.set('2027-02-15T08:00:00Z')
  await db.write(async tx => {
    const running = await services.meetings.get(tx, meeting.id)
    await services.minutes.approve(tx, running, leading, bot.clock.now())
  })
  const second = JSON.stringify(await read())
  expect(second).toBe(first)
})

test('figures: an item put off at the meeting is no follow-up', async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { lone, bot, meeting, team } = room
  const { db, services } = bot.app.core
  const item = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  const other = await room.adds({ kind: 'childGroup', about: 'Overgange.' })
  await room.plan('2026-12-15T08:00:00Z')
  const leading = await room.actor(lone)
  await db.write(async tx => {
    await services.run.start(tx, meeting, leading, bot.clock.now())
    const running = await services.meetings.get(tx, meeting.id)
    await services.run.keep(tx, running, item, { followUpDay: '2026-12-07' as Day }, leading, bot.clock.now())
    await services.run.keep(tx, running, other, { summary: 'Talt om.' }, leading, bot.clock.now())
    await services.run.defer(tx, running, item, leading, bot.clock.now())
    await services.minutes.approve(tx, await services.meetings.get(tx, meeting.id), leading, bot.clock.now())
  })
  const { createFiguresStore } = await import('../../src/features/oversight/figures/store.prisma.ts')
  const [facts] = await createFiguresStore().facts(
    db.reader,
    { tenantId: team.tenantId, teamIds: [team.id] },
    'Europe/Copenhagen',
  )
  expect(facts!.followUps).toEqual([])
})

test('a wish that is answered by keeping the day that stands is a no, with its reason', async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { lone, jens, bot } = room
  const item = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  const [point] = await room.holds(item, [{ text: 'Lav en plan', owner: jens, due: '2026-12-08' }])
  const id = { actionPointId: point!.id }
  for (const dueDay of ['2026-12-09', '2026-12-10', '2026-12-11'])
    await sends(jens, 'action.postpone', { ...id, dueDay, reason: 'Stuen er på tur' })
  await sends(lone, 'action.ask', { ...id, move: 'reassign' })
  await lone.presses('Gem', { dueDay: '2026-12-10' })
  expect(lone.words()).toContain('Skriv en grund.')
  await lone.presses('Gem', { reason: 'Forældrene venter' })
  await bot.app.engine.runDue()
  await jens.finds('Fristen er, som den var')
  // Whose turn it is: of one that was given back, the coordinator's.
  await sends(jens, 'action.decline', { ...id, reason: 'Jeg er på kursus' })
  expect(await sends(jens, 'action.done', id)).toContain('Aftalen har ændret sig')
  expect(await sends(jens, 'action.drop', { ...id, reason: 'x' })).toContain(
    'Lone Holm vælger, hvem der tager den.',
  )
})

test('whoever has stopped their reminders stands so among those who can be asked, and who else can is said', async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { jens, mette } = room
  const item = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  const [point] = await room.holds(item, [{ text: 'Lav en plan', owner: jens, due: '2026-12-08' }])
  const id = { actionPointId: point!.id }
  await sends(mette, 'settings.save', { language: 'da', profession: 'outreachAdvisor', digestDay: 'none' })
  await mette.presses('Stop påmindelser')
  await sends(jens, 'action.ask', { ...id, move: 'handOver' })
  expect(JSON.stringify(jens.card)).toContain('Mette Dahl (får ikke påmindelser)')
  const said = await sends(jens, 'action.handOver', { ...id, personId: mette.personId })
  expect(said).toMatch(
    /Mette Dahl er spurgt, men får ikke påmindelser\. .*Den kan også gives til .*Sara Lind/,
  )
})

test('a coordinator moves the date of her own action point, and asks nobody', async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { lone } = room
  const item = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  const [point] = await room.holds(item, [{ text: 'Lav en plan', owner: lone, due: '2026-12-08' }])
  const id = { actionPointId: point!.id }
  for (const dueDay of ['2026-12-09', '2026-12-10', '2026-12-11'])
    expect(await sends(lone, 'action.postpone', { ...id, dueDay, reason: 'Der er sygdom' })).not.toContain(
      'Spørg',
    )
  const { services, db } = room.bot.app.core
  expect(await services.actionPoints.get(db.reader, point!.id)).toMatchObject({
    dueDay: '2026-12-11',
    wantedDay: null,
  })
})

test('the history stands as it happened, at one instant and when the clock goes back', async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { jens, lone, mette, bot } = room
  const item = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.' })
  const [point] = await room.holds(item, [{ text: 'Lav en plan', owner: jens, due: '2026-12-08' }])
  const id = { actionPointId: point!.id }
  await sends(jens, 'action.handOver', { ...id, personId: mette.personId })
  bot.clock.set(new Date(bot.clock.now().getTime() - 3_600_000))
  await sends(mette, 'action.takeOver', id)
  await sends(mette, 'action.decline', { ...id, reason: 'Jeg er på kursus' })
  await sends(lone, 'action.drop', { ...id, reason: 'Det er gjort på en anden måde' })
  const { services, db } = bot.app.core
  const events = await services.actionPoints.history(db.reader, point!.id)
  expect(events.map(({ what }) => what)).toEqual([
    'created',
    'activated',
    'handOver',
    'takeOver',
    'decline',
    'drop',
  ])
})
