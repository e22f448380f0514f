import type { Day } from '../shared/day.ts'
import type { Tx } from '../shared/transaction.ts'
import type { Delivery, DeliveryWish, Reader, Reminder, ReminderWish } from './model.ts'

export interface ReminderStore {
  /** Planned reminders of a scope. */
  planned(tx: Tx, scope: string): Promise<Reminder[]>
  /** Inserts; a key that exists already, in whatever state, is left as it is. */
  insert(tx: Tx, scope: string, wishes: readonly ReminderWish[], now: Date): Promise<void>
  reschedule(tx: Tx, id: string, dueAt: Date): Promise<void>
  cancel(tx: Tx, ids: readonly string[], now: Date): Promise<void>
  /** Due, planned and under nobody's lease, oldest first. */
  due(tx: Tx, now: Date, limit: number): Promise<Reminder[]>
  /** Compare-and-set: true for the one that got the lease. */
  lease(tx: Tx, id: string, now: Date, until: Date): Promise<boolean>
  finish(tx: Tx, ids: readonly string[], now: Date): Promise<void>
  /** After a fault: try again at `dueAt`, or give up with `failed`. */
  postpone(tx: Tx, id: string, dueAt: Date, attempts: number): Promise<void>
  fail(tx: Tx, id: string, now: Date): Promise<void>
  /** The earliest thing to come, of reminders and deliveries; null when nothing is planned. */
  nextDueAt(tx: Tx): Promise<Date | null>
  /** For the alarm: when the longest waiting due reminder or delivery was due, and how many were given up. */
  backlog(tx: Tx, now: Date): Promise<{ oldestDueAt: Date | null; failed: number }>
}

export interface DeliveryStore {
  /** Inserts; false when the key exists already. */
  insert(tx: Tx, wish: DeliveryWish, now: Date): Promise<boolean>
  due(tx: Tx, now: Date, limit: number): Promise<Delivery[]>
  /** Compare-and-set from pending to sending. */
  claim(tx: Tx, id: string, now: Date, until: Date): Promise<boolean>
  /** Sending, and the lease has run out: the process died between sending and recording. */
  stranded(tx: Tx, now: Date): Promise<Delivery[]>
  settle(
    tx: Tx,
    id: string,
    state: {
      status: 'sent' | 'pending' | 'waiting' | 'unreachable' | 'ambiguous' | 'obsolete' | 'failed'
      dueAt?: Date
      sentAt?: Date
      activityId?: string | null
      conversationId?: string | null
    },
  ): Promise<void>
  /** The person opened a chat: what waited for it is due now. Returns how many. */
  wake(tx: Tx, personId: string, now: Date): Promise<number>
  find(
    tx: Tx,
    id: string,
  ): Promise<(Delivery & { status: string; sentAt: Date | null; openedAt: Date | null }) | null>
  /** Local day of the latest digest to this person that was handed over. */
  lastDigest(tx: Tx, personId: string): Promise<Day | null>
  markOpened(tx: Tx, id: string, now: Date): Promise<void>
  /** The evidence for a subject, e.g. a meeting's distribution. */
  evidence(tx: Tx, kind: string, subjectId: string): Promise<Evidence[]>
}

/** What is known of one message to one person. */
export interface Evidence {
  id: string
  recipientId: string
  status: string
  late: boolean
  sentAt: Date | null
  openedAt: Date | null
  detail: unknown
}

/** Looks people up for the engine; the people feature implements it. */
export interface Readers {
  find(tx: Tx, personId: string): Promise<Reader | null>
  /** Blocked or removed the bot: gets nothing any more until they come back (R-TEAM-5). */
  markUnreachable(tx: Tx, personId: string, now: Date): Promise<void>
}
