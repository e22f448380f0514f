import type { Planner } from '../../reminders/planner.ts'
import type { DeliveryStore } from '../../reminders/store.ts'
import type { Actor, Language } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import { Fault } from '../../shared/errors.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Engagement, Span } from '../meetings/availability/model.ts'
import type { AvailabilityService } from '../meetings/availability/service.ts'
import type { Meeting } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PolicyService } from '../policy/service.ts'
import { roleOf, type Team } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import { standingAnswers, type ToldHindrance } from './answer/model.ts'
import { createAsking } from './asking/service.ts'
import { createClosing } from './closing/service.ts'
import { mostSlots } from './drafting/model.ts'
import { createDrafting } from './drafting/service.ts'
import { createEditing } from './editing/service.ts'
import {
  type Answer,
  type HinderedVoter,
  hasAnswered,
  type KeptAnswer,
  mayChange,
  type Poll,
  type RankedSlot,
  rankSlots,
  type Slot,
  silentVoters,
  type Voter,
} from './model.ts'
import { needsOthers, type Proposal } from './proposal/model.ts'
import { createProposals } from './proposal/service.ts'
import type { PollStore } from './store.ts'

export interface PollDeps {
  store: PollStore
  teams: TeamService
  meetings: MeetingService
  policies: PolicyService
  availability: AvailabilityService
  audit: AuditTrail
  planner: Planner
  deliveries: Pick<DeliveryStore, 'evidence' | 'unsentTo'>
  ids: Ids
  /** told, in the transaction, that a poll was given up: a team without a date is without a poll now, too */
  givenUp(tx: Tx, teamId: string, now: Date): Promise<void>
}

/** A poll with everything that its cards show. */
export interface PollView {
  poll: Poll
  team: Team
  slots: Slot[]
  /** those that have not begun: only these are a question still */
  ahead: Slot[]
  /** to what is asked about now */
  answers: KeptAnswer[]
  voters: Voter[]
  /** who is known not to be able to come, slot by slot (R-TEAM-4) */
  hindered: HinderedVoter[]
  /** of whom it is not known of every slot ahead whether they can */
  silent: Voter[]
  ranked: RankedSlot[]
}

/** Who does something to a poll; null: the bot, as policy has it. */
export interface Doer {
  tenantId: string
  personId: string | null
}

/** What was done to a poll, for the audit log. */
export type RecordPoll = (
  tx: Tx,
  now: Date,
  doer: Doer,
  action: string,
  pollId: string,
  reason: string,
) => Promise<void>

export type PollService = ReturnType<typeof createPollService>

/** So many better times fit on the result. */
const mostBetter = 3

