import { dirname } from 'node:path'
import { providerOf } from '../../prisma/history.ts'
import { migratePostgres } from '../../prisma/migrate-postgres.ts'
import { databasePath, markMoved, mustExist, ownFile, refuseMoved } from '../shared/database-file.prisma.ts'
import { isOurs, placeOf, refuseDifference, settle } from './backup.prisma.ts'
import { atOnce, inOneState, withDatabase } from './place.prisma.ts'
import { type Batch, fillEmpty, migrationsOf, readAll, type Sums, summing } from './rows.prisma.ts'
import { CopyFault } from './sealed-file.ts'

/**
 * Moves everything from a database file into a PostgreSQL, in one transaction there, and compares both, table by table,
 * before it ends. The file stays as it is, with a note beside it that keeps the bot from going on with it by mistake.
 *
 * @param fromUrl of the file; no bot may run on it
 * @param toUrl of a PostgreSQL that holds nothing
 * @param now for the note
 * @returns what was moved
 * @throws CopyFault, StartFault with a remedy; then nothing is in the PostgreSQL but empty tables
 */
export async function move(fromUrl: string, toUrl: string, now: Date): Promise<Sums> {
  if (providerOf(fromUrl) !== 'sqlite' || providerOf(toUrl) !== 'postgresql')
    throw new CopyFault(
      'COPY_TARGET',
      'Everything is moved from a SQLite file into a PostgreSQL.',
      'Let DATABASE_URL name the file, as the bot has it, and --to the PostgreSQL.',
    )
  mustExist(fromUrl)
  const owned = await ownFile(databasePath(fromUrl))
  try {
    refuseMoved(owned.path)
    const sums = await withDatabase(placeOf(fromUrl), source =>
      inOneState(source, async from => {
        if (!isOurs(await migrationsOf(from)))
          throw new CopyFault(
            'BACKUP_VERSION',
            'The database has not the tables of this version.',
            'Start the bot once with this version, stop it, and move then.',
          )
        await migratePostgres(toUrl)
        return withDatabase(toUrl, target =>
          atOnce(target, async into => {
            const sum = summing()
            const found = await fillEmpty(into, counted(readAll(from), sum))
            refuseDifference(sum.sums(), found)
            return found
          }),
        )
      }),
    )
    markMoved(owned.path, now)
    settle(dirname(owned.path))
    return sums
  } finally {
    await owned.release()
  }
}

async function* counted(
  batches: AsyncIterable<Batch>,
  sum: ReturnType<typeof summing>,
): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    sum.add(batch)
    yield batch
  }
}
