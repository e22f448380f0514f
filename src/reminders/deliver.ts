import type { Clock } from '../shared/clock.ts'
import { codeOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Meters } from '../shared/meters.ts'
import type { Message } from '../shared/outcome.ts'
import { StoreFault } from '../shared/store-fault.ts'
import type { Transactions, Tx } from '../shared/transaction.ts'
import {
  backOffSeconds,
  type Delivery,
  type DeliveryState,
  leaseMs,
  longestBackOffUnsureSeconds,
  type MessageKind,
  maxDaysOfTrying,
  type Reader,
  type SendResult,
} from './model.ts'
import type { ClaimedDelivery, DeliveryStore, DueDelivery, Readers } from './store.ts'

/** The far end: Teams. It answers with what became of the send; when it throws, nothing has been sent. */
export interface Notifier {
  /** @param perhapsAgain the reader may have it already: the message says so */
  send(reader: Reader, deliveryId: string, message: Message, perhapsAgain: boolean): Promise<SendResult>
  /** Puts another card in the place of a posted one; nobody is notified, and twice is as good as once. */
  update(reader: Reader, posted: Posted, message: Message): Promise<SendResult>
}

/** A message as it rests in a chat. */
export interface Posted {
  deliveryId: string
  activityId: string
  conversationId: string
}

export interface DeliverDeps {
  db: Transactions
  deliveries: DeliveryStore
  readers: Readers
  kinds: ReadonlyMap<string, MessageKind>
  notifier: Notifier
  clock: Clock
  log: Log
  /** what Teams' rules for sending need; without it each message leaves when its turn comes, one after the other */
  sending?: Sending
  meters?: Pick<Meters, 'attempt'>
}

export interface Sending {
  /** messages that may be on their way at once, never two to one person */
  abreast: number
  /** resolves after so many milliseconds */
  wait(ms: number): Promise<void>
  /** 0 to 1, anew each time: spreads what is tried again */
  chance(): number
}

const batch = 100
const dayMs = 24 * 3_600_000
const longestTryingMs = maxDaysOfTrying * dayMs
/** So many times Teams decides alone how soon we come again. */
const patience = 3

/**
 * Sends what is queued: claimed by compare-and-set, drawn from what is so now, sent once, and the result recorded. Of
 * one person's messages the older ones leave first, and of many municipalities' none waits for another one's many.
 * @param stopping asked before each: what is not begun waits for the next start
 * @returns how many left
 */
export async function deliver(deps: DeliverDeps, stopping: () => boolean): Promise<number> {
  await takeUpStranded(deps)
  const most = deps.sending?.abreast ?? 1
  /** on their way, by person */
  const busy = new Map<string, { tenantId: string; done: Promise<void> }>()
  let queue: DueDelivery[] = []
  let sent = 0
  let fault: { error: unknown } | null = null

  async function next(): Promise<DueDelivery | null> {
    const found = takeFirst()
    if (found) return found
    const due = await deps.deliveries.due(deps.db.reader, deps.clock.now(), batch)
    // Whoever has one on its way is asked for again when that is over: until then it would be found twice.
    queue = due.filter(({ recipientId }) => !busy.has(recipientId))
    return takeFirst()
  }

  function takeFirst(): DueDelivery | null {
    const share = (id: string) => [...busy.values()].filter(({ tenantId }) => tenantId === id).length
    const free = queue.findIndex(
      ({ recipientId, tenantId }) =>
        !busy.has(recipientId) && (most === 1 || share(tenantId) < Math.ceil(most / 4)),
    )
    return queue.splice(free, free === -1 ? 0 : 1)[0] ?? null
  }

  function begin(one: DueDelivery): void {
    const done = deliverOne(deps, one, stopping)
      .then(left => {
        if (left) sent += 1
      })
      .catch((error: unknown) => {
        fault ??= { error }
      })
      .finally(() => busy.delete(one.recipientId))
    busy.set(one.recipientId, { tenantId: one.tenantId, done })
  }

  for (;;) {
    const one = busy.size < most && !fault && !stopping() ? await next() : null
    if (one) {
      begin(one)
      if (busy.size < most) continue
    }
    if (busy.size === 0) break
    await Promise.race([...busy.values()].map(({ done }) => done))
  }
  if (fault) throw (fault as { error: unknown }).error
  return sent
}

