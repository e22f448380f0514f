import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filingState } from '../../../src/features/minutes/filing/model.ts'
import { pendingOf, reminderDays } from '../../../src/features/minutes/pending/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import type { Day } from '../../../src/shared/day.ts'
import { isWorkingDay } from '../../../src/shared/working-calendar.ts'

const zone = 'Europe/Copenhagen'
const calendar = calendarOf(defaultPolicy)
const meeting = (status: 'planned' | 'running' | 'held' | 'cancelled', endAt: string) => ({
  status,
  endAt: new Date(endAt),
  zone,
})
const version = (approvedAt: string, filed = false, number = 1) => ({
  version: number,
  approvedAt: new Date(approvedAt),
  filed,
})
const dueOf = (of: Parameters<typeof pendingOf>[0], newest: Parameters<typeof pendingOf>[1]) =>
  pendingOf(of, newest, defaultPolicy, calendar)?.dueDay

test('R-MIN-1: to be approved two working days after the meeting, also over Christmas', () => {
  expect(dueOf(meeting('running', '2026-11-24T10:00:00Z'), null)).toBe('2026-11-26')
  expect(dueOf(meeting('planned', '2026-11-27T10:00:00Z'), null)).toBe('2026-12-01')
  // Tuesday 22: Wednesday 23, then 24 (closed), 25, 26, Sunday: Monday 28.
  expect(dueOf(meeting('running', '2026-12-22T10:00:00Z'), null)).toBe('2026-12-28')
  // A meeting that ends after midnight in UTC is of its local day.
  expect(dueOf(meeting('running', '2026-11-24T23:30:00Z'), null)).toBe('2026-11-27')
})

test('R-MIN-2: each version is to be filed five working days after its own approval, and then never again', () => {
  const held = meeting('held', '2026-11-24T10:00:00Z')
  expect(dueOf(held, version('2026-11-24T10:00:00Z'))).toBe('2026-12-01')
  expect(dueOf(held, version('2026-12-11T10:00:00Z', false, 2))).toBe('2026-12-18')
  expect(dueOf(held, version('2026-11-24T10:00:00Z', true))).toBeUndefined()
  expect(dueOf(held, null)).toBeUndefined()
  expect(dueOf(meeting('cancelled', '2026-11-24T10:00:00Z'), null)).toBeUndefined()
})

test('reminders come on working days alone, each later than the one before, and end', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 10 }),
      (endAt, nudgeTimes, nudgeEveryWorkingDays) => {
        const policy = { ...defaultPolicy, nudgeTimes, nudgeEveryWorkingDays }
        const pending = pendingOf({ status: 'running', endAt, zone }, null, policy, calendar)
        const days: Day[] = pending ? reminderDays(pending, policy, calendar) : []
        expect(days).toHaveLength(nudgeTimes)
        expect(days[0]).toBe(pending?.dueDay)
        expect(days.every(day => isWorkingDay(day, calendar))).toBe(true)
        expect([...new Set(days)].toSorted()).toEqual(days)
      },
    ),
    { numRuns: 60 },
  )
})

test('a version that was corrected after it was filed has to be filed again', () => {
  const filed = (number: number) => ({
    meetingId: 'm',
    version: number,
    reference: `26/${number}`,
    filedById: 'lone',
    filedAt: new Date('2026-12-01T08:00:00Z'),
  })
  expect(filingState({ version: 1 }, [])).toEqual({ filing: null, earlier: null })
  expect(filingState({ version: 2 }, [filed(2), filed(1)])).toEqual({ filing: filed(2), earlier: filed(1) })
  expect(filingState({ version: 4 }, [filed(1), filed(3)])).toEqual({ filing: null, earlier: filed(3) })
})
