import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { categories, consentForms, otherHolders, relations, told } from '../model.ts'
import { type ConsentField, type ConsentProblems, longest } from './model.ts'

/** What stands in the fields of all three steps, each as text. */
export interface ConsentFields {
  giverName: string
  relation: string
  otherHolder: string
  language: string
  purpose: string
  /** joined by commas, as a multi-select has it */
  categories: string
  recipients: string
  told: string
  form: string
  givenOn: string
  evidence: string
}

export interface StepForm {
  itemId: string
  /** the item's revision: the parents were asked about the child and the questions as they were then */
  revision: number
  fields: ConsentFields
  problems: ConsentProblems
  cprFields: readonly string[]
  point: string
  questions: readonly string[]
  /** the item's circle */
  circle: readonly { personId: string; name: string; profession: string }[]
  lang: Language
  /** between which days a consent that holds was given, and not before the last no, if there was one */
  given: { earliest: Day; latest: Day; lastNo: Day | null }
  /** beside what is wrong at the fields */
  problem?: string
}

/** What is wrong with a field, in words; '' when nothing is. */
function wrongWith({ problems, cprFields, given, lang }: StepForm): (field: ConsentField) => string {
  const { consent: t, common } = textsIn(lang)
  const required: Partial<Record<ConsentField, string>> = t.requiredMessages
  return field => {
    if (cprFields.includes(field)) return common.cprField
    const problem = problems[field]
    if (problem === undefined) return ''
    if (problem === 'tooLong') return common.tooLong(longest[field as keyof typeof longest])
    if (problem === 'future') return t.givenInFuture(fullDay(given.latest, lang))
    if (problem === 'beforeNo')
      return given.lastNo === null ? '' : t.givenBeforeNo(fullDay(given.lastNo, lang))
    if (problem === 'tooOld') return t.givenTooLongAgo(fullDay(given.earliest, lang))
    return problem === 'missing' ? (required[field] ?? t.problems.missing) : t.problems[problem]
  }
}

function frameOf(
  form: StepForm,
  step: 1 | 2 | 3,
  heading: string,
  next: string,
  buttons: readonly CardJson[],
) {
  const { common, consent: t } = textsIn(form.lang)
  const wrong = Object.keys(form.problems).length + form.cprFields.length > 0
  return {
    lang: form.lang,
    where: step === 1 ? t.step(step) : t.stepSaved(step),
    heading,
    context: form.point,
    next,
    ...(form.problem ? { problem: form.problem } : wrong ? { problem: common.fix } : {}),
    buttons: [...buttons, button(common.close, 'start.close', {}, { inputs: false })],
  }
}

const whoCardOf = defineCard(
  'consent-who',
  z.object({
    giverLabel: z.string(),
    giverName: z.string(),
    giverWrong: z.string(),
    relationLabel: z.string(),
    relations: choicesField,
    relation: z.string(),
    relationWrong: z.string(),
    otherLabel: z.string(),
    others: choicesField,
    otherHolder: z.string(),
    otherWrong: z.string(),
    languageLabel: z.string(),
    language: z.string(),
    languageWrong: z.string(),
  }),
  'fetched',
)

/** Who says yes (R-CONS-3). */
export function whoCard(form: StepForm): Card {
  const { common, consent: t } = textsIn(form.lang)
  const { fields, itemId, revision } = form
  const wrong = wrongWith(form)
  return whoCardOf(
    frameOf(form, 1, t.whoHeading, t.whoNext, [
      button(common.saveAndContinue, 'consent.who', { itemId, revision }, { style: 'positive' }),
      button(common.back, 'consent.who', { itemId, revision, go: 'back' }),
    ]),
    {
      giverLabel: t.giverLabel,
      giverName: fields.giverName,
      giverWrong: wrong('giverName'),
      relationLabel: t.relationLabel,
      relations: relations.map(value => ({ value, title: t.relations[value] })),
      relation: fields.relation,
      relationWrong: wrong('relation'),
      otherLabel: t.otherLabel,
      others: otherHolders.map(value => ({ value, title: t.others[value] })),
      otherHolder: fields.otherHolder,
      otherWrong: wrong('otherHolder'),
      languageLabel: t.languageLabel,
      language: fields.language,
      languageWrong: wrong('language'),
    },
  )
}

