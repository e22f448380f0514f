import { textsIn } from '../../../locales/texts.ts'
import type { Turn } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import type { Day } from '../../../shared/day.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { TellingTexts } from '../../agenda/anonymity/service.ts'
import type { PeopleService } from '../../people/service.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { type ActionPointState, actionPointCard } from '../cards.ts'
import {
  type ActionPoint,
  type DayProblem,
  dayProblem,
  inOwnWords,
  isCoordinators,
  type Move,
  openStatuses,
} from '../model.ts'
import { changedCard, nameOf, type Origin } from '../nudges/cards.ts'
import type { ActionPointService, MoveInput } from '../service.ts'

export interface DeskDeps {
  actionPoints: ActionPointService
  people: PeopleService
  policies: PolicyService
  audit: AuditTrail
  coordinatorOf(tx: Tx, teamId: string): Promise<string>
  originOf(tx: Tx, point: ActionPoint): Promise<Origin>
  /** in the team now, or a guest of the meeting where it was agreed */
  takesPart(tx: Tx, point: ActionPoint, personId: string): Promise<boolean>
  /** how this person may read the text now, through the consent gate; null when it is withheld from them */
  readable(tx: Tx, point: ActionPoint, personId: string, now: Date): Promise<PointReading | null>
  /**
   * Which notes or reasons, by field, tell who the child is (R-ACT-1).
   * @param reads whether the writer may read the text
   */
  telling(
    turn: Turn<unknown>,
    point: ActionPoint,
    texts: Readonly<Record<string, string>>,
    reads: boolean,
  ): Promise<TellingTexts>
}

/** Somebody's reading of an action point. */
export interface PointReading {
  /** for the audit log: why it is allowed */
  reason: string
  /** only the text, as its author: what others wrote since is not theirs to read (R-CONS-5) */
  ownWordsOnly: boolean
}

/** A turn about one action point. */
export type OnOne = Turn<{ actionPointId: string }>

export type ActionPointDesk = ReturnType<typeof createActionPointDesk>

/** What every action on one action point begins and ends with: who may know of it, the move, and how it is shown. */
export function createActionPointDesk(deps: DeskDeps) {
  const { actionPoints, people, policies, audit, coordinatorOf, originOf, takesPart, readable, telling } =
    deps

  /**
   * The team's, and whoever has it or is asked to take it; to everybody else it does not exist. Of what is over, or
   * was given back, whoever has left sees no more.
   */
  async function authorize(turn: OnOne): Promise<ActionPoint | null> {
    const point = await actionPoints.find(turn.tx, turn.payload.actionPointId)
    if (!point || point.status === 'draft') return null
    const { personId, memberships } = turn.actor
    if (memberships.some(membership => membership.teamId === point.teamId)) return point
    if (point.ownerId !== personId && point.handoverToId !== personId) return null
    const waits = openStatuses.includes(point.status) && point.status !== 'declined'
    return waits || (await takesPart(turn.tx, point, personId)) ? point : null
  }

  const isCoordinator = (turn: OnOne, point: ActionPoint) =>
    turn.actor.memberships.some(one => one.teamId === point.teamId && one.coordinator)

  async function show(turn: OnOne, point: ActionPoint, state: ActionPointState = {}): Promise<Outcome> {
    const { tx, actor, now } = turn
    const reading = await readable(tx, point, actor.personId, now)
    const history = await actionPoints.history(tx, point.id)
    const coordinatorId = await coordinatorOf(tx, point.teamId)
    const mentioned = [
      point.ownerId,
      coordinatorId,
      ...(point.handoverToId ? [point.handoverToId] : []),
      ...history.flatMap(event => [event.actorId, event.toPersonId].filter(one => one !== null)),
    ]
    if (reading)
      await audit.record(tx, now, {
        tenantId: actor.tenantId,
        actorId: actor.personId,
        action: 'actionPoint.read',
        subjectType: 'actionPoint',
        subjectId: point.id,
        childId: point.childId,
        reason: reading.reason,
      })
    const { zone } = await policies.of(tx, actor.tenantId)
    const drawn = {
      ...(reading?.ownWordsOnly ? inOwnWords(point, history, actor.personId) : { point, history }),
      text: reading ? point.text : null,
      basis: await policies.basisFor(tx, point.teamId),
      origin: await originOf(tx, point),
      names: await people.many(tx, mentioned),
      coordinatorId,
      personId: actor.personId,
      lang: actor.language,
      zone,
      today: dayOf(now, zone),
    }
    return view(actionPointCard(drawn, state))
  }

  /** Somebody else's, or of an older card: what is so now (bad input of the issue). */
  async function cannot(
    turn: OnOne,
    point: ActionPoint,
    move: Move,
    why: 'notYours' | 'notNow',
  ): Promise<Outcome> {
    const lang = turn.actor.language
    const origin = await originOf(turn.tx, point)
    if (why === 'notNow') return refuse('notNow', '', changedCard(point, origin, lang))
    const t = textsIn(lang).actionPoints
    if (point.status === 'declined')
      return refuse(
        'notYours',
        t.next.declined(await personName(turn, await coordinatorOf(turn.tx, point.teamId))),
      )
    const onTeam = turn.actor.memberships.some(one => one.teamId === point.teamId)
    if (onTeam && isCoordinators(move)) {
      const coordinator = await personName(turn, await coordinatorOf(turn.tx, point.teamId))
      return refuse('notYours', t.coordinatorDecides(coordinator))
    }
    const owner = await people.find(turn.tx, point.ownerId)
    return refuse('notYours', onTeam ? t.notYours(nameOf(owner, lang)) : t.notYoursUnknown)
  }

  /** Makes the move and answers with the action point as it is then. */
  async function make(
    turn: OnOne,
    point: ActionPoint,
    move: Move,
    input: MoveInput,
    answer: (after: ActionPoint) => Promise<Outcome>,
  ): Promise<Outcome> {
    const by = { actor: turn.actor, coordinator: isCoordinator(turn, point) }
    const after = await actionPoints.move(turn.tx, point, move, input, by, turn.now)
    return typeof after === 'string' ? cannot(turn, point, move, after) : answer(after)
  }

  /** What to write instead of a note or a reason that tells who the child is; null when it may stand. */
  async function tellingWords(turn: OnOne, point: ActionPoint, text: string): Promise<string | null> {
    if (text === '') return null
    const reading = await readable(turn.tx, point, turn.actor.personId, turn.now)
    const told = (await telling(turn, point, { text }, reading !== null)).get('text')
    return told ? textsIn(turn.actor.language).agenda.telling[told] : null
  }

  const personName = async (turn: OnOne, personId: string) =>
    nameOf(await people.find(turn.tx, personId), turn.actor.language)

  return {
    authorize,
    isCoordinator,
    show,
    cannot,
    make,
    tellingWords,
    personName,
    originOf,
    coordinatorName: async (turn: OnOne, point: ActionPoint) =>
      personName(turn, await coordinatorOf(turn.tx, point.teamId)),
    savedWords: (turn: OnOne) => textsIn(turn.actor.language).actionPoints.saved,
    todayOf: async ({ tx, now }: OnOne, point: ActionPoint): Promise<Day> =>
      dayOf(now, (await policies.forTeam(tx, point.teamId)).zone),
    /** What is wrong with a day that was typed for this action point; null when nothing is. */
    async dayProblem(turn: OnOne, point: ActionPoint, day: Day | null): Promise<DayProblem | null> {
      const policy = await policies.forTeam(turn.tx, point.teamId)
      return dayProblem(day, dayOf(turn.now, policy.zone), calendarOf(policy), turn.actor.language)
    },
  }
}
