import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import type { SheetDocument } from './model.ts'
import { printable } from './model.ts'

type Page = SheetDocument['sheets'][number]

/** What begins like a formula is text all the same: the library writes texts as strings, which no program evaluates. */
const cellOf = (value: string | number) =>
  typeof value === 'number'
    ? { value, type: Number }
    : { value: printable(value), type: String, wrap: true, alignVertical: 'top' as const }

const headOf = (title: string) => ({
  value: title,
  type: String,
  fontWeight: 'bold' as const,
  backgroundColor: '#E8E8E8',
})

function sheetOf({ name, columns, rows }: Page) {
  const data: SheetData = [columns.map(({ title }) => headOf(title)), ...rows.map(row => row.map(cellOf))]
  return { sheet: name, data, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 }
}

/** The workbook of tables; each has its heading row, which stays in view. */
export async function renderXlsx(document: SheetDocument): Promise<Uint8Array> {
  const file = writeXlsxFile(document.sheets.map(sheetOf))
  return file.toBuffer()
}
