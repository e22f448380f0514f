import type { Tx } from '../../../shared/transaction.ts'
import type { Series } from './model.ts'

export interface SeriesStore {
  find(tx: Tx, teamId: string): Promise<Series | null>
  put(tx: Tx, teamId: string, series: Series, now: Date): Promise<void>
}
