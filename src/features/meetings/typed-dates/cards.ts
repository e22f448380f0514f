import { z } from 'zod'
import { defineCard, type Frame } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { type Day, isDay } from '../../../shared/day.ts'
import { fullDay, rowDate, rowDay, weekdayName, weekLabel } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { withCapital } from '../../../shared/text.ts'
import type { NoMeeting } from '../../../shared/working-calendar.ts'
import type { Showing } from '../../polls/cards.ts'
import { closedText, namesIn } from '../../polls/proposal/cards.ts'
import type { Missing } from '../availability/model.ts'
import type { NoDay, TimeProblem } from '../model.ts'
import type { ReadDate, WrongDate } from './model.ts'

const dates = defineCard(
  'typed-dates',
  z.object({
    notes: z.array(z.object({ text: z.string() })),
    rows: z.array(
      z.object({
        own: z.boolean(),
        keepId: z.string(),
        title: z.string(),
        keep: z.string(),
        dayId: z.string(),
        day: z.string(),
        timeId: z.string(),
        time: z.string(),
        remarks: z.array(z.object({ remark: z.string() })),
        problem: z.string(),
      }),
    ),
    keepTitle: z.string(),
    dayLabel: z.string(),
    timeLabel: z.string(),
    deadlineLabel: z.string(),
    deadline: z.string(),
    deadlineProblem: z.string(),
  }),
  'posted',
)

/** A row of a card with dates. */
export interface DateRow extends ReadDate {
  /** an empty one for a time of one's own; filled in, it counts */
  own?: boolean
  /** why it is this date, and who cannot come; none is empty */
  remarks?: readonly string[]
}

export interface DateRows {
  notes: readonly string[]
  rows: readonly DateRow[]
  /** what it means to tick a row */
  keepTitle: string
  /** that a time lies over another */
  overlap: string
  /** said at the first row */
  none?: string
  /** until when one may answer, below the rows */
  deadline?: { label: string; value: string; problem: string }
}

/** Dates to be kept, changed or left out, each with what is wrong with it and what stands in its place. */
export function datesCard(frame: Frame, state: DateRows, showing: Showing): Card {
  const t = textsIn(showing.lang).polls
  const { notes, rows, keepTitle, deadline } = state
  return dates(frame, {
    notes: notes.map(text => ({ text })),
    rows: rows.map((row, index) => ({
      own: row.own === true,
      keepId: `keep${index}`,
      title: row.own ? t.own : titleOf(row.day, index + 1, showing.lang),
      keep: row.keep ? 'true' : 'false',
      dayId: `day${index}`,
      day: row.day,
      timeId: `time${index}`,
      time: row.time,
      remarks: (row.remarks ?? []).map(remark => ({ remark })),
      problem: row.problem ? problemText(row.problem, state, showing) : (index === 0 && state.none) || '',
    })),
    keepTitle,
    dayLabel: t.day,
    timeLabel: t.time,
    deadlineLabel: deadline?.label ?? '',
    deadline: deadline?.value ?? '',
    deadlineProblem: deadline?.problem ?? '',
  })
}

/** What the date field below does not show: 'Tirsdag i uge 43'. */
function titleOf(typed: string, number: number, lang: Language): string {
  const t = textsIn(lang).polls
  return isDay(typed)
    ? t.row(withCapital(weekdayName(typed, lang)), weekLabel(typed, lang))
    : t.rowUnreadable(number)
}

/** What is wrong with a date, and what stands in its place. */
function problemText(problem: WrongDate, { overlap }: DateRows, showing: Showing): string {
  const { lang, zone } = showing
  const t = textsIn(lang).polls
  const { nearest } = problem
  const wrong = wrongText(problem, overlap, showing)
  if (problem.type === 'time' && problem.problem.problem === 'closed') return wrong
  return `${wrong} ${nearest ? t.filledIn(rowDate(nearest, zone, lang)) : t.nothingNear}`
}

function wrongText(problem: WrongDate, overlap: string, showing: Showing): string {
  switch (problem.type) {
    case 'time':
      return timeText(problem, showing.lang)
    case 'missing':
      return `${missingText(problem.people, showing)}.`
    case 'overlap':
      return overlap
    default:
      return textsIn(showing.lang).polls.problemClash[problem.type]
  }
}

/** Who has said no, is busy, or away: nobody learns by what else, where, or in which team (R-SEC-2). */
export function missingText(
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

function timeText({ problem, asked }: { problem: TimeProblem; asked: Day | null }, lang: Language): string {
  const t = textsIn(lang).polls
  switch (problem.problem) {
    case 'closed':
      return noDayText(problem, lang)
    case 'unreadable':
      return t.problemUnreadable
    case 'past':
      return t.problemPast
    case 'tooFar':
      return t.problemTooFar
    case 'noMeetings':
      return asked ? noMeetingText(asked, problem.why, lang) : t.problemUnreadable
    case 'outsideHours':
    case 'endBeforeStart':
      return t.problemHours
  }
}

/** That there is no day to meet on, what closes them all, and what can be done. */
export function noDayText({ by, from }: Pick<NoDay, 'by' | 'from'>, lang: Language): string {
  const t = textsIn(lang).polls
  return closedText({ weekday: null, by }, from ? t.yearFrom(fullDay(from, lang)) : t.nextYear, lang)
}

/** Why there is no meeting on a day. */
export function noMeetingText(asked: Day, why: NoMeeting, lang: Language): string {
  const t = textsIn(lang).polls
  if (why.kind === 'schoolHoliday')
    return `${withCapital(t.dayIs(t.weeks(String(why.week), 1), t.schoolHoliday(why.week)))}.`
  const day = rowDay(asked, lang)
  if (why.name) return t.problemHoliday(withCapital(day), why.name)
  return why.kind === 'weekend' ? t.problemWeekend(withCapital(day)) : t.problemClosed(day)
}
