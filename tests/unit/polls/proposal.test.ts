import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ProposalTerms, proposeSlots } from '../../../src/features/polls/proposal/model.ts'
import { addDays, type Day, isoWeek, toDay } from '../../../src/shared/day.ts'
import { isWorkingDay } from '../../../src/shared/working-days.ts'
import { dayOf, timeOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const terms = (change: Partial<ProposalTerms> = {}): ProposalTerms => ({
  now: new Date('2026-09-01T08:00:00Z'),
  zone,
  calendar: { usualClosingDays: true, closingDays: [] },
  schoolHolidayWeeks: [7, 29, 30, 42],
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
    const taken = proposeSlots(terms()).proposals.map(one => one.startAt)
    const more = proposeSlots(terms({ taken })).proposals.map(one => one.startAt.getTime())
    expect(more.length).toBeGreaterThanOrEqual(3)
    for (const instant of taken) expect(more).not.toContain(instant.getTime())
  })

  test('nothing is proposed so soon that the forms could not be in, however late one is', () => {
    expect(days({ from: '2026-01-01' as Day })[0]! >= '2026-09-14').toBe(true)
  })

  test('always on working days, outside school holidays, in the future, in order, at the wall time, over the years and both changes of clock', () => {
    const someDay = fc.integer({ min: 0, max: 11 * 365 }).map(offset => addDays(toDay(2024, 1, 1), offset))
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('08:00', '09:00', '13:00', '15:30'),
        fc.integer({ min: 0, max: 60 }),
        (today, weekday, startTime, ahead) => {
          const now = new Date(`${today}T11:00:00Z`)
          const change = { now, from: addDays(today, ahead), weekday, startTime }
          const { proposals } = proposeSlots(terms(change))
          expect(proposals.length).toBeGreaterThanOrEqual(3)
          expect(proposals.length).toBeLessThanOrEqual(8)
          const other = startTime < '12:00' ? '13:00' : '09:00'
          for (const one of proposals) {
            expect(isWorkingDay(one.day, terms().calendar)).toBe(true)
            expect(terms().schoolHolidayWeeks).not.toContain(isoWeek(one.day))
            expect(one.startAt > now).toBe(true)
            expect([startTime, other]).toContain(timeOf(one.startAt, zone))
            expect(dayOf(one.startAt, zone)).toBe(one.day)
          }
          const times = proposals.map(one => one.startAt.getTime())
          expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
        },
      ),
      { numRuns: 60 },
    )
  })
})
