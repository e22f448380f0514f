import { addDays, type Day, parseDay } from '../../../shared/day.ts'
import type { Lang } from '../../../shared/human-dates.ts'
import { meetingHours, nextWorkingDay, type WorkCalendar } from '../../../shared/working-calendar.ts'
import { dayOf, endTime, instantOf, parseTime, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import { overlap, type Span } from '../../meetings/availability/model.ts'
import { readMeetingTime, type TimeProblem } from '../../meetings/model.ts'

/** A poll asks about no more than so many: each has to be answered, on one card. */
export const mostSlots = 24

/** A slot as it was typed. */
export interface TypedSlot {
  keep: boolean
  day: string
  time: string
}

/** What is wrong with a slot as typed. */
type WrongSlot =
  /** `taken`: asked about already · `duplicate`, `overlap`: with a slot above it, or one asked about already */
  | { type: 'taken' | 'duplicate' | 'overlap' }
  /** @param asked the day as typed; null when it is no date */
  | { type: 'time'; problem: TimeProblem; asked: Day | null }

export type SlotProblem = { type: 'none' } | (WrongSlot & { nearest: Date })

export interface ReadTerms {
  now: Date
  zone: Zone
  calendar: WorkCalendar
  lang: Lang
  lengthMinutes: number
  /** what the poll asks about already */
  taken: readonly Span[]
}

/**
 * Reads the slots of a draft: each a time at which a meeting can be held, none twice, none over another.
 * @returns the spans of the rows that are kept, in order of time, and every row; where one is wrong, the nearest good
 *   time, which is free of all the others, stands in it, ready to be sent
 */
export function readSlots(
  typed: readonly TypedSlot[],
  terms: ReadTerms,
): { spans: Span[]; rows: (TypedSlot & { problem?: SlotProblem })[] } {
  const { now, zone, lengthMinutes, taken } = terms
  const today = dayOf(now, zone)
  const spans: Span[] = []
  const offered: Span[] = []

  /** What is wrong, and near which time a good one is looked for; null for a slot that can be had. */
  function check(slot: TypedSlot): { wrong: WrongSlot; day: Day; time: string } | null {
    const start = parseTime(slot.time)
    const asked = parseDay(slot.day, today)
    const end = start === null ? null : endTime(start, lengthMinutes)
    const result = readMeetingTime({ day: asked, start, end }, terms)
    if (!result.ok) {
      const [problem] = result.problems
      const { day, start: time } = result.nearest
      return problem ? { wrong: { type: 'time', problem, asked }, day, time } : null
    }
    const { startAt, endAt } = result
    const at = startAt.getTime()
    const type = taken.some(one => one.startAt.getTime() === at)
      ? 'taken'
      : spans.some(one => one.startAt.getTime() === at)
        ? 'duplicate'
        : clash(result)
          ? 'overlap'
          : null
    if (type) return { wrong: { type }, day: dayOf(startAt, zone), time: timeOf(startAt, zone) }
    spans.push({ startAt, endAt })
    return null
  }

  const clash = (span: Span) => [...taken, ...spans, ...offered].find(one => overlap(one, span))

  /** Behind what is in the way on that day; otherwise at the same time on the working days after it. */
  function free(day: Day, time: string): Span {
    let at: { day: Day; time: string } = { day, time }
    for (;;) {
      const startAt = instantOf(at.day, at.time, zone)
      const span = { startAt, endAt: new Date(startAt.getTime() + lengthMinutes * 60_000) }
      const inTheWay = clash(span)
      if (!inTheWay) return span
      const after = timeOf(inTheWay.endAt, zone)
      at =
        endTime(after, lengthMinutes) <= meetingHours.until
          ? { day: at.day, time: after }
          : { day: nextWorkingDay(addDays(at.day, 1), terms.calendar), time }
    }
  }

  // All are read before anything is offered: a time that somebody typed is not given away.
  const found = typed.map(slot => (slot.keep ? check(slot) : null))
  const rows = typed.map((slot, index) => {
    const bad = found[index]
    if (!bad) return { ...slot }
    const span = free(bad.day, bad.time)
    offered.push(span)
    const nearest = span.startAt
    const filledIn = { day: dayOf(nearest, zone), time: timeOf(nearest, zone) }
    return { ...slot, ...filledIn, problem: { ...bad.wrong, nearest } }
  })
  spans.sort((a, b) => a.startAt.getTime() - b.startAt.getTime())
  const [first, ...rest] = rows
  if (first && !rows.some(row => row.keep))
    return { spans, rows: [{ ...first, problem: { type: 'none' } }, ...rest] }
  return { spans, rows }
}
