import { addDays, type Day } from '../../../shared/day.ts'
import { findCpr } from '../../../shared/payload-guard.ts'
import { overfull } from '../../../shared/text.ts'
import { type ConsentDetail, monthsLater, told } from '../model.ts'

/** Recording a consent, in the order of its cards: who says yes, to what and for whom, how. */
export const steps = ['who', 'what', 'how'] as const
export type Step = (typeof steps)[number]

/** How many characters each text may have (docs/decisions/0010-text-limits.md). */
export const longest = { giverName: 80, language: 80, purpose: 1000, evidence: 1000 } as const

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

export type ConsentProblems = Partial<Record<ConsentField, ConsentProblem>>

/** What has been filled in so far. `givenOn` null: what was typed is no date. */
export interface Filled {
  detail: ConsentDetail
  recipients: readonly string[]
  givenOn: Day | null
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
}

/**
 * What is wrong with one step, by field (R-CONS-1).
 * - all custody holders agree, unless policy lets the resident parent decide; a no of the other is a no (R-CONS-3);
 * - all five things have been told; an oral consent has a note;
 * - given today or earlier, not so long ago that it has run out, and not before the last no: the parents' last word
 *   wins (R-CONS-5, R-CONS-9). On the day of the no they may have changed their mind.
 * @returns empty when nothing is
 * @example problemsIn('how', { ...filled, givenOn: '2027-01-01' as Day }, { today: '2026-10-05' as Day, … }) // { givenOn: 'future' }
 */
export function problemsIn(
  step: Step,
  { detail, recipients, givenOn }: Filled,
  around: Around,
): ConsentProblems {
  const problems: ConsentProblems = {}
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
    if (recipients.length === 0) problems.recipients = 'missing'
  }
  if (step === 'how') {
    text('evidence', false)
    if (!told.every(one => detail.told.includes(one))) problems.told = 'notAllTold'
    if (detail.form === null) problems.form = 'missing'
    else if (detail.form !== 'written' && detail.evidence.trim() === '') problems.evidence = 'noteMissing'
    if (givenOn === null) problems.givenOn = 'missing'
    else if (givenOn > around.today) problems.givenOn = 'future'
    else if (around.lastNo !== null && givenOn < around.lastNo) problems.givenOn = 'beforeNo'
    else if (runsOutBy(givenOn, around)) problems.givenOn = 'tooOld'
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