/** Nobody has so many due at once; whoever had would get the rest with the next round. */
const mostToOne = 100

/**
 * Sends one person what is due for them, the oldest first.
 * @returns how many left
 */
export async function deliverTo(
  deps: DeliverDeps,
  personId: string,
  stopping: () => boolean,
): Promise<number> {
  let sent = 0
  for (let count = 0; count < mostToOne && !stopping(); count += 1) {
    const due = await deps.deliveries.dueTo(deps.db.reader, personId, deps.clock.now())
    if (!due) break
    if (await deliverOne(deps, due, stopping)) sent += 1
  }
  return sent
}

/** @returns whether it left */
async function deliverOne(deps: DeliverDeps, due: DueDelivery, stopping: () => boolean): Promise<boolean> {
  let turn = await deps.db.write(tx => takeTurn(deps, tx, due, false))
  if (turn && 'at' in turn) {
    await deps.sending?.wait(Math.max(0, turn.at.getTime() - deps.clock.now().getTime()))
    if (stopping()) return false
    turn = await deps.db.write(tx => takeTurn(deps, tx, due, true))
  }
  if (!turn || 'at' in turn) return false
  const result = await attempt(deps, turn, deps.clock.now())
  await recordSurely(deps, turn, result, stopping)
  return result.type === 'sent'
}

/**
 * Makes a message one's own.
 * @param given whether it has been given its moment
 * @returns the message; or the moment that it has been given; null when it does not leave now
 */
