import { addDays, type Day, isoWeekday } from '../../../shared/day.ts'
import type { Lang } from '../../../shared/human-dates.ts'
import {
  type MeetingCalendar,
  meetingHours,
  type NotWorking,
  whyNoMeeting,
} from '../../../shared/working-calendar.ts'
import { dayOf, endTime, instantOf, type Zone } from '../../../shared/zoned-time.ts'
import { overlap, type Span } from '../../meetings/availability/model.ts'

/** Why a day that one would have expected is not proposed. */
export type Skipped =
  | { kind: 'notWorking'; day: Day; why: NotWorking }
  | { kind: 'schoolHoliday'; day: Day; week: number }
  | { kind: 'away'; day: Day; personIds: string[] }
  | { kind: 'busy'; day: Day; personIds: string[] }
  /** the cadence says so, but answers and forms would not be in before the deadline of section 5 */
  | { kind: 'tooSoon'; day: Day }

export interface Proposal extends Span {
  day: Day
  /** optional members who are away or in another meeting then */
  without: string[]
}

export interface ProposalTerms {
  now: Date
  zone: Zone
  calendar: MeetingCalendar
  /** for the names of holidays */
  lang: Lang
  /** the first day to look at: the cadence after the last meeting, or two weeks from now */
  from: Day
  /** sooner than this, answers and forms would not be in before the deadline of section 5 */
  daysAhead: number
  /** ISO weekday the team prefers */
  weekday: number
  startTime: string
  lengthMinutes: number
  members: readonly { personId: string; required: boolean }[]
  absences: readonly { personId: string; fromDay: Day; toDay: Day }[]
  /** other meetings of the members that the bot knows of */
  busy: readonly { personId: string; startAt: Date; endAt: Date }[]
  /** already asked about: not proposed again, nor anything over it */
  taken: readonly Span[]
}

const wanted = 5
const horizonWeeks = 12

/**
 * Dates for a meeting (R-POLL-1): the preferred weekday in the target week and the weeks after, then the days beside
 * it, then the other half of the day. Never a holiday, a closing day, a school-holiday week, a day when somebody who
 * is required is away, or an hour when they are in another meeting. Wall times stay, also over a change of clock.
 * @returns three to eight when the calendar allows, in order of time, and why expected days are not among them
 */
export function proposeSlots(terms: ProposalTerms): { proposals: Proposal[]; skipped: Skipped[] } {
  const { zone, now } = terms
  const today = dayOf(now, zone)
  const soonest = addDays(today, terms.daysAhead)
  const hoped = onWeekday(terms.from, terms.weekday)
  const target = hoped < soonest ? onWeekday(soonest, terms.weekday) : hoped
  const skipped: Skipped[] = []
  if (hoped > today && hoped < soonest) skipped.push({ kind: 'tooSoon', day: hoped })
  const found = new Map<number, Proposal>()
  const other = terms.startTime < '12:00' ? '13:00' : '09:00'

  const consider = (day: Day, time: string, expected: boolean) => {
    if (found.size >= wanted || day < soonest || endTime(time, terms.lengthMinutes) > meetingHours.until)
      return
    const result = examine(day, time, terms)
    if ('kind' in result) {
      if (expected) skipped.push(result)
      return
    }
    const others = [...terms.taken, ...found.values()]
    if (others.some(span => overlap(span, result))) return
    found.set(result.startAt.getTime(), result)
  }

  for (let week = 0; week < 3; week += 1) consider(addDays(target, 7 * week), terms.startTime, true)
  for (const step of [1, -1, 2]) {
    const day = addDays(target, step)
    if (isoWeekday(day) <= 5) consider(day, terms.startTime, false)
  }
  consider(target, other, false)
  for (let week = 3; week < horizonWeeks; week += 1) {
    consider(addDays(target, 7 * week), terms.startTime, false)
    consider(addDays(target, 7 * week + 1), terms.startTime, false)
  }
  for (let offset = 0; offset < horizonWeeks * 7; offset += 1)
    consider(addDays(target, offset), terms.startTime, false)
  return {
    proposals: [...found.values()].toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime()),
    skipped,
  }
}

function examine(day: Day, time: string, terms: ProposalTerms): Proposal | Skipped {
  const why = whyNoMeeting(day, terms.calendar, terms.lang)
  if (why?.kind === 'schoolHoliday') return { kind: 'schoolHoliday', day, week: why.week }
  if (why) return { kind: 'notWorking', day, why }

  const startAt = instantOf(day, time, terms.zone)
  const endAt = new Date(startAt.getTime() + terms.lengthMinutes * 60_000)
  const away = new Set(
    terms.absences.filter(one => one.fromDay <= day && day <= one.toDay).map(one => one.personId),
  )
  const busy = new Set(terms.busy.filter(one => overlap(one, { startAt, endAt })).map(one => one.personId))
  const required = terms.members.filter(member => member.required).map(member => member.personId)
  const requiredAway = required.filter(id => away.has(id))
  if (requiredAway.length > 0) return { kind: 'away', day, personIds: requiredAway }
  const requiredBusy = required.filter(id => busy.has(id))
  if (requiredBusy.length > 0) return { kind: 'busy', day, personIds: requiredBusy }
  const without = terms.members.map(one => one.personId).filter(id => away.has(id) || busy.has(id))
  return { day, startAt, endAt, without }
}

function onWeekday(from: Day, weekday: number): Day {
  return addDays(from, (weekday - isoWeekday(from) + 7) % 7)
}
