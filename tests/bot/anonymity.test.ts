import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ActionPoint } from '../../src/features/action-points/model.ts'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks, pressesRow } from '../support/agenda.ts'
import { picks, remarkField } from '../support/asked-by-many.ts'
import type { TestPerson } from '../support/bot.ts'
import { inputValues } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'
import { openPollOf } from '../support/poll.ts'

// What the room knows: Noah Berg and Sara Vinther are children of the institution; Sara Lind is the health visitor.
const told = {
  anonymous: 'Teksten kan vise, hvem barnet er.',
  unnamed: 'Skriv uden børns navne',
  agreement: 'Skriv »barnet« i stedet for navnet.',
}
const giveaway = 'Det er Noah Berg, N.B., født 3.5.2023.'

/** A meeting that runs, with a case that may not be known, a group, and something else. */
interface Scene {
  room: MeetingRoom
  noah: AgendaItem
  anonymous: AgendaItem
  group: AgendaItem
  other: AgendaItem
}

async function setScene(now: string): Promise<Scene> {
  const room = await openMeetingRoom(now)
  // Short ones: there is room on the agenda for what is added to it.
  const noah = await room.adds({ child: 'Noah Berg', minutes: 5 })
  // Anna Berg, Noah's mother, has answered for him: the room knows her name as well.
  await room.consents(noah)
  await room.adds({ child: 'Sara Vinther', minutes: 5 })
  const anonymous = await room.adds({
    kind: 'anonymousCase',
    about: 'Et barn bider de andre.',
    minutes: 5,
    formFillerId: room.ida.personId,
  })
  const group = await room.adds({ kind: 'childGroup', about: 'Der er uro ved frokost.', minutes: 5 })
  const other = await room.adds({ kind: 'other', about: 'Samarbejdet med skolen.', minutes: 5 })
  await room.bot.app.engine.runDue()
  return { room, noah, anonymous, group, other }
}

const itemNow = ({ room }: Scene, { id }: AgendaItem) =>
  room.bot.app.core.services.agenda.get(room.bot.app.core.db.reader, id)

