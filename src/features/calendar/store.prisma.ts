import type { CalendarEntry as EntryRow } from '../../../prisma/generated/client.ts'
import { alarmingAttempts } from '../../reminders/model.ts'
import type { GivenUpStore } from '../../reminders/store.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Entry, EntryState, EntryStatus } from './model.ts'
import type { CalendarStore } from './store.ts'

const dayMs = 24 * 3_600_000

/** What is to be done now or again. */
const open = ['pending', 'noMailbox'] as const

const toEntry = ({ startAt, endAt, place, createdAt: _, ...row }: EntryRow): Entry => ({
  ...row,
  status: row.status as EntryStatus,
  shown: startAt && endAt ? { startAt, endAt, place: place ?? '' } : null,
})

const toRow = ({ shown, ...state }: EntryState) => ({
  ...state,
  startAt: shown?.startAt ?? null,
  endAt: shown?.endAt ?? null,
  place: shown?.place ?? null,
})

const unleased = (now: Date) => ({ OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] })

export function createCalendarStore(ids: Ids): CalendarStore {
  return {
    async ofMeeting(tx, meetingId) {
      return (await clientOf(tx).calendarEntry.findMany({ where: { meetingId } })).map(toEntry)
    },
    async find(tx, meetingId, personId) {
      const where = { meetingId_personId: { meetingId, personId } }
      const row = await clientOf(tx).calendarEntry.findUnique({ where })
      return row && toEntry(row)
    },
    async unreachable(tx, personIds) {
      const rows = await clientOf(tx).calendarEntry.findMany({
        where: { personId: { in: [...personIds] }, status: 'noMailbox' },
        select: { personId: true },
      })
      return new Set(rows.map(row => row.personId))
    },
    async insert(tx, entry, now) {
      await clientOf(tx).calendarEntry.create({
        data: { ...entry, id: ids.next(), dueAt: now, createdAt: now },
      })
    },
    async touch(tx, { id, status, attempts, leaseUntil }, now) {
      const waits = leaseUntil !== null || (status === 'pending' && attempts > 0)
      const next = status === 'noMailbox' ? status : 'pending'
      const anew = { status: next, dueAt: now, attempts: 0, tryingSince: null }
      await clientOf(tx).calendarEntry.update({
        where: { id },
        data: { revision: { increment: 1 }, ...(waits ? {} : anew) },
      })
    },

    async due(tx, now, limit) {
      const rows = await clientOf(tx).calendarEntry.findMany({
        where: { status: { in: [...open] }, dueAt: { lte: now }, ...unleased(now) },
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
        take: limit,
        select: { id: true },
      })
      return rows.map(row => row.id)
    },
    async claim(tx, id, now, until) {
      const { count } = await clientOf(tx).calendarEntry.updateMany({
        where: { id, status: { in: [...open] }, dueAt: { lte: now }, ...unleased(now) },
        data: { leaseUntil: until, attempts: { increment: 1 } },
      })
      if (count === 0) return null
      return toEntry(await clientOf(tx).calendarEntry.findUniqueOrThrow({ where: { id } }))
    },
    async unsure(tx, id, step, now) {
      const nothingKnown = { startAt: null, endAt: null, place: null }
      const data = step === 'create' ? { unsureSince: now } : nothingKnown
      await clientOf(tx).calendarEntry.update({ where: { id }, data })
    },
    async settle(tx, { id, revision, leaseUntil }, state, now) {
      const row = await clientOf(tx).calendarEntry.findUnique({ where: { id } })
      if (!row || row.leaseUntil?.getTime() !== leaseUntil?.getTime()) return null
      const changed = row.revision !== revision && state.status !== 'pending'
      const status = state.status === 'noMailbox' ? state.status : 'pending'
      const left: EntryState = changed
        ? { ...state, status, dueAt: now, attempts: 0, tryingSince: null }
        : state
      await clientOf(tx).calendarEntry.update({ where: { id }, data: { ...toRow(left), leaseUntil: null } })
      return left
    },

    async shown(tx, personIds, span) {
      const rows = await clientOf(tx).calendarEntry.findMany({
        where: {
          personId: { in: [...personIds] },
          eventId: { not: null },
          startAt: { lt: span.endAt },
          endAt: { gt: span.startAt },
        },
        select: { personId: true, startAt: true, endAt: true },
      })
      return rows.flatMap(({ personId, startAt, endAt }) =>
        startAt && endAt ? [{ personId, startAt, endAt }] : [],
      )
    },

    async backlog(tx, now) {
      const { calendarEntry } = clientOf(tx)
      const [oldest, due, retrying, failed, noMailbox] = await Promise.all([
        calendarEntry.findFirst({
          where: { status: 'pending', dueAt: { lte: now } },
          orderBy: { dueAt: 'asc' },
          select: { dueAt: true },
        }),
        calendarEntry.count({ where: { status: 'pending', dueAt: { lte: now } } }),
        calendarEntry.count({ where: { status: 'pending', attempts: { gte: alarmingAttempts } } }),
        calendarEntry.count({
          where: { status: 'failed', dueAt: { gte: new Date(now.getTime() - dayMs) } },
        }),
        calendarEntry.count({ where: { status: 'noMailbox' } }),
      ])
      return { oldestDueAt: oldest?.dueAt ?? null, due, retrying, failed, noMailbox }
    },
  }
}

/**
 * Calendar entries that were tried in vain for a week.
 * @param tenantOf the municipality of a person
 */
export const givenUpEntries = (tenantOf: (tx: Tx, personId: string) => Promise<string>): GivenUpStore => ({
  async list(tx) {
    const rows = await clientOf(tx).calendarEntry.findMany({
      where: { status: 'failed' },
      orderBy: { dueAt: 'asc' },
    })
    return Promise.all(
      rows.map(async ({ id, personId, dueAt, attempts }) => ({
        what: 'calendar' as const,
        id,
        kind: 'calendar.entry',
        tenantId: await tenantOf(tx, personId),
        personId,
        at: dueAt,
        attempts,
        last: null,
      })),
    )
  },

  async again(tx, ids, now) {
    const { count } = await clientOf(tx).calendarEntry.updateMany({
      where: { id: { in: [...ids] }, status: 'failed' },
      data: { status: 'pending', dueAt: now, attempts: 0, tryingSince: null },
    })
    return count
  },
})
