import { z } from 'zod'
import { type AgeBand, type AgendaItem, bandOf, isNamed } from '../agenda/model.ts'
import {
  type Answers,
  concerns,
  type FilledStep,
  frequencies,
  perspectiveFields,
  placements,
  places,
  reflectionFields,
  type SignAnswer,
  type StepAnswers,
  steps,
  type Theme,
  type ThemeAnswer,
  themes,
} from './model.ts'
import list from './signs.json' with { type: 'json' }

/** Age bands of the list of signs (R-FORM-4), by their first month: 0–12 months, 1–2, 3–4, 5–6 years. */
export const bands = [
  { band: 'infant', fromMonths: 0 },
  { band: 'toddler', fromMonths: 12 },
  { band: 'preschool', fromMonths: 36 },
  { band: 'school', fromMonths: 60 },
] as const
export type Band = (typeof bands)[number]['band']

/** A sign to look for, in both languages. The list is data: a municipality's own can take its place (P7). */
export interface Sign {
  id: string
  da: string
  en: string
}

const sign = z.object({ id: z.string(), da: z.string().min(1), en: z.string().min(1) })
/** Four signs fill a card. */
export const mostSigns = 4
const ofList = z.array(sign).min(1).max(mostSigns)
const ofTheme = z.object({
  infant: ofList,
  toddler: ofList,
  preschool: ofList,
  school: ofList,
  group: ofList,
})
const signs: Readonly<Record<Theme, Readonly<Record<Band | 'group', readonly Sign[]>>>> = z
  .object(Object.fromEntries(themes.map(theme => [theme, ofTheme])) as Record<Theme, typeof ofTheme>)
  .parse(list)

/** Whom a form speaks of, in its signs and its words: one child of some age, or a group of children. */
export type Whom = { of: 'child'; band: Band } | { of: 'group' }

/** An anonymous age covers several years: the list that fits most of them. */
const bandOfAnonymous: Readonly<Record<AgeBand, Band>> = { 0: 'toddler', 36: 'preschool', 60: 'school' }

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
 * The signs of a theme to look for.
 * @example signsFor('social', { of: 'child', band: 'toddler' })[0]?.id // 'social.toddler.others'
 */
export const signsFor = (theme: Theme, whom: Whom): readonly Sign[] =>
  signs[theme][whom.of === 'group' ? 'group' : whom.band]

/** Any sign of a theme by its id: a child may have grown into another band since it was answered. */
export const signById = (theme: Theme, id: string): Sign | undefined =>
  Object.values(signs[theme])
    .flat()
    .find(one => one.id === id)

/**
 * The inputs of a sign: named after it and not after its place, so that an answer stays with its sign when the age, and
 * with it the list, is corrected while the card is open.
 */
export const inputsOf = (signId: string) => {
  const name = signId.replaceAll('.', '_')
  return { frequency: `frequency_${name}`, concern: `concern_${name}` } as const
}

/** What a theme's card asks about: the list of the age, and what was answered before the age was corrected. */
export function signsShown(theme: Theme, whom: Whom, answered: ThemeAnswer['signs']): readonly Sign[] {
  const list = signsFor(theme, whom)
  const others = Object.keys(answered).filter(id => !list.some(one => one.id === id))
  return [...list, ...others.flatMap(id => signById(theme, id) ?? [])]
}

