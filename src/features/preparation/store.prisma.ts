import type { PreparationForm as FormRow } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Tx } from '../../shared/transaction.ts'
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

  /** Drops the receipt; where its message was on its way, that it was stopped is kept. */
  async function stopOne(
    tx: Tx,
    { late: _late, openedAt: _openedAt, ...receipt }: Receipt,
    kept: { why: Stopped; at: Date; underWay: boolean } | null,
  ): Promise<void> {
    const { formReceipt, stoppedForm } = clientOf(tx)
    const { deliveryId, agendaItemId, contributorId, ...whose } = receipt
    await formReceipt.deleteMany({ where: receipt })
    if (!kept) return
    const key = { deliveryId, agendaItemId, contributorId }
    await stoppedForm.upsert({
      where: { deliveryId_agendaItemId_contributorId: key },
      create: { ...key, ...whose, ...kept },
      update: { ...whose, ...kept },
    })
  }

  return {
    async keepStandings(tx, meetingId, standings) {
      for (const { agendaItemId, ...how } of standings)
        await clientOf(tx).deadlineStanding.upsert({
          where: { agendaItemId },
          create: { agendaItemId, meetingId, ...how },
          update: { meetingId, ...how },
        })
    },

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
      const { formReceipt, delivery } = clientOf(tx)
      const receipts = await formReceipt.findMany({
        where: { agendaItemId: { in: [...held.keys()] }, openedAt: null },
      })
      const unsent = await delivery.findMany({
        where: { id: { in: receipts.map(({ deliveryId }) => deliveryId) }, sentAt: null },
        select: { id: true, status: true },
      })
      const status = new Map(unsent.map(one => [one.id, one.status]))
      for (const receipt of receipts) {
        const state = status.get(receipt.deliveryId)
        if (state === undefined) continue
        // What was given up, or had nothing to tell any more, was not on its way.
        const stopped = receipt.meetingId === meetingId && !['failed', 'obsolete'].includes(state)
        const why = held.get(receipt.agendaItemId) ?? 'missing'
        await stopOne(tx, receipt, stopped ? { why, at: now, underWay: state === 'sending' } : null)
      }
    },
    stop: (tx, receipt, why, now) => stopOne(tx, receipt, { why, at: now, underWay: false }),
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
