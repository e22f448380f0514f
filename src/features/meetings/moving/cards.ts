import { z } from 'zod'
import { button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { listed, textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import { clockTime, fullDate, fullDay, rowDay, shortDay } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import type { NoMeeting } from '../../../shared/working-calendar.ts'
import type { Person } from '../../people/model.ts'
import type { Team } from '../../teams/model.ts'
import { fullSpan } from '../cards.ts'
import { unreachedLine } from '../changes/cards.ts'
import type { ImpossibleTime, Meeting, NoDay, TimeSuggestion } from '../model.ts'
import { noDayText } from '../typed-dates/cards.ts'
import type { Objection } from './model.ts'
import type { Checked, Destination } from './service.ts'

const moveInputs = defineCard(
  'meeting-move',
  z.object({
    dayLabel: z.string(),
    day: z.string(),
    dayProblem: z.string(),
    startLabel: z.string(),
    start: z.string(),
    startProblem: z.string(),
    endLabel: z.string(),
    end: z.string(),
    endProblem: z.string(),
    placeLabel: z.string(),
    place: z.string(),
    placeProblem: z.string(),
    offersHeading: z.string(),
    offers: z.array(buttonField),
  }),
  'posted',
)

/** Date, times and place as they stand in their inputs. */
export interface MoveInputs {
  day: string
  start: string
  end: string
  place: string
}
export type MoveWords = Partial<Record<keyof MoveInputs, string>>

/** What speaks against the time that was asked for, and what was filled in instead. */
export interface Against extends Checked {
  asked: Destination
  names: ReadonlyMap<string, Person>
}

/** When, or where, instead? `problems` holds what to say at a field. */
export function moveCard(
  lang: Language,
  meeting: Meeting,
  team: Team,
  typed: MoveInputs,
  state: { problems?: MoveWords; against?: Against } = {},
): Card {
  const { common, meetings } = textsIn(lang)
  const t = meetings.move
  const { problems = {}, against } = state
  const { id: meetingId } = meeting
  const [, ...others] = against?.offers ?? []
  return moveInputs(
    {
      lang,
      heading: t.heading,
      context: `${shown(team.name)} · ${t.context(fullSpan(meeting, lang))}`,
      problem: against ? againstWords(lang, against) : Object.keys(problems).length > 0 ? common.fix : '',
      next: t.next,
      buttons: [
        button(t.check, 'meeting.checkMove', { meetingId }, { style: 'positive' }),
        ...(against ? [insistButton(lang, meeting, against)] : []),
        button(common.back, 'meeting.open', { meetingId }, { inputs: false }),
      ],
    },
    {
      dayLabel: t.day,
      day: typed.day,
      dayProblem: problems.day ?? '',
      startLabel: t.start,
      start: typed.start,
      startProblem: problems.start ?? '',
      endLabel: t.end,
      end: typed.end,
      endProblem: problems.end ?? '',
      placeLabel: t.place,
      place: typed.place,
      placeProblem: problems.place ?? '',
      offersHeading: others.length > 0 ? t.offers : '',
      offers: others.map(one =>
        button(timeTitle(one, lang), 'meeting.checkMove', {
          meetingId,
          toDay: one.day,
          toStart: one.start,
          toEnd: one.end,
        }),
      ),
    },
  )
}

/** One more click, for whoever knows better: with it, just what they have seen is no question any more. */
function insistButton(lang: Language, { id }: Meeting, { asked, objections }: Against) {
  const t = textsIn(lang).meetings.move
  return button(t.insist(timeTitle(asked, lang)), 'meeting.checkMove', {
    meetingId: id,
    toDay: asked.day,
    toStart: asked.start,
    toEnd: asked.end,
    insists: objections.some(one => one.about !== 'person'),
    anyway: hinderedIn(objections).join(','),
  })
}

export const hinderedIn = (objections: readonly Objection[]): string[] =>
  objections.flatMap(one => (one.about === 'person' ? [one.personId] : []))

/** '3. dec. kl. 9.00': on a button. */
function timeTitle({ day, start }: TimeSuggestion, lang: Language): string {
  return textsIn(lang).meetings.move.timeTitle(shortDay(day, lang), clockTime(start))
}

/** 'torsdag den 3. december 2026 kl. 9.00–11.00' */
function spanWords({ day, start, end }: TimeSuggestion, lang: Language): string {
  return textsIn(lang).meetings.move.span(fullDay(day, lang), clockTime(start), clockTime(end))
}

/** What speaks against the time that was asked for, and what stands in the fields now. */
function againstWords(lang: Language, { asked, objections, names, offers }: Against): string {
  const { move, objections: t } = textsIn(lang).meetings
  const day = objections.find(one => one.about === 'day')
  const people = hinderedWords(lang, objections, names)
  const [filledIn] = offers
  return [
    ...(day ? [dayWords(lang, day.why, asked.day)] : []),
    ...(objections.some(one => one.about === 'hours') ? [t.hours] : []),
    ...(people === '' ? [] : [t.that(withCapital(rowDay(asked.day, lang)), clockTime(asked.start), people)]),
    filledIn ? move.filledIn(spanWords(filledIn, lang)) : move.noOffer,
  ].join(' ')
}

function dayWords(lang: Language, why: NoMeeting, asked: Day): string {
  const t = textsIn(lang).meetings.objections
  const that = withCapital(fullDay(asked, lang))
  if (why.kind === 'schoolHoliday') return t.schoolHoliday(that, why.week)
  if (why.name) return t.holiday(that, why.name)
  return why.kind === 'weekend' ? t.weekend(that) : t.closed(that)
}

/** 'Mette Dahl er optaget. Jens Bach og Ali Demir er væk.' No more is said of why (R-SEC-2). */
function hinderedWords(
  lang: Language,
  objections: readonly Objection[],
  names: ReadonlyMap<string, Person>,
): string {
  const t = textsIn(lang).meetings.objections
  const those = (why: 'busy' | 'away') =>
    objections
      .flatMap(one => (one.about === 'person' && one.why === why ? [one.personId] : []))
      .map(id => shown(names.get(id)?.name ?? ''))
  const [busy, away] = [those('busy'), those('away')]
  return [
    ...(busy.length > 0 ? [t.busy(busy.length, listed(busy, lang))] : []),
    ...(away.length > 0 ? [t.away(away.length, listed(away, lang))] : []),
  ].join(' ')
}

/** What is impossible, each naming what was filled in instead; or that there is nothing to fill in. */
export function impossibleWords(
  lang: Language,
  problems: readonly ImpossibleTime[],
  nearest: TimeSuggestion | null,
): MoveWords {
  const words: MoveWords = {}
  for (const problem of problems) {
    if (problem.problem === 'closed') words.day = noDayText(problem, lang)
    else if (nearest) words[problem.field] ??= impossibleWord(lang, problem, nearest)
  }
  return words
}

function impossibleWord(
  lang: Language,
  problem: Exclude<ImpossibleTime, NoDay>,
  nearest: TimeSuggestion,
): string {
  const t = textsIn(lang).meetings.problems
  const day = fullDay(nearest.day, lang)
  if (problem.field === 'day') {
    if (problem.problem === 'unreadable') return t.choose(day)
    return problem.problem === 'past' ? t.past(day) : t.tooFar(day)
  }
  const filledIn = clockTime(problem.field === 'start' ? nearest.start : nearest.end)
  if (problem.problem === 'unreadable') return t.timeUnreadable(filledIn)
  return problem.problem === 'past' ? t.timePast(day) : t.endBeforeStart(filledIn)
}

const askCard = defineCard(
  'meeting-move-ask',
  z.object({
    lines: z.array(z.object({ text: z.string() })),
    placeLabel: z.string(),
    place: z.string(),
  }),
  'posted',
)

/** Asks once, and says what follows (R-POLL-7). What the tovholder has insisted on stands there once more. */
export function askMoveCard(
  lang: Language,
  meeting: Meeting,
  move: { to: Meeting; asked: Destination; now: Date; unreached: readonly Person[] } & Pick<
    Against,
    'objections' | 'names'
  >,
): Card {
  const { common, meetings } = textsIn(lang)
  const t = meetings.move
  const { to, asked, now, objections, names, unreached } = move
  const { day, start, end } = asked
  const refs = { meetingId: meeting.id, day, start, end }
  const timeMoves =
    to.startAt.getTime() !== meeting.startAt.getTime() || to.endAt.getTime() !== meeting.endAt.getTime()
  const due = to.dueAt <= now ? t.dueGone : t.due(fullDate(to.dueAt, to.zone, lang))
  const hindered = hinderedWords(lang, objections, names)
  const lines = [
    ...(timeMoves ? [t.fromTo(fullSpan(meeting, lang), fullSpan(to, lang)), due] : [t.timeStays]),
    ...(hindered === '' ? [] : [t.allTheSame(hindered)]),
    ...unreachedLine(lang, unreached),
  ]
  const insists = objections.some(one => one.about !== 'person')
  const confirm = { ...refs, sequence: meeting.sequence, insists, anyway: hinderedIn(objections).join(',') }
  const buttons = [
    button(timeMoves ? meetings.view.move : t.changePlace, 'meeting.confirmMove', confirm, {
      style: 'positive',
    }),
    button(common.back, 'meeting.move', refs),
  ]
  return askCard(
    {
      lang,
      heading: timeMoves ? t.askHeading : t.askPlaceHeading,
      next: timeMoves ? t.follows : t.placeFollows,
      buttons,
    },
    { lines: lines.map(text => ({ text })), placeLabel: t.place, place: asked.place },
  )
}
