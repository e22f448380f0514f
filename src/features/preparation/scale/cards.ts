import type { Choices } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Scale } from '../../policy/form/model.ts'
import { type Level, levels, type Placement, placementsOf, scaleOf, stepsOfLevel } from './model.ts'

/** The steps of a scale to choose from, in words (R-FORM-6). */
export const placementChoices = (scale: Scale, lang: Language): Choices =>
  placementsOf(scale).map(value => ({ value, title: textsIn(lang).preparation.placements[value] }))

/** A placement as it was made: numbers say on which scale. @example placementWords('ten4', 'da') // '4 · Ekstra opmærksomhed (1–10)' */
export function placementWords(placement: Placement, lang: Language): string {
  const t = textsIn(lang).preparation
  const scale = scaleOf(placement)
  const name = t.scaleNames[scale]
  return name === '' ? t.placements[placement] : `${t.placements[placement]} (${name})`
}

/** '4–6', '3', or the words of a step that has no number. */
function rangeOf(scale: Scale, level: Level, lang: Language): string {
  const steps = stepsOfLevel(scale, level)
  const numbers = steps.map(step => step.replace(/\D/g, '')).filter(number => number !== '')
  const [first = '', last = first] = [numbers[0], numbers.at(-1)]
  if (first === '') return steps.map(step => `»${textsIn(lang).preparation.placements[step]}«`).join()
  return first === last ? first : `${first}–${last}`
}

/** What the rule of the first placement yields, with what it is on the scale. */
export function levelWords(level: Level, scale: Scale, lang: Language): string {
  const t = textsIn(lang).preparation
  return scale === 'wellbeing'
    ? t.placements[level]
    : t.onScale(t.placements[level], rangeOf(scale, level, lang))
}

/** The published rule, and how it maps to the scale (R-FORM-5). */
export function ruleWords(scale: Scale, lang: Language): string {
  const t = textsIn(lang).preparation
  if (scale === 'wellbeing') return t.rule
  const [wellbeing, attention, concern] = levels.map(level => rangeOf(scale, level, lang))
  return `${t.rule} ${t.ruleOnScale(wellbeing ?? '', attention ?? '', concern ?? '')}`
}
