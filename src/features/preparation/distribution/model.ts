import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Profession } from '../../../shared/action.ts'
import type { Submission } from '../../consent/model.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { PaperKey } from '../versions/model.ts'

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

/** Something that was handed in, as far as sending it is concerned. */
export interface Paper extends PaperKey {
  version: number
  late: boolean
  /** as the gate asks about it; whether it is out is another matter for each reader */
  content: Submission
  /** of a contributor, as it was then; null of a form */
  profession: Profession | null
  /** who handed it in */
  writerId: string
}

/** What one person was sent of a paper, and what became of the message. */
export interface Given {
  version: number
  opened: boolean
  status: string
}

/**
 * new: they have nothing of it · corrected: they have an earlier version, and are told (R-FORM-11) · inPlaceOf: the
 * message with an earlier version has not left, and brings this one instead, so that several corrections are one message
 */
export type Sending<G extends Given> =
  | { as: 'nothing' | 'new' | 'corrected' }
  | { as: 'inPlaceOf'; earlier: readonly G[] }

/** It has not left, so that what it brings can still be another version. */
export const isOnItsWay = (status: string): boolean =>
  ['pending', 'waiting', 'unreachable', 'bundled'].includes(status)
const neverLeft = new Set(['obsolete', 'failed'])

/**
 * What somebody is sent of a paper, once for each version.
 * @param given what they were sent of it before, at this meeting
 * @example sendingOf(2, [{ version: 1, opened: false, status: 'sent' }]) // { as: 'corrected' }
 */
export function sendingOf<G extends Given>(version: number, given: readonly G[]): Sending<G> {
  if (given.some(one => one.version === version && !neverLeft.has(one.status))) return { as: 'nothing' }
  const earlier = given.filter(one => one.version < version)
  const waiting = earlier.filter(one => !one.opened && isOnItsWay(one.status))
  if (waiting.length > 0) return { as: 'inPlaceOf', earlier: waiting }
  const had = earlier.some(one => one.opened || !neverLeft.has(one.status))
  return { as: had ? 'corrected' : 'new' }
}
