import type { Format, PaperDocument, SheetDocument } from '../../documents/model.ts'
import type { Language } from '../../shared/action.ts'

/** A document to read, or data for another program. */
export type DownloadFormat = Format | 'json' | 'xlsx'

/** A document to read. */
export const isPaper = (format: DownloadFormat): format is Format => format === 'pdf' || format === 'docx'

/** One person's leave to fetch one document, for some minutes. It holds no content: that is made when they fetch it. */
export interface DownloadLink {
  id: string
  personId: string
  kind: string
  /** what the document is about: an id */
  subjectId: string
  format: DownloadFormat
  language: Language
  taken: number
  createdAt: Date
  expiresAt: Date
}

/** What a file is made of, and the name under which it is saved: it names nobody, since it stands in a folder for all to see. */
export type Download = { name: string } & (
  | { format: Format; document: PaperDocument }
  | { format: 'json'; data: object }
  | { format: 'xlsx'; sheets: SheetDocument }
)

/** Long enough to find the printer, too short to be passed on. */
export const linkMinutes = 10

/** A printer that jams, a file that was closed unsaved: so often the same link may be used. */
export const mostDownloads = 5

/**
 * Does this link still lead to its document? That the person may read it is asked beside this, of the gate.
 * @example isAlive({ taken: 0, expiresAt: inTenMinutes }, now) // true
 */
export const isAlive = (
  { taken, expiresAt }: Pick<DownloadLink, 'taken' | 'expiresAt'>,
  now: Date,
): boolean => now < expiresAt && taken < mostDownloads
