import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { createGunzip, createGzip } from 'node:zlib'
import { providerOf, readMigrations } from '../../prisma/history.ts'
import { migrate } from '../../prisma/migrate.ts'
import { migratePostgres } from '../../prisma/migrate-postgres.ts'
import { databasePath, mustExist, ownFile } from '../shared/database-file.prisma.ts'
import { type Keyring, newSalt } from '../shared/keyring.ts'
import { atOnce, inOneState, type State, withDatabase } from './place.prisma.ts'
import {
  type Batch,
  differing,
  fillEmpty,
  markUnsure,
  migrationsOf,
  readAll,
  type Sums,
  summing,
  tables,
} from './rows.prisma.ts'
import { CopyFault, damaged, type Header, openSealed, seal } from './sealed-file.ts'
import { shortLived } from './short-lived.ts'

const urlOf = (path: string): string => pathToFileURL(path).href

/** A database's URL as the adapters take it. */
export const placeOf = (databaseUrl: string): string =>
  providerOf(databaseUrl) === 'sqlite' ? urlOf(databasePath(databaseUrl)) : databaseUrl

/**
 * Writes a backup while the bot runs or not, and checks it by restoring it and comparing (R-SEC-3).
 *
 * @param file must not be there; gets its name only when it has been checked
 * @param about `program`: its version; `now`: when, for the header
 * @returns what is in it
 * @throws CopyFault, StartFault with a remedy; then there is no file
 */
export async function backUp(
  databaseUrl: string,
  file: string,
  keyring: Keyring,
  about: { program: string; now: Date },
): Promise<Sums> {
  mustExist(databaseUrl)
  if (existsSync(file))
    throw new CopyFault('COPY_TARGET', `${file} is there already.`, 'Name a file that is not there.')
  const part = `${file}.part`
  makeOwn(part)
  const done = shortLived(part)
  try {
    const sums = await withDatabase(placeOf(databaseUrl), place =>
      inOneState(place, async state => {
        const migrations = await migrationsOf(state)
        if (!isOurs(migrations))
          throw new CopyFault(
            'BACKUP_VERSION',
            'The database has not the tables of this version.',
            'Make the backup with the version that last ran on it.',
          )
        const header: Header = {
          format: 1,
          program: about.program,
          migrations,
          made: about.now.toISOString(),
          database: place.provider,
          key: keyring.keys[0].id,
          salt: newSalt(),
        }
        const sum = summing()
        const plain = Readable.from(linesOf(readAll(state), sum))
        const packed = createGzip()
        await Promise.all([
          pipeline(plain, packed),
          pipeline(seal(keyring, header, packed), createWriteStream(part, { flags: 'r+', flush: true })),
        ])
        return sum.sums()
      }),
    )
    await check(part, keyring, sums)
    renameSync(part, file)
    settle(dirname(file))
    return sums
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    done()
  }
}

/** For this user alone, from the first byte. */
function makeOwn(path: string): void {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new CopyFault(
      'COPY_TARGET',
      `${path} cannot be made (${code}).`,
      'Name a file in a folder that is there and that you may write; delete a .part that a backup left when it was cut off.',
    )
  }
}

/** A new name outlives a power cut only when its folder is on the disk, too. */
export function settle(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  fsyncSync(opened)
  closeSync(opened)
}

export function isOurs(migrations: readonly string[]): boolean {
  return (
    migrations.join() ===
    readMigrations()
      .map(({ name }) => name)
      .join()
  )
}

/** A batch is a line; the last line says what must have passed by. */
async function* linesOf(
  batches: AsyncIterable<Batch>,
  sum: ReturnType<typeof summing>,
): AsyncGenerator<string> {
  for await (const batch of batches) {
    sum.add(batch)
    yield `${JSON.stringify(batch)}\n`
  }
  yield `${JSON.stringify({ sums: sum.sums() })}\n`
}

async function check(file: string, keyring: Keyring, expected: Sums): Promise<void> {
  clearLeft()
  const folder = mkdtempSync(join(tmpdir(), `${checking}${process.pid}-`))
  const done = shortLived(folder)
  try {
    const { sums } = await unpack(file, keyring, () => newFile(join(folder, 'restored.db')))
    refuseDifference(expected, sums)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    done()
  }
}

const checking = 'roed-traad-check-'

/** What an earlier one left that was killed: it holds more in clear text than the database does elsewhere. */
function clearLeft(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^(\d+)-/.exec(name.startsWith(checking) ? name.slice(checking.length) : '')?.[1]
    if (pid === undefined || runs(Number(pid))) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // Somebody else's, on a machine that several share.
    }
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

export function refuseDifference(expected: Sums, found: Sums): void {
  const different = differing(expected, found)
  if (different.length > 0)
    throw new CopyFault(
      'COPY_DIFFERS',
      `The copy differs from what was read: ${different.join(', ')}.`,
      'Nothing was kept of it. Try again, and report it when it happens again.',
    )
}

/** A database file that does not exist yet, with the tables of this version. */
async function newFile(path: string): Promise<string> {
  writeFileSync(path, '', { flag: 'wx', mode: 0o600 })
  await migrate(urlOf(path))
  return urlOf(path)
}

/**
 * Fills an empty database from a backup, wholly or not at all.
 * @param ready makes the database; asked when the backup is one that can be put back. @returns its URL
 * @returns what stands in it, read from it after it was written
 */
