import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, daysBetween, isoWeekday, toDay } from '../../../src/shared/day.ts'
import {
  addWorkingDays,
  isWorkingDay,
  type MeetingCalendar,
  meetingDayFrom,
  nextWorkingDay,
  previousWorkingDay,
  publicHoliday,
  type WorkCalendar,
  whyNoMeeting,
  whyNotWorking,
  workingDaysBetween,
} from '../../../src/shared/working-calendar.ts'

const YEARS = Array.from({ length: 12 }, (_, n) => 2024 + n)
const FIRST = toDay(2024, 1, 1)
const SPAN = daysBetween(FIRST, toDay(2035, 12, 31))
const anyDay = fc.integer({ min: 0, max: SPAN }).map(n => addDays(FIRST, n))
const anyCalendar: fc.Arbitrary<WorkCalendar> = fc.record({
  closingDays: fc.array(anyDay, { maxLength: 40 }),
  usualClosingDays: fc.boolean(),
})
const usual: WorkCalendar = { closingDays: [], usualClosingDays: true }
const plain: WorkCalendar = { closingDays: [], usualClosingDays: false }

/** Easter Sunday by the anonymous Gregorian algorithm: the holidays' check on the library. */
function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return toDay(year, Math.floor(n / 31), (n % 31) + 1)
}

function daysOf(year: number): Day[] {
  const first = toDay(year, 1, 1)
  return Array.from({ length: daysBetween(first, toDay(year + 1, 1, 1)) }, (_, n) => addDays(first, n))
}

describe('public holidays', () => {
  test.each(YEARS)('%i has the Danish ones and no other', year => {
    const sunday = easter(year)
    const holidays = Object.fromEntries(
      daysOf(year)
        .map(day => [day, publicHoliday(day)])
        .filter(([, name]) => name),
    )
    const expected: [Day, string][] = [
      [toDay(year, 1, 1), 'nytårsdag'],
      [addDays(sunday, -3), 'skærtorsdag'],
      [addDays(sunday, -2), 'langfredag'],
      [sunday, 'påskedag'],
      [addDays(sunday, 1), 'anden påskedag'],
      [addDays(sunday, 39), 'Kristi himmelfartsdag'],
      [addDays(sunday, 49), 'pinsedag'],
      [addDays(sunday, 50), 'anden pinsedag'],
      [toDay(year, 12, 25), 'juledag'],
      [toDay(year, 12, 26), 'anden juledag'],
    ]
    expect(holidays).toEqual(Object.fromEntries(expected))
  })

  test.each(YEARS)(
    '%i has no store bededag, and 5 June, 24 and 31 December are working days by law',
    year => {
      const friday = addDays(easter(year), 26)
      expect(publicHoliday(friday)).toBeNull()
      expect(isWorkingDay(friday, usual)).toBe(true)
      // Whitsun itself falls on 5 June in 2033, and Whit Monday in 2028.
      const whitsun = [addDays(easter(year), 49), addDays(easter(year), 50)]
      const days = [toDay(year, 6, 5), toDay(year, 12, 24), toDay(year, 12, 31)]
      for (const day of days.filter(day => !whitsun.includes(day))) {
        expect(publicHoliday(day)).toBeNull()
        const weekend = isoWeekday(day) > 5
        expect(isWorkingDay(day, plain)).toBe(!weekend)
        expect(whyNotWorking(day, usual)?.kind).toBe(weekend ? 'weekend' : 'closingDay')
      }
    },
  )

  test('there was one before', () => {
    expect(publicHoliday(toDay(2023, 5, 5))).toBe('store bededag')
  })

  test('have an English name too', () => {
    expect(publicHoliday(toDay(2027, 3, 26), 'en')).toBe('Good Friday')
    expect(publicHoliday(toDay(2026, 12, 26), 'en')).toBe('Boxing Day')
  })

  test('are not loaded before somebody asks: the start stays fast', async () => {
    const script = `
      const { createRequire } = await import('node:module')
      const loaded = () => Object.keys(createRequire('${import.meta.filename}').cache).some(f => f.includes('date-holidays'))
      const { publicHoliday } = await import('${import.meta.dirname}/../../../src/shared/working-calendar.ts')
      const before = loaded()
      publicHoliday('2026-12-25')
      console.log(before, loaded())`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
    expect(stdout.trim()).toBe('false true')
  })
})

describe('why a day is no working day', () => {
  const calendar: WorkCalendar = {
    closingDays: [toDay(2026, 10, 16), toDay(2026, 12, 25)],
    usualClosingDays: true,
  }

  test.each([
    ['2026-11-24', null],
    ['2026-11-21', { kind: 'weekend' }],
    ['2026-12-26', { kind: 'holiday', name: 'anden juledag' }],
    ['2026-12-25', { kind: 'holiday', name: 'juledag' }],
    ['2026-12-24', { kind: 'closingDay', name: 'juleaften' }],
    ['2026-12-31', { kind: 'closingDay', name: 'nytårsaften' }],
    ['2026-06-05', { kind: 'closingDay', name: 'grundlovsdag' }],
    ['2026-10-16', { kind: 'closingDay' }],
  ])('%s: %o', (day, reason) => {
    expect(whyNotWorking(day as Day, calendar)).toEqual(reason)
    expect(isWorkingDay(day as Day, calendar)).toBe(reason === null)
  })

  test('in English', () => {
    expect(whyNotWorking(toDay(2026, 12, 24), calendar, 'en')?.name).toBe('Christmas Eve')
  })
})

