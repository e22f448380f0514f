import { type Job, PgBoss, type QueueOptions, type QueuePolicy } from 'pg-boss'
import type { Errand, Queue, Taken } from '../reminders/queue.ts'
import { codeOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'

const bell = 'ring'
const errands = 'deliver'
const dead = 'deliver-dead'

export interface PgBossOptions {
  /** of the PostgreSQL database; the queue keeps to a schema of its own in it */
  url: string
  log: Log
  /** seconds until what threw is tried again for the first time */
  retrySeconds?: number
  /** seconds until what somebody has taken is somebody else's: they may have died */
  expireSeconds?: number
}

/** The queue on PostgreSQL, by pg-boss. */
export function createPgBossQueue({ url, log, retrySeconds = 5, expireSeconds = 60 }: PgBossOptions): Queue {
  const lookSeconds = Math.max(1, Math.round(expireSeconds / 4))
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'roed-traad queue',
    max: 4,
    connectionTimeoutMillis: 5000,
    // Nothing goes by the clock: each process rings, and the first one counts.
    schedule: false,
    // How soon it is noticed that somebody has died with something in their hands.
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: lookSeconds,
  })
  boss.on('error', error => log.warn('queue.fault', { code: codeOf(error) }))

  const taken = <T>(name: string, job: Job<unknown>, what: T): Taken<T> => ({
    what,
    done: async () => void (await boss.complete(name, job)),
    // The code alone: a message may hold what was to be written.
    failed: async error => void (await boss.fail(name, job, { code: codeOf(error) })),
  })

  /** What an earlier version made is kept as it was by `createQueue`, so it is told what holds now. */
  async function make(
    name: string,
    policy: QueuePolicy,
    options: QueueOptions & { deadLetter?: string },
  ): Promise<void> {
    await boss.createQueue(name, { ...options, policy })
    await boss.updateQueue(name, options)
  }

  return {
    async start() {
      await boss.start()
      const often = { expireInSeconds: expireSeconds, deleteAfterSeconds: 3600 }
      await make(bell, 'short', { ...often, retryLimit: 0 })
      await make(dead, 'standard', { retentionSeconds: 14 * 86_400 })
      await make(errands, 'exclusive', {
        ...often,
        retryLimit: 5,
        retryDelay: retrySeconds,
        retryBackoff: retrySeconds > 0,
        deadLetter: dead,
      })
    },

    async ring(everySeconds) {
      if (everySeconds === undefined) await boss.send(bell, {})
      else await boss.sendThrottled(bell, {}, {}, everySeconds)
    },

    async takeRing() {
      const [job] = await boss.fetch(bell)
      return job ? taken(bell, job, null) : null
    },

    async add(list) {
      const jobs = list.map(data => ({ data: { ...data }, singletonKey: data.personId }))
      if (jobs.length > 0) await boss.insert(errands, jobs)
    },

    async take(limit) {
      const jobs = await boss.fetch<Errand>(errands, { batchSize: limit })
      return jobs.map(job => taken(errands, job, job.data))
    },

    async dead() {
      const jobs = await boss.findJobs<Errand>(dead, { queued: true })
      return jobs.map(({ id, data, createdOn, sourceOutput: said }) => ({
        id,
        ...data,
        at: createdOn,
        // What `failed` gave it; one that nobody brought back has none.
        code: said && 'code' in said ? String(said.code) : 'EXPIRED',
      }))
    },

    revive: () => boss.redrive(dead),

    stop: () => boss.stop({ graceful: false, close: true }),
  }
}
