import { expect, test } from 'vitest'
import { chaos } from './run.ts'

// The full size is `npm run chaos`. Here time goes twenty times as fast, so that Teams' rates are not looked at.
const size = { seed: 7, deliveries: 150, people: 40, tenants: 4, kills: 3, speed: 20, silent: false }

test.each([
  ['one process on a file, killed', { database: 'sqlite' }],
  [
    'two processes on a server, stopped and started in turn',
    { database: 'postgresql', signal: 'SIGTERM', processes: 2 },
  ],
  ['three', { database: 'postgresql', signal: 'SIGTERM', processes: 3 }],
] as const)('a Teams in trouble and %s: nothing is lost, nothing certain comes twice', async (_, how) => {
  const verdict = await chaos({ ...size, ...how })
  expect(verdict).toMatchObject({
    lost: 0,
    repeatedThoughCertain: 0,
    repeatedUnmarked: 0,
    nudgedTwiceInADay: 0,
    tooEarlyAfter429: 0,
  })
  expect(verdict.arrived + verdict.outOfReach).toBeGreaterThanOrEqual(size.deliveries)
  expect(Object.keys(verdict.answers)).toEqual(expect.arrayContaining(['200', '429', '500 after', '403']))
})
