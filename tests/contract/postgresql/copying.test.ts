import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { migratePostgres } from '../../../prisma/migrate-postgres.ts'
import { backUp, placeOf, restore } from '../../../src/copying/backup.prisma.ts'
import { move } from '../../../src/copying/move.prisma.ts'
import { inOneState, withDatabase } from '../../../src/copying/place.prisma.ts'
import { differing, type Sums, sumsOf } from '../../../src/copying/rows.prisma.ts'
import { clientOf, type Database, openDatabase } from '../../../src/shared/database.prisma.ts'
import { openKeyring } from '../../../src/shared/key-check.prisma.ts'
import { type Keyring, parseKeys } from '../../../src/shared/keyring.ts'
import { silentLog } from '../../../src/shared/log.ts'
import { temporaryFolder, testKeys } from '../../support/database.ts'
import { createServers, type MadeDatabase } from '../../support/postgres-databases.ts'
import { quickStart } from '../../support/quick-start.ts'

const now = new Date('2026-10-05T08:00:00.123Z')
const about = { program: '0.1.0', now }
const keyring: Keyring = parseKeys(testKeys)
const servers = createServers(inject('postgres') ?? '')

let folder: string
let file: string
let server: MadeDatabase
const open: Database[] = []
beforeEach(async () => {
  folder = temporaryFolder()
  file = `file:${join(folder, 'bot.db')}`
  server = await servers.makeEmpty()
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  await server.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function opened(url: string): Promise<Database> {
  const db = await openDatabase({ url, log: silentLog })
  open.push(db)
  return db
}
const closed = async (db: Database) => {
  open.splice(open.indexOf(db), 1)
  await db.close()
}
const auditOf = (reason: string) => ({
  at: now,
  tenantId: 't',
  action: 'read',
  subjectType: 'item',
  subjectId: 's',
  reason,
})
const delivery = (id: string, detail = '{}') => ({
  ...{ id, key: `key-${id}`, kind: 'digest', subjectId: 's', recipientId: 'p', tenantId: 't', detail },
  ...{ status: 'pending', dueAt: new Date('1969-12-31T23:59:59.999Z'), dueSince: now, createdAt: now },
})
const odd = ['', '👨‍👩‍👧 æøå', '\u2028\n\r"\\\'', 'x'.repeat(100_000), '\t%_$1']

/** A database with something of every kind of column in it. */
async function fill(url: string): Promise<void> {
  const db = await opened(url)
  await openKeyring(db, { dataKeys: testKeys })
  await db.write(async tx => {
    const client = clientOf(tx)
    await client.auditEvent.createMany({ data: ['a', 'b', 'c'].map(auditOf) })
    await client.delivery.createMany({
      data: odd.map((text, index) => ({ ...delivery(`d${index}`, text), late: index % 2 === 0 })),
    })
    await client.policy.createMany({
      data: Array.from({ length: 1200 }, (_, index) => ({
        ...{ tenantId: `t${index % 7}`, key: `k${index}`, value: 'æ', updatedAt: now },
      })),
    })
  })
  await closed(db)
}
const sums = (url: string): Promise<Sums> => withDatabase(placeOf(url), place => inOneState(place, sumsOf))

/** An audit event more, by a bot that has just started there. @returns its number */
async function next(url: string): Promise<number> {
  const db = await opened(url)
  await openKeyring(db, { dataKeys: testKeys })
  const { id } = await db.write(tx => clientOf(tx).auditEvent.create({ data: auditOf('next') }))
  return id
}

describe('a backup of one kind is put back into the other', () => {
  test('and back again: every row is as it was', async () => {
    await fill(file)
    const before = await sums(file)
    const [one, other] = [join(folder, 'one.rtb'), join(folder, 'other.rtb')]
    await backUp(file, one, keyring, about)
    await restore(server.url, one, keyring, now)
    // What was on its way is unsure, and nothing else is changed.
    expect(differing(before, await sums(server.url))).toEqual(['Delivery'])
    const read = await backUp(server.url, other, keyring, about)
    const back = `file:${join(folder, 'back.db')}`
    await restore(back, other, keyring, now)
    expect(differing(read, await sums(back))).toEqual([])
    expect([await next(server.url), await next(back)]).toEqual([4, 4])
  })

  test('not into one that holds anything, which stays as it is', async () => {
    await fill(file)
    await backUp(file, join(folder, 'one.rtb'), keyring, about)
    const db = await opened(server.url)
    await openKeyring(db, { dataKeys: testKeys })
    const before = await sums(server.url)
    const again = restore(server.url, join(folder, 'one.rtb'), keyring, now)
    await expect(again).rejects.toMatchObject({ code: 'COPY_TARGET' })
    expect(differing(before, await sums(server.url))).toEqual([])
  })

  test('with the wrong key nothing is there afterwards, and it can be tried again', async () => {
    await fill(file)
    await backUp(file, join(folder, 'one.rtb'), keyring, about)
    const wrong = parseKeys(`test:${Buffer.alloc(32, 8).toString('base64')}`)
    const failed = restore(server.url, join(folder, 'one.rtb'), wrong, now)
    await expect(failed).rejects.toMatchObject({ code: 'BACKUP_KEY' })
    expect(Object.values(await sums(server.url)).every(({ count }) => count === 0)).toBe(true)
    await restore(server.url, join(folder, 'one.rtb'), keyring, now)
  })
})

test('a backup of a server, while a bot writes, never holds half of what is written together', async () => {
  const db = await opened(server.url)
  let going = true
  let number = 0
  const writing = (async () => {
    while (going) {
      number += 1
      await db.write(async tx => {
        await clientOf(tx).delivery.create({ data: delivery(`d${number}`) })
        await clientOf(tx).setting.create({ data: { key: `with-d${number}`, value: '' } })
      })
      await setImmediate()
    }
  })()
  try {
    const counts = []
    for (let round = 0; round < 4; round += 1) {
      const read = await backUp(server.url, join(folder, `${round}.rtb`), keyring, about)
      expect(read.Setting?.count).toBe(read.Delivery?.count)
      counts.push(read.Setting?.count)
    }
    // It did go on meanwhile.
    expect(new Set(counts).size).toBeGreaterThan(1)
  } finally {
    going = false
    await writing
  }
})

describe('moving a file into a server', () => {
  test('takes everything along, and the bot goes on there, and not with the file', async () => {
    await fill(file)
    const before = await sums(file)
    const moved = await move(file, server.url, now)
    expect(differing(before, moved)).toEqual([])
    expect(differing(before, await sums(server.url))).toEqual([])
    expect(differing(before, await sums(file))).toEqual([])
    expect(await next(server.url)).toBe(4)
    await expect(openDatabase({ url: file, log: silentLog })).rejects.toMatchObject({ code: 'DB_MOVED' })
    const again = await servers.makeEmpty()
    await expect(move(file, again.url, now)).rejects.toMatchObject({ code: 'DB_MOVED' })
    await again.drop()
  })

  test('is refused while a bot runs, and into a server that holds anything', async () => {
    await fill(file)
    const db = await opened(file)
    await expect(move(file, server.url, now)).rejects.toMatchObject({ code: 'DB_LOCKED' })
    await closed(db)
    await fill(server.url)
    await expect(move(file, server.url, now)).rejects.toMatchObject({ code: 'COPY_TARGET' })
    expect(existsSync(join(folder, 'bot.db.moved'))).toBe(false)
    await closed(await opened(file))
  })

  test('broken off half-way, nothing is there, and the bot goes on with the file', async () => {
    await fill(file)
    await migratePostgres(server.url)
    const client = new Client({ connectionString: server.url })
    await client.connect()
    await client.query(
      `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '53100'; END $$;
       CREATE TRIGGER full_disk BEFORE INSERT ON "Setting" FOR EACH ROW EXECUTE FUNCTION full_disk()`,
    )
    await client.end()
    await expect(move(file, server.url, now)).rejects.toThrow()
    expect(Object.values(await sums(server.url)).every(({ count }) => count === 0)).toBe(true)
    expect(await next(file)).toBe(4)
  })

  test('from or to what is no such database, and to a server that does not answer', async () => {
    await fill(file)
    await expect(move(server.url, file, now)).rejects.toMatchObject({ code: 'COPY_TARGET' })
    const nobody = 'postgresql://postgres@127.0.0.1:1/x'
    await expect(move(file, nobody, now)).rejects.toMatchObject({ code: 'DB_UNREACHABLE' })
    await expect(backUp(nobody, join(folder, 'x'), keyring, about)).rejects.toMatchObject({
      code: 'DB_UNREACHABLE',
    })
    expect(existsSync(join(folder, 'x'))).toBe(false)
  })

  test('as a command: counts, and no password', async () => {
    await fill(file)
    const gives = async (to: string) => {
      const program = fileURLToPath(new URL('../../../src/db-move.ts', import.meta.url))
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, '--to', to], {
        env: { ...quickStart, DATABASE_URL: file },
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString('utf8')
        })
      const [code] = await once(child, 'close')
      return { code: code as number, said }
    }
    const wrong = await gives('postgresql://bot:hush#hush@db/x')
    expect(wrong).toEqual({ code: 1, said: expect.stringMatching(/^--to cannot be read as .*%23/) })
    const done = await gives(server.url)
    expect(done).toEqual({ code: 0, said: expect.stringMatching(/Delivery {2}5\n[\s\S]*both hold the same/) })
    expect(wrong.said + done.said).not.toMatch(/hush|postgres:postgres/)
  }, 60_000)
})
