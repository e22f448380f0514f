import type { Prisma } from '../../prisma/generated/client.ts'
import { clientOf } from '../shared/database.prisma.ts'
import { type Day, parseDay } from '../shared/day.ts'
import type { Ids } from '../shared/ids.ts'
import type { Delivery } from './model.ts'
import type { DeliveryStore, ReminderStore } from './store.ts'

export function createReminderStore(ids: Ids): ReminderStore {
  return {
    planned: (tx, scope) => clientOf(tx).reminder.findMany({ where: { scope, status: 'planned' } }),

    async insert(tx, scope, wishes, now) {
      const known = await clientOf(tx).reminder.findMany({
        where: { key: { in: wishes.map(wish => wish.key) } },
        select: { id: true, key: true, status: true },
      })
      const byKey = new Map(known.map(row => [row.key, row]))
      const fresh = wishes.filter(wish => !byKey.has(wish.key))
      if (fresh.length > 0) {
        await clientOf(tx).reminder.createMany({
          data: fresh.map(wish => ({ ...wish, id: ids.next(), scope, status: 'planned', createdAt: now })),
        })
      }
      // Cancelled and wanted again (a change that was undone): the same key comes back to life, once.
      for (const wish of wishes) {
        const row = byKey.get(wish.key)
        if (row?.status !== 'cancelled') continue
        await clientOf(tx).reminder.update({
          where: { id: row.id },
          data: { status: 'planned', dueAt: wish.dueAt, endedAt: null },
        })
      }
    },

    async reschedule(tx, id, dueAt) {
      await clientOf(tx).reminder.update({ where: { id }, data: { dueAt } })
    },

    async cancel(tx, list, now) {
      await clientOf(tx).reminder.updateMany({
        where: { id: { in: [...list] }, status: 'planned' },
        data: { status: 'cancelled', endedAt: now },
      })
    },

    due: (tx, now, limit) =>
      clientOf(tx).reminder.findMany({
        where: {
          status: 'planned',
          dueAt: { lte: now },
          OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
        },
        orderBy: { dueAt: 'asc' },
        take: limit,
      }),

    async lease(tx, id, now, until) {
      const { count } = await clientOf(tx).reminder.updateMany({
        where: {
          id,
          status: 'planned',
          dueAt: { lte: now },
          OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
        },
        data: { leaseUntil: until },
      })
      return count === 1
    },

    async finish(tx, list, now) {
      await clientOf(tx).reminder.updateMany({
        where: { id: { in: [...list] } },
        data: { status: 'done', endedAt: now, leaseUntil: null },
      })
    },

    async postpone(tx, id, dueAt, attempts) {
      await clientOf(tx).reminder.update({ where: { id }, data: { dueAt, attempts, leaseUntil: null } })
    },

    async fail(tx, id, now) {
      await clientOf(tx).reminder.update({ where: { id }, data: { status: 'failed', endedAt: now } })
    },

    async nextDueAt(tx) {
      const first = { orderBy: { dueAt: 'asc' }, select: { dueAt: true } } as const
      const [reminder, delivery] = await Promise.all([
        clientOf(tx).reminder.findFirst({ where: { status: 'planned' }, ...first }),
        clientOf(tx).delivery.findFirst({ where: { status: 'pending' }, ...first }),
      ])
      const times = [reminder?.dueAt, delivery?.dueAt].filter(time => time !== undefined)
      return times.length === 0 ? null : new Date(Math.min(...times.map(time => time.getTime())))
    },

    async backlog(tx, now) {
      const first = { orderBy: { dueAt: 'asc' }, select: { dueAt: true } } as const
      const [reminder, delivery, failedReminders, failedDeliveries] = await Promise.all([
        clientOf(tx).reminder.findFirst({ where: { status: 'planned', dueAt: { lte: now } }, ...first }),
        clientOf(tx).delivery.findFirst({ where: { status: 'pending', dueAt: { lte: now } }, ...first }),
        clientOf(tx).reminder.count({ where: { status: 'failed' } }),
        clientOf(tx).delivery.count({ where: { status: 'failed' } }),
      ])
      const times = [reminder?.dueAt, delivery?.dueAt].filter(time => time !== undefined)
      return {
        oldestDueAt: times.length === 0 ? null : new Date(Math.min(...times.map(time => time.getTime()))),
        failed: failedReminders + failedDeliveries,
      }
    },
  }
}

