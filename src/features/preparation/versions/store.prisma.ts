import type { HandedInVersion as Row } from '../../../../prisma/generated/client.ts'
import type { Codec } from '../../../shared/codec.ts'
import { clientOf } from '../../../shared/database.prisma.ts'
import type { Version } from './model.ts'
import type { VersionStore } from './store.ts'

export function createVersionStore(codec: Codec): VersionStore {
  const place = ({ agendaItemId, contributorId, version }: Omit<Version, 'answers'>) =>
    `HandedInVersion.answers:${agendaItemId}:${contributorId}:${version}`
  const toVersion = ({ answersSealed, ...row }: Row): Version => ({
    ...row,
    answers: codec.open(answersSealed, place(row)),
  })

  return {
    async insert(tx, { answers, ...version }) {
      const data = { ...version, answersSealed: codec.seal(answers, place(version)) }
      await clientOf(tx).handedInVersion.create({ data })
    },
    async of(tx, { agendaItemId, contributorId }) {
      const rows = await clientOf(tx).handedInVersion.findMany({
        where: { agendaItemId, contributorId },
        orderBy: { version: 'asc' },
      })
      return rows.map(toVersion)
    },
    async ofItem(tx, agendaItemId) {
      const rows = await clientOf(tx).handedInVersion.findMany({
        where: { agendaItemId },
        orderBy: [{ submittedAt: 'asc' }, { version: 'asc' }],
      })
      return rows.map(toVersion)
    },
  }
}
