import type { Planner } from '../../../reminders/planner.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Asking } from '../asking/service.ts'
import { type Poll, type Slot, unanimousSlot } from '../model.ts'
import type { Doer, PollView, RecordPoll } from '../service.ts'
import type { PollStore } from '../store.ts'

export interface ClosingDeps {
  store: PollStore
  teams: TeamService
  meetings: MeetingService
  policies: PolicyService
  planner: Planner
  asking: Asking
  record: RecordPoll
  viewOf(tx: Tx, poll: Poll, now: Date): Promise<PollView>
  givenUp(tx: Tx, teamId: string, now: Date): Promise<void>
}

/** How a poll ends: with a date, or without one; and what happens at its deadline. */
export function createClosing(deps: ClosingDeps) {
  const { store, teams, meetings, policies, planner, asking, record, viewOf, givenUp } = deps

  /**
   * Fixes the date: the meeting is planned and everybody is told (R-POLL-4, 6).
   * @param doer who chose it; the bot where policy has it fix what all can
   * @param reason why another slot than the first of the result, or null
   * @returns null when the poll was closed in the meantime: nothing is done twice
   */
  async function confirm(
    tx: Tx,
    doer: Doer,
    poll: Poll,
    slot: Slot,
    reason: string | null,
    now: Date,
  ): Promise<Meeting | null> {
    if (!(await store.close(tx, poll.id, { status: 'confirmed', slotId: slot.id, reason }, now))) return null
    const team = await teams.get(tx, poll.teamId)
    const { startAt, endAt } = slot
    const meeting = await meetings.create(
      tx,
      { team, startAt, endAt, pollId: poll.id, createdById: doer.personId },
      now,
    )
    const why = doer.personId === null ? 'policy' : reason === null ? 'result' : 'overruled'
    await record(tx, now, doer, 'poll.confirmed', poll.id, why)
    const detail = { byItself: doer.personId === null }
    for (const { personId } of await meetings.participants(tx, meeting)) {
      if (personId === doer.personId) continue
      await planner.deliver(
        tx,
        {
          key: `poll.confirmed:${poll.id}:${personId}`,
          kind: 'poll.confirmed',
          subjectId: meeting.id,
          recipientId: personId,
          detail,
        },
        now,
      )
    }
    await asking.forget(tx, poll, now)
    return meeting
  }

  return {
    confirm,

    /** Gives the poll up. Everybody who was asked is told once; its cards say so from now on. */
    async cancel(tx: Tx, actor: Doer, poll: Poll, now: Date): Promise<boolean> {
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
      await givenUp(tx, poll.teamId, now)
      return true
    },

    /**
     * At the deadline the coordinator gets the result as it is, with the best slot to be confirmed; where the
     * municipality wants it so, a slot to which everybody can is fixed by itself (decision 0012).
     */
    async deadlineCame(tx: Tx, pollId: string, now: Date): Promise<void> {
      const poll = await store.find(tx, pollId)
      if (poll?.status !== 'open' || poll.deadlineAt > now) return
      const { team, ranked, voters } = await viewOf(tx, poll, now)
      const { pollClosing } = await policies.forTeam(tx, team.id)
      const all = pollClosing === 'confirmUnanimous' ? unanimousSlot(ranked, voters, now) : null
      if (!all) return asking.tellResult(tx, poll, 'deadline', now)
      await confirm(tx, { tenantId: team.tenantId, personId: null }, poll, all.slot, null, now)
    },
  }
}
