import type { Planner } from '../../reminders/planner.ts'
import type { Actor, Profession } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import { Fault } from '../../shared/errors.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { PeopleService } from '../people/service.ts'
import { type Member, type Rhythm, sameName, type Team, type TeamKind } from './model.ts'
import type { TeamStore } from './store.ts'

/** Somebody picked for a team. */
export interface Place {
  personId: string
  profession: Profession
  required: boolean
}

export interface NewTeam {
  kind: TeamKind
  institutionId: string
  name: string
  /** the creator is added as coordinator, whether or not they are named here */
  members: readonly Place[]
  rhythm: Rhythm
}

/** nameTaken: same kind and name at that institution · strangers: somebody of another municipality */
export type Created = { ok: true; team: Team } | { ok: false; problem: 'nameTaken' | 'strangers' }

/** Told, in the transaction of the change, that a team's circle became wider or narrower. */
export interface TeamListener {
  circleChanged?(tx: Tx, teamId: string, actor: Actor, now: Date): Promise<void>
  /** Somebody was taken out of the team: what waited for them finds its way to others. Comes before `circleChanged`. */
  memberLeft?(tx: Tx, teamId: string, personId: string, actor: Actor, now: Date): Promise<void>
}

export interface TeamDeps {
  store: TeamStore
  people: PeopleService
  audit: AuditTrail
  planner: Planner
  ids: Ids
  /** asked for at each change, so that features can be wired in any order */
  listeners(): readonly TeamListener[]
}

export type TeamService = ReturnType<typeof createTeamService>

