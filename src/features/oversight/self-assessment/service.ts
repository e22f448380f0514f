import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamListener, TeamService } from '../../teams/service.ts'
import { type Answers, type AssessmentStanding, mayWrite, reminderDays, standingOf } from './model.ts'
import type { AssessmentStore } from './store.ts'

export interface AssessmentDeps {
  store: AssessmentStore
  teams: TeamService
  meetings: MeetingService
  policies: PolicyService
  planner: Planner
  audit: AuditTrail
}

/** The names of its reminders: the bot's own appointment, and the line of the digest that follows. */
export const kinds = { due: 'assessment.due', line: 'assessment.line' } as const

/** saved · changed: another version is stored by now · closed: another year's has followed */
export type Saved = 'saved' | 'changed' | 'closed'

export type AssessmentService = ReturnType<typeof createAssessmentService>

/** The team's yearly self-assessment (R-OV-3): kept by whoever coordinates, read by the team and nobody else. */
export function createAssessmentService(deps: AssessmentDeps) {
  const { store, teams, meetings, policies, planner, audit } = deps

  async function of(tx: Tx, teamId: string, now: Date): Promise<AssessmentStanding> {
    const { zone } = await policies.forTeam(tx, teamId)
    return standingOf(await store.ofTeam(tx, teamId), await meetings.ofTeam(tx, teamId), now, zone)
  }

  const scope = (teamId: string) => `assessment:${teamId}`
  const lineScope = (teamId: string) => `assessment:${teamId}:line`

  /** Makes the appointments what the team's year calls for now; whoever coordinates then is found on the day itself. */
  async function plan(tx: Tx, teamId: string, now: Date): Promise<void> {
    const { dueDay } = await of(tx, teamId, now)
    const policy = await policies.forTeam(tx, teamId)
    const wishes = (dueDay ? reminderDays(dueDay, policy) : []).map(day => ({
      key: `${scope(teamId)}:${dueDay}:${day}`,
      kind: kinds.due,
      subjectId: teamId,
      recipientId: '',
      // Before the digest's own time: the line is there when the digest of that day is made.
      dueAt: instantOf(day, '00:00', policy.zone),
    }))
    await planner.replan(tx, scope(teamId), wishes, now)
  }

  /**
   * The line of the latest reminder that has come goes into the digest of whoever coordinates the team now. Its key is
   * that reminder's and that person's: asked again, it brings nobody the same line twice.
   */
  async function came(tx: Tx, teamId: string, now: Date): Promise<void> {
    const { dueDay, due } = await of(tx, teamId, now)
    const policy = await policies.forTeam(tx, teamId)
    const today = dayOf(now, policy.zone)
    const latest = due && dueDay ? reminderDays(dueDay, policy).findLast(day => day <= today) : undefined
    if (!latest) return planner.replan(tx, lineScope(teamId), [], now)
    const recipientId = await teams.coordinatorOf(tx, teamId)
    const wish = {
      key: `${lineScope(teamId)}:${dueDay}:${latest}:${recipientId}`,
      kind: kinds.line,
      subjectId: teamId,
      recipientId,
      dueAt: instantOf(today, policy.digestAt, policy.zone),
    }
    await planner.replan(tx, lineScope(teamId), [wish], now, { waiting: 'stays' })
  }

  const meetingListener: MeetingListener = {
    held: (tx, { teamId }, now) => plan(tx, teamId, now),
  }

  /** A new coordinator is reminded of what their predecessor was. */
  const teamListener: TeamListener = {
    circleChanged: (tx, teamId, _actor, now) => came(tx, teamId, now),
  }

  return {
    meetingListener,
    teamListener,
    of,
    came,

    /**
     * Keeps what the team said of itself for a year, or corrects it until the next one (R-OV-3). The caller has seen
     * that the actor coordinates the team.
     * @param seen the version that was on the card; 0 when there was none
     */
    async save(
      tx: Tx,
      teamId: string,
      { year, seen }: { year: number; seen: number },
      answers: Answers,
      actor: Actor,
      now: Date,
    ): Promise<Saved> {
      const standing = await of(tx, teamId, now)
      if (!mayWrite(standing, year)) return 'closed'
      const stored = standing.all.find(one => one.year === year)
      if ((stored?.version ?? 0) !== seen) return 'changed'
      const facts = { teamId, year, recordedById: actor.personId, recordedAt: now }
      if (!stored) await store.insert(tx, { ...facts, ...answers, version: 1, correctedAt: null })
      else if (!(await store.correct(tx, { ...stored, ...answers, version: seen + 1, correctedAt: now })))
        return 'changed'
      await audit.record(tx, now, {
        tenantId: actor.tenantId,
        actorId: actor.personId,
        action: stored ? 'assessment.corrected' : 'assessment.recorded',
        subjectType: 'team',
        subjectId: teamId,
        reason: 'coordinator',
      })
      await plan(tx, teamId, now)
      await came(tx, teamId, now)
      return 'saved'
    },
  }
}
