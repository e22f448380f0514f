import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import {
  type Basis,
  categories,
  consentForms,
  opinions,
  otherHolders,
  relations,
  spans,
  tellings,
} from '../model.ts'
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
  functions: string
  told: string
  form: string
  givenOn: string
  evidence: string
  /** for a meeting, or a period */
  span: string
  until: string
  informedBy: string
  opinion: string
  view: string
}

export interface StepForm {
  itemId: string
  /** the item's revision: the parents were asked about the child and the questions as they were then */
  revision: number
  /** what the parents had answered last: `namedWord` */
  stood: string
  fields: ConsentFields
  problems: ConsentProblems
  cprFields: readonly string[]
  point: string
  questions: readonly string[]
  /** the item's circle */
  circle: readonly { personId: string; name: string; profession: string }[]
  /** of the team's members in the circle, with the words for them */
  functions: readonly { value: string; title: string }[]
  basis: Basis
  /** the law that the municipality informs on, in its own words; '' where it asks */
  basisText: string
  /** '' while the item waits */
  meetingId: string
  /** 'tirsdag den 24. november'; '' while the item waits */
  meetingDay: string
  /** the last day that a consent given today may hold */
  latestEnd: Day
  lang: Language
  /** between which days a consent that holds was given, and not before the last no, if there was one */
  given: { earliest: Day; latest: Day; lastNo: Day | null }
  /** beside what is wrong at the fields */
  problem?: string
}

/** What is wrong with a field, in words; '' when nothing is. */
function wrongWith({
  problems,
  cprFields,
  given,
  lang,
  basis,
  latestEnd,
}: StepForm): (field: ConsentField) => string {
  const { common, [basis]: t } = textsIn(lang)
  const required: Partial<Record<ConsentField, string>> = t.requiredMessages
  return field => {
    if (cprFields.includes(field)) return common.cprField
    const problem = problems[field]
    if (problem === undefined) return ''
    if (problem === 'tooLong') return common.tooLong(longest[field as keyof typeof longest])
    if (problem === 'future') return t.givenInFuture(fullDay(given.latest, lang))
    if (problem === 'beforeNo')
      return given.lastNo === null ? '' : t.givenBeforeNo(fullDay(given.lastNo, lang))
    if (problem === 'untilTooLate') return t.untilTooLate(fullDay(latestEnd, lang))
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
  const { common, [form.basis]: t } = textsIn(form.lang)
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
  const { common, [form.basis]: t } = textsIn(form.lang)
  const { fields, itemId, revision, stood } = form
  const wrong = wrongWith(form)
  return whoCardOf(
    frameOf(form, 1, t.whoHeading, t.whoNext, [
      button(common.saveAndContinue, 'consent.who', { itemId, revision, stood }, { style: 'positive' }),
      button(common.back, 'consent.who', { itemId, revision, stood, go: 'back' }),
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
    byFunction: z.boolean(),
    functionsLabel: z.string(),
    functions: choicesField,
    chosenFunctions: z.string(),
    functionsHint: z.string(),
  }),
  'fetched',
)

/** To what, and for whom: the item's own questions and the item's own circle (R-CONS-2). */
export function whatCard(form: StepForm): Card {
  const { common, [form.basis]: t } = textsIn(form.lang)
  const { fields, itemId, revision, stood } = form
  const wrong = wrongWith(form)
  return whatCardOf(
    frameOf(form, 2, t.whatHeading, t.whatNext, [
      button(common.saveAndContinue, 'consent.what', { itemId, revision, stood }, { style: 'positive' }),
      button(common.back, 'consent.what', { itemId, revision, stood, go: 'back' }),
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
      byFunction: form.functions.length > 0,
      functionsLabel: t.functionsLabel,
      functions: form.functions,
      chosenFunctions: fields.functions,
      functionsHint: t.functionsHint,
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
    informs: z.boolean(),
    basisText: z.string(),
    informedLabel: z.string(),
    informedBy: z.string(),
    informedWrong: z.string(),
    opinionLabel: z.string(),
    opinions: choicesField,
    opinion: z.string(),
    opinionWrong: z.string(),
    viewLabel: z.string(),
    view: z.string(),
    viewWrong: z.string(),
    atMeeting: z.boolean(),
    spanLabel: z.string(),
    spans: choicesField,
    span: z.string(),
    spanWrong: z.string(),
    untilLabel: z.string(),
    until: z.string(),
    untilWrong: z.string(),
    untilHint: z.string(),
  }),
  'fetched',
)

/** What was told, how and when. */
export function howCard(form: StepForm): Card {
  const { common, [form.basis]: t } = textsIn(form.lang)
  const { fields, itemId, revision, stood, meetingId } = form
  const wrong = wrongWith(form)
  return howCardOf(
    frameOf(form, 3, t.howHeading, t.howNext, [
      button(t.send, 'consent.record', { itemId, revision, stood, meetingId }, { style: 'positive' }),
      button(common.back, 'consent.record', { itemId, revision, stood, meetingId, go: 'back' }),
    ]),
    {
      toldLabel: t.toldLabel,
      tellings: tellings[form.basis].map(value => ({ value, title: t.told[value] })),
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
      informs: form.basis === 'information',
      basisText: form.basisText,
      informedLabel: t.informedLabel,
      informedBy: fields.informedBy,
      informedWrong: wrong('informedBy'),
      opinionLabel: t.opinionLabel,
      opinions: opinions.map(value => ({ value, title: t.opinions[value] })),
      opinion: fields.opinion,
      opinionWrong: wrong('opinion'),
      viewLabel: t.viewLabel,
      view: fields.view,
      viewWrong: wrong('view'),
      atMeeting: form.meetingDay !== '',
      spanLabel: t.spanLabel,
      spans: spans.map(value => ({ value, title: t.spans[value](form.meetingDay) })),
      span: fields.span,
      spanWrong: wrong('span'),
      untilLabel: t.untilLabel,
      until: fields.until,
      untilWrong: wrong('until'),
      untilHint: t.untilHint(fullDay(form.latestEnd, form.lang)),
    },
  )
}
