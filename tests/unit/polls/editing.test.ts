import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KnownSlot, slotChange } from '../../../src/features/polls/editing/model.ts'
import { hasAnswered, lateVoters, mayChange } from '../../../src/features/polls/model.ts'

const hour = (at: number) => new Date(Date.UTC(2026, 10, 10, at))
const span = (at: number) => ({ startAt: hour(at), endAt: hour(at + 2) })
const known = (at: number, dropped = false): KnownSlot => ({
  id: `slot ${at}`,
  pollId: 'p',
  ...span(at),
  droppedAt: dropped ? hour(0) : null,
})

describe('editing keeps every answer to a slot that is unchanged (R-POLL-5)', () => {
  test('one moved, one taken out, one that comes back, one left as it is', () => {
    const slots = [known(7), known(9), known(11), known(13, true), known(15, true)]
    expect(slotChange(slots, [span(7), span(10), span(13)])).toEqual({
      drop: ['slot 9', 'slot 11'],
      restore: ['slot 13'],
      add: [span(10)],
    })
  })

  test('a time of another length is another question', () => {
    const longer = { startAt: hour(9), endAt: hour(12) }
    expect(slotChange([known(9)], [longer])).toEqual({ drop: ['slot 9'], restore: [], add: [longer] })
  })

  test('afterwards just the wanted times are asked about; who stays is who was wanted, and there and back is nothing', () => {
    const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 12 })
    const slots = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 23 }), fc.boolean()), {
      selector: ([at]) => at,
      maxLength: 12,
    })
    fc.assert(
      fc.property(slots, hours, (before, wanted) => {
        const were = before.map(([at, dropped]) => known(at, dropped))
        const change = slotChange(were, wanted.map(span))
        const after = [
          ...were.map(slot => ({
            ...slot,
            droppedAt: change.drop.includes(slot.id)
              ? hour(0)
              : change.restore.includes(slot.id)
                ? null
                : slot.droppedAt,
          })),
          ...change.add.map(one => known(one.startAt.getUTCHours())),
        ]
        const asked = after.filter(slot => !slot.droppedAt).map(slot => slot.id)
        expect(asked.toSorted()).toEqual(wanted.map(at => `slot ${at}`).toSorted())
        // No slot is ever deleted, so no answer is.
        expect(after.map(slot => slot.id)).toEqual(expect.arrayContaining(were.map(slot => slot.id)))
        const stays = were.filter(slot => !slot.droppedAt && wanted.includes(slot.startAt.getUTCHours()))
        for (const { id } of stays) expect([...change.drop, ...change.restore]).not.toContain(id)

        const back = slotChange(
          after,
          were.filter(slot => !slot.droppedAt),
        )
        expect(back.add).toEqual([])
        expect(back.restore.toSorted()).toEqual(change.drop.toSorted())
      }),
    )
  })
})

describe('who may still answer (decision 0012)', () => {
  const deadlineAt = hour(12)
  const poll = { status: 'open' as const, deadlineAt }

  test('until the deadline everybody; from then on whoever has not answered, until the poll is closed', () => {
    expect(mayChange(poll, true, hour(11))).toBe(true)
    expect(mayChange(poll, true, deadlineAt)).toBe(false)
    expect(mayChange(poll, false, hour(20))).toBe(true)
    expect(mayChange({ ...poll, status: 'confirmed' }, false, hour(11))).toBe(false)
  })

  test('a part of the answers is no answer, and what is said from the deadline on is late', () => {
    const say = (slotId: string, at: Date) => ({
      slotId,
      personId: 'ali',
      answer: 'yes' as const,
      recordedById: 'ali',
      at,
    })
    expect(hasAnswered([{ id: 'a' }, { id: 'b' }], [say('a', hour(1))], 'ali')).toBe(false)
    expect(hasAnswered([{ id: 'a' }], [say('a', hour(1))], 'ali')).toBe(true)
    expect(hasAnswered([{ id: 'a' }], [say('a', hour(1))], 'sara')).toBe(false)
    expect(lateVoters(poll, [say('a', hour(1))])).toEqual([])
    expect(lateVoters(poll, [say('a', hour(1)), say('b', deadlineAt)])).toEqual(['ali'])
    // What the coordinator records is marked as such.
    expect(lateVoters(poll, [{ ...say('b', deadlineAt), recordedById: 'lone' }])).toEqual([])
  })
})
