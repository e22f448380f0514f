import type { Backlog } from '../../reminders/store.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Entry, EntryState } from './model.ts'

/** Events in people's own calendars, and what is still to be done about each. */
export interface CalendarStore {
  ofMeeting(tx: Tx, meetingId: string): Promise<Entry[]>
  find(tx: Tx, meetingId: string, personId: string): Promise<Entry | null>
  /** Of these people, those whose calendar could not be reached when it was last tried. */
  unreachable(tx: Tx, personIds: readonly string[]): Promise<ReadonlySet<string>>
  insert(
    tx: Tx,
    entry: { meetingId: string; personId: string; status: 'pending' | 'noMailbox' },
    now: Date,
  ): Promise<void>
  /** Something about it has changed. One that is being carried out, or put off, is looked at when that is over. */
  touch(tx: Tx, entry: Entry, now: Date): Promise<void>
  /** Due, and under nobody's lease: one whose holder died is taken up when its lease is over. Oldest first. */
  due(tx: Tx, now: Date, limit: number): Promise<string[]>
  /** Compare-and-set: null for all but the one that got the lease. */
  claim(tx: Tx, id: string, now: Date, until: Date): Promise<Entry | null>
  /** An event is about to be made, or changed: from now on nobody knows whether it was, until it is recorded. */
  unsure(tx: Tx, id: string, step: 'create' | 'update', now: Date): Promise<void>
  /**
   * Records what became of a step, unless the lease has gone to somebody else. What changed meanwhile is looked at next.
   * @returns the entry as it was left; null when it was somebody else's
   */
  settle(tx: Tx, claimed: Entry, state: EntryState, now: Date): Promise<EntryState | null>
  /** What was last put into the calendars of these people over that time. */
  shown(
    tx: Tx,
    personIds: readonly string[],
    span: { startAt: Date; endAt: Date },
  ): Promise<{ personId: string; startAt: Date; endAt: Date }[]>
  /** @returns `noMailbox`: events that cannot be put anywhere */
  backlog(tx: Tx, now: Date): Promise<Backlog & { noMailbox: number }>
}
