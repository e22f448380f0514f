import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cardful,
  cardRoom,
  collisions,
  firstDeadline,
  progressOf,
  type Question,
  suggestedAnswer,
  takenBy,
} from '../../../src/features/polls/answer/model.ts'

const hour = (at: number) => new Date(Date.UTC(2026, 10, 10, at))
const slot = (at: number, id = `slot ${at}`) => ({ id, pollId: 'p', startAt: hour(at), endAt: hour(at + 2) })
const question = (id: string, slots: number, deadline: number): Question => ({
  poll: { id, deadlineAt: hour(deadline), createdAt: hour(0) },
  ahead: Array.from({ length: slots }, (_, at) => slot(at * 24, `${id} ${at}`)),
})
/** Many with few slots, so that a card is full of polls as often as of slots. */
const slotCount = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 24 }))
const questions = fc
  .array(fc.record({ slots: slotCount, deadline: fc.integer({ min: 1, max: 99 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map(all => all.map(({ slots, deadline }, place) => question(`poll ${place}`, slots, deadline)))
const pick = (pollId: string, at: number, place: string) => ({ ...slot(at), pollId, place })
const idsOf = (all: readonly Question[]) => all.map(({ poll }) => poll.id)

describe('what one card has room for', () => {
  test('each poll once, whole, by its deadline, and never more than fits, but one at least', () => {
    fc.assert(
      fc.property(questions, all => {
        const { here, later } = cardful(all)
        expect(idsOf([...here, ...later]).toSorted()).toEqual(idsOf(all).toSorted())
        const deadlines = [...here, ...later].map(({ poll }) => poll.deadlineAt.getTime())
        expect(deadlines).toEqual(deadlines.toSorted((a, b) => a - b))
        expect(here.length).toBeGreaterThan(0)
        const slots = here.reduce((sum, one) => sum + one.ahead.length, 0)
        if (here.length > 1) expect(slots).toBeLessThanOrEqual(cardRoom.slots)
        expect(here.length).toBeLessThanOrEqual(cardRoom.polls)
        const next = later[0]
        if (next && here.length < cardRoom.polls)
          expect(slots + next.ahead.length).toBeGreaterThan(cardRoom.slots)
      }),
    )
  })

  test('the order in which they come makes no difference; what is typed is on the card, what is passed over last', () => {
    fc.assert(
      fc.property(questions, all => {
        expect(cardful(all.toReversed())).toEqual(cardful(all))
        const last = all[0]?.poll.id ?? ''
        const first = all.at(-1)?.poll.id ?? ''
        const { here, later } = cardful(all, { first: new Set([first]), last: new Set([last]) })
        expect(here[0]?.poll.id).toBe(first)
        if (all.length > 1) expect([...here, ...later].at(-1)?.poll.id).toBe(last)
      }),
    )
  })

  test('the deadline that is named is the first that lies ahead', () => {
    const all = [question('a', 1, 3), question('b', 1, 5), question('c', 1, 9)]
    expect(firstDeadline(all, hour(4))).toEqual(hour(5))
    expect(firstDeadline(all, hour(10))).toEqual(hour(9))
  })
})

describe('what keeps somebody from a slot', () => {
  const engaged = (kind: 'meeting' | 'promised' | 'calendar', at: number) => ({
    ...{ personId: 'jens', kind, place: 'x', startAt: hour(at), endAt: hour(at + 2) },
    teamId: kind === 'calendar' ? null : 'team',
  })

  test('a meeting before absence, absence before a promise, the calendar last', () => {
    expect(takenBy(slot(9), engaged('meeting', 9), true)).toMatchObject({ why: 'meeting', travel: false })
    expect(takenBy(slot(9), engaged('meeting', 7), true)).toMatchObject({ why: 'meeting', travel: true })
    expect(takenBy(slot(9), engaged('promised', 9), true)).toEqual({ why: 'away' })
    expect(takenBy(slot(9), engaged('promised', 9), false)).toMatchObject({ why: 'promised' })
    expect(takenBy(slot(9), engaged('calendar', 9), false)).toEqual({ why: 'calendar' })
    expect(takenBy(slot(9), null, false)).toBeNull()
  })

  test('their own answer stands; a meeting and absence suggest a no, the rest nothing', () => {
    const meeting = takenBy(slot(9), engaged('meeting', 9), false) ?? undefined
    expect(suggestedAnswer('yes', meeting)).toBe('yes')
    expect(suggestedAnswer(undefined, meeting)).toBe('no')
    expect(suggestedAnswer(undefined, { why: 'away' })).toBe('no')
    expect(suggestedAnswer(undefined, { why: 'calendar' })).toBeNull()
  })

  test('what stood there already is no answer of theirs; anything typed is', () => {
    const slots = [slot(9), slot(12)]
    const suggested = new Map([['slot 9', 'no' as const]])
    const progress = (chosen: Map<string, 'yes' | 'no'>, comment: string | null = null) =>
      progressOf(slots, { chosen, comment }, suggested, '')
    expect(progress(new Map([['slot 9', 'no']]))).toBe('blank')
    expect(progress(new Map([['slot 9', 'yes']]))).toBe('partial')
    expect(progress(new Map([['slot 9', 'no']]), 'hej')).toBe('partial')
    expect(
      progress(
        new Map([
          ['slot 9', 'no'],
          ['slot 12', 'yes'],
        ]),
      ),
    ).toBe('complete')
  })

  test('slots of two polls collide when they overlap, or the way between them takes longer', () => {
    expect(collisions([pick('a', 9, 'x'), pick('b', 10, 'x')], 30)).toHaveLength(1)
    expect(collisions([pick('b', 11, 'x'), pick('a', 9, 'x')], 30)).toEqual([])
    expect(collisions([pick('b', 11, 'y'), pick('a', 9, 'x')], 30)).toHaveLength(1)
    expect(collisions([pick('a', 9, 'x'), pick('a', 10, 'x')], 30)).toEqual([])
  })

  test('all that collide are one group, also where the first and the last of them do not', () => {
    const morning = [pick('a', 9, 'x'), pick('b', 10, 'x'), pick('c', 11, 'x')]
    const next = [pick('a', 33, 'x'), pick('b', 33, 'x'), pick('c', 33, 'x')]
    const alone = pick('a', 60, 'x')
    expect(collisions([...next, alone, ...morning.toReversed()], 30)).toEqual([morning, next])
    // The long one holds two together that are apart.
    const [early, late, long] = [
      pick('a', 9, 'x'),
      pick('b', 12, 'x'),
      { ...pick('c', 8, 'x'), endAt: hour(14) },
    ]
    expect(collisions([late, early, long], 30)).toEqual([[long, early, late]])
  })
})
