import type { Contribution as Row } from '../../../../prisma/generated/client.ts'
import type { Profession } from '../../../shared/action.ts'
import type { Codec } from '../../../shared/codec.ts'
import { clientOf } from '../../../shared/database.prisma.ts'
import type { HandInStatus } from '../versions/model.ts'
import type { Contribution } from './model.ts'
import { parseTexts } from './schema.ts'
import type { ContributionStore } from './store.ts'

export function createContributionStore(codec: Codec): ContributionStore {
  const place = (id: string) => `Contribution.answers:${id}`

  const toContribution = ({ answersSealed, ...row }: Row): Contribution => ({
    ...row,
    profession: row.profession as Profession,
    status: row.status as HandInStatus,
    texts: parseTexts(codec.open(answersSealed, place(row.id))),
  })

  const toRow = ({ texts, ...contribution }: Contribution) => ({
    ...contribution,
    answersSealed: codec.seal(JSON.stringify(texts), place(contribution.id)),
  })

  return {
    async find(tx, agendaItemId, authorId) {
      const key = { agendaItemId, authorId }
      const row = await clientOf(tx).contribution.findUnique({ where: { agendaItemId_authorId: key } })
      return row && toContribution(row)
    },
    async ofItems(tx, itemIds) {
      const rows = await clientOf(tx).contribution.findMany({
        where: { agendaItemId: { in: [...itemIds] } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toContribution)
    },
    async insert(tx, contribution) {
      await clientOf(tx).contribution.create({ data: toRow(contribution) })
    },
    async put(tx, contribution) {
      const { id, ...row } = toRow(contribution)
      await clientOf(tx).contribution.update({ where: { id }, data: row })
    },
  }
}