const signAnswer = z.object({
  frequency: z.enum([...frequencies, '']),
  concern: z.enum([...concerns, '']),
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
  z.object({ seen: z.number().int(), savedAt: z.string(), by: z.string().optional(), answer }).optional()

const answersSchema = z.object({
  ...(Object.fromEntries(themes.map(theme => [theme, saved(themeAnswer)])) as Record<
    Theme,
    ReturnType<typeof saved<typeof themeAnswer>>
  >),
  reflection: saved(texts(reflectionFields)),
  perspectives: saved(texts(perspectiveFields)),
  placement: saved(placementAnswer),
})

const filledSteps = steps.filter((step): step is FilledStep => step !== 'overview')

/** In one order, whatever order it was answered in. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/**
 * Whether two forms say the same, whenever and by whom they were saved (R-FORM-11). A step that was left empty says as
 * little as one that was never opened.
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

/** What a client leaves out was empty, or not on the card: it says nothing about its sign. */
const answeredSign = z.string().max(20).optional().catch(undefined)
const signInputs = Object.fromEntries(
  Object.values(signs)
    .flatMap(lists => Object.values(lists).flat())
    .flatMap(({ id }) => Object.values(inputsOf(id)).map(input => [input, answeredSign])),
) as Record<ReturnType<typeof inputsOf>['frequency' | 'concern'], typeof answeredSign>

/** Inputs of the cards; those of the step that is saved come filled in. */
export const typedSchema = z.object({
  ...signInputs,
  ownFrequency: chosen(frequencies),
  ownConcern: chosen(concerns),
  own: typed,
  seen: typed,
  since: typed,
  where: typed,
  ...(Object.fromEntries(reflectionFields.map(field => [`reflection_${field}`, typed])) as Record<
    `reflection_${(typeof reflectionFields)[number]}`,
    typeof typed
  >),
  ...(Object.fromEntries(perspectiveFields.map(field => [`perspective_${field}`, typed])) as Record<
    `perspective_${(typeof perspectiveFields)[number]}`,
    typeof typed
  >),
  placement: chosen(placements),
  reason: typed,
})
export type Typed = z.infer<typeof typedSchema>

/**
 * What was typed into a step, as the form keeps it.
 * @param before what is kept of the step: signs that were not on the card keep their answers
 */
export function answerOf<S extends FilledStep>(
  step: S,
  input: Typed,
  before: StepAnswers[S] | undefined,
): StepAnswers[S] {
  const answers: { [K in FilledStep]: () => StepAnswers[K] } = {
    ...(Object.fromEntries(
      themes.map(theme => [theme, () => themeOf(theme, input, before as ThemeAnswer | undefined)]),
    ) as Record<Theme, () => StepAnswers[Theme]>),
    reflection: () =>
      Object.fromEntries(
        reflectionFields.map(field => [field, input[`reflection_${field}`].trim()]),
      ) as unknown as StepAnswers['reflection'],
    perspectives: () =>
      Object.fromEntries(
        perspectiveFields.map(field => [field, input[`perspective_${field}`].trim()]),
      ) as unknown as StepAnswers['perspectives'],
    placement: () => ({
      own: input.placement as StepAnswers['placement']['own'],
      reason: input.reason.trim(),
    }),
  }
  return answers[step]()
}

/** A step into which nothing was typed. */
export const emptyAnswer = <S extends FilledStep>(step: S): StepAnswers[S] =>
  answerOf(step, typedSchema.parse({}), undefined)

function themeOf(theme: Theme, input: Typed, before: ThemeAnswer | undefined): ThemeAnswer {
  const all: Readonly<Record<string, string | undefined>> = input
  const kept = before?.signs ?? {}
  const answered = Object.values(signs[theme])
    .flat()
    .map(({ id }): [string, SignAnswer] => {
      const { frequency, concern } = inputsOf(id)
      return [
        id,
        {
          frequency: oneOf(frequencies, all[frequency] ?? kept[id]?.frequency),
          concern: oneOf(concerns, all[concern] ?? kept[id]?.concern),
        },
      ]
    })
  const now = Object.entries({ ...kept, ...Object.fromEntries(answered) })
  return {
    signs: Object.fromEntries(now.filter(([, { frequency, concern }]) => frequency !== '' || concern !== '')),
    own: input.own.trim(),
    ownSign: { frequency: input.ownFrequency, concern: input.ownConcern },
    seen: input.seen.trim(),
    since: input.since.trim(),
    where: places.filter(place => input.where.split(',').includes(place)),
  }
}

const oneOf = <T extends string>(values: readonly T[], typedValue: string | undefined): T | '' =>
  values.find(value => value === typedValue) ?? ''
