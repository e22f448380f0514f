import type { Span } from '../../meetings/availability/model.ts'
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
