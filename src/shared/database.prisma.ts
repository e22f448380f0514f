import { AsyncLocalStorage } from 'node:async_hooks'
import { type Prisma, PrismaClient } from '../../prisma/generated/client.ts'
import { providerOf } from '../../prisma/history.ts'
import { migrate } from '../../prisma/migrate.ts'
import { migratePostgres } from '../../prisma/migrate-postgres.ts'
import { databasePath, inspectFile, ownFile, refuseMoved, startFault } from './database-file.prisma.ts'
import { codeOf, Fault } from './errors.ts'
import type { Log } from './log.ts'
import { Asked, careful } from './one-turn.prisma.ts'
import { connectPostgres, Outside, type PostgresClients } from './postgres.prisma.ts'
import { type FailureNote, LastingLibSql, readerAndWriter } from './sqlite.prisma.ts'
import type { StartFaultCode } from './start-fault.ts'
import { StoreFault } from './store-fault.ts'
import type { Transactions, Tx } from './transaction.ts'

/** What store adapters query with. */
export type PrismaTx = Prisma.TransactionClient

export interface Database extends Transactions {
  /** whether the file was made by this start */
  readonly created: boolean
  /** whether other processes may use it at the same time */
  readonly shared: boolean
  /** Waits for the writes that were asked for, then lets go of the file. Later writes are refused. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** `file:` and a path, e.g. `file:.data/roed-traad.db`; or `postgresql://user:password@host:5432/roed_traad` */
  url: string
  log: Log
  /** milliseconds that one write may take before it is rolled back and the next one is let in */
  writeTimeout?: number
  /**
   * whether what has been acknowledged survives a power cut, as it must; off only for data that a test throws away, and
   * that is written faster than a disk can confirm
   */
  durable?: boolean
  /** of a PostgreSQL: an empty one is refused. A file must be there already, see `mustExist` */
  existing?: boolean
  /**
   * asked when a server does not answer at start, with how often it was tried; resolves to whether to try again, when it
   * is time for it
   */
  tryAgain?: (tried: number) => Promise<boolean>
  /** pages of 4 KB that the file may grow to; by default as many as the disk holds */
  maxPages?: number
}

/** On both connections. Waiting for a lock stops the whole process, and only a stranger can hold one: wait briefly. */
const everyConnection = `PRAGMA busy_timeout = 1000; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;`

/**
 * FULL: what has been acknowledged survives a power cut. REPLACE must fire the triggers that guard the audit trail.
 * What is deleted is overwritten (R-FORM-2).
 */
const writing = `${everyConnection} PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON;`

const reading = `${everyConnection} PRAGMA query_only = ON;`

/**
 * Opens the database, alone: takes possession of its file, looks for damage, brings it up to date.
 *
 * @throws StartFault with a remedy: see StartFaultCode
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (providerOf(options.url) === 'postgresql') return openPostgres(options)
  const file = await ownFile(databasePath(options.url))
  try {
    refuseMoved(file.path)
    await inspectFile(file)
    const { applied } = await migrate(file.url)
    if (applied.length > 0) options.log.info('database.migrated', { count: applied.length })
    const gate: Gate = { reason: undefined, admitted: false }
    const limit = options.maxPages === undefined ? '' : `PRAGMA max_page_count = ${options.maxPages};`
    const reader = new LastingLibSql(file.path, reading)
    const lasting = options.durable === false ? 'PRAGMA synchronous = OFF;' : ''
    const writer = new LastingLibSql(file.path, `${writing} ${lasting} ${limit}`, gate)
    const turn = new AsyncLocalStorage<Asked | undefined>()
    const prisma = careful(
      new PrismaClient({
        adapter: readerAndWriter(reader, writer, () => takeAdmission(gate)),
        errorFormat: 'minimal',
      }),
      turn,
    )
    await prisma.$connect()
    const clients = { reading: prisma, writing: prisma }
    return openQueue(clients, turn, gate, {
      ...options,
      created: file.created,
      release: file.release,
    })
  } catch (error) {
    await file.release()
    throw startFault(file.path, error)
  }
}

/** What several processes that write to one database know of each other (decision 0021). */
interface Turns {
  /** Waits until nobody else writes. @param changing whether others are to hear of what this one does */
  take(tx: PrismaTx, changing: boolean): Promise<unknown>
  /** how many changes have been committed so far */
  changes(): Promise<bigint>
}

