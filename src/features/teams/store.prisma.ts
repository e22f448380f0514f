import type { Team as TeamRow } from '../../../prisma/generated/client.ts'
import { professions } from '../../shared/action.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Team, TeamKind } from './model.ts'
import type { TeamStore } from './store.ts'

export function createTeamStore(): TeamStore {
  const toTeam = ({ createdAt: _, ...row }: TeamRow): Team => ({ ...row, kind: row.kind as TeamKind })

  return {
    async find(tx, id) {
      const row = await clientOf(tx).team.findUnique({ where: { id } })
      return row && toTeam(row)
    },
    async many(tx, ids) {
      const rows = await clientOf(tx).team.findMany({
        where: { id: { in: [...new Set(ids)] } },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toTeam)
    },
    async ofInstitution(tx, institutionId, kind) {
      return (await clientOf(tx).team.findMany({ where: { institutionId, kind } })).map(toTeam)
    },
    async insert(tx, team, now) {
      await clientOf(tx).team.create({ data: { ...team, createdAt: now } })
    },
    async updateRhythm(tx, id, rhythm) {
      const { cadenceWeeks, weekday, startTime, lengthMinutes, place, reservedMinutes02 } = rhythm
      await clientOf(tx).team.update({
        where: { id },
        data: { cadenceWeeks, weekday, startTime, lengthMinutes, place, reservedMinutes02 },
      })
    },

    async members(tx, teamId) {
      const rows = await clientOf(tx).teamMember.findMany({
        where: { teamId, leftAt: null },
        orderBy: [{ coordinator: 'desc' }, { joinedAt: 'asc' }, { personId: 'asc' }],
      })
      return rows.map(({ personId, profession, required, coordinator, joinedAt }) => ({
        personId,
        profession: professions.find(known => known === profession) ?? 'other',
        required,
        coordinator,
        joinedAt,
      }))
    },
    async idsOf(tx, personIds) {
      const rows = await clientOf(tx).teamMember.findMany({
        where: { personId: { in: [...personIds] }, leftAt: null },
        distinct: ['teamId'],
        select: { teamId: true },
      })
      return rows.map(row => row.teamId)
    },
    async putMember(tx, teamId, member) {
      const { personId, ...place } = member
      await clientOf(tx).teamMember.upsert({
        where: { teamId_personId: { teamId, personId } },
        create: { teamId, personId, ...place },
        update: { ...place, leftAt: null },
      })
    },
    async updateMember(tx, teamId, personId, change) {
      await clientOf(tx).teamMember.updateMany({ where: { teamId, personId, leftAt: null }, data: change })
    },
    async endMember(tx, teamId, personId, now) {
      await clientOf(tx).teamMember.updateMany({
        where: { teamId, personId, leftAt: null },
        data: { leftAt: now },
      })
    },
  }
}
