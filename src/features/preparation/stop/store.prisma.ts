import { clientOf } from '../../../shared/database.prisma.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { originOf } from '../../agenda/model.ts'
import type { StopStore } from './store.ts'

export function createStopStore(): StopStore {
  /** Kept so that a redelivered click gets the same answer: a click that comes twice is the lesser harm. */
  async function forgetAnswers(tx: Tx, tenantId: string): Promise<void> {
    await clientOf(tx).$executeRaw`
      DELETE FROM "ProcessedActivity" WHERE "personId" IN (SELECT "id" FROM "Person" WHERE "tenantId" = ${tenantId})`
  }

  async function eraseItems(tx: Tx, itemIds: string[]): Promise<void> {
    const client = clientOf(tx)
    const ofThem = { where: { agendaItemId: { in: itemIds } } }
    await client.preparationForm.deleteMany(ofThem)
    await client.contribution.deleteMany(ofThem)
    await client.handedInVersion.deleteMany(ofThem)
    await client.formReceipt.deleteMany(ofThem)
    await client.stoppedForm.deleteMany(ofThem)
    await client.deadlineStanding.deleteMany(ofThem)
    await client.consent.deleteMany(ofThem)
    await client.itemResult.deleteMany(ofThem)
    await client.downloadLink.deleteMany({ where: { subjectId: { in: itemIds } } })
    await client.agendaItem.deleteMany({ where: { id: { in: itemIds } } })
  }

  async function erasePoints(tx: Tx, itemIds: string[]): Promise<string[]> {
    const client = clientOf(tx)
    const points = await client.actionPoint.findMany({
      where: { agendaItemId: { in: itemIds }, status: { notIn: ['done', 'dropped'] } },
      select: { id: true },
    })
    const pointIds = points.map(({ id }) => id)
    await client.actionPointEvent.deleteMany({ where: { actionPointId: { in: pointIds } } })
    await client.actionPoint.deleteMany({ where: { id: { in: pointIds } } })
    return pointIds
  }

  async function eraseChild(tx: Tx, id: string): Promise<void> {
    const client = clientOf(tx)
    await client.downloadLink.deleteMany({ where: { subjectId: id } })
    const ofChild = { where: { childId: id } }
    const others =
      (await client.agendaItem.count(ofChild)) +
      (await client.actionPoint.count(ofChild)) +
      (await client.consent.count(ofChild))
    if (others === 0) await client.child.deleteMany({ where: { id } })
  }

  return {
    async erase(tx, item, tenantId) {
      const client = clientOf(tx)
      const origin = originOf(item)
      const matter = await client.agendaItem.findMany({
        where: { childId: item.childId, OR: [{ id: origin }, { originItemId: origin }] },
        select: { id: true, status: true, teamId: true, meetingId: true, createdById: true },
      })
      const held = matter.filter(({ status }) => status === 'held').map(({ id }) => id)
      const items = matter.filter(({ status }) => status !== 'held')
      const gone = items.map(({ id }) => id)
      const pointIds = await erasePoints(tx, [...held, ...gone])
      await eraseItems(tx, gone)
      // Without a day it does not come onto an agenda again by itself; the minutes say what was agreed then.
      await client.itemResult.updateMany({
        where: { agendaItemId: { in: held } },
        data: { followUpDay: null },
      })
      if (item.childId !== null) await eraseChild(tx, item.childId)
      await forgetAnswers(tx, tenantId)
      return { items: items.filter(({ status }) => status === 'open'), ids: [...gone, ...pointIds] }
    },
    async eraseGuests(tx, itemIds) {
      await clientOf(tx).meetingGuest.deleteMany({ where: { agendaItemId: { in: [...itemIds] } } })
    },
  }
}
