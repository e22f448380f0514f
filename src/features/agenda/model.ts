import type { Actor } from '../../shared/action.ts'
import type { AuditEvent } from '../../shared/audit.ts'
import { findCpr } from '../../shared/payload-guard.ts'
import { nearest, overfull, tooLong } from '../../shared/text.ts'
import type { Telling } from './anonymity/model.ts'

/** R-AGENDA-1: child is the only kind that names one; a follow-up names the child of what it carries on. */
export const itemKinds = ['child', 'childGroup', 'anonymousCase', 'followUp', 'other'] as const
export type ItemKind = (typeof itemKinds)[number]

/** What somebody may put on an agenda; follow-ups come by themselves (R-AGENDA-4). */
export const addedKinds = ['child', 'childGroup', 'anonymousCase', 'other'] as const
export type AddedKind = (typeof addedKinds)[number]

/** replaced: by an anonymous case (R-CONS-4). Of one that was stopped no row is left (R-FORM-2). */
export type ItemStatus = 'open' | 'held' | 'replaced' | 'deleted'

export interface AgendaItem {
  id: string
  teamId: string
  /** null: waiting for a meeting */
  meetingId: string | null
  /** since when it waits; null: it stands on a meeting */
  waitingSince: Date | null
  /** from which meeting it came to wait; null: from none, or it does not wait */
  waitedFromId: string | null
  kind: ItemKind
  status: ItemStatus
  /** smaller stands higher; see `numberOf` for what people read */
  position: number
  childId: string | null
  problem: string
  questions: readonly string[]
  /** planned length */
  minutes: number
  presenterId: string
  formFillerId: string | null
  /** without anybody who fills it in: there is no form; else nobody is chosen yet (see `startsWithoutForm`) */
  withoutForm: boolean
  /** raised when somebody else fills in the form, for another meeting, or anew: each of them is asked once */
  fillerRound: number
  /** 0–83; of an anonymous case the month that stands for its band */
  ageMonths: number | null
  carriedActionPointId: string | null
  carriedItemId: string | null
  /** the first item of the same matter: its consents hold for what is carried on from it */
  originItemId: string | null
  /** the author: whose words the problem and the questions are */
  createdById: string
  createdAt: Date
  /** raised by every change, so that a change made on an old card is noticed */
  revision: number
}

/** A child is named: nothing of it is read without consent (R-CONS-4). */
export const isNamed = (item: Pick<AgendaItem, 'kind' | 'childId'>): boolean =>
  item.childId !== null || item.kind === 'child'

/** That somebody did or read something of an item, with the child that it names (R-SEC-4). */
export const itemEvent = (
  actor: Pick<Actor, 'tenantId' | 'personId'>,
  action: string,
  { id, childId }: Pick<AgendaItem, 'id' | 'childId'>,
  reason: string,
): AuditEvent => ({
  tenantId: actor.tenantId,
  actorId: actor.personId,
  action,
  subjectType: 'agendaItem',
  subjectId: id,
  childId,
  reason,
})

/** Deleted or replaced: it stands on no agenda and in no minutes, also at the meeting where it was taken off. */
export const isGone = ({ status }: Pick<AgendaItem, 'status'>): boolean =>
  status === 'deleted' || status === 'replaced'

/**
 * How an item's preparation form stands, as the agenda says it.
 * notNeeded: it is discussed without one · notChosen: somebody has yet to say who fills it in, or that there is none
 */
export type FormState = 'notNeeded' | 'notChosen' | 'asked' | 'draft' | 'submitted'

/**
 * Is an item without a form until somebody is chosen for it? A child's is not: nobody would have anything three days
 * ahead (R-FORM-10), so who fills in its form is asked, and no form is an answer. An agreement that is carried on was
 * discussed with its form before.
 */
export const startsWithoutForm = (
  item: Pick<AgendaItem, 'kind' | 'childId' | 'carriedActionPointId'>,
): boolean => !isNamed(item) || item.carriedActionPointId !== null

export type ItemRole = 'coordinator' | 'member' | 'guest'

/**
 * What this person is to the item; null for everybody else, to whom it does not exist (R-SEC-2). A guest of one item
 * sees that item alone (R-AGENDA-5). What of it they may read is the consent's matter.
 */
export function roleFor(
  actor: Actor,
  item: Pick<AgendaItem, 'id' | 'teamId' | 'meetingId'>,
): ItemRole | null {
  const membership = actor.memberships.find(one => one.teamId === item.teamId)
  if (membership) return membership.coordinator ? 'coordinator' : 'member'
  const invited = actor.invitations.some(
    ({ meetingId, agendaItemId }) =>
      meetingId === item.meetingId && (agendaItemId === null || agendaItemId === item.id),
  )
  return invited ? 'guest' : null
}

