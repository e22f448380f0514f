import type { Language, Profession } from '../../shared/action.ts'
import { addDays, type Day, daysBetween } from '../../shared/day.ts'

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
  /** when they said so */
  createdAt: Date
}

export type AbsenceProblem = 'dayUnreadable' | 'endBeforeStart' | 'allInThePast' | 'tooLong'

/** What is wrong with an absence, and the nearest day that would be good in that field. */
export interface WrongAbsence {
  field: 'fromDay' | 'toDay'
  problem: AbsenceProblem
  /** null with `dayUnreadable` */
  offer: Day | null
}

const longestAbsenceDays = 400

/**
 * Is this an absence that can be kept (R-TEAM-4)?
 * @param today local calendar day
 * @returns what is wrong, by field; null when nothing is
 */
export function absenceProblem(fromDay: Day | null, toDay: Day | null, today: Day): WrongAbsence | null {
  if (!fromDay) return { field: 'fromDay', problem: 'dayUnreadable', offer: null }
  if (!toDay) return { field: 'toDay', problem: 'dayUnreadable', offer: null }
  if (toDay < fromDay)
    return { field: 'toDay', problem: 'endBeforeStart', offer: fromDay < today ? today : fromDay }
  if (toDay < today) return { field: 'toDay', problem: 'allInThePast', offer: today }
  if (daysBetween(fromDay, toDay) > longestAbsenceDays)
    return { field: 'toDay', problem: 'tooLong', offer: addDays(fromDay, longestAbsenceDays) }
  return null
}

/** Why somebody does not hear of a thing in time: no chat with the bot, away, or reminders stopped. */
export type OutOfReach = { type: 'noChat' } | { type: 'silent' } | { type: 'away'; fromDay: Day; toDay: Day }

/**
 * Whether somebody can be asked about what is due on a day (R-TEAM-4, R-TEAM-5).
 * @param silent they have stopped their reminders (R-ACT-6)
 * @param absences theirs; those that follow each other count as one
 * @returns null when they hear of it today, and are there on the day
 * @example outOfReach({ status: 'active', silent: false }, [{ fromDay: mon, toDay: fri }], wed, wed) // { type: 'away', fromDay: mon, toDay: fri }
 */
export function outOfReach(
  { status, silent }: { status: PersonStatus; silent: boolean },
  absences: readonly Pick<Absence, 'fromDay' | 'toDay'>[],
  today: Day,
  dueDay: Day,
): OutOfReach | null {
  if (status !== 'active') return { type: 'noChat' }
  const covering = (day: Day) => absences.filter(one => one.fromDay <= day && day <= one.toDay)
  const [now] = [...covering(today), ...(dueDay > today ? covering(dueDay) : [])]
  if (!now) return silent ? { type: 'silent' } : null
  let { toDay } = now
  for (;;) {
    const longer = covering(addDays(toDay, 1)).find(one => one.toDay > toDay)
    if (!longer) return { type: 'away', fromDay: now.fromDay, toDay }
    toDay = longer.toDay
  }
}
