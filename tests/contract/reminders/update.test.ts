import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { wake } from '../../../src/reminders/backlog.ts'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import { type Rig, reader, startRig } from './rig.ts'

let rig: Rig
/** what the card about the subject says; null: it is over */
let says: string | null
beforeEach(async () => {
  rig = await startRig('2026-10-05T08:00:00Z')
  says = 'on the 10th'
  for (const kind of ['date', 'fixed', 'asking'])
    rig.messages.set(kind, {
      kind,
      onAmbiguous: 'repeat',
      ...(kind === 'date' && { follows: true as const }),
      // Somebody may be writing in it.
      ...(kind === 'asking' && { follows: async () => says === null }),
      render: async (tx, delivery, reader, now) => {
        const posted = await rig.messages.get('news')?.render(tx, delivery, reader, now)
        return says === null || !posted ? null : { ...posted, summary: says }
      },
    })
})
afterEach(() => rig.cleanup())

/** The key of a message is its subject here. */
const changes = async (...subjects: string[]) => {
  await rig.db.write(async tx => {
    for (const subject of subjects) await rig.planner.changed(tx, subject, rig.clock.now())
  })
  await rig.engine.runDue()
}
const shown = () => rig.updated.map(({ summary }) => summary)

async function posted(kind = 'date'): Promise<void> {
  await rig.queue('k', 'mette', kind)
  await rig.engine.runDue()
  expect(rig.sent).toHaveLength(1)
}

describe('a posted card of which something has changed', () => {
  test('is changed in its place, once, and nothing new is posted', async () => {
    await posted()
    says = 'on the 12th'
    await changes('k')
    await rig.passTo('2026-10-06T08:00:00Z')
    expect([rig.updated, rig.sent.length]).toEqual([
      [{ personId: 'mette', deliveryId: rig.sent[0]?.deliveryId, summary: 'on the 12th' }],
      1,
    ])
  })

  test('is changed to say so where there is nothing to say any more', async () => {
    await posted()
    says = null
    await changes('k')
    expect(shown()).toEqual(['over'])
  })

  test('is left alone while somebody may be writing in it, or when it is of a fixed kind', async () => {
    await rig.queue('fixed', 'mette', 'fixed')
    await rig.queue('asking', 'mette', 'asking')
    await rig.engine.runDue()
    says = 'on the 12th'
    await changes('fixed', 'asking')
    expect(rig.updated).toEqual([])
    says = null
    await changes('fixed', 'asking')
    expect(shown()).toEqual(['over'])
  })

  test('is left alone for twelve hours after something was pressed on it', async () => {
    await posted()
    const id = rig.sent[0]?.deliveryId ?? ''
    const touch = (personId: string) =>
      rig.db.write(tx => rig.deliveries.touch(tx, id, personId, rig.clock.now()))
    expect([await touch('somebody else'), await touch('mette'), await touch('mette')]).toEqual([
      false,
      true,
      false,
    ])
    says = 'on the 12th'
    await changes('k')
    rig.clock.set('2026-10-05T18:00:00Z')
    await touch('mette')
    await rig.engine.runDue()
    rig.clock.set('2026-10-05T20:00:01Z')
    await rig.engine.runDue()
    expect(rig.updated).toEqual([])
    rig.clock.set('2026-10-06T06:00:01Z')
    await rig.engine.runDue()
    expect(shown()).toEqual(['on the 12th'])
  })

  test('is tried again when Teams is in trouble, for a week, and raises no alarm', async () => {
    await posted()
    says = 'on the 12th'
    rig.nextUpdates.push({ type: 'later', seconds: 30, asked: true }, { type: 'ambiguous' })
    await changes('k')
    expect(rig.updated).toEqual([])
    for (let minutes = 1; minutes < 10; minutes += 1) {
      rig.clock.set(new Date(Date.parse('2026-10-05T08:00:00Z') + minutes * 60_000))
      await rig.engine.runDue()
    }
    expect(shown()).toEqual(['on the 12th'])
    rig.nextUpdates.push(...Array.from({ length: 2000 }, () => ({ type: 'ambiguous' }) as const))
    await changes('k')
    for (let hours = 1; hours < 200; hours += 1) {
      rig.clock.set(new Date(Date.parse('2026-10-05T09:00:00Z') + hours * 3_600_000))
      await rig.engine.runDue()
    }
    expect(await clientOf(rig.db.reader).delivery.count({ where: { updateAt: { not: null } } })).toBe(0)
    expect((await rig.engine.health()).ok).toBe(true)
  })

  test('changed again while it is changed: what is so in the end stands there', async () => {
    await posted()
    says = 'on the 12th'
    const { updated } = rig.deliveries
    rig.deliveries.updated = async (tx, one, next) => {
      rig.deliveries.updated = updated
      says = 'on the 14th'
      rig.clock.set('2026-10-05T08:00:01Z')
      await rig.planner.changed(tx, 'k', rig.clock.now())
      await updated(tx, one, next)
    }
    await changes('k')
    await rig.engine.runDue()
    expect(shown()).toEqual(['on the 12th', 'on the 14th'])
  })

  test('what changes while a message is on its way is put right when it has arrived', async () => {
    await rig.queue('k', 'mette', 'date')
    const { known } = rig.deliveries
    rig.deliveries.known = async (tx, ...rest) => {
      rig.deliveries.known = known
      says = 'on the 12th'
      await rig.planner.changed(tx, 'k', rig.clock.now())
      return known(tx, ...rest)
    }
    await rig.engine.runDue()
    expect(rig.sent.map(({ summary }) => summary)).toEqual(['on the 10th'])
    await rig.engine.runDue()
    expect(shown()).toEqual(['on the 12th'])
  })

  test('what has changed before it leaves is in it: nothing is changed afterwards', async () => {
    await rig.queue('k', 'mette', 'date')
    says = 'on the 12th'
    await changes('k')
    await rig.engine.runDue()
    expect([rig.sent.map(({ summary }) => summary), rig.updated]).toEqual([['on the 12th'], []])
  })

  test('of one that somebody opens while others are changed, nothing is taken', async () => {
    rig.people.set('jens', reader('jens'))
    await rig.queue('k', 'mette', 'date')
    await rig.queue('l', 'jens', 'date')
    await rig.engine.runDue()
    const own = rig.sent.find(({ personId }) => personId === 'jens')?.deliveryId ?? ''
    says = 'on the 12th'
    const { takeUpdate } = rig.deliveries
    rig.deliveries.takeUpdate = async (tx, one, ...rest) => {
      rig.deliveries.takeUpdate = takeUpdate
      const taken = await takeUpdate(tx, one, ...rest)
      await rig.deliveries.touch(tx, own, 'jens', rig.clock.now())
      return taken
    }
    await rig.db.write(async tx => {
      await rig.planner.changed(tx, 'k', rig.clock.now())
      await rig.planner.changed(tx, 'l', new Date(rig.clock.now().getTime() + 1))
    })
    rig.clock.set('2026-10-05T08:00:01Z')
    await rig.engine.runDue()
    expect(rig.updated.map(({ personId }) => personId)).toEqual(['mette'])
  })

  test('waits for somebody who is out of reach', async () => {
    await posted()
    rig.people.set('mette', reader('mette', { status: 'unreachable' }))
    says = 'on the 12th'
    await changes('k')
    rig.people.set('mette', reader('mette'))
    expect(rig.updated).toEqual([])
    await rig.passTo('2026-10-05T14:00:01Z')
    expect(shown()).toEqual(['on the 12th'])
  })
})

