import type { Tx } from '../../shared/transaction.ts'
import type { Span } from '../meetings/availability/model.ts'
import type { KnownSlot } from './editing/model.ts'
import type { KeptAnswer, Poll, Slot, SlotAnswer } from './model.ts'

/** Why a date was fixed that the answers did not speak for (R-POLL-4). */
export interface Overruling {
  reason: string
  startAt: Date
}

export interface PollStore {
  find(tx: Tx, id: string): Promise<Poll | null>
  open(tx: Tx, teamIds: readonly string[]): Promise<Poll[]>
  /** Of these, oldest first, the open ones that ask about a time ahead to which this person has not answered. */
  unanswered(tx: Tx, teamIds: readonly string[], personId: string, now: Date): Promise<Poll[]>
  insert(tx: Tx, poll: Poll): Promise<void>
  /** What is asked about now, in order of time. */
  slots(tx: Tx, pollId: string): Promise<Slot[]>
  /** Those that were taken out too. */
  everySlot(tx: Tx, pollId: string): Promise<KnownSlot[]>
  insertSlots(tx: Tx, slots: readonly Slot[]): Promise<void>
  /** Takes slots out, or brings them back; what was answered to them stays. */
  setDropped(tx: Tx, slotIds: readonly string[], droppedAt: Date | null): Promise<void>
  /** To slots that were taken out too. */
  answers(tx: Tx, pollId: string): Promise<KeptAnswer[]>
  putAnswers(tx: Tx, pollId: string, given: readonly SlotAnswer[], now: Date): Promise<void>
  /** Slots of open polls that these people have said they can come to, if needed too; one row for each person and slot. */
  promised(
    tx: Tx,
    personIds: readonly string[],
    span: Span,
  ): Promise<(Span & { personId: string; pollId: string; teamId: string; place: string })[]>
  comments(tx: Tx, pollId: string): Promise<ReadonlyMap<string, string>>
  putComment(tx: Tx, pollId: string, personId: string, comment: string): Promise<void>
  /** The question is put anew: with another deadline, about other slots. */
  askAnew(tx: Tx, poll: Pick<Poll, 'id' | 'round' | 'deadlineAt' | 'askedAt'>): Promise<void>
  /** Open polls of teams with one of these people in them that ask about a time within the span. */
  openAmong(tx: Tx, personIds: readonly string[], span: Span): Promise<Poll[]>
  /** The latest poll of the team that was given up; null when none was. */
  lastGivenUp(tx: Tx, teamId: string): Promise<{ id: string; closedAt: Date } | null>
  /** Why another slot than the best one was confirmed, and when that slot is; null where no reason was asked for. */
  overruling(tx: Tx, pollId: string): Promise<Overruling | null>
  /** Compare-and-set from open; false when somebody was faster. */
  close(
    tx: Tx,
    pollId: string,
    end: { status: 'confirmed' | 'cancelled'; slotId: string | null; reason: string | null },
    now: Date,
  ): Promise<boolean>
}
