import type { Clock } from '../shared/clock.ts'
import { codeOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Message } from '../shared/outcome.ts'
import type { Transactions, Tx } from '../shared/transaction.ts'
import {
  backOffSeconds,
  type Delivery,
  type DeliveryState,
  longestBackOffUnsureSeconds,
  type MessageKind,
  maxDaysOfTrying,
  type Reader,
  type SendResult,
} from './model.ts'
import type { DeliveryStore, Readers } from './store.ts'

/** The far end: Teams. It answers with what became of the send; when it throws, nothing has been sent. */
export interface Notifier {
  /** @param perhapsAgain the reader may have it already: the message says so */
  send(reader: Reader, deliveryId: string, message: Message, perhapsAgain: boolean): Promise<SendResult>
}

export interface DeliverDeps {
  db: Transactions
  deliveries: DeliveryStore
  readers: Readers
  kinds: ReadonlyMap<string, MessageKind>
  notifier: Notifier
  clock: Clock
  log: Log
}

const batch = 100
const leaseMs = 120_000
const dayMs = 24 * 3_600_000
const longestTryingMs = maxDaysOfTrying * dayMs
/** So many times Teams decides alone how soon we come again. */
const patience = 3

/**
 * Sends what is queued: claimed by compare-and-set, drawn from what is so now, sent once, and the result recorded.
 * @param stopping asked before each: what is not begun waits for the next start
 * @returns how many left
 */
export async function deliver(deps: DeliverDeps, stopping: () => boolean): Promise<number> {
  await takeUpStranded(deps)
  let sent = 0
  for (;;) {
    const due = await deps.deliveries.due(deps.db.reader, deps.clock.now(), batch)
    if (due.length === 0) return sent
    for (const { id } of due) {
      if (stopping()) return sent
      if (await deliverOne(deps, id)) sent += 1
    }
  }
}

async function deliverOne(deps: DeliverDeps, id: string): Promise<boolean> {
  const started = deps.clock.now()
  const delivery = await deps.db.write(tx =>
    deps.deliveries.claim(tx, id, started, new Date(started.getTime() + leaseMs)),
  )
  if (!delivery) return false
  const result = await attempt(deps, delivery, started)
  await record(deps, delivery, result)
  return result.type === 'sent'
}

type Attempt =
  | Exclude<SendResult, { type: 'sent' | 'unreachable' | 'noChat' }>
  | (Extract<SendResult, { type: 'sent' }> & { carries: readonly string[] })
  | { type: 'obsolete' }
  | { type: 'fault' }
  | { type: 'notYet'; at: Date }
  /** with the chat as it was then, for it may have been opened in between */
  | { type: 'unreachable' | 'noChat'; chatSince: Date | null }

async function attempt(deps: DeliverDeps, delivery: Delivery, now: Date): Promise<Attempt> {
  try {
    const reader = await deps.readers.find(deps.db.reader, delivery.recipientId)
    if (!reader) return { type: 'obsolete' }
    const { chatSince } = reader
    if (reader.status === 'unreachable') return { type: 'unreachable', chatSince }
    const kind = deps.kinds.get(delivery.kind)
    if (!kind) throw new TypeError(`no message kind ${delivery.kind}`)
    const at = await kind.notBefore?.(deps.db.reader, reader, now)
    if (at && at.getTime() > now.getTime()) return { type: 'notYet', at }
    const message = await deps.db.read(tx => kind.render(tx, delivery, reader, now))
    if (!message) return { type: 'obsolete' }
    // A digest that is not repeated before tomorrow says what is open then: that is another message.
    const perhapsAgain = delivery.unsureAt !== null && kind.onAmbiguous === 'repeat'
    const result = await deps.notifier.send(reader, delivery.id, message, perhapsAgain)
    if (result.type === 'sent') return { ...result, carries: message.carries ?? [] }
    return result.type === 'unreachable' || result.type === 'noChat' ? { ...result, chatSince } : result
  } catch (error) {
    deps.log.error('delivery.fault', { id: delivery.id, kind: delivery.kind, code: codeOf(error) })
    return { type: 'fault' }
  }
}

async function record(deps: DeliverDeps, delivery: Delivery, result: Attempt): Promise<void> {
  const now = deps.clock.now()
  const { id, kind, attempts } = delivery
  if (result.type !== 'sent') deps.log.warn('delivery.notSent', { id, kind, result: result.type, attempts })
  await deps.db.write(async tx => {
    const state = await stateAfter(deps, tx, delivery, result, now)
    await settle(deps, tx, delivery, state, now)
    if (result.type !== 'sent') return
    for (const carried of result.carries) await settleCarried(deps, tx, carried, state, now)
  })
}

