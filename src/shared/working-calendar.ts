import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'
import { addDays, type Day, daysBetween, isoWeek, isoWeekday, partsOfDay } from './day.ts'
import type { Lang } from './human-dates.ts'
import { dayOf, instantOf, type Zone } from './zoned-time.ts'

/** The days on which an institution is closed, beside weekends and public holidays (policy). */
export interface WorkCalendar {
  closingDays: readonly Day[]
  /** Whether 5 June, 24 December and 31 December are closed as well: no public holidays, but usual. */
  usualClosingDays: boolean
}

/** A part of the day, as local wall times 'HH:mm'. */
export interface Hours {
  from: string
  until: string
}

/** Meetings are held within these hours, unless somebody insists. */
export const meetingHours: Hours = { from: '07:00', until: '18:00' }

/** When meetings are proposed, beside working days (R-POLL-1): policy. */
export interface MeetingCalendar extends WorkCalendar {
  /** ISO weeks of the schools' holidays: the institution is open, but half of the people are away */
  schoolHolidayWeeks: readonly number[]
  /** hours in which a time is looked for where the team's own cannot be had */
  preferredHours: Hours
}

/** Why a day is no working day, for the sentence that explains a shift. A weekend has no name. */
export interface NotWorking {
  kind: 'weekend' | 'holiday' | 'closingDay'
  name?: string
}

/** Why no meeting is proposed for a day, though somebody may insist. */
export type NoMeeting = NotWorking | { kind: 'schoolHoliday'; week: number }

/** A day for a meeting, null where there is none; and why each day that was looked at before it is none, in order. */
export interface MeetingDay {
  day: Day | null
  passed: readonly { day: Day; why: NoMeeting }[]
}

/** What policy closes days by, beside weekends and public holidays. */
export type Closing = 'closingDay' | 'schoolHoliday'

export type LeadMode = 'calendar' | 'working'

const USUAL_CLOSING_DAYS: Record<string, Record<Lang, string>> = {
  '06-05': { da: 'grundlovsdag', en: 'Constitution Day' },
  '12-24': { da: 'juleaften', en: 'Christmas Eve' },
  '12-31': { da: 'nytårsaften', en: "New Year's Eve" },
}

/** A calendar without a working day in so many days is a mistake in policy, not a long holiday. */
const LONGEST_SEARCH_DAYS = 366

let denmark: Holidays | undefined
const holidaysByYear = new Map<number, ReadonlyMap<Day, Record<Lang, string>>>()

/** Danish names as they stand inside a sentence: 'langfredag', but 'Kristi himmelfartsdag'. */
function insideSentence(name: string): string {
  return name.toLowerCase().replace(/^kristi/, 'Kristi')
}

function holidaysOf(year: number): ReadonlyMap<Day, Record<Lang, string>> {
  const known = holidaysByYear.get(year)
  if (known) return known
  if (denmark === undefined) {
    // Holds the rules of every country and takes about 100 ms to load, so not before the first question:
    // the start stays fast, and callers stay synchronous.
    const load = createRequire(import.meta.url)
    const Calendar = load('date-holidays') as typeof Holidays
    denmark = new Calendar('DK', { types: ['public'] })
  }
  const english = new Map(denmark.getHolidays(year, 'en').map(holiday => [holiday.date, holiday.name]))
  const days = new Map<Day, Record<Lang, string>>()
  for (const { date, name } of denmark.getHolidays(year, 'da')) {
    days.set(date.slice(0, 10) as Day, { da: insideSentence(name), en: english.get(date) ?? name })
  }
  holidaysByYear.set(year, days)
  return days
}

/**
 * The name of the Danish public holiday on that day, or null. Store bededag is none from 2024;
 * 1 May, grundlovsdag, 24 and 31 December never are.
 *
 * @example publicHoliday(toDay(2027, 3, 26)) // 'langfredag'
 */
export function publicHoliday(day: Day, lang: Lang = 'da'): string | null {
  return holidaysOf(partsOfDay(day).year).get(day)?.[lang] ?? null
}

