import { addDays, type Day } from '../../shared/day.ts'
import type { Tx } from '../../shared/transaction.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { ActionPointService } from '../action-points/service.ts'
import type { AgendaItem, FormState } from '../agenda/model.ts'
import type { AgendaService } from '../agenda/service.ts'
import { inForce, saidNo } from '../consent/model.ts'
import type { ConsentService } from '../consent/service.ts'
import { isUpcoming, type Meeting } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PendingMinutes } from '../minutes/pending/service.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import type { NextMeetingService } from '../polls/next/service.ts'
import type { PollService } from '../polls/service.ts'
import type { Team } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import { type Absentee, needsCoordinator, type TeamOverview } from './model.ts'
import type { AssessmentService } from './self-assessment/service.ts'

export interface OversightDeps {
  teams: TeamService
  meetings: MeetingService
  polls: PollService
  nextMeetings: Pick<NextMeetingService, 'of'>
  agenda: AgendaService
  consents: ConsentService
  actionPoints: ActionPointService
  pending: PendingMinutes
  assessments: Pick<AssessmentService, 'of'>
  people: PeopleService
  policies: PolicyService
  /** how each item's form stands */
  formStates(tx: Tx, items: readonly AgendaItem[], now: Date): Promise<ReadonlyMap<string, FormState>>
}

export type OversightService = ReturnType<typeof createOversightService>

/** Absences that begin within so many days are worth knowing. */
const horizonDays = 30
/** Action points listed for each team; more are counted. */
const actionsPerTeam = 5
/** Meetings without minutes are listed for so long; after it the digest has long ended. */
const oldestDays = 120

/** What a coordinator has to see to (R-OV-1), gathered from the features that know. */
export function createOversightService(deps: OversightDeps) {
  const { teams, meetings, polls, nextMeetings, agenda, consents, actionPoints, pending, people, policies } =
    deps

  /** What the next meeting still lacks. */
  async function lacking(
    tx: Tx,
    next: Meeting | null,
    now: Date,
  ): Promise<Pick<TeamOverview, 'forms' | 'unchosen' | 'withoutConsent'>> {
    const items = next ? (await agenda.ofMeeting(tx, next.id)).filter(item => item.status === 'open') : []
    const states = await deps.formStates(tx, items, now)
    const known = await consents.lookUp(tx, items, now)
    const standings = [...known.values()]
    // Of a child whose parents said no, no form is asked for (decision 0008).
    const open = items.filter(({ id }) => !saidNo(known.get(id)?.standing))
    const forms = new Map<string, number>()
    for (const item of open) {
      const state = states.get(item.id)
      if (!item.formFillerId || (state !== 'asked' && state !== 'draft')) continue
      forms.set(item.formFillerId, (forms.get(item.formFillerId) ?? 0) + 1)
    }
    return {
      forms,
      // At a meeting that has begun it is too late for a form.
      unchosen:
        next?.status === 'planned'
          ? open.flatMap(({ id }) => (states.get(id) === 'notChosen' ? [id] : []))
          : [],
      withoutConsent: standings.filter(({ standing }) => !inForce(standing)).length,
    }
  }

  /** How much too long the next meeting's agenda is; of one that has begun nothing can be moved any more. */
  async function overOf(tx: Tx, next: Meeting | null, now: Date): Promise<number> {
    if (next?.status !== 'planned') return 0
    return (await agenda.budgets.of(tx, next, await agenda.ofMeeting(tx, next.id), now)).budget.overMinutes
  }

  /** Whom messages do not reach, or not now: members, and guests of the next meeting, who may have its forms to write. */
  async function absenteesOf(tx: Tx, team: Team, next: Meeting | null, now: Date): Promise<Absentee[]> {
    const members = next ? await meetings.participants(tx, next) : await teams.members(tx, team.id)
    const ids = [...new Set(members.map(member => member.personId))]
    const { zone } = await policies.of(tx, team.tenantId)
    const today = dayOf(now, zone)
    const known = await people.many(tx, ids)
    const absences = await people.absences(tx, ids, today)
    const silent = new Set(await people.silent(tx, ids))
    return ids.flatMap((personId): Absentee[] => {
      const status = known.get(personId)?.status
      if (status === 'known' || status === 'unreachable')
        return [{ personId, why: status, fromDay: null, toDay: null }]
      const away = absences.find(
        one => one.personId === personId && one.fromDay <= addDays(today, horizonDays),
      )
      return [
        ...(away ? [{ personId, why: 'away', fromDay: away.fromDay, toDay: away.toDay } as const] : []),
        ...(silent.has(personId) ? [{ personId, why: 'silent', fromDay: null, toDay: null } as const] : []),
      ]
    })
  }

  /** Meetings whose minutes should be filed by now. */
  async function unfiledOf(tx: Tx, all: readonly Meeting[], today: Day): Promise<Meeting[]> {
    const held = all.filter(
      ({ status, endAt, zone }) => status === 'held' && dayOf(endAt, zone) >= addDays(today, -oldestDays),
    )
    const found = await pending.unfiled(tx, held)
    return found.filter(one => one.pending.dueDay < today).map(one => one.meeting)
  }

  return {
    async of(tx: Tx, team: Team, now: Date): Promise<TeamOverview> {
      const { zone } = await policies.of(tx, team.tenantId)
      const today = dayOf(now, zone)
      const all = await meetings.ofTeam(tx, team.id)
      const next = await meetings.next(tx, team.id, now)
      const open = await actionPoints.open(tx, team.id)
      const late = open.filter(point => needsCoordinator(point, today))
      const others = open.filter(point => !needsCoordinator(point, today))
      const views = await Promise.all(
        (await polls.open(tx, [team.id])).map(poll => polls.view(tx, poll, now)),
      )
      return {
        team,
        next,
        nextStopped: (await nextMeetings.of(tx, team.id, now)).standing === 'stopped',
        polls: views.map(({ poll, silent, ahead }) => ({
          pollId: poll.id,
          deadlineAt: poll.deadlineAt,
          silent: silent.map(voter => voter.personId),
          gone: ahead.length === 0,
        })),
        basis: await policies.basisFor(tx, team.id),
        ...(await lacking(tx, next, now)),
        withoutMinutes: all.filter(
          meeting =>
            (meeting.status === 'running' || (meeting.status === 'planned' && !isUpcoming(meeting, now))) &&
            meeting.endAt < now &&
            dayOf(meeting.endAt, zone) >= addDays(today, -oldestDays),
        ),
        unfiled: await unfiledOf(tx, all, today),
        absentees: await absenteesOf(tx, team, next, now),
        actions: [...late, ...others].slice(0, actionsPerTeam),
        openActions: open.length,
        lateActions: late.length,
        overMinutes: await overOf(tx, next, now),
        waitingItems: (await agenda.waiting(tx, team.id)).length,
        assessment: await deps.assessments.of(tx, team.id, now),
      }
    },
  }
}
