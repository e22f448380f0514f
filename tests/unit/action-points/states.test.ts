import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ActionPoint,
  type ActionPointStatus,
  decide,
  mayPostpone,
  moves,
  movesOf,
  openStatuses,
} from '../../../src/features/action-points/model.ts'
import type { Day } from '../../../src/shared/day.ts'

const owner = 'owner'
const receiver = 'receiver'
const coordinator = 'coordinator'
const stranger = 'stranger'

const point = (status: ActionPointStatus): ActionPoint => ({
  id: 'a',
  teamId: 't',
  meetingId: 'm',
  agendaItemId: 'i',
  childId: null,
  kind: 'task',
  text: 'Lav en rolig krog',
  ownerId: owner,
  dueDay: '2026-12-08' as Day,
  postponed: 0,
  wantedDay: null,
  status,
  handoverToId: status === 'handingOver' ? receiver : null,
  note: null,
  escalatedAt: null,
  createdAt: new Date('2026-11-24T09:00:00Z'),
  endedAt: null,
  revision: 0,
})

const everyStatus: readonly ActionPointStatus[] = ['draft', ...openStatuses, 'done', 'dropped']
const can = (status: ActionPointStatus, personId: string) =>
  movesOf(point(status), personId, personId === coordinator).toSorted()

describe('who can do what with an action point (R-ACT-1, R-ACT-2)', () => {
  test('its owner answers, finishes, passes on and drops it', () => {
    expect(can('assigned', owner)).toEqual([
      'accept',
      'askDay',
      'decline',
      'done',
      'drop',
      'handOver',
      'postpone',
    ])
    expect(can('accepted', owner)).toEqual(['askDay', 'decline', 'done', 'drop', 'handOver', 'postpone'])
  })

  test('while it is being handed over, the owner is still in charge and the other may take it or not', () => {
    expect(can('handingOver', owner)).toEqual(['accept', 'done', 'drop'])
    expect(can('handingOver', receiver)).toEqual(['refuse', 'takeOver'])
  })

  test('a declined one waits for the coordinator: its former owner has nothing to do with it', () => {
    expect(can('declined', owner)).toEqual([])
    expect(can('declined', coordinator)).toEqual(['drop', 'reassign', 'reschedule'])
  })

  test('the coordinator moves and drops what others have, and finishes nothing for them', () => {
    for (const status of openStatuses)
      expect(can(status, coordinator)).toEqual(['drop', 'reassign', 'reschedule'])
  })

  test('a question about another day is the coordinator’s to answer, and only while it is asked', () => {
    const asked = { ...point('accepted'), wantedDay: '2026-12-15' as Day }
    expect(movesOf(asked, coordinator, true)).toEqual(expect.arrayContaining(['grantDay', 'denyDay']))
    for (const move of ['grantDay', 'denyDay'] as const) {
      expect(decide(asked, move, owner, false)).toBe('notYours')
      expect(decide(point('accepted'), move, coordinator, true)).toBe('notNow')
    }
  })

  test('its owner moves the day so often alone, and not when all reminders are used up', () => {
    const at = new Date('2027-01-11T07:30:00Z')
    expect(mayPostpone({ postponed: 0, escalatedAt: null }, 2)).toBe(true)
    expect(mayPostpone({ postponed: 1, escalatedAt: null }, 2)).toBe(true)
    expect(mayPostpone({ postponed: 2, escalatedAt: null }, 2)).toBe(false)
    expect(mayPostpone({ postponed: 0, escalatedAt: at }, 2)).toBe(false)
    expect(mayPostpone({ postponed: 0, escalatedAt: null }, 0)).toBe(false)
  })

  test('whoever else tries is told whose it is, and after the end that it is over', () => {
    expect(decide(point('accepted'), 'done', stranger, false)).toBe('notYours')
    expect(decide(point('done'), 'done', owner, false)).toBe('notNow')
  })

  test('nobody can do anything with a draft, or lead out of done and dropped', () => {
    for (const status of ['draft', 'done', 'dropped'] as const)
      for (const person of [owner, receiver, coordinator, stranger]) expect(can(status, person)).toEqual([])
  })

  test('whatever people press, in whatever order, it ends only as done or dropped and stays so', () => {
    const press = fc.record({
      move: fc.constantFrom(...moves),
      personId: fc.constantFrom(owner, receiver, coordinator, stranger),
    })
    fc.assert(
      fc.property(fc.constantFrom(...everyStatus), fc.array(press, { maxLength: 30 }), (status, presses) => {
        let at = point(status)
        for (const { move, personId } of presses) {
          const before = at.status
          const decided = decide(at, move, personId, personId === coordinator)
          if (typeof decided === 'string') continue
          expect(openStatuses).toContain(before)
          expect(everyStatus).toContain(decided.to)
          expect(decided.to).not.toBe('draft')
          if (decided.to === 'done') expect(move).toBe('done')
          if (decided.to === 'dropped') expect(move).toBe('drop')
          at = { ...at, status: decided.to, handoverToId: decided.to === 'handingOver' ? receiver : null }
        }
        const over = at.status === 'done' || at.status === 'dropped'
        if (over) for (const move of moves) expect(decide(at, move, owner, true)).toBe('notNow')
      }),
    )
  })

  test('everything that is open can be ended by somebody: nothing gets stuck', () => {
    for (const status of openStatuses) {
      const all = [owner, receiver, coordinator].flatMap(person => can(status, person))
      expect(all.some(move => move === 'done' || move === 'drop')).toBe(true)
    }
  })
})
