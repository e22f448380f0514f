/**
 * The local Teams client (m365agentsplayground) as a child process, for the demo and for the browser tests.
 *
 * Left to itself the client listens on every network interface, moves silently to another port when its own is
 * taken, writes `devTools/` into the current directory, and reports usage statistics to Azure although telemetry is
 * switched off. Anybody who reaches it can act as any of its people, so none of that may stand: the guard below runs
 * inside the child before the client does, and the environment closes the rest.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Fault } from '../shared/errors.ts'

/** A running local Teams client. */
export interface LocalClient {
  /** Where a browser, or a test, finds it: `http://127.0.0.1:56150`. */
  readonly url: string
  readonly pid: number
  /** Ends the client and whatever it started; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>
}

interface LocalClientOptions {
  /** Port of the bot on 127.0.0.1; its path is /api/messages. */
  readonly botPort: number
  /** Port for the client on 127.0.0.1; 0 lets the system choose one. */
  readonly clientPort: number
  /** Whether the client opens the user's own browser on its page. */
  readonly openBrowser: boolean
  /** Told, for a person at the terminal, when the client ends by itself. */
  readonly log: (line: string) => void
}

const startTimeout = 20_000
const stopTimeout = 3_000
const settings = fileURLToPath(new URL('../../.m365agentsplayground.yml', import.meta.url))
const proxyNames = /^(https?|all|no)_proxy$|^NODE_USE_ENV_PROXY$/i

/** Runs in the child before the client: loopback only, and gone when this process is gone, however that ended. */
const guard = `
  import { rmSync } from 'node:fs'
  import net from 'node:net'
  const listen = net.Server.prototype.listen
  net.Server.prototype.listen = function (port, ...rest) {
    return typeof port === 'number' && typeof rest[0] !== 'string'
      ? listen.call(this, port, '127.0.0.1', ...rest)
      : listen.call(this, port, ...rest)
  }
  process.once('disconnect', () => {
    rmSync(process.env.ROED_TRAAD_CLIENT_WORKSPACE, { recursive: true, force: true })
    process.exit(0)
  })
`

/**
 * Starts the local Teams client with the people of `.m365agentsplayground.yml` and waits until it answers.
 *
 * The client keeps everything in memory: conversations other than the configured ones get new ids at each start.
 *
 * @returns the client, ready for a browser.
 * @throws Fault CLIENT_PORT_TAKEN, CLIENT_DID_NOT_START with a text in Danish and English that names the remedy, when the port is taken or the client
 *   does not start within 20 seconds.
 * @example
 * const client = await startLocalClient({ botPort: 3978, clientPort: 56150, openBrowser: true, log: console.log })
 * // … client.url is 'http://127.0.0.1:56150'
 * await client.stop()
 */
export async function startLocalClient(options: LocalClientOptions): Promise<LocalClient> {
  await refuseTakenPort(options.clientPort)
  const workspace = mkdtempSync(join(tmpdir(), 'roed-traad-client-'))
  const child = spawn(process.execPath, commandLine(options), {
    cwd: workspace,
    env: environment(workspace, options.openBrowser),
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    // A group of its own: Ctrl+C ends the bot first, and stop() reaches what the client started.
    detached: process.platform !== 'win32',
  })
  const ended = once(child, 'exit').then(() => undefined)
  let stopping = false
  const stop = async () => {
    stopping = true
    await end(child, ended)
    rmSync(workspace, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    const port = await listeningPort(child, ended, workspace)
    if (options.clientPort !== 0 && port !== options.clientPort)
      throw new Fault('CLIENT_PORT_TAKEN', portTaken(options.clientPort))
    const url = `http://127.0.0.1:${port}`
    await answers(url)
    void ended.then(() => {
      if (!stopping) options.log('Den lokale Teams-klient er stoppet. / The local Teams client has stopped.')
    })
    return { url, pid: child.pid!, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

function commandLine({ botPort, clientPort }: LocalClientOptions): string[] {
  const require = createRequire(import.meta.url)
  const cli = require.resolve('@microsoft/m365agentsplayground/cli.js')
  const preload = `data:text/javascript,${encodeURIComponent(guard)}`
  const bot = `http://127.0.0.1:${botPort}/api/messages`
  return [
    '--import',
    preload,
    cli,
    'start',
    '-e',
    bot,
    '-c',
    'msteams',
    '-p',
    String(clientPort),
    '--disable-telemetry',
  ]
}

/** This process's environment without proxies (the bot is on this machine) and with the client's own switches. */
function environment(workspace: string, openBrowser: boolean): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !proxyNames.test(name))
  return {
    ...Object.fromEntries(inherited),
    ROED_TRAAD_CLIENT_WORKSPACE: workspace,
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: settings,
    // Never /dev/null: the client deletes the file of this name before it writes.
    M365_AGENTS_PLAYGROUND_LOGFILE: join(workspace, 'client.log'),
    // Without this the client's telemetry library calls Azure even under --disable-telemetry.
    APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
    TEAMSAPPTESTER_BROWSER: openBrowser ? '' : 'none',
  }
}

/** The client says on standard output where it listens; it ends with a reason in its log file when it cannot. */
async function listeningPort(child: ChildProcess, ended: Promise<void>, workspace: string): Promise<number> {
  const lines = createInterface({ input: child.stdout! })
  const announced = new Promise<number>(resolve => {
    lines.on('line', line => {
      const port = /^Listening on (\d+)/.exec(line)?.[1]
      if (port) resolve(Number(port))
    })
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(resolve, startTimeout, 'late')
  })
  const first = await Promise.race([announced, ended, late])
  clearTimeout(timer)
  if (typeof first === 'number') return first
  throw new Fault('CLIENT_DID_NOT_START', didNotStart(join(workspace, 'client.log')))
}

async function answers(url: string): Promise<void> {
  const response = await fetch(`${url}/_debug/ping`, { signal: AbortSignal.timeout(startTimeout) })
  await response.text()
  if (!response.ok) throw new Fault('CLIENT_DID_NOT_START', didNotStart())
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  signal(child, 'SIGTERM')
  const timer = setTimeout(() => signal(child, 'SIGKILL'), stopTimeout)
  await ended
  clearTimeout(timer)
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.exitCode !== null || child.signalCode !== null) return
  if (process.platform === 'win32') {
    child.kill(name)
    return
  }
  try {
    process.kill(-child.pid!, name)
  } catch {
    // The group is gone already.
  }
}

async function refuseTakenPort(port: number): Promise<void> {
  if (port === 0) return
  const probe = createServer()
  probe.listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch {
    throw new Fault('CLIENT_PORT_TAKEN', portTaken(port))
  }
  probe.close()
  await once(probe, 'close')
}

function portTaken(port: number): string {
  return [
    `Port ${port} til den lokale Teams-klient er optaget. Luk det program, der bruger den (måske en demo, der allerede kører), eller vælg en anden port med CLIENT_PORT, eller start uden klient: npm start -- --no-client`,
    `Port ${port} for the local Teams client is taken. Close the program that uses it (perhaps a demo that is already running), or choose another port with CLIENT_PORT, or start without the client: npm start -- --no-client`,
  ].join('\n')
}

function didNotStart(logFile?: string): string {
  const reason = logFile && existsSync(logFile) ? readFileSync(logFile, 'utf8').trim() : ''
  return [
    'Den lokale Teams-klient kunne ikke starte. Kør npm ci igen, og se efter, at .m365agentsplayground.yml er uændret.',
    'The local Teams client could not start. Run npm ci again, and check that .m365agentsplayground.yml is unchanged.',
    ...(reason ? [reason] : []),
  ].join('\n')
}
