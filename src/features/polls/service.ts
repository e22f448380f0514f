import type { Planner } from '../../reminders/planner.ts'
import type { DeliveryStore } from '../../reminders/store.ts'
import type { Actor } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import { Fault } from '../../shared/errors.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Engagement, Span } from '../meetings/availability/model.ts'
import type { AvailabilityService } from '../meetings/availability/service.ts'
import type { Meeting } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PeopleService } from '../people/service.ts'
import { calendarOf } from '../policy/model.ts'
import type { PolicyService } from '../policy/service.ts'
import { roleOf, type Team } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import {
  type Answer,
  type HinderedVoter,
  invitationKey,
  type Poll,
  pollReminders,
  type RankedSlot,
  rankSlots,
  type Slot,
  type SlotAnswer,
  silentVoters,
  undecidedReminders,
  type Voter,
} from './model.ts'
import { createProposals } from './proposal/service.ts'
import type { PollStore } from './store.ts'

export interface PollDeps {
  store: PollStore
  teams: TeamService
  meetings: MeetingService
  people: PeopleService
  policies: PolicyService
  availability: AvailabilityService
  audit: AuditTrail
  planner: Planner
  deliveries: Pick<DeliveryStore, 'evidence'>
  ids: Ids
}

/** A poll with everything that its cards show. */
export interface PollView {
  poll: Poll
  team: Team
  slots: Slot[]
  answers: SlotAnswer[]
  voters: Voter[]
  /** who is known not to be able to come, slot by slot (R-TEAM-4) */
  hindered: HinderedVoter[]
  silent: Voter[]
  ranked: RankedSlot[]
}

export type PollService = ReturnType<typeof createPollService>

