import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readMigrations } from '../../../prisma/history.ts'
import { backUp, restore } from '../../../src/copying/backup.prisma.ts'
import { inOneState, withDatabase } from '../../../src/copying/place.prisma.ts'
import { differing, sumsOf, tables } from '../../../src/copying/rows.prisma.ts'
import { type Header, seal } from '../../../src/copying/sealed-file.ts'
import { clientOf, openDatabase } from '../../../src/shared/database.prisma.ts'
import { openKeyring } from '../../../src/shared/key-check.prisma.ts'
import { type Keyring, newSalt, parseKeys } from '../../../src/shared/keyring.ts'
import { silentLog } from '../../../src/shared/log.ts'
import {
  type TemporaryDatabase,
  temporaryDatabase,
  temporaryFolder,
  testKeys,
} from '../../support/database.ts'
import { quickStart } from '../../support/quick-start.ts'

const now = new Date('2026-10-05T08:00:00.123Z')
const about = { program: '0.1.0', now }

let db: TemporaryDatabase
let folder: string
let backup: string
let target: string
let keyring: Keyring
const urlOf = (path: string) => `file:${path}`
beforeEach(async () => {
  db = await temporaryDatabase()
  folder = temporaryFolder()
  backup = join(folder, 'backup.rtb')
  target = join(folder, 'new.db')
  keyring = parseKeys(testKeys)
})
afterEach(() => db.cleanup())

const delivery = (id: string, status: string) => ({
  id,
  key: `key-${id}`,
  kind: 'digest',
  subjectId: 's',
  recipientId: 'p',
  tenantId: 't',
  detail: '{}',
  status,
  dueAt: now,
  dueSince: now,
  createdAt: now,
})
const auditOf = (reason: string) => ({
  at: now,
  tenantId: 't',
  action: 'read',
  subjectType: 'item',
  subjectId: 's',
  reason,
})
const sums = (path: string) => withDatabase(pathToFileURL(path).href, place => inOneState(place, sumsOf))

const write = (work: (client: ReturnType<typeof clientOf>) => Promise<unknown>) =>
  db.db.write(tx => work(clientOf(tx)))

