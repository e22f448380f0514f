import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { defineAction } from '../../../shared/action.ts'
import { dayField, parseDay } from '../../../shared/day.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import { type Outcome, view } from '../../../shared/outcome.ts'
import { tooLong } from '../../../shared/text.ts'
import type { PolicyService } from '../../policy/service.ts'
import { dayProblemWords } from '../cards.ts'
import type { ActionPointDesk, OnOne } from '../desk/actions.ts'
import { type ActionPoint, decide, longestReason, mayPostpone } from '../model.ts'
import type { createPassingActions } from '../passing/actions.ts'
import { type PostponeTyped, postponeCard } from './cards.ts'

export interface DateActionDeps {
  desk: ActionPointDesk
  policies: PolicyService
  /** the card on which the coordinator decides who and when */
  change: ReturnType<typeof createPassingActions>['ask']
}

const id = { actionPointId: z.uuid() }
const postponeSchema = z.object({
  ...id,
  dueDay: z.string().max(20).default(''),
  reason: z.string().max(4000).default(''),
})
type Postpone = OnOne & { payload: z.output<typeof postponeSchema> }

/** An owner's own change of date, twice; after that it is the coordinator's (R-ACT-3). */
export function createDateActions({ desk, policies, change }: DateActionDeps) {
  /** How often this owner may still move it without asking. */
  async function left({ tx }: OnOne, point: ActionPoint): Promise<number> {
    const limit = (await policies.forTeam(tx, point.teamId)).ownDueChanges
    return mayPostpone(point, limit) ? limit - point.postponed : 0
  }

  async function ask(turn: OnOne, point: ActionPoint, typed: PostponeTyped = {}): Promise<Outcome> {
    const about = {
      lang: turn.actor.language,
      origin: await desk.originOf(turn.tx, point),
      coordinator: await desk.coordinatorName(turn, point),
      left: await left(turn, point),
    }
    return view(postponeCard(point, about, typed))
  }

  /** What is wrong with what was typed. */
  async function problemsOf(turn: Postpone, point: ActionPoint): Promise<PostponeTyped> {
    const lang = turn.actor.language
    const { actionPoints: t, common } = textsIn(lang)
    const day = parseDay(turn.payload.dueDay)
    const reason = turn.payload.reason.trim()
    const wrongDay = await desk.dayProblem(turn, point, day)
    const dueProblem = wrongDay
      ? dayProblemWords(wrongDay, lang)
      : day === point.dueDay
        ? t.sameDay(fullDay(day, lang))
        : null
    const reasonProblem =
      reason === ''
        ? t.reasonMissing
        : tooLong(reason, longestReason)
          ? common.tooLong(longestReason)
          : await desk.tellingWords(turn, point, reason)
    return { ...(dueProblem ? { dueProblem } : {}), ...(reasonProblem ? { reasonProblem } : {}) }
  }

  const actions = [
    defineAction({
      verb: 'action.postpone',
      effect: 'write',
      schema: postponeSchema,
      authorize: turn => desk.authorize(turn),
      async run(turn, point) {
        const lang = turn.actor.language
        const may = decide(point, 'postpone', turn.actor.personId, desk.isCoordinator(turn, point))
        if (typeof may === 'string') return desk.cannot(turn, point, 'postpone', may)
        const { dueDay, reason } = turn.payload
        const problems = await problemsOf(turn, point)
        const day = parseDay(dueDay)
        if (Object.keys(problems).length > 0 || day === null)
          return ask(turn, point, { dueDay, reason, ...problems })
        // Whoever coordinates has nobody to ask.
        const coordinates = desk.isCoordinator(turn, point)
        const own = coordinates || (await left(turn, point)) > 0
        const coordinator = await desk.coordinatorName(turn, point)
        const move = coordinates ? 'reschedule' : own ? 'postpone' : 'askDay'
        return desk.make(turn, point, move, { dueDay: day, detail: reason }, async after => {
          const saved = desk.savedWords(turn)
          const words = own ? saved.postpone(fullDay(after.dueDay, lang)) : saved.askDay(coordinator)
          return desk.show(turn, after, { saved: words })
        })
      },
      again(turn, point) {
        const { dueDay, reason } = turn.payload
        const reasonProblem = textsIn(turn.actor.language).common.cprField
        return ask(turn, point, { dueDay, reason, reasonProblem })
      },
    }),
    defineAction({
      verb: 'action.grantDay',
      effect: 'write',
      // The day that the card showed: another one that was asked for since is not granted unseen.
      schema: z.object({ ...id, dueDay: dayField }),
      authorize: turn => desk.authorize(turn),
      async run(turn, point) {
        const lang = turn.actor.language
        const { dueDay } = turn.payload
        const may = decide(point, 'grantDay', turn.actor.personId, desk.isCoordinator(turn, point))
        if (typeof may === 'string') return desk.cannot(turn, point, 'grantDay', may)
        if (point.wantedDay !== dueDay) return desk.cannot(turn, point, 'grantDay', 'notNow')
        const wrongDay = await desk.dayProblem(turn, point, dueDay)
        if (wrongDay)
          return change(turn, point, 'reassign', { dueDay, dueProblem: dayProblemWords(wrongDay, lang) })
        const owner = await desk.personName(turn, point.ownerId)
        return desk.make(turn, point, 'grantDay', {}, after =>
          desk.show(turn, after, {
            saved: desk.savedWords(turn).grantDay(owner, fullDay(after.dueDay, lang)),
          }),
        )
      },
    }),
  ]
  return { ask, actions }
}
