import type { Actor } from '../../../../../shared/action.ts'
import { type Day, parseDay } from '../../../../../shared/day.ts'
import type { Tx } from '../../../../../shared/transaction.ts'
import { dayOf } from '../../../../../shared/zoned-time.ts'
import { type DayProblem, dayProblem, type TextProblem } from '../../../../action-points/model.ts'
import type { Telling } from '../../../../agenda/anonymity/model.ts'
import { calendarOf, type Policy } from '../../../../policy/model.ts'
import type { Saved } from '../schema.ts'

/** Who asks, and when. */
export interface Asking {
  tx: Tx
  actor: Actor
  now: Date
}

/** One card as it came back. */
export interface Typing extends Asking {
  payload: Saved
}

/** What is wrong with one field; `understood` is a question: the line was read, and somebody has to say that it is right. */
export type FieldProblem =
  | { type: 'tooLong'; max: number }
  | { type: 'text'; problem: TextProblem }
  | { type: 'telling'; telling: Telling }
  | { type: 'day'; problem: DayProblem }
  | { type: 'owner' }
  | { type: 'fitting'; ids: readonly string[] }
  | { type: 'understood' }
  | { type: 'talker' }
  | { type: 'tooMany' }
  | { type: 'outcomes' }

/** By field; empty when everything could be kept. */
export type FieldProblems = ReadonlyMap<string, FieldProblem>

/** Texts that tell who a child is, as problems of their fields. */
export const tellingProblems = (telling: ReadonlyMap<string, Telling>): FieldProblems =>
  new Map([...telling].map(([field, told]) => [field, { type: 'telling', telling: told }]))

/**
 * A day as typed; null where nothing was.
 * @param kept the day as it stands, which may lie in the past by now
 */
export function readDay(
  { now, actor }: Asking,
  policy: Policy,
  typed: string,
  kept: Day | null,
): { ok: true; day: Day | null } | { ok: false; problem: DayProblem } {
  if (typed.trim() === '') return { ok: true, day: null }
  const day = parseDay(typed)
  if (day !== null && day === kept) return { ok: true, day }
  const problem = dayProblem(day, dayOf(now, policy.zone), calendarOf(policy), actor.language)
  return problem ? { ok: false, problem } : { ok: true, day }
}
