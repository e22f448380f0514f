import type { DistributionEvidence, EvidenceRow, StoppedRow } from '../model.ts'

/** What is to be looked at: it came late, has not left, or was stopped. */
export type Exception = { row: EvidenceRow; stopped: null } | { row: null; stopped: StoppedRow }

/** One version of an item's form, or of a colleague's contribution, with everybody whom it was to reach. */
export interface PaperProof {
  itemId: string
  /** as people read it before the item; 0 when it stands on the agenda no more */
  number: number
  /** '' of the form */
  contributorId: string
  version: number
  /** left before the deadline */
  inTime: readonly EvidenceRow[]
  exceptions: readonly Exception[]
  /** have it and have not opened it */
  unopened: readonly EvidenceRow[]
  opened: number
  /** how many people it was to reach */
  of: number
}

const isException = ({ delivery, late }: EvidenceRow): boolean => late !== null || !delivery?.sentAt

/**
 * The proof of a distribution paper by paper instead of person by person (R-FORM-10): each of its rows is in one paper,
 * once. What needs looking at stands first, then in the agenda's order, the newest version first.
 * @example 16 rows of one form and three contributions for four people // 4 papers, `of` 4 each
 */
export function papersOf({
  rows,
  stopped,
}: Pick<DistributionEvidence, 'rows' | 'stopped'>): readonly PaperProof[] {
  const all = [
    ...rows.map(row => ({ of: row.receipt, number: row.number, row, stopped: null })),
    ...stopped.map(one => ({ of: one.stopped, number: one.number, row: null, stopped: one })),
  ]
  const grouped = Map.groupBy(all, ({ of }) => `${of.agendaItemId}:${of.contributorId}:${of.formVersion}`)
  const papers = [...grouped.values()].flatMap(group => {
    const [first] = group
    if (!first) return []
    const own = group.flatMap(({ row }) => row ?? [])
    const { agendaItemId: itemId, contributorId, formVersion: version } = first.of
    const opened = own.filter(({ receipt }) => receipt.openedAt !== null).length
    return {
      itemId,
      number: first.number,
      contributorId,
      version,
      inTime: own.filter(row => !isException(row)),
      exceptions: group.flatMap(({ row, stopped: one }): Exception[] => {
        if (one) return [{ row: null, stopped: one }]
        return row && isException(row) ? [{ row, stopped: null }] : []
      }),
      unopened: own.filter(({ receipt, delivery }) => delivery?.sentAt && receipt.openedAt === null),
      opened,
      of: new Set(group.map(({ of }) => of.personId)).size,
    }
  })
  const calm = ({ exceptions }: PaperProof) => Number(exceptions.length === 0)
  return papers.toSorted(
    (a, b) =>
      calm(a) - calm(b) ||
      a.number - b.number ||
      Number(a.contributorId !== '') - Number(b.contributorId !== '') ||
      a.contributorId.localeCompare(b.contributorId) ||
      b.version - a.version,
  )
}
