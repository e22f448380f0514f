import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type Card, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Span } from '../../meetings/availability/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import { fieldsOf } from '../../meetings/typed-dates/model.ts'
import { typedDatesOf } from '../../meetings/typed-dates/schema.ts'
import { calendarOf, type Policy } from '../../policy/model.ts'
import { createTeamChoice } from '../../teams/choice/actions.ts'
import { isCoordinator, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { confirmedCard, notLeadingCard, type Showing } from '../cards.ts'
import { type Poll, proposedDeadline } from '../model.ts'
import type { PollService } from '../service.ts'
import { alreadyOpenCard, type Draft, draftCard, formOf, overfull, sentCard, tooManyCard } from './cards.ts'
import { mostSlots } from './model.ts'
import { draftFields, mostRows } from './schema.ts'

export interface DraftingActionDeps {
  polls: PollService
  teams: TeamService
  meetings: MeetingService
  /** what is so now, when the poll is closed */
  closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null>
  policyOf(turn: Turn<unknown>, team: Team): Promise<Policy>
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
}

/** The card again; `wrong`: something on it has to be put right, otherwise it is to be looked at. */
interface NotYet {
  card: Card
  wrong: boolean
}

/** So many rows stand on the card, and never fewer than so many for one's own times. */
const usualRows = 8
const fewestRows = 3

/** What was typed, or is proposed, with room for one's own times after it. */
export function withRoom(slots: Draft['slots'], startTime: string): Draft['slots'] {
  const room = Math.min(usualRows - slots.length, Math.max(1, fewestRows - slots.length))
  const blank = { keep: false, own: true, day: '', time: startTime }
  return [...slots, ...Array.from({ length: Math.max(0, room) }, () => blank)]
}

/** Drafting a poll, and asking about more times in an open one. */
export function createDraftingActions(deps: DraftingActionDeps): readonly Action[] {
  const { polls, teams, meetings, closed, policyOf, showingFor } = deps

  async function led(turn: Turn<unknown>, teamId: string): Promise<Team | null> {
    return isCoordinator(turn.actor, teamId) ? teams.find(turn.tx, teamId) : null
  }

  async function ledPoll(turn: Turn<{ pollId: string }>): Promise<{ poll: Poll; team: Team } | null> {
    const poll = await polls.find(turn.tx, turn.payload.pollId)
    const team = poll && (await led(turn, poll.teamId))
    return poll && team ? { poll, team } : null
  }

  const takenBy = async (turn: Turn<unknown>, poll: Poll | null): Promise<readonly Span[]> =>
    poll ? (await polls.view(turn.tx, poll, turn.now)).slots : []

  /** Nothing more can be asked about. */
  function tooMany(turn: Turn<unknown>, poll: Poll): Outcome {
    const t = textsIn(turn.actor.language).polls
    return refuse('TOO_MANY', t.tooMany(mostSlots), tooManyCard(poll, turn.actor.language))
  }

  /** The team is being asked already: the way to that poll. Null when it is not. */
  async function alreadyOpen(turn: Turn<unknown>, team: Team): Promise<Outcome | null> {
    const open = await polls.openOf(turn.tx, team.id)
    if (!open) return null
    const { language } = turn.actor
    return refuse('OPEN', textsIn(language).polls.alreadyOpen, alreadyOpenCard(open, team, language))
  }

  /** A new poll; the one that is open, if there is one. */
  const proposeFirst = async (turn: Turn<unknown>, team: Team): Promise<Outcome> =>
    (await alreadyOpen(turn, team)) ?? propose(turn, team, null)

  async function propose(turn: Turn<unknown>, team: Team, poll: Poll | null): Promise<Outcome> {
    const policy = await policyOf(turn, team)
    const { zone, pollWorkingDays: workingDays } = policy
    const calendar = calendarOf(policy)
    const shown = poll && (await polls.view(turn.tx, poll, turn.now))
    if (poll && shown && shown.slots.length >= mostSlots) return tooMany(turn, poll)
    // What the coordinator took out is not proposed again, but what was said of it still tells.
    const slots = shown ? await polls.everySlot(turn.tx, shown.poll.id) : []
    const asked = shown && { slots, answers: shown.answers }
    const { proposals, skipped } = await polls.propose(turn.tx, team, asked, turn.actor.language, turn.now)
    const first = proposals[0]
    const deadline = first
      ? dayOf(proposedDeadline(turn.now, first.startAt, { workingDays, zone, calendar }), zone)
      : ''
    const rows = proposals.map(one => ({
      keep: true,
      ...fieldsOf(one.startAt, zone),
      without: one.without,
    }))
    const state = { slots: withRoom(rows, team.startTime), skipped, deadline, deadlineProblem: null }
    return view(draftCard(team, formOf(team, poll, turn.actor.language), state, await showingFor(turn, team)))
  }

  /** What was typed, laid before the rules, and the card that shows it again. */
  async function look(turn: Turn<Record<string, unknown>>, team: Team, poll: Poll | null) {
    const { payload, actor, now } = turn
    const showing = await showingFor(turn, team)
    const { zone } = showing
    const typed = typedDatesOf(payload, { rows: mostRows, now, zone })
    const given = typed.filter(row => row.keep || row.day !== '')
    const deadline = String(payload.deadline ?? '')
    const draft = { slots: given, deadline, taken: await takenBy(turn, poll) }
    const found = await polls.read(turn.tx, actor, team, draft, actor.language, now)
    const { spans, rows, deadlineAt, concerns } = found
    const over = draft.taken.length + rows.filter(row => row.keep).length - mostSlots
    const none = !rows.some(row => row.keep)
    const wrong = deadlineAt === null || spans.length === 0 || over > 0 || rows.some(slot => slot.problem)

    function cardAgain(problem = ''): Card {
      const slots = withRoom(rows, team.startTime)
      const filledIn = {
        deadline: found.deadlineProblem?.offer ?? deadline,
        deadlineProblem: found.deadlineProblem,
      }
      const state = { slots, none, skipped: [], ...filledIn, concerns, away: found.away }
      const form = formOf(team, poll, actor.language)
      const said = problem ? { ...form, problem } : form
      return draftCard(team, over > 0 ? overfull(form, over, actor.language) : said, state, showing)
    }
    return { spans, deadlineAt, concerns, wrong, cardAgain }
  }

  /** What was typed as instants, or the card again: with a message at each field that is wrong, or what to think about. */
  async function read(
    turn: Turn<Record<string, unknown>>,
    team: Team,
    poll: Poll | null,
  ): Promise<{ slots: Span[]; deadlineAt: Date } | NotYet> {
    const { spans, deadlineAt, concerns, wrong, cardAgain } = await look(turn, team, poll)
    const passes = !wrong && (concerns.length === 0 || turn.payload.anyway === true)
    return passes && deadlineAt ? { slots: spans, deadlineAt } : { card: cardAgain(), wrong }
  }

  async function sent(turn: Turn<unknown>, team: Team, poll: Poll) {
    const asked = (await teams.members(turn.tx, team.id)).map(member => member.personId)
    return sentCard(team, asked, poll, await showingFor(turn, team))
  }

  /** Something has to be put right, or looked at, before it is sent. */
  function notYet(turn: Turn<unknown>, { card, wrong }: NotYet): Outcome {
    const t = textsIn(turn.actor.language)
    return wrong ? refuse('FIELDS', t.common.fix, card) : refuse('CONCERNS', t.polls.lookFirst, card)
  }

  /** The members' own calendars, before times are proposed. */
  async function lookUp(turn: Turn<unknown>, team: Team, poll: Poll | null = null): Promise<void> {
    const asked = poll && { slots: await polls.everySlot(turn.tx, poll.id) }
    await polls.lookUp(turn.tx, team, asked, turn.actor.language, turn.now)
  }

  return [
    defineAction({
      verb: 'poll.draft',
      effect: 'read',
      schema: z.object({ teamId: z.uuid() }),
      authorize: turn => led(turn, turn.payload.teamId),
      prepare: (turn, team) => lookUp(turn, team),
      run: (turn, team) => proposeFirst(turn, team),
    }),
    defineAction({
      verb: 'poll.start',
      effect: 'write',
      schema: z.object({ teamId: z.uuid(), ...draftFields }),
      authorize: turn => led(turn, turn.payload.teamId),
      prepare: (turn, team) => lookUp(turn, team),
      async run(turn, team) {
        const open = await alreadyOpen(turn, team)
        if (open) return open
        const result = await read(turn, team, null)
        if ('card' in result) return notYet(turn, result)
        const poll = await polls.start(turn.tx, turn.actor, team, result, turn.now)
        return view(await sent(turn, team, poll))
      },
    }),
    defineAction({
      verb: 'poll.plan',
      effect: 'write',
      schema: z.object({ teamId: z.uuid(), ...draftFields }),
      authorize: turn => led(turn, turn.payload.teamId),
      async run(turn, team) {
        const open = await alreadyOpen(turn, team)
        if (open) return open
        const { spans, wrong, cardAgain } = await look(turn, team, null)
        if (wrong) return notYet(turn, { card: cardAgain(), wrong })
        const t = textsIn(turn.actor.language).polls
        const [only, ...more] = spans
        // Changed since the button was drawn: of several times one has to be chosen, and that is what a poll is for.
        if (!only || more.length > 0) return refuse('SEVERAL', t.planSeveral, cardAgain(t.planSeveral))
        const meeting = await polls.planAgreed(turn.tx, turn.actor, team, only, turn.now)
        if (!meeting) return refuse('BUSY', t.planBusy, cardAgain(t.planBusy))
        const showing = await showingFor(turn, team)
        const calendar = await meetings.inCalendar(turn.tx, meeting, turn.actor.personId)
        return view(confirmedCard(meeting, team, calendar, true, showing))
      },
    }),
    defineAction({
      verb: 'poll.more',
      effect: 'read',
      schema: z.object({ pollId: z.uuid() }),
      authorize: ledPoll,
      prepare: (turn, { team, poll }) => lookUp(turn, team, poll),
      run: async (turn, { poll, team }) => (await closed(turn, poll, team)) ?? propose(turn, team, poll),
    }),
    defineAction({
      verb: 'poll.addSlots',
      effect: 'write',
      schema: z.object({ pollId: z.uuid(), ...draftFields }),
      authorize: turn => ledPoll({ ...turn, payload: { pollId: String(turn.payload.pollId) } }),
      prepare: (turn, { team, poll }) => lookUp(turn, team, poll),
      async run(turn, { poll, team }) {
        const over = await closed(turn, poll, team)
        if (over) return over
        const result = await read(turn, team, poll)
        if ('card' in result) return notYet(turn, result)
        const next = await polls.addSlots(turn.tx, turn.actor, poll, result, turn.now)
        return view(await sent(turn, team, next))
      },
    }),
    createTeamChoice({
      verb: 'poll.chooseTeam',
      teams,
      lookUp: (turn, team) => lookUp(turn, team),
      run: proposeFirst,
      none: turn => view(notLeadingCard(turn.actor.language)),
      goes(turn) {
        const { findDate: title, chooseTeamNext: next } = textsIn(turn.actor.language).polls
        return { title, verb: 'poll.draft', next }
      },
      // Whoever looks for a date means a team that is not being asked already.
      async inOrder(turn, own) {
        const ids = own.map(team => team.id)
        const asked = new Set((await polls.open(turn.tx, ids)).map(poll => poll.teamId))
        return own.toSorted((a, b) => Number(asked.has(a.id)) - Number(asked.has(b.id)))
      },
    }),
  ]
}
