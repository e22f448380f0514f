import { addDays, type Day, daysBetween } from '../../shared/day.ts'
import type { Lang } from '../../shared/human-dates.ts'
import { tooLong } from '../../shared/text.ts'
import {
  addWorkingDays,
  isWorkingDay,
  type NotWorking,
  nextWorkingDay,
  type WorkCalendar,
  whyNotWorking,
} from '../../shared/working-calendar.ts'
import { instantOf, type Zone } from '../../shared/zoned-time.ts'
import type { Policy } from '../policy/model.ts'

/** parentTalk: somebody talks with the parents afterwards (R-MEET-3); its words are the locale's, its text is empty */
export type ActionPointKind = 'task' | 'parentTalk'

/**
 * draft: the minutes are not approved · assigned: the owner has not answered · accepted · declined: back with the
 * coordinator · handingOver: waits for another to accept · done and dropped: over (R-ACT-2)
 */
export type ActionPointStatus =
  | 'draft'
  | 'assigned'
  | 'accepted'
  | 'declined'
  | 'handingOver'
  | 'done'
  | 'dropped'

export interface ActionPoint {
  id: string
  teamId: string
  meetingId: string
  agendaItemId: string
  childId: string | null
  kind: ActionPointKind
  text: string
  ownerId: string
  dueDay: Day
  /** how often its owner has moved the due day; begins anew when the coordinator chooses an owner */
  postponed: number
  /** the day that its owner has asked the coordinator for; null: nothing is asked */
  wantedDay: Day | null
  status: ActionPointStatus
  handoverToId: string | null
  /** what was said when it ended, or why it was declined */
  note: string | null
  /** the ladder is used up: with the coordinator, and on the next agenda */
  escalatedAt: Date | null
  createdAt: Date
  endedAt: Date | null
  revision: number
}

/** One line of an action point's history (R-ACT-1). */
export interface ActionPointEvent {
  at: Date
  /** null: the bot itself */
  actorId: string | null
  what: 'created' | 'activated' | Move | 'escalated'
  toPersonId: string | null
  /** the day that it was moved to, or that was asked for */
  dueDay: Day | null
  detail: string | null
}

/**
 * An action point for somebody who reads its text only as the author: without the notes and reasons that others wrote
 * since (R-CONS-5).
 */
export function inOwnWords(
  point: ActionPoint,
  history: readonly ActionPointEvent[],
  personId: string,
): { point: ActionPoint; history: ActionPointEvent[] } {
  const own = history.map(event => (event.actorId === personId ? event : { ...event, detail: null }))
  const noted = own.some(event => event.detail !== null && event.detail === point.note)
  return { point: noted ? point : { ...point, note: null }, history: own }
}

/** What somebody may do to an action point once the minutes are approved. */
export type Move =
  | 'accept'
  | 'decline'
  | 'done'
  | 'handOver'
  | 'takeOver'
  | 'refuse'
  | 'drop'
  | 'reassign'
  | 'reschedule'
  | 'postpone'
  | 'askDay'
  | 'grantDay'
  | 'denyDay'

type Role = 'owner' | 'receiver' | 'coordinator'

interface Rule {
  by: readonly Role[]
  from: readonly ActionPointStatus[]
  /** 'same': the status stays */
  to: ActionPointStatus | 'same'
  /** only while its owner waits for an answer about another day */
  asked?: true
}

const open = ['assigned', 'accepted', 'declined', 'handingOver'] as const

/** Statuses of an action point that somebody still has to do something about. */
export const openStatuses: readonly ActionPointStatus[] = open

/**
 * The one table of who may do what, and when. Nothing leads out of done and dropped (R-ACT-2).
 * A handover that is not answered leaves the owner in charge: they may take it back (accept), finish or drop it.
 */
const rules: Readonly<Record<Move, Rule>> = {
  accept: { by: ['owner'], from: ['assigned', 'handingOver'], to: 'accepted' },
  decline: { by: ['owner'], from: ['assigned', 'accepted'], to: 'declined' },
  done: { by: ['owner'], from: ['assigned', 'accepted', 'handingOver'], to: 'done' },
  handOver: { by: ['owner'], from: ['assigned', 'accepted'], to: 'handingOver' },
  takeOver: { by: ['receiver'], from: ['handingOver'], to: 'accepted' },
  refuse: { by: ['receiver'], from: ['handingOver'], to: 'accepted' },
  drop: { by: ['owner', 'coordinator'], from: open, to: 'dropped' },
  reassign: { by: ['coordinator'], from: open, to: 'assigned' },
  reschedule: { by: ['coordinator'], from: open, to: 'same' },
  // Whoever says when they will do it has taken it.
  postpone: { by: ['owner'], from: ['assigned', 'accepted'], to: 'accepted' },
  askDay: { by: ['owner'], from: ['assigned', 'accepted'], to: 'accepted' },
  grantDay: { by: ['coordinator'], from: open, to: 'same', asked: true },
  denyDay: { by: ['coordinator'], from: open, to: 'same', asked: true },
}

/** Whether the move is the coordinator's alone to make. */
export const isCoordinators = (move: Move): boolean => rules[move].by.every(role => role === 'coordinator')

/** Every move, for tests and for the buttons of a card. */
export const moves = Object.keys(rules) as readonly Move[]

/** Whose turn it is. A declined action point has no owner: it waits for the coordinator. */
function rolesOf(point: ActionPoint, personId: string, coordinator: boolean): Role[] {
  const roles: Role[] = coordinator ? ['coordinator'] : []
  if (point.ownerId === personId && point.status !== 'declined') roles.push('owner')
  if (point.handoverToId === personId && point.status === 'handingOver') roles.push('receiver')
  return roles
}

