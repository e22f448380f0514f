import { z } from 'zod'
import { button, buttonField, type Choices, choicesField } from '../../../../cards/button.ts'
import { defineCard, type Frame } from '../../../../cards/define-card.ts'
import { textsIn } from '../../../../locales/texts.ts'
import { type Language, type Profession, professions } from '../../../../shared/action.ts'
import { rowDay, shortDay } from '../../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../../shared/outcome.ts'
import { fewLines, shown } from '../../../../shared/text.ts'
import { eventWords } from '../../../action-points/cards.ts'
import { nameOf } from '../../../action-points/nudges/cards.ts'
import { isNamed } from '../../../agenda/model.ts'
import { meetingDay, whatWords } from '../../../agenda/view/cards.ts'
import type { Person } from '../../../people/model.ts'
import { usedMinutes } from '../../model.ts'
import { type Carried, type Entry, type LastTime, tasksOf } from '../service.ts'
import {
  nobody,
  noPlacement,
  type Part,
  perspectiveField,
  type TypedActions,
  type TypedResult,
} from './schema.ts'

/** What is read before one writes has so many rows for each text, and the latest history; *Åbn aftalen* has it all. */
const mostRows = 8
const mostEvents = 2

/** What every card of one item is drawn from. */
export interface ItemPlace {
  entry: Entry
  /** 1 for the first */
  number: number
  count: number
  /** null: nobody is named */
  childName: string | null
  presenter: Person | null
  lastTime: LastTime | null
  /** what its fields show, from `seenOf` */
  seen: string
  hasForm: boolean
  /** its matter was held before */
  hasLast: boolean
  lang: Language
  now: Date
}

export interface Said {
  saved?: string
  problem?: string
  asks?: string
  /** by field, in the user's language */
  problems?: Readonly<Record<string, string>>
}

/** The three steps of an item; its views and who is there are beside the first. */
const steps: readonly Part[] = ['talk', 'result', 'actions']

/** The lines that the cards of an item share. Its first card alone names the child. */
function frameOf(place: ItemPlace, part: Part, heading: string, next: string, said: Said): Frame {
  const { entry, number, count, lang } = place
  const t = textsIn(lang)
  const { item } = entry
  const aside = { views: t.minutes.viewsStep, who: t.minutes.whoStep } as Partial<Record<Part, string>>
  const step = aside[part] ?? t.minutes.step(steps.indexOf(part) + 1)
  const time = t.minutes.time(usedMinutes(entry.result, place.now), item.minutes)
  const what = whatWords({ item, childName: part === 'talk' ? place.childName : null }, lang)
  return {
    lang,
    where: [t.minutes.itemOf(number, count), step, time].join(' · '),
    heading,
    context: [what, ...(place.presenter ? [t.minutes.presenter(nameOf(place.presenter, lang))] : [])].join(
      ' · ',
    ),
    next,
    ...(said.saved ? { saved: said.saved } : {}),
    ...(said.asks ? { asks: said.asks } : {}),
    ...problemOf(said, lang),
    buttons: buttonsOf(place, part),
  }
}

function problemOf({ problem, problems = {} }: Said, lang: Language): { problem?: string } {
  if (problem) return { problem }
  return Object.keys(problems).length > 0 ? { problem: textsIn(lang).common.fix } : {}
}

const onwards: Readonly<Record<Part, { on: Part | null; back: Part | null }>> = {
  talk: { on: 'result', back: null },
  views: { on: 'result', back: 'talk' },
  who: { on: 'talk', back: null },
  result: { on: 'actions', back: 'talk' },
  actions: { on: null, back: 'result' },
}

/** What a button that keeps the card carries. */
const saving = ({ entry, seen }: ItemPlace, part: Part, go: string) => ({
  itemId: entry.item.id,
  part,
  go,
  seen,
})

/** One row of buttons: on to the next step, after the last to the next item; then what belongs to this step. */
function buttonsOf(place: ItemPlace, part: Part): CardJson[] {
  const { entry, number, count, hasForm, hasLast, lang } = place
  const { common, minutes: t } = textsIn(lang)
  const { on, back } = onwards[part]
  const save = (title: string, go: string, style?: 'positive') =>
    button(title, 'run.save', saving(place, part, go), style ? { style } : {})
  const last = number === count
  const onward = (style?: 'positive') => (last ? save(t.end, 'end', style) : save(t.nextItem, 'next', style))
  const views = Object.values(entry.result.perspectives).length
  return [
    on ? save(common.saveAndContinue, on, 'positive') : onward('positive'),
    ...(hasForm && steps.includes(part) ? [save(t.seeForm, 'form')] : []),
    ...(part === 'talk' ? [save(t.views(views), 'views')] : []),
    ...(back ? [save(common.back, back)] : []),
    ...(on ? [onward()] : []),
    ...(hasLast ? [save(t.last.button, 'last')] : []),
    save(t.overview, 'overview'),
    save(common.close, 'close'),
    ...(number > 1 ? [save(t.previousItem, 'previous')] : []),
    save(t.defer, 'defer'),
    ...(last ? [] : [save(t.end, 'end')]),
  ]
}

