import type { Config } from './config.ts'
import { tenantOf } from './features/people/store.prisma.ts'
import { createMetrics } from './metrics/prometheus.ts'
import { createGraph } from './msgraph/graph.ts'
import { createBot } from './msteams/bot.ts'
import { createGroups } from './msteams/groups.ts'
import { createNotifier, type NotifierDeps } from './msteams/notifier.ts'
import { createRegistry, type Registry } from './msteams/registry.ts'
import { overMessage } from './msteams/render.ts'
import { createAdapter, type Server, startServer } from './msteams/server.ts'
import type { Stage } from './msteams/stage.ts'
import { createAnswerMemory } from './msteams/store.prisma.ts'
import type { Door } from './msteams/store.ts'
import { createTurns } from './msteams/turns.ts'
import { createPgBossQueue } from './queue/pg-boss.ts'
import { createClusterEngine } from './reminders/cluster-engine.ts'
import type { Sending } from './reminders/deliver.ts'
import { createDeliveryStore } from './reminders/delivery-store.prisma.ts'
import { createEngine, type Engine, type EngineDeps } from './reminders/engine.ts'
import type { MessageKind } from './reminders/model.ts'
import type { Queue } from './reminders/queue.ts'
import { createReminderStore } from './reminders/store.prisma.ts'
import type { DeliveryStore, Readers, ReminderStore } from './reminders/store.ts'
import { createUpdates } from './reminders/update.ts'
import type { Clock } from './shared/clock.ts'
import type { Codec } from './shared/codec.ts'
import { type Database, type DatabaseOptions, openDatabase } from './shared/database.prisma.ts'
import { databasePath } from './shared/database-file.prisma.ts'
import type { Ids } from './shared/ids.ts'
import { openKeyring } from './shared/key-check.prisma.ts'
import { lookupKey, textDigest } from './shared/keyring.ts'
import type { Log } from './shared/log.ts'
import { StoreFault } from './shared/store-fault.ts'
import { wireCalendar } from './wiring/calendar.ts'
import { wireDownloads } from './wiring/downloads.ts'
import { createFeatures } from './wiring/features.ts'
import { createServices, type Services } from './wiring/services.ts'

/** What is passed in from outside, so that a test or the demo can put its own in place. */
export interface Surroundings {
  clock: Clock
  ids: Ids
  log: Log
  /** how often the engine looks for what is due, in milliseconds */
  sweepEveryMs: number
  /** how often one of several processes asks for errands between rounds; a second, unless it is said */
  askEveryMs?: number
  /** Teams' rules for sending, and a round at the very moment at which something is due; undefined in demo and tests */
  sending?: Sending
  /** a server that does not answer at start is tried again as often as this resolves to true; undefined: once */
  tryAgain?: DatabaseOptions['tryAgain']
  /** false: an answer does not wait for the disk; for tests that pull no plug */
  durable?: boolean
  /** the demo's commands and played people; undefined in production */
  stage?(core: Core): Promise<{ stage: Stage; redirect: NonNullable<NotifierDeps['redirect']> }>
}

/** The wired product without its front door. */
export interface Core {
  db: Database
  codec: Codec
  services: Services
  reminders: ReminderStore
  deliveries: DeliveryStore
  messageKinds: ReadonlyMap<string, MessageKind>
  readers: Readers
  clock: Clock
  ids: Ids
  /** set once the front door stands */
  engine(): Engine
}

export interface App {
  core: Core
  registry: Registry
  engine: Engine
  server: Server
  /** Finishes what is in flight: requests, then the round of the engine, then the database. */
  stop(): Promise<void>
}

/** What several processes share their work by; null where there is one. */
async function queueOf({ shared }: Database, url: string, log: Log): Promise<Queue | null> {
  if (!shared) return null
  const queue = createPgBossQueue({ url, log })
  await queue.start()
  return queue
}

/**
 * Wires everything by hand and starts it.
 * @throws StartFault, Fault with a message that names the remedy
 */
