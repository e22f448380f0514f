import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  answers,
  pollReminders,
  proposedDeadline,
  rankSlots,
  type SlotAnswer,
  silentVoters,
  type Voter,
} from '../../../src/features/polls/model.ts'

const calendar = { usualClosingDays: true, closingDays: [] }
const zone = 'Europe/Copenhagen'
const slot = (id: string, day: string) => ({
  id,
  pollId: 'p',
  startAt: new Date(`${day}T08:00:00Z`),
  endAt: new Date(`${day}T10:00:00Z`),
})
const slots = [slot('a', '2026-11-17'), slot('b', '2026-11-24'), slot('c', '2026-12-01')]
const voters: Voter[] = [
  { personId: 'lone', role: 'leader', required: true },
  { personId: 'jens', role: 'ppr', required: true },
  { personId: 'ali', role: 'ppr', required: true },
  { personId: 'ida', role: 'pedagogue', required: false },
]
const say = (personId: string, slotId: string, answer: Answer): SlotAnswer => ({
  personId,
  slotId,
  answer,
  recordedById: personId,
})
const ids = (given: SlotAnswer[]) => rankSlots(slots, given, voters).map(one => one.slot.id)

describe('the result of a poll (R-POLL-4)', () => {
  test('a slot is feasible when every required role has somebody who can, also if needed', () => {
    const given = [say('lone', 'b', 'ifNeeded'), say('ali', 'b', 'yes'), say('jens', 'b', 'no')]
    const [best] = rankSlots(slots, given, voters)
    expect(best).toMatchObject({ slot: { id: 'b' }, feasible: true, blockers: [] })
  })

  test('what blocks a slot is named: who said no, and who has not answered', () => {
    const given = [say('lone', 'a', 'yes'), say('jens', 'a', 'no')]
    const a = rankSlots(slots, given, voters).find(one => one.slot.id === 'a')
    expect(a?.blockers).toEqual([{ role: 'ppr', saidNo: ['jens'], silent: ['ali'] }])
  })

  test('feasible stands before more yes', () => {
    const given = [
      say('lone', 'c', 'ifNeeded'),
      say('jens', 'c', 'ifNeeded'),
      say('lone', 'a', 'yes'),
      say('ida', 'a', 'yes'),
    ]
    expect(ids(given)[0]).toBe('c')
  })

  test('of two feasible slots, the one with more yes of those required; then more yes; then if needed; then earlier', () => {
    const both = (id: string, lone: Answer, jens: Answer) => [say('lone', id, lone), say('jens', id, jens)]
    expect(ids([...both('a', 'yes', 'ifNeeded'), ...both('b', 'yes', 'yes')])[0]).toBe('b')
    expect(ids([...both('a', 'yes', 'yes'), ...both('b', 'yes', 'yes'), say('ida', 'b', 'yes')])[0]).toBe('b')
    expect(
      ids([...both('a', 'yes', 'yes'), ...both('b', 'yes', 'yes'), say('ida', 'b', 'ifNeeded')])[0],
    ).toBe('b')
    expect(ids([...both('b', 'yes', 'yes'), ...both('c', 'yes', 'yes')])[0]).toBe('b')
  })

  test('the answers of somebody who has left the team do not count', () => {
    const [first] = rankSlots(slots, [say('gone', 'c', 'yes')], voters)
    expect(first?.slot.id).toBe('a')
    expect(rankSlots(slots, [say('gone', 'c', 'yes')], voters).every(one => one.counts.yes === 0)).toBe(true)
  })

  const anyAnswers = fc
    .uniqueArray(
      fc.record({
        personId: fc.constantFrom('lone', 'jens', 'ali', 'ida'),
        slotId: fc.constantFrom('a', 'b', 'c'),
        answer: fc.constantFrom(...answers),
      }),
      { selector: one => `${one.personId}${one.slotId}` },
    )
    .map(list => list.map(one => ({ ...one, recordedById: one.personId })))

  test('the order does not depend on the order in which anything came in', () => {
    fc.assert(
      fc.property(anyAnswers, fc.nat(), (given, seed) => {
        const turned = [
          ...given.slice(seed % (given.length + 1)),
          ...given.slice(0, seed % (given.length + 1)),
        ]
        const again = rankSlots([...slots].reverse(), turned.reverse(), [...voters].reverse())
        expect(again.map(one => one.slot.id)).toEqual(ids(given))
      }),
    )
  })

  test('no feasible slot ever stands behind one that is not', () => {
    fc.assert(
      fc.property(anyAnswers, given => {
        const order = rankSlots(slots, given, voters).map(one => one.feasible)
        expect(order).toEqual([...order].sort((a, b) => Number(b) - Number(a)))
      }),
    )
  })

  test('silent are exactly those who miss a slot', () => {
    fc.assert(
      fc.property(anyAnswers, given => {
        for (const voter of voters) {
          const count = given.filter(one => one.personId === voter.personId).length
          expect(silentVoters(slots, given, voters).includes(voter)).toBe(count < slots.length)
        }
      }),
    )
  })
})

describe('deadline and reminders (R-POLL-3)', () => {
  const rules = { digestAt: '08:30', zone, calendar }

  test('the deadline is noon, so many working days ahead, and before the first slot', () => {
    const now = new Date('2026-10-05T08:00:00Z')
    const at = (first: string) =>
      proposedDeadline(now, new Date(first), { workingDays: 5, zone, calendar }).toISOString()
    expect(at('2026-11-17T08:00:00Z')).toBe('2026-10-12T10:00:00.000Z')
    expect(at('2026-10-09T07:00:00Z')).toBe('2026-10-08T10:00:00.000Z')
  })

  test('halfway and the working day before, at the digest’s time', () => {
    const poll = { createdAt: new Date('2026-10-05T08:00:00Z'), deadlineAt: new Date('2026-10-12T10:00:00Z') }
    expect(pollReminders(poll, poll.createdAt, rules).map(at => at.toISOString())).toEqual([
      '2026-10-08T06:30:00.000Z',
      '2026-10-09T06:30:00.000Z',
    ])
  })

  test('reminders lie on working days between opening and deadline, and never in the past', () => {
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2035-12-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), fc.nat(1000), (createdAt, days, part) => {
        const deadlineAt = new Date(createdAt.getTime() + days * 86_400_000)
        const now = new Date(createdAt.getTime() + (days * 86_400_000 * part) / 1000)
        const due = pollReminders({ createdAt, deadlineAt }, now, rules)
        expect(due.length).toBeLessThanOrEqual(2)
        for (const at of due) {
          expect(at > now && at < deadlineAt).toBe(true)
        }
      }),
    )
  })
})
