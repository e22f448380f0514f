import type { Span } from '../../availability/model.ts'
import {
  instantIn,
  type ReadDate,
  type ReadingTerms,
  readTypedDates,
  type TypedDate,
} from '../../typed-dates/model.ts'

/**
 * Reads the dates of a half-year: as any that are typed, but what is planned already is no mistake, past or not, and
 * nobody can insist on two meetings of one team at once.
 * @param terms `taken`: the team's own meetings, those that are cancelled not among them
 * @returns `spans`: to be planned, in order of time; `there`: those that are planned already, so that a second press
 *   plans nothing; `rows`: every row, with the nearest good time in the place of one that is wrong
 */
export function readDates(
  typed: readonly TypedDate[],
  terms: Omit<ReadingTerms, 'mayOverlap'>,
): { spans: Span[]; there: Span[]; rows: ReadDate[]; good: boolean } {
  const planned = typed.map(row => {
    const at = row.keep ? instantIn(row, terms)?.getTime() : undefined
    return terms.taken.find(one => one.startAt.getTime() === at) ?? null
  })
  const wanted = typed.map((row, index) => (planned[index] ? { ...row, keep: false } : row))
  const { spans, rows } = readTypedDates(wanted, { ...terms, mayOverlap: false })
  return {
    spans,
    there: planned.filter(one => one !== null),
    rows: rows.map((row, index) => (planned[index] ? { ...row, keep: true } : row)),
    good: rows.every(row => !row.problem),
  }
}
