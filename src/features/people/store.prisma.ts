import { type Person as PersonRow, Prisma } from '../../../prisma/generated/client.ts'
import { everyWorkingDay } from '../../reminders/model.ts'
import {
  type Invitation,
  type Language,
  type Membership,
  type Profession,
  professions,
} from '../../shared/action.ts'
import type { Codec } from '../../shared/codec.ts'
import { clientOf } from '../../shared/database.prisma.ts'
import type { Day } from '../../shared/day.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Person, PersonStatus } from './model.ts'
import type { PeopleStore, SignedIn } from './store.ts'

export function createPeopleStore(codec: Codec): PeopleStore {
  const place = (id: string) => `Person.name:${id}`
  const toPerson = (row: PersonRow): Person => ({
    id: row.id,
    tenantId: row.tenantId,
    name: codec.open(row.nameSealed, place(row.id)),
    profession: toProfession(row.profession),
    institutionId: row.institutionId,
    language: toLanguage(row.language),
    status: row.status as PersonStatus,
  })

  return {
    async find(tx, id) {
      const row = await clientOf(tx).person.findUnique({ where: { id } })
      return row && toPerson(row)
    },
    async many(tx, ids) {
      if (ids.length === 0) return []
      const rows = await clientOf(tx).person.findMany({ where: { id: { in: [...new Set(ids)] } } })
      return rows.map(toPerson)
    },
    directoryIds: (tx, ids) =>
      clientOf(tx).person.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, tenantId: true, externalId: true },
      }),
    async byExternalId(tx, tenantId, externalId) {
      const row = await clientOf(tx).person.findUnique({
        where: { tenantId_externalId: { tenantId, externalId } },
      })
      return row && toPerson(row)
    },
    async ofTenant(tx, tenantId) {
      return (await clientOf(tx).person.findMany({ where: { tenantId } })).map(toPerson)
    },
    async insert(tx, person, externalId, now) {
      const { name, ...rest } = person
      await clientOf(tx).person.create({
        data: { ...rest, externalId, nameSealed: codec.seal(name, place(person.id)), createdAt: now },
      })
    },
    async update(tx, id, { name, ...change }) {
      const sealed = name === undefined ? {} : { nameSealed: codec.seal(name, place(id)) }
      await clientOf(tx).person.update({ where: { id }, data: { ...change, ...sealed } })
    },
    async rhythm(tx, id) {
      const row = await clientOf(tx).person.findUnique({
        where: { id },
        select: { digestAt: true, digestWeekday: true, digestStopped: true },
      })
      return row
        ? { at: row.digestAt, weekday: row.digestWeekday, stopped: row.digestStopped }
        : everyWorkingDay
    },
    async setRhythm(tx, id, { at, weekday, stopped }) {
      const data = { digestAt: at, digestWeekday: weekday, digestStopped: stopped }
      await clientOf(tx).person.update({ where: { id }, data })
    },
    async silent(tx, ids) {
      const where = { id: { in: [...ids] }, digestStopped: true }
      const rows = await clientOf(tx).person.findMany({ where, select: { id: true } })
      return rows.map(row => row.id)
    },
    /** In one query of our own: it is asked at every click, and one costs a third of the four that Prisma would make. */
    async signedIn(tx, who) {
      const where =
        'personId' in who
          ? Prisma.sql`person."id" = ${who.personId}`
          : Prisma.sql`person."tenantId" = ${who.tenantId} AND person."externalId" = ${who.externalId}`
      const columns = Prisma.sql`person."id", person."tenantId", person."profession", person."language",
        person."status", chat."conversationId", chat."serviceUrl", chat."teamsUserId", chat."botId"`
      const from = Prisma.sql`FROM "Person" person
        LEFT JOIN "ConversationReference" chat ON chat."personId" = person."id"`
      const rows = await clientOf(tx).$queryRaw<SignedInRow[]>`
        SELECT ${columns}, member."teamId", member."profession" AS "memberProfession", member."coordinator",
          NULL AS "meetingId", NULL AS "agendaItemId"
        ${from} LEFT JOIN "TeamMember" member ON member."personId" = person."id" AND member."leftAt" IS NULL
        WHERE ${where}
        UNION ALL
        SELECT ${columns}, NULL, NULL, NULL, guest."meetingId", guest."agendaItemId"
        ${from} JOIN "MeetingGuest" guest ON guest."personId" = person."id"
        WHERE ${where}`
      const [row] = rows
      return row ? toSignedIn(row, rows) : null
    },

    reference: (tx, personId) => clientOf(tx).conversationReference.findUnique({ where: { personId } }),
    async putReference(tx, personId, reference, now) {
      const { conversationId, serviceUrl, teamsUserId, botId } = reference
      const data = { conversationId, serviceUrl, teamsUserId, botId, updatedAt: now }
      // A chat belongs to one person: whoever had it before does not get somebody else's messages.
      await clientOf(tx).conversationReference.deleteMany({
        where: { conversationId, personId: { not: personId } },
      })
      await clientOf(tx).conversationReference.upsert({
        where: { personId },
        create: { personId, ...data },
        update: data,
      })
    },
    async dropReference(tx, personId) {
      await clientOf(tx).conversationReference.deleteMany({ where: { personId } })
    },

    institution: (tx, id) => clientOf(tx).institution.findUnique({ where: { id } }),
    institutionByName: (tx, tenantId, name) =>
      clientOf(tx).institution.findUnique({ where: { tenantId_name: { tenantId, name } } }),
    institutions: (tx, tenantId) => clientOf(tx).institution.findMany({ where: { tenantId } }),
    async insertInstitution(tx, institution, now) {
      await clientOf(tx).institution.create({ data: { ...institution, createdAt: now } })
    },

    async absences(tx, personIds, fromDay) {
      const rows = await clientOf(tx).absence.findMany({
        where: { personId: { in: [...personIds] }, toDay: { gte: fromDay } },
        orderBy: { fromDay: 'asc' },
      })
      return rows.map(row => ({
        id: row.id,
        personId: row.personId,
        fromDay: row.fromDay as Day,
        toDay: row.toDay as Day,
        createdAt: row.createdAt,
      }))
    },
    async insertAbsence(tx, absence) {
      await clientOf(tx).absence.create({ data: absence })
    },
    async deleteAbsence(tx, id, personId) {
      const { count } = await clientOf(tx).absence.deleteMany({ where: { id, personId } })
      return count === 1
    },

    async putGroup(tx, group, memberIds, now) {
      const { id, ...data } = group
      await clientOf(tx).groupConversation.upsert({
        where: { id },
        create: { id, ...data, updatedAt: now },
        update: { ...data, updatedAt: now },
      })
      await clientOf(tx).groupMember.deleteMany({ where: { conversationId: id } })
      await clientOf(tx).groupMember.createMany({
        data: [...new Set(memberIds)].map(personId => ({ conversationId: id, personId })),
      })
    },
    async groupmates(tx, personId) {
      const groups = await clientOf(tx).groupMember.findMany({ where: { personId } })
      const rows = await clientOf(tx).groupMember.findMany({
        where: { conversationId: { in: groups.map(group => group.conversationId) } },
      })
      return [...new Set(rows.map(row => row.personId))]
    },
    async groupMembers(tx, conversationId) {
      const rows = await clientOf(tx).groupMember.findMany({ where: { conversationId } })
      return rows.map(row => row.personId)
    },
  }
}

