import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  calendarObjections,
  type Objection,
  offersNear,
  spanOf,
  unseen,
} from '../../../src/features/meetings/moving/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { addDays, type Day } from '../../../src/shared/day.ts'
import { whyNoMeeting } from '../../../src/shared/working-calendar.ts'
import { dayOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const calendar = calendarOf(defaultPolicy)
const now = new Date('2026-11-16T08:00:00Z')
const rules = { now, zone, calendar, count: 3, suits: () => true }
const asked = { day: '2026-12-01' as Day, start: '09:00', end: '11:00' }

describe('what speaks against a time by the calendar', () => {
  const against = (day: string, start: string, end: string) =>
    calendarObjections(spanOf({ day: day as Day, start, end }, zone), { zone, calendar, lang: 'da' })

  test('a usual hour on a usual day: nothing', () => {
    expect(against('2026-12-01', '07:00', '18:00')).toEqual([])
  })
  test('the day, the hour, or both', () => {
    expect(against('2026-12-05', '09:00', '11:00')).toEqual([{ about: 'day', why: { kind: 'weekend' } }])
    expect(against('2026-10-13', '06:30', '08:00')).toEqual([
      { about: 'day', why: { kind: 'schoolHoliday', week: 42 } },
      { about: 'hours' },
    ])
    expect(against('2026-12-01', '17:00', '18:30')).toEqual([{ about: 'hours' }])
  })
})

describe('what was not seen yet', () => {
  const busy = (personId: string): Objection => ({ about: 'person', personId, why: 'busy' })
  const day: Objection = { about: 'day', why: { kind: 'weekend' } }

  test('insisting on some of it leaves the rest a question', () => {
    const all = [day, busy('mette'), busy('jens')]
    expect(unseen(all, { time: false, personIds: [] })).toEqual(all)
    expect(unseen(all, { time: true, personIds: ['mette'] })).toEqual([busy('jens')])
    expect(unseen(all, { time: false, personIds: ['mette', 'jens'] })).toEqual([day])
    expect(unseen(all, { time: true, personIds: ['mette', 'jens', 'ali'] })).toEqual([])
  })
})

describe('near times', () => {
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
