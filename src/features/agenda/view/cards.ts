import { z } from 'zod'
import { button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn, textsOn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { duration, fullDate, fullDay, rowDate, rowDay } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { fewLines, shown } from '../../../shared/text.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import { inForce } from '../../consent/model.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Team } from '../../teams/model.ts'
import { type AgendaItem, bandOf, isNamed } from '../model.ts'
import type { ItemView } from './model.ts'

export interface Said {
  saved?: string
  problem?: string
}

/** 'tirsdag den 24. november', as in a sentence: the year is plain. */
export const meetingDay = (meeting: Pick<Meeting, 'startAt' | 'zone'>, lang: Language): string =>
  fullDay(dayOf(meeting.startAt, meeting.zone), lang).slice(0, -' 2026'.length)

/** How old: '8 måneder', '3½ år'; of a child who is not named the band (R-CONS-6); '' when it is not known. */
function ageWords(item: Pick<AgendaItem, 'ageMonths' | 'kind' | 'childId'>, lang: Language): string {
  const t = textsIn(lang).agenda
  if (item.ageMonths === null) return ''
  if (!isNamed(item)) return t.bands[bandOf(item.ageMonths)]
  if (item.ageMonths < 24) return t.months(item.ageMonths)
  return t.years(`${Math.floor(item.ageMonths / 12)}${item.ageMonths % 12 >= 6 ? '½' : ''}`)
}

/** What an item is called: 'Barn: Noah, 3 år'; 'Et barn på 3 år' for those from whom the name is withheld. */
export function whatWords({ item, childName }: Pick<ItemView, 'item' | 'childName'>, lang: Language): string {
  const t = textsIn(lang).agenda
  const age = ageWords(item, lang)
  if (item.kind === 'child' && childName === null) return t.aChild(age)
  const named = [...(childName === null ? [] : [shown(childName)]), ...(age === '' ? [] : [age])].join(', ')
  const what = isNamed(item) && childName === null ? t.unnamed(age) : named
  return t.withWhat(t.kinds[item.kind], what)
}

