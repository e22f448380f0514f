import type { DigestKind, MessageKind, ReminderKind, ReminderWish } from '../../../reminders/model.ts'
import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import { addDays } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { addWorkingDays, nextWorkingDay } from '../../../shared/working-calendar.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import type { PeopleService } from '../../people/service.ts'
import { calendarOf, type Policy } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { type ActionPoint, ladder, type Move, openStatuses } from '../model.ts'
import type { ActionPointFollowUp, ActionPointService } from '../service.ts'
import { actionLine, actionMessage, type Origin, type Told } from './cards.ts'

export interface ActionReminderDeps {
  actionPoints(): ActionPointService
  planner: Planner
  policies: PolicyService
  people: PeopleService
  coordinatorOf(tx: Tx, teamId: string): Promise<string>
  originOf(tx: Tx, point: ActionPoint): Promise<Origin>
  /** in the team now, or a guest of the meeting where it was agreed */
  takesPart(tx: Tx, point: ActionPoint, personId: string): Promise<boolean>
  /** puts unfinished ones onto the agenda of the team's next meeting, where there is one */
  carryToNext(tx: Tx, teamId: string, now: Date): Promise<void>
}

/** The digest lines: what is due, what one is asked to take over, what has no owner. */
const kinds = {
  due: 'action.due',
  offered: 'action.offered',
  ownerless: 'action.ownerless',
  asked: 'action.asked',
} as const

/**
 * The ladder of one action point as reminders (R-ACT-3). Steps that are past are not made up for: an action point
 * that comes late, or that gets a new owner when it is over time, has its ladder from today on, so that it never
 * begins with a burst and always ends.
 * @param now decides which steps are left
 * @example ladderWishes({ ...point, dueDay: '2026-12-10' as Day }, policy, coordinatorId, now)[0]?.key
 *   // 'action:<id>:before:2026-12-10:<owner>'
 */
export function ladderWishes(
  point: ActionPoint,
  policy: Policy,
  coordinatorId: string,
  now: Date,
): ReminderWish[] {
  if (!openStatuses.includes(point.status)) return []
  const today = dayOf(now, policy.zone)
  const calendar = calendarOf(policy)
  const anchor = point.dueDay < today ? today : point.dueDay
  const steps = ladder(policy, anchor, calendar, policy.zone).filter(step => step.at > now)
  const wish = (name: string, kind: string, recipientId: string, dueAt: Date): ReminderWish => ({
    key: `action:${point.id}:${name}:${anchor}:${recipientId || point.ownerId}`,
    kind,
    subjectId: point.id,
    recipientId,
    dueAt,
  })
  return steps.flatMap(({ name, at }) => {
    if (name === 'escalate') return [wish(name, 'action.escalate', '', at)]
    if (point.status === 'declined') return []
    const nudge = wish(name, kinds.due, point.ownerId, at)
    return name === 'due' && point.ownerId !== coordinatorId
      ? [nudge, wish('watch', 'action.watch', '', at)]
      : [nudge]
  })
}

/** Somebody has to answer: the next working day, then as often as the ladder goes on after the due day. */
export function answerWishes(
  point: ActionPoint,
  kind: Exclude<(typeof kinds)[keyof typeof kinds], typeof kinds.due>,
  recipientId: string,
  policy: Policy,
  now: Date,
): ReminderWish[] {
  const calendar = calendarOf(policy)
  const first = nextWorkingDay(addDays(dayOf(now, policy.zone), 1), calendar)
  return Array.from({ length: policy.nudgeTimes }, (_, index) => ({
    key: `action:${point.id}:${kind}:${index}:${point.revision}`,
    kind,
    subjectId: point.id,
    recipientId,
    dueAt: instantOf(
      addWorkingDays(first, index * policy.nudgeEveryWorkingDays, calendar),
      policy.digestAt,
      policy.zone,
    ),
  }))
}

