import { z } from 'zod'
import { parseDay } from '../../../shared/day.ts'
import { dayOf, instantOf, parseTime, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import { mostSlots, type TypedSlot } from './model.ts'

/** Rows of a card: all that can be asked about, with room for one's own. */
export const mostRows = mostSlots + 3

const typed = z.string().max(40).default('')
/** Absent on a row for one's own time. */
const toggled = z.string().max(40).optional()
const instant = z.iso.datetime().optional()

/** What stands in a row of a draft, and what a button remembers of one that came back: see {@link rowsOf}. */
const row = (index: number) => ({
  [`keep${index}`]: toggled,
  [`day${index}`]: typed,
  [`time${index}`]: typed,
  [`own${index}`]: instant,
  [`offered${index}`]: instant,
})

/** The fields of a draft's card. */
export const draftFields = {
  deadline: typed,
  /** the concerns were shown, and it is to be sent all the same */
  anyway: z.boolean().default(false),
  ...(Object.assign({}, ...Array.from({ length: mostRows }, (_, index) => row(index))) as Record<
    string,
    typeof typed | typeof toggled | typeof instant
  >),
}

/** What a button remembers of a row: what was typed, and what was filled in instead. */
export const remembered = (index: number, own: Date, offered: Date): Record<string, string> => ({
  [`own${index}`]: own.toISOString(),
  [`offered${index}`]: offered.toISOString(),
})

/** The instant that a row says, as typed. */
export function instantIn(
  { day, time }: Pick<TypedSlot, 'day' | 'time'>,
  now: Date,
  zone: Zone,
): Date | null {
  const read = parseDay(day, dayOf(now, zone))
  const start = parseTime(time)
  return read && start ? instantOf(read, start, zone) : null
}

/**
 * The rows from the payload's numbered fields. A row for one's own time has no switch: its date says that it counts.
 * One that still holds what was filled in, of which the button remembers what was typed before, is that again, and
 * insisted on; what was edited since counts as edited.
 */
export function rowsOf(payload: Record<string, unknown>, now: Date, zone: Zone): TypedSlot[] {
  const text = (name: string) => String(payload[name] ?? '')
  return Array.from({ length: mostRows }, (_, index) => {
    const keep = payload[`keep${index}`]
    const day = text(`day${index}`)
    const slot = { keep: keep === undefined ? day !== '' : keep === 'true', day, time: text(`time${index}`) }
    const own = text(`own${index}`)
    const offered = new Date(text(`offered${index}`)).getTime()
    if (own === '' || instantIn(slot, now, zone)?.getTime() !== offered) return slot
    const at = new Date(own)
    return { ...slot, day: dayOf(at, zone), time: timeOf(at, zone), insisted: true }
  })
}
