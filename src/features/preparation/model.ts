import { addDays } from '../../shared/day.ts'
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
} from '../../shared/working-calendar.ts'
import { dayOf, instantOf } from '../../shared/zoned-time.ts'
import type { AgendaItem, FormState } from '../agenda/model.ts'
import type { Submission } from '../consent/model.ts'
import type { Meeting } from '../meetings/model.ts'
import { type Layout, type Scale, type Theme, themes } from '../policy/form/model.ts'
import { calendarOf, type Policy } from '../policy/model.ts'
import type { Member } from '../teams/model.ts'
import { type Placement, scaleOf } from './scale/model.ts'
import { cardPart, type Place, partsOfTheme, type SignAnswer, unasked } from './signs/model.ts'
import { type HandIn, isHandedIn } from './versions/model.ts'

/**
 * In the order of the Lineal (R-FORM-3). One card each; the stop question stands before them, and is kept nowhere. The
 * first placement is nothing to fill in: the reflection begins with it.
 */
export const steps: readonly Step[] = [...themes, 'reflection', 'perspectives', 'placement', 'overview']

/** What the Signs of Safety layout asks in the place of themes and reflection, with the fields of each. */
export const safetyFields = {
  worries: ['seen', 'ahead'],
  working: ['strengths', 'exceptions'],
  wanted: ['goal', 'next'],
} as const
export type SafetyStep = keyof typeof safetyFields
const safetySteps = ['worries', 'working', 'wanted'] as const
export const isSafetyStep = (step: Step): step is SafetyStep =>
  (safetySteps as readonly string[]).includes(step)

/** The steps of every layout. */
export const allSteps = [
  ...themes,
  'reflection',
  ...safetySteps,
  'perspectives',
  'placement',
  'overview',
] as const
export type Step = (typeof allSteps)[number]
/** The steps that hold something typed. */
export type FilledStep = Exclude<Step, 'overview'>
export const isTheme = (step: Step): step is Theme => (themes as readonly string[]).includes(step)

/** A form keeps the layout that it was begun with. */
export const stepsOf = (layout: Layout): readonly Step[] =>
  layout === 'lineal' ? steps : [...safetySteps, 'perspectives', 'placement', 'overview']

/** How many steps a person counts, with the stop question as the first. */
export const stepCount = (layout: Layout): number => stepsOf(layout).length + 1
export const stepNumber = (layout: Layout, step: Step): number => stepsOf(layout).indexOf(step) + 2
export const stepAfter = (layout: Layout, step: Step): Step => {
  const all = stepsOf(layout)
  return all[Math.min(all.indexOf(step) + 1, all.length - 1)] ?? step
}
/** null before the first: there is the stop question, which has been answered. */
export const stepBefore = (layout: Layout, step: Step): Step | null => {
  const all = stepsOf(layout)
  return all[all.indexOf(step) - 1] ?? null
}

export interface ThemeAnswer {
  /** by the sign's id */
  signs: Readonly<Record<string, SignAnswer>>
  /** a sign in one's own words, with its own degree */
  own: string
  ownSign: SignAnswer
  /** what else was seen, that is none of the signs */
  seen: string
  /** since when and where, of the whole theme: was asked before it was asked of each sign, and is kept */
  since: string
  where: readonly Place[]
}

export const reflectionFields = ['child', 'family', 'daycare', 'goesWell', 'tried', 'other'] as const
export type ReflectionAnswer = Readonly<Record<(typeof reflectionFields)[number], string>>

export const perspectiveFields = ['child', 'childReason', 'parents', 'talked', 'parentsReason'] as const
export type PerspectivesAnswer = Readonly<Record<(typeof perspectiveFields)[number], string>>

export interface PlacementAnswer {
  own: Placement | ''
  reason: string
}

export type SafetyAnswers = {
  readonly [S in SafetyStep]: Readonly<Record<(typeof safetyFields)[S][number], string>>
}

export interface StepAnswers extends Record<Theme, ThemeAnswer>, SafetyAnswers {
  reflection: ReflectionAnswer
  perspectives: PerspectivesAnswer
  placement: PlacementAnswer
}

