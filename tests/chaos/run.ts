import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { textsIn } from '../../src/locales/texts.ts'
import { createDeliveryStore } from '../../src/reminders/delivery-store.prisma.ts'
import { clientOf, type Database, openBeside, openDatabase } from '../../src/shared/database.prisma.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import { chanceFrom } from '../simulation/chance.ts'
import { startPostgres } from '../support/postgres.ts'
import { createServers } from '../support/postgres-databases.ts'
import { quickStart } from '../support/quick-start.ts'
import { mostIn } from '../support/rates.ts'
import { kinds, type Plan, planOf, tenantOf } from './plan.ts'
import { startTroubledTeams, type TroubledTeams } from './teams.ts'

export interface ChaosOptions extends Plan {
  database: 'sqlite' | 'postgresql'
  kills: number
  /** how each ends: killed, or asked to stop, as when a new version is put in place */
  signal?: 'SIGKILL' | 'SIGTERM'
  /** of a server; a file has one */
  processes?: number
  /** how many times as fast as the world the time of the processes and of Teams goes */
  speed?: number
  /** whether Teams sometimes never answers, which takes half a minute of the world's time */
  silent?: boolean
}

/** What came of it: what is promised, counted. */
export interface Verdict {
  lost: number
  repeatedThoughCertain: number
  /** arrived, and that was told by a process that had stood still for so long that another had taken it up: ambiguous */
  learntTooLate: number
  /** a second one of which its reader could not know that it may be one */
  repeatedUnmarked: number
  nudgedTwiceInADay: number
  tooEarlyAfter429: number
  repeatedAfterAmbiguous: Record<string, number>
  arrived: number
  outOfReach: number
  kills: number
  answers: Record<string, number>
  lateSeconds: { p50: number; p99: number; most: number }
  /** the most within one, two and thirty seconds to one conversation, and within one second in one tenant */
  rates: { conversation: number[]; tenant: number }
  seconds: number
}

/** Teams' limits for the same windows. */
export const limits = { conversation: [7, 8, 60], tenant: 30 }

/** What a run leaves behind goes with it. */
interface Ground {
  url: string
  processes: number
  /** stops the database's server and starts it again; a file has none */
  restart: (() => Promise<void>) | null
  clear(): Promise<void>
}

async function groundOf(database: ChaosOptions['database'], processes: number): Promise<Ground> {
  if (database === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'roed-traad-chaos-'))
    const url = `file:${join(folder, 'chaos.db')}`
    return {
      url,
      processes: 1,
      restart: null,
      clear: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  const server = await startPostgres({ lasting: true })
  const { url } = await createServers(server.url).make()
  return {
    url,
    processes,
    restart: () => server.halt().then(() => server.resume()),
    clear: () => server.stop(),
  }
}

/** Sends, and is killed, until everything has ended; then counts. */
export async function chaos(
  options: ChaosOptions,
  say: (line: string) => void = () => undefined,
): Promise<Verdict> {
  const chance = chanceFrom(options.seed)
  const began = performance.now()
  const ground = await groundOf(options.database, options.processes ?? 3)
  const { speed = 1, silent = true } = options
  const marker = textsIn('da').common.perhapsAgain
  const teams = await startTroubledTeams(chanceFrom(options.seed + 1), marker, { speed, silent })
  const senders = createSenders(ground.url, teams.url, speed)
  try {
    await queueAll(ground.url, options)
    for (let place = 0; place < ground.processes; place += 1) await senders.start(place)
    for (let kill = 1; kill <= options.kills; kill += 1) {
      await sleep(chance.between(1000, 4000) / Math.sqrt(speed))
      if (options.signal !== 'SIGTERM' && kill === Math.ceil(options.kills / 2) && ground.restart) {
        say('the database is restarted')
        await ground.restart()
      }
      await senders.replace(chance.between(0, ground.processes - 1), options.signal ?? 'SIGKILL')
      say(`${kill} of ${options.kills} ended, ${teams.accepted.length} messages taken`)
    }
    let left = await quiet(ground.url, senders)
    // What Teams has left unsure several times comes again ever later: nobody need wait for it here.
    for (let hours = 1; left.today > 0 && hours < 12; hours += 1) {
      say(`${left.today} come again later; an hour passes`)
      await senders.stop()
      await teams.rested()
      await senders.start(0, hours * hourMs)
      left = await quiet(ground.url, senders)
    }
    say('everything has ended that could today; the next day comes')
    await senders.stop()
    await teams.rested()
    teams.calm()
    const today = teams.accepted.length
    await senders.start(0, 36 * hourMs)
    await quiet(ground.url, senders)
    await senders.stop()
    const verdict = await count(ground.url, teams, today)
    return { ...verdict, kills: options.kills, seconds: Math.round((performance.now() - began) / 1000) }
  } finally {
    await senders.stop()
    await teams.stop()
    await ground.clear()
  }
}

const openToRead = (url: string): Promise<Database> =>
  url.startsWith('file:') ? openBeside({ url }) : openDatabase({ url, log: silentLog })

async function queueAll(url: string, plan: Plan): Promise<void> {
  const db = await openDatabase({ url, log: silentLog })
  const store = createDeliveryStore(randomIds, async (_tx, personId) => tenantOf(personId))
  const list = planOf(plan)
  while (list.length > 0) {
    const some = list.splice(0, 500)
    await db.write(async tx => {
      const now = new Date()
      for (const { key, kind, personId } of some)
        await store.insert(tx, { key, kind, subjectId: key, recipientId: personId }, now)
    })
  }
  await db.close()
}

