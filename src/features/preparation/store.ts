import type { Tx } from '../../shared/transaction.ts'
import type { AgendaItem } from '../agenda/model.ts'
import type { Stopped, StoppedForm } from './distribution/evidence/model.ts'
import type { Form } from './model.ts'
import type { PaperKey } from './versions/model.ts'

/** That a form, or a contribution, reached, or will reach, a person (R-FORM-10). When it was sent stands in the delivery. */
export interface Receipt extends PaperKey {
  personId: string
  formVersion: number
  meetingId: string
  deliveryId: string
  late: boolean
  openedAt: Date | null
}

/** How an item stood at its meeting's deadline; null: there was nothing to ask, or no form. */
export interface DeadlineStanding {
  agendaItemId: string
  consent: 'inOrder' | 'missing' | null
  form: 'inTime' | 'missing' | null
}

export interface FormStore {
  /** What the figures count; of an item whose meeting was moved, the last deadline (R-OV-2). */
  keepStandings(tx: Tx, meetingId: string, standings: readonly DeadlineStanding[]): Promise<void>
  ofItem(tx: Tx, itemId: string): Promise<Form | null>
  /** Those that there are, by their item's id. */
  ofItems(tx: Tx, items: readonly { id: string }[]): Promise<ReadonlyMap<string, Form>>
  insert(tx: Tx, form: Form): Promise<void>
  /** Writes the form if its revision is still `revision`, and raises it; false when somebody was faster. */
  update(tx: Tx, form: Form, revision: number): Promise<boolean>

  /** The queued or sent message with this key. */
  deliveryId(tx: Tx, key: string): Promise<string | null>
  /** Inserts, or writes anew what is sent for the same meeting once more; what left for another one stands. */
  putReceipts(tx: Tx, receipts: readonly Receipt[]): Promise<void>
  receipts(tx: Tx, itemIds: readonly string[]): Promise<Receipt[]>
  /** Of all that was sent for the meeting, wherever its items stand now. */
  receiptsOfMeeting(tx: Tx, meetingId: string): Promise<Receipt[]>
  /**
   * Drops the receipts of messages that have not left: what is withheld now was not received, and is sent when it may
   * be. That it was stopped is kept (R-CONS-5).
   * @param held why, by item
   */
  stopUnsent(tx: Tx, meetingId: string, held: ReadonlyMap<string, Stopped>, now: Date): Promise<void>
  /** Drops one that its message has left without, and keeps that it was stopped. */
  stop(tx: Tx, receipt: Receipt, why: Stopped, now: Date): Promise<void>
  /**
   * Drops the receipts of an item for other meetings than its own whose messages have not left: it was put off, so that
   * they will not bring it any more.
   */
  dropPutOff(tx: Tx, item: Pick<AgendaItem, 'id' | 'meetingId'>): Promise<void>
  /** What was stopped of a meeting's distribution, in the order in which it was. */
  stopped(tx: Tx, meetingId: string): Promise<StoppedForm[]>
  /** Of a version that never reached the person: a newer one comes in its place. */
  dropReceipt(tx: Tx, receipt: Receipt): Promise<void>
  receiptsOfDelivery(tx: Tx, deliveryId: string): Promise<Receipt[]>
  markOpened(tx: Tx, paper: PaperKey, personId: string, version: number, now: Date): Promise<void>
}
