import { z } from 'zod'
import { button, choicesField } from '../../cards/button.ts'
import { defineCard } from '../../cards/define-card.ts'
import { listed, textsIn, textsOn } from '../../locales/texts.ts'
import type { Language } from '../../shared/action.ts'
import type { Day } from '../../shared/day.ts'
import { fullDay, relativeDay, rowDate, rowDay } from '../../shared/human-dates.ts'
import type { Card, CardJson } from '../../shared/outcome.ts'
import { paragraphs, shown, withCapital } from '../../shared/text.ts'
import type { Zone } from '../../shared/zoned-time.ts'
import type { Basis } from '../consent/model.ts'
import type { OutOfReach, Person } from '../people/model.ts'
import {
  type ActionPoint,
  type ActionPointEvent,
  type DayProblem,
  type Move,
  movesOf,
  openStatuses,
  overdueDays,
} from './model.ts'
import { nameOf, type Origin, originWords } from './nudges/cards.ts'

const actionPoint = defineCard(
  'action-point',
  z.object({
    lines: z.array(z.object({ text: z.string() })),
    facts: z.array(z.object({ label: z.string(), text: z.string(), late: z.boolean() })),
    noteLabel: z.string(),
    note: z.string(),
    noteProblem: z.string(),
    historyHeading: z.string(),
    history: z.array(z.object({ when: z.string(), text: z.string() })),
  }),
  'fetched',
)

/** What a reader's view of an action point is drawn from. */
export interface ActionPointView {
  point: ActionPoint
  /** what the item's team works on */
  basis: Basis
  /** null: withheld from this reader */
  text: string | null
  origin: Origin
  history: readonly ActionPointEvent[]
  names: ReadonlyMap<string, Person>
  coordinatorId: string
  personId: string
  lang: Language
  zone: Zone
  today: Day
}

export interface ActionPointState {
  saved?: string
  problem?: string
  note?: string
  noteProblem?: string
}

/** A text of many short lines is shown as few: a card has to fit into a message. */
const linesOf = (text: string): string[] => {
  const lines = paragraphs(text)
  return lines.length <= mostLines ? lines : [lines.join(' ')]
}
const mostLines = 10
/** The latest events; a card is no archive. */
const mostEvents = 12

/** One action point with its history, and what this reader can do with it (R-ACT-1, R-ACT-2). */
export function actionPointCard(view: ActionPointView, state: ActionPointState = {}): Card {
  const { point, lang, names, personId } = view
  const t = textsIn(lang).actionPoints
  const common = textsIn(lang).common
  const name = (id: string) => nameOf(names.get(id), lang)
  const days = overdueDays(point.dueDay, view.today)
  const late = days > 0 && openStatuses.includes(point.status)
  const due = `${fullDay(point.dueDay, lang)} · ${late ? t.overdue(days) : relativeDay(point.dueDay, view.today, lang)}`
  const allowed = movesOf(point, personId, view.coordinatorId === personId)
  const text =
    view.text === null
      ? textsOn(view.basis, lang).actionPoints.withheld
      : point.kind === 'parentTalk'
        ? t.parentTalk
        : view.text
  const fact = (label: string, value: string | null, isLate = false) =>
    value === null ? [] : [{ label, text: value, late: isLate }]
  return actionPoint(
    {
      lang,
      heading: point.ownerId === personId && point.status !== 'declined' ? t.heading.mine : t.heading.other,
      context: t.place(
        shown(view.origin.teamName),
        view.origin.itemNumber,
        rowDay(view.origin.meetingDay, lang),
      ),
      next: nextWords(view),
      ...(state.saved ? { saved: state.saved } : {}),
      ...(state.problem ? { problem: state.problem } : {}),
      buttons: buttonsFor(view, allowed),
    },
    {
      lines: linesOf(text).map(line => ({ text: shown(line) })),
      facts: [
        ...fact(t.owner, point.status === 'declined' ? null : name(point.ownerId)),
        ...fact(t.receiver, point.handoverToId === null ? null : name(point.handoverToId)),
        ...fact(t.due, due, late),
        ...fact(t.status, t.statuses[point.status] + (point.escalatedAt && late ? `. ${t.escalated}` : '')),
        ...fact(t.note, point.note === null || view.text === null ? null : shown(point.note)),
      ],
      noteLabel: allowed.includes('done') ? t.noteLabel : '',
      note: state.note ?? '',
      noteProblem: state.noteProblem ?? '',
      historyHeading: t.historyHeading,
      history: view.history.slice(-mostEvents).map(event => ({
        when: rowDate(event.at, view.zone, lang),
        text: eventWords(event, names, lang, view.text !== null),
      })),
    },
  )

  function buttonsFor(from: ActionPointView, can: readonly Move[]): CardJson[] {
    const id = { actionPointId: from.point.id }
    const bare = { inputs: false } as const
    const ask = (title: string, move: Move) => button(title, 'action.ask', { ...id, move }, bare)
    const list: CardJson[] = []
    if (can.includes('takeOver'))
      list.push(button(t.takeOver, 'action.takeOver', id, { ...bare, style: 'positive' }))
    if (can.includes('refuse')) list.push(ask(t.refuse, 'refuse'))
    if (can.includes('accept'))
      list.push(
        button(from.point.status === 'handingOver' ? t.takeBack : t.accept, 'action.accept', id, {
          ...bare,
          style: 'positive',
        }),
      )
    if (can.includes('done'))
      list.push(button(t.done, 'action.done', id, can.includes('accept') ? {} : { style: 'positive' }))
    if (can.includes('reassign') && list.length === 0)
      list.push(ask(from.point.status === 'declined' ? t.choose : t.change, 'reassign'))
    list.splice(2, 0, button(common.close, 'start.close', {}, bare))
    if (can.includes('decline')) list.push(ask(t.decline, 'decline'))
    if (can.includes('handOver')) list.push(ask(t.handOver, 'handOver'))
    if (can.includes('reassign') && can.includes('done')) list.push(ask(t.change, 'reassign'))
    if (can.includes('drop')) list.push(ask(t.drop, 'drop'))
    return list
  }
}

