import { createHash } from 'node:crypto'
import { Prisma } from '../../prisma/generated/client.ts'
import { Fault } from '../shared/errors.ts'
import type { State } from './place.prisma.ts'
import { CopyFault } from './sealed-file.ts'

/** A row as it stands in a copy: instants in ISO, everything else as it is. The same of either database. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

/** Some rows of one table. */
export interface Batch {
  table: string
  rows: readonly Row[]
}

/** What two copies of a table are compared by. `digest` does not depend on the order: databases sort text differently. */
export interface Sum {
  count: number
  digest: string
}
export type Sums = Record<string, Sum>

/** Every table, from the generated client: one that is added is copied. */
export const tables: readonly string[] = Object.values(Prisma.ModelName)

/** Rows that are held in memory at a time. */
const batchSize = 500

interface Delegate {
  findMany(args: object): Promise<Record<string, unknown>[]>
  findFirst(args: object): Promise<object | null>
  createMany(args: object): Promise<{ count: number }>
}

const delegateOf = (tx: Prisma.TransactionClient, table: string): Delegate =>
  (tx as unknown as Record<string, Delegate>)[`${table.charAt(0).toLowerCase()}${table.slice(1)}`] as Delegate

/** Every row of every table, in batches by primary key. */
export async function* readAll(state: State): AsyncGenerator<Batch> {
  for (const table of tables) {
    const keys = await primaryKey(state, table)
    const orderBy = keys.map(key => ({ [key]: 'asc' }))
    let where: object = {}
    for (;;) {
      const found = await delegateOf(state.tx, table).findMany({ where, orderBy, take: batchSize })
      const last = found.at(-1)
      if (!last) break
      yield { table, rows: found.map(toRow) }
      where = { OR: keys.map((_, index) => beyond(keys, index, last)) }
    }
  }
}

/** The same in all key columns before `index`, and greater in that one. */
const beyond = (keys: readonly string[], index: number, last: Record<string, unknown>): object =>
  Object.fromEntries(
    keys
      .slice(0, index + 1)
      .map((key, position) => [key, position === index ? { gt: last[key] } : last[key]]),
  )

async function primaryKey({ tx, provider }: State, table: string): Promise<string[]> {
  const columns =
    provider === 'sqlite'
      ? await tx.$queryRaw<{ name: string }[]>`
          SELECT name FROM pragma_table_info(${table}) WHERE pk > 0 ORDER BY pk`
      : await tx.$queryRaw<{ name: string }[]>`
          SELECT k.column_name::text AS name
          FROM information_schema.table_constraints c
          JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name)
          WHERE c.constraint_type = 'PRIMARY KEY' AND c.table_schema = current_schema() AND c.table_name = ${table}
          ORDER BY k.ordinal_position`
  if (columns.length === 0) throw new Fault('COPY_TABLE', `The table ${table} is missing`)
  return columns.map(({ name }) => name)
}

function toRow(found: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(found).map(([column, value]) => [column, toValue(column, value)]))
}

function toValue(column: string, value: unknown): string | number | boolean | null {
  if (value instanceof Date) return value.toISOString()
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  throw new Fault('COPY_VALUE', `The column ${column} is of a kind that cannot be copied yet`)
}

/**
 * Puts rows into a database that has the tables and nothing in them, with nobody else writing meanwhile.
 * @returns what stands in it then, read anew
 * @throws CopyFault `COPY_TARGET` when anything is in it already
 */
export async function fillEmpty(state: State, batches: AsyncIterable<Batch>): Promise<Sums> {
  const { tx, provider } = state
  // The turn of all who write, as in src/shared/database.prisma.ts; a file is nobody else's.
  if (provider === 'postgresql') await tx.$executeRaw`UPDATE "_turn" SET "changes" = "changes" + 1`
  for (const table of tables)
    if (await delegateOf(tx, table).findFirst({}))
      throw new CopyFault(
        'COPY_TARGET',
        'There is something in the database already.',
        'Name an empty one; nothing was changed in this one.',
      )
  for await (const { table, rows } of batches) {
    if (!tables.includes(table)) throw new Fault('COPY_TABLE', `The table ${table} is not known`)
    await delegateOf(tx, table).createMany({ data: rows })
  }
  if (provider === 'postgresql') await countOn(tx)
  return sumsOf(state)
}

/** PostgreSQL's own numbers go on after the highest that was put in; SQLite's do so by themselves. */
async function countOn(tx: Prisma.TransactionClient): Promise<void> {
  const numbered = await tx.$queryRaw<{ table: string; column: string }[]>`
    SELECT table_name::text AS "table", column_name::text AS "column" FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'`
  for (const { table, column } of numbered)
    await tx.$queryRawUnsafe(
      `SELECT setval(pg_get_serial_sequence('"${table}"', '${column}'), max("${column}"))::text FROM "${table}"`,
    )
}

/** Counts what passes by, and adds it up. */
export function summing(): { add(batch: Batch): void; sums(): Sums } {
  const found = new Map(tables.map(table => [table, { count: 0, total: 0n }]))
  return {
    add({ table, rows }) {
      const sum = found.get(table)
      if (!sum) return
      for (const row of rows) {
        sum.count += 1
        sum.total = BigInt.asUintN(256, sum.total + digestOf(row))
      }
    },
    sums: () =>
      Object.fromEntries(
        [...found].map(([table, { count, total }]) => [table, { count, digest: total.toString(16) }]),
      ),
  }
}

function digestOf(row: Row): bigint {
  const sorted = Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return BigInt(`0x${createHash('sha256').update(JSON.stringify(sorted)).digest('hex')}`)
}

/** What a database holds, read anew. */
export async function sumsOf(state: State): Promise<Sums> {
  const sum = summing()
  for await (const batch of readAll(state)) sum.add(batch)
  return sum.sums()
}

/** The tables that differ. @example differing(read, restored) // [] */
export const differing = (one: Sums, other: Sums): string[] =>
  tables.filter(
    table => one[table]?.count !== other[table]?.count || one[table]?.digest !== other[table]?.digest,
  )

/** Names of the changes that have been made to a database's tables, oldest first; none in one without tables. */
export async function migrationsOf({ tx, provider }: State): Promise<string[]> {
  const [there] =
    provider === 'sqlite'
      ? await tx.$queryRaw<object[]>`SELECT 1 AS there FROM sqlite_schema WHERE name = '_prisma_migrations'`
      : await tx.$queryRaw<object[]>`
          SELECT 1 AS there FROM information_schema.tables
          WHERE table_schema = current_schema() AND table_name = '_prisma_migrations'`
  if (!there) return []
  const rows = await tx.$queryRaw<{ migration_name: string }[]>`
    SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
    ORDER BY migration_name`
  return rows.map(row => row.migration_name)
}

/**
 * What was on its way when the backup was taken may have arrived since: its message says so (see onAmbiguous in
 * src/reminders/deliver.ts).
 * @returns how many
 */
export async function markUnsure({ tx }: State, now: Date): Promise<number> {
  const { count } = await tx.delivery.updateMany({
    where: { status: { in: ['pending', 'sending', 'waiting', 'unreachable', 'bundled'] } },
    data: { unsureAt: now },
  })
  return count
}