/** A saved step: `seen` is raised by every change of it, so that nothing unseen is written over. */
export interface SavedStep<S extends FilledStep = FilledStep> {
  seen: number
  /** of a theme: what `seen` was when a card's part was changed last, by part */
  touched?: Readonly<Record<string, number>>
  savedAt: string
  /** whose words the step holds; '' once several have written it, absent: the form's last writer's */
  by?: string
  answer: StepAnswers[S]
}

export type Answers = { readonly [S in FilledStep]?: SavedStep<S> }

/** One that is asked for has no row: nothing is stored before the stop question is answered (R-FORM-2). */
export interface Form extends HandIn {
  id: string
  agendaItemId: string
  layout: Layout
  answers: Answers
  revision: number
  /** who wrote last; whose words they are says `authorOf` */
  updatedById: string
  updatedAt: Date
}

/** Whose words a saved step holds; '' when they are several people's. */
export const writerOf = (form: Pick<Form, 'updatedById'>, step: Pick<SavedStep, 'by'>): string =>
  step.by ?? form.updatedById

/**
 * Whose words the form holds: whoever wrote every step of it, else nobody. Without a consent its author alone reads it,
 * and whoever went on with a colleague's draft is not the author of the colleague's words (R-CONS-4).
 * @returns '' when several people wrote it
 */
export function authorOf(form: Pick<Form, 'answers' | 'updatedById'>): string {
  const writers = new Set(Object.values(form.answers).map(step => writerOf(form, step)))
  if (writers.size === 0) return form.updatedById
  const [only = ''] = writers
  return writers.size === 1 ? only : ''
}

/**
 * Is this person shown something that the form holds? Of one's own, the overview says only what is filled in; the
 * reflection and the placement begin with what the signs point at.
 */
export function showsWords(
  form: Pick<Form, 'answers' | 'updatedById'>,
  step: Step,
  personId: string,
): boolean {
  if (authorOf(form) !== personId) return true
  if (step === 'overview') return false
  const pointsAt = step === 'reflection' || step === 'placement'
  return form.answers[step] !== undefined || (pointsAt && Object.keys(form.answers).length > 0)
}

/**
 * Who can say which child it is to somebody from whom its name is withheld: whoever put the item there, while they are
 * in the team; else its coordinator.
 * @returns null when that is the reader
 */
export function whoKnows(
  item: Pick<AgendaItem, 'createdById'>,
  members: readonly Pick<Member, 'personId' | 'coordinator'>[],
  readerId: string,
): string | null {
  const author = members.find(({ personId }) => personId === item.createdById)
  const { personId = readerId } = author ?? members.find(({ coordinator }) => coordinator) ?? {}
  return personId === readerId ? null : personId
}

/** How an item's form stands. A draft that nobody is to go on with is no form, or waits for somebody to be chosen. */
export function stateOf(
  item: Pick<AgendaItem, 'formFillerId' | 'withoutForm' | 'status'>,
  form: Pick<Form, 'status'> | null,
): FormState {
  if (form && isHandedIn(form)) return 'submitted'
  if (item.formFillerId !== null) return form ? 'draft' : 'asked'
  return item.withoutForm || item.status !== 'open' ? 'notNeeded' : 'notChosen'
}

/** The parts of a step that a card may change, to compare: one, but for a theme. */
const partsOf = (step: FilledStep, answer: StepAnswers[FilledStep]): Readonly<Record<string, string>> =>
  isTheme(step) ? partsOfTheme(answer as ThemeAnswer) : { [cardPart]: JSON.stringify(answer) }

/**
 * Was what a card shows changed since it was drawn? Other cards of the same theme may have been.
 * @param on as in `typedTexts`
 * @param seen the step's number as it stood on the card; 0 for one never saved
 */
export function changedSince(stored: SavedStep, on: readonly string[], seen: number): boolean {
  const { touched } = stored
  if (!touched) return stored.seen !== seen
  return (on.length > 0 ? on : [cardPart]).some(part => (touched[part] ?? 0) > seen)
}

