import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { wake } from '../../../src/reminders/backlog.ts'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import { type Rig, reader, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig('2026-10-05T08:00:00Z')
})
afterEach(() => rig.cleanup())

const left = () => rig.sent.map(({ at, summary }) => `${at.slice(11, 19)} ${summary}`)

test('sent: recorded with the time, and never again', async () => {
  await rig.queue('k', 'mette')
  await rig.engine.runDue()
  await rig.passTo('2026-10-06T08:00:00Z')
  expect(left()).toEqual(['08:00:00 k'])
  const [evidence] = await rig.deliveries.evidence(rig.db.reader, 'news', 'k')
  expect(evidence).toMatchObject({
    recipientId: 'mette',
    status: 'sent',
    sentAt: new Date('2026-10-05T08:00:00Z'),
  })
})

test('the message says what is so when it leaves; what is no longer relevant does not leave', async () => {
  let relevant = true
  rig.messages.set('fickle', {
    kind: 'fickle',
    onAmbiguous: 'repeat',
    render: async (tx, delivery, person, now) =>
      relevant ? ((await rig.messages.get('news')?.render(tx, delivery, person, now)) ?? null) : null,
  })
  await rig.queue('a', 'mette', 'fickle')
  await rig.engine.runDue()
  await rig.queue('b', 'mette', 'fickle')
  relevant = false
  await rig.engine.runDue()
  expect([left(), await rig.status('b')]).toEqual([['08:00:00 a'], 'obsolete'])
})

test('to somebody who is gone: not sent, nothing left over', async () => {
  await rig.queue('k', 'nobody')
  await rig.engine.runDue()
  expect([rig.sent, await rig.status('k')]).toEqual([[], 'obsolete'])
})

describe('surely not arrived', () => {
  test('throttled: comes again when Teams says, not before', async () => {
    rig.next.push({ type: 'later', seconds: 17 })
    await rig.queue('k', 'mette')
    await rig.passTo('2026-10-05T08:00:16Z')
    expect(left()).toEqual([])
    await rig.passTo('2026-10-05T08:00:17Z')
    expect(left()).toEqual(['08:00:17 k'])
  })

  test('an outage of three days loses nothing, and is seen on /readyz', async () => {
    rig.next.push(...Array.from({ length: 80 }, () => ({ type: 'later', seconds: 60 }) as const))
    await rig.queue('k', 'mette')
    await rig.passTo('2026-10-05T09:00:00Z')
    expect(await rig.engine.health()).toMatchObject({ ok: false, retrying: 1 })
    await rig.passTo('2026-10-08T08:00:00Z')
    expect(rig.next.length).toBeLessThan(30)
    rig.next.length = 0
    await rig.passTo('2026-10-08T09:01:00Z')
    expect(rig.sent).toHaveLength(1)
    expect(await rig.engine.health()).toMatchObject({ ok: true })
  })

  test('after a week it is given up, and the alarm is red', async () => {
    rig.next.push(...Array.from({ length: 400 }, () => ({ type: 'later', seconds: 60 }) as const))
    await rig.queue('k', 'mette')
    await rig.passTo('2026-10-12T10:00:00Z')
    expect([rig.sent, await rig.status('k')]).toEqual([[], 'failed'])
    expect(await rig.engine.health()).toMatchObject({ ok: false, failed: 1 })
  })

  test('the week begins when it can leave, not when it was written (R-TEAM-5)', async () => {
    rig.next.push({ type: 'noChat' })
    await rig.queue('k', 'mette')
    await rig.passTo('2026-10-30T08:00:00Z')
    await rig.db.write(tx => wake(rig.deliveries, tx, 'mette', rig.clock.now()))
    rig.next.push({ type: 'later', seconds: 60 })
    await rig.passTo('2026-10-30T08:01:00Z')
    expect(left()).toEqual(['08:01:00 k'])
  })

  test('a fault of ours: tried again later and later, for a week, then given up; the others leave', async () => {
    rig.messages.set('broken', {
      kind: 'broken',
      onAmbiguous: 'repeat',
      render: () => Promise.reject(new Error('on purpose')),
    })
    await rig.queue('bad', 'mette', 'broken')
    await rig.queue('old', 'mette', 'of an older version')
    await rig.queue('good', 'mette')
    await rig.engine.runDue()
    expect([left(), await rig.status('bad')]).toEqual([['08:00:00 good'], 'pending'])
    await rig.passTo('2026-10-11T08:00:00Z')
    expect(await rig.status('bad')).toBe('pending')
    expect(await rig.engine.health()).toMatchObject({ ok: false, retrying: 2 })
    await rig.passTo('2026-10-12T10:00:00Z')
    expect([await rig.status('bad'), await rig.status('old')]).toEqual(['failed', 'failed'])
    expect(rig.logged.filter(line => line.event === 'delivery.fault').length).toBeLessThan(2 * 200)
    expect(JSON.stringify(rig.logged)).not.toContain('on purpose')
  })

  test('a far end that throws has sent nothing: the others leave, and it is tried again', async () => {
    rig.next.push(() => {
      throw new Error('on purpose')
    })
    await rig.queue('a', 'mette', 'nudge')
    await rig.queue('b', 'mette', 'nudge')
    await rig.passTo('2026-10-05T08:01:00Z')
    expect(left().toSorted()).toEqual(['08:00:00 b', '08:00:30 a'])
  })
})

