import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../support/database.ts'
import { quickStart } from '../support/quick-start.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const ready = /lytter på (http:\S+)\/api\/messages/

let folder: string
const running = new Set<ReturnType<typeof start>>()

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  for (const one of running) one.child.kill('SIGKILL')
  await Promise.all([...running].map(one => one.ended))
  running.clear()
  await rm(folder, { recursive: true, force: true })
})

/** `npm start -- --no-client` as a process of its own. */
function start(env: Record<string, string>, args = ['--no-client']) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...quickStart, PORT: '0', DATABASE_URL: `file:${folder}/demo.db`, ...env },
  })
  let text = ''
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const listening = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const found = ready.exec(text)
      if (found?.[1]) resolve(found[1])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    ended.then(() => reject(new Error(`it ended: ${text}`)))
  })
  listening.catch(() => {})
  const one = { child, ended, listening, text: () => text }
  running.add(one)
  return one
}

const hello = (serviceUrl: string) => ({
  id: 'hello',
  type: 'message',
  text: 'hej',
  channelId: 'msteams',
  serviceUrl,
  from: { id: '29:ida', name: 'Ida Krogh', aadObjectId: 'ida' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:ida', conversationType: 'personal', tenantId: 'any' },
})

/** Resolves when no connection is taken any more. */
async function refused(address: string): Promise<void> {
  const { hostname, port } = new URL(address)
  for (;;) {
    const socket = connect(Number(port), hostname)
    const taken = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (!taken) return
  }
}

test('starts, is ready, and stops cleanly on SIGTERM; a second start goes on with the same file', async () => {
  for (let round = 0; round < 2; round += 1) {
    const bot = start({})
    const address = await bot.listening
    expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ ok: true })
    bot.child.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
  }
})

test('SIGTERM with requests in flight: each is finished and answered, then it stops (R-OPS-1)', async () => {
  const waiting: (() => void)[] = []
  // Teams, which takes the bot's messages, and answers when it is told to.
  const teams = createHttpServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    waiting.push(() => response.end('{"id":"1"}'))
    teams.emit('message')
  })
  await new Promise<void>(resolve => teams.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = teams.address() as AddressInfo
    const bot = start({})
    const address = await bot.listening
    const asked = once(teams, 'message')
    const answer = fetch(`${address}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(hello(`http://127.0.0.1:${port}/`)),
    }).then(({ status }) => status)
    await asked
    bot.child.kill('SIGTERM')
    // It has begun to stop: nobody new is let in.
    await refused(address)
    for (const answers of waiting) answers()
    expect(await answer).toBe(200)
    expect(await bot.ended).toBe(0)
  } finally {
    teams.closeAllConnections()
    await new Promise(resolve => teams.close(resolve))
  }
})

test('a second process on the same database file says so, names the remedy and stops', async () => {
  await start({}).listening
  const second = start({})
  expect(await second.ended).toBe(1)
  expect(second.text()).toContain('Another process is using the database')
  expect(second.text()).toContain('Stop it first')
})

test('a taken port says so, names the remedy and stops, without a trace of the code', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const port = String((other.address() as AddressInfo).port)
  try {
    for (const [bot, remedy] of [
      [
        start({ CLIENT_PORT: port, TEAMSAPPTESTER_BROWSER: 'none' }, []),
        'choose another port with CLIENT_PORT',
      ],
      [start({ PORT: port, DATABASE_URL: `file:${folder}/other.db` }), 'set PORT to a free port'],
    ] as const) {
      expect(await bot.ended).toBe(1)
      expect(bot.text()).toContain(remedy)
      expect(bot.text()).not.toMatch(/^ +at /m)
    }
  } finally {
    other.close()
  }
})

test('a file that is no database says so, names the remedy and stops', async () => {
  await writeFile(`${folder}/demo.db`, 'ikke en database, men længere end et hoved: '.repeat(200))
  const bot = start({})
  expect(await bot.ended).toBe(1)
  expect(bot.text()).toContain('DB_CORRUPT')
  expect(bot.text()).not.toMatch(/^ +at /m)
})

test('half a configuration does not start', async () => {
  const bot = start({ BOT_APP_ID: '22222222-2222-4222-8222-222222222222' })
  expect(await bot.ended).toBe(1)
  expect(bot.text()).toContain('BOT_TENANT_ID is missing')
  expect(bot.text()).toContain('DATA_KEYS is missing')
})

test('killed in the middle, it starts again on the same file', async () => {
  const bot = start({})
  await bot.listening
  bot.child.kill('SIGKILL')
  await bot.ended
  await start({}).listening
})
