import type { MessageKind, Reader } from '../../reminders/model.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { PeopleService } from '../people/service.ts'
import { type FixedDates, joinedMessage } from './cards.ts'
import type { TeamService } from './service.ts'

/** «Du er med i …»: one neutral message to whoever comes into a team. */
export function createTeamMessages(deps: {
  teams: TeamService
  people: PeopleService
  /** Injected: meetings build on teams. */
  dates(tx: Tx, teamId: string, reader: Reader, now: Date): Promise<FixedDates>
}): readonly MessageKind[] {
  const { teams, people, dates } = deps
  return [
    {
      kind: 'team.joined',
      // It says what is so, and saying it twice harms nobody.
      onAmbiguous: 'repeat',
      async render(tx, delivery, reader, now) {
        const members = await teams.members(tx, delivery.subjectId)
        const team = await teams.find(tx, delivery.subjectId)
        const coordinator = members.find(member => member.coordinator)
        // Taken out again before it left: there is nothing to tell any more.
        if (!team || !coordinator || !members.some(member => member.personId === reader.personId)) return null
        const { language } = reader
        const { name } = await people.get(tx, coordinator.personId)
        return joinedMessage(language, team, name, await dates(tx, team.id, reader, now))
      },
    },
  ]
}
