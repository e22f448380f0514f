import type { Tx } from '../../../shared/transaction.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { TakenOff } from '../../agenda/removal/service.ts'

export interface StopStore {
  /**
   * Removes the matter of an item for which there is suspicion of violence or abuse (R-FORM-2): every item of it that
   * is not held, with its form, consents and notes; every agreement that is not finished, for any of them may be to talk
   * with the parents; and the child, when nothing else refers to it. What is held stays as it was filed, but is not
   * taken up again. No row is left that says which item it was. Everybody's kept answers of the tenant go too: any of
   * them may show the child.
   * @returns the items that are gone, whose guests are still there; and the ids of these items and of the agreements, for
   *   whatever else bears them
   */
  erase(
    tx: Tx,
    item: Pick<AgendaItem, 'id' | 'childId' | 'originItemId'>,
    tenantId: string,
  ): Promise<{ items: TakenOff[]; ids: string[] }>
  /** The guests of such an item, once they have been told: those of a meeting that runs are still there. */
  eraseGuests(tx: Tx, itemIds: readonly string[]): Promise<void>
}
