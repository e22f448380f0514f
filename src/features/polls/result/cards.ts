import { z } from 'zod'
import { type ButtonOptions, button, buttonField, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { partOf } from '../../../cards/part.ts'
import { textsIn } from '../../../locales/texts.ts'
import { fullDate, rowDate } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { paragraphs, shown } from '../../../shared/text.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Team } from '../../teams/model.ts'
import { factsOf, namesOf, type Showing } from '../cards.ts'
import { bestSlot, lateVoters, type RankedSlot, type Voter } from '../model.ts'
import type { Proposal } from '../proposal/model.ts'
import type { PollView } from '../service.ts'

const resultCard = defineCard(
  'poll-result',
  z.object({
    lines: z.array(z.object({ text: z.string() })),
    slots: z.array(
      z.object({
        date: z.string(),
        best: z.boolean(),
        counts: z.string(),
        blocked: z.string(),
        without: z.string(),
        past: z.boolean(),
        choose: buttonField,
      }),
    ),
    bestText: z.string(),
    pastText: z.string(),
  }),
  'posted',
)

export interface ResultState {
  now: Date
  /** how many wrote a remark; the remarks themselves are fetched */
  comments: number
  /** the first slot shown; the best ones stand on the first page */
  from?: number
  /** a posted message: why it comes now */
  why?: 'allIn' | 'deadline'
  problem?: string
  /** times that would be better, where nothing is feasible */
  better?: readonly Proposal[]
}

/** The field of a button that holds a better time. */
export const betterField = (index: number) => `at${index}`

/** So many slots stand on one card; the rest on the next. */
const slotsPerCard = 8

/** For the coordinator: who has answered what, the best slot first, and what to do (R-POLL-4). */
export function resultOf(view: PollView, state: ResultState, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const { poll, ranked } = view
  const best = bestSlot(ranked, state.now)
  const pollId = poll.id
  const better = state.better ?? []
  const isPast = ({ slot }: RankedSlot) => slot.startAt <= state.now
  const positive = { style: 'positive' } as const
  const more = (options: ButtonOptions) => button(t.polls.more, 'poll.more', { pollId }, options)
  const deadline = fullDate(poll.deadlineAt, zone, lang)
  const late = poll.deadlineAt <= state.now
  const awaited = best !== null && view.silent.length > 0
  // Where nothing else is known to help, those who are missing are the way to a date.
  const waits = late && awaited && !best.feasible && better.length === 0
  const moreTime =
    late && awaited ? [button(t.polls.moreTime, 'poll.moreTime', { pollId }, waits ? positive : {})] : []
  const likely = best?.feasible
    ? button(t.polls.confirmBest, 'poll.confirm', { pollId, slotId: best.slot.id }, positive)
    : // While answers are awaited, new times are one way among others.
      more(awaited || better.length > 0 ? {} : positive)
  const asked = Object.fromEntries(
    better.map(({ startAt }, index) => [betterField(index), startAt.toISOString()]),
  )
  const askBetter =
    better.length > 0 ? [button(t.polls.askBetter, 'poll.askBetter', { pollId, ...asked }, positive)] : []
  const nextOf = () => {
    if (best === null) return t.polls.resultNextPast
    return late ? t.polls.resultNextLate : t.polls.resultNext(deadline)
  }
  const remarks =
    state.comments > 0 ? [button(t.polls.comments(state.comments), 'poll.comments', { pollId })] : []
  const inOrder = [...ranked.filter(one => !isPast(one)), ...ranked.filter(isPast)]
  const { here, from, next } = partOf(inOrder, state.from ?? 0, slotsPerCard)
  return resultCard(
    {
      lang,
      heading: t.polls.resultHeading,
      context: factsOf(view.team, showing),
      ...(state.problem ? { problem: state.problem } : {}),
      next: nextOf(),
      buttons: [
        ...askBetter,
        ...(waits ? moreTime : []),
        likely,
        ...(next === null ? [] : [button(t.common.showMore, 'poll.status', { pollId, from: next })]),
        ...(from > 0 ? [button(t.common.back, 'poll.status', { pollId })] : []),
        ...(waits ? [] : moreTime),
        // While answers are awaited they come after the message has left: the posted card gets what is so now.
        ...(state.why === 'deadline' ? [button(t.polls.resultRefresh, 'poll.status', { pollId })] : []),
        button(t.polls.editTimes, 'poll.edit', { pollId }, { later: true }),
        ...(best?.feasible ? [more({})] : []),
        ...remarks,
        ...(view.voters.length > 1 && best ? [button(t.polls.behalf, 'poll.behalf', { pollId })] : []),
        button(t.common.start, 'start.open'),
        button(t.polls.cancel, 'poll.askCancel', { pollId }),
      ],
    },
    {
      lines: summaryOf(view, state, showing),
      slots: here.map(one => ({
        date: rowDate(one.slot.startAt, zone, lang),
        best: one === best && one.feasible,
        counts: t.polls.counts(one.counts.yes, one.counts.ifNeeded, one.counts.no),
        blocked: blockedBy(one, showing),
        without: one.without.length > 0 ? t.polls.slotWithout(namesOf(one.without, showing)) : '',
        past: isPast(one),
        choose: button(t.polls.choose, 'poll.confirm', { pollId, slotId: one.slot.id }),
      })),
      bestText: t.polls.recommended,
      pastText: t.polls.slotPast,
    },
  )
}

/** Who stands in the way of a slot (R-POLL-4). Who has not answered is said once, above the slots. */
function blockedBy({ blockers, clashes }: RankedSlot, showing: Showing): string {
  const t = textsIn(showing.lang).polls
  const saidNo = blockers.flatMap(role => role.saidNo)
  const busy = [...new Set([...clashes, ...blockers.flatMap(role => role.busy)])]
  const away = blockers.flatMap(role => role.away)
  return [
    ...(saidNo.length > 0 ? [t.saidNo(namesOf(saidNo, showing))] : []),
    ...(busy.length > 0 ? [t.busy(namesOf(busy, showing))] : []),
    ...(away.length > 0 ? [t.away(namesOf(away, showing))] : []),
  ].join(' · ')
}

/** Who has answered, who has not, whom the question does not reach, and whether a date can be had. */
function summaryOf(view: PollView, state: ResultState, showing: Showing): { text: string }[] {
  const { lang, zone } = showing
  const t = textsIn(lang).polls
  const better = state.better ?? []
  const { ranked, voters, silent, answers: given } = view
  const missing = silent.map(voter => voter.personId)
  const partly = missing.filter(id => given.some(one => one.personId === id))
  const unheard = missing.filter(id => !partly.includes(id))
  const answered = voters.map(voter => voter.personId).filter(id => !missing.includes(id))
  const unreached = missing.filter(id => !showing.reached(id))
  const recorded = answered.filter(id => given.some(one => one.personId === id && one.recordedById !== id))
  const late = lateVoters(view.poll, given)
  const best = bestSlot(ranked, state.now)
  const lines = [
    view.poll.deadlineAt <= state.now ? t.resultDeadline : '',
    missing.length === 0 && best ? t.nobodyMissing : '',
    unheard.length > 0 ? t.missing(namesOf(unheard, showing)) : '',
    partly.length > 0 ? t.missingNew(namesOf(partly, showing)) : '',
    missing.length > 0 && answered.length > 0 ? t.answered(namesOf(answered, showing)) : '',
    unreached.length > 0 ? t.unreached(namesOf(unreached, showing)) : '',
    recorded.length > 0 ? t.recordedMark(namesOf(recorded, showing)) : '',
    late.length > 0 ? t.lateMark(namesOf(late, showing)) : '',
    best === null ? t.allPast : !best.feasible && missing.length === 0 ? t.noneFeasible : '',
    best && !best.feasible && missing.length === 0 && better.length === 0 ? t.noneFeasibleNext : '',
    better.length > 0 ? t.better(t.list(better.map(one => rowDate(one.startAt, zone, lang)))) : '',
  ]
  return lines.filter(Boolean).map(text => ({ text }))
}

const byName = (voters: readonly Voter[], { nameOf }: Showing): Voter[] =>
  voters.toSorted((a, b) => nameOf(a.personId).localeCompare(nameOf(b.personId), 'da'))

const remarkCard = defineCard(
  'poll-comments',
  z.object({
    rows: z.array(z.object({ name: z.string(), lines: z.array(z.object({ text: z.string() })) })),
  }),
  'fetched',
)

const remarkRow = (name: string, remark: string) => ({
  name,
  lines: paragraphs(remark).map(text => ({ text: shown(text) })),
})

/** The remarks to the answers: free text, so the coordinator fetches it and puts it away again (P2). */
export function commentsCard(view: PollView, comments: ReadonlyMap<string, string>, showing: Showing): Card {
  const { lang, nameOf } = showing
  const t = textsIn(lang)
  return remarkCard(
    {
      lang,
      heading: t.polls.commentsHeading,
      next: t.polls.commentsNext,
      context: factsOf(view.team, showing),
      buttons: [
        button(t.common.back, 'poll.status', { pollId: view.poll.id }),
        button(t.common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      rows: byName(view.voters, showing).flatMap(({ personId }) => {
        const comment = comments.get(personId)
        return comment === undefined ? [] : [remarkRow(shown(nameOf(personId)), comment)]
      }),
    },
  )
}

/** Why the meeting has the date that it has: free text too. */
export function reasonCard(meeting: Meeting, team: Team, reason: string, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  return remarkCard(
    {
      lang,
      heading: t.polls.reasonHeading,
      next: t.polls.reasonNext,
      context: factsOf(team, showing),
      buttons: [
        button(t.polls.openMeeting, 'meeting.open', { meetingId: meeting.id }),
        button(t.common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      rows: [remarkRow(t.polls.reasonOf(rowDate(meeting.startAt, zone, lang)), reason)],
    },
  )
}

const overrule = defineCard(
  'poll-overrule',
  z.object({
    explanation: z.string(),
    label: z.string(),
    reason: z.string(),
    missing: z.string(),
    reasonProblem: z.string(),
  }),
  'posted',
)

/** Asks why another slot than the best one (R-POLL-4). */
export function overruleCard(
  view: PollView,
  slotId: string,
  typed: { reason: string; problem: string; now: Date },
  showing: Showing,
): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const best = bestSlot(view.ranked, typed.now)
  const slot = view.slots.find(one => one.id === slotId)
  const clashes = view.ranked.find(one => one.slot.id === slotId)?.clashes ?? []
  return overrule(
    {
      lang,
      where: slot ? rowDate(slot.startAt, zone, lang) : '',
      heading: t.polls.overruleHeading,
      next: t.polls.overruleNext,
      context: factsOf(view.team, showing),
      ...(typed.problem ? { problem: t.common.fix } : {}),
      buttons: [
        button(
          t.polls.overruleConfirm,
          'poll.confirm',
          { pollId: view.poll.id, slotId },
          { style: 'positive' },
        ),
        button(t.common.back, 'poll.status', { pollId: view.poll.id }, { inputs: false }),
      ],
    },
    {
      explanation: [
        ...(clashes.length > 0 ? [t.polls.overruleClash(namesOf(clashes, showing))] : []),
        slotId === best?.slot.id && best.feasible
          ? t.polls.overruleClashAsk
          : best?.feasible
            ? t.polls.overruleText(rowDate(best.slot.startAt, zone, lang))
            : t.polls.overruleNone,
      ].join(' '),
      label: t.polls.overruleLabel,
      reason: typed.reason,
      missing: t.polls.overruleMissing,
      reasonProblem: typed.problem,
    },
  )
}

const behalf = defineCard(
  'poll-behalf',
  z.object({ label: z.string(), choices: choicesField, chosen: z.string() }),
  'posted',
)

/** Whose answer the coordinator records. */
export function behalfCard(view: PollView, actorId: string, showing: Showing): Card {
  const t = textsIn(showing.lang)
  const { silent, voters } = view
  const others = byName(voters, showing).filter(voter => voter.personId !== actorId)
  const first = others.find(voter => silent.some(one => one.personId === voter.personId)) ?? others[0]
  return behalf(
    {
      lang: showing.lang,
      heading: t.polls.behalfHeading,
      next: t.polls.behalfNext,
      context: factsOf(view.team, showing),
      buttons: [
        button(t.polls.behalfGo, 'poll.open', { pollIds: view.poll.id }, { style: 'positive' }),
        button(t.common.back, 'poll.status', { pollId: view.poll.id }, { inputs: false }),
      ],
    },
    {
      label: t.polls.behalfLabel,
      choices: others.map(voter => ({ value: voter.personId, title: showing.nameOf(voter.personId) })),
      chosen: first?.personId ?? '',
    },
  )
}

/** What cannot be undone asks once. */
export function askCancelCard(view: PollView, showing: Showing): Card {
  const t = textsIn(showing.lang)
  const pollId = view.poll.id
  return notice(
    {
      lang: showing.lang,
      heading: t.polls.cancelHeading,
      next: t.polls.cancelNext,
      context: factsOf(view.team, showing),
      buttons: [
        button(t.common.back, 'poll.status', { pollId }),
        button(t.polls.cancelYes, 'poll.cancel', { pollId }, { style: 'destructive' }),
      ],
    },
    t.polls.cancelText,
  )
}
