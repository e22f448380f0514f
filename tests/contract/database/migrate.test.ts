import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diffSchemas } from '../../../prisma/engine.ts'
import { keptSchema, migrationsFolder, readMigrations, schemaFile } from '../../../prisma/history.ts'
import { migrate } from '../../../prisma/migrate.ts'
import { temporaryFolder } from '../../support/database.ts'

let folder: string
let migrations: string
let url: string

beforeEach(() => {
  folder = temporaryFolder()
  migrations = join(folder, 'migrations')
  url = `file:${join(folder, 'x.db')}`
  cpSync(migrationsFolder, migrations, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function add(name: string, sql: string): void {
  mkdirSync(join(migrations, name), { recursive: true })
  writeFileSync(join(migrations, name, 'migration.sql'), sql)
}

async function query(sql: string): Promise<unknown[]> {
  const client = new PrismaLibSql({ url }).createClient({ url })
  const { rows } = await client.execute(sql)
  client.close()
  return rows.map(row => row[0])
}

const delivered = readMigrations().map(({ name }) => name)
const future = '20990101000000_future'

describe('migrate', () => {
  it('brings an empty file to the newest state, and does nothing the second time', async () => {
    expect(await migrate(url)).toEqual({ applied: delivered })
    expect(await migrate(url)).toEqual({ applied: [] })
  })

  it('applies what is missing to a database with data, and keeps the data', async () => {
    await migrate(url, migrations)
    await query(`INSERT INTO Setting (key, value) VALUES ('a', 'b')`)
    add(future, 'ALTER TABLE "Setting" ADD COLUMN "note" TEXT;')
    expect(await migrate(url, migrations)).toEqual({ applied: [future] })
    expect(await query('SELECT value FROM Setting WHERE note IS NULL')).toEqual(['b'])
    expect(await migrate(url, migrations)).toEqual({ applied: [] })
  })

  it('leaves the database as it was when a step fails half-way', async () => {
    await migrate(url, migrations)
    await query(`INSERT INTO Setting (key, value) VALUES ('a', 'b')`)
    add(future, 'DELETE FROM "Setting"; CREATE TABLE "New" ("id" TEXT); CREATE TABLE "Setting" ("id" TEXT);')
    await expect(migrate(url, migrations)).rejects.toMatchObject({ code: 'DB_MIGRATION' })
    expect(await query('SELECT value FROM Setting')).toEqual(['b'])
    expect(await query(`SELECT name FROM sqlite_schema WHERE name = 'New'`)).toEqual([])
    // The version from before goes on with it, and so does one in which the step is right.
    expect(await migrate(url)).toEqual({ applied: [] })
    add(future, 'CREATE TABLE "New" ("id" TEXT);')
    expect(await migrate(url, migrations)).toEqual({ applied: [future] })
  })

  it('refuses a database that is newer than the program', async () => {
    add(future, 'CREATE TABLE "New" ("id" TEXT);')
    await migrate(url, migrations)
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'DB_NEWER',
      message: expect.stringContaining(future),
      remedy: expect.stringContaining('DATABASE_URL'),
    })
  })

  it('refuses a migration that was edited after it had been applied', async () => {
    await migrate(url, migrations)
    appendFileSync(join(migrations, delivered[0] ?? '', 'migration.sql'), '-- edited\n')
    await expect(migrate(url, migrations)).rejects.toMatchObject({
      code: 'DB_MIGRATION',
      remedy: expect.stringContaining('migration.sql'),
    })
  })

  it('does not touch the tables of another program', async () => {
    await query('CREATE TABLE customers (id TEXT)')
    await expect(migrate(url)).rejects.toMatchObject({ code: 'DB_URL' })
    expect(await query(`SELECT name FROM sqlite_schema`)).toEqual(['customers'])
  })
})

describe('what is kept beside a migration', () => {
  it('is the schema of today beside the newest', async () => {
    const newest = delivered.at(-1) ?? ''
    expect(await diffSchemas('sqlite', keptSchema(newest), readFileSync(schemaFile, 'utf8'))).toBeUndefined()
  })

  it('gives the SQL of a change', async () => {
    const schema = readFileSync(schemaFile, 'utf8')
    const changed = `${schema}\nmodel Later {\n  id String @id\n}\n`
    expect(await diffSchemas('sqlite', schema, changed)).toContain('CREATE TABLE "Later"')
  })
})
