import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/shared/database.prisma.ts'
import { openKeyring } from '../../../src/shared/key-check.prisma.ts'
import { silentLog } from '../../../src/shared/log.ts'
import { temporaryFolder, testKeys } from '../../support/database.ts'
import { freshDatabase } from '../../support/each-test.ts'

const temporary = freshDatabase()

const another = (name: string) => `${name}:${randomBytes(32).toString('base64')}`
const open = (dataKeys: string) => openKeyring(temporary.db, { dataKeys })

describe('the keys of DATA_KEYS', () => {
  it('are taken when they are those that sealed', async () => {
    await expect(open(testKeys)).resolves.toBeDefined()
  })

  it('are refused when one is another key of the same name', async () => {
    await expect(open(another('test'))).rejects.toMatchObject({
      code: 'KEY_WRONG',
      message: expect.stringContaining('test'),
    })
  })

  it('are refused when one that sealed is missing', async () => {
    await expect(open(another('2026a'))).rejects.toMatchObject({
      code: 'KEY_WRONG',
      message: expect.stringContaining('"test"'),
    })
  })

  it('rotate: the new one first, the old one kept', async () => {
    const sealed = temporary.codec.seal('Noah', 'x')
    const added = another('2026a')
    const { codec } = await open(`${added},${testKeys}`)
    expect(codec.open(sealed, 'x')).toBe('Noah')
    expect(codec.seal('Noah', 'x')).toContain('v1.2026a.')
    // From now on both are needed.
    await expect(open(added)).rejects.toMatchObject({ code: 'KEY_WRONG' })
    await expect(open(testKeys)).rejects.toMatchObject({ code: 'KEY_WRONG' })
    await expect(open(`${testKeys},${added}`)).resolves.toBeDefined()
  })

  it('are noted once by processes that start together', async () => {
    const rotated = `${another('2026a')},${testKeys}`
    await expect(Promise.all([open(rotated), open(rotated)])).resolves.toBeDefined()
  })

  it('are refused to the later of two processes that start together with different ones of a name', async () => {
    const results = await Promise.allSettled([
      open(`${another('2026a')},${testKeys}`),
      open(`${another('2026a')},${testKeys}`),
    ])
    const refused = results.filter(result => result.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'KEY_WRONG' } }])
  })
})

describe("the demo's key file", () => {
  let folder: string

  beforeEach(() => {
    folder = temporaryFolder()
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const start = async (keyFile: string) => {
    const db = await openDatabase({ url: `file:${join(folder, 'x.db')}`, log: silentLog })
    try {
      return await openKeyring(db, { keyFile })
    } finally {
      await db.close()
    }
  }

  it('is made once, for this user alone, and used again', async () => {
    const keyFile = join(folder, 'x.key')
    const first = await start(keyFile)
    expect((statSync(keyFile).mode & 0o777).toString(8)).toBe('600')
    const made = readFileSync(keyFile, 'utf8')
    const second = await start(keyFile)
    expect(readFileSync(keyFile, 'utf8')).toBe(made)
    expect(second.codec.open(first.codec.seal('Noah', 'x'), 'x')).toBe('Noah')
  })

  it('is not made anew for a database that was sealed with it', async () => {
    const keyFile = join(folder, 'x.key')
    await start(keyFile)
    rmSync(keyFile)
    await expect(start(keyFile)).rejects.toMatchObject({
      code: 'KEY_WRONG',
      message: expect.stringContaining('missing'),
      remedy: expect.stringContaining('Put the key file back'),
    })
    expect(existsSync(keyFile)).toBe(false)
  })

  it('is refused when it is the file of another database', async () => {
    await start(join(folder, 'x.key'))
    const stranger = join(dirname(temporary.file), 'y.key')
    const other = await openDatabase({ url: `file:${join(folder, 'y.db')}`, log: silentLog })
    await openKeyring(other, { keyFile: stranger })
    await other.close()
    await expect(start(stranger)).rejects.toMatchObject({ code: 'KEY_WRONG' })
  })
})
