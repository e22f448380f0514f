import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Meeting } from '../../meetings/model.ts'

/** What does not go out, and why (R-CONS-4). */
export interface WithheldItem {
  itemId: string
  number: number
  why: 'notChosen' | 'notSubmitted' | 'consent'
}

/** What a message about withheld items keeps: see {@link fingerprintOf}; one from before that has none. */
export const withheldDetail = z.object({ said: z.string().default('') }).catch({ said: '' })

/**
 * What a message about withheld items says, to be compared and not to be read: of an item that is removed without a
 * trace nothing may be left.
 * @param fillers who fills in the form, by item
 */
export function fingerprintOf(
  { startAt }: Pick<Meeting, 'startAt'>,
  items: readonly WithheldItem[],
  fillers: ReadonlyMap<string, string | null>,
): string {
  const lines = items.map(
    ({ itemId, number, why }) => `${itemId} ${number} ${why} ${fillers.get(itemId) ?? ''}`,
  )
  return createHash('sha256')
    .update([startAt.toISOString(), ...lines].join('\n'))
    .digest('hex')
}
