import { overfull } from '../../../shared/text.ts'
import {
  type FilledStep,
  isSafetyStep,
  isTheme,
  type PerspectivesAnswer,
  type PlacementAnswer,
  perspectiveFields,
  type ReflectionAnswer,
  reflectionFields,
  type SafetyAnswers,
  type SafetyStep,
  type StepAnswers,
  type ThemeAnswer,
} from '../model.ts'
import { inputsOf, signIn } from '../signs/model.ts'

/** How many characters a text of the form may have (decision 0010). */
export const longest = {
  // Beside up to eight signs, and the other answer.
  seen: 1500,
  // Two signs share a card, each beside the other answer.
  signSeen: 1000,
  own: 200,
  since: 100,
  // A card that shows both of two answers (R-FORM-3) holds them within 40 KB, in emoji too.
  reflection: 550,
  safety: 1000,
  perspective: 800,
  reason: 500,
} as const

interface TypedText {
  field: string
  text: string
  max: number
}

/** The texts of a theme's card, or of the cards of some of its signs. */
function textsOfTheme(answer: ThemeAnswer, on: readonly string[]): TypedText[] {
  if (on.length > 0)
    return on.flatMap(key => {
      const { seen = '', since = '' } = signIn(answer, key) ?? {}
      const { seen: seenField, since: sinceField } = inputsOf(key)
      return [
        { field: seenField, text: seen, max: longest.signSeen },
        { field: sinceField, text: since, max: longest.since },
      ]
    })
  return (['seen', 'own', 'since'] as const).map(field => ({
    field,
    text: answer[field],
    max: longest[field],
  }))
}

/** The texts of a card, by field, with how many characters each may have. */
function textsOf<S extends FilledStep>(step: S, answer: StepAnswers[S], on: readonly string[]): TypedText[] {
  if (isTheme(step)) return textsOfTheme(answer as ThemeAnswer, on)
  if (step === 'reflection') {
    const given = answer as ReflectionAnswer
    return reflectionFields.map(field => ({ field, text: given[field], max: longest.reflection }))
  }
  if (step === 'perspectives') {
    const given = answer as PerspectivesAnswer
    const maxOf = (field: string) => (field.endsWith('Reason') ? longest.reason : longest.perspective)
    return perspectiveFields.map(field => ({ field, text: given[field], max: maxOf(field) }))
  }
  if (isSafetyStep(step))
    return Object.entries(answer as SafetyAnswers[SafetyStep]).map(([field, text]) => ({
      field,
      text,
      max: longest.safety,
    }))
  const { reason } = answer as PlacementAnswer
  return [{ field: 'reason', text: reason, max: longest.perspective }]
}

/**
 * What was typed into a card, by field.
 * @param on the signs whose details the card asked for; empty: the step's own card
 */
export const typedTexts = <S extends FilledStep>(
  step: S,
  answer: StepAnswers[S],
  on: readonly string[] = [],
): Record<string, string> =>
  Object.fromEntries(textsOf(step, answer, on).map(({ field, text }) => [field, text]))

/**
 * Which texts of a card are too long. Half filled in it is saved as it is.
 * @param on as in `typedTexts`
 * @returns the field's name and how many characters it may have
 */
export const lengthProblems = <S extends FilledStep>(
  step: S,
  answer: StepAnswers[S],
  on: readonly string[] = [],
): Record<string, number> =>
  Object.fromEntries(
    textsOf(step, answer, on)
      .filter(({ text, max }) => overfull(text, max))
      .map(({ field, max }) => [field, max]),
  )
