import { addDays, type Day, parseDay } from '../../../shared/day.ts'
import {
  type MeetingCalendar,
  meetingHours,
  nearestMeetingDay,
  whyNoMeeting,
} from '../../../shared/working-calendar.ts'
import { dayOf, endTime, instantOf, parseTime, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import { type Missing, overlap, type Span } from '../availability/model.ts'
import { lastDay, readMeetingTime, type TimeProblem, type TimeRules, type TimeSuggestion } from '../model.ts'

/** A date as it was typed, one of several. */
export interface TypedDate {
  /** those that are not are left as they are, whatever stands in them */
  keep: boolean
  day: string
  time: string
  /** the coordinator has been told what speaks against it, and wants it all the same */
  insisted?: Insisted
}

/** `seen`: who was named then, where somebody who cannot come since is a question again */
export interface Insisted {
  seen?: readonly string[]
}

/** What is wrong with a date. */
export type DateProblem =
  /** @param asked the day as typed; null when it is no date */
  | { type: 'time'; problem: TimeProblem; asked: Day | null }
  /** `taken`: stands already · `duplicate`: typed twice · `overlap`: with one that stands, or a row above it */
  | { type: 'taken' | 'duplicate' | 'overlap' }
  /** whom a meeting cannot do without, of those who cannot come then */
  | { type: 'missing'; people: Missing[] }

/**
 * @param nearest the nearest good time, which stands in the fields; null when none was found
 * @param own what was typed, where one may insist on it: not on the past, on what cannot be read, or on the same twice
 */
export type WrongDate = DateProblem & { nearest: Date | null; own?: Date }

export interface ReadDate extends TypedDate {
  problem?: WrongDate
}

export interface ReadingTerms extends TimeRules {
  lengthMinutes: number
  /** sooner than this, answers and forms would not be in: nothing sooner is offered where no day was chosen */
  soonest: Day
  /** what stands already: asked about, or planned */
  taken: readonly Span[]
  /** whether one may insist on a time over another: a team can be asked about both, but not meet twice at once */
  mayOverlap: boolean
  missing(span: Span): Missing[]
}

/**
 * Reads the dates that were kept: each a time at which a meeting can be held, none twice, none over another, none when
 * somebody whom it cannot do without is known to be away or in another meeting (R-POLL-1, R-TEAM-4). What is possible
 * all the same can be insisted on.
 * @returns the spans of the good ones, in order of time, and every row; where one is wrong, the nearest good time, which
 *   is free of all the others, stands in it, ready to be sent
 */
export function readTypedDates(
  typed: readonly TypedDate[],
  terms: ReadingTerms,
): { spans: Span[]; rows: ReadDate[] } {
  const { zone } = terms
  const spans: Span[] = []
  // All are read before anything is offered: a time that somebody typed is not given away.
  const found = typed.map(row => (row.keep ? check(row, spans, terms) : null))
  const offered: Span[] = []
  const rows = typed.map((row, index): ReadDate => {
    const one = found[index]
    if (!one) return row
    if (!('problem' in one)) return { ...row, ...fieldsOf(one.span.startAt, zone) }
    const others = found.flatMap((other, at) => (at !== index && other?.span ? [other.span] : []))
    const span = nearestGood(one.near, [...terms.taken, ...others, ...offered], terms)
    if (span) offered.push(span)
    const nearest = span?.startAt ?? null
    const { insisted: _, ...plain } = row
    const own = one.mayInsist && one.span ? { own: one.span.startAt } : {}
    return {
      ...plain,
      ...(nearest ? fieldsOf(nearest, zone) : {}),
      problem: { ...one.problem, nearest, ...own },
    }
  })
  return { spans: spans.toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime()), rows }
}

/** Whether what was typed can be insisted on where it is wrong: in all rows, in some of them, in none. */
export function insistable(rows: readonly ReadDate[]): 'all' | 'some' | 'none' {
  const wrong = rows.flatMap(row => row.problem ?? [])
  const own = wrong.filter(problem => problem.own)
  return own.length === 0 ? 'none' : own.length === wrong.length ? 'all' : 'some'
}

/** A time as it stands in the fields of a row. */
export const fieldsOf = (at: Date, zone: Zone): Pick<TypedDate, 'day' | 'time'> => ({
  day: dayOf(at, zone),
  time: timeOf(at, zone),
})

/** The instant that a row says, as typed; null when it cannot be read. */
export function instantIn(
  { day, time }: Pick<TypedDate, 'day' | 'time'>,
  { now, zone }: Pick<TimeRules, 'now' | 'zone'>,
): Date | null {
  const read = parseDay(day, dayOf(now, zone))
  const start = parseTime(time)
  return read && start ? instantOf(read, start, zone) : null
}

interface Wrong {
  problem: DateProblem
  /** what was typed; null where that cannot be had */
  span: Span | null
  mayInsist: boolean
  /** where a good time is looked for; null when there is nowhere */
  near: TimeSuggestion | null
}

type Found = { span: Span } | Wrong

/** @param spans the good ones so far; this one is added to them when it is good */
function check(row: TypedDate, spans: Span[], terms: ReadingTerms): Found {
  const day = parseDay(row.day, dayOf(terms.now, terms.zone))
  const start = parseTime(row.time)
  const end = start === null ? null : endTime(start, terms.lengthMinutes)
  const read = readMeetingTime({ day, start, end }, terms)
  if (read.ok) return checkSpan({ startAt: read.startAt, endAt: read.endAt }, row, spans, terms)
  if (row.insisted && read.possible) return checkSpan(read.possible, row, spans, terms)
  const [problem] = read.problems
  if (!problem) throw new RangeError('a time that is not good has a problem: see readMeetingTime')
  return {
    problem: { type: 'time', problem, asked: day },
    span: read.possible,
    mayInsist: true,
    near: read.nearest && inTime(read.nearest, problem, terms),
  }
}

