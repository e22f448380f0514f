import type { Tx } from '../../../shared/transaction.ts'
import type { Assessment } from './model.ts'

export interface AssessmentStore {
  /** The team's, newest year first. */
  ofTeam(tx: Tx, teamId: string): Promise<Assessment[]>
  /** One for each team and year: a second one is refused by the unique key. */
  insert(tx: Tx, assessment: Assessment): Promise<void>
  /** @returns false when another version than the one before is stored */
  correct(tx: Tx, assessment: Assessment): Promise<boolean>
}