type DeliveryRow = Prisma.DeliveryGetPayload<object>

const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  key: row.key,
  kind: row.kind,
  subjectId: row.subjectId,
  recipientId: row.recipientId,
  detail: JSON.parse(row.detail) as unknown,
  attempts: row.attempts,
  late: row.late,
  createdAt: row.createdAt,
})

export function createDeliveryStore(ids: Ids): DeliveryStore {
  return {
    async insert(tx, wish, now) {
      const known = await clientOf(tx).delivery.findUnique({ where: { key: wish.key }, select: { id: true } })
      if (known) return false
      await clientOf(tx).delivery.create({
        data: {
          id: ids.next(),
          key: wish.key,
          kind: wish.kind,
          subjectId: wish.subjectId,
          recipientId: wish.recipientId,
          detail: JSON.stringify(wish.detail ?? null),
          status: 'pending',
          dueAt: now,
          late: wish.late ?? false,
          createdAt: now,
        },
      })
      return true
    },

    async due(tx, now, limit) {
      const rows = await clientOf(tx).delivery.findMany({
        where: { status: 'pending', dueAt: { lte: now } },
        orderBy: [{ dueAt: 'asc' }, { createdAt: 'asc' }],
        take: limit,
      })
      return rows.map(toDelivery)
    },

    async claim(tx, id, now, until) {
      const { count } = await clientOf(tx).delivery.updateMany({
        where: { id, status: 'pending', dueAt: { lte: now } },
        data: { status: 'sending', leaseUntil: until, attempts: { increment: 1 } },
      })
      return count === 1
    },

    async stranded(tx, now) {
      const rows = await clientOf(tx).delivery.findMany({
        where: { status: 'sending', leaseUntil: { lt: now } },
      })
      return rows.map(toDelivery)
    },

    async settle(tx, id, state) {
      await clientOf(tx).delivery.update({ where: { id }, data: { ...state, leaseUntil: null } })
    },

    async wake(tx, personId, now) {
      const { count } = await clientOf(tx).delivery.updateMany({
        where: { recipientId: personId, status: 'waiting' },
        data: { status: 'pending', dueAt: now },
      })
      return count
    },

    async find(tx, id) {
      const row = await clientOf(tx).delivery.findUnique({ where: { id } })
      return row && { ...toDelivery(row), status: row.status, sentAt: row.sentAt, openedAt: row.openedAt }
    },

    async lastDigest(tx, personId): Promise<Day | null> {
      const row = await clientOf(tx).delivery.findFirst({
        where: { kind: 'digest', subjectId: personId },
        orderBy: { createdAt: 'desc' },
        select: { detail: true },
      })
      if (!row) return null
      const detail = JSON.parse(row.detail) as { day?: string }
      return detail.day ? parseDay(detail.day) : null
    },

    async markOpened(tx, id, now) {
      await clientOf(tx).delivery.updateMany({ where: { id, openedAt: null }, data: { openedAt: now } })
    },

    async evidence(tx, kind, subjectId) {
      const rows = await clientOf(tx).delivery.findMany({
        where: { kind, subjectId },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(row => ({
        id: row.id,
        recipientId: row.recipientId,
        status: row.status,
        late: row.late,
        sentAt: row.sentAt,
        openedAt: row.openedAt,
        detail: JSON.parse(row.detail) as unknown,
      }))
    },
  }
}
