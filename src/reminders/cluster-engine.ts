import { codeOf, faultFields } from '../shared/errors.ts'
import { deliverTo, takeUpStranded } from './deliver.ts'
import type { Engine, EngineDeps } from './engine.ts'
import type { Queue, Taken } from './queue.ts'
import { oneAtATime, queueOf } from './rounds.ts'
import { sweep } from './sweep.ts'

export interface ClusterEngineDeps extends EngineDeps {
  queue: Queue
}

/** So many people of each municipality are handed out at a time: the rest stays in the table, where it can change. */
const handedOut = 8
const tidyEveryMs = 3_600_000

/**
 * The engine of several processes on one database. Whoever hears the bell looks for what is due; the messages of a
 * person are an errand that any of them takes. All that is true stands in the tables: a process that dies leaves its
 * errands to the others, and what the queue did not keep is handed out again.
 */
export function createClusterEngine(deps: ClusterEngineDeps): Engine {
  const { sweeping, delivering, lines = [], everyMs, askEveryMs = 1000, queue, tidy } = deps
  const { db, clock, log } = sweeping
  let timers: NodeJS.Timeout[] = []
  let kicked: NodeJS.Timeout | undefined
  let tidiedAt = Number.NEGATIVE_INFINITY
  let stopped = true
  let failing = false
  const most = delivering.sending?.abreast ?? 1
  const bells = oneAtATime(hear)
  const errands = oneAtATime(serve)
  const others = lines.map(line => oneAtATime(ending => line.run(ending)))

  /** Looks for what is due when the bell has been rung, and hands out the messages that come of it. */
  async function hear(ending: () => boolean): Promise<void> {
    for (;;) {
      const bell = ending() ? null : await queue.takeRing()
      if (!bell) return
      await settled(bell, async () => {
        await takeUpStranded(delivering)
        await sweep(sweeping, ending).finally(handOut)
        await tidyUp()
      })
    }
  }

  async function handOut(): Promise<void> {
    const due = await delivering.deliveries.due(db.reader, clock.now(), handedOut)
    const people = new Map(due.map(({ recipientId, tenantId }) => [recipientId, tenantId]))
    await queue.add([...people].map(([personId, tenantId]) => ({ personId, tenantId })))
  }

  /** Takes errands as long as there are any: several at once, and new ones as soon as there is room for some. */
  async function serve(ending: () => boolean): Promise<void> {
    const busy = new Set<Promise<void>>()
    const faults: unknown[] = []
    for (;;) {
      const free = most - busy.size
      const enough = busy.size === 0 || free >= Math.ceil(most / 4)
      if (enough && faults.length === 0 && !ending())
        for (const errand of await takeErrands(free)) {
          const work = settled(errand, () => deliverTo(delivering, errand.what.personId, ending))
            .catch(error => void faults.push(error))
            .finally(() => busy.delete(work))
          busy.add(work)
        }
      if (busy.size === 0) break
      await Promise.race(busy)
    }
    if (faults.length > 0) throw faults[0]
  }

  async function takeErrands(free: number) {
    const taken = await queue.take(free)
    if (taken.length === free) return taken
    await handOut()
    return taken.length > 0 ? taken : queue.take(free)
  }

  /** The queue is told what became of it; what failed is thrown on. */
  async function settled(taken: Taken<unknown>, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      await taken.failed(error)
      throw error
    }
    await taken.done()
  }

  async function tidyUp(): Promise<void> {
    const now = clock.now()
    if (Math.abs(now.getTime() - tidiedAt) < tidyEveryMs) return
    tidiedAt = now.getTime()
    await tidy?.(now).catch(error => log.error('engine.tidy', { code: codeOf(error) }))
  }

  async function run(): Promise<void> {
    // Lines keep leases of their own: each process may look after them, and a slow one keeps no message waiting.
    const results = await Promise.allSettled([
      bells.run().finally(() => errands.run()),
      ...others.map(line => line.run()),
    ])
    const failed = results.find(result => result.status === 'rejected')
    if (failed) throw failed.reason
  }

  /** A database that is away is said with each ring, not with each question in between. */
  async function tell(work: Promise<void>, always: boolean): Promise<void> {
    try {
      await work
      failing = false
    } catch (error) {
      if (always || !failing) log.error('engine.fault', faultFields(error))
      failing = true
    }
  }

  const ring = (everySeconds?: number) => void tell(queue.ring(everySeconds).then(run), true)

  return {
    start() {
      if (!stopped) return
      stopped = false
      // As often as one process would look; whoever is first rings for all. In between each asks for errands.
      const everySeconds = Math.max(1, Math.round(everyMs / 1000))
      timers = [
        setInterval(() => ring(everySeconds), everyMs),
        setInterval(() => void tell(run(), false), Math.min(everyMs, askEveryMs)),
      ]
      for (const timer of timers) timer.unref()
      ring()
    },
    kick() {
      if (stopped || kicked) return
      kicked = setTimeout(() => {
        kicked = undefined
        ring()
      }, 100)
      kicked.unref()
    },
    async runDue() {
      await queue.ring()
      await run()
    },
    async stop() {
      stopped = true
      for (const timer of timers) clearInterval(timer)
      clearTimeout(kicked)
      kicked = undefined
      await Promise.allSettled([bells, errands, ...others].map(line => line.end()))
      await queue.stop()
    },
    async health() {
      const { due: _, ...health } = await this.queue()
      return health
    },
    queue: () => queueOf(sweeping, lines),
  }
}
