import { z } from 'zod'
import { button, buttonField, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import { timeOnly } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Theme } from '../../policy/form/model.ts'
import {
  type FilledStep,
  type Form,
  isSafetyStep,
  isTheme,
  type Missing,
  perspectiveFields,
  reflectionFields,
  type Step,
  type StepAnswers,
  stepCount,
  stepNumber,
  stepOfMissing,
  stepsOf,
} from '../model.ts'
import { headingOf, linesOf } from '../reading/cards.ts'
import { levelWords, placementChoices, placementWords, ruleWords } from '../scale/cards.ts'
import { scaleOf } from '../scale/model.ts'
import { firstPlacement } from '../signs/model.ts'
import { childContext, type FillPlace, type FormPlace } from '../stop/cards.ts'
import { themeCard } from './signs/cards.ts'
import { closeButton, frameOf, otherFields, otherOf, refs, type StepView } from './step/cards.ts'

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
    newScale: z.string(),
    placementLabel: z.string(),
    placements: choicesField,
    placement: z.string(),
    placementProblem: z.string(),
    reasonLabel: z.string(),
    reason: z.string(),
    reasonProblem: z.string(),
    ...otherFields,
  }),
  'fetched',
)

const noFirst = { first: '', rule: '', guide: '' }

/** There are no signs to compute one from but the Lineal's. */
function firstOf(form: Form, { scale, lang }: FillPlace, guide: string) {
  if (form.layout !== 'lineal') return noFirst
  const t = textsIn(lang).preparation
  const level = firstPlacement(form.answers)
  return {
    first: level ? t.first(levelWords(level, scale, lang)) : t.firstNone,
    rule: ruleWords(scale, lang),
    guide,
  }
}

/** The fields of a step of texts, with their inputs and what is asked. */
function fieldsOf(step: FilledStep, { lang, whom }: FillPlace) {
  const t = textsIn(lang).preparation
  const words = t.about[whom.of]
  if (step === 'reflection')
    return reflectionFields.map(field => ({
      field,
      id: `reflection_${field}`,
      label: words.reflection[field],
    }))
  if (isSafetyStep(step))
    return Object.entries(t.safety[step]).map(([field, label]) => ({ field, id: `${step}_${field}`, label }))
  return perspectiveFields.map(field => ({
    field,
    id: `perspective_${field}`,
    label: words.perspectives[field],
  }))
}

/** One step of the form, filled in with what it holds. */
export function stepCard(place: FillPlace, view: StepView, form: Form): Card {
  const { lang } = place
  const { step } = view
  if (isTheme(step)) return themeCard(place, { ...view, step } as StepView<Theme>, form)
  const t = textsIn(lang).preparation
  const words = t.about[place.whom.of]
  const frame = frameOf(place, view, form)
  const other = otherOf(place, view)
  const problemOf = (field: string) => view.problems?.[field] ?? ''
  if (step === 'placement') {
    const answer = view.answer as StepAnswers['placement'] | undefined
    return placementCardOf(frame, {
      ...firstOf(form, place, t.guide),
      newScale:
        answer?.own && scaleOf(answer.own) !== place.scale
          ? t.newScale(placementWords(answer.own, lang))
          : '',
      placementLabel: t.ownPlacement,
      placements: placementChoices(place.scale, lang),
      placement: answer?.own && scaleOf(answer.own) === place.scale ? answer.own : '',
      placementProblem: problemOf('placement'),
      reasonLabel: t.ownReason,
      reason: answer?.reason ?? '',
      reasonProblem: problemOf('reason'),
      ...other,
    })
  }
  const values = (view.answer ?? {}) as Readonly<Record<string, string>>
  return textsCardOf(frame, {
    // The signs have been looked through: what they point at is what the reflection begins with (R-FORM-3).
    ...(step === 'reflection' ? firstOf(form, place, words.guideReflection) : noFirst),
    fields: fieldsOf(step, place).map(({ field, id, label }) => ({
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
    sparringHeading: z.string(),
    sparring: z.array(z.object({ text: z.string() })),
    sparringNote: z.string(),
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
      where: t.where(stepNumber(form.layout, 'overview'), stepCount(form.layout)),
      heading: headingOf('overview', place),
      context: childContext(place),
      ...(about.saved ? { saved: about.saved } : {}),
      ...(about.problem ? { problem: about.problem } : place.saidNo ? { problem: place.saidNo } : {}),
      next: about.next,
      buttons: [
        button(
          t.overview.submit,
          'form.submit',
          { ...refs(place), revision: form.revision },
          { style: 'positive' },
        ),
        button(
          common.back,
          'form.step',
          { ...refs(place), step: about.missing[0] ? stepOfMissing[about.missing[0]] : 'placement' },
          { inputs: false },
        ),
        closeButton(lang),
        ...(form.status === 'correcting' ? [button(t.drop.button, 'form.drop', refs(place))] : []),
        button(t.suspicion, 'form.ask', refs(place), { inputs: false }),
      ],
    },
    {
      missingHeading: about.missing.length > 0 ? t.overview.missingHeading : '',
      missing: about.missing.map(one => ({ text: missing[one] })),
      sparringHeading: place.sparring.length > 0 ? t.overview.sparring : '',
      sparring: place.sparring.map(({ [lang]: text }) => ({ text: shown(text) })),
      sparringNote: t.overview.sparringNote,
      rows: stepsOf(form.layout)
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
        button(status === 'correcting' ? t.goOnCorrecting : t.goOn, 'form.open', refs(place)),
        button(common.start, 'start.open'),
        closeButton(lang),
        ...(status === 'correcting' ? [button(t.drop.button, 'form.drop', refs(place))] : []),
      ],
    },
    t.closedText(timeOnly(now, zone)),
  )
}

/** Asks once before something that was written is dropped; neutral. @param revision what is dropped, and nothing newer */
export function dropCard(
  { lang, context, itemId }: Pick<FormPlace, 'lang' | 'context' | 'itemId'>,
  what: 'form' | 'contribution',
  revision: number,
): Card {
  const { common, preparation } = textsIn(lang)
  const t = preparation.drop
  return notice(
    {
      lang,
      heading: t.heading,
      context,
      next: t.next,
      buttons: [
        button(common.back, `${what}.open`, { itemId }),
        button(t.button, `${what}.drop`, { itemId, sure: revision }, { style: 'destructive' }),
      ],
    },
    t.text,
  )
}
