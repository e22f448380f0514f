import { setTimeout as sleep } from 'node:timers/promises'
import { providerOf } from '../../prisma/history.ts'
import { button } from '../../src/cards/button.ts'
import { notice } from '../../src/cards/notice.ts'
import { createNotifier } from '../../src/msteams/notifier.ts'
import { createAdapter } from '../../src/msteams/server.ts'
import { createPgBossQueue } from '../../src/queue/pg-boss.ts'
import { createClusterEngine } from '../../src/reminders/cluster-engine.ts'
import { createDeliveryStore } from '../../src/reminders/delivery-store.prisma.ts'
import { createEngine } from '../../src/reminders/engine.ts'
import { everyWorkingDay, type MessageKind, type Reader } from '../../src/reminders/model.ts'
import { createReminderStore } from '../../src/reminders/store.prisma.ts'
import { clientOf, openDatabase } from '../../src/shared/database.prisma.ts'
import { chance, randomIds } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import type { Tx } from '../../src/shared/transaction.ts'
import { type ChaosKind, kinds, tenantOf } from './plan.ts'

/**
 * One process that sends: the product's database, engine and way to Teams, with people and messages that are made up.
 * It is killed whenever somebody likes to.
 */
const {
  DATABASE_URL: url = '',
  TEAMS_URL: serviceUrl = '',
  AHEAD_MS = '0',
  SINCE = '0',
  SPEED = '1',
} = process.env
const aheadMs = Number(AHEAD_MS)
const since = Number(SINCE)
/** so many times as fast as the world goes */
const speed = Number(SPEED)
const clock = { now: () => new Date(since + (Date.now() - since) * speed + aheadMs) }
const db = await openDatabase({ url, log: silentLog })

const outOfReach = (personId: string) => `unreachable:${personId}`
const readers = {
  async find(tx: Tx, personId: string): Promise<Reader> {
    const row = await clientOf(tx).setting.findUnique({ where: { key: outOfReach(personId) } })
    return {
      personId,
      tenantId: tenantOf(personId),
      language: 'da',
      status: row ? 'unreachable' : 'active',
      absences: [],
      rhythm: everyWorkingDay,
      chatSince: new Date(0),
    }
  },
  async markUnreachable(tx: Tx, personId: string) {
    const key = outOfReach(personId)
    await clientOf(tx).setting.upsert({ where: { key }, create: { key, value: 'yes' }, update: {} })
  },
}

const nextDay = async (_tx: Tx, _reader: Reader, now: Date) => new Date(now.getTime() + 86_400_000)
const messageOf = (kind: ChaosKind): MessageKind => ({
  kind,
  onAmbiguous: kind === 'nudge' ? nextDay : 'repeat',
  render: async () => ({
    card: notice({ lang: 'da', heading: kind, next: '', buttons: [button('Åbn', 'start.open')] }, ''),
    summary: kind,
  }),
})

const around = {
  db,
  deliveries: createDeliveryStore(randomIds, async (_tx, personId) => tenantOf(personId)),
  readers,
  clock,
  log: silentLog,
}
const notifier = createNotifier({
  adapter: createAdapter(null, randomIds, silentLog),
  appId: '',
  db,
  door: {
    referenceOf: async (_tx, personId) => ({
      conversationId: `a:${personId}`,
      serviceUrl,
      teamsUserId: `29:${personId}`,
      botId: '28:bot',
    }),
  },
  serviceHosts: ['127.0.0.1'],
  clock,
  ids: randomIds,
  log: silentLog,
})
const deps = {
  sweeping: {
    ...around,
    reminders: createReminderStore(randomIds),
    kinds: new Map(),
    hoursOf: () => Promise.reject(new Error('there are no digests')),
  },
  delivering: {
    ...around,
    kinds: new Map(kinds.map(kind => [kind, messageOf(kind)])),
    notifier,
    sending: { abreast: 32, wait: (ms: number) => sleep(ms / speed), chance },
  },
  everyMs: 2000 / speed,
  punctual: true,
}

async function engineHere() {
  if (providerOf(url) === 'sqlite') return createEngine(deps)
  const queue = createPgBossQueue({
    url,
    log: silentLog,
    expireSeconds: Math.ceil(60 / speed),
    retrySeconds: Math.floor(5 / speed),
  })
  await queue.start()
  return createClusterEngine({ ...deps, queue })
}

const engine = await engineHere()
engine.start()
process.on('SIGTERM', async () => {
  await engine.stop()
  await db.close()
  process.exit(0)
})
// The engine's timers keep nobody alive; this does, as the server does in the product.
process.on('message', () => undefined)
process.on('disconnect', () => process.exit())
process.send?.('sends')
