import type { Rhythm } from '../../reminders/model.ts'
import type { Actor, Language, Profession } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import type { Day } from '../../shared/day.ts'
import { Fault } from '../../shared/errors.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import {
  type Absence,
  absenceProblem,
  type Institution,
  type Person,
  plainName,
  type WrongAbsence,
} from './model.ts'
import type { ChatReference, PeopleStore } from './store.ts'

/** Who Teams says is there. */
export interface Arrival {
  tenantId: string
  externalId: string
  teamsUserId: string
  /** null: the activity names nobody, as installations do */
  name: string | null
}

/** Told, in the transaction of the change, whom messages or meetings do not reach any more (R-TEAM-4, R-TEAM-5). */
export interface PeopleListener {
  /** has blocked or removed the bot just now */
  lost?(tx: Tx, person: Person, now: Date): Promise<void>
  /** has said that they will be away */
  absent?(tx: Tx, person: Pick<Person, 'id' | 'tenantId'>, absence: Absence, now: Date): Promise<void>
  /** wants no reminders any more */
  silent?(tx: Tx, person: Pick<Person, 'id' | 'tenantId'>, now: Date): Promise<void>
  /** has taken an absence back */
  present?(tx: Tx, person: Pick<Person, 'id' | 'tenantId'>, now: Date): Promise<void>
}

export interface PeopleDeps {
  store: PeopleStore
  audit: AuditTrail
  ids: Ids
  /** queued messages that waited for this person to open a chat */
  wake(tx: Tx, personId: string, now: Date): Promise<number>
  /** this person's days have changed: what waited for one is given another */
  recall(tx: Tx, personId: string, rhythm: 'same' | 'new', now: Date): Promise<void>
  /** asked for at each change, so that features can be wired in any order */
  listeners(): readonly PeopleListener[]
}

export type PeopleService = ReturnType<typeof createPeopleService>

