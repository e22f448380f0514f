import type { Day } from '../../shared/day.ts'
import { addDays, partsOfDay, toDay } from '../../shared/day.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import { type AgendaItem, isNamed } from '../agenda/model.ts'

/** draft: being filled in, counts for nothing · superseded: a newer one, or the matter changed (see `ended`) */
export type ConsentStatus = 'draft' | 'given' | 'refused' | 'withdrawn' | 'superseded'

export const relations = ['mother', 'father', 'otherHolder', 'guardian'] as const
export type Relation = (typeof relations)[number]

/** What the other custody holder says (R-CONS-3). */
export const otherHolders = ['agrees', 'none', 'notAsked', 'refuses'] as const
export type OtherHolder = (typeof otherHolders)[number]

/** Kinds of information; health is ticked by itself, never by default (R-CONS-1). */
export const categories = ['wellbeing', 'family', 'health'] as const
export type Category = (typeof categories)[number]

/** What the parents were told before they answered. */
export const told = ['refuse', 'withdraw', 'consequence', 'contact', 'dpo'] as const
export type Told = (typeof told)[number]

export const consentForms = ['written', 'oral', 'other'] as const
export type ConsentForm = (typeof consentForms)[number]

/** Why a consent ended without a newer one (R-CONS-2, R-CONS-5). */
export const endings = ['withdrawn', 'custody', 'moved'] as const
export type Ending = (typeof endings)[number]

export interface ConsentDetail {
  giverName: string
  relation: Relation | null
  otherHolder: OtherHolder | null
  language: string
  purpose: string
  /** the item's questions as they were when it was given: the topic it is bound to */
  questions: readonly string[]
  categories: readonly Category[]
  told: readonly Told[]
  form: ConsentForm | null
  /** where the paper lies, or the note of what was said */
  evidence: string
  ended: Ending | null
}

/** What was said about a named child's item, and by whom. The newest of a matter decides. */
export interface Consent {
  id: string
  childId: string
  agendaItemId: string
  status: ConsentStatus
  /** person ids who may receive */
  recipients: readonly string[]
  detail: ConsentDetail
  /** of the words that the parents were told */
  textVersion: string
  givenOn: Day
  /** the last day on which it holds */
  validUntil: Day
  recordedById: string
  recordedAt: Date
  endedAt: Date | null
}

/** The version of the words in `locales/*\/consent.ts` that say what the parents are told. */
export const textVersion = '2026-11'

export type ConsentState = 'notNeeded' | 'missing' | 'valid' | 'stale' | 'expired' | 'refused' | 'withdrawn'

/** How an item stands with its consent, and why. */
export interface Standing {
  state: ConsentState
  /** stale: in the circle, but not among those who may receive */
  missing: readonly string[]
  /** stale: places (0–2) of the item's questions that it does not cover */
  uncovered: readonly number[]
  /** stale: why, beside circle and topic */
  ended: Ending | null
}

/** Parents said no, or took their yes back. A no is not argued with: nothing waits for it (decision 0008). */
export const saidNo = (standing: Standing | undefined): boolean =>
  standing?.state === 'refused' || standing?.state === 'withdrawn'

export interface StandingInput {
  item: Pick<AgendaItem, 'kind' | 'status' | 'childId' | 'questions'>
  /** who would receive the item now */
  circle: readonly string[]
  /** the newest of the item's matter that is no draft */
  consent: Consent | null
  /** local calendar day */
  today: Day
}

const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ')

/**
 * Does the consent cover the item as it is now (R-CONS-2)? It is bound to the circle and the topic: somebody more in
 * the circle, or another question, makes it stale at once; somebody less or a question less does not.
 * Once the item is held, its circle is those who received it: a later member makes nothing stale, and does not read it.
 */
export function standingOf({ item, circle, consent, today }: StandingInput): Standing {
  const plainly = (state: ConsentState): Standing => ({ state, missing: [], uncovered: [], ended: null })
  if (!isNamed(item)) return plainly('notNeeded')
  if (!consent || consent.status === 'draft' || consent.childId !== item.childId) return plainly('missing')
  if (consent.status === 'refused' || consent.status === 'withdrawn') return plainly(consent.status)
  if (consent.status === 'superseded')
    return { state: 'stale', missing: [], uncovered: [], ended: consent.detail.ended }
  if (today > consent.validUntil || today < consent.givenOn) return plainly('expired')
  const may = new Set(consent.recipients)
  const asked = new Set(consent.detail.questions.map(plain))
  const missing = item.status === 'held' ? [] : circle.filter(personId => !may.has(personId))
  const uncovered = item.questions.flatMap((question, place) => (asked.has(plain(question)) ? [] : [place]))
  const state = missing.length + uncovered.length > 0 ? 'stale' : 'valid'
  return { state, missing, uncovered, ended: null }
}

