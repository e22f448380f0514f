import type { Actor, Profession } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import type { Day } from '../../shared/day.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import { type AgendaItem, isNamed, itemEvent, originOf, roleFor } from '../agenda/model.ts'
import type { AgendaService } from '../agenda/service.ts'
import type { Policy } from '../policy/model.ts'
import type { PolicyService } from '../policy/service.ts'
import type { TeamService } from '../teams/service.ts'
import { createEndings } from './ending/service.ts'
import {
  type Basis,
  type Consent,
  type ConsentDetail,
  type Content,
  emptyDetail,
  mayRead,
  newestOf,
  type Reading,
  type Standing,
  type Submission,
  standingOf,
  textVersion,
  wordsOf,
} from './model.ts'
import type { ConsentStore } from './store.ts'
import { lastNoOf, lastValidDay, monthsFor } from './term/model.ts'

/** Told, in the transaction of the change and for each open item of the matter, that its consent came, was refused, or ended. */
export interface ConsentListener {
  changed(tx: Tx, item: AgendaItem, known: ItemConsent, actor: Actor, now: Date): Promise<void>
}

export interface ConsentDeps {
  store: ConsentStore
  agenda: AgendaService
  teams: TeamService
  policies: PolicyService
  audit: AuditTrail
  ids: Ids
  /** asked for at each change, so that features can be wired in any order */
  listeners(): readonly ConsentListener[]
}

/** Whom an item's form has left for, and who opened it: what a withdrawal does not call back (R-CONS-5). */
export interface Reach {
  /** person ids */
  sent: readonly string[]
  opened: readonly string[]
}

/** What an item's consent says and how the item stands with it. */
export interface ItemConsent {
  consent: Consent | null
  standing: Standing
  /** the day of the last no in the item's matter: a yes from before it can no more be recorded */
  lastNo: Day | null
  circle: readonly string[]
  functions: ReadonlyMap<string, Profession>
  basis: Basis
  today: Day
  zone: string
}

/** The same, and whether one reader may read the item's content. */
export interface ItemReading extends ItemConsent {
  reading: Reading
}

/** A consent that has been read by `problemsIn` (or a draft of one, which holds what was typed so far). */
export interface Given {
  detail: ConsentDetail
  recipients: readonly string[]
  givenOn: Day
  /** the last day, where the parents said one */
  until?: Day | null
}

/** The last day of a draft whose last day nobody has said. */
export const openEnd = '' as Day

/** What is read without being handed in first. */
type Plain = Exclude<Content, Submission>

export type ConsentService = ReturnType<typeof createConsentService>

