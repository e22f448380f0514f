import type { Tx } from '../../shared/transaction.ts'
import type { Guest, Invitation, Meeting, MeetingStatus } from './model.ts'

export interface MeetingStore {
  find(tx: Tx, id: string): Promise<Meeting | null>
  /** Newest first. */
  ofTeam(tx: Tx, teamId: string): Promise<Meeting[]>
  /** Those of a team that run, however long ago they began; newest first. */
  running(tx: Tx, teamId: string): Promise<Meeting[]>
  /** The earliest planned one of a team that is not over. */
  nextPlanned(tx: Tx, teamId: string, now: Date): Promise<Meeting | null>
  /** The last by its start that is not cancelled. */
  latest(tx: Tx, teamId: string): Promise<Meeting | null>
  /** Of these teams, and these meetings besides, that start after `since`; earliest first. */
  since(tx: Tx, teamIds: readonly string[], meetingIds: readonly string[], since: Date): Promise<Meeting[]>
  /**
   * The hours of these people's planned and running meetings, in all their teams and as guests of any; one row for each
   * person and meeting.
   */
  engagements(
    tx: Tx,
    personIds: readonly string[],
    span: { startAt: Date; endAt: Date },
  ): Promise<
    { personId: string; meetingId: string; teamId: string; startAt: Date; endAt: Date; place: string }[]
  >
  insert(tx: Tx, meeting: Meeting, now: Date): Promise<void>
  /** Compare-and-set on the sequence: false when somebody else changed the meeting in between. */
  reschedule(
    tx: Tx,
    id: string,
    sequence: number,
    change: {
      startAt?: Date
      endAt?: Date
      dueAt?: Date
      place?: string
      status?: MeetingStatus
      endedAt?: Date
    },
  ): Promise<boolean>
  setStatus(
    tx: Tx,
    id: string,
    change: { status: MeetingStatus; startedAt?: Date | null; endedAt?: Date },
  ): Promise<void>
  setStandIn(tx: Tx, id: string, personId: string | null): Promise<void>
  markDistributed(tx: Tx, id: string, at: Date): Promise<void>

  guests(tx: Tx, meetingId: string): Promise<(Guest & { joinedAt: Date })[]>
  /** False when that person was invited to just that before. */
  insertGuest(tx: Tx, guest: Invitation & { id: string; meetingId: string }, now: Date): Promise<boolean>
  /** Those who are invited to that item alone, in the order in which they were. */
  guestsOfItem(tx: Tx, meetingId: string, itemId: string): Promise<Invitation[]>
  deleteItemGuests(tx: Tx, meetingId: string, itemId: string): Promise<void>
  /** An invitation that came with a form stays without it from now on; false when there is none such. */
  keepGuest(tx: Tx, meetingId: string, personId: string, itemId: string | null): Promise<boolean>
  /** Takes back all invitations of that person to that meeting. */
  deleteGuest(tx: Tx, meetingId: string, personId: string): Promise<void>
  /** Takes back the invitation that came with the item's form, and no other; false when there is none. */
  deleteFiller(tx: Tx, meetingId: string, personId: string, itemId: string): Promise<boolean>
  /** Takes back that person's invitations to all meetings of the team, those that are over among them. */
  deleteGuestOfTeam(tx: Tx, teamId: string, personId: string): Promise<void>
}
