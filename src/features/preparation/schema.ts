import { z } from 'zod'
import { type AgeBand, type AgendaItem, bandOf, isNamed } from '../agenda/model.ts'
import {
  type Band,
  bands,
  defaultSigns,
  mostSigns,
  type Sign,
  type Signs,
  signLists,
  type Theme,
  themes,
} from '../policy/form/model.ts'
import {
  type Answers,
  allSteps,
  type FilledStep,
  perspectiveFields,
  reflectionFields,
  type StepAnswers,
  safetyFields,
  type ThemeAnswer,
} from './model.ts'
import { placements } from './scale/model.ts'
import {
  concerns,
  frequencies,
  inputsOf,
  ownKey,
  type Place,
  places,
  type SignAnswer,
} from './signs/model.ts'

/** Whom a form speaks of, in its signs and its words: one child of some age, or a group of children. */
export type Whom = { of: 'child'; band: Band } | { of: 'group' }

/** An anonymous age covers several years: the list that fits most of them. */
const bandOfAnonymous: Readonly<Record<AgeBand, Band>> = {
  0: 'toddler',
  36: 'preschool',
  48: 'preschool',
  60: 'school',
  72: 'preschool',
}

/**
 * Whom the form of an item speaks of (R-AGENDA-1). One child has an age, named or not, and nothing else has one
 * (R-AGENDA-2); a follow-up keeps the age, or the lack of it, of what it carries on. `other` is about the
 * collaboration, which concerns the children together: words for one child would make up a child that nobody spoke of.
 * @example whomOf({ kind: 'childGroup', childId: null, ageMonths: null }) // { of: 'group' }
 */
export function whomOf(item: Pick<AgendaItem, 'kind' | 'childId' | 'ageMonths'>): Whom {
  const { ageMonths } = item
  if (ageMonths === null) return { of: 'group' }
  if (!isNamed(item)) return { of: 'child', band: bandOfAnonymous[bandOf(ageMonths)] }
  return { of: 'child', band: bands.findLast(({ fromMonths }) => ageMonths >= fromMonths)?.band ?? 'infant' }
}

/**
 * The signs of a theme to look for, in the municipality's list.
 * @example signsFor(defaultSigns, 'social', { of: 'child', band: 'toddler' })[0]?.id // 'social.toddler.others'
 */
export const signsFor = (signs: Signs, theme: Theme, whom: Whom): readonly Sign[] =>
  signs[theme][whom.of === 'group' ? 'group' : whom.band]

/** A sign as it read when it was answered; before that was kept, there was one list. */
export function answeredWords(
  theme: Theme,
  id: string,
  answer: SignAnswer | undefined,
): Pick<Sign, 'da' | 'en'> {
  const byDefault = signLists.flatMap(list => defaultSigns[theme][list]).find(one => one.id === id)
  return answer?.words ?? byDefault ?? { da: id, en: id }
}

/**
 * What a theme's card asks about: the list of the age, and what was seen before the age, or the list, was changed.
 * What was looked for in vain is not asked about anew, nor more than a second card-full: it stays in the answer.
 */
export function signsShown(
  signs: Signs,
  theme: Theme,
  whom: Whom,
  answer: ThemeAnswer | undefined,
): readonly Sign[] {
  const list = signsFor(signs, theme, whom)
  const others = Object.entries(answer?.signs ?? {}).filter(
    ([id, { frequency, concern }]) =>
      (frequency !== 'notSeen' || concern !== '') && !list.some(one => one.id === id),
  )
  return [
    ...list,
    ...others.slice(0, mostSigns).map(([id, sign]) => ({ id, ...answeredWords(theme, id, sign) })),
  ]
}

/**
 * The signs whose inputs are read when a theme's card comes back. More than it shows now: the age may have been corrected,
 * or the municipality have got a list of its own, while the card was open.
 */
export function signsKnown(
  signs: Signs,
  theme: Theme,
  whom: Whom,
  answer: ThemeAnswer | undefined,
): readonly Sign[] {
  const all = [signs, defaultSigns].flatMap(each => signLists.flatMap(list => each[theme][list]))
  const byId = new Map(all.toReversed().map(sign => [sign.id, sign]))
  for (const sign of signsShown(signs, theme, whom, answer)) byId.set(sign.id, sign)
  return [...byId.values()]
}

