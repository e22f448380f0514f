import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  compareDays,
  type Day,
  dayField,
  daysBetween,
  isDay,
  isoWeek,
  isoWeekday,
  parseDay,
  partsOfDay,
  toDay,
} from '../../../src/shared/day.ts'

const FIRST = toDay(2024, 1, 1)
const LAST = toDay(2035, 12, 31)
const anyDay = fc.integer({ min: 0, max: daysBetween(FIRST, LAST) }).map(n => addDays(FIRST, n))
const anyStep = fc.integer({ min: -800, max: 800 })
const sunday = toDay(2026, 11, 22)

describe('days', () => {
  test('are calendar dates only', () => {
    expect(toDay(2028, 2, 29)).toBe('2028-02-29')
    expect(() => toDay(2026, 2, 29)).toThrow(RangeError)
    expect(() => toDay(2026, 13, 1)).toThrow(RangeError)
    expect(() => toDay(1899, 12, 31)).toThrow(RangeError)
    expect(isDay('2026-11-24')).toBe(true)
    for (const text of ['2026-11-31', '2026-1-1', '24-11-2026', '2026-11-24T00:00', '']) {
      expect(isDay(text), text).toBe(false)
    }
  })

  test('are parsed from payloads as they are', () => {
    expect(dayField.parse('2026-11-24')).toBe('2026-11-24')
    expect(dayField.safeParse('2026-02-30').success).toBe(false)
    expect(dayField.safeParse('').success).toBe(false)
    expect(dayField.safeParse(20261124).success).toBe(false)
  })

  test.each([
    ['2026-11-24', 2, 48],
    ['2027-01-01', 5, 53],
    ['2027-01-04', 1, 1],
    ['2024-12-30', 1, 1],
    ['2026-12-31', 4, 53],
    ['2025-12-28', 7, 52],
  ])('%s is weekday %i of week %i', (day, weekday, week) => {
    expect(isoWeekday(day as Day)).toBe(weekday)
    expect(isoWeek(day as Day)).toBe(week)
  })

  test('sort by date', () => {
    const days = [toDay(2026, 12, 1), toDay(2026, 2, 28), toDay(2027, 1, 1)]
    expect(days.sort(compareDays)).toEqual(['2026-02-28', '2026-12-01', '2027-01-01'])
  })

  test('going there and back again ends where it began', () => {
    fc.assert(
      fc.property(anyDay, anyStep, (day, n) => {
        const there = addDays(day, n)
        expect(daysBetween(day, there)).toBe(n)
        expect(addDays(there, -n)).toBe(day)
        expect(Math.sign(compareDays(there, day))).toBe(Math.sign(n))
        expect(isoWeekday(addDays(day, 7))).toBe(isoWeekday(day))
      }),
    )
  })

  test('parts and day are opposites', () => {
    fc.assert(
      fc.property(anyDay, day => {
        const { year, month, date } = partsOfDay(day)
        expect(toDay(year, month, date)).toBe(day)
      }),
    )
  })

  test('all days of a week have its number, and the next week has another', () => {
    fc.assert(
      fc.property(anyDay, day => {
        const monday = addDays(day, 1 - isoWeekday(day))
        expect(isoWeek(addDays(monday, 6))).toBe(isoWeek(monday))
        expect(isoWeek(addDays(monday, 7))).not.toBe(isoWeek(monday))
      }),
    )
  })
})

describe('typed dates', () => {
  test.each([
    '24/11',
    '24.11',
    '24.11.',
    '24-11',
    '24/11-26',
    '24/11 2026',
    '24.11.26',
    '24.11.2026',
    '24-11-2026',
    '24. 11. 2026',
    ' 24 / 11 ',
    'd. 24/11',
    'den 24. november',
    '24. november 2026',
    '24. nov.',
    '24 nov',
    '24.nov.',
    'tirsdag den 24. november 2026',
    'Tirsdag d. 24/11',
    'tir. 24/11',
    'tirsdag 24.11.2026',
    '24 November 2026',
    'Tuesday 24 November',
    'Nov 24, 2026',
    'November 24th',
    '2026-11-24',
    '２４／１１',
  ])('%s is understood', typed => {
    expect(parseDay(typed, sunday)).toBe('2026-11-24')
  })

  test.each([
    ['22/11', '2026-11-22'],
    ['21/11', '2027-11-21'],
    ['1/1', '2027-01-01'],
    ['29/2', '2028-02-29'],
    ['i dag', '2026-11-22'],
    ['I morgen', '2026-11-23'],
    ['i går', '2026-11-21'],
    ['tomorrow', '2026-11-23'],
    ['21/11-26', '2026-11-21'],
  ])('%s means %s on 22 November 2026', (typed, day) => {
    expect(parseDay(typed, sunday)).toBe(day)
  })

  test.each([
    '',
    'snart',
    '31/2',
    '31.11.2026',
    '0/1',
    '13/13',
    '11/24',
    '24',
    '241126',
    '24/11/126',
    '24. kristus',
    'onsdag den 24. november 2026',
    '24/11 kl. 9',
    'constructor',
    `24/11${' '.repeat(80)}x`,
  ])('%j is not', typed => {
    expect(parseDay(typed, sunday)).toBeNull()
  })

  test('a date without a year needs to know today', () => {
    expect(parseDay('24/11')).toBeNull()
    expect(parseDay('i dag')).toBeNull()
    expect(parseDay('24/11-26')).toBe('2026-11-24')
  })

  test('every day survives being typed in each common way', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (day, today) => {
        const { year, month, date } = partsOfDay(day)
        for (const typed of [
          day,
          `${date}/${month} ${year}`,
          `${date}.${month}.${year}`,
          `${date}/${month}-${year % 100}`,
        ]) {
          expect(parseDay(typed, today)).toBe(day)
        }
      }),
    )
  })

  test('a date without a year is never in the past, and within a year unless it is a leap day', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (day, today) => {
        const { month, date } = partsOfDay(day)
        const next = parseDay(`${date}/${month}`, today)
        expect(next?.slice(5)).toBe(day.slice(5))
        expect(daysBetween(today, next as Day)).toBeGreaterThanOrEqual(0)
        if (day.slice(5) !== '02-29') expect(daysBetween(today, next as Day)).toBeLessThanOrEqual(365)
      }),
    )
  })

  test('no text makes it fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), text => {
        const day = parseDay(text, sunday)
        expect(day === null || isDay(day)).toBe(true)
      }),
    )
  })
})
