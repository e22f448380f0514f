import { createPollActions, type PollActionDeps, showingOf } from '../features/polls/actions.ts'
import { createNextActions } from '../features/polls/next/actions.ts'
import { createNextReminders } from '../features/polls/next/reminders.ts'
import type { NextMeetingService } from '../features/polls/next/service.ts'
import { createPollReminders } from '../features/polls/reminders.ts'
import type { Feature } from '../shared/action.ts'

/** The actions, digest lines, appointments and messages of polls, and of the next meeting that is proposed by itself. */
export function wirePolls(deps: PollActionDeps & { nextMeetings: NextMeetingService }) {
  const own = createPollReminders(deps)
  const next = createNextReminders({
    ...deps,
    showing: (tx, reader, team) => showingOf(deps, tx, reader, team),
  })
  const nextFeature: Feature = {
    actions: createNextActions({
      ...deps,
      showingFor: (turn, team) => showingOf(deps, turn.tx, turn.actor, team),
    }),
  }
  return {
    features: [createPollActions(deps), nextFeature],
    reminders: [...own.reminders, ...next.reminders],
    messages: [...own.messages, ...next.messages],
  }
}
