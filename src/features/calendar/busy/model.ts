import { overlap, type Span } from '../../meetings/availability/model.ts'

/** The far end: when people are busy in their own calendars, and nothing else of them. */
export interface BusyGateway {
  /**
   * @param mailboxes ids in the municipality's directory
   * @returns by mailbox; one that is not in it is not known. Null: the calendars could not be reached
   */
  busy(mailboxes: readonly string[], span: Span): Promise<ReadonlyMap<string, readonly Span[]> | null>
}

const dayMs = 24 * 3_600_000
export const quarterMs = 15 * 60_000

/** UTC days, numbered, that a span touches. */
export function daysOf({ startAt, endAt }: Span): number[] {
  const first = Math.floor(startAt.getTime() / dayMs)
  const last = Math.ceil(endAt.getTime() / dayMs) - 1
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

/** From the first of these days to the end of the last. */
export const spanOfDays = (days: readonly number[]): Span => ({
  startAt: new Date(Math.min(...days) * dayMs),
  endAt: new Date((Math.max(...days) + 1) * dayMs),
})

/** What of these hours lies on that day. */
export function partOn(day: number, busy: readonly Span[]): Span[] {
  const whole = spanOfDays([day])
  return busy
    .filter(one => overlap(one, whole))
    .map(({ startAt, endAt }) => ({
      startAt: startAt > whole.startAt ? startAt : whole.startAt,
      endAt: endAt < whole.endAt ? endAt : whole.endAt,
    }))
}

/**
 * Busy hours without those that are known for what they are: the bot's own meetings stand in people's calendars too,
 * and the one that is being moved must not be in its own way. Whole quarters, because calendars answer in those.
 */
export function without(busy: readonly Span[], known: readonly Span[]): Span[] {
  let left = [...busy]
  for (const { startAt, endAt } of known) {
    const from = Math.floor(startAt.getTime() / quarterMs) * quarterMs
    const until = Math.ceil(endAt.getTime() / quarterMs) * quarterMs
    left = left.flatMap(one =>
      [
        { startAt: one.startAt, endAt: new Date(Math.min(one.endAt.getTime(), from)) },
        { startAt: new Date(Math.max(one.startAt.getTime(), until)), endAt: one.endAt },
      ].filter(part => part.startAt < part.endAt),
    )
  }
  return left
}
