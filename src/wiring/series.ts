import { createSeriesActions } from '../features/meetings/series/actions.ts'
import { createSeriesMessages } from '../features/meetings/series/reminders.ts'
import type { SeriesService } from '../features/meetings/series/service.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import { showingOf } from '../features/polls/actions.ts'
import type { PollService } from '../features/polls/service.ts'
import type { TeamService } from '../features/teams/service.ts'

/** The actions and messages of *planlæg halvåret*, and its button on a team's card. */
export function wireSeries(around: {
  series: SeriesService
  meetings: MeetingService
  polls: PollService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
}) {
  const { teamButtons, ...feature } = createSeriesActions({
    ...around,
    showingFor: (turn, team) => showingOf(around, turn.tx, turn.actor, team),
  })
  const messages = createSeriesMessages({
    ...around,
    showing: (tx, reader, team) =>
      showingOf(around, tx, { tenantId: reader.tenantId, language: reader.language }, team),
  })
  return { feature, teamButtons, messages }
}
