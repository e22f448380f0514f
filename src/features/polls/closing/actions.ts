import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { parseDay } from '../../../shared/day.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { worksAfter } from '../../../shared/working-calendar.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import { calendarOf, type Policy } from '../../policy/model.ts'
import type { Team } from '../../teams/model.ts'
import type { Showing } from '../cards.ts'
import { deadlineProblem, type Poll, proposedDeadline } from '../model.ts'
import type { PollService, PollView } from '../service.ts'
import { moreTimeCard, timeGivenCard } from './cards.ts'

export interface ClosingActionDeps {
  polls: PollService
  /** the poll, for its coordinator alone */
  led(turn: Turn<{ pollId: string }>): Promise<PollView | null>
  /** what is so now, when the poll is closed */
  closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null>
  policyOf(turn: Turn<unknown>, team: Team): Promise<Policy>
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
  /** the poll as it stands, where there is nothing to give time for */
  status(turn: Turn<unknown>, found: PollView): Promise<Outcome>
}

/** More time for those who have not answered by the deadline (decision 0012). */
export function createClosingActions(deps: ClosingActionDeps): readonly Action[] {
  const { polls, led, closed, policyOf, showingFor, status } = deps
  return [
    defineAction({
      verb: 'poll.moreTime',
      effect: 'read',
      schema: z.object({ pollId: z.uuid() }),
      authorize: led,
      async run(turn, found) {
        const over = await closed(turn, found.poll, found.team)
        if (over) return over
        const [first] = found.ahead
        if (!first) return status(turn, found)
        const policy = await policyOf(turn, found.team)
        const { zone, pollWorkingDays: workingDays } = policy
        const rules = { workingDays, zone, calendar: calendarOf(policy) }
        const typed = worksAfter(dayOf(turn.now, zone), rules.calendar)
          ? { deadline: dayOf(proposedDeadline(turn.now, first.startAt, rules), zone), problem: null }
          : { deadline: '', problem: { code: 'closed' as const, from: null } }
        return view(moreTimeCard(found, typed, await showingFor(turn, found.team)))
      },
    }),
    defineAction({
      verb: 'poll.giveTime',
      effect: 'write',
      schema: z.object({ pollId: z.uuid(), deadline: z.string().max(40).default('') }),
      authorize: turn => led(turn),
      async run(turn, found) {
        const over = await closed(turn, found.poll, found.team)
        if (over) return over
        const [first] = found.ahead
        if (!first) return status(turn, found)
        const { now, payload, actor } = turn
        const policy = await policyOf(turn, found.team)
        const { zone } = policy
        const day = parseDay(payload.deadline, dayOf(now, zone))
        const rules = {
          now,
          firstSlot: first.startAt,
          zone,
          calendar: calendarOf(policy),
          lang: actor.language,
        }
        const problem = deadlineProblem(day, rules)
        const showing = await showingFor(turn, found.team)
        if (problem || !day) {
          const typed = { deadline: problem?.offer ?? payload.deadline, problem }
          return refuse('FIELDS', textsIn(actor.language).common.fix, moreTimeCard(found, typed, showing))
        }
        const deadlineAt = instantOf(day, '12:00', zone)
        const given = await polls.giveTime(turn.tx, actor, found.poll, deadlineAt, now)
        return view(timeGivenCard(found, given ?? found.poll, showing))
      },
    }),
  ]
}
