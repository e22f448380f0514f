import { watchCards } from '../../src/cards/define-card.ts'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { steps } from '../../src/features/preparation/model.ts'
import type { Language } from '../../src/shared/action.ts'
import type { Day } from '../../src/shared/day.ts'
import type { Card } from '../../src/shared/outcome.ts'
import type { TestBot, TestPerson } from './bot.ts'
import { buttonData, inputValues, nodes } from './cards.ts'
import { type MeetingRoom, openMeetingRoom } from './meeting-room.ts'
import { startTeamOf } from './team.ts'
import { observed } from './typing.ts'

/** A meeting a fortnight ahead, with Noah's item and the parents' consent to it. */
export interface Scene {
  room: MeetingRoom
  noah: AgendaItem
}

/**
 * The ways to cards of rare turns, which a walk that presses whatever comes may miss: of one day, of one state, or
 * behind a button that ends something. One scene each, so that no way blocks another. Buttons go by their verbs:
 * a way is the same in every language.
 */
const trips: readonly ((scene: Scene) => Promise<void>)[] = [
  anActionPoint,
  noReminders,
  theTeams,
  theMeeting,
  aPoll,
  aConsent,
  theAgenda,
  theForm,
  aGroupsForm,
  aContribution,
  whatWaited,
  twoAssessments,
]

interface Taking {
  language: Language
  sees(card: Card): void
  /** each scene's bot, before anybody presses anything */
  meets?(bot: TestBot): void
}

/** Goes all of these ways in a language. @param ways others than these */
export async function takeSideTrips(options: Taking, ways = trips): Promise<void> {
  for (const way of ways) {
    const room = await openMeetingRoom('2026-11-09T08:00:00Z')
    try {
      const noah = await room.adds({
        child: 'Noah Lund',
        about: observed[0] ?? '',
        formFillerId: room.ida.personId,
        presenterId: room.jens.personId,
      })
      await room.consents(noah)
      options.meets?.(room.bot)
      for (const person of [room.lone, room.mette, room.jens, room.sara, room.ida])
        await speaks(person, options.language)
      watchCards(options.sees)
      await way({ room, noah })
    } finally {
      watchCards(null)
      await room.stop()
    }
  }
}

async function speaks(person: TestPerson, language: Language): Promise<void> {
  await person.says('indstillinger')
  await person.presses('settings.save', { language })
}

/** Sends what a button with this verb would, wherever it stands. */
export async function opens(
  person: TestPerson,
  verb: string,
  payload: Record<string, unknown>,
): Promise<void> {
  const answer = await person.sends({ v: 1, verb, ...payload })
  if (answer.status !== 200 || typeof answer.value === 'string')
    throw new Error(`${person.name}, ${verb}: ${answer.words}`)
  person.card = answer.value
}

/** Presses the button that leads on to `go`, with what stands in the fields and `fields`. */
async function goes(person: TestPerson, go: string, fields: Record<string, unknown> = {}): Promise<void> {
  const on = [...nodes(person.card)].find(
    ({ type, data }) => type === 'Action.Execute' && (data as { go?: string }).go === go,
  )
  const data = on?.data as { verb: string }
  await opens(person, data.verb, { ...inputValues(person.card), ...fields, ...data })
}

async function theTeams({ room }: Scene): Promise<void> {
  const { bot, lone, mette } = room
  await startTeamOf(bot, lone, 'Mælkebøtten', [mette])
  await opens(lone, 'team.mine', {})
}

async function noReminders({ room }: Scene): Promise<void> {
  const { lone, mette } = room
  for (const person of [mette, lone]) {
    await opens(person, 'settings.open', {})
    await person.presses('settings.save', { digestDay: 'none' })
    await person.presses('digest.stop')
    await opens(person, 'tasks.open', {})
  }
  await room.bot.app.engine.runDue()
  await opens(lone, 'overview.open', {})
  await opens(lone, 'figures.open', {})
}

