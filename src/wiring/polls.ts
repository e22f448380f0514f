import type { AnonymityService } from '../features/agenda/anonymity/service.ts'
import type { Meeting } from '../features/meetings/model.ts'
import type { MeetingListener, MeetingService } from '../features/meetings/service.ts'
import type { PeopleListener } from '../features/people/service.ts'
import { createPollActions, type PollActionDeps, showingOf } from '../features/polls/actions.ts'
import { createNextActions } from '../features/polls/next/actions.ts'
import { createNextReminders } from '../features/polls/next/reminders.ts'
import type { NextMeetingService } from '../features/polls/next/service.ts'
import { createPollReminders } from '../features/polls/reminders.ts'
import type { PollService } from '../features/polls/service.ts'
import type { TeamListener } from '../features/teams/service.ts'
import type { Feature } from '../shared/action.ts'
import type { Tx } from '../shared/transaction.ts'

/** The actions, digest lines, appointments and messages of polls, and of the next meeting that is proposed by itself. */
export function wirePolls({
  anonymity,
  ...around
}: Omit<PollActionDeps, 'namesChild'> & {
  nextMeetings: NextMeetingService
  anonymity: Pick<AnonymityService, 'namesChild'>
}) {
  const deps: PollActionDeps & typeof around = {
    ...around,
    namesChild: (turn, { id }, text) => anonymity.namesChild(turn, id, text),
  }
  const { meetingButtons, ...feature } = createPollActions(deps)
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
    features: [feature, nextFeature],
    meetingButtons,
    reminders: [...own.reminders, ...next.reminders],
    messages: [...own.messages, ...next.messages],
  }
}

const furthestMs = 400 * 86_400_000

/** What open polls follow: who is in the team, who is in another meeting, who is away. */
export function pollListeners(services: { polls(): PollService; meetings(): MeetingService }): {
  team: TeamListener
  meeting: MeetingListener
  people: PeopleListener
} {
  const follow = (tx: Tx, personIds: readonly string[], startAt: Date, endAt: Date, now: Date) =>
    services.polls().whereaboutsChanged(tx, personIds, { startAt, endAt }, now)

  /** Everybody who takes part, over its hours and those that it had before. */
  async function around(tx: Tx, meeting: Meeting, before: Meeting, now: Date): Promise<void> {
    const ids = (await services.meetings().participants(tx, meeting)).map(({ personId }) => personId)
    const [first, last] = meeting.startAt < before.startAt ? [meeting, before] : [before, meeting]
    // The way between two places may take hours.
    const dayMs = 86_400_000
    const startAt = new Date(first.startAt.getTime() - dayMs)
    await follow(tx, [...new Set(ids)], startAt, new Date(last.endAt.getTime() + dayMs), now)
  }

  const ahead = (tx: Tx, { id }: { id: string }, now: Date) =>
    follow(tx, [id], now, new Date(now.getTime() + furthestMs), now)

  return {
    team: {
      circleChanged: (tx, teamId, _actor, now) => services.polls().membersChanged(tx, teamId, now),
      // What they need not come to any more, nobody sees by who takes part now.
      memberLeft: (tx, _teamId, id, _actor, now) => ahead(tx, { id }, now),
    },
    meeting: {
      planned: (tx, meeting, now) => around(tx, meeting, meeting, now),
      moved: (tx, meeting, before, now) => around(tx, meeting, before, now),
      cancelled: (tx, meeting, now) => around(tx, meeting, meeting, now),
      circleChanged: (tx, meeting, now) => around(tx, meeting, meeting, now),
      guestLeft: (tx, _meeting, id, _actor, now) => ahead(tx, { id }, now),
    },
    people: {
      absent: (tx, person, _absence, now) => ahead(tx, person, now),
      present: ahead,
    },
  }
}
