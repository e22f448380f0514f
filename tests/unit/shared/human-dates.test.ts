import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, parseDay, toDay } from '../../../src/shared/day.ts'
import {
  duration,
  fullDate,
  fullDay,
  relativeDay,
  rowDate,
  rowDay,
  shortDay,
  timeOnly,
  weekLabel,
} from '../../../src/shared/human-dates.ts'
import { instantOf, parseTime, timeOf } from '../../../src/shared/zoned-time.ts'

const ZONE = 'Europe/Copenhagen'
const tuesday = toDay(2026, 11, 24)
const meeting = new Date('2026-11-24T08:00:00Z')
const FIRST = toDay(2024, 1, 1)
const anyDay = fc
  .integer({ min: 0, max: daysBetween(FIRST, toDay(2035, 12, 31)) })
  .map(n => addDays(FIRST, n))

describe('dates as people write them', () => {
  test('in Danish', () => {
    expect(fullDate(meeting, ZONE, 'da')).toBe('tirsdag den 24. november 2026 kl.\u00a09.00')
    expect(rowDate(meeting, ZONE, 'da')).toBe('tirsdag 24. november kl.\u00a09.00')
    expect(fullDay(tuesday, 'da')).toBe('tirsdag den 24. november 2026')
    expect(rowDay(tuesday, 'da')).toBe('tirsdag 24. november')
    expect(shortDay(tuesday, 'da')).toBe('24. nov.')
    expect(shortDay(toDay(2026, 5, 1), 'da')).toBe('1. maj')
    expect(weekLabel(tuesday, 'da')).toBe('uge 48')
  })

  test('in English', () => {
    expect(fullDate(meeting, ZONE, 'en')).toBe('Tuesday 24 November 2026 at\u00a09.00')
    expect(rowDate(meeting, ZONE, 'en')).toBe('Tuesday 24 November at\u00a09.00')
    expect(fullDay(tuesday, 'en')).toBe('Tuesday 24 November 2026')
    expect(rowDay(tuesday, 'en')).toBe('Tuesday 24 November')
    expect(shortDay(tuesday, 'en')).toBe('24 Nov')
    expect(weekLabel(tuesday, 'en')).toBe('week 48')
  })

  test('times are those of the zone, without a leading zero', () => {
    expect(timeOnly(new Date('2026-11-24T09:42:59Z'), ZONE)).toBe('10.42')
    expect(timeOnly(new Date('2026-07-01T07:05:00Z'), ZONE)).toBe('9.05')
    expect(timeOnly(new Date('2026-11-23T23:05:00Z'), ZONE)).toBe('0.05')
    expect(fullDate(new Date('2026-12-31T23:30:00Z'), ZONE, 'da')).toBe(
      'fredag den 1. januar 2027 kl.\u00a00.30',
    )
  })

  test('weekdays and months are those of the runtime', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('da' as const, 'en' as const), (day, lang) => {
        const format = new Intl.DateTimeFormat(lang, { weekday: 'long', month: 'long', timeZone: 'UTC' })
        const parts = Object.fromEntries(
          format.formatToParts(new Date(day)).map(part => [part.type, part.value]),
        )
        expect(fullDay(day, lang)).toContain(parts.weekday)
        expect(fullDay(day, lang)).toContain(parts.month)
      }),
    )
  })

  test('what is written is read back as the same day and time', () => {
    const anyMinute = fc.integer({ min: 180, max: 1439 })
    fc.assert(
      fc.property(anyDay, anyMinute, fc.constantFrom('da' as const, 'en' as const), (day, minute, lang) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        const instant = instantOf(day, time, ZONE)
        expect(parseDay(fullDay(day, lang))).toBe(day)
        expect(parseDay(rowDay(day, lang), addDays(day, -30))).toBe(day)
        expect(parseDay(shortDay(day, lang), addDays(day, -30))).toBe(day)
        expect(parseTime(timeOnly(instant, ZONE))).toBe(timeOf(instant, ZONE))
        expect(fullDate(instant, ZONE, lang).startsWith(fullDay(day, lang))).toBe(true)
      }),
    )
  })
})

describe('how far away', () => {
  test.each([
    [0, 'i dag', 'today'],
    [1, 'i morgen', 'tomorrow'],
    [-1, 'i går', 'yesterday'],
    [2, 'om 2 dage', 'in 2 days'],
    [3, 'om 3 dage', 'in 3 days'],
    [-3, 'for 3 dage siden', '3 days ago'],
    [400, 'om 400 dage', 'in 400 days'],
  ])('%i days: %s, %s', (days, danish, english) => {
    expect(relativeDay(addDays(tuesday, days), tuesday, 'da')).toBe(danish)
    expect(relativeDay(addDays(tuesday, days), tuesday, 'en')).toBe(english)
  })
})

describe('how long', () => {
  test.each([
    [0, '0 min.', '0 min'],
    [30, '30 min.', '30 min'],
    [45, '45 min.', '45 min'],
    [60, '1 time', '1 hour'],
    [75, '1 time 15 min.', '1 hour 15 min'],
    [90, '1½ time', '1½ hours'],
    [120, '2 timer', '2 hours'],
    [150, '2½ timer', '2½ hours'],
    [135, '2 timer 15 min.', '2 hours 15 min'],
  ])('%i minutes: %s, %s', (minutes, danish, english) => {
    expect(duration(minutes, 'da')).toBe(danish)
    expect(duration(minutes, 'en')).toBe(english)
  })

  test('a broken length is a fault', () => {
    expect(() => duration(-1, 'da')).toThrow(RangeError)
    expect(() => duration(7.5, 'da')).toThrow(RangeError)
  })
})