/** One line of the history: 'Mette Dahl sagde nej – »har ikke tid«'. */
export function eventWords(
  event: ActionPointEvent,
  names: ReadonlyMap<string, Person>,
  lang: Language,
  withDetail = true,
): string {
  const t = textsIn(lang).actionPoints
  const who = event.actorId === null ? t.bot : nameOf(names.get(event.actorId), lang)
  const what = `${who} ${t.history[event.what]}`
  const line = event.toPersonId ? t.historyTo(what, nameOf(names.get(event.toPersonId), lang)) : what
  return event.detail && withDetail ? t.historyDetail(line, shown(event.detail)) : line
}

function nextWords({ point, personId, coordinatorId, names, lang }: ActionPointView): string {
  const t = textsIn(lang).actionPoints.next
  const due = fullDay(point.dueDay, lang)
  const name = (id: string) => nameOf(names.get(id), lang)
  if (!openStatuses.includes(point.status)) return t.over
  if (point.status === 'declined')
    return personId === coordinatorId ? t.declinedCoordinator : t.declined(name(coordinatorId))
  if (point.handoverToId === personId) return t.receiver
  if (point.ownerId !== personId)
    return personId === coordinatorId ? t.otherLed(name(point.ownerId)) : t.other(name(point.ownerId))
  if (point.status === 'handingOver') return t.handingOver(name(point.handoverToId ?? ''))
  return point.status === 'assigned' ? t.assigned(due) : t.accepted(due)
}

const reasonCardOf = defineCard(
  'action-reason',
  z.object({ label: z.string(), missing: z.string(), reason: z.string(), problemText: z.string() }),
  'fetched',
)

export type ReasonMove = 'decline' | 'drop' | 'refuse'

/** Asks for the reason without which nothing is declined or dropped (R-ACT-1, R-ACT-2). */
export function reasonCard(
  point: ActionPoint,
  move: ReasonMove,
  about: { lang: Language; origin: Origin; teller: string },
  typed: { reason?: string; problem?: string } = {},
): Card {
  const { lang } = about
  const t = textsIn(lang).actionPoints
  const next = move === 'drop' ? t.reasonNext.drop : t.reasonNext[move](about.teller)
  return reasonCardOf(
    {
      lang,
      heading: t.reasonHeading[move],
      context: withCapital(originWords(about.origin, lang)),
      next,
      ...(typed.problem ? { problem: textsIn(lang).common.fix } : {}),
      buttons: [
        button(
          t.send[move],
          `action.${move}`,
          { actionPointId: point.id },
          { style: move === 'drop' ? 'destructive' : 'positive' },
        ),
        ...wayBack(point, lang),
      ],
    },
    {
      label: t.reasonLabel,
      missing: t.reasonMissing,
      reason: typed.reason ?? '',
      problemText: typed.problem ?? '',
    },
  )
}

