import type { Rhythm } from '../../reminders/model.ts'
import type { Actor, Language, Profession } from '../../shared/action.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Absence, Institution, Person, PersonStatus } from './model.ts'

/** Where a person's own chat with the bot is. */
export interface ChatReference {
  conversationId: string
  serviceUrl: string
  teamsUserId: string
  botId: string
}

export interface SignedIn {
  actor: Actor
  status: PersonStatus
  /** null: has never opened a chat with the bot */
  reference: ChatReference | null
}

export interface PeopleStore {
  find(tx: Tx, id: string): Promise<Person | null>
  many(tx: Tx, ids: readonly string[]): Promise<Person[]>
  /** How the directory knows these people. */
  directoryIds(
    tx: Tx,
    ids: readonly string[],
  ): Promise<{ id: string; tenantId: string; externalId: string }[]>
  byExternalId(tx: Tx, tenantId: string, externalId: string): Promise<Person | null>
  ofTenant(tx: Tx, tenantId: string): Promise<Person[]>
  insert(tx: Tx, person: Person, externalId: string, now: Date): Promise<void>
  update(
    tx: Tx,
    id: string,
    change: {
      name?: string
      profession?: Profession
      institutionId?: string
      language?: Language
      status?: PersonStatus
    },
  ): Promise<void>
  /** When they want their digest (R-ACT-6); nobody's own choice where they are not there. */
  rhythm(tx: Tx, id: string): Promise<Rhythm>
  setRhythm(tx: Tx, id: string, rhythm: Rhythm): Promise<void>
  /** Those of them who have stopped their reminders. */
  silent(tx: Tx, ids: readonly string[]): Promise<string[]>
  /** Somebody with all that a turn needs to know of them; null when never seen. */
  signedIn(
    tx: Tx,
    who: { personId: string } | { tenantId: string; externalId: string },
  ): Promise<SignedIn | null>

  reference(tx: Tx, personId: string): Promise<(ChatReference & { updatedAt: Date }) | null>
  putReference(tx: Tx, personId: string, reference: ChatReference, now: Date): Promise<void>
  dropReference(tx: Tx, personId: string): Promise<void>

  institution(tx: Tx, id: string): Promise<Institution | null>
  institutionByName(tx: Tx, tenantId: string, name: string): Promise<Institution | null>
  institutions(tx: Tx, tenantId: string): Promise<Institution[]>
  insertInstitution(tx: Tx, institution: Institution, now: Date): Promise<void>

  absences(tx: Tx, personIds: readonly string[], fromDay: string): Promise<Absence[]>
  insertAbsence(tx: Tx, absence: Absence): Promise<void>
  deleteAbsence(tx: Tx, id: string, personId: string): Promise<boolean>

  putGroup(
    tx: Tx,
    group: { id: string; tenantId: string; kind: string; serviceUrl: string },
    memberIds: readonly string[],
    now: Date,
  ): Promise<void>
  /** People who share a group chat or channel of the bot with this person. */
  groupmates(tx: Tx, personId: string): Promise<string[]>
  groupMembers(tx: Tx, conversationId: string): Promise<string[]>
}
