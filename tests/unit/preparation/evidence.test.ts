import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type EvidenceRow,
  inTimeOf,
  lateWhyOf,
  type StoppedRow,
} from '../../../src/features/preparation/distribution/evidence/model.ts'
import { papersOf } from '../../../src/features/preparation/distribution/evidence/papers/model.ts'

const meeting = { dueAt: new Date('2026-11-20T11:00:00Z') }
const before = new Date('2026-11-19T11:00:00Z')
const after = new Date('2026-11-21T09:00:00Z')
const sent = new Date('2026-11-23T09:00:00Z')
const facts = { version: 1, formLate: false, joinedAt: before, consentAt: before, itemAt: before }

describe('why something came after the deadline (R-FORM-10)', () => {
  test.each([
    ['they joined after it', { joinedAt: after }, 'joined'],
    ['the consent came after it', { consentAt: after }, 'consent'],
    ['the form came after it', { formLate: true }, 'form'],
    ['a correction came after it', { formLate: true, version: 2 }, 'corrected'],
    ['the item came on after it', { itemAt: after }, 'item'],
    ['the bot was down', {}, 'sent'],
    ['a consent that came after it was sent is no reason', { consentAt: new Date('2026-11-24') }, 'sent'],
  ] as const)('%s', (_, change, why) => {
    expect(lateWhyOf(meeting, { ...facts, ...change }, sent, true)).toBe(why)
  })

  test('nothing is late that left in time, whatever came later; the minutes of a busy machine count as in time', () => {
    const late = { ...facts, joinedAt: after, consentAt: after }
    expect(lateWhyOf(meeting, late, new Date('2026-11-20T11:05:00Z'), false)).toBeNull()
    expect(lateWhyOf(meeting, late, null, false)).toBeNull()
    expect(lateWhyOf(meeting, facts, sent, false)).toBe('sent')
  })
})

describe('how many had everything in time', () => {
  const ids = fc.subarray(['a', 'b', 'c', 'd'])
  const expected = fc.array(fc.record({ itemId: fc.uuid(), personIds: ids }), { maxLength: 4 })

  test('never more than there are; everybody when all of it left in time, nobody when an item for all did not', () => {
    fc.assert(
      fc.property(expected, all => {
        const of = new Set(all.flatMap(({ personIds }) => personIds)).size
        expect(inTimeOf(meeting, all, () => meeting.dueAt)).toEqual({ people: of, of })
        const forAll = { itemId: 'x', personIds: ['a', 'b', 'c', 'd'] }
        const reached = (itemId: string) => (itemId === 'x' ? sent : before)
        expect(inTimeOf(meeting, [...all, forAll], reached)).toEqual({ people: 0, of: 4 })
      }),
    )
  })

  test('who lacks one of several had not everything', () => {
    const all = [
      { itemId: '1', personIds: ['a', 'b'] },
      { itemId: '2', personIds: ['b'] },
    ]
    const reached = (itemId: string, personId: string) => (itemId === '2' && personId === 'b' ? null : before)
    expect(inTimeOf(meeting, all, reached)).toEqual({ people: 1, of: 2 })
  })
})

test('R-FORM-10: taken together by form, every row of the proof is there once; what differs stands first', () => {
  const key = fc.record({
    agendaItemId: fc.constantFrom('a', 'b', 'c'),
    contributorId: fc.constantFrom('', 'jens'),
    formVersion: fc.integer({ min: 1, max: 2 }),
    personId: fc.uuid(),
  })
  const numbers: Record<string, number> = { a: 1, b: 2, c: 0 }
  const row = fc.record({
    key,
    sentAt: fc.option(fc.constant(sent)),
    late: fc.constantFrom(null, 'joined' as const),
    openedAt: fc.option(fc.constant(sent)),
  })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), fc.array(key, { maxLength: 5 }), (rows, stopped) => {
      const number = ({ agendaItemId }: { agendaItemId: string }) => numbers[agendaItemId] ?? 0
      const evidence = {
        rows: rows.map(
          (one): EvidenceRow => ({
            number: number(one.key),
            receipt: { ...one.key, late: one.late !== null, openedAt: one.sentAt && one.openedAt },
            delivery: { status: 'sent', sentAt: one.sentAt },
            late: one.late,
          }),
        ),
        stopped: stopped.map(
          (one): StoppedRow => ({
            number: number(one),
            stopped: { ...one, meetingId: '', deliveryId: '', why: 'withdrawn', at: sent, underWay: false },
            sentAt: null,
          }),
        ),
      }
      const papers = papersOf(evidence)
      const shown = papers.flatMap(({ inTime, exceptions }) => [
        ...inTime,
        ...exceptions.map(one => one.row ?? one.stopped),
      ])
      expect(new Set(shown)).toEqual(new Set([...evidence.rows, ...evidence.stopped]))
      expect(shown).toHaveLength(rows.length + stopped.length)
      for (const { of, inTime, exceptions, opened, unopened } of papers) {
        expect(of).toBeLessThanOrEqual(inTime.length + exceptions.length)
        expect(opened + unopened.length).toBeLessThanOrEqual(inTime.length + exceptions.length)
      }
      const differs = papers.map(({ exceptions }) => exceptions.length > 0)
      expect(differs).toEqual(differs.toSorted((a, b) => Number(b) - Number(a)))
    }),
  )
})