async function unpack(
  file: string,
  keyring: Keyring,
  ready: () => Promise<string>,
  finish?: (state: State, header: Header) => Promise<unknown>,
): Promise<{ header: Header; sums: Sums }> {
  const source = createReadStream(file)
  try {
    await once(source, 'open')
    const { header, plain } = await openSealed(source)
    if (!isOurs(header.migrations))
      throw new CopyFault(
        'BACKUP_VERSION',
        `The backup was made by version ${header.program}, which has other tables than this one.`,
        `Restore it with version ${header.program}, and update afterwards.`,
      )
    const sums = await withDatabase(await ready(), place =>
      atOnce(place, async state => {
        const { batches, said } = opened(plain(keyring))
        const found = await fillEmpty(state, batches)
        refuseDifference(await said(), found)
        await finish?.(state, header)
        return found
      }),
    )
    return { header, sums }
  } finally {
    source.destroy()
  }
}

/** The rows of a backup, and afterwards the sums that it names itself. */
function opened(packed: AsyncGenerator<Buffer>): { batches: AsyncGenerator<Batch>; said(): Promise<Sums> } {
  const gunzip = createGunzip()
  const through = pipeline(packed, gunzip)
  // What breaks the pipe is told by whoever reads from it, or waits for it.
  through.catch(() => {})
  let sums: Sums | undefined
  async function* batches(): AsyncGenerator<Batch> {
    for await (const line of lines(gunzip)) {
      const parsed = JSON.parse(line) as Batch | { sums: Sums }
      if ('sums' in parsed) sums = parsed.sums
      else yield parsed
    }
  }
  return {
    batches: batches(),
    async said() {
      await through
      if (!sums) throw damaged()
      return sums
    },
  }
}

/** node:readline would split at U+2028 as well. */
async function* lines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = []
  for await (const piece of source) {
    let from = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      yield Buffer.concat([...held, piece.subarray(from, end)]).toString('utf8')
      held = []
      from = end + 1
    }
    held.push(piece.subarray(from))
  }
}

/** What a restored database holds, and what must be told of it. */
export interface Restored {
  sums: Sums
  /** ISO; what was done since is not in it */
  made: string
  /** messages that may have arrived already, and say so */
  unsure: number
}

/**
 * Puts a backup back, of whichever kind of database: into a file that is not there or is empty, made beside it and given
 * its name at the end; or into a PostgreSQL that holds nothing, in one transaction.
 *
 * @param now when messages that were on their way became unsure
 * @throws CopyFault, StartFault with a remedy; then nothing was changed, but that an empty PostgreSQL has tables
 */
export async function restore(
  databaseUrl: string,
  file: string,
  keyring: Keyring,
  now: Date,
): Promise<Restored> {
  if (!existsSync(file))
    throw new CopyFault('COPY_TARGET', `${file} is not there.`, 'Name a file that npm run backup has made.')
  const into = providerOf(databaseUrl) === 'postgresql' ? intoServer : intoFile
  let unsure = 0
  const { header, sums } = await into(databaseUrl, ready =>
    unpack(file, keyring, ready, async state => {
      unsure = await markUnsure(state, now)
    }),
  )
  return { sums, made: header.made, unsure }
}

async function intoServer<T>(url: string, work: (ready: () => Promise<string>) => Promise<T>): Promise<T> {
  return work(async () => {
    await migratePostgres(url)
    return url
  })
}

async function intoFile<T>(url: string, work: (ready: () => Promise<string>) => Promise<T>): Promise<T> {
  const path = databasePath(url)
  refuseUsed(path)
  const owned = await ownFile(path)
  const beside = `${owned.path}.restoring`
  const ends = ['', '-wal', '-shm', '-journal']
  const dones: (() => void)[] = []
  try {
    // Between the first look and the lock, a bot may have started and ended.
    refuseUsed(owned.path)
    // What an earlier one left when it was cut off; the lock says that none runs now.
    for (const end of ends) rmSync(`${beside}${end}`, { force: true })
    for (const end of ends) dones.push(shortLived(`${beside}${end}`))
    const made = await work(() => newFile(beside))
    chmodSync(beside, 0o600)
    const opened = openSync(beside, 'r+')
    fsyncSync(opened)
    closeSync(opened)
    renameSync(beside, owned.path)
    settle(dirname(owned.path))
    return made
  } catch (error) {
    for (const end of ends) rmSync(`${beside}${end}`, { force: true })
    if (owned.created) rmSync(owned.path, { force: true })
    throw error
  } finally {
    for (const done of dones) done()
    await owned.release()
  }
}

/** SQLite would carry an old -wal or -journal over into the new file, and damage it. */
function refuseUsed(path: string): void {
  const used = ['', '-wal', '-journal'].map(end => `${path}${end}`).filter(one => existsSync(one))
  if (used.every(one => statSync(one).size === 0)) return
  throw new CopyFault(
    'COPY_TARGET',
    `There is a database already: ${used.join(', ')}.`,
    'Stop the bot and move these files away, with -shm; or set DATABASE_URL to a file that is not there.',
  )
}

/** The tables that hold anything, with how much. @example ['AuditEvent  12', 'checked'] */
export const countsOf = (sums: Sums): string[] =>
  tables.filter(table => (sums[table]?.count ?? 0) > 0).map(table => `${table}  ${sums[table]?.count}`)
