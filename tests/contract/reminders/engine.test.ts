import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { appointment, type Rig, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig('2026-10-05T08:00:00Z')
})
afterEach(() => rig.cleanup())

/** Resolves when the appointment is kept. */
function kept(): Promise<void> {
  return new Promise(resolve => {
    rig.kinds.set('deadline', {
      kind: 'deadline',
      mode: 'appointment',
      async run(_tx, { key }) {
        rig.done.push(key)
        resolve()
      },
    })
  })
}

describe('rounds', () => {
  test('at the start: what came due while it was down', async () => {
    await rig.plan('p', appointment('a', '2026-10-01T08:00:00Z'))
    const done = kept()
    rig.engine.start()
    await done
    expect(rig.done).toEqual(['a'])
  })

  test('soon after a change that calls for one', async () => {
    rig.engine.start()
    await rig.engine.runDue()
    await rig.plan('p', appointment('a', '2026-10-05T08:00:00Z'))
    const done = kept()
    rig.engine.kick()
    rig.engine.kick()
    await done
    await rig.engine.stop()
    expect(rig.done).toEqual(['a'])
  })

  test('asked for during one: it takes what has come due meanwhile', async () => {
    let arrive = () => {}
    const inside = new Promise<void>(resolve => {
      arrive = resolve
    })
    let go = () => {}
    const gate = new Promise<void>(resolve => {
      go = resolve
    })
    rig.messages.set('slow', {
      kind: 'slow',
      onAmbiguous: 'repeat',
      async render() {
        arrive()
        await gate
        return null
      },
    })
    rig.engine.start()
    await rig.engine.runDue()
    await rig.queue('s', 'mette', 'slow')
    const first = rig.engine.runDue()
    await inside
    await rig.plan('p', appointment('a', '2026-10-05T08:00:00Z'))
    const second = rig.engine.runDue()
    go()
    await Promise.all([first, second])
    expect(rig.done).toEqual(['a'])
  })

  test('a stop waits for the message that is being sent, not for the queue', async () => {
    const { lease } = rig.reminders
    for (const key of ['a', 'b', 'c']) {
      await rig.queue(key, 'mette')
      await rig.plan(key, appointment(key, '2026-10-05T08:00:00Z'))
    }
    let stopped: Promise<void> | undefined
    rig.reminders.lease = (...args) => {
      stopped ??= rig.engine.stop()
      return lease(...args)
    }
    await rig.engine.runDue()
    await stopped
    expect([rig.done, rig.sent]).toEqual([['a'], []])
  })

  test('during the queue, the same', async () => {
    for (const key of ['a', 'b', 'c']) await rig.queue(key, 'mette')
    let stopped: Promise<void> | undefined
    rig.next.push(() => {
      stopped = rig.engine.stop()
      return { type: 'sent', activityId: 'a', conversationId: 'c' }
    })
    await rig.engine.runDue()
    await stopped
    expect([rig.sent.length, await rig.status('a'), await rig.status('b')]).toEqual([1, 'sent', 'pending'])
  })

  test('after the stop there is none, whatever the timers say', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] })
    try {
      rig.engine.start()
      rig.engine.kick()
      await rig.engine.stop()
      await rig.plan('p', appointment('a', '2026-10-05T08:00:00Z'))
      rig.engine.kick()
      await vi.advanceTimersByTimeAsync(2 * 3_600_000)
      await rig.engine.stop()
      expect(rig.done).toEqual([])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the alarm', () => {
  test('is red when something due has waited five minutes, and green when it is done', async () => {
    await rig.plan('p', appointment('a', '2026-10-05T08:10:00Z'))
    rig.clock.set('2026-10-05T08:14:59Z')
    expect(await rig.engine.health()).toEqual({ ok: true, oldestDueSeconds: 299, retrying: 0, failed: 0 })
    rig.clock.set('2026-10-05T08:15:00Z')
    expect(await rig.engine.health()).toMatchObject({ ok: false, oldestDueSeconds: 300 })
    await rig.engine.runDue()
    expect(await rig.engine.health()).toMatchObject({ ok: true, oldestDueSeconds: 0 })
  })

  test('sees messages that do not leave, too', async () => {
    await rig.queue('k', 'mette')
    rig.clock.set('2026-10-05T09:00:00Z')
    expect(await rig.engine.health()).toMatchObject({ ok: false, oldestDueSeconds: 3600 })
  })
})

test('tidies up once an hour, whichever way the clock goes', async () => {
  for (const at of ['08:00', '08:30', '08:59', '09:00', '10:30', '07:00', '07:30']) {
    rig.clock.set(`2026-10-05T${at}:00Z`)
    await rig.engine.runDue()
  }
  expect(rig.tidied.map(at => at.slice(11, 16))).toEqual(['08:00', '09:00', '10:30', '07:00'])
})
