import { type Day, daysBetween } from '../../../../shared/day.ts'
import { type Closing, closingsOf, type NoMeeting } from '../../../../shared/working-calendar.ts'
import type { Away } from '../../../meetings/availability/model.ts'
import type { Refusal } from '../lessons/model.ts'
import type { Presence } from '../presence/model.ts'

/** Days in a row of the same weekday on which there are no meetings, all for one reason. */
export interface Passed {
  days: Day[]
  why: NoMeeting
}

/** Who keeps a time from being proposed. What they have instead is nobody's business (R-SEC-2). */
export interface Missing {
  away: string[]
  /** or about to be: told apart, it would say that another team is asking them, and what they have answered */
  busy: string[]
}

/** Why a day, or a time, that one would have expected is not proposed. */
export type Skipped =
  /** the cadence says so, but answers and forms would not be in before the deadline of section 5 */
  | { kind: 'tooSoon'; day: Day }
  /** the meeting itself, by so many weeks */
  | { kind: 'moved'; weeks: number; passed: Passed[] }
  /** every such weekday of a year, or, where it is null, every day: by what policy says */
  | { kind: 'closed'; weekday: number | null; by: Closing[] }
  /** a week after it */
  | ({ kind: 'noMeeting' } & Passed)
  | ({ kind: 'people'; at: Date[] } & Missing)
  | ({ kind: 'refused' } & Refusal)
  /** nothing at all is proposed, up to that day */
  | { kind: 'nobody'; lastDay: Day; who: Hindered[] }

/** Somebody whose seat is empty however far one looks. */
export interface Hindered {
  personId: string
  /** the last day of their absence; null when they are not away */
  awayUntil: Day | null
  busy: boolean
}

const sameReason = (a: NoMeeting, b: NoMeeting) =>
  a.kind === b.kind && ('name' in a ? a.name : undefined) === ('name' in b ? b.name : undefined)

/** That there is no such weekday, or no day at all, to meet on. */
export const closedFor = (
  weekday: number | null,
  passed: readonly { why: NoMeeting }[],
): Extract<Skipped, { kind: 'closed' }> => ({ kind: 'closed', weekday, by: closingsOf(passed) })

/** Weeks passed over one after the other for one reason make one sentence. */
export function passedOver(passed: readonly { day: Day; why: NoMeeting }[]): Passed[] {
  const groups: Passed[] = []
  for (const { day, why } of passed) {
    const group = groups.at(-1)
    const before = group?.days.at(-1)
    if (group && before && daysBetween(before, day) <= 7 && sameReason(group.why, why)) group.days.push(day)
    else groups.push({ days: [day], why })
  }
  return groups
}

/** Who is in the way of a time: those whose seat is empty; where none is, whoever else makes other times better. */
export function missingAt(presence: Presence): Missing {
  const seated = new Set(presence.empty.flatMap(({ personIds }) => personIds))
  const blocking = (ids: readonly string[]) => ids.filter(id => seated.size === 0 || seated.has(id))
  return {
    away: blocking(presence.away),
    busy: blocking([...presence.busy, ...presence.promised].toSorted()),
  }
}

/** Times passed over because of the same people make one sentence. */
export function sameMissing(times: readonly ({ at: Date } & Missing)[]): Skipped[] {
  const groups = new Map<string, { kind: 'people'; at: Date[] } & Missing>()
  for (const { at, ...missing } of times) {
    // Then it was refused, which is told for all like it at once.
    if (missing.away.length + missing.busy.length === 0) continue
    const key = JSON.stringify(missing)
    const group = groups.get(key)
    if (group) group.at.push(at)
    else groups.set(key, { kind: 'people', at: [at], ...missing })
  }
  return [...groups.values()]
}

/**
 * Why nothing can be proposed: the fewest seats that explain it, those that are empty most often first.
 * @param looked every time that was looked at, in order; none with all seats filled, or the answer is empty
 * @returns everybody of those seats, in the order of ids
 */
export function nobodyFor(
  looked: readonly { day: Day; presence: Presence }[],
  absences: readonly Away[],
): Hindered[] {
  const explained = new Set<string>()
  for (let left = looked; left.length > 0; ) {
    const times = new Map<string, { personIds: string[]; count: number }>()
    for (const { role, personIds } of left.flatMap(({ presence }) => presence.empty)) {
      times.set(role, { personIds, count: (times.get(role)?.count ?? 0) + 1 })
    }
    const [worst] = [...times].toSorted(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    if (!worst) return []
    for (const id of worst[1].personIds) explained.add(id)
    left = left.filter(({ presence }) => !presence.empty.some(({ role }) => role === worst[0]))
  }
  const [first, last] = [looked[0], looked.at(-1)]
  if (!first || !last) return []
  return [...explained].toSorted().map(personId => {
    const until = absences
      .filter(one => one.personId === personId && one.fromDay <= last.day && first.day <= one.toDay)
      .map(({ toDay }) => toDay as Day)
      .toSorted()
    const busy = looked.some(({ presence }) => presence.busy.includes(personId))
    return { personId, awayUntil: until.at(-1) ?? null, busy }
  })
}
