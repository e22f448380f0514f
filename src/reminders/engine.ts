import { codeOf } from '../shared/errors.ts'
import { type DeliverDeps, deliver } from './deliver.ts'
import { type SweepDeps, sweep } from './sweep.ts'

/** The embedded engine: one process, its own timer. */
export interface Engine {
  start(): void
  /** Something was written that may be due: do it now, after the answer has left. */
  kick(): void
  /** Does everything that is due and resolves when it is done. */
  runDue(): Promise<void>
  /** No new round; resolves when the round in flight has been recorded. */
  stop(): Promise<void>
  health(): Promise<{ ok: boolean; oldestDueSeconds: number; failed: number }>
}

/** /readyz is red when something due has waited longer than this. */
const alarmAfterSeconds = 300

export function createEngine(deps: EngineDeps): Engine {
  const { sweeping, delivering, everyMs } = deps
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | null = null
  let again = false
  let stopped = true

  async function rounds(): Promise<void> {
    do {
      again = false
      await sweep(sweeping)
      await deliver(delivering)
    } while (again && !stopped)
  }

  function run(): Promise<void> {
    if (round) {
      again = true
      return round
    }
    round = rounds().finally(() => {
      round = null
    })
    return round
  }

  function tick(): void {
    run().catch(error => sweeping.log.error('engine.fault', { code: codeOf(error) }))
  }

  return {
    start() {
      if (!stopped) return
      stopped = false
      timer = setInterval(tick, everyMs)
      timer.unref()
      tick()
    },
    kick() {
      if (!stopped) setImmediate(tick)
    },
    runDue: () => run(),
    async stop() {
      stopped = true
      clearInterval(timer)
      await round?.catch(() => {})
    },
    async health() {
      const now = sweeping.clock.now()
      const { oldestDueAt, failed } = await sweeping.reminders.backlog(sweeping.db.reader, now)
      const oldestDueSeconds = oldestDueAt
        ? Math.max(0, Math.round((now.getTime() - oldestDueAt.getTime()) / 1000))
        : 0
      return { ok: oldestDueSeconds < alarmAfterSeconds, oldestDueSeconds, failed }
    },
  }
}

export interface EngineDeps {
  sweeping: SweepDeps
  delivering: DeliverDeps
  /** how often to look, in milliseconds */
  everyMs: number
}
