import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { givenUpEntries } from '../../../src/features/calendar/store.prisma.ts'
import { wake } from '../../../src/reminders/backlog.ts'
import { givenUpMessages, givenUpReminders } from '../../../src/reminders/given-up.prisma.ts'
import { together } from '../../../src/reminders/given-up.ts'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import { appointment, type Rig, startRig, task } from './rig.ts'

const tenantOf = async () => 'kommune'
const givenUp = together([givenUpMessages, givenUpReminders(tenantOf), givenUpEntries(tenantOf)])

let rig: Rig
beforeEach(async () => {
  rig = await startRig('2026-10-05T08:00:00Z')
})
afterEach(() => rig.cleanup())

const list = () => givenUp.list(rig.db.reader)
const again = (ids: readonly string[]) => rig.db.write(tx => givenUp.again(tx, ids, rig.clock.now()))

describe('what was given up', () => {
  test('a message: listed with what Teams said last, and sent when it is tried again', async () => {
    rig.next.push({ type: 'failed', status: 400 })
    await rig.queue('k', 'mette')
    await rig.queue('sent', 'mette')
    await rig.engine.runDue()
    const [one, ...others] = await list()
    expect(others).toEqual([])
    expect(one).toMatchObject({
      what: 'message',
      kind: 'news',
      tenantId: 'kommune',
      personId: 'mette',
      at: new Date('2026-10-05T08:00:00Z'),
      attempts: 1,
      last: 'failed 400',
    })
    rig.clock.set('2026-10-20T08:00:00Z')
    expect(await again([one?.id ?? '', 'unknown'])).toBe(1)
    expect(await list()).toEqual([])
    // As if for the first time: it has another week.
    rig.next.push({ type: 'later', seconds: 60 })
    await rig.passTo('2026-10-20T08:02:00Z')
    expect(rig.sent.map(({ summary }) => summary)).toEqual(['sent', 'k'])
    expect(await again([one?.id ?? ''])).toBe(0)
  })

  test('a message that may have arrived says so when it is tried again', async () => {
    rig.next.push({ type: 'ambiguous' }, { type: 'failed' })
    await rig.queue('k', 'mette', 'news')
    await rig.passTo('2026-10-05T08:05:00Z')
    await again((await list()).map(({ id }) => id))
    await rig.engine.runDue()
    expect(rig.sent.map(({ perhapsAgain }) => perhapsAgain)).toEqual([true])
  })

  test('what was given up as one card is tried again as one, and told once', async () => {
    rig.next.push({ type: 'noChat' }, { type: 'noChat' })
    await rig.queue('k', 'mette')
    await rig.queue('l', 'mette')
    await rig.engine.runDue()
    await rig.db.write(tx => wake(rig.deliveries, tx, 'mette', rig.clock.now()))
    rig.next.push({ type: 'failed', status: 400 })
    await rig.engine.runDue()
    const given = await list()
    expect(given.map(({ kind }) => kind)).toEqual(['backlog'])
    const rows = await clientOf(rig.db.reader).delivery.findMany({ where: { status: 'failed' } })
    expect(rows).toHaveLength(3)
    // Also by whoever names each of them.
    expect(await again(rows.map(({ id }) => id))).toBe(1)
    await rig.engine.runDue()
    expect(rig.sent.map(({ summary }) => summary)).toEqual(['l + k'])
    expect([await list(), await rig.status('k'), await rig.status('l')]).toEqual([[], 'sent', 'sent'])
  })

  test('a digest comes on a day without one', async () => {
    rig.open.set('a', 'a')
    rig.open.set('b', 'b')
    rig.next.push({ type: 'failed', status: 400 })
    await rig.plan('s', task('a', '2026-10-05T08:30:00Z'), task('b', '2026-10-06T08:30:00Z'))
    await rig.passTo('2026-10-06T09:00:00Z')
    expect(rig.sent).toHaveLength(1)
    await again((await list()).map(({ id }) => id))
    await rig.passTo('2026-10-07T12:00:00Z')
    expect(rig.sent.map(({ at, summary }) => `${at.slice(5, 10)} ${summary}`)).toEqual(['10-06 b', '10-07 a'])
  })

  test('an appointment that threw for a week is carried out', async () => {
    const run = rig.kinds.get('deadline')
    rig.kinds.set('deadline', {
      kind: 'deadline',
      mode: 'appointment',
      run: () => Promise.reject(new Error('on purpose')),
    })
    await rig.plan('s', appointment('a', '2026-10-05T09:00:00Z'))
    await rig.passTo('2026-10-13T09:00:00Z')
    const all = await list()
    expect(all).toMatchObject([{ what: 'reminder', kind: 'deadline', tenantId: '', personId: '' }])
    if (run) rig.kinds.set('deadline', run)
    expect(await again(all.map(({ id }) => id))).toBe(1)
    await rig.engine.runDue()
    expect([rig.done, await list()]).toEqual([['a'], []])
  })

  test('a calendar entry is due again', async () => {
    const at = new Date('2026-10-05T08:00:00Z')
    const entry = { meetingId: 'm', personId: 'mette', status: 'failed', dueAt: at, createdAt: at }
    await rig.db.write(tx =>
      clientOf(tx).calendarEntry.create({ data: { id: 'e', ...entry, attempts: 40, tryingSince: at } }),
    )
    expect(await list()).toMatchObject([{ what: 'calendar', id: 'e', attempts: 40 }])
    rig.clock.set('2026-10-20T08:00:00Z')
    expect(await again(['e'])).toBe(1)
    expect(await clientOf(rig.db.reader).calendarEntry.findFirst()).toMatchObject({
      status: 'pending',
      dueAt: rig.clock.now(),
      attempts: 0,
      tryingSince: null,
    })
  })
})
