import { addDays } from '../../../shared/day.ts'
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  type WorkCalendar,
} from '../../../shared/working-calendar.ts'
import { dayOf, instantOf, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import { isAhead, type Meeting } from '../../meetings/model.ts'

/** The working hours in which the coordinator hears of it, and how often they are reminded: policy. */
export interface NextRules {
  zone: Zone
  calendar: WorkCalendar
  digestAt: string
  digestUntil: string
  everyWorkingDays: number
  times: number
}

/** When a meeting is over, as far as the next one is concerned; its minutes may take longer. */
function overAt({ status, startAt, endAt, startedAt, endedAt }: Meeting): Date {
  if (status === 'cancelled') return endedAt ?? endAt
  if (status === 'held') return endedAt && endedAt < endAt ? endedAt : endAt
  // Begun later than planned, it takes as long as it was to take.
  const length = endAt.getTime() - startAt.getTime()
  return new Date(Math.max(endAt.getTime(), (startedAt?.getTime() ?? 0) + length))
}

/**
 * The meeting after which a next one is proposed (R-POLL-8): the last of those that are planned, otherwise the one that
 * was over, or was cancelled, last.
 * @returns null for a team that has not met yet: its coordinator finds the first date
 */
export function lastMeeting(meetings: readonly Meeting[]): Meeting | null {
  const latest = meetings.toSorted(
    (a, b) => overAt(b).getTime() - overAt(a).getTime() || a.id.localeCompare(b.id),
  )
  return latest[0] ?? null
}

/** Names the one proposal that follows a meeting: moved, it is another; cancelled or held, it is the same. */
export const occasionOf = ({ id, startAt }: Meeting): string => `${id}:${startAt.toISOString()}`

/**
 * When the next meeting is proposed (R-POLL-8). At once when the minutes are approved in working hours: the coordinator
 * is at it. Otherwise the next working day at the digest's time: right after a meeting they have its minutes to see to,
 * and whoever has just cancelled one may be about to find another date.
 */
export function proposalAt(meeting: Meeting, { zone, calendar, digestAt, digestUntil }: NextRules): Date {
  const nextDay = nextWorkingDay(addDays(dayOf(overAt(meeting), zone), 1), calendar)
  const morning = instantOf(nextDay, digestAt, zone)
  const approved = meeting.status === 'held' ? meeting.endedAt : null
  if (!approved || approved >= morning) return morning
  const time = timeOf(approved, zone)
  const working = isWorkingDay(dayOf(approved, zone), calendar) && digestAt <= time && time < digestUntil
  return working ? approved : morning
}

/**
 * When the coordinator is reminded that there is no next meeting: every few working days, so many times.
 * @param from when it was proposed, or the poll about it was given up
 */
export function nextReminders(from: Date, rules: NextRules): Date[] {
  const { zone, calendar, digestAt, everyWorkingDays, times } = rules
  return Array.from({ length: times }, (_, index) =>
    instantOf(addWorkingDays(dayOf(from, zone), (index + 1) * everyWorkingDays, calendar), digestAt, zone),
  )
}

/**
 * ahead: a meeting is planned, or goes on today · asking: a poll is open · stopped: the coordinator does not want to be
 * asked after this meeting · wanted: nothing leads to a next meeting · first: the team has not met yet
 */
export type Standing = 'ahead' | 'asking' | 'stopped' | 'wanted' | 'first'

/** How a team stands with its next meeting. @param stopped the occasion after which nobody wants to be asked */
export function standingOf(
  meetings: readonly Meeting[],
  { asking, stopped }: { asking: boolean; stopped: string | null },
  now: Date,
): Standing {
  if (meetings.some(meeting => isAhead(meeting, now))) return 'ahead'
  if (asking) return 'asking'
  const last = lastMeeting(meetings)
  if (!last) return 'first'
  return occasionOf(last) === stopped ? 'stopped' : 'wanted'
}
