import { addDays, type Day, daysBetween } from '../../shared/day.ts'
import type { Lang } from '../../shared/human-dates.ts'
import { tooLong } from '../../shared/text.ts'
import {
  addWorkingDays,
  findWorkingDay,
  type NotWorking,
  previousWorkingDay,
  type WorkCalendar,
  whyNotWorking,
  worksAfter,
} from '../../shared/working-calendar.ts'
import { dayOf, instantOf, type Zone } from '../../shared/zoned-time.ts'
import type { Hindrance } from '../meetings/availability/model.ts'

export const answers = ['yes', 'ifNeeded', 'no'] as const
/** *Kan · Hvis nødvendigt · Kan ikke* (R-POLL-2) */
export type Answer = (typeof answers)[number]

export interface Poll {
  id: string
  teamId: string
  status: 'open' | 'confirmed' | 'cancelled'
  deadlineAt: Date
  createdById: string
  createdAt: Date
  /** when the question as it is now was put: the start, new slots, a new deadline */
  askedAt: Date
  /** raised when slots are added or changed: everybody is asked again, about these only (R-POLL-5) */
  round: number
  confirmedSlotId: string | null
}

/**
 * One invitation for each round and each time of being in the team: whoever left and came back is asked again.
 * @param joinedAt when the member came into the team, this time
 */
export const invitationKey = (poll: Pick<Poll, 'id' | 'round'>, personId: string, joinedAt: Date): string =>
  `poll.invitation:${poll.id}:${poll.round}:${personId}:${joinedAt.getTime()}`

export interface Slot {
  id: string
  pollId: string
  startAt: Date
  endAt: Date
}

export interface SlotAnswer {
  slotId: string
  personId: string
  answer: Answer
  /** somebody else: the tovholder, on their behalf */
  recordedById: string
}

export interface KeptAnswer extends SlotAnswer {
  at: Date
}

/**
 * Whether a member may send answers of their own (R-POLL-3, decision 0012). At the deadline the poll closes for those
 * who have answered; whoever has not may still do so until the date is fixed.
 * @param answered see {@link hasAnswered}
 */
export const mayChange = (poll: Pick<Poll, 'status' | 'deadlineAt'>, answered: boolean, now: Date): boolean =>
  poll.status === 'open' && (now < poll.deadlineAt || !answered)

/** Whether somebody has said something to every slot, themselves or through the coordinator. */
export function hasAnswered(
  slots: readonly Pick<Slot, 'id'>[],
  given: readonly SlotAnswer[],
  personId: string,
): boolean {
  const said = new Set(given.filter(one => one.personId === personId).map(one => one.slotId))
  return slots.every(slot => said.has(slot.id))
}

/** Whose own answers came after the deadline as it is now: they count, and the coordinator sees it. */
export const lateVoters = (poll: Pick<Poll, 'deadlineAt'>, given: readonly KeptAnswer[]): string[] => [
  ...new Set(
    given
      .filter(one => one.at >= poll.deadlineAt && one.recordedById === one.personId)
      .map(({ personId }) => personId),
  ),
]

/** Who votes, and which role they fill; two with the same role stand in for each other (R-POLL-4). */
export interface Voter {
  personId: string
  role: string
  required: boolean
}

/** A place at the table that somebody has to fill, and who can. */
export interface Seat {
  role: string
  personIds: string[]
}

/**
 * The seats that must be filled: one for each required role; whoever is required stands in for the others of the same
 * role (R-POLL-4). Where nobody is required it is enough that somebody comes.
 */
export function seatsOf(members: readonly Voter[]): Seat[] {
  const required = members.filter(member => member.required)
  const idsOf = (voters: readonly Voter[]) => voters.map(({ personId }) => personId).toSorted()
  if (required.length === 0) return members.length > 0 ? [{ role: '', personIds: idsOf(members) }] : []
  const roles = [...new Set(required.map(({ role }) => role))].toSorted()
  return roles.map(role => ({ role, personIds: idsOf(required.filter(one => one.role === role)) }))
}

/** Somebody who is known not to be able to come to a slot, whatever they answered or before they do. */
export interface HinderedVoter {
  slotId: string
  personId: string
  why: Hindrance
}

