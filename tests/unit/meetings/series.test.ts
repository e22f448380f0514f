import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { missingAt, type Span } from '../../../src/features/meetings/availability/model.ts'
import { layOutHalfYear, originOf, type SeriesTerms } from '../../../src/features/meetings/series/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { addDays, type Day, daysBetween, isoWeekday, toDay } from '../../../src/shared/day.ts'
import { whyNoMeeting } from '../../../src/shared/working-calendar.ts'
import { dayOf, instantOf, timeOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const calendar = calendarOf(defaultPolicy)
const terms = (change: Partial<SeriesTerms> = {}): SeriesTerms => ({
  now: new Date('2026-08-17T08:00:00Z'),
  zone,
  calendar,
  lang: 'da',
  rhythm: { cadenceWeeks: 6, weekday: 2, startTime: '09:00', lengthMinutes: 120 },
  origin: '2026-09-01' as Day,
  soonest: '2026-08-30' as Day,
  meetings: [],
  members: [
    { personId: 'lone', role: 'leader', required: true },
    { personId: 'jens', role: 'ppr', required: true },
    { personId: 'ali', role: 'ppr', required: true },
    { personId: 'sara', role: 'healthVisitor', required: false },
  ],
  hindrance: () => null,
  ...change,
})
const days = (change: Partial<SeriesTerms> = {}) => layOutHalfYear(terms(change)).dates.map(one => one.day)
const spanOn = (day: string, time = '09:00'): Span => {
  const startAt = instantOf(day as Day, time, zone)
  return { startAt, endAt: new Date(startAt.getTime() + 7_200_000) }
}

describe('a half-year of dates (R-POLL-1, R-POLL-8)', () => {
  test('every six weeks; the autumn holiday moves one date by a week and none of the others', () => {
    const { dates } = layOutHalfYear(terms())
    expect(dates.map(one => one.day)).toEqual([
      '2026-09-01',
      '2026-10-20',
      '2026-11-24',
      '2027-01-05',
      // week 7 is the winter holiday
      '2027-02-23',
    ])
    expect(dates[1]?.shifts).toEqual([
      { kind: 'noMeeting', day: '2026-10-13', why: { kind: 'schoolHoliday', week: 42 } },
    ])
    expect(dates[2]?.shifts).toEqual([])
  })

  test('a required role that has nobody moves a date; one that somebody else fills, or an optional one, does not', () => {
    const hindered = (...ids: string[]) =>
      layOutHalfYear(
        terms({
          hindrance: (id, at) =>
            ids.includes(id) && dayOf(at.startAt, zone) === '2026-11-24' ? 'meeting' : null,
        }),
      ).dates[2]
    expect(hindered('jens', 'ali')).toMatchObject({
      day: '2026-12-01',
      shifts: [{ kind: 'missing', people: [{ personId: 'ali' }, { personId: 'jens' }] }],
    })
    expect(hindered('jens', 'sara')).toMatchObject({
      day: '2026-11-24',
      without: [
        { personId: 'jens', why: 'meeting' },
        { personId: 'sara', why: 'meeting' },
      ],
    })
  })

  test('a date that has its meeting is not laid out again, though it was moved by some weeks', () => {
    expect(days({ meetings: [spanOn('2026-10-20'), spanOn('2026-12-16')] })).toEqual([
      '2026-09-01',
      '2027-01-05',
      '2027-02-23',
    ])
  })

  test('a date without a week before the next one is nearer is left out, and says why', () => {
    const weekly = { cadenceWeeks: 1, weekday: 2, startTime: '09:00', lengthMinutes: 60 }
    const { dates, leftOut } = layOutHalfYear(terms({ rhythm: weekly }))
    expect(leftOut.map(one => one.rhythmDay)).toEqual(['2026-10-13', '2027-02-16'])
    expect(dates.map(one => one.day)).not.toContain('2026-10-13')
    expect(dates.map(one => one.day)).toContain('2026-10-20')
  })

  test('too soon for the forms: a week later', () => {
    const [first] = layOutHalfYear(terms({ soonest: '2026-09-02' as Day })).dates
    expect(first).toMatchObject({ day: '2026-09-08', shifts: [{ kind: 'tooSoon', day: '2026-09-01' }] })
  })

  test('counted from the earlier half-year while the rhythm is the same, otherwise from the last meeting, or from now', () => {
    const beat = { cadenceWeeks: 6, weekday: 2 }
    const at = { today: '2026-08-17' as Day, soonest: '2026-08-30' as Day }
    const series = { ...beat, originDay: '2026-03-03' as Day }
    const last = '2026-08-12' as Day
    expect(originOf(beat, { ...at, series, last })).toBe('2026-03-03')
    expect(originOf({ ...beat, weekday: 4 }, { ...at, series, last })).toBe('2026-09-24')
    expect(originOf(beat, { ...at, series: null, last })).toBe('2026-09-22')
    expect(originOf(beat, { ...at, series: null, last: '2026-05-05' as Day })).toBe('2026-09-01')
    expect(originOf(beat, { ...at, series: null, last: null })).toBe('2026-09-01')
  })
})

const someDay = fc
  .integer({ min: 0, max: daysBetween(toDay(2024, 1, 1), toDay(2035, 6, 30)) })
  .map(offset => addDays(toDay(2024, 1, 1), offset))
const someTerms = fc
  .record({
    today: someDay,
    ahead: fc.integer({ min: 0, max: 60 }),
    cadenceWeeks: fc.integer({ min: 1, max: 26 }),
    weekday: fc.integer({ min: 1, max: 5 }),
    startTime: fc.constantFrom('07:00', '09:00', '13:30', '16:00'),
    closed: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 6 }),
    planned: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 4 }),
    busy: fc.array(
      fc.tuple(fc.constantFrom('lone', 'jens', 'ali', 'sara'), fc.integer({ min: 0, max: 200 })),
      {
        maxLength: 12,
      },
    ),
  })
  .map(({ today, ahead, closed, planned, busy, ...beat }) => {
    const on = (offset: number) => addDays(today, offset)
    const hindered = new Set(busy.map(([id, offset]) => `${id} ${on(offset)}`))
    const meetings = planned.map(offset => spanOn(on(offset)))
    const soonest = addDays(today, 13)
    const last = ahead === 0 ? null : on(-ahead)
    return terms({
      now: instantOf(today, '10:00', zone),
      rhythm: { ...beat, lengthMinutes: 120 },
      calendar: { ...calendar, closingDays: closed.map(on) },
      soonest,
      origin: originOf(beat, { series: null, last, today, soonest }),
      meetings,
      hindrance: (id, at) => (hindered.has(`${id} ${dayOf(at.startAt, zone)}`) ? 'meeting' : null),
    })
  })

