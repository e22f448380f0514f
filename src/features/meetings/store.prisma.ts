import { type Meeting as MeetingRow, Prisma } from '../../../prisma/generated/client.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Meeting, MeetingStatus } from './model.ts'
import type { MeetingStore } from './store.ts'

export function createMeetingStore(): MeetingStore {
  const toMeeting = ({ createdAt: _, ...row }: MeetingRow): Meeting => ({
    ...row,
    status: row.status as MeetingStatus,
  })

  return {
    async find(tx, id) {
      const row = await clientOf(tx).meeting.findUnique({ where: { id } })
      return row && toMeeting(row)
    },
    async ofTeam(tx, teamId) {
      const rows = await clientOf(tx).meeting.findMany({
        where: { teamId },
        orderBy: [{ startAt: 'desc' }, { id: 'asc' }],
      })
      return rows.map(toMeeting)
    },
    async running(tx, teamId) {
      const rows = await clientOf(tx).meeting.findMany({
        where: { teamId, status: 'running' },
        orderBy: [{ startAt: 'desc' }, { id: 'asc' }],
      })
      return rows.map(toMeeting)
    },
    async nextPlanned(tx, teamId, now) {
      const row = await clientOf(tx).meeting.findFirst({
        where: { teamId, status: 'planned', startAt: { gt: earliest(now) }, endAt: { gt: now } },
        orderBy: [{ startAt: 'asc' }, { id: 'desc' }],
      })
      return row && toMeeting(row)
    },
    async latest(tx, teamId) {
      const row = await clientOf(tx).meeting.findFirst({
        where: { teamId, status: { not: 'cancelled' } },
        orderBy: [{ startAt: 'desc' }, { id: 'asc' }],
      })
      return row && toMeeting(row)
    },
    async since(tx, teamIds, meetingIds, since) {
      const rows = await clientOf(tx).meeting.findMany({
        where: {
          startAt: { gt: since },
          OR: [{ teamId: { in: [...teamIds] } }, { id: { in: [...meetingIds] } }],
        },
        orderBy: [{ startAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toMeeting)
    },
    /**
     * In one query of our own, which the index bounds on both sides: whoever sits in twenty teams has a long history, and
     * none of it is looked at.
     */
    async engagements(tx, personIds, span) {
      if (personIds.length === 0) return []
      const ids = Prisma.join([...personIds])
      const bounds = Prisma.sql`meeting."startAt" < ${span.endAt}
        AND meeting."startAt" > ${earliest(span.startAt)}
        AND meeting."endAt" > ${span.startAt} AND meeting."status" IN ('planned', 'running')`
      const columns = Prisma.sql`meeting."id" AS "meetingId", meeting."teamId", meeting."startAt",
        meeting."endAt", meeting."place"`
      const rows = await clientOf(tx).$queryRaw<EngagementRow[]>`
        SELECT member."personId", ${columns}
        FROM "TeamMember" member JOIN "Meeting" meeting ON meeting."teamId" = member."teamId"
        WHERE member."personId" IN (${ids}) AND member."leftAt" IS NULL AND ${bounds}
        UNION
        SELECT guest."personId", ${columns}
        FROM "MeetingGuest" guest JOIN "Meeting" meeting ON meeting."id" = guest."meetingId"
        WHERE guest."personId" IN (${ids}) AND ${bounds}`
      return rows.map(row => ({ ...row, startAt: new Date(row.startAt), endAt: new Date(row.endAt) }))
    },
    async insert(tx, meeting, now) {
      await clientOf(tx).meeting.create({ data: { ...meeting, createdAt: now } })
    },
    async reschedule(tx, id, sequence, change) {
      const { count } = await clientOf(tx).meeting.updateMany({
        where: { id, sequence },
        data: { ...change, sequence: sequence + 1 },
      })
      return count === 1
    },
    async setStatus(tx, id, change) {
      await clientOf(tx).meeting.update({ where: { id }, data: change })
    },
    async setStandIn(tx, id, standInId) {
      await clientOf(tx).meeting.update({ where: { id }, data: { standInId } })
    },
    async markDistributed(tx, id, at) {
      await clientOf(tx).meeting.update({ where: { id }, data: { distributedAt: at } })
    },

    async guests(tx, meetingId) {
      const rows = await clientOf(tx).meetingGuest.findMany({
        where: { meetingId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(row => ({
        personId: row.personId,
        itemId: row.agendaItemId || null,
        joinedAt: row.createdAt,
      }))
    },
    async insertGuest(tx, { itemId, ...guest }, now) {
      const { meetingId, personId } = guest
      const agendaItemId = itemId ?? ''
      const known = await clientOf(tx).meetingGuest.findUnique({
        where: { meetingId_personId_agendaItemId: { meetingId, personId, agendaItemId } },
      })
      if (known) return false
      await clientOf(tx).meetingGuest.create({ data: { ...guest, agendaItemId, createdAt: now } })
      return true
    },
    async guestsOfItem(tx, meetingId, itemId) {
      const rows = await clientOf(tx).meetingGuest.findMany({
        where: { meetingId, agendaItemId: itemId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(({ personId, asFiller, invitedById }) => ({ personId, itemId, asFiller, invitedById }))
    },
    async deleteItemGuests(tx, meetingId, itemId) {
      await clientOf(tx).meetingGuest.deleteMany({ where: { meetingId, agendaItemId: itemId } })
    },
    async keepGuest(tx, meetingId, personId, itemId) {
      const { count } = await clientOf(tx).meetingGuest.updateMany({
        where: { meetingId, personId, agendaItemId: itemId ?? '', asFiller: true },
        data: { asFiller: false },
      })
      return count === 1
    },
    async deleteGuest(tx, meetingId, personId) {
      await clientOf(tx).meetingGuest.deleteMany({ where: { meetingId, personId } })
    },
    async deleteFiller(tx, meetingId, personId, agendaItemId) {
      const { count } = await clientOf(tx).meetingGuest.deleteMany({
        where: { meetingId, personId, agendaItemId, asFiller: true },
      })
      return count === 1
    },
    async deleteGuestOfTeam(tx, teamId, personId) {
      const meetings = await clientOf(tx).meeting.findMany({ where: { teamId }, select: { id: true } })
      await clientOf(tx).meetingGuest.deleteMany({
        where: { personId, meetingId: { in: meetings.map(meeting => meeting.id) } },
      })
    },
  }
}

/** No meeting lasts longer than a day. */
const earliest = (startAt: Date) => new Date(startAt.getTime() - 86_400_000)

/** As SQLite gives it. */
interface EngagementRow {
  personId: string
  meetingId: string
  teamId: string
  startAt: string | Date
  endAt: string | Date
  place: string
}
