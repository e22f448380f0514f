import { addDays, type Day, isoWeekday, parseDay } from '../../../shared/day.ts'
import type { Lang } from '../../../shared/human-dates.ts'
import {
  type MeetingCalendar,
  meetingHours,
  type NotWorking,
  nextWorkingDay,
  type WorkCalendar,
  whyNoMeeting,
} from '../../../shared/working-calendar.ts'
import { dayOf, instantOf, parseTime, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import { overlap, type Span } from '../../meetings/availability/model.ts'
import { readMeetingTime, type TimeProblem } from '../../meetings/model.ts'

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

/** '11:00' for two hours from '09:00'; past midnight sorts behind every time of day. */
function endTime(start: string, lengthMinutes: number): string {
  const end = Number(start.slice(0, 2)) * 60 + Number(start.slice(3)) + lengthMinutes
  return `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
}

/** A poll asks about no more than so many: each has to be answered, on one card. */
export const mostSlots = 24

/** A slot as it was typed. */
export interface TypedSlot {
  keep: boolean
  day: string
  time: string
}

/** What is wrong with a slot as typed. */
type WrongSlot =
  /** `taken`: asked about already · `duplicate`, `overlap`: with a slot above it, or one asked about already */
  | { type: 'taken' | 'duplicate' | 'overlap' }
  /** @param asked the day as typed; null when it is no date */
  | { type: 'time'; problem: TimeProblem; asked: Day | null }

export type SlotProblem = { type: 'none' } | (WrongSlot & { nearest: Date })

export interface ReadTerms {
  now: Date
  zone: Zone
  calendar: WorkCalendar
  lang: Lang
  lengthMinutes: number
  /** what the poll asks about already */
  taken: readonly Span[]
}

/**
 * Reads the slots of a draft: each a time at which a meeting can be held, none twice, none over another.
 * @returns the spans of the rows that are kept, in order of time, and every row; where one is wrong, the nearest good
 *   time, which is free of all the others, stands in it, ready to be sent
 */
export function readSlots(
  typed: readonly TypedSlot[],
  terms: ReadTerms,
): { spans: Span[]; rows: (TypedSlot & { problem?: SlotProblem })[] } {
  const { now, zone, lengthMinutes, taken } = terms
  const today = dayOf(now, zone)
  const spans: Span[] = []
  const offered: Span[] = []

  /** What is wrong, and near which time a good one is looked for; null for a slot that can be had. */
  function check(slot: TypedSlot): { wrong: WrongSlot; day: Day; time: string } | null {
    const start = parseTime(slot.time)
    const asked = parseDay(slot.day, today)
    const end = start === null ? null : endTime(start, lengthMinutes)
    const result = readMeetingTime({ day: asked, start, end }, terms)
    if (!result.ok) {
      const [problem] = result.problems
      const { day, start: time } = result.nearest
      return problem ? { wrong: { type: 'time', problem, asked }, day, time } : null
    }
    const { startAt, endAt } = result
    const at = startAt.getTime()
    const type = taken.some(one => one.startAt.getTime() === at)
      ? 'taken'
      : spans.some(one => one.startAt.getTime() === at)
        ? 'duplicate'
        : clash(result)
          ? 'overlap'
          : null
    if (type) return { wrong: { type }, day: dayOf(startAt, zone), time: timeOf(startAt, zone) }
    spans.push({ startAt, endAt })
    return null
  }

  const clash = (span: Span) => [...taken, ...spans, ...offered].find(one => overlap(one, span))

  /** Behind what is in the way on that day; otherwise at the same time on the working days after it. */
  function free(day: Day, time: string): Span {
    let at: { day: Day; time: string } = { day, time }
    for (;;) {
      const startAt = instantOf(at.day, at.time, zone)
      const span = { startAt, endAt: new Date(startAt.getTime() + lengthMinutes * 60_000) }
      const inTheWay = clash(span)
      if (!inTheWay) return span
      const after = timeOf(inTheWay.endAt, zone)
      at =
        endTime(after, lengthMinutes) <= meetingHours.until
          ? { day: at.day, time: after }
          : { day: nextWorkingDay(addDays(at.day, 1), terms.calendar), time }
    }
  }

  // All are read before anything is offered: a time that somebody typed is not given away.
  const found = typed.map(slot => (slot.keep ? check(slot) : null))
  const rows = typed.map((slot, index) => {
    const bad = found[index]
    if (!bad) return { ...slot }
    const span = free(bad.day, bad.time)
    offered.push(span)
    const nearest = span.startAt
    const filledIn = { day: dayOf(nearest, zone), time: timeOf(nearest, zone) }
    return { ...slot, ...filledIn, problem: { ...bad.wrong, nearest } }
  })
  spans.sort((a, b) => a.startAt.getTime() - b.startAt.getTime())
  const [first, ...rest] = rows
  if (first && !rows.some(row => row.keep))
    return { spans, rows: [{ ...first, problem: { type: 'none' } }, ...rest] }
  return { spans, rows }
}
