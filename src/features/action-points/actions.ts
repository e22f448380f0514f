import { z } from 'zod'
import { textsIn } from '../../locales/texts.ts'
import { defineAction, type Feature } from '../../shared/action.ts'
import { dayField } from '../../shared/day.ts'
import { type Outcome, view } from '../../shared/outcome.ts'
import { tooLong } from '../../shared/text.ts'
import { type ReasonMove, reasonCard } from './cards.ts'
import { createDateActions, type DateActionDeps } from './dates/actions.ts'
import { createActionPointDesk, type DeskDeps, type OnOne } from './desk/actions.ts'
import { type ActionPoint, decide, longestReason } from './model.ts'
import { doneCard } from './nudges/cards.ts'
import { createPassingActions, type PassingActionDeps } from './passing/actions.ts'

export type ActionPointActionDeps = DeskDeps &
  Omit<PassingActionDeps, 'desk'> &
  Omit<DateActionDeps, 'desk' | 'change'>

const reasonMoves = ['decline', 'drop', 'refuse', 'denyDay'] as const
const id = { actionPointId: z.uuid() }
const typedText = z.string().max(4000).default('')
const idSchema = z.object(id)
const reasonSchema = z.object({ ...id, reason: typedText, dueDay: dayField.optional() })

/** Accepting, finishing and dropping; passing on and moving the date are beside (R-ACT-1, R-ACT-2). */
export function createActionPointActions(deps: ActionPointActionDeps): Feature {
  const { actionPoints } = deps
  const desk = createActionPointDesk(deps)
  const { authorize, isCoordinator, show, cannot, make, tellingWords, savedWords, originOf } = desk
  const passing = createPassingActions({ ...deps, desk })
  const dates = createDateActions({ ...deps, desk, change: passing.ask })

  /** Whom the answer to a form names: the coordinator, or for a refusal the owner. */
  const teller = (turn: OnOne, point: ActionPoint, move: ReasonMove): Promise<string> =>
    move === 'refuse' || move === 'denyDay'
      ? desk.personName(turn, point.ownerId)
      : desk.coordinatorName(turn, point)

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

  const reasonAction = (move: ReasonMove) =>
    defineAction({
      verb: `action.${move}`,
      effect: 'write',
      schema: reasonSchema,
      authorize: turn => authorize(turn),
      async run(turn, point) {
        const t = textsIn(turn.actor.language)
        const decided = decide(point, move, turn.actor.personId, isCoordinator(turn, point))
        if (typeof decided === 'string') return cannot(turn, point, move, decided)
        if (move === 'denyDay' && turn.payload.dueDay !== point.wantedDay)
          return cannot(turn, point, move, 'notNow')
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
        schema: z.object({ ...id, move: z.enum([...reasonMoves, 'handOver', 'reassign', 'postpone']) }),
        authorize: turn => authorize(turn),
        async run(turn, point) {
          const { move } = turn.payload
          const decided = decide(point, move, turn.actor.personId, isCoordinator(turn, point))
          if (typeof decided === 'string') return cannot(turn, point, move, decided)
          if (move === 'postpone') return dates.ask(turn, point)
          return move === 'handOver' || move === 'reassign'
            ? passing.ask(turn, point, move)
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
      ...dates.actions,
      ...passing.actions,
    ],
  }
}