/** Is the item in order, so that what it says may leave whoever wrote it? */
export const inForce = ({ state }: Pick<Standing, 'state'>): boolean =>
  state === 'valid' || state === 'notNeeded'

/**
 * What of an item is to be read, and whose words it is. `authorId` `''`: several people's, so that nobody reads it as
 * its author.
 * - item: the child's name, the problem, the questions; agreement: an action point, as far as its author wrote it;
 * - form, contribution: `atWork` are those who write it: whoever did last, and whoever is to fill it in. `handedIn`:
 *   it is no draft any more. `out`: distributed, or received by this very reader with an earlier meeting;
 * - minutes: what was said at the meeting and came of it. They hold everybody's words (R-CONS-5).
 */
export type Content = { of: 'item' | 'agreement'; authorId: string } | Submission | { of: 'minutes' }

/** What is handed in before the meeting, and reaches everybody at the same time. */
export interface Submission {
  of: 'form' | 'contribution'
  authorId: string
  atWork: readonly string[]
  handedIn: boolean
  out: boolean
}

export const minutesContent = { of: 'minutes' } as const

/** What an item itself says. */
export const wordsOf = ({ createdById }: Pick<AgendaItem, 'createdById'>) => ({
  of: 'item' as const,
  authorId: createdById,
})

/** A submission at the moment when it leaves for a recipient: it is out then, and reaches nobody for having written it. */
export const leaving = (submission: Submission): Submission => ({
  ...submission,
  authorId: '',
  atWork: [],
  out: true,
})

/** Why somebody may not read. */
export type Withheld =
  | Exclude<ConsentState, 'valid' | 'notNeeded'>
  | 'closed'
  | 'outsideCircle'
  | 'notRecipient'

/** Why a submission is not read yet: it is not handed in, or not distributed. */
export type TooEarly = 'draft' | 'notOut'

/** `reason` is for the audit log: `author`, `circle`, `consent:<id>`. */
export type Reading<C extends Content = Exclude<Content, Submission>> =
  | { allowed: true; reason: string }
  | { allowed: false; why: Withheld | (C extends Submission ? TooEarly : never) }

/** What it takes to decide. */
export interface ReadingInput<C extends Content = Content> extends StandingInput {
  personId: string
  content: C
}

/**
 * May this person see this of the item now (R-CONS-4, R-FORM-10)? The one rule that every read and every send passes;
 * a send is a read by its recipient (see `leaving`).
 * - deleted items: nobody;
 * - the author of the words: always;
 * - no named child: the circle;
 * - a named child: whoever is in the circle and among those who may receive, under a consent that is in force today
 *   and covers the whole circle and every question;
 * - a form, or a contribution: they too only once it is handed in and out, so that everybody has it at the same time
 *   and what is opened is on record. Whoever is at work on it need not wait.
 * Who came to the meeting, or was there for the item, makes no difference: to take part is to be in the circle. Whoever
 * was ill or had to leave has had the form under the same consent, and may have an agreement from the item (R-MIN-1).
 * @example mayRead({ item, personId: mette, content: wordsOf(item), circle: [lone, mette], consent: null, today })
 * // { allowed: false, why: 'missing' }
 */
export function mayRead<C extends Content>(input: ReadingInput<C>): Reading<C>
export function mayRead(input: ReadingInput): Reading<Submission> {
  const { item, personId, circle, content } = input
  if (item.status === 'deleted') return { allowed: false, why: 'closed' }
  if (content.of !== 'minutes' && content.authorId === personId) return { allowed: true, reason: 'author' }
  if (!circle.includes(personId)) return { allowed: false, why: 'outsideCircle' }
  if (item.status === 'replaced') return { allowed: false, why: 'closed' }
  const stage = stageOf(content, personId)
  if (stage === 'draft') return { allowed: false, why: stage }
  const reading = underConsent(input)
  return reading.allowed && stage === 'notOut' ? { allowed: false, why: stage } : reading
}

/** Is there anything to be read yet, by whoever is not writing it? */
function stageOf(content: Content, personId: string): TooEarly | 'ready' {
  if (content.of !== 'form' && content.of !== 'contribution') return 'ready'
  if (content.atWork.includes(personId)) return 'ready'
  if (!content.handedIn) return 'draft'
  return content.out ? 'ready' : 'notOut'
}