async function takeTurn(
  { deliveries, clock, sending }: DeliverDeps,
  tx: Tx,
  { id, recipientId, tenantId }: DueDelivery,
  given: boolean,
): Promise<ClaimedDelivery | { at: Date } | null> {
  const now = clock.now()
  if (!(await deliveries.stillDue(tx, id, now))) return null
  // Another process may have one to the same person on its way: this one comes after it.
  const until = await deliveries.sendingTo(tx, recipientId, now)
  if (until) {
    await deliveries.putOff(tx, recipientId, now, new Date(until.getTime() + 1))
    return null
  }
  if (sending && !given) {
    const turn = await deliveries.turn(tx, { recipientId, tenantId }, now)
    if (turn.type === 'notBefore') {
      await deliveries.putOff(tx, recipientId, now, turn.at)
      return null
    }
    if (turn.at > now) return { at: turn.at }
  }
  return deliveries.claim(tx, id, now, new Date(now.getTime() + leaseMs))
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
    const at = await kind.notBefore?.(deps.db.reader, delivery, reader, now)
    if (at && at.getTime() > now.getTime()) return { type: 'notYet', at }
    const message = await deps.db.read(tx => kind.render(tx, delivery, reader, now))
    if (!message) return { type: 'obsolete' }
    // The machine stood still: by the time it had left, another process might have begun to send it.
    if (deps.clock.now().getTime() - now.getTime() > leaseMs / 2) return { type: 'later', seconds: 1 }
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

/** A database that is away for a moment must not turn what is known into a guess. All of it is within the lease. */
const recordAgainMs = [500, 1000, 2000, 4000, 8000]

async function recordSurely(
  deps: DeliverDeps,
  delivery: ClaimedDelivery,
  result: Attempt,
  stopping: () => boolean,
): Promise<void> {
  const waits = deps.sending ? [...recordAgainMs] : [0]
  for (;;) {
    try {
      return await record(deps, delivery, result)
    } catch (error) {
      const ms = waits.shift()
      if (!(error instanceof StoreFault) || ms === undefined || stopping()) throw error
      await deps.sending?.wait(ms)
    }
  }
}

async function record(deps: DeliverDeps, delivery: ClaimedDelivery, result: Attempt): Promise<void> {
  const now = deps.clock.now()
  const { id, kind, attempts } = delivery
  if (result.type !== 'sent') deps.log.warn('delivery.notSent', { id, kind, result: result.type, attempts })
  const status = 'status' in result ? result.status : undefined
  await deps.db.write(async tx => {
    const { attemptId } = delivery
    const own = await deps.deliveries.known(tx, { deliveryId: id, attemptId }, now, {
      result: result.type,
      status,
    })
    // This process stood still for so long that another one took it up: of that only an arrival is news.
    if (!own && result.type !== 'sent') return
    if (result.type === 'later' && result.asked)
      await deps.deliveries.hold(
        tx,
        delivery.recipientId,
        now,
        new Date(now.getTime() + result.seconds * 1000),
      )
    const state = await stateAfter(deps, tx, delivery, result, now)
    await settle(deps, tx, delivery, state, now)
    if (result.type !== 'sent') return
    const carriedState = { ...state, activityId: null, conversationId: null, carrierId: id }
    for (const carried of result.carries) await settleCarried(deps, tx, carried, carriedState, now)
  })
  const lateSeconds = Math.max(0, (now.getTime() - delivery.dueSince.getTime()) / 1000)
  deps.meters?.attempt({ kind, result: result.type, lateSeconds })
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
  const news = await deps.deliveries.settle(tx, delivery.id, state)
  if (news && state.status !== 'pending')
    await deps.kinds.get(delivery.kind)?.ended?.(tx, delivery, state, now)
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
  const chance = () => deps.sending?.chance() ?? 0
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
        Math.max(
          result.asked ? result.seconds : result.seconds * (1 + chance() / 4),
          attempts > patience ? backOffSeconds(attempts, undefined, chance()) : 0,
        ),
      )
    case 'fault':
      return again(delivery, now, backOffSeconds(attempts, undefined, chance()))
    case 'ambiguous':
      return perhapsSent(deps, tx, delivery, now)
    case 'notYet':
      return {
        status: 'pending',
        dueAt: result.at,
        dueSince: result.at,
        attempts: 0,
        tryingSince: pausing(delivery, now, result.at),
      }
    case 'unreachable':
    case 'noChat': {
      // They came while it was being sent: nothing wakes it any more, and the chat is another one.
      const reader = await deps.readers.find(tx, recipientId)
      if (reader?.chatSince?.getTime() !== result.chatSince?.getTime())
        return { status: 'pending', dueAt: now, dueSince: now, ...atRest }
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
  const days = Math.max(0, Math.floor((until.getTime() - now.getTime()) / dayMs))
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
      ? backOffSeconds(delivery.attempts, longestBackOffUnsureSeconds, deps.sending?.chance() ?? 0)
      : ((await repeat(tx, reader, now)).getTime() - now.getTime()) / 1000
  const state = again(delivery, now, seconds)
  if (repeat === 'repeat' || state.status !== 'pending' || !state.dueAt) return { ...state, unsureAt: now }
  // The next working day is the next try; what lies beyond it, holidays above all, is no time of trying.
  const tryingSince = pausing(
    { ...delivery, tryingSince: state.tryingSince ?? now },
    now,
    new Date(state.dueAt.getTime() - dayMs),
  )
  return { ...state, dueSince: state.dueAt, tryingSince, unsureAt: now }
}

/** The process died between sending and recording: that send may have arrived. */
export async function takeUpStranded(deps: DeliverDeps): Promise<void> {
  const now = deps.clock.now()
  const stranded = await deps.deliveries.stranded(deps.db.reader, now)
  for (const delivery of stranded) {
    const taken = await deps.db.write(async tx => {
      // Another process may have found it too, and somebody send it by now.
      if (!(await deps.deliveries.takeUp(tx, delivery.id, now))) return false
      await deps.deliveries.known(tx, { deliveryId: delivery.id }, now, { result: 'stranded' })
      await settle(deps, tx, delivery, await perhapsSent(deps, tx, delivery, now), now)
      return true
    })
    if (!taken) continue
    deps.log.warn('delivery.stranded', { id: delivery.id, kind: delivery.kind })
    deps.meters?.attempt({ kind: delivery.kind, result: 'stranded', lateSeconds: 0 })
  }
}