/** A seat that nobody can fill at a slot, and those who could have. */
export interface Blocker {
  role: string
  saidNo: string[]
  /** in another meeting since */
  busy: string[]
  away: string[]
  silent: string[]
}

export interface RankedSlot {
  slot: Slot
  /** every seat has somebody who can, if needed: see {@link seatsOf} */
  feasible: boolean
  /** as it counts: somebody who is in another meeting cannot, whatever they said before */
  counts: Record<Answer, number>
  blockers: Blocker[]
  /** who is in another meeting then, and is required or has said they can: fixing it books them twice */
  clashes: string[]
  /** others who are known not to be there, and stand in nobody's way */
  without: string[]
}

/**
 * What a voter's answer to a slot is worth. Another meeting of theirs makes it a no; being away does only where they have
 * said nothing else themselves since (R-TEAM-4).
 * @returns null: nobody knows yet
 */
export function countedAnswer(given: Answer | undefined, hindrance: Hindrance | undefined): Answer | null {
  if (hindrance === 'meeting') return 'no'
  return given ?? (hindrance === 'away' ? 'no' : null)
}

/**
 * The result (R-POLL-4), best first: feasible; most *kan*, counting those who are required first; most *hvis
 * nødvendigt*; earliest. Somebody who *can if needed* can, so their role does not block a slot.
 * @param hindered who is known not to be there, whatever they answered: see {@link countedAnswer}
 * @returns each slot once; the order does not depend on that of slots, answers or voters
 */
export function rankSlots(
  slots: readonly Slot[],
  given: readonly SlotAnswer[],
  voters: readonly Voter[],
  hindered: readonly HinderedVoter[] = [],
): RankedSlot[] {
  const required = voters.filter(voter => voter.required)
  const seats = seatsOf(voters)
  const said = new Map(given.map(one => [`${one.slotId} ${one.personId}`, one.answer]))
  const whyNot = new Map(hindered.map(one => [`${one.slotId} ${one.personId}`, one.why]))
  return slots
    .map(slot => {
      const key = (id: string) => `${slot.id} ${id}`
      const here = new Map(
        voters.flatMap(({ personId: id }) => {
          const counted = countedAnswer(said.get(key(id)), whyNot.get(key(id)))
          return counted ? [[id, counted] as const] : []
        }),
      )
      const blockers = seats.flatMap(({ role, personIds: who }) => {
        if (who.some(id => here.get(id) === 'yes' || here.get(id) === 'ifNeeded')) return []
        const reason = (id: string) => {
          if (whyNot.get(key(id)) === 'meeting') return 'busy'
          if (said.has(key(id))) return 'saidNo'
          return whyNot.has(key(id)) ? 'away' : 'silent'
        }
        const those = (why: ReturnType<typeof reason>) => who.filter(id => reason(id) === why)
        return [
          {
            role,
            saidNo: those('saidNo'),
            busy: those('busy'),
            away: those('away'),
            silent: those('silent'),
          },
        ]
      })
      const count = (answer: Answer) => [...here.values()].filter(value => value === answer).length
      const requiredYes = required.filter(voter => here.get(voter.personId) === 'yes').length
      const counts = { yes: count('yes'), ifNeeded: count('ifNeeded'), no: count('no') }
      const clashing = ({ personId: id, required }: Voter) => {
        const own = said.get(key(id))
        return whyNot.get(key(id)) === 'meeting' && own !== 'no' && (required || own !== undefined)
      }
      const clashes = voters.filter(clashing).map(voter => voter.personId)
      const named = new Set([
        ...clashes,
        ...blockers.flatMap(one => [...one.saidNo, ...one.busy, ...one.away]),
      ])
      const without = voters
        .filter(({ personId: id, required }) => !required && whyNot.has(key(id)) && here.get(id) === 'no')
        .map(voter => voter.personId)
        .filter(id => !named.has(id))
      return { slot, feasible: blockers.length === 0, counts, blockers, clashes, without, requiredYes }
    })
    .toSorted(
      (a, b) =>
        Number(b.feasible) - Number(a.feasible) ||
        b.requiredYes - a.requiredYes ||
        b.counts.yes - a.counts.yes ||
        b.counts.ifNeeded - a.counts.ifNeeded ||
        a.slot.startAt.getTime() - b.slot.startAt.getTime() ||
        a.slot.id.localeCompare(b.slot.id),
    )
    .map(({ requiredYes: _, ...ranked }) => ranked)
}

