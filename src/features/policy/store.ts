import type { Tx } from '../../shared/transaction.ts'
import type { TeamKind } from '../teams/model.ts'

export interface PolicyStore {
  /** What the municipality has decided, as JSON text by key. */
  stored(tx: Tx, tenantId: string): Promise<Readonly<Record<string, string>>>
  /** Which institution a team belongs to, and of which kind it is. Read here, for the teams' own service asks the policy. */
  placeOfTeam(tx: Tx, teamId: string): Promise<{ tenantId: string; institutionId: string; kind: TeamKind }>
  put(tx: Tx, tenantId: string, key: string, value: string, now: Date): Promise<void>
}
