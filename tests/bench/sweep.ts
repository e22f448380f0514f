/**
 * What a sweep costs with a hundred reminders due among many: the engine over the real stores, in databases of
 * growing size, with a far end that takes everything. Works in the folder in `FOLDER`; prints its figures as JSON.
 */
import { join } from 'node:path'
import { clientOf, type Database } from '../../src/shared/database.prisma.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { median } from './load.ts'
import { now, openStore, type Store } from './store.ts'

export interface SweepFigures {
  stored: number
  /** milliseconds; the median of the rounds */
  withDueMs: number
  /** with nothing due */
  idleMs: number
  /** what /readyz asks */
  healthMs: number
}

const sizes = [1_000, 100_000, 1_000_000]
const due = 100
const rounds = 7
/** Half of them history, half of them still to come, over four years. */
async function fill(db: Database, count: number): Promise<void> {
  const batch = 50_000
  for (let from = 0; from < count; from += batch) {
    const until = Math.min(count, from + batch)
    await db.write(
      tx => clientOf(tx).$executeRaw`
        WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${until})
        INSERT INTO Reminder (id, "key", scope, kind, subjectId, recipientId, dueAt, status, attempts, createdAt)
        SELECT printf('%08x-0000-4000-8000-%012x', i * 7919 % 1000003, i), printf('task:%08x:%d', i / 5, i % 5),
          printf('task:%08x', i / 5), 'task', printf('%08x', i / 5), printf('person-%d', i % 2000),
          strftime('%Y-%m-%dT%H:%M:%f+00:00', ${now.toISOString()},
            CASE i % 2 WHEN 0 THEN printf('-%d minutes', 1 + i * 17 % 1000000)
              ELSE printf('+%d minutes', 60 + i * 17 % 1000000) END),
          CASE i % 2 WHEN 0 THEN 'done' ELSE 'planned' END, 0, ${now.toISOString()}
        FROM n`,
    )
  }
}

/** Half of what is due are appointments, half of it lines in the digests of ten people. */
async function makeDue(db: Database): Promise<void> {
  await db.write(async tx => {
    await clientOf(tx).reminder.deleteMany({ where: { scope: 'due' } })
    await clientOf(tx).delivery.deleteMany({})
    await clientOf(tx).reminder.createMany({
      data: Array.from({ length: due }, (_, index) => ({
        id: randomIds.next(),
        key: `due:${index}`,
        scope: 'due',
        kind: index % 2 === 0 ? 'task' : 'deadline',
        subjectId: `subject-${index}`,
        recipientId: index % 2 === 0 ? `person-${index % 20}` : '',
        dueAt: now,
        status: 'planned',
        createdAt: now,
      })),
    })
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function round(store: Store): Promise<{ withDueMs: number; idleMs: number; healthMs: number }> {
  await makeDue(store.db)
  store.sent = 0
  store.appointments = 0
  const withDueMs = await timed(() => store.engine.runDue())
  if (store.sent !== 10 || store.appointments !== 50)
    throw new Error(`${store.sent} digests and ${store.appointments} appointments, not 10 and 50`)
  const idleMs = await timed(() => store.engine.runDue())
  return { withDueMs, idleMs, healthMs: await timed(() => store.engine.health()) }
}

const folder = process.env.FOLDER ?? ''
const stores: Store[] = []
for (const stored of sizes) {
  const store = await openStore(join(folder, `${stored}.db`))
  await fill(store.db, stored - due)
  stores.push(store)
}
const measured = stores.map(() => [] as Awaited<ReturnType<typeof round>>[])
// One after the other in every round, so that whatever else the machine does falls on all of them.
for (let number = 0; number <= rounds; number += 1) {
  for (const [index, store] of stores.entries()) {
    const figures = await round(store)
    // The first round warms up.
    if (number > 0) measured[index]?.push(figures)
  }
}
for (const store of stores) await store.db.close()
const figures: SweepFigures[] = sizes.map((stored, index) => {
  const of = (name: 'withDueMs' | 'idleMs' | 'healthMs') =>
    median((measured[index] ?? []).map(one => one[name]))
  return { stored, withDueMs: of('withDueMs'), idleMs: of('idleMs'), healthMs: of('healthMs') }
})
console.log(JSON.stringify(figures))
