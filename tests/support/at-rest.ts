import { readFile } from 'node:fs/promises'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { Prisma } from '../../prisma/generated/client.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Tx } from '../../src/shared/transaction.ts'

/** A row as the database has it, its columns by name. */
export type Row = Record<string, unknown>

/** Every row of every table, with the name of its table. */
export async function everyRow(reader: Tx): Promise<{ table: string; row: Row }[]> {
  const rows: { table: string; row: Row }[] = []
  for (const table of Object.values(Prisma.ModelName))
    for (const row of await clientOf(reader).$queryRawUnsafe<Row[]>(`SELECT * FROM "${table}"`))
      rows.push({ table, row })
  return rows
}

/** The tables, but for the audit log, with a row that mentions one of these: what was done stays on record. */
export async function tablesMentioning(reader: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await everyRow(reader)
  const found = rows.filter(
    ({ table, row }) => table !== 'AuditEvent' && ids.some(id => Object.values(row).join('\n').includes(id)),
  )
  return [...new Set(found.map(({ table }) => table))]
}

/** A database file's bytes, with its log folded in: whatever a page that is free now still holds is among them. */
export async function bytesOf(file: string): Promise<Buffer> {
  const url = `file:${file}`
  const client = new PrismaLibSql({ url }).createClient({ url })
  const { rows } = await client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
  client.close()
  if (rows[0]?.busy !== 0) throw new Error('somebody reads the database: its log cannot be folded in')
  const parts = await Promise.all(['', '-wal'].map(end => readFile(file + end).catch(() => Buffer.alloc(0))))
  return Buffer.concat(parts)
}
