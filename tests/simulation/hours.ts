import type { Day } from '../../src/shared/day.ts'
import {
  dayThere,
  isWorked,
  nthWorked,
  onTheWall,
  weekIn,
  whenWall,
  workedFrom,
} from '../support/plain-calendar.ts'
import type { Chance } from './chance.ts'

export const ZONE = 'Europe/Copenhagen'
export const closed = { closingDays: [], usualClosingDays: true }

export const today = (at: Date): Day => dayThere(at, ZONE)
export const clockAt = (at: Date): string => onTheWall(at, ZONE).slice(11)
export const isWorkday = (day: Day): boolean => isWorked(day, closed)
/** policy's weeks */
export const inSchoolHoliday = (day: Day): boolean => [7, 29, 30, 42].includes(weekIn(day))

const kept = new Map<string, Date>()

/** The instant of a wall time, kept because the same few are asked for again and again. */
export function at(day: Day, time: string): Date {
  const key = `${day} ${time}`
  const known = kept.get(key) ?? whenWall(day, time, ZONE)
  kept.set(key, known)
  return known
}

/** Some time when people are at work, so many working days after `from`. */
export function atWork(chance: Chance, from: Date, least: number, most: number): Date {
  const days = chance.between(least, most)
  const day = days === 0 ? workedFrom(today(from), 1, closed) : nthWorked(today(from), days, closed)
  const hour = String(chance.between(8, 15)).padStart(2, '0')
  const then = at(day, `${hour}:${chance.of(['05', '20', '35', '50'])}`)
  return then > from ? then : new Date(from.getTime() + 60_000)
}

/** The nth day after, whatever day that is. */
export const later = (from: Date, days: number): Date => new Date(from.getTime() + days * 86_400_000)