describe('for every year from 2024 to 2035', () => {
  const holds = (rule: (at: SeriesTerms) => void) => fc.assert(fc.property(someTerms, rule), { numRuns: 300 })

  test('weekday and wall time are kept, over both changes of clock', () => {
    holds(at => {
      for (const { startAt, endAt, day } of layOutHalfYear(at).dates) {
        expect(isoWeekday(day)).toBe(at.rhythm.weekday)
        expect(dayOf(startAt, zone)).toBe(day)
        expect(timeOf(startAt, zone)).toBe(at.rhythm.startTime)
        expect(endAt.getTime() - startAt.getTime()).toBe(at.rhythm.lengthMinutes * 60_000)
      }
    })
  })

  test('each is on the rhythm but for whole weeks, as many as have a reason; a shift moves nothing after it', () => {
    holds(at => {
      const { dates, leftOut } = layOutHalfYear(at)
      for (const { day, rhythmDay, shifts } of dates) {
        expect(daysBetween(at.origin, rhythmDay) % (at.rhythm.cadenceWeeks * 7)).toBe(0)
        expect(daysBetween(rhythmDay, day)).toBe(shifts.length * 7)
        expect(shifts.map(one => one.day)).toEqual(shifts.map((_, week) => addDays(rhythmDay, week * 7)))
      }
      for (const { rhythmDay, shifts } of leftOut) {
        expect(shifts).toHaveLength(Math.floor(at.rhythm.cadenceWeeks / 2) + 1)
        expect(shifts[0]?.day).toBe(rhythmDay)
      }
    })
  })

  test('in order, at least half a cadence apart, and none on a day for no meeting or without a required role', () => {
    holds(at => {
      const { dates } = layOutHalfYear(at)
      dates.forEach(({ day, ...span }, index) => {
        const before = dates[index - 1]
        if (before)
          expect(daysBetween(before.day, day) * 2).toBeGreaterThanOrEqual(at.rhythm.cadenceWeeks * 7)
        expect(whyNoMeeting(day, at.calendar)).toBeNull()
        expect(day >= at.soonest).toBe(true)
        expect(missingAt(span, at).blocking).toEqual([])
      })
    })
  })

  test('none in the week of a meeting that there is, wherever that lies', () => {
    const monday = (day: Day) => addDays(day, 1 - isoWeekday(day))
    let near = 0
    holds(at => {
      const { dates, leftOut } = layOutHalfYear(at)
      const weeks = at.meetings.map(({ startAt }) => monday(dayOf(startAt, zone)))
      for (const { day } of dates) expect(weeks).not.toContain(monday(day))
      near += [...dates, ...leftOut].filter(({ shifts }) => shifts.length > 0).length
    })
    expect(near).toBeGreaterThan(100)
  })

  test('the same whatever the order of meetings, members and closing days', () => {
    holds(at => {
      const turned = {
        ...at,
        meetings: at.meetings.toReversed(),
        members: at.members.toReversed(),
        calendar: { ...at.calendar, closingDays: at.calendar.closingDays.toReversed() },
      }
      expect(layOutHalfYear(turned)).toEqual(layOutHalfYear(at))
    })
  })

  test('what is planned is not laid out again, and the rest stays as it was', () => {
    fc.assert(
      fc.property(someTerms, fc.nat(), (at, pick) => {
        const { dates } = layOutHalfYear({ ...at, meetings: [] })
        const chosen = dates[pick % Math.max(1, dates.length)]
        if (!chosen) return
        const after = layOutHalfYear({ ...at, meetings: [chosen] })
        expect(after.dates).toEqual(dates.filter(one => one !== chosen))
      }),
      { numRuns: 300 },
    )
  })
})
