import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../../../src/features/meetings/availability/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { readSlots } from '../../../src/features/polls/drafting/model.ts'
import { addDays, type Day, toDay } from '../../../src/shared/day.ts'

const terms = {
  now: new Date('2026-09-01T08:00:00Z'),
  zone: 'Europe/Copenhagen',
  calendar: calendarOf(defaultPolicy),
  lang: 'da' as const,
  lengthMinutes: 120,
  soonest: '2026-09-14' as Day,
}

describe('slots as typed', () => {
  const row = (day: string, time = '09:00', keep = true) => ({ keep, day, time })
  const read = (rows: ReturnType<typeof row>[], taken: Span[] = []) =>
    readSlots(rows, { ...terms, taken, hindered: () => null })
  const nearest = (result: ReturnType<typeof read>, index: number) => {
    const problem = result.rows[index]?.problem
    return problem && problem.type !== 'none' ? `${problem.type} ${problem.nearest.toISOString()}` : problem
  }

  test('are read in order of time; what is not kept is left alone, whatever it says', () => {
    const { spans, rows } = read([
      row('2026-11-17'),
      row('2026-12-25', '09:00', false),
      row('10/11', 'kl. 13'),
    ])
    expect(spans.map(span => span.startAt.toISOString())).toEqual([
      '2026-11-10T12:00:00.000Z',
      '2026-11-17T08:00:00.000Z',
    ])
    expect(rows.some(one => one.problem)).toBe(false)
  })

  test('twice, over another, or asked about already: named, with the nearest that is free', () => {
    expect(nearest(read([row('2026-11-10'), row('2026-11-10')]), 1)).toBe(
      'duplicate 2026-11-10T10:00:00.000Z',
    )
    expect(nearest(read([row('2026-11-10'), row('2026-11-10', '10:30')]), 1)).toBe(
      'overlap 2026-11-10T10:00:00.000Z',
    )
    expect(nearest(read([row('2026-11-10'), row('2026-11-10', '11:00')]), 1)).toBeUndefined()
    const taken = [
      { startAt: new Date('2026-11-10T08:00:00Z'), endAt: new Date('2026-11-10T10:00:00Z') },
      { startAt: new Date('2026-11-10T10:00:00Z'), endAt: new Date('2026-11-10T16:30:00Z') },
    ]
    expect(nearest(read([row('2026-11-10')], taken), 0)).toBe('taken 2026-11-11T08:00:00.000Z')
  })

  test('for what is past, or cannot be read, nothing is offered that is too soon to be asked about', () => {
    expect(nearest(read([row('2026-08-25')]), 0)).toBe('time 2026-09-14T07:00:00.000Z')
    expect(nearest(read([row('snart')]), 0)).toBe('time 2026-09-14T07:00:00.000Z')
    expect(nearest(read([row('2026-09-05')]), 0)).toBe('time 2026-09-07T07:00:00.000Z')
  })

  test('a meeting that would run past eighteen, or past midnight, is out of hours', () => {
    for (const time of ['16:30', '22:30'])
      expect(read([row('2026-11-10', time)]).rows[0]?.problem).toMatchObject({
        type: 'time',
        problem: { problem: 'outsideHours' },
      })
  })

  test('no row kept: the first says so', () => {
    expect(read([row('2026-11-10', '09:00', false)]).rows[0]?.problem).toEqual({ type: 'none' })
  })

  test('what is filled in can be had: sent back, it is read without a problem', () => {
    const time = fc.constantFrom('06:00', '09:00', '10:15', '15:59', '17:30', '23:00')
    const someDay = fc.integer({ min: -3, max: 380 }).map(offset => addDays(toDay(2026, 9, 1), offset))
    fc.assert(
      fc.property(fc.array(fc.tuple(someDay, time), { minLength: 1, maxLength: 8 }), given => {
        const rows = given.map(([day, at]) => row(day, at))
        const again = read(read(rows).rows.map(({ keep, day, time }) => ({ keep, day, time })))
        expect(again.rows.every(one => one.problem === undefined)).toBe(true)
        expect(again.spans.length).toBe(rows.length)
      }),
      { numRuns: 100 },
    )
  })
})
