import type { Actor, Profession } from '../../shared/action.ts'
import { addDays, type Day } from '../../shared/day.ts'
import type { Lang } from '../../shared/human-dates.ts'
import {
  type ClosedYear,
  closedForAYear,
  type MeetingCalendar,
  meetingHours,
  type NoMeeting,
  nearestMeetingDay,
  whyNoMeeting,
} from '../../shared/working-calendar.ts'
import { dayOf, instantOf, type Zone } from '../../shared/zoned-time.ts'
import type { Span } from './availability/model.ts'

export type MeetingStatus = 'planned' | 'running' | 'held' | 'cancelled'

export interface Meeting {
  id: string
  teamId: string
  pollId: string | null
  startAt: Date
  endAt: Date
  /** where its wall times are read */
  zone: Zone
  place: string
  status: MeetingStatus
  /** iCalendar SEQUENCE: raised by every change of time or place and by cancelling (R-POLL-6) */
  sequence: number
  /** when forms are due and the distribution runs (section 5) */
  dueAt: Date
  startedAt: Date | null
  endedAt: Date | null
  distributedAt: Date | null
  /** a member whom the coordinator has asked to conduct it; null: nobody beside the coordinator */
  standInId: string | null
}

/**
 * A meeting in somebody's own calendar (R-POLL-6). link: they put it there themselves · coming: it will be there by
 * itself · there: it is, or was taken out again.
 */
export type CalendarStanding = 'link' | 'coming' | 'there'

/** `url`: the meeting's file, for whoever puts it there themselves */
export interface InCalendar {
  standing: CalendarStanding
  url: string
}

/** Somebody who takes part. An item guest stands here once for each item they were invited to. */
export interface Participant {
  personId: string
  /** in this team; null for a guest whose own profession is not known */
  profession: Profession | null
  /** set: guest of that item only (R-AGENDA-5) */
  itemId: string | null
  guest: boolean
  coordinator: boolean
  required: boolean
  /** since when they take part */
  joinedAt: Date
}

/** A guest as kept: invited to the whole meeting (`itemId` null) or to one item of it. */
export interface Guest {
  personId: string
  itemId: string | null
}

export interface Invitation extends Guest {
  /** came with the item's form, and goes with it, unless somebody invites them by hand as well */
  asFiller: boolean
  invitedById: string
}

export type MeetingRole = 'coordinator' | 'member' | 'guest'

/** What this person is in the meeting; null for everybody else, to whom it does not exist (R-SEC-2). */
export function roleIn(actor: Actor, meeting: Pick<Meeting, 'id' | 'teamId'>): MeetingRole | null {
  const membership = actor.memberships.find(one => one.teamId === meeting.teamId)
  if (membership) return membership.coordinator ? 'coordinator' : 'member'
  return actor.invitations.some(invitation => invitation.meetingId === meeting.id) ? 'guest' : null
}

/**
 * By what right somebody conducts the meeting: starts it, walks through it and approves its minutes (R-MEET-1). A
 * stand-in does so for as long as they are in the team; what they may read of it is the consent's matter, as ever.
 * @returns null for everybody else
 */
export function conducts(
  actor: Actor,
  meeting: Pick<Meeting, 'teamId' | 'standInId'>,
): 'coordinator' | 'standIn' | null {
  const membership = actor.memberships.find(one => one.teamId === meeting.teamId)
  if (!membership) return null
  if (membership.coordinator) return 'coordinator'
  return meeting.standInId === actor.personId ? 'standIn' : null
}

/**
 * Still to come or going on. A running meeting stays so until its minutes are approved.
 * What is past is the exact opposite: `!isUpcoming`.
 */
export const isUpcoming = (meeting: Pick<Meeting, 'status' | 'endAt'>, now: Date): boolean =>
  meeting.status === 'running' || (meeting.status === 'planned' && meeting.endAt > now)

/**
 * What people mean by the next meeting: the one that goes on today, or one that is planned and not over. Minutes that
 * nobody approves keep a meeting running for weeks; it is not the next one for that.
 */
export const isAhead = (
  meeting: Pick<Meeting, 'status' | 'endAt' | 'startedAt' | 'zone'>,
  now: Date,
): boolean =>
  meeting.status === 'running'
    ? dayOf(meeting.startedAt ?? meeting.endAt, meeting.zone) === dayOf(now, meeting.zone)
    : isUpcoming(meeting, now)

