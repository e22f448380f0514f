import { z } from 'zod'
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
  type Theme,
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
/** Four signs fill a card; the inputs of a card are numbered to that. */
export const mostSigns = 4
const ofBand = z.array(sign).min(1).max(mostSigns)
const ofTheme = z.object({ infant: ofBand, toddler: ofBand, preschool: ofBand, school: ofBand })
const signs: Readonly<Record<Theme, Readonly<Record<Band, readonly Sign[]>>>> = z
  .object(Object.fromEntries(themes.map(theme => [theme, ofTheme])) as Record<Theme, typeof ofTheme>)
  .parse(list)

/**
 * The signs of a theme for a child of that age.
 * @param ageMonths null where no age is known, e.g. of a group: the list of 3–4 years, the middle one
 * @example signsFor('social', 30)[0]?.id // 'social.toddler.others'
 */
export function signsFor(theme: Theme, ageMonths: number | null): readonly Sign[] {
  const age = ageMonths ?? 36
  return signs[theme][bands.findLast(({ fromMonths }) => age >= fromMonths)?.band ?? 'infant']
}

/** Any sign of a theme by its id: a child may have grown into another band since it was answered. */
export const signById = (theme: Theme, id: string): Sign | undefined =>
  Object.values(signs[theme])
    .flat()
    .find(one => one.id === id)

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

/** What the database holds, once it is opened. @throws ZodError when a row was written by something else */
export const parseAnswers = (json: string): Answers => answersSchema.parse(JSON.parse(json)) as Answers

/** Longer than any field may be: what is too long comes back to the field, not as an unreadable card. */
const typed = z.string().max(60_000).default('')
const chosen = <T extends string>(values: readonly T[]) =>
  z
    .enum([...values, ''])
    .catch('' as never)
    .default('' as never)

/** Inputs of a theme's card are numbered: 0 is the own sign's, the list's signs come from 1. */
const numbers = [0, 1, 2, 3, 4] as const
type Numbered<Name extends string, T> = Readonly<Record<`${Name}${(typeof numbers)[number]}`, T>>
const numbered = <Name extends string, T>(name: Name, field: T) =>
  Object.fromEntries(numbers.map(n => [`${name}${n}`, field])) as Numbered<Name, T>

/** Inputs of the cards; those of the step that is saved come filled in. */
export const typedSchema = z.object({
  ...numbered('frequency', chosen(frequencies)),
  ...numbered('concern', chosen(concerns)),
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

/** What was typed into a step, as the form keeps it. */
export function answerOf<S extends FilledStep>(
  step: S,
  input: Typed,
  around: { ageMonths: number | null },
): StepAnswers[S] {
  const answers: { [K in FilledStep]: () => StepAnswers[K] } = {
    ...(Object.fromEntries(
      themes.map(theme => [theme, () => themeOf(theme, input, around.ageMonths)]),
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

function themeOf(theme: Theme, input: Typed, ageMonths: number | null): StepAnswers[Theme] {
  const all: Readonly<Record<string, string>> = input
  const at = (n: number) =>
    ({ frequency: all[`frequency${n}`] ?? '', concern: all[`concern${n}`] ?? '' }) as SignAnswer
  const answered = signsFor(theme, ageMonths).map((one, index) => [one.id, at(index + 1)] as const)
  return {
    signs: Object.fromEntries(
      answered.filter(([, { frequency, concern }]) => frequency !== '' || concern !== ''),
    ),
    own: input.own.trim(),
    ownSign: at(0),
    seen: input.seen.trim(),
    since: input.since.trim(),
    where: places.filter(place => input.where.split(',').includes(place)),
  }
}
