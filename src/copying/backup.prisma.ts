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
import { databasePath, mustExist, ownFile } from '../shared/database-file.prisma.ts'
import { type Keyring, newSalt } from '../shared/keyring.ts'
import {
  type Batch,
  differing,
  inOneState,
  markUnsure,
  migrationsOf,
  readAll,
  type Sums,
  summing,
  sumsOf,
  tables,
  withFile,
  writeAll,
} from './rows.prisma.ts'
import { CopyFault, damaged, type Header, openSealed, seal } from './sealed-file.ts'

const urlOf = (path: string): string => pathToFileURL(path).href

function onlyFiles(databaseUrl: string): void {
  if (providerOf(databaseUrl) === 'sqlite') return
  throw new CopyFault(
    'COPY_UNSUPPORTED',
    'This command knows only databases that are a file yet.',
    'Use pg_dump and pg_restore for a PostgreSQL, see docs/drift.md.',
  )
}

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
  onlyFiles(databaseUrl)
  mustExist(databaseUrl)
  if (existsSync(file))
    throw new CopyFault('COPY_TARGET', `${file} is there already.`, 'Name a file that is not there.')
  const part = `${file}.part`
  makeOwn(part)
  try {
    const sums = await withFile(urlOf(databasePath(databaseUrl)), prisma =>
      inOneState(prisma, async tx => {
        const migrations = await migrationsOf(tx)
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
          database: 'sqlite',
          key: keyring.keys[0].id,
          salt: newSalt(),
        }
        const sum = summing()
        const plain = Readable.from(linesOf(readAll(tx), sum))
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
function settle(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  fsyncSync(opened)
  closeSync(opened)
}

function isOurs(migrations: readonly string[]): boolean {
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
  const folder = mkdtempSync(join(tmpdir(), 'roed-traad-check-'))
  try {
    const { sums } = await unpack(file, join(folder, 'restored.db'), keyring)
    refuseDifference(expected, sums)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function refuseDifference(expected: Sums, found: Sums): void {
  const different = differing(expected, found)
  if (different.length > 0)
    throw new CopyFault(
      'COPY_DIFFERS',
      `The copy differs from what was read: ${different.join(', ')}.`,
      'Nothing was kept of it. Try again, and report it when it happens again.',
    )
}

/** Makes a new database of a backup. @returns what stands in it, read from it after it was written */
async function unpack(
  file: string,
  path: string,
  keyring: Keyring,
  finish?: (prisma: Parameters<typeof markUnsure>[0], header: Header) => Promise<unknown>,
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
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 })
    await migrate(urlOf(path))
    const sums = await withFile(urlOf(path), async prisma => {
      const said = await inOneState(prisma, tx => fill(tx, plain(keyring)))
      const found = await inOneState(prisma, sumsOf)
      refuseDifference(said, found)
      await inOneState(prisma, async tx => finish?.(tx, header))
      return found
    })
    return { header, sums }
  } finally {
    source.destroy()
  }
}

/** @returns the sums that the backup itself names */
async function fill(tx: Parameters<typeof writeAll>[0], packed: AsyncGenerator<Buffer>): Promise<Sums> {
  const gunzip = createGunzip()
  const through = pipeline(packed, gunzip)
  // What breaks the pipe is told below, by whoever reads from it or by waiting for it.
  through.catch(() => {})
  let said: Sums | undefined
  async function* batches(): AsyncGenerator<Batch> {
    for await (const line of lines(gunzip)) {
      const parsed = JSON.parse(line) as Batch | { sums: Sums }
      if ('sums' in parsed) said = parsed.sums
      else yield parsed
    }
  }
  await writeAll(tx, batches())
  await through
  if (!said) throw damaged()
  return said
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
 * Puts a backup back, into a file that is not there or is empty. It is made beside it and gets its name at the end.
 *
 * @param now when messages that were on their way became unsure
 * @throws CopyFault, StartFault with a remedy; then nothing was changed
 */
export async function restore(
  databaseUrl: string,
  file: string,
  keyring: Keyring,
  now: Date,
): Promise<Restored> {
  onlyFiles(databaseUrl)
  if (!existsSync(file))
    throw new CopyFault('COPY_TARGET', `${file} is not there.`, 'Name a file that npm run backup has made.')
  const path = databasePath(databaseUrl)
  refuseUsed(path)
  const owned = await ownFile(path)
  const beside = `${owned.path}.restoring`
  try {
    // Between the first look and the lock, a bot may have started and ended.
    refuseUsed(owned.path)
    // What an earlier one left when it was cut off; the lock says that none runs now.
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${beside}${end}`, { force: true })
    let unsure = 0
    const { header, sums } = await unpack(file, beside, keyring, async tx => {
      unsure = await markUnsure(tx, now)
    })
    chmodSync(beside, 0o600)
    const opened = openSync(beside, 'r+')
    fsyncSync(opened)
    closeSync(opened)
    renameSync(beside, owned.path)
    settle(dirname(owned.path))
    return { sums, made: header.made, unsure }
  } catch (error) {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${beside}${end}`, { force: true })
    if (owned.created) rmSync(owned.path, { force: true })
    throw error
  } finally {
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
