import { PrismaLibSql } from '@prisma/adapter-libsql'
import {
  type Client,
  type ClientTransaction,
  delegating,
  type Statement,
} from '../src/shared/sqlite.prisma.ts'
import { StartFault } from '../src/shared/start-fault.ts'
import { type Applied, checkHistory, migrationFailed } from './applied.ts'
import { noFilters, openEngine } from './engine.ts'
import { type Migration, migrationsFolder, readMigrations } from './history.ts'

/**
 * Brings the database to the newest migration, by the official engine and without a download. Where nothing is
 * missing the engine is not even loaded. All missing migrations are one transaction: an upgrade that fails, or is
 * cut off, leaves the database as it was.
 *
 * @param url `file:` and a path
 * @param folder of the migrations
 * @returns the names of the migrations that were applied now, oldest first
 * @throws StartFault `DB_NEWER` when the database has migrations that this program does not know;
 *   `DB_MIGRATION` when a migration was edited after it was applied, or fails; `DB_URL` when the file holds
 *   another program's tables
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<{ applied: string[] }> {
  const migrations = readMigrations(folder)
  const history = await readApplied(url)
  checkHistory(migrations, history, 'migrations')
  const known = new Set(history.map(row => row.name))
  if (migrations.every(migration => known.has(migration.name))) return { applied: [] }
  return { applied: await apply(url, migrations, folder) }
}

async function apply(url: string, migrations: Migration[], folder: string): Promise<string[]> {
  const adapter = new OneTransaction({ url })
  const engine = await openEngine(adapter)
  try {
    const result = await engine.applyMigrations({
      migrationsList: {
        baseDir: folder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: noFilters,
    })
    await adapter.commit()
    return result.appliedMigrationNames
  } catch (error) {
    throw migrationFailed(error)
  } finally {
    engine.free()
    adapter.close()
  }
}

/** The official adapter, with everything that the engine does on it inside one transaction. */
class OneTransaction extends PrismaLibSql {
  #client: Client | undefined
  #transaction: ClientTransaction | undefined

  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    const client = super.createClient(config)
    this.#client = client
    const begun = async (): Promise<ClientTransaction> => {
      this.#transaction ??= await client.transaction('write')
      return this.#transaction
    }
    return {
      ...delegating(client),
      execute: async (statement: Statement) => (await begun()).execute(statement),
      executeMultiple: async sql => (await begun()).executeMultiple(sql),
    }
  }

  async commit(): Promise<void> {
    await this.#transaction?.commit()
  }

  /** Rolls back what has not been committed. */
  close(): void {
    this.#transaction?.close()
    this.#client?.close()
  }
}
async function readApplied(url: string): Promise<Applied[]> {
  const adapter = await new PrismaLibSql({ url }).connect()
  const query = async (sql: string) => (await adapter.queryRaw({ sql, args: [], argTypes: [] })).rows
  try {
    const tables = (await query(`SELECT name FROM sqlite_schema WHERE type = 'table'`)).map(([name]) =>
      String(name),
    )
    if (!tables.includes('_prisma_migrations')) {
      if (tables.some(name => !name.startsWith('sqlite_'))) throw foreignDatabase()
      return []
    }
    const rows = await query(
      'SELECT migration_name, checksum, finished_at IS NOT NULL FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    return rows.map(([name, checksum, finished]) => ({
      name: String(name),
      checksum: String(checksum),
      finished: Number(finished) === 1,
    }))
  } finally {
    await adapter.dispose()
  }
}

function foreignDatabase(): StartFault {
  return new StartFault(
    'DB_URL',
    'The file holds the tables of another program.',
    'Set DATABASE_URL to a file of its own, e.g. file:.data/roed-traad.db.',
  )
}
