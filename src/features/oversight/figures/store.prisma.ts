import { clientOf } from '../../../shared/database.prisma.ts'
import type { Day } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { InstitutionFigures, TeamFacts } from './model.ts'
import type { FiguresStore } from './store.ts'

/** The columns that are counted, and no others: nothing sealed is even read. */
async function rowsOf(tx: Tx, teamIds: readonly string[]) {
  const client = clientOf(tx)
  const ofTeams = { teamId: { in: [...teamIds] } }
  const meetings = await client.meeting.findMany({
    where: { ...ofTeams, status: 'held' },
    orderBy: { startAt: 'asc' },
    select: { id: true, teamId: true, startAt: true, zone: true },
  })
  const items = await client.agendaItem.findMany({
    where: { ...ofTeams, status: 'held', meetingId: { not: null } },
    select: { id: true, teamId: true, meetingId: true, ageMonths: true, carriedItemId: true },
  })
  const ofMeetings = { meetingId: { in: meetings.map(({ id }) => id) } }
  const standings = await client.deadlineStanding.findMany({ where: ofMeetings })
  const results = await client.itemResult.findMany({
    where: { ...ofMeetings, followUpDay: { not: null } },
    select: { agendaItemId: true, meetingId: true, followUpDay: true },
  })
  const approved = await client.minutes.findMany({
    where: { ...ofMeetings, version: 1, approvedAt: { not: null } },
    select: { meetingId: true, approvedAt: true },
  })
  const points = await client.actionPoint.findMany({
    where: { ...ofTeams, status: { not: 'draft' } },
    select: { teamId: true, meetingId: true, dueDay: true, status: true, endedAt: true },
  })
  return { meetings, items, standings, results, approved, points }
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

export function createFiguresStore(): FiguresStore {
  return {
    async tenants(tx) {
      const rows = await clientOf(tx).team.findMany({ distinct: ['tenantId'], select: { tenantId: true } })
      return rows.map(row => row.tenantId).toSorted()
    },
    async since(tx, tenantId, zone) {
      const client = clientOf(tx)
      const teams = await client.team.findMany({ where: { tenantId }, select: { id: true, createdAt: true } })
      const first = await client.meeting.findFirst({
        where: { teamId: { in: teams.map(({ id }) => id) }, status: 'held' },
        orderBy: { startAt: 'asc' },
        select: { startAt: true },
      })
      const moments = [...teams.map(team => team.createdAt), ...(first ? [first.startAt] : [])]
      return moments.map(moment => dayOf(moment, zone)).toSorted()[0] ?? null
    },
    async settled(tx, tenantId) {
      const rows = await clientOf(tx).settledFigures.findMany({
        where: { tenantId },
        select: { period: true },
      })
      return rows.map(row => row.period)
    },
    async countsOf(tx, tenantId, period) {
      const where = { tenantId_period: { tenantId, period } }
      const row = await clientOf(tx).settledFigures.findUnique({ where })
      return row && (JSON.parse(row.counts) as InstitutionFigures[])
    },
    async settle(tx, tenantId, period, counts, now) {
      await clientOf(tx).settledFigures.create({
        data: { tenantId, period, counts: JSON.stringify(counts), settledAt: now },
      })
    },
    async facts(tx, { tenantId, teamIds }, zone) {
      const teams = await clientOf(tx).team.findMany({
        where: { tenantId, ...(teamIds ? { id: { in: [...teamIds] } } : {}) },
        select: { id: true, institutionId: true, cadenceWeeks: true, createdAt: true },
      })
      const rows = await rowsOf(
        tx,
        teams.map(({ id }) => id),
      )
      const counted = countedOf(rows, zone)
      return teams.map(({ id, institutionId, cadenceWeeks, createdAt }): TeamFacts => {
        const own = counted(id)
        const made = dayOf(createdAt, zone)
        const first = own.meetings[0]?.day ?? made
        const since = first < made ? first : made
        return { teamId: id, institutionId, cadenceWeeks, since, ...own }
      })
    },
  }
}

/** The items, action points and follow-ups of one team at a time, looked up and not searched for. */
function countedOf({ meetings, items, standings, results, approved, points }: Rows, zone: string) {
  const approvedAt = new Map(approved.map(one => [one.meetingId, one.approvedAt]))
  const held = new Map(
    meetings.map(({ id, teamId, startAt, zone: ownZone }) => {
      const day = dayOf(startAt, ownZone)
      const known = dayOf(approvedAt.get(id) ?? startAt, ownZone)
      return [id, { teamId, day, known }]
    }),
  )
  const meetingsOf = Map.groupBy(held.values(), one => one.teamId)
  const standing = new Map(standings.map(one => [one.agendaItemId, one]))
  const itemsOf = Map.groupBy(items, item => item.teamId)
  const pointsOf = Map.groupBy(points, point => point.teamId)
  const resultsOf = Map.groupBy(results, result => held.get(result.meetingId)?.teamId ?? '')
  const heldOn = (meetingId: string | null) => {
    const found = held.get(meetingId ?? '')
    return found ? { day: found.day, known: found.known } : null
  }
  const itemOf = new Map(items.map(item => [item.id, item]))
  const isOfHeld = (one: Rows['results'][number]) => itemOf.get(one.agendaItemId)?.meetingId === one.meetingId
  const carried = Map.groupBy(items, item => item.carriedItemId ?? '')

  return (teamId: string): Pick<TeamFacts, 'meetings' | 'items' | 'points' | 'followUps'> => ({
    meetings: (meetingsOf.get(teamId) ?? []).map(({ day, known }) => ({ day, known })),
    items: (itemsOf.get(teamId) ?? []).flatMap(({ id, meetingId, ageMonths }) => {
      const on = heldOn(meetingId)
      const then = standing.get(id)
      // Of another meeting's deadline: it was put off after it.
      const own = then?.meetingId === meetingId ? then : null
      return on === null
        ? []
        : [{ ...on, ageMonths, consent: consentOf(own?.consent), form: formOf(own?.form) }]
    }),
    points: (pointsOf.get(teamId) ?? []).map(({ meetingId, dueDay, status, endedAt }) => ({
      known: held.get(meetingId)?.known ?? (dueDay as Day),
      dueDay: dueDay as Day,
      endedDay: endedAt === null ? null : dayOf(endedAt, zone),
      done: status === 'done',
    })),
    // Of an item that was put off there is nothing to follow up yet.
    followUps: (resultsOf.get(teamId) ?? [])
      .filter(isOfHeld)
      .map(({ agendaItemId, meetingId, followUpDay }) => ({
        known: held.get(meetingId)?.known ?? (followUpDay as Day),
        dueDay: followUpDay as Day,
        held: (carried.get(agendaItemId) ?? []).flatMap(item => heldOn(item.meetingId) ?? []),
      })),
  })
}

const consentOf = (text: string | null | undefined) =>
  text === 'inOrder' || text === 'missing' ? text : null
const formOf = (text: string | null | undefined) => (text === 'inTime' || text === 'missing' ? text : null)
