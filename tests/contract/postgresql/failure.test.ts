import { Client } from 'pg'
import { afterEach, describe, expect, inject, test, vi } from 'vitest'
import {
  clientOf,
  type Database,
  type DatabaseOptions,
  openDatabase,
} from '../../../src/shared/database.prisma.ts'
import type { Tx } from '../../../src/shared/transaction.ts'
import { createServers } from '../../support/postgres-databases.ts'
import { lineTo, type PostgresLine } from '../../support/postgres-line.ts'

const servers = createServers(inject('postgres') ?? '')
const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

interface Rig {
  url: string
  db: Database
  line: PostgresLine
  /** what was logged, by event and reason */
  logged: string[]
  /** somebody else's connection */
  other: Client
}

/** A database that is reached through a line that can fail. */
async function rig(options: Partial<DatabaseOptions> = {}): Promise<Rig> {
  const { url, drop } = await servers.make()
  opened.push({ close: drop })
  const line = await lineTo(url)
  opened.push(line)
  const logged: string[] = []
  const note = (event: string, fields: object = {}) =>
    void logged.push([event, ...Object.values(fields)].join(' '))
  const db = await openDatabase({
    url: line.url,
    log: { info: note, warn: note, error: note },
    writeTimeout: 500,
    ...options,
  })
  opened.push(db)
  const other = new Client({ connectionString: url })
  other.on('error', () => undefined)
  await other.connect()
  opened.push({ close: () => other.end() })
  return { url, db, line, logged, other }
}

const put = (key: string) => (tx: Tx) =>
  clientOf(tx)
    .setting.create({ data: { key, value: '' } })
    .then(() => key)

const keys = async (db: Database) =>
  (await clientOf(db.reader).setting.findMany()).map(({ key }) => key).sort()

const killsAll = (other: Client) =>
  other.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )

/** Whatever is put into the settings, PostgreSQL answers with this code, as it does when that is so. */
async function answers(other: Client, code: string): Promise<void> {
  await other.query(
    `CREATE OR REPLACE FUNCTION "answers"() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'Noahs mor' USING ERRCODE = '${code}'; END $$`,
  )
  await other.query(
    'CREATE TRIGGER "answers" BEFORE INSERT ON "Setting" FOR EACH ROW EXECUTE FUNCTION "answers"()',
  )
}

describe('what the surroundings are to blame for is a StoreFault with its reason and a remedy', () => {
  test.each([
    ['53100', 'a full disk', 'Free some space'],
    ['53300', 'too many connections', 'max_connections'],
    ['58030', 'an input/output error', 'Look whether PostgreSQL runs'],
    ['XX001', 'a damaged page', 'latest backup'],
    ['40P01', 'a deadlock with somebody else', 'lock'],
    ['25006', 'a standby', 'primary'],
  ])('%s, %s', async (code, _, remedy) => {
    const { db, other, logged } = await rig()
    await answers(other, code)
    const fault = await db.write(put('a')).catch((error: unknown) => error)
    expect(fault).toMatchObject({ code: 'NOT_SAVED', reason: code, message: expect.stringContaining(remedy) })
    expect((fault as Error).message).not.toContain('Noahs mor')
    expect(logged).toContain(`database.not_saved ${code}`)
    // It goes on by itself when that is over.
    await other.query('DROP TRIGGER "answers" ON "Setting"')
    await db.write(put('b'))
    expect(await keys(db)).toEqual(['b'])
  })

  test('and a fault of ours is none', async () => {
    const { db } = await rig()
    await db.write(put('a'))
    await expect(db.write(put('a'))).rejects.toMatchObject({ code: 'P2002' })
  })

  test('a database that is switched to reading is written again when it is switched back', async () => {
    const { db, other } = await rig()
    const { rows } = await other.query<{ name: string }>('SELECT current_database() AS name')
    const name = rows[0]?.name
    await other.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`)
    await killsAll(other)
    await expect(db.write(put('a')).then(() => db.write(put('b')))).rejects.toMatchObject({
      code: 'NOT_SAVED',
    })
    await expect(db.write(put('c'))).rejects.toMatchObject({ reason: '25006' })
    await other.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = off`)
    // Its connection has not been kept: that one would go on reading only.
    await db.write(put('d'))
    expect(await keys(db)).toEqual(['d'])
  })

  test('a write that did not notice the failure saves nothing and says so', async () => {
    const { db, other } = await rig()
    await answers(other, '53100')
    const full = db.write(async tx => {
      await put('a')(tx).catch(() => undefined)
    })
    await expect(full).rejects.toMatchObject({ code: 'NOT_SAVED', reason: '53100' })
  })
})

