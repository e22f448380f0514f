import { createHash } from 'node:crypto'
import type { Meeting } from '../model.ts'

/** What somebody has heard of a meeting. */
export interface Known {
  startAt: Date
  endAt: Date
  placeMark: string
}

/** Tells a place from another one in a message that waits, which holds no text. */
export const placeMark = (place: string): string =>
  createHash('sha256').update(place).digest('hex').slice(0, 16)

export const knownOf = ({ startAt, endAt, place }: Meeting): Known => ({
  startAt,
  endAt,
  placeMark: placeMark(place),
})

/** What of a meeting is news to somebody who knows that much. */
export const newsIn = (meeting: Meeting, known: Known): { time: boolean; place: boolean } => ({
  time:
    meeting.startAt.getTime() !== known.startAt.getTime() ||
    meeting.endAt.getTime() !== known.endAt.getTime(),
  place: placeMark(meeting.place) !== known.placeMark,
})
