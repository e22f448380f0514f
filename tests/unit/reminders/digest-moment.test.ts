import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backOffSeconds,
  type DigestHours,
  digestMoment,
  longestBackOffSeconds,
} from '../../../src/reminders/model.ts'
import { addDays, type Day, toDay } from '../../../src/shared/day.ts'
import { isWorkingDay } from '../../../src/shared/working-calendar.ts'
import { dayOf, timeOf } from '../../../src/shared/zoned-time.ts'

const hours: DigestHours = {
  zone: 'Europe/Copenhagen',
  from: '08:30',
  until: '16:00',
  calendar: { usualClosingDays: true, closingDays: [] },
}
const moment = (now: string, absences: { fromDay: Day; toDay: Day }[] = [], last: Day | null = null) =>
  digestMoment(new Date(now), hours, absences, last).toISOString()

describe('digestMoment', () => {
  it('is now within the hours of a working day, 08:30 before them, the next working day after them', () => {
    expect(moment('2026-10-05T06:30:00Z')).toBe('2026-10-05T06:30:00.000Z')
    expect(moment('2026-10-05T13:59:59Z')).toBe('2026-10-05T13:59:59.000Z')
    expect(moment('2026-10-05T06:29:59Z')).toBe('2026-10-05T06:30:00.000Z')
    expect(moment('2026-10-05T14:00:00Z')).toBe('2026-10-06T06:30:00.000Z')
  })

  it('goes over weekends, holidays, closing days and absence', () => {
    expect(moment('2026-10-09T14:00:00Z')).toBe('2026-10-12T06:30:00.000Z')
    expect(moment('2026-12-23T15:00:00Z')).toBe('2026-12-28T07:30:00.000Z')
    const away = { fromDay: toDay(2026, 10, 5), toDay: toDay(2026, 10, 9) }
    expect(moment('2026-10-05T07:00:00Z', [away])).toBe('2026-10-12T06:30:00.000Z')
  })

  it('follows the wall clock over both changes of summer time', () => {
    expect(moment('2026-10-24T22:30:00Z')).toBe('2026-10-26T07:30:00.000Z')
    expect(moment('2025-03-30T00:30:00Z')).toBe('2025-03-31T06:30:00.000Z')
  })

  it('is not on the day of the last digest', () => {
    expect(moment('2026-10-05T07:00:00Z', [], toDay(2026, 10, 5))).toBe('2026-10-06T06:30:00.000Z')
    expect(moment('2026-10-05T07:00:00Z', [], toDay(2026, 10, 4))).toBe('2026-10-05T07:00:00.000Z')
  })

  it('still comes when a policy’s hours end before they begin', () => {
    const backwards = { ...hours, until: '08:00' }
    const now = new Date('2026-10-05T18:00:00Z')
    expect(digestMoment(now, backwards, [], null)).toEqual(now)
  })

  it('is never before now, always in the hours of a working day that is theirs, and stays where it is', () => {
    const instants = fc.date({
      min: new Date('2025-01-01T00:00:00Z'),
      max: new Date('2030-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 40 }), fc.boolean(), (now, daysAway, hadOne) => {
        const today = dayOf(now, hours.zone)
        const absences = daysAway === 0 ? [] : [{ fromDay: today, toDay: addDays(today, daysAway) }]
        const last = hadOne ? today : null
        const at = digestMoment(now, hours, absences, last)
        const day = dayOf(at, hours.zone)
        const time = timeOf(at, hours.zone)
        expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime())
        expect(isWorkingDay(day, hours.calendar)).toBe(true)
        expect(absences.some(absence => absence.fromDay <= day && day <= absence.toDay)).toBe(false)
        expect(day).not.toBe(last)
        expect(time >= hours.from && time < hours.until).toBe(true)
        expect(digestMoment(at, hours, absences, last)).toEqual(at)
      }),
    )
  })
})

describe('backOffSeconds', () => {
  it('doubles from half a minute to an hour', () => {
    expect([1, 2, 3, 4].map(attempts => backOffSeconds(attempts))).toEqual([30, 60, 120, 240])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), attempts => {
        expect(backOffSeconds(attempts + 1)).toBeGreaterThanOrEqual(backOffSeconds(attempts))
        expect(backOffSeconds(attempts)).toBeLessThanOrEqual(longestBackOffSeconds)
      }),
    )
  })
})
