import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientOf, type Database, openDatabase } from '../../../src/shared/database.prisma.ts'
import { databasePath, inspectFile, ownFile } from '../../../src/shared/database-file.prisma.ts'
import { silentLog } from '../../../src/shared/log.ts'
import { StartFault } from '../../../src/shared/start-fault.ts'
import { temporaryFolder } from '../../support/database.ts'

let folder: string
let file: string
const opened: Database[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder, 'data', 'x.db')
})
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

async function open(url = `file:${file}`): Promise<Database> {
  const db = await openDatabase({ url, log: silentLog })
  opened.push(db)
  return db
}

async function refusal(url?: string): Promise<StartFault> {
  const outcome: unknown = await open(url).catch((error: unknown) => error)
  if (!(outcome instanceof StartFault)) throw new Error(`It started, or failed otherwise: ${String(outcome)}`)
  expect(outcome.remedy).not.toBe('')
  return outcome
}

const databaseModule = new URL('../../../src/shared/database.prisma.ts', import.meta.url).href

/** Another process, with the database open as `db`; its lines of output. */
function child(
  script: string,
  prefix: string[] = [],
): { process: ChildProcess; lines: AsyncIterator<string> } {
  const program = `
    import { clientOf, openDatabase } from ${JSON.stringify(databaseModule)}
    const log = { info() {}, warn() {}, error() {} }
    try {
      const db = await openDatabase({ url: ${JSON.stringify(`file:${file}`)}, log })
      ${script}
    } catch (error) {
      console.log(error.code)
    }`
  const [command = '', ...rest] = [...prefix, process.execPath, '--input-type=module', '--eval', program]
  const started = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(started)
  return { process: started, lines: createInterface({ input: started.stdout })[Symbol.asyncIterator]() }
}

async function kill(process: ChildProcess): Promise<void> {
  const gone = once(process, 'exit')
  process.kill('SIGKILL')
  await gone
}

describe('the file', () => {
  it('is made with its folder, for this user alone', async () => {
    const db = await open()
    expect(db.created).toBe(true)
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
    expect(mode(join(folder, 'data'))).toBe('700')
    for (const name of readable(join(folder, 'data'))) expect([name, mode(name)]).toEqual([name, '600'])
  })

  it('is opened again with what it holds', async () => {
    const first = await open()
    await first.write(
      async tx => void (await clientOf(tx).setting.create({ data: { key: 'a', value: 'b' } })),
    )
    await first.close()
    const second = await open()
    expect(second.created).toBe(false)
    expect(await clientOf(second.reader).setting.findMany()).toEqual([{ key: 'a', value: 'b' }])
  })

  it.each([
    ['file:.data/x.db', join(process.cwd(), '.data/x.db')],
    ['file:/srv/x.db', '/srv/x.db'],
    ['file:///srv/my%20data/x.db', '/srv/my data/x.db'],
    ['file:rød tråd.db', join(process.cwd(), 'rød tråd.db')],
  ])('is found for %s', (url, path) => {
    expect(databasePath(url)).toBe(path)
  })

  it('may lie in a folder whose name needs escaping', async () => {
    await open(`file:${join(folder, 'rød tråd 100%20', 'x.db')}`)
    expect(existsSync(join(folder, 'rød tråd 100%20', 'x.db'))).toBe(true)
  })

  it.each([
    '',
    'file:',
    'flie:.data/x.db',
    '.data/x.db',
    'file::memory:',
    'file:.data/',
    'file:.data/x.db?mode=ro',
    'file://server/share/x.db',
  ])('is not guessed from the mistyped URL "%s"', async url => {
    expect(await refusal(url)).toMatchObject({ code: 'DB_URL' })
  })
})

function readable(path: string): string[] {
  return ['x.db', 'x.db-wal', 'x.db-shm', 'x.db.lock'].map(name => join(path, name))
}

describe('a second process', () => {
  it('is told, and gets the database as soon as the first has ended, even by force', async () => {
    const first = child(`console.log('open'); setInterval(() => {}, 1000)`)
    expect((await first.lines.next()).value).toBe('open')
    expect(await refusal()).toMatchObject({ code: 'DB_LOCKED', message: expect.stringContaining('x.db') })
    await kill(first.process)
    expect((await open()).created).toBe(false)
  })

  it('is refused inside one process too, until the first is closed', async () => {
    const first = await open()
    expect(await refusal()).toMatchObject({ code: 'DB_LOCKED' })
    await first.close()
    await open()
  })

  it('is told of a lock that is held by another program', async () => {
    await (await open()).close()
    const other = new PrismaLibSql({ url: 'file:' }).createClient({ url: `file:${file}` })
    await other.execute('BEGIN IMMEDIATE')
    expect(await refusal()).toMatchObject({ code: 'DB_LOCKED' })
    await other.execute('ROLLBACK')
    other.close()
    await open()
  })
})

