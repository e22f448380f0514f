import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { defineAction, type StartEntry, type Turn } from '../../../shared/action.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { tooLong } from '../../../shared/text.ts'
import { isCoordinator, type Team } from '../../teams/model.ts'
import type { Showing } from '../cards.ts'
import { type Answer, answers, longestRemark, type Poll } from '../model.ts'
import type { PollService, PollView } from '../service.ts'
import { type AnswerState, pollCard, savedCard, slotField } from './cards.ts'

export interface AnswerActionDeps {
  polls: PollService
  /** the poll, for a member of its team */
  asked(turn: Turn<{ pollId: string }>): Promise<PollView | null>
  /** what is so now, when the poll is closed */
  closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null>
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
}

/** Answering a poll, for oneself or, as its coordinator, for somebody else (R-POLL-2). */
export function createAnswerActions({ polls, asked, closed, showingFor }: AnswerActionDeps) {
  /** Whose answers these are: one's own, or, for the coordinator, a member's. */
  function answeringFor(turn: Turn<{ personId?: string | undefined }>, view: PollView): string | null {
    const personId = turn.payload.personId ?? turn.actor.personId
    if (!view.voters.some(voter => voter.personId === personId)) return null
    if (personId === turn.actor.personId) return personId
    return isCoordinator(turn.actor, view.team.id) ? personId : null
  }

  async function stateOf(turn: Turn<unknown>, found: PollView, personId: string): Promise<AnswerState> {
    const own = found.answers.filter(one => one.personId === personId)
    return {
      chosen: new Map(own.map(one => [one.slotId, one.answer])),
      comment: (await polls.comments(turn.tx, found.poll.id)).get(personId) ?? '',
      recordedByOther: own.some(one => one.recordedById !== personId),
      ...(personId === turn.actor.personId ? {} : { behalfOf: personId }),
    }
  }

  const answerSchema = z
    .object({ pollId: z.uuid(), personId: z.uuid().optional(), commentShown: z.boolean().optional() })
    .catchall(z.unknown())

  function typedState(turn: Turn<Record<string, unknown>>, found: PollView, personId: string): AnswerState {
    const { payload } = turn
    const chosen = new Map<string, Answer>()
    for (const slot of found.slots) {
      const answer = answers.find(one => one === payload[slotField(slot.id)])
      if (answer) chosen.set(slot.id, answer)
    }
    const typed = typeof payload.comment === 'string' ? payload.comment : ''
    // A card that did not show the earlier remark says nothing of it by being sent without one.
    const comment = typed === '' && payload.commentShown !== true ? null : typed
    return { chosen, comment, ...(personId === turn.actor.personId ? {} : { behalfOf: personId }) }
  }

  /** Whether the card asks about a time that was taken out since: what is still asked about is kept (R-POLL-5). */
  const crosses = (payload: Record<string, unknown>, { slots }: PollView): boolean =>
    Object.keys(payload).some(
      field => field.startsWith(slotField('')) && !slots.some(slot => slotField(slot.id) === field),
    )

  /** The card of a poll that waits for this person's answer; null when none does. */
  async function waiting(turn: Turn<unknown>): Promise<Outcome | null> {
    const [first] = await polls.waitingFor(turn.tx, turn.actor)
    if (!first) return null
    // Typed, it is answered by a message: what rests in the chat has no remark in it.
    const state = { ...(await stateOf(turn, first, turn.actor.personId)), comment: null }
    return view(pollCard(first, state, await showingFor(turn, first.team)))
  }

  async function startEntries(turn: Turn<null>): Promise<StartEntry[]> {
    const t = textsIn(turn.actor.language).polls
    return (await polls.waitingFor(turn.tx, turn.actor)).map(({ poll, team }) => ({
      order: 5,
      title: t.answerEntry,
      detail: team.name,
      verb: 'poll.open',
      payload: { pollId: poll.id },
    }))
  }

  const actions = [
    defineAction({
      verb: 'poll.open',
      effect: 'read',
      schema: z.object({ pollId: z.uuid(), personId: z.uuid().optional() }),
      async authorize(turn) {
        const found = await asked(turn)
        const personId = found && answeringFor(turn, found)
        return found && personId ? { found, personId } : null
      },
      async run(turn, { found, personId }) {
        const over = await closed(turn, found.poll, found.team)
        if (over) return over
        const state = await stateOf(turn, found, personId)
        return view(pollCard(found, state, await showingFor(turn, found.team)))
      },
    }),
    defineAction({
      verb: 'poll.answer',
      effect: 'write',
      schema: answerSchema,
      async authorize(turn) {
        const found = await asked(turn)
        const personId = found && answeringFor(turn, found)
        return found && personId ? { found, personId } : null
      },
      async run(turn, { found, personId }) {
        const over = await closed(turn, found.poll, found.team)
        if (over) return over
        const state = typedState(turn, found, personId)
        const showing = await showingFor(turn, found.team)
        const t = textsIn(turn.actor.language)
        if (state.comment !== null && tooLong(state.comment, longestRemark)) {
          const commentProblem = t.common.tooLong(longestRemark)
          return refuse('TOO_LONG', commentProblem, pollCard(found, { ...state, commentProblem }, showing))
        }
        const crossed = crosses(turn.payload, found)
        if (state.chosen.size < found.slots.length && !crossed) {
          const card = pollCard(found, { ...state, incomplete: true }, showing)
          return refuse('INCOMPLETE', t.polls.answersMissing, card)
        }
        const input = { answers: state.chosen, comment: state.comment }
        await polls.answer(turn.tx, turn.actor, found.poll, personId, input, turn.now)
        if (state.chosen.size < found.slots.length)
          return view(pollCard(found, { ...state, crossed: true }, showing))
        return view(savedCard(found, state, showing))
      },
      async again(turn, { found, personId }) {
        const t = textsIn(turn.actor.language).common
        const state = { ...typedState(turn, found, personId), commentProblem: t.cprField }
        return refuse('CPR', t.cpr, pollCard(found, state, await showingFor(turn, found.team)))
      },
    }),
  ]
  return { actions, waiting, startEntries }
}
