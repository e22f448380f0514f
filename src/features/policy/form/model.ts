import { z } from 'zod'
import list from './signs.json' with { type: 'json' }

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

/** Age bands of the list of signs (R-FORM-4), by their first month: 0–12 months, 1–2, 3–4, 5–6 years. */
export const bands = [
  { band: 'infant', fromMonths: 0 },
  { band: 'toddler', fromMonths: 12 },
  { band: 'preschool', fromMonths: 36 },
  { band: 'school', fromMonths: 60 },
] as const
export type Band = (typeof bands)[number]['band']

/** Whom a list of signs is for: a child of some age, or a group of children. */
export const signLists = [...bands.map(({ band }) => band), 'group'] as const
export type SignList = (typeof signLists)[number]

/** The scales of a placement that are delivered (R-FORM-6); Aalborg's is the default. */
export const scales = ['wellbeing', 'trafficLight', 'fiveSteps', 'tenSteps'] as const
export type Scale = (typeof scales)[number]

/** How the form is laid out: the Lineal's themes and signs, or what worries, what works well, what is to happen. */
export const layouts = ['lineal', 'signsOfSafety'] as const
export type Layout = (typeof layouts)[number]

/** Four signs fill a card. */
export const mostSigns = 4
/** Characters of a sign: it is one line of a list. */
export const longestSign = 120

const words = z
  .string()
  .trim()
  .min(1, 'write the sign in both languages')
  .max(longestSign, `a sign is one line: write it in at most ${longestSign} characters`)

/** A sign to look for. Its id names the inputs of a card and stands on buttons, where digits might read as a CPR number. */
const sign = z.object({
  id: z
    .string()
    .max(80, 'an id has at most 80 characters')
    .regex(/^[a-zA-Z]+(\.[a-zA-Z]+)+$/, 'write an id as words of the letters a–z with dots between them'),
  da: words,
  en: words,
})
export type Sign = z.infer<typeof sign>

const signsOfList = z
  .array(sign)
  .min(1, 'a list needs at least one sign')
  .max(mostSigns, `a card has room for ${mostSigns} signs: choose the most important ones`)
const signsOfTheme = z.object(
  Object.fromEntries(signLists.map(each => [each, signsOfList])) as Record<SignList, typeof signsOfList>,
)

/**
 * The signs to look for, by theme and age (R-FORM-4): a municipality's own take the place of all of the default ones.
 * An id is used once, and begins with its theme: an answer is kept under it, whatever becomes of the list.
 */
export const signsSchema = z
  .object(
    Object.fromEntries(themes.map(theme => [theme, signsOfTheme])) as Record<Theme, typeof signsOfTheme>,
  )
  .superRefine((byTheme, context) => {
    const used = new Set<string>()
    for (const theme of themes)
      for (const each of signLists)
        for (const [index, { id }] of byTheme[theme][each].entries()) {
          const path = [theme, each, index, 'id']
          const complain = (message: string) => context.addIssue({ code: 'custom', path, message })
          if (!id.startsWith(`${theme}.`)) complain(`let the id begin with "${theme}."`)
          if (used.has(id)) complain('another sign has this id: give each its own')
          used.add(id)
        }
  })
export type Signs = Readonly<z.infer<typeof signsSchema>>

/** The default set; what a person answered before a municipality had its own is in these words. */
export const defaultSigns: Signs = signsSchema.parse(list)
