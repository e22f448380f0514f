import { addDays, type Day, daysBetween, partsOfDay, toDay } from '../../../shared/day.ts'
import { isUnder3 } from '../../agenda/model.ts'

/** What is counted (R-OV-2), in the order in which it is shown. */
export const measures = ['meetings', 'forms', 'consents', 'youngest', 'actions', 'followUps'] as const
export type Measure = (typeof measures)[number]

/** So many were as they should be, so many were not; of the youngest: so many were 0–2 years old, so many older. */
export interface Pair {
  yes: number
  no: number
}
export type Figures = Readonly<Record<Measure, Pair>>

/** Hidden: somebody might be known by it. */
export type Cell = Pair | 'hidden'
export type Cells = Readonly<Record<Measure, Cell>>

/**
 * What is counted of a team. Days are local; nothing names a child, and nothing sealed is among it.
 * `known`: the day on which it came to be counted, when the minutes that it stands in were approved.
 */
export interface TeamFacts {
  teamId: string
  institutionId: string
  cadenceWeeks: number
  /** since when it meets: its first day with the bot, or its first meeting */
  since: Day
  /** of meetings that were held */
  meetings: readonly Known[]
  /** items of meetings that were held */
  items: readonly (Known & {
    ageMonths: number | null
    /** as it stood at the meeting's deadline; null: nothing was asked, or it came onto the agenda later */
    consent: 'inOrder' | 'missing' | null
    form: 'inTime' | 'missing' | null
  })[]
  /** `endedDay`: null while it is open; `done`: not dropped */
  points: readonly { known: Day; dueDay: Day; endedDay: Day | null; done: boolean }[]
  /** `held`: the meetings at which it was followed up, in any order */
  followUps: readonly { known: Day; dueDay: Day; held: readonly Known[] }[]
}

/** `day`: the meeting's. */
interface Known {
  day: Day
  known: Day
}

/** What was counted of an institution. */
export interface InstitutionFigures {
  id: string
  name: string
  figures: Figures
}

/** Inclusive local days. */
export interface Period {
  /** '2026', or '2026-1' for its first half */
  id: string
  from: Day
  to: Day
  /** what is known later counts in it no more, so that it stays as it was seen; null: it counts when it is known */
  settledDay: Day | null
}

/** A follow-up counts as held so many days after it was due: meetings are weeks apart. */
export const followUpGraceDays = 14

/** Minutes are approved, and with them a meeting counts, for so long after the half-year. */
export const settledAfterDays = 42

const isIn = (day: Day, { from, to }: Period) => from <= day && day <= to
const isKnown = ({ known }: { known: Day }, { settledDay }: Period) =>
  settledDay === null || known <= settledDay
const later = (a: Day, b: Day): Day => (a > b ? a : b)
const earlier = (a: Day, b: Day): Day => (a < b ? a : b)

function pairOf<T>(all: readonly T[], isSo: (one: T) => boolean): Pair {
  const yes = all.filter(isSo).length
  return { yes, no: all.length - yes }
}

/** How many meetings the cadence calls for in the days of the period that are over: whole rounds only. */
function called({ cadenceWeeks, since }: TeamFacts, period: Period, today: Day): number {
  const from = later(period.from, since)
  const to = earlier(period.to, today)
  return to < from ? 0 : Math.floor((daysBetween(from, to) + 1) / (7 * cadenceWeeks))
}

function meetingsOf(facts: TeamFacts, period: Period, today: Day): Pair {
  const called_ = called(facts, period, today)
  const yes = Math.min(
    called_,
    facts.meetings.filter(one => isIn(one.day, period) && isKnown(one, period)).length,
  )
  return { yes, no: called_ - yes }
}

/**
 * The figures of some teams together (R-OV-2). Each thing counts in the one period that its day is in: an item in its
 * meeting's, an action point on its due day, a follow-up when it had to be held at the latest.
 * @param today what lies ahead is not counted yet
 * @example figuresOf([facts], periodOf('2026')!, today).forms // { yes: 21, no: 3 }
 */
export function figuresOf(all: readonly TeamFacts[], period: Period, today: Day): Figures {
  const counts = (one: { known: Day }) => isKnown(one, period)
  const items = all.flatMap(facts => facts.items).filter(item => isIn(item.day, period) && counts(item))
  const asked = items.filter(item => item.form !== null)
  const named = items.filter(item => item.consent !== null)
  const aged = items.filter(item => item.ageMonths !== null)
  // Dropped before it was due, it was not late; dropped afterwards, it was.
  const due = all
    .flatMap(facts => facts.points.filter(counts))
    .filter(point => isIn(point.dueDay, period) && point.dueDay < today)
    .filter(({ done, endedDay, dueDay }) => done || endedDay === null || endedDay > dueDay)
  const last = (dueDay: Day) => addDays(dueDay, followUpGraceDays)
  const followUps = all
    .flatMap(facts => facts.followUps.filter(counts))
    .filter(({ dueDay }) => isIn(last(dueDay), period) && last(dueDay) < today)
  const meetings = all.map(facts => meetingsOf(facts, period, today))
  return {
    meetings: sum(meetings),
    forms: pairOf(asked, item => item.form === 'inTime'),
    consents: pairOf(named, item => item.consent === 'inOrder'),
    youngest: pairOf(aged, item => isUnder3(item.ageMonths)),
    actions: pairOf(due, ({ endedDay, dueDay }) => endedDay !== null && endedDay <= dueDay),
    followUps: pairOf(followUps, ({ held, dueDay }) =>
      held.some(one => counts(one) && one.day <= last(dueDay)),
    ),
  }
}