describe('counting working days', () => {
  test('steps over Easter', () => {
    expect(previousWorkingDay(toDay(2027, 3, 29), usual)).toBe('2027-03-24')
    expect(nextWorkingDay(toDay(2027, 3, 25), usual)).toBe('2027-03-30')
    expect(addWorkingDays(toDay(2027, 3, 30), -3, usual)).toBe('2027-03-22')
    expect(addWorkingDays(toDay(2027, 3, 24), 1, usual)).toBe('2027-03-30')
    expect(workingDaysBetween(toDay(2027, 3, 24), toDay(2027, 3, 30), usual)).toBe(1)
  })

  test('is in whole days, and zero days stays', () => {
    expect(addWorkingDays(toDay(2026, 11, 22), 0, usual)).toBe('2026-11-22')
    expect(() => addWorkingDays(toDay(2026, 11, 22), 1.5, usual)).toThrow(RangeError)
  })

  test('a calendar that never opens is a fault that names itself', () => {
    const never: WorkCalendar = { closingDays: [...daysOf(2026), ...daysOf(2027)], usualClosingDays: true }
    expect(() => nextWorkingDay(toDay(2026, 6, 1), never)).toThrow(/closing days/)
  })

  test('the nearest working day is one, and none lies between', () => {
    fc.assert(
      fc.property(anyDay, anyCalendar, (day, calendar) => {
        const before = previousWorkingDay(day, calendar)
        const after = nextWorkingDay(day, calendar)
        expect(isWorkingDay(before, calendar) && isWorkingDay(after, calendar)).toBe(true)
        expect(before <= day && day <= after).toBe(true)
        for (let at = addDays(before, 1); at < after; at = addDays(at, 1)) {
          expect(isWorkingDay(at, calendar)).toBe(false)
        }
      }),
    )
  })

  test('n working days on and n back is where it began, from a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -30, max: 30 }), anyCalendar, (day, n, calendar) => {
        const start = nextWorkingDay(day, calendar)
        const end = addWorkingDays(start, n, calendar)
        expect(isWorkingDay(end, calendar)).toBe(true)
        expect(addWorkingDays(end, -n, calendar)).toBe(start)
        expect(workingDaysBetween(start, end, calendar)).toBe(n)
      }),
    )
  })

  test('the count between two days leads from the one to the other', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), anyCalendar, (day, n, calendar) => {
        const end = addDays(day, n)
        fc.pre(isWorkingDay(end, calendar))
        expect(addWorkingDays(day, workingDaysBetween(day, end, calendar), calendar)).toBe(end)
      }),
    )
  })
})

describe('days for meetings (R-POLL-1, R-POLL-8)', () => {
  const meetings: MeetingCalendar = {
    ...usual,
    schoolHolidayWeeks: [7, 29, 30, 42],
    preferredHours: { from: '08:00', until: '16:00' },
  }

  test('a meeting in the autumn holidays is moved by a week, and says why', () => {
    expect(meetingDayFrom('2026-10-13' as Day, 7, meetings)).toEqual({
      day: '2026-10-20',
      passed: [{ day: '2026-10-13', why: { kind: 'schoolHoliday', week: 42 } }],
    })
  })

  test('a holiday is named rather than the school holiday that it lies in; two weeks off are two reasons', () => {
    expect(whyNoMeeting('2026-05-14' as Day, meetings)).toEqual({
      kind: 'holiday',
      name: 'Kristi himmelfartsdag',
    })
    const { day, passed } = meetingDayFrom('2026-12-24' as Day, 7, meetings)
    expect(day).toBe('2027-01-07')
    expect(passed.map(one => one.why)).toEqual([
      { kind: 'closingDay', name: 'juleaften' },
      { kind: 'closingDay', name: 'nytårsaften' },
    ])
  })

  test('in 2024–2035: a day for a meeting, with its weekday when moved by weeks, and each day passed has its reason', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(1, 7), anyCalendar, (from, step, closed) => {
        fc.pre(step === 1 || isoWeekday(from) <= 5)
        const calendar = { ...meetings, ...closed }
        const { day, passed } = meetingDayFrom(from, step, calendar)
        if (day === null) throw new Error('no day was found')
        expect(whyNoMeeting(day, calendar)).toBeNull()
        expect(daysBetween(from, day)).toBe(passed.length * step)
        for (const [index, one] of passed.entries()) {
          expect(one.day).toBe(addDays(from, index * step))
          expect(whyNoMeeting(one.day, calendar)).toEqual(one.why)
        }
      }),
    )
  })

  test('a policy that closes everything is told so, not searched for ever', () => {
    const always = { ...meetings, schoolHolidayWeeks: Array.from({ length: 53 }, (_, n) => n + 1) }
    const { day, passed } = meetingDayFrom('2026-10-13' as Day, 7, always)
    expect(day).toBeNull()
    expect(passed).toHaveLength(53)
    expect(meetingDayFrom('2026-10-17' as Day, 7, meetings).day).toBeNull()
  })
})
