import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { migrationsOf, readMigrations } from '../../../prisma/history.ts'
import { migrate } from '../../../prisma/migrate.ts'
import { migratePostgres } from '../../../prisma/migrate-postgres.ts'
import { temporaryFolder } from '../../support/database.ts'
import { createServers } from '../../support/postgres-databases.ts'

// A municipality updates from whatever version it has, with all that it holds. Each earlier state of the database is made
// here by the migrations as they were delivered, filled in every column of every table, and brought up to date.

type Value = string | number | null
type Row = Record<string, unknown>
interface Column {
  table: string
  name: string
  type: string
}

/** What is asked of either database, by its own means. */
interface Ground {
  columns(): Promise<Column[]>
  query(sql: string): Promise<Row[]>
  migrate(folder: string): Promise<unknown>
  clear(): Promise<unknown>
}

const postgres = inject('postgres')
const delivered = migrationsOf(postgres === undefined ? 'sqlite' : 'postgresql')

function onFile(folder: string): Ground {
  const url = `file:${join(folder, 'x.db')}`
  const query = async (sql: string): Promise<Row[]> => {
    const client = new PrismaLibSql({ url }).createClient({ url })
    const { rows, columns } = await client.execute(sql)
    client.close()
    return rows.map(row => Object.fromEntries(columns.map((name, index) => [name, row[index]])))
  }
  return {
    query,
    columns: async () =>
      (await query(
        `SELECT m.name AS "table", c.name, upper(c.type) AS type FROM sqlite_schema m, pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_%' ESCAPE '\\'`,
      )) as unknown as Column[],
    migrate: from => migrate(url, from),
    clear: async () => undefined,
  }
}

async function onServer(server: string): Promise<Ground> {
  const { url, drop } = await createServers(server).makeEmpty()
  const client = new Client({ connectionString: url })
  await client.connect()
  const query = async (sql: string): Promise<Row[]> => (await client.query<Row>(sql)).rows
  return {
    query,
    columns: async () =>
      (await query(
        `SELECT table_name AS "table", column_name AS name, upper(data_type) AS type FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%'`,
      )) as unknown as Column[],
    migrate: from => migratePostgres(url, { folder: from }),
    clear: () => client.end().then(drop),
  }
}

let folder: string
let ground: Ground
let migrations: string
beforeEach(async () => {
  folder = temporaryFolder()
  migrations = join(folder, 'migrations')
  ground = postgres === undefined ? onFile(folder) : await onServer(postgres)
})
afterEach(async () => {
  await ground.clear()
  rmSync(folder, { recursive: true, force: true })
})

/** The history up to and with this migration, as an earlier program had it. */
function historyUntil(name: string): string {
  const earlier = join(folder, 'earlier')
  for (const one of readMigrations(delivered))
    if (one.name <= name) cpSync(join(delivered, one.name), join(earlier, one.name), { recursive: true })
  return earlier
}

function madeUp({ type, name, table }: Column, row: number): Value {
  if (/INT|BIGINT|NUMERIC/.test(type)) return row + 7
  if (/BOOL/.test(type)) return postgres === undefined ? row % 2 : `${row % 2 === 1}`
  if (/DATE|TIME/.test(type)) return `2026-11-0${row + 1}T08:00:00.000Z`
  if (/REAL|DOUBLE/.test(type)) return row + 0.5
  return `${table}.${name} ${row} æøå`
}

const literal = (value: Value) => (typeof value === 'string' ? `'${value}'` : String(value))

/** Two rows with something in every column of every table. */
async function fill(): Promise<void> {
  const byTable = Map.groupBy(await ground.columns(), ({ table }) => table)
  for (const [table, columns] of byTable)
    for (const row of [0, 1])
      await ground.query(
        `INSERT INTO "${table}" (${columns.map(({ name }) => `"${name}"`).join()}) VALUES (${columns
          .map(column => literal(madeUp(column, row)))
          .join()})`,
      )
}

/** What of the rows is no longer there as it was: a table, a row, a value. */
async function lost(before: ReadonlyMap<string, Row[]>): Promise<string[]> {
  const columns = await ground.columns()
  const missing: string[] = []
  for (const [table, rows] of before) {
    const known = new Set(columns.filter(column => column.table === table).map(({ name }) => name))
    if (known.size === 0) {
      missing.push(table)
      continue
    }
    const now = (await ground.query(`SELECT * FROM "${table}"`)).map(row => JSON.stringify(row, words))
    for (const row of rows)
      for (const [name, value] of Object.entries(row)) {
        const said = JSON.stringify({ [name]: value }, words).slice(1, -1)
        if (!known.has(name) || !now.some(one => one.includes(said))) missing.push(`${table}.${name}`)
      }
    if (now.length < rows.length) missing.push(`rows of ${table}`)
  }
  return [...new Set(missing)]
}
const words = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

async function all(): Promise<Map<string, Row[]>> {
  const tables = new Set((await ground.columns()).map(({ table }) => table))
  const rows = new Map<string, Row[]>()
  for (const table of tables) rows.set(table, await ground.query(`SELECT * FROM "${table}"`))
  return rows
}

/** @returns what was lost on the way from that version to the newest of a history */
async function upgraded(from: string, to: string): Promise<string[]> {
  await ground.migrate(from)
  await fill()
  const before = await all()
  expect(before.size).toBeGreaterThan(20)
  await ground.migrate(to)
  return lost(before)
}

const names = readMigrations(delivered).map(({ name }) => name)

test.each(names)('from %s to the newest, nothing is lost', async name => {
  expect(await upgraded(historyUntil(name), delivered)).toEqual([])
})

describe('a migration that would lose something is found out', () => {
  const next = (sql: string): string => {
    cpSync(delivered, migrations, { recursive: true })
    mkdirSync(join(migrations, '20990101000000_next'))
    writeFileSync(join(migrations, '20990101000000_next', 'migration.sql'), sql)
    return migrations
  }

  test.each([
    ['a column', 'ALTER TABLE "Setting" DROP COLUMN "value";', ['Setting.value']],
    ['a table', 'DROP TABLE "Setting";', ['Setting']],
    [
      'a row',
      `DELETE FROM "Setting" WHERE "key" LIKE '%1 %';`,
      ['Setting.key', 'Setting.value', 'rows of Setting'],
    ],
    ['a value', `UPDATE "Setting" SET "value" = 'x';`, ['Setting.value']],
    ['nothing', 'ALTER TABLE "Setting" ADD COLUMN "note" TEXT;', []],
  ])('%s', async (_, sql, found) => {
    expect(await upgraded(delivered, next(sql))).toEqual(found)
  })
})
