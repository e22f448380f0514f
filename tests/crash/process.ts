import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { quickStart } from '../support/quick-start.ts'
import type { Counts, Order, Place, Report } from './bot.ts'

/** Whatever was asked of it was cut off: it is dead. */
export class Killed extends Error {}

/** Longer than anything takes on a busy machine: something hangs. */
const patienceMs = 60_000

/** The product's process: killed, and started again on the same database. */
export interface Victim {
  /** @param dieAfter so many statements of its start */
  start(now: Date, dieAfter?: number): Promise<void>
  /** Lets it die at the so many-th such place; 0: not at all. @returns how many there were since it was last asked */
  dieAt(count: number, at?: Place): Promise<Counts>
  /** kill -9, from outside */
  kill(): Promise<void>
  passTo(instant: Date): Promise<void>
  post(activity: object): Promise<unknown>
  stop(): Promise<void>
}

/** @param file of the database, its key beside it */
export function createVictim(file: string): Victim {
  let child: ChildProcess | null = null
  let port = 0
  let dead: Promise<void> = Promise.resolve()

  /** The answer to what was sent, or the news that it is dead. */
  async function asks<T extends Report>(
    order: Order | null,
    fits: (report: Report) => report is T,
  ): Promise<T> {
    const asked = child
    if (!asked) throw new Killed()
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => done(() => reject(new Error('the bot hangs'))), patienceMs)
      const hears = (report: Report) => {
        if (fits(report)) done(() => resolve(report))
      }
      const dies = () => done(() => reject(new Killed()))
      const done = (then: () => void) => {
        clearTimeout(timer)
        asked.off('message', hears)
        asked.off('exit', dies)
        then()
      }
      asked.on('message', hears)
      asked.once('exit', dies)
      if (asked.exitCode !== null || asked.signalCode !== null) dies()
      // The channel of a process that is dying is closed a little before it is dead: that tells.
      else if (order) asked.send(order, () => undefined)
    })
  }

  return {
    async start(now, dieAfter = 0) {
      child = fork(join(import.meta.dirname, 'bot.ts'), {
        env: {
          ...quickStart,
          DATABASE_URL: `file:${file}`,
          NOW: now.toISOString(),
          DIE_AFTER: String(dieAfter),
        },
        execArgv: ['--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      const started = child
      dead = new Promise(resolve => started.once('exit', () => resolve()))
      ;({ port } = await asks(null, report => 'port' in report))
    },
    dieAt: async (count, at = 'statement') =>
      (await asks({ die: count, at }, report => 'counts' in report)).counts,
    async kill() {
      child?.kill('SIGKILL')
      await dead
    },
    passTo: async instant =>
      void (await asks({ passTo: instant.toISOString() }, report => 'passed' in report)),
    async post(activity) {
      try {
        const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(activity),
          signal: AbortSignal.timeout(patienceMs),
        })
        const text = await response.text()
        return text === '' ? null : (JSON.parse(text) as unknown)
      } catch (error) {
        if (error instanceof Error && error.name === 'TimeoutError') throw error
        await dead
        throw new Killed()
      }
    },
    async stop() {
      child?.kill('SIGTERM')
      await dead
      child = null
    },
  }
}