describe('one card that speaks for several messages', () => {
  const over = new Set<string>()
  beforeEach(() => {
    over.clear()
    // The first says the second, too, as the question about dates does for every poll that waits.
    rig.messages.set('both', {
      kind: 'both',
      onAmbiguous: 'repeat',
      follows: true,
      async render(tx, delivery, person, now) {
        const [own, other] = [delivery.key, delivery.key === 'k' ? 'l' : 'k']
        const posted = await rig.messages.get('news')?.render(tx, delivery, person, now)
        if (over.has(own) || !posted) return null
        const unsent = await rig.deliveries.unsentTo(tx, 'both', person.personId)
        const carries = unsent.filter(one => one.subjectId === other).map(one => one.id)
        return { ...posted, summary: over.has(other) ? own : `${own} ${other}`, carries }
      },
    })
  })
  const postedBoth = async () => {
    await rig.queue('k', 'mette', 'both')
    await rig.queue('l', 'mette', 'both')
    await rig.engine.runDue()
    expect([rig.sent.length, await rig.status('k'), await rig.status('l')]).toEqual([1, 'sent', 'sent'])
  }

  test.each([
    ['k', 'l'],
    ['l', 'k'],
  ])('%s is over: the card says the other one, and is changed once', async (one, other) => {
    await postedBoth()
    over.add(one)
    await changes(one)
    expect(shown()).toEqual([other])
    over.add(other)
    await changes(other)
    expect(shown()).toEqual([other, 'over'])
  })

  test('is left alone, whichever of them changes, while it is in somebody’s hands', async () => {
    await postedBoth()
    const id = rig.sent[0]?.deliveryId ?? ''
    await rig.db.write(tx => rig.deliveries.touch(tx, id, 'mette', rig.clock.now()))
    over.add('l')
    await changes('k', 'l')
    expect(rig.updated).toEqual([])
  })

  test('the list of what waited stays when a line of it changes', async () => {
    rig.next.push({ type: 'noChat' }, { type: 'noChat' })
    await rig.queue('k', 'mette', 'date')
    await rig.queue('l', 'mette', 'date')
    await rig.engine.runDue()
    await rig.db.write(tx => wake(rig.deliveries, tx, 'mette', rig.clock.now()))
    await rig.engine.runDue()
    expect(rig.sent.map(({ summary }) => summary)).toEqual(['on the 10th + on the 10th'])
    says = 'on the 12th'
    await changes('k')
    expect(rig.updated).toEqual([])
  })
})
