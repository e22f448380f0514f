import type { Team } from '../../src/features/teams/model.ts'
import type { Profession } from '../../src/shared/action.ts'
import type { Chance } from './chance.ts'
import { type Town, tenantId } from './town.ts'

/** How somebody is about polls. */
export type Habit =
  /** answers within some days, after a look in their calendar */
  | 'careful'
  /** says yes to everything that is not shown as taken */
  | 'obliging'
  /** answers when reminded, or after the deadline */
  | 'late'
  /** never answers */
  | 'silent'

export interface Townsman {
  personId: string
  externalId: string
  name: string
  profession: Profession
  habit: Habit
}

export interface Population {
  people: ReadonlyMap<string, Townsman>
  teams: Team[]
  /** the person who leads each team, by the team's id */
  leaders: ReadonlyMap<string, string>
  /** those who sit in many teams */
  shared: Townsman[]
}

const sharedPlaces: readonly Profession[] = [
  'outreachAdvisor',
  'psychologist',
  'healthVisitor',
  'speechTherapist',
]
const localPlaces: readonly Profession[] = ['pedagogue', 'specialEducator', 'psychologist', 'outreachAdvisor']

export const arrivalOf = ({ externalId, name }: Pick<Townsman, 'externalId' | 'name'>) => ({
  tenantId,
  externalId,
  teamsUserId: `29:${externalId}`,
  name,
})

export const chatOf = ({ externalId }: Pick<Townsman, 'externalId'>) => ({
  conversationId: `a:${externalId}`,
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  teamsUserId: `29:${externalId}`,
  botId: '28:bot',
})

/**
 * A municipality: each team has a leader and people of its own, and one or two of twenty who sit in ten to twenty
 * teams each.
 * @param count of teams; a town of two hundred has some twelve hundred people
 */
export async function settle(town: Town, chance: Chance, count: number): Promise<Population> {
  const { db, services } = town
  const people = new Map<string, Townsman>()
  const leaders = new Map<string, string>()
  const teams: Team[] = []
  let number = 0

  async function newcomer(
    tx: Parameters<Parameters<typeof db.write>[0]>[0],
    profession: Profession,
    habit: Habit,
  ) {
    number += 1
    const who = { externalId: chance.id(), name: `Borger ${number}` }
    const actor = await services.people.register(tx, arrivalOf(who), chatOf(who), town.now())
    await services.people.setProfession(tx, actor, profession, town.now())
    const townsman: Townsman = { personId: actor.personId, profession, habit, ...who }
    people.set(actor.personId, townsman)
    return townsman
  }
  const anyHabit = (): Habit =>
    chance.of(['careful', 'careful', 'careful', 'careful', 'obliging', 'obliging', 'late', 'late', 'silent'])

  const pool = Math.max(2, Math.round(count / 10))
  const shared = await db.write(async tx => {
    const found: Townsman[] = []
    for (let one = 0; one < pool; one += 1) {
      const profession = sharedPlaces[one % sharedPlaces.length] ?? 'outreachAdvisor'
      found.push(await newcomer(tx, profession, one % 2 === 0 ? 'obliging' : 'careful'))
    }
    return found
  })

  /** Both teams of a house have the same advisor, and would like the same hour: what every house would like. */
  let house = { advisor: chance.of(shared), weekday: 2, startTime: '09:00' }
  for (let one = 0; one < count; one += 1) {
    const place = `Børnehuset ${Math.floor(one / 2)}`
    if (one % 2 === 0)
      house = {
        advisor: chance.of(shared),
        weekday: chance.of([1, 2, 2, 3, 3, 4, 4, 5]),
        startTime: chance.of(['08:30', '09:00', '09:00', '09:00', '13:00', '13:00']),
      }
    await db.write(async tx => {
      const leader = await newcomer(tx, 'daycareLeader', chance.happens(0.8) ? 'careful' : 'obliging')
      const actor = await town.services.people.actorById(tx, leader.personId)
      if (!actor) throw new Error('the leader is not there')
      const institution = await services.people.ensureInstitution(tx, tenantId, place, town.now())
      const others = shared.filter(person => person !== house.advisor)
      const guests = [house.advisor, ...chance.some(others, chance.between(0, 1))]
      const size = chance.between(5, 8)
      const local: Townsman[] = []
      for (let seat = 1 + guests.length; seat < size; seat += 1)
        local.push(await newcomer(tx, localPlaces[seat % localPlaces.length] ?? 'pedagogue', anyHabit()))
      const created = await services.teams.create(
        tx,
        actor,
        {
          kind: chance.happens(0.7) ? 'resourceTeam' : 'focusTeam',
          institutionId: institution.id,
          name: `Team ${one}`,
          members: [
            { personId: leader.personId, profession: 'daycareLeader', required: true },
            ...guests.map(({ personId, profession }) => ({ personId, profession, required: true })),
            ...local.map(({ personId, profession, habit }) => ({
              personId,
              profession,
              // Whom nobody can count on is not made a condition of the meeting.
              required: habit !== 'silent' && profession !== 'pedagogue' && chance.happens(0.5),
            })),
          ],
          rhythm: {
            cadenceWeeks: chance.of([6, 6, 6, 8, 8]),
            weekday: house.weekday,
            startTime: house.startTime,
            lengthMinutes: chance.of([60, 90, 120]),
            place,
            reservedMinutes02: 0,
          },
        },
        town.now(),
      )
      if (!created.ok) throw new Error(created.problem)
      teams.push(created.team)
      leaders.set(created.team.id, leader.personId)
    })
  }
  return { people, teams, leaders, shared }
}
