import { addDays } from '../../shared/day.ts'
import { overfull } from '../../shared/text.ts'
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
import { calendarOf, type Policy } from '../policy/model.ts'
import type { Member } from '../teams/model.ts'
import { type HandIn, isHandedIn } from './versions/model.ts'

/** The six themes of the form (R-FORM-4), in its order. */
export const themes = [
  'emotional',
  'cognitive',
  'social',
  'physical',
  'family',
  'learningEnvironment',
] as const
export type Theme = (typeof themes)[number]

/**
 * In the order of the Lineal (R-FORM-3). One card each; the stop question stands before them, and is kept nowhere. The
 * first placement is nothing to fill in: the reflection begins with it.
 */
export const steps = [...themes, 'reflection', 'perspectives', 'placement', 'overview'] as const
export type Step = (typeof steps)[number]
/** The steps that hold something typed. */
export type FilledStep = Exclude<Step, 'overview'>
export const isTheme = (step: Step): step is Theme => (themes as readonly string[]).includes(step)

/** How many steps a person counts, with the stop question as the first. */
export const stepCount = steps.length + 1
export const stepNumber = (step: Step): number => steps.indexOf(step) + 2
export const stepAfter = (step: Step): Step =>
  steps[Math.min(steps.indexOf(step) + 1, steps.length - 1)] ?? step
/** null before the first: there is the stop question, which has been answered. */
export const stepBefore = (step: Step): Step | null => steps[steps.indexOf(step) - 1] ?? null

export const frequencies = ['notSeen', 'rarely', 'weekly', 'daily', 'manyTimesDaily'] as const
export type Frequency = (typeof frequencies)[number]
export const concerns = ['none', 'slight', 'some', 'great'] as const
export type Concern = (typeof concerns)[number]
export const places = ['home', 'daycare'] as const
export type Place = (typeof places)[number]

/** '' is not answered. */
export interface SignAnswer {
  frequency: Frequency | ''
  concern: Concern | ''
}

export interface ThemeAnswer {
  /** by the sign's id; the words are the list's */
  signs: Readonly<Record<string, SignAnswer>>
  /** a sign in one's own words, with its own degree */
  own: string
  ownSign: SignAnswer
  seen: string
  since: string
  where: readonly Place[]
}

export const reflectionFields = ['child', 'family', 'daycare', 'goesWell', 'tried', 'other'] as const
export type ReflectionAnswer = Readonly<Record<(typeof reflectionFields)[number], string>>

export const perspectiveFields = ['child', 'childReason', 'parents', 'talked', 'parentsReason'] as const
export type PerspectivesAnswer = Readonly<Record<(typeof perspectiveFields)[number], string>>

/** The scale of Aalborg, the default of R-FORM-6: words before colours. Mildest first. */
export const placements = ['wellbeing', 'attention', 'concern'] as const
export type Placement = (typeof placements)[number]

export interface PlacementAnswer {
  own: Placement | ''
  reason: string
}

export interface StepAnswers extends Record<Theme, ThemeAnswer> {
  reflection: ReflectionAnswer
  perspectives: PerspectivesAnswer
  placement: PlacementAnswer
}