/** What `seen` is for each part after this change. */
export function touchedBy(
  step: FilledStep,
  stored: SavedStep | undefined,
  answer: StepAnswers[FilledStep],
): Record<string, number> {
  const seen = (stored?.seen ?? 0) + 1
  const before = stored ? partsOf(step, stored.answer) : {}
  const changed = Object.entries(partsOf(step, answer)).filter(([part, now]) => before[part] !== now)
  return { ...stored?.touched, ...Object.fromEntries(changed.map(([part]) => [part, seen])) }
}

/**
 * What a form says once its correction is dropped: what was kept. A card that was drawn of the correction notices it, as it
 * notices every change.
 */
export function restoredAnswers(corrected: Answers, kept: Answers): Answers {
  const steps = Object.keys(kept) as FilledStep[]
  return Object.fromEntries(
    steps.flatMap(step => {
      const [now, before] = [corrected[step] as SavedStep | undefined, kept[step] as SavedStep | undefined]
      if (!before) return []
      const same = JSON.stringify(now?.answer) === JSON.stringify(before.answer)
      const seen = Math.max(before.seen, (now?.seen ?? 0) + Number(!same))
      return [[step, { ...before, seen, touched: touchedBy(step, now, before.answer) }]]
    }),
  )
}

/** What must be there before the form is handed in, by the step where it is missing. */
export type Missing = 'childPerspective' | 'parentPerspective' | 'ownPlacement' | 'placementReason'

/**
 * R-FORM-5: an own placement with a reason. R-FORM-8: both perspectives, or why not.
 * @param scale the municipality's now: a placement on another is asked for anew
 * @returns what is missing, in the form's order; empty when it can be handed in
 */
export function missingOf(answers: Answers, scale: Scale): Missing[] {
  const empty = (text: string | undefined) => (text ?? '').trim() === ''
  const perspectives = answers.perspectives?.answer
  const placement = answers.placement?.answer
  const missing: Missing[] = []
  if (empty(perspectives?.child) && empty(perspectives?.childReason)) missing.push('childPerspective')
  if (empty(perspectives?.parents) && empty(perspectives?.parentsReason)) missing.push('parentPerspective')
  if (!placement?.own || scaleOf(placement.own) !== scale) missing.push('ownPlacement')
  if (empty(placement?.reason)) missing.push('placementReason')
  return missing
}

export const stepOfMissing: Readonly<Record<Missing, FilledStep>> = {
  childPerspective: 'perspectives',
  parentPerspective: 'perspectives',
  ownPlacement: 'placement',
  placementReason: 'placement',
}

/** Where the message stands. */
export const fieldOfMissing: Readonly<Record<Missing, string>> = {
  childPerspective: 'child',
  parentPerspective: 'parents',
  ownPlacement: 'placement',
  placementReason: 'reason',
}

/**
 * Where somebody who comes back goes on: the first step that was never left, or whose signs were not asked about; else
 * the overview.
 * @param orderOf the ids of the signs on a theme's card
 */
export function resumeAt(
  { layout, answers }: Pick<Form, 'layout' | 'answers'>,
  orderOf: (theme: Theme) => readonly string[],
): Step {
  const isOpen = (step: FilledStep) =>
    answers[step] === undefined || (isTheme(step) && unasked(answers[step]?.answer, orderOf(step)).length > 0)
  return stepsOf(layout).find(step => step !== 'overview' && isOpen(step)) ?? 'overview'
}

/** When somebody is asked, reminded, and the deadline runs (R-FORM-1). */
export interface FormPlan {
  /** ten days before (policy); may have passed */
  usualAskAt: Date
  /** the time has come, or lies ahead */
  askAt: Date
  /** moments of digests between the asking and the deadline, earliest first; some may have passed */
  nudges: readonly { workingDays: number; at: Date }[]
}

