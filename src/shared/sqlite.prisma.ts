import { PrismaLibSql } from '@prisma/adapter-libsql'
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { Fault } from './errors.ts'

/** The binding's types, by way of the adapter, which brings the binding. */
export type Client = ReturnType<PrismaLibSql['createClient']>
export type ClientTransaction = Awaited<ReturnType<Client['transaction']>>
export type Statement = Parameters<ClientTransaction['execute']>[0]

/** A client that does what `inner` does, to be spread into one that does some of it otherwise. */
export function delegating(inner: Client): Client {
  return {
    protocol: inner.protocol,
    closed: inner.closed,
    execute: (statement: Statement) => inner.execute(statement),
    executeMultiple: sql => inner.executeMultiple(sql),
    transaction: (mode?: 'write' | 'read' | 'deferred') => inner.transaction(mode ?? 'write'),
    batch: (statements, mode) => inner.batch(statements, mode),
    migrate: statements => inner.migrate(statements),
    sync: () => inner.sync(),
    reconnect: () => inner.reconnect(),
    close: () => inner.close(),
  }
}

/** SQLite's result codes after which a connection is not trusted: the fault is in the surroundings, not in the SQL. */
const surroundings = new Set([
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_NOMEM',
  'SQLITE_READONLY',
  'SQLITE_INTERRUPT',
  'SQLITE_IOERR',
  'SQLITE_CORRUPT',
  'SQLITE_FULL',
  'SQLITE_CANTOPEN',
  'SQLITE_PROTOCOL',
  'SQLITE_NOTADB',
])

/** The SQLite result code of an error, or of what caused it, e.g. `SQLITE_FULL`; undefined for other errors. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_')) return error.code
  return sqliteCode(error.cause)
}

/** Where a failure of the surroundings is noted, since Prisma's own errors no longer tell it from a fault of ours. */
export interface FailureNote {
  reason: string | undefined
}

/**
 * The official adapter over one lasting connection.
 *
 * The client that the adapter brings gives its connection away to each transaction and opens a new one for what
 * follows, which costs a millisecond, loses every PRAGMA, and leaves the lock held for good when a COMMIT fails
 * (prisma/orm#30028, #29933; tursodatabase/libsql-client-ts#350, #352). Here one connection is kept; after a
 * failure of the surroundings it is rolled back, and opened anew before it is used again.
 */
export class LastingLibSql extends PrismaLibSql {
  readonly #pragmas: string
  readonly #note: FailureNote

  constructor(url: string, pragmas: string, note: FailureNote = { reason: undefined }) {
    super({ url })
    this.#pragmas = pragmas
    this.#note = note
  }

  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    return lasting(super.createClient(config), this.#pragmas, this.#note)
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const adapter = await super.connect()
    await adapter.executeScript(this.#pragmas)
    return adapter
  }
}

function lasting(inner: Client, pragmas: string, note: FailureNote): Client {
  let spoiled = false

  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      const code = sqliteCode(error)
      if (code !== undefined && surroundings.has(code)) {
        spoiled = true
        note.reason = code
      }
      throw error
    }
  }
  // A statement that met a lock is never finished by the binding, and would keep later commits from succeeding.
  const heal = async (): Promise<void> => {
    if (!spoiled) return
    await inner.reconnect()
    await inner.executeMultiple(pragmas)
    spoiled = false
  }
  const healed = async <T>(work: () => Promise<T>): Promise<T> => {
    await attempt(heal)
    return attempt(work)
  }
  const rollBack = async (): Promise<void> => {
    try {
      await inner.execute('ROLLBACK')
    } catch {
      // SQLite has already rolled back by itself, or cannot: either way the connection is not used again as it is.
      spoiled = true
    }
  }

  const begin = async (): Promise<ClientTransaction> => {
    await healed(() => inner.execute('BEGIN IMMEDIATE'))
    let open = true
    // After a failure SQLite may have rolled back: what follows must not be saved on its own.
    const inside = async <T>(work: () => Promise<T>): Promise<T> => {
      if (!open || spoiled) throw new Error('The transaction has failed or has ended')
      return attempt(work)
    }
    const end = async (): Promise<void> => {
      if (!open) return
      open = false
      await rollBack()
    }
    return {
      execute: (statement: Statement) => inside(() => inner.execute(statement)),
      batch: () => Promise.reject(new Error('Not used by the adapter')),
      executeMultiple: sql => inside(() => inner.executeMultiple(sql)),
      commit: async () => {
        try {
          await inside(() => inner.execute('COMMIT'))
          open = false
        } catch (error) {
          await end()
          throw error
        }
      },
      rollback: end,
      close: () => void end(),
      get closed() {
        return !open
      },
    }
  }

  return {
    ...delegating(inner),
    execute: (statement: Statement) => healed(() => inner.execute(statement)),
    executeMultiple: sql => healed(() => inner.executeMultiple(sql)),
    transaction: begin,
  }
}

/**
 * One connection that writes, only in transactions, and one that reads beside it: a reader neither waits for the
 * writer nor sees what it has not committed (WAL).
 *
 * @param admit asked before each transaction: Prisma opens some by itself, for a change that went through the
 *   reader, and these must not slip past the queue of writes
 */
export function readerAndWriter(
  reader: LastingLibSql,
  writer: LastingLibSql,
  admit: () => boolean,
): SqlDriverAdapterFactory {
  return {
    provider: 'sqlite',
    adapterName: reader.adapterName,
    async connect() {
      const write = await writer.connect()
      const read = await reader.connect()
      return {
        provider: 'sqlite',
        adapterName: read.adapterName,
        queryRaw: query => read.queryRaw(query),
        executeRaw: query => read.executeRaw(query),
        executeScript: script => write.executeScript(script),
        startTransaction(isolation) {
          if (!admit())
            return Promise.reject(new Fault('READER_WRITE', 'The reader only reads: change data in a write'))
          return write.startTransaction(isolation)
        },
        async dispose() {
          await read.dispose()
          // So that a copy of the file alone, taken while we are stopped, is complete; nobody is waited for.
          await write
            .executeScript('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)')
            .catch(() => {})
          await write.dispose()
        },
      }
    },
  }
}
