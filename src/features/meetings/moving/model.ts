import { addDays, type Day } from '../../../shared/day.ts'
import type { Lang } from '../../../shared/human-dates.ts'
import {
  type MeetingCalendar,
  meetingHours,
  type NoMeeting,
  whyNoMeeting,
} from '../../../shared/working-calendar.ts'
import { dayOf, instantOf, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import type { Span } from '../availability/model.ts'
import type { TimeSuggestion } from '../model.ts'

/** What speaks against a time, though the tovholder may insist on it. */
export type Objection =
  | { about: 'day'; why: NoMeeting }
  | { about: 'hours' }
  /** Only that somebody is busy or away: with what, where, or with which team is nobody else's business (R-SEC-2). */
  | { about: 'person'; personId: string; why: 'busy' | 'away' }

/** What the tovholder has seen of it, and wants all the same. */
export interface Insistence {
  /** the day or the hour */
  time: boolean
  /** those who cannot be there */
  personIds: readonly string[]
}

/** What speaks against a time by the calendar alone: no day for meetings, or outside 07–18. */
export function calendarObjections(
  span: Span,
  { zone, calendar, lang }: { zone: Zone; calendar: MeetingCalendar; lang: Lang },
): Objection[] {
  const why = whyNoMeeting(dayOf(span.startAt, zone), calendar, lang)
  const early = timeOf(span.startAt, zone) < meetingHours.from
  const late = timeOf(span.endAt, zone) > meetingHours.until
  return [
    ...(why ? [{ about: 'day' as const, why }] : []),
    ...(early || late ? [{ about: 'hours' as const }] : []),
  ]
}

/**
 * What the tovholder has not seen yet. It is asked again at the confirmation: what has come meanwhile, because another
 * tovholder was faster, is a question again, never a double booking that nobody knew of.
 */
export const unseen = (objections: readonly Objection[], insists: Insistence): Objection[] =>
  objections.filter(one =>
    one.about === 'person' ? !insists.personIds.includes(one.personId) : !insists.time,
  )

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
