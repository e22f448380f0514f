import type { ItemResult as ItemResultRow, Minutes as MinutesRow } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Day } from '../../shared/day.ts'
import type { Filing } from './filing/model.ts'
import type { CorrectionReason, ItemResult, MinutesContent, MinutesVersion } from './model.ts'
import type { MinutesStore } from './store.ts'

/** What was decided about a child is as sensitive as what was said (R-SEC-3). */
type Decisions = Pick<ItemResult, 'outcomes' | 'secondPlacement' | 'dutyPointedOut' | 'noFollowUp'>

export function createMinutesStore(codec: Codec): MinutesStore {
  type Key = Pick<ItemResult, 'agendaItemId' | 'meetingId'>
  const placeOf = (field: string, key: Key) => `ItemResult.${field}:${key.agendaItemId}:${key.meetingId}`
  const summaryOf = (key: Key) => placeOf('summary', key)
  const perspectivesOf = (key: Key) => placeOf('perspectives', key)
  const decisionsOf = (key: Key) => placeOf('decisions', key)

  const toResult = (row: ItemResultRow): ItemResult => ({
    agendaItemId: row.agendaItemId,
    meetingId: row.meetingId,
    summary: codec.open(row.summarySealed, summaryOf(row)),
    perspectives: JSON.parse(
      codec.open(row.perspectivesSealed, perspectivesOf(row)),
    ) as ItemResult['perspectives'],
    ...(JSON.parse(codec.open(row.decisionsSealed, decisionsOf(row))) as Decisions),
    parentTalkById: row.parentTalkById,
    parentTalkDay: row.parentTalkDay as Day | null,
    followUpDay: row.followUpDay as Day | null,
    away: JSON.parse(row.away) as string[],
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  })

  const referenceOf = ({ meetingId, version }: Pick<Filing, 'meetingId' | 'version'>) =>
    `MinutesFiling.reference:${meetingId}:${version}`
  const contentOf = (id: string) => `Minutes.content:${id}`
  const reasonOf = (id: string) => `Minutes.reason:${id}`
  const toVersion = (row: MinutesRow): MinutesVersion => ({
    id: row.id,
    meetingId: row.meetingId,
    version: row.version,
    content: JSON.parse(codec.open(row.contentSealed, contentOf(row.id))) as MinutesContent,
    reason:
      row.reasonSealed === null
        ? null
        : (JSON.parse(codec.open(row.reasonSealed, reasonOf(row.id))) as CorrectionReason),
    approvedById: row.approvedById ?? '',
    approvedAt: row.approvedAt ?? row.createdAt,
  })

  return {
    async result(tx, agendaItemId, meetingId) {
      const row = await clientOf(tx).itemResult.findUnique({
        where: { agendaItemId_meetingId: { agendaItemId, meetingId } },
      })
      return row && toResult(row)
    },
    async earlier(tx, agendaItemId, meetingId) {
      const rows = await clientOf(tx).itemResult.findMany({
        where: { agendaItemId, meetingId: { not: meetingId } },
        orderBy: { updatedAt: 'desc' },
      })
      return rows.map(toResult)
    },
    async resultsOf(tx, agendaItemId) {
      const rows = await clientOf(tx).itemResult.findMany({
        where: { agendaItemId },
        orderBy: { updatedAt: 'asc' },
      })
      return rows.map(toResult)
    },
    async versions(tx, meetingId) {
      const rows = await clientOf(tx).minutes.findMany({
        where: { meetingId, status: 'approved' },
        orderBy: { version: 'asc' },
      })
      return rows.map(toVersion)
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
    async put(tx, { summary, perspectives, ...all }, now) {
      const { outcomes, secondPlacement, dutyPointedOut, noFollowUp, ...result } = all
      const { agendaItemId, meetingId } = result
      const decisions: Decisions = { outcomes, secondPlacement, dutyPointedOut, noFollowUp }
      const data = {
        ...result,
        away: JSON.stringify(result.away),
        summarySealed: codec.seal(summary, summaryOf(result)),
        perspectivesSealed: codec.seal(JSON.stringify(perspectives), perspectivesOf(result)),
        decisionsSealed: codec.seal(JSON.stringify(decisions), decisionsOf(result)),
        updatedAt: now,
      }
      await clientOf(tx).itemResult.upsert({
        where: { agendaItemId_meetingId: { agendaItemId, meetingId } },
        create: data,
        update: data,
      })
    },

    async clear(tx, meetingId) {
      await clientOf(tx).itemResult.deleteMany({ where: { meetingId } })
      await clientOf(tx).attendance.deleteMany({ where: { meetingId } })
    },

    async attendance(tx, meetingId) {
      const rows = await clientOf(tx).attendance.findMany({ where: { meetingId } })
      return new Map(rows.map(({ personId, present, gone }) => [personId, { present, gone }]))
    },
    async putAttendance(tx, meetingId, attendance) {
      await clientOf(tx).attendance.deleteMany({ where: { meetingId } })
      await clientOf(tx).attendance.createMany({
        data: [...attendance].map(([personId, noted]) => ({ meetingId, personId, ...noted })),
      })
    },

    async latest(tx, meetingId) {
      const row = await clientOf(tx).minutes.findFirst({
        where: { meetingId, status: 'approved' },
        orderBy: { version: 'desc' },
      })
      return row && toVersion(row)
    },
    async insertVersion(tx, { content, reason, ...version }) {
      const { id, approvedAt } = version
      await clientOf(tx).minutes.create({
        data: {
          ...version,
          status: 'approved',
          contentSealed: codec.seal(JSON.stringify(content), contentOf(id)),
          reasonSealed: reason === null ? null : codec.seal(JSON.stringify(reason), reasonOf(id)),
          createdAt: approvedAt,
        },
      })
    },
    async newest(tx, meetingIds) {
      const ofThem = { meetingId: { in: [...meetingIds] } }
      const rows = await clientOf(tx).minutes.findMany({
        where: { ...ofThem, status: 'approved' },
        orderBy: { version: 'asc' },
        select: { meetingId: true, version: true, approvedAt: true, createdAt: true },
      })
      const filings = await clientOf(tx).minutesFiling.findMany({
        where: ofThem,
        select: { meetingId: true, version: true },
      })
      // The last of each meeting stands.
      const newest = new Map(rows.map(row => [row.meetingId, row]))
      return [...newest.values()].map(({ meetingId, version, approvedAt, createdAt }) => ({
        meetingId,
        version,
        approvedAt: approvedAt ?? createdAt,
        filed: filings.some(one => one.meetingId === meetingId && one.version === version),
      }))
    },

    async filings(tx, meetingId) {
      const rows = await clientOf(tx).minutesFiling.findMany({ where: { meetingId } })
      return rows.map(({ referenceSealed, ...row }) => ({
        ...row,
        reference: codec.open(referenceSealed, referenceOf(row)),
      }))
    },
    async putFiling(tx, { reference, ...filing }) {
      const { meetingId, version } = filing
      const data = { ...filing, referenceSealed: codec.seal(reference, referenceOf(filing)) }
      await clientOf(tx).minutesFiling.upsert({
        where: { meetingId_version: { meetingId, version } },
        create: data,
        update: data,
      })
    },
    async removeFiling(tx, meetingId, version) {
      await clientOf(tx).minutesFiling.deleteMany({ where: { meetingId, version } })
    },
  }
}
