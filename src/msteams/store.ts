import type { Actor } from '../shared/action.ts'
import type { Tx } from '../shared/transaction.ts'

/** Who Teams says is there, from the authenticated activity. */
export interface Identity {
  tenantId: string
  externalId: string
  teamsUserId: string
  /** null: the activity names nobody, as installations do */
  name: string | null
}

/** Where to answer a person in their own chat. */
export interface Reference {
  conversationId: string
  serviceUrl: string
  teamsUserId: string
  botId: string
}

/** What the front door needs to know of people; the people feature implements it. */
export interface Door {
  /** The person behind an identity, and whether their own chat is still where we think; null when never seen. */
  find(
    tx: Tx,
    identity: Identity,
  ): Promise<{ actor: Actor; status: string; reference: Reference | null } | null>
  /** Keeps the person and, from a personal chat, the reference. Wakes what waited for them. */
  register(tx: Tx, identity: Identity, reference: Reference | null, now: Date): Promise<Actor>
  /** The bot was removed from the person's chat. */
  leave(tx: Tx, identity: Identity, now: Date): Promise<void>
  referenceOf(tx: Tx, personId: string): Promise<Reference | null>
  /** The roster of a group chat or channel where the bot is installed. */
  registerGroup(
    tx: Tx,
    group: { id: string; tenantId: string; kind: 'groupChat' | 'channel'; serviceUrl: string },
    members: readonly Identity[],
    now: Date,
  ): Promise<void>
}

/** Remembers what was answered (redelivery, double clicks). */
export interface AnswerMemory {
  /** @returns the first answer, when this activity, or the same click on the same card, was answered before */
  recall(tx: Tx, click: Click, now: Date): Promise<Remembered | null>
  keep(tx: Tx, click: Click, answer: string, now: Date): Promise<void>
  /** Drops what is older than a day. */
  forget(tx: Tx, now: Date): Promise<number>
}

export interface Remembered {
  answer: string
  /** just given; anything older is given again only to somebody who may still do what was asked */
  fresh: boolean
  /** since then something was changed that may have taken the reader's access away: a consent, a team, an item */
  overtaken: boolean
}

export interface Click {
  activityKey: string
  tenantId: string
  personId: string
  /** person and card instance; '' when the click has none */
  formKey: string
  /** the same for the same verb and payload, and of no use to somebody without the keys */
  payloadHash: string
}
