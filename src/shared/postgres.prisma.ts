import { PrismaPg } from '@prisma/adapter-pg'
import {
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQueryable,
  type Transaction,
} from '@prisma/driver-adapter-utils'
import { Pool, type PoolClient } from 'pg'
import { PrismaClient } from '../../prisma/generated-postgresql/client.ts'
import { codeOf } from './errors.ts'
import type { Log } from './log.ts'
import { StoreFault } from './store-fault.ts'

/** The surroundings failed. Without a code: what has one Prisma takes for an error of its own, and wraps. */
export class Outside extends Error {
  readonly #reason: string
  readonly #perhaps: boolean

  /** @param perhaps whether it may have been saved */
  constructor(reason: string, perhaps: boolean, cause: unknown) {
    super(reason, { cause })
    this.#reason = reason
    this.#perhaps = perhaps
  }

  toFault(): StoreFault {
    return new StoreFault(this.#reason, { cause: this.cause, perhaps: this.#perhaps })
  }
}

/** The two ways into a PostgreSQL: connections that only read, and the one that writes. */
export interface PostgresClients {
  reading: PrismaClient
  writing: PrismaClient
  /** whether the order to save has been given and not been answered */
  saving(): boolean
  /** Breaks the writing connection off, whatever it waits for: the next write makes a new one. */
  cut(): Promise<void>
}

/** A process that froze, or a machine that died, in the middle of a write must not keep all others from theirs. */
const freeing =
  '-c idle_in_transaction_session_timeout=15s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/** A server that is gone without a word is noticed; a question takes milliseconds. */
const longestReadMs = 15_000

/**
 * Makes the clients of a PostgreSQL. They connect when they are used, and anew when a connection was lost: what is
 * asked meanwhile fails with a StoreFault.
 *
 * @param options `timeout`: milliseconds that a statement of a write may take, or wait for a lock
 */
export function connectPostgres(
  url: string,
  { log, timeout, durable }: { log: Log; timeout: number; durable: boolean },
): PostgresClients {
  const line = createLine(log)
  const pool = (max: number, settings: string, queryTimeout?: number) =>
    new Pool({
      connectionString: url,
      max,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      options: `-c timezone=UTC ${settings}`,
      ...(queryTimeout === undefined ? {} : { query_timeout: queryTimeout }),
    })
  // Its own end of a statement, so that a lock that somebody holds leaves the connection fit for the next write.
  const limits = `-c statement_timeout=${timeout} ${freeing}${durable ? '' : ' -c synchronous_commit=off'}`
  const writers = pool(1, limits)
  const readers = pool(4, '-c default_transaction_read_only=on', longestReadMs)
  const connected = new Set<PoolClient>()
  writers.on('connect', client => void connected.add(client))
  writers.on('remove', client => void connected.delete(client))
  let saving = false
  const client = (pool: Pool) =>
    new PrismaClient({
      adapter: telling(
        new PrismaPg(pool, { disposeExternalPool: true, onPoolError: error => line.lost(codeOf(error)) }),
        line,
        now => {
          saving = now
        },
      ),
      errorFormat: 'minimal',
    })
  return {
    reading: client(readers),
    writing: client(writers),
    saving: () => saving,
    async cut() {
      saving = false
      const all = [...connected] as (PoolClient & { connection?: Socketed })[]
      const gone = all.map(client => new Promise<void>(resolve => client.once('end', resolve)))
      // Not `end`: that would wait for the answer that does not come.
      for (const { connection } of all) connection?.stream.destroy()
      await Promise.all(gone)
    },
  }
}

/** The driver's own connection, which its types show only of a client outside a pool. */
interface Socketed {
  stream: { destroy(): void }
}

interface Line {
  lost(code: string): void
  works(): void
}

/** Says once that the connection is lost, and once that it is back: a pool loses five at a time, and goes on trying. */
function createLine(log: Log): Line {
  let lost = false
  return {
    lost(code) {
      if (!lost) log.warn('database.connection_lost', { code })
      lost = true
    },
    works() {
      if (lost) log.info('database.connected')
      lost = false
    },
  }
}

/** The official adapter; what goes wrong outside the program comes out of it as `Outside`. */
function telling(official: PrismaPg, line: Line, saving: (now: boolean) => void): SqlDriverAdapterFactory {
  const attempt = async <T>(work: () => Promise<T>, perhaps = false): Promise<T> => {
    try {
      const result = await work()
      line.works()
      return result
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined) throw error
      if (isConnection(reason)) line.lost(reason)
      // An answer of the server's that is no farewell says that nothing was saved; silence says nothing.
      throw new Outside(reason, perhaps && isConnection(reason) && !neverSent(error), error)
    }
  }
  const queries = (inner: SqlQueryable): Pick<SqlQueryable, 'queryRaw' | 'executeRaw'> => ({
    queryRaw: query => attempt(() => inner.queryRaw(query)),
    executeRaw: query => attempt(() => inner.executeRaw(query)),
  })
  return {
    provider: 'postgres',
    adapterName: official.adapterName,
    async connect(): Promise<SqlDriverAdapter> {
      const inner = await official.connect()
      return {
        provider: inner.provider,
        adapterName: inner.adapterName,
        ...queries(inner),
        executeScript: script => attempt(() => inner.executeScript(script)),
        getConnectionInfo: () => inner.getConnectionInfo(),
        dispose: () => inner.dispose(),
        async startTransaction(isolation): Promise<Transaction> {
          const transaction = await attempt(() => inner.startTransaction(isolation))
          // Of a transaction in which a statement has failed PostgreSQL saves nothing, and answers COMMIT as if it had.
          let failed: { error: unknown } | undefined
          const noting = <T>(work: Promise<T>): Promise<T> =>
            work.catch(error => {
              failed ??= { error }
              throw error
            })
          const { queryRaw, executeRaw } = queries(transaction)
          return {
            provider: transaction.provider,
            adapterName: transaction.adapterName,
            options: transaction.options,
            queryRaw: query => noting(queryRaw(query)),
            // Prisma gives the order to save as a statement, and lets go of the connection by `commit`.
            async executeRaw(query) {
              if (query.sql !== 'COMMIT') return noting(executeRaw(query))
              if (failed) throw failed.error
              saving(true)
              return attempt(() => transaction.executeRaw(query), true).finally(() => saving(false))
            },
            commit: () => transaction.commit(),
            rollback: () => transaction.rollback(),
          }
        },
      }
    },
  }
}

