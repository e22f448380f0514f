import type { Team } from '../../src/features/teams/model.ts'
import type { Day } from '../../src/shared/day.ts'
import { daysFrom, stepped, weekdayIn, workedFrom } from '../support/plain-calendar.ts'
import type { Asking, Change, Chronicle } from './chronicle.ts'
import { count } from './chronicle.ts'
import { at, closed, inSchoolHoliday, isWorkday, later, today } from './hours.ts'
import { datesRead, readsAs } from './reading.ts'
import type { MeetingRow } from './rows.ts'
import type { Sent, Town } from './town.ts'
import { digestDayEnd, wasAway, whenUp } from './turns.ts'
import type { Witness } from './witness.ts'

const minute = 60_000
const never = new Date(8_640_000_000_000_000)

/** What can only be seen when the year is over: that nothing is missing. */
export function reckon(chronicle: Chronicle, witness: Witness, town: Town, teams: readonly Team[]): void {
  const end = town.now()
  const byPerson = Map.groupBy(chronicle.sent, sent => sent.personId)
  const to = (personId: string, from: Date, until: Date): Sent[] =>
    (byPerson.get(personId) ?? []).filter(sent => from <= sent.at && sent.at < until)

  const isBlocked = (personId: string, from: Date, until: Date) =>
    chronicle.blocks.some(one => one.personId === personId && one.from <= until && from <= one.until)
  const hasLeft = (teamId: string, personId: string, until: Date) =>
    chronicle.left.some(one => one.teamId === teamId && one.personId === personId && one.at <= until)
  const askings = Map.groupBy(chronicle.asked, one => one.pollId)

  /** Everybody hears of every date once, while it holds (R-POLL-6, R-POLL-7). */
  function everybodyTold(): void {
    for (const [, changes] of Map.groupBy(chronicle.changes, one => one.meetingId))
      for (const [index, change] of changes.entries())
        for (const personId of change.toTell) wasTold(personId, change, changes[index + 1]?.at ?? never)
  }

  function wasTold(personId: string, change: Change, until: Date): void {
    const { what, meetingId, startAt } = change
    if (isBlocked(personId, change.at, change.at) || hasLeft(change.teamId, personId, change.at)) return
    count(chronicle, 'news of a date')
    const news = to(personId, change.at, until).filter(
      ({ kind, subjectId, deliveryId, words }) =>
        (kind === 'series.planned'
          ? town.rows.delivered(deliveryId).meetingIds.includes(meetingId)
          : (kind === 'poll.confirmed' || kind === 'meeting.changed') && subjectId === meetingId) &&
        datesRead(words).some(date => date.time !== null && readsAs(startAt, date)),
    )
    const who = `${personId} of meeting ${meetingId}, ${what} at ${change.at.toISOString()}`
    if (news.length === 0) witness.complain('not told', who)
    if (news.length > 1) witness.complain('told twice', who)
  }

  /** Whoever blocked the bot and came back has nothing left that waits for them. */
  function nothingWithheld(): void {
    for (const { personId, until } of chronicle.blocks) {
      if (until > later(end, -7)) continue
      const left = town.rows.all(
        `SELECT kind FROM Delivery WHERE recipientId = ? AND status IN ('waiting', 'unreachable')`,
        personId,
      )
      if (left.length > 0) witness.complain('stuck', `${left.length} messages for ${personId}, who came back`)
    }
  }

  /** The forms of a meeting that was held went out at its deadline, to everybody (R-FORM-10). */
  function formsDistributed(): void {
    for (const { meetingId } of chronicle.held) {
      const meeting = town.rows.meeting(meetingId)
      const fixedAt = chronicle.changes.filter(one => one.meetingId === meetingId).at(-1)?.at ?? never
      const limit = whenUp(chronicle, fixedAt > meeting.dueAt ? fixedAt : meeting.dueAt)
      count(chronicle, 'distributions')
      if (limit >= meeting.startAt) continue
      if (!meeting.distributedAt || meeting.distributedAt.getTime() > limit.getTime() + minute)
        witness.complain(
          'form late',
          `${meetingId} was due ${meeting.dueAt.toISOString()}, ran ${meeting.distributedAt}`,
        )
      else formsReceived(meeting, limit)
    }
  }

  function formsReceived(meeting: MeetingRow, limit: Date): void {
    const inTime = chronicle.submitted.filter(one => one.meetingId === meeting.id && one.at < meeting.dueAt)
    if (inTime.length === 0) return
    for (const { personId, joinedAt } of town.rows.members(meeting.teamId)) {
      if (joinedAt > limit || isBlocked(personId, meeting.dueAt, limit)) continue
      const got = to(personId, new Date(0), new Date(limit.getTime() + minute)).some(sent =>
        bringsFormsOf(meeting, sent),
      )
      count(chronicle, 'forms received in time')
      if (!got) witness.complain('form late', `${personId} has no form of ${meeting.id}`)
    }
  }

  /** Whoever could not be reached gets their forms in the one message about all that has waited. */
  function bringsFormsOf(meeting: MeetingRow, { deliveryId }: Sent): boolean {
    const message = town.rows.delivered(deliveryId)
    return [message, ...message.deliveries.map(id => town.rows.delivered(id))].some(
      ({ kind, subjectId }) => kind === 'distribution' && subjectId === meeting.id,
    )
  }

  /** Halfway and on the working day before the deadline's, whoever has said nothing is reminded (R-POLL-3). */
  function silentReminded(): void {
    for (const asking of chronicle.asked) {
      const deadlineDay = today(asking.deadlineAt)
      const half = today(new Date((asking.at.getTime() + asking.deadlineAt.getTime()) / 2))
      const days = [half, stepped(deadlineDay, -1)].map(day => workedFrom(day, -1, closed))
      for (const day of new Set(days))
        if (today(asking.at) < day && day < deadlineDay)
          for (const personId of asking.members) wasReminded(asking, personId, day)
    }
  }

  function wasReminded(asking: Asking, personId: string, day: Day): void {
    const until = digestDayEnd(chronicle, personId, day)
    const { pollId, teamId } = asking
    const over = [
      chronicle.answered.get(`${pollId} ${personId}`)?.find(moment => moment >= asking.at),
      chronicle.closedPolls.get(pollId),
      askings.get(pollId)?.find(one => one.at > asking.at)?.at,
    ].some(moment => moment && moment <= until)
    const chose = (chronicle.rhythms.get(personId) ?? []).some(
      one => later(at(day, '08:30'), -7) <= one.at && one.at <= until,
    )
    if (
      over ||
      chose ||
      until > end ||
      isBlocked(personId, asking.at, until) ||
      hasLeft(teamId, personId, until)
    )
      return
    // Of every time it is known already that they cannot come: nobody waits for their answer.
    if (
      town.rows
        .slots(pollId)
        .every(slot => wasAway(chronicle, personId, today(slot.startAt)) || sitsElsewhere(personId, slot))
    )
      return
    count(chronicle, 'reminders of a poll that were due')
    const got = to(personId, at(day, '08:30'), until).some(
      ({ kind, buttons }) => kind === 'digest' && buttons.some(one => one.pollId === pollId),
    )
    if (!got)
      witness.complain(
        'not reminded',
        `${personId} of poll ${pollId} on ${day}, until ${until.toISOString()}`,
      )
  }

  function sitsElsewhere(personId: string, slot: { startAt: Date; endAt: Date }): boolean {
    const way = 30 * minute
    return town.rows
      .all(`SELECT startAt, endAt FROM TeamMember JOIN Meeting USING (teamId) WHERE personId = ?`, personId)
      .some(
        row =>
          Date.parse(String(row.startAt)) - way < slot.endAt.getTime() &&
          slot.startAt.getTime() < Date.parse(String(row.endAt)) + way,
      )
  }

  /**
   * From meeting to meeting no longer than the cadence and a month, for no known reason; counted by the team's own
   * weekday: one on which there are no meetings, as at Christmas, is nobody's delay.
   */
  function teamsMet(): void {
    // Of a half-year one date may be called off long before it.
    const off = chronicle.changes.filter(one => one.what === 'cancelled')
    const reasons = [...chronicle.reasons, ...off.map(({ teamId, startAt }) => ({ teamId, at: startAt }))]
    for (const team of teams) {
      const held = town.rows
        .meetingsOf(team.id)
        .filter(one => one.status !== 'cancelled')
        .map(one => one.startAt)
      const marks = [chronicle.begun, ...held, ...((held.at(-1) ?? chronicle.begun) < end ? [end] : [])]
      for (const [index, mark] of marks.entries()) {
        const next = marks[index + 1]
        if (!next) continue
        const between = daysFrom(stepped(today(mark), 1), today(next))
        const could = between.filter(
          day => weekdayIn(day) === team.weekday && isWorkday(day) && !inSchoolHoliday(day),
        )
        if (could.length <= team.cadenceWeeks + 4) continue
        count(chronicle, 'teams late for a reason')
        if (!reasons.some(one => one.teamId === team.id && mark <= one.at && one.at <= next))
          witness.complain(
            'team without a date',
            `${team.id} from ${mark.toISOString()} to ${next.toISOString()}`,
          )
      }
    }
  }

  /** Nothing that was due a day ago waits still. */
  function nothingStuck(): void {
    const since = later(end, -1).toISOString().replace('Z', '+00:00')
    const reminders = town.rows.all(`SELECT kind FROM Reminder WHERE status = 'planned' AND dueAt < ?`, since)
    const messages = town.rows.all(
      `SELECT kind FROM Delivery WHERE status IN ('pending', 'sending', 'failed') AND dueAt < ?`,
      since,
    )
    for (const { kind } of [...reminders, ...messages]) witness.complain('stuck', String(kind))
  }

  everybodyTold()
  nothingWithheld()
  formsDistributed()
  silentReminded()
  teamsMet()
  nothingStuck()
}
