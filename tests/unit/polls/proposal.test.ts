import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../../../src/features/meetings/availability/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { type ProposalTerms, proposeSlots } from '../../../src/features/polls/proposal/model.ts'
import { addDays, type Day, isoWeek, toDay } from '../../../src/shared/day.ts'
import { isWorkingDay } from '../../../src/shared/working-calendar.ts'
import { dayOf, timeOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const terms = (change: Partial<ProposalTerms> = {}): ProposalTerms => ({
  now: new Date('2026-09-01T08:00:00Z'),
  zone,
  calendar: calendarOf(defaultPolicy),
  lang: 'da',
  from: '2026-10-13' as Day,
  daysAhead: 13,
  weekday: 2,
  startTime: '09:00',
  lengthMinutes: 120,
  members: [
    { personId: 'lone', required: true },
    { personId: 'ali', required: false },
  ],
  absences: [],
  busy: [],
  taken: [],
  ...change,
})
const overlaps = (a: Span, b: Span) => a.startAt < b.endAt && b.startAt < a.endAt
const days = (change: Partial<ProposalTerms> = {}) =>
  proposeSlots(terms(change)).proposals.map(one => one.day)

describe('proposed slots (R-POLL-1)', () => {
  test('the preferred weekday, moved past the autumn holiday with the reason', () => {
    const { proposals, skipped } = proposeSlots(terms())
    expect(proposals.map(one => one.day)).toContain('2026-10-20')
    expect(skipped).toContainEqual({ kind: 'schoolHoliday', day: '2026-10-13', week: 42 })
  })

  test('a holiday is named', () => {
    const { skipped, proposals } = proposeSlots(
      terms({ from: '2027-03-25' as Day, weekday: 4, now: new Date('2027-02-25T08:00:00Z') }),
    )
    expect(skipped[0]).toMatchObject({ kind: 'notWorking', day: '2027-03-25', why: { name: 'skærtorsdag' } })
    expect(proposals.some(one => one.day === '2027-03-25')).toBe(false)
  })

  test('when somebody required is away or busy the day is skipped; without an optional one it is marked', () => {
    const absence = (personId: string) => [
      { personId, fromDay: '2026-10-20' as Day, toDay: '2026-10-20' as Day },
    ]
    const lone = proposeSlots(terms({ absences: absence('lone') }))
    expect(lone.proposals.some(one => one.day === '2026-10-20')).toBe(false)
    expect(lone.skipped).toContainEqual({ kind: 'away', day: '2026-10-20', personIds: ['lone'] })
    const ali = proposeSlots(terms({ absences: absence('ali') })).proposals
    expect(ali.find(one => one.day === '2026-10-20')?.without).toEqual(['ali'])
    const busy = [
      {
        personId: 'lone',
        startAt: new Date('2026-10-20T08:00:00Z'),
        endAt: new Date('2026-10-20T09:00:00Z'),
      },
    ]
    expect(proposeSlots(terms({ busy })).skipped).toContainEqual({
      kind: 'busy',
      day: '2026-10-20',
      personIds: ['lone'],
    })
  })

  test('what is asked about already is not proposed again', () => {
    const taken = proposeSlots(terms()).proposals
    const later = terms({ taken, startTime: '09:30' })
    for (const more of [proposeSlots(terms({ taken })), proposeSlots(later)]) {
      expect(more.proposals.length).toBeGreaterThanOrEqual(3)
      for (const one of more.proposals) expect(taken.some(span => overlaps(span, one))).toBe(false)
    }
  })

  test('the name of a holiday is in the language of the reader', () => {
    const { skipped } = proposeSlots(
      terms({ lang: 'en', from: '2027-03-25' as Day, weekday: 4, now: new Date('2027-02-25T08:00:00Z') }),
    )
    expect(skipped[0]).toMatchObject({ why: { name: 'Maundy Thursday' } })
  })

  test('nothing is proposed so soon that the forms could not be in, however late one is', () => {
    expect(days({ from: '2026-01-01' as Day })[0]! >= '2026-09-14').toBe(true)
    expect(proposeSlots(terms({ from: '2026-01-01' as Day })).skipped).toEqual([])
  })

  test('that the cadence’s own day comes too soon is said', () => {
    const { proposals, skipped } = proposeSlots(terms({ from: '2026-09-07' as Day }))
    expect(skipped).toContainEqual({ kind: 'tooSoon', day: '2026-09-08' })
    expect(proposals.map(one => one.day)).toContain('2026-09-15')
  })

  test('always on working days, outside school holidays, in the future, in order, at the wall time, over the years and both changes of clock', () => {
    const someDay = fc.integer({ min: 0, max: 11 * 365 }).map(offset => addDays(toDay(2024, 1, 1), offset))
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('08:00', '09:00', '13:00', '15:30'),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom(15, 90, 120, 150),
        (today, weekday, startTime, ahead, lengthMinutes) => {
          const now = new Date(`${today}T11:00:00Z`)
          const change = { now, from: addDays(today, ahead), weekday, startTime, lengthMinutes }
          const { proposals } = proposeSlots(terms(change))
          expect(proposals.length).toBeGreaterThanOrEqual(3)
          expect(proposals.length).toBeLessThanOrEqual(8)
          const other = startTime < '12:00' ? '13:00' : '09:00'
          for (const one of proposals) {
            expect(isWorkingDay(one.day, terms().calendar)).toBe(true)
            expect(terms().calendar.schoolHolidayWeeks).not.toContain(isoWeek(one.day))
            expect(one.startAt > now).toBe(true)
            expect([startTime, other]).toContain(timeOf(one.startAt, zone))
            expect(dayOf(one.startAt, zone)).toBe(one.day)
            expect(one.endAt.getTime() - one.startAt.getTime()).toBe(lengthMinutes * 60_000)
            expect(timeOf(one.endAt, zone) <= '18:00').toBe(true)
            expect(proposals.filter(other => overlaps(other, one))).toEqual([one])
          }
          const times = proposals.map(one => one.startAt.getTime())
          expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
        },
      ),
      { numRuns: 60 },
    )
  })
})
