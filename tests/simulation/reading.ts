import { onTheWall } from '../support/plain-calendar.ts'
import { ZONE } from './hours.ts'

const months = [
  'januar',
  'februar',
  'marts',
  'april',
  'maj',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'december',
]
const written = new RegExp(
  `(\\d{1,2})\\. (${months.join('|')})(?: (\\d{4}))?(?: kl\\.\\s(\\d{1,2})\\.(\\d{2}))?`,
  'g',
)

/** A date as somebody reads it in a text; null for what is not said. */
export interface ReadDate {
  /** 'MM-DD' */
  day: string
  year: string | null
  /** 'HH:mm' */
  time: string | null
}

/** @example datesRead('Mødet er tirsdag den 24. november 2026 kl. 9.00.') // [{ day: '11-24', year: '2026', time: '09:00' }] */
export function datesRead(text: string): ReadDate[] {
  return [...text.matchAll(written)].map(([, date = '', month = '', year, hour, minute]) => ({
    day: `${String(months.indexOf(month) + 1).padStart(2, '0')}-${date.padStart(2, '0')}`,
    year: year ?? null,
    time: hour === undefined ? null : `${hour.padStart(2, '0')}:${minute}`,
  }))
}

/** Whether that is what people in Denmark call this instant. */
export function readsAs(instant: Date, { day, year, time }: ReadDate): boolean {
  const wall = onTheWall(instant, ZONE)
  return (
    wall.slice(5, 10) === day &&
    (year === null || wall.slice(0, 4) === year) &&
    (time === null || wall.slice(11) === time)
  )
}
