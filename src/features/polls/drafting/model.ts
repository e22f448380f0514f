import { addDays, type Day, parseDay } from '../../../shared/day.ts'
import type { Lang } from '../../../shared/human-dates.ts'
import { type MeetingCalendar, meetingHours, nearestMeetingDay } from '../../../shared/working-calendar.ts'
import { dayOf, endTime, instantOf, parseTime, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import { overlap, type Span } from '../../meetings/availability/model.ts'
import { readMeetingTime, readPossibleTime, type TimeProblem } from '../../meetings/model.ts'

/** A poll asks about no more than so many: each has to be answered, on one card. */
export const mostSlots = 24

/** A slot as it was typed. */
export interface TypedSlot {
  keep: boolean
  day: string
  time: string
  /** the coordinator has been told what speaks against it, and wants it all the same */
  insisted?: boolean
}

/** Those who are known not to be there at a time. */
export interface Hindered {
  /** in another meeting; of which team is nobody's business (R-SEC-2) */
  busy: string[]
  away: string[]
}

/** What is wrong with a slot as typed. */
type WrongSlot =
  /** `taken`: asked about already · `duplicate`, `overlap`: with a slot above it, or one asked about already */
  | { type: 'taken' | 'duplicate' | 'overlap' }
  /** @param asked the day as typed; null when it is no date */
  | { type: 'time'; problem: TimeProblem; asked: Day | null }
  | ({ type: 'hindered' } & Hindered)

/**
 * @param nearest what can be had instead
 * @param own what was typed, where one may insist on it: not on the past, on what cannot be read, or on the same twice
 */
export type SlotProblem = { type: 'none' } | (WrongSlot & { nearest: Date; own?: Date })

export interface ReadTerms {
  now: Date
  zone: Zone
  calendar: MeetingCalendar
  lang: Lang
  lengthMinutes: number
  /** sooner than this, answers and forms would not be in: nothing sooner is offered for what is past */
  soonest: Day
  /** what the poll asks about already */
  taken: readonly Span[]
  /** whom a meeting cannot do without, of those who cannot come then; null when nobody is known to be missing */
  hindered(span: Span): Hindered | null
}

/** Nobody is away or in meetings for longer: then it is named, and something is offered all the same. */
const longestSearch = 600
const stepMinutes = 30

/**
 * Reads the slots of a draft: each a time at which a meeting can be held, none twice, none over another, none when
 * somebody who is required is known to be away or in another meeting. Of these all can be insisted on that are possible.
 * @returns the spans of the rows that are kept, in order of time, and every row; where one is wrong, the nearest good
 *   time, which is free of all the others, stands in it, ready to be sent
 */
export function readSlots(
  typed: readonly TypedSlot[],
  terms: ReadTerms,
): { spans: Span[]; rows: (TypedSlot & { problem?: SlotProblem })[] } {
  const spans: Span[] = []
  // All are read before anything is offered: a time that somebody typed is not given away.
  const found = typed.map(slot => (slot.keep ? check(slot, spans, terms) : null))
  const offered: Span[] = []
  const rows = typed.map((slot, index) => {
    const bad = found[index]
    if (!bad) return { ...slot }
    const span = freeFrom(bad.near, [...terms.taken, ...spans, ...offered], terms)
    offered.push(span)
    const nearest = span.startAt
    const filledIn = { day: dayOf(nearest, terms.zone), time: timeOf(nearest, terms.zone) }
    const own = bad.own ? { own: bad.own } : {}
    return { ...slot, ...filledIn, insisted: false, problem: { ...bad.wrong, nearest, ...own } }
  })
  spans.sort((a, b) => a.startAt.getTime() - b.startAt.getTime())
  const [first, ...rest] = rows
  if (first && !rows.some(row => row.keep))
    return { spans, rows: [{ ...first, problem: { type: 'none' } }, ...rest] }
  return { spans, rows }
}

interface DayTime {
  day: Day
  time: string
}

/**
 * What is wrong with a slot, and near which time a good one is looked for.
 * @param spans the good ones so far; this one is added to them
 * @returns null for a slot that can be had
 */
function check(
  slot: TypedSlot,
  spans: Span[],
  terms: ReadTerms,
): { wrong: WrongSlot; near: DayTime; own?: Date } | null {
  const { now, zone, lengthMinutes, taken } = terms
  const start = parseTime(slot.time)
  const day = parseDay(slot.day, dayOf(now, zone))
  const end = start === null ? null : endTime(start, lengthMinutes)
  const usual = readMeetingTime({ day, start, end }, terms)
  // Past midnight there is no time of day to end at.
  const possible = end !== null && end < '24:00' ? readPossibleTime({ day, start, end }, terms) : usual
  const own = possible.ok ? { own: possible.startAt } : {}
  if (!usual.ok && !(slot.insisted && possible.ok)) {
    const [problem] = usual.problems
    const { nearest } = usual
    const late = !possible.ok && nearest.day < terms.soonest
    const near = {
      day: late ? nearestMeetingDay(terms.soonest, 1, terms.calendar) : nearest.day,
      time: nearest.start,
    }
    return problem ? { wrong: { type: 'time', problem, asked: day }, near, ...own } : null
  }
  if (!possible.ok) return null
  const { startAt, endAt } = possible
  const near = { day: dayOf(startAt, zone), time: timeOf(startAt, zone) }
  const same = (one: Span) => one.startAt.getTime() === startAt.getTime()
  if (taken.some(same)) return { wrong: { type: 'taken' }, near }
  if (spans.some(same)) return { wrong: { type: 'duplicate' }, near }
  const span = { startAt, endAt }
  if (!slot.insisted) {
    if ([...taken, ...spans].some(one => overlap(one, span)))
      return { wrong: { type: 'overlap' }, near, ...own }
    const hindered = terms.hindered(span)
    if (hindered) return { wrong: { type: 'hindered', ...hindered }, near, ...own }
  }
  spans.push(span)
  return null
}

/**
 * The next time that is free of what is in the way, and of everybody's absences and meetings: behind it on that day,
 * otherwise at the same time on the days for meetings after it.
 */
function freeFrom({ day, time }: DayTime, others: readonly Span[], terms: ReadTerms): Span {
  const { zone, lengthMinutes } = terms
  const later = (from: DayTime, after: string): DayTime =>
    endTime(after, lengthMinutes) <= meetingHours.until
      ? { day: from.day, time: after }
      : { day: nearestMeetingDay(addDays(from.day, 1), 1, terms.calendar), time }
  let at: DayTime = { day, time }
  for (let tried = 0; ; tried += 1) {
    const startAt = instantOf(at.day, at.time, zone)
    const span = { startAt, endAt: new Date(startAt.getTime() + lengthMinutes * 60_000) }
    const inTheWay = others.find(one => overlap(one, span))
    const hindered = inTheWay || tried > longestSearch ? null : terms.hindered(span)
    if (!inTheWay && !hindered) return span
    at = inTheWay
      ? later(at, timeOf(inTheWay.endAt, zone))
      : later(at, hindered && hindered.away.length > 0 ? meetingHours.until : endTime(at.time, stepMinutes))
  }
}

/** What one may want to think about before the team is asked; none of it stands in the way. */
export type Concern =
  /** there is nothing to choose from */
  | 'oneSlot'
  /** all answers weigh the same */
  | 'nobodyRequired'
  /** at every time all the others are away */
  | 'everybodyAway'

/** A draft as {@link concernsAbout} looks at it. */
export interface Considered {
  /** how many times are to be asked about, those among them with which something is wrong */
  kept: number
  spans: readonly Span[]
  members: readonly { required: boolean }[]
  /** the members beside whoever asks */
  others: readonly { personId: string }[]
  isAway(personId: string, span: Span): boolean
}

export function concernsAbout({ kept, spans, members, others, isAway }: Considered): Concern[] {
  const allAway = spans.every(span => others.every(({ personId }) => isAway(personId, span)))
  return [
    ...(kept === 1 ? ['oneSlot' as const] : []),
    ...(members.some(member => member.required) ? [] : ['nobodyRequired' as const]),
    ...(spans.length > 0 && others.length > 0 && allAway ? ['everybodyAway' as const] : []),
  ]
}
