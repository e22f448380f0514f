import { type Day, daysBetween, isoWeek, isoWeekday, partsOfDay } from './day.ts'
import { dayOf, timeOf, type Zone } from './zoned-time.ts'

/** The languages that users see: Danish first, English second. */
export type Lang = 'da' | 'en'

/**
 * Written out here rather than taken from `Intl`, so that the words are the same on every runtime
 * and the Danish forms are the ones people write.
 */
const WORDS = {
  da: {
    weekdays: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
    months: [
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
    ],
    shortMonths: [
      'jan.',
      'feb.',
      'mar.',
      'apr.',
      'maj',
      'jun.',
      'jul.',
      'aug.',
      'sep.',
      'okt.',
      'nov.',
      'dec.',
    ],
    at: 'kl.',
    week: 'uge',
    hour: 'time',
    hours: 'timer',
    minutes: 'min.',
  },
  en: {
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
    shortMonths: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    at: 'at',
    week: 'week',
    hour: 'hour',
    hours: 'hours',
    minutes: 'min',
  },
} as const

/** 'tirsdag' / 'Tuesday': beside a date field, which does not say it. */
export function weekdayName(day: Day, lang: Lang): string {
  return WORDS[lang].weekdays[isoWeekday(day) - 1] ?? ''
}

/** '24. november' / '24 November'. */
function dateAndMonth(day: Day, lang: Lang): string {
  const { month, date } = partsOfDay(day)
  return `${date}${lang === 'da' ? '.' : ''} ${WORDS[lang].months[month - 1]}`
}

/** 'tirsdag den 24. november 2026' / 'Tuesday 24 November 2026': once per card, where the day first appears. */
export function fullDay(day: Day, lang: Lang): string {
  const the = lang === 'da' ? ' den ' : ' '
  return `${weekdayName(day, lang)}${the}${dateAndMonth(day, lang)} ${partsOfDay(day).year}`
}

/** 'tirsdag 24. november' / 'Tuesday 24 November': in rows. */
export function rowDay(day: Day, lang: Lang): string {
  return `${weekdayName(day, lang)} ${dateAndMonth(day, lang)}`
}

/** '24. nov.' / '24 Nov': where space is short and the year is plain. */
export function shortDay(day: Day, lang: Lang): string {
  const { month, date } = partsOfDay(day)
  return `${date}${lang === 'da' ? '.' : ''} ${WORDS[lang].shortMonths[month - 1]}`
}

/**
 * A time as it is written with 'kl.', the same in both languages.
 * @param time a local one, as a time field has it: '09:00'
 * @example clockTime('09:00') // '9.00'
 */
export const clockTime = (time: string): string => `${Number(time.slice(0, 2))}.${time.slice(3)}`

/** The local time as it is written with 'kl.': '9.00', '10.42', '0.05'. */
export const timeOnly = (instant: Date, zone: Zone): string => clockTime(timeOf(instant, zone))

/**
 * 'kl. 9.00' / 'at 9.00', which stay on one line.
 * @param time as {@link timeOnly} writes it, or a span of two
 */
export const atTime = (time: string, lang: Lang): string => `${WORDS[lang].at}\u00a0${time}`

/** 'tirsdag den 24. november 2026 kl. 9.00' / 'Tuesday 24 November 2026 at 9.00', in the zone's local time. */
export function fullDate(instant: Date, zone: Zone, lang: Lang): string {
  return `${fullDay(dayOf(instant, zone), lang)} ${atTime(timeOnly(instant, zone), lang)}`
}

/** 'tirsdag 24. november kl. 9.00' / 'Tuesday 24 November at 9.00', in the zone's local time. */
export function rowDate(instant: Date, zone: Zone, lang: Lang): string {
  return `${rowDay(dayOf(instant, zone), lang)} ${atTime(timeOnly(instant, zone), lang)}`
}

/** 'uge 48' / 'week 48' (ISO 8601). */
export function weekLabel(day: Day, lang: Lang): string {
  return `${WORDS[lang].week} ${isoWeek(day)}`
}

/**
 * How far away a day is, in whole calendar days: 'i dag', 'i morgen', 'i går', 'om 3 dage', 'for 3 dage siden'.
 *
 * @param today the reader's present day, from `dayOf(now, zone)`.
 */
export function relativeDay(day: Day, today: Day, lang: Lang): string {
  const days = daysBetween(today, day)
  const near: Record<number, string> =
    lang === 'da'
      ? { 0: 'i dag', 1: 'i morgen', [-1]: 'i går' }
      : { 0: 'today', 1: 'tomorrow', [-1]: 'yesterday' }
  const word = near[days]
  if (word !== undefined) return word
  if (lang === 'da') return days > 0 ? `om ${days} dage` : `for ${-days} dage siden`
  return days > 0 ? `in ${days} days` : `${-days} days ago`
}

/**
 * A length of time: '45 min.', '1 time', '1½ time', '2 timer', '2½ timer', '1 time 15 min.'.
 *
 * @param minutes whole minutes, 0 or more.
 * @throws RangeError for a negative or broken number.
 */
export function duration(minutes: number, lang: Lang): string {
  if (!Number.isInteger(minutes) || minutes < 0)
    throw new RangeError(`No length of time: ${minutes} minutes.`)
  const words = WORDS[lang]
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} ${words.minutes}`
  const half = rest === 30
  // Danish counts 1½ as one ('1½ time'), English as more than one ('1½ hours').
  const unit = hours === 1 && (lang === 'da' || !half) ? words.hour : words.hours
  const whole = `${hours}${half ? '½' : ''} ${unit}`
  return half || rest === 0 ? whole : `${whole} ${rest} ${words.minutes}`
}
