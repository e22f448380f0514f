import type { Prisma } from '../../prisma/generated/client.ts'
import { clientOf } from '../shared/database.prisma.ts'
import type { Ids } from '../shared/ids.ts'
import type { Tx } from '../shared/transaction.ts'
import { type Delivery, leaseMs } from './model.ts'
import { nextTurn } from './pace.ts'
import type { DeliveryStore } from './store.ts'

/** Queued, and to be sent yet: now, or when the person can be reached. */
const unsent = ['pending', 'waiting', 'unreachable'] as const

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
  tenantId: row.tenantId,
  detail: JSON.parse(row.detail) as unknown,
  dueSince: row.dueSince,
  attempts: row.attempts,
  tryingSince: row.tryingSince,
  unsureAt: row.unsureAt,
  late: row.late,
})

/**
 * The process died that had it. A lease that reaches much further than one does was given before the clock went back;
 * much, because processes ask with the time that it was for them when they began to wait for the database.
 */
const leaseOver = (now: Date) => ({
  status: 'sending',
  OR: [{ leaseUntil: { lt: now } }, { leaseUntil: { gt: new Date(now.getTime() + 10 * leaseMs) } }],
})

const hourMs = 3_600_000
const notTouchedLately = (id: string, recipientId: string, now: Date) => ({
  id,
  recipientId,
  OR: [{ touchedAt: null }, { touchedAt: { lt: new Date(now.getTime() - hourMs) } }],
})

const tenantPlace = (tenantId: string) => `tenant:${tenantId}`
const personPlace = (personId: string) => `person:${personId}`