/** Consent (R-CONS-1, 2, 4): what it says, whether it covers an item now, and the gate that every reader passes. */
export function createConsentService(deps: ConsentDeps) {
  const { store, agenda, teams, policies, audit, ids, listeners } = deps

  /** The policy round an item's team, and what that kind of team works on (R-CONS-10). */
  async function around(tx: Tx, { teamId }: AgendaItem): Promise<{ policy: Policy; basis: Basis }> {
    const { tenantId, kind } = await teams.get(tx, teamId)
    const policy = await policies.of(tx, tenantId)
    return { policy, basis: policy.basis[kind] }
  }

  /** By item. What is carried on from an item stands under the consent of that matter. */
  async function lookUp(
    tx: Tx,
    items: readonly AgendaItem[],
    now: Date,
  ): Promise<ReadonlyMap<string, ItemConsent>> {
    const first = items[0]
    if (!first) return new Map()
    const { zone } = (await around(tx, first)).policy
    const today = dayOf(now, zone)
    const bases = new Map<string, Basis>()
    for (const item of items)
      if (!bases.has(item.teamId)) bases.set(item.teamId, (await around(tx, item)).basis)
    const circles = await agenda.circles(tx, items)
    const named = items.filter(isNamed)
    const families = await agenda.families(tx, [...new Set(named.map(originOf))])
    const consents = await store.ofItems(tx, [...new Set([...families.values()].flat())])
    return new Map(
      items.map(item => {
        const family = families.get(originOf(item)) ?? []
        const ofMatter = consents.filter(one => family.includes(one.agendaItemId))
        const consent = newestOf(ofMatter)
        const lastNo = lastNoOf(ofMatter, item.childId, zone)
        const { people: circle = [], functions = new Map() } = circles.get(item.id) ?? {}
        const basis = bases.get(item.teamId) ?? 'consent'
        const standing = standingOf({ item, circle, functions, consent, today, basis })
        return [item.id, { consent, circle, functions, basis, today, zone, lastNo, standing }]
      }),
    )
  }

  async function of(tx: Tx, item: AgendaItem, now: Date): Promise<ItemConsent> {
    const found = (await lookUp(tx, [item], now)).get(item.id)
    if (!found) throw new TypeError('an item that was looked up is found')
    return found
  }

  async function readings(
    tx: Tx,
    items: readonly AgendaItem[],
    personId: string,
    now: Date,
    contentOf: (item: AgendaItem) => Plain = wordsOf,
  ): Promise<ReadonlyMap<string, ItemReading>> {
    const found = await lookUp(tx, items, now)
    return new Map(
      items.flatMap(item => {
        const known = found.get(item.id)
        return known
          ? [
              [
                item.id,
                { ...known, reading: mayRead({ item, personId, content: contentOf(item), ...known }) },
              ],
            ]
          : []
      }),
    )
  }

  async function record(
    tx: Tx,
    now: Date,
    actor: Actor,
    action: string,
    item: AgendaItem,
    subjectId: string,
  ) {
    await audit.record(tx, now, {
      tenantId: actor.tenantId,
      actorId: actor.personId,
      action,
      subjectType: 'consent',
      subjectId,
      childId: item.childId,
      reason: roleFor(actor, item) === 'coordinator' ? 'coordinator' : 'author',
    })
  }

  /** A new word ends the one before it. */
  async function endEarlier(tx: Tx, item: AgendaItem, now: Date): Promise<void> {
    const { consent } = await of(tx, item, now)
    if (consent?.endedAt !== null) return
    const status = consent.status === 'given' ? 'superseded' : consent.status
    await store.put(tx, { ...consent, status, endedAt: now })
  }

  /** The item that it was said of comes first: whoever is told once hears of that one. */
  async function tell(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<void> {
    for (const one of [item, ...(await openSiblings(tx, item))]) {
      const known = await of(tx, one, now)
      for (const listener of listeners()) await listener.changed(tx, one, known, actor, now)
    }
  }

  /** What else stands under the same consent and is still to be discussed, at this meeting or another. */
  async function openSiblings(tx: Tx, item: AgendaItem): Promise<AgendaItem[]> {
    const origin = originOf(item)
    const family = (await agenda.families(tx, [origin])).get(origin) ?? []
    const others = await Promise.all(family.filter(id => id !== item.id).map(id => agenda.find(tx, id)))
    return others.filter(one => one?.status === 'open').filter(one => one !== null)
  }

  const endings = createEndings({ store, ids, of, endEarlier, record, tell })

  return {
    ...endings,

    /** How the item stands with its consent, and why. */
    async stateOf(tx: Tx, item: AgendaItem, now: Date): Promise<Standing> {
      return (await of(tx, item, now)).standing
    },

    /** The same with the consent itself, which only the coordinator and the author are shown. */
    of,
    /** The same for many items, in a handful of queries. */
    lookUp,

    /**
     * May this person read the item's content (R-CONS-4)? Everything that shows content asks here first, and records
     * the read with the reason before it shows anything (R-SEC-4).
     * @param content what is to be read; `wordsOf(item)`: what the item itself says
     */
    async gate<C extends Content>(
      tx: Tx,
      item: AgendaItem,
      content: C,
      personId: string,
      now: Date,
    ): Promise<Reading<C>> {
      return mayRead({ item, personId, content, ...(await of(tx, item, now)) })
    },

    /** The gate for many items at once. */
    readings,

    /**
     * The gate for many items, with the record of what is then shown: call it when you draw their content.
     * @param contentOf what is read of each, when it is not the item's own words
     */
    async read(
      tx: Tx,
      items: readonly AgendaItem[],
      actor: Actor,
      action: string,
      now: Date,
      contentOf?: (item: AgendaItem) => Plain,
    ): Promise<ReadonlyMap<string, ItemReading>> {
      const found = await readings(tx, items, actor.personId, now, contentOf)
      const events = items.flatMap(item => {
        const reading = found.get(item.id)?.reading
        if (!reading?.allowed || !isNamed(item)) return []
        return itemEvent(actor, action, item, reading.reason)
      })
      await audit.record(tx, now, ...events)
      return found
    },

    /** Who answered for children of an institution, or was about to: names that no anonymous text says (R-CONS-6). Never shown. */
    giversIn: (tx: Tx, institutionId: string) => store.giversIn(tx, institutionId),

    /** What this person has begun to fill in; null before the first step. */
    draft: (tx: Tx, item: AgendaItem, actor: Actor) => store.draft(tx, item.id, actor.personId),

    /** Keeps a step, whether or not it can be recorded yet: nothing typed vanishes. */
    async saveDraft(
      tx: Tx,
      item: AgendaItem,
      typed: {
        detail: Partial<ConsentDetail>
        recipients?: readonly string[]
        givenOn?: Day
        /** null: as long as it may hold */
        until?: Day | null
      },
      actor: Actor,
      now: Date,
    ): Promise<Consent> {
      const earlier = await store.draft(tx, item.id, actor.personId)
      const { policy, basis } = await around(tx, item)
      const today = dayOf(now, policy.zone)
      const draft: Consent = {
        id: earlier?.id ?? ids.next(),
        childId: item.childId ?? '',
        agendaItemId: item.id,
        status: 'draft',
        recipients: typed.recipients ?? earlier?.recipients ?? [],
        detail: { ...(earlier?.detail ?? emptyDetail), ...typed.detail, basis },
        textVersion,
        givenOn: typed.givenOn ?? earlier?.givenOn ?? today,
        validUntil: typed.until === undefined ? (earlier?.validUntil ?? openEnd) : (typed.until ?? openEnd),
        recordedById: actor.personId,
        recordedAt: now,
        endedAt: null,
      }
      await store.put(tx, draft)
      await record(tx, now, actor, 'consent.drafted', item, draft.id)
      return draft
    },

    /**
     * Records a consent that `problemsIn` has found complete. It holds for the item's matter, from now, until the day
     * that was said or `policy.consentMonths` after it was given; an earlier one is superseded. That the parents who
     * were informed object is a no (R-CONS-10).
     */
    async record(tx: Tx, item: AgendaItem, given: Given, actor: Actor, now: Date): Promise<Consent> {
      await endEarlier(tx, item, now)
      const draft = await store.draft(tx, item.id, actor.personId)
      const { policy, basis } = await around(tx, item)
      const months = monthsFor(given.detail.categories, policy.consentMonths)
      const last = lastValidDay(given.givenOn, months)
      const objects = basis === 'information' && given.detail.opinion === 'objects'
      const consent: Consent = {
        id: draft?.id ?? ids.next(),
        childId: item.childId ?? '',
        agendaItemId: item.id,
        status: objects ? 'refused' : 'given',
        recipients: given.recipients,
        detail: { ...given.detail, basis },
        textVersion,
        givenOn: given.givenOn,
        validUntil: given.until && given.until < last ? given.until : last,
        recordedById: actor.personId,
        recordedAt: now,
        endedAt: null,
      }
      await store.put(tx, consent)
      await record(tx, now, actor, objects ? 'consent.refused' : 'consent.recorded', item, consent.id)
      await tell(tx, item, actor, now)
      return consent
    },
  }
}
