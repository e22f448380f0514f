import type { Tx } from '../../../shared/transaction.ts'
import type { PaperKey, Version } from './model.ts'

/** What was handed in. There is no way to change it. */
export interface VersionStore {
  insert(tx: Tx, version: Version): Promise<void>
  /** Of one paper, oldest first. */
  of(tx: Tx, key: PaperKey): Promise<Version[]>
  /** Of an item's form and of every contribution to it, oldest first. */
  ofItem(tx: Tx, itemId: string): Promise<Version[]>
}
