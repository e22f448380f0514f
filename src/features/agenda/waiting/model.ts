import { z } from 'zod'
import type { Meeting } from '../../meetings/model.ts'

/** Why an item cannot go out with a meeting's forms: its own is not handed in, or there is no consent in force. */
export type Lacking = 'form' | 'consent'

/** What came of what waited when a meeting's reserved time was released (R-AGENDA-3). */
export interface Released {
  /** came onto the agenda, by their ids */
  took: readonly string[]
  /** `room`: it is in order, and there is still no time for it */
  waits: readonly { itemId: string; why: Lacking | 'room' }[]
}

/** The same as a message keeps it: ids only, so that one that must leave no trace can be taken out. */
export const releasedDetail = z.object({
  took: z.array(z.string()),
  form: z.array(z.string()),
  consent: z.array(z.string()),
  room: z.array(z.string()),
})

/** What an item waits for. meeting: none is planned · room: there is no time for it on any · place: there is on this one */
export type WaitsFor = { state: 'meeting' | 'room' } | { state: 'place'; meeting: Meeting }
