import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { type Basis, type Consent, endings } from '../model.ts'
import type { NamedNo, NarrowProblems } from './model.ts'

/**
 * Asks once before a no is recorded; neutral (R-CONS-9).
 * @param about `consentId`: what the no is said to; '' when nothing was recorded yet
 */
export function refuseCard(
  about: { itemId: string; consentId: string; basis: Basis },
  back: CardJson,
  lang: Language,
): Card {
  const { itemId, consentId, basis } = about
  const t = textsIn(lang)[basis]
  return notice(
    {
      lang,
      heading: t.refuseHeading,
      next: t.duty,
      buttons: [button(t.refuseSend, 'consent.refuse', { itemId, consentId }, { style: 'positive' }), back],
    },
    t.refuseText,
  )
}

const endCardOf = defineCard(
  'consent-end',
  z.object({
    endLabel: z.string(),
    endings: z.array(z.object({ title: z.string(), value: z.string() })),
    ending: z.string(),
  }),
  'fetched',
)

/**
 * Asks why a consent ends, which ends it at once (R-CONS-2, R-CONS-5).
 * @param about `consentId`: the one that stands now; '' when none does · `problem`: another one was asked about
 */
export function endCard(
  about: { itemId: string; consentId: string; basis: Basis; point: string; problem?: string },
  back: CardJson,
  lang: Language,
): Card {
  const { itemId, consentId, basis, point, problem } = about
  const t = textsIn(lang)[basis]
  return endCardOf(
    {
      lang,
      heading: t.endHeading,
      context: point,
      next: `${t.endNext} ${t.filed}`,
      ...(problem ? { problem } : {}),
      buttons: [back, button(t.endSend, 'consent.end', { itemId, consentId }, { style: 'destructive' })],
    },
    {
      endLabel: t.endLabel,
      endings: endings.map(value => ({ value, title: t.endings[value] })),
      ending: 'withdrawn',
    },
  )
}

const narrowCardOf = defineCard(
  'consent-narrow',
  z.object({
    peopleLabel: z.string(),
    people: choicesField,
    chosenPeople: z.string(),
    peopleWrong: z.string(),
    asked: z.boolean(),
    questionsLabel: z.string(),
    askedQuestions: choicesField,
    chosenQuestions: z.string(),
    questionsWrong: z.string(),
    categoriesLabel: z.string(),
    categories: choicesField,
    chosenCategories: z.string(),
    categoriesWrong: z.string(),
  }),
  'fetched',
)

/** What is ticked, each joined by commas as a multi-select has it. */
export interface NarrowFields {
  recipients: string
  questions: string
  categories: string
}

/** A function stands among the people as this. */
export const byFunction = (profession: string): string => `function:${profession}`

/** What of a consent still holds: all of it is ticked, and what the parents took back is unticked (R-CONS-2). */
export function narrowCard(about: {
  itemId: string
  consent: Consent
  fields: NarrowFields
  problems: NarrowProblems
  point: string
  nameOf(personId: string): string
  back: CardJson
  lang: Language
}): Card {
  const { itemId, consent, fields, problems, point, nameOf, back, lang } = about
  const { detail } = consent
  const { common, people, [detail.basis]: t } = textsIn(lang)
  const wrong = (problem: keyof NarrowProblems) => {
    const found = problems[problem]
    return found === undefined ? '' : t.narrowProblems[found]
  }
  return narrowCardOf(
    {
      lang,
      heading: t.narrowHeading,
      context: point,
      next: t.narrowNext,
      ...(Object.keys(problems).length > 0 ? { problem: common.fix } : {}),
      buttons: [
        button(t.narrowSend, 'consent.narrow', { itemId, consentId: consent.id }, { style: 'positive' }),
        back,
      ],
    },
    {
      peopleLabel: t.narrowPeople,
      people: [
        ...consent.recipients.map(value => ({ value, title: nameOf(value) })),
        ...detail.functions.map(one => ({
          value: byFunction(one),
          title: t.functionChoice(people.professionShort[one]),
        })),
      ],
      chosenPeople: fields.recipients,
      peopleWrong: wrong('recipients'),
      asked: detail.questions.length > 0,
      questionsLabel: t.narrowQuestions,
      askedQuestions: detail.questions.map((question, place) => ({
        value: String(place),
        title: shown(question),
      })),
      chosenQuestions: fields.questions,
      questionsWrong: wrong('questions'),
      categoriesLabel: t.narrowCategories,
      categories: detail.categories.map(value => ({ value, title: t.categories[value] })),
      chosenCategories: fields.categories,
      categoriesWrong: wrong('categories'),
    },
  )
}

const remarkCardOf = defineCard(
  'consent-remark',
  z.object({ text: z.string(), label: z.string(), remark: z.string(), wrong: z.string() }),
  'fetched',
)

/** Asks why, before a no is undone, or before one goes on although the parents object. */
export function remarkCard(about: {
  itemId: string
  /** the one that is undone, or gone on with: `namedNo` */
  no: NamedNo
  which: 'undo' | 'goOn'
  basis: Basis
  typed: { remark: string; wrong: string }
  point: string
  back: CardJson
  lang: Language
}): Card {
  const { itemId, no, which, basis, typed, point, back, lang } = about
  const { common, [basis]: t } = textsIn(lang)
  const undo = which === 'undo'
  return remarkCardOf(
    {
      lang,
      heading: undo ? t.undoHeading : t.goOnHeading,
      context: point,
      next: undo ? t.undoNext : t.duty,
      ...(typed.wrong === '' ? {} : { problem: common.fix }),
      buttons: [
        button(undo ? t.undoSend : t.goOnSend, `consent.${which}`, { itemId, ...no }, { style: 'positive' }),
        back,
      ],
    },
    {
      text: undo ? t.undoText : t.goOnText,
      label: undo ? t.undoLabel : t.goOnLabel,
      ...typed,
    },
  )
}
