import { button } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { DigestKind, MessageKind, Reader } from '../../../reminders/model.ts'
import { daysBetween } from '../../../shared/day.ts'
import { relativeDay } from '../../../shared/human-dates.ts'
import { shown } from '../../../shared/text.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Team } from '../../teams/model.ts'
import { type PollActionDeps, showingOf } from '../actions.ts'
import { invitationKey } from '../model.ts'
import { pollCard, savedCard } from './cards.ts'

/** Asking people for their answers, and reminding those who have not given them (R-POLL-3). */
export function createAnswerReminders(deps: PollActionDeps) {
  const { polls, teams } = deps
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

  /** To those who were missing at the deadline, and are still: they have got more time. */
  const moreTime: MessageKind = {
    kind: 'poll.moreTime',
    onAmbiguous: 'repeat',
    async render(tx, { subjectId }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open' || poll.deadlineAt <= now) return null
      const view = await polls.view(tx, poll)
      if (!view.silent.some(voter => voter.personId === reader.personId)) return null
      const own = view.answers.filter(one => one.personId === reader.personId)
      const state = { chosen: new Map(own.map(one => [one.slotId, one.answer])), comment: null }
      const summary = textsIn(reader.language).polls.moreTimeSummary(shown(view.team.name))
      return { card: pollCard(view, state, await showing(tx, reader, view.team)), summary }
    },
  }

  return { reminders: [unanswered], messages: [invitation, moreTime] }
}
