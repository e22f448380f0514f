import type { ItemResult as ItemResultRow } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Day } from '../../shared/day.ts'
import type { ItemResult } from './model.ts'
import type { MinutesStore } from './store.ts'

export function createMinutesStore(codec: Codec): MinutesStore {
  const summaryOf = (id: string) => `ItemResult.summary:${id}`
  const perspectivesOf = (id: string) => `ItemResult.perspectives:${id}`

  const toResult = (row: ItemResultRow): ItemResult => ({
    agendaItemId: row.agendaItemId,
    meetingId: row.meetingId,
    summary: codec.open(row.summarySealed, summaryOf(row.agendaItemId)),
    perspectives: JSON.parse(
      codec.open(row.perspectivesSealed, perspectivesOf(row.agendaItemId)),
    ) as ItemResult['perspectives'],
    outcomes: JSON.parse(row.outcomes) as string[],
    secondPlacement: row.secondPlacement,
    parentTalkById: row.parentTalkById,
    parentTalkDay: row.parentTalkDay as Day | null,
    followUpDay: row.followUpDay as Day | null,
    dutyPointedOut: row.dutyPointedOut,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  })

  return {
    async result(tx, agendaItemId) {
      const row = await clientOf(tx).itemResult.findUnique({ where: { agendaItemId } })
      return row && toResult(row)
    },
    async results(tx, meetingId) {
      return (await clientOf(tx).itemResult.findMany({ where: { meetingId } })).map(toResult)
    },
    async followUpsUntil(tx, meetingIds, day) {
      const rows = await clientOf(tx).itemResult.findMany({
        where: { meetingId: { in: [...meetingIds] }, followUpDay: { lte: day } },
        orderBy: { followUpDay: 'asc' },
      })
      return rows.map(toResult)
    },
    async put(tx, { summary, perspectives, outcomes, ...result }, now) {
      const id = result.agendaItemId
      const data = {
        ...result,
        summarySealed: codec.seal(summary, summaryOf(id)),
        perspectivesSealed: codec.seal(JSON.stringify(perspectives), perspectivesOf(id)),
        outcomes: JSON.stringify(outcomes),
        updatedAt: now,
      }
      await clientOf(tx).itemResult.upsert({ where: { agendaItemId: id }, create: data, update: data })
    },
  }
}