describe('a backup that is put back', () => {
  test('knows every table', () => {
    const models = readFileSync(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8')
    expect(tables).toEqual([...models.matchAll(/^model (\w+)/gm)].map(([, name]) => name))
  })

  test('is what it was, for any value', async () => {
    const dates = fc.date({ min: new Date('1901-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '👨‍👩‍👧 æøå', '\u2028\n\r"\\', 'x'.repeat(200_000)),
    )
    const row = fc.record({
      id: fc.uuid(),
      detail: text,
      at: dates,
      attempts: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      sentAt: fc.option(dates),
      late: fc.boolean(),
    })
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(row, { maxLength: 8, selector: ({ id }) => id }), async rows => {
        round += 1
        await write(async ({ delivery: table }) => {
          await table.deleteMany({})
          for (const { at, ...one } of rows)
            await table.create({ data: { ...delivery(one.id, 'sent'), ...one, dueAt: at } })
        })
        const before = await clientOf(db.db.reader).delivery.findMany({ orderBy: { id: 'asc' } })
        await backUp(db.url, `${backup}${round}`, keyring, about)
        await restore(urlOf(`${target}${round}`), `${backup}${round}`, keyring, now)
        const after = await withDatabase(urlOf(`${target}${round}`), ({ prisma }) =>
          prisma.delivery.findMany({ orderBy: { id: 'asc' } }),
        )
        expect(after).toEqual(before)
      }),
      { numRuns: 8 },
    )
  }, 60_000)

  test('has tens of thousands of rows, and a compound key across batches', async () => {
    for (let from = 0; from < 12_000; from += 2000)
      await write(({ policy }) =>
        policy.createMany({
          data: Array.from({ length: 2000 }, (_, index) => ({
            tenantId: `t${(from + index) % 7}`,
            key: `k${from + index}`,
            value: 'x',
            updatedAt: now,
          })),
        }),
      )
    const read = await backUp(db.url, backup, keyring, about)
    expect(read.Policy?.count).toBe(12_000)
    await restore(urlOf(target), backup, keyring, now)
    expect(differing(read, await sums(target))).toEqual([])
  }, 60_000)

  test('goes on counting audit events, and opens with its keys', async () => {
    await write(({ auditEvent }) => auditEvent.createMany({ data: [auditOf('a'), auditOf('b')] }))
    await backUp(db.url, backup, keyring, about)
    await restore(urlOf(target), backup, keyring, now)
    const opened = await openDatabase({ url: urlOf(target), log: silentLog })
    await openKeyring(opened, { dataKeys: testKeys })
    const next = await opened.write(tx => clientOf(tx).auditEvent.create({ data: auditOf('c') }))
    expect(next.id).toBe(3)
    await opened.close()
  })

  test('says of what was queued, also for somebody who was away, that it may have come', async () => {
    const queued = ['pending', 'sending', 'waiting', 'unreachable', 'bundled']
    await write(({ delivery: table }) =>
      table.createMany({ data: [...queued, 'sent'].map(one => delivery(one, one)) }),
    )
    await backUp(db.url, backup, keyring, about)
    expect((await restore(urlOf(target), backup, keyring, now)).unsure).toBe(queued.length)
    const rows = await withDatabase(urlOf(target), ({ prisma }) =>
      prisma.delivery.findMany({ orderBy: { id: 'asc' } }),
    )
    expect(rows.filter(({ unsureAt }) => unsureAt === null).map(({ id }) => id)).toEqual(['sent'])
  })

  test('never holds half of what is written together', async () => {
    let going = true
    let number = 0
    const writing = (async () => {
      while (going) {
        number += 1
        await write(async ({ delivery: one, setting }) => {
          await one.create({ data: delivery(`d${number}`, 'sent') })
          await setting.create({ data: { key: `with-d${number}`, value: '' } })
        })
        // The driver answers at once: without this, nothing else of this process would ever have its turn.
        await setImmediate()
      }
    })()
    try {
      for (let round = 0; round < 5; round += 1) {
        const read = await backUp(db.url, `${backup}${round}`, keyring, about)
        // One setting is the check of the key.
        expect(read.Setting?.count).toBe((read.Delivery?.count ?? 0) + 1)
      }
    } finally {
      going = false
      await writing
    }
  }, 60_000)
})

describe('a backup file', () => {
  beforeEach(async () => {
    await write(({ setting }) => setting.create({ data: { key: 'secret-word', value: 'y'.repeat(10) } }))
    await backUp(db.url, backup, keyring, about)
  })
  const nothingLeft = () =>
    expect(readdirSync(folder).filter(name => /new\.db(?!\.lock)/.test(name))).toEqual([])

  test('is for its owner alone, tells nothing, and is never written over', async () => {
    expect(statSync(backup).mode & 0o777).toBe(0o600)
    expect(readFileSync(backup).includes('secret-word')).toBe(false)
    await expect(backUp(db.url, backup, keyring, about)).rejects.toMatchObject({ code: 'COPY_TARGET' })
    expect(existsSync(`${backup}.part`)).toBe(false)
  })

  test('is refused with any byte changed, cut off or added', async () => {
    const whole = readFileSync(backup)
    const altered = (at: number) => {
      const bytes = Buffer.from(whole)
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
      return bytes
    }
    const steps = Array.from({ length: 20 }, (_, index) => Math.floor((index * whole.length) / 20))
    const wrong = [
      ...steps.map(altered),
      ...steps.map(end => whole.subarray(0, end)),
      whole.subarray(0, -1),
      Buffer.concat([whole, Buffer.of(0)]),
    ]
    for (const bytes of wrong) {
      writeFileSync(backup, bytes)
      const code = expect.stringMatching(/^BACKUP_/)
      await expect(restore(urlOf(target), backup, keyring, now)).rejects.toMatchObject({ code })
    }
    nothingLeft()
  }, 60_000)

  test('is refused with another key', async () => {
    for (const other of ['other', 'test']) {
      const keys = parseKeys(`${other}:${Buffer.alloc(32, 8).toString('base64')}`)
      await expect(restore(urlOf(target), backup, keys, now)).rejects.toMatchObject({ code: 'BACKUP_KEY' })
    }
    nothingLeft()
  })

  /** Sealed with our key, and yet not what a backup of this version would say. */
  async function forged(change: Partial<Header>, ...said: object[]): Promise<void> {
    const header: Header = {
      ...{ format: 1, program: '9.9.9', made: now.toISOString(), database: 'sqlite' },
      ...{ key: keyring.keys[0].id, salt: newSalt(), migrations: readMigrations().map(({ name }) => name) },
      ...change,
    }
    const packed = gzipSync(said.map(one => `${JSON.stringify(one)}\n`).join(''))
    const parts: Buffer[] = []
    for await (const part of seal(keyring, header, Readable.from([packed]))) parts.push(part)
    writeFileSync(backup, Buffer.concat(parts))
  }
  const row = { table: 'Setting', rows: [{ key: 'a', value: 'b' }] }

  test('of a version with other tables is refused, and names the version', async () => {
    await forged({ migrations: ['20200101000000_other'] }, row)
    await expect(restore(urlOf(target), backup, keyring, now)).rejects.toMatchObject({
      code: 'BACKUP_VERSION',
      remedy: expect.stringContaining('9.9.9'),
    })
    nothingLeft()
  })

  test('that names other counts than it holds is refused, and so is one that names none', async () => {
    const none = Object.fromEntries(tables.map(table => [table, { count: 0, digest: '0' }]))
    await forged({}, row, { sums: { ...none, Setting: { count: 2, digest: '0' } } })
    await expect(restore(urlOf(target), backup, keyring, now)).rejects.toMatchObject({ code: 'COPY_DIFFERS' })
    await forged({}, row)
    await expect(restore(urlOf(target), backup, keyring, now)).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
    })
    nothingLeft()
  })

  test('is not made of a database with other tables, nor put back while a bot has the place', async () => {
    const holder = await openDatabase({ url: urlOf(target), log: silentLog })
    await expect(restore(urlOf(target), backup, keyring, now)).rejects.toMatchObject({
      code: expect.stringMatching(/COPY_TARGET|DB_LOCKED/),
    })
    await holder.close()
    await withDatabase(urlOf(target), ({ prisma }) =>
      prisma.$executeRawUnsafe(`UPDATE _prisma_migrations SET migration_name = '20200101000000_other'`),
    )
    await expect(backUp(urlOf(target), `${backup}2`, keyring, about)).rejects.toMatchObject({
      code: 'BACKUP_VERSION',
    })
    expect(readdirSync(folder).filter(name => name.startsWith('backup.rtb2'))).toEqual([])
  })

  test('is not put over a database, nor beside the rest of one', async () => {
    const before = readFileSync(db.file)
    await expect(restore(db.url, backup, keyring, now)).rejects.toMatchObject({ code: 'COPY_TARGET' })
    expect(readFileSync(db.file).equals(before)).toBe(true)
    writeFileSync(`${target}-wal`, 'old')
    await expect(restore(urlOf(target), backup, keyring, now)).rejects.toMatchObject({ code: 'COPY_TARGET' })
    expect(existsSync(target)).toBe(false)
  })
})