describe('before the meeting, a text that nobody consented to tells nobody who the child is', () => {
  let scene: Scene
  let room: MeetingRoom
  beforeAll(async () => {
    scene = await setScene('2026-11-16T08:00:00Z')
    room = scene.room
  })
  afterAll(() => room.stop())

  test.each(['childGroup', 'other'])(
    'a new item (%s) names no known child; the card comes back filled in',
    async kind => {
      const { lone } = room
      await clicks(lone, 'agenda.kind', { teamId: room.team.id, meetingId: room.meeting.id })
      await pressesRow(lone, 'kind', kind)
      const typed = {
        problem: 'Noah Berg og hans mor',
        question1: 'Hvad siger Saras mor?',
        question2: 'Sara Vinther?',
      }
      await lone.presses('Gem og fortsæt', typed)
      expect(lone.words().match(new RegExp(told.unnamed, 'g'))).toHaveLength(2)
      expect(lone.words()).not.toContain('Her må ikke stå Noah')
      expect(inputValues(lone.card)).toMatchObject(typed)
      await lone.presses('Gem og fortsæt', { problem: 'Sara Lind fortæller om gruppen.', question2: '' })
      expect(lone.words()).toContain('Punktet står på dagsordenen.')
    },
  )

  test('the form of an anonymous case, at every field, in every step', async () => {
    const { ida } = room
    await clicks(ida, 'form.open', { itemId: scene.anonymous.id })
    await ida.presses('Fortsæt', { suspicion: 'no' })
    await ida.presses('Gem og fortsæt', {
      seen: 'Noah Berg, født 3. maj 2023, bider.',
      own: 'N.B. slår',
    })
    expect(ida.words().match(new RegExp(told.anonymous, 'g'))).toHaveLength(2)
    expect(inputValues(ida.card)).toMatchObject({
      seen: 'Noah Berg, født 3. maj 2023, bider.',
      own: 'N.B. slår',
    })
    const { services, db } = room.bot.app.core
    expect((await services.preparation.formOf(db.reader, scene.anonymous.id))?.answers).toEqual({})
    await ida.presses('Gem og fortsæt', { seen: 'Et barn bider, når der er larm.', own: 'Slår' })
    await ida.presses('Gem og fortsæt', { seen_own: 'Noah slår Alma', since_own: 'N.B.' })
    expect(ida.words().match(new RegExp(told.anonymous, 'g'))).toHaveLength(2)
    await ida.presses('Gem og fortsæt', { seen_own: 'Et barn slår et andet', since_own: 'september' })
    for (let theme = 0; theme < 5; theme += 1) await ida.presses('Gem og fortsæt')
    for (const [field, value] of [
      ['reflection_goesWell', 'Når Anna er her.'],
      ['perspective_child', 'Berg'],
      ['reason', giveaway],
    ] as const) {
      await ida.presses('Gem og fortsæt', { [field]: value })
      expect(ida.words()).toContain(told.anonymous)
      expect(inputValues(ida.card)[field]).toBe(value)
      await ida.presses('Gem og fortsæt', { [field]: 'Når vi er få.' })
    }
    expect(ida.words()).not.toContain(told.anonymous)
  })

  test('a colleague’s contribution to it, and no mother’s name (R-CONS-6)', async () => {
    const { jens, bot } = room
    const itemId = scene.anonymous.id
    await clicks(jens, 'contribution.begin', { itemId, suspicion: 'no' })
    await jens.presses('Aflevér', { sees: 'Anna siger, at det går godt.' })
    expect(jens.words()).toContain(told.anonymous)
    expect(inputValues(jens.card).sees).toBe('Anna siger, at det går godt.')
    const contributions = clientOf(bot.app.core.db.reader).contribution
    expect(await contributions.findMany({ where: { status: 'submitted' } })).toEqual([])
    await jens.presses('Aflevér', { sees: 'En forælder siger, at det går godt.' })
    expect(jens.words()).not.toContain(told.anonymous)
    expect(await contributions.findMany({ where: { status: 'submitted' } })).toHaveLength(1)
  })

  test('a remark to a poll, one’s own or on somebody’s behalf: it comes back, and no answer is lost', async () => {
    const { bot, lone, jens, mette } = room
    await lone.says('find en mødedato')
    await lone.presses('Send til teamet')
    await bot.app.engine.runDue()
    const card = await jens.finds('Send svar')
    const chosen = picks(card, () => 'yes')
    const field = remarkField(card)
    await jens.presses('Send svar', { ...chosen, [field]: 'Ellers er jeg hos Noah Berg.' })
    expect(jens.words()).toContain('Skriv bemærkningen uden børns navne.')
    expect(inputValues(jens.card)).toMatchObject({ ...chosen, [field]: 'Ellers er jeg hos Noah Berg.' })
    const { services, db } = bot.app.core
    const poll = await openPollOf(bot, room.team)
    const behalf = { pollIds: poll.id, personId: mette.personId, ...chosen, [field]: 'Hun er hos Noah.' }
    const answer = await lone.sends({ v: 1, n: 'behalf', verb: 'poll.answer', ...behalf })
    expect(answer.words).toContain('Skriv bemærkningen uden børns navne.')
    expect((await services.polls.comments(db.reader, poll.id)).size).toBe(0)
    await jens.presses('Send svar', { [field]: 'Sara Lind kan komme i stedet.' })
    expect(jens.words()).toContain('Dit svar er gemt')
  })

  test('whoever tries names leaves a trail that says none', async () => {
    const refusals = await clientOf(room.bot.app.core.db.reader).auditEvent.findMany({
      where: { action: 'agenda.namingRefused' },
    })
    expect(refusals).toHaveLength(10)
    for (const refusal of refusals) expect([refusal.childId, refusal.subjectId]).toEqual([null, room.team.id])
  })
})