/** What follows from each change of an action point: who is reminded from now on, and who is told. */
export function createActionPointFollowUp(deps: ActionReminderDeps): ActionPointFollowUp {
  const { planner, policies, people, coordinatorOf } = deps

  /** Makes both plans of an action point what its state calls for. */
  async function replan(tx: Tx, point: ActionPoint, now: Date, anew: boolean) {
    const policy = await policies.forTeam(tx, point.teamId)
    const coordinatorId = await coordinatorOf(tx, point.teamId)
    // An answer to a handover, or taking it, leaves the ladder where it stands: it must not begin again.
    if (anew || !openStatuses.includes(point.status))
      await planner.replan(tx, `action:${point.id}`, ladderWishes(point, policy, coordinatorId, now), now)
    const answer =
      point.status === 'handingOver' && point.handoverToId
        ? answerWishes(point, kinds.offered, point.handoverToId, policy, now)
        : point.status === 'declined'
          ? answerWishes(point, kinds.ownerless, coordinatorId, policy, now)
          : []
    if (point.wantedDay !== null) answer.push(...answerWishes(point, kinds.asked, coordinatorId, policy, now))
    await planner.replan(tx, `action:${point.id}:answer`, answer, now)
  }

  async function tell(tx: Tx, point: ActionPoint, recipientId: string, told: Told, by: string, now: Date) {
    if (recipientId === by) return
    const key = `action.${told}:${point.id}:${point.revision}:${recipientId}`
    const detail = { told, by, revision: point.revision }
    await planner.deliver(tx, { key, kind: 'action.told', subjectId: point.id, recipientId, detail }, now)
  }

  return {
    async activated(tx, point, _actor, now) {
      await replan(tx, point, now, true)
      await tellIfAway(deps, tx, point, now)
    },

    async moved(tx, before, after, move, actor, now) {
      await planner.changed(tx, after.id, now)
      await replan(tx, after, now, startsAnew(move))
      const by = actor.personId
      const coordinatorId = await coordinatorOf(tx, after.teamId)
      for (const [recipientId, told] of recipientsOf(before, after, move, actor, coordinatorId))
        await tell(tx, after, recipientId, told, by, now)
      if (move === 'reassign') await tellIfAway({ ...deps, people }, tx, after, now)
    },
  }
}

const startsAnew = (move: Move) =>
  ['decline', 'takeOver', 'reassign', 'reschedule', 'postpone', 'grantDay'].includes(move)

/** Whom a move concerns beside the one who made it. */
function recipientsOf(
  before: ActionPoint,
  after: ActionPoint,
  move: Move,
  actor: Actor,
  coordinatorId: string,
): [string, Told][] {
  switch (move) {
    case 'decline':
      return [[coordinatorId, 'declined']]
    case 'handOver':
      return after.handoverToId ? [[after.handoverToId, 'offered']] : []
    case 'takeOver':
      return [[before.ownerId, 'takenOver']]
    case 'refuse':
      return [[after.ownerId, 'refused']]
    case 'drop':
      return actor.personId === after.ownerId ? [[coordinatorId, 'dropped']] : [[after.ownerId, 'dropped']]
    case 'reassign':
      return after.ownerId === before.ownerId || before.status === 'declined'
        ? [[after.ownerId, 'assigned']]
        : [
            [after.ownerId, 'assigned'],
            [before.ownerId, 'reassigned'],
          ]
    case 'reschedule':
      return after.status === 'declined' ? [] : [[after.ownerId, 'rescheduled']]
    case 'askDay':
      return [[coordinatorId, 'askedDay']]
    case 'grantDay':
      return [[after.ownerId, 'rescheduled']]
    case 'denyDay':
      return [[after.ownerId, 'deniedDay']]
    case 'accept':
    case 'done':
    // The first changes of date are the owner's own; they stand in the history.
    case 'postpone':
      return []
  }
}

/** An owner whom no nudge reaches on the due day: the coordinator is told by name, once for each due day (R-TEAM-5). */
async function tellIfAway(
  { planner, people, coordinatorOf }: Pick<ActionReminderDeps, 'planner' | 'people' | 'coordinatorOf'>,
  tx: Tx,
  point: ActionPoint,
  now: Date,
): Promise<void> {
  const owner = await people.get(tx, point.ownerId)
  const coordinatorId = await coordinatorOf(tx, point.teamId)
  if (coordinatorId === owner.id) return
  const absences = await people.absences(tx, [owner.id], point.dueDay)
  const away = absences.some(absence => absence.fromDay <= point.dueDay)
  const told: Told | null = owner.status !== 'active' ? 'unreachable' : away ? 'away' : null
  if (!told) return
  const key = `action.${told}:${point.id}:${point.dueDay}:${owner.id}`
  const detail = { told, by: owner.id, revision: null }
  const wish = { key, kind: 'action.told', subjectId: point.id, recipientId: coordinatorId, detail }
  await planner.deliver(tx, wish, now)
}

