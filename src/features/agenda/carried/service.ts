import type { Actor } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { type AgendaItem, agedMonths, isNamed, originOf, startsWithoutForm } from '../model.ts'
import type { AgendaStore } from '../store.ts'
import type { CarriedPoint } from './model.ts'

/** Where carried items come from (R-AGENDA-4). Injected: action points and minutes build on the agenda. */
export interface CarrySources {
  /** unfinished action points of the team */
  open(tx: Tx, teamId: string): Promise<readonly CarriedPoint[]>
  /** whatever its status: a carried one may be finished by now */
  find(tx: Tx, actionPointId: string): Promise<CarriedPoint | null>
  /** held items of the team whose follow-up day is `until` or earlier */
  followUps(tx: Tx, teamId: string, until: Day): Promise<readonly { itemId: string }[]>
}

interface CarryDeps {
  store: AgendaStore
  teams: TeamService
  meetings: MeetingService
  ids: Ids
  sources(): CarrySources
  get(tx: Tx, id: string): Promise<AgendaItem>
  insert(tx: Tx, item: AgendaItem, actor: Actor | null, now: Date): Promise<AgendaItem>
  moveTo(
    tx: Tx,
    item: AgendaItem,
    meetingId: string | null,
    actor: Actor | null,
    now: Date,
  ): Promise<AgendaItem>
  /** what it carried is finished: it leaves the agenda */
  end(tx: Tx, item: AgendaItem, now: Date): Promise<void>
}

/** What follow-ups take until the coordinator says otherwise. */
const minutesOfPoint = 5
const minutesOfFollowUp = 10

/** Minutes may be written days after the meeting: so long nothing is taken from one that nobody has started. */
const patienceMs = 14 * 86_400_000