/**
 * Why nobody works on the day, or null for a working day: Monday–Friday, no public holiday, no closing day of
 * the institution (requirements, section 5). A holiday on a weekend is named as the holiday.
 *
 * @example whyNotWorking(toDay(2027, 1, 1), calendar) // { kind: 'holiday', name: 'nytårsdag' }
 */
export function whyNotWorking(day: Day, calendar: WorkCalendar, lang: Lang = 'da'): NotWorking | null {
  const holiday = publicHoliday(day, lang)
  if (holiday !== null) return { kind: 'holiday', name: holiday }
  if (isoWeekday(day) > 5) return { kind: 'weekend' }
  const usual = calendar.usualClosingDays ? USUAL_CLOSING_DAYS[day.slice(5)] : undefined
  if (usual) return { kind: 'closingDay', name: usual[lang] }
  return calendar.closingDays.includes(day) ? { kind: 'closingDay' } : null
}

/** Whether the institution works on the day. */
export function isWorkingDay(day: Day, calendar: WorkCalendar): boolean {
  return whyNotWorking(day, calendar) === null
}

/**
 * Why no meeting is proposed for the day, or null (R-POLL-1): nobody works, or the schools have their holidays.
 *
 * @example whyNoMeeting(toDay(2026, 10, 13), calendar) // { kind: 'schoolHoliday', week: 42 }
 */
export function whyNoMeeting(day: Day, calendar: MeetingCalendar, lang: Lang = 'da'): NoMeeting | null {
  const notWorking = whyNotWorking(day, calendar, lang)
  if (notWorking) return notWorking
  const week = isoWeek(day)
  return calendar.schoolHolidayWeeks.includes(week) ? { kind: 'schoolHoliday', week } : null
}

/**
 * The day itself when a meeting may be proposed for it, otherwise the first such day after it, in whole steps
 * (R-POLL-8: a meeting is moved by a week, so that it keeps its weekday).
 *
 * @param day Monday to Friday, when the steps keep it
 * @param stepDays 7 keeps the weekday; 1 takes the nearest day, -1 the nearest before it
 * @returns the day, and the reason for each step, for the sentence that explains the shift; no day when none is left
 *   within a year: the policy closes every such day, or it is a weekend's
 * @example meetingDayFrom(toDay(2026, 10, 13), 7, calendar) // '2026-10-20', passed: week 42
 */
export function meetingDayFrom(
  day: Day,
  stepDays: number,
  calendar: MeetingCalendar,
  lang: Lang = 'da',
): MeetingDay {
  const passed: { day: Day; why: NoMeeting }[] = []
  for (let at = day; Math.abs(daysBetween(day, at)) <= LONGEST_SEARCH_DAYS; at = addDays(at, stepDays)) {
    const why = whyNoMeeting(at, calendar, lang)
    if (!why) return { day: at, passed }
    passed.push({ day: at, why })
  }
  return { day: null, passed }
}

/** The day for meetings nearest to the day, itself or after it (before it with -1); null when none is left within a year. */
export const nearestMeetingDay = (day: Day, step: 1 | -1, calendar: MeetingCalendar): Day | null =>
  meetingDayFrom(day, step, calendar).day

/** What closes all those days; public holidays and the usual closing days, which have names, aside: these are few. */
export const closingsOf = (passed: readonly { why: NoMeeting }[]): Closing[] =>
  (['closingDay', 'schoolHoliday'] as const).filter(kind =>
    passed.some(({ why }) => why.kind === kind && !('name' in why)),
  )

/** The working day nearest to the day, itself or after it (before it with -1); null when there is none within a year. */
export function findWorkingDay(day: Day, step: 1 | -1, calendar: WorkCalendar): Day | null {
  let at = day
  for (let tried = 0; tried <= LONGEST_SEARCH_DAYS; tried++) {
    if (isWorkingDay(at, calendar)) return at
    at = addDays(at, step)
  }
  return null
}

/** Whether anybody works within a year after the day: where nobody does, nothing can be counted in working days. */
export const worksAfter = (day: Day, calendar: WorkCalendar): boolean =>
  findWorkingDay(addDays(day, 1), 1, calendar) !== null

