import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { defineAction } from '../../../shared/action.ts'
import { type Day, parseDay } from '../../../shared/day.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { tooLong } from '../../../shared/text.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { outOfReach } from '../../people/model.ts'
import type { PeopleService } from '../../people/service.ts'
import { dayProblemWords } from '../cards.ts'
import type { ActionPointDesk, OnOne } from '../desk/actions.ts'
import { type ActionPoint, decide, longestReason } from '../model.ts'
import { type AssignTyped, askedWords, assignCard, type Candidate } from './cards.ts'

export interface PassingActionDeps {
  desk: ActionPointDesk
  people: PeopleService
  /** those who took part in the item: they can be given its action points */
  circleOf(tx: Tx, point: ActionPoint, now: Date): Promise<readonly string[]>
}

const id = { actionPointId: z.uuid() }
const assignSchema = z.object({
  ...id,
  personId: z.union([z.uuid(), z.literal('')]).default(''),
  dueDay: z.string().max(20).default(''),
  reason: z.string().max(4000).default(''),
  /** the action point's revision on the card; an older card has none */
  seen: z.coerce.number().int().min(0).optional(),
})
type Assign = OnOne & { payload: z.output<typeof assignSchema> }

/** Passing an action point on, and the coordinator's say about who has it and by when (R-ACT-1, R-ACT-2). */
export function createPassingActions({ desk, people, circleOf }: PassingActionDeps) {
  /** Asks whom, and the coordinator also by when and why. */
  async function ask(
    turn: OnOne,
    point: ActionPoint,
    move: 'handOver' | 'reassign',
    typed: AssignTyped = {},
  ): Promise<Outcome> {
    const lang = turn.actor.language
    const today = await desk.todayOf(turn, point)
    const choices = await candidates(turn, point, move, today)
    if (choices.length === 0) return refuse('nobodyElse', textsIn(lang).actionPoints.nobodyElse)
    const about = { lang, origin: await desk.originOf(turn.tx, point), people: choices, today }
    return view(assignCard(point, move, about, typed))
  }

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
    const silent = await people.silent(tx, circle)
    return [...known.values()]
      .toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
      .map(person => {
        const own = absences.filter(one => one.personId === person.id)
        const reach = { status: person.status, silent: silent.includes(person.id) }
        return { person, out: outOfReach(reach, own, today, point.dueDay) }
      })
  }

  /** What the coordinator decides about who and when, and what is wrong with it; a moved date has its reason. */
  async function decided(turn: Assign, point: ActionPoint) {
    const lang = turn.actor.language
    const { actionPoints: t, common } = textsIn(lang)
    const { personId, dueDay: typedDay } = turn.payload
    const reason = turn.payload.reason.trim()
    const day = parseDay(typedDay)
    const wrongDay = await desk.dayProblem(turn, point, day)
    const sameDay = day === point.dueDay
    const known = (await circleOf(turn.tx, point, turn.now)).includes(personId)
    const reasonProblem = tooLong(reason, longestReason)
      ? common.tooLong(longestReason)
      : reason === '' && day !== null && !sameDay && point.status !== 'declined'
        ? t.moveReasonMissing
        : await desk.tellingWords(turn, point, reason)
    const problems: AssignTyped = {
      ...(known ? {} : { personProblem: t.ownerMissing }),
      ...(wrongDay ? { dueProblem: dayProblemWords(wrongDay, lang) } : {}),
      ...(reasonProblem ? { reasonProblem } : {}),
    }
    return { day, sameDay, reason, problems, typed: { personId, dueDay: typedDay, reason } }
  }

  const actions = [
    defineAction({
      verb: 'action.takeOver',
      effect: 'write',
      schema: z.object(id),
      authorize: turn => desk.authorize(turn),
      run: (turn, point) =>
        desk.make(turn, point, 'takeOver', {}, async after =>
          desk.show(turn, after, {
            saved: desk.savedWords(turn).takeOver(await desk.personName(turn, point.ownerId)),
          }),
        ),
    }),
    defineAction({
      verb: 'action.handOver',
      effect: 'write',
      schema: assignSchema,
      authorize: turn => desk.authorize(turn),
      async run(turn, point) {
        const { personId } = turn.payload
        const decided = decide(point, 'handOver', turn.actor.personId, desk.isCoordinator(turn, point))
        if (typeof decided === 'string') return desk.cannot(turn, point, 'handOver', decided)
        const circle = await circleOf(turn.tx, point, turn.now)
        if (personId === point.ownerId || !circle.includes(personId))
          return ask(turn, point, 'handOver', {
            personProblem: textsIn(turn.actor.language).actionPoints.handOverMissing,
          })
        const today = await desk.todayOf(turn, point)
        const choices = await candidates(turn, point, 'handOver', today)
        return desk.make(turn, point, 'handOver', { toPersonId: personId }, async after =>
          desk.show(turn, after, { saved: askedWords(choices, personId, today, turn.actor.language) }),
        )
      },
    }),
    defineAction({
      verb: 'action.reassign',
      effect: 'write',
      schema: assignSchema,
      authorize: turn => desk.authorize(turn),
      async run(turn, point) {
        const lang = turn.actor.language
        const { personId } = turn.payload
        const may = decide(point, 'reassign', turn.actor.personId, desk.isCoordinator(turn, point))
        if (typeof may === 'string') return desk.cannot(turn, point, 'reassign', may)
        const { seen } = turn.payload
        // Handed over, moved or asked for since: nothing of that is undone unseen.
        if (seen !== undefined && seen !== point.revision)
          return ask(turn, point, 'reassign', {
            dueDay: turn.payload.dueDay,
            reason: turn.payload.reason,
            personProblem: textsIn(lang).actionPoints.changedSince,
          })
        const { day, sameDay, reason, problems, typed } = await decided(turn, point)
        if (Object.keys(problems).length > 0 || day === null)
          return ask(turn, point, 'reassign', { ...typed, ...problems })
        const same = personId === point.ownerId && point.status !== 'declined'
        if (same && sameDay) {
          if (point.wantedDay === null) return desk.show(turn, point)
          // The day that stands is kept: that is a no to the one that was asked for, and has its reason.
          if (reason === '')
            return ask(turn, point, 'reassign', {
              ...typed,
              reasonProblem: textsIn(lang).actionPoints.reasonMissing,
            })
          return desk.make(turn, point, 'denyDay', { detail: reason }, async after => {
            const owner = await desk.personName(turn, after.ownerId)
            return desk.show(turn, after, { saved: desk.savedWords(turn).denyDay(owner) })
          })
        }
        const move = same ? 'reschedule' : 'reassign'
        const input = { dueDay: day, detail: reason, ...(same ? {} : { toPersonId: personId }) }
        return desk.make(turn, point, move, input, async after => {
          const words = desk
            .savedWords(turn)
            .change(await desk.personName(turn, after.ownerId), fullDay(after.dueDay, lang))
          return desk.show(turn, after, { saved: words })
        })
      },
      again(turn, point) {
        const reasonProblem = textsIn(turn.actor.language).common.cprField
        return ask(turn, point, 'reassign', { ...turn.payload, reasonProblem })
      },
    }),
  ]
  return { ask, actions }
}
