import { clientOf } from '../../shared/database.prisma.ts'
import type { TeamKind } from '../teams/model.ts'
import type { PolicyStore } from './store.ts'

export function createPolicyStore(): PolicyStore {
  return {
    async stored(tx, tenantId) {
      const rows = await clientOf(tx).policy.findMany({ where: { tenantId } })
      return Object.fromEntries(rows.map(row => [row.key, row.value]))
    },
    async placeOfTeam(tx, teamId) {
      const row = await clientOf(tx).team.findUniqueOrThrow({
        where: { id: teamId },
        select: { tenantId: true, institutionId: true, kind: true },
      })
      return { ...row, kind: row.kind as TeamKind }
    },
    async put(tx, tenantId, key, value, now) {
      await clientOf(tx).policy.upsert({
        where: { tenantId_key: { tenantId, key } },
        create: { tenantId, key, value, updatedAt: now },
        update: { value, updatedAt: now },
      })
    },
  }
}
