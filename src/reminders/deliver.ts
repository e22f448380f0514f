import type { Clock } from '../shared/clock.ts'
import { codeOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Message } from '../shared/outcome.ts'
import type { Transactions, Tx } from '../shared/transaction.ts'
import {
  backOffSeconds,
  type Delivery,
  type DeliveryState,
  type MessageKind,
  maxAttempts,
  maxDaysOfTrying,
  type Reader,
  type SendResult,
} from './model.ts'
import type { DeliveryStore, Readers } from './store.ts'

/** The far end: Teams. It answers with what became of the send; when it throws, nothing has been sent. */
export interface Notifier {
  send(reader: Reader, deliveryId: string, message: Message): Promise<SendResult>
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
/** So many times Teams decides alone how soon we come again. */
const patience = 3

/**
 * Sends what is queued: claimed by compare-and-set, drawn from what is so now, sent once, and the result recorded.
 * @returns how many left
 */
export async function deliver(deps: DeliverDeps): Promise<number> {
  await takeUpStranded(deps)
  let sent = 0
  for (;;) {
    const due = await deps.deliveries.due(deps.db.reader, deps.clock.now(), batch)
    if (due.length === 0) return sent
    for (const delivery of due) if (await deliverOne(deps, delivery)) sent += 1
  }
}

async function deliverOne(deps: DeliverDeps, delivery: Delivery): Promise<boolean> {
  const started = deps.clock.now()
  const claimed = await deps.db.write(tx =>
    deps.deliveries.claim(tx, delivery.id, started, new Date(started.getTime() + leaseMs)),
  )
  if (!claimed) return false
  const result = await attempt(deps, delivery, started)
  await record(deps, { ...delivery, attempts: delivery.attempts + 1 }, result)
  return result.type === 'sent'
}

type Attempt = SendResult | { type: 'obsolete' } | { type: 'fault' } | { type: 'notYet'; at: Date }

async function attempt(deps: DeliverDeps, delivery: Delivery, now: Date): Promise<Attempt> {
  try {
    const reader = await deps.readers.find(deps.db.reader, delivery.recipientId)
    if (!reader) return { type: 'obsolete' }
    if (reader.status === 'unreachable') return { type: 'unreachable' }
    const kind = deps.kinds.get(delivery.kind)
    if (!kind) throw new TypeError(`no message kind ${delivery.kind}`)
    const at = await kind.notBefore?.(reader, now)
    if (at && at.getTime() > now.getTime()) return { type: 'notYet', at }
    const message = await kind.render(deps.db.reader, delivery, reader, now)
    return message ? await deps.notifier.send(reader, delivery.id, message) : { type: 'obsolete' }
  } catch (error) {
    deps.log.error('delivery.fault', { id: delivery.id, kind: delivery.kind, code: codeOf(error) })
    return { type: 'fault' }
  }
}

async function record(deps: DeliverDeps, delivery: Delivery, result: Attempt): Promise<void> {
  const now = deps.clock.now()
  const again = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  const { id, attempts } = delivery
  if (result.type !== 'sent')
    deps.log.warn('delivery.notSent', { id, kind: delivery.kind, result: result.type, attempts })
  await deps.db.write(async tx => {
    const settle = (state: DeliveryState) => settleOne(deps, tx, delivery, state, now)
    switch (result.type) {
      case 'sent':
        return settle({
          status: 'sent',
          sentAt: now,
          activityId: result.activityId,
          conversationId: result.conversationId,
        })
      case 'later': {
        const tooOld = now.getTime() - delivery.createdAt.getTime() > maxDaysOfTrying * dayMs
        if (tooOld) return settle({ status: 'failed' })
        const seconds = Math.max(result.seconds, attempts > patience ? backOffSeconds(attempts) : 0)
        return settle({ status: 'pending', dueAt: again(seconds) })
      }
      case 'notYet':
        return settle({ status: 'pending', dueAt: result.at, attempts: attempts - 1 })
      case 'fault':
        if (attempts >= maxAttempts) return settle({ status: 'failed' })
        return settle({ status: 'pending', dueAt: again(backOffSeconds(attempts)) })
      case 'ambiguous':
        return settle(afterAmbiguous(deps, delivery, again(backOffSeconds(attempts))))
      case 'unreachable':
        await deps.readers.markUnreachable(tx, delivery.recipientId, now)
        return settle({ status: 'unreachable' })
      case 'noChat':
        return settle({ status: 'waiting' })
      case 'obsolete':
      case 'failed':
        return settle({ status: result.type })
    }
  })
}

async function settleOne(
  deps: DeliverDeps,
  tx: Tx,
  delivery: Delivery,
  state: DeliveryState,
  now: Date,
): Promise<void> {
  await deps.deliveries.settle(tx, delivery.id, state)
  if (state.status !== 'pending') await deps.kinds.get(delivery.kind)?.ended?.(tx, delivery, state, now)
}

function afterAmbiguous(deps: DeliverDeps, delivery: Delivery, dueAt: Date): DeliveryState {
  const repeat = deps.kinds.get(delivery.kind)?.onAmbiguous === 'repeat' && delivery.attempts < maxAttempts
  return repeat ? { status: 'pending', dueAt } : { status: 'ambiguous' }
}

/** The process died between sending and recording: that send may have arrived. */
async function takeUpStranded(deps: DeliverDeps): Promise<void> {
  const now = deps.clock.now()
  const stranded = await deps.deliveries.stranded(deps.db.reader, now)
  for (const delivery of stranded) {
    deps.log.warn('delivery.stranded', { id: delivery.id, kind: delivery.kind })
    await deps.db.write(tx => settleOne(deps, tx, delivery, afterAmbiguous(deps, delivery, now), now))
  }
}
