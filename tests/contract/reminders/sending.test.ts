import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import { StoreFault } from '../../../src/shared/store-fault.ts'
import { mostIn } from '../../support/rates.ts'
import { type Rig, reader, startRig } from './rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig('2026-10-05T08:00:00Z', { abreast: 8 })
})
afterEach(() => rig.cleanup())

const times = (of: (personId: string) => boolean = () => true) =>
  rig.sent.filter(({ personId }) => of(personId)).map(({ at }) => Date.parse(at))

async function queueFor(people: readonly string[], tenantId = 'kommune'): Promise<void> {
  for (const id of people) rig.people.set(id, reader(id, { tenantId }))
  for (const id of people) await rig.queue(`${tenantId}:${id}`, id)
}

const many = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`)

describe('under Teams’ rules', () => {
  test('a municipality’s messages keep below what Teams allows an app in a tenant', async () => {
    await queueFor(many('p', 150))
    await rig.engine.runDue()
    expect(rig.sent).toHaveLength(150)
    expect(mostIn(times(), 1000)).toBeLessThan(30)
    expect(mostIn(times(), 1000)).toBeGreaterThan(15)
  })

  test('and do so when a busy machine has kept many of them for a moment', async () => {
    await rig.cleanup()
    rig = await startRig('2026-10-05T08:00:00Z', { abreast: 64 })
    await queueFor(many('p', 100))
    rig.stallMs = 3000
    await rig.passTo('2026-10-05T08:01:00Z')
    expect(rig.sent).toHaveLength(100)
    expect(mostIn(times(), 1000)).toBeLessThanOrEqual(30)
  })

  test('a conversation’s keep below what Teams allows in a second, two, thirty and an hour', async () => {
    for (const key of many('k', 40)) {
      await rig.queue(key, 'mette')
      rig.clock.set(new Date(rig.clock.now().getTime() + 1))
    }
    await rig.passTo('2026-10-05T08:05:00Z')
    const own = times()
    expect(own).toHaveLength(40)
    expect([1000, 2000, 30_000].map(ms => mostIn(own, ms))).toEqual([4, 4, 18])
    expect(rig.sent.map(({ summary }) => summary)).toEqual(many('k', 40))
  })

  test('one municipality’s many do not keep another’s few waiting', async () => {
    await queueFor(many('p', 200))
    await queueFor(['one', 'two'], 'by')
    await rig.engine.runDue()
    const few = times(id => id === 'one' || id === 'two')
    expect(few).toHaveLength(2)
    expect(Math.max(...few) - Date.parse('2026-10-05T08:00:00Z')).toBeLessThan(1500)
  })

  test('never two to one person at once', async () => {
    const flying = new Set<string>()
    // The first one waits for a second: that it ends shows that they were on their way together.
    const { promise: together, resolve } = Promise.withResolvers<void>()
    rig.messages.set('slow', {
      kind: 'slow',
      onAmbiguous: 'repeat',
      async render(tx, delivery, person, now) {
        expect(flying.has(person.personId)).toBe(false)
        flying.add(person.personId)
        if (flying.size > 1) resolve()
        await together
        flying.delete(person.personId)
        return (await rig.messages.get('news')?.render(tx, delivery, person, now)) ?? null
      },
    })
    for (const id of many('p', 6)) rig.people.set(id, reader(id))
    for (const key of ['a', 'b', 'c'])
      for (const id of many('p', 6)) await rig.queue(`${key}${id}`, id, 'slow')
    await rig.engine.runDue()
    expect(rig.sent).toHaveLength(18)
  })

  test('a 429 is obeyed to the second, by all that is for that conversation', async () => {
    rig.next.push({ type: 'later', seconds: 7, asked: true, status: 429 })
    await rig.queue('first', 'mette')
    await rig.engine.runDue()
    await rig.queue('second', 'mette')
    await queueFor(['jens'])
    await rig.engine.runDue()
    expect(rig.sent.map(({ summary }) => summary)).toEqual(['kommune:jens'])
    await rig.passTo('2026-10-05T08:00:06Z')
    expect(rig.sent).toHaveLength(1)
    await rig.passTo('2026-10-05T08:00:08Z')
    expect(rig.sent.slice(1).map(({ summary, at }) => `${at.slice(17, 19)} ${summary}`)).toEqual([
      '07 first',
      '07 second',
    ])
  })

  test('a clock that has gone back keeps nobody waiting', async () => {
    await queueFor(many('p', 50))
    await rig.engine.runDue()
    rig.clock.set('2026-10-04T08:00:00Z')
    await queueFor(['q'])
    await rig.engine.runDue()
    expect(rig.sent.at(-1)).toMatchObject({ personId: 'q', at: '2026-10-04T08:00:00.000Z' })
  })
})

describe('the evidence of each attempt', () => {
  const attempts = () =>
    clientOf(rig.db.reader).deliveryAttempt.findMany({
      orderBy: { startedAt: 'asc' },
      select: { result: true, status: true, endedAt: true },
    })

  test('what Teams said each time, in order', async () => {
    rig.next.push({ type: 'later', seconds: 3, asked: true, status: 429 }, { type: 'ambiguous', status: 500 })
    await rig.queue('k', 'mette')
    await rig.passTo('2026-10-05T08:10:00Z')
    expect((await attempts()).map(({ result, status }) => `${result} ${status}`)).toEqual([
      'later 429',
      'ambiguous 500',
      'sent null',
    ])
  })

  test('one that a process died on is known to be that, once it is taken up', async () => {
    await rig.queue('k', 'mette')
    const { settle } = rig.deliveries
    rig.deliveries.settle = () => Promise.reject(new Error('the machine is off'))
    await expect(rig.engine.runDue()).rejects.toThrow('the machine is off')
    rig.deliveries.settle = settle
    expect(await attempts()).toMatchObject([{ result: null, endedAt: null }])
    await rig.passTo('2026-10-05T08:10:00Z')
    expect((await attempts()).map(({ result }) => result)).toEqual(['stranded', 'sent'])
  })

  test('a process that stood still and comes back changes nothing but that it did arrive', async () => {
    await rig.queue('k', 'mette')
    // While it is being sent, time goes on, and somebody else takes it up.
    rig.next.push(() => {
      rig.clock.set('2026-10-05T09:00:00Z')
      return { type: 'later', seconds: 1 }
    })
    const { known } = rig.deliveries
    rig.deliveries.known = async (tx, attempt, now, outcome) => {
      rig.deliveries.known = known
      await known(tx, { deliveryId: attempt.deliveryId }, now, { result: 'stranded' })
      return known(tx, attempt, now, outcome)
    }
    await rig.engine.runDue()
    expect((await attempts()).map(({ result }) => result)).toEqual(['stranded'])
    expect(await rig.status('k')).toBe('sending')
  })

  test('what has arrived stays so, whatever a second attempt meets that was begun meanwhile', async () => {
    await rig.queue('k', 'mette')
    rig.next.push({ type: 'ambiguous' }, () => {
      standsStill()
      return { type: 'later', seconds: 1, asked: true, status: 429 }
    })
    /** The first one's process had stood still: only now it tells that it did arrive. */
    const { known } = rig.deliveries
    function standsStill() {
      rig.deliveries.known = async (tx, attempt, now, outcome) => {
        rig.deliveries.known = known
        const { id } = await clientOf(tx).delivery.findUniqueOrThrow({ where: { key: 'k' } })
        await rig.deliveries.settle(tx, id, {
          status: 'sent',
          sentAt: now,
          activityId: 'a',
          conversationId: 'c',
        })
        return known(tx, attempt, now, outcome)
      }
    }
    await rig.passTo('2026-10-05T09:00:00Z')
    expect(await rig.status('k')).toBe('sent')
    expect(rig.sent).toEqual([])
    expect((await attempts()).map(({ result }) => result)).toEqual(['ambiguous', 'later'])
  })

  test('two processes that find the same stranded: the second leaves alone what is being sent by then', async () => {
    const { settle, stranded } = rig.deliveries
    async function diesOnSending() {
      rig.deliveries.settle = (tx, id, state) =>
        state.status === 'sent' ? Promise.reject(new Error('the machine is off')) : settle(tx, id, state)
      await expect(rig.engine.runDue()).rejects.toThrow('the machine is off')
      rig.deliveries.settle = settle
    }
    await rig.queue('k', 'mette')
    await diesOnSending()
    rig.clock.set('2026-10-05T08:02:00Z')
    const found = await rig.deliveries.stranded(rig.db.reader, rig.clock.now())
    await rig.engine.runDue()
    rig.clock.set('2026-10-05T08:04:00Z')
    await diesOnSending()
    rig.deliveries.stranded = async () => found
    await rig.engine.runDue()
    rig.deliveries.stranded = stranded
    expect(await rig.status('k')).toBe('sending')
    expect((await attempts()).map(({ result }) => result)).toEqual(['stranded', null])
  })

  test('a machine that stood still before sending does not send: somebody else may by then', async () => {
    const news = rig.messages.get('news')
    rig.messages.set('slow', {
      kind: 'slow',
      onAmbiguous: 'repeat',
      async render(tx, delivery, person, now) {
        if (delivery.attempts === 1) rig.clock.set(new Date(now.getTime() + 45_000))
        return (await news?.render(tx, delivery, person, now)) ?? null
      },
    })
    await rig.queue('k', 'mette', 'slow')
    await rig.engine.runDue()
    expect(rig.sent).toEqual([])
    await rig.passTo('2026-10-05T08:01:00Z')
    expect(rig.sent).toMatchObject([{ perhapsAgain: false, at: '2026-10-05T08:00:46.000Z' }])
    expect((await attempts()).map(({ result }) => result)).toEqual(['later', 'sent'])
  })

  test('what is known is kept though the database is away for a moment', async () => {
    await rig.queue('k', 'mette')
    const { known } = rig.deliveries
    let away = 3
    rig.deliveries.known = (...args) => {
      away -= 1
      return away >= 0 ? Promise.reject(new StoreFault('57P01')) : known(...args)
    }
    await rig.engine.runDue()
    expect(await rig.status('k')).toBe('sent')
    await rig.passTo('2026-10-06T08:00:00Z')
    expect(rig.sent).toHaveLength(1)
  })

  test('is written down once, though it is not known whether the first time was', async () => {
    const ended: string[] = []
    const news = rig.messages.get('news')
    if (news) rig.messages.set('news', { ...news, ended: async (_tx, { key }) => void ended.push(key) })
    await rig.queue('k', 'mette')
    const { write } = rig.db
    const { known } = rig.deliveries
    rig.deliveries.known = () => {
      rig.deliveries.known = known
      // The next time it is saved, and the answer does not come.
      rig.db.write = async work => {
        rig.db.write = write
        await write(work)
        throw new StoreFault('08006', { perhaps: true })
      }
      return Promise.reject(new StoreFault('08006'))
    }
    await rig.engine.runDue()
    expect([await rig.status('k'), ended, rig.sent.length]).toEqual(['sent', ['k'], 1])
  })

  test('a message of a process that died before the clock went back holds nobody up', async () => {
    await rig.queue('k', 'mette')
    const due = await rig.deliveries.dueTo(rig.db.reader, 'mette', rig.clock.now())
    const until = new Date(rig.clock.now().getTime() + 60_000)
    await rig.db.write(tx => rig.deliveries.claim(tx, due?.id ?? '', rig.clock.now(), until))
    rig.clock.set('2026-10-04T08:00:00Z')
    await rig.queue('later', 'mette')
    await rig.passTo('2026-10-04T09:30:00Z')
    expect(rig.sent.map(({ summary }) => summary).toSorted()).toEqual(['k', 'later'])
  })

  test('one that was begun after another process had looked at its clock is still that one’s', async () => {
    await rig.queue('k', 'mette')
    const before = new Date(rig.clock.now().getTime() - 5000)
    const due = await rig.deliveries.dueTo(rig.db.reader, 'mette', rig.clock.now())
    const until = new Date(rig.clock.now().getTime() + 60_000)
    await rig.db.write(tx => rig.deliveries.claim(tx, due?.id ?? '', rig.clock.now(), until))
    expect(await rig.deliveries.sendingTo(rig.db.reader, 'mette', before)).toEqual(until)
    expect(await rig.deliveries.stranded(rig.db.reader, before)).toEqual([])
  })

  test('goes with what is forgotten', async () => {
    await rig.queue('k', 'mette')
    await rig.engine.runDue()
    expect(await attempts()).toHaveLength(1)
    await rig.db.write(tx => rig.planner.forget(tx, ['k']))
    expect(await attempts()).toEqual([])
  })
})
