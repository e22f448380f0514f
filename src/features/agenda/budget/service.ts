import type { Tx } from '../../../shared/transaction.ts'
import { isUpcoming, type Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { AgendaItem } from '../model.ts'
import type { AgendaStore } from '../store.ts'
import { type Budget, beyond, budgetOf, fits, freeFor, type Room, roomOf, type Timed } from './model.ts'

/** An item as it is, or as it is to become; without an id it is not there yet. */
export type Wanted = Timed & { id?: string }

/** How the time of a meeting is used, and which items there is no time for. */
export interface MeetingBudget {
  budget: Budget
  /** in the agenda's order */
  beyondIds: readonly string[]
}

/** What can be done with an item that a meeting has no room for. */
export interface Offer {
  meeting: Meeting
  /** for an item like this one */
  freeMinutes: number
  /** of the time that is kept for 0–2-year-olds so much is not used yet */
  keptMinutes: number
  /** the first other meeting with room for it */
  elsewhere: Meeting | null
  /** how much too long the agenda is with it */
  overMinutes: number
}

/** The time of meetings (R-AGENDA-3). Asked inside the transaction of a change, it decides who gets the last minutes. */
export function createBudgets(deps: { store: AgendaStore; teams: TeamService; meetings: MeetingService }) {
  const { store, teams, meetings } = deps

  const onAgenda = (tx: Tx, meeting: Meeting): Promise<AgendaItem[]> =>
    store.ofMeeting(tx, meeting.id, ['open', 'held'])

  async function room(tx: Tx, meeting: Meeting, now: Date): Promise<Room> {
    return roomOf(meeting, (await teams.get(tx, meeting.teamId)).reservedMinutes02, now)
  }

  /** Is there room for it? What it has there already is its own. */
  async function admits(tx: Tx, meeting: Meeting, wanted: Wanted, now: Date): Promise<boolean> {
    const others = (await onAgenda(tx, meeting)).filter(({ id }) => id !== wanted.id)
    return fits(await room(tx, meeting, now), others, wanted)
  }

  /** The team's meetings on which something can still be put, the earliest first. */
  async function planned(tx: Tx, teamId: string, now: Date): Promise<Meeting[]> {
    return (await meetings.ofTeam(tx, teamId))
      .filter(meeting => meeting.status === 'planned' && isUpcoming(meeting, now))
      .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
  }

  /** Which of these meetings has room for it first; null when none has. */
  async function firstWithRoom(
    tx: Tx,
    among: readonly Meeting[],
    wanted: Wanted,
    now: Date,
  ): Promise<Meeting | null> {
    for (const meeting of among) if (await admits(tx, meeting, wanted, now)) return meeting
    return null
  }

  return {
    room,
    admits,
    planned,
    firstWithRoom,

    /** Its team's next planned meeting if there is room on it, else the first where there is. */
    async offer(tx: Tx, meeting: Meeting, wanted: Wanted, now: Date): Promise<Offer> {
      const others = (await onAgenda(tx, meeting)).filter(({ id }) => id !== wanted.id)
      const has = await room(tx, meeting, now)
      const { plannedMinutes02 } = budgetOf(has, others, 0)
      const among = (await planned(tx, meeting.teamId, now)).filter(({ id }) => id !== meeting.id)
      return {
        meeting,
        freeMinutes: freeFor(has, others, wanted),
        keptMinutes: Math.max(0, has.keptMinutes02 - plannedMinutes02),
        elsewhere: await firstWithRoom(tx, among, wanted, now),
        overMinutes: budgetOf(has, [...others, wanted], 0).overMinutes,
      }
    },

    /** @param items the meeting's agenda in its order */
    async of(tx: Tx, meeting: Meeting, items: readonly AgendaItem[], now: Date): Promise<MeetingBudget> {
      const { reservedMinutes02 } = await teams.get(tx, meeting.teamId)
      const has = roomOf(meeting, reservedMinutes02, now)
      return {
        budget: budgetOf(has, items, reservedMinutes02),
        beyondIds: beyond(has, items).map(({ id }) => id),
      }
    },
  }
}

export type Budgets = ReturnType<typeof createBudgets>