describe('at the meeting and after it', () => {
  let scene: Scene
  let room: MeetingRoom
  beforeAll(async () => {
    scene = await setScene('2026-11-24T08:00:00Z')
    room = scene.room
    const { services, db } = room.bot.app.core
    const leading = await room.actor(room.lone)
    await db.write(tx => services.run.start(tx, room.meeting, leading, room.bot.clock.now()))
  })
  afterAll(() => room.stop())
  const resultOf = async (item: AgendaItem) => {
    const { services, db } = room.bot.app.core
    const meeting = await services.meetings.get(db.reader, room.meeting.id)
    return (await services.run.entryOf(db.reader, meeting, item)).result
  }

  test.each([
    ['anonymous', giveaway],
    ['group', 'Noah Berg bider.'],
    ['other', 'Familien Berg'],
  ] as const)('summary, views and agreements of %s', async (which, text) => {
    const { lone, mette } = room
    const item = scene[which]
    const said = which === 'anonymous' ? told.anonymous : told.unnamed
    await clicks(lone, 'run.item', { itemId: item.id })
    await lone.presses('Synspunkter', { summary: text })
    expect(lone.words()).toContain(said)
    expect(inputValues(lone.card).summary).toBe(text)
    await lone.presses('Synspunkter', { summary: 'Vi talte om ro.' })
    await lone.presses('Gem og fortsæt', { p_psychologist: text, p_healthVisitor: 'Ro.' })
    expect(lone.words()).toContain(said)
    expect(inputValues(lone.card)).toMatchObject({ p_psychologist: text, p_healthVisitor: 'Ro.' })
    expect((await resultOf(item)).perspectives).toEqual({})
    await lone.presses('Gem og fortsæt', { p_psychologist: '' })
    await lone.presses('Gem og fortsæt', { followUpDay: '2026-12-21' })
    const what = { what: 'Ring til Noah Bergs mor', ownerId: mette.personId, dueDay: '2026-12-08' }
    await lone.presses('Tilføj aftale', what)
    expect(lone.words()).toContain(said)
    expect(inputValues(lone.card)).toMatchObject(what)
    await lone.presses('Tilføj aftale', { what: 'Ring til skolen' })
    expect(lone.words()).toContain('Ring til skolen · Mette Dahl')
    expect((await resultOf(item)).summary).toBe('Vi talte om ro.')
  })

  test('a correction of the minutes, and its reason', async () => {
    const { lone } = room
    const { services, db } = room.bot.app.core
    const leading = await room.actor(lone)
    await db.write(async tx => {
      const running = await services.meetings.get(tx, room.meeting.id)
      await services.minutes.approve(tx, running, leading, room.bot.clock.now())
    })
    await room.bot.app.engine.runDue()
    await clicks(lone, 'minutes.correctItem', { itemId: scene.anonymous.id })
    await lone.presses('Godkend rettelsen', { summary: giveaway, reason: 'Noah hedder Noah.' })
    expect(lone.words().match(new RegExp(told.anonymous, 'g'))).toHaveLength(2)
    expect(inputValues(lone.card)).toMatchObject({ summary: giveaway, reason: 'Noah hedder Noah.' })
    expect((await services.minutes.latest(db.reader, room.meeting.id))?.version).toBe(1)
    await lone.presses('Godkend rettelsen', { summary: 'Vi talte om ro og larm.', reason: 'Larm manglede.' })
    expect((await services.minutes.latest(db.reader, room.meeting.id))?.version).toBe(2)
  })

  test('a follow-up has the rule of what it carries on', async () => {
    const { lone } = room
    const next = await room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z')
    const { services, db } = room.bot.app.core
    const carried = await services.agenda.ofMeeting(db.reader, next.id)
    const of = (item: AgendaItem) => carried.find(one => one.carriedItemId === item.id)
    for (const [item, said] of [
      [of(scene.anonymous), told.anonymous],
      [of(scene.group), told.unnamed],
    ] as const) {
      if (!item) throw new Error('nothing was carried on')
      await clicks(lone, 'agenda.edit', { itemId: item.id })
      await lone.presses('Gem', { problem: 'Noah Berg bider stadig.' })
      expect(lone.words()).toContain(said)
      expect(inputValues(lone.card).problem).toBe('Noah Berg bider stadig.')
      await lone.presses('Gem', { problem: 'Der bliver stadig bidt.' })
      expect((await itemNow(scene, item)).problem).toBe('Der bliver stadig bidt.')
    }
  })
})