const signAnswer = z.object({
  frequency: z.enum([...frequencies, '']),
  concern: z.enum([...concerns, '']),
  seen: z.string().optional(),
  since: z.string().optional(),
  where: z.array(z.enum(places)).optional(),
  words: z.object({ da: z.string(), en: z.string() }).optional(),
})
const texts = <F extends string>(fields: readonly F[]) =>
  z.object(Object.fromEntries(fields.map(field => [field, z.string()])) as Record<F, z.ZodString>)
const themeAnswer = z.object({
  signs: z.record(z.string(), signAnswer),
  own: z.string(),
  ownSign: signAnswer,
  seen: z.string(),
  since: z.string(),
  where: z.array(z.enum(places)),
})
const placementAnswer = z.object({ own: z.enum([...placements, '']), reason: z.string() })
const saved = <A extends z.ZodType>(answer: A) =>
  z
    .object({
      seen: z.number().int(),
      touched: z.record(z.string(), z.number().int()).optional(),
      savedAt: z.string(),
      by: z.string().optional(),
      answer,
    })
    .optional()

const answersSchema = z.object({
  ...(Object.fromEntries(themes.map(theme => [theme, saved(themeAnswer)])) as Record<
    Theme,
    ReturnType<typeof saved<typeof themeAnswer>>
  >),
  reflection: saved(texts(reflectionFields)),
  worries: saved(texts(safetyFields.worries)),
  working: saved(texts(safetyFields.working)),
  wanted: saved(texts(safetyFields.wanted)),
  perspectives: saved(texts(perspectiveFields)),
  placement: saved(placementAnswer),
})

const filledSteps = allSteps.filter((step): step is FilledStep => step !== 'overview')

/** In one order, whatever order it was answered in, and without what is empty. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (part === '' || (Array.isArray(part) && part.length === 0)) return undefined
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part
  })

/**
 * Whether two forms say the same, whenever and by whom they were saved (R-FORM-11). A step that was left empty says as
 * little as one that was never opened, and so does a card of a sign.
 */
export const sameAnswers = (a: Answers, b: Answers): boolean => {
  const said = (answers: Answers, step: FilledStep) => canonical(answers[step]?.answer ?? emptyAnswer(step))
  return filledSteps.every(step => said(a, step) === said(b, step))
}

/** What the database holds, once it is opened. @throws ZodError when a row was written by something else */
export const parseAnswers = (json: string): Answers => answersSchema.parse(JSON.parse(json)) as Answers

/** Longer than any field may be: what is too long comes back to the field, not as an unreadable card. */
const typed = z.string().max(60_000).default('')
const chosen = <T extends string>(values: readonly T[]) =>
  z
    .enum([...values, ''])
    .catch('' as never)
    .default('' as never)

/**
 * Inputs of the cards; those of the step that is saved come filled in. The inputs of signs are named after a list that
 * is data: whatever else comes may stand there, and what is read of it is decided by the list.
 */
export const typedSchema = z.looseObject({
  own: typed,
  seen: typed,
  since: typed.optional(),
  where: typed.optional(),
  ...(Object.fromEntries(reflectionFields.map(field => [`reflection_${field}`, typed])) as Record<
    `reflection_${(typeof reflectionFields)[number]}`,
    typeof typed
  >),
  ...(Object.fromEntries(perspectiveFields.map(field => [`perspective_${field}`, typed])) as Record<
    `perspective_${(typeof perspectiveFields)[number]}`,
    typeof typed
  >),
  worries_seen: typed,
  worries_ahead: typed,
  working_strengths: typed,
  working_exceptions: typed,
  wanted_goal: typed,
  wanted_next: typed,
  placement: chosen(placements),
  reason: typed,
})
export type Typed = z.infer<typeof typedSchema>

/** Which signs there are to read inputs of: by `signsKnown`, and those whose details were asked for. */
export interface SignsOn {
  known: readonly Sign[]
  /** empty: the theme's own card */
  details: readonly string[]
}
const noSigns: SignsOn = { known: [], details: [] }

/**
 * What was typed into a step, as the form keeps it.
 * @param before what is kept of the step: signs that were not on the card keep their answers
 */