it('loses nothing that was acknowledged when the process is killed', async () => {
  const writer = child(`
    for (let number = 0; ; number++) {
      await db.write(async tx => { await clientOf(tx).setting.create({ data: { key: String(number), value: '' } }) })
      console.log(number)
    }`)
  let acknowledged = -1
  while (acknowledged < 200) acknowledged = Number((await writer.lines.next()).value)
  await kill(writer.process)
  const keys = (await clientOf((await open()).reader).setting.findMany()).map(row => Number(row.key))
  for (let number = 0; number <= acknowledged; number++) expect(keys).toContain(number)
})

describe('a file that cannot be written', () => {
  it('is told of a folder that is a file', async () => {
    writeFileSync(join(folder, 'data'), '')
    expect(await refusal()).toMatchObject({ code: 'DB_NOT_WRITABLE' })
  })

  it('is told of a file that is a folder', async () => {
    mkdirSync(file, { recursive: true })
    expect(await refusal()).toMatchObject({ code: 'DB_NOT_WRITABLE' })
  })

  it('is told of a disk that takes nothing more', async () => {
    await (await open()).close()
    const refused = child(`console.log('open'); await db.close()`, [
      'sh',
      '-c',
      'ulimit -f 0; exec "$@"',
      'sh',
    ])
    expect((await refused.lines.next()).value).toBe('DB_NOT_WRITABLE')
  })
})

it('saves all or nothing when the disk fills up at the last step of a write', async () => {
  await (await open()).close()
  // Half a megabyte to a file: the journal of the fifth write or so no longer fits when it is to be committed.
  const limit = ['sh', '-c', 'ulimit -f 1024; exec "$@"', 'sh']
  const writer = child(
    `
    const { setting } = clientOf(db.reader)
    const before = await setting.count()
    let saved = 0
    for (;;) {
      try {
        await db.write(async tx => {
          await clientOf(tx).setting.create({ data: { key: 'first ' + saved, value: 'x'.repeat(50_000) } })
          await clientOf(tx).setting.create({ data: { key: 'second ' + saved, value: 'x'.repeat(50_000) } })
        })
        saved += 1
      } catch (error) {
        console.log(error.code + ' ' + error.reason)
        break
      }
    }
    console.log(saved > 0 && (await setting.count()) - before === 2 * saved)
    process.exit()`,
    limit,
  )
  expect((await writer.lines.next()).value).toMatch(/^NOT_SAVED SQLITE_(FULL|IOERR)$/)
  expect((await writer.lines.next()).value).toBe('true')
})

describe('a damaged file', () => {
  beforeEach(async () => {
    const db = await open()
    await db.write(async tx => {
      for (let row = 0; row < 200; row++) {
        await clientOf(tx).setting.create({ data: { key: `key ${row}`, value: 'x'.repeat(1000) } })
      }
    })
    await db.close()
  })

  it('is told of a file that is no database', async () => {
    writeFileSync(file, 'This is a letter, and a long one at that. '.repeat(100))
    expect(await refusal()).toMatchObject({ code: 'DB_CORRUPT' })
  })

  it('is told of a file that was cut off', async () => {
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)
    expect(await refusal()).toMatchObject({ code: 'DB_CORRUPT' })
  })

  it('is told of overwritten pages', async () => {
    overwrite(file, Math.floor(statSync(file).size / 2 / 4096) * 4096, 20 * 4096)
    expect(await refusal()).toMatchObject({ code: 'DB_CORRUPT' })
  })

  it('is told of overwritten first pages in a file too large to be read through', async () => {
    overwrite(file, 4096, 60 * 4096)
    const owned = await ownFile(file)
    await expect(inspectFile(owned, 0)).rejects.toMatchObject({ code: 'DB_CORRUPT' })
    await owned.release()
  })

  it('opens the same file undamaged', async () => {
    const owned = await ownFile(file)
    await expect(inspectFile(owned, 0)).resolves.toBeUndefined()
    await owned.release()
    await open()
  })
})

function overwrite(path: string, position: number, length: number): void {
  const handle = openSync(path, 'r+')
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, position)
  closeSync(handle)
}