/** What the consent says of somebody in the circle. */
function underConsent(input: ReadingInput): Reading {
  const { personId, consent } = input
  const { state } = standingOf(input)
  if (state === 'notNeeded') return { allowed: true, reason: 'circle' }
  if (state !== 'valid') return { allowed: false, why: state }
  if (!consent?.recipients.includes(personId)) return { allowed: false, why: 'notRecipient' }
  return { allowed: true, reason: `consent:${consent.id}` }
}

/** The same date so many months later; the month's last day where that date is not in it. */
export function monthsLater(day: Day, months: number): Day {
  const { year, month, date } = partsOfDay(day)
  const first = month - 1 + months
  const [y, m] = [year + Math.floor(first / 12), (first % 12) + 1]
  const lastDate = partsOfDay(addDays(m === 12 ? toDay(y + 1, 1, 1) : toDay(y, m + 1, 1), -1)).date
  return toDay(y, m, Math.min(date, lastDate))
}

/**
 * The last day on which a consent holds (R-CONS-2).
 * @example lastValidDay('2026-10-05' as Day, 12) // '2027-10-04'
 */
export const lastValidDay = (givenOn: Day, months: number): Day => addDays(monthsLater(givenOn, months), -1)

/**
 * The one that decides, of all that was recorded about a matter; drafts count for nothing.
 * Several may bear the same instant: what nothing has ended stands before what was ended.
 */
export function newestOf(consents: readonly Consent[]): Consent | null {
  const rank = (consent: Consent): number => {
    if (consent.endedAt === null) return 0
    if (consent.status === 'withdrawn') return 1
    return consent.detail.ended === null ? 3 : 2
  }
  return (
    consents
      .filter(consent => consent.status !== 'draft')
      .toSorted((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime() || rank(a) - rank(b))[0] ?? null
  )
}

/**
 * The day of the last no about the child, of all that was recorded about a matter: refused, taken back, or ended
 * because custody or home changed (R-CONS-2, R-CONS-5, R-CONS-9). A yes from before it counts no more, however late it
 * is recorded.
 * @param zone the municipality's
 * @returns a local calendar day; null when no was never said
 */
export function lastNoOf(consents: readonly Consent[], childId: string | null, zone: string): Day | null {
  const days = consents.flatMap(({ childId: about, status, givenOn, endedAt, detail }) => {
    if (about !== childId) return []
    if (status === 'refused') return givenOn
    return endedAt !== null && detail.ended !== null ? dayOf(endedAt, zone) : []
  })
  return days.toSorted().at(-1) ?? null
}

/** A thing that somebody is to see to, or be told of; see `ReminderWish`. */
interface Nudge {
  key: string
  recipientId: string
  dueAt: Date
  /** see `PlannedWish` */
  aheadOnly?: true
}

/**
 * When those who can act are nudged about an item's consent: once when a consent stops covering the item, and, while
 * it is missing, so many working days before the deadline. Never after a no: parents are not asked until they give in.
 * @param about `meeting` null: the item waits · `people`: the coordinator, and the author when they are still in the
 *   team · `daysBefore`: moments before the deadline, as calendar days
 * @returns every nudge that is wanted now; those before the deadline are not planned anew once their time has passed,
 *   but one that waits for its reader's day is still wanted
 */
export function nudgesFor(about: {
  item: Pick<AgendaItem, 'id' | 'status'>
  meeting: { status: string; startAt: Date; dueAt: Date } | null
  consent: Consent | null
  standing: Standing
  people: readonly string[]
  /** instants before the deadline, from policy */
  before: readonly Date[]
  /** when the consent has run out, from `validUntil`; null without one */
  endsAt: Date | null
  now: Date
}): Nudge[] {
  const { item, meeting, consent, standing, people, before, endsAt, now } = about
  if (item.status !== 'open' || meeting?.status !== 'planned') return []
  const wishes: Omit<Nudge, 'recipientId'>[] = []
  if (standing.state === 'valid' && consent && endsAt && endsAt < meeting.startAt)
    wishes.push({ key: `consent.ends:${consent.id}:${item.id}`, dueAt: endsAt })
  if ((standing.state === 'stale' || standing.state === 'expired') && consent) {
    const cause = [...standing.missing.toSorted(), ...standing.uncovered, standing.ended ?? ''].join('+')
    wishes.push({ key: `consent.stale:${consent.id}:${item.id}:${cause}`, dueAt: now })
  }
  if (standing.state === 'missing' || standing.state === 'stale' || standing.state === 'expired') {
    for (const dueAt of before)
      wishes.push({ key: `consent.missing:${item.id}:${dueAt.getTime()}`, dueAt, aheadOnly: true })
  }
  return wishes.flatMap(({ key, ...wish }) =>
    [...new Set(people)].map(recipientId => ({ ...wish, key: `${key}:${recipientId}`, recipientId })),
  )
}
