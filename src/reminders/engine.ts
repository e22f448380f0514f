import { codeOf, faultFields } from '../shared/errors.ts'
import { type DeliverDeps, deliver } from './deliver.ts'
import type { Line } from './model.ts'
import { type Health, oneAtATime, queueOf } from './rounds.ts'
import { type SweepDeps, sweep } from './sweep.ts'

/** The embedded engine: one process, its own timer. */
export interface Engine {
  start(): void
  /** Something was written that may be due: do it as soon as the answer has left. */
  kick(): void
  /** Does everything that is due and resolves when it is done. */
  runDue(): Promise<void>
  /** Nothing new is begun; resolves when what is in flight has been recorded. */
  stop(): Promise<void>
  /** Not ok when something due has waited too long, is tried again and again, or was given up within a day. */
  health(): Promise<Health>
  /** How many messages are to leave by now, and the same figures. */
  queue(): Promise<Health & { due: number }>
}

const tidyEveryMs = 3_600_000

/** From a change to the round that it calls for: one round for all that is changed meanwhile. */
const gatherMs = 100

export function createEngine(deps: EngineDeps): Engine {
  const { sweeping, delivering, lines = [], everyMs, punctual = false, tidy } = deps
  let timer: NodeJS.Timeout | undefined
  let kicked: NodeJS.Timeout | undefined
  let awake: NodeJS.Timeout | undefined
  let tidiedAt = Number.NEGATIVE_INFINITY
  let stopped = true
  // Each alone, but not the one after the other: a Teams that hangs must not keep the distribution from its time.
  const sweeps = oneAtATime(ending => sweep(sweeping, ending))
  const deliveries = oneAtATime(ending => deliver(delivering, ending))
  const others = lines.map(line => oneAtATime(ending => line.run(ending)))

  async function run(): Promise<void> {
    const results = await Promise.allSettled([
      sweeps.run().finally(() => deliveries.run()),
      ...others.map(line => line.run()),
    ])
    const failed = results.find(result => result.status === 'rejected')
    if (failed) throw failed.reason
    await tidyUp()
  }

  async function tidyUp(): Promise<void> {
    const now = sweeping.clock.now()
    if (Math.abs(now.getTime() - tidiedAt) < tidyEveryMs) return
    tidiedAt = now.getTime()
    await tidy?.(now).catch(error => sweeping.log.error('engine.tidy', { code: codeOf(error) }))
  }

  function tick(): void {
    run()
      .then(wakeInTime)
      .catch(error => sweeping.log.error('engine.fault', faultFields(error)))
  }

  /** What is due before the next look has its look in time: a deadline at noon, or the second that Teams asked for. */
  async function wakeInTime(): Promise<void> {
    if (!punctual || stopped) return
    const next = await sweeping.reminders.nextDueAt(sweeping.db.reader)
    const ms = (next?.getTime() ?? Number.POSITIVE_INFINITY) - sweeping.clock.now().getTime()
    if (ms >= everyMs || stopped) return
    clearTimeout(awake)
    // What is due and was not done by this round may not be done by the next one either.
    awake = setTimeout(tick, ms > 0 ? Math.max(ms, gatherMs) : 1000)
    awake.unref()
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
      if (stopped || kicked) return
      kicked = setTimeout(() => {
        kicked = undefined
        tick()
      }, gatherMs)
      kicked.unref()
    },
    runDue: () => run(),
    async stop() {
      stopped = true
      clearInterval(timer)
      clearTimeout(kicked)
      clearTimeout(awake)
      kicked = undefined
      await Promise.allSettled([sweeps, deliveries, ...others].map(line => line.end()))
    },
    async health() {
      const { due: _, ...health } = await this.queue()
      return health
    },
    queue: () => queueOf(sweeping, lines),
  }
}

export interface EngineDeps {
  sweeping: SweepDeps
  delivering: DeliverDeps
  /** what is done beside them, each in its own time */
  lines?: readonly Line[]
  /** how often to look, in milliseconds */
  everyMs: number
  /** how often one of several processes asks for errands in between, in milliseconds; a second, unless it is said */
  askEveryMs?: number
  /** looks at the very moment at which the next thing is due as well */
  punctual?: boolean
  /** throws away what has had its time; called at most once an hour */
  tidy?(now: Date): Promise<unknown>
}