/**
 * What of PostgreSQL's codes is a matter of the surroundings and not of the statement: connection, disk, memory, too
 * many connections, an operator's hand, a lock, a damaged page, a database that only reads, a login that has ended.
 */
const surroundings = /^(08|28|40|53|57|58|XX00[12]$|25006$|25P0[34]$|3D000$|55P03$)/

/** What may have cut an answer off. */
const isConnection = (reason: string): boolean => /^(08|57P|E[A-Z]|CONNECTION)/.test(reason)

/** The driver knew before that the connection is lost. */
const neverSent = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('not queryable')

/** Why it failed, if the surroundings are to blame; undefined for a fault of ours. */
function reasonOf(error: unknown): string | undefined {
  if (isDriverAdapterError(error)) {
    const { originalCode, kind } = error.cause
    if (originalCode === '57014') return 'WRITE_TIMEOUT'
    if (originalCode !== undefined) return surroundings.test(originalCode) ? originalCode : undefined
    return withoutCode[kind]
  }
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  if (/^E(?!RR_)[A-Z_]+$/.test(code)) return code
  // The driver's own complaints have no code: terminated, not to be had in time, no answer, not queryable.
  return /connect|terminated|timeout|queryable/i.test(error.message) ? 'CONNECTION_LOST' : undefined
}

/** The adapter's names for what the system said. */
const withoutCode: Readonly<Record<string, string>> = {
  DatabaseNotReachable: 'CONNECTION_REFUSED',
  ConnectionClosed: 'CONNECTION_RESET',
  SocketTimeout: 'CONNECTION_TIMED_OUT',
  TlsConnectionError: 'CONNECTION_TLS',
}
