import { z } from 'zod'
import { button, buttonField } from '../../cards/button.ts'
import { defineCard } from '../../cards/define-card.ts'
import { notice } from '../../cards/notice.ts'
import { textsIn, textsOn } from '../../locales/texts.ts'
import type { DigestLine, Reader } from '../../reminders/model.ts'
import { type Language, professions } from '../../shared/action.ts'
import { type Day, daysBetween } from '../../shared/day.ts'
import { fullDay, rowDate } from '../../shared/human-dates.ts'
import type { Card, CardJson, Message } from '../../shared/outcome.ts'
import { fewLines, shown, withCapital } from '../../shared/text.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import { nameOf } from '../action-points/nudges/cards.ts'
import type { AgendaItem } from '../agenda/model.ts'
import { meetingDay, whatWords } from '../agenda/view/cards.ts'
import type { Basis, Withheld } from '../consent/model.ts'
import type { Meeting } from '../meetings/model.ts'
import type { Person } from '../people/model.ts'
import type { Team } from '../teams/model.ts'
import {
  type Attendee,
  type CorrectionReason,
  type MinutesItem,
  type MinutesVersion,
  pagesOf,
} from './model.ts'
import type { Pending } from './pending/model.ts'
import { outcomeWord } from './run/item/cards.ts'

/** Sections with rows of label and text; every card of minutes is drawn by it. */
export const sectionsCard = defineCard(
  'minutes',
  z.object({
    sections: z.array(
      z.object({
        title: z.string(),
        rows: z.array(z.object({ label: z.string(), text: z.string() })),
        actions: z.array(buttonField),
      }),
    ),
  }),
  'fetched',
)

export interface Section {
  title: string
  rows: { label: string; text: string }[]
  actions: CardJson[]
}

/** What the sections of a reader's minutes are drawn from. */
export interface MinutesWords {
  lang: Language
  names: ReadonlyMap<string, Person>
  /** the words of the scale, by code */
  placements: ReadonlyMap<string, string>
  /** who came to the whole meeting, by id; null for a guest of one item, who is not told that */
  came: readonly string[] | null
}

/** One text has so many rows at most. */
const mostRows = 20

/** A label and its text, in few rows. */
export const row = (label: string, text: string) =>
  fewLines(text, mostRows).map((line, index) => ({
    label: index === 0 ? `${label}: ` : '',
    text: shown(line),
  }))

/** 'Punkt 2: Et barn på 3 år': nobody is named. */
export const titleOf = (
  item: Pick<MinutesItem, 'kind' | 'childId' | 'ageMonths'>,
  number: number,
  lang: Language,
) => textsIn(lang).minutes.item(number, whatWords({ item: item as AgendaItem, childName: null }, lang))

const listOf = (personIds: readonly string[], { names, lang }: MinutesWords): string =>
  personIds
    .map(personId => nameOf(names.get(personId), lang))
    .toSorted((a, b) => a.localeCompare(b, 'da'))
    .join(', ')

/** Who was there, and who was not. */
export function attendanceSection(attendance: readonly Attendee[], words: MinutesWords): Section {
  const t = textsIn(words.lang).minutes
  const list = (present: boolean) =>
    listOf(
      attendance.filter(one => one.present === present).map(one => one.personId),
      words,
    )
  return {
    title: t.attendance,
    rows: [...row(t.labels.present, list(true)), ...row(t.labels.absent, list(false))],
    actions: [],
  }
}

/** One item for somebody who may read it, with the reason why the newest version corrects it. */
export function itemSection(
  item: MinutesItem,
  childName: string | null,
  words: MinutesWords,
  reason: CorrectionReason | null,
): Section {
  const { lang, names } = words
  const t = textsIn(lang)
  const { labels } = t.minutes
  const perspectives = professions.flatMap(profession => {
    const text = item.perspectives[profession]
    return text ? row(withCapital(t.people.professionShort[profession]), text) : []
  })
  const agreed = item.actions.flatMap(action => {
    const text = action.kind === 'parentTalk' ? t.actionPoints.parentTalk : action.text
    const owner = nameOf(names.get(action.ownerId), lang)
    return row(labels.action, t.minutes.actionLine(text, owner, fullDay(action.dueDay, lang)))
  })
  // Said of an item that somebody joined or missed; mostly everybody was there, and nothing else.
  const differs = words.came !== null && `${words.came.toSorted()}` !== `${item.here.toSorted()}`
  return {
    title: titleOf(item, item.number, lang),
    rows: [
      ...(childName === null ? [] : row(labels.child, childName)),
      ...row(labels.problem, item.problem),
      ...row(labels.questions, item.questions.join('\n')),
      ...row(labels.summary, item.summary),
      ...perspectives,
      ...row(labels.placement, words.placements.get(item.secondPlacement ?? '') ?? ''),
      ...row(labels.outcomes, item.outcomes.map(code => outcomeWord(code, lang)).join(', ')),
      ...(item.dutyPointedOut ? row(labels.duty, t.minutes.duty) : []),
      ...agreed,
      ...(item.followUpDay ? row(labels.followUp, fullDay(item.followUpDay, lang)) : []),
      ...(differs ? row(labels.here, listOf(item.here, words)) : []),
      ...(item.usedMinutes > 0
        ? row(labels.time, t.minutes.time(item.usedMinutes, item.plannedMinutes))
        : []),
      ...(reason?.itemId === item.itemId ? row(labels.reason, reason.text) : []),
    ],
    actions: [],
  }
}