/** Finding a date: proposals, answers, result, confirmation (R-POLL-1 to 6). */
export function createPollService(deps: PollDeps) {
  const { store, teams, meetings, policies, availability, audit, planner, deliveries, ids } = deps

  async function voters(tx: Tx, team: Team): Promise<Voter[]> {
    return (await teams.members(tx, team.id)).map(member => ({
      personId: member.personId,
      role: roleOf(team.kind, member.profession),
      required: member.required,
    }))
  }

  async function viewOf(tx: Tx, poll: Poll, now: Date): Promise<PollView> {
    const team = await teams.get(tx, poll.teamId)
    const [slots, given, all] = await Promise.all([
      store.slots(tx, poll.id),
      store.answers(tx, poll.id),
      voters(tx, team),
    ])
    const asked = new Set(slots.map(slot => slot.id))
    const answers = given.filter(one => asked.has(one.slotId))
    const hindered = await hinderedIn(tx, poll, team, slots, all)
    const ahead = slots.filter(slot => slot.startAt > now)
    return {
      poll,
      team,
      slots,
      ahead,
      answers,
      voters: all,
      hindered,
      silent: silentVoters(ahead, answers, all, hindered),
      ranked: rankSlots(slots, standingAnswers(answers, hindered), all, hindered),
    }
  }

  /** In another meeting, or away. Of a poll that is closed nothing hangs on it any more. */
  async function hinderedIn(
    tx: Tx,
    poll: Poll,
    team: Team,
    slots: readonly Slot[],
    all: readonly Voter[],
  ): Promise<ToldHindrance[]> {
    const [first, last] = [slots[0], slots.at(-1)]
    if (poll.status !== 'open' || !first || !last) return []
    const span = { startAt: first.startAt, endAt: last.endAt }
    const ids = all.map(voter => voter.personId)
    const { hindrance, awaySince } = await availability.of(tx, team, ids, span, { onlyHindrances: true })
    return slots.flatMap(slot =>
      ids.flatMap(personId => {
        const why = hindrance(personId, slot)
        const since = awaySince(personId, slot)
        return why ? [{ slotId: slot.id, personId, why, since }] : []
      }),
    )
  }

  const openOf = async (tx: Tx, teamId: string): Promise<Poll | null> =>
    (await store.open(tx, [teamId]))[0] ?? null

  const record: RecordPoll = async (tx, now, { tenantId, personId: actorId }, action, pollId, reason) => {
    await audit.record(tx, now, { tenantId, actorId, action, subjectType: 'poll', subjectId: pollId, reason })
  }

  const proposals = createProposals({ teams, meetings, policies, availability })
  const asking = createAsking({ store, teams, policies, planner, deliveries, viewOf })

  return {
    ...createEditing({ ...deps, asking, record, viewOf }),
    ...createDrafting({ teams, meetings, policies, availability, planner }),
    ...createClosing({ ...deps, asking, record, viewOf }),

    /** Slots that people have promised elsewhere, for what is proposed to them next. */
    promised: async (tx: Tx, personIds: readonly string[], span: Span): Promise<Engagement[]> =>
      (await store.promised(tx, personIds, span)).map(({ pollId: _, ...one }) => ({
        ...one,
        kind: 'promised',
      })),

    find: (tx: Tx, id: string) => store.find(tx, id),
    lastGivenUp: (tx: Tx, teamId: string) => store.lastGivenUp(tx, teamId),
    view: viewOf,

    /** Whether this member's own answers are still taken (R-POLL-3). The coordinator may record for others until the end. */
    mayAnswer: ({ poll, ahead, answers }: PollView, personId: string, now: Date): boolean =>
      mayChange(poll, hasAnswered(ahead, answers, personId), now),

    comments: (tx: Tx, pollId: string) => store.comments(tx, pollId),
    /** Those that were taken out too. */
    everySlot: (tx: Tx, pollId: string) => store.everySlot(tx, pollId),

    /** Open polls of these teams, oldest first. */
    open: (tx: Tx, teamIds: readonly string[]) => store.open(tx, teamIds),

    /** Open polls that this person has not answered in full, as far as their times lie ahead. */
    async waitingFor(tx: Tx, actor: Actor, now: Date): Promise<PollView[]> {
      const teamIds = actor.memberships.map(membership => membership.teamId)
      // Whoever sits in twenty teams has answered most of their polls: those are not laid out.
      const polls = await store.unanswered(tx, teamIds, actor.personId, now)
      const views = await Promise.all(polls.map(poll => viewOf(tx, poll, now)))
      return views.filter(({ silent }) => silent.some(voter => voter.personId === actor.personId))
    },

    /** What the bot proposes for a team (R-POLL-1). */
    ...proposals,

    /** Times that are better than those asked about, as far as one knows by the answers; none while there is no need. */
    async better(tx: Tx, view: PollView, lang: Language, now: Date): Promise<Proposal[]> {
      if (!needsOthers(view.poll, view.ranked, view.silent, now)) return []
      const room = Math.min(mostBetter, mostSlots - view.slots.length)
      return (await proposals.propose(tx, view.team, view, lang, now)).proposals.slice(0, Math.max(0, room))
    },

    /** Times of the team's open poll to which a member has said that they cannot come; for its coordinator. */
    async refused(tx: Tx, teamId: string): Promise<(Span & { personId: string })[]> {
      const poll = await openOf(tx, teamId)
      if (!poll) return []
      const slots = await store.slots(tx, poll.id)
      return (await store.answers(tx, poll.id)).flatMap(({ slotId, personId, answer }) => {
        const slot = slots.find(one => one.id === slotId)
        return slot && answer === 'no' ? [{ personId, startAt: slot.startAt, endAt: slot.endAt }] : []
      })
    },

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
        askedAt: now,
        round: 1,
        confirmedSlotId: null,
      }
      await store.insert(tx, poll)
      await store.insertSlots(
        tx,
        input.slots.map(slot => ({ ...slot, id: ids.next(), pollId: poll.id })),
      )
      await record(tx, now, actor, 'poll.started', poll.id, 'coordinator')
      await asking.invite(tx, poll, now)
      await asking.follow(tx, poll, now)
      await asking.planDeadline(tx, poll, now)
      return poll
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
      const { silent } = await viewOf(tx, poll, now)
      if (!silent.some(voter => voter.personId === personId)) await asking.release(tx, poll, personId, now)
      if (silent.length === 0) await asking.tellResult(tx, poll, 'allIn', now)
    },

    /** Members came or went: whoever is new is asked too; when only those who are gone were missing, all are in. */
    async membersChanged(tx: Tx, teamId: string, now: Date): Promise<void> {
      for (const poll of await store.open(tx, [teamId])) {
        await asking.invite(tx, poll, now)
        await asking.follow(tx, poll, now)
      }
    },

    /**
     * Where these people are then is known, or is not any more: another meeting, an absence. Who is missing in their
     * open polls may be others now.
     */
    async whereaboutsChanged(tx: Tx, personIds: readonly string[], span: Span, now: Date): Promise<void> {
      for (const poll of await store.openAmong(tx, personIds, span)) await asking.follow(tx, poll, now)
    },

    /** Why that date was fixed, though the answers did not speak for it; null also once the meeting has another. */
    async reasonFor(
      tx: Tx,
      { pollId, startAt }: Pick<Meeting, 'pollId' | 'startAt'>,
    ): Promise<string | null> {
      const found = pollId === null ? null : await store.overruling(tx, pollId)
      return found?.startAt.getTime() === startAt.getTime() ? found.reason : null
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
