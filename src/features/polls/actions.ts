import { z } from 'zod'
import { textsIn } from '../../locales/texts.ts'
import { type Actor, defineAction, type Feature, type Turn } from '../../shared/action.ts'
import { type Outcome, refuse, view } from '../../shared/outcome.ts'
import { tooLong } from '../../shared/text.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import { isCoordinator, isMember, type Team } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import {
  type AnswerState,
  cancelledCard,
  confirmedCard,
  meetingCancelledCard,
  noPollCard,
  pollCard,
  type Showing,
  savedCard,
  slotField,
} from './cards.ts'
import { createDraftingActions } from './drafting/actions.ts'
import { type Answer, answers, longestRemark, type Poll } from './model.ts'
import { createResultActions } from './result/actions.ts'
import type { PollService, PollView } from './service.ts'

export interface PollActionDeps {
  polls: PollService
  teams: TeamService
  meetings: MeetingService
  people: PeopleService
  policies: PolicyService
}

/** Names and zone for the cards of a team's poll. */
export async function showingOf(
  deps: Pick<PollActionDeps, 'people' | 'policies' | 'teams'>,
  tx: Tx,
  actor: Pick<Actor, 'tenantId' | 'language'>,
  team: Team,
): Promise<Showing> {
  const [{ zone }, members] = await Promise.all([
    deps.policies.of(tx, actor.tenantId),
    deps.teams.members(tx, team.id),
  ])
  const named = await deps.people.many(
    tx,
    members.map(member => member.personId),
  )
  const unknown = textsIn(actor.language).people.unknownName
  return {
    lang: actor.language,
    zone,
    nameOf: id => named.get(id)?.name ?? unknown,
    reached: id => named.get(id)?.status === 'active',
  }
}

/** Answering, following and closing a poll. */
export function createPollActions(deps: PollActionDeps): Feature {
  const { polls, teams, meetings, policies } = deps
  const showingFor = (turn: Turn<unknown>, team: Team) => showingOf(deps, turn.tx, turn.actor, team)

  /** Any member of the team; the coordinator alone where `lead` is asked for. */
  async function pollFor(turn: Turn<{ pollId: string }>, lead: boolean): Promise<PollView | null> {
    const poll = await polls.find(turn.tx, turn.payload.pollId)
    if (!poll || !(lead ? isCoordinator : isMember)(turn.actor, poll.teamId)) return null
    return polls.view(turn.tx, poll)
  }

  /** What a card of a poll that is closed says: the date, or that there is none. */
  async function closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null> {
    if (poll.status === 'open') return null
    const showing = await showingFor(turn, team)
    const coordinator = isCoordinator(turn.actor, team.id)
    if (poll.status === 'cancelled') return view(cancelledCard(team, coordinator, showing))
    const meeting = await polls.meetingOf(turn.tx, poll)
    if (meeting.status === 'cancelled') return view(meetingCancelledCard(meeting, team, showing))
    return view(confirmedCard(meeting, team, meetings.calendarUrl(meeting), coordinator, showing))
  }

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

  const result = createResultActions({
    polls,
    meetings,
    led: turn => pollFor(turn, true),
    closed,
    showingFor,
  })

  return {
    actions: [
      ...createDraftingActions({
        polls,
        teams,
        policyOf: (turn, team) => policies.forTeam(turn.tx, team.id),
        showingFor,
      }),
      ...result.actions,
      defineAction({
        verb: 'poll.open',
        effect: 'read',
        schema: z.object({ pollId: z.uuid(), personId: z.uuid().optional() }),
        async authorize(turn) {
          const found = await pollFor(turn, false)
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
          const found = await pollFor(turn, false)
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
          if (state.chosen.size < found.slots.length) {
            const card = pollCard(found, { ...state, incomplete: true }, showing)
            return refuse('INCOMPLETE', t.polls.answersMissing, card)
          }
          const input = { answers: state.chosen, comment: state.comment }
          await polls.answer(turn.tx, turn.actor, found.poll, personId, input, turn.now)
          return view(savedCard(found, state, showing))
        },
        async again(turn, { found, personId }) {
          const t = textsIn(turn.actor.language).common
          const state = { ...typedState(turn, found, personId), commentProblem: t.cprField }
          return refuse('CPR', t.cpr, pollCard(found, state, await showingFor(turn, found.team)))
        },
      }),
      defineAction({
        verb: 'poll.mine',
        effect: 'read',
        schema: z.object({}),
        authorize: async () => true as const,
        async run(turn) {
          const [first] = await polls.waitingFor(turn.tx, turn.actor)
          if (first) {
            // Typed, it is answered by a message: what rests in the chat has no remark in it.
            const state = { ...(await stateOf(turn, first, turn.actor.personId)), comment: null }
            return view(pollCard(first, state, await showingFor(turn, first.team)))
          }
          const led = turn.actor.memberships.filter(one => one.coordinator).map(one => one.teamId)
          const [running] = await polls.open(turn.tx, led)
          if (running) return result.status(turn, await polls.view(turn.tx, running))
          return view(noPollCard(turn.actor.language, led.length > 0))
        },
      }),
    ],
    commands: [
      {
        words: { da: ['afstemning', 'mødetider', 'svar'], en: ['poll', 'vote', 'answer'] },
        verb: 'poll.mine',
        payload: {},
      },
      {
        words: { da: ['find en mødedato', 'find dato', 'ny afstemning'], en: ['find a date', 'new poll'] },
        verb: 'poll.chooseTeam',
        payload: {},
      },
    ],
    async startEntries(turn) {
      const t = textsIn(turn.actor.language).polls
      const waiting = await polls.waitingFor(turn.tx, turn.actor)
      const led = (await teams.mine(turn.tx, turn.actor)).filter(team => isCoordinator(turn.actor, team.id))
      const running = await polls.open(
        turn.tx,
        led.map(team => team.id),
      )
      return [
        ...waiting.map(({ poll, team }) => ({
          order: 5,
          title: t.answerEntry,
          detail: team.name,
          verb: 'poll.open',
          payload: { pollId: poll.id },
        })),
        ...running.map(poll => ({
          order: 8,
          title: t.statusEntry,
          detail: led.find(team => team.id === poll.teamId)?.name ?? '',
          verb: 'poll.status',
          payload: { pollId: poll.id },
        })),
        ...(led.length > 0 ? [{ order: 30, title: t.findDate, verb: 'poll.chooseTeam', payload: {} }] : []),
      ]
    },
  }
}
