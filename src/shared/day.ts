import { z } from 'zod'

/**
 * A calendar date, 'YYYY-MM-DD', without time and without zone. Strings of this form sort as the dates do,
 * and a stored day means the same wherever it is read.
 */
export type Day = string & { readonly __day: true }

const DAY_MS = 86_400_000
const FIRST_YEAR = 1900
const LAST_YEAR = 2199

/** Whole days since 1970-01-01. UTC is used as plain arithmetic here: it has no summer time. */
function ordinal(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS
}

function fromOrdinal(days: number): Day {
  return new Date(days * DAY_MS).toISOString().slice(0, 10) as Day
}

function dayOrNull(year: number, month: number, date: number): Day | null {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) return null
  const at = new Date(Date.UTC(year, month - 1, date))
  // Date rolls 31 February over to March; a date that comes back changed was never in the calendar.
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
  return same ? (at.toISOString().slice(0, 10) as Day) : null
}

/**
 * The calendar date of year, month (1–12) and date (1–31).
 *
 * @throws RangeError for a date that is not in the calendar or outside 1900–2199.
 * @example toDay(2026, 11, 24) // '2026-11-24'
 */
export function toDay(year: number, month: number, date: number): Day {
  const day = dayOrNull(year, month, date)
  if (day === null) throw new RangeError(`There is no date ${year}-${month}-${date} in the calendar.`)
  return day
}

/** Year, month (1–12) and date (1–31) of a day. */
export function partsOfDay(day: Day): { year: number; month: number; date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) }
}

/** Whether the text is a calendar date written 'YYYY-MM-DD', as card inputs and the database have it. */
export function isDay(text: string): text is Day {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  return match !== null && dayOrNull(Number(match[1]), Number(match[2]), Number(match[3])) !== null
}

/** A day in a payload or a row: 'YYYY-MM-DD', refused when it is not in the calendar. */
export const dayField = z
  .string()
  .refine(isDay, 'YYYY-MM-DD')
  .transform(text => text as Day)

/** The day `n` calendar days later, or earlier when `n` is negative. */
export function addDays(day: Day, n: number): Day {
  return fromOrdinal(ordinal(day) + n)
}

/** Calendar days from `a` to `b`: 1 from one day to the next, negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return ordinal(b) - ordinal(a)
}

/** Negative when `a` is before `b`, 0 when they are the same, positive when it is after: for `sort`. */
export function compareDays(a: Day, b: Day): number {
  return ordinal(a) - ordinal(b)
}

/** The weekday, 1 = Monday to 7 = Sunday. */
export function isoWeekday(day: Day): number {
  // 1970-01-01 was a Thursday.
  return ((((ordinal(day) + 3) % 7) + 7) % 7) + 1
}

/**
 * The week number as Danish calendars have it (ISO 8601): the week that holds the year's first Thursday is 1.
 *
 * @example isoWeek('2027-01-01') // 53
 */
export function isoWeek(day: Day): number {
  const thursday = addDays(day, 4 - isoWeekday(day))
  const { year } = partsOfDay(thursday)
  return Math.floor(daysBetween(toDay(year, 1, 1), thursday) / 7) + 1
}

const MONTH_STARTS = [
  'jan',
  'feb',
  'mar',
  'apr',
  'maj|may',
  'jun',
  'jul',
  'aug',
  'sep',
  'okt|oct',
  'nov',
  'dec',
]
const MONTHS = MONTH_STARTS.map(start => new RegExp(`^(?:${start})\\p{L}*$`, 'u'))
const WEEKDAY_STARTS = ['man|mon', 'tir|tue', 'ons|wed', 'tor|thu', 'fre|fri', 'lør|lor|sat', 'søn|son|sun']
const WEEKDAYS = WEEKDAY_STARTS.map(start => new RegExp(`^(?:${start})\\p{L}*$`, 'u'))

const RELATIVE: Record<string, number> = {
  'i dag': 0,
  idag: 0,
  today: 0,
  'i morgen': 1,
  imorgen: 1,
  tomorrow: 1,
  'i overmorgen': 2,
  'i går': -1,
  igår: -1,
  yesterday: -1,
}

/** The next occurrence, on or after `today`, of a date typed without a year (29/2 waits for a leap year). */
function nextOccurrence(month: number, date: number, today: Day): Day | null {
  const { year } = partsOfDay(today)
  // Eight years: 1900, 2100 and 2200 are no leap years, so two leap days can lie that far apart.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = dayOrNull(year + ahead, month, date)
    if (day !== null && day >= today) return day
  }
  return null
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

function withYear(year: string | undefined, month: number, date: number, today: Day | undefined): Day | null {
  if (year !== undefined) return dayOrNull(fullYear(year), month, date)
  return today === undefined ? null : nextOccurrence(month, date, today)
}

function spelledDay(text: string, today: Day | undefined): Day | null {
  const danish = /^(\d{1,2})\.? ?(\p{L}+)\.?,?(?: ?(\d{4}|\d\d))?$/u.exec(text)
  const english = /^(\p{L}+)\.? ?(\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$/u.exec(text)
  const [date, word, year] = danish?.slice(1) ?? [english?.[2], english?.[1], english?.[3]]
  const month = MONTHS.findIndex(name => word !== undefined && name.test(word)) + 1
  return month === 0 ? null : withYear(year, month, Number(date), today)
}

/**
 * Reads a date as people type it: '2026-11-24', '24/11', '24.11.2026', '24/11-26', '24. november 2026',
 * 'tirsdag den 24. nov.', 'i morgen', '24 November'. The date comes before the month, as in Denmark.
 *
 * @param today where the user is: needed for a date without a year (its next occurrence, today included) and
 *   for 'i dag'; such texts are null without it.
 * @returns null for what is not understood, not in the calendar, or contradicts the weekday typed with it.
 * @example parseDay('24/11', '2026-11-25' as Day) // '2027-11-24'
 */
export function parseDay(text: string, today?: Day): Day | null {
  const typed = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
  if (typed.length > 60) return null
  const shift = Object.hasOwn(RELATIVE, typed) ? RELATIVE[typed] : undefined
  if (shift !== undefined) return today === undefined ? null : addDays(today, shift)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso) return dayOrNull(Number(iso[1]), Number(iso[2]), Number(iso[3]))

  const [, first, rest] = /^(\p{L}{2,})\.?,? (.*)$/u.exec(typed) ?? []
  const weekday = WEEKDAYS.findIndex(name => first !== undefined && name.test(first)) + 1
  const bare = (weekday > 0 && rest !== undefined ? rest : typed).replace(/^(?:d\.|den|the) ?/, '')
  const digits = /^(\d{1,2}) ?[./-] ?(\d{1,2})\.?(?:(?: ?[./-] ?| )(\d{4}|\d\d))?$/.exec(bare)
  const day = digits
    ? withYear(digits[3], Number(digits[2]), Number(digits[1]), today)
    : spelledDay(bare, today)
  return day !== null && (weekday === 0 || isoWeekday(day) === weekday) ? day : null
}