/** By one row: its lock is the turn, as long as the transaction lasts, and its number is what has been committed. */
function turnsOf(reader: PrismaClient): Turns {
  return {
    take: (tx, changing) => tx.$executeRaw`UPDATE "_turn" SET "changes" = "changes" + ${changing ? 1 : 0}`,
    async changes() {
      const [row] = await reader.$queryRaw<{ changes: bigint }[]>`SELECT "changes" FROM "_turn"`
      if (!row) throw new Fault('DB_TURN', 'The row of the table _turn is missing')
      return row.changes
    },
  }
}

/** What another try may put right: the server is not up yet, or has no connection left. */
const passing: ReadonlySet<string> = new Set<StartFaultCode>(['DB_UNREACHABLE', 'DB_CONNECTIONS'])

async function broughtUpToDate({ url, log, existing = false, tryAgain }: DatabaseOptions) {
  for (let tried = 1; ; tried += 1) {
    try {
      return await migratePostgres(url, { existing })
    } catch (error) {
      if (!tryAgain || !passing.has(codeOf(error))) throw error
      log.warn('database.not_there_yet', { code: codeOf(error), tried })
      if (!(await tryAgain(tried))) throw error
    }
  }
}

/** Opens a PostgreSQL database, beside other processes of the product: brings it up to date. */
async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const { url, log } = options
  const { applied, created } = await broughtUpToDate(options)
  if (applied.length > 0) log.info('database.migrated', { count: applied.length })
  const turn = new AsyncLocalStorage<Asked | undefined>()
  const timeout = options.writeTimeout ?? usualTimeout
  const made = connectPostgres(url, { log, timeout, durable: options.durable !== false })
  // Its client is made from the same schema: what can be asked of it is the same.
  const reading = careful(made.reading as unknown as PrismaClient, turn)
  const writing = careful(made.writing as unknown as PrismaClient, turn)
  await Promise.all([reading.$connect(), writing.$connect()])
  const gate: Gate = { reason: undefined, admitted: false }
  return openQueue({ reading, writing }, turn, gate, {
    ...options,
    created,
    release: () => writing.$disconnect(),
    turns: turnsOf(reading),
    line: made,
  })
}

/**
 * Opens a database beside the process that owns it: it reads what has been committed, and every write is refused.
 * @throws StartFault with a remedy: see StartFaultCode
 */
export async function openBeside({ url }: Pick<DatabaseOptions, 'url'>): Promise<Database> {
  const path = databasePath(url)
  try {
    const prisma = new PrismaClient({
      adapter: readerAndWriter(
        new LastingLibSql(path, reading),
        new LastingLibSql(path, reading),
        () => false,
      ),
      errorFormat: 'minimal',
    })
    await prisma.$connect()
    const client = careful(prisma, new AsyncLocalStorage())
    return {
      created: false,
      shared: false,
      reader: asTx(client),
      read: async work => work(asTx(client)),
      write: async () => {
        throw new Fault('DB_READ_ONLY', 'Another process owns the database: nothing can be saved from here')
      },
      close: () => prisma.$disconnect(),
    }
  } catch (error) {
    throw startFault(path, error)
  }
}

const usualTimeout = 10_000

/** What passes between the queue of writes and the connection that writes. */
interface Gate extends FailureNote {
  /** whether the next transaction is the queue's */
  admitted: boolean
}

function takeAdmission(gate: Gate): boolean {
  const { admitted } = gate
  gate.admitted = false
  return admitted
}

interface QueueOptions extends DatabaseOptions {
  created: boolean
  release: () => Promise<void>
  /** where other processes write too */
  turns?: Turns
  /** to a server that may stop answering in the middle of a write */
  line?: Pick<PostgresClients, 'saving' | 'cut'>
}

/** One connection, or one that only reads and one that writes. */
interface Clients {
  reading: PrismaClient
  writing: PrismaClient
}

