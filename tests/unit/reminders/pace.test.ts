import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  conversationPace,
  nextTurn,
  type Pace,
  type Paid,
  tenantPace,
  turnAt,
} from '../../../src/reminders/pace.ts'
import { mostIn } from '../../support/rates.ts'

const start = Date.parse('2026-10-05T08:00:00Z')

/** Takes a turn at each of these moments, milliseconds after the one before. @returns when they were given */
function taken(gaps: readonly number[], pace: Pace): number[] {
  let now = start
  let paid: Date | null = null
  return gaps.map(gap => {
    now += gap
    const turn = turnAt(paid, new Date(now), pace)
    paid = turn.paidUntil
    return turn.at.getTime()
  })
}

describe('however they come', () => {
  const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ max: 5000, min: 0 })), {
    minLength: 1,
    maxLength: 400,
  })

  // Teams' limits, by window in milliseconds: a part is left to people's own turns.
  test.each([
    [
      'a conversation',
      conversationPace,
      [
        [1000, 7],
        [2000, 8],
        [30_000, 60],
        [3_600_000, 1800],
      ],
    ],
    ['a tenant', tenantPace, [[1000, 30]]],
  ] as const)('%s stays below every limit', (_, pace, limits) => {
    fc.assert(
      fc.property(gaps, list => {
        const at = taken(list, pace)
        for (const [windowMs, limit] of limits) expect(mostIn(at, windowMs)).toBeLessThan(limit)
        expect(at).toEqual(at.toSorted((a, b) => a - b))
      }),
      { numRuns: 200 },
    )
  })

  test('none waits longer than the pace asks for', () => {
    fc.assert(
      fc.property(gaps, list => {
        const { everyMs, burst } = conversationPace
        let now = start
        for (const [index, at] of taken(list, conversationPace).entries()) {
          now += list[index] ?? 0
          expect(at).toBeGreaterThanOrEqual(now)
          expect(at - now).toBeLessThanOrEqual(Math.max(0, index + 1 - burst) * everyMs)
        }
      }),
    )
  })

  test('two hours of a busy conversation', () => {
    const at = taken(
      Array.from({ length: 3600 }, () => 2000),
      conversationPace,
    )
    expect(mostIn(at, 3_600_000)).toBeLessThan(1800)
    expect(mostIn(at, 3_600_000)).toBeGreaterThan(1700)
  })
})

test('a moment that lies far ahead was given before the clock went back', () => {
  const now = new Date(start)
  expect(turnAt(new Date(start + 4_000_000), now, tenantPace).at).toEqual(now)
})

describe('nextTurn', () => {
  const none: Paid = { paidUntil: null, heldUntil: null }
  const now = new Date(start)
  const later = (ms: number) => new Date(start + ms)

  test('after a rest: now', () => {
    expect(nextTurn(none, none, now).turn).toEqual({ type: 'given', at: now })
  })

  test('the later of the two counts, and both are kept for it', () => {
    const { turn, kept } = nextTurn(
      { ...none, paidUntil: later(250) },
      { ...none, paidUntil: later(6600) },
      now,
    )
    expect(turn).toEqual({ type: 'given', at: later(300) })
    expect(kept).toEqual({ tenant: later(360), conversation: later(8700) })
  })

  test('not while Teams wants a rest; and one that is too long to be true does not count', () => {
    expect(nextTurn(none, { ...none, heldUntil: later(7000) }, now)).toEqual({
      turn: { type: 'notBefore', at: later(7000) },
      kept: null,
    })
    expect(nextTurn(none, { ...none, heldUntil: later(48 * 3_600_000) }, now).turn.type).toBe('given')
  })

  test('what a machine that stood still lets go in one heap stays below the limit, with what follows in that second', () => {
    const times: number[] = []
    let tenant: Paid = none
    let at = start
    // More than there is room for ask all the time; what is given while it stands still leaves at its end.
    for (; at < start + 3_000; at += 5) {
      const { turn, kept } = nextTurn(tenant, none, new Date(at))
      if (!kept) continue
      tenant = { ...none, paidUntil: kept.tenant }
      const standsStill = turn.at.getTime() < start + 1_500 && turn.at.getTime() > start + 700
      times.push(standsStill && at <= start + 700 ? start + 1_500 : turn.at.getTime())
      if (at === start + 700) at = start + 1_500
    }
    expect(times.filter(time => time === start + 1_500).length).toBeGreaterThan(6)
    expect(
      mostIn(
        times.toSorted((a, b) => a - b),
        1000,
      ),
    ).toBeLessThanOrEqual(30)
    expect(
      mostIn(
        times.toSorted((a, b) => a - b),
        1000,
      ),
    ).toBeGreaterThan(24)
  })

  test('what would wait long is given nothing yet', () => {
    expect(nextTurn(none, { ...none, paidUntil: later(13_000) }, now)).toEqual({
      turn: { type: 'notBefore', at: later(6700) },
      kept: null,
    })
  })
})
