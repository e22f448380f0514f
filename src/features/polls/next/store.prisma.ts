import { clientOf } from '../../../shared/database.prisma.ts'
import type { NextStopStore } from './store.ts'

export function createNextStopStore(): NextStopStore {
  return {
    async find(tx, teamId) {
      const row = await clientOf(tx).nextMeetingStop.findUnique({ where: { teamId } })
      return row && { teamId, occasion: row.occasion, stoppedById: row.stoppedById }
    },
    async put(tx, { teamId, ...stop }, now) {
      const data = { ...stop, stoppedAt: now }
      await clientOf(tx).nextMeetingStop.upsert({
        where: { teamId },
        create: { teamId, ...data },
        update: data,
      })
    },
    async remove(tx, teamId) {
      await clientOf(tx).nextMeetingStop.deleteMany({ where: { teamId } })
    },
  }
}
