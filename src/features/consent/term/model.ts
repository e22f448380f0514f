import { addDays, type Day, partsOfDay, toDay } from '../../../shared/day.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Consent } from '../model.ts'

/** The same date so many months later; the month's last day where that date is not in it. */
export function monthsLater(day: Day, months: number): Day {
  const { year, month, date } = partsOfDay(day)
  const first = month - 1 + months
  const [y, m] = [year + Math.floor(first / 12), (first % 12) + 1]
  const lastDate = partsOfDay(addDays(m === 12 ? toDay(y + 1, 1, 1) : toDay(y, m + 1, 1), -1)).date
  return toDay(y, m, Math.min(date, lastDate))
}

/**
 * The last day on which a consent holds (R-CONS-2).
 * @example lastValidDay('2026-10-05' as Day, 12) // '2027-10-04'
 */
export const lastValidDay = (givenOn: Day, months: number): Day => addDays(monthsLater(givenOn, months), -1)

/** Sundhedsloven §§ 43–44: health information is consented to for a year at most. */
const longestWithHealth = 12

/** For how many months a consent may hold. @param consentMonths policy */
export const monthsFor = (categories: readonly string[], consentMonths: number): number =>
  categories.includes('health') ? Math.min(consentMonths, longestWithHealth) : consentMonths

/**
 * The day of the last no about the child, of all that was recorded about a matter: refused, taken back or narrowed, or
 * ended because custody or home changed (R-CONS-2, R-CONS-5, R-CONS-9). A yes from before it counts no more, however late it
 * is recorded.
 * @param zone the municipality's
 * @returns a local calendar day; null when no was never said
 */
export function lastNoOf(consents: readonly Consent[], childId: string | null, zone: string): Day | null {
  const days = consents.flatMap(({ childId: about, status, givenOn, endedAt, detail }) => {
    if (about !== childId) return []
    if (status === 'undone') return []
    if (status === 'refused') return givenOn
    if (endedAt !== null && detail.ended !== null) return dayOf(endedAt, zone)
    return detail.narrowedOn ?? []
  })
  return days.toSorted().at(-1) ?? null
}
