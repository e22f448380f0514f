import { createPollActions, type PollActionDeps } from '../features/polls/actions.ts'
import { createPollReminders } from '../features/polls/reminders.ts'

/** The actions, digest lines, appointments and messages of polls. */
export function wirePolls(deps: PollActionDeps) {
  return { feature: createPollActions(deps), ...createPollReminders(deps) }
}
