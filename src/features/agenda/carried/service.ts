import type { Actor } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { type Room, releasedRoom, takenOn } from '../budget/model.ts'
import type { Budgets } from '../budget/service.ts'
import { type AgendaItem, agedMonths, isNamed, originOf, startsWithoutForm } from '../model.ts'
import type { AgendaStore } from '../store.ts'
import type { Lacking, Released } from '../waiting/model.ts'
import type { CarriedPoint } from './model.ts'

/** Where carried items come from (R-AGENDA-4). Injected: action points and minutes build on the agenda. */
export interface CarrySources {
  /** unfinished action points of the team */
  open(tx: Tx, teamId: string): Promise<readonly CarriedPoint[]>
  /** whatever its status: a carried one may be finished by now */
  find(tx: Tx, actionPointId: string): Promise<CarriedPoint | null>
  /** held items of the team whose follow-up day is `until` or earlier */
  followUps(tx: Tx, teamId: string, until: Day): Promise<readonly { itemId: string }[]>
  /** what keeps items from going out with a meeting's forms; those in order are not in it */
  lacking(
    tx: Tx,
    items: readonly AgendaItem[],
    meeting: Meeting,
    now: Date,
  ): Promise<ReadonlyMap<string, Lacking>>
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
  budgets: Budgets
  /** what came on when the reserved time was released, and what still waits */
  released(tx: Tx, meeting: Meeting, released: Released, now: Date): Promise<void>
  /** what it carried is finished: it leaves the agenda */
  end(tx: Tx, item: AgendaItem, now: Date): Promise<void>
}

/** What follow-ups take until the coordinator says otherwise. */
const minutesOfPoint = 5
const minutesOfFollowUp = 10

/** Comes by itself, whatever time there is (R-AGENDA-4). */
const isCarried = ({ carriedActionPointId, carriedItemId }: AgendaItem): boolean =>
  carriedActionPointId !== null || carriedItemId !== null

/** Minutes may be written days after the meeting: so long nothing is taken from one that nobody has started. */
const patienceMs = 14 * 86_400_000

