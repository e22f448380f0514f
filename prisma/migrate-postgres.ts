import { Client } from 'pg'
import { StartFault } from '../src/shared/start-fault.ts'
import { type Applied, checkHistory, migrationFailed } from './applied.ts'
import { type Migration, migrationsOf, readMigrations } from './history.ts'

/** The oldest PostgreSQL whose makers still mend it. */
const oldestVersion = 14

/** As the official engine makes it, so that its own tools can read it. */
const recordTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

/**
 * Brings a PostgreSQL database to the newest migration. All that is missing is one transaction under a lock, so that of
 * several processes that start together one does it, and an upgrade that fails, or is cut off, leaves the database as
 * it was. Not by the engine: its adapter cuts a script at every semicolon, those inside a trigger's function too.
 *
 * @param url `postgresql:` and so on
 * @param options `existing`: an empty database is refused, because whoever asks expects one; `folder` of the migrations
 * @returns the names of the migrations that were applied now, oldest first, and whether the database was empty
 * @throws StartFault `DB_UNREACHABLE`, `DB_LOGIN`, `DB_URL`, `DB_CONNECTIONS`,
 *   `DB_TOO_OLD`, `DB_NOT_WRITABLE`, `DB_NEWER`, `DB_MIGRATION`, each with its remedy
 */
export async function migratePostgres(
  url: string,
  { existing = false, folder = migrationsOf('postgresql') }: { existing?: boolean; folder?: string } = {},
): Promise<{ applied: string[]; created: boolean }> {
  const migrations = readMigrations(folder)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  // A connection that is lost between two statements makes the next one fail: that is where it is told.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw connectFault(error)
  }
  try {
    checkVersion(await readVersion(client))
    await checkWritable(client)
    await client.query('BEGIN')
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('roed-traad migration'))`)
    const history = await readApplied(client)
    if (existing && history.length === 0)
      throw new StartFault(
        'DB_URL',
        'The database that DATABASE_URL names is empty.',
        'Set DATABASE_URL as it is set for the bot.',
      )
    checkHistory(migrations, history, 'migrations-postgresql')
    const known = new Set(history.map(row => row.name))
    const missing = migrations.filter(migration => !known.has(migration.name))
    if (missing.length > 0) await client.query(recordTable)
    for (const migration of missing) await apply(client, migration)
    await client.query('COMMIT')
    return { applied: missing.map(({ name }) => name), created: history.length === 0 }
  } catch (error) {
    throw error instanceof StartFault ? error : migrationFailed(error)
  } finally {
    // Ends the transaction, where it has not been committed.
    await client.end()
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query(sql)
  await client.query(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
     VALUES (gen_random_uuid()::text, $1, $2, now(), 1)`,
    [checksum, name],
  )
}

async function readApplied(client: Client): Promise<Applied[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()',
  )
  if (!tables.some(({ name }) => name === '_prisma_migrations')) {
    if (tables.length > 0)
      throw new StartFault(
        'DB_URL',
        'The database holds the tables of another program.',
        'Set DATABASE_URL to a database of its own, e.g. one made by: createdb roed_traad.',
      )
    return []
  }
  const { rows } = await client.query<Applied>(
    `SELECT "migration_name" AS name, "checksum", "finished_at" IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  )
  return rows
}

async function readVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    `SELECT current_setting('server_version_num')::integer AS number`,
  )
  return rows[0]?.number ?? 0
}

/** @throws StartFault `DB_NOT_WRITABLE` for a standby, and for whatever else only reads */
async function checkWritable(client: Client): Promise<void> {
  const { rows } = await client.query<{ standby: boolean; state: string }>(
    `SELECT pg_is_in_recovery() AS standby, current_setting('transaction_read_only') AS state`,
  )
  if (rows[0]?.state !== 'on') return
  throw new StartFault(
    'DB_NOT_WRITABLE',
    rows[0].standby
      ? 'The PostgreSQL is a standby, which only reads.'
      : 'The PostgreSQL database is switched to reading only.',
    rows[0].standby
      ? 'Let DATABASE_URL lead to the primary.'
      : 'Switch it back: ALTER DATABASE roed_traad RESET default_transaction_read_only (or the same of the user).',
  )
}

/**
 * @param number as PostgreSQL says it: 140005 is 14.5
 * @throws StartFault `DB_TOO_OLD`
 */
export function checkVersion(number: number): void {
  const version = Math.floor(number / 10_000)
  if (version >= oldestVersion) return
  throw new StartFault(
    'DB_TOO_OLD',
    `The database is PostgreSQL ${version}.`,
    `Use PostgreSQL ${oldestVersion} or later.`,
  )
}

/** What a connection that cannot be made means for whoever starts the program; never the URL, which holds a password. */
export function connectFault(error: unknown): StartFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === '28P01' || code === '28000')
    return new StartFault(
      'DB_LOGIN',
      'PostgreSQL refuses the user or the password in DATABASE_URL.',
      'Correct them; characters like @ / : # in a password are written as %40 %2F %3A %23.',
      { cause: error },
    )
  if (code === '3D000')
    return new StartFault(
      'DB_URL',
      'There is no database of that name on the PostgreSQL server.',
      'Make it (createdb roed_traad), or correct the name at the end of DATABASE_URL.',
      { cause: error },
    )
  if (code.startsWith('53'))
    return new StartFault(
      'DB_CONNECTIONS',
      `PostgreSQL takes no more connections (${code}).`,
      'Raise its max_connections, or end what else is connected; each process of the bot takes up to nine.',
      { cause: error },
    )
  return new StartFault(
    'DB_UNREACHABLE',
    `PostgreSQL does not answer${code === '' ? '' : ` (${code})`}.`,
    'Look whether it runs, and whether host and port in DATABASE_URL are right: postgresql://user:password@host:5432/roed_traad.',
    { cause: error },
  )
}