describe('what is agreed about a named child', () => {
  let room: MeetingRoom
  let noah: AgendaItem
  let point: ActionPoint
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
    noah = await room.adds({ child: 'Noah Berg' })
    await room.consents(noah)
    const agreed = { text: 'Find en dato', owner: room.mette, due: '2026-12-08' }
    point = (await room.holds(noah, [agreed]))[0]!
    await room.adds({ child: 'Alma Holst' }, await room.plan('2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z'))
  })
  afterAll(() => room.stop())
  const opens = (person: TestPerson) => clicks(person, 'action.open', { actionPointId: point.id })
  const statusOf = async () => {
    const { services, db } = room.bot.app.core
    return (await services.actionPoints.get(db.reader, point.id)).status
  }

  test('is finished, given back and dropped without the name; what was typed is still there', async () => {
    const { mette } = room
    await opens(mette)
    await mette.presses('Gjort', { note: 'Noahs mor sagde ja.' })
    expect(mette.words()).toContain(told.agreement)
    expect(inputValues(mette.card).note).toBe('Noahs mor sagde ja.')
    for (const [ask, send] of [
      ['Drop', 'Drop aftalen'],
      ['Ikke mig', 'Send'],
    ] as const) {
      await opens(mette)
      await mette.presses(ask)
      await mette.presses(send, { reason: 'Familien Berg vil ikke.' })
      expect(mette.words()).toContain(told.agreement)
      expect(inputValues(mette.card).reason).toBe('Familien Berg vil ikke.')
      await mette.presses(send, { reason: 'Mor, 010215-1234, vil ikke.' })
      expect(mette.words()).toContain('Fjern CPR-nummeret.')
      expect(inputValues(mette.card).reason).toBe('Mor, 010215-1234, vil ikke.')
    }
    expect(await statusOf()).toBe('assigned')
  })

  test('without consent whoever wrote it reads it, and nothing that others said of the child since', async () => {
    const { lone, mette } = room
    await room.withdraws({ ...noah, status: 'held' })
    await opens(mette)
    expect(mette.words()).toContain('Teksten vises ikke.')
    await mette.presses('Ikke mig')
    // Mette is not to know any more which child it is: trying out names tells her nothing of this one.
    for (const reason of ['Noahs mor er indlagt.', 'Almas mor er indlagt.']) {
      await mette.presses('Send', { reason })
      expect(mette.words()).toContain(told.agreement)
    }
    await mette.presses('Send', { reason: 'Moren er indlagt.' })
    expect(await statusOf()).toBe('declined')
    await opens(lone)
    expect(lone.words()).toContain('Find en dato')
    expect(lone.words()).toContain('Mette Dahl')
    expect(lone.words()).not.toContain('indlagt')
    await lone.presses('Drop')
    await lone.presses('Drop aftalen', { reason: 'Ikke nu.' })
    expect(lone.words()).toContain('»Ikke nu.«')
    expect(lone.words()).not.toContain('indlagt')
  })
})

test('what is carried on from an anonymous case says its age as a band, and does not make it older (R-CONS-6)', async () => {
  const room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { bot, lone, mette } = room
  const { services, db } = bot.app.core
  const content = { childName: '', ageMonths: 0, problem: 'Et barn sover dårligt.', questions: [] }
  const agreed = [{ text: 'Ring til sundhedsplejen', owner: mette, due: '2027-06-01' }]
  await room.holds(await room.adds({ kind: 'anonymousCase', content }), agreed)
  for (const [startAt, endAt] of [
    ['2027-01-05T08:00:00Z', '2027-01-05T10:00:00Z'],
    ['2027-04-06T07:00:00Z', '2027-04-06T09:00:00Z'],
  ] as const) {
    const meeting = await room.plan(startAt, endAt)
    const all = await services.agenda.ofMeeting(db.reader, meeting.id)
    for (const one of all) expect(one).toMatchObject({ kind: 'followUp', childId: null, ageMonths: 0 })
    const carried = all.at(-1)
    if (!carried) throw new Error('nothing was carried on')
    await clicks(lone, 'agenda.item', { itemId: carried.id })
    expect(lone.words()).toContain('Opfølgning: 0–2 år')
    bot.clock.set(startAt)
    await room.holds(carried, agreed, meeting)
  }
  await room.stop()
})