/** A saved step: `seen` is raised by every change of it, so that nothing unseen is written over. */
export interface SavedStep<S extends FilledStep = FilledStep> {
  seen: number
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

/**
 * How much one sign weighs in the first placement: its degree of concern, none 0 to great 3, where it was seen at all.
 * A degree without a frequency counts: whoever is concerned has seen something.
 */
const weightOf = ({ frequency, concern }: SignAnswer): number =>
  concern === '' || frequency === 'notSeen' ? 0 : concerns.indexOf(concern)

/** Whether a sign says something: how often without any degree of concern does not, and silence is not wellbeing. */
const isFilledIn = ({ frequency, concern }: SignAnswer): boolean => concern !== '' || frequency === 'notSeen'

const often = (sign: SignAnswer): boolean => sign.frequency === 'daily' || sign.frequency === 'manyTimesDaily'

/**
 * The first placement (R-FORM-5): the published rule, shown word for word with its result. A guide and nothing more;
 * the person's own placement decides.
 * - concern: a sign of great concern that is seen daily, or some or great concern within three themes or more;
 * - attention: at least one sign of some or great concern;
 * - wellbeing: everything else, once a sign is filled in.
 * What was not seen does not count, nor does a sign of one's own without words.
 * More concern, or more often, never gives a milder placement.
 * @returns null while no sign is filled in: there is nothing to compute from
 * @example firstPlacement({}) // null
 */
export function firstPlacement(answers: Answers): Placement | null {
  const byTheme = themes.map(theme => {
    const answer = answers[theme]?.answer
    if (!answer) return []
    const own = answer.own === '' ? [] : [answer.ownSign]
    return [...Object.values(answer.signs), ...own]
  })
  if (!byTheme.flat().some(isFilledIn)) return null
  if (byTheme.flat().some(sign => weightOf(sign) === 3 && often(sign))) return 'concern'
  const heavy = byTheme.filter(signs => signs.some(sign => weightOf(sign) >= 2)).length
  if (heavy >= 3) return 'concern'
  return heavy > 0 ? 'attention' : 'wellbeing'
}

export const longest = {
  seen: 2000,
  own: 200,
  since: 100,
  // A card that shows both of two answers (R-FORM-3) holds them within 40 KB, in emoji too.
  reflection: 550,
  perspective: 800,
  reason: 500,
} as const

/** The texts of a step, by field, with how many characters each may have. */
function textsOf<S extends FilledStep>(
  step: S,
  answer: StepAnswers[S],
): { field: string; text: string; max: number }[] {
  if (isTheme(step)) {
    const given = answer as ThemeAnswer
    return (['seen', 'own', 'since'] as const).map(field => ({
      field,
      text: given[field],
      max: longest[field],
    }))
  }
  if (step === 'reflection') {
    const given = answer as ReflectionAnswer
    return reflectionFields.map(field => ({ field, text: given[field], max: longest.reflection }))
  }
  if (step === 'perspectives') {
    const given = answer as PerspectivesAnswer
    const maxOf = (field: string) => (field.endsWith('Reason') ? longest.reason : longest.perspective)
    return perspectiveFields.map(field => ({ field, text: given[field], max: maxOf(field) }))
  }
  const { reason } = answer as PlacementAnswer
  return [{ field: 'reason', text: reason, max: longest.perspective }]
}

/** What was typed into a step, by field. */
export const typedTexts = <S extends FilledStep>(step: S, answer: StepAnswers[S]): Record<string, string> =>
  Object.fromEntries(textsOf(step, answer).map(({ field, text }) => [field, text]))

/**
 * Which texts of a step are too long. Half filled in it is saved as it is.
 * @returns the field's name and how many characters it may have
 */
export const lengthProblems = <S extends FilledStep>(
  step: S,
  answer: StepAnswers[S],
): Record<string, number> =>
  Object.fromEntries(
    textsOf(step, answer)
      .filter(({ text, max }) => overfull(text, max))
      .map(({ field, max }) => [field, max]),
  )

/** What must be there before the form is handed in, by the step where it is missing. */
export type Missing = 'childPerspective' | 'parentPerspective' | 'ownPlacement' | 'placementReason'

/**
 * R-FORM-5: an own placement with a reason. R-FORM-8: both perspectives, or why not.
 * @returns what is missing, in the form's order; empty when it can be handed in
 */
export function missingOf(answers: Answers): Missing[] {
  const empty = (text: string | undefined) => (text ?? '').trim() === ''
  const perspectives = answers.perspectives?.answer
  const placement = answers.placement?.answer
  const missing: Missing[] = []
  if (empty(perspectives?.child) && empty(perspectives?.childReason)) missing.push('childPerspective')
  if (empty(perspectives?.parents) && empty(perspectives?.parentsReason)) missing.push('parentPerspective')
  if (empty(placement?.own)) missing.push('ownPlacement')
  if (empty(placement?.reason)) missing.push('placementReason')
  return missing
}

export const stepOfMissing: Readonly<Record<Missing, FilledStep>> = {
  childPerspective: 'perspectives',
  parentPerspective: 'perspectives',
  ownPlacement: 'placement',
  placementReason: 'placement',
}

/** Where somebody who comes back goes on: the first step that was never left, or the overview. */
export const resumeAt = (answers: Answers): Step =>
  steps.find(step => step !== 'overview' && answers[step] === undefined) ?? 'overview'

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
