import { AsyncLocalStorage } from 'node:async_hooks'
import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '../../prisma/generated/client.ts'
import { PrismaClient as PostgresClient } from '../../prisma/generated-postgresql/client.ts'
import { providerOf } from '../../prisma/history.ts'
import { migrate } from '../../prisma/migrate.ts'
import { migratePostgres } from '../../prisma/migrate-postgres.ts'
import { databasePath, inspectFile, ownFile, startFault } from './database-file.prisma.ts'
import { codeOf, Fault } from './errors.ts'
import type { Log } from './log.ts'
import { type FailureNote, LastingLibSql, readerAndWriter } from './sqlite.prisma.ts'
import { StoreFault, type Transactions, type Tx } from './transaction.ts'

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

/** A process that froze, or a machine that died, in the middle of a write must not keep all others from theirs. */
const freeing =
  '-c idle_in_transaction_session_timeout=15s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/** Opens a PostgreSQL database, beside other processes of the product: brings it up to date. */
async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const { url, log } = options
  const { applied, created } = await migratePostgres(url, { existing: options.existing ?? false })
  if (applied.length > 0) log.info('database.migrated', { count: applied.length })
  const turn = new AsyncLocalStorage<Asked | undefined>()
  const connect = (max: number, settings: string) =>
    careful(
      // Its client is made from the same schema: what can be asked of it is the same.
      new PostgresClient({
        adapter: new PrismaPg(
          { connectionString: url, max, connectionTimeoutMillis: 5000, options: settings },
          { onPoolError: error => log.warn('database.connection_lost', { code: codeOf(error) }) },
        ),
        errorFormat: 'minimal',
      }) as unknown as PrismaClient,
      turn,
    )
  const clients = {
    reading: connect(4, '-c timezone=UTC -c default_transaction_read_only=on'),
    writing: connect(
      1,
      `-c timezone=UTC ${freeing}${options.durable === false ? ' -c synchronous_commit=off' : ''}`,
    ),
  }
  await Promise.all([clients.reading.$connect(), clients.writing.$connect()])
  const release = () => clients.writing.$disconnect()
  const gate: Gate = { reason: undefined, admitted: false }
  return openQueue(clients, turn, gate, { ...options, created, release, turns: turnsOf(clients.reading) })
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

/** What has been asked so far in one turn, by model and question, with its answer. */
class Asked {
  readonly #byModel = new Map<string, Map<string, Promise<unknown>>>()
  readonly reading: boolean
  /** whether a reading turn has had to save something, and so has waited for others */
  waited = false

  constructor(reading: boolean) {
    this.reading = reading
  }

  /** The earlier answer, or that of `ask`, which is remembered unless it fails. */
  once(model: string, question: string, ask: () => Promise<unknown>): Promise<unknown> {
    const answers = this.#byModel.get(model) ?? new Map<string, Promise<unknown>>()
    this.#byModel.set(model, answers)
    const known = answers.get(question)
    if (known) return known
    const answer = ask()
    answers.set(question, answer)
    answer.catch(() => answers.delete(question))
    return answer
  }

  /** @param model undefined: a statement of ours, which may touch anything */
  forget(model: string | undefined): void {
    if (model === undefined) this.#byModel.clear()
    else for (const touched of [model, anyModel]) this.#byModel.delete(touched)
  }
}

/** What a question in SQL of our own asks about: it may reach into any table. */
const anyModel = '*'
const questions: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'count',
])

/** What is asked about, if it is a question: not by the operation alone, for a statement may change and return. */
function askedAbout(model: string | undefined, operation: string, args: unknown): string | undefined {
  if (model !== undefined) return questions.has(operation) ? model : undefined
  const sql = operation === '$queryRaw' ? (args as Prisma.Sql).sql : ''
  return /^\s*SELECT\b/i.test(sql) ? anyModel : undefined
}

/**
 * Within one turn a question that is asked twice is answered once: rules, gates and cards each ask for the team and
 * its members, and need not know of each other. A change of a model forgets what was read of it, and the schema has no
 * relations by which a question could reach into another model.
 *
 * Prisma prints the whole query into the message of an error of ours, values and all: these end here (R-SEC-5).
 */
function careful(prisma: PrismaClient, turn: AsyncLocalStorage<Asked | undefined>): PrismaClient {
  const extended = prisma.$extends({
    query: {
      async $allOperations({ model, operation, args, query }) {
        const asked = turn.getStore()
        try {
          const about = asked && askedAbout(model, operation, args)
          if (asked && about)
            return await asked.once(about, `${operation} ${JSON.stringify(args)}`, () => query(args))
          try {
            return await query(args)
          } finally {
            asked?.forget(model)
          }
        } catch (error) {
          if (!(error instanceof Prisma.PrismaClientValidationError)) throw error
          const complaint = error.message.trimEnd().split('\n').at(-1)
          throw new Fault('QUERY_INVALID', `${model ?? 'raw'}.${operation}: ${complaint}`)
        }
      },
    },
  })
  return extended as unknown as PrismaClient
}

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
  const timeout = options.writeTimeout ?? 10_000
  const inside = new AsyncLocalStorage<{ open: boolean }>()
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  /** writes of this process so far, but for the records of reading turns */
  let changes = 0

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
      const reason = gate.reason ?? reasonOf(error)
      if (reason === undefined) throw error
      options.log.error('database.not_saved', { reason })
      throw new StoreFault(reason, { cause: error })
    } finally {
      state.open = false
      gate.admitted = false
    }
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
      const own = last.then(async () => {
        const changing = asked?.reading !== true
        const result = await transact(work, changing)
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
