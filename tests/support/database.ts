import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMigrations } from '../../prisma/history.ts'
import { migrate } from '../../prisma/migrate.ts'
import type { Codec } from '../../src/shared/codec.ts'
import { type Database, type DatabaseOptions, openDatabase } from '../../src/shared/database.prisma.ts'
import { openKeyring } from '../../src/shared/key-check.prisma.ts'
import type { Keyring } from '../../src/shared/keyring.ts'
import { silentLog } from '../../src/shared/log.ts'
import { createServers, type MadeDatabase, type Servers } from './postgres-databases.ts'

/** The key of every temporary database. */
export const testKeys = `test:${Buffer.alloc(32, 7).toString('base64')}`

export interface TemporaryDatabase {
  db: Database
  codec: Codec
  keyring: Keyring
  /** of the database file */
  url: string
  file: string
  /** closes and deletes; call it in afterEach or afterAll */
  cleanup(): Promise<void>
}

let server: Servers | undefined

/** From now on each temporary database of this process is one of this PostgreSQL server's. */
export function onServer(url: string): void {
  server = createServers(url)
}

/** A migrated, empty database of that server's; null where the tests run on files. */
export const databaseOnServer = async (): Promise<MadeDatabase | null> => (await server?.make()) ?? null

/** A database of its own, migrated, empty and open. */
export async function temporaryDatabase(options: Partial<DatabaseOptions> = {}): Promise<TemporaryDatabase> {
  if (server) return onPostgres(server, options)
  const folder = temporaryFolder()
  const file = join(folder, 'test.db')
  copyFileSync(await template(), file)
  const url = `file:${file}`
  const db = await openDatabase({ url, log: silentLog, durable: false, ...options })
  const { codec, keyring } = await openKeyring(db, { dataKeys: testKeys })
  const cleanup = async () => {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { db, codec, keyring, url, file, cleanup }
}

async function onPostgres(servers: Servers, options: Partial<DatabaseOptions>): Promise<TemporaryDatabase> {
  const { url, drop } = await servers.make()
  const db = await openDatabase({ url, log: silentLog, durable: false, ...options })
  const { codec, keyring } = await openKeyring(db, { dataKeys: testKeys })
  const cleanup = async () => {
    await db.close()
    await drop()
  }
  return { db, codec, keyring, url, file: '', cleanup }
}

/** A new folder under the system's temporary one. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'roed-traad-'))
}

/** A migrated file to copy, made once for each state of the migrations and shared by all test processes. */
async function template(): Promise<string> {
  const version = createHash('sha256')
    .update(
      readMigrations()
        .map(migration => migration.checksum)
        .join(),
    )
    .digest('hex')
  const folder = join(tmpdir(), `roed-traad-template-${process.getuid?.() ?? 0}`)
  const file = join(folder, `${version}.db`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const own = mkdtempSync(join(folder, 'making-'))
  await migrate(`file:${join(own, 'new.db')}`)
  renameSync(join(own, 'new.db'), file)
  rmSync(own, { recursive: true, force: true })
  return file
}
