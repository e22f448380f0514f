import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PlannedWish } from '../../../src/reminders/model.ts'
import { appointment, type Rig, startRig, task } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig('2026-10-05T08:00:00Z')
})
afterEach(() => rig.cleanup())

const planned = async (scope: string) =>
  (await rig.reminders.planned(rig.db.reader, scope)).map(({ key, dueAt }) => `${key} ${dueAt.toISOString()}`)

test('what is planned and queued is undone with the change that called for it', async () => {
  const change = rig.db.write(async tx => {
    await rig.planner.replan(
      tx,
      'poll:1',
      [appointment('poll:1:deadline', '2026-10-05T08:00:00Z')],
      rig.clock.now(),
    )
    await rig.planner.deliver(
      tx,
      { key: 'k', kind: 'news', subjectId: 's', recipientId: 'mette' },
      rig.clock.now(),
    )
    throw new Error('the change fails')
  })
  await expect(change).rejects.toThrow('the change fails')
  await rig.engine.runDue()
  expect([rig.done, rig.sent, await planned('poll:1')]).toEqual([[], [], []])
})

test('one key is carried out once, however often it is planned', async () => {
  const deadline = appointment('poll:1:deadline', '2026-10-05T08:00:00Z')
  await rig.plan('poll:1', deadline)
  await rig.plan('poll:1', deadline)
  await rig.engine.runDue()
  await rig.plan('poll:1', deadline)
  await rig.plan('poll:1')
  await rig.plan('poll:1', { ...deadline, dueAt: new Date('2026-10-05T07:00:00Z') })
  await rig.engine.runDue()
  expect(rig.done).toEqual(['poll:1:deadline'])
})

test('one key is one message, however often it is queued', async () => {
  expect([await rig.queue('poll:1:mette', 'mette'), await rig.queue('poll:1:mette', 'mette')]).toEqual([
    true,
    false,
  ])
  await rig.engine.runDue()
  expect(await rig.queue('poll:1:mette', 'mette')).toBe(false)
  await rig.engine.runDue()
  expect(rig.sent).toHaveLength(1)
})

test('a moved meeting moves its reminders; nothing happens at the old time', async () => {
  await rig.plan('meeting:1', appointment('meeting:1:distribution', '2026-10-09T10:00:00Z'))
  await rig.plan('meeting:1', appointment('meeting:1:distribution', '2026-10-16T10:00:00Z'))
  await rig.passTo('2026-10-16T09:59:59Z')
  expect(rig.done).toEqual([])
  await rig.passTo('2026-10-16T10:00:00Z')
  expect(rig.done).toEqual(['meeting:1:distribution'])
})

test('a cancelled meeting takes with it what was planned for it, and nothing else', async () => {
  await rig.plan(
    'meeting:1',
    appointment('meeting:1:a', '2026-10-09T10:00:00Z'),
    task('1', '2026-10-09T10:00:00Z'),
  )
  await rig.plan('meeting:2', appointment('meeting:2:a', '2026-10-09T10:00:00Z'))
  rig.open.set('1', 'never')
  await rig.plan('meeting:1')
  await rig.passTo('2026-10-30T10:00:00Z')
  expect([rig.done, rig.sent]).toEqual([['meeting:2:a'], []])
})

test('cancelled and wanted again: comes back to life, once, at its new time', async () => {
  await rig.plan('meeting:1', appointment('meeting:1:a', '2026-10-09T10:00:00Z'))
  await rig.plan('meeting:1')
  await rig.plan('meeting:1', appointment('meeting:1:a', '2026-10-12T10:00:00Z'))
  expect(await planned('meeting:1')).toEqual(['meeting:1:a 2026-10-12T10:00:00.000Z'])
  await rig.passTo('2026-10-30T10:00:00Z')
  expect(rig.done).toEqual(['meeting:1:a'])
})

