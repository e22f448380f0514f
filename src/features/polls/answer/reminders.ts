import { button } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { DigestKind, DigestLine, MessageKind, Posting, Reader } from '../../../reminders/model.ts'
import { daysBetween } from '../../../shared/day.ts'
import { relativeDay, rowDate } from '../../../shared/human-dates.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, type Zone } from '../../../shared/zoned-time.ts'
import { type PollActionDeps, showingOf } from '../actions.ts'
import { invitationKey } from '../model.ts'
import type { PollView } from '../service.ts'
import { firstDeadline } from './model.ts'
import { createReplies } from './reply/actions.ts'
import { isOver } from './service.ts'

/** Asking people for their answers, and reminding those who have not given them (R-POLL-3). */
export function createAnswerReminders(deps: PollActionDeps) {
  const { polls, teams, people, policies, answering } = deps
  const replies = createReplies({
    ...deps,
    showing: (tx, actor, team) => showingOf(deps, tx, actor, team),
    // A message asks, or says what is kept: what became of a poll that is closed, others say.
    closed: async () => null,
  })
  const zoneOf = async (tx: Tx, { tenantId }: Reader): Promise<Zone> => (await policies.of(tx, tenantId)).zone

  /** Open polls that this reader has not answered in full. */
  async function waitingFor(tx: Tx, { personId }: Reader, now: Date): Promise<PollView[]> {
    const actor = await people.actorById(tx, personId)
    return actor ? polls.waitingFor(tx, actor, now) : []
  }

  /** The reader's line about these polls, by the deadline that comes first; null when they have answered them all. */
  async function lineAbout(
    tx: Tx,
    pollIds: readonly string[],
    reader: Reader,
    now: Date,
  ): Promise<DigestLine | null> {
    const waiting = (await waitingFor(tx, reader, now)).filter(({ poll }) => pollIds.includes(poll.id))
    const [first, ...others] = waiting
    if (!first) return null
    const zone = await zoneOf(tx, reader)
    const t = textsIn(reader.language).answering
    const today = dayOf(now, zone)
    const due = dayOf(firstDeadline(waiting, now), zone)
    const days = withCapital(relativeDay(due, today, reader.language))
    return {
      overdueDays: daysBetween(due, today),
      text: t.digestLine(others.length > 0 ? t.teams(waiting.length) : shown(first.team.name), days),
      button: button(t.digestButton, 'poll.open', { pollIds: waiting.map(({ poll }) => poll.id).join(',') }),
    }
  }

  /** Only those who have not answered, and only while the poll is open (R-POLL-3). One card answers them all. */
  const unanswered: DigestKind = {
    kind: 'poll.unanswered',
    mode: 'digest',
    line: (tx, { subjectId }, reader, now) => lineAbout(tx, [subjectId], reader, now),
    together: lineAbout,
  }

  /** All that waits for the reader, on one card: the invitations to the rest need not leave any more. */
  async function askedTogether(
    tx: Tx,
    waiting: readonly PollView[],
    reader: Reader,
    now: Date,
    notes: readonly string[] = [],
  ): Promise<Posting> {
    const [first, ...others] = waiting
    const t = textsIn(reader.language).answering
    const deadline = firstDeadline(waiting, now)
    const whose = others.length > 0 || !first ? t.teams(waiting.length) : shown(first.team.name)
    const date = rowDate(deadline, await zoneOf(tx, reader), reader.language)
    return {
      card: await replies.ask({ tx, actor: reader, now }, waiting, notes),
      summary: now < deadline ? t.summary(whose, date) : t.summaryLate(whose),
      carries: await answering.unsentFor(tx, reader.personId, waiting),
    }
  }

  /** The same card may ask about another poll, which is still answered in it. */
  const nothingElseAsked = async (tx: Tx, reader: Reader, now: Date) =>
    (await waitingFor(tx, reader, now)).length === 0

  /** The posted poll, or what was answered since. Does not leave any more when the poll is closed: other messages say so. */
  const invitation: MessageKind = {
    kind: 'poll.invitation',
    onAmbiguous: 'repeat',
    follows: nothingElseAsked,
    async render(tx, { subjectId, key }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open') return null
      const member = (await teams.members(tx, poll.teamId)).find(one => one.personId === reader.personId)
      // Asked anew before this one left: the newer one leaves.
      if (!member || key !== invitationKey(poll, member.personId, member.joinedAt)) return null
      const waiting = await waitingFor(tx, reader, now)
      if (waiting.some(one => one.poll.id === poll.id)) return askedTogether(tx, waiting, reader, now)
      const view = await polls.view(tx, poll, now)
      if (isOver(view)) return null
      const card = await replies.saved({ tx, actor: reader, now }, [view])
      const date = rowDate(poll.deadlineAt, await zoneOf(tx, reader), reader.language)
      const t = textsIn(reader.language).answering
      return card && { card, summary: t.summary(shown(view.team.name), date) }
    },
  }

  /** To those who were missing at the deadline, and are still: they have got more time. */
  const moreTime: MessageKind = {
    kind: 'poll.moreTime',
    onAmbiguous: 'repeat',
    follows: nothingElseAsked,
    async render(tx, { subjectId }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      if (poll?.status !== 'open' || poll.deadlineAt <= now) return null
      const waiting = await waitingFor(tx, reader, now)
      const asked = waiting.find(one => one.poll.id === poll.id)
      if (!asked) return null
      const summary = textsIn(reader.language).polls.moreTimeSummary(shown(asked.team.name))
      return { ...(await askedTogether(tx, waiting, reader, now)), summary }
    },
  }

  /** To those who have not answered: they have less time than they were told. */
  const sooner: MessageKind = {
    kind: 'poll.sooner',
    onAmbiguous: 'repeat',
    follows: nothingElseAsked,
    async render(tx, { subjectId, detail }, reader, now) {
      const poll = await polls.find(tx, subjectId)
      const { until } = detail as { until: string }
      // Moved back before this one left: what they know of holds.
      if (poll?.status !== 'open' || poll.deadlineAt <= now || poll.deadlineAt >= new Date(until)) return null
      const waiting = await waitingFor(tx, reader, now)
      const asked = waiting.find(one => one.poll.id === poll.id)
      if (!asked) return null
      const t = textsIn(reader.language).polls
      const team = shown(asked.team.name)
      const date = rowDate(poll.deadlineAt, await zoneOf(tx, reader), reader.language)
      const note = waiting.length > 1 ? t.soonerIn(team) : t.sooner
      return {
        ...(await askedTogether(tx, waiting, reader, now, [note])),
        summary: t.soonerSummary(team, date),
      }
    },
  }

  return { reminders: [unanswered], messages: [invitation, moreTime, sooner] }
}