/** One item that is withheld from this reader: its number, and why. */
export function withheldSection(item: MinutesItem, why: Withheld, basis: Basis, lang: Language): Section {
  const t = textsOn(basis, lang)
  return {
    title: t.minutes.item(item.number, t.agenda.kinds[item.kind]),
    rows: row(t.minutes.labels.withheld, t.minutes.withheldWhy[why]),
    actions: [],
  }
}

/** An item that nothing was entered about, with the choice of what becomes of it. */
export function untouchedSection(item: AgendaItem, mayEnd: boolean, lang: Language): Section {
  const t = textsIn(lang).minutes
  const id = { itemId: item.id }
  return {
    title: whatWords({ item, childName: null }, lang),
    rows: [{ label: '', text: t.untouched }],
    actions: [
      button(t.defer, 'run.defer', { ...id, from: 'preview' }),
      ...(mayEnd ? [button(t.noneFurther, 'minutes.further', id)] : []),
      button(t.goTo, 'run.item', id),
    ],
  }
}

/** Of a card's JSON; with its frame and its buttons it stays well inside the 40 KB of a message. */
const roomOfPage = 11_000
const frameOfRow = 260
const frameOfButton = 700

const costOf = ({ title, rows, actions }: Section): number =>
  frameOfRow +
  title.length +
  actions.length * frameOfButton +
  rows.reduce((sum, one) => sum + frameOfRow + JSON.stringify(one).length, 0)

/** A section in pieces of a few rows, so that a long one goes on over the page. */
function piecesOf(section: Section, lang: Language): Section[] {
  const room = roomOfPage / 2
  return pagesOf(section.rows, one => frameOfRow + JSON.stringify(one).length, room).map((rows, index) => ({
    title: index === 0 ? section.title : textsIn(lang).minutes.goesOn(section.title),
    rows,
    actions: index === 0 ? section.actions : [],
  }))
}

interface Paged {
  meeting: Meeting
  team: Team
  sections: readonly Section[]
  /** 1 for the first */
  page: number
  lang: Language
}

/** Turns to a page: what it holds, and the buttons to the others. */
function turnTo({ meeting, sections, page, lang }: Paged, verb: string) {
  const t = textsIn(lang).minutes
  const pages = pagesOf(
    sections.flatMap(section => piecesOf(section, lang)),
    costOf,
    roomOfPage,
  )
  const at = Math.min(Math.max(1, page), pages.length)
  const to = (title: string, number: number) => button(title, verb, { meetingId: meeting.id, page: number })
  return {
    sections: pages[at - 1] ?? [],
    where: pages.length > 1 ? t.page(at, pages.length) : '',
    next: at < pages.length ? [to(t.nextPage, at + 1)] : [],
    previous: at > 1 ? [to(t.previousPage, at - 1)] : [],
  }
}

/** The minutes before they are approved (R-MIN-1). */
export function previewCard(paged: Paged, said: { saved?: string } = {}): Card {
  const { meeting, team, lang } = paged
  const t = textsIn(lang)
  const { sections, where, next, previous } = turnTo(paged, 'minutes.preview')
  return sectionsCard(
    {
      lang,
      where,
      heading: t.minutes.previewHeading,
      context: t.minutes.context(shown(team.name), meetingDay(meeting, lang)),
      next: t.minutes.previewNext,
      ...(said.saved ? { saved: said.saved } : {}),
      buttons: [
        button(t.minutes.approve, 'minutes.approve', { meetingId: meeting.id }, { style: 'positive' }),
        ...next,
        button(t.minutes.backToMeeting, 'run.open', { meetingId: meeting.id }),
        ...previous,
        button(t.common.close, 'start.close'),
      ],
    },
    { sections },
  )
}

