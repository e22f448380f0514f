import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ActionPoint, ladder } from '../../../src/features/action-points/model.ts'
import { answerWishes, ladderWishes } from '../../../src/features/action-points/nudges/reminders.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { addDays, type Day, toDay } from '../../../src/shared/day.ts'
import { isWorkingDay } from '../../../src/shared/working-calendar.ts'
import { dayOf, instantOf, timeOf } from '../../../src/shared/zoned-time.ts'

const zone = 'Europe/Copenhagen'
const calendar = calendarOf(defaultPolicy)
const days = (due: Day) =>
  ladder(defaultPolicy, due, calendar, zone).map(({ name, at }) => [name, dayOf(at, zone)])

const aDay = fc.integer({ min: 0, max: 1500 }).map(offset => addDays(toDay(2026, 1, 1), offset))

const point = (dueDay: Day, change: Partial<ActionPoint> = {}): ActionPoint => ({
  id: 'a',
  teamId: 't',
  meetingId: 'm',
  agendaItemId: 'i',
  childId: null,
  kind: 'task',
  text: 'Lav en rolig krog',
  ownerId: 'mette',
  dueDay,
  postponed: 0,
  wantedDay: null,
  status: 'assigned',
  handoverToId: null,
  note: null,
  escalatedAt: null,
  createdAt: new Date('2026-11-24T09:00:00Z'),
  endedAt: null,
  revision: 0,
  ...change,
})

describe('the ladder of nudges (R-ACT-3)', () => {
  test('three working days before, on the day, every third working day five times, then the coordinator', () => {
    expect(days(toDay(2026, 12, 10))).toEqual([
      ['before', '2026-12-07'],
      ['due', '2026-12-10'],
      ['over1', '2026-12-15'],
      ['over2', '2026-12-18'],
      ['over3', '2026-12-23'],
      ['over4', '2026-12-30'],
      ['over5', '2027-01-06'],
      ['escalate', '2027-01-11'],
    ])
  })

  test('a due day that is no working day counts as the next one', () => {
    expect(days(toDay(2027, 3, 26))[1]).toEqual(['due', '2027-03-30'])
  })

  test('every step is on a working day at half past eight, whatever the season, and they come one after another', () => {
    fc.assert(
      fc.property(aDay, due => {
        const steps = ladder(defaultPolicy, due, calendar, zone)
        expect(steps).toHaveLength(3 + defaultPolicy.nudgeTimes)
        for (const { at } of steps) {
          expect(isWorkingDay(dayOf(at, zone), calendar)).toBe(true)
          expect(timeOf(at, zone)).toBe('08:30')
        }
        for (let i = 1; i < steps.length; i += 1)
          expect(steps[i]!.at.getTime()).toBeGreaterThan(steps[i - 1]!.at.getTime())
        expect(steps.at(-1)!.name).toBe('escalate')
      }),
    )
  })

  test('a later due day never gives an earlier step', () => {
    fc.assert(
      fc.property(aDay, fc.nat({ max: 60 }), (due, more) => {
        const early = ladder(defaultPolicy, due, calendar, zone)
        const late = ladder(defaultPolicy, addDays(due, more), calendar, zone)
        for (const [i, step] of early.entries())
          expect(late[i]!.at.getTime()).toBeGreaterThanOrEqual(step.at.getTime())
      }),
    )
  })
})

describe('the reminders of one action point', () => {
  const now = new Date('2026-11-24T10:00:00Z')
  const wishes = (of: ActionPoint, at = now, coordinatorId = 'lone') =>
    ladderWishes(of, defaultPolicy, coordinatorId, at)

  test('each step once, to the owner; a watch over absence on the due day; the end to the bot itself', () => {
    const list = wishes(point(toDay(2026, 12, 10)))
    expect(list.filter(wish => wish.kind === 'action.due')).toHaveLength(7)
    expect(list.find(wish => wish.kind === 'action.watch')?.dueAt).toEqual(
      instantOf(toDay(2026, 12, 10), '08:30', zone),
    )
    expect(list.at(-1)).toMatchObject({ kind: 'action.escalate', recipientId: '' })
    expect(list[0]?.key).toBe('action:a:before:2026-12-10:mette')
  })

  test('nobody watches over the coordinator', () => {
    expect(wishes(point(toDay(2026, 12, 10)), now, 'mette').some(wish => wish.kind === 'action.watch')).toBe(
      false,
    )
  })

  test('one that is over, or a draft, has none', () => {
    for (const status of ['draft', 'done', 'dropped'] as const)
      expect(wishes(point(toDay(2026, 12, 10), { status }))).toEqual([])
  })

  test('a declined one nags nobody about the date, but still ends with the coordinator', () => {
    const list = wishes(point(toDay(2026, 12, 10), { status: 'declined' }))
    expect(list.map(wish => wish.kind)).toEqual(['action.escalate'])
  })

  test('late or not, it never begins with a burst, is never without an end, and no key comes twice', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -200, max: 200 }), (today, ahead) => {
        const at = new Date(`${today}T10:00:00Z`)
        const list = wishes(point(addDays(today, ahead)), at)
        expect(list.every(wish => wish.dueAt > at)).toBe(true)
        expect(list.filter(wish => wish.kind === 'action.escalate')).toHaveLength(1)
        expect(list.filter(wish => wish.kind === 'action.due').length).toBeGreaterThanOrEqual(
          defaultPolicy.nudgeTimes,
        )
        expect(new Set(list.map(wish => wish.key)).size).toBe(list.length)
        const nudgeDays = list.filter(wish => wish.kind === 'action.due').map(wish => dayOf(wish.dueAt, zone))
        expect(new Set(nudgeDays).size).toBe(nudgeDays.length)
      }),
    )
  })

  test('a new owner is a new ladder: the one that the former owner has had is not repeated', () => {
    const keys = (ownerId: string) => wishes(point(toDay(2026, 12, 10), { ownerId })).map(wish => wish.key)
    expect(keys('mette').some(key => keys('jens').includes(key))).toBe(false)
  })

  test('whoever is to answer is asked again on working days, and not without end', () => {
    const list = answerWishes(point(toDay(2026, 12, 10)), 'action.offered', 'jens', defaultPolicy, now)
    expect(list).toHaveLength(defaultPolicy.nudgeTimes)
    expect(list[0]?.dueAt).toEqual(instantOf(toDay(2026, 11, 25), '08:30', zone))
    expect(list.every(wish => isWorkingDay(dayOf(wish.dueAt, zone), calendar))).toBe(true)
  })
})
