import { z } from 'zod'
import { textsIn } from '../../locales/texts.ts'
import { defineAction, type Feature, type Turn } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import { type Day, parseDay } from '../../shared/day.ts'
import { fullDay } from '../../shared/human-dates.ts'
import { type Outcome, refuse, view } from '../../shared/outcome.ts'
import { tooLong } from '../../shared/text.ts'
import type { Tx } from '../../shared/transaction.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { TellingTexts } from '../agenda/anonymity/service.ts'
import { outOfReach } from '../people/model.ts'
import type { PeopleService } from '../people/service.ts'
import { calendarOf } from '../policy/model.ts'
import type { PolicyService } from '../policy/service.ts'
import {
  type ActionPointState,
  actionPointCard,
  askedWords,
  assignCard,
  type Candidate,
  dayProblemWords,
  type ReasonMove,
  reasonCard,
} from './cards.ts'
import {
  type ActionPoint,
  dayProblem,
  decide,
  inOwnWords,
  longestReason,
  type Move,
  openStatuses,
} from './model.ts'
import { changedCard, doneCard, nameOf, type Origin } from './nudges/cards.ts'
import type { ActionPointService, MoveInput } from './service.ts'

export interface ActionPointActionDeps {
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
  /** those who took part in the item: they can be given its action points */
  circleOf(tx: Tx, point: ActionPoint, now: Date): Promise<readonly string[]>
}

/** Somebody's reading of an action point. */
export interface PointReading {
  /** for the audit log: why it is allowed */
  reason: string
  /** only the text, as its author: what others wrote since is not theirs to read (R-CONS-5) */
  ownWordsOnly: boolean
}

const reasonMoves = ['decline', 'drop', 'refuse'] as const
const id = { actionPointId: z.uuid() }
const typedText = z.string().max(4000).default('')
const idSchema = z.object(id)
const reasonSchema = z.object({ ...id, reason: typedText })
const assignSchema = z.object({
  ...id,
  personId: z.union([z.uuid(), z.literal('')]).default(''),
  dueDay: z.string().max(20).default(''),
})

type OnOne = Turn<{ actionPointId: string }>