/** The processes that send, by their places. */
function createSenders(url: string, teamsUrl: string, speed: number) {
  const since = Date.now()
  const children = new Map<number, ChildProcess>()
  let failed: Error | null = null
  let ahead = 0

  async function start(place: number, aheadMs = 0): Promise<void> {
    ahead = aheadMs
    const child = fork(join(import.meta.dirname, 'sender.ts'), {
      env: {
        ...quickStart,
        DATABASE_URL: url,
        TEAMS_URL: teamsUrl,
        AHEAD_MS: String(aheadMs),
        SINCE: String(since),
        SPEED: String(speed),
      },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    children.set(place, child)
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.once('exit', code => reject(new Error(`a sender ended by itself: ${code}`)))
    })
    child.removeAllListeners('exit')
    child.once('exit', (code, signal) => {
      if (signal === null && children.get(place) === child)
        failed = new Error(`a sender ended by itself: ${code}`)
    })
  }

  async function end(place: number, signal: NodeJS.Signals): Promise<void> {
    const child = children.get(place)
    children.delete(place)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  return {
    start,
    /** the time of the processes */
    now: () => new Date(since + (Date.now() - since) * speed + ahead),
    /** @throws when one has ended that nobody killed */
    check() {
      if (failed) throw failed
    },
    async replace(place: number, signal: NodeJS.Signals) {
      await end(place, signal)
      await start(place)
    },
    stop: async () => void (await Promise.all([...children.keys()].map(place => end(place, 'SIGTERM')))),
  }
}

const hourMs = 3_600_000
const patienceMs = 1_200_000

/**
 * Waits until nothing leaves any more, nor will in the next seconds.
 * @returns how many are still to leave today
 */
async function quiet(
  url: string,
  { now, check }: ReturnType<typeof createSenders>,
): Promise<{ today: number }> {
  const db = await openToRead(url)
  const until = performance.now() + patienceMs
  const open = (dueAt: Date) =>
    clientOf(db.reader).delivery.count({
      where: { OR: [{ status: 'pending', dueAt: { lt: dueAt } }, { status: 'sending' }] },
    })
  try {
    for (;;) {
      const soon = new Date(now().getTime() + 20_000)
      const left = await open(soon).catch(() => 1)
      if (left === 0) return { today: await open(new Date(now().getTime() + 10 * hourMs)) }
      check()
      if (performance.now() > until) throw new Error(`${left} messages have not ended in twenty minutes`)
      await sleep(200)
    }
  } finally {
    await db.close()
  }
}

async function count(
  url: string,
  teams: TroubledTeams,
  today: number,
): Promise<Omit<Verdict, 'kills' | 'seconds'>> {
  const db = await openToRead(url)
  const client = clientOf(db.reader)
  const rows = await client.delivery.findMany()
  const attempts = await client.deliveryAttempt.findMany()
  await db.close()

  const accepted = Map.groupBy(
    teams.accepted.map((one, index) => ({ ...one, day: index < today ? 0 : 1 })),
    one => one.deliveryId,
  )
  const sentTries = attempts.filter(({ result }) => result === 'sent')
  const certain = Map.groupBy(sentTries, one => one.deliveryId)
  /** Whether it was tried again when it stood in the ledger already that it has arrived. */
  const knownBefore = ({ deliveryId, startedAt }: { deliveryId: string; startedAt: Date }) =>
    (certain.get(deliveryId) ?? []).some(({ endedAt }) => endedAt !== null && endedAt <= startedAt)
  const timesOf = (id: string) => accepted.get(id) ?? []
  const again = rows.filter(({ id }) => timesOf(id).length > 1)
  const late = rows
    .flatMap(({ sentAt, createdAt, unsureAt }) =>
      sentAt && !unsureAt ? [(sentAt.getTime() - createdAt.getTime()) / 1000] : [],
    )
    .toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(10 * (late[Math.floor((late.length - 1) * share)] ?? 0)) / 10
  const times = (prefix: string) =>
    [...teams.requests].filter(([place]) => place.startsWith(prefix)).map(([, list]) => list)
  return {
    // Whoever blocked the bot is out of reach: that is told, and nothing to them is lost.
    lost: rows.filter(
      ({ id, status }) => status !== 'unreachable' && (status !== 'sent' || timesOf(id).length === 0),
    ).length,
    repeatedThoughCertain: attempts.filter(knownBefore).length,
    learntTooLate: [...certain.values()].filter(tries => tries.length > 1).length,
    repeatedUnmarked: again.filter(
      ({ id, kind }) =>
        kind === 'distribution' &&
        timesOf(id)
          .slice(1)
          .some(one => !one.marked),
    ).length,
    nudgedTwiceInADay: again.filter(
      ({ id, kind }) =>
        kind === 'nudge' && [0, 1].some(day => timesOf(id).filter(one => one.day === day).length > 1),
    ).length,
    tooEarlyAfter429: teams.tooEarly.length,
    repeatedAfterAmbiguous: Object.fromEntries(
      kinds.map(kind => [kind, again.filter(one => one.kind === kind).length]),
    ),
    arrived: accepted.size,
    outOfReach: rows.filter(({ status }) => status === 'unreachable').length,
    answers: teams.answers,
    lateSeconds: { p50: at(0.5), p99: at(0.99), most: at(1) },
    rates: {
      conversation: [1000, 2000, 30_000].map(ms =>
        Math.max(...times('person').map(list => mostIn(list, ms))),
      ),
      tenant: Math.max(...times('tenant').map(list => mostIn(list, 1000))),
    },
  }
}
