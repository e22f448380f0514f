import { z } from 'zod'
import { button, buttonField, choicesField } from '../../../cards/button.ts'
import { defineCard, type Frame } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { timeOnly } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import {
  concerns,
  type FilledStep,
  type Form,
  firstPlacement,
  frequencies,
  isTheme,
  type Missing,
  perspectiveFields,
  placements,
  places,
  reflectionFields,
  type SavedStep,
  type Step,
  type StepAnswers,
  stepCount,
  stepNumber,
  stepOfMissing,
  steps,
  type ThemeAnswer,
} from '../model.ts'
import { headingOf, linesOf } from '../reading/cards.ts'
import { inputsOf, signsShown } from '../schema.ts'
import { childContext, type FillPlace, type FormPlace } from '../stop/cards.ts'

const refs = ({ itemId }: FormPlace) => ({ itemId })
const closeButton = (lang: Language): CardJson =>
  button(textsIn(lang).common.close, 'start.close', {}, { inputs: false })

/** A step with what is typed into it: stored, or just sent back. */
export interface StepView<S extends FilledStep = FilledStep> {
  step: S
  answer: StepAnswers[S] | undefined
  /** of what this card shows: sent back when it is saved */
  seen: number
  problems?: Readonly<Record<string, string>>
  problem?: string
  saved?: string
  /** the step was changed meanwhile: what it says now */
  other?: SavedStep
  /** the form was handed in meanwhile, so that this is not in it: it can be corrected */
  handedIn?: boolean
}

const otherFields = {
  otherHeading: z.string(),
  other: z.array(z.object({ text: z.string() })),
  otherActions: z.array(buttonField),
}

function otherOf(place: FormPlace, { step, other }: StepView) {
  if (!other) return { otherHeading: '', other: [], otherActions: [] }
  const t = textsIn(place.lang).preparation
  return {
    otherHeading: t.otherHeading,
    other: fieldsOf(linesOf(step, other.answer, place)).map(text => ({ text })),
    otherActions: [button(t.useOther, 'form.step', { ...refs(place), step }, { inputs: false })],
  }
}

/** One row for each field: the card holds the other answer beside one's own, and has its limit. */
function fieldsOf(lines: readonly { label: string; text: string }[]): string[] {
  const fields: string[] = []
  for (const { label, text } of lines) {
    const last = fields.pop()
    if (last !== undefined && label === '') fields.push(`${last} / ${text}`)
    else fields.push(...(last === undefined ? [] : [last]), label === '' ? text : `${label}: ${text}`)
  }
  return fields
}

function frameOf(place: FillPlace, view: StepView, form: Form): Frame {
  const { lang, zone } = place
  const { common, preparation: t } = textsIn(lang)
  const { step, seen, other } = view
  const savedAt = form.answers[step]?.savedAt
  const number = stepNumber(step)
  const save = (title: string, go: string, style?: 'positive') =>
    button(
      title,
      'form.save',
      { ...refs(place), step, known: seen, go, reopen: view.handedIn === true },
      style ? { style } : {},
    )
  return {
    lang,
    where: savedAt
      ? t.whereSaved(number, stepCount, timeOnly(new Date(savedAt), zone))
      : t.where(number, stepCount),
    heading: headingOf(step, place),
    context: childContext(place),
    ...(view.problem
      ? { problem: view.problem }
      : view.handedIn
        ? { problem: t.handedIn.problem }
        : other
          ? { problem: t.conflict(timeOnly(new Date(other.savedAt), zone)) }
          : place.saidNo
            ? { problem: t.parentsSaidNo }
            : {}),
    ...(view.saved ? { saved: view.saved } : {}),
    next: view.handedIn ? t.handedIn.next : t.stepNext,
    buttons: [
      ...(view.handedIn
        ? [save(t.handedIn.save, 'next', 'positive'), closeButton(lang)]
        : [
            save(other ? t.keepMine : common.saveAndContinue, 'next', 'positive'),
            save(common.back, 'back'),
            save(t.saveAndClose, 'close'),
          ]),
      button(t.suspicion, 'form.ask', refs(place), { inputs: false }),
    ],
  }
}

