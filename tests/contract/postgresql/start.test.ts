import { readFileSync } from 'node:fs'
import { Client } from 'pg'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { diffSchemas } from '../../../prisma/engine.ts'
import { readMigrations, schemaFile, schemaFor } from '../../../prisma/history.ts'
import { checkVersion, migratePostgres } from '../../../prisma/migrate-postgres.ts'
import { clientOf, type Database, openDatabase } from '../../../src/shared/database.prisma.ts'
import { silentLog } from '../../../src/shared/log.ts'
import { StartFault } from '../../../src/shared/start-fault.ts'
import type { Tx } from '../../../src/shared/transaction.ts'
import { createServers } from '../../support/postgres-databases.ts'

const server = inject('postgres') ?? ''
const servers = createServers(server)
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

/** A database of the server, empty unless it is wanted migrated. */
async function database({ migrated = true } = {}): Promise<string> {
  const { url, drop } = await (migrated ? servers.make() : servers.makeEmpty())
  opened.push({ close: drop })
  return url
}

async function open(url: string): Promise<Database> {
  const db = await openDatabase({ url, log: silentLog })
  opened.push(db)
  return db
}

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

async function refusal(url: string): Promise<StartFault> {
  const outcome: unknown = await open(url).catch((error: unknown) => error)
  if (!(outcome instanceof StartFault)) throw new Error(`It started, or failed otherwise: ${String(outcome)}`)
  expect(outcome.remedy).not.toBe('')
  // Whoever reads the terminal or the log must not find the password there.
  expect(`${outcome.message} ${outcome.remedy}`).not.toContain('geheim')
  return outcome
}

const changed = (
  url: string,
  change: Partial<Record<'password' | 'username' | 'pathname' | 'port', string>>,
) => Object.assign(new URL(url), change).href

describe('the URL is all that it takes', () => {
  test('an empty database is made ready, and a second start finds it so', async () => {
    const url = await database({ migrated: false })
    const db = await open(url)
    expect(db.created).toBe(true)
    await db.write(async tx => void (await clientOf(tx).setting.create({ data: { key: 'a', value: 'ø' } })))
    await db.close()
    const again = await open(url)
    expect(again.created).toBe(false)
    expect(await clientOf(again.reader).setting.findMany()).toMatchObject([{ key: 'a', value: 'ø' }])
  })

  test('several processes that start at once: one makes it ready, all go on', async () => {
    const url = await database({ migrated: false })
    const started = await Promise.all([1, 2, 3, 4].map(() => migratePostgres(url)))
    expect(started.filter(({ created }) => created)).toHaveLength(1)
    expect(started.flatMap(({ applied }) => applied)).toEqual(readMigrations().map(({ name }) => name))
  })

  test('the migrations lead to the schema: each table, column and index is as the schema makes it from nothing', async () => {
    const migrated = await database()
    const made = await database({ migrated: false })
    const script = await diffSchemas(
      'postgresql',
      undefined,
      schemaFor('postgresql', readFileSync(schemaFile, 'utf8')),
    )
    await query(made, script ?? '')
    const [found, wanted] = await Promise.all([migrated, made].map(shapeOf))
    expect(wanted?.length).toBeGreaterThan(200)
    expect(found).toEqual(wanted)
  })
})

/** Every column and index, in words. */
async function shapeOf(url: string): Promise<string[]> {
  const rows = await query<{ line: string }>(
    url,
    `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) AS line
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN ('_prisma_migrations', '_turn')
     UNION ALL
     SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
     ORDER BY 1`,
  )
  return rows.map(({ line }) => line)
}

describe('what stands in the way is told with its remedy (R-OPS-1)', () => {
  test('a wrong password', async () => {
    const url = changed(await database(), { password: 'geheim' })
    expect(await refusal(url)).toMatchObject({ code: 'DB_LOGIN' })
  })

  test('no database of that name', async () => {
    expect(await refusal(changed(server, { pathname: '/roed_trod' }))).toMatchObject({ code: 'DB_URL' })
  })

  test('nobody answers there', async () => {
    expect(await refusal(changed(server, { port: '9', password: 'geheim' }))).toMatchObject({
      code: 'DB_UNREACHABLE',
    })
  })

  test('another program’s tables, which stay as they are', async () => {
    const url = await database({ migrated: false })
    await query(url, 'CREATE TABLE customers (id TEXT)')
    expect(await refusal(url)).toMatchObject({ code: 'DB_URL' })
    expect(
      await query(url, `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`),
    ).toEqual([{ table_name: 'customers' }])
  })

  test('an empty one where a bot’s own is expected', async () => {
    const url = await database({ migrated: false })
    const beside = openDatabase({ url, log: silentLog, existing: true })
    await expect(beside).rejects.toMatchObject({ code: 'DB_URL' })
    expect(await query(url, `SELECT 1 FROM information_schema.tables WHERE table_schema = 'public'`)).toEqual(
      [],
    )
  })

  test('a schema newer than the program', async () => {
    const url = await database()
    await query(
      url,
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at")
       VALUES ('x', 'y', '29990101000000_later', now())`,
    )
    expect(await refusal(url)).toMatchObject({ code: 'DB_NEWER' })
  })

  test('a migration that was edited after it had been applied', async () => {
    const url = await database()
    await query(url, `UPDATE "_prisma_migrations" SET "checksum" = 'edited'`)
    expect(await refusal(url)).toMatchObject({ code: 'DB_MIGRATION' })
  })
})

test.each([
  [130_022, false],
  [140_000, true],
  [180_004, true],
])('PostgreSQL %i is new enough: %s', (version, enough) => {
  const check = () => checkVersion(version)
  if (enough) expect(check).not.toThrow()
  else expect(check).toThrow(expect.objectContaining({ code: 'DB_TOO_OLD' }))
})

describe('several processes on one database', () => {
  const value = async (db: Database) =>
    (await clientOf(db.reader).setting.findUniqueOrThrow({ where: { key: 'count' } })).value

  test('lose no update when all of them read and write the same row', async () => {
    const url = await database()
    const all = await Promise.all([open(url), open(url), open(url)])
    const [first] = all
    await first!.write(
      async tx => void (await clientOf(tx).setting.create({ data: { key: 'count', value: '0' } })),
    )
    const increment = (db: Database) =>
      db.write(async tx => {
        const { setting } = clientOf(tx)
        const row = await setting.findUniqueOrThrow({ where: { key: 'count' } })
        await setting.update({ where: { key: 'count' }, data: { value: String(Number(row.value) + 1) } })
      })
    await Promise.all(Array.from({ length: 120 }, (_, index) => increment(all[index % 3]!)))
    expect(await value(first!)).toBe('120')
  })

  test('a reading turn whose record had to wait sees what another process has changed meanwhile (R-CONS-5)', async () => {
    const url = await database()
    const [reading, other] = [await open(url), await open(url)]
    const put = (key: string, to: string) => (tx: Tx) =>
      clientOf(tx)
        .setting.upsert({ where: { key }, create: { key, value: to }, update: { value: to } })
        .then(() => undefined)
    await reading.write(put('count', 'before'))
    let changed = false
    const seen = await reading.read(async tx => {
      const row = await clientOf(tx).setting.findUniqueOrThrow({ where: { key: 'count' } })
      if (!changed) {
        changed = true
        await other.write(put('count', 'after'))
        await reading.write(put('record', 'read'))
      }
      return row.value
    })
    expect(seen).toBe('after')
  })

  test('the audit trail cannot be emptied either', async () => {
    const url = await database()
    await expect(query(url, 'TRUNCATE "AuditEvent"')).rejects.toThrow('append-only')
  })
})
