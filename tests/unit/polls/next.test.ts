import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Meeting, MeetingStatus } from '../../../src/features/meetings/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import {
  lastMeeting,
  nextReminders,
  occasionOf,
  proposalAt,
  standingOf,
} from '../../../src/features/polls/next/model.ts'
import { isWorkingDay } from '../../../src/shared/working-calendar.ts'
import { dayOf, timeOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const calendar = calendarOf(defaultPolicy)
const rules = { zone, calendar, digestAt: '08:30', digestUntil: '16:00', everyWorkingDays: 3, times: 5 }
const meeting = (id: string, startAt: string, change: Partial<Meeting> = {}): Meeting => ({
  id,
  teamId: 'team',
  pollId: null,
  startAt: new Date(startAt),
  endAt: new Date(new Date(startAt).getTime() + 7_200_000),
  zone,
  place: '',
  status: 'planned',
  sequence: 0,
  dueAt: new Date(startAt),
  startedAt: null,
  standInId: null,
  endedAt: null,
  distributedAt: null,
  ...change,
})
const at = (one: Meeting) => {
  const moment = proposalAt(one, rules)
  return `${dayOf(moment, zone)} ${timeOf(moment, zone)}`
}
const held = (endedAt: string) => ({ status: 'held' as const, endedAt: new Date(endedAt) })

describe('when the next meeting is proposed (R-POLL-8)', () => {
  test.each([
    ['planned and over: the next working day', meeting('m', '2026-09-01T07:00:00Z'), '2026-09-02 08:30'],
    ['on a Friday: on Monday', meeting('m', '2026-09-04T07:00:00Z'), '2026-09-07 08:30'],
    ['before Easter: after it', meeting('m', '2027-03-24T08:00:00Z'), '2027-03-30 08:30'],
    [
      'approved in working hours: at once',
      meeting('m', '2026-09-01T07:00:00Z', held('2026-09-01T09:40:00Z')),
      '2026-09-01 11:40',
    ],
    [
      'approved in the evening: the next working day',
      meeting('m', '2026-09-01T07:00:00Z', held('2026-09-01T17:00:00Z')),
      '2026-09-02 08:30',
    ],
    [
      'approved a week later: it has been proposed before',
      meeting('m', '2026-09-01T07:00:00Z', held('2026-09-08T09:00:00Z')),
      '2026-09-02 08:30',
    ],
    [
      'cancelled: the next working day after that',
      meeting('m', '2026-09-15T07:00:00Z', {
        status: 'cancelled',
        endedAt: new Date('2026-09-03T09:00:00Z'),
      }),
      '2026-09-04 08:30',
    ],
    [
      'begun a day late: the day after it was',
      meeting('m', '2026-09-01T07:00:00Z', {
        status: 'running',
        startedAt: new Date('2026-09-02T07:00:00Z'),
      }),
      '2026-09-03 08:30',
    ],
  ])('%s', (_, one, expected) => expect(at(one)).toBe(expected))

  test('the reminders are on working days at the digest’s time, over the change of clock too', () => {
    const due = nextReminders(proposalAt(meeting('m', '2026-10-20T07:00:00Z'), rules), rules)
    expect(due.map(one => `${dayOf(one, zone)} ${timeOf(one, zone)}`)).toEqual([
      '2026-10-26 08:30',
      '2026-10-29 08:30',
      '2026-11-03 08:30',
      '2026-11-06 08:30',
      '2026-11-11 08:30',
    ])
  })
})

describe('after which meeting', () => {
  test('the last that is planned; the one that was over, or cancelled, last; none before the first', () => {
    const was = meeting('was', '2026-07-07T07:00:00Z', held('2026-07-07T10:00:00Z'))
    const next = meeting('next', '2026-09-01T07:00:00Z')
    const gone = meeting('gone', '2026-10-20T07:00:00Z', {
      status: 'cancelled',
      endedAt: new Date('2026-08-20T08:00:00Z'),
    })
    expect(lastMeeting([was, next, gone])?.id).toBe('next')
    expect(lastMeeting([was, gone])?.id).toBe('gone')
    expect(lastMeeting([])).toBeNull()
  })

  test('moved, it is another; cancelled or held, it is the same', () => {
    const one = meeting('m', '2026-09-01T07:00:00Z')
    expect(occasionOf({ ...one, startAt: new Date('2026-09-08T07:00:00Z') })).not.toBe(occasionOf(one))
    expect(occasionOf({ ...one, ...held('2026-09-01T09:00:00Z') })).toBe(occasionOf(one))
  })

  test('a stop holds for the meeting that it was said after, and no longer', () => {
    const one = meeting('m', '2026-09-01T07:00:00Z')
    const now = new Date('2026-09-02T08:00:00Z')
    const given = { asking: false, stopped: occasionOf(one) }
    expect(standingOf([one], given, now)).toBe('stopped')
    expect(standingOf([one, meeting('n', '2026-10-20T07:00:00Z')], given, now)).toBe('ahead')
    const later = new Date('2026-10-21T08:00:00Z')
    expect(standingOf([one, meeting('n', '2026-10-20T07:00:00Z')], given, later)).toBe('wanted')
    expect(standingOf([one], { asking: true, stopped: null }, now)).toBe('asking')
    expect(standingOf([], { asking: false, stopped: null }, now)).toBe('first')
  })
})

const someMeeting = fc
  .record({
    id: fc.uuid(),
    start: fc.date({ min: new Date('2024-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
    status: fc.constantFrom<MeetingStatus>('planned', 'running', 'held', 'cancelled'),
    after: fc.integer({ min: -30, max: 30 }),
  })
  .map(({ id, start, status, after }) => {
    const moment = new Date(start.getTime() + after * 86_400_000)
    const ended = status === 'held' || status === 'cancelled' ? { endedAt: moment } : {}
    return meeting(id, start.toISOString(), { status, ...ended })
  })

describe('whatever the meeting, from 2024 to 2035', () => {
  test('in working hours, and never before it is over', () => {
    fc.assert(
      fc.property(someMeeting, one => {
        const moment = proposalAt(one, rules)
        expect(isWorkingDay(dayOf(moment, zone), calendar)).toBe(true)
        expect(timeOf(moment, zone) >= '08:30' && timeOf(moment, zone) < '16:00').toBe(true)
        expect(moment.getTime()).toBeGreaterThanOrEqual(
          Math.min(one.endAt.getTime(), one.endedAt?.getTime() ?? Number.POSITIVE_INFINITY),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('the same last meeting whatever the order', () => {
    fc.assert(
      fc.property(fc.array(someMeeting, { minLength: 1, maxLength: 8 }), fc.nat(), (some, pick) => {
        // Two that are over at the same moment: only then does the order matter.
        const all = [...some, ...some.slice(pick % some.length).map(one => ({ ...one, id: `${one.id} too` }))]
        expect(lastMeeting(all.toReversed())).toEqual(lastMeeting(all))
      }),
    )
  })
})
