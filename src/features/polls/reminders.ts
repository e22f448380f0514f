import { button } from '../../cards/button.ts'
import { textsIn } from '../../locales/texts.ts'
import type { AppointmentKind, DigestKind, MessageKind, Reader } from '../../reminders/model.ts'
import { daysBetween } from '../../shared/day.ts'
import { shown } from '../../shared/text.ts'
import type { Tx } from '../../shared/transaction.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import { isUpcoming } from '../meetings/model.ts'
import type { Team } from '../teams/model.ts'
import { type PollActionDeps, showingOf } from './actions.ts'
import { createAnswerReminders } from './answer/reminders.ts'
import { cancelledCard, confirmedCard } from './cards.ts'
import { bestSlot, silentVoters } from './model.ts'
import { resultOf } from './result/cards.ts'

/** What polls want people reminded of, and how their messages are drawn: from what is so when they leave. */
export function createPollReminders(deps: PollActionDeps) {
  const { polls, teams, meetings } = deps
  const answering = createAnswerReminders(deps)
  const showing = (tx: Tx, reader: Reader, team: Team) => showingOf(deps, tx, reader, team)

  /** A poll that nobody ends is a dropped link: its coordinator chooses, asks about other times, or gives it up. */
  const undecided: DigestKind = {
    kind: 'poll.undecided',
    mode: 'digest',
    async line(tx, { subjectId }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open' || poll.deadlineAt > now) return null
      if ((await teams.coordinatorOf(tx, poll.teamId)) !== reader.personId) return null
      const { ranked, team } = await polls.view(tx, poll, now)
      const { zone, lang } = await showing(tx, reader, team)
      const t = textsIn(lang).polls
      const words = bestSlot(ranked, now) ? t.undecidedLine : t.slotsGoneLine
      return {
        overdueDays: daysBetween(dayOf(poll.deadlineAt, zone), dayOf(now, zone)),
        text: words(shown(team.name)),
        button: button(t.undecidedButton, 'poll.status', { pollId: poll.id }),
      }
    },
  }

  const deadline: AppointmentKind = {
    kind: 'poll.deadline',
    mode: 'appointment',
    run: (tx, { subjectId }, now) => polls.deadlineCame(tx, subjectId, now),
  }

  /** That no date will come of it: to those who were asked. */
  const cancelled: MessageKind = {
    kind: 'poll.cancelled',
    onAmbiguous: 'repeat',
    async render(tx, { subjectId }, reader) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'cancelled') return null
      const members = await teams.members(tx, poll.teamId)
      if (!members.some(member => member.personId === reader.personId)) return null
      const team = await teams.get(tx, poll.teamId)
      const summary = textsIn(reader.language).polls.cancelledSummary(shown(team.name))
      return { card: cancelledCard(team, false, await showing(tx, reader, team)), summary }
    },
  }

  const result: MessageKind = {
    kind: 'poll.result',
    onAmbiguous: 'repeat',
    follows: true,
    async render(tx, { subjectId, detail }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open') return null
      const view = await polls.view(tx, poll, now)
      if ((await teams.coordinatorOf(tx, poll.teamId)) !== reader.personId) return null
      const { why } = detail as { why: 'allIn' | 'deadline' }
      // With every answer in, that was told by itself; nobody is missing either where the times have passed.
      const { slots, answers, voters, hindered } = view
      if (why === 'deadline' && silentVoters(slots, answers, voters, hindered).length === 0) return null
      const facts = await showing(tx, reader, view.team)
      const comments = (await polls.comments(tx, poll.id)).size
      const better = await polls.better(tx, view, reader.language, now)
      const summary = textsIn(reader.language).polls.resultSummary(shown(view.team.name))
      return { card: resultOf(view, { now, comments, why, better }, facts), summary }
    },
  }

  /** The date, drawn from the meeting as it is now: moved in the meantime, it says the new date. */
  const confirmed: MessageKind = {
    kind: 'poll.confirmed',
    onAmbiguous: 'repeat',
    follows: true,
    async render(tx, { subjectId, detail }, reader, now) {
      const meeting = await meetings.find(tx, subjectId)
      if (!meeting || !isUpcoming(meeting, now)) return null
      const invited = await meetings.participants(tx, meeting)
      const self = invited.find(one => one.personId === reader.personId)
      if (!self) return null
      const team = await teams.get(tx, meeting.teamId)
      const facts = await showing(tx, reader, team)
      const summary = textsIn(reader.language).polls.confirmedSummary(shown(team.name))
      const leads = self.coordinator
      const { byItself } = detail as { byItself: boolean }
      const calendar = await meetings.inCalendar(tx, meeting, reader.personId)
      const reasoned = !leads && !self.guest && (await polls.reasonFor(tx, meeting)) !== null
      return {
        card: confirmedCard(meeting, team, calendar, leads, facts, { byItself, reasoned }),
        summary,
      }
    },
  }

  return {
    reminders: [...answering.reminders, undecided, deadline],
    messages: [...answering.messages, cancelled, result, confirmed],
  }
}
