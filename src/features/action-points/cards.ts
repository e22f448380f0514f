import { z } from 'zod'
import { button } from '../../cards/button.ts'
import { defineCard } from '../../cards/define-card.ts'
import { textsIn, textsOn } from '../../locales/texts.ts'
import type { Language } from '../../shared/action.ts'
import type { Day } from '../../shared/day.ts'
import { fullDay, relativeDay, rowDate, rowDay } from '../../shared/human-dates.ts'
import type { Card, CardJson } from '../../shared/outcome.ts'
import { paragraphs, shown, withCapital } from '../../shared/text.ts'
import type { Zone } from '../../shared/zoned-time.ts'
import type { Basis } from '../consent/model.ts'
import type { Person } from '../people/model.ts'
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
        ...fact(t.wanted, point.wantedDay === null ? null : fullDay(point.wantedDay, lang)),
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
    if (can.includes('grantDay') && from.point.wantedDay)
      list.push(
        button(
          t.grantDay,
          'action.grantDay',
          { ...id, dueDay: from.point.wantedDay },
          { ...bare, style: 'positive' },
        ),
        ask(t.denyDay, 'denyDay'),
      )
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
    // Whoever coordinates decides about dates anyway.
    const postpone =
      can.includes('postpone') && !can.includes('reassign') ? [ask(t.postpone, 'postpone')] : []
    const decline = can.includes('decline') ? [ask(t.decline, 'decline')] : []
    // First a yes or a no; once it is taken, another day is what people need.
    list.push(...(from.point.status === 'accepted' ? [...postpone, ...decline] : [...decline, ...postpone]))
    if (can.includes('handOver')) list.push(ask(t.handOver, 'handOver'))
    if (can.includes('reassign') && (can.includes('done') || can.includes('grantDay')))
      list.push(ask(t.change, 'reassign'))
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
  const given = event.toPersonId ? t.historyTo(what, nameOf(names.get(event.toPersonId), lang)) : what
  const line =
    event.dueDay && event.what !== 'created' ? t.historyDay(given, rowDay(event.dueDay, lang)) : given
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
  if (point.wantedDay !== null)
    return personId === coordinatorId
      ? t.wantedCoordinator(name(point.ownerId))
      : t.wanted(name(coordinatorId), fullDay(point.dueDay, lang))
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

export type ReasonMove = 'decline' | 'drop' | 'refuse' | 'denyDay'

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
          // The day that is refused: another one that was asked for since is not refused unseen.
          {
            actionPointId: point.id,
            ...(move === 'denyDay' && point.wantedDay ? { dueDay: point.wantedDay } : {}),
          },
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

/** From a card that asks for more, back to the action point. */
export const wayBack = (point: ActionPoint, lang: Language): CardJson[] => [
  button(textsIn(lang).common.back, 'action.open', { actionPointId: point.id }, { inputs: false }),
  button(textsIn(lang).common.close, 'start.close', {}, { inputs: false }),
]

/** What is wrong with a date that was chosen, with the nearest good one. */
export function dayProblemWords(problem: DayProblem, lang: Language): string {
  const t = textsIn(lang).actionPoints.dayProblems
  const offer = problem.offer ? fullDay(problem.offer, lang) : ''
  if (problem.code === 'unreadable' || problem.code === 'tooFar') return t[problem.code]
  if (problem.code === 'past') return t.past(offer)
  if (problem.why?.kind === 'weekend') return t.weekend(offer)
  return problem.why?.name ? t.holiday(problem.why.name, offer) : t.closed(offer)
}
