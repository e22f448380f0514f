import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Cell,
  figuresOf,
  firstFigures,
  halvesSince,
  hideInTable,
  hideSmall,
  type Pair,
  percentOf,
  periodOf,
  type TeamFacts,
  yearsSince,
} from '../../../src/features/oversight/figures/model.ts'
import type { Day } from '../../../src/shared/day.ts'

const day = (text: string) => text as Day
const year = periodOf('2026')!
const nothing: TeamFacts = {
  teamId: 't',
  institutionId: 'i',
  cadenceWeeks: 6,
  since: day('2026-01-01'),
  meetings: [],
  items: [],
  points: [],
  followUps: [],
}
const figures = (facts: Partial<TeamFacts>, today = '2027-02-01', period = year) =>
  figuresOf([{ ...nothing, ...facts }], period, day(today))

describe('R-OV-2: what is counted', () => {
  test('meetings against the cadence: whole rounds of the days that are over; more than that count no extra', () => {
    const meetings = ['2026-01-20', '2026-03-03', '2026-04-14'].map(day)
    expect(figures({ meetings }).meetings).toEqual({ yes: 3, no: 5 })
    expect(figures({ meetings }, '2026-04-20').meetings).toEqual({ yes: 2, no: 0 })
    expect(figures({ meetings, since: day('2026-11-01') }).meetings).toEqual({ yes: 1, no: 0 })
    expect(figures({}, '2026-01-20').meetings).toEqual({ yes: 0, no: 0 })
  })

  test('forms and consent as they stood at the deadline; what had nothing to ask counts nowhere', () => {
    const on = day('2026-05-05')
    const items = [
      { day: on, ageMonths: 40, consent: 'inOrder', form: 'inTime' },
      { day: on, ageMonths: 20, consent: 'missing', form: 'missing' },
      { day: on, ageMonths: null, consent: null, form: null },
      { day: day('2027-01-05'), ageMonths: 40, consent: 'inOrder', form: 'inTime' },
    ] as const
    const found = figures({ items })
    expect(found.forms).toEqual({ yes: 1, no: 1 })
    expect(found.consents).toEqual({ yes: 1, no: 1 })
    expect(found.youngest).toEqual({ yes: 1, no: 1 })
  })

  test('action points by their due day: done by then or not; dropped before it, they count nowhere', () => {
    const point = (dueDay: string, endedDay: string | null, done = true) => ({
      dueDay: day(dueDay),
      endedDay: endedDay === null ? null : day(endedDay),
      done,
    })
    const points = [
      point('2026-03-03', '2026-03-03'),
      point('2026-03-03', '2026-03-04'),
      point('2026-03-03', null),
      point('2026-03-03', '2026-03-01', false),
      point('2026-03-03', '2026-03-20', false),
      point('2026-06-30', null),
    ]
    expect(figures({ points }, '2026-06-30').actions).toEqual({ yes: 1, no: 3 })
    expect(figures({ points }, '2026-07-01').actions).toEqual({ yes: 1, no: 4 })
  })

  test('follow-ups in the period of the last day on which they could be held', () => {
    const followUp = (dueDay: string, heldDay: string | null) => ({
      dueDay: day(dueDay),
      heldDay: heldDay === null ? null : day(heldDay),
    })
    const followUps = [
      followUp('2026-03-03', '2026-03-17'),
      followUp('2026-03-03', '2026-03-18'),
      followUp('2026-03-03', null),
      followUp('2026-12-20', null),
    ]
    expect(figures({ followUps }).followUps).toEqual({ yes: 1, no: 2 })
    expect(figures({ followUps }, '2027-02-01', periodOf('2027')!).followUps).toEqual({ yes: 0, no: 1 })
    expect(figures({ followUps }, '2026-03-17').followUps).toEqual({ yes: 0, no: 0 })
  })
})

