import { Fault } from './errors.ts'

/**
 * The database could not save, or could not be asked: full disk, lock held by another program, no connection.
 * `NOT_SAVED`: nothing was changed. `PERHAPS_SAVED`: the connection broke between the order to save and its answer.
 */
export class StoreFault extends Fault {
  declare readonly code: 'NOT_SAVED' | 'PERHAPS_SAVED'
  /** SQLite's name of the reason, e.g. `SQLITE_FULL`; PostgreSQL's code, e.g. `53100`; or the system's, `ECONNREFUSED` */
  readonly reason: string

  constructor(reason: string, options: ErrorOptions & { perhaps?: boolean } = {}) {
    super(
      options.perhaps ? 'PERHAPS_SAVED' : 'NOT_SAVED',
      `${options.perhaps ? 'It is not known whether it was saved' : 'Nothing was saved'} (${reason}). ${remedyOf(reason)}`,
      options,
    )
    this.name = 'StoreFault'
    this.reason = reason
  }
}

/** By the beginning of the reason; the first that fits. */
const remedies: readonly (readonly [beginnings: readonly string[], remedy: string])[] = [
  [
    ['SQLITE_FULL', '53100', '53200'],
    'Free some space on the disk of the database; the bot goes on by itself.',
  ],
  [
    ['53'],
    'PostgreSQL has no connection left: raise its max_connections, or end what else is connected; each process of the bot takes up to nine.',
  ],
  [
    ['25006'],
    'PostgreSQL only reads: it is a standby, or was switched to reading. Let DATABASE_URL lead to the primary; the bot goes on by itself when it is one.',
  ],
  [
    ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'XX001', 'XX002'],
    'The database is damaged: stop the bot, and put back the latest backup.',
  ],
  [['28', '3D000'], 'PostgreSQL no longer lets the bot in: correct DATABASE_URL, and start the bot again.'],
  [
    ['WRITE_TIMEOUT', '55P03', '40'],
    'Another program or process held a lock for too long: look what else uses the database.',
  ],
  [['SQLITE_'], 'Check the disk and whether another program holds the database.'],
]

function remedyOf(reason: string): string {
  const found = remedies.find(([beginnings]) => beginnings.some(one => reason.startsWith(one)))
  return (
    found?.[1] ?? 'Look whether PostgreSQL runs and can be reached; the bot goes on by itself when it can.'
  )
}