/** What is for whoever coordinates the team, and for nobody else. */
const forCoordinator: readonly Told[] = ['declined', 'escalated', 'unreachable', 'away', 'askedDay']

/** Whether the message may leave now: whoever has left the team since it was queued hears nothing of it (R-SEC-2). */
async function mayHear(
  { coordinatorOf, takesPart }: Pick<ActionReminderDeps, 'coordinatorOf' | 'takesPart'>,
  tx: Tx,
  point: ActionPoint,
  told: Told,
  personId: string,
): Promise<boolean> {
  if (forCoordinator.includes(told)) return (await coordinatorOf(tx, point.teamId)) === personId
  const theirs =
    (point.ownerId === personId && point.status !== 'declined') || point.handoverToId === personId
  return theirs || takesPart(tx, point, personId)
}

/** What is sent and done when it is due. Everything is read again then: nothing is said of what is over. */
export function createActionPointReminders(deps: ActionReminderDeps): {
  reminders: ReminderKind[]
  messages: MessageKind[]
} {
  const { planner, people, policies, coordinatorOf, originOf } = deps

  const line = (
    kind: (typeof kinds)[keyof typeof kinds],
    concerns: (point: ActionPoint, readerId: string, tx: Tx) => boolean | Promise<boolean>,
  ): DigestKind => ({
    kind,
    mode: 'digest',
    async line(tx, reminder, reader, now) {
      const point = await deps.actionPoints().find(tx, reminder.subjectId)
      if (!point || !openStatuses.includes(point.status)) return null
      if (!(await concerns(point, reader.personId, tx))) return null
      const { zone } = await policies.of(tx, reader.tenantId)
      return actionLine(point, await originOf(tx, point), reader, dayOf(now, zone))
    },
  })

  return {
    reminders: [
      line(kinds.due, (point, readerId) => point.ownerId === readerId && point.status !== 'declined'),
      line(
        kinds.offered,
        (point, readerId) => point.handoverToId === readerId && point.status === 'handingOver',
      ),
      line(
        kinds.ownerless,
        async (point, readerId, tx) =>
          point.status === 'declined' && (await coordinatorOf(tx, point.teamId)) === readerId,
      ),
      line(
        kinds.asked,
        async (point, readerId, tx) =>
          point.wantedDay !== null && (await coordinatorOf(tx, point.teamId)) === readerId,
      ),
      {
        kind: 'action.watch',
        mode: 'appointment',
        async run(tx, { subjectId }, now) {
          const point = await deps.actionPoints().find(tx, subjectId)
          if (point && openStatuses.includes(point.status) && point.status !== 'declined')
            await tellIfAway(deps, tx, point, now)
        },
      },
      {
        kind: 'action.escalate',
        mode: 'appointment',
        async run(tx, { subjectId }, now) {
          const point = await deps.actionPoints().find(tx, subjectId)
          if (!point || !openStatuses.includes(point.status) || point.escalatedAt) return
          const { tenantId } = await people.get(tx, point.ownerId)
          await deps.actionPoints().escalate(tx, point, tenantId, now)
          const recipientId = await coordinatorOf(tx, point.teamId)
          const key = `action.escalated:${point.id}:${point.revision}`
          const detail = { told: 'escalated', by: point.ownerId, revision: null }
          await planner.deliver(tx, { key, kind: 'action.told', subjectId, recipientId, detail }, now)
          await deps.carryToNext(tx, point.teamId, now)
        },
      },
    ],
    messages: [
      {
        kind: 'action.told',
        // Told once; that it was told twice does no harm, that it was not told does.
        onAmbiguous: 'repeat',
        follows: true,
        async render(tx, delivery, reader) {
          const point = await deps.actionPoints().find(tx, delivery.subjectId)
          if (!point) return null
          const { told, by, revision } = delivery.detail as {
            told: Told
            by: string
            revision: number | null
          }
          // Overtaken by a later change, of which there is a message of its own where one is needed.
          if (revision !== null && revision !== point.revision) return null
          if (!(await mayHear(deps, tx, point, told, reader.personId))) return null
          const who = await people.find(tx, by)
          const silent = (await people.silent(tx, [by])).length > 0
          return actionMessage(told, point, await originOf(tx, point), { reader, who, silent })
        },
      },
    ],
  }
}
