import type { Rhythm, Team } from '../../src/features/teams/model.ts'
import type { Actor } from '../../src/shared/action.ts'
import type { Tx } from '../../src/shared/transaction.ts'
import { actorOf, type TestBot, type TestPerson } from './bot.ts'
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

/**
 * The team of a house, as its leader would have set it up: everybody required, Tuesdays at nine for two hours, every
 * six weeks, in the house.
 */
export async function startTeamOf(
  bot: TestBot,
  leader: TestPerson,
  institution: string,
  members: readonly TestPerson[],
  change: {
    name?: string
    kind?: Team['kind']
    optional?: readonly TestPerson[]
    rhythm?: Partial<Rhythm>
  } = {},
): Promise<Team> {
  const { db, services } = bot.app.core
  const { name = `Team ${institution}`, kind = 'resourceTeam', optional = [] } = change
  const rhythm = {
    cadenceWeeks: 6,
    weekday: 2,
    startTime: '09:00',
    lengthMinutes: 120,
    place: institution,
    reservedMinutes02: 30,
    ...change.rhythm,
  }
  const places = [leader, ...members].map(person => placeOf(person, !optional.includes(person)))
  const actor = await actorOf(bot, leader)
  const now = bot.clock.now()
  const created = await db.write(async tx => {
    const { id } = await services.people.ensureInstitution(tx, actor.tenantId, institution, now)
    const input = { kind, institutionId: id, name, members: places, rhythm }
    return services.teams.create(tx, actor, input, now)
  })
  if (!created.ok) throw new Error(created.problem)
  await bot.app.engine.runDue()
  return created.team
}

/** Bo, and the team of Kastanjen, which Bo leads: these come from elsewhere to it. */
export async function startKastanjen(
  bot: TestBot,
  members: readonly TestPerson[],
): Promise<{ bo: TestPerson; team: Team }> {
  const bo = await bot.person('Bo Frem', 'daycareLeader')
  return { bo, team: await startTeamOf(bot, bo, 'Kastanjen', members) }
}

/** The coordinator takes somebody in. */
export const joinsTeam = (bot: TestBot, person: TestPerson, team: Team, required = true): Promise<boolean> =>
  asLeader(bot, team, (tx, leader) =>
    bot.app.core.services.teams.addMember(tx, team, placeOf(person, required), leader, bot.clock.now()),
  )

/** The coordinator takes somebody out. */
export const leavesTeam = (bot: TestBot, { personId }: TestPerson, team: Team): Promise<boolean> =>
  asLeader(bot, team, (tx, leader) =>
    bot.app.core.services.teams.removeMember(tx, team, personId, leader, bot.clock.now()),
  )

const placeOf = ({ personId, profession }: TestPerson, required: boolean) => ({
  personId,
  profession,
  required,
})

/** Does what the team's coordinator could, without the cards for it; what comes of it leaves at once. */
export async function asLeader<T>(
  bot: TestBot,
  { id }: { id: string },
  work: (tx: Tx, leader: Actor) => Promise<T>,
): Promise<T> {
  const { people, teams } = bot.app.core.services
  const done = await bot.app.core.db.write(async tx => {
    const leader = await people.actorById(tx, await teams.coordinatorOf(tx, id))
    if (!leader) throw new Error('the team is led by nobody')
    return work(tx, leader)
  })
  await bot.app.engine.runDue()
  return done
}
