import type { Profession } from '../../shared/action.ts'
import type { Day } from '../../shared/day.ts'
import { type AgendaItem, isNamed } from '../agenda/model.ts'

/**
 * draft: being filled in, counts for nothing · superseded: a newer one, or the matter changed (see `ended`) · undone:
 * recorded by mistake, counts for nothing
 */
export type ConsentStatus = 'draft' | 'given' | 'refused' | 'withdrawn' | 'superseded' | 'undone'

/** What a team's municipality works on (R-CONS-10): the parents' consent, or that they were informed beforehand. */
export const bases = ['consent', 'information'] as const
export type Basis = (typeof bases)[number]

/** What the parents who were informed think of it (R-CONS-10). */
export const opinions = ['agrees', 'unsure', 'objects'] as const
export type Opinion = (typeof opinions)[number]

export const relations = ['mother', 'father', 'otherHolder', 'guardian'] as const
export type Relation = (typeof relations)[number]

/** What the other custody holder says (R-CONS-3). */
export const otherHolders = ['agrees', 'none', 'notAsked', 'refuses'] as const
export type OtherHolder = (typeof otherHolders)[number]

/** Kinds of information; health is ticked by itself, never by default (R-CONS-1). */
export const categories = ['wellbeing', 'family', 'health'] as const
export type Category = (typeof categories)[number]

/** What the parents were told before they answered, or were informed of. */
export const told = ['refuse', 'withdraw', 'object', 'consequence', 'contact', 'dpo'] as const
export type Told = (typeof told)[number]

/** All of it has to be told: to be asked is another thing than to be informed (R-CONS-1, R-CONS-10). */
export const tellings: Readonly<Record<Basis, readonly Told[]>> = {
  consent: ['refuse', 'withdraw', 'consequence', 'contact', 'dpo'],
  information: ['object', 'contact', 'dpo'],
}

/** For one meeting, whenever it is held, or until a day. */
export const spans = ['period', 'meeting'] as const
export type Span = (typeof spans)[number]

export const consentForms = ['written', 'oral', 'other'] as const
export type ConsentForm = (typeof consentForms)[number]

/** Why a consent ended without a newer one (R-CONS-2, R-CONS-5). */
export const endings = ['withdrawn', 'custody', 'moved'] as const
export type Ending = (typeof endings)[number]

/** Why a consent does not cover an item, beside circle and topic: it ended, or it was for something else. */
export type Staleness = Ending | 'otherMeeting' | 'basis'

export interface ConsentDetail {
  basis: Basis
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
  /** by function, beside those by name: whoever has it in the team may receive */
  functions: readonly Profession[]
  /** the only meeting that it is for, whenever that is held; null: a period */
  meetingId: string | null
  /** information: who informed the parents */
  informedBy: string
  /** information: what they think, and in their words */
  opinion: Opinion | null
  view: string
  ended: Ending | null
  endedById: string | null
  /** the parents took a part of it back: a yes from before that day widens nothing */
  narrowedOn: Day | null
  /** information: the coordinator goes on although the parents object, and says why */
  wentOnById: string | null
  /** why it was undone, or gone on with */
  remark: string
}

export const emptyDetail: ConsentDetail = {
  basis: 'consent',
  giverName: '',
  relation: null,
  otherHolder: null,
  language: '',
  purpose: '',
  questions: [],
  categories: [],
  told: [],
  form: null,
  evidence: '',
  functions: [],
  meetingId: null,
  informedBy: '',
  opinion: null,
  view: '',
  ended: null,
  endedById: null,
  narrowedOn: null,
  wentOnById: null,
  remark: '',
}

/** A stored record, which may be older than some of its fields. */
export const detailFrom = (stored: Partial<ConsentDetail>): ConsentDetail => ({ ...emptyDetail, ...stored })

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
  ended: Staleness | null
  /** what the team works on */
  basis: Basis
}

/** Parents said no, or took their yes back. A no is not argued with: nothing waits for it (decision 0008). */
export const saidNo = (standing: Standing | undefined): boolean =>
  standing?.state === 'refused' || standing?.state === 'withdrawn'

/** Nothing was ever recorded: the parents have still to be asked, or informed. */
export const neverAnswered = ({ state }: Pick<Standing, 'state'>): boolean => state === 'missing'

export interface StandingInput {
  item: Pick<AgendaItem, 'kind' | 'status' | 'childId' | 'questions' | 'meetingId'>
  /** who would receive the item now */
  circle: readonly string[]
  /** what the team's members are in the team; of guests nobody has said it */
  functions?: ReadonlyMap<string, Profession>
  /** what the team works on; consent unless policy says otherwise */
  basis?: Basis
  /** the newest of the item's matter that is no draft */
  consent: Consent | null
  /** local calendar day */
  today: Day
}