/**
 * When a form is asked for and reminded of. Created late, it is asked for now; what has passed is not planned anew, but
 * a reminder that waits for its reader's day is still wanted (`PlannedWish`).
 * @returns null when there is nobody to ask, or nothing to ask for any more
 * @example
 * // meeting Tue 24 Nov 2026, deadline Fri 20 Nov 12.00, planned in October:
 * // asked Tue 10 Nov 08.30, reminded Fri 13 and Thu 19 Nov 08.30
 */
export function planOf(
  policy: Pick<
    Policy,
    'formAskDays' | 'formReminderWorkingDays' | 'digestAt' | 'usualClosingDays' | 'closingDays'
  >,
  meeting: Pick<Meeting, 'dueAt' | 'zone'>,
  now: Date,
): FormPlan {
  const dueDay = dayOf(meeting.dueAt, meeting.zone)
  const calendar = calendarOf(policy as Policy)
  const askDay = addDays(dueDay, -policy.formAskDays)
  // Nobody is asked on a Sunday (P6): the working day before it leaves them no less time.
  const usualAskAt = instantOf(
    isWorkingDay(askDay, calendar) ? askDay : previousWorkingDay(askDay, calendar),
    policy.digestAt,
    meeting.zone,
  )
  const askAt = usualAskAt > now ? usualAskAt : now
  const nudges = policy.formReminderWorkingDays
    .map(workingDays => ({
      workingDays,
      at: instantOf(addWorkingDays(dueDay, -workingDays, calendar), policy.digestAt, meeting.zone),
    }))
    .filter(({ at }) => at > usualAskAt)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return { usualAskAt, askAt, nudges }
}

/**
 * Somebody who is asked so late that no reminder lies ahead is reminded all the same, and the coordinator hears of it
 * when the forms are out already: an item that comes after them must not go unheard (R-FORM-1).
 * @returns the next working day's digest; null when reminders lie ahead, or the meeting comes first
 */
export function lateNudgeAt(
  policy: Pick<Policy, 'digestAt' | 'usualClosingDays' | 'closingDays'>,
  meeting: Pick<Meeting, 'startAt' | 'zone'>,
  { nudges }: FormPlan,
  now: Date,
): Date | null {
  return nudges.some(({ at }) => at > now) ? null : nextDigestAt(policy, meeting, now)
}

/** The digest of the working day after; null when the meeting comes first. */
export function nextDigestAt(
  policy: Pick<Policy, 'digestAt' | 'usualClosingDays' | 'closingDays'>,
  meeting: Pick<Meeting, 'startAt' | 'zone'>,
  after: Date,
): Date | null {
  const day = nextWorkingDay(addDays(dayOf(after, meeting.zone), 1), calendarOf(policy as Policy))
  const at = instantOf(day, policy.digestAt, meeting.zone)
  return at < meeting.startAt ? at : null
}

/**
 * Are a meeting's forms out (R-FORM-10)? Everybody has them at the same time: before that nobody but its author reads
 * a form, and what is opened is on record.
 * @param meeting null: the item waits for one
 */
export const isOut = (meeting: Pick<Meeting, 'distributedAt' | 'status'> | null): boolean =>
  meeting !== null && (meeting.distributedAt !== null || meeting.status !== 'planned')

/**
 * The form as the gate asks about it.
 * @param out distributed, or received by this reader
 */
export const contentOf = (
  form: Pick<Form, 'answers' | 'updatedById' | 'status'>,
  item: Pick<AgendaItem, 'formFillerId'>,
  out: boolean,
): Submission => ({
  of: 'form',
  authorId: authorOf(form),
  atWork: [form.updatedById, ...(item.formFillerId === null ? [] : [item.formFillerId])],
  handedIn: form.status === 'submitted',
  out,
})

/** A distribution that the bot was down for is late, and says so; the minutes of a busy machine are not. */
const graceMs = 15 * 60_000

/** Whether what is sent at this moment comes later than R-FORM-10 promises. */
export const isLate = (meeting: Pick<Meeting, 'dueAt'>, now: Date): boolean =>
  now.getTime() > meeting.dueAt.getTime() + graceMs
