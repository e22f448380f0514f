import type { PreparationForm as FormRow } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Layout } from '../policy/form/model.ts'
import type { Stopped } from './distribution/evidence/model.ts'
import { isOnItsWay } from './distribution/model.ts'
import type { Form } from './model.ts'
import { parseAnswers } from './schema.ts'
import type { FormStore, Receipt } from './store.ts'
import type { HandInStatus } from './versions/model.ts'

export function createFormStore(codec: Codec): FormStore {
  const place = (id: string) => `PreparationForm.answers:${id}`

  const toForm = ({ answersSealed, ...row }: FormRow): Form => ({
    ...row,
    status: row.status as HandInStatus,
    layout: row.layout as Layout,
    updatedById: row.updatedById ?? '',
    answers: parseAnswers(codec.open(answersSealed, place(row.id))),
  })

  const toRow = ({ answers, ...form }: Form) => ({
    ...form,
    answersSealed: codec.seal(JSON.stringify(answers), place(form.id)),
  })

  return {
    async ofItem(tx, itemId) {
      const row = await clientOf(tx).preparationForm.findUnique({ where: { agendaItemId: itemId } })
      return row && toForm(row)
    },
    async ofItems(tx, items) {
      const rows = await clientOf(tx).preparationForm.findMany({
        where: { agendaItemId: { in: items.map(({ id }) => id) } },
      })
      return new Map(rows.map(row => [row.agendaItemId, toForm(row)]))
    },
    async insert(tx, form) {
      await clientOf(tx).preparationForm.create({ data: toRow(form) })
    },
    async update(tx, form, revision) {
      const { count } = await clientOf(tx).preparationForm.updateMany({
        where: { id: form.id, revision },
        data: { ...toRow(form), revision: revision + 1 },
      })
      return count === 1
    },

    async deliveryId(tx, key) {
      return (await clientOf(tx).delivery.findUnique({ where: { key }, select: { id: true } }))?.id ?? null
    },
    async putReceipts(tx, receipts) {
      for (const { deliveryId, late, openedAt, ...key } of receipts) {
        const receipt = { deliveryId, late, openedAt }
        await clientOf(tx).formReceipt.upsert({
          where: { agendaItemId_contributorId_personId_formVersion_meetingId: key },
          create: { ...key, ...receipt },
          update: receipt,
        })
      }
    },
    receipts: (tx, itemIds): Promise<Receipt[]> =>
      clientOf(tx).formReceipt.findMany({ where: { agendaItemId: { in: [...itemIds] } } }),
    receiptsOfMeeting: (tx, meetingId): Promise<Receipt[]> =>
      clientOf(tx).formReceipt.findMany({ where: { meetingId } }),
    async stopUnsent(tx, meetingId, held, now) {
      const { formReceipt, delivery, stoppedForm } = clientOf(tx)
      const receipts = await formReceipt.findMany({
        where: { agendaItemId: { in: [...held.keys()] }, openedAt: null },
      })
      const unsent = await delivery.findMany({
        where: { id: { in: receipts.map(({ deliveryId }) => deliveryId) }, sentAt: null },
        select: { id: true, status: true },
      })
      const status = new Map(unsent.map(one => [one.id, one.status]))
      for (const { agendaItemId, contributorId, personId, formVersion, ...receipt } of receipts) {
        const { deliveryId } = receipt
        if (!status.has(deliveryId)) continue
        const key = { agendaItemId, contributorId, personId, formVersion }
        const own = { ...key, meetingId: receipt.meetingId }
        await formReceipt.delete({
          where: { agendaItemId_contributorId_personId_formVersion_meetingId: own },
        })
        // What was given up, or had nothing to tell any more, was not on its way.
        if (receipt.meetingId !== meetingId || ['failed', 'obsolete'].includes(status.get(deliveryId) ?? ''))
          continue
        const underWay = status.get(deliveryId) === 'sending'
        const why = held.get(agendaItemId) ?? 'missing'
        const stopped = { ...key, meetingId, deliveryId, why, underWay, at: now }
        await stoppedForm.upsert({
          where: { deliveryId_agendaItemId_contributorId: { deliveryId, agendaItemId, contributorId } },
          create: stopped,
          update: stopped,
        })
      }
    },
    async dropPutOff(tx, { id: agendaItemId, meetingId }) {
      const { formReceipt, delivery } = clientOf(tx)
      const elsewhere = meetingId === null ? {} : { meetingId: { not: meetingId } }
      const receipts = await formReceipt.findMany({ where: { agendaItemId, openedAt: null, ...elsewhere } })
      const found = await delivery.findMany({
        where: { id: { in: receipts.map(({ deliveryId }) => deliveryId) }, sentAt: null },
        select: { id: true, status: true },
      })
      const unsent = found.filter(({ status }) => isOnItsWay(status)).map(({ id }) => id)
      await formReceipt.deleteMany({
        where: { agendaItemId, openedAt: null, deliveryId: { in: unsent }, ...elsewhere },
      })
    },
    async stopped(tx, meetingId) {
      const rows = await clientOf(tx).stoppedForm.findMany({
        where: { meetingId },
        orderBy: [{ at: 'asc' }, { personId: 'asc' }],
      })
      return rows.map(row => ({ ...row, why: row.why as Stopped }))
    },
    async dropReceipt(tx, { agendaItemId, contributorId, personId, formVersion, meetingId }) {
      const where = { agendaItemId, contributorId, personId, formVersion, meetingId }
      await clientOf(tx).formReceipt.deleteMany({ where })
    },
    receiptsOfDelivery: (tx, deliveryId): Promise<Receipt[]> =>
      clientOf(tx).formReceipt.findMany({ where: { deliveryId } }),
    async markOpened(tx, paper, personId, version, now) {
      await clientOf(tx).formReceipt.updateMany({
        where: { ...paper, personId, formVersion: version, openedAt: null },
        data: { openedAt: now },
      })
    },
  }
}
