import { fileOf, jsonFileOf, sheetFileOf } from '../documents/file.ts'
import type { Download } from '../features/downloads/model.ts'
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
      return { ...(await made(found)), name: `${found.name}.${found.format}` }
    },
  }
}

async function made(found: Download): Promise<{ contentType: string; bytes: Uint8Array }> {
  if (found.format === 'json') return jsonFileOf(found.data)
  return found.format === 'xlsx' ? sheetFileOf(found.sheets) : fileOf(found.document, found.format)
}
