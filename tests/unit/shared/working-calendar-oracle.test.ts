import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, isoWeek, isoWeekday } from '../../../src/shared/day.ts'
import {
  addWorkingDays,
  isWorkingDay,
  meetingDayFrom,
  nextWorkingDay,
  previousWorkingDay,
  publicHoliday,
  whyNoMeeting,
  workingDaysBetween,
} from '../../../src/shared/working-calendar.ts'
import {
  daysFrom,
  isPublicHoliday,
  isWorked,
  nthWorked,
  stepped,
  weekdayIn,
  weekIn,
  workedFrom,
  YEARS,
} from '../../support/plain-calendar.ts'

const anyDay = fc.constantFrom(...YEARS)
const anyClosed = fc.record({
  closingDays: fc.array(anyDay, { maxLength: 60 }),
  usualClosingDays: fc.boolean(),
})
const anyMeetingCalendar = fc.record({
  closingDays: fc.array(anyDay, { maxLength: 60 }),
  usualClosingDays: fc.boolean(),
  schoolHolidayWeeks: fc.uniqueArray(fc.integer({ min: 1, max: 53 }), { maxLength: 8 }),
  preferredHours: fc.constant({ from: '08:00', until: '16:00' }),
})

describe('the working calendar against days counted out by hand, 2024–2035', () => {
  test('weekday, week and holiday of every day', () => {
    const ours = YEARS.map(day => [day, isoWeekday(day), isoWeek(day), publicHoliday(day) !== null])
    const counted = YEARS.map(day => [day, weekdayIn(day), weekIn(day), isPublicHoliday(day)])
    expect(ours).toEqual(counted)
  })

  test.each([true, false])('working days of every day, with the usual closing days: %s', usualClosingDays => {
    const closed = { closingDays: [], usualClosingDays }
    expect(YEARS.filter(day => isWorkingDay(day, closed))).toEqual(YEARS.filter(day => isWorked(day, closed)))
  })

  test('steps in working days, whatever the closing days are', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -30, max: 30 }), anyClosed, (day, n, closed) => {
        expect(addWorkingDays(day, n, closed)).toBe(nthWorked(day, n, closed))
        expect(nextWorkingDay(day, closed)).toBe(workedFrom(day, 1, closed))
        expect(previousWorkingDay(day, closed)).toBe(workedFrom(day, -1, closed))
      }),
      { numRuns: 300 },
    )
  })

  test('working days between two days are those that are counted', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 90 }), anyClosed, (day, length, closed) => {
        const last = addDays(day, length)
        const between = daysFrom(stepped(day, 1), last).filter(each => isWorked(each, closed))
        expect(workingDaysBetween(day, last, closed)).toBe(length === 0 ? 0 : between.length)
      }),
    )
  })

  test('a meeting is moved by whole steps to the first day that will do, and each step has its reason', () => {
    fc.assert(
      fc.property(
        anyDay.filter(day => weekdayIn(day) <= 5),
        fc.constantFrom(1, 7),
        anyMeetingCalendar,
        (day, step, calendar) => {
          const good = (at: typeof day) =>
            isWorked(at, calendar) && !calendar.schoolHolidayWeeks.includes(weekIn(at))
          const { day: found, passed } = meetingDayFrom(day, step, calendar)
          let expected = day
          const tried: (typeof day)[] = []
          for (; !good(expected); expected = stepped(expected, step)) tried.push(expected)
          expect(found).toBe(expected)
          expect(passed.map(one => one.day)).toEqual(tried)
          for (const { day: at, why } of passed) {
            expect(why).toEqual(whyNoMeeting(at, calendar))
            if (why.kind === 'schoolHoliday') expect(why.week).toBe(weekIn(at))
            expect(why.kind === 'holiday').toBe(isPublicHoliday(at))
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
