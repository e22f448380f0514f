import type { AgendaItem as ItemRow } from '../../../prisma/generated/client.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { AgendaItem, ItemKind, ItemStatus } from './model.ts'
import type { AgendaStore, Child } from './store.ts'

export function createAgendaStore(codec: Codec): AgendaStore {
  const place = {
    problem: (id: string) => `AgendaItem.problem:${id}`,
    questions: (id: string) => `AgendaItem.questions:${id}`,
    name: (id: string) => `Child.name:${id}`,
  }

  const toItem = ({ problemSealed, questionsSealed, ...row }: ItemRow): AgendaItem => ({
    ...row,
    kind: row.kind as ItemKind,
    status: row.status as ItemStatus,
    problem: codec.open(problemSealed, place.problem(row.id)),
    questions: JSON.parse(codec.open(questionsSealed, place.questions(row.id))) as string[],
  })

  const sealed = (id: string, texts: { problem?: string; questions?: readonly string[] }) => ({
    ...(texts.problem === undefined ? {} : { problemSealed: codec.seal(texts.problem, place.problem(id)) }),
    ...(texts.questions === undefined
      ? {}
      : { questionsSealed: codec.seal(JSON.stringify(texts.questions), place.questions(id)) }),
  })

  const toChild = (row: {
    id: string
    tenantId: string
    institutionId: string
    nameSealed: string
  }): Child => ({
    id: row.id,
    tenantId: row.tenantId,
    institutionId: row.institutionId,
    name: codec.open(row.nameSealed, place.name(row.id)),
  })

  return {
    async find(tx, id) {
      const row = await clientOf(tx).agendaItem.findUnique({ where: { id } })
      return row && toItem(row)
    },
    async ofMeeting(tx, meetingId, statuses) {
      const rows = await clientOf(tx).agendaItem.findMany({
        where: { meetingId, status: { in: [...statuses] } },
        orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
      })
      return rows.map(toItem)
    },
    async waiting(tx, teamId) {
      const rows = await clientOf(tx).agendaItem.findMany({
        where: { teamId, meetingId: null, status: 'open' },
        orderBy: [{ createdAt: 'asc' }, { position: 'asc' }],
      })
      return rows.map(toItem)
    },
    async ofChild(tx, childId) {
      const rows = await clientOf(tx).agendaItem.findMany({
        where: { childId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toItem)
    },
    async filledBy(tx, teamId, formFillerId) {
      const rows = await clientOf(tx).agendaItem.findMany({ where: { teamId, formFillerId, status: 'open' } })
      return rows.map(toItem)
    },
    async waitingFilledBy(tx, formFillerId) {
      const rows = await clientOf(tx).agendaItem.findMany({
        where: { formFillerId, meetingId: null, status: 'open' },
        orderBy: [{ createdAt: 'asc' }, { position: 'asc' }],
      })
      return rows.map(toItem)
    },
    async lastPosition(tx, meetingId, teamId) {
      const row = await clientOf(tx).agendaItem.findFirst({
        where: { teamId, meetingId },
        orderBy: { position: 'desc' },
        select: { position: true },
      })
      return row?.position ?? 0
    },
    async insert(tx, { problem, questions, ...item }) {
      const texts = {
        problemSealed: codec.seal(problem, place.problem(item.id)),
        questionsSealed: codec.seal(JSON.stringify(questions), place.questions(item.id)),
      }
      await clientOf(tx).agendaItem.create({ data: { ...item, ...texts } })
    },
    async update(tx, id, { problem, questions, ...change }) {
      const texts = sealed(id, {
        ...(problem === undefined ? {} : { problem }),
        ...(questions === undefined ? {} : { questions }),
      })
      await clientOf(tx).agendaItem.update({
        where: { id },
        data: { ...change, ...texts, revision: { increment: 1 } },
      })
    },
    async reorder(tx, ids) {
      for (const [index, id] of ids.entries())
        await clientOf(tx).agendaItem.update({ where: { id }, data: { position: index + 1 } })
    },
    async carrying(tx, { actionPointIds, itemIds }) {
      const rows = await clientOf(tx).agendaItem.findMany({
        where: {
          OR: [
            { carriedActionPointId: { in: [...actionPointIds] } },
            { carriedItemId: { in: [...itemIds] } },
          ],
        },
      })
      return rows.map(toItem)
    },
    async families(tx, originItemIds) {
      const rows = await clientOf(tx).agendaItem.findMany({
        where: { originItemId: { in: [...originItemIds] } },
        select: { id: true, originItemId: true },
      })
      return new Map(
        originItemIds.map(origin => [
          origin,
          [origin, ...rows.filter(row => row.originItemId === origin).map(row => row.id)],
        ]),
      )
    },

    async child(tx, id) {
      const row = await clientOf(tx).child.findUnique({ where: { id } })
      return row && toChild(row)
    },
    async insertChild(tx, { name, ...child }, now) {
      await clientOf(tx).child.create({
        data: { ...child, nameSealed: codec.seal(name, place.name(child.id)), createdAt: now },
      })
    },
    async renameChild(tx, id, name) {
      await clientOf(tx).child.update({
        where: { id },
        data: { nameSealed: codec.seal(name, place.name(id)) },
      })
    },
    async deleteChild(tx, id) {
      await clientOf(tx).child.delete({ where: { id } })
    },
    async isBound(tx, { id, childId }) {
      const client = clientOf(tx)
      const ofItem = { where: { agendaItemId: id } }
      return (
        (await client.preparationForm.count(ofItem)) > 0 ||
        (await client.contribution.count(ofItem)) > 0 ||
        (await client.itemResult.count(ofItem)) > 0 ||
        (await client.consent.count({ where: { OR: [{ agendaItemId: id }, { childId }] } })) > 0 ||
        (await client.actionPoint.count({ where: { childId } })) > 0 ||
        (await client.agendaItem.count({ where: { childId, id: { not: id } } })) > 0
      )
    },
    async childrenBy(tx, teamId, personId) {
      const items = await clientOf(tx).agendaItem.findMany({
        where: { teamId, createdById: personId, childId: { not: null } },
        select: { childId: true },
        distinct: ['childId'],
      })
      const rows = await clientOf(tx).child.findMany({
        where: { id: { in: items.flatMap(({ childId }) => childId ?? []) } },
      })
      return rows.map(toChild)
    },
    async childrenOfInstitution(tx, institutionId) {
      return (await clientOf(tx).child.findMany({ where: { institutionId } })).map(toChild)
    },
  }
}
