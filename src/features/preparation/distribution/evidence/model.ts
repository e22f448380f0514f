import type { ConsentState } from '../../../consent/model.ts'
import type { Meeting } from '../../../meetings/model.ts'
import { isLate } from '../../model.ts'
import type { PaperKey } from '../../versions/model.ts'
import type { WithheldItem } from '../model.ts'

/** Why something did not leave, or did not go out: how the consent stood then. */
export type Stopped = Exclude<ConsentState, 'valid' | 'notNeeded'>

/** That a form was on its way to a person, and was stopped before it left (R-CONS-5). */
export interface StoppedForm extends PaperKey {
  personId: string
  formVersion: number
  meetingId: string
  deliveryId: string
  why: Stopped
  at: Date
  /** the message was being sent just then: it may have left all the same */
  underWay: boolean
}

/**
 * Why somebody had something after the deadline (R-FORM-10). joined: they came to take part after it · consent: it was
 * given after it · form, corrected: it was handed in after it, for the first time or anew · item: it came onto the agenda
 * after it · sent: the message left after it
 */
export type LateWhy = 'joined' | 'consent' | 'form' | 'corrected' | 'item' | 'sent'

/** What is known of one person and one form, or contribution, beside its message. */
export interface Facts {
  version: number
  /** it was handed in after the deadline */
  formLate: boolean
  joinedAt: Date | null
  /** when the consent in force was recorded */
  consentAt: Date | null
  itemAt: Date
}

/**
 * Why it came after the deadline: what came last before it was sent, as far as that was after the deadline.
 * @param sentAt null: it has not left yet
 * @returns null when it was in time
 */
export function lateWhyOf(
  meeting: Pick<Meeting, 'dueAt'>,
  facts: Facts,
  sentAt: Date | null,
  marked: boolean,
): LateWhy | null {
  if (!marked && !(sentAt && isLate(meeting, sentAt))) return null
  const after = (at: Date | null) => at !== null && at > meeting.dueAt && (sentAt === null || at <= sentAt)
  if (after(facts.joinedAt)) return 'joined'
  if (after(facts.consentAt)) return 'consent'
  if (facts.formLate) return facts.version > 1 ? 'corrected' : 'form'
  return after(facts.itemAt) ? 'item' : 'sent'
}

/** That something reached, or is to reach, a person. */
interface Received extends PaperKey {
  personId: string
  formVersion: number
  late: boolean
  openedAt: Date | null
}

export interface EvidenceRow {
  /** as people read it before the item; 0 when it stands on the agenda no more */
  number: number
  receipt: Received
  /** its message; null when there is none any more */
  delivery: { status: string; sentAt: Date | null } | null
  late: LateWhy | null
}

export interface StoppedRow {
  number: number
  stopped: StoppedForm
  /** under way when it was stopped, and it did leave: then */
  sentAt: Date | null
}

/** The proof of a meeting's distribution (R-FORM-10), as plain data: ids, numbers and times. */
export interface DistributionEvidence {
  /** how many people had all forms in time, of all that were to have some */
  inTime: { people: number; of: number }
  /** what is on its way or has left */
  rows: readonly EvidenceRow[]
  /** what did not leave, because the consent ended while it was being sent */
  stopped: readonly StoppedRow[]
  /** what was not sent to anybody, and why */
  withheld: readonly WithheldItem[]
  /** who fills in each item's form */
  fillers: ReadonlyMap<string, string>
}

/**
 * How many people had everything in time: a version of each item's form that they were to have. A form that was not
 * handed in reached nobody; what the parents' consent holds back was not to be had.
 * @param expected who is to have the form of which item
 * @param reached when the first version of an item's form left for a person
 */
export function inTimeOf(
  meeting: Pick<Meeting, 'dueAt'>,
  expected: readonly { itemId: string; personIds: readonly string[] }[],
  reached: (itemId: string, personId: string) => Date | null,
): { people: number; of: number } {
  const people = new Set(expected.flatMap(({ personIds }) => personIds))
  const hadAll = [...people].filter(personId =>
    expected
      .filter(({ personIds }) => personIds.includes(personId))
      .every(({ itemId }) => {
        const at = reached(itemId, personId)
        return at !== null && !isLate(meeting, at)
      }),
  )
  return { people: hadAll.length, of: people.size }
}
