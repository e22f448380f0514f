import { type Day, parseDay } from '../../../../shared/day.ts'
import type { Lang } from '../../../../shared/human-dates.ts'
import { type MeetingCalendar, nextWorkingDay } from '../../../../shared/working-calendar.ts'
import { dayOf, endTime, instantOf, parseTime, timeOf, type Zone } from '../../../../shared/zoned-time.ts'
import { overlap, type Span } from '../../availability/model.ts'
import { readMeetingTime, type TimeProblem } from '../../model.ts'
import { offersNear } from '../../moving/model.ts'
import { type Missing, missingAt, type SeriesTerms } from '../model.ts'

/** A date as it was typed. */
export interface TypedDate {
  keep: boolean
  day: string
  time: string
  /** what was asked for before, and is insisted on: 'YYYY-MM-DDTHH:mm'; '' when nothing is */
  insist: string
  /** who was named then: somebody who cannot come since is a question again */
  seen: readonly string[]
}

/** What is wrong with a date. `missing`: a required role has nobody who can. */
export type DateProblem =
  | { type: 'time'; problem: TimeProblem; asked: Day | null }
  | { type: 'overlap' }
  | { type: 'missing'; people: Missing[] }

export interface ReadDate {
  keep: boolean
  day: string
  time: string
  problem?: DateProblem
  /** with a problem: the nearest good time, which stands in the fields; null when none was found */
  nearest?: Date | null
  /** with a problem that may be insisted on: what was asked for, as `TypedDate.insist` takes it */
  asked?: string
  /** insisted on and good for that: it holds when another row brings the card back */
  insisted?: { on: string; seen: readonly string[] }
}

/** Those who were named as missing in a row. */
export const namedIn = ({ problem }: ReadDate): string[] =>
  problem?.type === 'missing' ? problem.people.map(one => one.personId) : []

export interface ReadingTerms extends Pick<SeriesTerms, 'members' | 'hindrance' | 'soonest'> {
  now: Date
  zone: Zone
  calendar: MeetingCalendar
  lang: Lang
  lengthMinutes: number
  /** the team's own meetings, those that are cancelled not among them */
  meetings: readonly Span[]
}

/**
 * Reads the dates that were kept: each a time at which the team can meet, none over another meeting of its own. A
 * closing day, an hour outside 07–18, and one at which a required role has nobody can be insisted on; what is past
 * cannot, nor two meetings of one team at once.
 * @returns `spans`: to be planned, in order of time; `there`: those that are planned already, so that a second press
 *   plans nothing; `rows`: every row, with the nearest good time in the place of one that is wrong
 */
export function readDates(
  typed: readonly TypedDate[],
  terms: ReadingTerms,
): { spans: Span[]; there: Span[]; rows: ReadDate[]; good: boolean } {
  const { meetings, zone } = terms
  const spans: Span[] = []
  const there: Span[] = []
  const offered: Span[] = []
  const read = typed.map(row => (row.keep ? readDate(row, terms) : null))
  const rows = typed.map((row, index): ReadDate => {
    const found = read[index]
    const as = { keep: row.keep, day: row.day, time: row.time }
    if (!found) return as
    const { span, never } = found
    if (span && meetings.some(one => one.startAt.getTime() === span.startAt.getTime())) {
      there.push(span)
      return as
    }
    const crossed = span && !never && [...meetings, ...spans].some(one => overlap(one, span))
    const problem = crossed ? ({ type: 'overlap' } as const) : found.problem
    if (span && !problem) {
      spans.push(span)
      const filledIn = { day: dayOf(span.startAt, zone), time: timeOf(span.startAt, zone) }
      return { ...as, ...filledIn, ...(row.insist ? { insisted: { on: row.insist, seen: row.seen } } : {}) }
    }
    if (!problem) return as
    const others = read.flatMap((other, at) => (at !== index && other?.span ? [other.span] : []))
    const inTheWay = [...meetings, ...spans, ...others, ...offered]
    const nearest = nearestGood(found.near, { ...terms, meetings: inTheWay })
    if (nearest) offered.push(spanAt(dayOf(nearest, zone), timeOf(nearest, zone), terms))
    const filledIn = nearest ? { day: dayOf(nearest, zone), time: timeOf(nearest, zone) } : {}
    const asked =
      span && !never && !crossed ? `${dayOf(span.startAt, zone)}T${timeOf(span.startAt, zone)}` : null
    return { ...as, ...filledIn, problem, nearest, ...(asked ? { asked } : {}) }
  })
  spans.sort((a, b) => a.startAt.getTime() - b.startAt.getTime())
  return { spans, there, rows, good: rows.every(row => !row.problem) }
}

interface Found {
  /** null when it cannot be read */
  span: Span | null
  /** past, or too far ahead: it cannot be had, whoever insists */
  never: boolean
  problem: DateProblem | null
  /** where a good time is looked for */
  near: { day: Day; time: string }
}

function readDate(row: TypedDate, terms: ReadingTerms): Found {
  const { now, zone, lengthMinutes } = terms
  const insisted = row.insist !== ''
  const [typed = row.day, time = row.time] = insisted ? row.insist.split('T') : []
  const start = parseTime(time)
  const asked = parseDay(typed, dayOf(now, zone))
  const end = start === null ? null : endTime(start, lengthMinutes)
  const result = readMeetingTime({ day: asked, start, end }, terms)
  const span = asked && start ? spanAt(asked, start, terms) : null
  if (!result.ok) {
    const [problem] = result.problems
    const hard = result.problems.some(
      one => one.problem === 'unreadable' || one.problem === 'past' || one.problem === 'tooFar',
    )
    const { nearest } = result
    // Nobody chose that day: what is put in for it may at least be prepared in time.
    const day =
      hard && nearest.day < terms.soonest ? nextWorkingDay(terms.soonest, terms.calendar) : nearest.day
    const near = { day, time: nearest.start }
    if (hard || !insisted || !span) {
      const wrong = problem ? ({ type: 'time', problem, asked } as const) : null
      return { span, never: hard, problem: wrong, near }
    }
    return { span, never: false, problem: missingProblem(span, row, terms), near }
  }
  const near = { day: dayOf(result.startAt, zone), time: timeOf(result.startAt, zone) }
  return { span, never: false, problem: missingProblem(result, row, terms), near }
}

/** Those of required roles that nobody fills then, unless they were named before and it is insisted on. */
function missingProblem(span: Span, { insist, seen }: TypedDate, terms: ReadingTerms): DateProblem | null {
  const { blocking } = missingAt(span, terms)
  const known = insist !== '' && blocking.every(one => seen.includes(one.personId))
  return blocking.length === 0 || known ? null : { type: 'missing', people: blocking }
}

function spanAt(day: Day, time: string, { zone, lengthMinutes }: ReadingTerms): Span {
  const startAt = instantOf(day, time, zone)
  return { startAt, endAt: new Date(startAt.getTime() + lengthMinutes * 60_000) }
}

/** The nearest time from there at which the team can meet. */
function nearestGood({ day, time }: Found['near'], terms: ReadingTerms): Date | null {
  const { now, zone, calendar, lengthMinutes, meetings } = terms
  const suits = (span: Span) =>
    !meetings.some(one => overlap(one, span)) && missingAt(span, terms).blocking.length === 0
  const asked = { day, start: time, end: endTime(time, lengthMinutes) }
  const [offer] = offersNear(asked, { now, zone, calendar, count: 1, suits })
  return offer ? instantOf(offer.day, offer.start, zone) : null
}
