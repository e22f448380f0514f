import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { overlap, type Span } from '../../../src/features/meetings/availability/model.ts'
import {
  type ReadingTerms,
  readDates,
  type TypedDate,
} from '../../../src/features/meetings/series/reading/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { addDays, type Day } from '../../../src/shared/day.ts'
import { dayOf, instantOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const today = '2026-08-17' as Day
const spanOn = (day: string, time = '09:00'): Span => {
  const startAt = instantOf(day as Day, time, zone)
  return { startAt, endAt: new Date(startAt.getTime() + 7_200_000) }
}
const terms = (change: Partial<ReadingTerms> = {}): ReadingTerms => ({
  now: instantOf(today, '10:00', zone),
  zone,
  calendar: calendarOf(defaultPolicy),
  lang: 'da',
  lengthMinutes: 120,
  soonest: '2026-08-30' as Day,
  meetings: [],
  members: [
    { personId: 'sara', role: 'healthVisitor', required: true },
    { personId: 'jens', role: 'ppr', required: true },
  ],
  hindrance: () => null,
  ...change,
})
const row = (day: string, change: Partial<TypedDate> = {}): TypedDate => ({
  keep: true,
  day,
  time: '09:00',
  insist: '',
  seen: [],
  ...change,
})

describe('dates as they were typed', () => {
  test('what is insisted on holds for those who were named; somebody more is a question again', () => {
    const busy = new Set(['sara'])
    const at = terms({ hindrance: id => (busy.has(id) ? 'meeting' : null) })
    const asked = readDates([row('2026-09-01')], at).rows[0]
    expect(asked).toMatchObject({ problem: { type: 'missing', people: [{ personId: 'sara' }] } })
    const insist = { insist: asked?.asked ?? '', seen: ['sara'] }
    expect(readDates([row('2026-09-08', insist)], at).spans).toEqual([spanOn('2026-09-01')])
    busy.add('jens')
    const again = readDates([row('2026-09-08', insist)], at)
    expect(again.rows[0]?.problem).toMatchObject({ people: [{ personId: 'jens' }, { personId: 'sara' }] })
    expect(again.spans).toEqual([])
  })

  test('for what is past, or cannot be read, nothing is put in that is too soon to be prepared', () => {
    const { rows } = readDates([row('2026-08-10'), row('snart'), row('2026-08-22')], terms())
    expect(rows.map(one => one.day)).toEqual(['2026-08-31', '2026-08-31', '2026-08-24'])
  })

  test('one that is planned already is no problem, past or not; another at that hour is', () => {
    const meetings = [spanOn('2026-08-11'), spanOn('2026-09-01')]
    const { there, spans, rows, good } = readDates(
      [row('2026-08-11'), row('2026-09-01'), row('2026-09-01', { time: '10:00' })],
      terms({ meetings }),
    )
    expect(there).toEqual(meetings)
    expect(spans).toEqual([])
    expect(good).toBe(false)
    expect(rows[2]).toMatchObject({ problem: { type: 'overlap' }, day: '2026-09-01', time: '11:00' })
  })

  test('two on one closing day are not offered the same time', () => {
    const { rows } = readDates([row('2026-12-24'), row('2026-12-24')], terms())
    expect(new Set(rows.map(one => `${one.day} ${one.time}`)).size).toBe(2)
  })

  test('rows that are not kept are left as they are, whatever stands in them', () => {
    const { good, rows } = readDates([row('i går', { keep: false })], terms())
    expect(good).toBe(true)
    expect(rows).toEqual([{ keep: false, day: 'i går', time: '09:00' }])
  })
})

test('whatever is typed: nothing is planned over anything else, or in the past; what is offered is good when it is sent', () => {
  const typed = fc.array(
    fc.record({
      offset: fc.integer({ min: -10, max: 120 }),
      time: fc.constantFrom('05:00', '09:00', '10:00', '17:30'),
    }),
    { maxLength: 8 },
  )
  const busyOn = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 10 })
  fc.assert(
    fc.property(typed, busyOn, (dates, busy) => {
      const days = new Set(busy.map(offset => addDays(today, offset)))
      const at = terms({
        meetings: [spanOn('2026-09-01'), spanOn('2026-10-20')],
        hindrance: (id, { startAt }) => (id === 'sara' && days.has(dayOf(startAt, zone)) ? 'away' : null),
      })
      const first = readDates(
        dates.map(({ offset, time }) => row(addDays(today, offset), { time })),
        at,
      )
      const all = [...at.meetings, ...first.spans]
      expect(all.some((one, index) => all.some((other, nth) => nth > index && overlap(one, other)))).toBe(
        false,
      )
      expect(first.spans.every(span => span.startAt > at.now)).toBe(true)
      const sent = first.rows.filter(one => one.problem === undefined || one.nearest)
      expect(
        readDates(
          sent.map(one => row(one.day, { time: one.time })),
          at,
        ).good,
      ).toBe(true)
    }),
    { numRuns: 200 },
  )
})
