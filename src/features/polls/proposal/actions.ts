import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { parseDay } from '../../../shared/day.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { dayOf, instantOf, parseTime, timeOf } from '../../../shared/zoned-time.ts'
import { readMeetingTime } from '../../meetings/model.ts'
import { calendarOf, type Policy } from '../../policy/model.ts'
import { isCoordinator, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Showing } from '../cards.ts'
import { deadlineProblem, type Poll, proposedDeadline, type TypedSlot } from '../model.ts'
import type { PollService } from '../service.ts'
import { chooseTeamCard, type Draft, draftCard, type SlotProblem, sentCard } from './cards.ts'

export interface ProposalActionDeps {
  polls: PollService
  teams: TeamService
  policyOf(turn: Turn<unknown>): Promise<Policy>
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
}

const rows = 8
const typed = z.string().max(40).default('')
const row = (index: number) => ({
  [`keep${index}`]: typed,
  [`day${index}`]: typed,
  [`time${index}`]: typed,
})
const slotFields = Object.assign({}, ...Array.from({ length: rows }, (_, index) => row(index))) as Record<
  string,
  typeof typed
>

/** From the payload's numbered fields; what was not on the card is not a row. */
function typedSlots(payload: Record<string, unknown>): TypedSlot[] {
  const text = (name: string) => String(payload[name] ?? '')
  return Array.from({ length: rows }, (_, index) => ({
    keep: text(`keep${index}`) === 'true',
    day: text(`day${index}`),
    time: text(`time${index}`),
  })).filter(slot => slot.keep || slot.day || slot.time)
}

