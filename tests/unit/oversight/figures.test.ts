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
/** A meeting, or an item of one, whose minutes were approved then. */
const on = (text: string, known = text) => ({ day: day(text), known: day(known) })
const figures = (facts: Partial<TeamFacts>, today = '2027-02-01', period = year) =>
  figuresOf([{ ...nothing, ...facts }], period, day(today))

describe('R-OV-2: what is counted', () => {
  test('meetings against the cadence: whole rounds of the days that are over; more than that count no extra', () => {
    const meetings = ['2026-01-20', '2026-03-03', '2026-04-14'].map(text => on(text))
    expect(figures({ meetings }).meetings).toEqual({ yes: 3, no: 5 })
    expect(figures({ meetings }, '2026-04-20').meetings).toEqual({ yes: 2, no: 0 })
    expect(figures({ meetings, since: day('2026-11-01') }).meetings).toEqual({ yes: 1, no: 0 })
    expect(figures({}, '2026-01-20').meetings).toEqual({ yes: 0, no: 0 })
  })

  test('forms and consent as they stood at the deadline; what had nothing to ask counts nowhere', () => {
    const may = on('2026-05-05')
    const items = [
      { ...may, ageMonths: 40, consent: 'inOrder', form: 'inTime' },
      { ...may, ageMonths: 20, consent: 'missing', form: 'missing' },
      { ...may, ageMonths: null, consent: null, form: null },
      { ...on('2027-01-05'), ageMonths: 40, consent: 'inOrder', form: 'inTime' },
    ] as const
    const found = figures({ items })
    expect(found.forms).toEqual({ yes: 1, no: 1 })
    expect(found.consents).toEqual({ yes: 1, no: 1 })
    expect(found.youngest).toEqual({ yes: 1, no: 1 })
  })

  test('action points by their due day: done by then or not; dropped before it, they count nowhere', () => {
    const point = (dueDay: string, endedDay: string | null, done = true) => ({
      known: day('2026-02-01'),
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
      known: day('2026-02-01'),
      dueDay: day(dueDay),
      held: heldDay === null ? [] : [on('2026-05-01'), on(heldDay)],
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

  test('a half-year stays as it was seen: what is approved six weeks after it counts in it no more', () => {
    const half = periodOf('2026-1')!
    const of = (known: string) => {
      const meeting = on('2026-03-03', known)
      const held = figures(
        {
          meetings: [meeting],
          items: [{ ...meeting, ageMonths: 20, consent: 'inOrder', form: 'inTime' }],
          points: [{ known: day(known), dueDay: day('2026-04-01'), endedDay: null, done: false }],
          followUps: [
            { known: day(known), dueDay: day('2026-05-01'), held: [] },
            { known: day('2026-02-01'), dueDay: day('2026-02-20'), held: [meeting] },
          ],
        },
        '2027-02-01',
        half,
      )
      return Object.fromEntries(Object.entries(held).map(([name, { yes, no }]) => [name, [yes, no]]))
    }
    const inTime = {
      meetings: [1, 3],
      forms: [1, 0],
      consents: [1, 0],
      youngest: [1, 0],
      actions: [0, 1],
      followUps: [1, 1],
    }
    expect(of('2026-08-11')).toEqual(inTime)
    const none = { forms: [0, 0], consents: [0, 0], youngest: [0, 0], actions: [0, 0], followUps: [0, 1] }
    expect(of('2026-08-12')).toEqual({ meetings: [0, 4], ...none })
    // For the team itself it counts when it is known.
    expect(figures({ meetings: [on('2026-03-03', '2026-12-01')] }).meetings.yes).toBe(1)
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
    const every = {
      meetings: { yes: 7, no: 1 },
      forms: { yes: 12, no: 0 },
      consents: { yes: 0, no: 0 },
      youngest: { yes: 4, no: 20 },
      actions: { yes: 30, no: 10 },
      followUps: { yes: 5, no: 5 },
    }
    expect(hideSmall(every)).toEqual({
      meetings: { yes: 7, no: 1 },
      forms: { yes: 12, no: 0 },
      consents: { yes: 0, no: 0 },
      youngest: 'hidden',
      actions: { yes: 30, no: 10 },
      followUps: { yes: 5, no: 5 },
    })
    const held = (yes: number, no: number) => hideSmall({ ...every, meetings: { yes, no } }).meetings
    expect([held(6, 2), held(0, 8), held(4, 4), held(0, 3)]).toEqual([
      { yes: 6, no: 2 },
      { yes: 0, no: 8 },
      'hidden',
      'hidden',
    ])
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
    const counts = {
      forms: ({ yes, no }: Pair) => [yes, no],
      meetings: ({ yes, no }: Pair) => [yes, yes + no],
    }
    const measure = fc.constantFrom('forms' as const, 'meetings' as const)
    fc.assert(
      fc.property(measure, fc.array(pair, { minLength: 1, maxLength: 8 }), (of, rows) => {
        const table = hideInTable(of, rows)
        const shown = table.rows.filter(isShown)
        for (const cell of [...shown, ...[table.total].filter(isShown)])
          expect(counts[of](cell).some(isSmall)).toBe(false)
        if (!isShown(table.total)) return
        const { yes, no } = add(shown)
        const left = { yes: table.total.yes - yes, no: table.total.no - no }
        expect(counts[of](left).some(isSmall)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('whoever adds and subtracts finds at least two values for each hidden row', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), rows => {
        const table = hideInTable('forms', rows)
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
    expect(hideInTable('forms', rows)).toEqual({ rows, total: { yes: 29, no: 5 } })
    expect(
      hideInTable('forms', [
        { yes: 21, no: 7 },
        { yes: 9, no: 2 },
        { yes: 30, no: 12 },
      ]),
    ).toEqual({
      rows: ['hidden', 'hidden', { yes: 30, no: 12 }],
      total: { yes: 60, no: 21 },
    })
    expect(hideInTable('forms', [{ yes: 9, no: 2 }])).toEqual({ rows: ['hidden'], total: 'hidden' })
  })
})
