import type { Codec } from '../shared/codec.ts'
import { clientOf } from '../shared/database.prisma.ts'
import type { AnswerMemory } from './store.ts'

/** Teams may deliver again after 15 s and people click again within minutes; later, the rules say what is so now. */
const sameClickMs = 10 * 60_000
const keepMs = 7 * 24 * 3_600_000

export function createAnswerMemory(codec: Codec): AnswerMemory {
  return {
    async recall(tx, click, now) {
      const rows = await clientOf(tx).processedActivity.findMany({
        where: click.formKey
          ? { OR: [{ key: click.activityKey }, { formKey: click.formKey }] }
          : { key: click.activityKey },
        orderBy: { id: 'desc' },
      })
      const again = rows.find(row => row.key === click.activityKey)
      if (again) return codec.open(again.responseSealed, `ProcessedActivity.response:${again.key}`)
      // Only the latest click of this card counts: Kan → Kan ikke → Kan are three answers, not two.
      const latest = rows[0]
      const same =
        latest?.payloadHash === click.payloadHash && now.getTime() - latest.at.getTime() < sameClickMs
      return latest && same
        ? codec.open(latest.responseSealed, `ProcessedActivity.response:${latest.key}`)
        : null
    },

    async keep(tx, click, answer, now) {
      await clientOf(tx).processedActivity.create({
        data: {
          key: click.activityKey,
          formKey: click.formKey,
          payloadHash: click.payloadHash,
          responseSealed: codec.seal(answer, `ProcessedActivity.response:${click.activityKey}`),
          at: now,
        },
        // Otherwise Prisma reads the whole row back.
        select: { id: true },
      })
    },

    async forget(tx, now) {
      const { count } = await clientOf(tx).processedActivity.deleteMany({
        where: { at: { lt: new Date(now.getTime() - keepMs) } },
      })
      return count
    },
  }
}
