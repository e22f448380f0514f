import { StartFault } from '../src/shared/start-fault.ts'
import type { Migration } from './history.ts'

/** A row of `_prisma_migrations`, the schema engine's record of what it applied. */
export interface Applied {
  name: string
  checksum: string
  finished: boolean
}

/**
 * @param folder of the migrations, below prisma/, for the remedy
 * @throws StartFault `DB_NEWER`, `DB_MIGRATION`
 */
export function checkHistory(migrations: Migration[], history: Applied[], folder: string): void {
  const known = new Map(migrations.map(migration => [migration.name, migration]))
  for (const row of history) {
    const migration = known.get(row.name)
    if (!row.finished) {
      throw new StartFault(
        'DB_MIGRATION',
        `The database was left in the middle of the change ${row.name}.`,
        'Put back the copy of the database from before it, and start again.',
      )
    }
    if (migration === undefined) {
      throw new StartFault(
        'DB_NEWER',
        `The database is newer than this program: it has the change ${row.name}, which this version does not know.`,
        'Start the version that made it, or a later one; or set DATABASE_URL to another database.',
      )
    }
    if (migration.checksum !== row.checksum) {
      throw new StartFault(
        'DB_MIGRATION',
        `The change ${row.name} was edited after it had been applied to this database.`,
        `Restore prisma/${folder}/${row.name}/migration.sql and put the edit into a new migration; a database that holds nothing of worth can be deleted instead.`,
      )
    }
  }
}

export const migrationFailed = (cause: unknown): StartFault =>
  new StartFault(
    'DB_MIGRATION',
    'The database could not be brought up to date, and was left as it was.',
    'Start the version that was used before, and report the cause.',
    { cause },
  )
