import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import { addDays } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { whyNoMeeting } from '../../../shared/working-calendar.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Span } from '../../meetings/availability/model.ts'
import type { AvailabilityService } from '../../meetings/availability/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { roleOf, type Team } from '../../teams/model.ts'
import type { TeamListener, TeamService } from '../../teams/service.ts'
import { type Poll, proposedDeadline } from '../model.ts'
import type { PollService } from '../service.ts'
import {
  lastMeeting,
  type NextRules,
  nextReminders,
  occasionOf,
  proposalAt,
  type Standing,
  standingOf,
} from './model.ts'
import type { NextStopStore } from './store.ts'

export interface NextMeetingDeps {
  store: NextStopStore
  teams: TeamService
  meetings: MeetingService
  polls: Pick<PollService, 'openOf' | 'start' | 'lastGivenUp'>
  availability: AvailabilityService
  policies: PolicyService
  planner: Planner
  audit: AuditTrail
}

/** How a team stands, and after which meeting. */
export interface NextStanding {
  standing: Standing
  last: Meeting | null
}

export type NextMeetingService = ReturnType<typeof createNextMeetings>

/** The next meeting is proposed by itself (R-POLL-8): one message to the coordinator, and a few reminders. */
export function createNextMeetings(deps: NextMeetingDeps) {
  const { store, teams, meetings, polls, availability, policies, planner, audit } = deps

  async function rulesOf(tx: Tx, teamId: string): Promise<NextRules> {
    const policy = await policies.forTeam(tx, teamId)
    const { zone, digestAt, digestUntil, nudgeEveryWorkingDays: everyWorkingDays, nudgeTimes: times } = policy
    return { zone, calendar: calendarOf(policy), digestAt, digestUntil, everyWorkingDays, times }
  }

  async function of(tx: Tx, teamId: string, now: Date): Promise<NextStanding> {
    const all = await meetings.ofTeam(tx, teamId)
    const asking = (await polls.openOf(tx, teamId)) !== null
    const stopped = (await store.find(tx, teamId))?.occasion ?? null
    return { standing: standingOf(all, { asking, stopped }, now), last: lastMeeting(all) }
  }

  const tell = (tx: Tx, teamId: string, last: Meeting, recipientId: string, now: Date) =>
    planner.deliver(
      tx,
      {
        key: `next.proposal:${occasionOf(last)}:${recipientId}`,
        kind: 'next.proposal',
        subjectId: teamId,
        recipientId,
        detail: { meetingId: last.id },
      },
      now,
    )

  /**
   * Plans the proposal that follows the team's last meeting, and its reminders. Called in the transaction of every
   * change of its meetings: what was planned after another meeting is forgotten. A poll that was given up since begins
   * the reminders anew: without it nothing leads to a date.
   */
  async function follow(tx: Tx, teamId: string, now: Date): Promise<void> {
    const last = lastMeeting(await meetings.ofTeam(tx, teamId))
    if (!last) return planner.replan(tx, `next:${teamId}`, [], now)
    const rules = await rulesOf(tx, teamId)
    const dueAt = proposalAt(last, rules)
    const recipientId = await teams.coordinatorOf(tx, teamId)
    const occasion = occasionOf(last)
    const poll = await polls.lastGivenUp(tx, teamId)
    const since = poll && poll.closedAt > dueAt ? { at: poll.closedAt, key: `${occasion}:${poll.id}` } : null
    const { at: from, key: round } = since ?? { at: dueAt, key: occasion }
    const wishes = [
      { key: `next.due:${occasion}`, kind: 'next.due', subjectId: teamId, recipientId: '', dueAt },
      ...nextReminders(from, rules).map((at, index) => ({
        key: `next.nudge:${round}:${recipientId}:${index}`,
        kind: 'next.nudge',
        subjectId: teamId,
        recipientId,
        dueAt: at,
        aheadOnly: true as const,
      })),
    ]
    await planner.replan(tx, `next:${teamId}`, wishes, now)
  }

  /** The moment has come: the coordinator is told, unless there is a date, a poll, or they do not want to be asked. */
  async function came(tx: Tx, teamId: string, now: Date): Promise<void> {
    const { standing, last } = await of(tx, teamId, now)
    if (standing === 'wanted' && last)
      await tell(tx, teamId, last, await teams.coordinatorOf(tx, teamId), now)
  }

  /** Whoever has not been told when the moment came is told now; nobody twice. */
  async function catchUp(tx: Tx, teamId: string, now: Date): Promise<void> {
    await follow(tx, teamId, now)
    const last = lastMeeting(await meetings.ofTeam(tx, teamId))
    if (last && proposalAt(last, await rulesOf(tx, teamId)) <= now) await came(tx, teamId, now)
  }

  const listener: MeetingListener = {
    planned: (tx, meeting, now) => follow(tx, meeting.teamId, now),
    moved: (tx, meeting, _before, now) => follow(tx, meeting.teamId, now),
    cancelled: (tx, meeting, now) => follow(tx, meeting.teamId, now),
    // Begun a day late, it went on when the moment came.
    held: (tx, meeting, now) => catchUp(tx, meeting.teamId, now),
  }

  /** A new coordinator is told what their predecessor was. */
  const teamListener: TeamListener = {
    circleChanged: (tx, teamId, _actor, now) => catchUp(tx, teamId, now),
  }

  /** Whether every slot can still be asked about: ahead of the deadlines, on a day for meetings, no role missing. */
  async function stillGood(tx: Tx, team: Team, starts: readonly Date[], now: Date): Promise<boolean> {
    const policy = await policies.forTeam(tx, team.id)
    const calendar = calendarOf(policy)
    const soonest = addDays(dayOf(now, policy.zone), policy.leadDays + policy.formAskDays)
    const onGoodDays = starts.every(startAt => {
      const day = dayOf(startAt, policy.zone)
      return day >= soonest && whyNoMeeting(day, calendar) === null
    })
    const [first, last] = [starts[0], starts.at(-1)]
    if (!onGoodDays || !first || !last) return false
    const span = { startAt: first, endAt: endOf(team, last) }
    const required = (await teams.members(tx, team.id)).filter(member => member.required)
    const ids = required.map(member => member.personId)
    const { hindrance, diary } = await availability.of(tx, team, ids, span)
    /** Busy in their own calendar is busy, too: they are not proposed that, so they are not asked about it. */
    const isFree = (personId: string, at: Span) =>
      hindrance(personId, at) === null && diary.clash(personId, at, team.place)?.kind !== 'calendar'
    return starts.every(startAt => {
      const at = { startAt, endAt: endOf(team, startAt) }
      const there = required.filter(({ personId }) => isFree(personId, at))
      const filled = new Set(there.map(member => roleOf(team.kind, member.profession)))
      return required.every(member => filled.has(roleOf(team.kind, member.profession)))
    })
  }

  const endOf = ({ lengthMinutes }: Team, startAt: Date) =>
    new Date(startAt.getTime() + lengthMinutes * 60_000)

  const record = (tx: Tx, now: Date, { tenantId, personId }: Actor, action: string, teamId: string) =>
    audit.record(tx, now, {
      tenantId,
      actorId: personId,
      action,
      subjectType: 'team',
      subjectId: teamId,
      reason: 'coordinator',
    })

  return {
    listener,
    teamListener,
    of,
    came,
    follow,

    /**
     * Asks the team about the times that were proposed, as they are.
     * @param starts as the card showed them, which may be weeks old
     * @returns the poll; `old` when a time is past or gone, `there` when there is a date or a poll by now
     */
    async ask(
      tx: Tx,
      actor: Actor,
      team: Team,
      starts: readonly Date[],
      now: Date,
    ): Promise<{ type: 'asked'; poll: Poll } | { type: 'old' } | { type: 'there' }> {
      const { standing } = await of(tx, team.id, now)
      if (standing === 'ahead' || standing === 'asking') return { type: 'there' }
      const inOrder = starts.toSorted((a, b) => a.getTime() - b.getTime())
      const [first] = inOrder
      if (!first || !(await stillGood(tx, team, inOrder, now))) return { type: 'old' }
      const policy = await policies.forTeam(tx, team.id)
      const { zone, pollWorkingDays: workingDays } = policy
      const deadlineAt = proposedDeadline(now, first, { workingDays, zone, calendar: calendarOf(policy) })
      const slots = inOrder.map(startAt => ({ startAt, endAt: endOf(team, startAt) }))
      return { type: 'asked', poll: await polls.start(tx, actor, team, { slots, deadlineAt }, now) }
    },

    /** They do not want to be asked until another meeting has been planned. */
    async stop(tx: Tx, actor: Actor, team: Team, now: Date): Promise<void> {
      const { standing, last } = await of(tx, team.id, now)
      if (standing !== 'wanted' || !last) return
      const stop = { teamId: team.id, occasion: occasionOf(last), stoppedById: actor.personId }
      await store.put(tx, stop, now)
      await record(tx, now, actor, 'next.stopped', team.id)
    },

    /** They want to be reminded again: what is left of the reminders comes. */
    async resume(tx: Tx, actor: Actor, team: Team, now: Date): Promise<void> {
      if (!(await store.find(tx, team.id))) return
      await store.remove(tx, team.id)
      await record(tx, now, actor, 'next.resumed', team.id)
    },
  }
}
