import type { Consent as ConsentRow } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Day } from '../../shared/day.ts'
import { type Consent, type ConsentDetail, type ConsentStatus, detailFrom } from './model.ts'
import type { ConsentStore } from './store.ts'

export function createConsentStore(codec: Codec): ConsentStore {
  const place = (id: string) => `Consent.detail:${id}`
  const circle = (id: string) => `Consent.recipients:${id}`
  const toConsent = ({ detailSealed, recipientsSealed, ...row }: ConsentRow): Consent => ({
    ...row,
    status: row.status as ConsentStatus,
    recipients: JSON.parse(codec.open(recipientsSealed, circle(row.id))) as string[],
    detail: detailFrom(JSON.parse(codec.open(detailSealed, place(row.id))) as Partial<ConsentDetail>),
    givenOn: row.givenOn as Day,
    validUntil: row.validUntil as Day,
  })

  return {
    async find(tx, id) {
      const row = await clientOf(tx).consent.findUnique({ where: { id } })
      return row && toConsent(row)
    },
    async ofItems(tx, itemIds) {
      const rows = await clientOf(tx).consent.findMany({
        where: { agendaItemId: { in: [...itemIds] }, status: { not: 'draft' } },
        orderBy: [{ recordedAt: 'desc' }, { endedAt: 'desc' }],
      })
      return rows.map(toConsent)
    },
    async ofChild(tx, childId) {
      const rows = await clientOf(tx).consent.findMany({
        where: { childId },
        orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toConsent)
    },
    async giversIn(tx, institutionId) {
      const children = await clientOf(tx).child.findMany({ where: { institutionId }, select: { id: true } })
      const rows = await clientOf(tx).consent.findMany({
        where: { childId: { in: children.map(({ id }) => id) } },
      })
      const names = rows.map(row => toConsent(row).detail.giverName)
      return [...new Set(names.filter(name => name !== ''))]
    },
    async draft(tx, agendaItemId, recordedById) {
      const row = await clientOf(tx).consent.findFirst({
        where: { agendaItemId, recordedById, status: 'draft' },
      })
      return row && toConsent(row)
    },
    async put(tx, { detail, recipients, ...consent }) {
      const data = {
        ...consent,
        recipientsSealed: codec.seal(JSON.stringify(recipients), circle(consent.id)),
        detailSealed: codec.seal(JSON.stringify(detail), place(consent.id)),
      }
      await clientOf(tx).consent.upsert({ where: { id: consent.id }, create: data, update: data })
    },
    async deleteDraft(tx, id) {
      await clientOf(tx).consent.deleteMany({ where: { id, status: 'draft' } })
    },
  }
}