async function anActionPoint({ room, noah }: Scene): Promise<void> {
  const { bot, lone, mette, jens } = room
  bot.clock.set('2026-11-24T08:00:00Z')
  const agreed = { text: 'Lav en billedplan over morgenen', owner: mette, due: '2026-12-08' }
  const [point] = await room.holds(noah, [agreed])
  const actionPointId = point?.id
  await opens(mette, 'action.open', { actionPointId })
  await opens(mette, 'action.ask', { actionPointId, move: 'handOver' })
  await opens(mette, 'action.ask', { actionPointId, move: 'decline' })
  await mette.presses('action.decline', { reason: 'Jeg er på kursus i december.' })
  await opens(lone, 'action.ask', { actionPointId, move: 'reassign' })
  await lone.presses('action.reassign', { personId: jens.personId })
  await opens(jens, 'action.open', { actionPointId })
  await jens.presses('action.accept')
  for (const dueDay of ['2026-12-14', '2026-12-15', '2026-12-16']) {
    await opens(jens, 'action.ask', { actionPointId, move: 'postpone' })
    await jens.presses('action.postpone', { dueDay, reason: 'Der er ferie på stuen.' })
  }
  await opens(lone, 'action.open', { actionPointId })
  await opens(lone, 'action.ask', { actionPointId, move: 'denyDay' })
  await lone.presses('action.denyDay', { reason: 'Forældrene venter på svar.' })
}

async function theMeeting({ room, noah }: Scene): Promise<void> {
  const { bot, lone, jens, meeting } = room
  bot.clock.set('2026-11-24T08:00:00Z')
  await opens(lone, 'run.start', { meetingId: meeting.id })
  await lone.presses('run.attend')
  await opens(lone, 'run.item', { itemId: noah.id })
  await goes(lone, 'who', { summary: observed[1] })
  await goes(lone, 'talk')
  await goes(lone, 'views')
  // His own phone, beside the coordinator's.
  await opens(jens, 'own.items', { meetingId: meeting.id })
  await opens(jens, 'own.view', { itemId: noah.id })
  await jens.presses('own.save', { p_psychologist: observed[2] })
  await goes(lone, 'result')
  await goes(lone, 'actions', {
    placement: 'attention',
    outcomes: 'continuedAttention',
    followUpDay: '2027-01-12',
  })
  await goes(lone, 'add', { what: 'fremskudt rådgiver: lav en billedplan inden 8/12' })
  await goes(lone, 'add')
  await opens(lone, 'run.order', { meetingId: meeting.id })
  await opens(lone, 'run.open', { meetingId: meeting.id })
  await lone.presses('run.end')
  const { services, db } = bot.app.core
  const leading = await room.actor(lone)
  await db.write(async tx => {
    const running = await services.meetings.get(tx, meeting.id)
    await services.minutes.approve(tx, running, leading, bot.clock.now())
  })
  await opens(lone, 'minutes.paper', { meetingId: meeting.id })
  await opens(lone, 'minutes.filing', { meetingId: meeting.id })
  await lone.presses('minutes.file', { reference: '26/12345' })
  await opens(lone, 'minutes.correctItem', { itemId: noah.id })
  const again = await room.adds(
    { childId: noah.childId, kind: 'child' },
    await room.plan('2027-01-12T08:00:00Z'),
  )
  await room.consents(again)
  await opens(lone, 'minutes.last', { itemId: again.id })
}