describe('the commands', () => {
  const programOf = (name: string) => fileURLToPath(new URL(`../../../src/${name}.ts`, import.meta.url))

  async function gives(name: 'backup' | 'restore', url: string, ...args: string[]) {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', programOf(name), ...args],
      {
        env: { ...quickStart, DATABASE_URL: url },
      },
    )
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8')
      })
    const [code] = await once(child, 'close')
    return { code: code as number, said }
  }

  test('a backup that is told to end, or was killed, leaves nothing that anybody could read', async () => {
    await write(({ delivery: table }) =>
      table.createMany({ data: Array.from({ length: 20_000 }, (_, index) => delivery(`d${index}`, 'sent')) }),
    )
    writeFileSync(`${db.file}.key`, `${testKeys}\n`)
    const tmp = join(folder, 'tmp')
    const another = `roed-traad-check-${process.pid}-runs`
    // No process has such a number.
    for (const name of [another, 'roed-traad-check-999999999-killed'])
      mkdirSync(join(tmp, name), { recursive: true })
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', programOf('backup'), '--out', backup],
      {
        env: { ...quickStart, DATABASE_URL: db.url, TMPDIR: tmp },
      },
    )
    const ended = once(child, 'close')
    const checks = () => readdirSync(tmp).some(name => name.startsWith(`roed-traad-check-${child.pid}-`))
    while (!checks() && child.exitCode === null) await setTimeout(5)
    child.kill('SIGTERM')
    expect(await ended).toEqual([143, null])
    expect(readdirSync(tmp)).toEqual([another])
    expect(readdirSync(folder)).toEqual(['tmp'])
  }, 60_000)

  test('work beside the demo that runs, with its key file', async () => {
    writeFileSync(`${db.file}.key`, `${testKeys}\n`)
    await write(({ delivery: table }) => table.create({ data: delivery('secret-id', 'pending') }))
    const made = await gives('backup', db.url, '--out', backup)
    expect(made).toEqual({ code: 0, said: expect.stringMatching(/Delivery {2}1\n[\s\S]*checked/) })
    const keyless = await gives('restore', urlOf(target), '--in', backup)
    expect(keyless).toEqual({
      code: 1,
      said: expect.stringMatching(/missing[\s\S]*Put the key file back .*restore/),
    })
    expect(existsSync(target)).toBe(false)
    writeFileSync(`${target}.key`, `${testKeys}\n`)
    const back = await gives('restore', urlOf(target), '--in', backup)
    expect(back).toEqual({ code: 0, said: expect.stringMatching(/1 messages were on their way/) })
    expect(made.said + back.said).not.toContain('secret-id')
    const again = await gives('restore', urlOf(target), '--in', backup)
    expect(again).toEqual({ code: 1, said: expect.stringMatching(/already: .*\n {2}Stop the bot/) })
    expect(await gives('backup', db.url)).toEqual({ code: 1, said: expect.stringContaining('--out FILE') })
  }, 180_000)
})
