import { z } from 'zod'
import type { Known } from './changes/model.ts'

/** The message that tells of another time, another place, or that a meeting is not held (R-POLL-7). */
export const changedKind = 'meeting.changed'

/** Messages that tell of a meeting in the first place; each is drawn from the meeting as it is when it leaves. */
export const introducing = {
  meeting: ['poll.confirmed', 'meeting.invited'],
  /** about a team: of all its dates */
  newcomer: 'team.joined',
  /** about a team: of those that it names */
  series: 'series.planned',
} as const

const planned = z.object({ meetingIds: z.array(z.string()) })

/** The meetings that a message of a half-year tells of. */
export const readPlanned = (detail: unknown): string[] => planned.parse(detail).meetingIds

const change = z.object({
  change: z.enum(['moved', 'cancelled']),
  /** of the meeting, when this was written: a newer message says what is so */
  sequence: z.number(),
  /** when the meeting begins and ends, as far as the reader has heard */
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  /** where it is held, as far as the reader has heard: `placeMark` */
  place: z.string(),
})

export const readChange = (detail: unknown): Pick<z.infer<typeof change>, 'sequence'> & { known: Known } => {
  const { sequence, from, until, place } = change.parse(detail)
  return { sequence, known: { startAt: new Date(from), endAt: new Date(until), placeMark: place } }
}