const talk = defineCard(
  'run-talk',
  z.object({
    facts: z.array(z.object({ label: z.string(), text: z.string() })),
    carried: z.array(buttonField),
    summaryLabel: z.string(),
    summary: z.string(),
    summaryProblem: z.string(),
    who: z.string(),
    changeWho: buttonField,
  }),
  'fetched',
)

/** A carried item with the names it takes (R-AGENDA-4). */
export interface CarriedView extends Carried {
  names: ReadonlyMap<string, Person>
}

/** Where a carried item comes from: the action point with its history, or what was written last time. */
function carriedFacts(carried: CarriedView, lang: Language): { label: string; text: string }[] {
  const t = textsIn(lang)
  const words = t.minutes.carried
  const { meeting, point, names } = carried
  const date = meeting ? meetingDay(meeting, lang) : ''
  if (!point)
    return date === '' ? [] : [{ label: words.summary(date), text: carried.summary || words.noSummary }]
  const due = rowDay(point.dueDay, lang)
  return [
    { label: words.point(date), text: point.kind === 'parentTalk' ? t.actionPoints.parentTalk : point.text },
    {
      label: words.who,
      text: words.stands(nameOf(names.get(point.ownerId), lang), due, t.actionPoints.statuses[point.status]),
    },
    {
      label: words.history,
      text: carried.history
        .slice(-mostEvents)
        .map(event => eventWords(event, names, lang))
        .join('\n'),
    },
  ]
}

/** What was written before the item was put off: read here, and not counted as said at this meeting. */
function lastTimeFact({ meeting, summary, perspectives }: LastTime, lang: Language) {
  const t = textsIn(lang)
  const views = professions.flatMap(profession => {
    const view = perspectives[profession]
    return view ? [`${t.people.professionShort[profession]}: ${view}`] : []
  })
  return {
    label: t.minutes.carried.summary(meetingDay(meeting, lang)),
    text: [summary, ...views].join('\n').trim(),
  }
}

/**
 * What is said: the summary (R-MEET-2), and who hears it (R-MEET-1).
 * @param about `gone` were at the meeting, and are not there for this item
 */
export function talkCard(
  place: ItemPlace,
  typed: { summary: string },
  about: { carried: CarriedView | null; gone: readonly Person[] },
  said: Said = {},
): Card {
  const { lang } = place
  const { item } = place.entry
  const { carried, gone } = about
  const t = textsIn(lang).minutes
  const fact = (label: string, text: string) =>
    fewLines(text, mostRows).map((line, index) => ({
      label: index === 0 ? `${label}: ` : '',
      text: shown(line),
    }))
  return talk(frameOf(place, 'talk', t.talkHeading, t.talkNext, said), {
    facts: [
      ...fact(t.facts.problem, item.problem),
      ...fact(t.facts.questions, item.questions.join('\n')),
      ...[
        ...(carried ? carriedFacts(carried, lang) : []),
        ...(place.lastTime ? [lastTimeFact(place.lastTime, lang)] : []),
      ].flatMap(({ label, text }) => fact(label, text)),
    ],
    carried: carried?.point ? [button(t.openAction, 'run.save', saving(place, 'talk', 'carried'))] : [],
    summaryLabel: t.summaryLabel,
    summary: typed.summary,
    summaryProblem: said.problems?.summary ?? '',
    who: gone.length === 0 ? t.allHere : t.notHere(gone.map(one => shown(one.name)).join(', ')),
    changeWho: button(t.who, 'run.save', saving(place, 'talk', 'who')),
  })
}

const who = defineCard(
  'run-who',
  z.object({ presentLabel: z.string(), people: choicesField, present: z.string() }),
  'fetched',
)

/** Who is there for this item (R-MEET-1). Everybody at the meeting is, so that mostly there is nothing to do. */
export function whoCard(
  place: ItemPlace,
  typed: { present: string },
  circle: readonly Person[],
  said: Said = {},
): Card {
  const t = textsIn(place.lang).minutes
  return who(frameOf(place, 'who', t.whoHeading, t.whoNext, said), {
    presentLabel: t.whoLabel,
    people: circle.map(person => ({ value: person.id, title: person.name })),
    present: typed.present,
  })
}

const views = defineCard(
  'run-views',
  z.object({
    perspectives: z.array(
      z.object({ id: z.string(), label: z.string(), value: z.string(), problem: z.string() }),
    ),
  }),
  'fetched',
)

/** Each profession's own view, side by side: agreement is not forced (R-MEET-2). */
export function viewsCard(
  place: ItemPlace,
  typed: Partial<Record<Profession, string>>,
  here: readonly Profession[],
  said: Said = {},
): Card {
  const { lang } = place
  const t = textsIn(lang).minutes
  return views(frameOf(place, 'views', t.viewsHeading, t.viewsNext, said), {
    perspectives: here.map(profession => ({
      id: perspectiveField(profession),
      label: t.perspectiveLabel(textsIn(lang).people.professionShort[profession]),
      value: typed[profession] ?? '',
      problem: said.problems?.[perspectiveField(profession)] ?? '',
    })),
  })
}

