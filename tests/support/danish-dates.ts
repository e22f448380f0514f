import type { Month } from 'date-fns'
import { da } from 'date-fns/locale/da'

const months = Array.from({ length: 12 }, (_, month) => da.localize.month(month as Month))

/** A date in a text, as `/spol` and a date field want it. */
export interface ReadDate {
  /** '2026-11-24' */
  day: string
  /** '09:00', or '' where no time stands with it */
  time: string
}

/**
 * The dates with a year that a text of the bot's names, in its order.
 * @example datesIn('Mødet er tirsdag den 24. november 2026 kl. 9.00.') // [{ day: '2026-11-24', time: '09:00' }]
 */
export function datesIn(text: string): ReadDate[] {
  const pattern = new RegExp(
    `(\\d{1,2})\\. (${months.join('|')}) (\\d{4})(?: kl\\. (\\d{1,2})\\.(\\d{2}))?`,
    'g',
  )
  return [...text.matchAll(pattern)].map(([, date = '', month = '', year = '', hour, minute]) => ({
    day: `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${date.padStart(2, '0')}`,
    time: hour === undefined ? '' : `${hour.padStart(2, '0')}:${minute}`,
  }))
}
