import type { Lang } from '../shared/human-dates.ts'

/** A line of a table, from left to right. */
export type SheetRow = readonly (string | number)[]

/** Tables for another program to count on: numbers are numbers. */
export interface SheetDocument {
  readonly title: string
  readonly sheets: readonly {
    readonly name: string
    /** width: in characters */
    readonly columns: readonly { readonly title: string; readonly width: number }[]
    readonly rows: readonly SheetRow[]
  }[]
}

export const formats = ['pdf', 'docx'] as const
/** How a document leaves: to print and sign, or to go on writing in. */
export type Format = (typeof formats)[number]

/** A part of a document, top to bottom. Texts are plain: nothing in them is read as markup. */
export type Block =
  | {
      readonly type: 'heading'
      readonly text: string /** 1 under the title, 2 under that */
      readonly level: 1 | 2
    }
  | { readonly type: 'paragraph'; readonly text: string; readonly tone?: 'strong' | 'small' }
  | {
      readonly type: 'list'
      readonly items: readonly string[]
      /** box: empty, to be ticked by hand */
      readonly marker: 'dot' | 'number' | 'box'
    }
  /** one line each: what it is, and what it says */
  | { readonly type: 'facts'; readonly rows: readonly Fact[] }
  /** short cells alone: a row is not broken over two pages */
  | {
      readonly type: 'table'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly string[])[]
      /** how broad each column is beside the others; without it they are alike */
      readonly shares?: readonly number[]
    }
  /** lines to write on by hand, each over what belongs there */
  | { readonly type: 'signature'; readonly fields: readonly string[] }

export interface Fact {
  readonly label: string
  readonly text: string
}

/** A line of facts, unless there is nothing to say. */
export const fact = (label: string, text: string | null | undefined): Fact[] =>
  text ? [{ label, text }] : []

/** Facts together, unless there are none. */
export const facts = (...rows: readonly Fact[][]): Block[] =>
  rows.flat().length > 0 ? [{ type: 'facts', rows: rows.flat() }] : []

/**
 * How broad the columns of a table are, of a width that is given.
 * @example widthsOf({ columns: ['Aftale', 'Hvem'], shares: [2, 1] }, 300) // [200, 100]
 */
export function widthsOf(
  { columns, shares = columns.map(() => 1) }: Pick<Extract<Block, { type: 'table' }>, 'columns' | 'shares'>,
  width: number,
): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return columns.map((_, index) => Math.floor((width * (shares[index] ?? 1)) / whole))
}

/** A document as it is meant; a renderer of this folder makes a file of it. */
export interface PaperDocument {
  readonly title: string
  /** of its words, for those who have it read aloud */
  readonly language: Lang
  /** when it was made: the same document of the same moment is the same file, byte for byte */
  readonly now: Date
  /** small, at the top of each page */
  readonly header: string
  /** small, at the bottom of each page, before the page's number */
  readonly footer: string
  /** around the numbers: 'Side' 1 'af' 3 */
  readonly pages: readonly [page: string, of: string]
  readonly blocks: readonly Block[]
}

/** For the file's own record of its language (BCP 47). */
export const localeOf = (language: Lang): string => (language === 'da' ? 'da-DK' : 'en-GB')

/**
 * A text as a file may hold it: what is no character at all (control characters, halves of a pair) would make the file
 * unreadable, for a word processor as for XML. Line breaks stay.
 */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .normalize('NFC')

/** A place on a picture, in its own units from the top left corner. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A part of a picture; what comes later lies on top. Colours are `#rrggbb`. */
export type Shape =
  | { readonly type: 'area'; readonly points: readonly Point[]; readonly colour: string }
  | {
      readonly type: 'line'
      readonly points: readonly Point[]
      readonly closed: boolean
      readonly colour: string
      readonly width: number
      /** drawn and left out by turns, each so long; without it the line is whole */
      readonly dash?: number
    }
  | { readonly type: 'dot'; readonly at: Point; readonly radius: number; readonly colour: string }
  | {
      /** words that are broken into lines, made smaller where that is not enough, and hyphenated: nothing is cut off */
      readonly type: 'text'
      readonly text: string
      /** the corner or side of the box that the words keep to */
      readonly at: Point
      readonly align: 'left' | 'middle' | 'right'
      readonly upright: 'top' | 'middle' | 'bottom'
      /** the room that the words have */
      readonly room: { readonly width: number; readonly height: number }
      /** height of the letters where there is room for it */
      readonly size: number
      readonly colour: string
    }

/** A drawing as it is meant, on a background of its own: it reads the same in light and dark. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly background: string
  readonly shapes: readonly Shape[]
}