/** Teams, their members and their rhythm (R-TEAM-1–3). */
export function createTeamService({ store, people, audit, planner, ids, listeners }: TeamDeps) {
  async function get(tx: Tx, teamId: string): Promise<Team> {
    const team = await store.find(tx, teamId)
    if (!team) throw new Fault('TEAM_MISSING', 'a row names a team that is not there: restore the Team row')
    return team
  }

  const record = (tx: Tx, now: Date, actor: Actor, action: string, teamId: string) =>
    audit.record(tx, now, {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action,
      subjectType: 'team',
      subjectId: teamId,
      reason: 'coordinator',
    })

  async function circleChanged(tx: Tx, teamId: string, actor: Actor, now: Date): Promise<void> {
    for (const listener of listeners()) await listener.circleChanged?.(tx, teamId, actor, now)
  }

  /** One neutral message to somebody who has come into the team. */
  const welcome = (tx: Tx, teamId: string, personId: string, now: Date) =>
    planner.deliver(
      tx,
      {
        key: `team:${teamId}:joined:${personId}:${now.getTime()}`,
        kind: 'team.joined',
        subjectId: teamId,
        recipientId: personId,
      },
      now,
    )

  async function ofThisMunicipality(tx: Tx, actor: Actor, personIds: readonly string[]): Promise<boolean> {
    const known = await people.many(tx, personIds)
    return personIds.every(personId => known.get(personId)?.tenantId === actor.tenantId)
  }

  return {
    find: (tx: Tx, teamId: string) => store.find(tx, teamId),

    /** @throws Fault TEAM_MISSING: an id from our own rows always leads to a team */
    get,

    /** By id, for lists. */
    async many(tx: Tx, teamIds: readonly string[]): Promise<ReadonlyMap<string, Team>> {
      return new Map((await store.many(tx, teamIds)).map(team => [team.id, team]))
    },

    /** Those who are in the team now: the coordinator first, then by when they joined. */
    members: (tx: Tx, teamId: string): Promise<Member[]> => store.members(tx, teamId),

    /** @throws Fault TEAM_UNLED: a team always has its coordinator */
    async coordinatorOf(tx: Tx, teamId: string): Promise<string> {
      const coordinator = (await store.members(tx, teamId)).find(member => member.coordinator)
      if (!coordinator)
        throw new Fault('TEAM_UNLED', 'a team has no coordinator: set TeamMember.coordinator for one of them')
      return coordinator.personId
    },

    /** The teams that this person is in, by name. */
    mine: (tx: Tx, actor: Actor): Promise<Team[]> =>
      store.many(
        tx,
        actor.memberships.map(membership => membership.teamId),
      ),

    /** The teams that this person leads, by name. */
    led: (tx: Tx, actor: Actor): Promise<Team[]> =>
      store.many(
        tx,
        actor.memberships.filter(({ coordinator }) => coordinator).map(membership => membership.teamId),
      ),

    /** The teams that this person is in now. */
    idsOf: (tx: Tx, personId: string): Promise<string[]> => store.idsOf(tx, [personId]),

    /** The teams whose people are just these, by name: what a group chat may know of (R-SEC-2). */
    async madeUpOf(tx: Tx, personIds: readonly string[]): Promise<Team[]> {
      const present = new Set(personIds)
      const touched = await store.many(tx, await store.idsOf(tx, personIds))
      const whole = await Promise.all(
        touched.map(async team => {
          const members = await store.members(tx, team.id)
          return members.length === present.size && members.every(member => present.has(member.personId))
        }),
      )
      return touched.filter((_, index) => whole[index])
    },

    /** Whether a team of this kind has that name there already; case and spaces make no difference. */
    async nameTaken(tx: Tx, institutionId: string, kind: TeamKind, name: string): Promise<boolean> {
      return (await store.ofInstitution(tx, institutionId, kind)).some(team => sameName(team.name, name))
    },

    /**
     * Sets up a team with its creator as coordinator; everybody else gets one neutral message (R-TEAM-1).
     * Refuses a name that the institution has for this kind already (a unique index stands behind it), and people of
     * another municipality.
     */
    async create(tx: Tx, actor: Actor, input: NewTeam, now: Date): Promise<Created> {
      const { kind, institutionId, rhythm } = input
      const name = input.name.trim()
      if (await this.nameTaken(tx, institutionId, kind, name)) return { ok: false, problem: 'nameTaken' }
      const others = input.members.filter(member => member.personId !== actor.personId)
      const memberIds = others.map(member => member.personId)
      if (!(await ofThisMunicipality(tx, actor, memberIds))) return { ok: false, problem: 'strangers' }

      const team: Team = { id: ids.next(), tenantId: actor.tenantId, institutionId, kind, name, ...rhythm }
      await store.insert(tx, team, now)
      const own = input.members.find(member => member.personId === actor.personId)
      await store.putMember(tx, team.id, {
        personId: actor.personId,
        profession: own?.profession ?? actor.profession ?? 'daycareLeader',
        required: own?.required ?? true,
        coordinator: true,
        joinedAt: now,
      })
      for (const member of others) {
        await store.putMember(tx, team.id, { ...member, coordinator: false, joinedAt: now })
        await welcome(tx, team.id, member.personId, now)
      }
      await record(tx, now, actor, 'team.created', team.id)
      return { ok: true, team }
    },

    /**
     * Adds people who are not in the team yet; each gets one neutral message. A wider circle makes consent stale
     * (R-CONS-2), which the listeners see to.
     * @returns how many came in; people of another municipality never do
     */
    async addMembers(tx: Tx, team: Team, places: readonly Place[], actor: Actor, now: Date): Promise<number> {
      const present = new Set((await store.members(tx, team.id)).map(member => member.personId))
      const wanted = places.filter(place => !present.has(place.personId))
      const known = await people.many(
        tx,
        wanted.map(place => place.personId),
      )
      const coming = wanted.filter(place => known.get(place.personId)?.tenantId === team.tenantId)
      for (const place of coming) {
        await store.putMember(tx, team.id, { ...place, coordinator: false, joinedAt: now })
        await welcome(tx, team.id, place.personId, now)
        await record(tx, now, actor, 'team.memberAdded', team.id)
      }
      if (coming.length > 0) await circleChanged(tx, team.id, actor, now)
      return coming.length
    },

    /** The same for one person. @returns false when they were in the team already, or are none of the municipality's */
    async addMember(tx: Tx, team: Team, place: Place, actor: Actor, now: Date): Promise<boolean> {
      return (await this.addMembers(tx, team, [place], actor, now)) === 1
    },

    /**
     * Takes somebody out of the team: they see nothing of it any more, from this moment.
     * @returns false when they were not in it, or coordinate it: a team always has its coordinator
     */
    async removeMember(tx: Tx, team: Team, personId: string, actor: Actor, now: Date): Promise<boolean> {
      const member = (await store.members(tx, team.id)).find(one => one.personId === personId)
      if (!member || member.coordinator) return false
      await store.endMember(tx, team.id, personId, now)
      await record(tx, now, actor, 'team.memberRemoved', team.id)
      for (const listener of listeners()) await listener.memberLeft?.(tx, team.id, personId, actor, now)
      await circleChanged(tx, team.id, actor, now)
      return true
    },

    /** Profession and required/optional of those who are in the team; whoever is not is passed over. */
    async changePlaces(tx: Tx, team: Team, places: readonly Place[], actor: Actor, now: Date): Promise<void> {
      const present = new Map((await store.members(tx, team.id)).map(member => [member.personId, member]))
      const changed = places.filter(({ personId, profession, required }) => {
        const member = present.get(personId)
        return member && (member.profession !== profession || member.required !== required)
      })
      for (const { personId, profession, required } of changed)
        await store.updateMember(tx, team.id, personId, { profession, required })
      if (changed.length > 0) await record(tx, now, actor, 'team.placesChanged', team.id)
    },

    /** Meetings that are planned keep their time; the next proposals follow the new rhythm. */
    async changeRhythm(tx: Tx, team: Team, rhythm: Rhythm, actor: Actor, now: Date): Promise<Team> {
      await store.updateRhythm(tx, team.id, rhythm)
      await record(tx, now, actor, 'team.rhythmChanged', team.id)
      return { ...team, ...rhythm }
    },
  }
}
