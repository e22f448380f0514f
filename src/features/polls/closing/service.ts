import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Asking } from '../asking/service.ts'
import type { Poll, Slot } from '../model.ts'
import type { RecordPoll } from '../service.ts'
import type { PollStore } from '../store.ts'

export interface ClosingDeps {
  store: PollStore
  teams: TeamService
  meetings: MeetingService
  planner: Planner
  asking: Asking
  record: RecordPoll
}

/** How a poll ends: with a date, or without one; and what happens at its deadline. */
export function createClosing({ store, teams, meetings, planner, asking, record }: ClosingDeps) {
  return {
    /**
     * Fixes the date: the meeting is planned and everybody is told (R-POLL-4, 6).
     * @param reason why another slot than the first of the result, or null
     * @returns null when the poll was closed in the meantime: nothing is done twice
     */
    async confirm(
      tx: Tx,
      actor: Actor,
      poll: Poll,
      slot: Slot,
      reason: string | null,
      now: Date,
    ): Promise<Meeting | null> {
      if (!(await store.close(tx, poll.id, { status: 'confirmed', slotId: slot.id, reason }, now)))
        return null
      const team = await teams.get(tx, poll.teamId)
      const { startAt, endAt } = slot
      const meeting = await meetings.create(
        tx,
        { team, startAt, endAt, pollId: poll.id, createdById: actor.personId },
        now,
      )
      await record(tx, now, actor, 'poll.confirmed', poll.id, reason === null ? 'result' : 'overruled')
      for (const { personId } of await meetings.participants(tx, meeting)) {
        if (personId === actor.personId) continue
        await planner.deliver(
          tx,
          {
            key: `poll.confirmed:${poll.id}:${personId}`,
            kind: 'poll.confirmed',
            subjectId: meeting.id,
            recipientId: personId,
          },
          now,
        )
      }
      await asking.forget(tx, poll, now)
      return meeting
    },

    /** Gives the poll up. Everybody who was asked is told once; its cards say so from now on. */
    async cancel(tx: Tx, actor: Actor, poll: Poll, now: Date): Promise<boolean> {
      if (!(await store.close(tx, poll.id, { status: 'cancelled', slotId: null, reason: null }, now)))
        return false
      await record(tx, now, actor, 'poll.cancelled', poll.id, 'coordinator')
      await asking.forget(tx, poll, now)
      for (const { personId } of await teams.members(tx, poll.teamId)) {
        if (personId === actor.personId) continue
        const kind = 'poll.cancelled'
        const key = `${kind}:${poll.id}:${personId}`
        await planner.deliver(tx, { key, kind, subjectId: poll.id, recipientId: personId }, now)
      }
      return true
    },

    /** At the deadline the coordinator gets the result as it is; late answers still count until the date is fixed. */
    async deadlineCame(tx: Tx, pollId: string, now: Date): Promise<void> {
      const poll = await store.find(tx, pollId)
      if (poll?.status === 'open') await asking.tellResult(tx, poll, 'deadline', now)
    },
  }
}
