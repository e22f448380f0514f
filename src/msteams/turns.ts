import type { DeliveryStore } from '../reminders/store.ts'
import type { Actor, Performed } from '../shared/action.ts'
import type { Clock } from '../shared/clock.ts'
import type { Ids } from '../shared/ids.ts'
import { nothingHere } from '../shared/outcome.ts'
import { StoreFault } from '../shared/store-fault.ts'
import type { Transactions, Tx } from '../shared/transaction.ts'
import type { Registry } from './registry.ts'
import { type InvokeBody, payloadVersion, shownFor, toInvokeBody } from './render.ts'
import type { AnswerMemory, Click } from './store.ts'

/** One click, as it came in: nothing of it is trusted but who sent it. */
export interface IncomingClick {
  activityKey: string
  data: Readonly<Record<string, unknown>>
}

export interface Turns {
  /** Answers a click on a card: once, however often it is delivered (lesson 4). */
  click(actor: Actor, incoming: IncomingClick): Promise<InvokeBody>
  /** Whether this message comes for the first time: a redelivered one is not answered twice. */
  firstTime(actor: Actor, activityKey: string): Promise<boolean>
  /** Performs what a typed command means. */
  perform(actor: Actor, verb: string, payload: unknown): Promise<Performed>
}

export interface TurnDeps {
  db: Transactions
  registry: Registry
  memory: AnswerMemory
  clock: Clock
  ids: Ids
  /** the actor as they are inside this transaction */
  refresh(tx: Tx, actor: Actor): Promise<Actor | null>
  /** what is known of the messages whose buttons are pressed */
  posted: Pick<DeliveryStore, 'touch' | 'untouched'>
  /** the same text for the same text; without the keys it says nothing of it */
  digest(text: string): string
  /** after a change: what it queued may leave now */
  kick(): void
}

/** Nobody waits longer for what an action would like to know from outside. */
const longestPreparationMs = 1500

/** A CPR number was typed: nothing was done, and the card with it filled in is kept nowhere (R-CONS-8). */
const leavesNothing = (performed: Performed) =>
  performed.type === 'cpr' || (performed.type === 'outcome' && performed.transient === true)

export function createTurns(deps: TurnDeps): Turns {
  async function run(
    tx: Tx,
    actor: Actor,
    verb: string,
    payload: unknown,
    deliveryId: string | null,
  ): Promise<Performed> {
    const action = deps.registry.action(verb)
    if (!action) return { type: 'unreadable' }
    return action.perform({ tx, actor, now: deps.clock.now(), payload, deliveryId })
  }

  /**
   * Before the turn, in no transaction: whatever it waits for, nobody else does. What goes wrong here costs the answer
   * nothing but what would have been looked up; a fault of the data shows in the turn itself.
   */
  async function prepare(
    actor: Actor,
    verb: string,
    payload: unknown,
    deliveryId: string | null,
  ): Promise<void> {
    const turn = { tx: deps.db.reader, actor, now: deps.clock.now(), payload, deliveryId }
    const work = deps.registry.action(verb)?.prepare?.(turn)
    if (work) await atMost(longestPreparationMs, work)
  }

  /** Asked once more after somebody's change, it runs in a write: then who may what is read again, too. */
  const look = (
    actor: Actor,
    verb: string,
    payload: unknown,
    deliveryId: string | null,
  ): Promise<Performed> =>
    deps.db.read(async tx => {
      const current = tx === deps.db.reader ? actor : ((await deps.refresh(tx, actor)) ?? actor)
      return run(tx, current, verb, payload, deliveryId)
    })

  /** The card shows something else now, and is in its reader's hands: it is not to be changed under them. */
  async function touchedByLook(actor: Actor, deliveryId: string | null): Promise<void> {
    const now = deps.clock.now()
    if (!deliveryId || !(await deps.posted.untouched(deps.db.reader, deliveryId, actor.personId, now))) return
    const touch = deps.db.write(tx => deps.posted.touch(tx, deliveryId, actor.personId, now))
    // What was asked for has been read: nobody need go without because this could not be kept.
    await touch.catch(error => {
      if (!(error instanceof StoreFault)) throw error
    })
  }

  /** Whether this person may still have what they were once answered: consents end, and people leave. */
  async function permits(
    tx: Tx,
    actor: Actor,
    verb: string,
    payload: unknown,
    deliveryId: string | null,
  ): Promise<boolean> {
    const turn = { tx, actor, now: deps.clock.now(), payload, deliveryId }
    return (await deps.registry.action(verb)?.permits(turn)) ?? false
  }

  return {
    firstTime: (actor, activityKey) =>
      deps.db.write(async tx => {
        const now = deps.clock.now()
        const { tenantId, personId } = actor
        const message = { activityKey, tenantId, personId, formKey: '', payloadHash: '' }
        if (await deps.memory.recall(tx, message, now)) return false
        await deps.memory.keep(tx, message, '', now)
        return true
      }),

    async click(actor, { activityKey, data }) {
      const { verb, v, n, d, ...payload } = data
      const deliveryId = typeof d === 'string' ? d : null
      const stamp = { instance: deps.ids.next(), deliveryId }
      const answer = (performed: Parameters<typeof shownFor>[0]) =>
        toInvokeBody(shownFor(performed, actor.language), stamp)
      if (v !== payloadVersion || typeof verb !== 'string') return answer({ type: 'unreadable' })
      await prepare(actor, verb, payload, deliveryId)
      if (deps.registry.action(verb)?.effect !== 'write') {
        const body = answer(await look(actor, verb, payload, deliveryId))
        await touchedByLook(actor, deliveryId)
        return body
      }

      const click: Click = {
        activityKey,
        tenantId: actor.tenantId,
        personId: actor.personId,
        formKey: typeof n === 'string' ? `${actor.personId}:${n}` : '',
        payloadHash: deps.digest(JSON.stringify([verb, payload])),
      }
      const body = await deps.db.write(async tx => {
        const now = deps.clock.now()
        if (deliveryId) await deps.posted.touch(tx, deliveryId, actor.personId, now)
        const first = await deps.memory.recall(tx, click, now)
        if (first) {
          if (!first.fresh && !(await permits(tx, actor, verb, payload, deliveryId)))
            return answer({ type: 'outcome', outcome: nothingHere })
          // What was shown may be gone from this reader's sight (R-CONS-5); what was done is not done twice.
          return first.overtaken ? answer({ type: 'overtaken' }) : (JSON.parse(first.answer) as InvokeBody)
        }
        // Others wrote while this one waited for its turn: who may what is read again.
        const current = (await deps.refresh(tx, actor)) ?? actor
        const performed = await run(tx, current, verb, payload, deliveryId)
        const made = answer(performed)
        if (!leavesNothing(performed)) await deps.memory.keep(tx, click, JSON.stringify(made), now)
        return made
      })
      deps.kick()
      return body
    },

    async perform(actor, verb, payload) {
      await prepare(actor, verb, payload, null)
      if (deps.registry.action(verb)?.effect !== 'write') return look(actor, verb, payload, null)
      const performed = await deps.db.write(async tx =>
        run(tx, (await deps.refresh(tx, actor)) ?? actor, verb, payload, null),
      )
      deps.kick()
      return performed
    },
  }
}

/** Resolves when the work is done, has failed, or has taken too long; then it goes on by itself. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work.catch(() => undefined), limit])
  clearTimeout(timer)
}
