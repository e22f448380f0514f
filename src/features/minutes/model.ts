import type { Profession } from '../../shared/action.ts'
import type { Day } from '../../shared/day.ts'

/** What was entered about one item at the meeting (R-MEET-2). Stored at every save. */
export interface ItemResult {
  agendaItemId: string
  meetingId: string
  summary: string
  /** side by side, each under its profession's name; agreement is not forced */
  perspectives: Readonly<Partial<Record<Profession, string>>>
  /** codes of the policy's list */
  outcomes: readonly string[]
  /** a word of the policy's scale, by its code */
  secondPlacement: string | null
  /** null: not decided yet · '' : nobody, as decided at the meeting */
  parentTalkById: string | null
  parentTalkDay: Day | null
  followUpDay: Day | null
  /** only that the personal duty to notify was pointed out (R-MEET-4) */
  dutyPointedOut: boolean
  /** of the stretch that is running; moved back by what was used before, so that the difference is the time used */
  startedAt: Date | null
  /** null while the item is the current one */
  endedAt: Date | null
}

/** An item that nobody has entered anything about. */
export const emptyResult = (agendaItemId: string, meetingId: string): ItemResult => ({
  agendaItemId,
  meetingId,
  summary: '',
  perspectives: {},
  outcomes: [],
  secondPlacement: null,
  parentTalkById: null,
  parentTalkDay: null,
  followUpDay: null,
  dutyPointedOut: false,
  startedAt: null,
  endedAt: null,
})
