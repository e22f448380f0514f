import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  beyond,
  budgetOf,
  fits,
  freeFor,
  type Room,
  releasedRoom,
  roomOf,
  type Timed,
  takenOn,
} from '../../../src/features/agenda/budget/model.ts'
import { isUnder3 } from '../../../src/features/agenda/model.ts'

const young = (minutes: number): Timed => ({ minutes, ageMonths: 20 })
const older = (minutes: number): Timed => ({ minutes, ageMonths: 40 })
const other = (minutes: number): Timed => ({ minutes, ageMonths: null })

const timed = fc.record({
  minutes: fc.integer({ min: 5, max: 60 }),
  ageMonths: fc.option(fc.integer({ min: 0, max: 83 })),
})
const items = fc.array(timed, { maxLength: 10 })
const room: fc.Arbitrary<Room> = fc
  .tuple(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 0, max: 60 }))
  .map(([meetingMinutes, kept]) => ({ meetingMinutes, keptMinutes02: Math.min(kept, meetingMinutes) }))

const sum = (some: readonly Timed[]) => some.reduce((minutes, one) => minutes + one.minutes, 0)
const isYoung = ({ ageMonths }: Timed) => isUnder3(ageMonths)
const over = (at: Room, some: readonly Timed[]) => budgetOf(at, some, 30).overMinutes

describe('the time of a meeting (R-AGENDA-3)', () => {
  const meeting = {
    startAt: new Date('2026-11-24T08:00:00Z'),
    endAt: new Date('2026-11-24T10:00:00Z'),
    dueAt: new Date('2026-11-20T11:00:00Z'),
  }

  test('is kept for 0–2-year-olds until the deadline, and free for all from then on', () => {
    expect(roomOf(meeting, 30, new Date('2026-11-20T10:59:59Z'))).toEqual({
      meetingMinutes: 120,
      keptMinutes02: 30,
    })
    expect(roomOf(meeting, 30, meeting.dueAt)).toEqual({ meetingMinutes: 120, keptMinutes02: 0 })
    expect(roomOf(meeting, 300, new Date(0)).keptMinutes02).toBe(120)
  })

  test('the worked example: 120 minutes, 30 kept, 80 planned', () => {
    const at = { meetingMinutes: 120, keptMinutes02: 30 }
    const planned = [older(50), other(30)]
    expect(budgetOf(at, planned, 30)).toEqual({
      ...at,
      plannedMinutes: 80,
      plannedMinutes02: 0,
      reservedMinutes02: 30,
      free02: 40,
      free: 10,
      overMinutes: 0,
    })
    expect(fits(at, planned, older(10))).toBe(true)
    expect(fits(at, planned, older(11))).toBe(false)
    expect(fits(at, planned, young(40))).toBe(true)
    expect(fits(releasedRoom(at), planned, older(40))).toBe(true)
    expect(beyond(at, [...planned, older(20), young(20)])).toEqual([older(20)])
  })

  test('somebody who insisted takes nothing from what is kept', () => {
    const at = { meetingMinutes: 60, keptMinutes02: 30 }
    const planned = [older(60)]
    expect(over(at, planned)).toBe(30)
    expect(freeFor(at, planned, young(5))).toBe(30)
    expect(over(at, [...planned, young(30)])).toBe(30)
    expect(freeFor(at, planned, older(5))).toBe(0)
  })
})

describe('for any agenda', () => {
  test('what is admitted never makes it longer than it was, or than the meeting', () => {
    fc.assert(
      fc.property(room, items, timed, (at, planned, one) => {
        fc.pre(fits(at, planned, one))
        expect(over(at, [...planned, one])).toBe(over(at, planned))
        if (over(at, planned) === 0) expect(sum([...planned, one])).toBeLessThanOrEqual(at.meetingMinutes)
      }),
    )
  })

  test('a 0–2-year-old is admitted whenever the kept minutes suffice, whatever else is planned', () => {
    fc.assert(
      fc.property(room, items, fc.integer({ min: 5, max: 60 }), (at, planned, minutes) => {
        fc.pre(sum(planned.filter(isYoung)) + minutes <= at.keptMinutes02)
        expect(fits(at, planned, young(minutes))).toBe(true)
      }),
    )
  })

  test('there is never less for a 0–2-year-old than for others, nor less than is kept; one minute more is refused', () => {
    fc.assert(
      fc.property(room, items, timed, (at, planned, one) => {
        const { free, free02 } = budgetOf(at, planned, 30)
        expect(free02).toBeGreaterThanOrEqual(free)
        expect(free02).toBeGreaterThanOrEqual(at.keptMinutes02 - sum(planned.filter(isYoung)))
        const most = freeFor(at, planned, one)
        expect(fits(at, planned, { ...one, minutes: most })).toBe(true)
        expect(fits(at, planned, { ...one, minutes: most + 1 })).toBe(false)
      }),
    )
  })

  test('the deadline takes nothing from anybody but the time that is kept', () => {
    fc.assert(
      fc.property(room, items, (at, planned) => {
        const [before, after] = [budgetOf(at, planned, 30), budgetOf(releasedRoom(at), planned, 30)]
        expect(after.free).toBeGreaterThanOrEqual(before.free)
        expect(after.overMinutes).toBeLessThanOrEqual(before.overMinutes)
        expect(after.free).toBe(after.free02)
      }),
    )
  })

  test('what is free and what is over does not depend on the order', () => {
    const shuffled = items.chain(all =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(room, shuffled, (at, [all, mixed]) => {
        expect(budgetOf(at, mixed, 30)).toEqual(budgetOf(at, all, 30))
        expect(beyond(at, mixed).length === 0).toBe(beyond(at, all).length === 0)
      }),
    )
  })

  test('items are beyond the time exactly when it is over, and the others are inside it', () => {
    fc.assert(
      fc.property(room, items, (at, all) => {
        const out = beyond(at, all)
        expect(out.length > 0).toBe(over(at, all) > 0)
        const within = all.filter(one => !out.includes(one))
        expect(over(at, within)).toBe(0)
        expect(sum(within)).toBeLessThanOrEqual(at.meetingMinutes)
      }),
    )
  })
})

describe('what waits', () => {
  test('comes on: 0–2 within what is kept first, then the oldest first', () => {
    const at = { meetingMinutes: 60, keptMinutes02: 20 }
    const [first, baby, last] = [older(30), young(20), older(20)]
    expect(takenOn(at, [], [first, baby, last])).toEqual([baby, first])
    expect(takenOn(at, [older(40)], [first, baby, last])).toEqual([baby])
    expect(takenOn(releasedRoom(at), [older(20)], [first, baby, last])).toEqual([first])
  })

  test('is admitted one after the other, never beyond the time, and what is left does not fit', () => {
    fc.assert(
      fc.property(room, items, items, (at, planned, waiting) => {
        const taken = takenOn(at, planned, waiting)
        expect(new Set(taken).size).toBe(taken.length)
        expect(waiting).toEqual(expect.arrayContaining([...taken]))
        expect(over(at, [...planned, ...taken])).toBe(over(at, planned))
        for (const left of waiting.filter(one => !taken.includes(one)))
          expect(fits(at, [...planned, ...taken], left)).toBe(false)
      }),
    )
  })
})