describe('nobody knows whether it arrived', () => {
  test('repeated where a second one is harmless, and it says that it may be a second one', async () => {
    rig.next.push({ type: 'ambiguous' }, { type: 'later', seconds: 30 })
    await rig.queue('k', 'mette', 'news')
    await rig.passTo('2026-10-05T09:00:00Z')
    expect([left(), await rig.status('k')]).toEqual([['08:01:00 k'], 'sent'])
    expect(rig.sent.map(({ perhapsAgain }) => perhapsAgain)).toEqual([true])
  })

  test('not on the same day where a second one would nag', async () => {
    rig.next.push({ type: 'ambiguous' })
    await rig.queue('k', 'mette', 'nudge')
    await rig.passTo('2026-10-06T06:59:59Z')
    expect(left()).toEqual([])
    await rig.passTo('2026-10-06T09:00:00Z')
    expect([left(), await rig.status('k')]).toEqual([['07:00:00 k'], 'sent'])
    expect(rig.sent.map(({ perhapsAgain }) => perhapsAgain)).toEqual([false])
  })

  test('for hours on end: nothing is lost, it is repeated ever more seldom, and /readyz is red', async () => {
    rig.next.push(...Array.from({ length: 100 }, () => ({ type: 'ambiguous' }) as const))
    await rig.queue('k', 'mette')
    await rig.passTo('2026-10-05T13:30:00Z')
    expect(await rig.engine.health()).toMatchObject({ ok: false, retrying: 1 })
    expect(100 - rig.next.length).toBe(10)
    rig.next.length = 0
    await rig.passTo('2026-10-05T15:30:00Z')
    expect([rig.sent.length, await rig.status('k')]).toEqual([1, 'sent'])
    expect(await rig.engine.health()).toMatchObject({ ok: true })
  })

  test('for a week: given up, with the alarm, and throttling in between does not make it sooner', async () => {
    const told = (type: 'later' | 'ambiguous') =>
      type === 'later' ? ({ type, seconds: 60 } as const) : ({ type } as const)
    rig.next.push(...Array.from({ length: 300 }, (_, index) => told(index < 15 ? 'later' : 'ambiguous')))
    await rig.queue('k', 'mette')
    await rig.passTo('2026-10-12T07:00:00Z')
    expect(await rig.status('k')).toBe('pending')
    await rig.passTo('2026-10-12T12:00:00Z')
    expect([rig.sent, await rig.status('k')]).toEqual([[], 'failed'])
    expect(300 - rig.next.length).toBeLessThan(110)
    expect(await rig.engine.health()).toMatchObject({ ok: false, failed: 1 })
  })

  /** The process dies after sending, before recording. */
  async function crashWhileSending(key: string, kind: string, to = 'mette'): Promise<void> {
    await rig.queue(key, to, kind)
    const { settle } = rig.deliveries
    rig.deliveries.settle = () => Promise.reject(new Error('the machine is off'))
    await expect(rig.engine.runDue()).rejects.toThrow('the machine is off')
    rig.deliveries.settle = settle
  }

  test('died in between: the same, not before the lease is over', async () => {
    rig.people.set('jens', reader('jens'))
    await crashWhileSending('news', 'news')
    await crashWhileSending('nudge', 'nudge', 'jens')
    rig.sent.length = 0
    rig.clock.set('2026-10-05T08:01:00Z')
    await rig.engine.runDue()
    expect([await rig.status('news'), await rig.status('nudge')]).toEqual(['sending', 'sending'])
    await rig.passTo('2026-10-05T08:01:01Z')
    await rig.passTo('2026-10-06T08:00:00Z')
    expect(left()).toEqual(['08:01:30 news', '07:00:00 nudge'])
    expect(rig.sent.map(({ perhapsAgain }) => perhapsAgain)).toEqual([true, false])
  })

  test('what else is for that person waits for it, and comes after it', async () => {
    await crashWhileSending('first', 'news')
    rig.sent.length = 0
    await rig.queue('second', 'mette')
    await rig.passTo('2026-10-05T08:00:59Z')
    expect(left()).toEqual([])
    await rig.passTo('2026-10-05T08:05:00Z')
    expect(left().toSorted()).toEqual(['08:01:00 second', '08:01:30 first'])
  })

  test('dying every time, it is not repeated for ever', async () => {
    await crashWhileSending('news', 'news')
    for (let starts = 0; starts < 70; starts += 1) {
      rig.clock.set(new Date(rig.clock.now().getTime() + 3 * 3_600_000))
      const { settle } = rig.deliveries
      rig.deliveries.settle = (tx, id, state) =>
        state.status === 'sent' ? Promise.reject(new Error('the machine is off')) : settle(tx, id, state)
      await rig.engine.runDue().catch(() => {})
      rig.deliveries.settle = settle
    }
    expect(await rig.status('news')).toBe('failed')
    expect(rig.sent.length).toBeLessThan(110)
  })
})

