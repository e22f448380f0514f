import { inspect } from 'node:util'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { afterEach, describe, expect, it } from 'vitest'
import { clientOf, type DatabaseOptions } from '../../../src/shared/database.prisma.ts'
import type { Log } from '../../../src/shared/log.ts'
import { StoreFault } from '../../../src/shared/store-fault.ts'
import type { Tx } from '../../../src/shared/transaction.ts'
import { type TemporaryDatabase, temporaryDatabase } from '../../support/database.ts'

let temporary: TemporaryDatabase | undefined

afterEach(() => temporary?.cleanup())

async function open(options: Partial<DatabaseOptions> = {}): Promise<TemporaryDatabase> {
  temporary = await temporaryDatabase(options)
  return temporary
}

async function put(tx: Tx, key: string, value = ''): Promise<void> {
  await clientOf(tx).setting.create({ data: { key, value } })
}

async function keys({ db }: TemporaryDatabase): Promise<string[]> {
  const rows = await clientOf(db.reader).setting.findMany({
    where: { key: { not: { startsWith: 'keyCheck:' } } },
  })
  return rows.map(row => row.key).sort()
}

/** Another program with the same file open. */
function stranger(url: string) {
  return new PrismaLibSql({ url }).createClient({ url })
}

const page = 'x'.repeat(400_000)

describe('a lock held by another program', () => {
  it('says that nothing was saved, and leaves nothing behind (prisma/orm#30028, #29933)', async () => {
    const database = await open()
    const other = stranger(database.url)
    await other.execute('BEGIN IMMEDIATE')
    const locked: unknown = await database.db.write(tx => put(tx, 'locked')).catch((error: unknown) => error)
    expect(locked).toBeInstanceOf(StoreFault)
    expect(locked).toMatchObject({ code: 'NOT_SAVED', reason: 'SQLITE_BUSY' })
    expect(await keys(database)).toEqual([])
    await other.execute('ROLLBACK')

    for (const key of ['a', 'b', 'c']) await database.db.write(tx => put(tx, key))
    expect(await keys(database)).toEqual(['a', 'b', 'c'])
    // The lock has been let go of: the other program can write too.
    await other.execute(`INSERT INTO Setting (key, value) VALUES ('d', '')`)
    expect(await keys(database)).toEqual(['a', 'b', 'c', 'd'])
    other.close()
  })

  it('does not stop reading', async () => {
    const database = await open()
    await database.db.write(tx => put(tx, 'a'))
    const other = stranger(database.url)
    await other.execute('BEGIN IMMEDIATE')
    expect(await keys(database)).toEqual(['a'])
    await other.execute('ROLLBACK')
    other.close()
  })
})

describe('a full disk', () => {
  it('says that nothing was saved, and saves again what fits', async () => {
    const events: string[] = []
    const log: Log = {
      info: () => {},
      warn: () => {},
      error: (event, fields) => events.push(`${event} ${fields?.reason}`),
    }
    const database = await open({ maxPages: 100, log })
    const full = database.db.write(async tx => {
      await put(tx, 'small')
      await put(tx, 'large', page)
    })
    await expect(full).rejects.toMatchObject({ code: 'NOT_SAVED', reason: 'SQLITE_FULL' })
    expect(events).toEqual(['database.not_saved SQLITE_FULL'])
    expect(await keys(database)).toEqual([])
    await database.db.write(tx => put(tx, 'fits'))
    expect(await keys(database)).toEqual(['fits'])
  })

  it('saves nothing of a write that did not notice the failure', async () => {
    const database = await open({ maxPages: 100 })
    const full = database.db.write(async tx => {
      await put(tx, 'before')
      await put(tx, 'large', page).catch(() => {})
      await put(tx, 'after').catch(() => {})
    })
    await expect(full).rejects.toMatchObject({ code: 'NOT_SAVED' })
    expect(await keys(database)).toEqual([])
  })
})

describe('work that takes too long', () => {
  it('is rolled back, the next is let in, and what it does later is not saved', async () => {
    const database = await open({ writeTimeout: 100 })
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: late, resolve: settleLate } = Promise.withResolvers<unknown>()
    const slow = database.db.write(async tx => {
      await put(tx, 'early')
      await released
      settleLate(await put(tx, 'late').catch((error: unknown) => error))
    })
    const next = database.db.write(tx => put(tx, 'next'))
    await expect(slow).rejects.toMatchObject({ code: 'NOT_SAVED', reason: 'WRITE_TIMEOUT' })
    await next
    release()
    expect(await late).toBeInstanceOf(Error)
    expect(await keys(database)).toEqual(['next'])
  })
})

describe('the error of a query that Prisma refuses', () => {
  const secret = 'Noahs mor'

  it.each([
    ['in a write', { key: secret, value: secret, extra: secret }, 'Setting.create: Unknown argument `extra`'],
    ['of another type', { key: secret, value: 1 }, 'Setting.create: Argument `value`'],
    ['without a value', { key: secret }, 'Setting.create: Argument `value` is missing'],
  ])('names the field and no value: %s', async (_, data, expected) => {
    const database = await open()
    const error: unknown = await database.db
      .write(
        async tx =>
          void (await clientOf(tx).setting.create({ data: data as { key: string; value: string } })),
      )
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'QUERY_INVALID', message: expect.stringContaining(expected) })
    expect(inspect(error, { depth: 10 })).not.toContain(secret)
  })

  it('names no value when it only reads', async () => {
    const database = await open()
    const where = { name: secret } as object
    const error: unknown = await clientOf(database.db.reader)
      .setting.findMany({ where })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'QUERY_INVALID' })
    expect(inspect(error, { depth: 10 })).not.toContain(secret)
  })
})