/** Where nobody chose the day, what is put in may at least be prepared in time. */
function inTime(nearest: TimeSuggestion, { problem }: TimeProblem, terms: ReadingTerms): TimeSuggestion {
  const { soonest, calendar } = terms
  const chosen = problem !== 'unreadable' && problem !== 'past'
  if (chosen || nearest.day >= soonest) return nearest
  return { ...nearest, day: nearestMeetingDay(soonest, 1, calendar) ?? nearest.day }
}

/** A time that can be had as such: is it free, and can they come? */
function checkSpan(span: Span, row: TypedDate, spans: Span[], terms: ReadingTerms): Found {
  const { zone, taken, mayOverlap } = terms
  const near = {
    day: dayOf(span.startAt, zone),
    start: timeOf(span.startAt, zone),
    end: timeOf(span.endAt, zone),
  }
  const wrong = (problem: DateProblem, mayInsist: boolean): Found => ({ problem, span, mayInsist, near })
  const same = (one: Span) => one.startAt.getTime() === span.startAt.getTime()
  if (taken.some(same)) return wrong({ type: 'taken' }, false)
  if (spans.some(same)) return wrong({ type: 'duplicate' }, false)
  const mayBeOver = mayOverlap && row.insisted !== undefined
  if (!mayBeOver && [...taken, ...spans].some(one => overlap(one, span)))
    return wrong({ type: 'overlap' }, mayOverlap)
  const people = unseen(terms.missing(span), row)
  if (people.length > 0) return wrong({ type: 'missing', people }, true)
  spans.push(span)
  return { span }
}

/** Those who cannot come; none when all of them were named before, and it is insisted on. */
function unseen(people: Missing[], { insisted }: TypedDate): Missing[] {
  if (!insisted) return people
  const { seen } = insisted
  return !seen || people.every(one => seen.includes(one.personId)) ? [] : people
}

/** The nearest time from there at which a meeting can be held, and those who have to can come. */
function nearestGood(
  near: TimeSuggestion | null,
  inTheWay: readonly Span[],
  terms: ReadingTerms,
): Span | null {
  if (!near) return null
  const { now, zone, calendar, missing } = terms
  const last = lastDay(terms)
  const suits = (span: Span) =>
    dayOf(span.startAt, zone) <= last &&
    !inTheWay.some(one => overlap(one, span)) &&
    missing(span).length === 0
  const [offer] = offersNear(near, { now, zone, calendar, count: 1, suits })
  return offer ? spanOf(offer, zone) : null
}

/** Good days are looked for so far ahead. */
const horizonDays = 42
const stepMinutes = 30

export interface OfferRules {
  now: Date
  zone: Zone
  calendar: MeetingCalendar
  /** how many, on as many days */
  count: number
  /** whether those who are to be there can, as far as is known */
  suits(span: Span): boolean
}

/**
 * Good times near the one that was asked for: on that day or the first ones after it, at that hour or the nearest one
 * within the preferred hours, just as long.
 * @returns the earliest first; fewer than `count`, or none, when nothing suits within six weeks
 * @example
 * // Tue 1 Dec 9–11 was asked for, and somebody is busy until 11.30:
 * offersNear({ day: '2026-12-01', start: '09:00', end: '11:00' }, rules)
 *   // [{ day: '2026-12-01', start: '11:30', end: '13:30' }, { day: '2026-12-02', start: '09:00', end: '11:00' }, …]
 */
export function offersNear(asked: TimeSuggestion, rules: OfferRules): TimeSuggestion[] {
  const { now, zone, calendar, count, suits } = rules
  const starts = startsNear(asked, calendar)
  const found: TimeSuggestion[] = []
  for (let ahead = 0; ahead <= horizonDays && found.length < count; ahead += 1) {
    const day = addDays(asked.day, ahead)
    if (whyNoMeeting(day, calendar)) continue
    const fitting = starts.find(time => {
      const span = spanOf({ day, ...time }, zone)
      return span.startAt > now && suits(span)
    })
    if (fitting) found.push({ day, ...fitting })
  }
  return found
}

export const spanOf = ({ day, start, end }: { day: Day; start: string; end: string }, zone: Zone): Span => ({
  startAt: instantOf(day, start, zone),
  endAt: instantOf(day, end, zone),
})

/** The hour that was asked for when it is a usual one, then those within the preferred hours, the nearest first. */
function startsNear(
  { start, end }: TimeSuggestion,
  calendar: MeetingCalendar,
): { start: string; end: string }[] {
  const length = minutesOf(end) - minutesOf(start)
  const { from, until } = calendar.preferredHours
  const asked = minutesOf(start)
  const usual = asked >= minutesOf(meetingHours.from) && asked + length <= minutesOf(meetingHours.until)
  const others: number[] = []
  for (let at = minutesOf(from); at + length <= minutesOf(until); at += stepMinutes) others.push(at)
  const near = others.toSorted((a, b) => Math.abs(a - asked) - Math.abs(b - asked) || a - b)
  return [...new Set([...(usual ? [asked] : []), ...near])].map(at => ({
    start: wallTime(at),
    end: wallTime(at + length),
  }))
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const wallTime = (at: number) =>
  `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
