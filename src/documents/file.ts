import { renderDocx } from './docx.ts'
import type { Format, PaperDocument, SheetDocument } from './model.ts'
import { renderPdf } from './pdf.ts'
import { renderXlsx } from './xlsx.ts'

/** How each format is made, and what a browser is told it is. */
const renderers: Record<Format, { type: string; render(document: PaperDocument): Promise<Uint8Array> }> = {
  pdf: { type: 'application/pdf', render: renderPdf },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    render: renderDocx,
  },
}

/** The file of a document. */
export async function fileOf(
  document: PaperDocument,
  format: Format,
): Promise<{ contentType: string; bytes: Uint8Array }> {
  const { type, render } = renderers[format]
  return { contentType: type, bytes: await render(document) }
}

/** The workbook of tables. */
export const sheetFileOf = async (
  document: SheetDocument,
): Promise<{ contentType: string; bytes: Uint8Array }> => ({
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  bytes: await renderXlsx(document),
})

/** The file of data that another program reads: instants in UTC (ISO 8601), indented so that people can read it too. */
export const jsonFileOf = (data: object): { contentType: string; bytes: Uint8Array } => ({
  contentType: 'application/json; charset=utf-8',
  bytes: Buffer.from(`${JSON.stringify(data, null, 2)}\n`, 'utf8'),
})
