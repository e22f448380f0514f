import type { Day } from '../../src/shared/day.ts'

/**
 * Days and clocks counted out by hand, for tests that hold the product's rules against something else than
 * themselves: no arithmetic of the product, of a date library or of `Date` goes into a day, and none but `Intl` into a
 * clock.
 */

/** 2023-01-01 was a Sunday: from there every day of these years, one after the other. */
const FIRST_YEAR = 2023
const LAST_YEAR = 2037

interface Counted {
  day: Day
  /** 1 = Monday to 7 = Sunday */
  weekday: number
}

const days: Counted[] = []
const places = new Map<Day, number>()
for (let year = FIRST_YEAR, weekday = 7; year <= LAST_YEAR; year += 1) {
  const lengths = [31, year % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  for (const [month, length] of lengths.entries()) {
    for (let date = 1; date <= length; date += 1) {
      const day = `${year}-${String(month + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}` as Day
      places.set(day, days.length)
      days.push({ day, weekday })
      weekday = (weekday % 7) + 1
    }
  }
}

function placeOf(day: Day): number {
  const place = places.get(day)
  if (place === undefined) throw new RangeError(`${day} is not counted out: ${FIRST_YEAR}–${LAST_YEAR}`)
  return place
}

/** The day so many days on, or back. */
export function stepped(day: Day, by: number): Day {
  const there = days[placeOf(day) + by]
  if (!there) throw new RangeError(`${by} days from ${day} are not counted out`)
  return there.day
}

/** 1 = Monday to 7 = Sunday. */
export const weekdayIn = (day: Day): number => days[placeOf(day)]?.weekday ?? 0

/** Days from one to the other. */
export const apart = (a: Day, b: Day): number => placeOf(b) - placeOf(a)

/** Every day from one to another, both included. */
export const daysFrom = (first: Day, last: Day): Day[] =>
  days.slice(placeOf(first), placeOf(last) + 1).map(({ day }) => day)

/** The week's number: the week of the year's first Thursday is the first. */
export function weekIn(day: Day): number {
  const thursday = stepped(day, 4 - weekdayIn(day))
  let week = 0
  for (let at = thursday; at.slice(0, 4) === thursday.slice(0, 4); at = stepped(at, -7)) week += 1
  return week
}

/** Easter Sundays, written down. */
const EASTERS = [
  '2023-04-09',
  '2024-03-31',
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
  '2029-04-01',
  '2030-04-21',
  '2031-04-13',
  '2032-03-28',
  '2033-04-17',
  '2034-04-09',
  '2035-03-25',
  '2036-04-13',
  '2037-04-05',
] as Day[]

/** The public holidays, with those after Easter counted from it; no store bededag. */
const holidays = new Set<Day>(
  EASTERS.flatMap(easter => [-3, -2, 0, 1, 39, 49, 50].map(by => stepped(easter, by))),
)
for (const { day } of days) if (['01-01', '12-25', '12-26'].includes(day.slice(5))) holidays.add(day)

export const isPublicHoliday = (day: Day): boolean => holidays.has(day)

export interface Closed {
  closingDays: readonly Day[]
  usualClosingDays: boolean
}

/** Whether people work on the day, by the words of section 5. */
export function isWorked(day: Day, { closingDays, usualClosingDays }: Closed): boolean {
  if (weekdayIn(day) > 5 || holidays.has(day) || closingDays.includes(day)) return false
  return !(usualClosingDays && ['06-05', '12-24', '12-31'].includes(day.slice(5)))
}

/** The day itself when it is worked, otherwise the last one before it (or the first after it). */
export function workedFrom(day: Day, step: 1 | -1, closed: Closed): Day {
  let at = day
  while (!isWorked(at, closed)) at = stepped(at, step)
  return at
}

/** The nth worked day after the day, or before it; the day itself does not count. */
export function nthWorked(day: Day, n: number, closed: Closed): Day {
  const step = n < 0 ? -1 : 1
  let at = day
  for (let found = 0; found < Math.abs(n); ) {
    at = stepped(at, step)
    if (isWorked(at, closed)) found += 1
  }
  return at
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What a clock on the wall in that zone shows: 'YYYY-MM-DD HH:mm'. */
export function onTheWall(instant: Date, zone: string): string {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    clocks.set(zone, clock)
  }
  return clock.format(instant)
}

/** The calendar day there. */
export const dayThere = (instant: Date, zone: string): Day => onTheWall(instant, zone).slice(0, 10) as Day

/**
 * The first instant at which the wall shows that day and time, found by looking at every quarter of an hour at which
 * it may be so; for times that no change of clock leaves out.
 */
export function whenWall(day: Day, time: string, zone: string): Date {
  const wanted = `${day} ${time}`
  const asIfUtc = Date.parse(`${day}T${time}:00Z`)
  for (let quarters = -14 * 4; quarters <= 12 * 4; quarters += 1) {
    const at = new Date(asIfUtc + quarters * 900_000)
    if (onTheWall(at, zone) === wanted) return at
  }
  throw new RangeError(`No clock in ${zone} shows ${wanted}`)
}

/**
 * Section 5 by brute force: every day before the meeting is looked at, from the nearest back, until one will do.
 * @returns the day on which forms are due
 */
export function dueDayBefore(
  meeting: Day,
  leadDays: number,
  mode: 'calendar' | 'working',
  closed: Closed,
): Day {
  let worked = 0
  for (let away = 1; ; away += 1) {
    const day = stepped(meeting, -away)
    if (!isWorked(day, closed)) continue
    worked += 1
    if (mode === 'working' ? worked === leadDays : away >= leadDays) return day
  }
}

/** Every day of twelve years: those of all kinds of leap years, Easters and changes of clock. */
export const YEARS = daysFrom('2024-01-01' as Day, '2035-12-31' as Day)
