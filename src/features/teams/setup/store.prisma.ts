import type { Codec } from '../../../shared/codec.ts'
import { clientOf } from '../../../shared/database.prisma.ts'
import { draftSchema } from './schema.ts'
import type { TeamDraftStore } from './store.ts'

export function createTeamDraftStore(codec: Codec): TeamDraftStore {
  const place = (personId: string) => `TeamDraft.content:${personId}`
  return {
    async find(tx, personId) {
      const row = await clientOf(tx).teamDraft.findUnique({ where: { personId } })
      if (!row) return null
      return draftSchema.safeParse(JSON.parse(codec.open(row.contentSealed, place(personId)))).data ?? null
    },
    async put(tx, personId, draft, now) {
      const contentSealed = codec.seal(JSON.stringify(draft), place(personId))
      await clientOf(tx).teamDraft.upsert({
        where: { personId },
        create: { personId, contentSealed, updatedAt: now },
        update: { contentSealed, updatedAt: now },
      })
    },
    async drop(tx, personId) {
      await clientOf(tx).teamDraft.deleteMany({ where: { personId } })
    },
  }
}
