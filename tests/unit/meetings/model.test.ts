import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  circleOfItem,
  isUpcoming,
  type MeetingStatus,
  mayBecome,
  type Participant,
  readMeetingTime,
  roleIn,
  type TypedTime,
} from '../../../src/features/meetings/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import type { Actor } from '../../../src/shared/action.ts'
import { addDays, type Day, toDay } from '../../../src/shared/day.ts'
import { dayOf, timeOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const calendar = { ...calendarOf(defaultPolicy), closingDays: [toDay(2026, 11, 27)] }
const now = new Date('2026-11-16T09:00:00Z')
const rules = { now, zone, calendar, lang: 'da' as const }
const read = (day: string | null, start: string | null = '09:00', end: string | null = '11:00') =>
  readMeetingTime({ day: day as Day | null, start, end }, rules)

describe('when a meeting can be held', () => {
  test('a good date and times become instants', () => {
    expect(read('2026-11-24')).toEqual({
      ok: true,
      startAt: new Date('2026-11-24T08:00:00Z'),
      endAt: new Date('2026-11-24T10:00:00Z'),
    })
  })

  test('local time is kept over the change to summer time', () => {
    const summer = read('2027-03-31')
    expect(summer.ok && summer.startAt.toISOString()).toBe('2027-03-31T07:00:00.000Z')
  })

  test.each([
    ['2026-11-13', 'past', '2026-11-17'],
    ['2028-11-14', 'tooFar', '2027-12-21'],
    [null, 'unreadable', '2026-11-17'],
  ])('%s is named, and the nearest day offered', (day, problem, nearest) => {
    expect(read(day)).toMatchObject({
      ok: false,
      problems: [{ field: 'day', problem }],
      nearest: { day: nearest, start: '09:00', end: '11:00' },
    })
  })

  test.each([
    ['2027-03-26', { kind: 'holiday', name: 'langfredag' }, '2027-03-30'],
    ['2026-11-28', { kind: 'weekend' }, '2026-11-30'],
    ['2026-11-27', { kind: 'closingDay' }, '2026-11-30'],
    ['2026-12-24', { kind: 'closingDay', name: 'juleaften' }, '2026-12-28'],
    ['2027-02-16', { kind: 'schoolHoliday', week: 7 }, '2027-02-22'],
    ['2027-02-13', { kind: 'weekend' }, '2027-02-22'],
  ])('%s is no day for a meeting', (day, why, nearest) => {
    expect(read(day)).toMatchObject({
      ok: false,
      problems: [{ field: 'day', problem: 'noMeetings', why }],
      nearest: { day: nearest, start: '09:00', end: '11:00' },
    })
  })

  test('times outside the day, and an end before its start', () => {
    expect(read('2026-11-24', '06:00', '08:00')).toMatchObject({
      problems: [{ field: 'start', problem: 'outsideHours' }],
      nearest: { start: '07:00', end: '09:00' },
    })
    expect(read('2026-11-24', '17:00', '19:00')).toMatchObject({
      problems: [{ field: 'end', problem: 'outsideHours' }],
      nearest: { start: '16:00', end: '18:00' },
    })
    expect(read('2026-11-24', '11:00', '09:00')).toMatchObject({
      problems: [{ field: 'end', problem: 'endBeforeStart' }],
      nearest: { start: '11:00', end: '13:00' },
    })
    expect(read('2026-11-24', null, '09:00')).toMatchObject({
      problems: [{ field: 'start', problem: 'unreadable' }],
    })
  })

  test('today, when the time has passed, goes to the next working day', () => {
    expect(read('2026-11-16', '09:30', '10:30')).toMatchObject({
      problems: [{ field: 'start', problem: 'past' }],
      nearest: { day: '2026-11-17', start: '09:30', end: '10:30' },
    })
    expect(read('2026-11-16', '13:00', '14:00').ok).toBe(true)
  })

  test('what is offered is always accepted, and what is accepted is as it was typed', () => {
    const time = fc.option(
      fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
    )
    const moment = fc
      .integer({ min: 0, max: 3 * 365 * 24 * 60 })
      .map(minutes => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000))
    fc.assert(
      fc.property(
        moment,
        fc.option(fc.integer({ min: -500, max: 900 })),
        time,
        time,
        (at, days, start, end) => {
          const day = days === null ? null : addDays(dayOf(at, zone), days)
          const typed: TypedTime = { day, start, end }
          const found = readMeetingTime(typed, { ...rules, now: at })
          if (found.ok) {
            expect(found.endAt.getTime()).toBeGreaterThan(found.startAt.getTime())
            expect(found.startAt.getTime()).toBeGreaterThan(at.getTime())
            expect([dayOf(found.startAt, zone), timeOf(found.startAt, zone)]).toEqual([day, start])
          } else {
            expect(found.problems.length).toBeGreaterThan(0)
            expect(found.nearest && readMeetingTime(found.nearest, { ...rules, now: at }).ok).toBe(true)
          }
        },
      ),
    )
  })
})

describe('states', () => {
  const statuses: MeetingStatus[] = ['planned', 'running', 'held', 'cancelled']

  test('what is held or cancelled stays so', () => {
    for (const to of statuses)
      expect([mayBecome('held', to), mayBecome('cancelled', to)]).toEqual([false, false])
    expect(mayBecome('planned', 'running')).toBe(true)
    expect(mayBecome('running', 'planned')).toBe(true)
    expect(mayBecome('running', 'cancelled')).toBe(false)
  })

  test('running is upcoming however late it gets; planned until its end', () => {
    const endAt = new Date('2026-11-16T09:00:00Z')
    expect(isUpcoming({ status: 'planned', endAt }, new Date('2026-11-16T08:59:59Z'))).toBe(true)
    expect(isUpcoming({ status: 'planned', endAt }, endAt)).toBe(false)
    expect(isUpcoming({ status: 'running', endAt }, new Date('2026-12-01T00:00:00Z'))).toBe(true)
    expect(isUpcoming({ status: 'held', endAt }, new Date('2026-01-01T00:00:00Z'))).toBe(false)
  })
})

describe('who takes part', () => {
  const one = (personId: string, itemId: string | null = null): Participant => ({
    personId,
    profession: null,
    itemId,
    guest: itemId !== null,
    coordinator: false,
    required: false,
    joinedAt: new Date(0),
  })

  test('the circle of an item has the guests of that item and of the whole meeting', () => {
    const all = [one('lone'), one('mette'), one('ida', 'item-1'), one('ida', 'item-2'), one('ali', 'item-2')]
    expect(circleOfItem(all, 'item-1')).toEqual(['lone', 'mette', 'ida'])
    expect(circleOfItem(all, 'item-2')).toEqual(['lone', 'mette', 'ida', 'ali'])
    expect(circleOfItem(all, null)).toEqual(['lone', 'mette'])
  })

  test('a role comes from the team, or from an invitation to just this meeting', () => {
    const actor: Actor = {
      tenantId: 't',
      personId: 'p',
      profession: null,
      language: 'da',
      memberships: [{ teamId: 'own', coordinator: true, profession: 'other' }],
      invitations: [{ meetingId: 'm1', agendaItemId: 'item' }],
    }
    expect(roleIn(actor, { id: 'm0', teamId: 'own' })).toBe('coordinator')
    expect(roleIn(actor, { id: 'm1', teamId: 'other' })).toBe('guest')
    expect(roleIn(actor, { id: 'm2', teamId: 'other' })).toBeNull()
  })
})