export function answerOf<S extends FilledStep>(
  step: S,
  input: Typed,
  before: StepAnswers[S] | undefined,
  on: SignsOn = noSigns,
): StepAnswers[S] {
  const answers: { [K in FilledStep]: () => StepAnswers[K] } = {
    ...(Object.fromEntries(
      themes.map(theme => [theme, () => themeOf(input, before as ThemeAnswer | undefined, on)]),
    ) as Record<Theme, () => StepAnswers[Theme]>),
    reflection: () =>
      Object.fromEntries(
        reflectionFields.map(field => [field, input[`reflection_${field}`].trim()]),
      ) as unknown as StepAnswers['reflection'],
    worries: () => ({ seen: input.worries_seen.trim(), ahead: input.worries_ahead.trim() }),
    working: () => ({
      strengths: input.working_strengths.trim(),
      exceptions: input.working_exceptions.trim(),
    }),
    wanted: () => ({ goal: input.wanted_goal.trim(), next: input.wanted_next.trim() }),
    perspectives: () =>
      Object.fromEntries(
        perspectiveFields.map(field => [field, input[`perspective_${field}`].trim()]),
      ) as unknown as StepAnswers['perspectives'],
    placement: () => ({
      // What was chosen cannot be taken back but by another choice; on an older scale it is not on the card.
      own: input.placement || ((before as StepAnswers['placement'] | undefined)?.own ?? ''),
      reason: input.reason.trim(),
    }),
  }
  return answers[step]()
}

/** A step into which nothing was typed. */
export const emptyAnswer = <S extends FilledStep>(step: S): StepAnswers[S] =>
  answerOf(step, typedSchema.parse({}), undefined)

const unanswered: SignAnswer = { frequency: '', concern: '' }
const emptyTheme: ThemeAnswer = {
  signs: {},
  own: '',
  ownSign: unanswered,
  seen: '',
  since: '',
  where: [],
}

function themeOf(input: Typed, before: ThemeAnswer = emptyTheme, { known, details }: SignsOn): ThemeAnswer {
  if (details.length > 0) return withDetails(input, before, details)
  const signs = known.map(({ id, da, en }): [string, SignAnswer] => {
    const kept = before.signs[id]
    const now = frequencyIn(input, id, kept)
    const same = kept?.words !== undefined && kept.frequency === now.frequency
    return [id, same ? now : { ...now, words: { da, en } }]
  })
  const answered = ([, { frequency, concern, seen = '' }]: [string, SignAnswer]) =>
    frequency !== '' || concern !== '' || seen !== ''
  return {
    signs: { ...before.signs, ...Object.fromEntries(signs.filter(answered)) },
    own: input.own.trim(),
    ownSign: frequencyIn(input, ownKey, before.ownSign),
    seen: input.seen.trim(),
    // They are on the card only where they hold something.
    since: input.since?.trim() ?? before.since,
    where: input.where === undefined ? before.where : placesIn(input.where),
  }
}

/** What a client leaves out was empty, or not on the card: it says nothing about how often a sign was seen. */
const frequencyIn = (input: Typed, key: string, kept: SignAnswer = unanswered): SignAnswer => ({
  ...kept,
  frequency: oneOf(frequencies, input[inputsOf(key).frequency] ?? kept.frequency),
})

function withDetails(input: Typed, before: ThemeAnswer, details: readonly string[]): ThemeAnswer {
  const detailed = (key: string, kept: SignAnswer = unanswered): SignAnswer => {
    const { concern, seen, since, where } = inputsOf(key)
    return {
      ...kept,
      concern: oneOf(concerns, input[concern] ?? kept.concern),
      seen: textIn(input[seen]).trim(),
      since: textIn(input[since]).trim(),
      where: placesIn(textIn(input[where])),
    }
  }
  const signs = details.filter(key => key !== ownKey).map(id => [id, detailed(id, before.signs[id])] as const)
  return {
    ...before,
    signs: { ...before.signs, ...Object.fromEntries(signs) },
    ownSign: details.includes(ownKey) ? detailed(ownKey, before.ownSign) : before.ownSign,
  }
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

const placesIn = (ticked: string): Place[] => places.filter(place => ticked.split(',').includes(place))

const oneOf = <T extends string>(values: readonly T[], typedValue: unknown): T | '' =>
  values.find(value => value === typedValue) ?? ''