const longestExcerpt = 140
/** A line costs its frame: a text of very many short ones goes on in the last of these. */
const mostLines = 20
const excerpt = (text: string) =>
  text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt).replace(/\s*\S*$/u, '')} …`

const presenterOf = ({ presenter }: ItemView, lang: Language): string =>
  shown(presenter ?? textsIn(lang).people.unknownName)

/** The text of a carried action point; null when this reader may not have it. */
function pointWords({ carried }: ItemView, lang: Language): string | null {
  if (!carried?.point || !carried.readable) return null
  return carried.point.text === '' ? textsIn(lang).actionPoints.parentTalk : carried.point.text
}

/** How it stands, one after the other; the word carries what is lacking, the colour supports it. */
function statesOf({ standing, formState, carried }: ItemView, lang: Language) {
  const t = textsIn(lang)
  const all = [
    { text: carried?.point ? t.actionPoints.statuses[carried.point.status] : '', lacking: false },
    { text: textsOn(standing.basis, lang).agenda.consent[standing.state], lacking: !inForce(standing) },
    { text: t.agenda.form[formState], lacking: formState === 'notChosen' },
  ]
  return all
    .filter(({ text }) => text !== '')
    .map(({ text, lacking }, index) => ({ text: index === 0 ? text : ` · ${text}`, lacking }))
}

const agendaCardOf = defineCard(
  'agenda',
  z.object({
    budget: z.string(),
    budgetOver: z.string(),
    empty: z.string(),
    items: z.array(
      z.object({
        title: z.string(),
        facts: z.string(),
        states: z.array(z.object({ text: z.string(), lacking: z.boolean() })),
        line: z.string(),
        open: buttonField,
      }),
    ),
  }),
  'fetched',
)

/** What an agenda's row says of an item. */
export function rowOf(view: ItemView, lang: Language) {
  const t = textsIn(lang).agenda
  const line = view.reading.allowed
    ? (pointWords(view, lang) ?? view.item.problem.replace(/\s+/g, ' '))
    : textsOn(view.standing.basis, lang).agenda.withheld[view.reading.why]
  return {
    title: t.titled(view.number, whatWords(view, lang)),
    facts: t.facts(view.item.minutes, presenterOf(view, lang)),
    states: statesOf(view, lang),
    line: shown(excerpt(line)),
    open: button(t.open, 'agenda.item', { itemId: view.item.id }, { inputs: false }),
  }
}

/** A meeting's agenda, as this reader may see it. */
export function agendaCard(
  about: {
    team: Team
    meeting: Meeting
    items: readonly ItemView[]
    /** how the time is used; nothing for a guest of single items */
    time: { budget: string; budgetOver: string }
    next: string
    buttons: readonly CardJson[]
    lang: Language
  },
  said: Said = {},
): Card {
  const { team, meeting, items, lang } = about
  const t = textsIn(lang).agenda
  const date = fullDate(meeting.startAt, meeting.zone, lang)
  return agendaCardOf(
    {
      lang,
      where: shown(team.name),
      heading: t.heading,
      context: meeting.place === '' ? date : `${date} · ${shown(meeting.place)}`,
      next: about.next,
      buttons: about.buttons,
      ...said,
    },
    {
      ...about.time,
      empty: items.length === 0 ? t.empty : '',
      items: items.map(view => rowOf(view, lang)),
    },
  )
}

const itemCardOf = defineCard(
  'agenda-item',
  z.object({
    what: z.string(),
    withheld: z.string(),
    problemHeading: z.string(),
    lines: z.array(z.object({ text: z.string() })),
    questionsHeading: z.string(),
    questions: z.array(z.object({ number: z.string(), text: z.string() })),
    facts: z.array(z.object({ label: z.string(), text: z.string(), lacking: z.boolean() })),
    historyHeading: z.string(),
    history: z.array(z.object({ text: z.string() })),
  }),
  'fetched',
)

/** One item: its content through the gate, who does what, how consent and form stand, where it came from. */
export function itemCard(
  view: ItemView,
  about: { team: Team; meeting: Meeting | null; next: string; buttons: readonly CardJson[]; lang: Language },
  said: Said = {},
): Card {
  const { item, reading, standing, formState, carried } = view
  const { lang, meeting } = about
  const t = textsIn(lang).agenda
  const allowed = reading.allowed
  const fact = (label: string, text: string, lacking = false) =>
    text === '' ? [] : [{ label, text, lacking }]
  // Withheld for want of consent: how the consent stands is said there.
  const by = textsOn(standing.basis, lang).agenda
  const withheldSays = !reading.allowed && reading.why === standing.state
  const pointText = allowed ? pointWords(view, lang) : null
  return itemCardOf(
    {
      lang,
      where: [
        shown(about.team.name),
        ...(meeting ? [rowDate(meeting.startAt, meeting.zone, lang)] : []),
      ].join(' · '),
      heading: t.itemHeading(view.number),
      next: about.next,
      buttons: about.buttons,
      ...said,
    },
    {
      what: whatWords(view, lang),
      withheld: reading.allowed ? '' : by.withheld[reading.why],
      problemHeading: t.problem,
      lines: allowed
        ? fewLines(pointText ?? item.problem, mostLines).map(line => ({ text: shown(line) }))
        : [],
      questionsHeading: t.questions,
      questions: allowed
        ? item.questions.map((question, index) => ({ number: String(index + 1), text: shown(question) }))
        : [],
      facts: [
        ...fact(t.minutes, duration(item.minutes, lang)),
        ...fact(t.presenter, presenterOf(view, lang)),
        ...fact(t.formFiller, view.filler === null ? '' : shown(view.filler)),
        ...(withheldSays ? [] : fact(by.consentLabel, by.consentFact[standing.state], !inForce(standing))),
        ...fact(t.formLabel, t.formFact[formState], formState === 'notChosen'),
      ],
      historyHeading: t.history,
      history: historyOf(view, lang).map(text => ({ text })),
    },
  )

  function historyOf({ carried: from }: ItemView, language: Language): string[] {
    if (!from?.meeting) return []
    const day = rowDay(dayOf(from.meeting.startAt, from.meeting.zone), language)
    if (!carried?.point) return [t.carriedItem(day)]
    const { point } = carried
    return [
      t.carriedPoint(day),
      `${t.carriedOwner}: ${shown(from.owner ?? textsIn(language).people.unknownName)}`,
      `${t.carriedDue}: ${fullDay(point.dueDay, language)}`,
      `${t.carriedStatus}: ${textsIn(language).actionPoints.statuses[point.status]}`,
    ]
  }
}

const chooseCardOf = defineCard(
  'agenda-choose',
  z.object({ rows: z.array(z.object({ title: z.string(), text: z.string(), action: buttonField })) }),
  'posted',
)

/** One of several things, each with its button; neutral. */
export function chooseCard(
  about: { lang: Language; heading: string; where?: string; next: string; buttons: readonly CardJson[] },
  rows: readonly { title: string; text: string; action: CardJson }[],
): Card {
  return chooseCardOf(about, {
    rows: rows.map(row => ({ ...row, title: shown(row.title), text: shown(row.text) })),
  })
}
