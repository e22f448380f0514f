import { codeOf } from '../shared/errors.ts'
import type { Message } from '../shared/outcome.ts'
import type { Tx } from '../shared/transaction.ts'
import type { DeliverDeps } from './deliver.ts'
import { backOffSeconds, type Line, type Reader, type SendResult } from './model.ts'
import type { Outdated } from './store.ts'

export interface UpdateDeps extends Omit<DeliverDeps, 'meters'> {
  /** makes the neutral card of what is over; injected, because reminders know nothing of cards */
  drawOver(reader: Reader): Message
}

const batch = 50
const leaseMs = 120_000
const hourMs = 3_600_000
/** Whoever has blocked the bot finds the card put right some hours after they are back. */
const whenBack: SendResult = { type: 'later', seconds: 6 * 3600 }
/** So long after the last press on it a card is in somebody's hands: it may show a form that they are filling in. */
const inHandsMs = 12 * hourMs
/** Whoever opens the chat later than that finds what is so by a button on the old card, too. */
const longestTryingMs = 7 * 24 * hourMs

/**
 * Changes posted cards where what they show has changed: a line of the engine's of its own, since a card that is changed
 * late does no harm, and must keep no message waiting.
 */
export function createUpdates(deps: UpdateDeps): Line {
  const { db, deliveries, readers, kinds, notifier, clock, log, sending } = deps

  /** What is to stand there now; null when it is to be left alone. */
  async function wanted({ delivery }: Outdated, reader: Reader | null, now: Date): Promise<Message | null> {
    const kind = kinds.get(delivery.kind)
    if (!kind?.follows || !reader) return null
    const { follows } = kind
    return db.read(async tx => {
      if (follows !== true && !(await follows(tx, reader, now))) return null
      // Of what the card speaks for, what is still to be said stays there.
      for (const said of [delivery, ...(await deliveries.carriedBy(tx, delivery.id))]) {
        const message = await kinds.get(said.kind)?.render(tx, said, reader, now)
        if (message) return message
      }
      return deps.drawOver(reader)
    })
  }

  /** When nobody has it in their hands any more. */
  async function freeAt(tx: Tx, { delivery: { id } }: Outdated): Promise<Date> {
    const { touchedAt = null } = (await deliveries.find(tx, id)) ?? {}
    return new Date((touchedAt?.getTime() ?? 0) + inHandsMs)
  }

  /** When it may be changed, by what Teams allows; null when it was put off. */
  async function turn(one: Outdated): Promise<Date | null> {
    const now = clock.now()
    return db.write(async tx => {
      if (!(await deliveries.takeUpdate(tx, one, now, new Date(now.getTime() + leaseMs)))) return null
      const free = await freeAt(tx, one)
      if (free > now) {
        await deliveries.updated(tx, one, free)
        return null
      }
      if (!sending) return now
      const given = await deliveries.turn(tx, one.delivery, now)
      if (given.type === 'notBefore') await deliveries.updated(tx, one, given.at)
      return given.type === 'given' ? given.at : null
    })
  }

  async function update(one: Outdated): Promise<SendResult | null> {
    try {
      const { id: deliveryId, recipientId } = one.delivery
      const reader = await readers.find(db.reader, recipientId)
      if (reader?.status === 'unreachable') return whenBack
      const message = await wanted(one, reader, clock.now())
      if (!message || !reader) return null
      // Somebody may have opened it while it waited for its turn.
      const free = await freeAt(db.reader, one)
      if (free > clock.now()) return { type: 'later', seconds: inHandsMs / 1000 }
      const { activityId, conversationId } = one
      return await notifier.update(reader, { deliveryId, activityId, conversationId }, message)
    } catch (error) {
      log.warn('update.fault', { id: one.delivery.id, kind: one.delivery.kind, code: codeOf(error) })
      return { type: 'later', seconds: backOffSeconds(3) }
    }
  }

  /** When to try again; null: changed, pointless, or tried for a week. */
  function nextTry({ changedAt }: Outdated, result: SendResult | null): Date | null {
    const now = clock.now()
    if (result?.type !== 'later' && result?.type !== 'ambiguous') return null
    const seconds = result.type === 'later' ? result.seconds : backOffSeconds(1)
    const next = new Date(now.getTime() + seconds * 1000)
    return next.getTime() - changedAt.getTime() > longestTryingMs ? null : next
  }

  return {
    async run(ending) {
      for (const one of await deliveries.outdated(db.reader, clock.now(), batch)) {
        if (ending()) return
        const at = await turn(one)
        if (!at) continue
        await sending?.wait(Math.max(0, at.getTime() - clock.now().getTime()))
        const result = await update(one)
        await db.write(async tx => {
          const now = clock.now()
          if (result?.type === 'later' && result.asked)
            await deliveries.hold(
              tx,
              one.delivery.recipientId,
              now,
              new Date(now.getTime() + result.seconds * 1000),
            )
          await deliveries.updated(tx, one, nextTry(one, result))
        })
      }
    },
    // Never an alarm: nothing that anybody waits for.
    backlog: async () => ({ oldestDueAt: null, due: 0, retrying: 0, failed: 0 }),
  }
}
