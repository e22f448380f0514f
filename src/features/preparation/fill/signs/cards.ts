import { z } from 'zod'
import { choicesField } from '../../../../cards/button.ts'
import { defineCard } from '../../../../cards/define-card.ts'
import { textsIn } from '../../../../locales/texts.ts'
import type { Card } from '../../../../shared/outcome.ts'
import { shown } from '../../../../shared/text.ts'
import type { Theme } from '../../../policy/form/model.ts'
import type { Form } from '../../model.ts'
import { signsShown } from '../../schema.ts'
import { concerns, frequencies, inputsOf, ownKey, places, seenSigns, signIn } from '../../signs/model.ts'
import type { FillPlace } from '../../stop/cards.ts'
import { frameOf, otherFields, otherOf, type StepView } from '../step/cards.ts'

const themeCardOf = defineCard(
  'form-theme',
  z.object({
    frequencyLabel: z.string(),
    signs: z.array(z.object({ text: z.string(), frequencyInput: z.string(), frequency: z.string() })),
    chooseFrequency: z.string(),
    frequencies: choicesField,
    ownLabel: z.string(),
    own: z.string(),
    ownProblem: z.string(),
    ownFrequencyInput: z.string(),
    ownFrequencyLabel: z.string(),
    ownFrequency: z.string(),
    seenLabel: z.string(),
    seen: z.string(),
    seenProblem: z.string(),
    askTheme: z.boolean(),
    sinceLabel: z.string(),
    since: z.string(),
    sinceProblem: z.string(),
    whereLabel: z.string(),
    places: choicesField,
    chosenPlaces: z.string(),
    ...otherFields,
  }),
  'fetched',
)

const signsCardOf = defineCard(
  'form-signs',
  z.object({
    signs: z.array(
      z.object({
        text: z.string(),
        concernInput: z.string(),
        concern: z.string(),
        seenInput: z.string(),
        seen: z.string(),
        seenProblem: z.string(),
        sinceInput: z.string(),
        since: z.string(),
        sinceProblem: z.string(),
        whereInput: z.string(),
        chosenPlaces: z.string(),
      }),
    ),
    concernLabel: z.string(),
    chooseConcern: z.string(),
    concerns: choicesField,
    seenLabel: z.string(),
    sinceLabel: z.string(),
    whereLabel: z.string(),
    places: choicesField,
    ...otherFields,
  }),
  'fetched',
)

/** One of the cards of a theme: how often each sign was seen, or the details of those that were (R-FORM-4). */
export const themeCard = (place: FillPlace, view: StepView<Theme>, form: Form): Card =>
  view.signs.length > 0 ? detailsCard(place, view, form) : frequenciesCard(place, view, form)

function frequenciesCard(place: FillPlace, view: StepView<Theme>, form: Form): Card {
  const { lang } = place
  const t = textsIn(lang).preparation
  const { step, answer } = view
  const problemOf = (field: string) => view.problems?.[field] ?? ''
  return themeCardOf(frameOf(place, view, form, { next: t.signsNext }), {
    frequencyLabel: t.frequency,
    signs: signsShown(place.signs, step, place.whom, answer).map(({ id, [lang]: text }) => ({
      text: shown(text),
      frequencyInput: inputsOf(id).frequency,
      frequency: answer?.signs[id]?.frequency ?? '',
    })),
    chooseFrequency: t.chooseFrequency,
    frequencies: frequencies.map(value => ({ value, title: t.frequencies[value] })),
    ownLabel: t.own,
    own: answer?.own ?? '',
    ownProblem: problemOf('own'),
    ownFrequencyInput: inputsOf(ownKey).frequency,
    ownFrequencyLabel: t.ownFrequency,
    ownFrequency: answer?.ownSign.frequency ?? '',
    seenLabel: t.seen,
    seen: answer?.seen ?? '',
    seenProblem: problemOf('seen'),
    askTheme: answer !== undefined && (answer.since !== '' || answer.where.length > 0),
    sinceLabel: t.since,
    since: answer?.since ?? '',
    sinceProblem: problemOf('since'),
    whereLabel: t.placesLabel,
    places: places.map(value => ({ value, title: t.places[value] })),
    chosenPlaces: answer?.where.join(',') ?? '',
    ...otherOf(place, view),
  })
}

/** 'tegn 1–2 af 3': of the signs that were seen, as the card shows them. */
function whereOf({ lang, ...place }: FillPlace, { step, signs, answer }: StepView<Theme>): string {
  const order = signsShown(place.signs, step, place.whom, answer).map(({ id }) => id)
  const seen = seenSigns(answer, order)
  const numbers = signs.map(key => seen.indexOf(key) + 1).filter(number => number > 0)
  if (numbers.length === 0) return ''
  return textsIn(lang).preparation.whereSigns(Math.min(...numbers), Math.max(...numbers), seen.length)
}

function detailsCard(place: FillPlace, view: StepView<Theme>, form: Form): Card {
  const { lang } = place
  const t = textsIn(lang).preparation
  const { step, signs, answer } = view
  const list = signsShown(place.signs, step, place.whom, answer)
  const problemOf = (field: string) => view.problems?.[field] ?? ''
  const wordsOf = (key: string) =>
    key === ownKey ? (answer?.own ?? '') : (list.find(({ id }) => id === key)?.[lang] ?? key)
  return signsCardOf(frameOf(place, view, form, { where: whereOf(place, view) }), {
    signs: signs.map(key => {
      const inputs = inputsOf(key)
      const sign = signIn(answer, key)
      const often = sign?.frequency ? ` · ${t.frequencies[sign.frequency]}` : ''
      return {
        text: shown(wordsOf(key) + often),
        concernInput: inputs.concern,
        concern: sign?.concern ?? '',
        seenInput: inputs.seen,
        seen: sign?.seen ?? '',
        seenProblem: problemOf(inputs.seen),
        sinceInput: inputs.since,
        since: sign?.since ?? '',
        sinceProblem: problemOf(inputs.since),
        whereInput: inputs.where,
        chosenPlaces: sign?.where?.join(',') ?? '',
      }
    }),
    concernLabel: t.concern,
    chooseConcern: t.chooseConcern,
    concerns: concerns.map(value => ({ value, title: t.concerns[value] })),
    seenLabel: t.signSeen,
    sinceLabel: t.since,
    whereLabel: t.placesLabel,
    places: places.map(value => ({ value, title: t.places[value] })),
    ...otherOf(place, view),
  })
}
