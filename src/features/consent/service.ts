import type { Actor } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import type { Day } from '../../shared/day.ts'
import type { Ids } from '../../shared/ids.ts'
import type { Tx } from '../../shared/transaction.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import { type AgendaItem, isNamed, itemEvent, originOf, roleFor } from '../agenda/model.ts'
import type { AgendaService } from '../agenda/service.ts'
import type { PolicyService } from '../policy/service.ts'
import type { TeamService } from '../teams/service.ts'
import {
  type Consent,
  type ConsentDetail,
  type Content,
  type Ending,
  lastNoOf,
  lastValidDay,
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

/** Told, in the transaction of the change, that an item's consent came, was refused, or ended. */
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

/** What an item's consent says and how the item stands with it. */
export interface ItemConsent {
  consent: Consent | null
  standing: Standing
  /** the day of the last no in the item's matter: a yes from before it can no more be recorded */
  lastNo: Day | null
  circle: readonly string[]
  today: Day
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
}

/** What is read without being handed in first. */
type Plain = Exclude<Content, Submission>

export type ConsentService = ReturnType<typeof createConsentService>

/** Consent (R-CONS-1, 2, 4): what it says, whether it covers an item now, and the gate that every reader passes. */
export function createConsentService(deps: ConsentDeps) {
  const { store, agenda, teams, policies, audit, ids, listeners } = deps

  async function zoneOf(tx: Tx, item: AgendaItem): Promise<string> {
    const { tenantId } = await teams.get(tx, item.teamId)
    return (await policies.of(tx, tenantId)).zone
  }

  const todayOf = async (tx: Tx, item: AgendaItem, now: Date): Promise<Day> =>
    dayOf(now, await zoneOf(tx, item))

  /** By item. What is carried on from an item stands under the consent of that matter. */
  async function lookUp(
    tx: Tx,
    items: readonly AgendaItem[],
    now: Date,
  ): Promise<ReadonlyMap<string, ItemConsent>> {
    const first = items[0]
    if (!first) return new Map()
    const zone = await zoneOf(tx, first)
    const today = dayOf(now, zone)
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
        const circle = circles.get(item.id) ?? []
        const standing = standingOf({ item, circle, consent, today })
        return [item.id, { consent, circle, today, lastNo, standing }]
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

  async function tell(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<void> {
    const known = await of(tx, item, now)
    for (const listener of listeners()) await listener.changed(tx, item, known, actor, now)
  }

  const emptyDetail: ConsentDetail = {
    giverName: '',
    relation: null,
    otherHolder: null,
    language: '',
    purpose: '',
    questions: [],
    categories: [],
    told: [],
    form: null,
    evidence: '',
    ended: null,
  }

  return {
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

    /** What this person has begun to fill in; null before the first step. */
    draft: (tx: Tx, item: AgendaItem, actor: Actor) => store.draft(tx, item.id, actor.personId),

    /** Keeps a step, whether or not it can be recorded yet: nothing typed vanishes. */
    async saveDraft(
      tx: Tx,
      item: AgendaItem,
      typed: { detail: Partial<ConsentDetail>; recipients?: readonly string[]; givenOn?: Day },
      actor: Actor,
      now: Date,
    ): Promise<Consent> {
      const earlier = await store.draft(tx, item.id, actor.personId)
      const today = await todayOf(tx, item, now)
      const draft: Consent = {
        id: earlier?.id ?? ids.next(),
        childId: item.childId ?? '',
        agendaItemId: item.id,
        status: 'draft',
        recipients: typed.recipients ?? earlier?.recipients ?? [],
        detail: { ...(earlier?.detail ?? emptyDetail), ...typed.detail },
        textVersion,
        givenOn: typed.givenOn ?? earlier?.givenOn ?? today,
        validUntil: today,
        recordedById: actor.personId,
        recordedAt: now,
        endedAt: null,
      }
      await store.put(tx, draft)
      await record(tx, now, actor, 'consent.drafted', item, draft.id)
      return draft
    },

    /**
     * Records a consent that `problemsIn` has found complete. It holds for the item's matter, from now, until
     * `policy.consentMonths` after it was given; an earlier one is superseded.
     */
    async record(tx: Tx, item: AgendaItem, given: Given, actor: Actor, now: Date): Promise<Consent> {
      await endEarlier(tx, item, now)
      const draft = await store.draft(tx, item.id, actor.personId)
      const { consentMonths } = await policies.of(tx, actor.tenantId)
      const consent: Consent = {
        id: draft?.id ?? ids.next(),
        childId: item.childId ?? '',
        agendaItemId: item.id,
        status: 'given',
        recipients: given.recipients,
        detail: given.detail,
        textVersion,
        givenOn: given.givenOn,
        validUntil: lastValidDay(given.givenOn, consentMonths),
        recordedById: actor.personId,
        recordedAt: now,
        endedAt: null,
      }
      await store.put(tx, consent)
      await record(tx, now, actor, 'consent.recorded', item, consent.id)
      await tell(tx, item, actor, now)
      return consent
    },

    /** The parents said no (R-CONS-9): recorded neutrally, with nothing but the day. An earlier yes ends. */
    async refuse(tx: Tx, item: AgendaItem, actor: Actor, now: Date): Promise<void> {
      if ((await of(tx, item, now)).standing.state === 'refused') return
      await endEarlier(tx, item, now)
      const draft = await store.draft(tx, item.id, actor.personId)
      if (draft) await store.deleteDraft(tx, draft.id)
      const today = await todayOf(tx, item, now)
      const id = ids.next()
      await store.put(tx, {
        id,
        childId: item.childId ?? '',
        agendaItemId: item.id,
        status: 'refused',
        recipients: [],
        detail: emptyDetail,
        textVersion,
        givenOn: today,
        validUntil: today,
        recordedById: actor.personId,
        recordedAt: now,
        endedAt: null,
      })
      await record(tx, now, actor, 'consent.refused', item, id)
      await tell(tx, item, actor, now)
    },

    /**
     * Ends a consent at once (R-CONS-5): withdrawn by the parents, or the custody or the home has changed.
     * @returns false when none is given
     */
    async withdraw(tx: Tx, item: AgendaItem, ending: Ending, actor: Actor, now: Date): Promise<boolean> {
      const { consent } = await of(tx, item, now)
      if (consent?.status !== 'given') return false
      await store.put(tx, {
        ...consent,
        status: ending === 'withdrawn' ? 'withdrawn' : 'superseded',
        detail: { ...consent.detail, ended: ending },
        endedAt: now,
      })
      await record(tx, now, actor, `consent.${ending}`, item, consent.id)
      await tell(tx, item, actor, now)
      return true
    },
  }
}