/** Approved minutes, as one reader may see them. */
export function minutesCard(
  paged: Paged & { version: MinutesVersion; coordinator: boolean },
  said: { saved?: string } = {},
): Card {
  const { meeting, team, version, lang } = paged
  const t = textsIn(lang)
  const { sections, where, next, previous } = turnTo(paged, 'minutes.read')
  const approved = fullDay(dayOf(version.approvedAt, meeting.zone), lang)
  const facts = [t.minutes.version(version.version, approved), ...(where ? [where] : [])].join(' · ')
  const id = { meetingId: meeting.id }
  const paper = button(t.minutesPaper.open, 'minutes.paper', id)
  const tasks = button(t.minutes.myTasks, 'tasks.open')
  // Whoever coordinates has them filed; the others have their own agreements to see to.
  const [first, last] = paged.coordinator ? [paper, tasks] : [tasks, paper]
  return sectionsCard(
    {
      lang,
      where: facts,
      heading: version.reason === null ? t.minutes.heading : t.minutes.correctedHeading,
      context: t.minutes.context(shown(team.name), meetingDay(meeting, lang)),
      next: t.minutes.archive,
      ...said,
      buttons: [
        ...next,
        first,
        button(t.common.close, 'start.close'),
        ...previous,
        last,
        ...(paged.coordinator ? [button(t.minutes.correct, 'minutes.correct', id)] : []),
      ],
    },
    { sections },
  )
}

/** Asks before minutes are approved of a meeting whose time has not come: it would be over for everybody. */
export function approveQuestion(meeting: Meeting, lang: Language): Card {
  const t = textsIn(lang).minutes
  const id = { meetingId: meeting.id }
  return notice(
    {
      lang,
      heading: t.approveQuestion,
      next: t.approveNext,
      buttons: [
        button(t.approveAnyway, 'minutes.approve', { ...id, sure: true }, { style: 'positive' }),
        button(textsIn(lang).common.back, 'minutes.preview', id),
      ],
    },
    t.approveEarly(rowDate(meeting.startAt, meeting.zone, lang)),
  )
}

/** After *Godkend*: who is told, what has been agreed, what happens now. */
export function approvedCard(
  meeting: Meeting,
  result: { told: number; actions: number; own: number; fileBy: Day | null },
  lang: Language,
): Card {
  const t = textsIn(lang)
  const own = result.own > 0 ? ` ${t.minutes.approvedOwn(result.own, result.actions)}` : ''
  return notice(
    {
      lang,
      heading: t.minutes.approvedHeading,
      next: t.minutes.approvedNext(result.actions, result.fileBy ? fullDay(result.fileBy, lang) : ''),
      buttons: [
        button(t.minutes.read, 'minutes.read', { meetingId: meeting.id }),
        ...(result.own > 0 ? [button(t.minutes.myTasks, 'tasks.open')] : []),
        button(t.common.start, 'start.open'),
      ],
    },
    `${t.minutes.approvedText(result.told, result.actions)}${own}`,
  )
}

/** The one neutral message about a meeting's minutes. */
export function readyMessage(
  meeting: Meeting,
  detail: { version: number; actions: number },
  reader: Reader,
): Message {
  const lang = reader.language
  const t = textsIn(lang)
  const first = detail.version === 1
  const date = meetingDay(meeting, lang)
  const text = first ? t.minutes.ready.text(date, detail.actions) : t.minutes.ready.textCorrected(date)
  return {
    card: notice(
      {
        lang,
        heading: first ? t.minutes.ready.heading : t.minutes.ready.headingCorrected,
        next: t.minutes.ready.next,
        buttons: [
          button(t.common.open, 'minutes.read', { meetingId: meeting.id }, { style: 'positive' }),
          ...(detail.actions > 0 ? [button(t.minutes.myTasks, 'tasks.open')] : []),
        ],
      },
      text,
    ),
    summary: text,
  }
}

/** Minutes that wait for their coordinator, as a line of the digest or of *Mine opgaver*. */
export function pendingLine(
  meeting: Meeting,
  team: Team,
  { waitsFor, version, dueDay }: Pending,
  reader: Pick<Reader, 'language'>,
  today: Day,
): DigestLine {
  const lang = reader.language
  const t = textsIn(lang)
  const words = t.minutes.pending
  const id = { meetingId: meeting.id }
  const line = (wording: (date: string, team: string) => string, to: CardJson): DigestLine => ({
    overdueDays: daysBetween(dueDay, today),
    text: wording(meetingDay(meeting, lang), shown(team.name)),
    button: to,
  })
  if (waitsFor === 'filing')
    return line(
      version > 1 ? words.notFiledAgain : words.notFiled,
      button(t.filing.open, 'minutes.filing', id),
    )
  return meeting.status === 'running'
    ? line(words.notApproved, button(t.minutes.goOn, 'run.open', id))
    : line(words.notStarted, button(t.minutes.start, 'run.start', id))
}
