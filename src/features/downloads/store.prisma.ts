import { clientOf } from '../../shared/database.prisma.ts'
import type { DownloadLink } from './model.ts'
import type { DownloadStore } from './store.ts'

export function createDownloadStore(): DownloadStore {
  return {
    async find(tx, id) {
      return (await clientOf(tx).downloadLink.findUnique({ where: { id } })) as DownloadLink | null
    },
    async insert(tx, link) {
      await clientOf(tx).downloadLink.create({ data: link })
    },
    async take(tx, id) {
      await clientOf(tx).downloadLink.update({ where: { id }, data: { taken: { increment: 1 } } })
    },
    async forget(tx, before) {
      await clientOf(tx).downloadLink.deleteMany({ where: { expiresAt: { lt: before } } })
    },
  }
}
