import { beforeEach, describe, expect, it } from 'vitest'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import type { Tx } from '../../../src/shared/transaction.ts'
import { freshDatabase } from '../../support/each-test.ts'

const temporary = freshDatabase()

async function put(tx: Tx, key: string, value = ''): Promise<void> {
  await clientOf(tx).setting.create({ data: { key, value } })
}

async function has(key: string): Promise<boolean> {
  return (await clientOf(temporary.db.reader).setting.count({ where: { key } })) === 1
}

describe('write', () => {
  it('saves everything, and gives back what the work returned', async () => {
    const result = await temporary.db.write(async tx => {
      await put(tx, 'a')
      await put(tx, 'b')
      return 'done'
    })
    expect(result).toBe('done')
    expect([await has('a'), await has('b')]).toEqual([true, true])
  })

  it('saves nothing when the work throws, and passes on what it threw', async () => {
    const fault = new Error('mine')
    const write = temporary.db.write(async tx => {
      await put(tx, 'a')
      throw fault
    })
    await expect(write).rejects.toBe(fault)
    expect(await has('a')).toBe(false)
  })

  it('runs one at a time, in the order of asking, also after one that failed', async () => {
    const order: string[] = []
    const step = (name: string) =>
      temporary.db.write(async tx => {
        order.push(`${name} begins`)
        await put(tx, name)
        order.push(`${name} ends`)
        if (name === 'b') throw new Error('b fails')
      })
    const outcomes = await Promise.allSettled([step('a'), step('b'), step('c')])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('loses no update when a hundred read and write the same row at once', async () => {
    await temporary.db.write(tx => put(tx, 'count', '0'))
    const increment = () =>
      temporary.db.write(async tx => {
        const { setting } = clientOf(tx)
        const { value } = await setting.findUniqueOrThrow({ where: { key: 'count' } })
        await setting.update({ where: { key: 'count' }, data: { value: String(Number(value) + 1) } })
      })
    await Promise.all(Array.from({ length: 100 }, increment))
    const { value } = await clientOf(temporary.db.reader).setting.findUniqueOrThrow({
      where: { key: 'count' },
    })
    expect(value).toBe('100')
  })

  it('refuses a write inside a write instead of waiting for itself', async () => {
    const outer = temporary.db.write(() => temporary.db.write(async () => {}))
    await expect(outer).rejects.toMatchObject({ code: 'NESTED_WRITE' })
    await temporary.db.write(tx => put(tx, 'after'))
    expect(await has('after')).toBe(true)
  })

  it('lets work that outlives its write ask for one of its own', async () => {
    let later: Promise<void> | undefined
    let finished: () => void = () => {}
    const signal = new Promise<void>(resolve => {
      finished = resolve
    })
    await temporary.db.write(async () => {
      later = signal.then(() => temporary.db.write(tx => put(tx, 'later')))
    })
    finished()
    await later
    expect(await has('later')).toBe(true)
  })

  it('is refused as a whole when a unique index refuses a row', async () => {
    const write = temporary.db.write(async tx => {
      await put(tx, 'a')
      await put(tx, 'b')
      await put(tx, 'a')
    })
    await expect(write).rejects.toMatchObject({ code: 'P2002' })
    expect([await has('a'), await has('b')]).toEqual([false, false])
  })

  it('is refused after close, which first finishes what was asked for', async () => {
    const pending = temporary.db.write(tx => put(tx, 'a'))
    await temporary.db.close()
    await expect(pending).resolves.toBeUndefined()
    await expect(temporary.db.write(tx => put(tx, 'b'))).rejects.toMatchObject({ code: 'DB_CLOSED' })
  })
})

describe('reader', () => {
  it('neither waits for an open write nor sees it before it is saved', async () => {
    let seen: boolean | undefined
    await temporary.db.write(async tx => {
      await put(tx, 'a')
      seen = await has('a')
    })
    expect(seen).toBe(false)
    expect(await has('a')).toBe(true)
  })

  it.each([
    ['a row', (tx: Tx) => clientOf(tx).setting.create({ data: { key: 'x', value: '' } })],
    ['many rows', (tx: Tx) => clientOf(tx).setting.createMany({ data: rows(2000) })],
    ['a change', (tx: Tx) => clientOf(tx).setting.updateMany({ data: { value: 'x' } })],
    ['a deletion', (tx: Tx) => clientOf(tx).setting.deleteMany()],
  ])('refuses to save %s', async (_, change) => {
    const before = await clientOf(temporary.db.reader).setting.findMany()
    await expect(change(temporary.db.reader)).rejects.toThrow(/read-?only|only reads/)
    expect(await clientOf(temporary.db.reader).setting.findMany()).toEqual(before)
  })
})

describe('one turn', () => {
  const current = async (tx: Tx) =>
    (await clientOf(tx).setting.findUnique({ where: { key: 'a' } }))?.value ?? null
  const change = (tx: Tx, value: string) =>
    clientOf(tx).setting.updateMany({ where: { key: 'a' }, data: { value } })

  beforeEach(() => temporary.db.write(tx => put(tx, 'a', 'before')))

  /** What is saved while a turn reads; in the turn that is asked once more it has been saved. */
  const beside = async (tx: Tx, work: (own: Tx) => Promise<unknown>) => {
    if (tx === temporary.db.reader) await temporary.db.write(async own => void (await work(own)))
  }

  /** What a reading turn saw, before it may have been asked once more. */
  async function firstOf<T>(work: (tx: Tx) => Promise<T>): Promise<T | undefined> {
    const seen: T[] = []
    await temporary.db.read(async tx => void seen.push(await work(tx)))
    return seen[0]
  }

  it('of reading rests on the same facts from its beginning to its end, and the next one on newer', async () => {
    const seen = await firstOf(async tx => {
      const first = await current(tx)
      await beside(tx, own => change(own, 'after'))
      return [first, await current(tx)]
    })
    expect(seen).toEqual(['before', 'before'])
    expect(await temporary.db.read(current)).toBe('after')
    expect(await current(temporary.db.reader)).toBe('after')
  })

  it.each([
    [
      'a row that must be there',
      async (tx: Tx) => (await clientOf(tx).setting.findUniqueOrThrow({ where: { key: 'a' } })).value,
    ],
    [
      'a question of our own',
      async (tx: Tx) =>
        (
          await clientOf(tx).$queryRaw<
            { value: string }[]
          >`SELECT "value" FROM "Setting" WHERE "key" = ${'a'}`
        )[0]?.value ?? null,
    ],
  ])('keeps what was read when it asks for %s, and that is kept too', async (_, ask) => {
    const seen = await firstOf(async tx => {
      const first = [await current(tx), await ask(tx)]
      await beside(tx, own => change(own, 'after'))
      return [...first, await ask(tx), await current(tx)]
    })
    expect(seen).toEqual(['before', 'before', 'before', 'before'])
    const changed = await temporary.db.write(async tx => {
      const before = await ask(tx)
      await Promise.all([ask(tx), change(tx, 'own')])
      return [before, await ask(tx)]
    })
    expect(changed).toEqual(['after', 'own'])
  })

  it('tells questions of our own apart by what they ask for', async () => {
    const value = (tx: Tx, key: string) =>
      clientOf(tx).$queryRaw`SELECT "value" FROM "Setting" WHERE "key" = ${key}`
    const seen = await temporary.db.read(async tx => [await value(tx, 'b'), await value(tx, 'a')])
    expect(seen).toEqual([[], [{ value: 'before' }]])
  })

  it('of writing sees what a statement of its own has returned and changed', async () => {
    const seen = await temporary.db.write(async tx => {
      const statement = () =>
        clientOf(tx)
          .$queryRaw`UPDATE "Setting" SET "value" = "value" || '!' WHERE "key" = 'a' RETURNING "value"`
      return [await current(tx), await statement(), await statement(), await current(tx)]
    })
    expect(seen).toEqual(['before', [{ value: 'before!' }], [{ value: 'before!!' }], 'before!!'])
  })

  it('of reading is asked once more when somebody has changed something before its record was saved', async () => {
    const record = (tx: Tx) => beside(tx, own => put(own, crypto.randomUUID()))
    let asked = 0
    const look = () =>
      temporary.db.read(async tx => {
        asked += 1
        const seen = await current(tx)
        await record(tx)
        return seen
      })
    expect(await Promise.all([look(), look()])).toEqual(['before', 'before'])
    expect(asked).toBe(2)
    // The change of somebody else queues in front of the record.
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    const first = temporary.db.write(() => held)
    const changed = temporary.db.write(own => change(own, 'after'))
    const seen = look()
    release()
    await Promise.all([first, changed])
    expect(await seen).toBe('after')
    expect(asked).toBe(4)
  })

  it('of writing sees what it has changed itself, each time', async () => {
    const seen = await temporary.db.write(async tx => {
      const values = [await current(tx)]
      for (const value of ['one', 'two']) {
        // Asked at the same time as the change: whichever comes first, it is not what is remembered.
        await Promise.all([current(tx), change(tx, value)])
        values.push(await current(tx))
      }
      await clientOf(tx).$executeRaw`UPDATE "Setting" SET "value" = 'three' WHERE "key" = 'a'`
      return [...values, await current(tx)]
    })
    expect(seen).toEqual(['before', 'one', 'two', 'three'])
  })

  it('asks again after a question that failed', async () => {
    await temporary.db.read(async tx => {
      const wrong = () => clientOf(tx).setting.findMany({ where: { nowhere: 1 } as never })
      await expect(wrong()).rejects.toMatchObject({ code: 'QUERY_INVALID' })
      await expect(wrong()).rejects.toMatchObject({ code: 'QUERY_INVALID' })
      expect(await current(tx)).toBe('before')
    })
  })
})

function rows(count: number): { key: string; value: string }[] {
  return Array.from({ length: count }, (_, index) => ({ key: `row ${index}`, value: '' }))
}

describe('the audit trail', () => {
  const event = {
    at: new Date(0),
    tenantId: 't',
    action: 'form.read',
    subjectType: 's',
    subjectId: 'i',
    reason: 'before',
  }

  beforeEach(() =>
    temporary.db.write(async tx => void (await clientOf(tx).auditEvent.create({ data: event }))),
  )

  it.each([
    ['a change', (tx: Tx) => clientOf(tx).auditEvent.updateMany({ data: { reason: 'after' } })],
    ['a deletion', (tx: Tx) => clientOf(tx).auditEvent.deleteMany()],
    [
      'a replacement',
      (tx: Tx) =>
        clientOf(tx)
          .$executeRaw`REPLACE INTO AuditEvent (id, at, tenantId, action, subjectType, subjectId, reason)
          VALUES (1, 0, 't', 'form.read', 's', 'i', 'after')`,
    ],
  ])('refuses %s', async (_, change) => {
    await expect(temporary.db.write(async tx => void (await change(tx)))).rejects.toThrow()
    const events = await clientOf(temporary.db.reader).auditEvent.findMany()
    expect(events.map(({ reason }) => reason)).toEqual(['before'])
  })
})