/** Policy leaves no day to meet on for a year. */
export interface ClosedYear {
  by: Closing[]
  /** whether anybody works, though: see {@link worksAfter} */
  works: boolean
}

/** What leaves no day to meet on from that day on, or nobody who works after it; null where there are both. */
export function closedForAYear(day: Day, calendar: MeetingCalendar): ClosedYear | null {
  if (!worksAfter(day, calendar)) return { by: ['closingDay'], works: false }
  const { day: found, passed } = meetingDayFrom(day, 1, calendar)
  return found ? null : { by: closingsOf(passed), works: true }
}

function nearestWorkingDay(day: Day, step: 1 | -1, calendar: WorkCalendar): Day {
  const found = findWorkingDay(day, step, calendar)
  if (found) return found
  throw new RangeError(`No working day within a year of ${day}: shorten the institution's closing days.`)
}

/** The day itself when it is a working day, otherwise the nearest working day before it. */
export function previousWorkingDay(day: Day, calendar: WorkCalendar): Day {
  return nearestWorkingDay(day, -1, calendar)
}

/** The day itself when it is a working day, otherwise the nearest working day after it. */
export function nextWorkingDay(day: Day, calendar: WorkCalendar): Day {
  return nearestWorkingDay(day, 1, calendar)
}

/**
 * The n-th working day after the day, or before it when `n` is negative. The day itself is not counted;
 * with 0 it is returned as it is.
 *
 * @example addWorkingDays(toDay(2026, 11, 24), -3, calendar) // Tuesday 24 -> Thursday '2026-11-19'
 */
export function addWorkingDays(day: Day, n: number, calendar: WorkCalendar): Day {
  if (!Number.isInteger(n)) throw new RangeError(`Working days are counted in whole days, not ${n}.`)
  const step = n < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(n); left > 0; left--) at = nearestWorkingDay(addDays(at, step), step, calendar)
  return at
}

/**
 * Working days from `a` to `b`, `a` itself not counted; negative when `b` is earlier. The opposite of
 * {@link addWorkingDays}: from any `a` to a working day `b`, `addWorkingDays(a, workingDaysBetween(a, b))` is `b`.
 */
export function workingDaysBetween(a: Day, b: Day, calendar: WorkCalendar): number {
  const step = daysBetween(a, b) < 0 ? -1 : 1
  let count = 0
  for (let at = a; at !== b; ) {
    at = addDays(at, step)
    if (isWorkingDay(at, calendar)) count += step
  }
  return count
}

/** What the three-day rule depends on: the meeting's start and the municipality's policy. */
export interface FormDeadlineTerms {
  startAt: Date
  /** Whole days ahead of the meeting, at least 1. */
  leadDays: number
  leadMode: LeadMode
  /** Wall time 'HH:mm' in the zone. */
  sendAt: string
  zone: Zone
  calendar: WorkCalendar
}

/**
 * When the preparation form is due and the distribution runs (R-FORM-10, requirements section 5): at `sendAt` on
 * the day `leadDays` before the meeting, shifted **back** to a working day ('calendar'), or on the `leadDays`-th
 * working day before it ('working'). Always on a working day, never later than `leadDays` calendar days before.
 *
 * @throws RangeError for fewer lead days than one: the form could come due after the meeting.
 * @example
 * // Meeting Wednesday 31 March 2027 09:00 (+02:00), 3 calendar days: Sunday 28 -> Easter ->
 * // Wednesday 24 March 12:00 (+01:00), so 2027-03-24T11:00:00Z.
 */
export function formDeadline(terms: FormDeadlineTerms): Date {
  const { startAt, leadDays, leadMode, sendAt, zone, calendar } = terms
  if (!Number.isInteger(leadDays) || leadDays < 1) {
    throw new RangeError(`The form is due at least one whole day ahead, not ${leadDays}: correct leadDays.`)
  }
  const meeting = dayOf(startAt, zone)
  const due =
    leadMode === 'working'
      ? addWorkingDays(meeting, -leadDays, calendar)
      : previousWorkingDay(addDays(meeting, -leadDays), calendar)
  return instantOf(due, sendAt, zone)
}
