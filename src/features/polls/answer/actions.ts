import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { defineAction, type StartEntry, type Turn } from '../../../shared/action.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { isCoordinator, isMember } from '../../teams/model.ts'
import { type Answer, answers } from '../model.ts'
import type { PollService, PollView } from '../service.ts'
import { commentField, slotField } from './cards.ts'
import type { Typed } from './model.ts'
import { createReplies, type ReplyDeps } from './reply/actions.ts'
import { isOver, type Treated } from './service.ts'

export interface AnswerActionDeps extends ReplyDeps {
  polls: PollService
}

/** A few ids, as a button carries them. */
const idList = z.string().regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,19}$/)
const ofPolls = z.object({ pollIds: idList, personId: z.uuid().optional() })
const sent = ofPolls
  .extend({ remarksShown: z.boolean().optional(), go: z.literal('others').optional() })
  .catchall(z.unknown())

/** Polls of one card, and whose answers they take. */
interface Grant {
  views: PollView[]
  personId: string
}

/** Answering polls, for oneself or, as their coordinator, for somebody else (R-POLL-2). */
export function createAnswerActions(deps: AnswerActionDeps) {
  const { polls, answering } = deps
  const replies = createReplies(deps)

  /**
   * Of the polls that a card names, those that this actor may answer: their own teams', or, for the coordinator, a
   * member's. Others are as if they were not named.
   */
  async function granted(turn: Turn<z.infer<typeof ofPolls>>): Promise<Grant | null> {
    const { tx, actor, payload, now } = turn
    const personId = payload.personId ?? actor.personId
    const may = personId === actor.personId ? isMember : isCoordinator
    const views: PollView[] = []
    for (const pollId of new Set(payload.pollIds.split(','))) {
      const poll = await polls.find(tx, pollId)
      const found = poll && may(actor, poll.teamId) ? await polls.view(tx, poll, now) : null
      if (found?.voters.some(voter => voter.personId === personId)) views.push(found)
    }
    return views.length > 0 ? { views, personId } : null
  }

  async function typedIn({ tx, payload }: Turn<Record<string, unknown>>, found: PollView): Promise<Typed> {
    const chosen = new Map<string, Answer>()
    // A time that has begun since the card was drawn is no question any more.
    for (const slot of found.ahead) {
      const answer = answers.find(one => one === payload[slotField(slot.id)])
      if (answer) chosen.set(slot.id, answer)
    }
    // A time that was taken out since: what was said to the others is kept all the same (R-POLL-5).
    const every = await polls.everySlot(tx, found.poll.id)
    const crossed = every.some(({ id, droppedAt }) => droppedAt !== null && slotField(id) in payload)
    const remark = payload[commentField(found.poll.id)]
    const typed = typeof remark === 'string' ? remark : ''
    // A card that did not show the earlier remark says nothing of it by being sent without one.
    const comment = typed === '' && payload.remarksShown !== true ? null : typed
    return { chosen, comment, crossed }
  }

  /** What waits for this person, on one card; null when nothing does. */
  async function waiting(turn: Turn<unknown>): Promise<Outcome | null> {
    const all = await polls.waitingFor(turn.tx, turn.actor, turn.now)
    // Typed, it is answered by a message: what rests in the chat has no remark in it.
    return all.length > 0 ? view(await replies.ask(turn, all)) : null
  }

  /** What this person has answered and what has no date yet, to be seen again or changed; null when there is none. */
  async function answered(turn: Turn<unknown>): Promise<Outcome | null> {
    const card = await replies.saved(turn, (await openViews(turn)).filter(hasAnswers(turn)))
    return card && view(card)
  }

  const hasAnswers =
    ({ actor }: Turn<unknown>) =>
    ({ answers: given }: PollView): boolean =>
      given.some(one => one.personId === actor.personId)

  /** Of open polls, those with a time ahead. */
  async function openViews({ tx, actor, now }: Turn<unknown>): Promise<PollView[]> {
    const open = await polls.open(
      tx,
      actor.memberships.map(({ teamId }) => teamId),
    )
    const views = await Promise.all(open.map(poll => polls.view(tx, poll, now)))
    return views.filter(found => !isOver(found))
  }

  async function startEntries(turn: Turn<null>): Promise<StartEntry[]> {
    const t = textsIn(turn.actor.language).answering
    const detail = ([first, ...others]: readonly PollView[]) =>
      others.length > 0 ? t.teams(others.length + 1) : (first?.team.name ?? '')
    const open = await openViews(turn)
    const waits = open.filter(({ silent }) => silent.some(voter => voter.personId === turn.actor.personId))
    // Seen again and changed with buttons alone (P3); behind what is more likely to be wanted.
    const given = open.filter(one => !waits.includes(one)).filter(hasAnswers(turn))
    return [
      ...(waits.length > 0
        ? [{ order: 5, title: t.entry, detail: detail(waits), verb: 'poll.mine', payload: {} }]
        : []),
      ...(given.length > 0
        ? [{ order: 33, title: t.ownEntry, detail: detail(given), verb: 'poll.mine', payload: { own: true } }]
        : []),
    ]
  }

  const actions = [
    defineAction({
      verb: 'poll.open',
      effect: 'read',
      schema: ofPolls,
      authorize: granted,
      prepare: turn => answering.lookUp(turn.tx, turn.actor, turn.now),
      run: (turn, { views, personId }) => replies.open(turn, views, personId),
    }),
    defineAction({
      verb: 'poll.answer',
      effect: 'write',
      schema: sent,
      authorize: (turn: Turn<z.infer<typeof sent>>) => granted(turn),
      async run(turn, { views, personId }) {
        const { tx, actor, now, payload } = turn
        const treated: Treated[] = []
        for (const found of views) {
          const typed = await typedIn(turn, found)
          treated.push(await answering.receive(tx, actor, found, personId, typed, now))
        }
        const remarks = payload.remarksShown === true
        return replies.answer(turn, treated, { personId, remarks, passing: payload.go === 'others' })
      },
      async again(turn, { views, personId }, fields) {
        const t = textsIn(turn.actor.language).common
        const typed = views.map(async found => ({
          view: found,
          ...(await typedIn(turn, found)),
          commentProblem: fields.includes(commentField(found.poll.id)) ? t.cprField : '',
        }))
        return refuse('CPR', t.cpr, await replies.typedAgain(turn, await Promise.all(typed), personId))
      },
    }),
  ]
  return {
    actions,
    waiting,
    answered,
    startEntries,
    lookUp: (turn: Turn<unknown>) => answering.lookUp(turn.tx, turn.actor, turn.now),
  }
}
