import type { Tx } from '../../shared/transaction.ts'
import type { CalendarStanding, Meeting, Participant } from '../meetings/model.ts'
import type { MeetingListener } from '../meetings/service.ts'
import { type Appointment, nextStep, standingOf } from './model.ts'
import type { CalendarStore } from './store.ts'

/** Somebody as the municipality's directory knows them. */
export interface DirectoryId {
  tenantId: string
  externalId: string
}

/** Of these people, the ids in the directory of those whose calendars we may reach. */
export type Mailboxes = (tx: Tx, personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>

export interface CalendarDeps {
  store: CalendarStore
  mailboxes: Mailboxes
  participants(tx: Tx, meeting: Meeting): Promise<Participant[]>
}

export type CalendarService = ReturnType<typeof createCalendarService>

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** @param tenantId the municipality whose calendars we are let into; people of others get the file */
export const directoryMailboxes =
  (
    tenantId: string,
    directoryIds: (tx: Tx, personIds: readonly string[]) => Promise<ReadonlyMap<string, DirectoryId>>,
  ): Mailboxes =>
  async (tx, personIds) => {
    const known = [...(await directoryIds(tx, personIds))]
    return new Map(
      known
        .filter(([, id]) => id.tenantId === tenantId && guid.test(id.externalId))
        .map(([personId, { externalId }]) => [personId, externalId]),
    )
  }

/** What a participant's calendar is to show of a meeting; null: nothing, because it is cancelled or not theirs. */
export function wantedOf(
  meeting: Meeting,
  participants: readonly Participant[],
  personId: string,
): Appointment | null {
  if (meeting.status === 'cancelled' || !participants.some(one => one.personId === personId)) return null
  const { startAt, endAt, place } = meeting
  return { startAt, endAt, place }
}

/**
 * Notes, in the transaction of a change, whose calendars are to follow it; they do so afterwards (`upkeep`).
 * A meeting that was planned before the calendars were opened is left to the files that people have taken of it.
 */
export function createCalendarService(deps: CalendarDeps) {
  const { store, mailboxes, participants } = deps

  async function follow(tx: Tx, meeting: Meeting, now: Date, { begin = false } = {}): Promise<void> {
    const entries = await store.ofMeeting(tx, meeting.id)
    if (entries.length === 0 && !begin) return
    const present = await participants(tx, meeting)
    const over = meeting.endAt <= now
    for (const entry of entries) {
      const idle = nextStep(entry, wantedOf(meeting, present, entry.personId), over) === 'nothing'
      if (!idle || entry.leaseUntil) await store.touch(tx, entry, now)
    }
    if (over || meeting.status === 'cancelled') return
    const known = new Set(entries.map(entry => entry.personId))
    const fresh = new Set(present.map(one => one.personId).filter(personId => !known.has(personId)))
    const inReach = [...(await mailboxes(tx, [...fresh])).keys()]
    const unreachable = await store.unreachable(tx, inReach)
    for (const personId of inReach) {
      const status = unreachable.has(personId) ? 'noMailbox' : 'pending'
      await store.insert(tx, { meetingId: meeting.id, personId, status }, now)
    }
  }

  const meetingListener: MeetingListener = {
    planned: (tx, meeting, now) => follow(tx, meeting, now, { begin: true }),
    startTakenBack: (tx, meeting, now) => follow(tx, meeting, now),
    moved: (tx, meeting, _before, now) => follow(tx, meeting, now),
    cancelled: (tx, meeting, now) => follow(tx, meeting, now),
    circleChanged: (tx, meeting, now) => follow(tx, meeting, now),
  }

  return {
    meetingListener,
    mailboxes,

    /** Whether the meeting is, or will by itself be, in this person's calendar (R-POLL-6). */
    async standing(
      tx: Tx,
      meeting: Pick<Meeting, 'id' | 'status'>,
      personId: string,
    ): Promise<CalendarStanding> {
      return standingOf(await store.find(tx, meeting.id, personId), meeting.status === 'cancelled')
    },
  }
}
