import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { parseDay } from '../../../shared/day.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { dayOf, instantOf, timeOf } from '../../../shared/zoned-time.ts'
import type { Span } from '../../meetings/availability/model.ts'
import { calendarOf, type Policy } from '../../policy/model.ts'
import { isCoordinator, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { noPollCard, type Showing } from '../cards.ts'
import { deadlineProblem, type Poll, proposedDeadline } from '../model.ts'
import type { PollService } from '../service.ts'
import { alreadyOpenCard, chooseTeamCard, type Draft, draftCard, sentCard, tooManyCard } from './cards.ts'
import { mostSlots, readSlots, type TypedSlot } from './model.ts'

export interface DraftingActionDeps {
  polls: PollService
  teams: TeamService
  policyOf(turn: Turn<unknown>, team: Team): Promise<Policy>
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
}

const rows = 8
/** Rows for one's own times, however many are proposed. */
const fewestRows = 3
const typed = z.string().max(40).default('')
/** Absent on a row for one's own time. */
const toggled = z.string().max(40).optional()
const row = (index: number) => ({
  [`keep${index}`]: toggled,
  [`day${index}`]: typed,
  [`time${index}`]: typed,
})
const slotFields = Object.assign({}, ...Array.from({ length: rows }, (_, index) => row(index))) as Record<
  string,
  typeof typed | typeof toggled
>

/** From the payload's numbered fields. A row for one's own time has no switch: its date says that it counts. */
function typedSlots(payload: Record<string, unknown>): TypedSlot[] {
  const text = (name: string) => String(payload[name] ?? '')
  return Array.from({ length: rows }, (_, index) => {
    const day = text(`day${index}`)
    const keep = payload[`keep${index}`]
    return { keep: keep === undefined ? day !== '' : keep === 'true', day, time: text(`time${index}`) }
  }).filter(slot => slot.keep || slot.day !== '')
}

/** What was typed, or is proposed, with room for one's own times after it. */
function withRoom(slots: Draft['slots'], startTime: string): Draft['slots'] {
  const room = Math.min(rows - slots.length, Math.max(1, fewestRows - slots.length))
  const blank = { keep: false, own: true, day: '', time: startTime }
  return [...slots, ...Array.from({ length: Math.max(0, room) }, () => blank)]
}

/** Drafting a poll, and asking about more times in an open one. */
export function createDraftingActions(deps: DraftingActionDeps): readonly Action[] {
  const { polls, teams, policyOf, showingFor } = deps

  async function led(turn: Turn<unknown>, teamId: string): Promise<Team | null> {
    return isCoordinator(turn.actor, teamId) ? teams.find(turn.tx, teamId) : null
  }

  async function ledPoll(turn: Turn<{ pollId: string }>): Promise<{ poll: Poll; team: Team } | null> {
    const poll = await polls.find(turn.tx, turn.payload.pollId)
    const team = poll && (await led(turn, poll.teamId))
    return poll && team ? { poll, team } : null
  }

  const takenBy = async (turn: Turn<unknown>, poll: Poll | null): Promise<readonly Span[]> =>
    poll ? (await polls.view(turn.tx, poll)).slots : []

  function tooMany(turn: Turn<unknown>, poll: Poll): Outcome {
    const t = textsIn(turn.actor.language).polls
    return refuse('TOO_MANY', t.tooMany(mostSlots), tooManyCard(poll, mostSlots, turn.actor.language))
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
    const asked = poll && (await polls.view(turn.tx, poll))
    if (poll && asked && asked.slots.length >= mostSlots) return tooMany(turn, poll)
    const { proposals, skipped } = await polls.propose(turn.tx, team, asked, turn.actor.language, turn.now)
    const first = proposals[0]
    const deadline = first
      ? dayOf(proposedDeadline(turn.now, first.startAt, { workingDays, zone, calendar }), zone)
      : ''
    const slots = proposals.map(one => ({
      keep: true,
      day: one.day,
      time: timeOf(one.startAt, zone),
      without: one.without,
    }))
    const state = { slots: withRoom(slots, team.startTime), skipped, deadline, deadlineProblem: null }
    return view(draftCard(team, poll, state, await showingFor(turn, team)))
  }

  /** What was typed as instants, or the card again with a message at each field that is wrong. */
  async function read(turn: Turn<Record<string, unknown>>, team: Team, poll: Poll | null) {
    const policy = await policyOf(turn, team)
    const { zone } = policy
    const { language: lang } = turn.actor
    const given = typedSlots(turn.payload)
    const rules = { now: turn.now, zone, calendar: calendarOf(policy), lang }
    const { spans, rows: shownSlots } = readSlots(given, {
      ...rules,
      lengthMinutes: team.lengthMinutes,
      taken: await takenBy(turn, poll),
    })
    const deadline = String(turn.payload.deadline ?? '')
    const deadlineDay = parseDay(deadline, dayOf(turn.now, zone))
    const wrongDeadline = deadlineProblem(deadlineDay, { ...rules, firstSlot: spans[0]?.startAt ?? null })
    const wrong = wrongDeadline !== null || spans.length === 0 || shownSlots.some(slot => slot.problem)
    if (!wrong && deadlineDay) return { slots: spans, deadlineAt: instantOf(deadlineDay, '12:00', zone) }
    const none = shownSlots.length === 0 ? [{ type: 'none' as const }] : []
    const slots = withRoom(shownSlots, team.startTime).map((slot, index) =>
      index === 0 && none[0] ? { ...slot, problem: none[0] } : slot,
    )
    const filledIn = { deadline: wrongDeadline?.offer ?? deadline, deadlineProblem: wrongDeadline }
    const state = { slots, skipped: [], ...filledIn }
    return { card: draftCard(team, poll, state, await showingFor(turn, team)) }
  }

  async function sent(turn: Turn<unknown>, team: Team, poll: Poll) {
    const asked = (await teams.members(turn.tx, team.id)).map(member => member.personId)
    return sentCard(team, asked, poll, await showingFor(turn, team))
  }

  const fixFirst = (turn: Turn<unknown>) => textsIn(turn.actor.language).common.fix

  return [
    defineAction({
      verb: 'poll.draft',
      effect: 'read',
      schema: z.object({ teamId: z.uuid() }),
      authorize: turn => led(turn, turn.payload.teamId),
      run: (turn, team) => proposeFirst(turn, team),
    }),
    defineAction({
      verb: 'poll.start',
      effect: 'write',
      schema: z.object({ teamId: z.uuid(), deadline: typed, ...slotFields }),
      authorize: turn => led(turn, turn.payload.teamId),
      async run(turn, team) {
        const open = await alreadyOpen(turn, team)
        if (open) return open
        const result = await read(turn, team, null)
        if ('card' in result) return refuse('FIELDS', fixFirst(turn), result.card)
        const poll = await polls.start(turn.tx, turn.actor, team, result, turn.now)
        return view(await sent(turn, team, poll))
      },
    }),
    defineAction({
      verb: 'poll.more',
      effect: 'read',
      schema: z.object({ pollId: z.uuid() }),
      authorize: ledPoll,
      run: (turn, { poll, team }) => propose(turn, team, poll),
    }),
    defineAction({
      verb: 'poll.addSlots',
      effect: 'write',
      schema: z.object({ pollId: z.uuid(), deadline: typed, ...slotFields }),
      authorize: turn => ledPoll({ ...turn, payload: { pollId: String(turn.payload.pollId) } }),
      async run(turn, { poll, team }) {
        if (poll.status !== 'open') return refuse('CLOSED', textsIn(turn.actor.language).polls.cancelled)
        const result = await read(turn, team, poll)
        if ('card' in result) return refuse('FIELDS', fixFirst(turn), result.card)
        if ((await takenBy(turn, poll)).length + result.slots.length > mostSlots) return tooMany(turn, poll)
        const next = await polls.addSlots(turn.tx, turn.actor, poll, result, turn.now)
        return view(await sent(turn, team, next))
      },
    }),
    defineAction({
      verb: 'poll.chooseTeam',
      effect: 'read',
      schema: z.object({}),
      authorize: async () => true as const,
      async run(turn) {
        const own = (await teams.mine(turn.tx, turn.actor)).filter(team => isCoordinator(turn.actor, team.id))
        const [only] = own
        if (own.length === 1 && only) return proposeFirst(turn, only)
        if (own.length === 0) return view(noPollCard(turn.actor.language, false))
        const ids = own.map(team => team.id)
        const asked = new Set((await polls.open(turn.tx, ids)).map(poll => poll.teamId))
        // Whoever looks for a date means a team that is not being asked already.
        const inOrder = own.toSorted((a, b) => Number(asked.has(a.id)) - Number(asked.has(b.id)))
        const { language } = turn.actor
        const { findDate: title, chooseTeamNext: next } = textsIn(language).polls
        return view(chooseTeamCard(inOrder, language, { title, verb: 'poll.draft', next }))
      },
    }),
  ]
}
