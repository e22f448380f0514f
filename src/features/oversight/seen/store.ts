import type { Tx } from '../../../shared/transaction.ts'
import type { Opening } from './model.ts'

export interface SeenStore {
  /** Who opened content of the item, newest first. */
  ofItem(tx: Tx, itemId: string, skip: number, take: number): Promise<Opening[]>
}
