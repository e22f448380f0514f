import type { MinutesVersion } from '../model.ts'

/** That a version of the minutes was filed in the municipality's records system (R-MIN-2). */
export interface Filing {
  meetingId: string
  version: number
  /** where it lies there: a case number; it names nobody */
  reference: string
  filedById: string
  filedAt: Date
}

export const longestReference = 100

/** How the minutes in force stand. */
export interface FilingState {
  /** null: not filed yet */
  filing: Filing | null
  /** the newest of the earlier versions that was filed: it was corrected since, and has to be filed again */
  earlier: Filing | null
}

/** @param filings of the meeting, in any order */
export function filingState(
  { version }: Pick<MinutesVersion, 'version'>,
  filings: readonly Filing[],
): FilingState {
  const before = filings.filter(one => one.version < version).toSorted((a, b) => b.version - a.version)
  return { filing: filings.find(one => one.version === version) ?? null, earlier: before[0] ?? null }
}
