import type { AnonymityService } from '../features/agenda/anonymity/service.ts'
import { fixedDates } from '../features/meetings/cards.ts'
import { isAhead } from '../features/meetings/model.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import { createTeamActions, type TeamButtons } from '../features/teams/actions.ts'
import { createTeamMessages } from '../features/teams/reminders.ts'
import type { TeamService } from '../features/teams/service.ts'
import { createTeamSetupService } from '../features/teams/setup/service.ts'
import { createTeamDraftStore } from '../features/teams/setup/store.prisma.ts'
import type { Codec } from '../shared/codec.ts'

/** The actions and messages of teams. `buttons`: what other features put on a team's card, most likely first. */
export function wireTeams(around: {
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  meetings: MeetingService
  anonymity: Pick<AnonymityService, 'namesChild' | 'namesChildOf'>
  codec: Codec
  buttons: readonly TeamButtons[]
}) {
  const { teams, people, policies, meetings, anonymity, codec, buttons } = around
  const setup = createTeamSetupService({ store: createTeamDraftStore(codec), teams, people })
  const teamButtons: TeamButtons = async (turn, team) =>
    (await Promise.all(buttons.map(contribute => contribute(turn, team)))).flat()
  return {
    feature: createTeamActions({
      teams,
      setup,
      people,
      policies,
      teamButtons,
      namesChild: (turn, { id }, text) => anonymity.namesChild(turn, id, text),
      namesChildOf: anonymity.namesChildOf,
    }),
    messages: createTeamMessages({
      teams,
      people,
      async dates(tx, teamId, { personId, language }, now) {
        const all = await meetings.ofTeam(tx, teamId)
        const coming = all.filter(meeting => isAhead(meeting, now)).toReversed()
        const placed = await Promise.all(
          coming.map(async meeting => ({
            ...meeting,
            calendar: await meetings.inCalendar(tx, meeting, personId),
          })),
        )
        return fixedDates(language, placed)
      },
    }),
  }
}
