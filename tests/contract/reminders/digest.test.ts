import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { wake } from '../../../src/reminders/backlog.ts'
import { everyWorkingDay, type Reader } from '../../../src/reminders/model.ts'
import { away, type Rig, reader, startRig, task } from './rig.ts'

let rig: Rig
// Monday 5 October 2026, 06:00 in Copenhagen.
beforeEach(async () => {
  rig = await startRig('2026-10-05T04:00:00Z')
})
afterEach(() => rig.cleanup())

const left = () => rig.sent.map(({ at, summary }) => `${at.slice(0, 16)} ${summary}`)

/** Plans one reminder of an open thing for each instant. */
async function open(subjectId: string, ...dueAt: string[]): Promise<void> {
  rig.open.set(subjectId, subjectId)
  await rig.plan(subjectId, ...dueAt.map((at, step) => task(subjectId, at, 'mette', step)))
}

describe('when it leaves', () => {
  test('at 08:30 on the day, and what came due later the day after', async () => {
    await open('a', '2026-10-05T05:00:00Z')
    await open('b', '2026-10-05T11:00:00Z')
    await rig.passTo('2026-10-06T12:00:00Z')
    expect(left()).toEqual(['2026-10-05T06:30 a', '2026-10-06T06:30 b'])
  })

  test('not at the weekend, on a holiday or a closing day', async () => {
    await open('weekend', '2026-10-10T06:30:00Z')
    await rig.passTo('2026-10-12T07:00:00Z')
    await open('christmas', '2026-12-24T07:30:00Z')
    await rig.passTo('2026-12-28T08:00:00Z')
    expect(left()).toEqual(['2026-10-12T06:30 weekend', '2026-12-28T07:30 christmas'])
  })

  test('at 08:30 by the clock on the wall on both sides of both changes of summer time', async () => {
    rig.clock.set('2026-10-23T04:00:00Z')
    await open('friday', '2026-10-23T06:30:00Z')
    await open('monday', '2026-10-25T00:30:00Z')
    await rig.passTo('2026-10-26T12:00:00Z')
    rig.clock.set('2027-03-19T04:00:00Z')
    await open('before', '2027-03-19T07:30:00Z')
    // Easter Monday is the day after the change.
    await open('after', '2027-03-28T01:30:00Z')
    await rig.passTo('2027-03-30T12:00:00Z')
    expect(left()).toEqual([
      '2026-10-23T06:30 friday',
      '2026-10-26T07:30 monday',
      '2027-03-19T07:30 before',
      '2027-03-30T06:30 after',
    ])
  })

  test('not while away: on the first working day after', async () => {
    rig.people.set('mette', reader('mette', { absences: [away('2026-10-05', '2026-10-16')] }))
    await open('a', '2026-10-05T06:30:00Z', '2026-10-08T06:30:00Z')
    await rig.passTo('2026-10-20T12:00:00Z')
    expect(left()).toEqual(['2026-10-19T06:30 a'])
  })

  describe('an absence that is taken back', () => {
    const takesBack = async (rest: Partial<Reader> = {}) => {
      rig.people.set('mette', reader('mette', rest))
      await rig.db.write(async tx => {
        await rig.reminders.recall(tx, 'mette', 'same', rig.clock.now())
        await rig.deliveries.recall(tx, 'mette', rig.clock.now())
      })
    }

    test('silences nothing: what was put off comes at the next hour for it, what is to come at its time', async () => {
      rig.people.set('mette', reader('mette', { absences: [away('2026-10-05', '2026-12-18')] }))
      await open('a', '2026-10-05T06:30:00Z')
      await open('later', '2026-10-20T06:30:00Z')
      await rig.passTo('2026-10-10T08:00:00Z')
      await takesBack()
      await rig.passTo('2026-10-21T12:00:00Z')
      expect(left()).toEqual(['2026-10-12T06:30 a', '2026-10-20T06:30 later'])
    })

    test('a weekly reader’s turn that it covered is made up for at once; another one is kept', async () => {
      const fridays = { rhythm: { ...everyWorkingDay, weekday: 5 } }
      rig.people.set('mette', reader('mette', { ...fridays, absences: [away('2026-10-07', '2026-12-18')] }))
      await open('a', '2026-10-08T06:30:00Z')
      await rig.passTo('2026-10-13T08:00:00Z')
      await takesBack(fridays)
      await open('b', '2026-10-13T08:30:00Z')
      rig.people.set('mette', reader('mette', { ...fridays, absences: [away('2026-10-19', '2026-10-20')] }))
      await rig.passTo('2026-10-14T12:00:00Z')
      await takesBack(fridays)
      await rig.passTo('2026-10-20T12:00:00Z')
      expect(left()).toEqual(['2026-10-13T08:00 a', '2026-10-16T06:30 b'])
    })

    test('nor a digest that waited for its end', async () => {
      await open('a', '2026-10-05T06:30:00Z')
      rig.clock.set('2026-10-05T06:30:00Z')
      rig.next.push({ type: 'later', seconds: 60 })
      await rig.engine.runDue()
      rig.people.set('mette', reader('mette', { absences: [away('2026-10-05', '2026-12-18')] }))
      await rig.passTo('2026-10-06T08:00:00Z')
      expect(left()).toEqual([])
      await takesBack()
      await rig.engine.runDue()
      expect(left()).toEqual(['2026-10-06T08:00 a'])
    })

    test('makes no second digest of a day', async () => {
      await open('a', '2026-10-05T06:30:00Z')
      rig.clock.set('2026-10-05T06:30:00Z')
      rig.next.push({ type: 'ambiguous' })
      await rig.engine.runDue()
      await takesBack()
      await rig.passTo('2026-10-06T12:00:00Z')
      expect(left()).toEqual(['2026-10-06T06:30 a'])
    })
  })

  test('late in the day after downtime it still leaves, in the evening it waits', async () => {
    await open('a', '2026-10-05T06:30:00Z')
    rig.clock.set('2026-10-05T13:59:00Z')
    await rig.engine.runDue()
    await open('b', '2026-10-06T06:30:00Z')
    rig.clock.set('2026-10-06T14:00:00Z')
    await rig.passTo('2026-10-07T12:00:00Z')
    expect(left()).toEqual(['2026-10-05T13:59 a', '2026-10-07T06:30 b'])
  })

  test('held up by Teams until the evening, it comes the next working day, as that day’s one', async () => {
    await open('a', '2026-10-09T06:30:00Z')
    await open('b', '2026-10-12T06:30:00Z')
    await open('c', '2026-10-12T08:00:00Z')
    rig.clock.set('2026-10-09T06:30:00Z')
    rig.next.push({ type: 'later', seconds: 8 * 3600 })
    await rig.passTo('2026-10-13T12:00:00Z')
    expect(left()).toEqual(['2026-10-12T06:30 a, b', '2026-10-13T06:30 c'])
  })
})

