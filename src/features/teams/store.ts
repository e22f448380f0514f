import type { Profession } from '../../shared/action.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Member, Rhythm, Team, TeamKind } from './model.ts'

export interface TeamStore {
  find(tx: Tx, id: string): Promise<Team | null>
  many(tx: Tx, ids: readonly string[]): Promise<Team[]>
  ofInstitution(tx: Tx, institutionId: string, kind: TeamKind): Promise<Team[]>
  insert(tx: Tx, team: Team, now: Date): Promise<void>
  updateRhythm(tx: Tx, id: string, rhythm: Rhythm): Promise<void>

  /** Those who are in the team now: the coordinator first, then by when they joined. */
  members(tx: Tx, teamId: string): Promise<Member[]>
  /** Adds somebody, or takes back somebody who had left. */
  putMember(tx: Tx, teamId: string, member: Member): Promise<void>
  /** The teams that any of these people is in now. */
  idsOf(tx: Tx, personIds: readonly string[]): Promise<string[]>
  updateMember(
    tx: Tx,
    teamId: string,
    personId: string,
    change: { profession?: Profession; required?: boolean },
  ): Promise<void>
  endMember(tx: Tx, teamId: string, personId: string, now: Date): Promise<void>
}