export async function compose(config: Config, around: Surroundings): Promise<App> {
  const { clock, ids, log } = around
  const db = await openDatabase({
    url: config.databaseUrl,
    log,
    ...(around.tryAgain && { tryAgain: around.tryAgain }),
    durable: around.durable ?? true,
  })
  let shared: Queue | null = null
  try {
    return await wire(config, around, db)
  } catch (error) {
    await (shared as Queue | null)?.stop()
    await db.close()
    throw error
  }

  async function wire(config: Config, around: Surroundings, db: Database): Promise<App> {
    const { keyring, codec } = await openKeyring(
      db,
      config.dataKeys
        ? { dataKeys: config.dataKeys }
        : { keyFile: `${databasePath(config.databaseUrl)}.key` },
    )
    const links = lookupKey(keyring)
    const reminders = createReminderStore(ids)
    const deliveries = createDeliveryStore(ids, tenantOf)
    const services = createServices({
      db,
      codec,
      ids,
      reminders,
      deliveries,
      links,
      publicUrl: config.publicUrl,
      graph: config.graph && createGraph(config.graph, clock, log),
      clock,
      log,
    })
    const calendar = wireCalendar(services, { db, clock, log })
    const { people } = services

    const { features, reminderKinds, messageKinds, readers, hoursOf, meetings } = createFeatures(services, {
      codec,
      deliveries,
      clock,
      log,
      messages: calendar?.messages ?? [],
    })
    let engine: Engine | null = null
    const core: Core = {
      db,
      codec,
      services,
      reminders,
      deliveries,
      messageKinds,
      readers,
      clock,
      ids,
      engine() {
        if (!engine) throw new TypeError('the engine is asked for before it is made')
        return engine
      },
    }
    const staged = (await around.stage?.(core)) ?? null
    const door: Door = {
      find: people.arrive,
      register: people.register,
      leave: (tx, identity, now) => people.leave(tx, identity, now),
      referenceOf: people.referenceOf,
      registerGroup: people.registerGroup,
    }
    const adapter = createAdapter(config.bot, ids, log)
    const notifier = createNotifier({
      adapter,
      appId: config.bot?.appId ?? '',
      db,
      door,
      serviceHosts: config.allowedServiceHosts,
      clock,
      ids,
      log,
      ...(staged ? { redirect: staged.redirect } : {}),
    })
    const memory = createAnswerMemory(codec)
    const metrics = createMetrics(() => core.engine().queue())
    shared = await queueOf(db, config.databaseUrl, log)
    const engineDeps: EngineDeps = {
      sweeping: {
        db,
        reminders,
        deliveries,
        readers,
        kinds: reminderKinds,
        clock,
        log,
        hoursOf,
      },
      delivering: {
        ...{ db, deliveries, readers, kinds: messageKinds, notifier, clock, log },
        ...(around.sending && { sending: around.sending }),
        meters: metrics.meters,
      },
      lines: [
        ...(calendar?.lines ?? []),
        createUpdates({
          ...{ db, deliveries, readers, kinds: messageKinds, notifier, clock, log },
          ...(around.sending && { sending: around.sending }),
          drawOver: ({ language }) => overMessage(language),
        }),
      ],
      everyMs: around.sweepEveryMs,
      ...(around.askEveryMs !== undefined && { askEveryMs: around.askEveryMs }),
      punctual: around.sending !== undefined,
      async tidy(now) {
        await db.write(tx => memory.forget(tx, now))
        await db.write(tx => services.figures.settle(tx, now))
      },
    }
    engine = shared ? createClusterEngine({ ...engineDeps, queue: shared }) : createEngine(engineDeps)
    const running = engine

    const registry = createRegistry(features)
    const turns = createTurns({
      db,
      registry,
      memory,
      clock,
      ids,
      refresh: (tx, actor) => people.actorById(tx, actor.personId),
      posted: deliveries,
      digest: textDigest(keyring),
      kick: () => running.kick(),
    })
    const bot = createBot({
      db,
      door,
      turns,
      registry,
      groups: createGroups({ db, door, clock, ids, dates: meetings.groupDates }),
      allowed: { tenants: config.allowedTenants, serviceHosts: config.allowedServiceHosts },
      clock,
      ids,
      log,
      stage: staged?.stage ?? null,
    })
    const server = await startServer(
      {
        adapter,
        signed: config.bot !== null,
        bot,
        clock,
        log,
        calendarFile: token => meetings.calendarFile(db.reader, token, clock.now()),
        metrics: metrics.page,
        meters: metrics.meters,
        downloads: wireDownloads({ downloads: services.downloads, db, clock }),
        async ready() {
          try {
            const { ok, ...checks } = await running.health()
            const found = calendar ? { ...checks, noMailbox: await calendar.noMailbox() } : checks
            return config.sending
              ? { ok, checks: found }
              : { ok: false, checks: { sending: 'off', ...found } }
          } catch (error) {
            if (!(error instanceof StoreFault)) throw error
            return { ok: false, checks: { database: error.reason } }
          }
        },
      },
      config.host,
      config.port,
    )
    if (config.sending) running.start()
    else log.warn('engine.off')
    return {
      core,
      registry,
      engine: running,
      server,
      async stop() {
        await server.stop()
        await running.stop()
        await db.close()
      },
    }
  }
}
