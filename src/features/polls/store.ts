import type { Tx } from '../../shared/transaction.ts'
import type { Span } from '../meetings/availability/model.ts'
import type { Poll, Slot, SlotAnswer } from './model.ts'

export interface PollStore {
  find(tx: Tx, id: string): Promise<Poll | null>
  open(tx: Tx, teamIds: readonly string[]): Promise<Poll[]>
  insert(tx: Tx, poll: Poll): Promise<void>
  slots(tx: Tx, pollId: string): Promise<Slot[]>
  insertSlots(tx: Tx, slots: readonly Slot[]): Promise<void>
  answers(tx: Tx, pollId: string): Promise<SlotAnswer[]>
  putAnswers(tx: Tx, pollId: string, given: readonly SlotAnswer[], now: Date): Promise<void>
  /** Slots of open polls that these people have said they can come to, if needed too; one row for each person and slot. */
  promised(
    tx: Tx,
    personIds: readonly string[],
    span: Span,
  ): Promise<(Span & { personId: string; pollId: string; teamId: string; place: string })[]>
  comments(tx: Tx, pollId: string): Promise<ReadonlyMap<string, string>>
  putComment(tx: Tx, pollId: string, personId: string, comment: string): Promise<void>
  /** A new round with a new deadline. */
  newRound(tx: Tx, pollId: string, deadlineAt: Date): Promise<void>
  /** Compare-and-set from open; false when somebody was faster. */
  close(
    tx: Tx,
    pollId: string,
    end: { status: 'confirmed' | 'cancelled'; slotId: string | null; reason: string | null },
    now: Date,
  ): Promise<boolean>
}