const sum = (pairs: readonly Pair[]): Pair => ({
  yes: pairs.reduce((total, pair) => total + pair.yes, 0),
  no: pairs.reduce((total, pair) => total + pair.no, 0),
})

/** Fewer than five may be known by name. None is nobody. */
export const leastShown = 5
const isSmall = (count: number): boolean => count > 0 && count < leastShown
const size = ({ yes, no }: Pair): number => yes + no

/** Whether a pair may tell of somebody. A meeting that was not held tells of nobody: of meetings it is those that were. */
const tells = (measure: Measure, pair: Pair): boolean =>
  measure === 'meetings' ? isSmall(pair.yes) || isSmall(size(pair)) : isSmall(pair.yes) || isSmall(pair.no)

/** One reader's own figures: a count under five hides its whole pair, since total and share would give it away. */
export const hideSmall = (figures: Figures): Cells =>
  Object.fromEntries(
    measures.map(measure => [measure, tells(measure, figures[measure]) ? 'hidden' : figures[measure]]),
  ) as Record<Measure, Cell>

/**
 * What of a measure may stand in one table with its total. Where the hidden rows together could be found by
 * subtraction, the next smallest is hidden too, until they cannot; where there is none left, the total is.
 * @param rows one for each institution
 * @example hideInTable('forms', [{ yes: 21, no: 7 }, { yes: 9, no: 2 }, { yes: 30, no: 12 }])
 *   // the second, and the first, since the total would give the second away
 */
export function hideInTable(measure: Measure, rows: readonly Pair[]): { rows: Cell[]; total: Cell } {
  const tell = (pair: Pair) => tells(measure, pair)
  const total = sum(rows)
  const hidden = new Set(rows.flatMap((row, index) => (tell(row) ? [index] : [])))
  const rest = rows
    .map((row, index) => ({ row, index }))
    .filter(({ row, index }) => size(row) > 0 && !hidden.has(index))
    .toSorted((a, b) => size(a.row) - size(b.row))
  const together = () => sum(rows.filter((_, index) => hidden.has(index)))
  while (hidden.size > 0 && (hidden.size === 1 || tell(together()))) {
    const next = rest.shift()
    if (!next) break
    hidden.add(next.index)
  }
  const open = hidden.size === 1 || tell(together())
  return {
    rows: rows.map((row, index) => (hidden.has(index) ? 'hidden' : row)),
    total: tell(total) || (hidden.size > 0 && open) ? 'hidden' : total,
  }
}

/** Of a hundred; null where there is nothing to count. */
export const percentOf = (pair: Pair): number | null =>
  size(pair) === 0 ? null : Math.round((100 * pair.yes) / size(pair))

/**
 * The period of that name.
 * @returns null when it is none: '2026-3', 'i går'
 * @example periodOf('2026-2') // { id: '2026-2', from: '2026-07-01', to: '2026-12-31', settledDay: '2027-02-11' }
 */
export function periodOf(id: string): Period | null {
  const match = /^(20\d\d)(?:-([12]))?$/.exec(id)
  if (!match) return null
  const year = Number(match[1])
  const half = match[2]
  const to = half === '1' ? toDay(year, 6, 30) : toDay(year, 12, 31)
  return {
    id,
    from: half === '2' ? toDay(year, 7, 1) : toDay(year, 1, 1),
    to,
    settledDay: half ? addDays(to, settledAfterDays) : null,
  }
}

const yearsBack = 5

/** A team's own: years, the running one first, as far back as there is anything. */
export function yearsSince(since: Day, today: Day): Period[] {
  const { year } = partsOfDay(today)
  return Array.from({ length: yearsBack }, (_, back) => periodOf(String(year - back)))
    .filter(period => period !== null)
    .filter(period => since <= period.to)
}

/** The municipality's: half-years that are over and settled, the newest first. Of a running one, two readings would tell of one. */
export function halvesSince(since: Day, today: Day): Period[] {
  const { year } = partsOfDay(today)
  const ids = Array.from({ length: yearsBack }, (_, back) => [`${year - back}-2`, `${year - back}-1`]).flat()
  return ids
    .map(periodOf)
    .filter(period => period !== null)
    .filter(({ to, settledDay }) => since <= to && settledDay !== null && settledDay < today)
}

/**
 * The day on which the first figures of a municipality are there.
 * @param since when it began
 */
export function firstFigures(since: Day): Day {
  const { year, month } = partsOfDay(since)
  const end = month <= 6 ? toDay(year, 6, 30) : toDay(year, 12, 31)
  return addDays(end, settledAfterDays + 1)
}
