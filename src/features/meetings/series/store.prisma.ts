import { clientOf } from '../../../shared/database.prisma.ts'
import type { Day } from '../../../shared/day.ts'
import type { SeriesStore } from './store.ts'

export function createSeriesStore(): SeriesStore {
  return {
    async find(tx, teamId) {
      const row = await clientOf(tx).meetingSeries.findUnique({ where: { teamId } })
      return (
        row && {
          originDay: row.originDay as Day,
          cadenceWeeks: row.cadenceWeeks,
          weekday: row.weekday,
        }
      )
    },
    async put(tx, teamId, series, now) {
      const data = { ...series, updatedAt: now }
      await clientOf(tx).meetingSeries.upsert({
        where: { teamId },
        create: { teamId, ...data },
        update: data,
      })
    },
  }
}
