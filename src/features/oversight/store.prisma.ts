import type { AuditTrail } from '../../shared/audit.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Transactions, Tx } from '../../shared/transaction.ts'

/** The append-only record (R-SEC-4). Of a read, it is written before the content is returned. */
export function createAuditTrail(db: Transactions): AuditTrail {
  return {
    async record(tx, at, ...events) {
      if (events.length === 0) return
      // One by one: Prisma plans a createMany anew each time, which takes longer than all of them.
      const insert = async (own: Tx) => {
        for (const event of events)
          await clientOf(own).auditEvent.create({
            data: { ...event, childId: event.childId ?? null, at },
            select: { id: true },
          })
      }
      if (tx === db.reader) await db.write(insert)
      else await insert(tx)
    },
  }
}
