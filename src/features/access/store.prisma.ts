import { clientOf } from '../../shared/database.prisma.ts'
import type { AccessStore } from './store.ts'

export function createAccessStore(): AccessStore {
  return {
    async sendings(tx, itemIds) {
      const where = { agendaItemId: { in: [...itemIds] } }
      const receipts = await clientOf(tx).formReceipt.findMany({ where })
      const stopped = await clientOf(tx).stoppedForm.findMany({ where, orderBy: { at: 'asc' } })
      const deliveries = await clientOf(tx).delivery.findMany({
        where: { id: { in: [...receipts, ...stopped].map(({ deliveryId }) => deliveryId) } },
        select: { id: true, sentAt: true },
      })
      const sentAt = new Map(deliveries.map(one => [one.id, one.sentAt]))
      const keyOf = (row: {
        agendaItemId: string
        contributorId: string
        personId: string
        formVersion: number
        deliveryId: string
      }) => ({
        itemId: row.agendaItemId,
        contributorId: row.contributorId,
        version: row.formVersion,
        personId: row.personId,
        sentAt: sentAt.get(row.deliveryId) ?? null,
      })
      return [
        ...receipts.map(row => ({ ...keyOf(row), openedAt: row.openedAt, late: row.late, stopped: null })),
        ...stopped.map(row => ({
          ...keyOf(row),
          // Its message went on with what else it brought: this left only if it was being sent just then.
          sentAt: row.underWay ? (sentAt.get(row.deliveryId) ?? null) : null,
          openedAt: null,
          late: false,
          stopped: { why: row.why, at: row.at, underWay: row.underWay },
        })),
      ]
    },
    async invited(tx, itemIds) {
      const rows = await clientOf(tx).meetingGuest.findMany({
        where: { agendaItemId: { in: [...itemIds] } },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(({ agendaItemId, personId, createdAt }) => ({
        itemId: agendaItemId,
        personId,
        since: createdAt,
      }))
    },
    trail: (tx, childId) =>
      clientOf(tx).auditEvent.findMany({
        where: { childId },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
        select: { at: true, actorId: true, action: true, subjectId: true, reason: true },
      }),
  }
}
