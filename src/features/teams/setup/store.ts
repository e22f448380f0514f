import type { Tx } from '../../../shared/transaction.ts'
import type { TeamDraft } from './model.ts'

/** One team at a time is being set up by a person. */
export interface TeamDraftStore {
  /** null when there is none, or it is from a version whose drafts cannot be read any more */
  find(tx: Tx, personId: string): Promise<TeamDraft | null>
  put(tx: Tx, personId: string, draft: TeamDraft, now: Date): Promise<void>
  drop(tx: Tx, personId: string): Promise<void>
}
