import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { listed, textsIn } from '../../../locales/texts.ts'
import { defineAction, type Feature, type Turn } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import { type CardJson, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { timeOf } from '../../../shared/zoned-time.ts'
import { notLeadingCard, type Showing } from '../../polls/cards.ts'
import type { PollService } from '../../polls/service.ts'
import { createTeamChoice } from '../../teams/choice/actions.ts'
import { isCoordinator, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Meeting } from '../model.ts'
import type { MeetingService } from '../service.ts'
import { dateFields, typedDatesOf } from '../typed-dates/schema.ts'
import { laidOutRow, mostDates, type PlanRow, planCard, plannedCard } from './cards.ts'
import type { SeriesService } from './service.ts'

export interface SeriesActionDeps {
  series: SeriesService
  meetings: MeetingService
  polls: PollService
  teams: TeamService
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
}

const planning = z.object({
  teamId: z.uuid(),
  go: z.enum(['all', 'ticked', 'sure']),
  seen: z.string().max(1000).optional(),
  ...dateFields(mostDates),
})
type Planning = z.infer<typeof planning>

/** *Planlæg halvåret*: laying out a team's dates, and planning them whole or one by one. */
export function createSeriesActions(deps: SeriesActionDeps): Feature & {
  teamButtons(turn: Turn<unknown>, team: Team): Promise<readonly CardJson[]>
} {
  const { series, meetings, polls, teams, showingFor } = deps
  const words = (turn: Turn<unknown>) => textsIn(turn.actor.language).series.half

  const led = async (turn: Turn<{ teamId: string }>): Promise<Team | null> =>
    isCoordinator(turn.actor, turn.payload.teamId) ? teams.find(turn.tx, turn.payload.teamId) : null
  const lookUp = (turn: Turn<unknown>, team: Team): Promise<void> => series.lookUp(turn.tx, team, turn.now)
  /** How each meeting gets into this person's calendar. */
  const placedFor = (turn: Turn<unknown>, planned: readonly Meeting[]) =>
    Promise.all(
      planned.map(async meeting => ({
        meeting,
        calendar: await meetings.inCalendar(turn.tx, meeting, turn.actor.personId),
      })),
    )

  async function open(turn: Turn<unknown>, team: Team): Promise<Outcome> {
    const { tx, actor, now } = turn
    const showing = await showingFor(turn, team)
    const { dates, leftOut, planned } = await series.layOut(tx, team, actor.language, now)
    const rows = dates.slice(0, mostDates).map(one => laidOutRow(one, showing.zone))
    const poll = await polls.openOf(tx, team.id)
    return view(planCard({ team, rows, leftOut, planned, rest: dates.length - rows.length, poll }, showing))
  }

  /** The card again, with what was typed. */
  async function again(
    turn: Turn<Planning>,
    team: Team,
    rows: readonly PlanRow[],
    problem: string,
  ): Promise<Outcome> {
    const { tx, actor, payload, now } = turn
    const showing = await showingFor(turn, team)
    const { dates, leftOut, planned } = await series.layOut(tx, team, actor.language, now)
    const explained = rows.map(row => {
      const laidOut = dates.find(one => one.day === row.day && timeOf(one.startAt, showing.zone) === row.time)
      return laidOut ? { ...row, laidOut } : row
    })
    const poll = await polls.openOf(tx, team.id)
    const rest = Math.max(0, dates.length - rows.length)
    const state = { team, rows: explained, leftOut, planned, rest, poll, problem, asked: payload.go }
    return refuse('DATES', problem, planCard(state, showing))
  }

  /** What is wrong in the rows comes first: only then it matters beside what they stand. */
  function problemOf(turn: Turn<unknown>, { rows, since }: { rows: readonly PlanRow[]; since: Meeting[] }) {
    const t = words(turn)
    const { language } = turn.actor
    if (since.length === 0 || rows.some(row => row.problem)) return t.fix
    return t.since(
      listed(
        since.map(one => rowDate(one.startAt, one.zone, language)),
        language,
      ),
      since.length,
    )
  }

  async function plan(turn: Turn<Planning>, team: Team): Promise<Outcome> {
    const { tx, actor, payload, now } = turn
    const t = words(turn)
    const { zone } = await showingFor(turn, team)
    const ticked = typedDatesOf(payload, { rows: mostDates, now, zone }).filter(row => row.day || row.time)
    const given = payload.go === 'ticked' ? ticked : ticked.map(row => ({ ...row, keep: true }))
    const count = ticked.filter(row => row.keep).length
    if (payload.go === 'ticked' && count === 0) return again(turn, team, ticked, t.noneTicked)
    if (payload.go === 'all' && count < given.length)
      return again(turn, team, ticked, t.someTicked(count, given.length))
    const result = await series.plan(tx, actor, team, given, now, payload.seen ?? null)
    if (!result.ok) return again(turn, team, result.rows, problemOf(turn, result))
    const isNew = result.planned.length > 0
    const of = { team, meetings: await placedFor(turn, isNew ? result.planned : result.there) }
    const poll = await polls.openOf(tx, team.id)
    const more = (await series.layOut(tx, team, actor.language, now)).dates.length > 0
    return view(plannedCard(of, { isNew, more, poll }, await showingFor(turn, team)))
  }

  return {
    actions: [
      defineAction({
        verb: 'series.open',
        effect: 'read',
        schema: z.object({ teamId: z.uuid() }),
        authorize: led,
        prepare: (turn, team) => lookUp(turn, team),
        run: open,
      }),
      defineAction({
        verb: 'series.plan',
        effect: 'write',
        schema: planning,
        authorize: turn => led({ ...turn, payload: { teamId: String(turn.payload.teamId) } }),
        prepare: (turn, team) => lookUp(turn, team),
        run: plan,
      }),
      createTeamChoice({
        verb: 'series.chooseTeam',
        teams,
        lookUp,
        run: open,
        none: turn => view(notLeadingCard(turn.actor.language)),
        goes(turn) {
          const { entry: title, chooseNext: next } = words(turn)
          return { title, verb: 'series.open', next }
        },
        inOrder: async (_turn, own) => own,
      }),
    ],
    commands: [
      {
        words: {
          da: ['planlæg halvåret', 'halvår', 'halvåret', 'planlæg et halvt år'],
          en: ['plan the half-year', 'half-year', 'plan half a year'],
        },
        verb: 'series.chooseTeam',
        payload: {},
      },
    ],
    async startEntries({ actor }) {
      if (!actor.memberships.some(membership => membership.coordinator)) return []
      const title = textsIn(actor.language).series.half.entry
      return [{ order: 31, title, verb: 'series.chooseTeam', payload: {} }]
    },
    teamButtons: async (turn, team) =>
      isCoordinator(turn.actor, team.id)
        ? [button(words(turn).entry, 'series.open', { teamId: team.id })]
        : [],
  }
}
