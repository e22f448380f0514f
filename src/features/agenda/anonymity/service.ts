import type { Turn } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { PeopleService } from '../../people/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { AgendaItem } from '../model.ts'
import type { AgendaService } from '../service.ts'
import { ruleFor, type Telling, tellsWho, type Unsayable } from './model.ts'

/** What a text belongs to: an item, or one that is about to be added. */
export type Matter = Pick<AgendaItem, 'teamId' | 'kind' | 'childId' | 'originItemId' | 'formFillerId'>

export interface AnonymityDeps {
  agenda: AgendaService
  teams: TeamService
  people: PeopleService
  audit: AuditTrail
  /** names of those who answered for the institution's children, whatever came of it */
  parents(tx: Tx, institutionId: string): Promise<readonly string[]>
}

/** By field; empty when every text may stand. */
export type TellingTexts = ReadonlyMap<string, Telling>

export type AnonymityService = ReturnType<typeof createAnonymityService>

/** Keeps the names of children out of texts that are read without their parents' consent (R-CONS-6, R-ACT-1). */
export function createAnonymityService({ agenda, teams, people, audit, parents }: AnonymityDeps) {
  async function originKind(tx: Tx, { originItemId }: Matter) {
    return originItemId === null ? null : ((await agenda.find(tx, originItemId))?.kind ?? null)
  }

  async function colleagues(tx: Tx, { teamId, formFillerId }: Matter): Promise<string[]> {
    const ids = (await teams.members(tx, teamId)).map(member => member.personId)
    const known = await people.many(tx, formFillerId === null ? ids : [...ids, formFillerId])
    return [...known.values()].map(person => person.name)
  }

  const childrenAround = async (tx: Tx, { teamId }: Matter) =>
    agenda.namesInInstitution(tx, (await teams.get(tx, teamId)).institutionId)

  /** What the problem, the questions, the form and the minutes of an item may not say. */
  async function inItem(tx: Tx, matter: Matter): Promise<Unsayable> {
    const rule = ruleFor(matter, await originKind(tx, matter), false)
    if (rule === 'free') return { rule, names: [], colleagues: [] }
    const names = await childrenAround(tx, matter)
    if (rule === 'unnamed') return { rule, names, colleagues: await colleagues(tx, matter) }
    const { institutionId } = await teams.get(tx, matter.teamId)
    return { rule, names, parents: await parents(tx, institutionId), colleagues: [] }
  }

  /**
   * What an action point, its note and a reason may not say.
   * @param reads whether the writer may know which child it is about; others are refused every child's name alike, so
   *   that trying out names tells them nothing of this one
   */
  async function inAgreement(tx: Tx, matter: Matter, reads: boolean): Promise<Unsayable> {
    const rule = ruleFor(matter, await originKind(tx, matter), true)
    if (rule !== 'agreement' || matter.childId === null) return inItem(tx, matter)
    const own = await agenda.childName(tx, matter.childId)
    if (reads) return { rule, names: [own], colleagues: [] }
    return {
      rule,
      names: [own, ...(await childrenAround(tx, matter))],
      colleagues: await colleagues(tx, matter),
    }
  }

  /** That a text was refused stands in the audit log: whoever tries out names leaves a trail (R-SEC-4). */
  async function recordRefusal(
    { tx, actor, now }: By,
    subjectType: 'team' | 'institution',
    subjectId: string,
  ): Promise<void> {
    await audit.record(tx, now, {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action: 'agenda.namingRefused',
      subjectType,
      subjectId,
      reason:
        subjectType === 'institution' || actor.memberships.some(one => one.teamId === subjectId)
          ? 'member'
          : 'guest',
    })
  }

  async function refused(
    by: By,
    matter: Matter,
    unsayable: Unsayable,
    texts: Readonly<Record<string, string>>,
  ): Promise<TellingTexts> {
    const found = new Map<string, Telling>()
    for (const [field, text] of Object.entries(texts)) {
      const telling = tellsWho(text, unsayable)
      if (telling) found.set(field, telling)
    }
    if (found.size > 0) await recordRefusal(by, 'team', matter.teamId)
    return found
  }

  return {
    /** Which texts of an item tell who a child is; by field. */
    itemTexts: async (by: By, matter: Matter, texts: Readonly<Record<string, string>>) =>
      refused(by, matter, await inItem(by.tx, matter), texts),

    /** The same for an action point, its note and a reason. */
    agreementTexts: async (
      by: By,
      matter: Matter,
      texts: Readonly<Record<string, string>>,
      { reads }: { reads: boolean } = { reads: true },
    ) => refused(by, matter, await inAgreement(by.tx, matter, reads), texts),

    /** Whether a text that belongs to no item, such as a place, says the name of a child of the team's institution. */
    async namesChild(by: By, teamId: string, text: string): Promise<boolean> {
      const matter = { teamId, kind: 'other', childId: null, originItemId: null, formFillerId: null } as const
      return (await refused(by, matter, await inItem(by.tx, matter), { text })).size > 0
    },

    /**
     * The same for a team that is being made.
     * @param personIds who is to be in it: their own names may stand there
     */
    async namesChildOf(
      by: By,
      institutionId: string,
      personIds: readonly string[],
      text: string,
    ): Promise<boolean> {
      const names = await agenda.namesInInstitution(by.tx, institutionId)
      const known = [...(await people.many(by.tx, personIds)).values()]
      const telling = tellsWho(text, { rule: 'unnamed', names, colleagues: known.map(({ name }) => name) })
      if (telling) await recordRefusal(by, 'institution', institutionId)
      return telling !== null
    },
  }
}

/** Who wrote, and when. */
type By = Pick<Turn<unknown>, 'tx' | 'actor' | 'now'>
