import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createPgBossQueue } from '../../src/queue/pg-boss.ts'
import { clientOf, openDatabase } from '../../src/shared/database.prisma.ts'
import { silentLog } from '../../src/shared/log.ts'
import { startTestBot, type TestBot } from '../support/bot.ts'
import { databaseOnServer, temporaryFolder, testKeys } from '../support/database.ts'
import { quickStart } from '../support/quick-start.ts'
import { startSolsikken } from '../support/solsikken.ts'

const program = fileURLToPath(new URL('../../src/undelivered.ts', import.meta.url))
const onServer = inject('postgres') !== undefined
/** The demo keeps to a file. */
const ofServer = {
  BOT_APP_ID: '22222222-2222-4222-8222-222222222222',
  BOT_TENANT_ID: '22222222-2222-4222-8222-222222222222',
  BOT_APP_PASSWORD: 'test',
  PUBLIC_URL: 'https://bot.example',
  DATA_KEYS: testKeys,
}
let folder: string
let url: string
let bot: TestBot
let drop: (() => Promise<unknown>) | undefined
beforeAll(async () => {
  folder = temporaryFolder()
  const made = await databaseOnServer()
  url = made?.url ?? `file:${join(folder, 'bot.db')}`
  drop = made?.drop
  const where = made ? { postgresUrl: url } : { databaseUrl: url }
  bot = await startTestBot({ ...where, now: '2026-10-05T08:00:00Z', rounds: 'kicked' })
  const s = await startSolsikken(bot)
  await bot.app.engine.runDue()
  await bot.app.core.db.write(async tx => {
    const { delivery } = clientOf(tx)
    const [one] = await delivery.findMany({ where: { recipientId: s.jens.personId, status: 'sent' } })
    await delivery.update({ where: { id: one?.id ?? '' }, data: { status: 'failed' } })
  })
}, 60_000)
afterAll(async () => {
  await drop?.()
  rmSync(folder, { recursive: true, force: true })
})

/** The command as the operator gives it. */
async function gives(...args: string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    env: { ...quickStart, DATABASE_URL: url, ...(onServer && ofServer) },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
  const [code] = await once(child, 'close')
  return { code: code as number, said }
}

test('what was given up is listed without a word of it, and is tried again', async () => {
  const beside = await gives()
  expect(beside).toMatchObject({ code: 0 })
  const [line = '', total] = beside.said.split('\n')
  expect(line).toMatch(
    /^\S+Z {2}message {2}team\.\w+ {2}\S+ {2}person \S+ {2}tenant \S+ {2}attempts 1 {2}sent/,
  )
  expect(total).toBe('1 given up.')
  expect(beside.said).not.toMatch(/Solsikken|Jens|Lone/)
  const id = line.split('  ')[3] ?? ''

  if (!onServer) {
    // One process alone writes to a file.
    expect(await gives('--again', id)).toMatchObject({ code: 1, said: expect.stringContaining('stop it') })
    await bot.stop()
  }
  const tried = await gives('--again', id, '--again', 'unknown')
  expect(tried.code).toBe(1)
  expect(tried.said).toContain('1 will be tried again.\nNot all of these were given up')
  expect(await gives()).toEqual({ code: 0, said: 'Nothing was given up.\n' })
  if (!onServer) return

  // An errand that threw every time is a dead letter, until it is handed out again.
  await bot.stop()
  const queue = createPgBossQueue({ url, log: silentLog, retrySeconds: 0 })
  await queue.start()
  await queue.add([{ personId: 'somebody', tenantId: 'kommune' }])
  for (let time = 0; time < 6; time += 1)
    for (const taken of await queue.take(5))
      await taken.failed(Object.assign(new Error('x'), { code: 'WORN' }))
  expect((await gives()).said).toMatch(/errand {2}\S+ {2}person somebody {2}code WORN/)
  expect((await gives('--again', 'all')).said).toBe('0 will be tried again, and 1 errands.\n')
  expect((await queue.take(5)).map(({ what }) => what.personId)).toContain('somebody')
  expect(await queue.dead()).toEqual([])
  await queue.stop()
  const db = await openDatabase({ url, log: silentLog })
  expect(await clientOf(db.reader).delivery.count({ where: { status: 'failed' } })).toBe(0)
  await db.close()
}, 60_000)
