import type { Actor, Profession } from '../../shared/action.ts'
import { tooLong } from '../../shared/text.ts'
import { meetingHours } from '../../shared/working-calendar.ts'
import { parseTime } from '../../shared/zoned-time.ts'

export const teamKinds = ['resourceTeam', 'focusTeam'] as const
export type TeamKind = (typeof teamKinds)[number]

/** When and where a team meets, unless a meeting says otherwise. */
export interface Rhythm {
  cadenceWeeks: number
  /** 1 = Monday to 5 = Friday */
  weekday: number
  /** local wall time 'HH:mm' */
  startTime: string
  lengthMinutes: number
  /** as typed; may be empty */
  place: string
  /** minutes of the agenda kept for children of 0–2 years until the deadline (R-AGENDA-3) */
  reservedMinutes02: number
}

/** The fixed team of one institution (R-TEAM-1). */
export interface Team extends Rhythm {
  id: string
  tenantId: string
  institutionId: string
  kind: TeamKind
  name: string
}

/** Somebody's place in a team, as it is now. */
export interface Member {
  personId: string
  profession: Profession
  required: boolean
  coordinator: boolean
  joinedAt: Date
}

/** Is this person in the team now? From the signed-in actor, never from a card (R-SEC-2). */
export const isMember = (actor: Actor, teamId: string): boolean =>
  actor.memberships.some(membership => membership.teamId === teamId)

/** Is this person the team's tovholder? */
export const isCoordinator = (actor: Actor, teamId: string): boolean =>
  actor.memberships.some(membership => membership.teamId === teamId && membership.coordinator)

/** Whoever leads an institution, or coordinates a team already, may set up a team (R-TEAM-1). */
export const mayCreate = (actor: Actor): boolean =>
  actor.profession === 'daycareLeader' || actor.memberships.some(membership => membership.coordinator)

/** A place at the table that a kind of team has by default, and who can fill it (R-TEAM-2). */
const leader = ['daycareLeader'] as const
const advisor = ['outreachAdvisor'] as const
const ppr = ['psychologist', 'specialEducator', 'speechTherapist'] as const
const visitor = ['healthVisitor'] as const

export type Role =
  | 'leader'
  | 'outreachAdvisor'
  | 'ppr'
  | 'healthVisitor'
  | 'specialEducator'
  | 'psychologist'
  | 'speechTherapist'

const roles: Readonly<Record<TeamKind, readonly { role: Role; filledBy: readonly Profession[] }[]>> = {
  resourceTeam: [
    { role: 'leader', filledBy: leader },
    { role: 'outreachAdvisor', filledBy: advisor },
    { role: 'ppr', filledBy: ppr },
    { role: 'healthVisitor', filledBy: visitor },
  ],
  focusTeam: [
    { role: 'leader', filledBy: leader },
    { role: 'specialEducator', filledBy: ['specialEducator'] },
    { role: 'psychologist', filledBy: ['psychologist'] },
    { role: 'speechTherapist', filledBy: ['speechTherapist'] },
    { role: 'outreachAdvisor', filledBy: advisor },
  ],
}

/**
 * The place at the table that somebody of this profession fills. Two members with the same role stand in for each
 * other: a required role has somebody who can when one of them can (R-POLL-4).
 * @returns the role; the profession itself where the kind has no such role
 * @example roleOf('resourceTeam', 'psychologist') // 'ppr'
 */
export function roleOf(kind: TeamKind, profession: Profession): Role | Profession {
  return roles[kind].find(({ filledBy }) => filledBy.includes(profession))?.role ?? profession
}

/** Whether this profession is required by default in this kind of team (R-TEAM-2). */
export const requiredByDefault = (kind: TeamKind, profession: Profession): boolean =>
  roles[kind].some(({ filledBy }) => filledBy.includes(profession))

/**
 * The default roles that nobody fills yet (R-TEAM-2).
 * @example missingRoles('resourceTeam', ['daycareLeader', 'psychologist']) // ['outreachAdvisor', 'healthVisitor']
 */
export function missingRoles(kind: TeamKind, professions: readonly Profession[]): Role[] {
  return roles[kind]
    .filter(({ filledBy }) => !filledBy.some(profession => professions.includes(profession)))
    .map(({ role }) => role)
}

export const longestName = 80
export const longestPlace = 120

export type NameProblem = 'missing' | 'tooLong'

/** What is wrong with a team's or an institution's name as typed; null when nothing is. */
export function nameProblem(typed: string): NameProblem | null {
  if (typed.trim() === '') return 'missing'
  return tooLong(typed.trim(), longestName) ? 'tooLong' : null
}