/** What another message has just said is told: what became of that one became of it, unless it is leaving itself. */
async function settleCarried(
  deps: DeliverDeps,
  tx: Tx,
  id: string,
  state: DeliveryState,
  now: Date,
): Promise<void> {
  const carried = await deps.deliveries.find(tx, id)
  if (carried?.status === 'pending') await settle(deps, tx, carried, state, now)
}

async function settle(
  deps: DeliverDeps,
  tx: Tx,
  delivery: Delivery,
  state: DeliveryState,
  now: Date,
): Promise<void> {
  await deps.deliveries.settle(tx, delivery.id, state)
  if (state.status !== 'pending') await deps.kinds.get(delivery.kind)?.ended?.(tx, delivery, state, now)
}

/** Could not leave for a reason that is no failure: the count of tries, and the days of trying, begin anew. */
const atRest = { attempts: 0, tryingSince: null }

async function stateAfter(
  deps: DeliverDeps,
  tx: Tx,
  delivery: Delivery,
  result: Attempt,
  now: Date,
): Promise<DeliveryState> {
  const { attempts, recipientId } = delivery
  switch (result.type) {
    case 'sent': {
      const { activityId, conversationId } = result
      return { status: 'sent', sentAt: now, activityId, conversationId }
    }
    case 'later':
      // Teams says how soon, until it has said so in vain a few times.
      return again(
        delivery,
        now,
        Math.max(result.seconds, attempts > patience ? backOffSeconds(attempts) : 0),
      )
    case 'fault':
      return again(delivery, now, backOffSeconds(attempts))
    case 'ambiguous':
      return perhapsSent(deps, tx, delivery, now)
    case 'notYet':
      return {
        status: 'pending',
        dueAt: result.at,
        attempts: 0,
        tryingSince: pausing(delivery, now, result.at),
      }
    case 'unreachable':
    case 'noChat': {
      // They came while it was being sent: nothing wakes it any more, and the chat is another one.
      const reader = await deps.readers.find(tx, recipientId)
      if (reader?.chatSince?.getTime() !== result.chatSince?.getTime())
        return { status: 'pending', dueAt: now, ...atRest }
      if (result.type === 'noChat') return { status: 'waiting', ...atRest }
      await deps.readers.markUnreachable(tx, recipientId, now)
      return { status: 'unreachable', ...atRest }
    }
    case 'obsolete':
    case 'failed':
      return { status: result.type, dueAt: now }
  }
}

/** What has been tried is tried on after a night; whole days on which it may not leave do not count as tried. */
function pausing({ tryingSince }: Delivery, now: Date, until: Date): Date | null {
  if (tryingSince === null) return null
  const days = Math.floor((until.getTime() - now.getTime()) / dayMs)
  return new Date(tryingSince.getTime() + days * dayMs)
}

/** It has not left, as far as we know: again, until it has been tried for too long. */
function again({ tryingSince }: Delivery, now: Date, seconds: number): DeliveryState {
  const since = tryingSince ?? now
  if (now.getTime() - since.getTime() > longestTryingMs) return { status: 'failed', dueAt: now }
  return { status: 'pending', dueAt: new Date(now.getTime() + seconds * 1000), tryingSince: since }
}

/** Nobody knows whether it arrived: hours of 5xx must lose nothing, so it is repeated, as its kind allows. */
async function perhapsSent(deps: DeliverDeps, tx: Tx, delivery: Delivery, now: Date): Promise<DeliveryState> {
  const repeat = deps.kinds.get(delivery.kind)?.onAmbiguous ?? 'repeat'
  const reader = repeat === 'repeat' ? null : await deps.readers.find(tx, delivery.recipientId)
  const seconds =
    repeat === 'repeat' || !reader
      ? backOffSeconds(delivery.attempts, longestBackOffUnsureSeconds)
      : ((await repeat(tx, reader, now)).getTime() - now.getTime()) / 1000
  return { ...again(delivery, now, seconds), unsureAt: now }
}

/** The process died between sending and recording: that send may have arrived. */
async function takeUpStranded(deps: DeliverDeps): Promise<void> {
  const now = deps.clock.now()
  const stranded = await deps.deliveries.stranded(deps.db.reader, now)
  for (const delivery of stranded) {
    deps.log.warn('delivery.stranded', { id: delivery.id, kind: delivery.kind })
    await deps.db.write(async tx =>
      settle(deps, tx, delivery, await perhapsSent(deps, tx, delivery, now), now),
    )
  }
}
