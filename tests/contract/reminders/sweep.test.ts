import { AsyncLocalStorage } from 'node:async_hooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { maxAttempts } from '../../../src/reminders/model.ts'
import { sweep } from '../../../src/reminders/sweep.ts'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import { appointment, type Rig, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig('2026-10-05T08:00:00Z')
})
afterEach(() => rig.cleanup())

/** An appointment whose subject fails as often as it says. */
function failing(times: number): { ran: number } {
  const seen = { ran: 0 }
  rig.kinds.set('failing', {
    kind: 'failing',
    mode: 'appointment',
    async run(tx, { key }) {
      seen.ran += 1
      await clientOf(tx).setting.create({ data: { key: `${key}:${seen.ran}`, value: '' } })
      if (seen.ran <= times) throw new Error('on purpose')
    },
  })
  return seen
}

const settings = async () =>
  (await clientOf(rig.db.reader).setting.findMany({ where: { key: { startsWith: 'f' } } })).map(
    row => row.key,
  )
const statusOf = async (key: string) =>
  (await clientOf(rig.db.reader).reminder.findUniqueOrThrow({ where: { key } })).status

test('appointments are kept at their time, the oldest first, each once', async () => {
  await rig.plan(
    'p',
    appointment('late', '2026-10-05T09:00:00Z'),
    appointment('early', '2026-10-05T08:30:00Z'),
  )
  await rig.passTo('2026-10-05T08:29:59Z')
  expect(rig.done).toEqual([])
  rig.clock.set('2026-10-05T12:00:00Z')
  await rig.engine.runDue()
  await rig.engine.runDue()
  expect(rig.done).toEqual(['early', 'late'])
})

test('more than one batch is worked through in one round', async () => {
  const many = Array.from({ length: 450 }, (_, index) => appointment(`a${index}`, '2026-10-05T08:00:00Z'))
  await rig.plan('p', ...many)
  await rig.engine.runDue()
  expect(new Set(rig.done).size).toBe(450)
  expect(rig.done).toHaveLength(450)
})

test('two sweeps at once have one effect', async () => {
  await rig.plan(
    'p',
    ...Array.from({ length: 30 }, (_, index) => appointment(`a${index}`, '2026-10-05T08:00:00Z')),
  )
  const { db, reminders, deliveries, kinds, clock } = rig
  const deps = {
    db,
    reminders,
    deliveries,
    kinds,
    clock,
    readers: { find: async () => null, markUnreachable: async () => {} },
    hoursOf: async () => {
      throw new Error('no digest here')
    },
    log: { info() {}, warn() {}, error() {} },
  }
  const carriedOut = await Promise.all([
    sweep(deps, () => false),
    sweep(deps, () => false),
    rig.engine.runDue(),
  ])
  expect(rig.done).toHaveLength(30)
  expect(new Set(rig.done).size).toBe(30)
  expect(Number(carriedOut[0]) + Number(carriedOut[1])).toBeLessThanOrEqual(30)
})

test('what a failed appointment wrote is undone, and it is tried again later and later', async () => {
  const seen = failing(3)
  await rig.plan('p', appointment('f', '2026-10-05T08:00:00Z', 'failing'))
  await rig.engine.runDue()
  await rig.engine.runDue()
  expect([seen.ran, await settings()]).toEqual([1, []])
  await rig.passTo('2026-10-05T08:00:29Z')
  expect(seen.ran).toBe(1)
  await rig.passTo('2026-10-05T08:00:30Z')
  expect(seen.ran).toBe(2)
  await rig.passTo('2026-10-05T08:01:29Z')
  expect(seen.ran).toBe(2)
  await rig.passTo('2026-10-05T08:30:00Z')
  expect([seen.ran, await settings(), await statusOf('f')]).toEqual([4, ['f:4'], 'done'])
})

test('what fails for a week is given up, and the alarm is red from early on until a day later', async () => {
  const seen = failing(Number.POSITIVE_INFINITY)
  await rig.plan('p', appointment('f', '2026-10-05T08:00:00Z', 'failing'))
  expect(await rig.engine.health()).toMatchObject({ ok: true })
  await rig.passTo('2026-10-05T08:10:00Z')
  expect(await rig.engine.health()).toMatchObject({ ok: false, retrying: 1, failed: 0 })
  await rig.passTo('2026-10-11T20:00:00Z')
  expect(await rig.engine.health()).toMatchObject({ ok: false, retrying: 1, failed: 0 })
  await rig.passTo('2026-10-12T08:00:00Z')
  expect([seen.ran, await statusOf('f')]).toEqual([maxAttempts, 'failed'])
  expect(await rig.engine.health()).toMatchObject({ ok: false, retrying: 0, failed: 1 })
  await rig.passTo('2026-10-13T08:00:00Z')
  expect(await rig.engine.health()).toMatchObject({ ok: true, failed: 0 })
})

test('a kind that fails, and one that nobody knows, do not stop the others', async () => {
  failing(Number.POSITIVE_INFINITY)
  await rig.plan(
    'p',
    appointment('f', '2026-10-05T07:00:00Z', 'failing'),
    appointment('g', '2026-10-05T07:30:00Z', 'of an older version'),
    appointment('good', '2026-10-05T08:00:00Z'),
  )
  await rig.queue('news', 'mette')
  await rig.engine.runDue()
  expect([rig.done, rig.sent.map(sent => sent.summary)]).toEqual([['good'], ['news']])
  expect(rig.logged.map(line => line.event)).toEqual(['reminder.fault', 'reminder.fault'])
  expect(JSON.stringify(rig.logged)).not.toContain('on purpose')
})

test('an appointment that another one takes away in the same round is not kept', async () => {
  rig.kinds.set('closing', {
    kind: 'closing',
    mode: 'appointment',
    run: (tx, _reminder, now) => rig.planner.replan(tx, 'p', [], now),
  })
  await rig.plan('q', appointment('close', '2026-10-05T07:00:00Z', 'closing'))
  await rig.plan('p', appointment('remind', '2026-10-05T07:30:00Z'))
  await rig.engine.runDue()
  expect([rig.done, await statusOf('remind')]).toEqual([[], 'cancelled'])
})

test('one that fails while it is being moved stays where it was moved to, untried', async () => {
  const outside = AsyncLocalStorage.snapshot()
  rig.kinds.set('slow', {
    kind: 'slow',
    mode: 'appointment',
    run() {
      // Waits for its turn to write, which comes when this one has failed and before it is given back.
      moved = outside(() => rig.plan('p', appointment('s', '2026-10-06T08:00:00Z', 'slow')))
      return Promise.reject(new Error('on purpose'))
    },
  })
  let moved = Promise.resolve()
  await rig.plan('p', appointment('s', '2026-10-05T08:00:00Z', 'slow'))
  await rig.engine.runDue()
  await moved
  const [reminder] = await rig.reminders.planned(rig.db.reader, 'p')
  expect(reminder).toMatchObject({ dueAt: new Date('2026-10-06T08:00:00Z'), attempts: 0 })
})

test('a clock that goes back keeps what is done done, and what is to come to come', async () => {
  await rig.plan('p', appointment('a', '2026-10-05T08:00:00Z'), appointment('b', '2026-10-05T10:00:00Z'))
  await rig.engine.runDue()
  rig.clock.set('2026-10-04T08:00:00Z')
  await rig.engine.runDue()
  await rig.passTo('2026-10-05T09:59:00Z')
  expect(rig.done).toEqual(['a'])
  await rig.passTo('2026-10-05T10:00:00Z')
  expect(rig.done).toEqual(['a', 'b'])
})