/** Which items share one matter, and so one consent. */
export const originOf = (item: Pick<AgendaItem, 'id' | 'originItemId'>): string =>
  item.originItemId ?? item.id

/**
 * The number that people read before an item.
 * @param items the agenda in its order
 * @returns 1 for the first; 0 when it does not stand on this agenda
 */
export const numberOf = (items: readonly AgendaItem[], itemId: string): number =>
  items.findIndex(item => item.id === itemId) + 1

export const longestProblem = 2000
export const longestQuestion = 200
export const longestName = 80
export const mostQuestions = 3
export const leastMinutes = 5
export const mostMinutes = 60
/** Children are in daycare until they begin at school: under seven. */
export const oldestMonths = 83
/** A child is 0–2 years old until it turns three. */
export const isUnder3 = (ageMonths: number | null): boolean => ageMonths !== null && ageMonths < 36

/**
 * The bands in which an anonymous case says an age (R-CONS-6), by the month that stands for each: the first one of 0–2,
 * 3–4 and 5–6; of the wider 3–6 and 0–6, for a child whose age would give it away, one in the middle that begins no
 * other. For 0–6, which says nothing of an age, no time is kept (R-AGENDA-3).
 */
export const ageBands = [0, 36, 60, 48, 72] as const
export type AgeBand = (typeof ageBands)[number]
const narrowBands = [0, 36, 60] as const
export const bandOf = (ageMonths: number): AgeBand =>
  ageBands.find(month => month === ageMonths) ?? narrowBands.findLast(first => ageMonths >= first) ?? 0

export type AgeProblem = 'missing' | 'unreadable' | 'schoolAge'

/**
 * Reads an age as people type it (R-AGENDA-2).
 * @param typed '3', '3½', '3,5'
 * @param unit what the number counts
 * @returns whole months, 0–83; or what is wrong
 * @example readAge('3½', 'years') // { ok: true, months: 42 }
 */
export function readAge(
  typed: string,
  unit: 'months' | 'years',
): { ok: true; months: number } | { ok: false; problem: AgeProblem } {
  const text = typed.trim().replace(/\s*½$/, ',5').replace(/^,/, '0,').replace(',', '.')
  if (text === '') return { ok: false, problem: 'missing' }
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text)) return { ok: false, problem: 'unreadable' }
  const months = Math.floor(Number(text) * (unit === 'years' ? 12 : 1))
  return months > oldestMonths ? { ok: false, problem: 'schoolAge' } : { ok: true, months }
}

/** unclear: the same child or another one, only the author knows · another: it belongs in an item of its own */
export type NameProblem = 'missing' | 'tooLong' | 'known' | 'unclear' | 'another'
export type TextProblem = 'missing' | 'tooLong' | 'cpr' | Telling

/** Names that people would take for the same: case and spaces make no difference. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (name: string) => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('da')

/**
 * Is the changed name another spelling of the same name, or another child? Capitals and slips of the keyboard are
 * spelling; another first letter, and another number of names, are another child.
 * @example sameChild('Noah Berg', 'Noa Berg') // true; 'Emma Berg' and 'Nora Berg' are somebody else
 */
export function sameChild(before: string, after: string): boolean {
  const [old, changed] = [plain(before).split(' '), plain(after).split(' ')]
  return (
    old.length === changed.length &&
    old.every((word, index) => {
      const now = changed[index] ?? ''
      return word === now || (word[0] === now[0] && nearest(now, [word], 2) !== null)
    })
  )
}

/** What a changed name makes of an item's child. */
export type NameChange = 'same' | 'another' | 'unclear'

/**
 * Whose name is it now? Once something hangs on the child (a consent, a form, notes of a meeting, another item), likeness
 * proves nothing: Anna and Anne may be two, and what was said of one must not come to stand about the other. Then only
 * the author knows, and is asked.
 * @param bound whether something hangs on the child
 * @example nameChange('Anna Berg', 'Anne Berg', true) // 'unclear'; 'same' while nothing hangs on her
 */
export function nameChange(before: string, after: string, bound: boolean): NameChange {
  if (sameName(before, after)) return 'same'
  if (bound) return 'unclear'
  return sameChild(before, after) ? 'same' : 'another'
}

/** What an item is about, as typed: each field as text. */
export interface TypedContent {
  childName: string
  age: string
  ageUnit: string
  problem: string
  questions: readonly string[]
}

export interface Content {
  childName: string
  ageMonths: number | null
  problem: string
  questions: string[]
}

export interface ContentProblems {
  childName?: NameProblem
  age?: AgeProblem
  problem?: TextProblem
  /** by their place, 0–2 */
  questions?: Readonly<Record<number, TextProblem>>
}

