import type { Tx } from '../shared/transaction.ts'
import type { Delivery, DeliveryState, DeliveryWish, Reader, Reminder, ReminderWish } from './model.ts'
import type { Turn } from './pace.ts'

export interface ReminderStore {
  /** Planned reminders of a scope. */
  planned(tx: Tx, scope: string): Promise<Reminder[]>
  /** Inserts; a cancelled key comes back to life, one that is planned or was carried out is left as it is. */
  insert(tx: Tx, scope: string, wishes: readonly ReminderWish[], now: Date): Promise<void>
  /** This and those below: of reminders that were read as planned in the same transaction. */
  reschedule(tx: Tx, id: string, dueAt: Date): Promise<void>
  /** They have come due, and wait for a day of their reader's. */
  putOff(tx: Tx, due: readonly Pick<Reminder, 'id' | 'dueAt' | 'dueSince'>[], until: Date): Promise<void>
  /**
   * The reader's days have changed: what was put off for them is due, and is put off anew where it must be.
   * @param rhythm `same`: a turn that they were away for has passed, and is made up for; `new`: there was none yet
   */
  recall(tx: Tx, personId: string, rhythm: 'same' | 'new', now: Date): Promise<void>
  cancel(tx: Tx, ids: readonly string[], now: Date): Promise<void>
  /** Makes what was carried out of a scope count as cancelled: wanted again, it comes back to life. */
  lapse(tx: Tx, scope: string): Promise<void>
  /** Due, planned and under nobody's lease, oldest first. */
  due(tx: Tx, now: Date, limit: number): Promise<Reminder[]>
  /** Of these, what is planned and due: between looking and acting, some may have been moved or cancelled. */
  stillDue(tx: Tx, ids: readonly string[], now: Date): Promise<ReadonlySet<string>>
  /** Compare-and-set: true for the one that got the lease. */
  lease(tx: Tx, id: string, now: Date, until: Date): Promise<boolean>
  finish(tx: Tx, ids: readonly string[], now: Date): Promise<void>
  /** After a fault: try again at `dueAt`, or give up with `failed`. */
  postpone(tx: Tx, id: string, dueAt: Date, attempts: number): Promise<void>
  fail(tx: Tx, id: string, now: Date): Promise<void>
  /** Deletes everything about these subjects, whatever became of it. */
  forget(tx: Tx, subjectIds: readonly string[]): Promise<void>
  /**
   * The earliest thing to come, of reminders and deliveries; null when nothing is planned. What a process holds comes
   * when its lease has run out, for it may have died.
   */
  nextDueAt(tx: Tx): Promise<Date | null>
  backlog(tx: Tx, now: Date): Promise<Backlog>
}

/** For the alarm: of reminders and deliveries together. */
export interface Backlog {
  /** when the one that has waited longest was due; null when nothing waits */
  oldestDueAt: Date | null
  /** messages, or other things, that are to be done by now */
  due: number
  /** tried several times in vain, and to be tried again */
  retrying: number
  /** given up within the last day */
  failed: number
}

/** A sent message whose card in the chat is no longer true. */
export interface Outdated {
  delivery: Delivery
  activityId: string
  conversationId: string
  changedAt: Date
}

export interface DueDelivery {
  id: string
  recipientId: string
  tenantId: string
}

/** A message that nobody else sends now, and the record of its attempt. */
export type ClaimedDelivery = Delivery & { attemptId: string }

