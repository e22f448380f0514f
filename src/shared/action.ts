import type { z } from 'zod'
import type { Outcome } from './outcome.ts'
import { findCpr } from './payload-guard.ts'
import type { Tx } from './transaction.ts'

export type Language = 'da' | 'en'

export const professions = [
  'daycareLeader',
  'outreachAdvisor',
  'psychologist',
  'specialEducator',
  'speechTherapist',
  'healthVisitor',
  'pedagogue',
  'other',
] as const
export type Profession = (typeof professions)[number]

/** A person's place in one team, as it is at this turn. */
export interface Membership {
  teamId: string
  coordinator: boolean
  profession: Profession
}

/** An invitation to one meeting, or to one item of it (`agendaItemId` null: the whole meeting). */
export interface Invitation {
  meetingId: string
  agendaItemId: string | null
}

/** Who is signed in. Made from the authenticated activity, never from what a card sends (R-SEC-2). */
export interface Actor {
  tenantId: string
  personId: string
  profession: Profession | null
  language: Language
  memberships: readonly Membership[]
  invitations: readonly Invitation[]
}

/** One turn of one person, inside one transaction where the action writes. */
export interface Turn<P> {
  tx: Tx
  actor: Actor
  now: Date
  payload: P
  /** the posted message whose card was clicked, so that *Luk* can put it back; null for a typed command */
  deliveryId: string | null
}

/**
 * An action: what a button or a command does.
 * All of verb, effect, schema, authorize and run are required by the type: an action without a rule of who may do it
 * does not compile (R-SEC-2).
 */
export interface ActionDefinition<P, G> {
  /** unique, `feature.what`, e.g. `poll.answer` */
  verb: string
  /** `write` runs in a transaction and is answered from memory when it is redelivered; `read` changes nothing but the audit log */
  effect: 'read' | 'write'
  /** ids are checked strictly, what people type leniently: the rule in model.ts says what is wrong with it */
  schema: z.ZodType<P>
  /**
   * Who may: loads what the payload points at and returns it when this actor may, else null.
   * Null is answered the same way as something that does not exist.
   */
  authorize(turn: Turn<P>): Promise<G | null>
  /**
   * Whether somebody has written something on the card. When they may not any more, they are told in words, and their
   * card stays. Of the payload alone: it says nothing of what there is.
   */
  holdsText?(payload: P): boolean
  /**
   * Looks up outside the database what `run` then reads without waiting: people's own calendars. It is awaited before
   * the turn, in no transaction and for a moment only, and for nobody who may not; the action must do without it.
   * @param turn its `tx` reads what is saved
   */
  prepare?(turn: Turn<P>, grant: G): Promise<void>
  run(turn: Turn<P>, grant: G): Promise<Outcome>
  /** The card again, filled in, with messages at the fields. Called when a CPR number was typed (R-CONS-8). */
  again?(turn: Turn<P>, grant: G, cprFields: readonly string[]): Promise<Outcome>
}

/** What became of a payload. `unreadable`: from an old card, or not from one of ours. */
export type Performed =
  /** `transient`: nothing was done, and what was typed must not be kept anywhere */
  | { type: 'outcome'; outcome: Outcome; transient?: true }
  | { type: 'unreadable' }
  | { type: 'cpr'; fields: readonly string[] }

declare const authorized: unique symbol

/** An action with its types closed over, as the registry holds it. Only `defineAction` makes one (R-SEC-2). */
export interface Action {
  readonly [authorized]: true
  readonly verb: string
  readonly effect: 'read' | 'write'
  readonly schema: z.ZodType
  perform(turn: Turn<unknown>): Promise<Performed>
  /** there only where something is to be looked up; does nothing for somebody who may not */
  prepare?(turn: Turn<unknown>): Promise<void>
  /** whether `perform` would get past authorisation now */
  permits(turn: Turn<unknown>): Promise<boolean>
}

/** For actions on nothing but the actor's own things. */
export const ownOnly = async (): Promise<true> => true

/**
 * Closes an action for the registry: parse, authorise, keep CPR numbers out, run, in that order, for every action.
 * @example defineAction({ verb: 'poll.open', effect: 'read', schema, authorize: t => access.poll(t), run })
 */
export function defineAction<P, G>(definition: ActionDefinition<P, G>): Action {
  const { prepare } = definition
  const action: Omit<Action, typeof authorized> = {
    verb: definition.verb,
    effect: definition.effect,
    schema: definition.schema,
    async perform(turn) {
      const parsed = definition.schema.safeParse(turn.payload)
      if (!parsed.success) return { type: 'unreadable' }
      const typed: Turn<P> = { ...turn, payload: parsed.data }
      const grant = await definition.authorize(typed)
      if (grant === null) {
        const written = definition.holdsText?.(parsed.data) ?? false
        return { type: 'outcome', outcome: { type: 'nothingHere', written } }
      }
      const cprFields = findCpr(turn.payload)
      if (cprFields.length > 0) {
        if (!definition.again) return { type: 'cpr', fields: cprFields }
        const outcome = await definition.again(typed, grant, cprFields)
        return { type: 'outcome', outcome, transient: true }
      }
      return { type: 'outcome', outcome: await definition.run(typed, grant) }
    },
    ...(prepare && {
      async prepare(turn) {
        const parsed = definition.schema.safeParse(turn.payload)
        if (!parsed.success) return
        const typed: Turn<P> = { ...turn, payload: parsed.data }
        const grant = await definition.authorize(typed)
        if (grant !== null) await prepare.call(definition, typed, grant)
      },
    }),
    async permits(turn) {
      const parsed = definition.schema.safeParse(turn.payload)
      return parsed.success && (await definition.authorize({ ...turn, payload: parsed.data })) !== null
    },
  }
  return action as Action
}

/** Words that do the same as a button. Forgives spelling; never needed (P3). */
export interface Command {
  words: Readonly<Record<Language, readonly string[]>>
  verb: string
  payload: Readonly<Record<string, unknown>>
}

/** A line of the start card: what a person may want to do now. */
export interface StartEntry {
  /** smaller stands higher */
  order: number
  title: string
  /** what it is about, above the button: a button's own words are cut on a phone */
  detail?: string
  verb: string
  payload: Readonly<Record<string, unknown>>
}

/** What a feature hands to the front door. */
export interface Feature {
  actions: readonly Action[]
  commands?: readonly Command[]
  startEntries?(turn: Turn<null>): Promise<readonly StartEntry[]>
}
