import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { Team } from '../../teams/model.ts'
import { cancelledCard, confirmedCard, type Showing } from '../cards.ts'
import { sentCard } from '../drafting/cards.ts'
import { longestRemark, type Poll, readConfirmation } from '../model.ts'
import type { PollService, PollView } from '../service.ts'
import { askCancelCard, behalfCard, commentsCard, overruleCard, resultOf } from './cards.ts'

export interface ResultActionDeps {
  polls: PollService
  meetings: MeetingService
  /** the poll, for its coordinator alone */
  led(turn: Turn<{ pollId: string }>): Promise<PollView | null>
  /** what is so now, when the poll is closed */
  closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null>
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
}

/** Following a poll, fixing its date, giving it up (R-POLL-4): the coordinator's. */
export function createResultActions({ polls, meetings, led, closed, showingFor }: ResultActionDeps) {
  async function resultCard(turn: Turn<unknown>, found: PollView, { problem = '', from = 0 } = {}) {
    const comments = (await polls.comments(turn.tx, found.poll.id)).size
    const better = await polls.better(turn.tx, found, turn.actor.language, turn.now)
    return resultOf(
      found,
      { now: turn.now, comments, problem, from, better },
      await showingFor(turn, found.team),
    )
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
      async authorize(turn) {
        const found = await led(turn)
        const slot = found?.slots.find(one => one.id === turn.payload.slotId)
        return found && slot ? { found, slot } : null
      },
      async run(turn, { found, slot }) {
        const over = await closed(turn, found.poll, found.team)
        if (over) return over
        const t = textsIn(turn.actor.language)
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
        const meeting = await polls.confirm(turn.tx, turn.actor, found.poll, slot, asked.reason, now)
        if (!meeting) return status(turn, found)
        const calendar = await meetings.inCalendar(turn.tx, meeting, turn.actor.personId)
        return view(confirmedCard(meeting, found.team, calendar, true, showing))
      },
      async again(turn, { found, slot }) {
        const t = textsIn(turn.actor.language).common
        const typed = { reason: turn.payload.reason ?? '', problem: t.cprField, now: turn.now }
        const showing = await showingFor(turn, found.team)
        return refuse('CPR', t.cpr, overruleCard(found, slot.id, typed, showing))
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
  return { actions, status }
}