/** Drafting a poll, and asking about more times in an open one. */
export function createProposalActions(deps: ProposalActionDeps): readonly Action[] {
  const { polls, teams, policyOf, showingFor } = deps

  async function led(turn: Turn<unknown>, teamId: string): Promise<Team | null> {
    return isCoordinator(turn.actor, teamId) ? teams.find(turn.tx, teamId) : null
  }

  async function ledPoll(turn: Turn<{ pollId: string }>): Promise<{ poll: Poll; team: Team } | null> {
    const poll = await polls.find(turn.tx, turn.payload.pollId)
    const team = poll && (await led(turn, poll.teamId))
    return poll && team ? { poll, team } : null
  }

  async function propose(turn: Turn<unknown>, team: Team, poll: Poll | null): Promise<Outcome> {
    const { zone, pollWorkingDays: workingDays, ...policy } = await policyOf(turn)
    const calendar = calendarOf({ ...policy, zone, pollWorkingDays: workingDays })
    const taken = poll ? (await polls.view(turn.tx, poll)).slots.map(slot => slot.startAt) : []
    const { proposals, skipped } = await polls.propose(turn.tx, team, taken, turn.now)
    const first = proposals[0]
    const deadline = first
      ? dayOf(proposedDeadline(turn.now, first.startAt, { workingDays, zone, calendar }), zone)
      : ''
    const state: Draft = {
      slots: [
        ...proposals.map(one => ({
          keep: true,
          day: one.day,
          time: timeOf(one.startAt, zone),
          without: one.without,
        })),
        { keep: false, day: '', time: team.startTime },
      ],
      skipped,
      deadline,
      deadlineProblem: null,
    }
    return view(draftCard(team, poll, state, await showingFor(turn, team)))
  }

  /** What was typed as instants, or the card again with a message at each field that is wrong. */
  async function read(turn: Turn<Record<string, unknown>>, team: Team, poll: Poll | null) {
    const policy = await policyOf(turn)
    const { zone } = policy
    const given = typedSlots(turn.payload)
    const taken = new Set(
      poll ? (await polls.view(turn.tx, poll)).slots.map(slot => slot.startAt.getTime()) : [],
    )
    const seen = new Set<number>()
    const today = dayOf(turn.now, zone)
    const slots: { startAt: Date; endAt: Date }[] = []
    const shownSlots = given.map(slot => {
      if (!slot.keep) return slot
      const start = parseTime(slot.time)
      const day = parseDay(slot.day, today)
      const end = day && start ? endOf(day, start, team.lengthMinutes, zone) : null
      const result = readMeetingTime(
        { day, start, end },
        {
          now: turn.now,
          zone,
          calendar: calendarOf(policy),
          lang: turn.actor.language,
          lengthMinutes: team.lengthMinutes,
        },
      )
      const problem = problemOf(result)
      return problem ? { ...slot, problem } : slot
    })

    function problemOf(result: ReturnType<typeof readMeetingTime>): SlotProblem | null {
      if (!result.ok) {
        const problem = result.problems[0]
        return problem ? { type: 'time', problem, nearest: result.nearest } : null
      }
      const at = result.startAt.getTime()
      if (taken.has(at)) return { type: 'taken' }
      if (seen.has(at)) return { type: 'duplicate' }
      seen.add(at)
      slots.push({ startAt: result.startAt, endAt: result.endAt })
      return null
    }

    const kept = shownSlots.filter(slot => slot.keep)
    if (kept.length === 0 && shownSlots[0]) shownSlots[0] = { ...shownSlots[0], problem: { type: 'none' } }
    slots.sort((a, b) => a.startAt.getTime() - b.startAt.getTime())
    const deadline = String(turn.payload.deadline ?? '')
    const deadlineDay = parseDay(deadline, today)
    const wrongDeadline = deadlineProblem(deadlineDay, turn.now, slots[0]?.startAt ?? null, zone)
    const wrong = wrongDeadline !== null || kept.length === 0 || shownSlots.some(slot => 'problem' in slot)
    if (!wrong && deadlineDay) return { slots, deadlineAt: instantOf(deadlineDay, '12:00', zone) }
    const last = shownSlots.at(-1)
    const blank = { keep: false, day: '', time: team.startTime }
    const state: Draft = {
      slots: last && !last.keep ? shownSlots : [...shownSlots, blank].slice(0, rows),
      skipped: [],
      deadline,
      deadlineProblem: wrongDeadline,
    }
    return { card: draftCard(team, poll, state, await showingFor(turn, team)) }
  }

  const fixFirst = (turn: Turn<unknown>) => textsIn(turn.actor.language).common.fix

  return [
    defineAction({
      verb: 'poll.draft',
      effect: 'read',
      schema: z.object({ teamId: z.uuid() }),
      authorize: turn => led(turn, turn.payload.teamId),
      run: (turn, team) => propose(turn, team, null),
    }),
    defineAction({
      verb: 'poll.start',
      effect: 'write',
      schema: z.object({ teamId: z.uuid(), deadline: typed, ...slotFields }),
      authorize: turn => led(turn, turn.payload.teamId),
      async run(turn, team) {
        const result = await read(turn, team, null)
        if ('card' in result) return refuse('FIELDS', fixFirst(turn), result.card)
        const poll = await polls.start(turn.tx, turn.actor, team, result, turn.now)
        const members = await teams.members(turn.tx, team.id)
        return view(sentCard(team, members.length, poll, await showingFor(turn, team)))
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
        const next = await polls.addSlots(turn.tx, turn.actor, poll, result, turn.now)
        const members = await teams.members(turn.tx, team.id)
        return view(sentCard(team, members.length, next, await showingFor(turn, team)))
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
        if (own.length === 1 && only) return propose(turn, only, null)
        if (own.length === 0) return { type: 'nothingHere' }
        return view(chooseTeamCard(own, turn.actor.language))
      },
    }),
  ]
}

function endOf(day: ReturnType<typeof dayOf>, start: string, minutes: number, zone: string): string {
  const end = new Date(instantOf(day, start, zone).getTime() + minutes * 60_000)
  return dayOf(end, zone) === day ? timeOf(end, zone) : '23:59'
}
