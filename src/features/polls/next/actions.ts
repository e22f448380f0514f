import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import type { MeetingService } from '../../meetings/service.ts'
import { isCoordinator, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Showing } from '../cards.ts'
import { alreadyOpenCard, sentCard } from '../drafting/cards.ts'
import type { PollService } from '../service.ts'
import { nextCard, stoppedCard, thereCard, timeFields } from './cards.ts'
import type { NextMeetingService } from './service.ts'

export interface NextActionDeps {
  nextMeetings: NextMeetingService
  polls: PollService
  teams: TeamService
  meetings: MeetingService
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
}

const ofTeam = z.object({ teamId: z.uuid() })
/** As many times as the card showed. */
const times = Object.fromEntries(timeFields.map(name => [name, z.iso.datetime().optional()]))
const asked = z.object({ teamId: z.uuid(), ...times })

/** The next meeting: asking about the times as they are, and not being asked (R-POLL-8). */
export function createNextActions(deps: NextActionDeps): readonly Action[] {
  const { nextMeetings, polls, teams, meetings, showingFor } = deps

  const led = async (turn: Turn<{ teamId: string }>): Promise<Team | null> =>
    isCoordinator(turn.actor, turn.payload.teamId) ? teams.find(turn.tx, turn.payload.teamId) : null

  /** The members' own calendars: what the bot has proposed by itself, it has proposed without them. */
  const lookUp = (turn: Turn<unknown>, team: Team): Promise<void> =>
    polls.lookUp(turn.tx, team, null, turn.actor.language, turn.now)

  /** What is so now: a date, a poll, or the times that are proposed today. */
  async function show(turn: Turn<unknown>, team: Team, state: { saved?: string; problem?: string } = {}) {
    const { tx, actor, now } = turn
    const showing = await showingFor(turn, team)
    const poll = await polls.openOf(tx, team.id)
    if (poll) return alreadyOpenCard(poll, team, actor.language)
    const { standing } = await nextMeetings.of(tx, team.id, now)
    const ahead = standing === 'ahead' ? await meetings.next(tx, team.id, now) : null
    if (ahead) return thereCard(team, ahead, showing)
    const proposed = await polls.propose(tx, team, null, actor.language, now)
    return nextCard({ team, ...proposed, reminds: standing === 'wanted', ...state }, showing, now)
  }

  async function ask(turn: Turn<z.infer<typeof asked>>, team: Team): Promise<Outcome> {
    const { tx, actor, payload, now } = turn
    const t = textsIn(actor.language).series.next
    const given: Record<string, string | undefined> = payload
    const starts = timeFields.flatMap(name => (given[name] ? [new Date(given[name])] : []))
    const result = await nextMeetings.ask(tx, actor, team, starts, now)
    if (result.type === 'there') return view(await show(turn, team))
    if (result.type === 'old') return refuse('OLD', t.old, await show(turn, team, { problem: t.old }))
    const members = (await teams.members(tx, team.id)).map(member => member.personId)
    return view(sentCard(team, members, result.poll, await showingFor(turn, team)))
  }

  return [
    defineAction({
      verb: 'next.open',
      effect: 'read',
      schema: ofTeam,
      authorize: led,
      prepare: lookUp,
      run: async (turn, team) => view(await show(turn, team)),
    }),
    defineAction({
      verb: 'next.ask',
      effect: 'write',
      schema: asked,
      authorize: led,
      prepare: lookUp,
      run: ask,
    }),
    defineAction({
      verb: 'next.stop',
      effect: 'write',
      schema: ofTeam,
      authorize: led,
      async run(turn, team) {
        await nextMeetings.stop(turn.tx, turn.actor, team, turn.now)
        const { standing } = await nextMeetings.of(turn.tx, team.id, turn.now)
        if (standing !== 'stopped') return view(await show(turn, team))
        return view(stoppedCard(team, await showingFor(turn, team)))
      },
    }),
    defineAction({
      verb: 'next.resume',
      effect: 'write',
      schema: ofTeam,
      authorize: led,
      async run(turn, team) {
        await nextMeetings.resume(turn.tx, turn.actor, team, turn.now)
        return view(await show(turn, team, { saved: textsIn(turn.actor.language).series.next.resumed }))
      },
    }),
  ]
}
