import { closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { providerOf } from '../../prisma/history.ts'
import { sqliteCode } from './sqlite.prisma.ts'
import { StartFault } from './start-fault.ts'

/** A file no larger than this is checked page by page at start (about 1.5 ms per MB). */
const smallFile = 32 * 1024 * 1024

/** The database's file, held by this process alone. */
export interface OwnedFile {
  /** absolute */
  path: string
  /** for the adapters: absolute, and escaped as they expect it */
  url: string
  /** whether it was made just now */
  created: boolean
  /** lets another process have it */
  release(): Promise<void>
}

/**
 * Where a database URL points to.
 *
 * @param url `file:` and a path, relative to the working directory or absolute
 * @returns the absolute path
 * @throws StartFault `DB_URL` for anything else
 * @example databasePath('file:.data/roed-traad.db') // '/srv/bot/.data/roed-traad.db'
 */
export function databasePath(url: string): string {
  const rest = /^file:(.*)$/s.exec(url.trim())?.[1] ?? ''
  if (rest === '' || rest.endsWith('/') || rest.includes(':memory:') || /[?#]/.test(rest)) {
    throw new StartFault(
      'DB_URL',
      'DATABASE_URL does not name a database file.',
      'Write "file:" and a path, e.g. DATABASE_URL=file:.data/roed-traad.db.',
    )
  }
  try {
    return resolve(rest.startsWith('//') ? fileURLToPath(`file:${rest}`) : rest)
  } catch (error) {
    throw new StartFault(
      'DB_URL',
      'DATABASE_URL has a host in its file path.',
      'An absolute path begins with one slash, or three: file:/srv/data/roed-traad.db.',
      { cause: error },
    )
  }
}

/**
 * For whoever reads what a bot has written in a file: a mistyped path must not become an empty database.
 * @throws StartFault `DB_URL` where there is no file
 */
export function mustExist(url: string): void {
  if (providerOf(url) === 'postgresql') return
  if (existsSync(databasePath(url))) return
  throw new StartFault(
    'DB_URL',
    'There is no database where DATABASE_URL points to.',
    'Set DATABASE_URL as it is set for the bot.',
  )
}

const noteOf = (path: string): string => `${path}.moved`

/** Notes beside a database file that everything in it was moved into another database. */
export const markMoved = (path: string, now: Date): void =>
  writeFileSync(noteOf(path), `Moved into a PostgreSQL at ${now.toISOString()} by npm run db:move.\n`, {
    mode: 0o600,
  })

/** @throws StartFault `DB_MOVED` for a file whose data live elsewhere now */
export function refuseMoved(path: string): void {
  if (!existsSync(noteOf(path))) return
  throw new StartFault(
    'DB_MOVED',
    `The database ${path} was moved into a PostgreSQL.`,
    `Set DATABASE_URL to that one. To go back to the file, without what has been done since, delete ${noteOf(path)}.`,
  )
}

/**
 * Takes possession of the database's file, making it and its folder where they are not there, readable for this
 * user alone. The possession is a lock of the operating system's, so that it ends with the process, however it ends.
 *
 * @throws StartFault `DB_NOT_WRITABLE`, `DB_LOCKED`
 */
export async function ownFile(path: string): Promise<OwnedFile> {
  const created = !existsSync(path)
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    if (!created && statSync(path).isDirectory()) throw new Error('It is a folder')
    closeSync(openSync(path, created ? 'a' : 'r+', 0o600))
    closeSync(openSync(`${path}.lock`, 'a', 0o600))
  } catch (error) {
    throw notWritable(path, error)
  }
  const real = realpathSync(path)
  const release = await lock(`${real}.lock`, real)
  return { path: real, url: pathToFileURL(real).href, created, release }
}

async function lock(lockPath: string, path: string): Promise<() => Promise<void>> {
  const client = new PrismaLibSql({ url: 'file:' }).createClient({ url: pathToFileURL(lockPath).href })
  try {
    // A short wait: the process that is being replaced may be on its way out.
    await client.execute('PRAGMA busy_timeout = 500')
    await client.execute('BEGIN EXCLUSIVE')
  } catch (error) {
    client.close()
    if (sqliteCode(error) !== 'SQLITE_BUSY') throw notWritable(lockPath, error)
    throw new StartFault(
      'DB_LOCKED',
      `Another process is using the database ${path}.`,
      'Stop it first, or set DATABASE_URL to another file.',
      { cause: error },
    )
  }
  return async () => {
    // Closing alone lets go only when the binding's statements have been collected as garbage.
    await client.execute('ROLLBACK')
    client.close()
  }
}

/**
 * Looks for damage before anything is built on it: the header and the tables' definitions always, every page of a
 * small file, and the way to the first row of each table of a large one.
 *
 * @throws StartFault `DB_CORRUPT`, `DB_LOCKED` (by a program that does not know our lock), `DB_NOT_WRITABLE`
 */
export async function inspectFile(file: OwnedFile, thoroughUpTo = smallFile): Promise<void> {
  try {
    const client = new PrismaLibSql({ url: 'file:' }).createClient({ url: file.url })
    try {
      await client.execute('PRAGMA busy_timeout = 500')
      const tables = await client.execute(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      if (statSync(file.path).size <= thoroughUpTo) {
        const [finding] = (await client.execute('PRAGMA quick_check(1)')).rows
        if (finding?.[0] !== 'ok') throw corrupt(file.path)
      } else {
        for (const { name } of tables.rows) await client.execute(`SELECT 1 FROM "${String(name)}" LIMIT 1`)
      }
      await client.executeMultiple('PRAGMA journal_mode = WAL')
      // Writes one page for nothing: a full or read-only disk shows now, not when the first user saves.
      await client.executeMultiple('BEGIN IMMEDIATE; PRAGMA user_version = 1; COMMIT')
    } finally {
      client.close()
    }
  } catch (error) {
    throw startFault(file.path, error)
  }
}

/** What stands in the way of a database at start, in words. Faults of the program pass unchanged. */
export function startFault(path: string, error: unknown): unknown {
  if (error instanceof StartFault) return error
  switch (sqliteCode(error)) {
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return corrupt(path, error)
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new StartFault(
        'DB_LOCKED',
        `Another program holds a lock on the database ${path}.`,
        'Close the program that has the file open (a database browser, a backup), and start again.',
        { cause: error },
      )
    case undefined:
      return error
    default:
      return notWritable(path, error)
  }
}

function corrupt(path: string, cause?: unknown): StartFault {
  return new StartFault(
    'DB_CORRUPT',
    `The database ${path} is damaged, or is no database.`,
    'Move it away with its -wal and -shm files and put back the latest backup; the demo can do without.',
    { cause },
  )
}

function notWritable(path: string, cause: unknown): StartFault {
  const code =
    sqliteCode(cause) ?? (cause instanceof Error && 'code' in cause ? String(cause.code) : 'not a file')
  const full = code === 'SQLITE_FULL' || code === 'ENOSPC'
  return new StartFault(
    'DB_NOT_WRITABLE',
    full ? `The disk of ${path} is full.` : `The database ${path} cannot be written (${code}).`,
    full
      ? 'Free some space, and start again.'
      : 'Let the user that runs the program write the file and its folder, or set DATABASE_URL to another file.',
    { cause },
  )
}
