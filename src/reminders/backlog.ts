import { codeOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Message } from '../shared/outcome.ts'
import type { Tx } from '../shared/transaction.ts'
import type { Delivery, DeliveryState, MessageKind, Posting, Reader } from './model.ts'
import type { DeliveryStore, Readers } from './store.ts'

/** What waited for somebody while they could not be reached, as one message. */
export const backlogKind = 'backlog'

/** The messages that it stands for, oldest first. */
interface BacklogDetail {
  deliveries: string[]
}

/** A message that waited and is still to be told. */
export interface Waiting {
  deliveryId: string
  message: Message
}

/**
 * Somebody has opened a chat with the bot, or has come back to it: what waited for that leaves now. A single message
 * as it is, several as one that says what waits (R-ACT-5: never a burst, never nothing). A digest bundles already, and
 * keeps to its hours.
 * @returns how many waited
 */
export async function wake(deliveries: DeliveryStore, tx: Tx, personId: string, now: Date): Promise<number> {
  const withheld = await deliveries.withheld(tx, personId)
  const messages = withheld.filter(one => one.kind !== 'digest')
  const bundled = messages.length > 1 ? messages.map(one => one.id) : []
  const [first] = bundled
  if (first !== undefined) {
    const detail: BacklogDetail = { deliveries: bundled }
    const key = `${backlogKind}:${first}`
    await deliveries.insert(
      tx,
      { key, kind: backlogKind, subjectId: personId, recipientId: personId, detail },
      now,
    )
  }
  for (const { id } of withheld)
    await deliveries.settle(
      tx,
      id,
      bundled.includes(id) ? { status: 'bundled' } : { status: 'pending', dueAt: now, dueSince: now },
    )
  return withheld.length
}

export interface BacklogDeps {
  kinds: ReadonlyMap<string, MessageKind>
  deliveries: DeliveryStore
  readers: Pick<Readers, 'find'>
  /** makes the neutral card; injected, because reminders know nothing of cards */
  draw(waiting: readonly Waiting[], backlogId: string, reader: Reader): Message
  log: Log
}

/** The message that stands for several: each is drawn as it is then, and what is over is not among them. */
export function createBacklog({ kinds, deliveries, readers, draw, log }: BacklogDeps) {
  /** The message as it would be now; null when it is over. */
  async function drawn(tx: Tx, id: string, reader: Reader, now: Date): Promise<Posting | null | 'fault'> {
    const delivery = await deliveries.find(tx, id)
    if (!delivery) return null
    try {
      return (await kinds.get(delivery.kind)?.render(tx, delivery, reader, now)) ?? null
    } catch (error) {
      // One that cannot be drawn must not keep the others from their reader.
      log.error('backlog.fault', { id, kind: delivery.kind, code: codeOf(error) })
      return 'fault'
    }
  }

  /** What is still to be told, the newest first. */
  async function waiting(tx: Tx, detail: unknown, reader: Reader, now: Date): Promise<Waiting[]> {
    const found: Waiting[] = []
    const told = new Set<string>()
    for (const deliveryId of (detail as BacklogDetail).deliveries.toReversed()) {
      // A newer one says all of it.
      if (told.has(deliveryId)) continue
      const message = await drawn(tx, deliveryId, reader, now)
      if (message === null || message === 'fault') continue
      for (const id of message.carries ?? []) told.add(id)
      found.push({ deliveryId, message })
    }
    return found
  }

  /** What became of the one message became of those that it stands for: the evidence of each is its own (R-FORM-10). */
  async function ended(
    tx: Tx,
    id: string,
    { id: carrierId, recipientId: personId }: Delivery,
    state: DeliveryState,
    now: Date,
  ): Promise<void> {
    const reader = await readers.find(tx, personId)
    const message = reader ? await drawn(tx, id, reader, now) : null
    if (message === null) {
      await deliveries.settle(tx, id, { status: 'obsolete' })
      return
    }
    // The card is the list's. What waits on, or was not drawn, is nobody's.
    const own: DeliveryState =
      message === 'fault'
        ? { status: 'failed', dueAt: now }
        : { ...state, activityId: null, conversationId: null, carrierId }
    if (!(await deliveries.settle(tx, id, own))) return
    const delivery = await deliveries.find(tx, id)
    if (delivery) await kinds.get(delivery.kind)?.ended?.(tx, delivery, own, now)
  }

  const message: MessageKind = {
    kind: backlogKind,
    // It stands for messages that have to arrive.
    onAmbiguous: 'repeat',
    async render(tx, delivery, reader, now) {
      const found = await waiting(tx, delivery.detail, reader, now)
      const [only] = found
      if (!only) return null
      return found.length === 1 ? only.message : draw(found, delivery.id, reader)
    },
    async ended(tx, delivery, state, now) {
      for (const id of (delivery.detail as BacklogDetail).deliveries)
        await ended(tx, id, delivery, state, now)
      // Out of reach again: those that wait are bundled anew when the person comes.
      if (state.status === 'waiting' || state.status === 'unreachable')
        await deliveries.settle(tx, delivery.id, { status: 'obsolete' })
    },
  }

  return { message, waiting }
}
