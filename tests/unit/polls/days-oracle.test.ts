import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pollReminders, proposedDeadline, undecidedReminders } from '../../../src/features/polls/model.ts'
import type { Day } from '../../../src/shared/day.ts'
import {
  apart,
  daysFrom,
  dayThere,
  isWorked,
  nthWorked,
  onTheWall,
  stepped,
  whenWall,
  workedFrom,
  YEARS,
} from '../../support/plain-calendar.ts'

const ZONES = ['Europe/Copenhagen', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC']
const anyDay = fc.constantFrom(...YEARS)
const anyRules = fc.record({
  zone: fc.constantFrom(...ZONES),
  digestAt: fc.constantFrom('07:30', '08:30', '10:00'),
  calendar: fc.record({ closingDays: fc.array(anyDay, { maxLength: 60 }), usualClosingDays: fc.boolean() }),
})
const anyHour = fc.constantFrom('06:15', '08:30', '11:59', '12:01', '19:45')

describe('the days of a poll against days counted out by hand, 2024–2035', () => {
  test('reminded halfway and on the last working day before the deadline’s (R-POLL-3)', () => {
    fc.assert(
      fc.property(
        anyDay,
        anyHour,
        fc.integer({ min: 0, max: 40 }),
        anyRules,
        (asked, hour, length, rules) => {
          const { zone, calendar, digestAt } = rules
          const askedAt = whenWall(asked, hour, zone)
          const deadlineDay = stepped(asked, length)
          const deadlineAt = whenWall(deadlineDay, '12:00', zone)
          const found = pollReminders(askedAt, deadlineAt, rules).map(at => onTheWall(at, zone))

          const half = dayThere(new Date((askedAt.getTime() + deadlineAt.getTime()) / 2), zone)
          const wanted = new Set<Day>()
          for (const from of [half, stepped(deadlineDay, -1)]) {
            const day = workedFrom(from, -1, calendar)
            if (apart(asked, day) > 0 && apart(day, deadlineDay) > 0) wanted.add(day)
          }
          expect(found).toEqual([...wanted].toSorted().map(day => `${day} ${digestAt}`))
        },
      ),
      { numRuns: 400 },
    )
  })

  test('the deadline that is proposed: so many working days on, on a working day before the first slot', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 15 }),
        anyRules,
        (today, until, workingDays, rules) => {
          const { zone, calendar } = rules
          const slotDay = stepped(today, until)
          const found = proposedDeadline(whenWall(today, '09:00', zone), whenWall(slotDay, '09:00', zone), {
            workingDays,
            zone,
            calendar,
          })
          const day = dayThere(found, zone)
          expect(onTheWall(found, zone)).toBe(`${day} 12:00`)
          const wanted = nthWorked(today, workingDays, calendar)
          const before = daysFrom(stepped(today, 1), stepped(slotDay, -1)).filter(each =>
            isWorked(each, calendar),
          )
          expect(day).toBe(wanted < slotDay ? wanted : (before.at(-1) ?? today))
        },
      ),
      { numRuns: 400 },
    )
  })

  test('an undecided poll comes back every few working days, and when its last slot is gone', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.array(fc.integer({ min: -3, max: 60 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 6 }),
        anyRules,
        (deadlineDay, ahead, everyWorkingDays, times, rules) => {
          const { zone, calendar, digestAt } = rules
          const deadlineAt = whenWall(deadlineDay, '12:00', zone)
          const slots = ahead.map(by => ({ startAt: whenWall(stepped(deadlineDay, by), '09:00', zone) }))
          const found = undecidedReminders(deadlineAt, slots, { ...rules, everyWorkingDays, times })

          const wanted = new Set<Day>()
          for (let n = 1; n <= times; n += 1)
            wanted.add(nthWorked(deadlineDay, n * everyWorkingDays, calendar))
          wanted.add(nthWorked(stepped(deadlineDay, Math.max(0, ...ahead)), 1, calendar))
          expect(found.map(at => onTheWall(at, zone))).toEqual(
            [...wanted].toSorted().map(day => `${day} ${digestAt}`),
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})
