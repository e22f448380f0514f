import type { Day } from '../../../shared/day.ts'
import type { ActionPointStatus } from '../../action-points/model.ts'

/** An unfinished action point as the agenda needs it. */
export interface CarriedPoint {
  id: string
  meetingId: string
  agendaItemId: string
  /** empty for a talk with the parents: its words are the locale's */
  text: string
  ownerId: string
  dueDay: Day
  status: ActionPointStatus
}
