import type { Tx } from '../../shared/transaction.ts'
import type { DownloadLink } from './model.ts'

export interface DownloadStore {
  find(tx: Tx, id: string): Promise<DownloadLink | null>
  insert(tx: Tx, link: DownloadLink): Promise<void>
  /** Counts one download. */
  take(tx: Tx, id: string): Promise<void>
  /** Deletes what expired before. */
  forget(tx: Tx, before: Date): Promise<void>
}
