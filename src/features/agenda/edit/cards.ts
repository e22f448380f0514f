import { z } from 'zod'
import { type ButtonPayload, button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Basis } from '../../consent/model.ts'
import {
  type AgendaItem,
  ageBands,
  bandOf,
  type ContentProblems,
  type ItemKind,
  longestProblem,
  longestQuestion,
  mostQuestions,
  type TextProblem,
} from '../model.ts'
import type { Child } from '../store.ts'
import type { ContentFields } from './model.ts'

export const emptyContent: ContentFields = {
  childId: '',
  childName: '',
  sameChild: '',
  age: '',
  ageUnit: 'years',
  band: '',
  problem: '',
  question1: '',
  question2: '',
  question3: '',
}

/** An item's content as the fields show it. */
export function fieldsOf(item: AgendaItem, childName: string): ContentFields {
  const months = item.ageMonths ?? 0
  const rest = months % 12
  // Years say whole and half ones: what else there is would be lost when the words are saved.
  const inMonths = rest !== 0 && (months < 24 || rest !== 6)
  const years = `${Math.floor(months / 12)}${rest >= 6 ? '½' : ''}`
  const [question1 = '', question2 = '', question3 = ''] = item.questions
  return {
    childId: '',
    childName,
    sameChild: '',
    age: item.ageMonths === null ? '' : inMonths ? String(months) : years,
    ageUnit: inMonths ? 'months' : 'years',
    band: bandField(item.ageMonths),
    problem: item.problem,
    question1,
    question2,
    question3,
  }
}

/** That the item was changed since the card was drawn, with what of it is other than what stands in the fields. */
export function changedWords(item: AgendaItem, fields: ContentFields, lang: Language): string {
  const { agenda: t } = textsIn(lang)
  const { problem, question1, question2, question3 } = fieldsOf(item, '')
  const stored = { problem, question1, question2, question3 }
  const others = Object.entries(stored).flatMap(([field, text]) =>
    text !== '' && text !== fields[field as keyof typeof stored].trim() ? shown(text) : [],
  )
  return others.length > 0 ? `${t.changedMeanwhile} ${t.standsNow(others)}` : t.changedMeanwhile
}

/** The band that an age falls in, as its field has it. */
const bandField = (ageMonths: number | null): string => (ageMonths === null ? '' : String(bandOf(ageMonths)))

const contentCardOf = defineCard(
  'agenda-content',
  z.object({
    hint: z.string(),
    choosesChild: z.boolean(),
    childLabel: z.string(),
    children: choicesField,
    childId: z.string(),
    named: z.boolean(),
    nameLabel: z.string(),
    childName: z.string(),
    nameRequired: z.boolean(),
    nameMissing: z.string(),
    nameWrong: z.string(),
    asksSame: z.boolean(),
    sameLabel: z.string(),
    sameChoices: choicesField,
    sameChild: z.string(),
    hasAge: z.boolean(),
    ageLabel: z.string(),
    age: z.string(),
    ageRequired: z.string(),
    ageUnitLabel: z.string(),
    ageUnits: choicesField,
    ageUnit: z.string(),
    anonymous: z.boolean(),
    bandLabel: z.string(),
    band: z.string(),
    bands: choicesField,
    ageWrong: z.string(),
    problemLabel: z.string(),
    // not `problem`: that is the frame's
    description: z.string(),
    problemRequired: z.string(),
    problemWrong: z.string(),
    question1Label: z.string(),
    question1: z.string(),
    question1Missing: z.string(),
    question1Wrong: z.string(),
    question2Label: z.string(),
    question2: z.string(),
    question2Wrong: z.string(),
    question3Label: z.string(),
    question3: z.string(),
    question3Wrong: z.string(),
  }),
  'fetched',
)

export interface ContentForm {
  /** add: a new item · edit: this one · replace: an anonymous one instead of it */
  mode: 'add' | 'edit' | 'replace'
  kind: ItemKind
  fields: ContentFields
  problems: ContentProblems
  /** fields in which a CPR number was typed (R-CONS-8) */
  cprFields: readonly string[]
  /** children that this person has had on the team's agendas before */
  children: readonly Child[]
  send: { verb: string; payload: ButtonPayload }
  back: CardJson
  /** what the team's municipality works on (R-CONS-10) */
  basis: Basis
  lang: Language
  /** what is replaced waits for a meeting */
  waits?: boolean
  /** beside what is wrong at the fields, e.g. that somebody else has changed it meanwhile */
  problem?: string
}

