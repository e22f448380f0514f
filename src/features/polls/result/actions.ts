import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type CardJson, type Outcome, refuse, view } from '../../../shared/outcome.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import { isMember, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { cancelledCard, confirmedCard, reasonButton, type Showing } from '../cards.ts'
import { sentCard } from '../drafting/cards.ts'
import { longestRemark, type Poll, readConfirmation } from '../model.ts'
import type { PollService, PollView } from '../service.ts'
import { askCancelCard, behalfCard, commentsCard, overruleCard, reasonCard, resultOf } from './cards.ts'

export interface ResultActionDeps {
  polls: PollService
  meetings: MeetingService
  /** the poll, for its coordinator alone */
  led(turn: Turn<{ pollId: string }>): Promise<PollView | null>
  /** what is so now, when the poll is closed */
  closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null>
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
  teams: Pick<TeamService, 'get'>
  namesChild(turn: Turn<unknown>, team: Team, text: string): Promise<boolean>
}

/** Following a poll, fixing its date, giving it up (R-POLL-4): the coordinator's. */
export function createResultActions(deps: ResultActionDeps) {
  const { polls, meetings, teams, led, closed, showingFor, namesChild } = deps

  async function resultCard(turn: Turn<unknown>, found: PollView, { problem = '', from = 0 } = {}) {
    const comments = (await polls.comments(turn.tx, found.poll.id)).size
    const better = await polls.better(turn.tx, found, turn.actor.language, turn.now)
    return resultOf(
      found,
      { now: turn.now, comments, problem, from, better },
      await showingFor(turn, found.team),
    )
  }

  /** The reason for a meeting's date, for the team alone: what belongs to the poll is not a guest's to know. */
  async function reasoned(turn: Turn<{ meetingId: string }>) {
    const meeting = await meetings.find(turn.tx, turn.payload.meetingId)
    if (!meeting || !isMember(turn.actor, meeting.teamId)) return null
    const reason = await polls.reasonFor(turn.tx, meeting)
    return reason === null ? null : { meeting, reason }
  }

  const ofPoll = z.object({ pollId: z.uuid() })
  const instant = z.iso.datetime().optional()

  /** The same for every card of an open poll: afterwards, what became of it. */
  function whileOpen(
    verb: string,
    draw: (turn: Turn<{ pollId: string }>, found: PollView) => Promise<Outcome>,
  ): Action {
    return defineAction({
      verb,
      effect: 'read',
      schema: ofPoll,
      authorize: led,
      run: async (turn, found) => (await closed(turn, found.poll, found.team)) ?? draw(turn, found),
    })
  }

  const status = async (turn: Turn<unknown>, found: PollView, from = 0) =>
    view(await resultCard(turn, found, { from }))

  const actions: readonly Action[] = [
    defineAction({
      verb: 'poll.status',
      effect: 'read',
      schema: ofPoll.extend({ from: z.number().int().min(0).max(1000).default(0) }),
      authorize: turn => led(turn),
      run: async (turn, found) =>
        (await closed(turn, found.poll, found.team)) ?? status(turn, found, turn.payload.from),
    }),
    whileOpen('poll.comments', async (turn, found) => {
      const comments = await polls.comments(turn.tx, found.poll.id)
      return view(commentsCard(found, comments, await showingFor(turn, found.team)))
    }),
    whileOpen('poll.behalf', async (turn, found) =>
      view(behalfCard(found, turn.actor.personId, await showingFor(turn, found.team))),
    ),
    whileOpen('poll.askCancel', async (turn, found) =>
      view(askCancelCard(found, await showingFor(turn, found.team))),
    ),
    defineAction({
      verb: 'poll.confirm',
      effect: 'write',
      schema: z.object({ pollId: z.uuid(), slotId: z.uuid(), reason: z.string().max(4000).optional() }),
      authorize: turn => led(turn),
      async run(turn, found) {
        const over = await closed(turn, found.poll, found.team)
        if (over) return over
        const t = textsIn(turn.actor.language)
        const slot = found.slots.find(one => one.id === turn.payload.slotId)
        if (!slot) {
          const problem = t.polls.slotDropped
          return refuse('DROPPED', problem, await resultCard(turn, found, { problem }))
        }
        const showing = await showingFor(turn, found.team)
        const { now } = turn
        const asked = readConfirmation(found.ranked, slot.id, turn.payload.reason ?? null, now)
        if (!asked.ok) {
          if (asked.problem === 'past')
            return refuse(
              'PAST',
              t.polls.slotPast,
              await resultCard(turn, found, { problem: t.polls.slotGone }),
            )
          const problem = {
            ask: '',
            missing: t.polls.overruleMissing,
            tooLong: t.common.tooLong(longestRemark),
          }[asked.problem]
          const typed = { reason: turn.payload.reason ?? '', problem, now }
          return refuse('REASON', t.polls.overruleMissing, overruleCard(found, slot.id, typed, showing))
        }
        // Everybody in the team reads it, and nobody's parents have said yes to that (R-CONS-4).
        if (asked.reason !== null && (await namesChild(turn, found.team, asked.reason))) {
          const typed = { reason: asked.reason, problem: t.polls.overruleNames, now }
          return refuse('NAMES', t.polls.overruleNames, overruleCard(found, slot.id, typed, showing))
        }
        const meeting = await polls.confirm(turn.tx, turn.actor, found.poll, slot, asked.reason, now)
        if (!meeting) return status(turn, found)
        const calendar = await meetings.inCalendar(turn.tx, meeting, turn.actor.personId)
        const unused = asked.reason === null ? (turn.payload.reason ?? '').trim() : ''
        return view(confirmedCard(meeting, found.team, calendar, true, showing, { unused }))
      },
      async again(turn, found) {
        const t = textsIn(turn.actor.language).common
        const { slotId } = turn.payload
        const typed = { reason: turn.payload.reason ?? '', problem: t.cprField, now: turn.now }
        const showing = await showingFor(turn, found.team)
        return refuse('CPR', t.cpr, overruleCard(found, slotId, typed, showing))
      },
    }),
    defineAction({
      verb: 'poll.reason',
      effect: 'read',
      schema: z.object({ meetingId: z.uuid() }),
      authorize: reasoned,
      async run(turn, { meeting, reason }) {
        const team = await teams.get(turn.tx, meeting.teamId)
        return view(reasonCard(meeting, team, reason, await showingFor(turn, team)))
      },
    }),
    defineAction({
      verb: 'poll.askBetter',
      effect: 'write',
      schema: ofPoll.extend({ at0: instant, at1: instant, at2: instant }),
      authorize: turn => led(turn),
      async run(turn, found) {
        const over = await closed(turn, found.poll, found.team)
        if (over) return over
        const { at0, at1, at2 } = turn.payload
        const starts = [at0, at1, at2].flatMap(at => (at ? [new Date(at)] : []))
        const asked = await polls.askAbout(turn.tx, turn.actor, found.poll, starts, turn.now)
        if (!asked) {
          const problem = textsIn(turn.actor.language).polls.betterOld
          return refuse('OLD', problem, await resultCard(turn, found, { problem }))
        }
        const members = found.voters.map(voter => voter.personId)
        return view(sentCard(found.team, members, asked, await showingFor(turn, found.team)))
      },
    }),
    defineAction({
      verb: 'poll.cancel',
      effect: 'write',
      schema: ofPoll,
      authorize: led,
      async run(turn, found) {
        const over = await closed(turn, found.poll, found.team)
        if (over) return over
        await polls.cancel(turn.tx, turn.actor, found.poll, turn.now)
        return view(cancelledCard(found.team, true, await showingFor(turn, found.team)))
      },
    }),
  ]
  return {
    actions,
    status,

    /** On the meeting's card: the way to the reason for its date, for the team. */
    async meetingButtons(turn: Turn<unknown>, meeting: Meeting): Promise<readonly CardJson[]> {
      if (meeting.status !== 'planned' || meeting.startAt <= turn.now) return []
      const found = await reasoned({ ...turn, payload: { meetingId: meeting.id } })
      return found ? [reasonButton(meeting.id, turn.actor.language)] : []
    },
  }
}
