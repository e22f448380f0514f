import type { Poll as PollRow } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import { answers, type Poll } from './model.ts'
import type { PollStore } from './store.ts'

const toPoll = (row: PollRow): Poll => ({
  id: row.id,
  teamId: row.teamId,
  status: row.status as Poll['status'],
  deadlineAt: row.deadlineAt,
  createdById: row.createdById,
  createdAt: row.createdAt,
  askedAt: row.askedAt,
  round: row.round,
  confirmedSlotId: row.confirmedSlotId,
})

export function createPollStore(codec: Codec): PollStore {
  const reasonPlace = (pollId: string) => `Poll.overruleReason:${pollId}`
  const commentPlace = (pollId: string, personId: string) => `PollComment.comment:${pollId}:${personId}`
  return {
    async find(tx, id) {
      const row = await clientOf(tx).poll.findUnique({ where: { id } })
      return row && toPoll(row)
    },
    async open(tx, teamIds) {
      const rows = await clientOf(tx).poll.findMany({
        where: { teamId: { in: [...teamIds] }, status: 'open' },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(toPoll)
    },
    async unanswered(tx, teamIds, personId, now) {
      const polls = await this.open(tx, teamIds)
      if (polls.length === 0) return []
      const pollId = { in: polls.map(poll => poll.id) }
      const [slots, given] = await Promise.all([
        clientOf(tx).pollSlot.findMany({
          where: { pollId, droppedAt: null, startAt: { gt: now } },
          select: { id: true, pollId: true },
        }),
        clientOf(tx).pollAnswer.findMany({ where: { pollId, personId }, select: { slotId: true } }),
      ])
      const answered = new Set(given.map(one => one.slotId))
      const missing = new Set(slots.filter(slot => !answered.has(slot.id)).map(slot => slot.pollId))
      return polls.filter(poll => missing.has(poll.id))
    },
    async insert(tx, poll) {
      await clientOf(tx).poll.create({ data: poll })
    },
    async slots(tx, pollId) {
      const where = { pollId, droppedAt: null }
      const rows = await clientOf(tx).pollSlot.findMany({ where, orderBy: { startAt: 'asc' } })
      return rows.map(({ droppedAt: _, ...slot }) => slot)
    },
    everySlot: (tx, pollId) =>
      clientOf(tx).pollSlot.findMany({ where: { pollId }, orderBy: { startAt: 'asc' } }),
    async insertSlots(tx, slots) {
      await clientOf(tx).pollSlot.createMany({ data: [...slots] })
    },
    async setDropped(tx, slotIds, droppedAt) {
      await clientOf(tx).pollSlot.updateMany({ where: { id: { in: [...slotIds] } }, data: { droppedAt } })
    },
    async answers(tx, pollId) {
      const rows = await clientOf(tx).pollAnswer.findMany({ where: { pollId } })
      return rows.flatMap(({ slotId, personId, answer, recordedById, at }) => {
        const known = answers.find(one => one === answer)
        return known ? [{ slotId, personId, answer: known, recordedById, at }] : []
      })
    },
    async putAnswers(tx, pollId, given, now) {
      for (const { slotId, personId, answer, recordedById } of given) {
        const data = { answer, recordedById, at: now }
        await clientOf(tx).pollAnswer.upsert({
          where: { slotId_personId: { slotId, personId } },
          create: { slotId, personId, pollId, ...data },
          update: data,
        })
      }
    },
    async promised(tx, personIds, span) {
      const members = await clientOf(tx).teamMember.findMany({
        where: { personId: { in: [...personIds] }, leftAt: null },
        select: { personId: true, teamId: true },
      })
      const polls = await clientOf(tx).poll.findMany({
        where: { status: 'open', teamId: { in: [...new Set(members.map(one => one.teamId))] } },
        select: { id: true, teamId: true },
      })
      const inTeam = new Set(members.map(one => `${one.personId} ${one.teamId}`))
      const given = await clientOf(tx).pollAnswer.findMany({
        where: {
          pollId: { in: polls.map(poll => poll.id) },
          personId: { in: [...personIds] },
          answer: { in: ['yes', 'ifNeeded'] },
        },
        select: { slotId: true, personId: true, pollId: true },
      })
      const slots = await clientOf(tx).pollSlot.findMany({
        where: {
          id: { in: [...new Set(given.map(one => one.slotId))] },
          droppedAt: null,
          startAt: { lt: span.endAt },
          endAt: { gt: span.startAt },
        },
      })
      const teams = await clientOf(tx).team.findMany({
        where: { id: { in: [...new Set(polls.map(poll => poll.teamId))] } },
        select: { id: true, place: true },
      })
      const slotOf = new Map(slots.map(slot => [slot.id, slot]))
      const teamOf = new Map(polls.map(poll => [poll.id, poll.teamId]))
      const placeOf = new Map(teams.map(team => [team.id, team.place]))
      return given.flatMap(({ slotId, personId, pollId }) => {
        const slot = slotOf.get(slotId)
        const teamId = teamOf.get(pollId)
        // Whoever has left the team has promised it nothing any more.
        if (!slot || !teamId || !inTeam.has(`${personId} ${teamId}`)) return []
        const { startAt, endAt } = slot
        return [{ personId, pollId, teamId, place: placeOf.get(teamId) ?? '', startAt, endAt }]
      })
    },
    async comments(tx, pollId) {
      const rows = await clientOf(tx).pollComment.findMany({ where: { pollId } })
      return new Map(
        rows.map(row => [row.personId, codec.open(row.commentSealed, commentPlace(pollId, row.personId))]),
      )
    },
    async putComment(tx, pollId, personId, comment) {
      const id = { pollId, personId }
      if (comment === '') {
        await clientOf(tx).pollComment.deleteMany({ where: id })
        return
      }
      const commentSealed = codec.seal(comment, commentPlace(pollId, personId))
      await clientOf(tx).pollComment.upsert({
        where: { pollId_personId: id },
        create: { ...id, commentSealed },
        update: { commentSealed },
      })
    },
    async askAnew(tx, { id, round, deadlineAt, askedAt }) {
      await clientOf(tx).poll.update({ where: { id }, data: { round, deadlineAt, askedAt } })
    },
    async openAmong(tx, personIds, { startAt, endAt }) {
      const members = await clientOf(tx).teamMember.findMany({
        where: { personId: { in: [...personIds] }, leftAt: null },
        select: { teamId: true },
      })
      const teamId = { in: [...new Set(members.map(one => one.teamId))] }
      const polls = await clientOf(tx).poll.findMany({ where: { teamId, status: 'open' } })
      const slots = await clientOf(tx).pollSlot.findMany({
        where: {
          pollId: { in: polls.map(poll => poll.id) },
          droppedAt: null,
          startAt: { lt: endAt },
          endAt: { gt: startAt },
        },
        select: { pollId: true },
      })
      const concerned = new Set(slots.map(slot => slot.pollId))
      return polls.filter(poll => concerned.has(poll.id)).map(toPoll)
    },
    async lastGivenUp(tx, teamId) {
      const row = await clientOf(tx).poll.findFirst({
        where: { teamId, status: 'cancelled' },
        orderBy: { closedAt: 'desc' },
        select: { id: true, closedAt: true },
      })
      return row?.closedAt ? { id: row.id, closedAt: row.closedAt } : null
    },
    async overruling(tx, pollId) {
      const poll = await clientOf(tx).poll.findUnique({
        where: { id: pollId },
        select: { overruleReasonSealed: true, confirmedSlotId: true },
      })
      if (!poll?.overruleReasonSealed || !poll.confirmedSlotId) return null
      const slot = await clientOf(tx).pollSlot.findUnique({ where: { id: poll.confirmedSlotId } })
      if (!slot) return null
      return {
        reason: codec.open(poll.overruleReasonSealed, reasonPlace(pollId)),
        startAt: slot.startAt,
      }
    },
    async close(tx, pollId, { status, slotId, reason }, now) {
      const { count } = await clientOf(tx).poll.updateMany({
        where: { id: pollId, status: 'open' },
        data: {
          status,
          closedAt: now,
          confirmedSlotId: slotId,
          overruleReasonSealed: reason === null ? null : codec.seal(reason, reasonPlace(pollId)),
        },
      })
      return count === 1
    },
  }
}
