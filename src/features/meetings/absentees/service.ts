import type { Planner } from '../../../reminders/planner.ts'
import { type Day, daysBetween } from '../../../shared/day.ts'
import type { Log } from '../../../shared/log.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import type { Absence } from '../../people/model.ts'
import type { PeopleListener, PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { isUpcoming, type Meeting } from '../model.ts'
import type { MeetingStore } from '../store.ts'

export interface AbsenteeDeps {
  store: Pick<MeetingStore, 'find' | 'engagements'>
  teams: TeamService
  people: Pick<PeopleService, 'absences' | 'find'>
  policies: PolicyService
  planner: Planner
  log: Log
  /** the teams whose action points this person has, or is asked to take over */
  owes(tx: Tx, personId: string): Promise<readonly string[]>
}

/** Message kinds about somebody whom messages, or a meeting, do not reach. */
export const absenteeKinds = {
  unreachable: 'person.unreachable',
  absent: 'meeting.absent',
  silent: 'person.silent',
} as const

export type AbsenteeService = ReturnType<typeof createAbsentees>

/** Guests of meetings so far ahead are looked for. */
const aheadMs = 400 * 86_400_000

/**
 * Tells coordinators of somebody who has dropped out of reach (R-TEAM-5), or will be away on a day that is fixed
 * (R-TEAM-4): each of them once, about all of their teams together.
 */
export function createAbsentees({ store, teams, people, policies, planner, log, owes }: AbsenteeDeps) {
  /**
   * The teams that wait for this person: those they are in, those of whose coming meetings they are guests, and those
   * whose action points they have.
   */
  async function teamsOf(tx: Tx, personId: string, now: Date): Promise<string[]> {
    const span = { startAt: now, endAt: new Date(now.getTime() + aheadMs) }
    const engaged = await store.engagements(tx, [personId], span)
    const own = await teams.idsOf(tx, personId)
    return [...new Set([...own, ...engaged.map(one => one.teamId), ...(await owes(tx, personId))])]
  }

  /** By coordinator; the person themself is not among them. */
  async function byCoordinator<T extends { teamId: string }>(
    tx: Tx,
    all: readonly T[],
    personId: string,
  ): Promise<Map<string, T[]>> {
    const found = new Map<string, T[]>()
    for (const one of all) {
      const coordinatorId = await teams.coordinatorOf(tx, one.teamId)
      if (coordinatorId === personId) continue
      found.set(coordinatorId, [...(found.get(coordinatorId) ?? []), one])
    }
    return found
  }

  /** Planned meetings on days of the absence to which this person, as a member, is to come. */
  async function missed(tx: Tx, absence: Absence, tenantId: string, now: Date): Promise<Meeting[]> {
    const { zone } = await policies.of(tx, tenantId)
    const { personId, fromDay, toDay } = absence
    const from = instantOf(fromDay, '00:00', zone)
    const days = daysBetween(fromDay, toDay) + 2
    const span = { startAt: from, endAt: new Date(from.getTime() + days * 86_400_000) }
    const ids = (await store.engagements(tx, [personId], span)).map(one => one.meetingId)
    const found = await Promise.all(ids.map(id => store.find(tx, id)))
    const meetings: Meeting[] = []
    for (const meeting of found)
      if (meeting && (await misses(tx, meeting, personId, [absence], now))) meetings.push(meeting)
    return meetings
  }

  async function misses(
    tx: Tx,
    meeting: Meeting,
    personId: string,
    absences: readonly Pick<Absence, 'fromDay' | 'toDay'>[],
    now: Date,
  ): Promise<boolean> {
    const day = dayOf(meeting.startAt, meeting.zone)
    if (meeting.status !== 'planned' || !isUpcoming(meeting, now) || !covers(absences, day)) return false
    const members = await teams.members(tx, meeting.teamId)
    return members.some(member => member.personId === personId && member.required)
  }

  const peopleListener: PeopleListener = {
    async lost(tx, { id }, now) {
      const of = (await teamsOf(tx, id, now)).map(teamId => ({ teamId }))
      const told = await byCoordinator(tx, of, id)
      const kind = absenteeKinds.unreachable
      for (const recipientId of told.keys()) {
        const key = `${kind}:${id}:${recipientId}:${now.getTime()}`
        await planner.deliver(tx, { key, kind, subjectId: id, recipientId }, now)
      }
      const led = of.length - [...told.values()].flat().length
      // Nobody else can be told in their place: their members see it on the team's card.
      if (led > 0) log.warn('coordinator.unreachable', { personId: id, teams: led })
    },

    // Told once a day at most, should they change their mind (R-ACT-6).
    async silent(tx, { id, tenantId }, now) {
      const of = (await teamsOf(tx, id, now)).map(teamId => ({ teamId }))
      const { zone } = await policies.of(tx, tenantId)
      const kind = absenteeKinds.silent
      for (const recipientId of (await byCoordinator(tx, of, id)).keys()) {
        const key = `${kind}:${id}:${recipientId}:${dayOf(now, zone)}`
        await planner.deliver(tx, { key, kind, subjectId: id, recipientId }, now)
      }
    },

    async absent(tx, { id: personId, tenantId }, absence, now) {
      const others = (await people.absences(tx, [personId], absence.fromDay)).filter(
        one => one.id !== absence.id,
      )
      const news = (await missed(tx, absence, tenantId, now)).filter(
        // Said when the other one was recorded.
        ({ startAt, zone }) => !covers(others, dayOf(startAt, zone)),
      )
      const kind = absenteeKinds.absent
      for (const [recipientId, meetings] of await byCoordinator(tx, news, personId)) {
        const detail = { meetings: meetings.map(({ id }) => id) }
        const key = `${kind}:${absence.id}:${recipientId}`
        await planner.deliver(tx, { key, kind, subjectId: personId, recipientId, detail }, now)
      }
    },
  }

  return {
    peopleListener,

    /** Who is told when this person stops their reminders, and how many teams nobody else looks after. */
    async tellsOf(tx: Tx, personId: string, now: Date): Promise<{ coordinatorIds: string[]; led: string[] }> {
      const of = (await teamsOf(tx, personId, now)).map(teamId => ({ teamId }))
      const told = await byCoordinator(tx, of, personId)
      const others = new Set([...told.values()].flat().map(one => one.teamId))
      return {
        coordinatorIds: [...told.keys()],
        led: of.map(one => one.teamId).filter(teamId => !others.has(teamId)),
      }
    },

    /** The teams that wait for this person and that the reader coordinates, by name. */
    async waitingTeams(tx: Tx, personId: string, readerId: string, now: Date): Promise<Team[]> {
      const of = (await teamsOf(tx, personId, now)).map(teamId => ({ teamId }))
      const own = (await byCoordinator(tx, of, personId)).get(readerId) ?? []
      return [
        ...(
          await teams.many(
            tx,
            own.map(one => one.teamId),
          )
        ).values(),
      ]
    },

    /** Of these meetings, those that this person still misses, as far as it is the reader's to know. */
    async stillMissed(
      tx: Tx,
      meetingIds: readonly string[],
      personId: string,
      readerId: string,
      now: Date,
    ): Promise<Meeting[]> {
      const still: Meeting[] = []
      for (const id of meetingIds) {
        const meeting = await store.find(tx, id)
        if (!meeting || (await teams.coordinatorOf(tx, meeting.teamId)) !== readerId) continue
        const absences = await people.absences(tx, [personId], dayOf(meeting.startAt, meeting.zone))
        if (await misses(tx, meeting, personId, absences, now)) still.push(meeting)
      }
      return still.toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
    },
  }
}

const covers = (absences: readonly Pick<Absence, 'fromDay' | 'toDay'>[], day: Day): boolean =>
  absences.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay)
