import type { PreparationForm as FormRow } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Form } from './model.ts'
import { parseAnswers } from './schema.ts'
import type { FormStore, Receipt } from './store.ts'
import type { HandInStatus } from './versions/model.ts'

export function createFormStore(codec: Codec): FormStore {
  const place = (id: string) => `PreparationForm.answers:${id}`

  const toForm = ({ answersSealed, ...row }: FormRow): Form => ({
    ...row,
    status: row.status as HandInStatus,
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
      for (const { agendaItemId, contributorId, personId, formVersion, ...receipt } of receipts) {
        const key = { agendaItemId, contributorId, personId, formVersion }
        await clientOf(tx).formReceipt.upsert({
          where: { agendaItemId_contributorId_personId_formVersion: key },
          create: { ...key, ...receipt },
          update: receipt,
        })
      }
    },
    receipts: (tx, itemIds): Promise<Receipt[]> =>
      clientOf(tx).formReceipt.findMany({ where: { agendaItemId: { in: [...itemIds] } } }),
    async dropUnsentReceipts(tx, itemIds) {
      const receipts = await clientOf(tx).formReceipt.findMany({
        where: { agendaItemId: { in: [...itemIds] }, openedAt: null },
        select: { deliveryId: true },
      })
      const unsent = await clientOf(tx).delivery.findMany({
        where: { id: { in: receipts.map(({ deliveryId }) => deliveryId) }, sentAt: null },
        select: { id: true },
      })
      await clientOf(tx).formReceipt.deleteMany({
        where: {
          agendaItemId: { in: [...itemIds] },
          deliveryId: { in: unsent.map(({ id }) => id) },
          openedAt: null,
        },
      })
    },
    async dropReceipt(tx, { agendaItemId, contributorId, personId, formVersion }) {
      const where = { agendaItemId, contributorId, personId, formVersion }
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