describe('one that is tried in vain', () => {
  const inVain = (tries: number) =>
    rig.next.push(...Array.from({ length: tries }, () => ({ type: 'later', seconds: 60 }) as const))

  test('is given up after a week of days on which it may leave, and the alarm is red', async () => {
    inVain(400)
    await open('a', '2026-10-05T06:30:00Z')
    await rig.passTo('2026-10-13T18:00:00Z')
    expect(await rig.status('digest:mette:2026-10-05')).toBe('pending')
    await rig.passTo('2026-10-14T14:00:00Z')
    expect([rig.sent, await rig.status('digest:mette:2026-10-05')]).toEqual([[], 'failed'])
    expect(await rig.engine.health()).toMatchObject({ ok: false, failed: 1 })
  })

  test('is not given up for the weeks that its reader was away', async () => {
    inVain(400)
    await open('a', '2026-10-05T06:30:00Z')
    rig.people.set('mette', reader('mette', { absences: [away('2026-10-06', '2026-10-30')] }))
    await rig.passTo('2026-11-02T07:00:00Z')
    rig.next.length = 0
    inVain(1)
    await rig.passTo('2026-11-02T14:00:00Z')
    expect(rig.sent).toMatchObject([{ summary: 'a' }])
  })
})

describe('what is in it', () => {
  test('everything that is due for the person, each thing once, and nobody else’s', async () => {
    rig.people.set('jens', reader('jens'))
    await open('a', '2026-10-05T05:00:00Z', '2026-10-05T05:30:00Z')
    await open('b', '2026-10-05T05:00:00Z')
    rig.open.set('c', 'c')
    await rig.plan('c', task('c', '2026-10-05T05:00:00Z', 'jens'))
    await rig.passTo('2026-10-05T12:00:00Z')
    expect(rig.sent.map(({ personId, summary }) => [personId, summary])).toEqual([
      ['mette', 'a, b'],
      ['jens', 'c'],
    ])
  })

  test('what was finished in the meantime is not; when nothing is left, nothing leaves', async () => {
    await open('a', '2026-10-05T05:00:00Z')
    await open('b', '2026-10-05T05:00:00Z')
    rig.open.delete('a')
    await rig.passTo('2026-10-05T12:00:00Z')
    await open('c', '2026-10-06T05:00:00Z')
    rig.open.delete('c')
    await rig.passTo('2026-10-06T12:00:00Z')
    expect(left()).toEqual(['2026-10-05T06:30 b'])
  })

  test('a line that fails does not keep the others from leaving', async () => {
    rig.kinds.set('broken', {
      kind: 'broken',
      mode: 'digest',
      line: () => Promise.reject(new Error('on purpose')),
    })
    await open('a', '2026-10-05T05:00:00Z')
    await rig.plan('x', { ...task('x', '2026-10-05T05:00:00Z'), kind: 'broken' })
    await rig.passTo('2026-10-05T12:00:00Z')
    expect(left()).toEqual(['2026-10-05T06:30 a'])
    expect(rig.logged.map(line => line.event)).toContain('digest.fault')
  })

  test('for somebody who is gone, nothing', async () => {
    await open('a', '2026-10-05T05:00:00Z')
    rig.people.delete('mette')
    await rig.passTo('2026-10-05T12:00:00Z')
    expect(rig.sent).toEqual([])
    expect(await rig.reminders.nextDueAt(rig.db.reader)).toBeNull()
  })
})