/** How to write it; of what becomes anonymous also what stays the same, and what others can see (R-CONS-6). */
function hintOf({ mode, kind, waits = false, lang }: ContentForm): string {
  const t = textsIn(lang).agenda
  if (mode === 'replace') return `${t.anonymousHint}\n\n${t.replaceKept(waits)}`
  const hints: Partial<Record<ItemKind, string>> = {
    anonymousCase: t.anonymousHint,
    child: t.childHint,
    childGroup: t.groupHint,
  }
  return hints[kind] ?? ''
}

/** What an item is about (R-AGENDA-2): filled in, or filled in wrongly, with everything typed still there. */
export function contentCard(form: ContentForm): Card {
  const { mode, kind, fields, problems, lang, children } = form
  const { agenda: t, common } = textsOn(form.basis, lang)
  const cpr = (field: string) => (form.cprFields.includes(field) ? common.cprField : '')
  const named = kind === 'child'
  const anonymous = kind === 'anonymousCase'
  const choosesChild = named && mode === 'add' && children.length > 0
  const textWrong = (problem: TextProblem | undefined, missing: string, long: string) =>
    problem === undefined
      ? ''
      : problem === 'missing'
        ? missing
        : problem === 'tooLong'
          ? long
          : { ...t.textProblems, ...t.telling }[problem]
  const question = (place: number) =>
    cpr(`question${place + 1}`) ||
    textWrong(problems.questions?.[place], t.questionMissing, common.tooLong(longestQuestion))
  const wrong = Object.keys(problems).length + form.cprFields.length > 0
  const next = { add: t.contentNext, edit: named ? t.rewriteNext : t.editNext, replace: t.replaceNext }[mode]
  return contentCardOf(
    {
      lang,
      ...(mode === 'edit' ? {} : { where: `${t.step(1)} · ${t.kinds[kind]}` }),
      heading: { add: t.contentHeading, edit: t.contentHeadingEdit, replace: t.replaceHeading }[mode],
      next: mode === 'add' && named ? `${t.contentNextChild} ${next}` : next,
      ...(form.problem ? { problem: form.problem } : wrong ? { problem: common.fix } : {}),
      buttons: [
        button(
          { add: common.saveAndContinue, edit: common.save, replace: t.replaceSend }[mode],
          form.send.verb,
          form.send.payload,
          { style: 'positive' },
        ),
        form.back,
        button(common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      hint: hintOf(form),
      choosesChild,
      childLabel: t.childLabel,
      children: [
        { value: 'new', title: t.newChild },
        ...children.map(child => ({ value: child.id, title: child.name })),
      ],
      childId: fields.childId === '' ? 'new' : fields.childId,
      named,
      nameLabel: choosesChild ? t.nameLabelNew : t.nameLabel,
      childName: fields.childName,
      // Where a child can be chosen instead, no name is as right.
      nameRequired: named && !choosesChild,
      nameMissing: t.nameProblems.missing,
      nameWrong: cpr('childName') || (problems.childName ? t.nameProblems[problems.childName] : ''),
      asksSame: problems.childName === 'unclear' || problems.childName === 'another',
      sameLabel: t.sameChildLabel,
      sameChoices: [
        { value: 'yes', title: t.sameChild.yes },
        { value: 'no', title: t.sameChild.no },
      ],
      sameChild: fields.sameChild,
      hasAge: named,
      ageLabel: t.ageLabel,
      age: fields.age,
      ageRequired: t.ageRequired,
      ageUnitLabel: t.ageUnitLabel,
      ageUnits: [
        { value: 'years', title: t.ageUnits.years },
        { value: 'months', title: t.ageUnits.months },
      ],
      ageUnit: fields.ageUnit === 'months' ? 'months' : 'years',
      anonymous,
      bandLabel: t.bandLabel,
      band: fields.band,
      bands: ageBands.map(band => ({ value: String(band), title: t.bands[band] })),
      ageWrong: cpr('age') || (problems.age ? t.ageProblems[problems.age] : ''),
      problemLabel: named || anonymous ? t.problemLabel : t.problemLabelOther,
      description: fields.problem,
      problemRequired: t.problemRequired,
      problemWrong:
        cpr('problem') || textWrong(problems.problem, t.textProblems.missing, common.tooLong(longestProblem)),
      question1Label: t.questionLabelFirst,
      question1: fields.question1,
      question1Missing: t.questionMissing,
      question1Wrong: question(0),
      question2Label: t.questionLabel(2),
      question2: fields.question2,
      question2Wrong: question(1),
      question3Label: t.questionLabel(mostQuestions),
      question3: fields.question3,
      question3Wrong: question(2),
    },
  )
}