describe('somebody who cannot be written to', () => {
  test('blocked: marked, and no more sends until they come back', async () => {
    rig.next.push({ type: 'unreachable' })
    await rig.queue('a', 'mette')
    await rig.engine.runDue()
    await rig.queue('b', 'mette')
    await rig.passTo('2026-10-06T08:00:00Z')
    expect([rig.people.get('mette')?.status, rig.sent]).toEqual(['unreachable', []])
    expect([await rig.status('a'), await rig.status('b')]).toEqual(['unreachable', 'unreachable'])
    rig.people.set('mette', reader('mette'))
    await rig.db.write(tx => wake(rig.deliveries, tx, 'mette', rig.clock.now()))
    await rig.engine.runDue()
    expect(rig.sent.map(sent => sent.summary)).toEqual(['b + a'])
  })

  test('has no chat yet: waits for theirs alone', async () => {
    rig.people.set('ida', reader('ida'))
    rig.next.push({ type: 'noChat' }, { type: 'noChat' })
    await rig.queue('a', 'mette')
    await rig.queue('b', 'ida')
    await rig.passTo('2026-10-09T08:00:00Z')
    expect(await rig.engine.health()).toMatchObject({ ok: true })
    await rig.db.write(tx => wake(rig.deliveries, tx, 'ida', rig.clock.now()))
    await rig.engine.runDue()
    expect([rig.sent.map(sent => sent.summary), await rig.status('a')]).toEqual([['b'], 'waiting'])
  })

  describe('what waited, when they come back (R-ACT-5)', () => {
    const comesBack = async () => {
      rig.people.set('mette', reader('mette'))
      await rig.db.write(tx => wake(rig.deliveries, tx, 'mette', rig.clock.now()))
      await rig.engine.runDue()
    }
    const over = new Set<string>()
    beforeEach(async () => {
      over.clear()
      rig.messages.set('fickle', {
        kind: 'fickle',
        onAmbiguous: 'repeat',
        async render(_tx, { key }) {
          if (over.has(`${key}!`)) throw new Error('cannot be drawn')
          return over.has(key) ? null : { card: { name: 'test', rests: 'posted', json: {} }, summary: key }
        },
      })
      rig.people.set('mette', reader('mette', { status: 'unreachable' }))
      for (const key of ['a', 'b', 'c']) await rig.queue(key, 'mette', 'fickle')
      await rig.engine.runDue()
    })
    const statuses = () => Promise.all(['a', 'b', 'c'].map(key => rig.status(key)))

    test('one message says what still holds, once; what is over is not in it, nor counted as sent', async () => {
      over.add('b')
      await comesBack()
      await comesBack()
      expect(left()).toEqual(['08:00:00 c + a'])
      expect(await statuses()).toEqual(['sent', 'obsolete', 'sent'])
      expect((await rig.deliveries.evidence(rig.db.reader, 'fickle', 'a'))[0]?.sentAt).not.toBeNull()
    })

    test('when one alone still holds, it comes as it is; when none does, nothing comes', async () => {
      over.add('a').add('c')
      await comesBack()
      expect([left(), await statuses()]).toEqual([['08:00:00 b'], ['obsolete', 'sent', 'obsolete']])
    })

    test('out of reach again before it left: one message of all, when they come the next time', async () => {
      rig.next.push({ type: 'unreachable' })
      await comesBack()
      expect([left(), await statuses()]).toEqual([[], ['unreachable', 'unreachable', 'unreachable']])
      await rig.queue('d', 'mette', 'fickle')
      await rig.engine.runDue()
      await comesBack()
      expect(left()).toEqual(['08:00:00 d + c + b + a'])
      expect(await rig.engine.health()).toMatchObject({ ok: true })
    })

    test('one that cannot be drawn keeps nobody from the others, and raises the alarm', async () => {
      over.add('b!')
      await comesBack()
      expect([left(), await statuses()]).toEqual([['08:00:00 c + a'], ['sent', 'failed', 'sent']])
      expect(await rig.engine.health()).toMatchObject({ ok: false, failed: 1 })
    })

    test('Teams down meanwhile: it comes when Teams is back, and stays one message', async () => {
      rig.next.push({ type: 'later', seconds: 60 }, { type: 'ambiguous' })
      await comesBack()
      expect(await statuses()).toEqual(['bundled', 'bundled', 'bundled'])
      await rig.passTo('2026-10-05T12:00:00Z')
      expect(rig.sent.map(sent => sent.summary)).toEqual(['c + b + a'])
      expect(await statuses()).toEqual(['sent', 'sent', 'sent'])
    })
  })

  test('came while it was found that they have no chat: it leaves, though nothing wakes it any more', async () => {
    rig.people.set('ida', reader('ida', { status: 'known', chatSince: null }))
    rig.next.push(() => {
      rig.people.set('ida', reader('ida', { chatSince: rig.clock.now() }))
      return { type: 'noChat' }
    })
    await rig.queue('a', 'ida')
    await rig.engine.runDue()
    expect([left(), await rig.status('a')]).toEqual([['08:00:00 a'], 'sent'])
  })

  test('came back while Teams said that they had gone: the new chat is kept', async () => {
    rig.next.push(() => {
      rig.people.set('mette', reader('mette', { chatSince: rig.clock.now() }))
      return { type: 'unreachable' }
    })
    await rig.queue('a', 'mette')
    await rig.engine.runDue()
    expect([left(), rig.people.get('mette')?.status]).toEqual([['08:00:00 a'], 'active'])
  })

  test('refused for good: given up at once, with the alarm', async () => {
    rig.next.push({ type: 'failed' })
    await rig.queue('k', 'mette')
    await rig.passTo('2026-10-05T12:00:00Z')
    expect([rig.sent, await rig.status('k')]).toEqual([[], 'failed'])
    expect(await rig.engine.health()).toMatchObject({ ok: false, failed: 1 })
  })
})

test('a claim is taken once, and only of what is due', async () => {
  await rig.queue('k', 'mette')
  const { id } = await clientOf(rig.db.reader).delivery.findUniqueOrThrow({ where: { key: 'k' } })
  const claim = (at: string) =>
    rig.db.write(tx => rig.deliveries.claim(tx, id, new Date(at), new Date('2026-10-05T09:00:00Z')))
  expect(await claim('2026-10-05T07:59:59Z')).toBeNull()
  expect(await Promise.all([claim('2026-10-05T08:00:00Z'), claim('2026-10-05T08:00:00Z')])).toEqual([
    expect.objectContaining({ id, attempts: 1 }),
    null,
  ])
})