const result = defineCard(
  'run-result',
  z.object({
    formPlacement: z.string(),
    placementLabel: z.string(),
    placements: choicesField,
    placement: z.string(),
    outcomesLabel: z.string(),
    outcomeChoices: choicesField,
    outcomes: z.string(),
    outcomesProblem: z.string(),
    dutyLabel: z.string(),
    dutyTitle: z.string(),
    duty: z.string(),
    dutyNote: z.string(),
    followUpLabel: z.string(),
    followUpDay: z.string(),
    followUpProblem: z.string(),
  }),
  'fetched',
)

/** What came of it: placement, outcomes, that the duty was pointed out, when to follow up (R-MEET-2, R-MEET-4). */
export function resultCard(
  place: ItemPlace,
  typed: TypedResult,
  choices: { placements: Choices; formPlacement: string; outcomes: readonly string[] },
  said: Said = {},
): Card {
  const t = textsIn(place.lang).minutes
  return result(frameOf(place, 'result', t.resultHeading, t.resultNext, said), {
    formPlacement: choices.formPlacement,
    placementLabel: t.placementLabel,
    placements: [...choices.placements, { value: noPlacement, title: t.placementNone }],
    placement: typed.placement || noPlacement,
    outcomesLabel: t.outcomesLabel,
    outcomeChoices: choices.outcomes.map(code => ({ value: code, title: outcomeWord(code, place.lang) })),
    outcomes: typed.outcomes,
    outcomesProblem: said.problems?.outcomes ?? '',
    dutyLabel: t.labels.duty,
    dutyTitle: t.dutyTitle,
    duty: typed.duty,
    dutyNote: t.dutyNote,
    followUpLabel: t.followUpLabel,
    followUpDay: typed.followUpDay,
    followUpProblem: said.problems?.followUpDay ?? '',
  })
}

/** The policy's outcomes have words here; one that a municipality has added is its own word. */
export const outcomeWord = (code: string, lang: Language): string =>
  textsIn(lang).minutes.outcomes[code] ?? code

const actionsCardOf = defineCard(
  'run-actions',
  z.object({
    talkWhoLabel: z.string(),
    talkChoices: choicesField,
    parentTalkBy: z.string(),
    talkWhoProblem: z.string(),
    talkDayLabel: z.string(),
    parentTalkDay: z.string(),
    talkDayProblem: z.string(),
    actionsLabel: z.string(),
    noActions: z.string(),
    actions: z.array(z.object({ text: z.string(), remove: buttonField })),
    whatLabel: z.string(),
    what: z.string(),
    whatProblem: z.string(),
    ownerLabel: z.string(),
    owners: choicesField,
    ownerId: z.string(),
    ownerProblem: z.string(),
    dueLabel: z.string(),
    dueDay: z.string(),
    dueProblem: z.string(),
    add: buttonField,
  }),
  'fetched',
)

/** What is agreed: who talks with the parents (R-MEET-3), and the action points one by one. */
export function actionsCard(
  place: ItemPlace,
  typed: TypedActions,
  circle: readonly Person[],
  said: Said = {},
): Card {
  const { entry, lang } = place
  const t = textsIn(lang).minutes
  const named = isNamed(entry.item)
  const choices = circle.map(person => ({ value: person.id, title: person.name }))
  const names = new Map(circle.map(person => [person.id, person]))
  const problem = (field: keyof TypedActions) => said.problems?.[field] ?? ''
  return actionsCardOf(frameOf(place, 'actions', t.actionsHeading, t.actionsNext, said), {
    talkWhoLabel: named ? t.talkWhoLabel : '',
    talkChoices: [...choices, { value: nobody, title: t.talkNobody }],
    parentTalkBy: typed.parentTalkBy,
    talkWhoProblem: problem('parentTalkBy'),
    talkDayLabel: t.talkDayLabel,
    parentTalkDay: typed.parentTalkDay,
    talkDayProblem: problem('parentTalkDay'),
    actionsLabel: t.actionsLabel,
    noActions: t.noActions,
    actions: tasksOf(entry).map(point => ({
      text: t.actionRow(
        shown(point.text),
        nameOf(names.get(point.ownerId), lang),
        shortDay(point.dueDay, lang),
      ),
      // With the inputs, so that what is being typed below is still there afterwards.
      remove: button(t.remove, 'run.save', {
        ...saving(place, 'actions', 'remove'),
        actionPointId: point.id,
      }),
    })),
    whatLabel: t.whatLabel,
    what: typed.what,
    whatProblem: problem('what'),
    ownerLabel: t.ownerLabel,
    owners: choices,
    ownerId: typed.ownerId,
    ownerProblem: problem('ownerId'),
    dueLabel: t.dueLabel,
    dueDay: typed.dueDay,
    dueProblem: problem('dueDay'),
    add: button(t.add, 'run.save', saving(place, 'actions', 'add')),
  })
}