function openQueue(
  { reading, writing }: Clients,
  turn: AsyncLocalStorage<Asked | undefined>,
  gate: Gate,
  options: QueueOptions,
): Database {
  const timeout = options.writeTimeout ?? usualTimeout
  const inside = new AsyncLocalStorage<{ open: boolean }>()
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  /** writes of this process so far, but for the records of reading turns */
  let changes = 0
  /** why the latest write failed, when it was for the surroundings; `late`: when its own work may have been to blame */
  let failing: { reason: string; late: boolean } | undefined

  const changesNow = async () => options.turns?.changes() ?? changes

  // Prisma begins a query when it is awaited: inside, so that it belongs to this turn.
  const inOneTurn = <T>(asked: Asked, work: () => Promise<T>): Promise<T> =>
    turn.run(asked, async () => await work())

  const transact = async <T>(work: (tx: Tx) => Promise<T>, changing: boolean): Promise<T> => {
    const state = { open: true }
    gate.reason = undefined
    gate.admitted = true
    try {
      return await withDeadline(timeout, () =>
        writing.$transaction(
          async tx => {
            const own = async () => {
              await options.turns?.take(tx, changing)
              return work(asTx(tx))
            }
            return inside.run(state, () => inOneTurn(new Asked(false), own))
          },
          {
            timeout,
            maxWait: timeout,
          },
        ),
      )
    } catch (error) {
      throw await told(error)
    } finally {
      state.open = false
      gate.admitted = false
    }
  }

  /** What a failed write says to whoever asked for it, and, once for as long as it goes on, to the log. */
  async function told(error: unknown): Promise<unknown> {
    const late = reasonOf(error)
    const known = error instanceof Outside ? error.toFault() : error
    const reason = known instanceof StoreFault ? known.reason : (gate.reason ?? late)
    if (reason === undefined) return error
    // The order to save is on its way and has no answer: whether it was carried out, only the next look can tell.
    const perhaps = late !== undefined && options.line?.saving() === true
    const fault = known instanceof StoreFault ? known : new StoreFault(reason, { cause: error, perhaps })
    // A connection that does not let go of its write, or leads to a server that only reads, is not used again.
    if (late !== undefined || reason === '25006') await options.line?.cut()
    if (reason !== failing?.reason) options.log.error('database.not_saved', { reason })
    failing = { reason, late: late !== undefined }
    return fault
  }

  return {
    created: options.created,
    shared: options.turns !== undefined,
    reader: asTx(reading),
    async read(work) {
      const before = await changesNow()
      const asked = new Asked(true)
      const answer = await inOneTurn(asked, () => work(asTx(reading)))
      // While its record waited, somebody's access may have ended (R-CONS-5): once more, with nobody in between.
      if (!asked.waited || (await changesNow()) === before) return answer
      // As part of this turn: it changes nothing, and makes no other turn ask again.
      return turn.run(asked, () => this.write(work))
    },
    write(work) {
      if (closed)
        return Promise.reject(new Fault('DB_CLOSED', 'The database is closed: nothing can be saved'))
      if (inside.getStore()?.open === true) {
        return Promise.reject(
          new Fault(
            'NESTED_WRITE',
            'write was called inside a write: pass the tx of the outer one on instead',
          ),
        )
      }
      const asked = turn.getStore()
      if (asked) asked.waited = true
      const waiting = patience(timeout)
      const own = last.then(async () => {
        waiting.end()
        // Nobody waits for a database that does not answer as long as all who came before.
        if (failing && !failing.late && waiting.over()) throw new StoreFault(failing.reason)
        const changing = asked?.reading !== true
        const result = await transact(work, changing)
        failing = undefined
        if (changing) changes += 1
        return result
      })
      last = own.catch(() => {})
      return own
    },
    async close() {
      if (closed) return
      closed = true
      await last
      await reading.$disconnect()
      await options.release()
    },
  }
}

/** Work that hangs must not keep everybody else from saving: Prisma rolls it back at `timeout`, and we go on. */
async function withDeadline<T>(timeout: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Fault('WRITE_TIMEOUT', 'A write took too long')), timeout + 500)
  })
  try {
    return await Promise.race([work(), deadline])
  } finally {
    clearTimeout(timer)
  }
}

/** Whether so much time has passed, until it is ended. */
function patience(ms: number): { over(): boolean; end(): void } {
  let over = false
  const timer = setTimeout(() => {
    over = true
  }, ms)
  return { over: () => over, end: () => clearTimeout(timer) }
}

/** P2028: Prisma rolled back because the time was up. */
function reasonOf(error: unknown): string | undefined {
  const code = codeOf(error)
  return code === 'P2028' || code === 'WRITE_TIMEOUT' ? 'WRITE_TIMEOUT' : undefined
}

function asTx(client: PrismaTx): Tx {
  return client as unknown as Tx
}

/** For store adapters (`*.prisma.ts`) only: what to query with, of a `tx` or of the `reader`. */
export function clientOf(tx: Tx): PrismaTx {
  return tx as unknown as PrismaTx
}
