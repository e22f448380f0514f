import { providerOf } from '../../../prisma/history.ts'
import { createPgBossQueue } from '../../../src/queue/pg-boss.ts'
import { createBacklog } from '../../../src/reminders/backlog.ts'
import { createClusterEngine } from '../../../src/reminders/cluster-engine.ts'
import type { Posted } from '../../../src/reminders/deliver.ts'
import { createDeliveryStore } from '../../../src/reminders/delivery-store.prisma.ts'
import { createDigestMessage } from '../../../src/reminders/digest.ts'
import { createEngine, type Engine, type EngineDeps } from '../../../src/reminders/engine.ts'
import {
  everyWorkingDay,
  type MessageKind,
  type PlannedWish,
  type Reader,
  type ReminderKind,
  type ReminderWish,
  type SendResult,
} from '../../../src/reminders/model.ts'
import { createPlanner, type Planner } from '../../../src/reminders/planner.ts'
import { createReminderStore } from '../../../src/reminders/store.prisma.ts'
import type { DeliveryStore, ReminderStore } from '../../../src/reminders/store.ts'
import { createUpdates } from '../../../src/reminders/update.ts'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import type { Day } from '../../../src/shared/day.ts'
import { randomIds } from '../../../src/shared/ids.ts'
import type { Log, LogFields } from '../../../src/shared/log.ts'
import type { Message } from '../../../src/shared/outcome.ts'
import type { Tx } from '../../../src/shared/transaction.ts'
import { type TemporaryDatabase, temporaryDatabase } from '../../support/database.ts'

/** A message as it left for the fake far end. */
export interface Sent {
  /** says that its reader may have it already */
  perhapsAgain: boolean
  personId: string
  deliveryId: string
  summary: string
  at: string
}

/** The engine over the real stores, with a clock that is moved by hand and a far end that answers as it is told. */
export interface Rig {
  db: TemporaryDatabase['db']
  engine: Engine
  planner: Planner
  reminders: ReminderStore
  deliveries: DeliveryStore
  clock: { now(): Date; set(instant: string | Date): void }
  /** people that the readers know; absent ones are gone */
  people: Map<string, Reader>
  /** what is unfinished: subjects of `task`, the digest kind; its value is the line's text */
  open: Map<string, string>
  /** keys of the appointments that were carried out, in order */
  done: string[]
  sent: Sent[]
  /** answers to the next sends, oldest first; a function is called, and may throw; afterwards sends arrive */
  next: (SendResult | (() => SendResult))[]
  /** so much longer the next wait takes: the machine was busy */
  stallMs: number
  /** cards that were changed in the chat, and the answers to the next such changes */
  updated: { personId: string; deliveryId: string; summary: string }[]
  nextUpdates: SendResult[]
  kinds: Map<string, ReminderKind>
  messages: Map<string, MessageKind>
  logged: { event: string; fields: LogFields }[]
  tidied: string[]
  plan(scope: string, ...wishes: PlannedWish[]): Promise<void>
  queue(key: string, recipientId: string, kind?: string): Promise<boolean>
  status(deliveryKey: string): Promise<string | undefined>
  /** Lets time pass to an instant, with a round of the engine at everything that is due on the way. */
  passTo(instant: string): Promise<void>
  cleanup(): Promise<void>
}

const dayMs = 24 * 3_600_000

export const task = (subjectId: string, dueAt: string, recipientId = 'mette', step = 1): ReminderWish => ({
  key: `task:${subjectId}:${recipientId}:${step}`,
  kind: 'task',
  subjectId,
  recipientId,
  dueAt: new Date(dueAt),
})

export const appointment = (key: string, dueAt: string, kind = 'deadline'): ReminderWish => ({
  key,
  kind,
  subjectId: key,
  recipientId: '',
  dueAt: new Date(dueAt),
})

export const reader = (personId: string, more: Partial<Reader> = {}): Reader => ({
  personId,
  tenantId: 'kommune',
  language: 'da',
  status: 'active',
  absences: [],
  rhythm: everyWorkingDay,
  chatSince: new Date(0),
  ...more,
})

export const away = (fromDay: string, toDay: string) => ({ fromDay: fromDay as Day, toDay: toDay as Day })

/** The engine of that database: of one process on a file, of several on a server. */
async function engineOn(url: string, log: Log, deps: EngineDeps): Promise<Engine> {
  if (providerOf(url) === 'sqlite') return createEngine(deps)
  const queue = createPgBossQueue({ url, log, retrySeconds: 0 })
  await queue.start()
  return createClusterEngine({ ...deps, queue })
}