/**
 * Reads what an item is about (R-AGENDA-2): a child has a name, an age and at least one question, since consent is
 * given to questions; an anonymous case has an age band and no name.
 * @param typed `age`: a number with `ageUnit`; of an anonymous case the month that stands for its band
 * @param around `naming`: a new child is named here; `knownNames`: children that this person has had on the team's
 *   agendas. What its texts may tell of who a child is, is the rule of anonymity/model.ts
 * @returns the content, or what is wrong by field
 */
export function readContent(
  kind: ItemKind,
  typed: TypedContent,
  around: { naming: boolean; knownNames: readonly string[] },
): { ok: true; content: Content } | { ok: false; problems: ContentProblems } {
  const problems: ContentProblems = {}
  const named = kind === 'child'
  const anonymous = kind === 'anonymousCase'
  const childName = named && around.naming ? typed.childName.trim().replace(/\s+/g, ' ') : ''
  if (named && around.naming) {
    if (childName === '') problems.childName = 'missing'
    else if (tooLong(childName, longestName)) problems.childName = 'tooLong'
    else if (around.knownNames.some(name => sameName(name, childName))) problems.childName = 'known'
  }
  let ageMonths: number | null = null
  if (named || anonymous) {
    const age = readAge(typed.age, anonymous || typed.ageUnit === 'months' ? 'months' : 'years')
    if (age.ok) ageMonths = anonymous ? bandOf(age.months) : age.months
    else problems.age = age.problem
  }
  const wrong = (text: string, max: number, required: boolean): TextProblem | null => {
    if (text === '') return required ? 'missing' : null
    if (overfull(text, max)) return 'tooLong'
    return findCpr({ text }).length > 0 ? 'cpr' : null
  }
  const problem = typed.problem.trim()
  const problemWrong = wrong(problem, longestProblem, true)
  if (problemWrong) problems.problem = problemWrong
  const questions = typed.questions.slice(0, mostQuestions).map(question => question.trim())
  const questionsWrong: Record<number, TextProblem> = {}
  questions.forEach((question, index) => {
    const required = named && index === 0 && questions.every(other => other === '')
    const found = wrong(question, longestQuestion, required)
    if (found) questionsWrong[index] = found
  })
  if (Object.keys(questionsWrong).length > 0) problems.questions = questionsWrong
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  return {
    ok: true,
    content: { childName, ageMonths, problem, questions: questions.filter(question => question !== '') },
  }
}

/**
 * What is wrong with the content, and with its texts beside that.
 * @param telling what the texts may not tell, by 'problem' and by the question's place
 */
export function withTelling(
  read: ReturnType<typeof readContent>,
  telling: ReadonlyMap<string, Telling>,
): ContentProblems {
  const problems = read.ok ? {} : read.problems
  const { problem = telling.get('problem') } = problems
  const questions: Record<number, TextProblem> = { ...problems.questions }
  for (const [field, told] of telling) if (field !== 'problem') questions[Number(field)] ??= told
  return {
    ...problems,
    ...(problem ? { problem } : {}),
    ...(Object.keys(questions).length > 0 ? { questions } : {}),
  }
}

/** @returns whole minutes 5–60; null for anything else */
export function readMinutes(typed: string): number | null {
  const minutes = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN
  return minutes >= leastMinutes && minutes <= mostMinutes ? minutes : null
}

/** How old a child is now, of whom an older item says how old it was then. */
export function agedMonths(ageMonths: number | null, then: Date, now: Date): number | null {
  if (ageMonths === null) return null
  const months =
    (now.getUTCFullYear() - then.getUTCFullYear()) * 12 +
    (now.getUTCMonth() - then.getUTCMonth()) -
    (now.getUTCDate() < then.getUTCDate() ? 1 : 0)
  return Math.min(oldestMonths, ageMonths + Math.max(0, months))
}

/**
 * The order of an agenda after an anonymous case has come in place of a named one (R-CONS-6): with the anonymous cases at
 * the end. Which of them comes first is left to their ids, which are random: of several that were turned one after the
 * other nobody can tell by the order which was which.
 * @param items the agenda in its order, the new one last
 * @returns ids
 */
export function orderWithAnonymous(items: readonly Pick<AgendaItem, 'id' | 'kind'>[]): string[] {
  const ids = items.map(({ id }) => id)
  const own = ids.pop()
  if (own === undefined) return []
  const lastNamed = items.slice(0, -1).findLastIndex(({ kind }) => kind !== 'anonymousCase')
  const after = ids.findIndex((id, index) => index > lastNamed && id > own)
  return ids.toSpliced(after < 0 ? ids.length : after, 0, own)
}
