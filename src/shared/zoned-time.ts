import { tzOffset } from '@date-fns/tz'
import { z } from 'zod'
import { type Day, isoWeekday } from './day.ts'

/** An IANA time zone name, such as 'Europe/Copenhagen'. */
export type Zone = string

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** A time of day in a payload or a policy: 'HH:mm', 00:00 to 23:59. */
export const timeField = z.string().regex(WALL_TIME, 'HH:mm')

/** Minutes that local time is ahead of UTC at the instant (in ms). */
function offsetAt(ms: number, zone: Zone): number {
  // `TZDate` is not used for this arithmetic: it goes by way of the machine's own zone.
  const offset = tzOffset(zone, new Date(ms))
  if (Number.isNaN(offset)) {
    throw new RangeError(`No local time for zone '${zone}': give an IANA name such as Europe/Copenhagen.`)
  }
  return offset
}

/** Whether the runtime knows the time zone. */
export function isZone(zone: string): boolean {
  return !Number.isNaN(tzOffset(zone, new Date(0)))
}

/**
 * The instant at which clocks in the zone show `time` on `day`.
 * A time that is skipped when summer time begins gives the later instant (02:30 becomes 03:30);
 * a time that occurs twice when it ends gives the first.
 *
 * @param time wall time 'HH:mm'.
 * @throws RangeError for a time that is not 'HH:mm' or an unknown zone.
 * @example instantOf(toDay(2026, 11, 20), '12:00', 'Europe/Copenhagen') // 2026-11-20T11:00:00Z
 */
export function instantOf(day: Day, time: string, zone: Zone): Date {
  if (!WALL_TIME.test(time)) throw new RangeError(`A time of day is written HH:mm, not '${time}'.`)
  const wall = Date.parse(`${day}T${time}:00Z`)
  // Clocks change at most once in the two days around: the offset is the one before, or the one after.
  const before = offsetAt(wall - DAY_MS, zone)
  const after = offsetAt(wall + DAY_MS, zone)
  const first = wall - before * MINUTE_MS
  if (before === after || offsetAt(first, zone) === before) return new Date(first)
  const second = wall - after * MINUTE_MS
  return new Date(offsetAt(second, zone) === after ? second : first)
}

/** The local wall clock as 'YYYY-MM-DDTHH:mm…'. */
function wallClock(instant: Date, zone: Zone): string {
  const ms = instant.getTime()
  return new Date(ms + offsetAt(ms, zone) * MINUTE_MS).toISOString()
}

/** The calendar date that people in the zone have at the instant. */
export function dayOf(instant: Date, zone: Zone): Day {
  return wallClock(instant, zone).slice(0, 10) as Day
}

/** The time that clocks in the zone show at the instant, 'HH:mm'. */
export function timeOf(instant: Date, zone: Zone): string {
  return wallClock(instant, zone).slice(11, 16)
}

/** The weekday in the zone at the instant, 1 = Monday to 7 = Sunday. */
export function weekdayOf(instant: Date, zone: Zone): number {
  return isoWeekday(dayOf(instant, zone))
}

/**
 * Reads a time of day as people type it: '9', '9.00', '09:00', 'kl. 9.30', '0930'.
 *
 * @returns 'HH:mm', or null for what is no time of day.
 * @example parseTime('kl. 9') // '09:00'
 */
export function parseTime(text: string): string | null {
  const typed = text.normalize('NFKC').trim().toLowerCase()
  const match = /^(?:kl\.? ?|at )?(\d{1,2})(?:[.:]?([0-5]\d))?$/.exec(typed)
  if (!match?.[1] || Number(match[1]) > 23) return null
  return `${match[1].padStart(2, '0')}:${match[2] ?? '00'}`
}

/**
 * The time of day so many minutes later; past midnight it sorts behind every time of day.
 * @example endTime('09:00', 120) // '11:00'
 */
export function endTime(start: string, lengthMinutes: number): string {
  const end = Number(start.slice(0, 2)) * 60 + Number(start.slice(3)) + lengthMinutes
  return `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
}