/** Finding a date: proposals, answers, result, confirmation (R-POLL-1 to 6). */
export function createPollService(deps: PollDeps) {
  const { store, teams, meetings, people, policies, availability, audit, planner, deliveries, ids } = deps

  async function voters(tx: Tx, team: Team): Promise<Voter[]> {
    return (await teams.members(tx, team.id)).map(member => ({
      personId: member.personId,
      role: roleOf(team.kind, member.profession),
      required: member.required,
    }))
  }

  async function viewOf(tx: Tx, poll: Poll): Promise<PollView> {
    const team = await teams.get(tx, poll.teamId)
    const [slots, answers, all] = await Promise.all([
      store.slots(tx, poll.id),
      store.answers(tx, poll.id),
      voters(tx, team),
    ])
    const hindered = await hinderedIn(tx, poll, team, slots, all)
    return {
      poll,
      team,
      slots,
      answers,
      voters: all,
      hindered,
      silent: silentVoters(slots, answers, all, hindered),
      ranked: rankSlots(slots, answers, all, hindered),
    }
  }

  /** In another meeting, or away. Of a poll that is closed nothing hangs on it any more. */
  async function hinderedIn(
    tx: Tx,
    poll: Poll,
    team: Team,
    slots: readonly Slot[],
    all: readonly Voter[],
  ): Promise<HinderedVoter[]> {
    const [first, last] = [slots[0], slots.at(-1)]
    if (poll.status !== 'open' || !first || !last) return []
    const span = { startAt: first.startAt, endAt: last.endAt }
    const ids = all.map(voter => voter.personId)
    const { hindrance } = await availability.of(tx, team, ids, span)
    return slots.flatMap(slot =>
      ids.flatMap(personId => {
        const why = hindrance(personId, slot)
        return why ? [{ slotId: slot.id, personId, why }] : []
      }),
    )
  }

  const openOf = async (tx: Tx, teamId: string): Promise<Poll | null> =>
    (await store.open(tx, [teamId]))[0] ?? null

  async function record(tx: Tx, now: Date, actor: Actor, action: string, pollId: string, reason: string) {
    const { tenantId, personId: actorId } = actor
    await audit.record(tx, now, { tenantId, actorId, action, subjectType: 'poll', subjectId: pollId, reason })
  }

  /**
   * What is due to one member. Each is a scope of their own, so that one's answer leaves alone what is due to the
   * others, or was put off because they are away.
   */
  const scopeOf = (poll: Poll, personId: string) => `poll:${poll.id}:${personId}`

  /** Reminders of a member who is asked now: until they have answered, or the poll is closed (R-POLL-3). */
  async function planReminders(tx: Tx, poll: Poll, team: Team, personId: string, now: Date): Promise<void> {
    const policy = await policies.forTeam(tx, team.id)
    const rules = { digestAt: policy.digestAt, zone: policy.zone, calendar: calendarOf(policy) }
    const wishes = pollReminders(now, poll.deadlineAt, rules).map(dueAt => ({
      key: `poll.unanswered:${poll.id}:${poll.round}:${personId}:${dueAt.toISOString()}`,
      kind: 'poll.unanswered',
      subjectId: poll.id,
      recipientId: personId,
      dueAt,
    }))
    await planner.replan(tx, scopeOf(poll, personId), wishes, now)
  }

  /** Asks everybody whom this round has not asked yet, and plans their reminders. */
  async function invite(tx: Tx, poll: Poll, now: Date): Promise<void> {
    const { team, silent } = await viewOf(tx, poll)
    for (const { personId, joinedAt } of await teams.members(tx, poll.teamId)) {
      const wish = {
        key: invitationKey(poll, personId, joinedAt),
        kind: 'poll.invitation',
        subjectId: poll.id,
        recipientId: personId,
      }
      const isNew = await planner.deliver(tx, wish, now)
      if (isNew && silent.some(voter => voter.personId === personId))
        await planReminders(tx, poll, team, personId, now)
    }
  }

  /** The look at the result when the deadline comes; afterwards the coordinator is reminded until there is a date. */
  async function planDeadline(tx: Tx, poll: Poll, now: Date): Promise<void> {
    const policy = await policies.forTeam(tx, poll.teamId)
    const { digestAt, zone, nudgeEveryWorkingDays: everyWorkingDays, nudgeTimes: times } = policy
    const rules = { digestAt, zone, calendar: calendarOf(policy), everyWorkingDays, times }
    const recipientId = await teams.coordinatorOf(tx, poll.teamId)
    const which = `${poll.id}:${poll.round}`
    const about = { subjectId: poll.id }
    const undecided = undecidedReminders(poll.deadlineAt, await store.slots(tx, poll.id), rules)
    const wishes = [
      {
        ...about,
        key: `poll.deadline:${which}`,
        kind: 'poll.deadline',
        recipientId: '',
        dueAt: poll.deadlineAt,
      },
      ...undecided.map(dueAt => ({
        ...about,
        key: `poll.undecided:${which}:${recipientId}:${dueAt.toISOString()}`,
        kind: 'poll.undecided',
        recipientId,
        dueAt,
      })),
    ]
    await planner.replan(tx, `poll:${poll.id}`, wishes, now)
  }

  /** Nothing is due any more for a poll that is closed. */
  async function forget(tx: Tx, poll: Poll, now: Date): Promise<void> {
    await planner.replan(tx, `poll:${poll.id}`, [], now)
    for (const { personId } of await teams.members(tx, poll.teamId))
      await planner.replan(tx, scopeOf(poll, personId), [], now)
  }

  /**
   * The coordinator is told once for each round that the deadline has come, and that all have answered: of these once
   * more when somebody has been asked since.
   */
  async function tellResult(tx: Tx, poll: Poll, why: 'allIn' | 'deadline', now: Date): Promise<void> {
    const asked = (await deliveries.evidence(tx, 'poll.invitation', poll.id)).length
    await planner.deliver(
      tx,
      {
        key: `poll.result:${poll.id}:${poll.round}:${why}${why === 'allIn' ? `:${asked}` : ''}`,
        kind: 'poll.result',
        subjectId: poll.id,
        recipientId: await teams.coordinatorOf(tx, poll.teamId),
        detail: { why },
      },
      now,
    )
  }

  return {
    /** Slots that people have promised elsewhere, for what is proposed to them next. */
    promised: async (tx: Tx, personIds: readonly string[], span: Span): Promise<Engagement[]> =>
      (await store.promised(tx, personIds, span)).map(({ pollId: _, ...one }) => ({
        ...one,
        kind: 'promised',
      })),

    find: (tx: Tx, id: string) => store.find(tx, id),
    view: viewOf,
    comments: (tx: Tx, pollId: string) => store.comments(tx, pollId),

    /** Open polls of these teams, oldest first. */
    open: (tx: Tx, teamIds: readonly string[]) => store.open(tx, teamIds),

    /** Open polls that this person has not answered in full. */
    async waitingFor(tx: Tx, actor: Actor): Promise<PollView[]> {
      const polls = await store.open(
        tx,
        actor.memberships.map(membership => membership.teamId),
      )
      const views = await Promise.all(polls.map(poll => viewOf(tx, poll)))
      return views.filter(({ silent }) => silent.some(voter => voter.personId === actor.personId))
    },

    /** What the bot proposes for a team (R-POLL-1). */
    propose: createProposals({ teams, meetings, people, policies }),

    /** The poll in which the team is being asked now: while there is one, another may not be started. */
    openOf,

    /**
     * Opens a poll: every member gets its card, and the deadline stands in it (R-POLL-3).
     * @throws Fault POLL_OPEN while another one is open: nobody would know which of the two to answer
     */
    async start(
      tx: Tx,
      actor: Actor,
      team: Team,
      input: { slots: readonly { startAt: Date; endAt: Date }[]; deadlineAt: Date },
      now: Date,
    ): Promise<Poll> {
      if (await openOf(tx, team.id))
        throw new Fault('POLL_OPEN', 'the team has an open poll: lead to it instead of starting another')
      const poll: Poll = {
        id: ids.next(),
        teamId: team.id,
        status: 'open',
        deadlineAt: input.deadlineAt,
        createdById: actor.personId,
        createdAt: now,
        round: 1,
        confirmedSlotId: null,
      }
      await store.insert(tx, poll)
      await store.insertSlots(
        tx,
        input.slots.map(slot => ({ ...slot, id: ids.next(), pollId: poll.id })),
      )
      await record(tx, now, actor, 'poll.started', poll.id, 'coordinator')
      await invite(tx, poll, now)
      await planDeadline(tx, poll, now)
      return poll
    },

    /** More slots: every answer to the others stays, and everybody is asked about the new ones (R-POLL-5). */
    async addSlots(
      tx: Tx,
      actor: Actor,
      poll: Poll,
      input: { slots: readonly { startAt: Date; endAt: Date }[]; deadlineAt: Date },
      now: Date,
    ): Promise<Poll> {
      await store.insertSlots(
        tx,
        input.slots.map(slot => ({ ...slot, id: ids.next(), pollId: poll.id })),
      )
      await store.newRound(tx, poll.id, input.deadlineAt)
      const next = { ...poll, round: poll.round + 1, deadlineAt: input.deadlineAt }
      await record(tx, now, actor, 'poll.extended', poll.id, 'coordinator')
      await invite(tx, next, now)
      await planDeadline(tx, next, now)
      return next
    },

    /**
     * Keeps somebody's answers (R-POLL-2). Who has answered is reminded no more; when all have, the coordinator is
     * told.
     * @param personId whose answers; another than the actor's only for the coordinator, which the action has checked
     * @param input `comment` null: the one that is kept stays
     */
    async answer(
      tx: Tx,
      actor: Actor,
      poll: Poll,
      personId: string,
      input: { answers: ReadonlyMap<string, Answer>; comment: string | null },
      now: Date,
    ): Promise<void> {
      const given = [...input.answers].map(([slotId, answer]) => ({
        slotId,
        personId,
        answer,
        recordedById: actor.personId,
      }))
      await store.putAnswers(tx, poll.id, given, now)
      if (input.comment !== null) await store.putComment(tx, poll.id, personId, input.comment)
      await record(
        tx,
        now,
        actor,
        'poll.answered',
        poll.id,
        personId === actor.personId ? 'member' : 'coordinator',
      )
      const { silent } = await viewOf(tx, poll)
      if (!silent.some(voter => voter.personId === personId))
        await planner.replan(tx, scopeOf(poll, personId), [], now)
      if (silent.length === 0) await tellResult(tx, poll, 'allIn', now)
    },

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
      await forget(tx, poll, now)
      return meeting
    },

    /** Gives the poll up. Everybody who was asked is told once; its cards say so from now on. */
    async cancel(tx: Tx, actor: Actor, poll: Poll, now: Date): Promise<boolean> {
      if (!(await store.close(tx, poll.id, { status: 'cancelled', slotId: null, reason: null }, now)))
        return false
      await record(tx, now, actor, 'poll.cancelled', poll.id, 'coordinator')
      await forget(tx, poll, now)
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
      if (poll?.status === 'open') await tellResult(tx, poll, 'deadline', now)
    },

    /** Members came or went: whoever is new is asked too; when only those who are gone were missing, all are in. */
    async membersChanged(tx: Tx, teamId: string, now: Date): Promise<void> {
      for (const poll of await store.open(tx, [teamId])) {
        await invite(tx, poll, now)
        if ((await viewOf(tx, poll)).silent.length === 0) await tellResult(tx, poll, 'allIn', now)
      }
    },

    /** The meeting that a confirmed poll became. */
    async meetingOf(tx: Tx, poll: Poll): Promise<Meeting> {
      const meeting = (await meetings.ofTeam(tx, poll.teamId)).find(one => one.pollId === poll.id)
      if (!meeting)
        throw new Fault('MEETING_MISSING', 'a confirmed poll has no meeting: restore the Meeting row')
      return meeting
    },
  }
}
