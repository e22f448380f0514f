import type { Codec } from '../shared/codec.ts'
import { clientOf } from '../shared/database.prisma.ts'
import type { Tx } from '../shared/transaction.ts'
import type { AnswerMemory } from './store.ts'

/** Teams delivers again after 15 s: within a minute, the same click on the same card is the same click. */
const redeliveryMs = 60_000
/** After that it is one only as long as the person has done nothing else; later still, the rules say what is so now. */
const sameClickMs = 10 * 60_000
/** Nothing is delivered again after that, and what was shown to somebody need not lie about, sealed as it is. */
const keepMs = 24 * 3_600_000

/** What may take away somebody's access to what they were shown, by the beginning of the audit event's name. */
const accessChanges = ['consent.', 'team.', 'meeting.', 'agenda.', 'form.stopped']

export function createAnswerMemory(codec: Codec): AnswerMemory {
  /** Within minutes this is a handful of rows, found by their id. */
  async function accessChanged(tx: Tx, tenantId: string, auditId: number): Promise<boolean> {
    const change = await clientOf(tx).auditEvent.findFirst({
      where: {
        id: { gt: auditId },
        tenantId,
        OR: accessChanges.map(beginning => ({ action: { startsWith: beginning } })),
        NOT: { action: { endsWith: '.read' } },
      },
      select: { id: true },
    })
    return change !== null
  }

  return {
    async recall(tx, click, now) {
      const rows = await clientOf(tx).processedActivity.findMany({
        where: click.formKey
          ? { OR: [{ key: click.activityKey }, { formKey: click.formKey }] }
          : { key: click.activityKey },
        orderBy: { id: 'desc' },
      })
      const age = (row: { at: Date }) => Math.abs(now.getTime() - row.at.getTime())
      const remembered = async (row: (typeof rows)[number]) => ({
        answer: codec.open(row.responseSealed, `ProcessedActivity.response:${row.key}`),
        fresh: age(row) < redeliveryMs,
        overtaken: await accessChanged(tx, click.tenantId, row.auditId),
      })
      const again = rows.find(row => row.key === click.activityKey)
      if (again) return remembered(again)
      // Only the latest click of this card counts: Kan → Kan ikke → Kan are three answers, not two.
      const latest = rows[0]
      if (latest?.payloadHash !== click.payloadHash || age(latest) >= sameClickMs) return null
      if (age(latest) < redeliveryMs) return remembered(latest)
      // An old card that is pressed after another one is a new wish.
      const { personId } = click
      const newest = await clientOf(tx).processedActivity.findFirst({
        where: { personId },
        orderBy: { id: 'desc' },
        select: { id: true },
      })
      return newest?.id === latest.id ? remembered(latest) : null
    },

    async keep(tx, click, answer, now) {
      const newest = await clientOf(tx).auditEvent.findFirst({
        orderBy: { id: 'desc' },
        select: { id: true },
      })
      await clientOf(tx).processedActivity.create({
        data: {
          key: click.activityKey,
          personId: click.personId,
          formKey: click.formKey,
          payloadHash: click.payloadHash,
          responseSealed: codec.seal(answer, `ProcessedActivity.response:${click.activityKey}`),
          auditId: newest?.id ?? 0,
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
