import type { Language, Profession } from '../../shared/action.ts'
import type { Day } from '../../shared/day.ts'

/** known: seen on a roster, has not installed the bot · active · unreachable: blocked or removed it (R-TEAM-5) */
export type PersonStatus = 'known' | 'active' | 'unreachable'

export interface Person {
  id: string
  tenantId: string
  name: string
  profession: Profession | null
  institutionId: string | null
  language: Language
  status: PersonStatus
}

/**
 * A name from the directory as it is kept: without the signs that a card would read as layout. Some clients read them
 * beside radio buttons and boxes, where names stand.
 * @example plainName('Lone *Holm*') // 'Lone Holm'
 */
export const plainName = (name: string): string =>
  name
    .replace(/[*_`~#|\\<>[\]{}$]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

export interface Institution {
  id: string
  tenantId: string
  name: string
}

/** Inclusive calendar days. */
export interface Absence {
  id: string
  personId: string
  fromDay: Day
  toDay: Day
}

export type AbsenceProblem = 'dayUnreadable' | 'endBeforeStart' | 'allInThePast' | 'tooLong'

const longestAbsenceDays = 400

/**
 * Is this an absence that can be kept (R-TEAM-4)?
 * @param today local calendar day
 * @returns what is wrong, by field; null when nothing is
 */
export function absenceProblem(
  fromDay: Day | null,
  toDay: Day | null,
  today: Day,
): { field: 'fromDay' | 'toDay'; problem: AbsenceProblem } | null {
  if (!fromDay) return { field: 'fromDay', problem: 'dayUnreadable' }
  if (!toDay) return { field: 'toDay', problem: 'dayUnreadable' }
  if (toDay < fromDay) return { field: 'toDay', problem: 'endBeforeStart' }
  if (toDay < today) return { field: 'toDay', problem: 'allInThePast' }
  if ((Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000 > longestAbsenceDays)
    return { field: 'toDay', problem: 'tooLong' }
  return null
}