/** Accepting, finishing, handing over and dropping (R-ACT-1, R-ACT-2). */
export function createActionPointActions(deps: ActionPointActionDeps): Feature {
  const {
    actionPoints,
    people,
    policies,
    audit,
    coordinatorOf,
    originOf,
    takesPart,
    readable,
    telling,
    circleOf,
  } = deps

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
  async function cannot(turn: OnOne, point: ActionPoint, why: 'notYours' | 'notNow'): Promise<Outcome> {
    const lang = turn.actor.language
    const origin = await originOf(turn.tx, point)
    if (why === 'notNow') return refuse('notNow', '', changedCard(point, origin, lang))
    const t = textsIn(lang).actionPoints
    const onTeam = turn.actor.memberships.some(one => one.teamId === point.teamId)
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
    return typeof after === 'string' ? cannot(turn, point, after) : answer(after)
  }

  /** Whom the answer to a form names: the coordinator, or for a refused handover the owner. */
  async function teller(turn: OnOne, point: ActionPoint, move: ReasonMove): Promise<string> {
    const toId = move === 'refuse' ? point.ownerId : await coordinatorOf(turn.tx, point.teamId)
    return nameOf(await people.find(turn.tx, toId), turn.actor.language)
  }

  async function askReason(
    turn: OnOne,
    point: ActionPoint,
    move: ReasonMove,
    typed: { reason?: string; problem?: string } = {},
  ): Promise<Outcome> {
    const about = {
      lang: turn.actor.language,
      origin: await originOf(turn.tx, point),
      teller: await teller(turn, point, move),
    }
    return view(reasonCard(point, move, about, typed))
  }

  async function askPerson(
    turn: OnOne,
    point: ActionPoint,
    move: 'handOver' | 'reassign',
    typed: { personId?: string; dueDay?: string; personProblem?: string; dueProblem?: string } = {},
  ): Promise<Outcome> {
    const lang = turn.actor.language
    const today = await todayOf(turn, point)
    const choices = await candidates(turn, point, move, today)
    if (choices.length === 0) return refuse('nobodyElse', textsIn(lang).actionPoints.nobodyElse)
    const about = { lang, origin: await originOf(turn.tx, point), people: choices, today }
    return view(assignCard(point, move, about, typed))
  }

  const todayOf = async ({ tx, now }: OnOne, point: ActionPoint): Promise<Day> =>
    dayOf(now, (await policies.forTeam(tx, point.teamId)).zone)

  /** Who can be given it, by name, and who of them does not hear of it in time. */
  async function candidates(
    { tx, now }: OnOne,
    point: ActionPoint,
    move: 'handOver' | 'reassign',
    today: Day,
  ): Promise<Candidate[]> {
    const circle = (await circleOf(tx, point, now)).filter(
      personId => move === 'reassign' || personId !== point.ownerId,
    )
    const known = await people.many(tx, circle)
    const absences = await people.absences(tx, circle, today)
    return [...known.values()]
      .toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
      .map(person => {
        const own = absences.filter(one => one.personId === person.id)
        return { person, out: outOfReach(person.status, own, today, point.dueDay) }
      })
  }

  /** What to write instead of a note or a reason that tells who the child is; null when it may stand. */
  async function tellingWords(turn: OnOne, point: ActionPoint, text: string): Promise<string | null> {
    if (text === '') return null
    const reading = await readable(turn.tx, point, turn.actor.personId, turn.now)
    const told = (await telling(turn, point, { text }, reading !== null)).get('text')
    return told ? textsIn(turn.actor.language).agenda.telling[told] : null
  }

  const savedWords = (turn: OnOne) => textsIn(turn.actor.language).actionPoints.saved
  const personName = async (turn: OnOne, personId: string) =>
    nameOf(await people.find(turn.tx, personId), turn.actor.language)

  const reasonAction = (move: ReasonMove) =>
    defineAction({
      verb: `action.${move}`,
      effect: 'write',
      schema: reasonSchema,
      authorize: turn => authorize(turn),
      async run(turn, point) {
        const t = textsIn(turn.actor.language)
        const decided = decide(point, move, turn.actor.personId, isCoordinator(turn, point))
        if (typeof decided === 'string') return cannot(turn, point, decided)
        const reason = turn.payload.reason.trim()
        if (reason === '') return askReason(turn, point, move, { problem: t.actionPoints.reasonMissing })
        if (tooLong(reason, longestReason))
          return askReason(turn, point, move, { reason, problem: t.common.tooLong(longestReason) })
        const told = await tellingWords(turn, point, reason)
        if (told) return askReason(turn, point, move, { reason, problem: told })
        const name = await teller(turn, point, move)
        return make(turn, point, move, { detail: reason }, after => {
          const saved = savedWords(turn)
          const own = move === 'decline' && isCoordinator(turn, point)
          const words = move === 'drop' ? saved.drop : own ? saved.declineOwn : saved[move](name)
          return show(turn, after, { saved: words })
        })
      },
      again: (turn, point) => {
        const { reason } = turn.payload
        return askReason(turn, point, move, { reason, problem: textsIn(turn.actor.language).common.cprField })
      },
    })

  return {
    actions: [
      defineAction({
        verb: 'action.open',
        effect: 'read',
        schema: idSchema,
        authorize: turn => authorize(turn),
        run: (turn, point) => show(turn, point),
      }),
      defineAction({
        verb: 'action.ask',
        effect: 'read',
        schema: z.object({ ...id, move: z.enum([...reasonMoves, 'handOver', 'reassign']) }),
        authorize: turn => authorize(turn),
        async run(turn, point) {
          const { move } = turn.payload
          const decided = decide(point, move, turn.actor.personId, isCoordinator(turn, point))
          if (typeof decided === 'string') return cannot(turn, point, decided)
          return move === 'handOver' || move === 'reassign'
            ? askPerson(turn, point, move)
            : askReason(turn, point, move)
        },
      }),
      defineAction({
        verb: 'action.accept',
        effect: 'write',
        schema: idSchema,
        authorize: turn => authorize(turn),
        run: (turn, point) =>
          make(turn, point, 'accept', {}, after => show(turn, after, { saved: savedWords(turn).accept })),
      }),
      defineAction({
        verb: 'action.done',
        effect: 'write',
        schema: z.object({ ...id, note: typedText }),
        authorize: turn => authorize(turn),
        async run(turn, point) {
          const lang = turn.actor.language
          const note = turn.payload.note.trim()
          const { common } = textsIn(lang)
          const noteProblem = tooLong(note, longestReason)
            ? common.tooLong(longestReason)
            : await tellingWords(turn, point, note)
          if (noteProblem) return show(turn, point, { note, noteProblem, problem: common.fix })
          return make(turn, point, 'done', { detail: note }, async after => {
            const left = (await actionPoints.mine(turn.tx, turn.actor.personId)).length
            return view(doneCard(after, await originOf(turn.tx, after), left, lang))
          })
        },
        again: (turn, point) => {
          const { cprField, fix } = textsIn(turn.actor.language).common
          return show(turn, point, { note: turn.payload.note, noteProblem: cprField, problem: fix })
        },
      }),
      ...reasonMoves.map(reasonAction),
      defineAction({
        verb: 'action.takeOver',
        effect: 'write',
        schema: idSchema,
        authorize: turn => authorize(turn),
        run: (turn, point) =>
          make(turn, point, 'takeOver', {}, async after =>
            show(turn, after, { saved: savedWords(turn).takeOver(await personName(turn, point.ownerId)) }),
          ),
      }),
      defineAction({
        verb: 'action.handOver',
        effect: 'write',
        schema: assignSchema,
        authorize: turn => authorize(turn),
        async run(turn, point) {
          const { personId } = turn.payload
          const decided = decide(point, 'handOver', turn.actor.personId, isCoordinator(turn, point))
          if (typeof decided === 'string') return cannot(turn, point, decided)
          const circle = await circleOf(turn.tx, point, turn.now)
          if (personId === point.ownerId || !circle.includes(personId))
            return askPerson(turn, point, 'handOver', {
              personProblem: textsIn(turn.actor.language).actionPoints.handOverMissing,
            })
          const today = await todayOf(turn, point)
          const choices = await candidates(turn, point, 'handOver', today)
          return make(turn, point, 'handOver', { toPersonId: personId }, async after =>
            show(turn, after, { saved: askedWords(choices, personId, today, turn.actor.language) }),
          )
        },
      }),
      defineAction({
        verb: 'action.reassign',
        effect: 'write',
        schema: assignSchema,
        authorize: turn => authorize(turn),
        async run(turn, point) {
          const lang = turn.actor.language
          const { personId, dueDay: typedDay } = turn.payload
          const decided = decide(point, 'reassign', turn.actor.personId, isCoordinator(turn, point))
          if (typeof decided === 'string') return cannot(turn, point, decided)
          const policy = await policies.forTeam(turn.tx, point.teamId)
          const day = parseDay(typedDay)
          const today = dayOf(turn.now, policy.zone)
          const wrongDay = dayProblem(day, today, calendarOf(policy), lang)
          const known = (await circleOf(turn.tx, point, turn.now)).includes(personId)
          if (wrongDay || !known || day === null)
            return askPerson(turn, point, 'reassign', {
              personId,
              dueDay: typedDay,
              ...(known ? {} : { personProblem: textsIn(lang).actionPoints.ownerMissing }),
              ...(wrongDay ? { dueProblem: dayProblemWords(wrongDay, lang) } : {}),
            })
          const same = personId === point.ownerId && point.status !== 'declined'
          const move = same ? 'reschedule' : 'reassign'
          const input = { dueDay: day, ...(same ? {} : { toPersonId: personId }) }
          return make(turn, point, move, input, async after => {
            const words = savedWords(turn).change(
              await personName(turn, after.ownerId),
              fullDay(after.dueDay, lang),
            )
            return show(turn, after, { saved: words })
          })
        },
      }),
    ],
  }
}
