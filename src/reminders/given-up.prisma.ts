import { clientOf } from '../shared/database.prisma.ts'
import type { Tx } from '../shared/transaction.ts'
import type { GivenUpStore } from './store.ts'

const failed = { status: 'failed' } as const

/** Messages, with what Teams said the last time. */
export const givenUpMessages: GivenUpStore = {
  async list(tx) {
    const { delivery, deliveryAttempt } = clientOf(tx)
    const rows = await delivery.findMany({ where: failed, orderBy: { dueAt: 'asc' } })
    const attempts = await deliveryAttempt.findMany({
      where: { deliveryId: { in: rows.map(({ id }) => id) }, result: { not: null } },
      orderBy: { startedAt: 'asc' },
    })
    const last = new Map(attempts.map(one => [one.deliveryId, one]))
    return rows.map(({ id, kind, tenantId, recipientId, dueAt, attempts }) => {
      const { result, status } = last.get(id) ?? { result: null, status: null }
      return {
        what: 'message' as const,
        id,
        kind,
        tenantId,
        personId: recipientId,
        at: dueAt,
        attempts,
        last: result && [result, status].filter(part => part !== null).join(' '),
      }
    })
  },

  async again(tx, ids, now) {
    const { count } = await clientOf(tx).delivery.updateMany({
      where: { id: { in: [...ids] }, ...failed },
      data: { status: 'pending', dueAt: now, dueSince: now, attempts: 0, tryingSince: null },
    })
    return count
  },
}

/** @param tenantOf the municipality of a person; '' for somebody who is gone */
export const givenUpReminders = (tenantOf: (tx: Tx, personId: string) => Promise<string>): GivenUpStore => ({
  async list(tx) {
    const rows = await clientOf(tx).reminder.findMany({ where: failed, orderBy: { endedAt: 'asc' } })
    return Promise.all(
      rows.map(async ({ id, kind, recipientId, endedAt, dueAt, attempts }) => ({
        what: 'reminder' as const,
        id,
        kind,
        tenantId: recipientId === '' ? '' : await tenantOf(tx, recipientId),
        personId: recipientId,
        at: endedAt ?? dueAt,
        attempts,
        last: null,
      })),
    )
  },

  async again(tx, ids, now) {
    const { count } = await clientOf(tx).reminder.updateMany({
      where: { id: { in: [...ids] }, ...failed },
      data: { status: 'planned', dueAt: now, attempts: 0, endedAt: null },
    })
    return count
  },
})