/** The best slot that can still be had: what has begun cannot be confirmed. Null when all are past. */
export const bestSlot = (ranked: readonly RankedSlot[], now: Date): RankedSlot | null =>
  ranked.find(one => one.slot.startAt > now) ?? null

/**
 * The slot that may be fixed without asking anybody (policy `pollClosing`, decision 0012): the best one, when everybody
 * has said *kan* to it and is free. One is enough for that: where all can, no other is better.
 * @returns null when somebody is missing, can only if needed, or cannot
 */
export function unanimousSlot(
  ranked: readonly RankedSlot[],
  voters: readonly Voter[],
  now: Date,
): RankedSlot | null {
  const best = bestSlot(ranked, now)
  return best?.feasible && best.counts.yes === voters.length ? best : null
}

/** The longest remark to an answer, and the longest reason for overruling the result. */
export const longestRemark = 500

/**
 * Whether a slot may be confirmed (R-POLL-4): the best feasible one with one click, another one with a reason. Nobody
 * is booked twice without one either.
 * @param reason as typed; null when it was not asked for yet
 * @returns the reason to keep (null for the result's own choice), or what is missing
 */
export function readConfirmation(
  ranked: readonly RankedSlot[],
  slotId: string,
  reason: string | null,
  now: Date,
): { ok: true; reason: string | null } | { ok: false; problem: 'past' | 'ask' | 'missing' | 'tooLong' } {
  const slot = ranked.find(one => one.slot.id === slotId)
  if (!slot || slot.slot.startAt <= now) return { ok: false, problem: 'past' }
  const isBest = slot.feasible && bestSlot(ranked, now)?.slot.id === slotId
  if (isBest && slot.clashes.length === 0) return { ok: true, reason: null }
  if (reason === null) return { ok: false, problem: 'ask' }
  const given = reason.trim()
  if (given === '') return { ok: false, problem: 'missing' }
  return tooLong(given, longestRemark) ? { ok: false, problem: 'tooLong' } : { ok: true, reason: given }
}

/** Those of whom it is not known of every slot whether they can: nobody waits for an answer that is known already. */
export function silentVoters(
  slots: readonly Slot[],
  given: readonly SlotAnswer[],
  voters: readonly Voter[],
  hindered: readonly HinderedVoter[] = [],
): Voter[] {
  const said = new Set([...given, ...hindered].map(one => `${one.personId} ${one.slotId}`))
  return voters.filter(voter => slots.some(slot => !said.has(`${voter.personId} ${slot.id}`)))
}

/**
 * The deadline that is proposed: so many working days from now at noon, and before the first slot.
 * @param workingDays policy; fewer when the first slot comes sooner
 */
export function proposedDeadline(
  now: Date,
  firstSlot: Date,
  rules: { workingDays: number; zone: Zone; calendar: WorkCalendar },
): Date {
  const { zone, calendar } = rules
  const today = dayOf(now, zone)
  const wanted = addWorkingDays(today, rules.workingDays, calendar)
  const latest = previousWorkingDay(addDays(dayOf(firstSlot, zone), -1), calendar)
  const day = wanted < latest ? wanted : latest > today ? latest : today
  return instantOf(day, '12:00', zone)
}

/**
 * When somebody who has not answered is reminded (R-POLL-3): halfway, and on the last working day before the
 * deadline's. Never on the day when they were asked; both on one day are one.
 * @param askedAt when the poll was opened, or got more slots, or when they came into the team
 * @returns instants at the digest's time, in order
 */
export function pollReminders(
  askedAt: Date,
  deadlineAt: Date,
  rules: { digestAt: string; zone: Zone; calendar: WorkCalendar },
): Date[] {
  const { digestAt, zone, calendar } = rules
  const askedOn = dayOf(askedAt, zone)
  const deadlineDay = dayOf(deadlineAt, zone)
  const middle = new Date((askedAt.getTime() + deadlineAt.getTime()) / 2)
  const halfway = previousWorkingDay(dayOf(middle, zone), calendar)
  const dayBefore = previousWorkingDay(addDays(deadlineDay, -1), calendar)
  return [...new Set([halfway, dayBefore])]
    .filter(day => day > askedOn && day < deadlineDay)
    .toSorted()
    .map(day => instantOf(day, digestAt, zone))
}