const themeCardOf = defineCard(
  'form-theme',
  z.object({
    signs: z.array(
      z.object({
        text: z.string(),
        frequencyInput: z.string(),
        frequency: z.string(),
        concernInput: z.string(),
        concern: z.string(),
      }),
    ),
    frequencyLabel: z.string(),
    frequencies: choicesField,
    concernLabel: z.string(),
    concerns: choicesField,
    ownLabel: z.string(),
    own: z.string(),
    ownProblem: z.string(),
    ownFrequency: z.string(),
    ownConcern: z.string(),
    seenLabel: z.string(),
    seen: z.string(),
    seenProblem: z.string(),
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

/** Shown with the rule that made it, so that anybody can check it (R-FORM-5). */
const firstFields = { first: z.string(), rule: z.string(), guide: z.string() }

const textsCardOf = defineCard(
  'form-texts',
  z.object({
    ...firstFields,
    fields: z.array(
      z.object({ id: z.string(), label: z.string(), value: z.string(), problemText: z.string() }),
    ),
    ...otherFields,
  }),
  'fetched',
)

const placementCardOf = defineCard(
  'form-placement',
  z.object({
    ...firstFields,
    placementLabel: z.string(),
    placements: choicesField,
    placement: z.string(),
    reasonLabel: z.string(),
    reason: z.string(),
    reasonProblem: z.string(),
    ...otherFields,
  }),
  'fetched',
)

function firstOf(form: Form, lang: Language) {
  const t = textsIn(lang).preparation
  const placement = firstPlacement(form.answers)
  return { first: placement ? t.first(t.placements[placement]) : t.firstNone, rule: t.rule }
}

/** One step of the form, filled in with what it holds. */
export function stepCard(place: FillPlace, view: StepView, form: Form): Card {
  const { lang } = place
  const { step } = view
  const t = textsIn(lang).preparation
  const words = t.about[place.whom.of]
  const frame = frameOf(place, view, form)
  const other = otherOf(place, view)
  const problemOf = (field: string) => view.problems?.[field] ?? ''
  if (isTheme(step)) {
    const answer = view.answer as ThemeAnswer | undefined
    return themeCardOf(frame, {
      signs: signsShown(step, place.whom, answer?.signs ?? {}).map(sign => ({
        text: sign[lang],
        frequencyInput: inputsOf(sign.id).frequency,
        frequency: answer?.signs[sign.id]?.frequency ?? '',
        concernInput: inputsOf(sign.id).concern,
        concern: answer?.signs[sign.id]?.concern ?? '',
      })),
      frequencyLabel: t.frequency,
      frequencies: frequencies.map(value => ({ value, title: t.frequencies[value] })),
      concernLabel: t.concern,
      concerns: concerns.map(value => ({ value, title: t.concerns[value] })),
      ownLabel: t.own,
      own: answer?.own ?? '',
      ownProblem: problemOf('own'),
      ownFrequency: answer?.ownSign.frequency ?? '',
      ownConcern: answer?.ownSign.concern ?? '',
      seenLabel: t.seen,
      seen: answer?.seen ?? '',
      seenProblem: problemOf('seen'),
      sinceLabel: t.since,
      since: answer?.since ?? '',
      sinceProblem: problemOf('since'),
      whereLabel: t.placesLabel,
      places: places.map(value => ({ value, title: t.places[value] })),
      chosenPlaces: answer?.where.join(',') ?? '',
      ...other,
    })
  }
  if (step === 'placement') {
    const answer = view.answer as StepAnswers['placement'] | undefined
    return placementCardOf(frame, {
      ...firstOf(form, lang),
      guide: t.guide,
      placementLabel: t.ownPlacement,
      placements: placements.map(value => ({ value, title: t.placements[value] })),
      placement: answer?.own ?? '',
      reasonLabel: t.ownReason,
      reason: answer?.reason ?? '',
      reasonProblem: problemOf('reason'),
      ...other,
    })
  }
  const values = (view.answer ?? {}) as Readonly<Record<string, string>>
  const fields =
    step === 'reflection'
      ? reflectionFields.map(field => ({ field, id: `reflection_${field}`, label: words.reflection[field] }))
      : perspectiveFields.map(field => ({
          field,
          id: `perspective_${field}`,
          label: words.perspectives[field],
        }))
  return textsCardOf(frame, {
    // The signs have been looked through: what they point at is what the reflection begins with (R-FORM-3).
    ...(step === 'reflection'
      ? { ...firstOf(form, lang), guide: words.guideReflection }
      : { first: '', rule: '', guide: '' }),
    fields: fields.map(({ field, id, label }) => ({
      id,
      label,
      value: values[field] ?? '',
      problemText: problemOf(field),
    })),
    ...other,
  })
}

const overviewCardOf = defineCard(
  'form-overview',
  z.object({
    missingHeading: z.string(),
    missing: z.array(z.object({ text: z.string() })),
    rows: z.array(z.object({ text: z.string(), edit: buttonField })),
  }),
  'fetched',
)

/** Everything at a glance, what is missing, and handing in. */
export function overviewCard(
  place: FillPlace,
  form: Form,
  about: { missing: readonly Missing[]; next: string; saved?: string; problem?: string },
): Card {
  const { lang } = place
  const { common, preparation: t } = textsIn(lang)
  const missing = { ...t.overview.missing, ...t.about[place.whom.of].missing }
  const to = (step: Step) => button(t.overview.edit, 'form.step', { ...refs(place), step }, { inputs: false })
  return overviewCardOf(
    {
      lang,
      where: t.where(stepNumber('overview'), stepCount),
      heading: headingOf('overview', place),
      context: childContext(place),
      ...(about.saved ? { saved: about.saved } : {}),
      ...(about.problem ? { problem: about.problem } : place.saidNo ? { problem: t.parentsSaidNo } : {}),
      next: about.next,
      buttons: [
        button(t.overview.submit, 'form.submit', refs(place), { style: 'positive' }),
        button(
          common.back,
          'form.step',
          { ...refs(place), step: about.missing[0] ? stepOfMissing[about.missing[0]] : 'placement' },
          { inputs: false },
        ),
        closeButton(lang),
        button(t.suspicion, 'form.ask', refs(place), { inputs: false }),
      ],
    },
    {
      missingHeading: about.missing.length > 0 ? t.overview.missingHeading : '',
      missing: about.missing.map(one => ({ text: missing[one] })),
      rows: steps
        .filter(step => step !== 'overview')
        .map(step => ({
          text: t.overview.step(
            headingOf(step, place),
            filled(form, step, place) ? t.overview.filled : t.overview.empty,
          ),
          edit: to(step),
        })),
    },
  )
}

const filled = (form: Form, step: FilledStep, place: FormPlace): boolean => {
  const answer = form.answers[step]?.answer
  return answer !== undefined && linesOf(step, answer, place).length > 0
}

/** Thanks, what happens now, and the way to what else waits: somebody may have several forms to fill in. */
export function submittedCard(place: FormPlace, about: { at: string; next: string }): Card {
  const { lang } = place
  const t = textsIn(lang).preparation
  return notice(
    {
      lang,
      heading: t.submitted.heading,
      context: place.context,
      next: about.next,
      buttons: [
        button(t.submitted.tasks, 'tasks.open'),
        button(t.submitted.takeBack, 'form.takeBack', refs(place)),
        closeButton(lang),
        button(t.read, 'form.read', refs(place), { inputs: false }),
      ],
    },
    t.submitted.text(about.at),
  )
}

/** After *Gem og luk*: neutral. */
export function keptCard(place: FormPlace, { status }: Pick<Form, 'status'>, now: Date): Card {
  const { lang, zone } = place
  const { common, preparation: t } = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.closedSaved,
      context: place.context,
      next: status === 'correcting' ? t.closedNextCorrecting : t.closedNext,
      buttons: [
        button(t.goOn, 'form.open', refs(place)),
        button(common.start, 'start.open'),
        closeButton(lang),
      ],
    },
    t.closedText(timeOnly(now, zone)),
  )
}