async function aPoll({ room }: Scene): Promise<void> {
  const { bot, lone, mette, jens, sara, team } = room
  await startTeamOf(bot, lone, 'Solsikken', [], {
    name: 'Fokusteam Solsikken',
    rhythm: { place: 'Kontoret' },
  })
  await lone.says('start')
  await opens(lone, 'poll.chooseTeam', {})
  await opens(lone, 'poll.draft', { teamId: team.id })
  await lone.presses('poll.start')
  const { pollId } = buttonData(lone.card, 'poll.status') as { pollId: string }
  for (const person of [lone, mette, jens, sara]) {
    await opens(person, 'poll.open', { pollIds: pollId })
    const slots = [...nodes(person.card)].filter(node => node.type === 'Input.ChoiceSet')
    await person.presses('poll.answer', {
      ...Object.fromEntries(slots.map(({ id }, index) => [id, index === 0 ? 'yes' : 'ifNeeded'])),
      [`comment:${pollId}`]: 'Jeg kan først komme kl. 9.30.',
    })
  }
  await opens(lone, 'poll.behalf', { pollId })
  await opens(lone, 'poll.comments', { pollId })
  await opens(lone, 'poll.status', { pollId })
  // Everybody can best come at the first time, on the first row: another one needs a reason (R-POLL-4).
  const rows = [...nodes(lone.card)].filter(
    ({ type, verb }) => type === 'Action.Execute' && verb === 'poll.confirm',
  )
  await opens(lone, 'poll.confirm', rows[1]?.data as Record<string, unknown>)
  await lone.presses('poll.confirm', { reason: 'Alle er i huset den dag.' })
}

async function aConsent({ room, noah }: Scene): Promise<void> {
  const { lone } = room
  const itemId = noah.id
  await opens(lone, 'consent.open', { itemId })
  await opens(lone, 'consent.askNarrow', { itemId })
  await opens(lone, 'consent.askEnd', { itemId })
  await lone.presses('consent.end', { ending: 'withdrawn' })
  await opens(lone, 'consent.askUndo', { itemId })
  const alma = await room.adds({ child: 'Alma Skov', about: observed[1] ?? '' })
  await opens(lone, 'consent.step', { itemId: alma.id, step: 'who' })
  await lone.presses('consent.who', {
    giverName: 'Peter Skov',
    relation: 'father',
    otherHolder: 'agrees',
    language: 'dansk',
  })
  await lone.presses('consent.what', { categories: 'wellbeing' })
  await lone.presses('consent.record', {
    told: 'refuse,withdraw,consequence,contact,dpo',
    form: 'written',
    evidence: 'Underskrevet ark i sagsmappen',
  })
}

async function theAgenda({ room, noah }: Scene): Promise<void> {
  const { bot, lone, jens, meeting } = room
  await opens(lone, 'agenda.move', { itemId: noah.id })
  // On a day when somebody is away, and insisted on.
  const { services, db } = bot.app.core
  const at = bot.clock.now()
  const away = {
    fromDay: '2026-12-01' as Day,
    toDay: '2026-12-02' as Day,
    today: '2026-11-09' as Day,
  }
  await db.write(async tx => services.people.addAbsence(tx, await room.actor(jens), away, at))
  await opens(lone, 'meeting.move', { meetingId: meeting.id })
  const to = { day: '2026-12-01', start: '09:00', end: '11:00', place: meeting.place }
  await opens(lone, 'meeting.checkMove', { meetingId: meeting.id, ...to })
  await opens(lone, 'meeting.checkMove', { meetingId: meeting.id, ...to, anyway: jens.personId })
  // Away on the day that is fixed, and somebody else out of reach: the coordinator is told, and the cards say so.
  const onTheDay = { ...away, fromDay: '2026-11-23' as Day, toDay: '2026-11-27' as Day }
  await db.write(async tx => {
    await services.people.addAbsence(tx, await room.actor(jens), onTheDay, at)
    await services.people.markUnreachable(tx, room.mette.personId, at)
    await services.people.markUnreachable(tx, lone.personId, at)
  })
  for (const person of [room.sara, lone]) {
    await opens(person, 'meeting.open', { meetingId: meeting.id })
    await opens(person, 'team.open', { teamId: room.team.id })
  }
  await lone.says('start')
  await bot.app.engine.runDue()
  await opens(lone, 'meeting.invite', { meetingId: meeting.id })
  await opens(lone, 'meeting.standIn', { meetingId: meeting.id })
  await lone.presses('meeting.nameStandIn', { personId: room.mette.personId })
}

