import { addDays, type Day, daysBetween, isoWeekday } from '../../../shared/day.ts'
import type { Lang } from '../../../shared/human-dates.ts'
import { type MeetingCalendar, type NoMeeting, whyNoMeeting } from '../../../shared/working-calendar.ts'
import { dayOf, instantOf, type Zone } from '../../../shared/zoned-time.ts'
import type { Rhythm } from '../../teams/model.ts'
import { type Attending, type Missing, missingAt, type Span } from '../availability/model.ts'

/** So far ahead dates are laid out. */
const halfYearDays = 26 * 7

/** What decides on which days a team meets. */
export type Beat = Pick<Rhythm, 'cadenceWeeks' | 'weekday'>

/** A rhythm that dates were laid out in before. */
export interface Series extends Beat {
  /** its first day */
  originDay: Day
}

/** Why a date of the rhythm was moved on by a week. */
export type Shift = { day: Day } & (
  | { kind: 'noMeeting'; why: NoMeeting }
  /** forms would not be in before the deadline of section 5 */
  | { kind: 'tooSoon' }
  /** a required role has nobody who can */
  | { kind: 'missing'; people: Missing[] }
)

export interface LaidOutDate extends Span {
  day: Day
  /** the day that it would be by the rhythm */
  rhythmDay: Day
  /** why it is not that day, one for each week */
  shifts: Shift[]
  /** who cannot come, though every required role has somebody */
  without: Missing[]
}

/** A date of the rhythm for which no week was found before the next one is nearer. */
export interface LeftOut {
  rhythmDay: Day
  shifts: Shift[]
}

export interface SeriesTerms extends Attending {
  now: Date
  zone: Zone
  calendar: MeetingCalendar
  /** for the names of holidays */
  lang: Lang
  rhythm: Pick<Rhythm, 'cadenceWeeks' | 'weekday' | 'startTime' | 'lengthMinutes'>
  origin: Day
  /** the first day for which forms would be in time */
  soonest: Day
  /** the team's own, those that are cancelled not among them */
  meetings: readonly Span[]
}

/** The meetings that a card was drawn with, as its buttons carry them. */
export const marksOf = (meetings: readonly Pick<Span, 'startAt'>[]): string => meetings.map(markOf).join('.')

const markOf = ({ startAt }: Pick<Span, 'startAt'>): string =>
  Math.floor(startAt.getTime() / 60_000).toString(36)

/**
 * Those that were planned, or moved there, since a card was drawn: its dates did not reckon with them.
 * @param marks see {@link marksOf}
 * @param own planned from that card itself
 */
export function plannedSince<T extends Span>(
  planned: readonly T[],
  marks: string,
  own: readonly Span[],
): T[] {
  const known = new Set([...marks.split('.'), ...own.map(markOf)])
  return planned.filter(one => !known.has(markOf(one)))
}

/** The team's weekday in the week of a day. */
const inWeekOf = (day: Day, weekday: number): Day => addDays(day, weekday - isoWeekday(day))

/**
 * The day from which a team's rhythm is counted: that of the half-year that was laid out before, while cadence and
 * weekday are as they were; otherwise the cadence after the last meeting, or the first weekday from `soonest`.
 * @param last the day of the team's last meeting, held or planned; null when there is none
 */
export function originOf(
  beat: Beat,
  { series, last, today, soonest }: { series: Series | null; last: Day | null; today: Day; soonest: Day },
): Day {
  const { cadenceWeeks, weekday } = beat
  if (series && series.cadenceWeeks === cadenceWeeks && series.weekday === weekday) return series.originDay
  const due = last && inWeekOf(addDays(last, cadenceWeeks * 7), weekday)
  if (due && due >= today) return due
  const inWeek = inWeekOf(soonest, weekday)
  return inWeek >= soonest ? inWeek : addDays(inWeek, 7)
}

/**
 * The dates of a half-year (R-POLL-1, R-POLL-8). Each is counted from the rhythm and not from the date before it: one
 * that is moved off a holiday does not move the rest, because people who sit in many teams have their weeks parted
 * between them. A date is moved in whole weeks, so that weekday and wall time stay, and by half the cadence at most:
 * beyond it the next date is nearer, and it is left out.
 * @returns dates for which the team has no meeting yet, in order; the same whatever the order of what it is given
 */
export function layOutHalfYear(terms: SeriesTerms): { dates: LaidOutDate[]; leftOut: LeftOut[] } {
  const { zone, now, origin, rhythm } = terms
  const today = dayOf(now, zone)
  const until = addDays(origin > today ? origin : today, halfYearDays)
  const taken = filledBeats(terms)
  const dates: LaidOutDate[] = []
  const leftOut: LeftOut[] = []
  for (let beat = 0; ; beat += 1) {
    const rhythmDay = addDays(origin, beat * rhythm.cadenceWeeks * 7)
    if (rhythmDay > until) return { dates, leftOut }
    if (rhythmDay < today || taken.has(beat)) continue
    const found = findWeek(rhythmDay, terms)
    if ('startAt' in found) dates.push(found)
    else leftOut.push(found)
  }
}

/**
 * The dates of the rhythm that have their meeting, wherever it was moved to: each meeting stands for the nearest one.
 * So no other date is moved into the week of a meeting.
 */
function filledBeats({ meetings, origin, rhythm, zone }: SeriesTerms): ReadonlySet<number> {
  return new Set(
    meetings.map(({ startAt }) => {
      const weeks = daysBetween(origin, inWeekOf(dayOf(startAt, zone), rhythm.weekday)) / 7
      // One half-way between two stands for the earlier: dates are only ever moved on.
      return Math.ceil(weeks / rhythm.cadenceWeeks - 0.5)
    }),
  )
}

function findWeek(rhythmDay: Day, terms: SeriesTerms): LaidOutDate | LeftOut {
  const { rhythm, zone } = terms
  const shifts: Shift[] = []
  for (let week = 0; week <= Math.floor(rhythm.cadenceWeeks / 2); week += 1) {
    const day = addDays(rhythmDay, week * 7)
    const startAt = instantOf(day, rhythm.startTime, zone)
    const span = { startAt, endAt: new Date(startAt.getTime() + rhythm.lengthMinutes * 60_000) }
    const { blocking, without } = missingAt(span, terms)
    const shift = whyShifted(day, blocking, terms)
    if (!shift) return { ...span, day, rhythmDay, shifts, without }
    shifts.push(shift)
  }
  return { rhythmDay, shifts }
}

function whyShifted(day: Day, blocking: Missing[], terms: SeriesTerms): Shift | null {
  const { calendar, lang, soonest } = terms
  const why = whyNoMeeting(day, calendar, lang)
  if (why) return { kind: 'noMeeting', day, why }
  if (day < soonest) return { kind: 'tooSoon', day }
  return blocking.length > 0 ? { kind: 'missing', day, people: blocking } : null
}