/** What comes onto an agenda by itself (R-AGENDA-4), so that no link of the thread is dropped. */
export function createCarrying(deps: CarryDeps) {
  const { store, teams, meetings, ids, sources, budgets, get, insert, moveTo, released, end } = deps

  /**
   * Is somebody seeing to what this item carries: on a meeting to come, or waiting for one? On one that nobody has
   * started it is not lost either: it is taken from there, with its form (`forgotten`). Where the minutes are never
   * approved a meeting runs for ever: after a while what it carries comes onto the next agenda as well, and stays there
   * with what may have been written about it.
   */
  async function pending(tx: Tx, item: AgendaItem, now: Date): Promise<boolean> {
    if (item.status !== 'open') return false
    const meeting = item.meetingId === null ? null : await meetings.find(tx, item.meetingId)
    if (meeting === null || meeting.status === 'planned') return true
    return meeting.status === 'running' && now.getTime() - meeting.endAt.getTime() < patienceMs
  }

  /**
   * Brings unfinished action points and due follow-ups of the team onto a meeting's agenda, each once, with where
   * they came from (R-AGENDA-4). What stands open on another meeting, or waits, is left where it is; what was
   * deleted from an earlier agenda comes again. They come whatever time there is: the agenda says that it is over.
   */
  async function carry(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    if (!isUpcoming(meeting, now)) return
    const { open, followUps } = sources()
    const points = await open(tx, meeting.teamId)
    const due = await followUps(tx, meeting.teamId, dayOf(meeting.startAt, meeting.zone))
    if (points.length + due.length === 0) return
    const carriers = await store.carrying(tx, {
      actionPointIds: points.map(point => point.id),
      itemIds: due.map(({ itemId }) => itemId),
    })
    const wants = async (own: readonly AgendaItem[], once: boolean): Promise<boolean> => {
      for (const one of own) {
        const settled = once && one.status !== 'open' && one.status !== 'deleted'
        if (one.meetingId === meeting.id || settled || (await pending(tx, one, now))) return false
      }
      return true
    }
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
    }
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
      waitingSince: null,
      waitedFromId: null,
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

  /**
   * What stands open on the team's meetings that were planned, are over, and were never started: else a child stays on a
   * meeting that did not take place (R-AGENDA-3).
   * @param over since when
   */
  async function forgotten(tx: Tx, teamId: string, over: Date): Promise<AgendaItem[]> {
    const items: AgendaItem[] = []
    for (const other of await meetings.ofTeam(tx, teamId))
      if (other.status === 'planned' && other.endAt <= over)
        items.push(...(await store.ofMeeting(tx, other.id, ['open'])))
    return items
  }

  async function withoutFinished(tx: Tx, items: readonly AgendaItem[], now: Date): Promise<AgendaItem[]> {
    const open: AgendaItem[] = []
    for (const item of items)
      if (await isFinished(tx, item)) await end(tx, item, now)
      else open.push(item)
    return open.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
  }

  /**
   * Brings these onto a meeting with what belongs there by itself: first what is carried, whatever time there is; then
   * the rest as far as it fits (`takenOn`). What does not fit waits.
   * @returns what has come of those that had to fit
   */
  async function bring(
    tx: Tx,
    items: readonly AgendaItem[],
    to: Meeting,
    room: Room,
    now: Date,
  ): Promise<AgendaItem[]> {
    const ordinary: AgendaItem[] = []
    for (const item of items)
      if (isCarried(item)) await moveTo(tx, item, to.id, null, now)
      else ordinary.push(item)
    await carry(tx, to, now)
    return fitIn(tx, ordinary, to, room, now)
  }

  /** As far as they fit; the others wait. @returns what has come */
  async function fitIn(
    tx: Tx,
    items: readonly AgendaItem[],
    to: Meeting,
    room: Room,
    now: Date,
  ): Promise<AgendaItem[]> {
    const taken = takenOn(room, await store.ofMeeting(tx, to.id, ['open', 'held']), items)
    for (const item of taken) await moveTo(tx, item, to.id, null, now)
    for (const item of items) if (!taken.includes(item)) await moveTo(tx, item, null, null, now)
    return taken
  }

  /**
   * The last moment before the distribution: whatever belongs to the meeting comes now. The time that was kept for
   * 0–2-year-olds is everybody's from here on: what waits and can go out with the rest comes on as far as it fits.
   */
  async function carryAtDeadline(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    if (!isUpcoming(meeting, now)) return
    const late = await withoutFinished(tx, await forgotten(tx, meeting.teamId, now), now)
    const waits = await withoutFinished(tx, await awaiting(tx, meeting), now)
    const lacking = await sources().lacking(tx, waits, meeting, now)
    const ready = waits.filter(one => isCarried(one) || !lacking.has(one.id))
    const room = releasedRoom(await budgets.room(tx, meeting, now))
    const taken = await bring(tx, [...late, ...ready], meeting, room, now)
    const tookIds = new Set(taken.map(({ id }) => id))
    await released(
      tx,
      meeting,
      {
        took: ready.filter(one => tookIds.has(one.id) || isCarried(one)).map(({ id }) => id),
        waits: waits
          .filter(one => !isCarried(one) && !tookIds.has(one.id))
          .map(({ id }) => ({ itemId: id, why: lacking.get(id) ?? 'room' })),
      },
      now,
    )
  }

  /** What waits for a meeting like this one. What somebody took off this very meeting waits for a later one. */
  const awaiting = async (tx: Tx, { id, teamId }: Meeting): Promise<AgendaItem[]> =>
    (await store.waiting(tx, teamId)).filter(({ waitedFromId }) => waitedFromId !== id)

  /** @param leaving items of a meeting that is over or off */
  async function bringToNext(
    tx: Tx,
    teamId: string,
    leaving: readonly AgendaItem[],
    now: Date,
  ): Promise<void> {
    const next = await meetings.nextPlanned(tx, teamId, now)
    if (!next) {
      for (const item of await withoutFinished(tx, leaving, now)) await moveTo(tx, item, null, null, now)
      return
    }
    const late = now >= next.dueAt
    const over = late ? now : new Date(now.getTime() - patienceMs)
    const old = (await forgotten(tx, teamId, over)).filter(one => !leaving.some(({ id }) => id === one.id))
    const all = [...leaving, ...old, ...(await awaiting(tx, next))]
    await bring(tx, await withoutFinished(tx, all, now), next, await budgets.room(tx, next, now), now)
    await bringAfter(tx, next, now)
  }

  /** What somebody took off the next meeting comes onto the one after it, as far as it fits. */
  async function bringAfter(tx: Tx, next: Meeting, now: Date): Promise<void> {
    const [, after] = await budgets.planned(tx, next.teamId, now)
    if (!after) return
    const putOff = (await store.waiting(tx, next.teamId)).filter(one => one.waitedFromId === next.id)
    const open = await withoutFinished(tx, putOff, now)
    await fitIn(tx, open, after, await budgets.room(tx, after, now), now)
  }

  const carryToNext = (tx: Tx, teamId: string, now: Date): Promise<void> => bringToNext(tx, teamId, [], now)

  /** What still stands open on a meeting that is over or off goes to the next one, or waits for it. */
  const handOn = async (tx: Tx, meeting: Meeting, now: Date): Promise<void> =>
    bringToNext(tx, meeting.teamId, await store.ofMeeting(tx, meeting.id, ['open']), now)

  /** What was put off from a meeting that was started by mistake stands there again, if it has found no other. */
  async function putBack(tx: Tx, meeting: Meeting, now: Date, startedAt: Date): Promise<void> {
    for (const item of await store.waiting(tx, meeting.teamId))
      if (item.waitedFromId === meeting.id && item.waitingSince !== null && item.waitingSince >= startedAt)
        await moveTo(tx, item, meeting.id, null, now)
    await carryToNext(tx, meeting.teamId, now)
  }

  const meetingListener: MeetingListener = {
    planned: (tx, meeting, now) => carryToNext(tx, meeting.teamId, now),
    startTakenBack: putBack,
    cancelled: handOn,
    held: handOn,
  }

  /** Where a carried item came from, for its history: the action point as it is now, or the item followed up. */
  async function carriedFrom(
    tx: Tx,
    item: AgendaItem,
  ): Promise<{ point: CarriedPoint | null; meeting: Meeting | null } | null> {
    if (item.carriedActionPointId !== null) {
      const point = await sources().find(tx, item.carriedActionPointId)
      return { point, meeting: point && (await meetings.find(tx, point.meetingId)) }
    }
    if (item.carriedItemId === null) return null
    const from = await get(tx, item.carriedItemId)
    return {
      point: null,
      meeting: from.meetingId === null ? null : await meetings.find(tx, from.meetingId),
    }
  }

  return { carryAtDeadline, carryToNext, carriedFrom, meetingListener }
}
