import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import { type Block, localeOf, type PaperDocument, printable, widthsOf } from './model.ts'

const margin = 56
const size = { title: 20, heading: [14, 11.5], text: 10.5, small: 8.5 } as const
const ink = { text: '#1b1b1b', subtle: '#555555', line: '#8a8a8a' } as const

/** The fonts that every file carries along: DejaVu Sans has the letters of nearly all names (decision 0016). */
const fonts = (() => {
  const require = createRequire(import.meta.url)
  const file = (name: string) => readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`))
  let read: { regular: Buffer; bold: Buffer } | null = null
  return () => {
    read ??= { regular: file('DejaVuSans'), bold: file('DejaVuSans-Bold') }
    return read
  }
})()

/** The library knows it since 0.16; its types do not yet. */
const pdfUa = 'PDF/UA' as 'PDF/A-1'

type Pdf = InstanceType<typeof PDFDocument>
type Struct = ReturnType<Pdf['struct']>

/**
 * Makes a PDF that can be read aloud (PDF/UA: tagged, with title and language) and carries its letters along.
 * @returns the same bytes for the same document
 */
export async function renderPdf(document: PaperDocument): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: margin + 20, bottom: margin + 20, left: margin, right: margin },
    bufferPages: true,
    pdfVersion: '1.7',
    subset: pdfUa,
    tagged: true,
    lang: localeOf(document.language),
    displayTitle: true,
    info: {
      Title: printable(document.title),
      Creator: 'Rød Tråd',
      Producer: 'Rød Tråd',
      CreationDate: document.now,
    },
  })
  const whole = collected(pdf)
  const { regular, bold } = fonts()
  pdf.registerFont('regular', regular)
  pdf.registerFont('bold', bold)
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  tagged(pdf, root, 'H1', () => write(pdf, document.title, { font: 'bold', size: size.title }))
  for (const [index, block] of document.blocks.entries())
    drawBlock(pdf, root, block, document.blocks[index + 1])
  root.end()
  drawEdges(pdf, document)
  pdf.end()
  return whole
}

function collected(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    pdf.on('data', (part: Uint8Array) => parts.push(part))
    pdf.on('end', () => resolve(Buffer.concat(parts)))
    pdf.on('error', reject)
  })
}

/** Says what a part is, for those who have the document read aloud. */
function tagged(pdf: Pdf, parent: Struct, type: string, draw: () => void): void {
  const part = pdf.struct(type, {}, draw)
  parent.add(part)
  part.end()
}

interface Style {
  font?: 'regular' | 'bold'
  size?: number
  color?: string
  indent?: number
  /** goes on in the same line */
  continued?: boolean
  gap?: number
}

function write(pdf: Pdf, text: string, style: Style = {}): void {
  const { font = 'regular', size: points = size.text, color = ink.text, indent = 0, gap = 0 } = style
  pdf.font(font).fontSize(points).fillColor(color)
  const continued = style.continued ?? false
  pdf.text(printable(text), pdf.page.margins.left + indent, pdf.y, {
    width: widthOf(pdf) - indent,
    lineGap: 2,
    paragraphGap: gap,
    continued,
  })
}

const widthOf = (pdf: Pdf): number => pdf.page.width - pdf.page.margins.left - pdf.page.margins.right

/** Below a heading there is room for two lines, or for the top of a table and its first row: no table begins with its top alone. */
const besideText = 70
const besideTable = 170

/** A new page when so much does not fit on this one: a heading stands with what it is over. */
function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.height - pdf.page.margins.bottom) pdf.addPage()
}

function drawBlock(pdf: Pdf, root: Struct, block: Block, next?: Block): void {
  switch (block.type) {
    case 'heading': {
      keepTogether(pdf, next?.type === 'table' ? besideTable : besideText)
      pdf.moveDown(block.level === 1 ? 1 : 0.7)
      const points = size.heading[block.level - 1]
      tagged(pdf, root, block.level === 1 ? 'H2' : 'H3', () =>
        write(pdf, block.text, { font: 'bold', ...(points ? { size: points } : {}), gap: 3 }),
      )
      return
    }
    case 'paragraph': {
      const small = block.tone === 'small'
      tagged(pdf, root, 'P', () =>
        write(pdf, block.text, {
          font: block.tone === 'strong' ? 'bold' : 'regular',
          ...(small ? { size: size.small, color: ink.subtle } : {}),
          gap: 4,
        }),
      )
      return
    }
    case 'list':
      drawList(pdf, root, block)
      return
    case 'facts':
      for (const { label, text } of block.rows)
        tagged(pdf, root, 'P', () => {
          write(pdf, `${label}: `, { font: 'bold', continued: true, gap: 2 })
          write(pdf, text, { gap: 2 })
        })
      pdf.moveDown(0.3)
      return
    case 'table':
      drawTable(pdf, root, block)
      return
    case 'signature':
      drawSignature(pdf, root, block.fields)
  }
}

function drawList(pdf: Pdf, root: Struct, { items, marker }: Extract<Block, { type: 'list' }>): void {
  const list = pdf.struct('L')
  root.add(list)
  items.forEach((item, index) => {
    const entry = pdf.struct('LI')
    list.add(entry)
    // Where it begins: a marker at the foot of a page goes over with its text.
    keepTogether(pdf, size.text * 2)
    const top = pdf.y
    tagged(pdf, entry, 'Lbl', () => drawMarker(pdf, marker, index))
    pdf.y = top
    tagged(pdf, entry, 'LBody', () => write(pdf, item, { indent: 22, gap: 3 }))
    entry.end()
  })
  list.end()
  pdf.moveDown(0.3)
}

function drawMarker(pdf: Pdf, marker: 'dot' | 'number' | 'box', index: number): void {
  if (marker === 'box') write(pdf, '☐', { indent: 3, size: size.text + 1.5 })
  else write(pdf, marker === 'dot' ? '•' : `${index + 1}.`, { indent: 4 })
}

function drawTable(pdf: Pdf, root: Struct, block: Extract<Block, { type: 'table' }>): void {
  const { columns, rows } = block
  const table = pdf.struct('Table')
  root.add(table)
  pdf
    .font('regular')
    .fontSize(size.text - 1)
    .fillColor(ink.text)
  pdf.x = pdf.page.margins.left
  pdf.moveDown(0.2)
  const whole: PDFKit.Mixins.TableOptionsWithData & { structParent: Struct } = {
    structParent: table,
    columnStyles: widthsOf(block, widthOf(pdf)),
    defaultStyle: {
      border: [0, 0, 0.5, 0],
      borderColor: ink.line,
      padding: [4, 8, 4, 0],
      align: { x: 'left', y: 'top' },
    },
    data: [
      columns.map(text => ({ text: printable(text), type: 'TH', scope: 'Column', font: { src: 'bold' } })),
      ...rows.map(row => row.map(text => ({ text: printable(text), type: 'TD' as const }))),
    ],
  }
  pdf.table(whole)
  table.end()
  pdf.x = pdf.page.margins.left
  pdf.moveDown(0.5)
}

function drawSignature(pdf: Pdf, root: Struct, fields: readonly string[]): void {
  keepTogether(pdf, 60)
  pdf.moveDown(2.2)
  const gap = 16
  const width = (widthOf(pdf) - gap * (fields.length - 1)) / fields.length
  const top = pdf.y
  fields.forEach((field, index) => {
    const left = pdf.page.margins.left + index * (width + gap)
    tagged(pdf, root, 'P', () => {
      pdf
        .moveTo(left, top)
        .lineTo(left + width, top)
        .lineWidth(0.7)
        .strokeColor(ink.line)
        .stroke()
      pdf.font('regular').fontSize(size.small).fillColor(ink.subtle)
      pdf.text(printable(field), left, top + 3, { width })
    })
  })
  pdf.x = pdf.page.margins.left
  pdf.moveDown(0.5)
}

/** Header and footer of each page: told apart from the content, so that they are not read aloud on every page. */
function drawEdges(pdf: Pdf, { header, footer, pages: [page, of] }: PaperDocument): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let index = start; index < start + count; index += 1) {
    pdf.switchToPage(index)
    const margins = { ...pdf.page.margins }
    // Outside the margins every text would ask for a new page.
    pdf.page.margins.top = 0
    pdf.page.margins.bottom = 0
    pdf.markContent('Artifact', { type: 'Pagination' })
    pdf.font('regular').fontSize(size.small).fillColor(ink.subtle)
    const line = { width: widthOf(pdf), height: size.small * 1.4, ellipsis: true }
    pdf.text(printable(header), margin, margin - 14, line)
    const foot = pdf.page.height - margin
    pdf.text(printable(footer), margin, foot, { ...line, width: widthOf(pdf) - 90 })
    pdf.text(`${page} ${index - start + 1} ${of} ${count}`, pdf.page.width - margin - 80, foot, {
      width: 80,
      align: 'right',
    })
    pdf.endMarkedContent()
    pdf.page.margins = margins
  }
}
