import type { MessageKind } from '../../reminders/model.ts'
import type { PeopleService } from '../people/service.ts'
import { joinedMessage } from './cards.ts'
import type { TeamService } from './service.ts'

/** «Du er med i …»: one neutral message to whoever comes into a team. */
export function createTeamMessages(deps: {
  teams: TeamService
  people: PeopleService
}): readonly MessageKind[] {
  const { teams, people } = deps
  return [
    {
      kind: 'team.joined',
      // It says what is so, and saying it twice harms nobody.
      onAmbiguous: 'repeat',
      async render(tx, delivery, reader) {
        const members = await teams.members(tx, delivery.subjectId)
        const team = await teams.find(tx, delivery.subjectId)
        const coordinator = members.find(member => member.coordinator)
        // Taken out again before it left: there is nothing to tell any more.
        if (!team || !coordinator || !members.some(member => member.personId === reader.personId)) return null
        return joinedMessage(reader.language, team, (await people.get(tx, coordinator.personId)).name)
      },
    },
  ]
}
