import type { TestPerson } from './bot.ts'
import { buttonData } from './cards.ts'

/**
 * Sets up a team through its steps, as its coordinator would.
 * @param fields what is typed in the steps, by input; the rest stays as the cards suggest it
 * @returns the team's id; the coordinator's card is *Mit team* afterwards
 */
export async function setUpTeam(
  coordinator: TestPerson,
  members: readonly TestPerson[],
  fields: {
    basics?: Record<string, string>
    roles?: Record<string, string>
    rhythm?: Record<string, string>
  } = {},
): Promise<string> {
  await coordinator.says('opret team')
  await coordinator.presses('team.basics', { institutionName: 'Solsikken', ...fields.basics })
  await coordinator.presses('Gem og fortsæt', {
    people: members.map(member => member.personId).join(','),
  })
  await coordinator.presses('Gem og fortsæt', fields.roles)
  await coordinator.presses('Gem og fortsæt', { place: 'Kontoret', ...fields.rhythm })
  await coordinator.presses('Opret teamet')
  return String(buttonData(coordinator.card, 'team.rhythm').teamId)
}
