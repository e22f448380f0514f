import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

/** The demo as `npm start` runs it, on free ports and with a database of its own. */
export interface RunningDemo {
  /** the local Teams client's page */
  readonly clientUrl: string
  /** what stood on the terminal */
  readonly terminal: readonly string[]
  /** Ends it as Ctrl+C does. @throws Error when it did not stop cleanly */
  stop(): Promise<void>
}

const startTimeout = 60_000
const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Starts `src/main.ts` as a process of its own, without opening a browser.
 * @throws Error with what stood on the terminal, when the demo does not start within a minute
 */
export async function startDemoProcess(): Promise<RunningDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'roed-traad-demo-'))
  const [port, clientPort] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: {
      ...withoutBotSettings(process.env),
      PORT: String(port),
      CLIENT_PORT: String(clientPort),
      DATABASE_URL: `file:${join(folder, 'demo.db')}`,
      TEAMSAPPTESTER_BROWSER: 'none',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit').then(() => undefined)
  const terminal: string[] = []
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
    if (child.exitCode !== 0)
      throw new Error(`The demo ended with ${child.exitCode}:\n${terminal.join('\n')}`)
  }
  try {
    const clientUrl = await addressOn(child, terminal, ended)
    return { clientUrl, terminal, stop }
  } catch (fault) {
    await stop().catch(() => {})
    throw fault
  }
}

/** The address is on the terminal when bot and client both answer. */
function addressOn(child: ChildProcess, terminal: string[], ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The demo ${why}:\n${terminal.join('\n')}`))
    const timer = setTimeout(() => fail('did not start in time'), startTimeout)
    const read = (line: string) => {
      terminal.push(line)
      const address = /http:\/\/127\.0\.0\.1:\d+(?= – du er)/.exec(line)?.[0]
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    }
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', read)
    void ended.then(() => {
      clearTimeout(timer)
      fail('ended by itself')
    })
  })
}

/** Credentials that this machine happens to have must not turn the demo into the real bot. */
function withoutBotSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(BOT_|ALLOWED_|NODE_ENV|DATA_KEYS|PUBLIC_URL|VITEST)/.test(name),
    ),
  )
}
