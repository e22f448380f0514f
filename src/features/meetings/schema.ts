import { z } from 'zod'

/** The message that tells of another time, another place, or that a meeting is not held (R-POLL-7). */
export const changedKind = 'meeting.changed'

const change = z.object({
  change: z.enum(['moved', 'cancelled']),
  /** of the meeting, when this was written: a newer message says what is so */
  sequence: z.number(),
  /** when the meeting begins, as far as the reader has heard */
  from: z.iso.datetime(),
  /** whether it was to be held somewhere else, as far as the reader has heard */
  otherPlace: z.boolean().default(false),
})

/** What somebody has heard of a meeting. */
export interface Known {
  startAt: Date
  /** somewhere else than where it is held now */
  otherPlace: boolean
}

export const readChange = (detail: unknown): z.infer<typeof change> => change.parse(detail)
