import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '../../../src/features/policy/model.ts'
import { lateNudgeAt, planOf } from '../../../src/features/preparation/model.ts'
import { nthWorked, onTheWall, stepped, whenWall, workedFrom, YEARS } from '../../support/plain-calendar.ts'

const ZONES = ['Europe/Copenhagen', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC']
const anyDay = fc.constantFrom(...YEARS)
const anyPolicy = fc
  .record({
    digestAt: fc.constantFrom('07:30', '08:30', '10:00'),
    formAskDays: fc.integer({ min: 1, max: 20 }),
    formReminderWorkingDays: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
    closingDays: fc.array(anyDay, { maxLength: 60 }),
    usualClosingDays: fc.boolean(),
  })
  .map(decided => ({ ...defaultPolicy, ...decided }))
const anyZone = fc.constantFrom(...ZONES)

describe('the days of a form against days counted out by hand, 2024–2035', () => {
  test('asked so many days before the deadline, reminded so many working days before it (R-FORM-1)', () => {
    fc.assert(
      fc.property(anyPolicy, anyDay, anyZone, fc.integer({ min: -40, max: 10 }), (policy, due, zone, now) => {
        const dueAt = whenWall(due, '12:00', zone)
        const at = whenWall(stepped(due, now), '14:00', zone)
        const { usualAskAt, askAt, nudges } = planOf(policy, { dueAt, zone }, at)

        const asked = workedFrom(stepped(due, -policy.formAskDays), -1, policy)
        expect(onTheWall(usualAskAt, zone)).toBe(`${asked} ${policy.digestAt}`)
        expect(askAt).toEqual(at < usualAskAt ? usualAskAt : at)
        const days = policy.formReminderWorkingDays
          .map(n => nthWorked(due, -n, policy))
          .filter(day => day > asked)
          .toSorted()
        expect(nudges.map(one => onTheWall(one.at, zone))).toEqual(
          days.map(day => `${day} ${policy.digestAt}`),
        )
      }),
      { numRuns: 400 },
    )
  })

  test('asked too late for a reminder, there is one the next working day, unless the meeting comes first', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        anyDay,
        anyZone,
        fc.integer({ min: 0, max: 12 }),
        (policy, today, zone, ahead) => {
          const now = whenWall(today, '11:00', zone)
          const meeting = {
            startAt: whenWall(stepped(today, ahead), '13:00', zone),
            dueAt: whenWall(stepped(today, ahead - 4), '12:00', zone),
            zone,
          }
          const plan = planOf(policy, meeting, now)
          const found = lateNudgeAt(policy, meeting, plan, now)
          const reminded = plan.nudges.some(({ at }) => at > now)
          const next = whenWall(nthWorked(today, 1, policy), policy.digestAt, zone)
          expect(found).toEqual(reminded || next >= meeting.startAt ? null : next)
        },
      ),
      { numRuns: 300 },
    )
  })
})