describe('after downtime', () => {
  test('a week of it: one digest with each open thing once, no burst, never nothing', async () => {
    for (const subjectId of ['a', 'b', 'c']) {
      const days = ['05', '06', '07', '08', '09'].map(day => `2026-10-${day}T06:30:00Z`)
      await open(subjectId, ...days)
    }
    rig.open.delete('b')
    rig.clock.set('2026-10-12T09:00:00Z')
    await rig.engine.runDue()
    expect(left()).toEqual(['2026-10-12T09:00 a, c'])
    await rig.passTo('2026-10-20T12:00:00Z')
    expect(rig.sent).toHaveLength(1)
  })

  test('more than one batch of it is still one digest, with everything', async () => {
    for (let number = 0; number < 70; number += 1) {
      const times = ['05', '06', '07', '08'].map(day => `2026-10-${day}T06:30:00Z`)
      await open(`s${number}`, ...times)
    }
    rig.clock.set('2026-10-12T09:00:00Z')
    await rig.engine.runDue()
    expect(rig.sent).toHaveLength(1)
    expect(rig.sent[0]?.summary.split(', ')).toHaveLength(70)
  })
})

describe('nobody knows whether it arrived', () => {
  test('what is open then is in the next working day’s, also what is said only once; no second one today', async () => {
    rig.clock.set('2026-10-09T06:30:00Z')
    await open('once', '2026-10-09T06:30:00Z')
    await open('done', '2026-10-09T06:30:00Z')
    rig.next.push({ type: 'ambiguous' })
    await rig.engine.runDue()
    rig.open.delete('done')
    await open('new', '2026-10-09T08:00:00Z')
    await rig.passTo('2026-10-13T12:00:00Z')
    expect(left()).toEqual(['2026-10-12T06:30 once, new'])
  })
})