export interface DeliveryStore {
  /** Inserts; false when the key exists already. An obsolete one, which never left, comes back to life. */
  insert(tx: Tx, wish: DeliveryWish, now: Date): Promise<boolean>
  /** What is to leave by now, oldest first: so many of each municipality, that none waits for another one's many. */
  due(tx: Tx, now: Date, limit: number): Promise<DueDelivery[]>
  /** The oldest of what is to leave by now for this person. */
  dueTo(tx: Tx, personId: string, now: Date): Promise<DueDelivery | null>
  /** Whether it is still to leave by now: nobody else has taken it, and it is not over. */
  stillDue(tx: Tx, id: string, now: Date): Promise<boolean>
  /** When it may leave, by what Teams allows; a moment that is given counts as used. */
  turn(tx: Tx, delivery: Pick<DueDelivery, 'tenantId' | 'recipientId'>, now: Date): Promise<Turn>
  /** Teams wants nothing for this conversation before that instant. */
  hold(tx: Tx, personId: string, now: Date, until: Date): Promise<void>
  /** Until when a message to this person may be on its way; null when none is. */
  sendingTo(tx: Tx, personId: string, now: Date): Promise<Date | null>
  /** Nothing that is due to this person leaves before: all of it at once, so that it keeps its order. */
  putOff(tx: Tx, personId: string, now: Date, until: Date): Promise<void>
  /**
   * Compare-and-set from pending to sending, with the record of the attempt that begins.
   * @returns the message as it is now: more may have come into it since it was found due; null when it is not due
   */
  claim(tx: Tx, id: string, now: Date, until: Date): Promise<ClaimedDelivery | null>
  /**
   * What became of an attempt; without its id, of the one that nobody has told of.
   * @returns false when something had been said of it already
   */
  known(
    tx: Tx,
    attempt: { deliveryId: string; attemptId?: string },
    now: Date,
    outcome: { result: string; status?: number | undefined },
  ): Promise<boolean>
  /** Sending, and the lease has run out: the process died between sending and recording. */
  stranded(tx: Tx, now: Date): Promise<Delivery[]>
  /** Compare-and-set: true for the one that takes a stranded one up. */
  takeUp(tx: Tx, id: string, now: Date): Promise<boolean>
  /** @returns false when nothing has changed: what is known to have arrived stays as it is, whatever else is said of it */
  settle(tx: Tx, id: string, state: DeliveryState): Promise<boolean>
  /** What waits for this person to open a chat, or to come back to it, oldest first. */
  withheld(tx: Tx, personId: string): Promise<{ id: string; kind: string }[]>
  find(
    tx: Tx,
    id: string,
  ): Promise<
    (Delivery & { status: string; sentAt: Date | null; openedAt: Date | null; touchedAt: Date | null }) | null
  >
  /** The message of this kind about this subject that is queued and has not left. */
  unsent(tx: Tx, kind: string, subjectId: string): Promise<{ id: string; detail: unknown } | null>
  /** Messages of this kind to this person that have not left, for whatever reason. */
  unsentTo(tx: Tx, kind: string, personId: string): Promise<{ id: string; subjectId: string }[]>
  /** The reader's days have changed: what waits for its hour is due, and waits anew where it must. */
  recall(tx: Tx, personId: string, now: Date): Promise<void>
  /** Changes what a queued message is about. */
  amend(tx: Tx, id: string, detail: unknown): Promise<void>
  /** When the latest message of this kind about this subject left, or was begun to be sent, without that one. */
  lastSent(tx: Tx, kind: string, subjectId: string, exceptId?: string): Promise<Date | null>
  markOpened(tx: Tx, id: string, now: Date): Promise<void>
  /** Something was pressed on the card: kept to the hour. @returns false when that is known already, or it is not theirs */
  touch(tx: Tx, id: string, personId: string, now: Date): Promise<boolean>
  /** Whether `touch` would write anything. */
  untouched(tx: Tx, id: string, personId: string, now: Date): Promise<boolean>
  /** What this subject's messages show has changed: those in the chats, and what leaves just now. */
  changed(tx: Tx, subjectId: string, now: Date, kinds?: readonly string[]): Promise<void>
  /** The messages that this one's card speaks for as well, the newest first. */
  carriedBy(tx: Tx, id: string): Promise<Delivery[]>
  /** Sent ones whose card is to be changed by now, the oldest first. */
  outdated(tx: Tx, now: Date, limit: number): Promise<Outdated[]>
  /** Compare-and-set: true for the one that changes the card; it is looked at again at `until`, should that one die. */
  takeUpdate(tx: Tx, one: Outdated, now: Date, until: Date): Promise<boolean>
  /** @param next when to try again; null when it is over. What has changed meanwhile is due all the same. */
  updated(tx: Tx, one: Outdated, next: Date | null): Promise<void>
  /** Deletes the messages about these subjects, and takes the subjects out of those that mention them with others. */
  forget(tx: Tx, subjectIds: readonly string[]): Promise<void>
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

/** What was tried in vain for as long as it is tried. */
export interface GivenUp {
  what: 'message' | 'reminder' | 'calendar'
  id: string
  kind: string
  tenantId: string
  personId: string
  /** when it was given up */
  at: Date
  attempts: number
  /** what became of the last attempt, e.g. `fault`, or `failed 400`; null where none is on record */
  last: string | null
}

/** What was given up is kept: it can be looked at, and tried again when what was wrong has been put right. */
export interface GivenUpStore {
  /** the oldest first */
  list(tx: Tx): Promise<GivenUp[]>
  /**
   * Tries them again from now on, as if for the first time. What has become pointless meanwhile does not leave, and of
   * what may have arrived the reader hears that it may.
   * @returns how many of these were given up
   */
  again(tx: Tx, ids: readonly string[], now: Date): Promise<number>
}

/** Looks people up for the engine; the people feature implements it. */
export interface Readers {
  find(tx: Tx, personId: string): Promise<Reader | null>
  /** Blocked or removed the bot: gets nothing any more until they come back (R-TEAM-5). */
  markUnreachable(tx: Tx, personId: string, now: Date): Promise<void>
}
