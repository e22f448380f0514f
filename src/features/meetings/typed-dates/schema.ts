import { z } from 'zod'
import { isDay } from '../../../shared/day.ts'
import { instantOf, type Zone } from '../../../shared/zoned-time.ts'
import { fieldsOf, instantIn, type ReadDate, type TypedDate } from './model.ts'

const typed = z.string().max(40).default('')
/** Absent on a row for a time of one's own. */
const toggled = z.string().max(40).optional()
const instant = z.iso.datetime().optional()
/** Ids of people. */
const seen = z.string().max(2000).optional()

type DateFields = Record<string, typeof typed | typeof toggled>

/** What stands in the rows of a card, and what a button remembers of those that came back: see {@link typedDatesOf}. */
export const dateFields = (rows: number): DateFields =>
  Object.fromEntries(
    Array.from({ length: rows }, (_, index) => [
      [`keep${index}`, toggled],
      [`day${index}`, typed],
      [`time${index}`, typed],
      [`own${index}`, instant],
      [`offered${index}`, instant],
      [`seen${index}`, seen],
    ]).flat(),
  )

/**
 * The rows from the payload's numbered fields. A row for one's own time has no switch: its date says that it counts.
 * One that still holds what was filled in, of which the button remembers what was typed before, is that again, and
 * insisted on; what was edited since counts as edited.
 */
export function typedDatesOf(
  payload: Record<string, unknown>,
  { rows, now, zone }: { rows: number; now: Date; zone: Zone },
): TypedDate[] {
  const text = (name: string) => String(payload[name] ?? '')
  return Array.from({ length: rows }, (_, index) => {
    const keep = payload[`keep${index}`]
    const day = text(`day${index}`)
    const row = { keep: keep === undefined ? day !== '' : keep === 'true', day, time: text(`time${index}`) }
    const own = text(`own${index}`)
    const offered = new Date(text(`offered${index}`)).getTime()
    if (own === '' || instantIn(row, { now, zone })?.getTime() !== offered) return row
    const known = payload[`seen${index}`]
    const insisted = known === undefined ? {} : { seen: String(known).split(',') }
    return { ...row, ...fieldsOf(new Date(own), zone), insisted }
  })
}

/**
 * What a button remembers of the rows: those that are insisted on, while what stands in them is untouched.
 * @param anew pressed, it insists on what was typed wherever that is possible, too
 * @param named whether somebody who was not named when it was drawn is a question again
 */
export function insistenceIn(
  rows: readonly ReadDate[],
  { zone, anew, named }: { zone: Zone; anew: boolean; named: boolean },
): Record<string, string> {
  return Object.assign(
    {},
    ...rows.map((row, index) => {
      const { problem, insisted } = row
      const own = insisted && isDay(row.day) ? instantOf(row.day, row.time, zone) : anew ? problem?.own : null
      if (!own) return {}
      const people =
        insisted?.seen ?? (problem?.type === 'missing' ? problem.people.map(one => one.personId) : [])
      return {
        [`own${index}`]: own.toISOString(),
        [`offered${index}`]: (problem?.nearest ?? own).toISOString(),
        ...(named ? { [`seen${index}`]: people.join(',') } : {}),
      }
    }),
  )
}
