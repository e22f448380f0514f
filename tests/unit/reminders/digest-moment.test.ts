import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backOffSeconds,
  type DigestHours,
  digestMoment,
  digestTimes,
  digestTurn,
  everyWorkingDay,
  longestBackOffSeconds,
  type Rhythm,
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

describe('a rhythm of one’s own (R-ACT-6)', () => {
  const monday = { ...everyWorkingDay, weekday: 1 }
  const turn = (
    now: string,
    {
      since = now,
      rhythm = monday as Rhythm,
      last = null as Day | null,
      absences = [] as { fromDay: Day; toDay: Day }[],
    },
  ) =>
    digestTurn(
      new Date(now),
      { since: new Date(since), owed: false },
      hours,
      { absences, rhythm },
      last,
    ).toISOString()

  it('comes at the chosen time, and at the policy’s when that is outside its hours', () => {
    const at = (time: string) => turn('2026-10-05T04:00:00Z', { rhythm: { ...everyWorkingDay, at: time } })
    expect(at('13:30')).toBe('2026-10-05T11:30:00.000Z')
    expect([at('07:00'), at('16:00')]).toEqual(['2026-10-05T06:30:00.000Z', '2026-10-05T06:30:00.000Z'])
    expect(digestTimes(hours)).toEqual([
      '08:30',
      '09:30',
      '10:30',
      '11:30',
      '12:30',
      '13:30',
      '14:30',
      '15:30',
    ])
  })

  it('waits for the weekday, or the next working day where that is a holiday or they are away', () => {
    expect(turn('2026-10-06T06:30:00Z', {})).toBe('2026-10-12T06:30:00.000Z')
    // Easter Monday 2027 is 29 March, the day after the change of the clock.
    expect(turn('2027-03-24T07:30:00Z', {})).toBe('2027-03-30T06:30:00.000Z')
    const away = { fromDay: toDay(2026, 10, 12), toDay: toDay(2026, 10, 13) }
    expect(turn('2026-10-07T07:00:00Z', { absences: [away] })).toBe('2026-10-14T06:30:00.000Z')
    expect(turn('2026-10-14T07:00:00Z', { absences: [away] })).toBe('2026-10-14T07:00:00.000Z')
  })

  it('makes up for a turn that the bot slept through, and then has had its week', () => {
    const since = '2026-10-05T06:30:00Z'
    expect(turn('2026-10-07T07:00:00Z', { since })).toBe('2026-10-07T07:00:00.000Z')
    const last = toDay(2026, 10, 7)
    expect(turn('2026-10-08T07:00:00Z', { since: '2026-10-07T08:00:00Z', last })).toBe(
      '2026-10-12T06:30:00.000Z',
    )
  })

  it('never comes while it is stopped, however much is owed', () => {
    const rhythm = { ...monday, stopped: true }
    const due = { since: new Date('2026-01-05T07:30:00Z'), owed: true }
    const now = new Date('2026-10-05T06:30:00Z')
    const moment = digestTurn(now, due, hours, { absences: [], rhythm }, null)
    expect(moment.getTime() - now.getTime()).toBe(180 * 86_400_000)
  })

  it('day by day over years: what is due leaves once for each week, in the hours, and never later than its turn', () => {
    const start = fc.date({
      min: new Date('2025-01-01T00:00:00Z'),
      max: new Date('2029-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    const rhythms = fc.record({
      at: fc.constantFrom(null, '08:30', '11:30', '15:30', '23:00'),
      weekday: fc.constantFrom(null, 1, 2, 3, 4, 5),
      stopped: fc.constant(false),
    })
    const away = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 20 }))
    const gaps = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(start, rhythms, away, gaps, (first, rhythm, [from, length], hoursBetween) => {
        const today = dayOf(first, hours.zone)
        const absences = [{ fromDay: addDays(today, from), toDay: addDays(today, from + length) }]
        const reader = { absences, rhythm }
        let now = first
        let dueAt: Date | null = null
        let last: Day | null = null
        let owed = false
        for (const gap of hoursBetween) {
          dueAt ??= now
          const at = digestTurn(now, { since: dueAt, owed }, hours, reader, last)
          const day = dayOf(at, hours.zone)
          expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime())
          expect(isWorkingDay(day, hours.calendar)).toBe(true)
          expect(absences.some(absence => absence.fromDay <= day && day <= absence.toDay)).toBe(false)
          expect(day).not.toBe(last)
          const time = timeOf(at, hours.zone)
          expect(time >= hours.from && time < hours.until).toBe(true)
          // Asked again at that moment, as the sweep does, it leaves.
          expect(digestTurn(at, { since: at, owed: true }, hours, reader, last)).toEqual(at)
          // A week, the holidays around it (Easter, Christmas) and an absence: nothing waits for longer.
          expect(at.getTime() - now.getTime()).toBeLessThan((7 + 8 + length + 7) * 86_400_000)
          owed = at > now
          if (owed) dueAt = at
          else {
            last = day
            dueAt = null
          }
          now = new Date(now.getTime() + gap * 3_600_000)
        }
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
