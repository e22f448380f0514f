import type { Tx } from '../../../shared/transaction.ts'
import type { Contribution } from './model.ts'

export interface ContributionStore {
  /** One per person and item. */
  find(tx: Tx, itemId: string, authorId: string): Promise<Contribution | null>
  /** Of these items, in the order in which they were begun. */
  ofItems(tx: Tx, itemIds: readonly string[]): Promise<Contribution[]>
  insert(tx: Tx, contribution: Contribution): Promise<void>
  put(tx: Tx, contribution: Contribution): Promise<void>
}
