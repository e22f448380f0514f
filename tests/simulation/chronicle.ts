import type { Day } from '../../src/shared/day.ts'
import type { Sent } from './town.ts'

/** What has happened, as the people of the town saw it: kept beside the product, for those who check. */
export interface Chronicle {
  /** when the year began */
  begun: Date
  sent: Sent[]
  /** dates that were fixed, moved and taken back, in order */
  changes: Change[]
  asked: Asking[]
  answered: { pollId: string; personId: string; at: Date }[]
  closedPolls: Map<string, Date>
  absences: { personId: string; fromDay: Day; toDay: Day; knownAt: Date; withdrawnAt: Date | null }[]
  blocks: { personId: string; from: Date; until: Date }[]
  downtimes: { from: Date; until: Date }[]
  left: { teamId: string; personId: string; at: Date }[]
  /** why a team found no date when it wanted one */
  reasons: { teamId: string; at: Date; why: string }[]
  held: { meetingId: string; at: Date }[]
  submitted: { meetingId: string; at: Date }[]
  counts: Map<string, number>
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

export function newChronicle(begun: Date): Chronicle {
  return {
    begun,
    sent: [],
    changes: [],
    asked: [],
    answered: [],
    closedPolls: new Map(),
    absences: [],
    blocks: [],
    downtimes: [],
    left: [],
    reasons: [],
    held: [],
    submitted: [],
    counts: new Map(),
  }
}

export function count(chronicle: Chronicle, what: string, by = 1): void {
  chronicle.counts.set(what, (chronicle.counts.get(what) ?? 0) + by)
}
