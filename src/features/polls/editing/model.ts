import type { Span } from '../../meetings/availability/model.ts'
import type { TypedDate } from '../../meetings/typed-dates/model.ts'
import type { Slot } from '../model.ts'

/** A slot that is asked about, or that was and is taken out. */
export interface KnownSlot extends Slot {
  droppedAt: Date | null
}

/** What becomes of a poll's slots. */
export interface SlotChange {
  /** ids of those that are asked about no more */
  drop: string[]
  /** ids of those that were taken out before, and come back with the answers they had */
  restore: string[]
  /** that were never asked about */
  add: Span[]
}

/**
 * What it takes to ask about other times (R-POLL-5). A slot is its time: one that is changed goes, with its answers, and
 * another comes, so nobody's answer is ever taken for one to a time that they have not seen.
 * @param wanted every time that is to be asked about, none twice
 * @example slotChange([nine, ten], [nine, { startAt: eleven, endAt: one }]) // { drop: [ten's id], add: [eleven to one], … }
 */
export function slotChange(known: readonly KnownSlot[], wanted: readonly Span[]): SlotChange {
  const same = (a: Span, b: Span) =>
    a.startAt.getTime() === b.startAt.getTime() && a.endAt.getTime() === b.endAt.getTime()
  const isWanted = (slot: Span) => wanted.some(one => same(one, slot))
  return {
    drop: known.filter(slot => !slot.droppedAt && !isWanted(slot)).map(slot => slot.id),
    restore: known.filter(slot => slot.droppedAt && isWanted(slot)).map(slot => slot.id),
    add: wanted
      .filter(one => !known.some(slot => same(slot, one)))
      .map(({ startAt, endAt }) => ({ startAt, endAt })),
  }
}

/** A row of the card in which a poll's times are edited. */
export interface EditRow {
  /** the slot that it shows; absent on a new time */
  slotId?: string
  typed: TypedDate
}

/**
 * What the coordinator wants, where others may have edited the poll since the card was drawn. A row that still says its
 * slot's time says nothing of it: that slot stays as it is now, taken out or not.
 * @param shown the slots of the first rows, in their order
 * @param now those that are asked about now and lie ahead
 * @param typed every row, with the instant that it says
 * @returns `same`: slots that nobody changes on this card · `rows`: what this card changes or adds · `crossed`: whether
 *   the poll was edited since
 */
export function mergeRows(
  shown: readonly KnownSlot[],
  now: readonly Slot[],
  typed: readonly (TypedDate & { at: Date | null })[],
): { same: Slot[]; rows: EditRow[]; crossed: boolean } {
  const isThere = (id: string) => now.some(slot => slot.id === id)
  const rows: EditRow[] = typed.flatMap(({ at, ...row }, index) => {
    const slot = shown[index]
    if (!slot)
      return row.keep && !now.some(one => one.startAt.getTime() === at?.getTime()) ? [{ typed: row }] : []
    if (row.keep && at?.getTime() === slot.startAt.getTime()) return []
    if (isThere(slot.id)) return [{ slotId: slot.id, typed: row }]
    // Somebody else has taken it out: that is what this row wants as well, or it is a time of its own now.
    return row.keep ? [{ typed: row }] : []
  })
  const touched = new Set(rows.map(row => row.slotId))
  return {
    same: now.filter(slot => !touched.has(slot.id)),
    rows,
    crossed: shown.length !== now.length || shown.some(slot => !isThere(slot.id)),
  }
}