/** @param options `abreast`: under Teams' rules, so many at once; waiting moves the clock */
export async function startRig(now: string, { abreast }: { abreast?: number } = {}): Promise<Rig> {
  const { db, url, cleanup } = await temporaryDatabase()
  let current = new Date(now)
  const clock: Rig['clock'] = {
    now: () => new Date(current),
    set: instant => {
      current = new Date(instant)
    },
  }
  const waiting: { until: number; goOn(): void }[] = []
  /** Whoever is due first goes on, and has a moment for what it does, before the clock moves on for the next. */
  const nextGoesOn = () =>
    setTimeout(() => {
      const first = waiting.toSorted((a, b) => a.until - b.until)[0]
      if (!first) return
      waiting.splice(waiting.indexOf(first), 1)
      const until = first.until + rig.stallMs
      rig.stallMs = 0
      if (until > clock.now().getTime()) clock.set(new Date(until))
      first.goOn()
      if (waiting.length > 0) nextGoesOn()
    }, 2)
  const wait = (ms: number) =>
    new Promise<void>(goOn => {
      waiting.push({ until: clock.now().getTime() + ms, goOn })
      if (waiting.length === 1) nextGoesOn()
    })
  const reminders = createReminderStore(randomIds)
  const deliveries = createDeliveryStore(
    randomIds,
    async (_tx, personId) => people.get(personId)?.tenantId ?? '',
  )
  const planner = createPlanner(reminders, deliveries)
  const people = new Map([['mette', reader('mette')]])
  const logged: Rig['logged'] = []
  const write = (event: string, fields: LogFields = {}) => void logged.push({ event, fields })
  const log: Log = { info: write, warn: write, error: write }
  const rig = {
    open: new Map<string, string>(),
    done: [],
    sent: [],
    next: [],
    tidied: [],
    stallMs: 0,
    updated: [],
    nextUpdates: [],
  } as unknown as Rig
  const messages = new Map<string, MessageKind>()
  const kinds = new Map<string, ReminderKind>()
  const hoursOf = async () => ({
    zone: 'Europe/Copenhagen' as const,
    from: '08:30',
    until: '16:00',
    calendar: { usualClosingDays: true, closingDays: [] },
  })

  kinds.set('task', {
    kind: 'task',
    mode: 'digest',
    async line(_tx, { subjectId }) {
      const text = rig.open.get(subjectId)
      return text === undefined ? null : { overdueDays: 0, text, button: {} }
    },
  })
  kinds.set('deadline', {
    kind: 'deadline',
    mode: 'appointment',
    async run(_tx, { key }) {
      rig.done.push(key)
    },
  })
  messages.set('news', messageKind('news', 'repeat'))
  messages.set('nudge', messageKind('nudge', nextMorning))
  messages.set(
    'digest',
    createDigestMessage({
      kinds,
      hoursOf,
      lastSent: deliveries.lastSent,
      log,
      draw: lines => message(lines.map(line => line.text).join(', ')),
    }),
  )

  const readers = {
    find: async (_tx: Tx, personId: string) => people.get(personId) ?? null,
    async markUnreachable(_tx: Tx, personId: string) {
      people.set(personId, reader(personId, { status: 'unreachable' }))
    },
  }
  const backlog = createBacklog({
    kinds: messages,
    deliveries,
    readers,
    log,
    draw: waiting => message(waiting.map(one => one.message.summary).join(' + ')),
  })
  messages.set(backlog.message.kind, backlog.message)
  const notifier = {
    async send(
      { personId }: Reader,
      deliveryId: string,
      { summary }: Message,
      perhapsAgain: boolean,
    ): Promise<SendResult> {
      const told = rig.next.shift() ?? { type: 'sent', activityId: 'a', conversationId: 'c' }
      const result = typeof told === 'function' ? told() : told
      if (result.type === 'sent')
        rig.sent.push({ personId, deliveryId, summary, perhapsAgain, at: clock.now().toISOString() })
      return result
    },
    async update({ personId }: Reader, { deliveryId }: Posted, { summary }: Message): Promise<SendResult> {
      const told = rig.nextUpdates.shift() ?? { type: 'sent', activityId: 'a', conversationId: 'c' }
      if (told.type === 'sent') rig.updated.push({ personId, deliveryId, summary })
      return told
    },
  }
  const engine = await engineOn(url, log, {
    sweeping: { db, reminders, deliveries, readers, kinds, hoursOf, clock, log },
    delivering: {
      ...{ db, deliveries, readers, kinds: messages, notifier, clock, log },
      ...(abreast !== undefined && { sending: { abreast, wait, chance: () => 0 } }),
    },
    lines: [
      createUpdates({
        ...{ db, deliveries, readers, kinds: messages, notifier, clock, log },
        drawOver: () => message('over'),
      }),
    ],
    everyMs: 3_600_000,
    tidy: async at => rig.tidied.push(at.toISOString()),
  })

  return Object.assign(rig, {
    db,
    engine,
    planner,
    reminders,
    deliveries,
    clock,
    people,
    kinds,
    messages,
    logged,
    plan: (scope: string, ...wishes: PlannedWish[]) =>
      db.write(tx => planner.replan(tx, scope, wishes, clock.now())),
    queue: (key: string, recipientId: string, kind = 'news') =>
      db.write(tx => planner.deliver(tx, { key, kind, subjectId: key, recipientId }, clock.now())),
    async status(deliveryKey: string) {
      const row = await clientOf(db.reader).delivery.findUnique({ where: { key: deliveryKey } })
      return row?.status
    },
    async passTo(instant: string) {
      const target = new Date(instant)
      for (let steps = 0; steps < 1000; steps += 1) {
        await engine.runDue()
        const coming = await reminders.nextDueAt(db.reader)
        if (!coming || coming.getTime() > target.getTime()) break
        if (coming.getTime() > clock.now().getTime()) clock.set(coming)
      }
      clock.set(target)
      await engine.runDue()
    },
    async cleanup() {
      await engine.stop()
      await cleanup()
    },
  })
}

/** So that a second one does not nag on the same day. */
const nextMorning = async (_tx: Tx, _reader: Reader, now: Date) =>
  new Date(`${new Date(now.getTime() + dayMs).toISOString().slice(0, 10)}T07:00:00Z`)

function messageKind(kind: string, onAmbiguous: MessageKind['onAmbiguous']): MessageKind {
  return { kind, onAmbiguous, render: async (_tx, delivery) => message(delivery.key) }
}

const message = (summary: string): Message => ({
  card: { name: 'test', rests: 'posted', json: {} },
  summary,
})