const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ')

/** What a consent is bound to: to whom, about what, for what. */
export interface Scope {
  people: readonly string[]
  questions: readonly string[]
  categories: readonly Category[]
  purpose: string
}

/** How one scope differs from another: what it has beside it, and whether it lacks something. */
export interface ScopeChange {
  people: readonly string[]
  /** places in the later scope's questions */
  questions: readonly number[]
  categories: readonly Category[]
  purpose: boolean
  /** more people, questions or kinds of information, or another purpose: the parents have to be asked (R-CONS-2) */
  widens: boolean
  /** less of something */
  narrows: boolean
}

/**
 * What changed from what the parents said yes to, and does it widen (R-CONS-2)? Capitals count, spaces do not.
 * @example changeOf({ ...scope, people: ['lone'] }, { ...scope, people: ['lone', 'mette'] }) // { people: ['mette'], widens: true, … }
 */
export function changeOf(before: Scope, after: Scope): ScopeChange {
  const asked = new Set(before.questions.map(plain))
  const stillAsked = new Set(after.questions.map(plain))
  const people = after.people.filter(one => !before.people.includes(one))
  const questions = after.questions.flatMap((question, place) => (asked.has(plain(question)) ? [] : [place]))
  const categories = after.categories.filter(one => !before.categories.includes(one))
  const purpose = plain(before.purpose) !== plain(after.purpose)
  return {
    people,
    questions,
    categories,
    purpose,
    widens: people.length + questions.length + categories.length > 0 || purpose,
    narrows:
      before.people.some(one => !after.people.includes(one)) ||
      before.questions.some(question => !stillAsked.has(plain(question))) ||
      before.categories.some(one => !after.categories.includes(one)),
  }
}

/** Is it a function that parents can say yes to (R-CONS-1)? `other` is whatever somebody is who has not said it: anybody. */
export const isFunction = (profession: Profession): boolean => profession !== 'other'

/** May this person receive under the consent: by name, or by their function in the team (R-CONS-1)? */
export function receives(
  { recipients, detail }: Pick<Consent, 'recipients' | 'detail'>,
  personId: string,
  functions: ReadonlyMap<string, Profession> = new Map(),
): boolean {
  const profession = functions.get(personId)
  const byFunction =
    profession !== undefined && isFunction(profession) && detail.functions.includes(profession)
  return recipients.includes(personId) || byFunction
}

/**
 * Does the consent cover the item as it is now (R-CONS-2)? It is bound to the circle and the topic: somebody more in
 * the circle, or another question, makes it stale at once; somebody less or a question less does not, nor does
 * somebody else with a function that it names. One that is for a single meeting follows that meeting's date, and covers
 * no other. Once the item is held, its circle is those who received it: a later member makes nothing stale, and does
 * not read it. Where consent is asked, having informed the parents is not enough; the other way round it is (R-CONS-10).
 */
export function standingOf({
  item,
  circle,
  consent,
  today,
  functions,
  basis = 'consent',
}: StandingInput): Standing {
  const plainly = (state: ConsentState, ended: Staleness | null = null): Standing => ({
    state,
    missing: [],
    uncovered: [],
    ended,
    basis,
  })
  if (!isNamed(item)) return plainly('notNeeded')
  if (!consent || consent.status === 'draft' || consent.status === 'undone') return plainly('missing')
  if (consent.childId !== item.childId) return plainly('missing')
  if (consent.status === 'refused' || consent.status === 'withdrawn') return plainly(consent.status)
  const { detail } = consent
  if (consent.status === 'superseded') return plainly('stale', detail.ended)
  if (today > consent.validUntil || today < consent.givenOn) return plainly('expired')
  if (detail.basis === 'information' && basis === 'consent') return plainly('stale', 'basis')
  if (detail.meetingId !== null && detail.meetingId !== item.meetingId)
    return plainly('stale', 'otherMeeting')
  const people = item.status === 'held' ? [] : circle
  const consented = { ...detail, people: people.filter(one => receives(consent, one, functions)) }
  const change = changeOf(consented, { ...detail, people, questions: item.questions })
  return {
    ...plainly(change.widens ? 'stale' : 'valid'),
    missing: change.people,
    uncovered: change.questions,
  }
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
  const { personId, consent, functions } = input
  const { state } = standingOf(input)
  if (state === 'notNeeded') return { allowed: true, reason: 'circle' }
  if (state !== 'valid') return { allowed: false, why: state }
  if (!consent || !receives(consent, personId, functions)) return { allowed: false, why: 'notRecipient' }
  return { allowed: true, reason: `consent:${consent.id}` }
}

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
      .filter(({ status }) => status !== 'draft' && status !== 'undone')
      .toSorted((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime() || rank(a) - rank(b))[0] ?? null
  )
}