const whatCardOf = defineCard(
  'consent-what',
  z.object({
    questionsHeading: z.string(),
    questions: z.array(z.object({ text: z.string() })),
    questionsHint: z.string(),
    purposeLabel: z.string(),
    purpose: z.string(),
    purposeWrong: z.string(),
    categoriesLabel: z.string(),
    categories: choicesField,
    chosenCategories: z.string(),
    categoriesWrong: z.string(),
    categoriesHint: z.string(),
    recipientsLabel: z.string(),
    recipients: choicesField,
    chosenRecipients: z.string(),
    recipientsWrong: z.string(),
    recipientsHint: z.string(),
  }),
  'fetched',
)

/** To what, and for whom: the item's own questions and the item's own circle (R-CONS-2). */
export function whatCard(form: StepForm): Card {
  const { common, consent: t } = textsIn(form.lang)
  const { fields, itemId, revision } = form
  const wrong = wrongWith(form)
  return whatCardOf(
    frameOf(form, 2, t.whatHeading, t.whatNext, [
      button(common.saveAndContinue, 'consent.what', { itemId, revision }, { style: 'positive' }),
      button(common.back, 'consent.what', { itemId, revision, go: 'back' }),
    ]),
    {
      questionsHeading: t.questionsHeading,
      questions:
        form.questions.length === 0
          ? [{ text: t.noQuestions }]
          : form.questions.map((question, index) => ({ text: `${index + 1}. ${shown(question)}` })),
      questionsHint: t.questionsHint,
      purposeLabel: t.purposeLabel,
      purpose: fields.purpose,
      purposeWrong: wrong('purpose'),
      categoriesLabel: t.categoriesLabel,
      categories: categories.map(value => ({ value, title: t.categories[value] })),
      chosenCategories: fields.categories,
      categoriesWrong: wrong('categories'),
      categoriesHint: t.categoriesHint,
      recipientsLabel: t.recipientsLabel,
      recipients: form.circle.map(({ personId, name, profession }) => ({
        value: personId,
        title: t.recipient(name, profession),
      })),
      chosenRecipients: fields.recipients,
      recipientsWrong: wrong('recipients'),
      recipientsHint: t.recipientsHint,
    },
  )
}

const howCardOf = defineCard(
  'consent-how',
  z.object({
    toldLabel: z.string(),
    tellings: choicesField,
    told: z.string(),
    toldWrong: z.string(),
    formLabel: z.string(),
    forms: choicesField,
    form: z.string(),
    formWrong: z.string(),
    givenLabel: z.string(),
    givenOn: z.string(),
    givenWrong: z.string(),
    evidenceLabel: z.string(),
    evidence: z.string(),
    evidenceWrong: z.string(),
  }),
  'fetched',
)

/** What was told, how and when. */
export function howCard(form: StepForm): Card {
  const { common, consent: t } = textsIn(form.lang)
  const { fields, itemId, revision } = form
  const wrong = wrongWith(form)
  return howCardOf(
    frameOf(form, 3, t.howHeading, t.howNext, [
      button(t.send, 'consent.record', { itemId, revision }, { style: 'positive' }),
      button(common.back, 'consent.record', { itemId, revision, go: 'back' }),
    ]),
    {
      toldLabel: t.toldLabel,
      tellings: told.map(value => ({ value, title: t.told[value] })),
      told: fields.told,
      toldWrong: wrong('told'),
      formLabel: t.formLabel,
      forms: consentForms.map(value => ({ value, title: t.forms[value] })),
      form: fields.form,
      formWrong: wrong('form'),
      givenLabel: t.givenLabel,
      givenOn: fields.givenOn,
      givenWrong: wrong('givenOn'),
      evidenceLabel: t.evidenceLabel,
      evidence: fields.evidence,
      evidenceWrong: wrong('evidence'),
    },
  )
}
