import { z } from 'zod'
import { textsIn } from '../../locales/texts.ts'
import { type Actor, defineAction, type Feature, ownOnly, type Turn } from '../../shared/action.ts'
import { type CardJson, type Outcome, view } from '../../shared/outcome.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Meeting } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import { isCoordinator, type Team } from '../teams/model.ts'
import type { TeamService } from '../teams/service.ts'
import { createAnswerActions } from './answer/actions.ts'
import type { AnsweringService } from './answer/service.ts'
import {
  cancelledCard,
  confirmedCard,
  meetingBegunCard,
  meetingCancelledCard,
  noPollCard,
  type Showing,
} from './cards.ts'
import { createClosingActions } from './closing/actions.ts'
import { createDraftingActions } from './drafting/actions.ts'
import { createEditingActions } from './editing/actions.ts'
import type { Poll } from './model.ts'
import { createResultActions } from './result/actions.ts'
import type { PollService, PollView } from './service.ts'

export interface PollActionDeps {
  polls: PollService
  teams: TeamService
  meetings: MeetingService
  people: PeopleService
  policies: PolicyService
  answering: AnsweringService
  /** whether a text says the name of a child of the team's institution */
  namesChild(turn: Turn<unknown>, team: Team, text: string): Promise<boolean>
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
export function createPollActions(deps: PollActionDeps): Feature & {
  meetingButtons(turn: Turn<unknown>, meeting: Meeting): Promise<readonly CardJson[]>
} {
  const { polls, teams, meetings, policies } = deps
  const showingFor = (turn: Turn<unknown>, team: Team) => showingOf(deps, turn.tx, turn.actor, team)

  /** A poll, for its coordinator alone. */
  async function led(turn: Turn<{ pollId: string }>): Promise<PollView | null> {
    const poll = await polls.find(turn.tx, turn.payload.pollId)
    return poll && isCoordinator(turn.actor, poll.teamId) ? polls.view(turn.tx, poll, turn.now) : null
  }

  /** What a card of a poll that is closed says: the date, or that there is none. */
  async function closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null> {
    if (poll.status === 'open') return null
    const showing = await showingFor(turn, team)
    const coordinator = isCoordinator(turn.actor, team.id)
    if (poll.status === 'cancelled') return view(cancelledCard(team, coordinator, showing, { before: true }))
    const meeting = await polls.meetingOf(turn.tx, poll)
    if (meeting.status === 'cancelled') return view(meetingCancelledCard(meeting, team, coordinator, showing))
    if (meeting.startAt <= turn.now) return view(meetingBegunCard(meeting, team, showing))
    const calendar = await meetings.inCalendar(turn.tx, meeting, turn.actor.personId)
    const reasoned = (await polls.reasonFor(turn.tx, meeting)) !== null
    return view(confirmedCard(meeting, team, calendar, coordinator, showing, { reasoned, before: true }))
  }

  const answering = createAnswerActions({
    ...deps,
    closed,
    showing: (tx, actor, team) => showingOf(deps, tx, actor, team),
  })
  const policyOf = (turn: Turn<unknown>, team: Team) => policies.forTeam(turn.tx, team.id)
  const result = createResultActions({
    polls,
    meetings,
    teams,
    led,
    closed,
    showingFor,
    namesChild: deps.namesChild,
  })

  return {
    meetingButtons: result.meetingButtons,
    actions: [
      ...createDraftingActions({ polls, teams, meetings, closed, policyOf, showingFor }),
      ...createEditingActions({ polls, led, closed, showingFor }),
      ...createClosingActions({ polls, led, closed, policyOf, showingFor, status: result.status }),
      ...result.actions,
      ...answering.actions,
      defineAction({
        verb: 'poll.mine',
        effect: 'read',
        /** `own`: what one has answered, before anything that waits; `result`: what the team has */
        schema: z.object({ own: z.boolean().default(false), result: z.boolean().default(false) }),
        authorize: ownOnly,
        prepare: turn => answering.lookUp(turn),
        async run(turn) {
          const given = turn.payload.own ? await answering.answered(turn) : null
          if (given) return given
          const own = turn.actor.memberships.filter(one => one.coordinator).map(one => one.teamId)
          const [running] = await polls.open(turn.tx, own)
          // Whoever follows a poll and asks to see answers means the others'.
          const waiting = running && turn.payload.result ? null : await answering.waiting(turn)
          if (waiting) return waiting
          if (running) return result.status(turn, await polls.view(turn.tx, running, turn.now))
          const answered = await answering.answered(turn)
          if (answered) return answered
          return view(noPollCard(turn.actor.language, own.length > 0))
        },
      }),
    ],
    commands: [
      {
        words: {
          da: ['afstemning', 'mødetider', 'svar', 'svar på mødetider'],
          en: ['poll', 'vote', 'answer', 'answer the meeting poll'],
        },
        verb: 'poll.mine',
        payload: {},
      },
      {
        words: {
          da: ['se svar', 'se svarene', 'se svar på mødetider', 'ret tider og frist', 'stop afstemningen'],
          en: ['see the answers', 'see answers', 'change times and deadline', 'stop the poll'],
        },
        verb: 'poll.mine',
        payload: { result: true },
      },
      {
        words: {
          da: ['find en mødedato', 'find en dato', 'find dato', 'find en tid', 'ny afstemning'],
          en: ['find a date', 'find a meeting date', 'new poll'],
        },
        verb: 'poll.chooseTeam',
        payload: {},
      },
    ],
    async startEntries(turn) {
      const t = textsIn(turn.actor.language).polls
      const led = await teams.led(turn.tx, turn.actor)
      const running = await polls.open(
        turn.tx,
        led.map(team => team.id),
      )
      return [
        ...(await answering.startEntries(turn)),
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
