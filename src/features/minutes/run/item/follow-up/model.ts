import { addDays, type Day } from '../../../../../shared/day.ts'
import { nextWorkingDay, type WorkCalendar } from '../../../../../shared/working-calendar.ts'
import type { Policy } from '../../../../policy/model.ts'
import { type ItemResult, nothingFurther } from '../../../model.ts'

/** What a placement stands for on every scale (R-FORM-5), mildest first. */
export type Concern = keyof Policy['followUpWeeks']

/**
 * When an item is followed up unless the meeting says otherwise: the greater the concern, the sooner (R-MEET-2).
 * @param concern of the placement; null: nothing was placed
 * @param weeks by policy; 0: not by itself
 * @param today local calendar day of the meeting
 * @returns null when nobody is to follow it up by itself
 * @example suggestedFollowUp('concern', [], { wellbeing: 0, attention: 12, concern: 6 }, '2026-11-24', calendar)
 *   // '2027-01-05'
 */
export function suggestedFollowUp(
  concern: Concern | null,
  outcomes: readonly string[],
  weeks: Policy['followUpWeeks'],
  today: Day,
  calendar: WorkCalendar,
): Day | null {
  const after = concern === null ? 0 : weeks[concern]
  if (after === 0 || outcomes.includes(nothingFurther)) return null
  return nextWorkingDay(addDays(today, 7 * after), calendar)
}

/**
 * The follow-up as it is to be kept. A day that is typed counts; one that is taken away was decided against; where
 * nobody has decided, it is what is suggested.
 * @param typed null: the field is empty
 */
export function followUpAfter(
  before: Pick<ItemResult, 'followUpDay' | 'noFollowUp'>,
  typed: Day | null,
  suggested: Day | null,
): Pick<ItemResult, 'followUpDay' | 'noFollowUp'> {
  if (typed !== null) return { followUpDay: typed, noFollowUp: false }
  if (before.followUpDay !== null || before.noFollowUp) return { followUpDay: null, noFollowUp: true }
  return { followUpDay: suggested, noFollowUp: false }
}
