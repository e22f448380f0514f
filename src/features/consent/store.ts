import type { Tx } from '../../shared/transaction.ts'
import type { Consent } from './model.ts'

export interface ConsentStore {
  find(tx: Tx, id: string): Promise<Consent | null>
  /** Of these items, newest first, drafts left out. */
  ofItems(tx: Tx, itemIds: readonly string[]): Promise<Consent[]>
  /** Everything that was recorded about the child, oldest first, drafts among it. */
  ofChild(tx: Tx, childId: string): Promise<Consent[]>
  /** Names of those who gave, refused or withdrew for a child of the institution, drafts too; each once. */
  giversIn(tx: Tx, institutionId: string): Promise<string[]>
  /** What this person has begun to fill in for the item. */
  draft(tx: Tx, itemId: string, personId: string): Promise<Consent | null>
  /** Inserts, or writes anew. */
  put(tx: Tx, consent: Consent): Promise<void>
  deleteDraft(tx: Tx, id: string): Promise<void>
}
