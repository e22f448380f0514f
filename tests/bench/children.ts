import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '../support/free-port.ts'
import { post } from './load.ts'

/** A process of our own, ended by its id. */
export interface Bot {
  /** milliseconds from starting the process to its first answer to a click */
  startMs: number
  port: number
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a program that listens on `PORT`, and clicks until it answers. */
export async function startBot(
  program: URL,
  environment: Record<string, string>,
  click: object,
): Promise<Bot> {
  const port = await freePort()
  const begun = performance.now()
  const child = run(program, { ...environment, PORT: String(port) })
  child.stdout?.resume()
  const body = JSON.stringify(click)
  for (;;) {
    const answer = await post(port, undefined, body).catch(() => null)
    if (answer?.status === 200) break
    if (child.exitCode !== null) throw new Error(`${program.pathname} ended with ${child.exitCode}`)
    if (performance.now() - begun > 60_000) throw new Error(`${program.pathname} does not answer`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  return { startMs: performance.now() - begun, port, stop: () => stop(child) }
}

/** Runs a program to its end. @returns what it printed last, read as JSON */
export async function result<T>(program: URL, environment: Record<string, string>): Promise<T> {
  const child = run(program, environment)
  let printed = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${program.pathname} ended with ${code}`)
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as T
}

function run(program: URL, environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [fileURLToPath(program)], {
    env: { ...process.env, NODE_ENV: '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(timer)
}
