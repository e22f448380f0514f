import type { Day } from '../../src/shared/day.ts'
import type { Chronicle } from './chronicle.ts'
import { keep } from './chronicle.ts'
import type { PointRow } from './rows.ts'
import type { Town } from './town.ts'

/** How an action point stood from a moment on. */
export interface Span {
  at: Date
  status: string
  ownerId: string
  handoverToId: string | null
  dueDay: Day
  wantedDay: Day | null
}

/** What somebody did with an action point, and who is to hear of it. */
export interface PointMove {
  pointId: string
  at: Date
  move: string
  toTell: { personId: string; told: string } | null
}

const openOnes = ['assigned', 'accepted', 'declined', 'handingOver']

/** Somebody still has to do something about it. */
export const isOpen = ({ status }: { status: string }): boolean => openOnes.includes(status)

/**
 * Writes down how an action point stands now. Called after everything that people do, so that what the product keeps
 * as its history can be held against it.
 * @returns whether anything has changed
 */
export function note(town: Town, chronicle: Chronicle, pointId: string): boolean {
  const { status, ownerId, handoverToId, dueDay, wantedDay } = town.rows.point(pointId)
  const now = { status, ownerId, handoverToId, dueDay, wantedDay }
  const last = chronicle.points.get(pointId)?.at(-1)
  const keys = ['status', 'ownerId', 'handoverToId', 'dueDay', 'wantedDay'] as const
  if (last && keys.every(key => last[key] === now[key])) return false
  keep(chronicle.points, pointId, { at: town.now(), ...now })
  return true
}

/** How it stood at that moment; null before it was agreed. */
export const stoodAt = (spans: readonly Span[], at: Date): Span | null =>
  spans.findLast(span => span.at <= at) ?? null

type Role = 'owner' | 'receiver' | 'leader'

/** Who may do what, and when, as people understand it (R-ACT-1, R-ACT-2). */
const allowed: Readonly<Record<string, { by: readonly Role[]; from: readonly string[] }>> = {
  accept: { by: ['owner'], from: ['assigned', 'handingOver'] },
  decline: { by: ['owner'], from: ['assigned', 'accepted'] },
  done: { by: ['owner'], from: ['assigned', 'accepted', 'handingOver'] },
  handOver: { by: ['owner'], from: ['assigned', 'accepted'] },
  takeOver: { by: ['receiver'], from: ['handingOver'] },
  refuse: { by: ['receiver'], from: ['handingOver'] },
  drop: { by: ['owner', 'leader'], from: openOnes },
  reassign: { by: ['leader'], from: openOnes },
  postpone: { by: ['owner'], from: ['assigned', 'accepted'] },
  grantDay: { by: ['leader'], from: openOnes },
  denyDay: { by: ['leader'], from: openOnes },
}

/** Would the card of this person have the button? */
export function may(point: PointRow, move: string, personId: string, leaderId: string): boolean {
  const rule = allowed[move]
  const roles: Role[] = []
  if (personId === leaderId) roles.push('leader')
  if (personId === point.ownerId && point.status !== 'declined') roles.push('owner')
  if (personId === point.handoverToId) roles.push('receiver')
  if (move.endsWith('Day') && point.wantedDay === null) return false
  // Whoever leads the team decides about the day as about the owner, on one card.
  if (move === 'postpone' && personId === leaderId) return false
  return rule?.from.includes(point.status) === true && roles.some(role => rule.by.includes(role))
}
