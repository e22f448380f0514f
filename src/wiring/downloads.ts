import { fileOf, jsonFileOf } from '../documents/file.ts'
import type { DownloadService } from '../features/downloads/service.ts'
import type { DownloadDoor } from '../msteams/downloads.ts'
import type { Clock } from '../shared/clock.ts'
import type { Transactions } from '../shared/transaction.ts'

/** The door to documents: a download is a write, since it is counted and recorded before anything is handed over. */
export function wireDownloads(around: {
  downloads: DownloadService
  db: Transactions
  clock: Clock
}): DownloadDoor {
  const { downloads, db, clock } = around
  return {
    isAlive: token => downloads.isAlive(db.reader, token, clock.now()),
    async fetch(token) {
      const found = await db.write(tx => downloads.fetch(tx, token, clock.now()))
      if (!found) return null
      const file =
        found.format === 'json' ? jsonFileOf(found.data) : await fileOf(found.document, found.format)
      return { ...file, name: `${found.name}.${found.format}` }
    },
  }
}