/** What is wrong with a day for the deadline. `offer`: the nearest good one; absent when none is left before the first slot. */
export type DeadlineProblem = { offer?: Day } & (
  | { code: 'unreadable' | 'past' | 'afterFirstSlot' }
  | { code: 'notWorking'; asked: Day; why: NotWorking }
  /** policy leaves no working day for a year after that day, or, where it is null, after today */
  | { code: 'closed'; from: Day | null }
)

export interface DeadlineRules {
  now: Date
  /** null: no slot is readable yet */
  firstSlot: Date | null
  zone: Zone
  calendar: WorkCalendar
  lang: Lang
}

/**
 * When the coordinator is reminded of a poll whose deadline has passed and that has no date yet: every few working days,
 * so many times, and on the working day after the last slot, when there is nothing left to choose.
 * @returns instants at the digest's time, in order
 */
export function undecidedReminders(
  deadlineAt: Date,
  slots: readonly Pick<Slot, 'startAt'>[],
  rules: { digestAt: string; zone: Zone; calendar: WorkCalendar; everyWorkingDays: number; times: number },
): Date[] {
  const { digestAt, zone, calendar, everyWorkingDays, times } = rules
  const deadlineDay = dayOf(deadlineAt, zone)
  const days = Array.from({ length: times }, (_, index) =>
    addWorkingDays(deadlineDay, (index + 1) * everyWorkingDays, calendar),
  )
  const last = Math.max(deadlineAt.getTime(), ...slots.map(({ startAt }) => startAt.getTime()))
  const gone = addWorkingDays(dayOf(new Date(last), zone), 1, calendar)
  return [...new Set([...days, gone])].toSorted().map(day => instantOf(day, digestAt, zone))
}

/**
 * Whether a day may carry the deadline of a poll: at noon on a working day, from now on and before the first slot. A
 * day off is good enough where no working day is left.
 * @param day null when what was typed is no date
 * @returns null when it may
 * @example deadlineProblem('2026-11-14' as Day, rules) // Saturday: { code: 'notWorking', …, offer: '2026-11-13' }
 */
export function deadlineProblem(day: Day | null, rules: DeadlineRules): DeadlineProblem | null {
  if (!worksAfter(dayOf(rules.now, rules.zone), rules.calendar)) return { code: 'closed', from: null }
  if (!day) return { code: 'unreadable' }
  if (!worksAfter(day, rules.calendar)) return { code: 'closed', from: day }
  const nearest = nearestDeadline(day, rules)
  const offer = nearest ? { offer: nearest } : {}
  const at = instantOf(day, '12:00', rules.zone)
  if (at <= rules.now) return { code: 'past', ...offer }
  if (rules.firstSlot && at >= rules.firstSlot) return { code: 'afterFirstSlot', ...offer }
  const why = whyNotWorking(day, rules.calendar, rules.lang)
  return why && nearest ? { code: 'notWorking', asked: day, why, ...offer } : null
}

/** The working day nearest to a day whose noon lies ahead, and before the first slot; null when there is none. */
function nearestDeadline(day: Day, { now, firstSlot, zone, calendar }: DeadlineRules): Day | null {
  const noon = (each: Day) => instantOf(each, '12:00', zone)
  const today = dayOf(now, zone)
  const first = noon(today) > now ? today : addDays(today, 1)
  const slotDay = firstSlot && dayOf(firstSlot, zone)
  const last = slotDay && (noon(slotDay) < firstSlot ? slotDay : addDays(slotDay, -1))
  if (last && last < first) return null
  const wanted = day < first ? first : last && day > last ? last : day
  const near = [findWorkingDay(wanted, 1, calendar), findWorkingDay(wanted, -1, calendar)]
    .filter((each): each is Day => each !== null && each >= first && (!last || each <= last))
    .toSorted((a, b) => Math.abs(daysBetween(wanted, a)) - Math.abs(daysBetween(wanted, b)))
  return near[0] ?? null
}
