import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dayProblem,
  longestActionText,
  nearestGoodDay,
  textProblem,
} from '../../../src/features/action-points/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { addDays, daysBetween, toDay } from '../../../src/shared/day.ts'
import { isWorkingDay } from '../../../src/shared/working-calendar.ts'

const calendar = calendarOf(defaultPolicy)

test('the text of an action point: missing, too long', () => {
  expect(textProblem('  \n ')).toBe('missing')
  expect(textProblem('a'.repeat(longestActionText + 1))).toBe('tooLong')
  expect(textProblem('👨‍👩‍👧‍👦'.repeat(longestActionText))).toBe(null)
})

describe('a due date is a working day that is still to come', () => {
  const today = toDay(2026, 11, 24)

  test('names what is wrong and offers the nearest good day', () => {
    expect(dayProblem(null, today, calendar)).toEqual({ code: 'unreadable' })
    expect(dayProblem(toDay(2026, 11, 23), today, calendar)).toEqual({ code: 'past', offer: today })
    expect(dayProblem(toDay(2026, 11, 28), today, calendar)).toMatchObject({
      code: 'notWorking',
      why: { kind: 'weekend' },
      offer: '2026-11-27',
    })
    expect(dayProblem(toDay(2026, 11, 29), today, calendar)).toMatchObject({ offer: '2026-11-30' })
    expect(dayProblem(toDay(2026, 12, 24), today, calendar)).toMatchObject({
      why: { kind: 'closingDay', name: 'juleaften' },
      offer: '2026-12-23',
    })
    expect(dayProblem(toDay(2027, 3, 26), today, calendar, 'en')).toMatchObject({
      why: { name: 'Good Friday' },
    })
    expect(dayProblem(toDay(2028, 1, 3), today, calendar)).toEqual({ code: 'tooFar' })
    expect(dayProblem(today, today, calendar)).toBe(null)
  })

  test('the offer is a working day from today on, and nothing good lies nearer', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 390 }), ahead => {
        const day = addDays(today, ahead)
        const offer = nearestGoodDay(day, today, calendar)
        expect(isWorkingDay(offer, calendar)).toBe(true)
        expect(offer >= today).toBe(true)
        const from = day < today ? today : day
        const away = Math.abs(daysBetween(from, offer))
        for (let i = 0; i < away; i += 1) expect(isWorkingDay(addDays(from, i), calendar)).toBe(false)
      }),
    )
  })
})
