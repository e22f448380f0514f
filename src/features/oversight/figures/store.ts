import type { Tx } from '../../../shared/transaction.ts'
import type { Zone } from '../../../shared/zoned-time.ts'
import type { TeamFacts } from './model.ts'

export interface FiguresStore {
  /** The municipalities that have teams here. */
  tenants(tx: Tx): Promise<string[]>
  /**
   * What is counted of a municipality's teams: dates, states and ages, nothing that is sealed.
   * @param of `teamIds`: these alone
   * @param zone in which days are counted
   */
  facts(tx: Tx, of: { tenantId: string; teamIds?: readonly string[] }, zone: Zone): Promise<TeamFacts[]>
}
