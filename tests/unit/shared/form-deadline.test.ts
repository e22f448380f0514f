import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, isoWeekday, toDay } from '../../../src/shared/day.ts'
import { type FormDeadlineTerms, formDeadline, isWorkingDay } from '../../../src/shared/working-calendar.ts'
import { dayOf, instantOf, timeOf } from '../../../src/shared/zoned-time.ts'

const ZONE = 'Europe/Copenhagen'
const policy = {
  leadDays: 3,
  sendAt: '12:00',
  zone: ZONE,
  calendar: { closingDays: [], usualClosingDays: true },
} as const

/** The table of requirements, section 5, with what was meant in UTC. */
const TABLE = [
  ['Tue 24 Nov 2026', '2026-11-24T09:00+01:00', '2026-11-20T12:00+01:00', '2026-11-19T12:00+01:00'],
  ['Tue 30 Mar 2027, Easter', '2027-03-30T09:00+02:00', '2027-03-24T12:00+01:00', '2027-03-22T12:00+01:00'],
  ['Mon 4 Jan 2027, New Year', '2027-01-04T13:00+01:00', '2026-12-30T12:00+01:00', '2026-12-28T12:00+01:00'],
  [
    'Wed 31 Mar 2027, summer time',
    '2027-03-31T09:00+02:00',
    '2027-03-24T12:00+01:00',
    '2027-03-23T12:00+01:00',
  ],
] as const

describe('the three-day rule', () => {
  test.each(TABLE)('%s', (_, meeting, calendar, working) => {
    const startAt = new Date(meeting)
    expect(formDeadline({ ...policy, startAt, leadMode: 'calendar' })).toEqual(new Date(calendar))
    expect(formDeadline({ ...policy, startAt, leadMode: 'working' })).toEqual(new Date(working))
  })

  test("the institution's closing days move it further back", () => {
    const closed = { closingDays: [toDay(2026, 11, 20), toDay(2026, 11, 19)], usualClosingDays: true }
    const startAt = new Date('2026-11-24T08:00:00Z')
    const deadline = formDeadline({ ...policy, calendar: closed, startAt, leadMode: 'calendar' })
    expect(deadline.toISOString()).toBe('2026-11-18T11:00:00.000Z')
  })

  test('the days are those of the zone, not of the machine or of UTC', () => {
    // Half past midnight on Tuesday in Copenhagen, Monday in UTC.
    const startAt = new Date('2026-11-23T23:30:00Z')
    expect(formDeadline({ ...policy, startAt, leadMode: 'working' }).toISOString()).toBe(
      '2026-11-19T11:00:00.000Z',
    )
  })

  test.each([0, -3, 2.5, Number.NaN])('%d lead days are a fault', leadDays => {
    const startAt = new Date('2026-11-24T08:00:00Z')
    expect(() => formDeadline({ ...policy, leadDays, startAt, leadMode: 'calendar' })).toThrow(/leadDays/)
  })
})

describe('the three-day rule, for every meeting 2024–2035', () => {
  const FIRST = toDay(2024, 1, 8)
  const anyDay = fc
    .integer({ min: 0, max: daysBetween(FIRST, toDay(2035, 12, 31)) })
    .map(n => addDays(FIRST, n))
  const anyStart = fc.tuple(anyDay, fc.integer({ min: 0, max: 95 })).map(([day, quarter]) => {
    const time = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
    return instantOf(day, time, ZONE)
  })
  const anyTerms: fc.Arbitrary<FormDeadlineTerms> = fc.record({
    startAt: anyStart,
    leadDays: fc.integer({ min: 1, max: 10 }),
    leadMode: fc.constantFrom('calendar', 'working'),
    sendAt: fc.constant('12:00'),
    zone: fc.constant(ZONE),
    calendar: fc.record({
      closingDays: fc.array(anyDay, { maxLength: 30 }),
      usualClosingDays: fc.boolean(),
    }),
  })

  test('it falls at twelve on a working day, and never later than so many days before', () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        const deadline = formDeadline(terms)
        const due = dayOf(deadline, ZONE)
        expect(timeOf(deadline, ZONE)).toBe('12:00')
        expect(isWorkingDay(due, terms.calendar)).toBe(true)
        expect(daysBetween(due, dayOf(terms.startAt, ZONE))).toBeGreaterThanOrEqual(terms.leadDays)
      }),
      { numRuns: 200 },
    )
  })

  test('counted in working days it is no later than in calendar days', () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        const working = formDeadline({ ...terms, leadMode: 'working' })
        expect(working <= formDeadline({ ...terms, leadMode: 'calendar' })).toBe(true)
      }),
    )
  })

  test('a later meeting never has an earlier deadline', () => {
    fc.assert(
      fc.property(anyTerms, anyStart, (terms, other) => {
        const [first, second] = terms.startAt <= other ? [terms.startAt, other] : [other, terms.startAt]
        expect(
          formDeadline({ ...terms, startAt: first }) <= formDeadline({ ...terms, startAt: second }),
        ).toBe(true)
      }),
    )
  })

  test('it falls at twelve local time on both sides of every change of the clock', () => {
    for (let year = 2024; year <= 2035; year++) {
      for (const month of [3, 10]) {
        const lastDay = toDay(year, month, 31)
        const change = addDays(lastDay, -(isoWeekday(lastDay) % 7))
        for (let n = -4; n <= 8; n++) {
          const meeting = addDays(change, n)
          const deadline = formDeadline({
            ...policy,
            startAt: instantOf(meeting, '09:00', ZONE),
            leadMode: 'calendar',
          })
          // Summer time holds from the change in March to the change in October.
          const summer = month === 3 ? dayOf(deadline, ZONE) >= change : dayOf(deadline, ZONE) < change
          expect(deadline.toISOString().slice(11)).toBe(summer ? '10:00:00.000Z' : '11:00:00.000Z')
        }
      }
    }
  })

  test('it is the same however short the meeting day is', () => {
    // Meetings on the very nights when the clock changes are moved by no hour.
    const spring = formDeadline({
      ...policy,
      startAt: new Date('2027-03-28T00:59:00Z'),
      leadMode: 'calendar',
    })
    const autumn = formDeadline({
      ...policy,
      startAt: new Date('2026-10-25T01:30:00Z'),
      leadMode: 'calendar',
    })
    expect(spring.toISOString()).toBe('2027-03-24T11:00:00.000Z')
    expect(autumn.toISOString()).toBe('2026-10-22T10:00:00.000Z')
  })
})
