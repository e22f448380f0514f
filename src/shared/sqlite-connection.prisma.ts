import Database from 'libsql'

type Row = unknown[]

/** What the adapter wants to know of a statement that was carried out. */
export interface StatementResult {
  columns: string[]
  /** as declared in the table; empty for an expression */
  columnTypes: string[]
  rows: Row[]
  rowsAffected: number
}

interface Kept {
  statement: Pick<Database.Statement, 'run' | 'all'>
  /** null where the statement gives no rows */
  shape: Pick<StatementResult, 'columns' | 'columnTypes'> | null
}

/** More than the product asks; lists of different lengths make statements of their own. */
const mostKept = 300

/**
 * One connection to a SQLite file, which keeps what it has prepared. A click asks some twenty small questions, always
 * the same: preparing each anew, and asking anew for its columns, takes three quarters of the time (docs/performance.md).
 */
export class SqliteConnection {
  readonly #path: string
  #database: Database.Database
  readonly #kept = new Map<string, Kept>()

  /** @param path absolute */
  constructor(path: string) {
    this.#path = path
    this.#database = new Database(path)
  }

  /**
   * @param args in the order of the question marks
   * @throws SqliteError of the binding, with SQLite's extended code
   */
  execute(sql: string, args: readonly unknown[] = []): StatementResult {
    const kept = this.#prepared(sql)
    try {
      const values = args.map(toSqlite)
      if (kept.shape) return { ...kept.shape, rows: readRows(kept.statement.all(values)), rowsAffected: 0 }
      return { columns: [], columnTypes: [], rows: [], rowsAffected: kept.statement.run(values).changes }
    } catch (error) {
      // What it left behind in the statement is not known: the next one starts from a new one.
      this.#kept.delete(sql)
      throw error
    }
  }

  /** Several statements without arguments, not kept. */
  script(sql: string): void {
    this.#database.exec(sql)
  }

  /** Lets go of everything, an open transaction included, and connects anew. */
  reopen(): void {
    this.close()
    this.#database = new Database(this.#path)
  }

  close(): void {
    this.#kept.clear()
    if (!this.#database.open) return
    try {
      // The binding lets go of a connection, and of its lock, only when the last statement has been collected.
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK')
    } finally {
      this.#database.close()
    }
  }

  #prepared(sql: string): Kept {
    const known = this.#kept.get(sql)
    const kept = known ?? prepare(this.#database, sql)
    // The one used longest ago stands first.
    if (known) this.#kept.delete(sql)
    else if (this.#kept.size >= mostKept) this.#kept.delete(this.#kept.keys().next().value ?? '')
    this.#kept.set(sql, kept)
    return kept
  }
}

function prepare(database: Database.Database, sql: string): Kept {
  const statement = database.prepare(sql)
  statement.safeIntegers(true)
  try {
    statement.raw(true)
  } catch {
    // The binding's way of saying that it gives no rows.
    return { statement, shape: null }
  }
  const columns = statement.columns()
  return {
    statement,
    shape: { columns: columns.map(({ name }) => name), columnTypes: columns.map(({ type }) => type ?? '') },
  }
}

function toSqlite(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value
}

/** In place: the rows are nobody else's. */
function readRows(rows: unknown[]): Row[] {
  for (const row of rows as Row[]) {
    for (const [index, value] of row.entries()) if (typeof value === 'bigint') row[index] = toNumber(value)
  }
  return rows as Row[]
}

function toNumber(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError('A stored number is too large to be read exactly')
  return number
}