describe('when things change', () => {
  test('what joins a digest between the look and the claim is in it', async () => {
    rig.clock.set('2026-10-05T06:30:00Z')
    await open('first', '2026-10-05T06:30:00Z')
    const { due } = rig.deliveries
    let joined = false
    rig.deliveries.due = async (...args) => {
      const found = await due(...args)
      if (found.length > 0 && !joined) {
        joined = true
        const [digest] = found
        const subjects = ['first', 'joined'].map(subjectId => ({ kind: 'task', subjectId }))
        rig.open.set('joined', 'joined')
        await rig.db.write(tx => rig.deliveries.amend(tx, digest?.id ?? '', { day: '2026-10-05', subjects }))
      }
      return found
    }
    await rig.engine.runDue()
    expect(left()).toEqual(['2026-10-05T06:30 first, joined'])
  })

  test('a digest that was empty does not use up the day', async () => {
    await open('done', '2026-10-05T06:30:00Z')
    rig.open.delete('done')
    await rig.passTo('2026-10-05T06:31:00Z')
    await open('new', '2026-10-05T08:00:00Z')
    await rig.passTo('2026-10-06T12:00:00Z')
    expect(left()).toEqual(['2026-10-05T08:00 new'])
  })

  test('what is moved or cancelled between looking and bundling is not lost, and not told', async () => {
    await open('first', '2026-10-05T06:30:00Z')
    await open('moved', '2026-10-05T06:30:00Z')
    await open('cancelled', '2026-10-05T06:30:00Z')
    rig.clock.set('2026-10-05T07:00:00Z')
    const { due } = rig.reminders
    rig.reminders.due = async (...args) => {
      const found = await due(...args)
      if (found.length === 3) {
        await rig.plan('moved', task('moved', '2026-10-07T06:30:00Z', 'mette', 0))
        await rig.plan('cancelled')
      }
      return found
    }
    await rig.passTo('2026-10-08T12:00:00Z')
    expect(left()).toEqual(['2026-10-05T07:00 first', '2026-10-07T06:30 moved'])
  })

  test('a clock that goes back a day costs a day, no more, and doubles nothing', async () => {
    await open('a', '2026-10-05T06:30:00Z')
    await open('b', '2026-10-06T06:30:00Z')
    await rig.passTo('2026-10-06T12:00:00Z')
    rig.clock.set('2026-10-05T05:00:00Z')
    await open('c', '2026-10-05T06:30:00Z')
    await rig.passTo('2026-10-08T12:00:00Z')
    expect(left()).toEqual(['2026-10-05T06:30 a', '2026-10-06T06:30 b', '2026-10-07T06:30 c'])
  })
})

describe('somebody who cannot be written to', () => {
  test('has no chat yet: finds one current digest on arriving, not one for each day', async () => {
    rig.next.push({ type: 'noChat' })
    await open('a', '2026-10-05T06:30:00Z', '2026-10-08T06:30:00Z')
    await open('b', '2026-10-12T06:30:00Z')
    await open('done', '2026-10-12T06:30:00Z')
    await rig.passTo('2026-10-20T12:00:00Z')
    expect(rig.sent).toEqual([])
    rig.open.delete('done')
    await rig.db.write(tx => wake(rig.deliveries, tx, 'mette', rig.clock.now()))
    await rig.engine.runDue()
    expect(left()).toEqual(['2026-10-20T12:00 a, b'])
  })

  test('has blocked the bot: nothing until they come back, then one', async () => {
    rig.next.push({ type: 'unreachable' })
    await open('a', '2026-10-05T06:30:00Z', '2026-10-08T06:30:00Z')
    await open('b', '2026-10-12T06:30:00Z')
    await rig.passTo('2026-10-20T12:00:00Z')
    expect([rig.sent, rig.people.get('mette')?.status]).toEqual([[], 'unreachable'])
    rig.people.set('mette', reader('mette'))
    await rig.db.write(tx => wake(rig.deliveries, tx, 'mette', rig.clock.now()))
    await rig.engine.runDue()
    expect(left()).toEqual(['2026-10-20T12:00 a, b'])
  })
})

test('another time of the same weekday leaves a turn owed that the bot slept through', async () => {
  rig.clock.set('2026-10-05T04:00:00Z')
  const mondays = { ...everyWorkingDay, weekday: 1 }
  rig.people.set('mette', reader('mette', { rhythm: mondays }))
  rig.open.set('a', 'a')
  await rig.plan('a', task('a', '2026-10-08T06:30:00Z'))
  await rig.passTo('2026-10-11T12:00:00Z')
  rig.clock.set('2026-10-12T15:00:00Z')
  await rig.engine.runDue()
  rig.people.set('mette', reader('mette', { rhythm: { ...mondays, at: '09:30' } }))
  await rig.db.write(tx => rig.reminders.recall(tx, 'mette', 'same', rig.clock.now()))
  await rig.engine.runDue()
  await rig.passTo('2026-10-20T12:00:00Z')
  expect(rig.sent.map(({ at }) => at.slice(0, 10))).toEqual(['2026-10-13'])
})
