import type { Lang } from '../../../shared/human-dates.ts'
import {
  type MeetingCalendar,
  meetingHours,
  type NoMeeting,
  whyNoMeeting,
} from '../../../shared/working-calendar.ts'
import { dayOf, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import type { Span } from '../availability/model.ts'
import type { ImpossibleTime, TimeSuggestion, TypedTime } from '../model.ts'

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

/**
 * What stands in the fields when something that was typed cannot be: no more of it is changed than what is named there.
 * @param nearest what stands in the place of what is wrong; of a time that is past today, the day
 * @example
 * putRight({ day: '2026-12-24', start: '09:00', end: null }, [{ field: 'end', problem: 'unreadable' }], nearest)
 *   // the end of `nearest`; on 24 December at nine as typed, and what speaks against that is the next question
 */
export function putRight(
  typed: TypedTime,
  problems: readonly ImpossibleTime[],
  nearest: TimeSuggestion,
): TimeSuggestion {
  const wrong = (field: ImpossibleTime['field']) => problems.some(one => one.field === field)
  const past = problems.some(one => one.field === 'start' && one.problem === 'past')
  const day = wrong('day') || past ? nearest.day : (typed.day ?? nearest.day)
  const start = wrong('start') && !past ? nearest.start : (typed.start ?? nearest.start)
  const end = typed.end === null || wrong('end') || typed.end <= start ? nearest.end : typed.end
  // Late in the day there is no room after it: then both are those that fit.
  return start < end ? { day, start, end } : { ...nearest, day }
}
