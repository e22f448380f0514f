import { z } from 'zod'
import { button, buttonField } from '../../../../cards/button.ts'
import type { Frame } from '../../../../cards/define-card.ts'
import { textsIn } from '../../../../locales/texts.ts'
import type { Language } from '../../../../shared/action.ts'
import { timeOnly } from '../../../../shared/human-dates.ts'
import type { CardJson } from '../../../../shared/outcome.ts'
import {
  type FilledStep,
  type Form,
  type SavedStep,
  type StepAnswers,
  stepCount,
  stepNumber,
} from '../../model.ts'
import { cardLinesOf, headingOf } from '../../reading/cards.ts'
import { childContext, type FillPlace, type FormPlace } from '../../stop/cards.ts'

export const refs = ({ itemId }: FormPlace) => ({ itemId })
export const closeButton = (lang: Language): CardJson =>
  button(textsIn(lang).common.close, 'start.close', {}, { inputs: false })

/** A step with what is typed into it: stored, or just sent back. */
export interface StepView<S extends FilledStep = FilledStep> {
  step: S
  /** of a theme, the signs whose details this card asks for; empty: the step's own card */
  signs: readonly string[]
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

export const otherFields = {
  otherHeading: z.string(),
  other: z.array(z.object({ text: z.string() })),
  otherActions: z.array(buttonField),
}

export function otherOf(place: FormPlace, { step, signs, other }: StepView) {
  if (!other) return { otherHeading: '', other: [], otherActions: [] }
  const t = textsIn(place.lang).preparation
  return {
    otherHeading: t.otherHeading,
    other: fieldsOf(cardLinesOf(step, signs, other.answer, place)).map(text => ({ text })),
    otherActions: [
      button(t.useOther, 'form.step', { ...refs(place), step, signs: signs.join() }, { inputs: false }),
    ],
  }
}

/** One row for each field: the card holds the other answer beside one's own, and has its limit. */
function fieldsOf(lines: readonly { label: string; text: string; continues?: boolean }[]): string[] {
  const fields: string[] = []
  for (const { label, text, continues } of lines) {
    const last = continues ? fields.pop() : undefined
    if (last === undefined) fields.push(label === '' ? text : `${label}: ${text}`)
    else fields.push(`${last} / ${text}`)
  }
  return fields
}

/** The lines and buttons that every step has. */
export function frameOf(
  place: FillPlace,
  view: StepView,
  form: Form,
  about: { where?: string; next?: string } = {},
): Frame {
  const { lang, zone } = place
  const { common, preparation: t } = textsIn(lang)
  const { step, seen, other } = view
  const savedAt = form.answers[step]?.savedAt
  const save = (title: string, go: string, style?: 'positive') =>
    button(
      title,
      'form.save',
      { ...refs(place), step, signs: view.signs.join(), known: seen, go, reopen: view.handedIn === true },
      style ? { style } : {},
    )
  return {
    lang,
    where: [
      t.where(stepNumber(form.layout, step), stepCount(form.layout)),
      ...(about.where ? [about.where] : []),
      ...(savedAt ? [t.whereSaved(timeOnly(new Date(savedAt), zone))] : []),
    ].join(' · '),
    heading: headingOf(step, place),
    context: childContext(place),
    ...(view.problem
      ? { problem: view.problem }
      : view.handedIn
        ? { problem: t.handedIn.problem }
        : other
          ? { problem: t.conflict(timeOnly(new Date(other.savedAt), zone)) }
          : place.saidNo
            ? { problem: place.saidNo }
            : {}),
    ...(view.saved ? { saved: view.saved } : {}),
    next: view.handedIn ? t.handedIn.next : (about.next ?? t.stepNext),
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
