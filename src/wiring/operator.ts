import type { Config } from '../config.ts'
import { fileOf, jsonFileOf, sheetFileOf } from '../documents/file.ts'
import { accessDocument } from '../features/access/documents.ts'
import { dataOf } from '../features/access/model.ts'
import { givenUpEntries } from '../features/calendar/store.prisma.ts'
import { cellWords } from '../features/oversight/figures/cards.ts'
import { figuresSheets } from '../features/oversight/figures/documents.ts'
import { measures } from '../features/oversight/figures/model.ts'
import { tenantOf } from '../features/people/store.prisma.ts'
import { textsIn } from '../locales/texts.ts'
import { createPgBossQueue } from '../queue/pg-boss.ts'
import { createDeliveryStore } from '../reminders/delivery-store.prisma.ts'
import { givenUpMessages, givenUpReminders } from '../reminders/given-up.prisma.ts'
import { together } from '../reminders/given-up.ts'
import type { DeadErrand, Queue } from '../reminders/queue.ts'
import { createReminderStore } from '../reminders/store.prisma.ts'
import type { GivenUp } from '../reminders/store.ts'
import type { Clock } from '../shared/clock.ts'
import { type Database, openBeside, openDatabase } from '../shared/database.prisma.ts'
import { databasePath, mustExist } from '../shared/database-file.prisma.ts'
import { codeOf } from '../shared/errors.ts'
import type { Ids } from '../shared/ids.ts'
import { openKeyring } from '../shared/key-check.prisma.ts'
import { lookupKey } from '../shared/keyring.ts'
import type { Log } from '../shared/log.ts'
import { dayOf } from '../shared/zoned-time.ts'
import { createServices } from './services.ts'

/** A file that is made for the operator, under a name that names nobody. */
export interface OperatorFile {
  name: string
  bytes: Uint8Array
}

/** The consultant's table: as lines to print, and as a workbook. */
export interface OperatorFigures {
  period: string
  lines: readonly Readonly<Record<string, string>>[]
  file: OperatorFile
}

const givenUp = together([givenUpMessages, givenUpReminders(tenantOf), givenUpEntries(tenantOf)])

/**
 * What the municipality's operator may do beside the bot, from the server's own shell.
 * `records`: whether it can write to the audit log; not while the bot runs, since one process alone writes (R-SEC-4)
 * @throws StartFault with a message that names the remedy
 */
export async function openForOperator(config: Config, around: { clock: Clock; ids: Ids; log: Log }) {
  const { clock, ids, log } = around
  mustExist(config.databaseUrl)
  const owned = await openDatabase({ url: config.databaseUrl, log, existing: true }).catch(
    (error: unknown) => {
      if (codeOf(error) === 'DB_LOCKED') return null
      throw error
    },
  )
  const db = owned ?? (await openBeside({ url: config.databaseUrl }))
  const records = owned !== null
  try {
    const { access, figures, policies } = await services(db)
    return {
      records,

      /** The child that an item names; null for none. */
      childOf: (itemId: string) => access.childOf(db.reader, itemId),

      /** Everything that is held about the child; recorded before it is returned, where it can be. */
      async exportOf(childId: string): Promise<OperatorFile[] | null> {
        const now = clock.now()
        const found = await (records
          ? db.write(tx => access.whole(tx, childId, now, true))
          : db.read(tx => access.whole(tx, childId, now, false)))
        if (!found) return null
        const { dossier, tenantId } = found
        const { zone } = await policies.of(db.reader, tenantId)
        const word = await fileOf(accessDocument(dossier, zone, 'da'), 'docx')
        return [
          { name: 'indsigt.docx', bytes: word.bytes },
          { name: 'indsigt.json', bytes: jsonFileOf(dataOf(dossier)).bytes },
        ]
      },

      /** The municipalities that have teams here. */
      tenants: () => figures.tenants(db.reader),

      /**
       * A municipality's figures as its consultants see them, with the same counts hidden (R-OV-2).
       * @param period '2026-1'; empty: the newest half-year that is over
       * @returns null when there is none of that name that is over
       */
      async figuresOf(tenantId: string, period: string): Promise<OperatorFigures | null> {
        const now = clock.now()
        const { table } = await figures.ofMunicipality(db.reader, tenantId, period, now)
        if (!table || (period !== '' && table.period.id !== period)) return null
        const t = textsIn('da').figures
        const rows = [{ name: t.municipality, cells: table.total }, ...table.institutions]
        const { zone } = await policies.of(db.reader, tenantId)
        const file = await sheetFileOf(figuresSheets(rows, table.period, dayOf(now, zone), 'da'))
        return {
          period: table.period.id,
          lines: rows.map(({ name, cells }) => ({
            Hvem: name,
            ...Object.fromEntries(measures.map(one => [t.measures[one], cellWords(cells[one], 'da')])),
          })),
          file: { name: `tal-${table.period.id}.xlsx`, bytes: file.bytes },
        }
      },

      /** What was tried in vain for a week, of every kind, and the errands of the queue that threw every time. */
      async givenUp(): Promise<{ list: GivenUp[]; dead: DeadErrand[] }> {
        return { list: await givenUp.list(db.reader), dead: await inQueue(queue => queue.dead(), []) }
      },

      /**
       * Tries these again; null: all of them, and the errands.
       * @returns how many; null when nothing can be saved, because a bot that owns the file runs
       */
      async tryAgain(ids: readonly string[] | null): Promise<{ given: number; errands: number } | null> {
        if (!records) return null
        const wanted = ids ?? (await givenUp.list(db.reader)).map(({ id }) => id)
        const given = await db.write(tx => givenUp.again(tx, wanted, clock.now()))
        return { given, errands: ids ? 0 : await inQueue(queue => queue.revive(), 0) }
      },

      close: () => db.close(),
    }
  } catch (error) {
    await db.close()
    throw error
  }

  /** @param none where one process has the database alone, and no queue */
  async function inQueue<T>(work: (queue: Queue) => Promise<T>, none: T): Promise<T> {
    if (!db.shared) return none
    const queue = createPgBossQueue({ url: config.databaseUrl, log })
    await queue.start()
    return work(queue).finally(() => queue.stop())
  }

  async function services(database: Database) {
    const keys = config.dataKeys
      ? { dataKeys: config.dataKeys }
      : { keyFile: `${databasePath(config.databaseUrl)}.key` }
    const { keyring, codec } = await openKeyring(database, keys)
    return createServices({
      db: database,
      codec,
      ids,
      reminders: createReminderStore(ids),
      deliveries: createDeliveryStore(ids, tenantOf),
      links: lookupKey(keyring),
      publicUrl: config.publicUrl,
      graph: null,
      clock,
      log,
    })
  }
}
