/** The engine over the real stores, with a far end that takes everything: what the benches of sweeping and digests share. */
import { createDeliveryStore } from '../../src/reminders/delivery-store.prisma.ts'
import { createDigestMessage } from '../../src/reminders/digest.ts'
import { createEngine, type Engine } from '../../src/reminders/engine.ts'
import { everyWorkingDay, type Reader, type ReminderKind } from '../../src/reminders/model.ts'
import { createReminderStore } from '../../src/reminders/store.prisma.ts'
import { type Database, openDatabase } from '../../src/shared/database.prisma.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'

/** A Tuesday within the hours of the digest. */
export const now = new Date('2026-11-24T09:00:00Z')
const clock = { now: () => now }

export interface Store {
  db: Database
  engine: Engine
  sent: number
  appointments: number
}

/** @param sent told of each message that leaves */
export async function openStore(file: string, sent: () => void = () => undefined): Promise<Store> {
  const db = await openDatabase({
    url: `file:${file}`,
    log: silentLog,
    writeTimeout: 120_000,
  })
  const store = { db, sent: 0, appointments: 0 } as Store
  const kinds = new Map<string, ReminderKind>([
    [
      'task',
      { kind: 'task', mode: 'digest', line: async () => ({ overdueDays: 0, text: 'line', button: {} }) },
    ],
    [
      'deadline',
      {
        kind: 'deadline',
        mode: 'appointment',
        async run() {
          store.appointments += 1
        },
      },
    ],
  ])
  const hoursOf = async () => ({
    zone: 'Europe/Copenhagen',
    from: '08:30',
    until: '16:00',
    calendar: { usualClosingDays: true, closingDays: [] },
  })
  const deliveries = createDeliveryStore(randomIds, async () => 'kommune')
  const digest = createDigestMessage({
    kinds,
    hoursOf,
    lastSent: deliveries.lastSent,
    draw: lines => ({ card: { name: 'bench', rests: 'posted', json: {} }, summary: `${lines.length}` }),
    log: silentLog,
  })
  const readers = {
    find: async (_tx: unknown, personId: string): Promise<Reader> => ({
      personId,
      tenantId: 't',
      language: 'da',
      status: 'active',
      absences: [],
      rhythm: everyWorkingDay,
      chatSince: null,
    }),
    markUnreachable: async () => {},
  }
  const notifier = {
    async send() {
      store.sent += 1
      sent()
      return { type: 'sent', activityId: 'a', conversationId: 'c' } as const
    },
    update: async () => ({ type: 'failed' }) as const,
  }
  const stores = {
    reminders: createReminderStore(randomIds),
    deliveries,
  }
  const around = { db, ...stores, readers, clock, log: silentLog }
  store.engine = createEngine({
    sweeping: { ...around, kinds, hoursOf },
    delivering: { ...around, kinds: new Map([['digest', digest]]), notifier },
    everyMs: 3_600_000,
  })
  return store
}
