import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '../../../src/shared/day.ts'
import { fullDate } from '../../../src/shared/human-dates.ts'
import { formDeadline, type LeadMode } from '../../../src/shared/working-calendar.ts'
import { timeOf } from '../../../src/shared/zoned-time.ts'
import { plainSpaces } from '../../support/cards.ts'
import {
  apart,
  daysFrom,
  dayThere,
  dueDayBefore,
  isWorked,
  onTheWall,
  stepped,
  whenWall,
  YEARS,
} from '../../support/plain-calendar.ts'

const COPENHAGEN = 'Europe/Copenhagen'
const usual = { closingDays: [], usualClosingDays: true }
const MODES: readonly LeadMode[] = ['calendar', 'working']
/** Zones that a policy may name: where clocks change in other weeks, by half an hour, or not at all. */
const ZONES = [COPENHAGEN, 'America/Los_Angeles', 'Pacific/Kiritimati', 'Australia/Lord_Howe', 'UTC']

const anyDay = fc.constantFrom(...YEARS)
const anyTerms = fc.record({
  meeting: anyDay,
  time: fc.constantFrom('07:00', '09:00', '12:30', '17:45'),
  leadDays: fc.integer({ min: 1, max: 12 }),
  leadMode: fc.constantFrom(...MODES),
  sendAt: fc.constantFrom('08:00', '12:00', '15:30'),
  zone: fc.constantFrom(...ZONES),
  calendar: fc.record({ closingDays: fc.array(anyDay, { maxLength: 60 }), usualClosingDays: fc.boolean() }),
})

/** The worked examples of section 5: the meeting, and both modes, as instants and as people read them. */
const EXAMPLES = [
  {
    meeting: ['2026-11-24T09:00:00+01:00', 'tirsdag den 24. november 2026 kl. 9.00'],
    calendar: ['2026-11-20T12:00:00+01:00', 'fredag den 20. november 2026 kl. 12.00'],
    working: ['2026-11-19T12:00:00+01:00', 'torsdag den 19. november 2026 kl. 12.00'],
  },
  {
    meeting: ['2027-03-30T09:00:00+02:00', 'tirsdag den 30. marts 2027 kl. 9.00'],
    calendar: ['2027-03-24T12:00:00+01:00', 'onsdag den 24. marts 2027 kl. 12.00'],
    working: ['2027-03-22T12:00:00+01:00', 'mandag den 22. marts 2027 kl. 12.00'],
  },
  {
    meeting: ['2027-01-04T13:00:00+01:00', 'mandag den 4. januar 2027 kl. 13.00'],
    calendar: ['2026-12-30T12:00:00+01:00', 'onsdag den 30. december 2026 kl. 12.00'],
    working: ['2026-12-28T12:00:00+01:00', 'mandag den 28. december 2026 kl. 12.00'],
  },
  {
    meeting: ['2027-03-31T09:00:00+02:00', 'onsdag den 31. marts 2027 kl. 9.00'],
    calendar: ['2027-03-24T12:00:00+01:00', 'onsdag den 24. marts 2027 kl. 12.00'],
    working: ['2027-03-23T12:00:00+01:00', 'tirsdag den 23. marts 2027 kl. 12.00'],
  },
] as const

describe('the worked examples of section 5', () => {
  for (const { meeting, ...due } of EXAMPLES) {
    test.each(MODES)(`${meeting[1]}, in %s days`, leadMode => {
      const startAt = new Date(meeting[0])
      const terms = { startAt, leadDays: 3, leadMode, sendAt: '12:00', zone: COPENHAGEN, calendar: usual }
      const deadline = formDeadline(terms)
      expect(deadline.toISOString()).toBe(new Date(due[leadMode][0]).toISOString())
      expect(plainSpaces(fullDate(startAt, COPENHAGEN, 'da'))).toBe(meeting[1])
      expect(plainSpaces(fullDate(deadline, COPENHAGEN, 'da'))).toBe(due[leadMode][1])
    })
  }
})

describe('the three-day rule against section 5 by brute force, 2024–2035', () => {
  test.each(MODES)('every day of the twelve years, counted in %s days', leadMode => {
    const wrong = YEARS.flatMap(meeting => {
      const startAt = whenWall(meeting, '09:00', COPENHAGEN)
      const terms = { startAt, leadDays: 3, leadMode, sendAt: '12:00', zone: COPENHAGEN, calendar: usual }
      const expected = `${dueDayBefore(meeting, 3, leadMode, usual)} 12:00`
      const found = onTheWall(formDeadline(terms), COPENHAGEN)
      return found === expected ? [] : [{ meeting, expected, found }]
    })
    expect(wrong).toEqual([])
  })

  test("whatever the institution's closing days, lead days, hour and zone are", () => {
    fc.assert(
      fc.property(anyTerms, ({ meeting, time, ...policy }) => {
        const { leadDays, leadMode, sendAt, zone, calendar } = policy
        const deadline = formDeadline({ ...policy, startAt: whenWall(meeting, time, zone) })
        const due = dueDayBefore(meeting, leadDays, leadMode, calendar)
        expect(deadline.toISOString()).toBe(whenWall(due, sendAt, zone).toISOString())
      }),
      { numRuns: 500 },
    )
  })

  test('never later than it must be, and never earlier: no working day is left between', () => {
    fc.assert(
      fc.property(anyTerms, ({ meeting, time, ...policy }) => {
        const { leadDays, leadMode, sendAt, zone, calendar } = policy
        const deadline = formDeadline({ ...policy, startAt: whenWall(meeting, time, zone) })
        const due = dayThere(deadline, zone)
        expect(apart(due, meeting)).toBeGreaterThanOrEqual(leadDays)
        expect(isWorked(due, calendar)).toBe(true)
        expect(timeOf(deadline, zone)).toBe(sendAt)
        const limit = leadMode === 'calendar' ? stepped(meeting, -leadDays) : stepped(meeting, -1)
        const between = daysFrom(stepped(due, 1), limit).filter(day => isWorked(day, calendar))
        expect(between).toHaveLength(leadMode === 'calendar' ? 0 : leadDays - 1)
      }),
      { numRuns: 300 },
    )
  })

  test('a later meeting is never due earlier, in any zone', () => {
    fc.assert(
      fc.property(anyTerms, anyDay, ({ meeting, time, ...policy }, other) => {
        const [first, second] = [meeting, other].toSorted() as [Day, Day]
        const due = (day: Day) => formDeadline({ ...policy, startAt: whenWall(day, time, policy.zone) })
        expect(due(first) <= due(second)).toBe(true)
      }),
    )
  })

  test('more lead days are never due later', () => {
    fc.assert(
      fc.property(anyTerms, ({ meeting, time, ...policy }) => {
        const startAt = whenWall(meeting, time, policy.zone)
        const longer = formDeadline({ ...policy, startAt, leadDays: policy.leadDays + 1 })
        expect(longer <= formDeadline({ ...policy, startAt })).toBe(true)
      }),
    )
  })
})