describe('the periods', () => {
  test('a team sees years, the running one first; the municipality half-years that are over', () => {
    expect(yearsSince(day('2025-08-01'), day('2026-11-23')).map(one => one.id)).toEqual(['2026', '2025'])
    expect(halvesSince(day('2025-08-01'), day('2026-11-23')).map(one => one.id)).toEqual(['2026-1', '2025-2'])
    expect(halvesSince(day('2026-08-01'), day('2026-11-23'))).toEqual([])
    expect(halvesSince(day('2026-01-01'), day('2026-08-11'))).toEqual([])
    expect(halvesSince(day('2026-01-01'), day('2026-08-12')).map(one => one.id)).toEqual(['2026-1'])
    expect(firstFigures(day('2026-11-23'))).toBe('2027-02-12')
    expect(firstFigures(day('2026-06-30'))).toBe('2026-08-12')
  })

  test('no two half-years share a day, and what is no period is none', () => {
    const all = halvesSince(day('2022-01-01'), day('2026-11-23'))
    for (const one of all)
      for (const other of all)
        if (one !== other) expect(one.to < other.from || other.to < one.from).toBe(true)
    for (const text of ['', '2026-3', 'i går', '26-1']) expect(periodOf(text)).toBeNull()
  })
})

describe('counts under five are hidden', () => {
  test('with them their pair, whose total and share would give them away', () => {
    const cells = hideSmall({
      meetings: { yes: 7, no: 1 },
      forms: { yes: 12, no: 0 },
      consents: { yes: 0, no: 0 },
      youngest: { yes: 4, no: 20 },
      actions: { yes: 30, no: 10 },
      followUps: { yes: 5, no: 5 },
    })
    expect(cells).toEqual({
      meetings: 'hidden',
      forms: { yes: 12, no: 0 },
      consents: { yes: 0, no: 0 },
      youngest: 'hidden',
      actions: { yes: 30, no: 10 },
      followUps: { yes: 5, no: 5 },
    })
    expect([percentOf({ yes: 30, no: 10 }), percentOf({ yes: 0, no: 0 })]).toEqual([75, null])
  })

  const isSmall = (count: number) => count > 0 && count < 5
  const pair = fc.record({ yes: fc.nat({ max: 14 }), no: fc.nat({ max: 14 }) })
  const isShown = (cell: Cell): cell is Pair => cell !== 'hidden'
  const add = (pairs: readonly Pair[]): Pair => ({
    yes: pairs.reduce((all, one) => all + one.yes, 0),
    no: pairs.reduce((all, one) => all + one.no, 0),
  })

  test('nothing that is shown, and no difference of a total and what is shown of it, is such a count', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), rows => {
        const table = hideInTable(rows)
        for (const cell of [...table.rows, table.total])
          if (isShown(cell)) expect([isSmall(cell.yes), isSmall(cell.no)]).toEqual([false, false])
        if (!isShown(table.total)) return
        const shown = add(table.rows.filter(isShown))
        expect(isSmall(table.total.yes - shown.yes)).toBe(false)
        expect(isSmall(table.total.no - shown.no)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('whoever adds and subtracts finds at least two values for each hidden row', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), rows => {
        const table = hideInTable(rows)
        const hidden = table.rows.filter(cell => cell === 'hidden').length
        if (!isShown(table.total) || hidden === 0) return
        const shown = add(table.rows.filter(isShown))
        const left = { yes: table.total.yes - shown.yes, no: table.total.no - shown.no }
        // What is left is shared by several rows, each with something in it.
        expect(hidden).toBeGreaterThan(1)
        expect(left.yes + left.no).toBeGreaterThan(hidden)
      }),
      { numRuns: 2000 },
    )
  })

  test('what may be shown is: nothing is hidden where nothing is small', () => {
    const rows = [
      { yes: 20, no: 5 },
      { yes: 9, no: 0 },
      { yes: 0, no: 0 },
    ]
    expect(hideInTable(rows)).toEqual({ rows, total: { yes: 29, no: 5 } })
    expect(
      hideInTable([
        { yes: 21, no: 7 },
        { yes: 9, no: 2 },
        { yes: 30, no: 12 },
      ]),
    ).toEqual({
      rows: ['hidden', 'hidden', { yes: 30, no: 12 }],
      total: { yes: 60, no: 21 },
    })
    expect(hideInTable([{ yes: 9, no: 2 }])).toEqual({ rows: ['hidden'], total: 'hidden' })
  })
})
