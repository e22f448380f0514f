import type { Profession } from '../../../shared/action.ts'
import { addDays, type Day } from '../../../shared/day.ts'
import { findCpr } from '../../../shared/payload-guard.ts'
import { overfull } from '../../../shared/text.ts'
import { namedNo } from '../ending/model.ts'
import { type Basis, type Consent, type ConsentDetail, isFunction, tellings } from '../model.ts'
import { lastValidDay, monthsFor, monthsLater } from '../term/model.ts'

/** Recording a consent, in the order of its cards: who says yes, to what and for whom, how. */
export const steps = ['who', 'what', 'how'] as const
export type Step = (typeof steps)[number]

/** How many characters each text may have (docs/decisions/0010-text-limits.md). */
export const longest = {
  giverName: 80,
  language: 80,
  purpose: 1000,
  evidence: 1000,
  informedBy: 80,
  view: 500,
} as const

export type ConsentField =
  | 'giverName'
  | 'relation'
  | 'otherHolder'
  | 'language'
  | 'purpose'
  | 'categories'
  | 'recipients'
  | 'told'
  | 'form'
  | 'givenOn'
  | 'evidence'
  | 'span'
  | 'until'
  | 'informedBy'
  | 'opinion'
  | 'view'

export type ConsentProblem =
  | 'missing'
  | 'tooLong'
  | 'cpr'
  | 'otherNotAsked'
  | 'otherRefuses'
  | 'notAllTold'
  | 'noteMissing'
  | 'future'
  | 'tooOld'
  | 'beforeNo'
  | 'healthNotWritten'
  | 'healthNeedsConsent'
  | 'untilUnreadable'
  | 'untilPast'
  | 'meetingGone'
  | 'otherMeeting'
  | 'untilTooLate'

export type ConsentProblems = Partial<Record<ConsentField, ConsentProblem>>

/** What has been filled in so far. `givenOn` null: what was typed is no date. */
export interface Filled {
  detail: ConsentDetail
  recipients: readonly string[]
  givenOn: Day | null
  /** the last day, where the parents said one; null: as long as it may hold */
  until: Day | 'unreadable' | null
}

/** What the rules depend on beside what was filled in. */
export interface Around {
  /** local calendar day */
  today: Day
  /** the day of the last no in the matter; see `lastNoOf` */
  lastNo: Day | null
  consentMonths: number
  /** policy: the parent with whom the child lives may consent alone (R-CONS-3) */
  residentParentAlone: boolean
  /** policy: consent to share health information is given in writing */
  healthInWriting: boolean
  /** what the team works on (R-CONS-10) */
  basis: Basis
}

/**
 * What is wrong with one step, by field (R-CONS-1).
 * - all custody holders agree, unless policy lets the resident parent decide; a no of the other is a no (R-CONS-3);
 * - all that has to be told has been; an oral consent has a note, and is not enough for health information;
 * - given today or earlier, not so long ago that it has run out, and not before the last no: the parents' last word
 *   wins (R-CONS-5, R-CONS-9). On the day of the no they may have changed their mind;
 * - it ends on a day that is still to come, and no later than policy has it;
 * - parents who were informed were so by somebody, and think something of it (R-CONS-10). Health information takes
 *   their consent all the same.
 * @returns empty when nothing is
 * @example problemsIn('how', { ...filled, givenOn: '2027-01-01' as Day }, { today: '2026-10-05' as Day, … }) // { givenOn: 'future' }
 */
export function problemsIn(
  step: Step,
  { detail, recipients, givenOn, until }: Filled,
  around: Around,
): ConsentProblems {
  const problems: ConsentProblems = {}
  const informs = around.basis === 'information'
  const months = monthsFor(detail.categories, around.consentMonths)
  const text = (field: keyof typeof longest, required: boolean) => {
    const typed = detail[field].trim()
    if (typed === '' && required) problems[field] = 'missing'
    else if (overfull(typed, longest[field])) problems[field] = 'tooLong'
    else if (findCpr({ typed }).length > 0) problems[field] = 'cpr'
  }
  if (step === 'who') {
    text('giverName', true)
    text('language', false)
    if (detail.relation === null) problems.relation = 'missing'
    if (detail.otherHolder === null) problems.otherHolder = 'missing'
    else if (detail.otherHolder === 'refuses') problems.otherHolder = 'otherRefuses'
    else if (detail.otherHolder === 'notAsked' && !around.residentParentAlone)
      problems.otherHolder = 'otherNotAsked'
  }
  if (step === 'what') {
    text('purpose', true)
    if (detail.categories.length === 0) problems.categories = 'missing'
    else if (informs && around.healthInWriting && detail.categories.includes('health'))
      problems.categories = 'healthNeedsConsent'
    if (recipients.length === 0) problems.recipients = 'missing'
  }
  if (step === 'how') {
    text('evidence', false)
    text('informedBy', informs)
    text('view', informs && detail.opinion !== null && detail.opinion !== 'agrees')
    if (!tellings[around.basis].every(one => detail.told.includes(one))) problems.told = 'notAllTold'
    if (informs && detail.opinion === null) problems.opinion = 'missing'
    if (detail.form === null) problems.form = 'missing'
    else if (detail.form !== 'written') {
      if (around.healthInWriting && detail.categories.includes('health')) problems.form = 'healthNotWritten'
      else if (!informs && detail.evidence.trim() === '') problems.evidence = 'noteMissing'
    }
    if (givenOn === null) problems.givenOn = 'missing'
    else if (givenOn > around.today) problems.givenOn = 'future'
    else if (around.lastNo !== null && givenOn < around.lastNo) problems.givenOn = 'beforeNo'
    else if (runsOutBy(givenOn, { today: around.today, consentMonths: months })) problems.givenOn = 'tooOld'
    if (until === 'unreadable') problems.until = 'untilUnreadable'
    else if (until !== null && until < around.today) problems.until = 'untilPast'
    else if (until !== null && givenOn !== null && until > lastValidDay(givenOn, months))
      problems.until = 'untilTooLate'
  }
  return problems
}

const runsOutBy = (
  givenOn: Day,
  { today, consentMonths }: Pick<Around, 'today' | 'consentMonths'>,
): boolean => monthsLater(givenOn, consentMonths) <= today

/** The earliest day on which a consent can have been given that has not run out today. */
export function earliestGiven(around: Pick<Around, 'today' | 'consentMonths'>): Day {
  let day = around.today
  for (;;) {
    const before = addDays(day, -1)
    if (runsOutBy(before, around)) return day
    day = before
  }
}

/** The first step that is not in order yet; null when the consent can be recorded. */
export const unfinishedStep = (filled: Filled, around: Around): Step | null =>
  steps.find(step => Object.keys(problemsIn(step, filled, around)).length > 0) ?? null

/** The functions in a circle that the parents can be asked about: whoever has one later may receive too (R-CONS-1). */
export const functionsIn = (
  circle: readonly string[],
  functions: ReadonlyMap<string, Profession>,
): Profession[] =>
  [...new Set(circle.flatMap(personId => functions.get(personId) ?? []))].filter(isFunction).toSorted()

/** Names what the parents answered last, and whether it has ended: what was typed beside another answer is older. */
export function namedWord(consent: Consent | null): string {
  const { consentId, endedAt } = namedNo(consent)
  return endedAt || consentId
}

/** The same questions, word by word and in their order. */
export const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, index) => text === b[index])