describe('a connection that is lost', () => {
  test('in the middle of a write: nothing of it is there, its author hears so, and the next write has a new one', async () => {
    const { db, other, logged } = await rig()
    const killed = db.write(async tx => {
      await put('a')(tx)
      await killsAll(other)
      await put('b')(tx)
    })
    await expect(killed).rejects.toMatchObject({ code: 'NOT_SAVED' })
    await db.write(put('c'))
    expect(await keys(db)).toEqual(['c'])
    expect(logged.filter(line => line.startsWith('database.connection_lost'))).toHaveLength(1)
    expect(logged.at(-1)).toBe('database.connected')
  })

  test('before the order to save was given: nothing was saved, and that is known', async () => {
    const { db, line, other } = await rig()
    const killed = db.write(async tx => {
      await put('a')(tx)
      await killsAll(other)
      await vi.waitFor(() => expect(line.open()).toBe(0))
      // Whoever uses the connection now is told that it is none any more.
      await put('b')(tx).catch(() => undefined)
    })
    await expect(killed).rejects.toMatchObject({ code: 'NOT_SAVED' })
    expect(await keys(db)).toEqual([])
  })

  test('after the order to save: nobody knows, and nobody claims to', async () => {
    const { db, line } = await rig()
    line.losesAnswerTo('COMMIT')
    await expect(db.write(put('a'))).rejects.toMatchObject({ code: 'PERHAPS_SAVED' })
    expect(await keys(db)).toEqual(['a'])
    await db.write(put('b'))
  })

  test('without a word, with the order to save on its way: the same, after the time that a write has', async () => {
    const { db, line } = await rig()
    const silent = db.write(async tx => {
      await put('a')(tx)
      line.isSilent(true)
    })
    await expect(silent).rejects.toMatchObject({ code: 'PERHAPS_SAVED', reason: 'WRITE_TIMEOUT' })
    line.isSilent(false)
    await db.write(put('b'))
    expect(await keys(db)).toEqual(['b'])
  })

  test('without a word in the middle of a write: it ends in time, and the next one has a new connection', async () => {
    const { db, line } = await rig()
    const silent = db.write(async tx => {
      await put('a')(tx)
      line.isSilent(true)
      await put('b')(tx)
    })
    await expect(silent).rejects.toMatchObject({ code: 'NOT_SAVED', reason: 'WRITE_TIMEOUT' })
    line.isSilent(false)
    await db.write(put('c'))
    expect(await keys(db)).toEqual(['c'])
  })

  test('a hundred times over: no connection is left behind', async () => {
    const { db, line, other } = await rig()
    for (let time = 0; time < 100; time += 1) {
      await db
        .write(async tx => {
          await killsAll(other)
          await put(`${time}`)(tx)
        })
        .catch(() => undefined)
      await keys(db).catch(() => undefined)
    }
    await db.write(put('last'))
    expect(await keys(db)).toEqual(['last'])
    expect(line.open()).toBeLessThanOrEqual(5)
  })
})

describe('the turn of a writer that hangs', () => {
  test('is waited for as long as a write may take; it is said, and the next goes on by itself', async () => {
    const { db, other, logged } = await rig()
    await other.query('BEGIN')
    await other.query('UPDATE "_turn" SET "changes" = "changes"')
    const began = performance.now()
    await expect(db.write(put('a'))).rejects.toMatchObject({ code: 'NOT_SAVED', reason: 'WRITE_TIMEOUT' })
    expect(performance.now() - began).toBeLessThan(2000)
    // Reading goes on meanwhile.
    expect(await keys(db)).toEqual([])
    await other.query('ROLLBACK')
    await db.write(put('b'))
    expect(await keys(db)).toEqual(['b'])
    expect(logged).toEqual(['database.not_saved WRITE_TIMEOUT'])
  })

  test('twenty who wait for it wait together and not one after the other', async () => {
    const { db, other, logged } = await rig()
    await other.query('BEGIN')
    await other.query('UPDATE "_turn" SET "changes" = "changes"')
    const began = performance.now()
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => db.write(put(`${index}`))))
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(20)
    expect(performance.now() - began).toBeLessThan(3000)
    expect(logged).toEqual(['database.not_saved WRITE_TIMEOUT'])
    await other.query('ROLLBACK')
    await db.write(put('a'))
    expect(await keys(db)).toEqual(['a'])
  })
})