/** @param tenantOf the municipality of a person; '' for somebody who is gone */
export function createDeliveryStore(
  ids: Ids,
  tenantOf: (tx: Tx, personId: string) => Promise<string>,
): DeliveryStore {
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
        tenantId: await tenantOf(tx, wish.recipientId),
        detail: JSON.stringify(wish.detail ?? null),
        status: 'pending',
        dueAt: now,
        dueSince: now,
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
      const { delivery } = clientOf(tx)
      const where = { status: 'pending', dueAt: { lte: now } } as const
      const tenants = await delivery.groupBy({ by: ['tenantId'], where })
      const rows = await Promise.all(
        tenants.map(({ tenantId }) =>
          delivery.findMany({
            where: { ...where, tenantId },
            orderBy: [{ dueAt: 'asc' }, { createdAt: 'asc' }],
            take: limit,
            select: { id: true, recipientId: true, tenantId: true, dueAt: true, createdAt: true },
          }),
        ),
      )
      return rows
        .flat()
        .toSorted(
          (a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.createdAt.getTime() - b.createdAt.getTime(),
        )
    },

    dueTo: (tx, personId, now) =>
      clientOf(tx).delivery.findFirst({
        where: { recipientId: personId, status: 'pending', dueAt: { lte: now } },
        orderBy: [{ dueAt: 'asc' }, { createdAt: 'asc' }],
        select: { id: true, recipientId: true, tenantId: true },
      }),

    async stillDue(tx, id, now) {
      const row = await clientOf(tx).delivery.findUnique({
        where: { id },
        select: { status: true, dueAt: true },
      })
      return row?.status === 'pending' && row.dueAt <= now
    },

    async turn(tx, { tenantId, recipientId }, now) {
      const { sendPace } = clientOf(tx)
      const places = { tenant: tenantPlace(tenantId), conversation: personPlace(recipientId) }
      const rows = await sendPace.findMany({ where: { id: { in: Object.values(places) } } })
      const of = (id: string) => rows.find(row => row.id === id) ?? { paidUntil: null, heldUntil: null }
      const { turn, kept } = nextTurn(of(places.tenant), of(places.conversation), now)
      if (kept)
        for (const [id, paidUntil] of [
          [places.tenant, kept.tenant],
          [places.conversation, kept.conversation],
        ] as const)
          await sendPace.upsert({ where: { id }, create: { id, paidUntil }, update: { paidUntil } })
      return turn
    },

    async hold(tx, personId, now, until) {
      const id = personPlace(personId)
      await clientOf(tx).sendPace.upsert({
        where: { id },
        create: { id, paidUntil: now, heldUntil: until },
        update: { heldUntil: until },
      })
    },

    async sendingTo(tx, personId, now) {
      const row = await clientOf(tx).delivery.findFirst({
        where: { recipientId: personId, status: 'sending', NOT: leaseOver(now) },
        orderBy: { leaseUntil: 'desc' },
        select: { leaseUntil: true },
      })
      return row?.leaseUntil ?? null
    },

    async putOff(tx, personId, now, until) {
      await clientOf(tx).delivery.updateMany({
        where: { recipientId: personId, status: 'pending', dueAt: { lte: now } },
        data: { dueAt: until },
      })
    },

    async claim(tx, id, now, until) {
      const { delivery, deliveryAttempt } = clientOf(tx)
      const { count } = await delivery.updateMany({
        where: { id, status: 'pending', dueAt: { lte: now } },
        // It is drawn after this, from what is so then, on a card of its own.
        data: {
          ...{ status: 'sending', leaseUntil: until, attempts: { increment: 1 } },
          ...{ changedAt: null, updateAt: null, carrierId: null },
        },
      })
      if (count === 0) return null
      const attemptId = ids.next()
      await deliveryAttempt.create({
        data: { id: attemptId, deliveryId: id, startedAt: now },
        select: { id: true },
      })
      return { ...toDelivery(await delivery.findUniqueOrThrow({ where: { id } })), attemptId }
    },

    async stranded(tx, now) {
      const rows = await clientOf(tx).delivery.findMany({ where: leaseOver(now) })
      return rows.map(toDelivery)
    },

    async known(tx, { deliveryId, attemptId }, now, { result, status }) {
      const data = { endedAt: now, result, status: status ?? null }
      const open = { deliveryId, result: null, ...(attemptId !== undefined && { id: attemptId }) }
      const { count } = await clientOf(tx).deliveryAttempt.updateMany({ where: open, data })
      return count > 0
    },

    async takeUp(tx, id, now) {
      const { count } = await clientOf(tx).delivery.updateMany({
        where: { id, ...leaseOver(now) },
        data: { leaseUntil: null },
      })
      return count > 0
    },

    async settle(tx, id, state) {
      const { count } = await clientOf(tx).delivery.updateMany({
        where: { id, status: { not: 'sent' } },
        data: { ...state, leaseUntil: null },
      })
      return count > 0
    },

    withheld: (tx, personId) =>
      clientOf(tx).delivery.findMany({
        where: { recipientId: personId, status: { in: ['waiting', 'unreachable'] } },
        orderBy: { createdAt: 'asc' },
        select: { id: true, kind: true },
      }),

    async find(tx, id) {
      const row = await clientOf(tx).delivery.findUnique({ where: { id } })
      if (!row) return null
      const { status, sentAt, openedAt, touchedAt } = row
      return { ...toDelivery(row), status, sentAt, openedAt, touchedAt }
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
      // What was to have left already, and was tried in vain, waits for something else.
      await clientOf(tx).delivery.updateMany({
        where: { recipientId: personId, status: 'pending', dueSince: { gt: now }, dueAt: { gt: now } },
        data: { dueAt: now, dueSince: now },
      })
    },

    async amend(tx, id, detail) {
      await clientOf(tx).delivery.updateMany({ where: { id }, data: { detail: JSON.stringify(detail) } })
    },

    async lastSent(tx, kind, subjectId, exceptId) {
      const row = await clientOf(tx).delivery.findFirst({
        where: {
          ...{ kind, subjectId, status: { in: ['sending', 'sent'] } },
          ...(exceptId !== undefined && { id: { not: exceptId } }),
        },
        orderBy: { createdAt: 'desc' },
        select: { leaseUntil: true, sentAt: true },
      })
      return row && (row.sentAt ?? row.leaseUntil)
    },

    async markOpened(tx, id, now) {
      await clientOf(tx).delivery.updateMany({ where: { id, openedAt: null }, data: { openedAt: now } })
    },

    async touch(tx, id, personId, now) {
      const { count } = await clientOf(tx).delivery.updateMany({
        where: notTouchedLately(id, personId, now),
        data: { touchedAt: now },
      })
      return count > 0
    },

    async untouched(tx, id, personId, now) {
      const where = notTouchedLately(id, personId, now)
      return (await clientOf(tx).delivery.findFirst({ where, select: { id: true } })) !== null
    },

    async changed(tx, subjectId, now, kinds) {
      const { delivery } = clientOf(tx)
      const rows = await delivery.findMany({
        where: { subjectId, ...(kinds && { kind: { in: [...kinds] } }) },
        select: { id: true, carrierId: true },
      })
      await delivery.updateMany({
        // Also what leaves just now: it was perhaps drawn before.
        where: {
          id: { in: rows.map(({ id, carrierId }) => carrierId ?? id) },
          status: { in: ['pending', 'sending', 'sent'] },
        },
        data: { changedAt: now, updateAt: now },
      })
    },

    async carriedBy(tx, id) {
      const rows = await clientOf(tx).delivery.findMany({
        where: { carrierId: id },
        orderBy: { createdAt: 'desc' },
      })
      return rows.map(toDelivery)
    },

    async outdated(tx, now, limit) {
      const rows = await clientOf(tx).delivery.findMany({
        where: { updateAt: { lte: now }, status: 'sent', activityId: { not: null } },
        orderBy: { updateAt: 'asc' },
        take: limit,
      })
      return rows.flatMap(row => {
        const { activityId, conversationId, changedAt } = row
        return activityId && conversationId && changedAt
          ? [{ delivery: toDelivery(row), activityId, conversationId, changedAt }]
          : []
      })
    },

    async takeUpdate(tx, { delivery: { id } }, now, until) {
      const { count } = await clientOf(tx).delivery.updateMany({
        where: { id, updateAt: { lte: now } },
        data: { updateAt: until },
      })
      return count > 0
    },

    async updated(tx, { delivery: { id }, changedAt }, next) {
      await clientOf(tx).delivery.updateMany({
        where: { id, changedAt },
        data: { updateAt: next, ...(next === null && { changedAt: null }) },
      })
    },

    async forget(tx, subjectIds) {
      const { delivery, deliveryAttempt } = clientOf(tx)
      const where = { subjectId: { in: [...subjectIds] } }
      const gone = await delivery.findMany({ where, select: { id: true } })
      await deliveryAttempt.deleteMany({ where: { deliveryId: { in: gone.map(({ id }) => id) } } })
      await delivery.deleteMany({ where })
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
