import { clientOf } from '../shared/database.prisma.ts'
import type { Tx } from '../shared/transaction.ts'

/** What the demo keeps of itself: the clock's lead and who is shown in which chat. */
export const demoStore = {
  async setting(tx: Tx, key: string): Promise<string | null> {
    const row = await clientOf(tx).setting.findUnique({ where: { key: `demo:${key}` } })
    return row?.value ?? null
  },

  async settings(tx: Tx, prefix: string): Promise<{ key: string; value: string }[]> {
    const start = `demo:${prefix}`
    const rows = await clientOf(tx).setting.findMany({ where: { key: { startsWith: start } } })
    return rows.map(row => ({ key: row.key.slice(start.length), value: row.value }))
  },

  async put(tx: Tx, key: string, value: string): Promise<void> {
    const id = { key: `demo:${key}` }
    await clientOf(tx).setting.upsert({ where: id, create: { ...id, value }, update: { value } })
  },

  /** Messages that left while their reader was shown in no chat; oldest first. */
  async parked(tx: Tx, personId: string): Promise<string[]> {
    const rows = await clientOf(tx).delivery.findMany({
      where: { recipientId: personId, status: 'sent', conversationId: null },
      orderBy: { sentAt: 'asc' },
      select: { id: true },
    })
    return rows.map(row => row.id)
  },

  /** What the seeded past would have sent and reminded of is over: the demo begins now. */
  async forgetHistory(tx: Tx, now: Date): Promise<void> {
    await clientOf(tx).delivery.updateMany({ where: { status: 'pending' }, data: { status: 'obsolete' } })
    await clientOf(tx).reminder.updateMany({
      where: { status: 'planned', dueAt: { lte: now } },
      data: { status: 'cancelled', endedAt: now },
    })
  },

  /** A client that was started anew has forgotten every chat, and has other ids for most of them. */
  async forgetChats(tx: Tx): Promise<void> {
    await clientOf(tx).conversationReference.deleteMany()
    await clientOf(tx).person.updateMany({ where: { status: 'unreachable' }, data: { status: 'active' } })
  },

  async unpark(tx: Tx, deliveryId: string, conversationId: string): Promise<void> {
    await clientOf(tx).delivery.update({ where: { id: deliveryId }, data: { conversationId } })
  },
}
