import { pathToFileURL } from 'node:url'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { Fault } from './errors.ts'
import { SqliteConnection } from './sqlite-connection.prisma.ts'

/** The binding's types, by way of the adapter, which brings the binding. */
export type Client = ReturnType<PrismaLibSql['createClient']>
export type ClientTransaction = Awaited<ReturnType<Client['transaction']>>
export type Statement = Parameters<ClientTransaction['execute']>[0]
type ResultSet = Awaited<ReturnType<ClientTransaction['execute']>>

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

/**
 * The SQLite result code of an error, or of what caused it, without what extends it; undefined for other errors.
 * @example sqliteCode(error) // 'SQLITE_IOERR', of SQLITE_IOERR_WRITE too
 */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code =
    'code' in error && typeof error.code === 'string' ? /^SQLITE_[A-Z]+/.exec(error.code)?.[0] : undefined
  return code ?? sqliteCode(error.cause)
}

/** Where a failure of the surroundings is noted, since Prisma's own errors no longer tell it from a fault of ours. */
export interface FailureNote {
  reason: string | undefined
}

/**
 * The official adapter over one lasting connection.
 *
 * The client that the adapter brings gives its connection away to each transaction and opens a new one for what
 * follows, which costs a millisecond, loses every PRAGMA and everything prepared, and leaves the lock held for good
 * when a COMMIT fails (prisma/orm#30028, #29933; tursodatabase/libsql-client-ts#350, #352). Here one connection is
 * kept; after a failure of the surroundings it is rolled back, and opened anew before it is used again.
 */
export class LastingLibSql extends PrismaLibSql {
  readonly #path: string
  readonly #pragmas: string
  readonly #note: FailureNote

  /** @param path absolute */
  constructor(path: string, pragmas: string, note: FailureNote = { reason: undefined }) {
    super({ url: pathToFileURL(path).href })
    this.#path = path
    this.#pragmas = pragmas
    this.#note = note
  }

  override createClient(): Client {
    return lasting(new SqliteConnection(this.#path), this.#pragmas, this.#note)
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const adapter = await super.connect()
    await adapter.executeScript(this.#pragmas)
    return adapter
  }
}

function lasting(connection: SqliteConnection, pragmas: string, note: FailureNote): Client {
  let spoiled = false
  let closed = false

  const attempt = async <T>(work: () => T): Promise<T> => {
    try {
      return work()
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
  const heal = (): void => {
    if (!spoiled) return
    connection.reopen()
    connection.script(pragmas)
    spoiled = false
  }
  const healed = <T>(work: () => T): Promise<T> =>
    attempt(() => {
      heal()
      return work()
    })
  const execute = (statement: Statement): ResultSet => {
    const { sql, args } = typeof statement === 'string' ? { sql: statement, args: [] } : statement
    // The adapter passes values in order, and reads of the result what is there.
    return connection.execute(sql, args as readonly unknown[]) as unknown as ResultSet
  }
  const rollBack = (): void => {
    try {
      connection.execute('ROLLBACK')
    } catch {
      // SQLite has already rolled back by itself, or cannot: either way the connection is not used again as it is.
      spoiled = true
    }
  }

  const begin = async (): Promise<ClientTransaction> => {
    await healed(() => connection.execute('BEGIN IMMEDIATE'))
    let open = true
    // After a failure SQLite may have rolled back: what follows must not be saved on its own.
    const inside = async <T>(work: () => T): Promise<T> => {
      if (!open || spoiled) throw new Error('The transaction has failed or has ended')
      return attempt(work)
    }
    const end = async (): Promise<void> => {
      if (!open) return
      open = false
      rollBack()
    }
    return {
      execute: (statement: Statement) => inside(() => execute(statement)),
      batch: notUsed,
      executeMultiple: sql => inside(() => connection.script(sql)),
      commit: async () => {
        try {
          await inside(() => connection.execute('COMMIT'))
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
    protocol: 'file',
    get closed() {
      return closed
    },
    execute: (statement: Statement) => healed(() => execute(statement)),
    executeMultiple: sql => healed(() => connection.script(sql)),
    transaction: begin,
    batch: notUsed,
    migrate: notUsed,
    sync: notUsed,
    reconnect: notUsed,
    close: () => {
      closed = true
      connection.close()
    },
  }
}

const notUsed = () => Promise.reject(new Error('Not used by the adapter'))

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
