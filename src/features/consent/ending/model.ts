import type { Day } from '../../../shared/day.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import { type Basis, type Category, type Consent, changeOf, type Standing, saidNo } from '../model.ts'

/** What is so with an item's consent, as far as a no is concerned. */
export interface NoKnown {
  consent: Consent | null
  standing: Standing
  today: Day
  zone: string
}

/**
 * May this person say that a no was a mistake? Whoever recorded it, and on the same day: later a yes of that day or
 * after is recorded as such. Custody and home are no mistakes of a moment: they are recorded anew.
 */
export function mayUndo({ consent, standing, today, zone }: NoKnown, personId: string): boolean {
  if (!consent || !saidNo(standing)) return false
  const refused = consent.status === 'refused'
  const by = refused ? consent.recordedById : consent.detail.endedById
  const at = refused ? consent.recordedAt : consent.endedAt
  return by === personId && at !== null && dayOf(at, zone) === today
}

/**
 * Names the no that stands now, this one and no other: what was asked about it on a card counts for nothing once the
 * parents have said no again.
 */
export const namedNo = (consent: Pick<Consent, 'id' | 'endedAt'> | null): NamedNo => ({
  consentId: consent?.id ?? '',
  // In letters too: a run of digits would read as a CPR number some day (R-CONS-8).
  endedAt: consent?.endedAt?.getTime().toString(36) ?? '',
})

/** What a button carries of a no: `''` where there is none. */
export interface NamedNo {
  consentId: string
  endedAt: string
}

/** Is there something to go on with although the parents object: information that says of what and for whom? */
export const mayGoOn = (consent: Consent | null, basis: Basis): boolean =>
  basis === 'information' &&
  consent?.detail.basis === 'information' &&
  consent.recipients.length > 0 &&
  (consent.status === 'refused' || consent.status === 'withdrawn')

/** What the parents leave of their consent. */
export interface Remaining {
  recipients: readonly string[]
  functions: Consent['detail']['functions']
  questions: readonly string[]
  categories: readonly Category[]
}

export type NarrowProblems = Partial<
  Record<'recipients' | 'questions' | 'categories', 'nothingLeft' | 'nothingLess'>
>

/**
 * What is wrong with a smaller consent, by field (R-CONS-2): it is wider, or nothing is left, or nothing is less. With
 * nobody or nothing left it is a withdrawal, which is another button.
 * @returns empty when nothing is
 */
export function problemsOfNarrowing(
  { recipients, detail }: Pick<Consent, 'recipients' | 'detail'>,
  remaining: Remaining,
): NarrowProblems {
  const left = { ...remaining, people: [...remaining.recipients, ...remaining.functions] }
  if (left.people.length === 0) return { recipients: 'nothingLeft' }
  if (detail.questions.length > 0 && left.questions.length === 0) return { questions: 'nothingLeft' }
  if (left.categories.length === 0) return { categories: 'nothingLeft' }
  const before = { ...detail, people: [...recipients, ...detail.functions] }
  const { widens, narrows } = changeOf(before, { ...left, purpose: detail.purpose })
  return widens || !narrows ? { recipients: 'nothingLess' } : {}
}