/** People, institutions, absences and where to reach whom. One person is one person in every team (R-TEAM-3). */
export function createPeopleService({ store, audit, ids, wake, recall, listeners }: PeopleDeps) {
  async function actorOf(tx: Tx, personId: string): Promise<Actor> {
    const found = await store.signedIn(tx, { personId })
    if (!found)
      throw new Fault('PERSON_MISSING', 'a row names a person who is not there: restore the Person row')
    return found.actor
  }

  async function ensure(tx: Tx, arrival: Arrival, now: Date): Promise<Person> {
    const known = await store.byExternalId(tx, arrival.tenantId, arrival.externalId)
    const name = arrival.name === null ? null : plainName(arrival.name)
    if (known) {
      if (!name || known.name === name) return known
      await store.update(tx, known.id, { name })
      return { ...known, name }
    }
    const person: Person = {
      id: ids.next(),
      tenantId: arrival.tenantId,
      name: name ?? '',
      profession: null,
      institutionId: null,
      language: 'da',
      status: 'known',
    }
    await store.insert(tx, person, arrival.externalId, now)
    return person
  }

  /** What people change about themselves. */
  const recordOwn = (tx: Tx, actor: Actor, action: string, now: Date) =>
    audit.record(tx, now, {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action,
      subjectType: 'person',
      subjectId: actor.personId,
      reason: 'self',
    })

  return {
    /** The person behind an identity, as an actor; null when never seen. */
    arrive: (tx: Tx, { tenantId, externalId }: Arrival) => store.signedIn(tx, { tenantId, externalId }),

    async actorById(tx: Tx, personId: string): Promise<Actor | null> {
      return (await store.signedIn(tx, { personId }))?.actor ?? null
    },

    /**
     * Keeps the person and, from their own chat, where it is; what waited for them is sent now. Somebody who had
     * blocked the bot is reachable again (R-TEAM-5).
     * @param reference null from a group chat: the person stays as reachable as before
     */
    async register(tx: Tx, arrival: Arrival, reference: ChatReference | null, now: Date): Promise<Actor> {
      const person = await ensure(tx, arrival, now)
      if (!reference) return actorOf(tx, person.id)
      await store.putReference(tx, person.id, reference, now)
      if (person.status !== 'active') {
        await store.update(tx, person.id, { status: 'active' })
        await recordOwn(tx, await actorOf(tx, person.id), 'person.activated', now)
      }
      await wake(tx, person.id, now)
      return actorOf(tx, person.id)
    },

    /** The bot was removed from the person's chat. */
    async leave(tx: Tx, arrival: Arrival, now: Date): Promise<void> {
      const person = await store.byExternalId(tx, arrival.tenantId, arrival.externalId)
      if (person) await this.markUnreachable(tx, person.id, now)
    },

    /** Blocked or removed the bot: gets nothing until they come back (R-TEAM-5). */
    async markUnreachable(tx: Tx, personId: string, now: Date): Promise<void> {
      const person = await store.find(tx, personId)
      if (!person || person.status === 'unreachable') return
      await store.update(tx, personId, { status: 'unreachable' })
      await store.dropReference(tx, personId)
      await audit.record(tx, now, {
        tenantId: person.tenantId,
        actorId: null,
        action: 'person.unreachable',
        subjectType: 'person',
        subjectId: personId,
        reason: 'teams',
      })
      for (const listener of listeners()) await listener.lost?.(tx, person, now)
    },

    /** Counts as having the bot: somebody who is played in the demo. */
    activate: (tx: Tx, personId: string) => store.update(tx, personId, { status: 'active' }),

    referenceOf: (tx: Tx, personId: string) => store.reference(tx, personId),
    /** When their chat with the bot was opened, or opened again; null when there is none. */
    chatSince: async (tx: Tx, personId: string): Promise<Date | null> =>
      (await store.reference(tx, personId))?.updatedAt ?? null,

    /** The roster of a group chat: its people can be picked for a team (R-TEAM-3). */
    async registerGroup(
      tx: Tx,
      group: { id: string; tenantId: string; kind: 'groupChat' | 'channel'; serviceUrl: string },
      members: readonly Arrival[],
      now: Date,
    ): Promise<void> {
      const memberIds: string[] = []
      for (const member of members) memberIds.push((await ensure(tx, member, now)).id)
      await store.putGroup(tx, group, memberIds, now)
    },

    groupMembers: (tx: Tx, conversationId: string) => store.groupMembers(tx, conversationId),

    find: (tx: Tx, id: string) => store.find(tx, id),

    /** @throws Fault PERSON_MISSING: an id from our own rows always leads to a person */
    async get(tx: Tx, id: string): Promise<Person> {
      const person = await store.find(tx, id)
      if (!person)
        throw new Fault('PERSON_MISSING', 'a row names a person who is not there: restore the Person row')
      return person
    },

    /** By id, for lists. */
    async many(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, Person>> {
      return new Map((await store.many(tx, personIds)).map(person => [person.id, person]))
    },

    /** How the municipality's directory knows these people, by their id here. */
    async directoryIds(tx: Tx, personIds: readonly string[]) {
      return new Map((await store.directoryIds(tx, personIds)).map(({ id, ...known }) => [id, known]))
    },

    /**
     * Whom this person may pick for a team (R-TEAM-3): who shares a group chat with them, and who has the bot.
     * @returns by name, groupmates first
     */
    async pickable(tx: Tx, actor: Actor): Promise<Person[]> {
      const [everybody, mates] = await Promise.all([
        store.ofTenant(tx, actor.tenantId),
        store.groupmates(tx, actor.personId),
      ])
      const near = new Set(mates)
      return everybody
        .filter(person => person.status === 'active' || near.has(person.id) || person.id === actor.personId)
        .toSorted(
          (a, b) => Number(near.has(b.id)) - Number(near.has(a.id)) || a.name.localeCompare(b.name, 'da'),
        )
    },

    async setProfession(tx: Tx, actor: Actor, profession: Profession, now: Date): Promise<void> {
      await store.update(tx, actor.personId, { profession })
      await recordOwn(tx, actor, 'person.profession', now)
    },
    async setLanguage(tx: Tx, actor: Actor, language: Language, now: Date): Promise<void> {
      await store.update(tx, actor.personId, { language })
      await recordOwn(tx, actor, 'person.language', now)
    },

    /** When this person wants their digest (R-ACT-6). */
    rhythm: (tx: Tx, personId: string): Promise<Rhythm> => store.rhythm(tx, personId),
    /** Those of them who have stopped their reminders (R-ACT-6). */
    silent: (tx: Tx, personIds: readonly string[]) => store.silent(tx, personIds),
    /** What waits for the rhythm that was waits no more: it is asked again when it may leave. */
    async setRhythm(tx: Tx, actor: Actor, rhythm: Rhythm, now: Date): Promise<void> {
      const before = await store.rhythm(tx, actor.personId)
      const same = (['at', 'weekday', 'stopped'] as const).every(key => before[key] === rhythm[key])
      if (same) return
      await store.setRhythm(tx, actor.personId, rhythm)
      // Another time of the same day: what is owed stays owed.
      const sameDays = before.weekday === rhythm.weekday && before.stopped === rhythm.stopped
      await recall(tx, actor.personId, sameDays ? 'same' : 'new', now)
      await recordOwn(tx, actor, rhythm.stopped ? 'person.digestStopped' : 'person.digest', now)
      if (!rhythm.stopped || before.stopped) return
      const person = { id: actor.personId, tenantId: actor.tenantId }
      for (const listener of listeners()) await listener.silent?.(tx, person, now)
    },

    institution: (tx: Tx, id: string) => store.institution(tx, id),
    /** All of a municipality. Who may know of which is the caller's matter. */
    institutions: (tx: Tx, tenantId: string): Promise<Institution[]> => store.institutions(tx, tenantId),
    /** The institution of that name in this municipality; made when it is new. Asks nobody whether they belong to it. */
    async ensureInstitution(tx: Tx, tenantId: string, name: string, now: Date): Promise<Institution> {
      const known = await store.institutionByName(tx, tenantId, name)
      if (known) return known
      const institution = { id: ids.next(), tenantId, name }
      await store.insertInstitution(tx, institution, now)
      return institution
    },
    joinInstitution: (tx: Tx, personId: string, institutionId: string) =>
      store.update(tx, personId, { institutionId }),

    /** Absences that are not over on `fromDay`. */
    absences: (tx: Tx, personIds: readonly string[], fromDay: Day) => store.absences(tx, personIds, fromDay),

    /** @returns what is wrong with it, by field; null when it was kept (R-TEAM-4) */
    async addAbsence(
      tx: Tx,
      actor: Actor,
      days: { fromDay: Day | null; toDay: Day | null; today: Day },
      now: Date,
    ): Promise<WrongAbsence | null> {
      const { fromDay, toDay, today } = days
      const problem = absenceProblem(fromDay, toDay, today)
      if (problem || !fromDay || !toDay) return problem
      const absence = { id: ids.next(), personId: actor.personId, fromDay, toDay, createdAt: now }
      await store.insertAbsence(tx, absence)
      await recordOwn(tx, actor, 'person.absent', now)
      const person = { id: actor.personId, tenantId: actor.tenantId }
      for (const listener of listeners()) await listener.absent?.(tx, person, absence, now)
      return null
    },
    /** Only one's own: somebody else's is simply not there. What waited for its end waits no more. */
    async removeAbsence(tx: Tx, actor: Actor, id: string, now: Date): Promise<boolean> {
      const removed = await store.deleteAbsence(tx, id, actor.personId)
      if (!removed) return false
      await recall(tx, actor.personId, 'same', now)
      await recordOwn(tx, actor, 'person.present', now)
      const person = { id: actor.personId, tenantId: actor.tenantId }
      for (const listener of listeners()) await listener.present?.(tx, person, now)
      return true
    },
  }
}
