import type { Tx } from '../../shared/transaction.ts'
import type { AgendaItem, ItemStatus } from './model.ts'

export interface Child {
  id: string
  tenantId: string
  institutionId: string
  name: string
}

/** What may change of an item. Every change raises its revision. */
export type ItemChange = Partial<
  Pick<
    AgendaItem,
    | 'meetingId'
    | 'waitingSince'
    | 'waitedFromId'
    | 'status'
    | 'childId'
    | 'position'
    | 'problem'
    | 'questions'
    | 'minutes'
    | 'presenterId'
    | 'formFillerId'
    | 'withoutForm'
    | 'ageMonths'
  >
>

export interface AgendaStore {
  find(tx: Tx, id: string): Promise<AgendaItem | null>
  /** In their order. */
  ofMeeting(tx: Tx, meetingId: string, statuses: readonly ItemStatus[]): Promise<AgendaItem[]>
  /** Open and on no meeting, in the order in which they came. */
  waiting(tx: Tx, teamId: string): Promise<AgendaItem[]>
  /** Every one that names the child, whatever its status, the first one first. */
  ofChild(tx: Tx, childId: string): Promise<AgendaItem[]>
  /** Open ones of the team whose form this person fills in. */
  filledBy(tx: Tx, teamId: string, personId: string): Promise<AgendaItem[]>
  /** Open ones on no meeting whose form this person fills in, first come first. */
  waitingFilledBy(tx: Tx, personId: string): Promise<AgendaItem[]>
  /** The greatest position on an agenda, deleted items included; 0 on an empty one. */
  lastPosition(tx: Tx, meetingId: string | null, teamId: string): Promise<number>
  insert(tx: Tx, item: AgendaItem): Promise<void>
  update(tx: Tx, id: string, change: ItemChange & { fillerRound?: number }): Promise<void>
  /** A new order of one agenda, without raising revisions: what people typed meanwhile still fits. */
  reorder(tx: Tx, ids: readonly string[]): Promise<void>
  /** Every item that carries one of these on, whatever its status. */
  carrying(
    tx: Tx,
    ids: { actionPointIds: readonly string[]; itemIds: readonly string[] },
  ): Promise<AgendaItem[]>
  /** All items of each matter: the origin and what was carried on from it. */
  families(tx: Tx, originItemIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>

  child(tx: Tx, id: string): Promise<Child | null>
  insertChild(tx: Tx, child: Child, now: Date): Promise<void>
  renameChild(tx: Tx, id: string, name: string): Promise<void>
  deleteChild(tx: Tx, id: string): Promise<void>
  /** Whether anything but the item itself tells of its child: a form, a contribution, a consent or the draft of one, notes of a meeting, another item. */
  isBound(tx: Tx, item: { id: string; childId: string }): Promise<boolean>
  /** Children that this person has put on an agenda of this team. */
  childrenBy(tx: Tx, teamId: string, personId: string): Promise<Child[]>
  childrenOfInstitution(tx: Tx, institutionId: string): Promise<Child[]>
}
