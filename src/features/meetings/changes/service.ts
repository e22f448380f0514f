import type { Planner } from '../../../reminders/planner.ts'
import type { DeliveryStore } from '../../../reminders/store.ts'
import type { Actor } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { type Meeting, mayBecome, type Participant } from '../model.ts'
import { changedKind, introducing, readChange, readPlanned } from '../schema.ts'
import type { MeetingListener } from '../service.ts'
import type { MeetingStore } from '../store.ts'
import { type Known, knownOf, newsIn } from './model.ts'

interface ChangeDeps {
  store: MeetingStore
  deliveries: Pick<DeliveryStore, 'evidence'>
  planner: Planner
  get(tx: Tx, id: string): Promise<Meeting>
  deadline(tx: Tx, teamId: string, startAt: Date): Promise<Date>
  participants(tx: Tx, meeting: Meeting): Promise<Participant[]>
  record(tx: Tx, now: Date, actor: Actor | null, action: string, meeting: Meeting): Promise<void>
  listeners(): readonly MeetingListener[]
}

/** A message in one of these states has not reached anybody yet. */
const notHeard: readonly string[] = ['pending', 'waiting', 'unreachable', 'bundled']

/** What happens to a planned meeting: another time or place, or that it is not held (R-POLL-7). */
export function createChanges(deps: ChangeDeps) {
  const { store, deliveries, planner, get, deadline, participants, record, listeners } = deps

  /**
   * What each of them knows of the meeting: what a message that has not left would have told them of is none of it. So
   * whoever hears late hears one thing: from what they knew to what is so (P6).
   */
  async function lastKnown(tx: Tx, before: Meeting): Promise<(personId: string) => Known> {
    const waiting = (await deliveries.evidence(tx, changedKind, before.id))
      .filter(({ status }) => notHeard.includes(status))
      .map(({ recipientId, detail }) => ({ recipientId, detail: readChange(detail) }))
    return personId => {
      // The oldest of those that wait says what they heard last.
      const first = waiting.find(({ recipientId }) => recipientId === personId)
      return first ? first.detail.known : knownOf(before)
    }
  }

  /**
   * Those for whom a message waits that tells them of the meeting in the first place: with what is so when it leaves,
   * so that no other has to follow it.
   */
  async function notIntroduced(tx: Tx, { id, teamId }: Meeting): Promise<ReadonlySet<string>> {
    const about = (kind: string, subjectId: string) => deliveries.evidence(tx, kind, subjectId)
    const introductions = [
      ...(await Promise.all(introducing.meeting.map(kind => about(kind, id)))).flat(),
      ...(await about(introducing.newcomer, teamId)),
      ...(await about(introducing.series, teamId)).filter(({ detail }) => readPlanned(detail).includes(id)),
    ]
    return new Set(
      introductions.filter(({ status }) => notHeard.includes(status)).map(({ recipientId }) => recipientId),
    )
  }

  /** One message to each participant for one change: the sequence is in the key, so a second click adds none. */
  async function tellAll(tx: Tx, before: Meeting, after: Meeting, actor: Actor, now: Date): Promise<void> {
    const told = new Set((await participants(tx, after)).map(one => one.personId))
    told.delete(actor.personId)
    const knownTo = await lastKnown(tx, before)
    const strangers = after.status === 'planned' ? await notIntroduced(tx, before) : new Set()
    for (const recipientId of told) {
      if (strangers.has(recipientId)) continue
      const known = knownTo(recipientId)
      const news = newsIn(after, known)
      // Moved and moved back before they heard of it: there is nothing to hear.
      if (after.status === 'planned' && !news.time && !news.place) continue
      await planner.deliver(
        tx,
        {
          key: `meeting:${after.id}:${after.sequence}:${recipientId}`,
          kind: changedKind,
          subjectId: after.id,
          recipientId,
          detail: {
            change: after.status === 'cancelled' ? 'cancelled' : 'moved',
            sequence: after.sequence,
            from: known.startAt.toISOString(),
            until: known.endAt.toISOString(),
            place: known.placeMark,
          },
        },
        now,
      )
    }
  }

  return {
    /**
     * Moves a planned meeting to another time, another place, or both: deadline, reminders, distribution and calendar
     * follow, everybody else is told once (R-POLL-7). The message goes from what they know to what is so when it leaves.
     * Another place alone leaves the deadline as it is.
     * @param place where it is held from now on
     * @returns the meeting as it is now; null when it is running, over, cancelled, or was changed in between
     */
    async move(
      tx: Tx,
      meeting: Meeting,
      startAt: Date,
      endAt: Date,
      actor: Actor,
      now: Date,
      place = meeting.place,
    ): Promise<Meeting | null> {
      const before = await get(tx, meeting.id)
      if (before.status !== 'planned' || before.sequence !== meeting.sequence) return null
      const sameStart = before.startAt.getTime() === startAt.getTime()
      if (sameStart && before.endAt.getTime() === endAt.getTime() && before.place === place) return before
      const dueAt = sameStart ? before.dueAt : await deadline(tx, before.teamId, startAt)
      const change = { startAt, endAt, dueAt, place }
      if (!(await store.reschedule(tx, before.id, before.sequence, change))) return null
      const moved = { ...before, ...change, sequence: before.sequence + 1 }
      await record(tx, now, actor, 'meeting.moved', moved)
      await planner.changed(tx, before.id, now)
      await tellAll(tx, before, moved, actor, now)
      for (const listener of listeners()) await listener.moved?.(tx, moved, before, now)
      return moved
    },

    /**
     * Cancels a planned meeting: what hangs on it is cancelled too, everybody else is told once (R-POLL-7).
     * @returns the meeting as it is now; null when it is running, over, or cancelled already
     */
    async cancel(tx: Tx, meeting: Meeting, actor: Actor, now: Date): Promise<Meeting | null> {
      const before = await get(tx, meeting.id)
      if (!mayBecome(before.status, 'cancelled')) return null
      const change = { status: 'cancelled' as const, endedAt: now }
      if (!(await store.reschedule(tx, before.id, before.sequence, change))) return null
      const cancelled = { ...before, ...change, sequence: before.sequence + 1 }
      await record(tx, now, actor, 'meeting.cancelled', cancelled)
      await planner.changed(tx, before.id, now)
      await tellAll(tx, before, cancelled, actor, now)
      for (const listener of listeners()) await listener.cancelled?.(tx, cancelled, now)
      return cancelled
    },
  }
}