/**
 * Whether this person may make the move now (R-ACT-1, R-ACT-2).
 * @returns the new status; `notYours` when it is somebody else's to make; `notNow` when nobody can make it any more
 * @example decide({ ...point, status: 'done' }, 'drop', point.ownerId, false) // 'notNow'
 */
export function decide(
  point: ActionPoint,
  move: Move,
  personId: string,
  coordinator: boolean,
): { to: ActionPointStatus } | 'notYours' | 'notNow' {
  const rule = rules[move]
  if (!rule.from.includes(point.status) || (rule.asked && point.wantedDay === null)) return 'notNow'
  if (!rolesOf(point, personId, coordinator).some(role => rule.by.includes(role))) return 'notYours'
  return { to: rule.to === 'same' ? point.status : rule.to }
}

/** Nobody has it, or its owner asks for another day: the coordinator is to answer. */
export const waitsForCoordinator = ({
  status,
  wantedDay,
}: Pick<ActionPoint, 'status' | 'wantedDay'>): boolean => status === 'declined' || wantedDay !== null

/**
 * Whether its owner may move the due day without asking (R-ACT-3): so often, and not once all reminders are used up.
 * After that the coordinator decides.
 * @param limit policy `ownDueChanges`
 * @example mayPostpone({ postponed: 2, escalatedAt: null }, 2) // false
 */
export const mayPostpone = (
  { postponed, escalatedAt }: Pick<ActionPoint, 'postponed' | 'escalatedAt'>,
  limit: number,
): boolean => postponed < limit && escalatedAt === null

/** The moves that this person can make now, for the card's buttons. */
export const movesOf = (point: ActionPoint, personId: string, coordinator: boolean): Move[] =>
  moves.filter(move => typeof decide(point, move, personId, coordinator) === 'object')

export const longestActionText = 300
export const longestReason = 500

export type TextProblem = 'missing' | 'tooLong'

/**
 * What is wrong with an action point's text; null when nothing is. CPR numbers are stopped before (R-CONS-8), and names
 * by the rule of agenda/anonymity (R-ACT-1).
 */
export function textProblem(text: string): TextProblem | null {
  if (text.trim() === '') return 'missing'
  return tooLong(text.trim(), longestActionText) ? 'tooLong' : null
}

/** What is wrong with a day that somebody has chosen, and the nearest good one. */
export interface DayProblem {
  code: 'unreadable' | 'past' | 'notWorking' | 'tooFar'
  /** with `notWorking` */
  why?: NotWorking
  /** the nearest working day from today on; with `past` and `notWorking` */
  offer?: Day
}

const furthestDays = 400

/** The working day nearest to a day, not before `today`; of two equally near ones the later. */
export function nearestGoodDay(day: Day, today: Day, calendar: WorkCalendar): Day {
  const from = day < today ? today : day
  for (let away = 0; ; away += 1) {
    const later = addDays(from, away)
    if (isWorkingDay(later, calendar)) return later
    const earlier = addDays(from, -away)
    if (earlier >= today && isWorkingDay(earlier, calendar)) return earlier
  }
}

/**
 * Can this day be a due date or a follow-up date?
 * @param day null when what was typed is no date
 * @param today local calendar day
 * @param lang for the name of a holiday
 * @returns null when it can
 * @example dayProblem('2026-11-28' as Day, today, calendar) // Saturday: { code: 'notWorking', offer: '2026-11-27' }
 */
export function dayProblem(
  day: Day | null,
  today: Day,
  calendar: WorkCalendar,
  lang: Lang = 'da',
): DayProblem | null {
  if (day === null) return { code: 'unreadable' }
  if (day < today) return { code: 'past', offer: nearestGoodDay(today, today, calendar) }
  if (daysBetween(today, day) > furthestDays) return { code: 'tooFar' }
  const why = whyNotWorking(day, calendar, lang)
  return why ? { code: 'notWorking', why, offer: nearestGoodDay(day, today, calendar) } : null
}

/** Calendar days over time on `today`; negative while there is time. */
export const overdueDays = (dueDay: Day, today: Day): number => daysBetween(dueDay, today)

/** One step of the ladder. `before`, `due` and `over1`… are lines of the digest; `escalate` is the bot's own. */
export interface LadderStep {
  name: string
  at: Date
}

/**
 * The ladder of nudges (R-ACT-3): so many working days before the due day, on it, then every few working days, so
 * many times; then it ends with the coordinator. All on working days, at the digest's hour.
 * @param dueDay where it hangs; a day that has become a holiday counts as the next working day
 * @returns steps in order of time, `escalate` last
 * @example
 * // due Thu 10 Dec 2026, defaults: before Mon 7, due Thu 10, over1 Tue 15, over2 Fri 18, over3 Wed 23,
 * // over4 Wed 30 (Christmas), over5 Wed 6 Jan (New Year), escalate Mon 11 Jan; each at 08.30
 */
export function ladder(
  policy: Pick<Policy, 'nudgeBeforeWorkingDays' | 'nudgeEveryWorkingDays' | 'nudgeTimes' | 'digestAt'>,
  dueDay: Day,
  calendar: WorkCalendar,
  zone: Zone,
): LadderStep[] {
  const due = nextWorkingDay(dueDay, calendar)
  const step = (name: string, workingDays: number): LadderStep => ({
    name,
    at: instantOf(addWorkingDays(due, workingDays, calendar), policy.digestAt, zone),
  })
  const every = policy.nudgeEveryWorkingDays
  const over = Array.from({ length: policy.nudgeTimes }, (_, index) =>
    step(`over${index + 1}`, every * (index + 1)),
  )
  return [
    step('before', -policy.nudgeBeforeWorkingDays),
    step('due', 0),
    ...over,
    step('escalate', every * (policy.nudgeTimes + 1)),
  ]
}