const steps: Readonly<Record<MeetingStatus, readonly MeetingStatus[]>> = {
  planned: ['running', 'held', 'cancelled'],
  // back, when it was started by mistake
  running: ['held', 'planned'],
  held: [],
  cancelled: [],
}

/** Whether a meeting may go from one state to the other; what is held or cancelled stays so. */
export const mayBecome = (from: MeetingStatus, to: MeetingStatus): boolean => steps[from].includes(to)

/** The circle of one item: members, guests of the whole meeting, guests of that item (R-CONS-2). Each person once. */
export function circleOfItem(participants: readonly Participant[], itemId: string | null): string[] {
  const inside = participants.filter(one => one.itemId === null || one.itemId === itemId)
  return [...new Set(inside.map(one => one.personId))]
}

/** A date and times as typed and read: null where they could not be read. */
export interface TypedTime {
  day: Day | null
  /** local wall times 'HH:mm' */
  start: string | null
  end: string | null
}

/** There is no day to meet on: from that day on, or, where it is null, from now on. */
export type NoDay = { field: 'day'; problem: 'closed'; from: Day | null } & ClosedYear

/** What nobody can insist on. */
export type ImpossibleTime =
  | NoDay
  | { field: 'day'; problem: 'unreadable' | 'past' | 'tooFar' }
  | { field: 'start' | 'end'; problem: 'unreadable' }
  | { field: 'start'; problem: 'past' }
  | { field: 'end'; problem: 'endBeforeStart' }

export type TimeProblem =
  | ImpossibleTime
  | { field: 'day'; problem: 'noMeetings'; why: NoMeeting }
  | { field: 'start' | 'end'; problem: 'outsideHours' }

/** What can be had instead, near what was asked for. */
export interface TimeSuggestion {
  day: Day
  start: string
  end: string
}

const { from: openAt, until: shutAt } = meetingHours
const furthestDays = 400
const usualLengthMinutes = 120

export interface TimeRules {
  now: Date
  zone: Zone
  calendar: MeetingCalendar
  /** for the name of a holiday */
  lang: Lang
  lengthMinutes?: number
}

export type ReadTime<P> =
  | ({ ok: true } & Span)
  | {
      ok: false
      /** every one */
      problems: P[]
      /** the nearest good date and times, ready to be filled in; null where policy leaves no day to meet on */
      nearest: TimeSuggestion | null
      /** what was typed, where somebody may insist on it */
      possible: Span | null
    }

/**
 * Can a meeting be held then? Not in the past, not on a weekend, holiday or closing day, nor in the schools' holidays;
 * the end after the start, between 07 and 18 local time.
 * @example readMeetingTime({ day: '2027-03-26', start: '09:00', end: '11:00' }, rules)
 *   // { ok: false, problems: [{ field: 'day', problem: 'noMeetings', why: { kind: 'holiday', name: 'langfredag' } }],
 *   //   nearest: { day: '2027-03-30', start: '09:00', end: '11:00' } }
 */
export function readMeetingTime(typed: TypedTime, rules: TimeRules): ReadTime<TimeProblem> {
  const impossible = impossibleIn(typed, rules)
  const unusual = unusualIn(typed, rules)
  const problems = fields.flatMap((field): TimeProblem[] => {
    const found = impossible.filter(one => one.field === field)
    return found.length > 0 ? found : unusual.filter(one => one.field === field)
  })
  return timeOr(typed, rules, problems, impossible.length === 0)
}

/**
 * Could a meeting be held then, if somebody insists? Only what nobody can insist on is wrong with it: the past, what
 * cannot be read, an end before the start, a day after which nobody works any more.
 */
export const readPossibleTime = (typed: TypedTime, rules: TimeRules): ReadTime<ImpossibleTime> =>
  timeOr(typed, rules, impossibleIn(typed, rules), false)

const fields = ['day', 'start', 'end'] as const

