import { clientOf } from '../shared/database.prisma.ts'
import type { Tx } from '../shared/transaction.ts'
import type { GivenUpStore } from './store.ts'

const failed = { status: 'failed' } as const

/** Whether the message that says this one's too is among them: it is told by that one. */
const carriedAmong = (rows: readonly { id: string }[], { carrierId }: { carrierId: string | null }) =>
  carrierId !== null && rows.some(({ id }) => id === carrierId)

/** Messages, with what Teams said the last time. */
export const givenUpMessages: GivenUpStore = {
  async list(tx) {
    const { delivery, deliveryAttempt } = clientOf(tx)
    const all = await delivery.findMany({ where: failed, orderBy: { dueAt: 'asc' } })
    const rows = all.filter(one => !carriedAmong(all, one))
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
    const { delivery } = clientOf(tx)
    const rows = await delivery.findMany({ where: { id: { in: [...ids] }, ...failed } })
    const { count } = await delivery.updateMany({
      where: { id: { in: rows.filter(one => !carriedAmong(rows, one)).map(({ id }) => id) }, ...failed },
      data: {
        ...{ status: 'pending', dueAt: now, dueSince: now, attempts: 0, tryingSince: null },
        carrierId: null,
      },
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
