import { z } from 'zod'
import { button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import { isoWeek } from '../../../shared/day.ts'
import { fullDate, rowDate, rowDay, shortDay } from '../../../shared/human-dates.ts'
import type { Card, CardJson, Message } from '../../../shared/outcome.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import { dayOf, type Zone } from '../../../shared/zoned-time.ts'
import type { Showing } from '../../polls/cards.ts'
import type { Poll } from '../../polls/model.ts'
import { closedText, movedText } from '../../polls/proposal/cards.ts'
import { closedFor, passedOver } from '../../polls/proposal/reasons/model.ts'
import type { Team } from '../../teams/model.ts'
import { calendarLine, fileButton, fullSpan } from '../cards.ts'
import type { InCalendar, Meeting } from '../model.ts'
import { datesCard, missingText } from '../typed-dates/cards.ts'
import { fieldsOf, insistable, type ReadDate } from '../typed-dates/model.ts'
import { insistenceIn } from '../typed-dates/schema.ts'
import { type LaidOutDate, type LeftOut, marksOf, type Shift } from './model.ts'

/** So many dates stand on one card; the rest follow when these are planned. */
export const mostDates = 8

/** A row of the card: a date as it was laid out, or as it was typed. */
export interface PlanRow extends ReadDate {
  laidOut?: LaidOutDate
}

/** What was pressed: all, those ticked, or all although some are not ticked. */
export type Go = 'all' | 'ticked' | 'sure'

export interface HalfYear {
  team: Team
  rows: readonly PlanRow[]
  leftOut: readonly LeftOut[]
  /** meetings to come, earliest first */
  planned: readonly Meeting[]
  /** how many more dates there are than stand here */
  rest: number
  poll: Poll | null
  problem?: string
  /** set when the card came back: what was pressed, and is asked about */
  asked?: Go
}

/** The dates of a half-year (*planlæg halvåret*): each with its explanation, to be changed, ticked, or left out. */
export function planCard(half: HalfYear, showing: Showing): Card {
  const { lang } = showing
  const texts = textsIn(lang)
  const t = texts.series.half
  const { team, rows, problem = '' } = half
  const none = rows.length === 0
  const closed = isClosed(half)
  return datesCard(
    {
      lang,
      heading: closed ? t.closedHeading : none ? t.doneHeading : t.heading,
      context: shown(team.name),
      problem,
      next: closed ? t.closedNext : none ? t.doneNext : insistable(rows) === 'some' ? t.insistNext : t.next,
      buttons: [
        ...(none
          ? [
              button(texts.polls.findDate, 'poll.draft', { teamId: team.id }),
              ...(closed ? [button(texts.teams.view.rhythm, 'team.rhythm', { teamId: team.id })] : []),
            ]
          : planButtons(half, showing)),
        ...(half.poll
          ? [button(texts.polls.cancel, 'poll.askCancel', { pollId: half.poll.id }, { inputs: false })]
          : []),
        button(texts.common.start, 'start.open', {}, { inputs: false }),
      ],
    },
    {
      notes: notesOf(half, showing),
      rows: rows.map(({ laidOut, ...row }) => ({
        ...row,
        remarks: laidOut ? remarksOf(laidOut, showing) : [],
      })),
      keepTitle: t.keep,
      overlap: t.overlap,
    },
    showing,
  )
}

/** Why it is that date, and who cannot come. */
function remarksOf({ shifts, without }: LaidOutDate, showing: Showing): string[] {
  const { polls, series } = textsIn(showing.lang)
  return [
    ...(shifts.length > 0 ? [polls.moved(shifts.length, whyText(shifts, showing))] : []),
    ...(without.length > 0 ? [series.half.without(missingText(without, showing, series.half.saidNo))] : []),
  ]
}

function planButtons({ team, rows, planned, asked }: HalfYear, { lang, zone }: Showing): CardJson[] {
  const t = textsIn(lang).series.half
  const goes = (title: string, go: Go, { positive = false, anew = false } = {}) =>
    button(
      title,
      'series.plan',
      { teamId: team.id, ...insistenceIn(rows, { zone, anew, named: true }), go, seen: marksOf(planned) },
      positive ? { style: 'positive' } : {},
    )
  const first = { positive: true }
  if (rows.some(row => row.problem)) {
    const go = asked ?? 'ticked'
    const insist = insistable(rows) === 'none' ? [] : [goes(t.insist, go, { anew: true })]
    return [goes(t.go, go, first), ...insist]
  }
  if (asked === 'all' && rows.some(row => row.keep))
    return [goes(t.ticked, 'ticked', first), goes(t.all(rows.length), 'sure')]
  const ticked = rows.length > 1 ? [goes(t.ticked, 'ticked')] : []
  return [goes(t.all(rows.length), asked === 'all' ? 'sure' : 'all', first), ...ticked]
}

/** Policy closes every date of the rhythm, and nothing was planned before. */
const isClosed = ({ rows, planned, leftOut }: HalfYear): boolean =>
  rows.length === 0 &&
  planned.length === 0 &&
  leftOut.length > 0 &&
  leftOut.every(({ shifts }) => shifts.every(shift => shift.kind === 'noMeeting'))

function notesOf(half: HalfYear, showing: Showing): string[] {
  if (!isClosed(half)) return usualNotes(half, showing)
  const passed = half.leftOut.flatMap(({ shifts }) =>
    shifts.flatMap(shift => (shift.kind === 'noMeeting' ? [shift] : [])),
  )
  return [
    closedText(closedFor(half.team.weekday, passed), textsIn(showing.lang).series.half.period, showing.lang),
  ]
}

function usualNotes({ planned, leftOut, rest, poll, rows }: HalfYear, showing: Showing): string[] {
  const { lang, zone } = showing
  const t = textsIn(lang).series.half
  const dates = planned.slice(0, mostDates).map(one => shortDay(dayOf(one.startAt, one.zone), lang))
  const more = planned.length > mostDates ? [t.more(planned.length - mostDates)] : []
  return [
    ...(poll ? [t.openPoll(rowDate(poll.deadlineAt, zone, lang))] : []),
    ...(planned.length > 0 ? [t.planned([...dates, ...more].join(', '))] : []),
    ...(rows.length === 0 ? [t.allPlanned] : []),
    ...leftOut.map(one => t.leftOut(withCapital(rowDay(one.rhythmDay, lang)), whyText(one.shifts, showing))),
    ...(rest > 0 ? [t.rest(rest)] : []),
  ]
}

/** Each reason once, with the weeks or days that it holds for: as the proposals for a single date say it (R-POLL-8). */
function whyText(shifts: readonly Shift[], showing: Showing): string {
  const groups: Shift[][] = []
  for (const shift of shifts) {
    const group = groups.at(-1)
    if (group?.[0] && reasonOf(group[0]) === reasonOf(shift)) group.push(shift)
    else groups.push([shift])
  }
  return textsIn(showing.lang).polls.clauses(groups.flatMap(group => reasonTexts(group, showing)))
}

const reasonOf = (shift: Shift) => (shift.kind === 'missing' ? JSON.stringify(shift.people) : shift.kind)

function reasonTexts(shifts: readonly Shift[], showing: Showing): string[] {
  const { lang } = showing
  const { polls, series } = textsIn(lang)
  const t = series.half.why
  const [first] = shifts
  const weeks = () => polls.weeks(polls.list(shifts.map(({ day }) => String(isoWeek(day)))), shifts.length)
  switch (first?.kind) {
    case 'tooSoon':
      return [t.tooSoon(weeks())]
    case 'missing':
      return [
        t.missing(missingText(first.people, showing), polls.list(shifts.map(one => shortDay(one.day, lang)))),
      ]
    default:
      return passedOver(shifts.filter(one => one.kind === 'noMeeting')).map(one => movedText(one, lang))
  }
}

/** A row as it is laid out, ticked. */
export const laidOutRow = (laidOut: LaidOutDate, zone: Zone): PlanRow => ({
  keep: true,
  ...fieldsOf(laidOut.startAt, zone),
  laidOut,
})

const dates = defineCard(
  'series-dates',
  z.object({
    note: z.string(),
    dates: z.array(z.object({ date: z.string(), action: buttonField })),
  }),
  'posted',
)

/** A meeting that gets into its reader's calendar by itself has a button that leads to it instead. */
const dateRows = (meetings: PlannedDates['meetings'], { lang }: Showing) =>
  meetings.map(({ meeting, calendar }) => ({
    date: withCapital(fullSpan(meeting, lang)),
    action:
      fileButton(textsIn(lang).series.half.calendar, calendar)[0] ??
      button(textsIn(lang).common.open, 'meeting.open', { meetingId: meeting.id }),
  }))

/** That none of them need be put into a calendar by hand. */
function byItself(meetings: PlannedDates['meetings'], { lang }: Showing): string {
  const [first, ...others] = meetings
  if (!first || meetings.some(({ calendar }) => calendar.standing === 'link')) return ''
  return others.length > 0
    ? textsIn(lang).meetings.ownCalendar.several
    : calendarLine(lang, first.calendar).join('')
}

export interface PlannedDates {
  team: Team
  /** those that are new, or, when none is, those that were there */
  meetings: readonly { meeting: Meeting; calendar: InCalendar }[]
}

/**
 * To the coordinator: what was planned, and what happens now.
 * @param state `isNew` false: a second press planned nothing · `more`: some dates are left
 */
export function plannedCard(
  of: PlannedDates,
  { isNew, more, poll }: { isNew: boolean; more: boolean; poll: Poll | null },
  showing: Showing,
): Card {
  const { lang, zone } = showing
  const { common, meetings, polls, series } = textsIn(lang)
  const t = series.half
  const [first] = of.meetings
  const count = of.meetings.length
  return dates(
    {
      lang,
      heading: t.savedHeading(count),
      context: shown(of.team.name),
      saved: isNew ? t.saved(count) : '',
      next: isNew ? t.savedNext(count) : t.thereBefore(count),
      buttons: [
        ...(first
          ? [
              button(
                meetings.view.agenda,
                'agenda.open',
                { meetingId: first.meeting.id },
                { style: 'positive' },
              ),
            ]
          : []),
        ...(more ? [button(t.seeRest, 'series.open', { teamId: of.team.id })] : []),
        ...(poll ? [button(polls.cancel, 'poll.askCancel', { pollId: poll.id })] : []),
        button(common.start, 'start.open'),
      ],
    },
    {
      note: poll ? t.openPoll(fullDate(poll.deadlineAt, zone, lang)) : byItself(of.meetings, showing),
      dates: dateRows(of.meetings, showing),
    },
  )
}

/** Told once to everybody else: all dates, each with its calendar file (R-POLL-6). */
export function plannedMessage(of: PlannedDates, showing: Showing): Message {
  const { lang } = showing
  const { common, meetings, series } = textsIn(lang)
  const t = series.half
  const team = shown(of.team.name)
  const count = of.meetings.length
  const own = byItself(of.meetings, showing)
  return {
    card: dates(
      {
        lang,
        heading: t.messageHeading(count),
        context: [team, ...(of.team.place ? [shown(of.team.place)] : [])].join(' · '),
        next: [...(own === '' ? [t.messageLink(count)] : []), t.messageNext].join(' '),
        buttons: [button(meetings.entry, 'meeting.mine'), button(common.start, 'start.open')],
      },
      { note: own, dates: dateRows(of.meetings, showing) },
    ),
    summary: t.messageSummary(team, count),
  }
}
