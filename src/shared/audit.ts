import type { Tx } from './transaction.ts'

/** Something that was done to, or read of, the municipality's data (R-SEC-4). */
export interface AuditEvent {
  tenantId: string
  /** null: the bot itself, e.g. the distribution at the deadline */
  actorId: string | null
  /** what was done, e.g. `form.read` */
  action: string
  subjectType: string
  subjectId: string
  /** whose content it was, when it was about a child */
  childId?: string | null
  /** why it was allowed, e.g. `coordinator`, `consent:<id>`, `author` */
  reason: string
}

/** The append-only record. Written in the transaction of the change; before the content of a read is returned. */
export interface AuditTrail {
  /** Several events of one turn are saved together, which costs no more than one. */
  record(tx: Tx, at: Date, ...events: AuditEvent[]): Promise<void>
}
