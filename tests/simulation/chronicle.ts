import type { Day } from '../../src/shared/day.ts'
import type { PointMove, Span } from './ledger.ts'
import type { Sent } from './town.ts'

/** What has happened, as the people of the town saw it: kept beside the product, for those who check. */
export interface Chronicle {
  /** when the year began */
  begun: Date
  sent: Sent[]
  /** dates that were fixed, moved and taken back, in order */
  changes: Change[]
  asked: Asking[]
  /** by poll and person */
  answered: Map<string, Date[]>
  closedPolls: Map<string, Date>
  /** by person */
  absences: Map<string, { fromDay: Day; toDay: Day; withdrawnAt: Date | null }[]>
  blocks: { personId: string; from: Date; until: Date }[]
  downtimes: { from: Date; until: Date }[]
  left: { teamId: string; personId: string; at: Date }[]
  /** why a team found no date when it wanted one */
  reasons: { teamId: string; at: Date; why: string }[]
  held: { meetingId: string; at: Date }[]
  submitted: { meetingId: string; at: Date }[]
  /** from then on nothing new is agreed, so that every ladder ends within the year */
  quietFrom: Date
  /** from then on nobody passes on, gives back or hands out anew what was agreed: that would begin its ladder again */
  settledFrom: Date
  /** how each action point stood, from when */
  points: Map<string, Span[]>
  /** what people did with action points, in order */
  moves: PointMove[]
  /** agenda items that somebody has put off, or deleted */
  byHand: Set<string>
  /** when each person wanted their digest, from when */
  rhythms: Map<string, Rhythm[]>
  counts: Map<string, number>
}

/** When somebody wants their digest, from when. */
export interface Rhythm {
  at: Date
  time: string | null
  weekday: number | null
  /** none at all */
  stopped: boolean
}

/** A change of a meeting's date, as its row had it right afterwards. */
export interface Change {
  what: 'confirmed' | 'moved' | 'cancelled'
  at: Date
  meetingId: string
  teamId: string
  startAt: Date
  endAt: Date
  dueAt: Date
  /** the members then, without whoever made the change */
  toTell: string[]
}

/** A round of a poll, as it was sent out. */
export interface Asking {
  pollId: string
  teamId: string
  at: Date
  deadlineAt: Date
  members: string[]
}

export function newChronicle(begun: Date, quietFrom: Date, settledFrom: Date): Chronicle {
  return {
    begun,
    sent: [],
    changes: [],
    asked: [],
    answered: new Map(),
    closedPolls: new Map(),
    absences: new Map(),
    blocks: [],
    downtimes: [],
    left: [],
    reasons: [],
    held: [],
    submitted: [],
    quietFrom,
    settledFrom,
    points: new Map(),
    moves: [],
    byHand: new Set(),
    rhythms: new Map(),
    counts: new Map(),
  }
}

/** Puts one more into the list that is kept under a key: what people did is asked for by person, in a whole town. */
export function keep<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key)
  if (list) list.push(one)
  else lists.set(key, [one])
}

export const isAway = (chronicle: Chronicle, personId: string, day: Day): boolean =>
  (chronicle.absences.get(personId) ?? []).some(
    one => one.withdrawnAt === null && one.fromDay <= day && day <= one.toDay,
  )

export function count(chronicle: Chronicle, what: string, by = 1): void {
  chronicle.counts.set(what, (chronicle.counts.get(what) ?? 0) + by)
}
