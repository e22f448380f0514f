import { afterEach, expect, test } from 'vitest'
import type { Log, LogFields } from '../../src/shared/log.ts'
import {
  addsChild,
  asks,
  clicks,
  noah,
  type PlannedSolsikken,
  recordsConsent,
  startPlanned,
} from '../support/agenda.ts'
import { everyRow, type Row } from '../support/at-rest.ts'
import { fillsIn, typed } from '../support/forms.ts'

let at: PlannedSolsikken
afterEach(() => at.bot.stop())

/** Words of everything that anybody wrote about the child, by whoever wrote them. */
const words = [
  ...noah.childName.split(' '),
  ...[noah.problem, noah.question1, noah.question2],
  ...Object.values(typed),
  ...['Anna Berg', 'Sag 12, bilag 3', 'Når vi er få.'],
]

/** Every row of every table, all columns, what is sealed opened. */
async function everything(): Promise<{ plain: string; sealed: string[] }> {
  const plain: string[] = []
  const sealed: string[] = []
  for (const { table, row } of await everyRow(at.bot.app.core.db.reader))
    for (const [column, value] of Object.entries(row)) {
      const isSealed = column.endsWith('Sealed') && value !== null
      if (isSealed) sealed.push(String(value))
      plain.push(`${table}.${column}: ${isSealed ? opened(table, column, row) : String(value)}`)
    }
  return { plain: plain.join('\n'), sealed }
}

/** A sealed text is bound to its row: by one of its columns, or two. */
function opened(table: string, column: string, row: Row): string {
  const { codec } = at.bot.app.core
  const values = Object.entries(row).flatMap(([name, value]) =>
    typeof value === 'string' && !name.endsWith('Sealed') ? [value] : [],
  )
  const field = `${table}.${column.replace(/Sealed$/, '')}`
  const pairs = values.flatMap(one => values.map(other => `${one}:${other}`))
  for (const place of [...values, ...pairs]) {
    try {
      return codec.open(String(row[column]), `${field}:${place}`)
    } catch {
      // Bound to another of its columns.
    }
  }
  throw new Error(`${field} cannot be opened: say here what it is bound to`)
}

const found = (text: string) => words.filter(word => text.includes(word))

/**
 * What is proved (R-FORM-2): after *ja* no column of any table holds a word about the child, opened or not, the kept
 * answers to clicks among them; nothing was logged and nothing was sent that does; the file has never held such a word
 * in the clear; and not even what was sealed of it before (the item by its author, the consent, half a form) is left in
 * the file's pages, used or free. Backups are another matter (R-OPS-1).
 */
test('after yes nothing about the child is left: in no table, log, message or page of the file', async () => {
  const logged: string[] = []
  const line = (event: string, fields?: LogFields) => void logged.push(JSON.stringify({ event, ...fields }))
  const log: Log = { info: line, warn: line, error: line }
  at = await startPlanned('2026-11-10T07:00:00Z', { log })
  const { bot, lone, ida, mette, meeting } = at
  await addsChild(lone)
  await lone.presses('Gem', { minutes: 30, formFillerId: ida.personId })
  await asks(lone, 'dagsorden')
  await lone.presses('Åbn')
  await lone.presses('Samtykke')
  await recordsConsent(lone)
  await bot.passTo('2026-11-10T07:30:00Z')
  await ida.finds('Start')
  await ida.presses('Start')
  await fillsIn(ida)
  await clicks(mette, 'agenda.open', { meetingId: meeting.id })
  const { services, db } = bot.app.core
  const [item] = await services.agenda.ofMeeting(db.reader, meeting.id)
  const itemId = item?.id ?? ''

  const before = await everything()
  const held = found(before.plain)
  expect(held.toSorted()).toEqual([...new Set(words)].toSorted())

  await clicks(ida, 'form.begin', { itemId, suspicion: 'yes' })
  expect(ida.words()).toContain('Punktet er slettet')
  expect(found((await everything()).plain)).toEqual([])
  await bot.passTo('2026-11-30T08:00:00Z')

  const after = await everything()
  expect(found(after.plain)).toEqual([])
  expect(found(logged.join('\n'))).toEqual([])
  expect(found(JSON.stringify(bot.teams.sent))).toEqual([])
  const file = await bot.atRest()
  expect(words.filter(word => file.includes(word))).toEqual([])
  const gone = before.sealed.filter(one => !after.sealed.includes(one))
  expect(gone.length).toBeGreaterThan(6)
  expect(gone.filter(one => file.includes(one))).toEqual([])
})