test('settled and wanted again: it is something new, and carried out again; else it is not', async () => {
  const stale = appointment('consent:1:stale', '2026-10-05T08:00:00Z')
  const replan = (wishes: PlannedWish[], settled: boolean) =>
    rig.db.write(tx => rig.planner.replan(tx, 'consent:1', wishes, rig.clock.now(), { settled }))
  await replan([stale], false)
  await rig.engine.runDue()
  await replan([], false)
  await replan([stale], false)
  await rig.engine.runDue()
  expect(rig.done).toEqual(['consent:1:stale'])
  await replan([], true)
  await replan([stale], false)
  await replan([stale], false)
  await rig.engine.runDue()
  expect(rig.done).toEqual(['consent:1:stale', 'consent:1:stale'])
})

test('a message that never left, because it was not so any more, is queued again when it is so again', async () => {
  rig.messages.set('gone', { kind: 'gone', onAmbiguous: 'repeat', render: async () => null })
  expect(await rig.queue('k', 'mette', 'gone')).toBe(true)
  await rig.engine.runDue()
  expect(await rig.status('k')).toBe('obsolete')
  rig.clock.set('2026-10-20T08:00:00Z')
  expect(await rig.queue('k', 'mette', 'news')).toBe(true)
  expect(await rig.queue('k', 'mette', 'news')).toBe(false)
  await rig.engine.runDue()
  expect([rig.sent.length, await rig.status('k')]).toEqual([1, 'sent'])
  expect(await rig.queue('k', 'mette', 'news')).toBe(false)
})

test('only what is ahead: not planned anew once it has passed; what waits for its reader stays planned', async () => {
  const ahead = (key: string, dueAt: string) => ({ ...appointment(key, dueAt), aheadOnly: true as const })
  await rig.plan('p', ahead('late', '2026-10-05T08:00:00Z'), ahead('a', '2026-10-05T09:00:00Z'))
  expect(await planned('p')).toEqual(['a 2026-10-05T09:00:00.000Z'])
  rig.clock.set('2026-10-05T10:00:00Z')
  await rig.plan('p', ahead('late', '2026-10-05T08:00:00Z'), ahead('a', '2026-10-05T09:00:00Z'))
  expect(await planned('p')).toEqual(['a 2026-10-05T09:00:00.000Z'])
  await rig.plan('p')
  await rig.plan('p', ahead('a', '2026-10-05T09:00:00Z'))
  expect(await planned('p')).toEqual([])
})

test('a new plan adds, keeps and drops in one go', async () => {
  await rig.plan('p', appointment('a', '2026-10-09T10:00:00Z'), appointment('b', '2026-10-10T10:00:00Z'))
  await rig.plan('p', appointment('b', '2026-10-10T10:00:00Z'), appointment('c', '2026-10-08T10:00:00Z'))
  expect((await planned('p')).toSorted()).toEqual([
    'b 2026-10-10T10:00:00.000Z',
    'c 2026-10-08T10:00:00.000Z',
  ])
})

test('says when there is something to do next, of reminders and messages', async () => {
  const next = async () => (await rig.reminders.nextDueAt(rig.db.reader))?.toISOString() ?? null
  expect(await next()).toBeNull()
  await rig.plan('p', appointment('a', '2026-10-09T10:00:00Z'))
  expect(await next()).toBe('2026-10-09T10:00:00.000Z')
  await rig.queue('k', 'mette')
  expect(await next()).toBe('2026-10-05T08:00:00.000Z')
})

test('what a process held when it died comes next when its lease has run out', async () => {
  const { db, deliveries, reminders, clock } = rig
  const next = async () => (await reminders.nextDueAt(db.reader))?.toISOString() ?? null
  await rig.plan('p', appointment('a', '2026-10-05T07:00:00Z'))
  const [due] = await reminders.due(db.reader, clock.now(), 1)
  await db.write(tx => reminders.lease(tx, due?.id ?? '', clock.now(), new Date('2026-10-05T08:01:00Z')))
  expect(await next()).toBe('2026-10-05T08:01:00.001Z')
  await rig.queue('k', 'mette')
  const [message] = await deliveries.due(db.reader, clock.now(), 1)
  await db.write(tx => deliveries.claim(tx, message?.id ?? '', clock.now(), new Date('2026-10-05T08:00:30Z')))
  expect(await next()).toBe('2026-10-05T08:00:30.001Z')
})
