import type { Day } from '../../../shared/day.ts'
import { addWorkingDays, type WorkCalendar } from '../../../shared/working-calendar.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Policy } from '../../policy/model.ts'
import type { MinutesVersion } from '../model.ts'

/** What the minutes of a meeting wait for: to be approved, or to be filed. `version` 0: there is none yet. */
export interface Pending {
  waitsFor: 'approval' | 'filing'
  version: number
  /** the coordinator is reminded from that day on */
  dueDay: Day
}

type Terms = Pick<Policy, 'approveWithinWorkingDays' | 'journalWithinWorkingDays'>

/**
 * What the minutes wait for, and by when (R-MIN-1, R-MIN-2). They are to be approved so many working days after the
 * meeting, and each version is to be filed so many working days after it was approved: one that is corrected later has
 * its own time.
 * @param newest the version in force, and whether it is filed
 * @returns null when they wait for nothing, or the meeting is cancelled
 * @example pendingOf(heldOnTuesday24November, null, terms, calendar)?.dueDay // '2026-11-26'
 */
export function pendingOf(
  { status, endAt, zone }: Pick<Meeting, 'status' | 'endAt' | 'zone'>,
  newest: (Pick<MinutesVersion, 'version' | 'approvedAt'> & { filed: boolean }) | null,
  { approveWithinWorkingDays, journalWithinWorkingDays }: Terms,
  calendar: WorkCalendar,
): Pending | null {
  const after = (instant: Date, days: number) => addWorkingDays(dayOf(instant, zone), days, calendar)
  switch (status) {
    case 'planned':
    case 'running':
      return { waitsFor: 'approval', version: 0, dueDay: after(endAt, approveWithinWorkingDays) }
    case 'held':
      if (!newest || newest.filed) return null
      return {
        waitsFor: 'filing',
        version: newest.version,
        dueDay: after(newest.approvedAt, journalWithinWorkingDays),
      }
    case 'cancelled':
      return null
  }
}

/**
 * The days on which the coordinator is reminded: it ends, since nobody is to be nagged into switching the bot off. The
 * thing itself stays among their tasks.
 */
export const reminderDays = (
  { dueDay }: Pick<Pending, 'dueDay'>,
  { nudgeTimes, nudgeEveryWorkingDays }: Pick<Policy, 'nudgeTimes' | 'nudgeEveryWorkingDays'>,
  calendar: WorkCalendar,
): Day[] =>
  Array.from({ length: nudgeTimes }, (_, index) =>
    addWorkingDays(dueDay, index * nudgeEveryWorkingDays, calendar),
  )
