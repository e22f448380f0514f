import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { type Block, localeOf, type PaperDocument, printable, widthsOf } from './model.ts'

/** A4 in twentieths of a point, as Word counts. */
const page = { width: 11906, height: 16838, margin: 1134 } as const
const textWidth = page.width - 2 * page.margin
const subtle = '555555'
const ruled = { style: BorderStyle.SINGLE, size: 4, color: '8A8A8A' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const

/**
 * Makes a Word file: with title, language, headings and table headers for those who have it read aloud.
 * @returns the same bytes for the same document
 */
export async function renderDocx(document: PaperDocument): Promise<Uint8Array> {
  const file = new Document({
    title: printable(document.title),
    creator: 'Rød Tråd',
    lastModifiedBy: 'Rød Tråd',
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, language: { value: localeOf(document.language) } },
          paragraph: { spacing: { after: 100 } },
        },
        title: { run: { size: 40, bold: true }, paragraph: { spacing: { after: 160 } } },
        heading1: { run: { size: 28, bold: true }, paragraph: { spacing: { before: 280, after: 80 } } },
        heading2: { run: { size: 24, bold: true }, paragraph: { spacing: { before: 200, after: 60 } } },
      },
    },
    numbering: { config: document.blocks.flatMap(numberingOf) },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: page.margin, bottom: page.margin, left: page.margin, right: page.margin },
          },
        },
        headers: {
          default: new Header({ children: [new Paragraph({ children: [small(document.header)] })] }),
        },
        footers: { default: footerOf(document) },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: lines(document.title) }),
          ...document.blocks.flatMap(partsOf),
        ],
      },
    ],
  })
  return undated(await Packer.toBuffer(file), document.now)
}

/** A line break of the text is one of the file. */
const lines = (text: string, run: { bold?: boolean; size?: number; color?: string } = {}): TextRun[] =>
  printable(text)
    .split('\n')
    .map((line, index) => new TextRun({ ...run, text: line, ...(index > 0 ? { break: 1 } : {}) }))

const small = (text: string): TextRun => new TextRun({ text: printable(text), size: 17, color: subtle })

function footerOf({ footer, pages: [one, of] }: PaperDocument): Footer {
  const numbers = new TextRun({
    size: 17,
    color: subtle,
    children: [`\t${one} `, PageNumber.CURRENT, ` ${of} `, PageNumber.TOTAL_PAGES],
  })
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [small(footer), numbers],
      }),
    ],
  })
}

const markers = { dot: '•', box: '☐' } as const
const listName = (place: number) => `list-${place}`

/** Each list counts by itself. */
function numberingOf(block: Block, place: number) {
  if (block.type !== 'list') return []
  const numbered = block.marker === 'number'
  return [
    {
      reference: listName(place),
      levels: [
        {
          level: 0,
          format: numbered ? LevelFormat.DECIMAL : LevelFormat.BULLET,
          text: block.marker === 'number' ? '%1.' : markers[block.marker],
          alignment: AlignmentType.LEFT,
          style: {
            paragraph: { indent: { left: 425, hanging: 425 } },
            ...(block.marker === 'box' ? { run: { font: 'Segoe UI Symbol' } } : {}),
          },
        },
      ],
    },
  ]
}

function partsOf(block: Block, place: number): (Paragraph | Table)[] {
  switch (block.type) {
    case 'heading': {
      const heading = block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2
      return [new Paragraph({ heading, keepNext: true, children: lines(block.text) })]
    }
    case 'paragraph': {
      const run = block.tone === 'small' ? { size: 17, color: subtle } : { bold: block.tone === 'strong' }
      return [new Paragraph({ children: lines(block.text, run) })]
    }
    case 'list':
      return block.items.map(
        item => new Paragraph({ numbering: { reference: listName(place), level: 0 }, children: lines(item) }),
      )
    case 'facts':
      return block.rows.map(
        ({ label, text }) =>
          new Paragraph({ children: [...lines(`${label}: `, { bold: true }), ...lines(text)] }),
      )
    case 'table':
      return [tableOf(block), new Paragraph({ children: [] })]
    case 'signature':
      return signatureOf(block.fields)
  }
}

function tableOf(table: Extract<Block, { type: 'table' }>): Table {
  const { columns, rows } = table
  const widths = widthsOf(table, textWidth)
  const row = (cells: readonly string[], header: boolean) =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new TableCell({
            width: { size: widths[index] ?? 0, type: WidthType.DXA },
            children: [new Paragraph({ children: lines(text, { bold: header }) })],
          }),
      ),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: none,
      left: none,
      right: none,
      insideVertical: none,
      bottom: ruled,
      insideHorizontal: ruled,
    },
    rows: [row(columns, true), ...rows.map(cells => row(cells, false))],
  })
}

/** Lines to write on, made of tab stops: a table would be read aloud as one. */
function signatureOf(fields: readonly string[]): Paragraph[] {
  const width = Math.floor(textWidth / fields.length)
  const places = fields.map((_, index) => ({ type: TabStopType.LEFT, position: width * (index + 1) }))
  const ruledPlaces = places.flatMap(place => [
    { ...place, position: place.position - 200, leader: 'underscore' as const },
    place,
  ])
  const labels = fields.flatMap((field, index) => [...(index > 0 ? [new TextRun('\t')] : []), small(field)])
  return [
    new Paragraph({
      spacing: { before: 560, after: 0 },
      keepNext: true,
      tabStops: ruledPlaces,
      children: fields.map(() => new TextRun('\t\t')),
    }),
    new Paragraph({ tabStops: places, children: labels }),
  ]
}

/** The library writes down when it ran; a document says when it was made, and nothing else. */
function undated(bytes: Uint8Array, now: Date): Uint8Array {
  const parts = unzipSync(bytes)
  const core = parts['docProps/core.xml']
  if (!core) throw new TypeError('a Word file has core properties')
  const dated = strFromU8(core).replace(
    /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
    `$1${now.toISOString().slice(0, 19)}Z`,
  )
  // The earliest that an archive can say: it is no fact about the document.
  const mtime = new Date(1980, 0, 1)
  return zipSync({ ...parts, 'docProps/core.xml': strToU8(dated) }, { mtime })
}
