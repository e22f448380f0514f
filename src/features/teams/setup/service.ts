import type { Actor } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Institution, Person } from '../../people/model.ts'
import type { PeopleService } from '../../people/service.ts'
import { nameProblem, readRhythm, sameName } from '../model.ts'
import type { Created, Place, TeamService } from '../service.ts'
import { emptyDraft, type PlannedPlace, plannedPlace, type TeamDraft } from './model.ts'
import type { TeamDraftStore } from './store.ts'

export type TeamSetupService = ReturnType<typeof createTeamSetupService>

/** A team in the making: kept between the steps, so that nothing that was typed vanishes. */
export function createTeamSetupService(deps: {
  store: TeamDraftStore
  teams: TeamService
  people: PeopleService
}) {
  const { store, teams, people } = deps

  /** Those that this person can choose without naming them: their own, and those of their teams. */
  async function institutions(tx: Tx, actor: Actor): Promise<Institution[]> {
    const [person, mine] = await Promise.all([people.get(tx, actor.personId), teams.mine(tx, actor)])
    const institutionIds = [person.institutionId, ...mine.map(team => team.institutionId)]
    const found = await Promise.all(
      [...new Set(institutionIds)].map(id => (id === null ? null : people.institution(tx, id))),
    )
    return found.filter(institution => institution !== null)
  }

  /** Chosen on the list, or typed all the same. */
  async function chosenOf(tx: Tx, actor: Actor, draft: TeamDraft): Promise<Institution | undefined> {
    const own = await institutions(tx, actor)
    return (
      own.find(one => one.id === draft.institutionId) ??
      own.find(one => sameName(one.name, draft.institutionName))
    )
  }

  /**
   * Does the name belong to an institution that is none of theirs? A name that is typed is no way into an institution:
   * what is known there is for those whom somebody there has let in (R-SEC-2).
   */
  async function isForeign(tx: Tx, actor: Actor, name: string): Promise<boolean> {
    const bears = (one: Institution) => sameName(one.name, name)
    if ((await institutions(tx, actor)).some(bears)) return false
    return (await people.institutions(tx, actor.tenantId)).some(bears)
  }

  /** Whom this person may pick, themselves left out. */
  async function candidates(tx: Tx, actor: Actor): Promise<Person[]> {
    return (await people.pickable(tx, actor)).filter(person => person.id !== actor.personId)
  }

  /** The creator first, then those picked, with the place that each will have. */
  async function places(
    tx: Tx,
    actor: Actor,
    draft: TeamDraft,
  ): Promise<(PlannedPlace & { person: Person })[]> {
    const wanted = [actor.personId, ...draft.picked.filter(id => id !== actor.personId)]
    const known = await people.many(tx, wanted)
    return wanted.flatMap(personId => {
      const person = known.get(personId)
      if (person?.tenantId !== actor.tenantId) return []
      return [{ ...plannedPlace(draft.kind, personId, draft.places[personId], person.profession), person }]
    })
  }

  return {
    institutions,
    candidates,
    places,
    isForeign,
    institution: chosenOf,
    find: (tx: Tx, actor: Actor) => store.find(tx, actor.personId),
    save: (tx: Tx, actor: Actor, draft: TeamDraft, now: Date) => store.put(tx, actor.personId, draft, now),
    drop: (tx: Tx, actor: Actor) => store.drop(tx, actor.personId),

    /** What an unfinished team starts from: where the person works. */
    async fresh(tx: Tx, actor: Actor): Promise<TeamDraft> {
      return emptyDraft((await institutions(tx, actor))[0]?.id ?? '')
    },

    /** The name of the institution that was chosen among their own, or that was typed. */
    async institutionName(tx: Tx, actor: Actor, draft: TeamDraft): Promise<string> {
      return (await chosenOf(tx, actor, draft))?.name ?? draft.institutionName.trim()
    },

    /** Whether the chosen institution has a team of that kind and name already (R-TEAM-1). */
    async nameTaken(tx: Tx, actor: Actor, draft: TeamDraft, name: string): Promise<boolean> {
      const chosen = await chosenOf(tx, actor, draft)
      return chosen !== undefined && teams.nameTaken(tx, chosen.id, draft.kind, name)
    },

    /**
     * Makes the team and lets go of the draft. Whoever has no institution yet belongs to the one they named from now on.
     * @param name the team's name, its own or the one it is given
     * @returns `unfinished` when a step is not in order, `foreign` when the institution has come to be somebody else's;
     *   otherwise what became of it
     */
    async create(
      tx: Tx,
      actor: Actor,
      draft: TeamDraft,
      name: string,
      now: Date,
    ): Promise<Created | { ok: false; problem: 'unfinished' | 'foreign' }> {
      const read = readRhythm(draft.kind, draft.rhythm)
      const planned = await places(tx, actor, draft)
      const members = planned.flatMap(({ personId, profession, required }): Place[] =>
        profession === null ? [] : [{ personId, profession, required }],
      )
      if (!read.ok || members.length < planned.length) return { ok: false, problem: 'unfinished' }
      const own = await institutions(tx, actor)
      const chosen = await chosenOf(tx, actor, draft)
      if (!chosen && nameProblem(draft.institutionName)) return { ok: false, problem: 'unfinished' }
      if (!chosen && (await isForeign(tx, actor, draft.institutionName)))
        return { ok: false, problem: 'foreign' }
      const meant =
        chosen ?? (await people.ensureInstitution(tx, actor.tenantId, draft.institutionName.trim(), now))
      const { kind } = draft
      const input = { kind, institutionId: meant.id, name, members, rhythm: read.rhythm }
      const created = await teams.create(tx, actor, input, now)
      if (!created.ok) return created
      if (own.length === 0) await people.joinInstitution(tx, actor.personId, meant.id)
      await store.drop(tx, actor.personId)
      return created
    },
  }
}
