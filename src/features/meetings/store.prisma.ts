import type { Meeting as MeetingRow } from '../../../prisma/generated/client.ts'
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
    async engagements(tx, personIds, span) {
      const ids = [...personIds]
      const meeting = {
        status: { in: ['planned', 'running'] },
        startAt: { lt: span.endAt },
        endAt: { gt: span.startAt },
      }
      const members = await clientOf(tx).teamMember.findMany({
        where: { personId: { in: ids }, leftAt: null },
        select: { personId: true, teamId: true },
      })
      const guests = await clientOf(tx).meetingGuest.findMany({
        where: { personId: { in: ids } },
        select: { personId: true, meetingId: true },
      })
      const rows = await clientOf(tx).meeting.findMany({
        where: {
          ...meeting,
          OR: [
            { teamId: { in: [...new Set(members.map(one => one.teamId))] } },
            { id: { in: [...new Set(guests.map(one => one.meetingId))] } },
          ],
        },
        select: { id: true, teamId: true, startAt: true, endAt: true, place: true },
        orderBy: [{ startAt: 'asc' }, { id: 'asc' }],
      })
      const ofTeam = peopleBy(members, one => one.teamId)
      const ofMeeting = peopleBy(guests, one => one.meetingId)
      return rows.flatMap(({ id: meetingId, ...row }) =>
        [...new Set([...(ofTeam.get(row.teamId) ?? []), ...(ofMeeting.get(meetingId) ?? [])])].map(
          personId => ({ ...row, meetingId, personId }),
        ),
      )
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
    async markDistributed(tx, id, at) {
      await clientOf(tx).meeting.update({ where: { id }, data: { distributedAt: at } })
    },

    async guests(tx, meetingId) {
      const rows = await clientOf(tx).meetingGuest.findMany({
        where: { meetingId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(row => ({ personId: row.personId, itemId: row.agendaItemId || null }))
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

function peopleBy<T extends { personId: string }>(
  rows: readonly T[],
  key: (row: T) => string,
): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>()
  for (const row of rows) found.set(key(row), [...(found.get(key(row)) ?? []), row.personId])
  return found
}
