import type { AuditTrail } from '../../shared/audit.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Transactions } from '../../shared/transaction.ts'

/** The append-only record (R-SEC-4). Of a read, it is written before the content is returned. */
export function createAuditTrail(db: Transactions): AuditTrail {
  return {
    async record(tx, at, event) {
      const data = { ...event, childId: event.childId ?? null, at }
      if (tx === db.reader) await db.write(own => clientOf(own).auditEvent.create({ data }))
      else await clientOf(tx).auditEvent.create({ data })
    },
  }
}
