import type { ActionPoint as ActionPointRow, Prisma } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Day } from '../../shared/day.ts'
import type { Ids } from '../../shared/ids.ts'
import type { ActionPoint, ActionPointEvent, ActionPointKind, ActionPointStatus } from './model.ts'
import type { ActionPointFilter, ActionPointStore } from './store.ts'

export function createActionPointStore(codec: Codec, ids: Ids): ActionPointStore {
  const textOf = (id: string) => `ActionPoint.text:${id}`
  const noteOf = (id: string) => `ActionPoint.note:${id}`
  const detailOf = (id: string) => `ActionPointEvent.detail:${id}`

  const toPoint = ({ textSealed, noteSealed, ...row }: ActionPointRow): ActionPoint => ({
    ...row,
    kind: row.kind as ActionPointKind,
    status: row.status as ActionPointStatus,
    dueDay: row.dueDay as Day,
    wantedDay: row.wantedDay as Day | null,
    text: codec.open(textSealed, textOf(row.id)),
    note: noteSealed === null ? null : codec.open(noteSealed, noteOf(row.id)),
  })

  return {
    async find(tx, id) {
      const row = await clientOf(tx).actionPoint.findUnique({ where: { id } })
      return row && toPoint(row)
    },
    async list(tx, filter) {
      const rows = await clientOf(tx).actionPoint.findMany({
        where: whereOf(filter),
        orderBy: [{ dueDay: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toPoint)
    },
    async insert(tx, { text, note, ...point }) {
      await clientOf(tx).actionPoint.create({
        data: {
          ...point,
          textSealed: codec.seal(text, textOf(point.id)),
          noteSealed: note === null ? null : codec.seal(note, noteOf(point.id)),
        },
      })
    },
    async update(tx, id, { text, note, ...change }) {
      await clientOf(tx).actionPoint.update({
        where: { id },
        data: {
          ...change,
          revision: { increment: 1 },
          ...(text === undefined ? {} : { textSealed: codec.seal(text, textOf(id)) }),
          ...(note === undefined ? {} : { noteSealed: note === null ? null : codec.seal(note, noteOf(id)) }),
        },
      })
    },
    async removeDraft(tx, id) {
      const { count } = await clientOf(tx).actionPoint.deleteMany({ where: { id, status: 'draft' } })
      if (count === 1) await clientOf(tx).actionPointEvent.deleteMany({ where: { actionPointId: id } })
      return count === 1
    },
    async addEvent(tx, actionPointId, { detail, ...event }) {
      const id = ids.next()
      const detailSealed = detail === null ? null : codec.seal(detail, detailOf(id))
      const position = await clientOf(tx).actionPointEvent.count({ where: { actionPointId } })
      const data = { ...event, id, actionPointId, position, detailSealed }
      await clientOf(tx).actionPointEvent.create({ data })
    },
    async history(tx, actionPointId) {
      const rows = await clientOf(tx).actionPointEvent.findMany({
        where: { actionPointId },
        orderBy: { position: 'asc' },
      })
      return rows.map(row => ({
        at: row.at,
        actorId: row.actorId,
        what: row.what as ActionPointEvent['what'],
        toPersonId: row.toPersonId,
        dueDay: row.dueDay as Day | null,
        detail: row.detailSealed === null ? null : codec.open(row.detailSealed, detailOf(row.id)),
      }))
    },
  }
}

function whereOf({ personId, statuses, ...same }: ActionPointFilter): Prisma.ActionPointWhereInput {
  return {
    ...same,
    ...(statuses ? { status: { in: [...statuses] } } : {}),
    ...(personId ? { OR: [{ ownerId: personId }, { handoverToId: personId, status: 'handingOver' }] } : {}),
  }
}