interface SignedInRow {
  id: string
  tenantId: string
  profession: string | null
  language: string
  status: string
  conversationId: string | null
  serviceUrl: string
  teamsUserId: string
  botId: string
  /** one row for each team they are in, and one for each meeting they are a guest of */
  teamId: string | null
  memberProfession: string | null
  /** SQLite has 1 and 0 */
  coordinator: boolean | number | bigint | null
  meetingId: string | null
  agendaItemId: string | null
}

function toSignedIn(row: SignedInRow, rows: readonly SignedInRow[]): SignedIn {
  const { conversationId, serviceUrl, teamsUserId, botId } = row
  const memberships = rows.flatMap(({ teamId, memberProfession, coordinator }): Membership[] =>
    teamId === null
      ? []
      : [
          {
            teamId,
            profession: toProfession(memberProfession) ?? 'other',
            coordinator: Boolean(coordinator),
          },
        ],
  )
  const invitations = rows.flatMap(({ meetingId, agendaItemId }): Invitation[] =>
    meetingId === null ? [] : [{ meetingId, agendaItemId: agendaItemId || null }],
  )
  return {
    actor: {
      tenantId: row.tenantId,
      personId: row.id,
      profession: toProfession(row.profession),
      language: toLanguage(row.language),
      memberships,
      invitations,
    },
    status: row.status as PersonStatus,
    reference: conversationId === null ? null : { conversationId, serviceUrl, teamsUserId, botId },
  }
}

const toLanguage = (text: string): Language => (text === 'en' ? 'en' : 'da')
const toProfession = (text: string | null): Profession | null =>
  professions.find(profession => profession === text) ?? null

/** The municipality of a person, whoever they are to it; '' for somebody who is gone. */
export async function tenantOf(tx: Tx, personId: string): Promise<string> {
  const row = await clientOf(tx).person.findUnique({ where: { id: personId }, select: { tenantId: true } })
  return row?.tenantId ?? ''
}
