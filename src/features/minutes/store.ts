import type { Day } from '../../shared/day.ts'
import type { Tx } from '../../shared/transaction.ts'
import type { Filing } from './filing/model.ts'
import type { Attendee, ItemResult, MinutesVersion } from './model.ts'

/** What was noted of somebody. */
export type Noted = Pick<Attendee, 'present' | 'gone'>

/** What is known of a version without opening it. */
export interface NewestVersion extends Pick<MinutesVersion, 'meetingId' | 'version' | 'approvedAt'> {
  filed: boolean
}

export interface MinutesStore {
  /** What was entered about the item at that meeting. */
  result(tx: Tx, agendaItemId: string, meetingId: string): Promise<ItemResult | null>
  /** What was entered about it at other meetings, from which it was put off; the latest first. */
  earlier(tx: Tx, agendaItemId: string, meetingId: string): Promise<ItemResult[]>
  /** What was entered about it, at every meeting; the earliest first. */
  resultsOf(tx: Tx, agendaItemId: string): Promise<ItemResult[]>
  /** Every approved version, oldest first. */
  versions(tx: Tx, meetingId: string): Promise<MinutesVersion[]>
  /** Of a meeting, in no particular order. */
  results(tx: Tx, meetingId: string): Promise<ItemResult[]>
  /** Items whose follow-up is due on or before the day (R-AGENDA-4). */
  followUpsUntil(tx: Tx, meetingIds: readonly string[], day: Day): Promise<ItemResult[]>
  put(tx: Tx, result: ItemResult, now: Date): Promise<void>

  /** Forgets when the meeting was at which item, and who was there. */
  clear(tx: Tx, meetingId: string): Promise<void>

  /** Who was there, by person; empty before it was noted. */
  attendance(tx: Tx, meetingId: string): Promise<ReadonlyMap<string, Noted>>
  putAttendance(tx: Tx, meetingId: string, attendance: ReadonlyMap<string, Noted>): Promise<void>

  /** The version that is in force; null before the first was approved. */
  latest(tx: Tx, meetingId: string): Promise<MinutesVersion | null>
  /** Approved versions are never changed: there is no update. */
  insertVersion(tx: Tx, version: MinutesVersion): Promise<void>
  /** Of each of these meetings that has one the version in force, without its content, and whether it is filed. */
  newest(tx: Tx, meetingIds: readonly string[]): Promise<NewestVersion[]>

  /** Which versions of the meeting's minutes were filed. */
  filings(tx: Tx, meetingId: string): Promise<Filing[]>
  putFiling(tx: Tx, filing: Filing): Promise<void>
  removeFiling(tx: Tx, meetingId: string, version: number): Promise<void>
}
