import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { type Day, isDay } from '../../../shared/day.ts'
import { fullDate, rowDate, rowDay, weekdayName, weekLabel } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import type { NoMeeting } from '../../../shared/working-calendar.ts'
import { instantOf } from '../../../shared/zoned-time.ts'
import type { Team } from '../../teams/model.ts'
import { namesOf, type Showing } from '../cards.ts'
import type { DeadlineProblem, Poll } from '../model.ts'
import { skippedText } from '../proposal/cards.ts'
import type { Skipped } from '../proposal/reasons/model.ts'
import { type Concern, mostSlots, type SlotProblem, type TypedSlot } from './model.ts'
import { remembered } from './schema.ts'

const draft = defineCard(
  'poll-draft',
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
        note: z.string(),
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

export interface Draft {
  /** `own`: an empty row for a time of one's own; filled in, it counts */
  slots: readonly (TypedSlot & { own?: boolean; without?: readonly string[]; problem?: SlotProblem })[]
  skipped: readonly Skipped[]
  deadline: string
  deadlineProblem: DeadlineProblem | null
  concerns?: readonly Concern[]
  /** with `everybodyAway`: who, and until when */
  away?: readonly { personId: string; until: Day }[]
}

/** What a draft is for: a new poll, more times in one, other times in one. */
export interface DraftForm {
  heading: string
  next: string
  send: string
  verb: string
  /** the rows are proposals of the bot: said where there are none */
  proposes?: boolean
  payload: Readonly<Record<string, string>>
  /** beside what is wrong with the rows */
  problem?: string
  /** the way on where there is none with this card */
  others?: readonly CardJson[]
}

/** For a new poll, or more times in the one that is open. */
export function formOf(team: Team, poll: Poll | null, lang: Language): DraftForm {
  const t = textsIn(lang).polls
  return poll
    ? {
        heading: t.moreHeading,
        next: t.moreNext,
        send: t.send,
        proposes: true,
        verb: 'poll.addSlots',
        payload: { pollId: poll.id },
      }
    : {
        heading: t.draftHeading,
        next: t.draftNext,
        send: t.send,
        proposes: true,
        verb: 'poll.start',
        payload: { teamId: team.id },
      }
}

/** More times than a poll can ask about: how many to leave out, and the way to those that are asked about already. */
export function overfull(form: DraftForm, over: number, lang: Language): DraftForm {
  const t = textsIn(lang).polls
  const { pollId } = form.payload
  const problem = t.leaveOut(mostSlots, over)
  if (!pollId || form.verb === 'poll.saveEdit') return { ...form, problem }
  return { ...form, problem, others: [button(t.editTimes, 'poll.edit', { pollId }, { inputs: false })] }
}

/** The buttons of a draft: to send it; where something speaks against it, to send it all the same. */
function buttonsOf(form: DraftForm, state: Draft, { lang, zone }: Showing): CardJson[] {
  const t = textsIn(lang)
  const concerns = state.concerns ?? []
  const anyway = concerns.length > 0 ? { anyway: true } : {}
  const kept = state.slots.map((slot, index) =>
    slot.insisted && isDay(slot.day)
      ? remembered(index, instantOf(slot.day, slot.time, zone), instantOf(slot.day, slot.time, zone))
      : {},
  )
  const own = state.slots.map(({ problem }, index) =>
    problem && problem.type !== 'none' && problem.own ? remembered(index, problem.own, problem.nearest) : {},
  )
  const payload = Object.assign({}, form.payload, anyway, ...kept)
  const wrong = state.deadlineProblem !== null || state.slots.some(slot => slot.problem)
  const plan = !wrong && concerns.includes('oneSlot')
  const send = concerns.length > 0 && !wrong ? t.polls.sendAnyway : form.send
  const style = { style: 'positive' } as const
  return [
    ...(plan ? [button(t.polls.planNow, 'poll.plan', payload, style)] : []),
    button(send, form.verb, payload, plan ? {} : style),
    ...(own.some(one => Object.keys(one).length > 0)
      ? [button(t.polls.insist, form.verb, Object.assign({}, payload, ...own))]
      : []),
    ...(form.others ?? []),
    button(t.common.cancel, 'start.open', {}, { inputs: false }),
  ]
}

/** What one may want to think about, and how to go on. */
function concernText(concern: Concern, state: Draft, { nameOf, lang }: Showing): string {
  const t = textsIn(lang).polls
  if (concern !== 'everybodyAway') return t.concerns[concern]
  const who = (state.away ?? []).map(({ personId, until }) =>
    t.awayUntil(shown(nameOf(personId)), rowDay(until, lang)),
  )
  return t.everybodyAway(t.clauses(who.toSorted((a, b) => a.localeCompare(b, 'da'))))
}

/** The times to ask about: proposed, each to be kept, changed or left out, and room for one's own (R-POLL-1). */
export function draftCard(team: Team, form: DraftForm, state: Draft, showing: Showing): Card {
  const { lang } = showing
  const t = textsIn(lang)
  const wrong = state.deadlineProblem !== null || state.slots.some(slot => slot.problem)
  const problem = form.problem ?? (wrong ? t.common.fix : '')
  const owned = state.slots.filter(({ problem: one }) => one && one.type !== 'none' && one.own).length
  const lost = state.slots.filter(({ problem: one }) => one && one.type !== 'none' && !one.own).length
  return draft(
    {
      lang,
      heading: form.heading,
      context: shown(team.name),
      ...(problem ? { problem } : {}),
      next: owned === 0 ? form.next : lost > 0 ? t.polls.insistNotAll : t.polls.insistNext,
      buttons: buttonsOf(form, state, showing),
    },
    {
      notes: [
        ...(state.concerns ?? []).map(one => ({ text: concernText(one, state, showing) })),
        ...state.skipped.map(one => ({ text: skippedText(one, showing) })),
        ...(form.proposes && state.slots.every(slot => slot.own) ? [{ text: t.polls.noProposals }] : []),
      ],
      rows: state.slots.map((slot, index) => ({
        own: slot.own === true,
        keepId: `keep${index}`,
        title: slot.own ? t.polls.own : titleOf(slot.day, index + 1, lang),
        keep: slot.keep ? 'true' : 'false',
        dayId: `day${index}`,
        day: slot.day,
        timeId: `time${index}`,
        time: slot.time,
        note: slot.without?.length ? t.polls.without(namesOf(slot.without, showing)) : '',
        problem: slot.problem ? problemText(slot.problem, showing) : '',
      })),
      keepTitle: t.polls.keep,
      dayLabel: t.polls.day,
      timeLabel: t.polls.time,
      deadlineLabel: t.polls.deadline,
      deadline: state.deadline,
      deadlineProblem: state.deadlineProblem ? deadlineText(state.deadlineProblem, lang) : '',
    },
  )
}

/** What the date field below does not show: 'Tirsdag i uge 43'. */
function titleOf(typed: string, number: number, lang: Language): string {
  const t = textsIn(lang).polls
  return isDay(typed)
    ? t.row(withCapital(weekdayName(typed, lang)), weekLabel(typed, lang))
    : t.rowUnreadable(number)
}

/** What is wrong with a time, and what stands in its place. */
function problemText(problem: SlotProblem, showing: Showing): string {
  const { lang, zone } = showing
  const t = textsIn(lang).polls
  if (problem.type === 'none') return t.problemNone
  return `${wrongText(problem, showing)} ${t.filledIn(rowDate(problem.nearest, zone, lang))}`
}

function wrongText(problem: Exclude<SlotProblem, { type: 'none' }>, showing: Showing): string {
  const t = textsIn(showing.lang).polls
  if (problem.type === 'time') return timeText(problem, showing.lang)
  if (problem.type !== 'hindered') return t.problemClash[problem.type]
  const { busy, away } = problem
  return [
    ...(busy.length > 0 ? [`${t.busy(namesOf(busy, showing))}.`] : []),
    ...(away.length > 0 ? [`${t.away(namesOf(away, showing))}.`] : []),
  ].join(' ')
}

/** What is wrong with a date or a time as it was typed. */
export function timeText(
  { problem, asked }: Pick<Extract<SlotProblem, { type: 'time' }>, 'problem' | 'asked'>,
  lang: Language,
): string {
  const t = textsIn(lang).polls
  switch (problem.problem) {
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

/** What is wrong with a day for the deadline, and what stands in its place. */
export function deadlineText({ code, asked, why, offer }: DeadlineProblem, lang: Language): string {
  const t = textsIn(lang).polls
  const off = asked && why ? noMeetingText(asked, why, lang) : ''
  const wrong = code === 'notWorking' ? off : t.problemDeadline[code]
  if (code === 'unreadable') return wrong
  return `${wrong} ${offer ? t.filledIn(rowDay(offer, lang)) : t.noDeadline}`
}

function noMeetingText(asked: Day, why: NoMeeting, lang: Language): string {
  const t = textsIn(lang).polls
  if (why.kind === 'schoolHoliday')
    return `${withCapital(t.dayIs(t.weeks(String(why.week), 1), t.schoolHoliday(why.week)))}.`
  const day = rowDay(asked, lang)
  if (why.name) return t.problemHoliday(withCapital(day), why.name)
  return why.kind === 'weekend' ? t.problemWeekend(withCapital(day)) : t.problemClosed(day)
}

/** Who was asked, until when, whom it does not reach, and what happens now. */
export function sentCard(team: Team, asked: readonly string[], poll: Poll, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const unreached = asked.filter(id => !showing.reached(id))
  return notice(
    {
      lang,
      heading: t.polls.sentHeading,
      context: shown(team.name),
      next: t.polls.sentNext(fullDate(poll.deadlineAt, zone, lang)),
      buttons: [
        button(t.polls.resultOpen, 'poll.status', { pollId: poll.id }),
        button(t.common.start, 'start.open'),
      ],
    },
    [
      t.polls.sent(asked.length),
      ...(unreached.length > 0 ? [t.polls.unreached(namesOf(unreached, showing))] : []),
    ].join('\n'),
  )
}

/** The team is being asked already: how that one goes, or more times in it. */
export function alreadyOpenCard({ id: pollId }: Poll, team: Team, lang: Language): Card {
  const t = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.polls.alreadyOpenHeading,
      context: shown(team.name),
      next: t.polls.alreadyOpenNext,
      buttons: [
        button(t.polls.resultOpen, 'poll.status', { pollId }, { style: 'positive' }),
        button(t.polls.more, 'poll.more', { pollId }),
        button(t.common.start, 'start.open'),
      ],
    },
    t.polls.alreadyOpen,
  )
}

/** Enough has been asked about: what to do instead. */
export function tooManyCard(poll: Poll, lang: Language): Card {
  const t = textsIn(lang)
  const pollId = { pollId: poll.id }
  const buttons = [
    button(t.polls.editTimes, 'poll.edit', pollId, { style: 'positive' }),
    button(t.common.back, 'poll.status', pollId),
  ]
  const frame = { lang, heading: t.common.notNow, next: t.polls.tooManyNext, buttons }
  return notice(frame, t.polls.tooMany(mostSlots))
}
