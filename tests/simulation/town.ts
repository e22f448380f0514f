import { tenantOf } from '../../src/features/people/store.prisma.ts'
import { createRegistry } from '../../src/msteams/registry.ts'
import { createDeliveryStore } from '../../src/reminders/delivery-store.prisma.ts'
import { createEngine } from '../../src/reminders/engine.ts'
import { createReminderStore } from '../../src/reminders/store.prisma.ts'
import type { Actor } from '../../src/shared/action.ts'
import type { Database } from '../../src/shared/database.prisma.ts'
import { lookupKey } from '../../src/shared/keyring.ts'
import { type Log, silentLog } from '../../src/shared/log.ts'
import type { Outcome } from '../../src/shared/outcome.ts'
import { createFeatures } from '../../src/wiring/features.ts'
import { createServices, type Services } from '../../src/wiring/services.ts'
import { nodes, wordsOf } from '../support/cards.ts'
import { temporaryDatabase } from '../support/database.ts'
import type { CardNode } from '../support/fake-teams.ts'
import type { Chance } from './chance.ts'
import { type Rows, readRows } from './rows.ts'

/** A message that has reached somebody. */
export interface Sent {
  at: Date
  personId: string
  deliveryId: string
  kind: string
  subjectId: string
  summary: string
  words: string
  /** what its buttons do, with the ids that they carry */
  buttons: CardNode[]
}

/** The whole product over a database of its own, with a clock that is moved and a far end that keeps what comes. */
export interface Town {
  readonly services: Services
  /** Carries out and delivers what is due. */
  runDue(): Promise<void>
  readonly db: Database
  /** the rows as they are, read past the product */
  readonly rows: Rows
  now(): Date
  moveTo(instant: Date): void
  nextDueAt(): Promise<Date | null>
  /** Presses a button, as that person; the registry's action answers as it does in the chat. */
  press(personId: string, verb: string, payload: object): Promise<Outcome>
  actor(personId: string): Promise<Actor>
  /** people who have blocked the bot: Teams refuses what is sent to them */
  readonly blocked: Set<string>
  stop(): Promise<void>
}

/** One card may ask about several polls: a button of each. */
const eachPoll = (data: CardNode): CardNode[] =>
  typeof data.pollIds === 'string' ? data.pollIds.split(',').map(pollId => ({ ...data, pollId })) : [data]

export const tenantId = '33333333-3333-4333-8333-333333333333'

/** @param reached is told of every message, in the order in which they leave */
export async function openTown(chance: Chance, begins: Date, reached: (sent: Sent) => void): Promise<Town> {
  let current = begins
  const clock = { now: () => new Date(current) }
  const ids = { next: () => chance.id(), short: () => chance.id().slice(0, 5) }
  const { db, codec, keyring, file, cleanup } = await temporaryDatabase({
    writeTimeout: 60_000,
    durable: false,
  })
  const rows = readRows(file)
  const reminders = createReminderStore(ids)
  const deliveries = createDeliveryStore(ids, tenantOf)
  let fault: unknown = null
  const log: Log = {
    ...silentLog,
    // The engine tries again what has failed, for a week: here it ends the year.
    error(event, fields) {
      fault ??= new Error(`${event} ${JSON.stringify(fields)}`)
    },
  }
  const services = createServices({
    db,
    codec,
    ids,
    reminders,
    deliveries,
    links: lookupKey(keyring),
    publicUrl: 'https://bot.example',
    graph: null,
    clock,
    log,
  })
  const { features, reminderKinds, messageKinds, readers, hoursOf } = createFeatures(services, {
    codec,
    deliveries,
    clock,
    log,
    messages: [],
  })
  const registry = createRegistry(features)
  const blocked = new Set<string>()
  const around = { db, deliveries, readers, clock, log }
  const engine = createEngine({
    sweeping: { ...around, reminders, kinds: reminderKinds, hoursOf },
    delivering: {
      ...around,
      kinds: messageKinds,
      notifier: {
        async send(reader, deliveryId, { card, summary }) {
          const { personId } = reader
          if (blocked.has(personId)) return { type: 'unreachable' }
          const [row] = rows.all('SELECT kind, subjectId FROM Delivery WHERE id = ?', deliveryId)
          const buttons = [...nodes(card.json)].filter(node => node.type === 'Action.Execute')
          tell({
            at: clock.now(),
            personId,
            deliveryId,
            kind: String(row?.kind),
            subjectId: String(row?.subjectId),
            summary,
            words: wordsOf(card.json),
            buttons: buttons.flatMap(node => eachPoll(node.data as CardNode)),
          })
          return { type: 'sent', activityId: deliveryId, conversationId: personId }
        },
        // The simulation has no line that changes cards.
        update: async () => ({ type: 'failed' }),
      },
    },
    everyMs: 3_600_000,
  })

  /** What whoever looks on throws is no fault of the far end. */
  function tell(sent: Sent): void {
    try {
      reached(sent)
    } catch (error) {
      fault ??= error
    }
  }

  async function actor(personId: string): Promise<Actor> {
    const found = await services.people.actorById(db.reader, personId)
    if (!found) throw new Error(`nobody is ${personId}`)
    return found
  }

  return {
    services,
    db,
    rows,
    now: clock.now,
    async runDue() {
      await engine.runDue()
      if (fault) throw fault
    },
    moveTo(instant) {
      if (instant > current) current = instant
    },
    nextDueAt: () => reminders.nextDueAt(db.reader),
    async press(personId, verb, payload) {
      const action = registry.action(verb)
      if (!action) throw new Error(`there is no action ${verb}`)
      const performed = await db.write(async tx => {
        const found = await services.people.actorById(tx, personId)
        if (!found) throw new Error(`nobody is ${personId}`)
        return action.perform({ tx, actor: found, now: clock.now(), payload, deliveryId: null })
      })
      if (performed.type !== 'outcome') throw new Error(`${verb} could not be read: ${performed.type}`)
      return performed.outcome
    },
    actor,
    blocked,
    async stop() {
      rows.close()
      await cleanup()
    },
  }
}
