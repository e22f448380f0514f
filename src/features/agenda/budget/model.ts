import type { Meeting } from '../../meetings/model.ts'
import { type AgendaItem, isUnder3 } from '../model.ts'

/** What of an item takes time: how long, and of how old a child. */
export type Timed = Pick<AgendaItem, 'minutes' | 'ageMonths'>

/** What there is to share out (R-AGENDA-3). */
export interface Room {
  meetingMinutes: number
  /** kept for 0–2-year-olds now: none from the deadline on */
  keptMinutes02: number
}

/** How the time of an agenda is used. */
export interface Budget extends Room {
  plannedMinutes: number
  plannedMinutes02: number
  /** as the team has set it, kept or not any more */
  reservedMinutes02: number
  /** for another item about a 0–2-year-old, and for any other */
  free02: number
  free: number
  /** more than there is, with what is kept counted as taken */
  overMinutes: number
}

/**
 * The time that a meeting has. What is reserved for 0–2-year-olds is kept for them until the deadline; from then on it
 * is everybody's. More than the whole meeting cannot be kept.
 * @param reservedMinutes02 of the team (R-TEAM-1)
 */
export function roomOf(
  { startAt, endAt, dueAt }: Pick<Meeting, 'startAt' | 'endAt' | 'dueAt'>,
  reservedMinutes02: number,
  now: Date,
): Room {
  const meetingMinutes = Math.round((endAt.getTime() - startAt.getTime()) / 60_000)
  return { meetingMinutes, keptMinutes02: now < dueAt ? Math.min(reservedMinutes02, meetingMinutes) : 0 }
}

/** The same when the deadline has come: nothing is kept any more. */
export const releasedRoom = ({ meetingMinutes }: Room): Room => ({ meetingMinutes, keptMinutes02: 0 })

const under3 = ({ ageMonths }: Timed): boolean => isUnder3(ageMonths)
const sum = (items: readonly Timed[]): number => items.reduce((minutes, item) => minutes + item.minutes, 0)

/**
 * How much of the time is free (R-AGENDA-3). It does not depend on the items' order.
 * - 0–2-year-olds use what is kept for them first, and then what everybody may use;
 * - the others never use what is kept: of it nothing is free for them, whoever has insisted on being over time before.
 * @example 120 minutes, 30 kept, 80 planned, none of them for a 0–2-year-old: free are 40 for one, and 10 for others
 */
function freeIn({ meetingMinutes, keptMinutes02 }: Room, items: readonly Timed[]) {
  const young = sum(items.filter(under3))
  const others = sum(items) - young
  const needed = others + Math.max(young, keptMinutes02)
  return {
    free02: Math.max(0, Math.max(meetingMinutes - others, keptMinutes02) - young),
    free: Math.max(0, meetingMinutes - needed),
    overMinutes: Math.max(0, needed - meetingMinutes),
  }
}

/** How many minutes an item like this one could have beside these. */
export function freeFor(room: Room, items: readonly Timed[], item: Timed): number {
  const { free02, free } = freeIn(room, items)
  return under3(item) ? free02 : free
}

/** Is there time for this item beside these? What is admitted never makes an agenda longer than its meeting. */
export const fits = (room: Room, items: readonly Timed[], item: Timed): boolean =>
  item.minutes <= freeFor(room, items, item)

/** @param reservedMinutes02 of the team */
export function budgetOf(room: Room, items: readonly Timed[], reservedMinutes02: number): Budget {
  return {
    ...room,
    ...freeIn(room, items),
    plannedMinutes: sum(items),
    plannedMinutes02: sum(items.filter(under3)),
    reservedMinutes02,
  }
}

/**
 * Which items there is no time for, going through the agenda from the top: those that do not fit beside the ones above
 * that do. None exactly while the agenda is not over time.
 * @param items in the agenda's order
 */
export function beyond<T extends Timed>(room: Room, items: readonly T[]): T[] {
  const within: T[] = []
  return items.filter(item => {
    if (!fits(room, within, item)) return true
    within.push(item)
    return false
  })
}

/**
 * Which of the items that wait come onto an agenda (R-AGENDA-3): first 0–2-year-olds, as far as what is kept for them
 * goes, then the oldest first, as far as they fit. A short one may pass a long one that there is no time for.
 * @param waiting the oldest first
 * @returns in the order in which they come on
 */
export function takenOn<T extends Timed>(room: Room, items: readonly Timed[], waiting: readonly T[]): T[] {
  const taken: T[] = []
  const all = () => [...items, ...taken]
  const young02 = () => sum(all().filter(under3))
  for (const item of waiting)
    if (under3(item) && young02() + item.minutes <= room.keptMinutes02) taken.push(item)
  for (const item of waiting) if (!taken.includes(item) && fits(room, all(), item)) taken.push(item)
  return taken
}