function impossibleIn(typed: TypedTime, rules: TimeRules): ImpossibleTime[] {
  const { day, start, end } = typed
  const { now, zone } = rules
  const today = dayOf(now, zone)
  const problems: ImpossibleTime[] = []
  if (day === null) problems.push({ field: 'day', problem: 'unreadable' })
  else if (day < today) problems.push({ field: 'day', problem: 'past' })
  else if (day > lastDay(rules)) problems.push({ field: 'day', problem: 'tooFar' })

  if (start === null) problems.push({ field: 'start', problem: 'unreadable' })
  else if (day === today && instantOf(day, start, zone) <= now)
    problems.push({ field: 'start', problem: 'past' })
  if (end === null) problems.push({ field: 'end', problem: 'unreadable' })
  else if (start !== null && end <= start) problems.push({ field: 'end', problem: 'endBeforeStart' })
  const closed = noDay(typed, rules)
  // There is nothing to offer in the place of what is wrong, so what can be done about that comes first.
  return closed && (problems.length > 0 || !closed.works) ? [closed] : problems
}

function unusualIn(typed: TypedTime, rules: TimeRules): (Exclude<TimeProblem, ImpossibleTime> | NoDay)[] {
  const { day, start, end } = typed
  const why = day === null ? null : whyNoMeeting(day, rules.calendar, rules.lang)
  const closed = why && noDay(typed, rules)
  if (closed) return [closed]
  return [
    ...(why ? [{ field: 'day' as const, problem: 'noMeetings' as const, why }] : []),
    ...(start !== null && (start < openAt || start >= shutAt)
      ? [{ field: 'start' as const, problem: 'outsideHours' as const }]
      : []),
    ...(end !== null && end > shutAt ? [{ field: 'end' as const, problem: 'outsideHours' as const }] : []),
  ]
}

/** The last day for which a meeting can be planned. */
export const lastDay = ({ now, zone }: Pick<TimeRules, 'now' | 'zone'>): Day =>
  addDays(dayOf(now, zone), furthestDays)

/** From where a day is looked for: the one that was asked for, or the nearest one that a meeting could be on at all. */
function wantedDay({ day }: TypedTime, rules: TimeRules): Day {
  const today = dayOf(rules.now, rules.zone)
  const last = lastDay(rules)
  return day === null || day < today ? addDays(today, 1) : day > last ? last : day
}

function noDay(typed: TypedTime, rules: TimeRules): NoDay | null {
  const { now, zone, calendar } = rules
  const soon = closedForAYear(dayOf(now, zone), calendar)
  if (soon) return { field: 'day', problem: 'closed', from: null, ...soon }
  const from = wantedDay(typed, rules)
  const then = closedForAYear(from, calendar)
  return then && { field: 'day', problem: 'closed', from, ...then }
}

function timeOr<P extends { problem: string }>(
  typed: TypedTime,
  rules: TimeRules,
  problems: P[],
  insistable: boolean,
): ReadTime<P> {
  const { day, start, end } = typed
  // Past midnight there is no time of day to end at.
  const span =
    day !== null && start !== null && end !== null && end < '24:00'
      ? { startAt: instantOf(day, start, rules.zone), endAt: instantOf(day, end, rules.zone) }
      : null
  if (problems.length === 0 && span) return { ok: true, ...span }
  const nearest = problems.some(one => one.problem === 'closed') ? null : nearestTime(typed, rules)
  return { ok: false, problems, nearest, possible: insistable ? span : null }
}

/** Keeps what is good of what was typed, and moves the rest as little as it takes. */
function nearestTime(typed: TypedTime, rules: TimeRules): TimeSuggestion | null {
  const { start, end } = typed
  const { now, zone, calendar, lengthMinutes = usualLengthMinutes } = rules
  const today = dayOf(now, zone)
  const last = lastDay(rules)
  const wanted = start !== null && end !== null && end > start ? minutes(end) - minutes(start) : lengthMinutes
  const length = Math.min(wanted, minutes(shutAt) - minutes(openAt))
  const from = Math.min(Math.max(minutes(start ?? '09:00'), minutes(openAt)), minutes(shutAt) - length)
  const times = { start: wallTime(from), end: wallTime(from + length) }
  const after = nearestMeetingDay(wantedDay(typed, rules), 1, calendar)
  const nearest = after && after > last ? nearestMeetingDay(last, -1, calendar) : after
  const gone = nearest === today && instantOf(today, times.start, zone) <= now
  const day = gone ? nearestMeetingDay(addDays(today, 1), 1, calendar) : nearest
  return day && day >= today ? { day, ...times } : null
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const wallTime = (at: number) =>
  `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