async function theForm({ room, noah }: Scene): Promise<void> {
  const { bot, lone, ida, meeting } = room
  // Sent out without Noah's form, which nobody has handed in.
  await bot.passTo('2026-11-20T12:00:00Z')
  await opens(lone, 'form.evidence', { meetingId: meeting.id })
  await lone.presses('form.evidenceFile')
  await opens(ida, 'form.begin', { itemId: noah.id, suspicion: 'yes' })
}

/** Of a group it speaks in other words than of one child. */
async function aGroupsForm({ room }: Scene): Promise<void> {
  const { bot, lone, ida, meeting } = room
  const group = await room.adds({
    kind: 'childGroup',
    about: 'Der er uro i garderoben, når vi skal ud.',
    formFillerId: ida.personId,
  })
  await opens(ida, 'form.begin', { itemId: group.id, suspicion: 'no' })
  for (const step of steps) await opens(ida, 'form.step', { itemId: group.id, step })
  const saves = (step: string, fields: Record<string, string>) =>
    opens(ida, 'form.save', { itemId: group.id, step, known: 0, go: 'next', ...fields })
  await saves('perspectives', { perspective_child: 'Ro.', perspective_parents: 'Det samme.' })
  await saves('placement', { placement: 'attention', reason: 'Det er hver dag.' })
  await opens(ida, 'form.submit', { itemId: group.id })
  await bot.passTo('2026-11-20T12:00:00Z')
  await opens(lone, 'form.list', { meetingId: meeting.id })
  await lone.presses('form.read')
}

/** Read by a colleague once it is out, and its own words while it is written. */
async function aContribution({ room, noah }: Scene): Promise<void> {
  const { bot, jens, lone } = room
  const itemId = noah.id
  // The parents have said yes by then.
  bot.clock.set('2026-11-12T08:00:00Z')
  await opens(jens, 'contribution.open', { itemId })
  await opens(jens, 'contribution.begin', { itemId, suspicion: 'no' })
  await opens(jens, 'contribution.save', { itemId, known: 0, go: 'submit', sees: observed[2] })
  await bot.passTo('2026-11-20T12:00:00Z')
  await opens(lone, 'contribution.read', { itemId })
}

async function whatWaited({ room, noah }: Scene): Promise<void> {
  const { bot, lone, jens, team } = room
  const { core } = bot.app
  await core.db.write(tx => core.services.people.markUnreachable(tx, jens.personId, bot.clock.now()))
  await opens(lone, 'poll.draft', { teamId: team.id })
  await lone.presses('poll.start')
  await room.holds(noah, [{ text: 'Observere en formiddag på stuen', owner: jens, due: '2026-12-08' }])
  await jens.says('start')
  await bot.app.engine.runDue()
}

/** Of two years, so that the second has something to be compared with. */
async function twoAssessments({ room }: Scene): Promise<void> {
  const { bot, lone, mette, team } = room
  const assesses = async (year: number, scores: readonly number[]) => {
    await opens(lone, 'assessment.form', { teamId: team.id, year })
    await lone.presses('assessment.save', { score1: '', together: 'Vi ser mere end før.' })
    const chosen = Object.fromEntries(scores.map((score, index) => [`score${index + 1}`, String(score)]))
    await lone.presses('assessment.save', { ...chosen, workOn: 'Forældrene skal med fra start.' })
  }
  await opens(mette, 'assessment.open', { teamId: team.id })
  await assesses(2026, [3, 4, 2, 3, 5, 1])
  bot.clock.set('2027-11-10T08:00:00Z')
  await assesses(2027, [4, 4, 1, 3, 5, 3])
  await opens(mette, 'assessment.open', { teamId: team.id })
}
