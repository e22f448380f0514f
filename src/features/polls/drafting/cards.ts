import { button } from '../../../cards/button.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Day } from '../../../shared/day.ts'
import { fullDate, rowDay } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { datesCard, noDayText, noMeetingText } from '../../meetings/typed-dates/cards.ts'
import { insistable, type ReadDate } from '../../meetings/typed-dates/model.ts'
import { insistenceIn } from '../../meetings/typed-dates/schema.ts'
import type { Team } from '../../teams/model.ts'
import { namesOf, type Showing } from '../cards.ts'
import type { DeadlineProblem, Poll } from '../model.ts'
import { skippedText } from '../proposal/cards.ts'
import type { Skipped } from '../proposal/reasons/model.ts'
import { type Concern, mostSlots } from './model.ts'

export interface Draft {
  slots: readonly (ReadDate & { own?: boolean; without?: readonly string[] })[]
  /** not one is kept */
  none?: boolean
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
  /** the rows are proposals of the bot: what proposes them anew, when these have been left until they passed */
  proposes?: 'poll.draft' | 'poll.more'
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
        proposes: 'poll.more',
        verb: 'poll.addSlots',
        payload: { pollId: poll.id },
      }
    : {
        heading: t.draftHeading,
        next: t.draftNext,
        send: t.send,
        proposes: 'poll.draft',
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
  // A poll asks whoever cannot come: nobody has to be named anew.
  const insisting = (anew: boolean) => insistenceIn(state.slots, { zone, anew, named: false })
  const payload = { ...form.payload, ...anyway, ...insisting(false) }
  const wrong = isWrong(state)
  const plan = !wrong && concerns.includes('oneSlot')
  const send = concerns.length > 0 && !wrong ? t.polls.sendAnyway : form.send
  const style = { style: 'positive' } as const
  return [
    ...(plan ? [button(t.polls.planNow, 'poll.plan', payload, style)] : []),
    button(send, form.verb, payload, plan ? {} : style),
    ...(insistable(state.slots) === 'none'
      ? []
      : [button(t.polls.insist, form.verb, { ...payload, ...insisting(true) })]),
    ...(form.proposes && isStale(state)
      ? [button(t.polls.more, form.proposes, form.payload, { inputs: false })]
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
  const problem = form.problem ?? (isWrong(state) ? t.common.fix : '')
  const nexts = { none: form.next, some: t.polls.insistNotAll, all: t.polls.insistNext }
  return datesCard(
    {
      lang,
      heading: form.heading,
      context: shown(team.name),
      ...(problem ? { problem } : {}),
      next: nexts[insistable(state.slots)],
      buttons: buttonsOf(form, state, showing),
    },
    {
      notes: [
        ...(state.concerns ?? []).map(one => concernText(one, state, showing)),
        ...state.skipped.map(one => skippedText(one, showing)),
        ...(form.proposes && state.slots.every(slot => slot.own) ? [t.polls.noProposals] : []),
      ],
      rows: state.slots.map(({ without = [], ...slot }) => ({
        ...slot,
        remarks: without.length > 0 ? [t.polls.without(namesOf(without, showing))] : [],
      })),
      keepTitle: t.polls.keep,
      overlap: t.polls.problemClash.overlap,
      none: state.none ? t.polls.problemNone : '',
      deadline: {
        label: t.polls.deadline,
        value: state.deadline,
        problem: state.deadlineProblem ? deadlineText(state.deadlineProblem, lang) : '',
      },
    },
    showing,
  )
}

/** Left until the deadline passed, and with it a time, or the last day for another deadline. */
const isStale = ({ slots, deadlineProblem }: Draft): boolean =>
  deadlineProblem?.code === 'past' &&
  (deadlineProblem.offer === undefined ||
    slots.some(({ problem }) => problem?.type === 'time' && problem.problem.problem === 'past'))

const isWrong = ({ none, deadlineProblem, slots }: Draft): boolean =>
  none === true || deadlineProblem !== null || slots.some(slot => slot.problem)

/** What is wrong with a day for the deadline, and what stands in its place. */
export function deadlineText(problem: DeadlineProblem, lang: Language): string {
  const t = textsIn(lang).polls
  if (problem.code === 'closed') return noDayText({ by: ['closingDay'], from: problem.from }, lang)
  const { code, offer } = problem
  const wrong =
    code === 'notWorking' ? noMeetingText(problem.asked, problem.why, lang) : t.problemDeadline[code]
  if (code === 'unreadable') return wrong
  return `${wrong} ${offer ? t.filledIn(rowDay(offer, lang)) : t.noDeadline}`
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
