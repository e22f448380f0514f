import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ladder } from '../../../src/features/action-points/model.ts'
import { nthWorked, onTheWall, workedFrom, YEARS } from '../../support/plain-calendar.ts'

const anyDay = fc.constantFrom(...YEARS)
const anyZone = fc.constantFrom('Europe/Copenhagen', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC')
const anyPolicy = fc.record({
  digestAt: fc.constantFrom('07:30', '08:30', '10:00'),
  nudgeBeforeWorkingDays: fc.integer({ min: 1, max: 6 }),
  nudgeEveryWorkingDays: fc.integer({ min: 1, max: 6 }),
  nudgeTimes: fc.integer({ min: 1, max: 8 }),
  closingDays: fc.array(anyDay, { maxLength: 60 }),
  usualClosingDays: fc.boolean(),
})

describe('the ladder of an action point against days counted out by hand, 2024–2035', () => {
  test('every step of it falls on its working day, at the digest’s hour (R-ACT-3)', () => {
    fc.assert(
      fc.property(anyPolicy, anyDay, anyZone, (policy, dueDay, zone) => {
        const due = workedFrom(dueDay, 1, policy)
        const every = policy.nudgeEveryWorkingDays
        const expected = [
          ['before', nthWorked(due, -policy.nudgeBeforeWorkingDays, policy)],
          ['due', due],
          ...Array.from({ length: policy.nudgeTimes }, (_, index) => [
            `over${index + 1}`,
            nthWorked(due, every * (index + 1), policy),
          ]),
          ['escalate', nthWorked(due, every * (policy.nudgeTimes + 1), policy)],
        ]
        const found = ladder(policy, dueDay, policy, zone).map(({ name, at }) => [name, onTheWall(at, zone)])
        expect(found).toEqual(expected.map(([name, day]) => [name, `${day} ${policy.digestAt}`]))
      }),
      { numRuns: 400 },
    )
  })
})
