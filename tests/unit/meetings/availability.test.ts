import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  diaryOf,
  type Engagement,
  overlap,
  samePlace,
} from '../../../src/features/meetings/availability/model.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 8) + minutes * 60_000)
const engagement = (from: number, until: number, change: Partial<Engagement> = {}): Engagement => ({
  personId: 'jens',
  startAt: at(from),
  endAt: at(until),
  kind: 'meeting',
  place: 'Solsikken',
  teamId: 'team',
  ...change,
})
const span = (from: number, until: number) => ({ startAt: at(from), endAt: at(until) })

describe('what somebody has given away (R-POLL-1)', () => {
  test('one meeting may begin when the other ends, at the same place', () => {
    const diary = diaryOf([engagement(0, 120)], 30)
    expect(diary.clash('jens', span(120, 180), ' solsikken ')).toBeNull()
    expect(diary.clash('jens', span(119, 180), 'Solsikken')).toMatchObject({ kind: 'meeting' })
    expect(diary.clash('mette', span(0, 120), 'Solsikken')).toBeNull()
  })

  test('between two places there is the way, before and after', () => {
    const diary = diaryOf([engagement(60, 120)], 30)
    expect(diary.clash('jens', span(149, 200), 'Mælkevejen')).not.toBeNull()
    expect(diary.clash('jens', span(150, 200), 'Mælkevejen')).toBeNull()
    expect(diary.clash('jens', span(0, 31), 'Mælkevejen')).not.toBeNull()
    expect(diary.clash('jens', span(0, 30), 'Mælkevejen')).toBeNull()
  })

  test('an unknown place may be anywhere, but an entry in a calendar counts as it stands', () => {
    expect(samePlace('', '')).toBe(false)
    expect(diaryOf([engagement(0, 60, { place: '' })], 30).clash('jens', span(70, 100), '')).not.toBeNull()
    const calendar = engagement(0, 60, { kind: 'calendar', place: '', teamId: null })
    expect(diaryOf([calendar], 30).clash('jens', span(60, 100), 'Solsikken')).toBeNull()
  })

  test('a meeting is named before a promise, a promise before the rest', () => {
    const all = [
      engagement(0, 60, { kind: 'calendar' }),
      engagement(10, 60, { kind: 'promised' }),
      engagement(20, 60),
    ]
    expect(diaryOf(all, 0).clash('jens', span(0, 60), '')?.kind).toBe('meeting')
    expect(diaryOf(all.slice(0, 2), 0).clash('jens', span(0, 60), '')?.kind).toBe('promised')
  })

  test('finds what looking at each one finds', () => {
    const one = fc.record({
      from: fc.integer({ min: 0, max: 2000 }),
      length: fc.integer({ min: 1, max: 600 }),
      personId: fc.constantFrom('jens', 'mette'),
    })
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 30 }),
        one,
        fc.integer({ min: 0, max: 90 }),
        (all, asked, way) => {
          const known = all.map(({ from, length, personId }) => engagement(from, from + length, { personId }))
          const wanted = span(asked.from, asked.from + asked.length)
          const found = diaryOf(known, way).clash(asked.personId, wanted, 'Mælkevejen')
          const expected = known.some(
            each =>
              each.personId === asked.personId &&
              overlap(
                {
                  startAt: new Date(each.startAt.getTime() - way * 60_000),
                  endAt: new Date(each.endAt.getTime() + way * 60_000),
                },
                wanted,
              ),
          )
          expect(found !== null).toBe(expected)
        },
      ),
    )
  })
})
