import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { overlap, type Span } from '../../../src/features/meetings/availability/model.ts'
import { calendarObjections } from '../../../src/features/meetings/moving/model.ts'
import {
  insistable,
  offersNear,
  type ReadingTerms,
  readTypedDates,
  spanOf,
  type TypedDate,
} from '../../../src/features/meetings/typed-dates/model.ts'
import { dateFields, insistenceIn, typedDatesOf } from '../../../src/features/meetings/typed-dates/schema.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { addDays, type Day } from '../../../src/shared/day.ts'
import { whyNoMeeting } from '../../../src/shared/working-calendar.ts'
import { dayOf, instantOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const calendar = calendarOf(defaultPolicy)
const today = '2026-09-01' as Day
const terms: ReadingTerms = {
  now: instantOf(today, '10:00', zone),
  zone,
  calendar,
  lang: 'da',
  lengthMinutes: 120,
  soonest: '2026-09-14' as Day,
  taken: [],
  mayOverlap: true,
  missing: () => [],
}
const spanOn = (day: string, time = '09:00', hours = 2): Span => {
  const startAt = instantOf(day as Day, time, zone)
  return { startAt, endAt: new Date(startAt.getTime() + hours * 3_600_000) }
}
const row = (day: string, time = '09:00', change: Partial<TypedDate> = {}): TypedDate => ({
  keep: true,
  day,
  time,
  ...change,
})
const read = (rows: TypedDate[], change: Partial<ReadingTerms> = {}) =>
  readTypedDates(rows, { ...terms, ...change })
/** What is said of a row, and what stands in it now. */
const said = (result: ReturnType<typeof read>, index = 0) => {
  const one = result.rows[index]
  return one && `${one.problem?.type ?? 'good'} ${one.day} ${one.time}`
}
const days = (of: (index: number) => boolean, from = today) =>
  Array.from({ length: 900 }, (_, index) => index)
    .filter(of)
    .map(index => addDays(from, index))

describe('dates as they were typed', () => {
  test('are read in order of time, and stand there as dates; what is not kept is left as it is', () => {
    const { spans, rows } = read([row('2026-11-17'), row('jul', '', { keep: false }), row('10/11', 'kl. 13')])
    expect(spans).toEqual([spanOn('2026-11-10', '13:00'), spanOn('2026-11-17')])
    expect(rows.map(one => `${one.day} ${one.time}`)).toEqual([
      '2026-11-17 09:00',
      'jul ',
      '2026-11-10 13:00',
    ])
    expect(rows.some(one => one.problem)).toBe(false)
  })

  test('twice, over another, or there already: named, with the nearest that is free', () => {
    expect(said(read([row('2026-11-10'), row('2026-11-10')]), 1)).toBe('duplicate 2026-11-10 11:00')
    expect(said(read([row('2026-11-10'), row('2026-11-10', '10:30')]), 1)).toBe('overlap 2026-11-10 11:00')
    expect(said(read([row('2026-11-10'), row('2026-11-10', '11:00')]), 1)).toBe('good 2026-11-10 11:00')
    const taken = [spanOn('2026-11-10'), spanOn('2026-11-10', '11:00', 6.5)]
    expect(said(read([row('2026-11-10')], { taken }))).toBe('taken 2026-11-11 09:00')
  })

  test('where nobody chose a day, nothing is put in that is too soon to be prepared', () => {
    const { rows } = read([row('2026-08-25'), row('snart'), row('2026-09-05'), row('2026-09-08', '23:00')])
    expect(rows.map(one => one.day)).toEqual(['2026-09-14', '2026-09-14', '2026-09-07', '2026-09-08'])
  })

  test('two on one closing day are not offered the same time, nor one that somebody typed', () => {
    const { rows } = read([row('2026-12-24'), row('2026-12-24'), row('2026-12-28')])
    expect(new Set(rows.map(one => `${one.day} ${one.time}`)).size).toBe(3)
    expect(said({ spans: [], rows }, 2)).toBe('good 2026-12-28 09:00')
  })

  test('somebody who cannot come for long: named, and nothing is put in', () => {
    const away = read([row('2026-11-10')], { missing: () => [{ personId: 'sara', why: 'away' }] })
    expect(away.rows).toMatchObject([
      {
        day: '2026-11-10',
        problem: { type: 'missing', nearest: null, own: new Date('2026-11-10T08:00:00Z') },
      },
    ])
  })

  test('nothing is put in that is too far ahead to be planned', () => {
    const last = addDays(today, 400)
    const { rows } = read([row(last), row(last, '09:30'), row(addDays(last, 9))])
    expect(rows.every(one => one.day <= last)).toBe(true)
  })
})

describe('insisting', () => {
  const insisted = { insisted: {} }

  test('all that is possible can be had; the past, what cannot be read, the same twice and past midnight cannot', () => {
    const possible = [row('2026-12-24'), row('2026-11-14'), row('2026-11-10', '19:30'), row('2026-10-13')]
    expect(insistable(read(possible).rows)).toBe('all')
    const sure = read(possible.map(one => ({ ...one, ...insisted })))
    expect(sure.spans).toHaveLength(4)
    expect(insistable(sure.rows)).toBe('none')
    for (const one of [
      row('2026-08-25'),
      row('snart'),
      row('2026-11-10', '23:00'),
      row('2026-11-10', '22:00'),
    ]) {
      const result = read([{ ...one, ...insisted }])
      expect(result.spans).toEqual([])
      expect(insistable(result.rows)).toBe('none')
    }
    const twice = read([row('2026-11-10'), row('2026-11-10', '09:00', insisted)])
    expect(insistable(twice.rows)).toBe('none')
    expect(insistable(read([row('2026-12-24'), row('snart')]).rows)).toBe('some')
  })

  test('on a time over another: only where both may be', () => {
    const over = [row('2026-11-10'), row('2026-11-10', '10:00', insisted)]
    expect(read(over).spans).toHaveLength(2)
    const never = read(over, { mayOverlap: false })
    expect(said(never, 1)).toBe('overlap 2026-11-10 11:00')
    expect(insistable(never.rows)).toBe('none')
  })

  test('holds for those who were named, where that counts; somebody more is a question again', () => {
    const missing = () => [{ personId: 'sara', why: 'away' as const }]
    expect(read([row('2026-11-10', '09:00', insisted)], { missing }).spans).toHaveLength(1)
    const seen = (ids: string[]) =>
      read([row('2026-11-10', '09:00', { insisted: { seen: ids } })], { missing })
    expect(seen(['sara', 'jens']).spans).toHaveLength(1)
    expect(seen(['jens']).rows).toMatchObject([{ problem: { people: [{ personId: 'sara' }] } }])
  })

  test('is remembered by a button while the row is untouched, however it is written', () => {
    const { rows } = read([row('2026-12-24'), row('snart'), row('2026-11-10')])
    const remembered = insistenceIn(rows, { zone, anew: true, named: false })
    expect(insistenceIn(rows, { zone, anew: false, named: false })).toEqual({})
    expect(Object.keys(dateFields(1))).toEqual(expect.arrayContaining(Object.keys(remembered)))
    const back = (day0: string) =>
      typedDatesOf({ ...remembered, keep0: 'true', day0, time0: '9.00' }, { rows: 1, now: terms.now, zone })
    expect(back('28-12-2026')).toEqual([{ keep: true, day: '2026-12-24', time: '09:00', insisted: {} }])
    expect(back('2026-12-29')).toEqual([{ keep: true, day: '2026-12-29', time: '9.00' }])
  })
})

describe('policy leaves no day', () => {
  test('no working day: nothing can be insisted on, and the remedy is said whatever was typed', () => {
    const closed = { ...calendar, closingDays: days(() => true) }
    for (const typed of ['2026-11-10', 'snart', '2026-08-25', '2029-01-01']) {
      const { rows, spans } = read([row(typed, '09:00', { insisted: {} })], { calendar: closed })
      expect(spans).toEqual([])
      expect(rows[0]?.problem).toMatchObject({
        type: 'time',
        problem: { problem: 'closed', by: ['closingDay'], from: null },
        nearest: null,
      })
      expect(rows[0]?.problem?.own).toBeUndefined()
    }
  })

  test('from a day on: what lies before it can be had, what lies behind it says from when', () => {
    const closed = { ...calendar, closingDays: days(() => true, '2027-01-01' as Day) }
    expect(read([row('2026-11-10')], { calendar: closed }).spans).toHaveLength(1)
    expect(read([row('2027-02-02')], { calendar: closed }).rows[0]?.problem).toMatchObject({
      problem: { problem: 'closed', from: '2027-02-02', works: false },
    })
  })

  test('all weeks are the schools’ holidays: said, and a time can be insisted on all the same', () => {
    const weeks = Array.from({ length: 53 }, (_, index) => index + 1)
    const closed = { ...calendar, schoolHolidayWeeks: weeks }
    const { rows } = read([row('2026-11-10'), row('snart')], { calendar: closed })
    expect(rows).toMatchObject([
      {
        problem: {
          problem: { problem: 'closed', by: ['schoolHoliday'] },
          nearest: null,
          own: expect.any(Date),
        },
      },
      { problem: { problem: { problem: 'closed', by: ['schoolHoliday'] }, nearest: null } },
    ])
    expect(read([row('2026-11-10', '09:00', { insisted: {} })], { calendar: closed }).spans).toHaveLength(1)
  })
})

test('whatever is typed: nothing stands over anything else, or in the past; what is put in is good when it is sent', () => {
  const typed = fc.array(
    fc.record({
      offset: fc.integer({ min: -10, max: 410 }),
      time: fc.constantFrom('05:00', '09:00', '10:15', '15:59', '17:30', '23:00', 'kl. 9', 'middag'),
      insists: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  const busyOn = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 10 })
  fc.assert(
    fc.property(typed, busyOn, fc.boolean(), (dates, busy, mayOverlap) => {
      const busyDays = new Set(busy.map(offset => addDays(today, offset)))
      const at = {
        mayOverlap,
        taken: [spanOn('2026-09-15'), spanOn('2026-10-20')],
        missing: ({ startAt }: Span) =>
          busyDays.has(dayOf(startAt, zone)) ? [{ personId: 'sara', why: 'away' as const }] : [],
      }
      const rows = dates.map(({ offset, time, insists }) =>
        row(addDays(today, offset), time, insists ? { insisted: {} } : {}),
      )
      const first = read(rows, at)
      const all = [...at.taken, ...first.spans]
      const crossing = all.some((one, index) => all.some((other, nth) => nth > index && overlap(one, other)))
      expect(crossing && !mayOverlap).toBe(false)
      expect(new Set(all.map(one => one.startAt.getTime())).size).toBe(all.length)
      expect(first.spans.every(span => span.startAt > terms.now)).toBe(true)
      const sent = first.rows.filter(one => one.problem === undefined || one.problem.nearest)
      const again = read(
        sent.map(({ problem: _, ...one }) => one),
        at,
      )
      expect(again.rows.flatMap(one => one.problem ?? [])).toEqual([])
      expect(again.spans).toHaveLength(sent.length)
    }),
    { numRuns: 200 },
  )
})

describe('near times', () => {
  const now = new Date('2026-11-16T08:00:00Z')
  const rules = { now, zone, calendar, count: 3, suits: () => true }
  const asked = { day: '2026-12-01' as Day, start: '09:00', end: '11:00' }

  test('on the same day at the nearest hour that suits, then on the days after it', () => {
    const until = new Date('2026-12-01T10:30:00Z')
    expect(offersNear(asked, { ...rules, suits: ({ startAt }) => startAt >= until })).toEqual([
      { day: '2026-12-01', start: '11:30', end: '13:30' },
      { day: '2026-12-02', start: '09:00', end: '11:00' },
      { day: '2026-12-03', start: '09:00', end: '11:00' },
    ])
  })
  test('an unusual hour is brought into the preferred ones, just as long', () => {
    expect(offersNear({ ...asked, start: '17:30', end: '20:00' }, { ...rules, count: 1 })).toEqual([
      { day: '2026-12-01', start: '13:30', end: '16:00' },
    ])
  })
  test('nobody can for six weeks: none', () => {
    expect(offersNear(asked, { ...rules, suits: () => false })).toEqual([])
  })

  test('every one is ahead, suits, is just as long, and on a day for meetings; one a day, the earliest first', () => {
    const halfHours = fc.integer({ min: 0, max: 47 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4000 }),
        halfHours,
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 48 * 40 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (days, at, length, taken, count) => {
          const day = addDays('2024-01-01' as Day, days)
          const time = (half: number) =>
            `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`
          fc.pre(at + length <= 47)
          const wish = { day, start: time(at), end: time(at + length) }
          const from = spanOf(wish, zone).startAt.getTime()
          const busy = new Set(taken.map(half => from + (half - 48) * 1_800_000))
          const suits = ({ startAt }: { startAt: Date }) => !busy.has(startAt.getTime())
          const moment = new Date(from - 3_600_000)
          const offers = offersNear(wish, { ...rules, now: moment, count, suits })
          expect(offers.length).toBeLessThanOrEqual(count)
          let last = addDays(day, -1)
          for (const offer of offers) {
            const span = spanOf(offer, zone)
            expect(span.startAt > moment && suits(span)).toBe(true)
            const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
            expect(minutes(offer.end) - minutes(offer.start)).toBe(length * 30)
            expect(whyNoMeeting(offer.day, calendar)).toBeNull()
            expect(calendarObjections(span, { zone, calendar, lang: 'da' })).toEqual([])
            expect(offer.day > last).toBe(true)
            last = dayOf(span.startAt, zone)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