/** What comes onto an agenda by itself (R-AGENDA-4), so that no link of the thread is dropped. */
export function createCarrying(deps: CarryDeps) {
  const { store, teams, meetings, ids, sources, get, insert, moveTo, end } = deps

  /**
   * Is somebody seeing to what this item carries: on a meeting to come, or waiting for one? On one that nobody has
   * started it is not lost either: it is taken from there, with its form (`takeForgotten`).
   */
  async function pending(tx: Tx, item: AgendaItem): Promise<boolean> {
    if (item.status !== 'open') return false
    const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
    return meeting === null || meeting.status === 'planned' || meeting.status === 'running'
  }

  /**
   * Brings unfinished action points and due follow-ups of the team onto a meeting's agenda, each once, with where
   * they came from (R-AGENDA-4). What stands open on another meeting, or waits, is left where it is; what was
   * deleted from an earlier agenda comes again.
   * @returns how many came
   */
  async function carry(tx: Tx, meeting: Meeting, now: Date): Promise<number> {
    if (!isUpcoming(meeting, now)) return 0
    const { open, followUps } = sources()
    const points = await open(tx, meeting.teamId)
    const due = await followUps(tx, meeting.teamId, dayOf(meeting.startAt, meeting.zone))
    if (points.length + due.length === 0) return 0
    const carriers = await store.carrying(tx, {
      actionPointIds: points.map(point => point.id),
      itemIds: due.map(({ itemId }) => itemId),
    })
    const wants = async (own: readonly AgendaItem[], once: boolean): Promise<boolean> => {
      for (const one of own) {
        const settled = once && one.status !== 'open' && one.status !== 'deleted'
        if (one.meetingId === meeting.id || settled || (await pending(tx, one))) return false
      }
      return true
    }
    let came = 0
    for (const point of points) {
      if (
        !(await wants(
          carriers.filter(one => one.carriedActionPointId === point.id),
          false,
        ))
      )
        continue
      const from = await get(tx, point.agendaItemId)
      await carryOn(tx, meeting, from, { pointId: point.id, presenterId: point.ownerId }, now)
      came += 1
    }
    for (const { itemId } of due) {
      if (
        !(await wants(
          carriers.filter(one => one.carriedItemId === itemId),
          true,
        ))
      )
        continue
      const from = await get(tx, itemId)
      await carryOn(tx, meeting, from, { pointId: null, presenterId: from.presenterId }, now)
      came += 1
    }
    return came
  }

  async function carryOn(
    tx: Tx,
    meeting: Meeting,
    from: AgendaItem,
    carried: { pointId: string | null; presenterId: string },
    now: Date,
  ): Promise<void> {
    const members = await teams.members(tx, meeting.teamId)
    const present = members.some(member => member.personId === carried.presenterId)
    const item: AgendaItem = {
      id: ids.next(),
      teamId: meeting.teamId,
      meetingId: meeting.id,
      kind: 'followUp',
      status: 'open',
      position: (await store.lastPosition(tx, meeting.id, meeting.teamId)) + 1,
      childId: from.childId,
      problem: carried.pointId === null ? from.problem : '',
      // The topic is the same, so that the consent given to it holds (R-CONS-2).
      questions: from.questions,
      minutes: carried.pointId === null ? minutesOfFollowUp : minutesOfPoint,
      presenterId: present ? carried.presenterId : await teams.coordinatorOf(tx, meeting.teamId),
      formFillerId: null,
      withoutForm: startsWithoutForm({
        kind: 'followUp',
        childId: from.childId,
        carriedActionPointId: carried.pointId,
      }),
      fillerRound: 0,
      // A band stays as it was written: how old the child is now, nobody can tell from it (R-CONS-6).
      ageMonths: isNamed(from) ? agedMonths(from.ageMonths, from.createdAt, now) : from.ageMonths,
      carriedActionPointId: carried.pointId,
      carriedItemId: carried.pointId === null ? from.id : null,
      originItemId: originOf(from),
      createdById: from.createdById,
      createdAt: now,
      revision: 0,
    }
    await insert(tx, item, null, now)
  }

  /** Was it carried for an action point that is done or dropped by now? Whoever asked for a form wants to talk of it. */
  async function isFinished(tx: Tx, { carriedActionPointId, formFillerId }: AgendaItem): Promise<boolean> {
    if (carriedActionPointId === null || formFillerId !== null) return false
    const point = await sources().find(tx, carriedActionPointId)
    return point?.status === 'done' || point?.status === 'dropped'
  }

  /** To that meeting, or among those that wait. */
  async function sendOn(tx: Tx, items: readonly AgendaItem[], to: Meeting | null, now: Date): Promise<void> {
    for (const item of items)
      if (await isFinished(tx, item)) await end(tx, item, now)
      else await moveTo(tx, item, to?.id ?? null, null, now)
  }

  /**
   * Takes what stands open on the team's meetings that were planned, are over, and were never started: else a child
   * stays on a meeting that did not take place (R-AGENDA-3).
   * @param over since when
   */
  async function takeForgotten(tx: Tx, meeting: Meeting, over: Date, now: Date): Promise<void> {
    for (const other of await meetings.ofTeam(tx, meeting.teamId))
      if (other.status === 'planned' && other.endAt <= over)
        await sendOn(tx, await store.ofMeeting(tx, other.id, ['open']), meeting, now)
  }

  /** The last moment before the distribution: whatever belongs to the meeting comes now. */
  async function carryAtDeadline(tx: Tx, meeting: Meeting, now: Date): Promise<number> {
    if (!isUpcoming(meeting, now)) return 0
    await takeForgotten(tx, meeting, now, now)
    return carry(tx, meeting, now)
  }

  async function carryToNext(tx: Tx, teamId: string, now: Date): Promise<number> {
    const next = await meetings.nextPlanned(tx, teamId, now)
    if (!next) return 0
    const late = now >= next.dueAt
    await takeForgotten(tx, next, late ? now : new Date(now.getTime() - patienceMs), now)
    await sendOn(tx, await store.waiting(tx, teamId), next, now)
    return carry(tx, next, now)
  }

  /** What still stands open on a meeting that is over or off goes to the next one, or waits for it. */
  async function handOn(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    const next = await meetings.nextPlanned(tx, meeting.teamId, now)
    await sendOn(tx, await store.ofMeeting(tx, meeting.id, ['open']), next, now)
    await carryToNext(tx, meeting.teamId, now)
  }

  const meetingListener: MeetingListener = {
    planned: async (tx, meeting, now) => void (await carryToNext(tx, meeting.teamId, now)),
    cancelled: handOn,
    held: handOn,
  }

  return { carryAtDeadline, carryToNext, meetingListener }
}
