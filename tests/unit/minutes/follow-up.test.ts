import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followUpAfter, suggestedFollowUp } from '../../../src/features/minutes/run/item/follow-up/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { addDays, type Day, daysBetween } from '../../../src/shared/day.ts'
import { isWorkingDay } from '../../../src/shared/working-calendar.ts'

const calendar = calendarOf(defaultPolicy)
const weeks = defaultPolicy.followUpWeeks
const today = '2026-11-24' as Day

describe('R-MEET-2: followed up by itself', () => {
  test.each([
    ['concern', [], '2027-01-05'],
    ['attention', ['counselling'], '2027-02-16'],
    ['wellbeing', [], null],
    ['concern', ['nothingFurther'], null],
    [null, [], null],
  ] as const)('%s with %j', (concern, outcomes, day) => {
    expect(suggestedFollowUp(concern, outcomes, weeks, today, calendar)).toBe(day)
  })

  test('always on a working day, never before the weeks are over, and within two weeks after', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), fc.integer({ min: 1, max: 52 }), (ahead, after) => {
        const day = addDays('2024-01-01' as Day, ahead)
        const found = suggestedFollowUp('concern', [], { ...weeks, concern: after }, day, calendar)
        if (found === null) throw new Error('nobody follows it up')
        expect(isWorkingDay(found, calendar)).toBe(true)
        const late = daysBetween(day, found) - 7 * after
        expect(late).toBeGreaterThanOrEqual(0)
        expect(late).toBeLessThan(14)
      }),
    )
  })

  const suggested = '2027-01-05' as Day
  const typed = '2027-02-02' as Day
  test.each([
    ['nobody has decided', { followUpDay: null, noFollowUp: false }, null, suggested, false],
    ['a day is typed', { followUpDay: null, noFollowUp: false }, typed, typed, false],
    ['the day is taken away', { followUpDay: suggested, noFollowUp: false }, null, null, true],
    ['it was taken away before', { followUpDay: null, noFollowUp: true }, null, null, true],
    ['it is decided anew', { followUpDay: null, noFollowUp: true }, typed, typed, false],
  ] as const)('%s', (_, before, day, followUpDay, noFollowUp) => {
    expect(followUpAfter(before, day, suggested)).toEqual({ followUpDay, noFollowUp })
  })
})