const wayBack = (point: ActionPoint, lang: Language): CardJson[] => [
  button(textsIn(lang).common.back, 'action.open', { actionPointId: point.id }, { inputs: false }),
  button(textsIn(lang).common.close, 'start.close', {}, { inputs: false }),
]

const assignCardOf = defineCard(
  'action-assign',
  z.object({
    personLabel: z.string(),
    choices: choicesField,
    personId: z.string(),
    personMissing: z.string(),
    personProblem: z.string(),
    dueLabel: z.string(),
    dueDay: z.string(),
    dueProblem: z.string(),
  }),
  'fetched',
)

/** Somebody who can be given an action point. */
export interface Candidate {
  person: Person
  /** null: hears of it in time */
  out: OutOfReach | null
}

/** 'er væk til og med fredag 27. november' */
function outWords(out: OutOfReach, today: Day, lang: Language): string {
  const t = textsIn(lang).actionPoints
  if (out.type === 'noChat') return t.hasNoChat
  const until = rowDay(out.toDay, lang)
  return out.fromDay <= today ? t.awayUntil(until) : t.awayFrom(rowDay(out.fromDay, lang), until)
}

/** What came of asking: also that the one who was asked may not hear of it in time, and who else can take it. */
export function askedWords(
  people: readonly Candidate[],
  personId: string,
  today: Day,
  lang: Language,
): string {
  const t = textsIn(lang).actionPoints
  const asked = people.find(one => one.person.id === personId)
  const name = nameOf(asked?.person, lang)
  if (!asked?.out) return t.saved.handOver(name)
  const others = people.filter(one => one !== asked && one.out === null).map(one => nameOf(one.person, lang))
  const late = t.saved.handOverLate(name, outWords(asked.out, today, lang))
  return others.length === 0 ? late : `${late} ${t.saved.others(listed(others, lang))}`
}

/** Picks the one who gets it: asked by the owner (`handOver`), or decided by the coordinator, with the due date. */
export function assignCard(
  point: ActionPoint,
  move: 'handOver' | 'reassign',
  about: { lang: Language; origin: Origin; people: readonly Candidate[]; today: Day },
  typed: { personId?: string; dueDay?: string; personProblem?: string; dueProblem?: string } = {},
): Card {
  const { lang, people } = about
  const t = textsIn(lang).actionPoints
  const asking = move === 'handOver'
  return assignCardOf(
    {
      lang,
      heading: asking ? t.handOverHeading : t.changeHeading,
      context: withCapital(originWords(about.origin, lang)),
      next: asking ? t.handOverNext : t.changeNext,
      ...(typed.personProblem || typed.dueProblem ? { problem: textsIn(lang).common.fix } : {}),
      buttons: [
        button(
          asking ? t.handOverSend : textsIn(lang).common.save,
          `action.${move}`,
          { actionPointId: point.id },
          { style: 'positive' },
        ),
        ...wayBack(point, lang),
      ],
    },
    {
      personLabel: asking ? t.handOverLabel : t.ownerLabel,
      choices: people.map(({ person, out }) => ({
        value: person.id,
        title: out ? t.outOfReach(person.name, outWords(out, about.today, lang)) : person.name,
      })),
      personId: typed.personId ?? (asking || point.status === 'declined' ? '' : point.ownerId),
      personMissing: asking ? t.handOverMissing : t.ownerMissing,
      personProblem: typed.personProblem ?? '',
      dueLabel: asking ? '' : t.dueLabel,
      dueDay: typed.dueDay ?? point.dueDay,
      dueProblem: typed.dueProblem ?? '',
    },
  )
}

/** What is wrong with a date that was chosen, with the nearest good one. */
export function dayProblemWords(problem: DayProblem, lang: Language): string {
  const t = textsIn(lang).actionPoints.dayProblems
  const offer = problem.offer ? fullDay(problem.offer, lang) : ''
  if (problem.code === 'unreadable' || problem.code === 'tooFar') return t[problem.code]
  if (problem.code === 'past') return t.past(offer)
  if (problem.why?.kind === 'weekend') return t.weekend(offer)
  return problem.why?.name ? t.holiday(problem.why.name, offer) : t.closed(offer)
}
