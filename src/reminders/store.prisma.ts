import { clientOf } from '../shared/database.prisma.ts'
import type { Ids } from '../shared/ids.ts'
import { alarmingAttempts, longestBackOffSeconds } from './model.ts'
import type { ReminderStore } from './store.ts'

const dayMs = 24 * 3_600_000
const longestBackOffMs = longestBackOffSeconds * 1000

// By id alone, wherever there is one: given the status too, SQLite may take that index and walk through all that is
// planned. What the ids stand for has been read in the same transaction, and nobody writes in between.
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
        await clientOf(tx).reminder.updateMany({
          where: { id: row.id },
          data: {
            status: 'planned',
            dueAt: wish.dueAt,
            putOff: false,
            dueSince: null,
            attempts: 0,
            endedAt: null,
          },
        })
      }
    },

    async reschedule(tx, id, dueAt) {
      await clientOf(tx).reminder.updateMany({
        where: { id },
        data: { dueAt, putOff: false, dueSince: null },
      })
    },

    async putOff(tx, due, until) {
      for (const { id, dueAt, dueSince } of due) {
        const data = { dueAt: until, putOff: true, dueSince: dueSince ?? dueAt }
        await clientOf(tx).reminder.updateMany({ where: { id }, data })
      }
    },

    async recall(tx, personId, rhythm, now) {
      await clientOf(tx).reminder.updateMany({
        where: { recipientId: personId, putOff: true, status: 'planned' },
        // The moment that it was given was for how things were: it is given another one.
        data: { dueAt: now, putOff: false, ...(rhythm === 'new' && { dueSince: null }) },
      })
    },

    async cancel(tx, list, now) {
      await clientOf(tx).reminder.updateMany({
        where: { id: { in: [...list] } },
        data: { status: 'cancelled', endedAt: now },
      })
    },

    async lapse(tx, scope) {
      await clientOf(tx).reminder.updateMany({
        where: { scope, status: 'done' },
        data: { status: 'cancelled' },
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

    async stillDue(tx, list, now) {
      const rows = await clientOf(tx).reminder.findMany({
        where: { id: { in: [...list] } },
        select: { id: true, status: true, dueAt: true },
      })
      const due = rows.filter(row => row.status === 'planned' && row.dueAt.getTime() <= now.getTime())
      return new Set(due.map(row => row.id))
    },

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
      await clientOf(tx).reminder.updateMany({
        where: { id },
        data: { dueAt, attempts, leaseUntil: null },
      })
    },

    async fail(tx, id, now) {
      await clientOf(tx).reminder.updateMany({
        where: { id },
        data: { status: 'failed', endedAt: now, leaseUntil: null },
      })
    },

    async forget(tx, subjectIds) {
      await clientOf(tx).reminder.deleteMany({ where: { subjectId: { in: [...subjectIds] } } })
    },

    async nextDueAt(tx) {
      const { reminder, delivery } = clientOf(tx)
      const first = { orderBy: { dueAt: 'asc' }, select: { dueAt: true } } as const
      const held = { leaseUntil: { not: null } } as const
      const firstHeld = { orderBy: { leaseUntil: 'asc' }, select: { dueAt: true, leaseUntil: true } } as const
      const [planned, pending, leased, sending] = await Promise.all([
        reminder.findFirst({ where: { status: 'planned', leaseUntil: null }, ...first }),
        delivery.findFirst({ where: { status: 'pending' }, ...first }),
        reminder.findFirst({ where: { status: 'planned', ...held }, ...firstHeld }),
        delivery.findFirst({ where: { status: 'sending', ...held }, ...firstHeld }),
      ])
      return earliest([planned?.dueAt, pending?.dueAt, takenUpAt(leased), takenUpAt(sending)])
    },

    async backlog(tx, now) {
      const first = { orderBy: { dueAt: 'asc' }, select: { dueAt: true } } as const
      const due = { lte: now }
      // A repetition is due within the hour, so that these are counted without looking at all that is planned.
      const soon = { lte: new Date(now.getTime() + longestBackOffMs) }
      const stubborn = { gte: alarmingAttempts }
      const lately = { gte: new Date(now.getTime() - dayMs) }
      const { reminder, delivery } = clientOf(tx)
      const [
        oldestReminder,
        oldestDelivery,
        reminders,
        deliveries,
        failedReminders,
        failedDeliveries,
        dueNow,
      ] = await Promise.all([
        reminder.findFirst({ where: { status: 'planned', dueAt: due }, ...first }),
        // Since when it has been due: what is tried again waits all the same.
        delivery.findFirst({
          where: { status: { in: ['pending', 'sending'] }, dueSince: due },
          orderBy: { dueSince: 'asc' },
          select: { dueSince: true },
        }),
        reminder.count({ where: { status: 'planned', dueAt: soon, attempts: stubborn } }),
        delivery.count({ where: { status: 'pending', attempts: stubborn } }),
        reminder.count({ where: { status: 'failed', dueAt: lately } }),
        delivery.count({ where: { status: 'failed', dueAt: lately } }),
        delivery.count({ where: { status: 'pending', dueAt: due } }),
      ])
      return {
        oldestDueAt: earliest([oldestReminder?.dueAt, oldestDelivery?.dueSince]),
        due: dueNow,
        retrying: reminders + deliveries,
        failed: failedReminders + failedDeliveries,
      }
    },
  }
}

/** When somebody else may take up what a process held that has died since. */
function takenUpAt(row: { dueAt: Date; leaseUntil: Date | null } | null): Date | undefined {
  if (!row?.leaseUntil) return row?.dueAt
  return new Date(Math.max(row.dueAt.getTime(), row.leaseUntil.getTime() + 1))
}

function earliest(times: readonly (Date | undefined)[]): Date | null {
  const known = times.filter(time => time !== undefined).map(time => time.getTime())
  return known.length === 0 ? null : new Date(Math.min(...known))
}
