import { describe, expect, test } from 'vitest'
import {
  calendarObjections,
  type Objection,
  putRight,
  unseen,
} from '../../../src/features/meetings/moving/model.ts'
import { spanOf } from '../../../src/features/meetings/typed-dates/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import type { Day } from '../../../src/shared/day.ts'

const zone = 'Europe/Copenhagen'
const calendar = calendarOf(defaultPolicy)

describe('what speaks against a time by the calendar', () => {
  const against = (day: string, start: string, end: string) =>
    calendarObjections(spanOf({ day: day as Day, start, end }, zone), { zone, calendar, lang: 'da' })

  test('a usual hour on a usual day: nothing', () => {
    expect(against('2026-12-01', '07:00', '18:00')).toEqual([])
  })
  test('the day, the hour, or both', () => {
    expect(against('2026-12-05', '09:00', '11:00')).toEqual([{ about: 'day', why: { kind: 'weekend' } }])
    expect(against('2026-10-13', '06:30', '08:00')).toEqual([
      { about: 'day', why: { kind: 'schoolHoliday', week: 42 } },
      { about: 'hours' },
    ])
    expect(against('2026-12-01', '17:00', '18:30')).toEqual([{ about: 'hours' }])
  })
})

describe('what was not seen yet', () => {
  const busy = (personId: string): Objection => ({ about: 'person', personId, why: 'busy' })
  const day: Objection = { about: 'day', why: { kind: 'weekend' } }

  test('insisting on some of it leaves the rest a question', () => {
    const all = [day, busy('mette'), busy('jens')]
    expect(unseen(all, { time: false, personIds: [] })).toEqual(all)
    expect(unseen(all, { time: true, personIds: ['mette'] })).toEqual([busy('jens')])
    expect(unseen(all, { time: false, personIds: ['mette', 'jens'] })).toEqual([day])
    expect(unseen(all, { time: true, personIds: ['mette', 'jens', 'ali'] })).toEqual([])
  })
})

describe('what stands in the fields when something cannot be', () => {
  const nearest = { day: '2026-12-28' as Day, start: '16:00', end: '18:00' }
  const day = '2026-12-24' as Day

  test.each([
    [
      { day, start: '09:30', end: null },
      [{ field: 'end', problem: 'unreadable' }],
      { day, start: '09:30', end: '18:00' },
    ],
    [
      { day: null, start: '09:30', end: '10:00' },
      [{ field: 'day', problem: 'unreadable' }],
      { day: nearest.day, start: '09:30', end: '10:00' },
    ],
    [
      { day, start: '07:00', end: '09:00' },
      [{ field: 'start', problem: 'past' }],
      { day: nearest.day, start: '07:00', end: '09:00' },
    ],
    // No time is left after it: both are those that fit.
    [{ day, start: '20:00', end: null }, [{ field: 'end', problem: 'unreadable' }], { ...nearest, day }],
  ] as const)('%j %j: %j', (typed, problems, expected) => {
    expect(putRight(typed, problems, nearest)).toEqual(expected)
  })
})
