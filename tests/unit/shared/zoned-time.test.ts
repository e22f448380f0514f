import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, toDay } from '../../../src/shared/day.ts'
import {
  dayOf,
  instantOf,
  isZone,
  parseTime,
  timeField,
  timeOf,
  weekdayOf,
} from '../../../src/shared/zoned-time.ts'

const COPENHAGEN = 'Europe/Copenhagen'
const ZONES = [
  COPENHAGEN,
  'UTC',
  'America/Los_Angeles',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
  'Africa/Cairo',
]

const FIRST = toDay(2024, 1, 1)
const anyDay = fc
  .integer({ min: 0, max: daysBetween(FIRST, toDay(2035, 12, 31)) })
  .map(n => addDays(FIRST, n))
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map(m => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
const anyZone = fc.constantFrom(...ZONES)

/** The same question put to the runtime's own formatter. */
function byIntl(instant: Date, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return format.format(instant)
}

describe('local time', () => {
  test.each([
    ['winter', toDay(2026, 11, 24), '09:00', '2026-11-24T08:00:00.000Z'],
    ['summer', toDay(2026, 7, 1), '09:00', '2026-07-01T07:00:00.000Z'],
    ['the last minute before summer time', toDay(2027, 3, 28), '01:59', '2027-03-28T00:59:00.000Z'],
    ['a time that is skipped: the later instant', toDay(2027, 3, 28), '02:30', '2027-03-28T01:30:00.000Z'],
    ['the first minute of summer time', toDay(2027, 3, 28), '03:00', '2027-03-28T01:00:00.000Z'],
    ['noon of that day', toDay(2027, 3, 28), '12:00', '2027-03-28T10:00:00.000Z'],
    ['a time that comes twice: the first', toDay(2026, 10, 25), '02:30', '2026-10-25T00:30:00.000Z'],
    ['after it has come twice', toDay(2026, 10, 25), '03:00', '2026-10-25T02:00:00.000Z'],
    ['noon of that day', toDay(2026, 10, 25), '12:00', '2026-10-25T11:00:00.000Z'],
  ])('%s (%s %s)', (_, day, time, instant) => {
    expect(instantOf(day, time, COPENHAGEN).toISOString()).toBe(instant)
  })

  test('a day begins at its own midnight', () => {
    expect(dayOf(new Date('2026-11-23T22:59:59Z'), COPENHAGEN)).toBe('2026-11-23')
    expect(dayOf(new Date('2026-11-23T23:00:00Z'), COPENHAGEN)).toBe('2026-11-24')
    expect(timeOf(new Date('2026-11-23T23:00:59Z'), COPENHAGEN)).toBe('00:00')
    expect(weekdayOf(new Date('2026-11-23T23:00:00Z'), COPENHAGEN)).toBe(2)
    expect(weekdayOf(new Date('2026-11-23T23:00:00Z'), 'America/Los_Angeles')).toBe(1)
  })

  test('an unknown zone and a time that is none are faults', () => {
    expect(isZone(COPENHAGEN)).toBe(true)
    expect(isZone('Europe/Solsikken')).toBe(false)
    expect(() => dayOf(new Date(0), 'Europe/Solsikken')).toThrow(/IANA name/)
    expect(() => instantOf(toDay(2026, 1, 1), '24:00', COPENHAGEN)).toThrow(RangeError)
    expect(() => instantOf(toDay(2026, 1, 1), '9:00', COPENHAGEN)).toThrow(RangeError)
  })

  test('day and time at an instant are those of the runtime', () => {
    const instants = fc.date({
      min: new Date('2024-01-01T00:00:00Z'),
      max: new Date('2035-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, anyZone, (instant, zone) => {
        expect(`${dayOf(instant, zone)} ${timeOf(instant, zone)}`).toBe(byIntl(instant, zone))
      }),
    )
  })

  test('a wall time comes back, unless the clock skips it: then it comes later on the same day', () => {
    fc.assert(
      fc.property(anyDay, anyTime, anyZone, (day, time, zone) => {
        const instant = instantOf(day, time, zone)
        const back = timeOf(instant, zone)
        expect(dayOf(instant, zone)).toBe(day)
        expect(back >= time).toBe(true)
        if (back === time) return
        const around = Array.from({ length: 360 }, (_, m) => new Date(instant.getTime() + (m - 180) * 60_000))
        expect(around.map(at => byIntl(at, zone))).not.toContain(`${day} ${time}`)
      }),
      { numRuns: 300 },
    )
  })

  test('an instant comes back, or the first of two with the same wall time', () => {
    const minutes = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2035, 11) / 60_000 })
    fc.assert(
      fc.property(minutes, anyZone, (minute, zone) => {
        const instant = new Date(minute * 60_000)
        const back = instantOf(dayOf(instant, zone), timeOf(instant, zone), zone)
        expect([0, 30, 60]).toContain((instant.getTime() - back.getTime()) / 60_000)
        expect(timeOf(back, zone)).toBe(timeOf(instant, zone))
      }),
      { numRuns: 300 },
    )
  })

  test('every minute of both summer-time nights is in order', () => {
    for (const day of [toDay(2027, 3, 28), toDay(2026, 10, 25)]) {
      const times = Array.from(
        { length: 300 },
        (_, m) => `0${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}`,
      )
      const instants = times.map(time => instantOf(day, time, COPENHAGEN).getTime())
      const skipped = day === '2027-03-28'
      for (let i = 1; i < instants.length; i++) {
        const step = (instants[i]! - instants[i - 1]!) / 60_000
        if (times[i] === '03:00') expect(step).toBe(skipped ? -59 : 61)
        else expect(step, times[i]).toBe(1)
      }
    }
  })
})

describe('typed times', () => {
  test.each([
    ['9', '09:00'],
    ['9.00', '09:00'],
    ['09:00', '09:00'],
    ['kl. 9.30', '09:30'],
    ['kl 13', '13:00'],
    ['0930', '09:30'],
    ['23:59', '23:59'],
    ['0', '00:00'],
  ])('%s is %s', (typed, time) => {
    expect(parseTime(typed)).toBe(time)
  })

  test.each(['', '24', '9.60', '25:00', '9.0', 'ni', '9 til 10', '-9'])('%j is none', typed => {
    expect(parseTime(typed)).toBeNull()
  })

  test('a time in a payload is HH:mm', () => {
    fc.assert(
      fc.property(anyTime, time => {
        expect(parseTime(timeField.parse(time))).toBe(time)
      }),
    )
    expect(timeField.safeParse('24:00').success).toBe(false)
    expect(timeField.safeParse('9:00').success).toBe(false)
  })
})
