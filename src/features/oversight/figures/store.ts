import type { Day } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Zone } from '../../../shared/zoned-time.ts'
import type { InstitutionFigures, TeamFacts } from './model.ts'

export interface FiguresStore {
  /** Since when a municipality has a team, or a meeting that was held; null before that. */
  since(tx: Tx, tenantId: string, zone: Zone): Promise<Day | null>
  /** The half-years that are written down. */
  settled(tx: Tx, tenantId: string): Promise<string[]>
  /** What was counted in one; null where it is not written down. */
  countsOf(tx: Tx, tenantId: string, period: string): Promise<InstitutionFigures[] | null>
  /** Writes a half-year down, for good. */
  settle(
    tx: Tx,
    tenantId: string,
    period: string,
    counts: readonly InstitutionFigures[],
    now: Date,
  ): Promise<void>
  /** The municipalities that have teams here. */
  tenants(tx: Tx): Promise<string[]>
  /**
   * What is counted of a municipality's teams: dates, states and ages, nothing that is sealed.
   * @param of `teamIds`: these alone
   * @param zone in which days are counted
   */
  facts(tx: Tx, of: { tenantId: string; teamIds?: readonly string[] }, zone: Zone): Promise<TeamFacts[]>
}
