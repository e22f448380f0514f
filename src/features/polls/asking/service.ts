import type { Planner } from '../../../reminders/planner.ts'
import type { DeliveryStore } from '../../../reminders/store.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { hasAnswered, invitationKey, type Poll, pollReminders, undecidedReminders } from '../model.ts'
import type { PollView } from '../service.ts'
import type { PollStore } from '../store.ts'

export interface AskingDeps {
  store: PollStore
  teams: TeamService
  policies: PolicyService
  planner: Planner
  deliveries: Pick<DeliveryStore, 'evidence'>
  viewOf(tx: Tx, poll: Poll, now: Date): Promise<PollView>
}

export type Asking = ReturnType<typeof createAsking>

/** Who is asked and reminded, and when the coordinator hears how it goes (R-POLL-3). */
export function createAsking({ store, teams, policies, planner, deliveries, viewOf }: AskingDeps) {
  /**
   * What is due to one member. Each is a scope of their own, so that one's answer leaves alone what is due to the
   * others, or was put off because they are away.
   */
  const scopeOf = (poll: Poll, personId: string) => `poll:${poll.id}:${personId}`

  /** Until they have answered, or the poll is closed (R-POLL-3). */
  async function planReminders(
    tx: Tx,
    poll: Poll,
    { personId, joinedAt }: { personId: string; joinedAt: Date },
    now: Date,
  ): Promise<void> {
    const policy = await policies.forTeam(tx, poll.teamId)
    const rules = { digestAt: policy.digestAt, zone: policy.zone, calendar: calendarOf(policy) }
    const askedAt = joinedAt > poll.askedAt ? joinedAt : poll.askedAt
    const wishes = pollReminders(askedAt, poll.deadlineAt, rules).map(dueAt => ({
      key: `poll.unanswered:${poll.id}:${poll.round}:${personId}:${dueAt.toISOString()}`,
      kind: 'poll.unanswered',
      subjectId: poll.id,
      recipientId: personId,
      dueAt,
      aheadOnly: true as const,
    }))
    await planner.replan(tx, scopeOf(poll, personId), wishes, now)
  }

  /**
   * The coordinator is told once for each round that the deadline has come, and that all have answered: of these once
   * more when somebody has been asked since.
   */
  async function tellResult(tx: Tx, poll: Poll, why: 'allIn' | 'deadline', now: Date): Promise<void> {
    const asked = (await deliveries.evidence(tx, 'poll.invitation', poll.id)).length
    const which = why === 'allIn' ? asked : poll.deadlineAt.toISOString()
    await planner.deliver(
      tx,
      {
        key: `poll.result:${poll.id}:${poll.round}:${why}:${which}`,
        kind: 'poll.result',
        subjectId: poll.id,
        recipientId: await teams.coordinatorOf(tx, poll.teamId),
        detail: { why },
      },
      now,
    )
  }

  /** Nothing is due to this member any more. */
  const release = (tx: Tx, poll: Poll, personId: string, now: Date) =>
    planner.replan(tx, scopeOf(poll, personId), [], now)

  return {
    tellResult,
    release,

    /** Asks everybody whom this round has not asked yet and who has something to answer. */
    async invite(tx: Tx, poll: Poll, now: Date): Promise<void> {
      const { ahead, answers } = await viewOf(tx, poll, now)
      if (ahead.length === 0) return
      for (const { personId, joinedAt } of await teams.members(tx, poll.teamId)) {
        // Of a slot that came back everybody may have said what they have to say.
        if (poll.round > 1 && hasAnswered(ahead, answers, personId)) continue
        const wish = {
          key: invitationKey(poll, personId, joinedAt),
          kind: 'poll.invitation',
          subjectId: poll.id,
          recipientId: personId,
        }
        await planner.deliver(tx, wish, now)
      }
    },

    /**
     * Makes what is due to the members fit who is missing now; with nobody missing any more the coordinator is told.
     * Called whenever something else than an answer may have changed that.
     */
    async follow(tx: Tx, poll: Poll, now: Date): Promise<void> {
      const { silent, ahead } = await viewOf(tx, poll, now)
      const missing = new Set(silent.map(voter => voter.personId))
      for (const member of await teams.members(tx, poll.teamId)) {
        if (missing.has(member.personId)) await planReminders(tx, poll, member, now)
        else await release(tx, poll, member.personId, now)
      }
      if (missing.size === 0 && ahead.length > 0) await tellResult(tx, poll, 'allIn', now)
    },

    /** The look at the result when the deadline comes; afterwards the coordinator is reminded until there is a date. */
    async planDeadline(tx: Tx, poll: Poll, now: Date): Promise<void> {
      const policy = await policies.forTeam(tx, poll.teamId)
      const { digestAt, zone, nudgeEveryWorkingDays: everyWorkingDays, nudgeTimes: times } = policy
      const rules = { digestAt, zone, calendar: calendarOf(policy), everyWorkingDays, times }
      const recipientId = await teams.coordinatorOf(tx, poll.teamId)
      const about = { subjectId: poll.id }
      const undecided = undecidedReminders(poll.deadlineAt, await store.slots(tx, poll.id), rules)
      const wishes = [
        {
          ...about,
          // A deadline that was moved comes again.
          key: `poll.deadline:${poll.id}:${poll.deadlineAt.toISOString()}`,
          kind: 'poll.deadline',
          recipientId: '',
          dueAt: poll.deadlineAt,
        },
        ...undecided.map(dueAt => ({
          ...about,
          key: `poll.undecided:${poll.id}:${poll.round}:${recipientId}:${dueAt.toISOString()}`,
          kind: 'poll.undecided',
          recipientId,
          dueAt,
        })),
      ]
      await planner.replan(tx, `poll:${poll.id}`, wishes, now)
    },

    /** Nothing is due any more for a poll that is closed. */
    async forget(tx: Tx, poll: Poll, now: Date): Promise<void> {
      await planner.replan(tx, `poll:${poll.id}`, [], now)
      await planner.changed(tx, poll.id, now)
      for (const { personId } of await teams.members(tx, poll.teamId)) await release(tx, poll, personId, now)
    },
  }
}
