import { createHash } from 'node:crypto'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { Prisma, PrismaClient } from '../../prisma/generated/client.ts'
import { Fault } from '../shared/errors.ts'

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

/** A copy of millions of rows takes its time; a day is as good as no limit. */
const patient = { maxWait: 10_000, timeout: 24 * 60 * 60 * 1000 }

interface Delegate {
  findMany(args: object): Promise<Record<string, unknown>[]>
  findFirst(args: object): Promise<object | null>
  createMany(args: object): Promise<{ count: number }>
}

const delegateOf = (tx: Prisma.TransactionClient, table: string): Delegate =>
  (tx as unknown as Record<string, Delegate>)[`${table.charAt(0).toLowerCase()}${table.slice(1)}`] as Delegate

/** Opens a database file, whoever else has it open; in WAL, who reads stops nobody. @param url `file:` and a path */
export async function withFile<T>(url: string, work: (prisma: PrismaClient) => Promise<T>): Promise<T> {
  const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url }), errorFormat: 'minimal' })
  try {
    return await work(prisma)
  } finally {
    await prisma.$disconnect()
  }
}

/** All that is done by `work` sees, or makes, one state of the database. */
export const inOneState = <T>(
  prisma: PrismaClient,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> => prisma.$transaction(work, patient)

/** Every row of every table, in batches by primary key. @param tx one transaction, so that it is one state */
export async function* readAll(tx: Prisma.TransactionClient): AsyncGenerator<Batch> {
  for (const table of tables) {
    const keys = await primaryKey(tx, table)
    const orderBy = keys.map(key => ({ [key]: 'asc' }))
    let where: object = {}
    for (;;) {
      const found = await delegateOf(tx, table).findMany({ where, orderBy, take: batchSize })
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

async function primaryKey(tx: Prisma.TransactionClient, table: string): Promise<string[]> {
  const columns = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM pragma_table_info(${table}) WHERE pk > 0 ORDER BY pk`
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

/** Puts rows into an empty database. */
export async function writeAll(tx: Prisma.TransactionClient, batches: AsyncIterable<Batch>): Promise<void> {
  for await (const { table, rows } of batches) {
    if (!tables.includes(table)) throw new Fault('COPY_TABLE', `The table ${table} is not known`)
    await delegateOf(tx, table).createMany({ data: rows })
  }
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
export async function sumsOf(tx: Prisma.TransactionClient): Promise<Sums> {
  const sum = summing()
  for await (const batch of readAll(tx)) sum.add(batch)
  return sum.sums()
}

/** The tables that differ. @example differing(read, restored) // [] */
export const differing = (one: Sums, other: Sums): string[] =>
  tables.filter(
    table => one[table]?.count !== other[table]?.count || one[table]?.digest !== other[table]?.digest,
  )

/** Names of the changes that have been made to a database's tables, oldest first. */
export async function migrationsOf(tx: Prisma.TransactionClient): Promise<string[]> {
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
export async function markUnsure(tx: Prisma.TransactionClient, now: Date): Promise<number> {
  const { count } = await tx.delivery.updateMany({
    where: { status: { in: ['pending', 'sending'] } },
    data: { unsureAt: now },
  })
  return count
}