/** Names that people would take for the same: case and spaces make no difference. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (name: string) => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('da')

/** A rhythm as it was typed, each field as text. */
export interface TypedRhythm {
  cadenceWeeks: string
  weekday: string
  startTime: string
  lengthMinutes: string
  place: string
  reservedMinutes02: string
}

export type RhythmProblem =
  | 'cadenceResource'
  | 'cadenceFocus'
  | 'weekday'
  | 'timeUnreadable'
  | 'outsideHours'
  | 'length'
  | 'placeTooLong'
  /** a child of the institution */
  | 'placeNames'
  | 'reserved'

export type RhythmProblems = Partial<Record<keyof TypedRhythm, RhythmProblem>>

const { from: earliestStart, until: latestEnd } = meetingHours
const shortestMeeting = 15
const longestMeeting = 480

/** What a new team of this kind starts from. */
export const suggestedRhythm = (kind: TeamKind): Rhythm => ({
  cadenceWeeks: kind === 'resourceTeam' ? 6 : 4,
  weekday: 2,
  startTime: '09:00',
  lengthMinutes: 120,
  place: '',
  reservedMinutes02: 30,
})

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * Reads a rhythm as typed (R-TEAM-1): 6 or 8 weeks for a ressourceteam, 1–26 for a fokusteam; Monday to Friday;
 * between 07 and 18 local time; the minutes for 0–2-year-olds within the meeting.
 * @returns the rhythm, or what is wrong by field
 */
export function readRhythm(
  kind: TeamKind,
  typed: TypedRhythm,
): { ok: true; rhythm: Rhythm } | { ok: false; problems: RhythmProblems } {
  const problems: RhythmProblems = {}
  const cadenceWeeks = wholeNumber(typed.cadenceWeeks)
  if (kind === 'resourceTeam' && cadenceWeeks !== 6 && cadenceWeeks !== 8)
    problems.cadenceWeeks = 'cadenceResource'
  if (kind === 'focusTeam' && !within(cadenceWeeks, 1, 26)) problems.cadenceWeeks = 'cadenceFocus'
  const weekday = wholeNumber(typed.weekday)
  if (!within(weekday, 1, 5)) problems.weekday = 'weekday'
  const lengthMinutes = wholeNumber(typed.lengthMinutes)
  if (!within(lengthMinutes, shortestMeeting, longestMeeting)) problems.lengthMinutes = 'length'
  const startTime = parseTime(typed.startTime)
  if (startTime === null) problems.startTime = 'timeUnreadable'
  else if (startTime < earliestStart || startTime >= latestEnd) problems.startTime = 'outsideHours'
  else if (!problems.lengthMinutes && minutesOf(startTime) + lengthMinutes > minutesOf(latestEnd))
    problems.startTime = 'outsideHours'
  const place = typed.place.trim()
  if (tooLong(place, longestPlace)) problems.place = 'placeTooLong'
  const reservedMinutes02 = typed.reservedMinutes02.trim() === '' ? 0 : wholeNumber(typed.reservedMinutes02)
  if (!within(reservedMinutes02, 0, problems.lengthMinutes ? longestMeeting : lengthMinutes))
    problems.reservedMinutes02 = 'reserved'
  if (startTime === null || Object.keys(problems).length > 0) return { ok: false, problems }
  return {
    ok: true,
    rhythm: { cadenceWeeks, weekday, startTime, lengthMinutes, place, reservedMinutes02 },
  }
}

/** Number inputs come as text; NaN for what is no whole number. */
const wholeNumber = (typed: string) => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed) : Number.NaN)
const within = (value: number, least: number, most: number) => value >= least && value <= most

/** As many people as a phone shows without losing the reader; more are found by searching. */
export const pickLimit = 25

export interface PickList<P> {
  /** those picked already, and then the first that fit */
  shown: P[]
  /** how many fit beside those shown */
  hidden: number
  /** whether there are so many that one has to search */
  searchable: boolean
}

/**
 * Whom to offer when people are picked (R-TEAM-3). Whoever is picked stays on the list, so that a search takes
 * nobody away.
 * @param people in the order in which they are to be offered
 * @param search part of a name, as typed
 */
export function pickList<P extends { id: string; name: string }>(
  people: readonly P[],
  picked: readonly string[],
  search: string,
): PickList<P> {
  const chosen = people.filter(person => picked.includes(person.id))
  const rest = people.filter(person => !picked.includes(person.id))
  const words = plain(search).split(' ')
  const fitting = rest.filter(person => words.every(word => plain(person.name).includes(word)))
  const room = Math.max(0, pickLimit - chosen.length)
  return {
    shown: [...chosen, ...fitting.slice(0, room)],
    hidden: Math.max(0, fitting.length - room),
    searchable: people.length > pickLimit,
  }
}
