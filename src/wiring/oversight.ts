import { waitsForCoordinator } from '../features/action-points/model.ts'
import { actionTask } from '../features/action-points/nudges/cards.ts'
import type { ActionPointService } from '../features/action-points/service.ts'
import { isNamed } from '../features/agenda/model.ts'
import type { AgendaService } from '../features/agenda/service.ts'
import type { AgendaExtras } from '../features/agenda/view/actions.ts'
import type { ConsentService } from '../features/consent/service.ts'
import { isUpcoming } from '../features/meetings/model.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import { pendingLine } from '../features/minutes/cards.ts'
import type { PendingMinutes } from '../features/minutes/pending/service.ts'
import { createOversightActions, type TaskSource } from '../features/oversight/actions.ts'
import type { AssessmentService } from '../features/oversight/self-assessment/service.ts'
import { createOversightService } from '../features/oversight/service.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import type { NextMeetingService } from '../features/polls/next/service.ts'
import type { PollService } from '../features/polls/service.ts'
import type { TeamService } from '../features/teams/service.ts'
import type { DigestLine, ReminderKind } from '../reminders/model.ts'
import type { Planner } from '../reminders/planner.ts'
import type { Readers } from '../reminders/store.ts'
import type { Turn } from '../shared/action.ts'
import { dayOf } from '../shared/zoned-time.ts'
import { actionReminderDeps } from './action-points.ts'

/** What *mine opgaver* and *overblik* gather from. */
export interface AroundOversight {
  teams: TeamService
  meetings: MeetingService
  polls: PollService
  nextMeetings: NextMeetingService
  agenda: AgendaService
  consents: ConsentService
  actionPoints: ActionPointService
  pending: PendingMinutes
  assessments: AssessmentService
  people: PeopleService
  policies: PolicyService
  planner: Planner
  readers: Readers
  /** the digest's lines: *mine opgaver* says the same in the same words */
  kinds: ReadonlyMap<string, ReminderKind>
  formStates: AgendaExtras['formStates']
  /** items whose form waits for this person */
  openForms(turn: Turn<unknown>): Promise<readonly { itemId: string; kind: string }[]>
}

export function wireOversight(around: AroundOversight) {
  const { agenda, meetings, polls, actionPoints, pending, teams, readers, kinds, policies } = around
  const { originOf } = actionReminderDeps({ ...around, actionPoints: () => actionPoints })

  /** The digest's line about a subject, as it would be now. */
  async function lineOf(turn: Turn<unknown>, kind: string, subjectId: string): Promise<DigestLine[]> {
    const drawing = kinds.get(kind)
    const reader = await readers.find(turn.tx, turn.actor.personId)
    if (drawing?.mode !== 'digest' || !reader) return []
    const wish = { key: '', kind, subjectId, recipientId: reader.personId, dueAt: turn.now }
    const line = await drawing.line(turn.tx, wish, reader, turn.now)
    return line ? [line] : []
  }

  const led = (turn: Turn<unknown>) => turn.actor.memberships.filter(one => one.coordinator)

  /** One's own action points, those one is asked to take over, and of one's teams those that wait for their coordinator. */
  const actions: TaskSource = async turn => {
    const { tx, actor, now } = turn
    const { zone } = await policies.of(tx, actor.tenantId)
    const open = await Promise.all(led(turn).map(({ teamId }) => actionPoints.open(tx, teamId)))
    const points = [
      ...(await actionPoints.mine(tx, actor.personId)),
      ...open.flat().filter(point => waitsForCoordinator(point) && point.ownerId !== actor.personId),
    ]
    return Promise.all(
      points.map(async point => actionTask(point, await originOf(tx, point), actor, dayOf(now, zone))),
    )
  }

  /** Meetings that are over and have no approved minutes, and minutes that are not filed. */
  const minutes: TaskSource = async turn => {
    const { tx, actor, now } = turn
    const lines: DigestLine[] = []
    for (const { teamId } of led(turn)) {
      const team = await teams.get(tx, teamId)
      const all = await meetings.ofTeam(tx, teamId)
      const unapproved = all.filter(
        meeting =>
          meeting.status === 'running' || (meeting.status === 'planned' && !isUpcoming(meeting, now)),
      )
      const held = all.filter(meeting => meeting.status === 'held')
      for (const meeting of unapproved) {
        const waits = await pending.of(tx, meeting)
        if (waits) lines.push(pendingLine(meeting, team, waits, actor, dayOf(now, meeting.zone)))
      }
      for (const { meeting, pending: waits } of await pending.unfiled(tx, held))
        lines.push(pendingLine(meeting, team, waits, actor, dayOf(now, meeting.zone)))
    }
    return lines
  }

  const votes: TaskSource = async turn => {
    const waiting = await polls.waitingFor(turn.tx, turn.actor, turn.now)
    return (await Promise.all(waiting.map(({ poll }) => lineOf(turn, 'poll.unanswered', poll.id)))).flat()
  }

  const forms: TaskSource = async turn => {
    const open = await around.openForms(turn)
    return (await Promise.all(open.map(({ itemId, kind }) => lineOf(turn, kind, itemId)))).flat()
  }

  /** Items of one's teams' next meetings that nobody is chosen to fill in the form of. */
  const fillers: TaskSource = async turn => {
    const { tx, now } = turn
    const next = await Promise.all(led(turn).map(({ teamId }) => meetings.next(tx, teamId, now)))
    return (await Promise.all(next.map(one => (one ? lineOf(turn, 'form.unchosen', one.id) : [])))).flat()
  }

  /** Teams of one's own that have no next meeting, and no poll. */
  const nextDates: TaskSource = async turn =>
    (await Promise.all(led(turn).map(({ teamId }) => lineOf(turn, 'next.nudge', teamId)))).flat()

  /** Teams of one's own for which it is time to assess themselves. */
  const selfAssessments: TaskSource = async turn =>
    (await Promise.all(led(turn).map(({ teamId }) => lineOf(turn, 'assessment.line', teamId)))).flat()

  /** Items of the next meetings whose consent the reader can see to: a coordinator all of them, others their own. */
  const consents: TaskSource = async turn => {
    const { tx, actor, now } = turn
    const lines: DigestLine[] = []
    for (const { teamId, coordinator } of actor.memberships) {
      const meeting = await meetings.next(tx, teamId, now)
      const items = meeting ? await agenda.ofMeeting(tx, meeting.id) : []
      for (const item of items)
        if (isNamed(item) && (coordinator || item.createdById === actor.personId))
          lines.push(...(await lineOf(turn, 'consent.todo', item.id)))
    }
    return lines
  }

  const oversight = createOversightService({
    ...around,
    formStates: (tx, items, now) => around.formStates(tx, items, now),
  })
  const tasks = [actions, minutes, votes, forms, fillers, consents, nextDates, selfAssessments]
  return {
    feature: createOversightActions({ ...around, oversight, originOf, tasks }),
    /** How much waits for this person under *Mine opgaver*. */
    countTasks: async (turn: Turn<unknown>): Promise<number> =>
      (await Promise.all(tasks.map(source => source(turn)))).flat().length,
  }
}
