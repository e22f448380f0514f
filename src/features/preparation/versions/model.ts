/**
 * draft: its writers' alone · submitted: handed in · correcting: handed in, and being corrected; the others read on
 * what was handed in (R-FORM-11)
 */
export type HandInStatus = 'draft' | 'submitted' | 'correcting'

/** What somebody hands in of an item, and hands in again when it is corrected: its form, or a contribution to it. */
export interface HandIn {
  status: HandInStatus
  /** 0 until it is handed in; raised whenever it is handed in with something new */
  version: number
  /** of that version, while it is handed in */
  submittedAt: Date | null
  /** submitted after the meeting's deadline (R-FORM-10) */
  late: boolean
}

/** Which paper of an item: its form has no contributor. */
export interface PaperKey {
  agendaItemId: string
  /** '' is the item's form */
  contributorId: string
}

/** The same form, or the same colleague's contribution. */
export const samePaper = (a: PaperKey, b: PaperKey): boolean =>
  a.agendaItemId === b.agendaItemId && a.contributorId === b.contributorId

/** What was handed in, as it was then. It is never changed. */
export interface Version extends PaperKey {
  version: number
  /** JSON, as the feature that it belongs to reads it */
  answers: string
  writtenById: string
  submittedAt: Date
  late: boolean
}

/** Others may have it, whatever is being written now: the newest version of it. */
export const isHandedIn = ({ status }: Pick<HandIn, 'status'>): boolean => status !== 'draft'

/**
 * What is taken back to be corrected becomes a draft as long as nobody has it; afterwards its readers keep what was
 * handed in until the correction is (R-FORM-11). The exact opposite is {@link handedIn}.
 * @param reached whether somebody has it, or it may be on its way to them
 */
export const takenBack = (paper: HandIn, reached: boolean): HandIn =>
  reached
    ? { ...standing(paper), status: 'correcting' }
    : { status: 'draft', version: paper.version, submittedAt: null, late: false }

/**
 * What handing in makes of it: a new version, unless nothing was changed since the last one (R-FORM-11). What nobody
 * had meanwhile is handed in now; what the others read all the time was handed in then.
 * @param unchanged it says what its newest version says
 * @param dueAt the meeting's deadline; null while it waits for one
 * @example handedIn({ status: 'correcting', version: 1, … }, { unchanged: true, now, dueAt }).version // 1
 */
export function handedIn(
  paper: HandIn,
  { unchanged, now, dueAt }: { unchanged: boolean; now: Date; dueAt: Date | null },
): HandIn {
  if (unchanged && paper.status !== 'draft') return dropped(paper)
  return {
    status: 'submitted',
    version: unchanged ? paper.version : paper.version + 1,
    submittedAt: now,
    late: dueAt !== null && now > dueAt,
  }
}

/**
 * The correction is dropped: what the others have all the time stands as it did. The exact opposite of {@link takenBack}
 * what has reached somebody.
 */
export const dropped = (paper: HandIn): HandIn => ({ ...standing(paper), status: 'submitted' })

const standing = ({ version, submittedAt, late }: HandIn) => ({ version, submittedAt, late })
