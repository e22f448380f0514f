import { button } from '../../cards/button.ts'
import { textsIn } from '../../locales/texts.ts'
import type { AppointmentKind, DigestKind, MessageKind, Reader } from '../../reminders/model.ts'
import { daysBetween } from '../../shared/day.ts'
import { relativeDay } from '../../shared/human-dates.ts'
import { shown } from '../../shared/text.ts'
import type { Tx } from '../../shared/transaction.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import type { Team } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import { showingOf } from './actions.ts'
import { cancelledCard, confirmedCard, pollCard, savedCard } from './cards.ts'
import { bestSlot, invitationKey } from './model.ts'
import { resultOf } from './result/cards.ts'
import type { PollService } from './service.ts'

export interface PollReminderDeps {
  polls: PollService
  teams: TeamService
  meetings: MeetingService
  people: PeopleService
  policies: PolicyService
}

/** What polls want people reminded of, and how their messages are drawn: from what is so when they leave. */
export function createPollReminders(deps: PollReminderDeps) {
  const { polls, teams, meetings } = deps
  const showing = (tx: Tx, reader: Reader, team: Team) => showingOf(deps, tx, reader, team)

  /** Only those who have not answered, and only while the poll is open (R-POLL-3). */
  const unanswered: DigestKind = {
    kind: 'poll.unanswered',
    mode: 'digest',
    async line(tx, { subjectId }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open') return null
      const { silent, team } = await polls.view(tx, poll)
      if (!silent.some(voter => voter.personId === reader.personId)) return null
      const { zone, lang } = await showing(tx, reader, team)
      const t = textsIn(lang).polls
      const today = dayOf(now, zone)
      const due = dayOf(poll.deadlineAt, zone)
      const days = relativeDay(due, today, lang)
      return {
        overdueDays: daysBetween(due, today),
        text: t.digestLine(shown(team.name), days.slice(0, 1).toUpperCase() + days.slice(1)),
        button: button(t.digestButton, 'poll.open', { pollId: poll.id }),
      }
    },
  }

  /** A poll that nobody ends is a dropped link: its coordinator chooses, asks about other times, or gives it up. */
  const undecided: DigestKind = {
    kind: 'poll.undecided',
    mode: 'digest',
    async line(tx, { subjectId }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open' || poll.deadlineAt > now) return null
      if ((await teams.coordinatorOf(tx, poll.teamId)) !== reader.personId) return null
      const { ranked, team } = await polls.view(tx, poll)
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

  /** The posted poll, or what was answered since. Does not leave any more when the poll is closed: other messages say so. */
  const invitation: MessageKind = {
    kind: 'poll.invitation',
    onAmbiguous: 'repeat',
    async render(tx, { subjectId, key }, reader) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open') return null
      const member = (await teams.members(tx, poll.teamId)).find(one => one.personId === reader.personId)
      // Asked anew before this one left: the newer one leaves.
      if (!member || key !== invitationKey(poll, member.personId, member.joinedAt)) return null
      const view = await polls.view(tx, poll)
      const facts = await showing(tx, reader, view.team)
      const summary = textsIn(reader.language).polls.pollSummary(shown(view.team.name))
      const own = view.answers.filter(one => one.personId === reader.personId)
      const state = {
        chosen: new Map(own.map(one => [one.slotId, one.answer])),
        comment: null,
        recordedByOther: own.some(one => one.recordedById !== reader.personId),
      }
      const answered = !view.silent.some(voter => voter.personId === reader.personId)
      return { card: (answered ? savedCard : pollCard)(view, state, facts), summary }
    },
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
    async render(tx, { subjectId, detail }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open') return null
      const view = await polls.view(tx, poll)
      if ((await teams.coordinatorOf(tx, poll.teamId)) !== reader.personId) return null
      const { why } = detail as { why: 'allIn' | 'deadline' }
      if (why === 'deadline' && view.silent.length === 0) return null
      const facts = await showing(tx, reader, view.team)
      const comments = (await polls.comments(tx, poll.id)).size
      const summary = textsIn(reader.language).polls.resultSummary(shown(view.team.name))
      return { card: resultOf(view, { now, comments, why }, facts), summary }
    },
  }

  /** The date, drawn from the meeting as it is now: moved in the meantime, it says the new date. */
  const confirmed: MessageKind = {
    kind: 'poll.confirmed',
    onAmbiguous: 'repeat',
    async render(tx, { subjectId }, reader) {
      const meeting = await meetings.find(tx, subjectId)
      if (!meeting || meeting.status === 'cancelled') return null
      const invited = await meetings.participants(tx, meeting)
      if (!invited.some(one => one.personId === reader.personId)) return null
      const team = await teams.get(tx, meeting.teamId)
      const facts = await showing(tx, reader, team)
      const summary = textsIn(reader.language).polls.confirmedSummary(shown(team.name))
      return {
        card: confirmedCard(meeting, team, meetings.calendarUrl(meeting), false, facts),
        summary,
      }
    },
  }

  return {
    reminders: [unanswered, undecided, deadline],
    messages: [invitation, cancelled, result, confirmed],
  }
}
