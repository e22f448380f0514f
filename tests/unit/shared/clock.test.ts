import { expect, test } from 'vitest'
import { systemClock } from '../../../src/shared/clock.ts'

test('the system clock tells the present, each time in a date of its own', () => {
  const before = Date.now()
  const now = systemClock.now()
  expect(now.getTime()).toBeGreaterThanOrEqual(before)
  expect(now.getTime()).toBeLessThanOrEqual(Date.now())
  expect(systemClock.now()).not.toBe(now)
})
