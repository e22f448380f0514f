import type { Day } from '../../shared/day.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { ItemResult } from './model.ts'

export interface MinutesStore {
  result(tx: Tx, agendaItemId: string): Promise<ItemResult | null>
  /** Of a meeting, in no particular order. */
  results(tx: Tx, meetingId: string): Promise<ItemResult[]>
  /** Items whose follow-up is due on or before the day (R-AGENDA-4). */
  followUpsUntil(tx: Tx, meetingIds: readonly string[], day: Day): Promise<ItemResult[]>
  put(tx: Tx, result: ItemResult, now: Date): Promise<void>
}
