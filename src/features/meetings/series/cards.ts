import { z } from 'zod'
import { type ButtonPayload, button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import { isDay, isoWeek } from '../../../shared/day.ts'
import { fullDate, rowDate, rowDay, shortDay, weekdayName, weekLabel } from '../../../shared/human-dates.ts'
import type { Card, CardJson, Message } from '../../../shared/outcome.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import { dayOf, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import type { Showing } from '../../polls/cards.ts'
import { timeText } from '../../polls/drafting/cards.ts'
import type { Poll } from '../../polls/model.ts'
import { closedText, movedText, namesIn } from '../../polls/proposal/cards.ts'
import { closedFor, passedOver } from '../../polls/proposal/reasons/model.ts'
import type { Team } from '../../teams/model.ts'
import { fileButton, fullSpan } from '../cards.ts'
import type { InCalendar, Meeting } from '../model.ts'
import type { LaidOutDate, LeftOut, Missing, Shift } from './model.ts'
import { namedIn, type ReadDate } from './reading/model.ts'

/** So many dates stand on one card; the rest follow when these are planned. */
export const mostDates = 8

const plan = defineCard(
  'series-plan',
  z.object({
    notes: z.array(z.object({ text: z.string() })),
    rows: z.array(
      z.object({
        keepId: z.string(),
        title: z.string(),
        keep: z.string(),
        dayId: z.string(),
        day: z.string(),
        timeId: z.string(),
        time: z.string(),
        shifted: z.string(),
        without: z.string(),
        problem: z.string(),
      }),
    ),
    keepTitle: z.string(),
    dayLabel: z.string(),
    timeLabel: z.string(),
  }),
  'posted',
)

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
  return plan(
    {
      lang,
      heading: closed ? t.closedHeading : none ? t.doneHeading : t.heading,
      context: shown(team.name),
      problem,
      next: closed ? t.closedNext : none ? t.doneNext : insistsOnSome(rows) ? t.insistNext : t.next,
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
      notes: notesOf(half, showing).map(text => ({ text })),
      rows: rows.map((row, index) => ({
        keepId: `keep${index}`,
        title: titleOf(row, index, showing),
        keep: row.keep ? 'true' : 'false',
        dayId: `day${index}`,
        day: row.day,
        timeId: `time${index}`,
        time: row.time,
        shifted: row.laidOut ? shiftedText(row.laidOut, showing) : '',
        without: row.laidOut?.without.length
          ? t.without(missingText(row.laidOut.without, showing, t.saidNo))
          : '',
        problem: problemText(row, showing),
      })),
      keepTitle: t.keep,
      dayLabel: texts.polls.day,
      timeLabel: texts.polls.time,
    },
  )
}

/** What a button says of the rows: that a time as it was typed is insisted on, and who was named then. */
function insistence(rows: readonly PlanRow[], anew: boolean): ButtonPayload {
  const fields = rows.flatMap((row, index) => {
    const on = row.insisted?.on ?? (anew ? row.asked : undefined)
    const seen = row.insisted?.seen ?? namedIn(row)
    return on
      ? [
          [`insist${index}`, on],
          [`instead${index}`, `${row.day}T${row.time}`],
          [`seen${index}`, seen.join(',')],
        ]
      : []
  })
  return Object.fromEntries(fields) as ButtonPayload
}

/** What was typed may be insisted on in some of the rows that are wrong, but not in others. */
const insistsOnSome = (rows: readonly PlanRow[]) =>
  rows.some(row => row.asked) && rows.some(row => row.problem && !row.asked)

function planButtons({ team, rows, asked }: HalfYear, { lang }: Showing): CardJson[] {
  const t = textsIn(lang).series.half
  const goes = (title: string, go: Go, { positive = false, anew = false } = {}) =>
    button(
      title,
      'series.plan',
      { teamId: team.id, ...insistence(rows, anew), go },
      positive ? { style: 'positive' } : {},
    )
  const first = { positive: true }
  if (rows.some(row => row.problem)) {
    const go = asked ?? 'ticked'
    const insist = rows.some(row => row.asked) ? [goes(t.insist, go, { anew: true })] : []
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

/** What the date field below does not show: 'Tirsdag i uge 43'. */
function titleOf({ day }: PlanRow, index: number, { lang }: Showing): string {
  const t = textsIn(lang).polls
  return isDay(day)
    ? t.row(withCapital(weekdayName(day, lang)), weekLabel(day, lang))
    : t.rowUnreadable(index + 1)
}

function shiftedText({ shifts }: LaidOutDate, showing: Showing): string {
  if (shifts.length === 0) return ''
  return textsIn(showing.lang).polls.moved(shifts.length, whyText(shifts, showing))
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
    case 'planned':
      return [t.planned(weeks())]
    case 'missing':
      return [
        t.missing(missingText(first.people, showing), polls.list(shifts.map(one => shortDay(one.day, lang)))),
      ]
    default:
      return passedOver(shifts.filter(one => one.kind === 'noMeeting')).map(one => movedText(one, lang))
  }
}

/** Who has said no, is busy, or away: nobody learns by what else, where, or in which team (R-SEC-2). */
function missingText(
  people: readonly Missing[],
  showing: Showing,
  saidNo = textsIn(showing.lang).polls.saidNo,
): string {
  const t = textsIn(showing.lang).polls
  const clause = (why: Missing['why'], words: (names: string) => string) => {
    const ids = people.filter(one => one.why === why).map(one => one.personId)
    return ids.length > 0 ? [words(t.list(namesIn(ids, showing)))] : []
  }
  return t.clauses([...clause('saidNo', saidNo), ...clause('meeting', t.busy), ...clause('away', t.away)])
}

function problemText({ problem, nearest }: PlanRow, showing: Showing): string {
  if (!problem) return ''
  const { lang, zone } = showing
  const t = textsIn(lang).series.half
  const wrong =
    problem.type === 'overlap'
      ? t.overlap
      : problem.type === 'missing'
        ? `${missingText(problem.people, showing)}.`
        : timeText(problem, lang)
  return `${wrong} ${nearest ? t.filledIn(rowDate(nearest, zone, lang)) : t.nothingNear}`
}

/** A row as it is laid out, ticked. */
export const laidOutRow = (laidOut: LaidOutDate, zone: Zone): PlanRow => ({
  keep: true,
  day: laidOut.day,
  time: timeOf(laidOut.startAt, zone),
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
  const all = meetings.length > 0 && meetings.every(({ calendar }) => calendar.standing !== 'link')
  return all ? textsIn(lang).meetings.ownCalendar.several : ''
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
  return dates(
    {
      lang,
      heading: t.savedHeading,
      context: shown(of.team.name),
      saved: isNew ? t.saved(of.meetings.length) : '',
      next: isNew ? t.savedNext : t.thereBefore,
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
  const own = byItself(of.meetings, showing)
  return {
    card: dates(
      {
        lang,
        heading: t.messageHeading,
        context: [team, ...(of.team.place ? [shown(of.team.place)] : [])].join(' · '),
        next: [...(own === '' ? [t.messageLink] : []), t.messageNext].join(' '),
        buttons: [button(meetings.entry, 'meeting.mine'), button(common.start, 'start.open')],
      },
      { note: own, dates: dateRows(of.meetings, showing) },
    ),
    summary: t.messageSummary(team, of.meetings.length),
  }
}
