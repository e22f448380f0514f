import type { Prisma } from '../../prisma/generated/client.ts'
import { clientOf } from '../shared/database.prisma.ts'
import type { Ids } from '../shared/ids.ts'
import { alarmingAttempts, type Delivery, longestBackOffSeconds } from './model.ts'
import type { DeliveryStore, ReminderStore } from './store.ts'

const dayMs = 24 * 3_600_000
const longestBackOffMs = longestBackOffSeconds * 1000

/** Queued, and to be sent yet: now, or when the person can be reached. */
const unsent = ['pending', 'waiting', 'unreachable'] as const

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
      const [oldestReminder, oldestDelivery, reminders, deliveries, failedReminders, failedDeliveries] =
        await Promise.all([
          reminder.findFirst({ where: { status: 'planned', dueAt: due }, ...first }),
          delivery.findFirst({ where: { status: 'pending', dueAt: due }, ...first }),
          reminder.count({ where: { status: 'planned', dueAt: soon, attempts: stubborn } }),
          delivery.count({ where: { status: 'pending', attempts: stubborn } }),
          reminder.count({ where: { status: 'failed', dueAt: lately } }),
          delivery.count({ where: { status: 'failed', dueAt: lately } }),
        ])
      return {
        oldestDueAt: earliest([oldestReminder?.dueAt, oldestDelivery?.dueAt]),
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

/** A message's detail without the entries of its lists that name the subject: it stands for the others alone. */
function withoutSubject(detail: unknown, subjectId: string): unknown {
  if (detail === null || typeof detail !== 'object') return detail
  if (Array.isArray(detail))
    return detail
      .filter(one => one !== subjectId && !(isRecord(one) && Object.values(one).includes(subjectId)))
      .map(one => withoutSubject(one, subjectId))
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [name, withoutSubject(value, subjectId)]),
  )
}
const isRecord = (value: unknown): value is object => value !== null && typeof value === 'object'

type DeliveryRow = Prisma.DeliveryGetPayload<object>

const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  key: row.key,
  kind: row.kind,
  subjectId: row.subjectId,
  recipientId: row.recipientId,
  detail: JSON.parse(row.detail) as unknown,
  attempts: row.attempts,
  tryingSince: row.tryingSince,
  unsureAt: row.unsureAt,
  late: row.late,
})

export function createDeliveryStore(ids: Ids): DeliveryStore {
  return {
    async insert(tx, wish, now) {
      const known = await clientOf(tx).delivery.findUnique({
        where: { key: wish.key },
        select: { id: true, status: true },
      })
      if (known && known.status !== 'obsolete') return false
      const data = {
        key: wish.key,
        kind: wish.kind,
        subjectId: wish.subjectId,
        recipientId: wish.recipientId,
        detail: JSON.stringify(wish.detail ?? null),
        status: 'pending',
        dueAt: now,
        attempts: 0,
        tryingSince: null,
        unsureAt: null,
        late: wish.late ?? false,
        createdAt: now,
      }
      if (known) await clientOf(tx).delivery.updateMany({ where: { id: known.id }, data })
      else await clientOf(tx).delivery.create({ data: { ...data, id: ids.next() }, select: { id: true } })
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
      return count === 1 ? toDelivery(await clientOf(tx).delivery.findUniqueOrThrow({ where: { id } })) : null
    },

    async stranded(tx, now) {
      const rows = await clientOf(tx).delivery.findMany({
        where: { status: 'sending', leaseUntil: { lt: now } },
      })
      return rows.map(toDelivery)
    },

    async settle(tx, id, state) {
      await clientOf(tx).delivery.updateMany({ where: { id }, data: { ...state, leaseUntil: null } })
    },

    withheld: (tx, personId) =>
      clientOf(tx).delivery.findMany({
        where: { recipientId: personId, status: { in: ['waiting', 'unreachable'] } },
        orderBy: { createdAt: 'asc' },
        select: { id: true, kind: true },
      }),

    async find(tx, id) {
      const row = await clientOf(tx).delivery.findUnique({ where: { id } })
      return row && { ...toDelivery(row), status: row.status, sentAt: row.sentAt, openedAt: row.openedAt }
    },

    async unsent(tx, kind, subjectId) {
      const row = await clientOf(tx).delivery.findFirst({
        where: { kind, subjectId, status: { in: [...unsent] } },
        select: { id: true, detail: true },
      })
      return row && { id: row.id, detail: JSON.parse(row.detail) as unknown }
    },

    unsentTo: (tx, kind, personId) =>
      clientOf(tx).delivery.findMany({
        where: { recipientId: personId, kind, status: { in: [...unsent, 'bundled'] } },
        orderBy: { createdAt: 'asc' },
        select: { id: true, subjectId: true },
      }),

    async recall(tx, personId, now) {
      // One that has been tried in vain waits for something else.
      await clientOf(tx).delivery.updateMany({
        where: { recipientId: personId, status: 'pending', attempts: 0, dueAt: { gt: now } },
        data: { dueAt: now },
      })
    },

    async amend(tx, id, detail) {
      await clientOf(tx).delivery.updateMany({ where: { id }, data: { detail: JSON.stringify(detail) } })
    },

    async lastSent(tx, kind, subjectId) {
      const row = await clientOf(tx).delivery.findFirst({
        where: { kind, subjectId, status: { in: ['sending', 'sent'] } },
        orderBy: { createdAt: 'desc' },
        select: { leaseUntil: true, sentAt: true },
      })
      return row && (row.sentAt ?? row.leaseUntil)
    },

    async markOpened(tx, id, now) {
      await clientOf(tx).delivery.updateMany({ where: { id, openedAt: null }, data: { openedAt: now } })
    },

    async forget(tx, subjectIds) {
      await clientOf(tx).delivery.deleteMany({ where: { subjectId: { in: [...subjectIds] } } })
      for (const subjectId of subjectIds) {
        const mentioning = await clientOf(tx).delivery.findMany({
          where: { detail: { contains: subjectId } },
          select: { id: true, detail: true },
        })
        for (const { id, detail } of mentioning) {
          const rest = withoutSubject(JSON.parse(detail), subjectId)
          await clientOf(tx).delivery.updateMany({ where: { id }, data: { detail: JSON.stringify(rest) } })
        }
      }
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
