import { z } from 'zod'
import { button, buttonField, choicesField, linkButton } from '../../cards/button.ts'
import { defineCard } from '../../cards/define-card.ts'
import { notice } from '../../cards/notice.ts'
import { textsIn } from '../../locales/texts.ts'
import type { Language } from '../../shared/action.ts'
import { duration, fullDate, rowDate } from '../../shared/human-dates.ts'
import type { Card } from '../../shared/outcome.ts'
import { shown } from '../../shared/text.ts'
import type { Zone } from '../../shared/zoned-time.ts'
import type { Meeting } from '../meetings/model.ts'
import type { Team } from '../teams/model.ts'
import { type Answer, answers } from './model.ts'
import type { PollView } from './service.ts'

/** Everything that is not in a view: for whom, in which zone, and what colleagues are called. */
export interface Showing {
  lang: Language
  zone: Zone
  nameOf(personId: string): string
}

const factsOf = (team: Team, { lang }: Showing) =>
  textsIn(lang).polls.facts(shown(team.name), duration(team.lengthMinutes, lang), shown(team.place))

const namesOf = (ids: readonly string[], { nameOf, lang }: Showing) =>
  ids
    .map(id => shown(nameOf(id)))
    .toSorted((a, b) => a.localeCompare(b, lang))
    .join(', ')

const answerCard = defineCard(
  'poll-answer',
  z.object({
    behalf: z.string(),
    rows: z.array(z.object({ id: z.string(), label: z.string(), value: z.string(), missing: z.boolean() })),
    choices: choicesField,
    placeholder: z.string(),
    missingText: z.string(),
    commentLabel: z.string(),
    comment: z.string(),
    commentProblem: z.string(),
  }),
  'posted',
)

export interface AnswerState {
  chosen: ReadonlyMap<string, Answer>
  comment: string
  /** returned because something is missing */
  incomplete?: boolean
  cpr?: boolean
  /** whose answers, when the coordinator records them */
  behalfOf?: string
}

/** What an input of the answer card is called. */
export const slotField = (slotId: string) => `slot:${slotId}`

/** The poll's card: a control per slot, prefilled with what this person answered before (R-POLL-2). */
export function pollCard(view: PollView, state: AnswerState, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const personId = state.behalfOf
  return answerCard(
    {
      lang,
      heading: t.polls.pollHeading,
      context: factsOf(view.team, showing),
      ...(state.cpr
        ? { problem: t.common.fix }
        : state.incomplete
          ? { problem: t.polls.answersMissing }
          : {}),
      next: t.polls.pollNext(fullDate(view.poll.deadlineAt, zone, lang)),
      buttons: [
        button(
          t.polls.sendAnswer,
          'poll.answer',
          { pollId: view.poll.id, ...(personId ? { personId } : {}) },
          { style: 'positive' },
        ),
      ],
    },
    {
      behalf: personId ? t.polls.onBehalf(shown(showing.nameOf(personId))) : '',
      rows: view.slots.map(slot => ({
        id: slotField(slot.id),
        label: rowDate(slot.startAt, zone, lang),
        value: state.chosen.get(slot.id) ?? '',
        missing: state.incomplete === true && !state.chosen.has(slot.id),
      })),
      choices: answers.map(value => ({ value, title: t.polls.answers[value] })),
      placeholder: t.polls.answerMissing,
      missingText: t.polls.answerMissing,
      commentLabel: t.polls.comment,
      comment: state.comment,
      commentProblem: state.cpr ? t.common.cprField : '',
    },
  )
}

/** What was saved, when one hears more, and the way to change it. */
export function savedCard(view: PollView, state: AnswerState, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const lines = view.slots.flatMap(slot => {
    const answer = state.chosen.get(slot.id)
    return answer ? [t.polls.answerRow(rowDate(slot.startAt, zone, lang), t.polls.answers[answer])] : []
  })
  const behalf = state.behalfOf
  return notice(
    {
      lang,
      heading: behalf ? t.polls.savedOtherHeading : t.polls.savedHeading,
      context: factsOf(view.team, showing),
      next: behalf ? t.polls.onBehalf(shown(showing.nameOf(behalf))) : t.polls.savedNext,
      buttons: behalf
        ? [button(t.polls.resultOpen, 'poll.status', { pollId: view.poll.id })]
        : [
            button(t.polls.edit, 'poll.open', { pollId: view.poll.id }),
            button(t.common.start, 'start.open', {}, { inputs: false }),
          ],
    },
    lines.join('\n'),
  )
}

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
        choose: buttonField,
      }),
    ),
    bestText: z.string(),
    comments: z.array(z.object({ text: z.string() })),
  }),
  'posted',
)

/** For the coordinator: who has answered what, the best slot first, and what to do (R-POLL-4). */
export function resultOf(
  view: PollView,
  comments: ReadonlyMap<string, string>,
  showing: Showing,
  why?: 'allIn' | 'deadline',
): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const { poll, ranked, silent, answers: given } = view
  const best = ranked[0]
  const pollId = poll.id
  const recorded = [
    ...new Set(given.filter(one => one.recordedById !== one.personId).map(one => one.personId)),
  ]
  const lines = [
    why === 'deadline' ? t.polls.resultDeadline : '',
    silent.length === 0
      ? t.polls.nobodyMissing
      : t.polls.missing(
          namesOf(
            silent.map(voter => voter.personId),
            showing,
          ),
        ),
    recorded.length > 0 ? t.polls.recordedMark(namesOf(recorded, showing)) : '',
    best && !best.feasible && silent.length === 0 ? t.polls.noneFeasible : '',
  ]
  const confirm = best?.feasible
    ? [
        button(
          t.polls.confirmBest(rowDate(best.slot.startAt, zone, lang)),
          'poll.confirm',
          { pollId, slotId: best.slot.id },
          { style: 'positive' },
        ),
      ]
    : []
  return resultCard(
    {
      lang,
      heading: t.polls.resultHeading,
      context: factsOf(view.team, showing),
      next: t.polls.pollNext(fullDate(poll.deadlineAt, zone, lang)),
      buttons: [
        ...confirm,
        button(t.polls.more, 'poll.more', { pollId }, best?.feasible ? {} : { style: 'positive' }),
        button(t.polls.behalf, 'poll.behalf', { pollId }),
        button(t.polls.cancel, 'poll.askCancel', { pollId }),
        button(t.common.start, 'start.open'),
      ],
    },
    {
      lines: lines.filter(Boolean).map(text => ({ text })),
      slots: ranked.map((one, index) => ({
        date: rowDate(one.slot.startAt, zone, lang),
        best: index === 0 && one.feasible,
        counts: t.polls.counts(one.counts.yes, one.counts.ifNeeded, one.counts.no),
        blocked: one.blockers
          .flatMap(({ saidNo, silent: quiet }) => [
            ...(saidNo.length > 0 ? [t.polls.saidNo(namesOf(saidNo, showing))] : []),
            ...(quiet.length > 0 ? [t.polls.notAnswered(namesOf(quiet, showing))] : []),
          ])
          .join(' · '),
        choose: button(t.polls.choose, 'poll.confirm', { pollId, slotId: one.slot.id }),
      })),
      bestText: t.polls.recommended,
      comments: [...comments].map(([personId, comment]) => ({
        text: t.polls.commentRow(shown(showing.nameOf(personId)), shown(comment.replace(/\s+/g, ' '))),
      })),
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
  typed: { reason: string; problem: string },
  showing: Showing,
): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const best = view.ranked[0]
  const slot = view.slots.find(one => one.id === slotId)
  return overrule(
    {
      lang,
      where: slot ? rowDate(slot.startAt, zone, lang) : '',
      heading: t.polls.overruleHeading,
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
      explanation: best?.feasible
        ? t.polls.overruleText(rowDate(best.slot.startAt, zone, lang))
        : t.polls.overruleNone,
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
  const others = voters.filter(voter => voter.personId !== actorId)
  const first = silent.find(voter => voter.personId !== actorId) ?? others[0]
  return behalf(
    {
      lang: showing.lang,
      heading: t.polls.behalfHeading,
      context: factsOf(view.team, showing),
      buttons: [
        button(t.common.saveAndContinue, 'poll.open', { pollId: view.poll.id }, { style: 'positive' }),
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

/** The date is fixed: when, where, until when to prepare, and into the calendar with it (R-POLL-6). */
export function confirmedCard(
  meeting: Meeting,
  team: Team,
  calendarUrl: string,
  coordinator: boolean,
  showing: Showing,
): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.polls.confirmedHeading,
      context: factsOf(team, showing),
      next: coordinator ? t.polls.confirmedNextCoordinator : t.polls.confirmedNext,
      buttons: [
        button(t.polls.openMeeting, 'meeting.open', { meetingId: meeting.id }, { style: 'positive' }),
        linkButton(t.polls.calendar, calendarUrl),
        button(t.common.start, 'start.open'),
      ],
    },
    [
      t.polls.confirmedText(fullDate(meeting.startAt, zone, lang), shown(meeting.place)),
      t.polls.confirmedDue(rowDate(meeting.dueAt, zone, lang)),
    ].join('\n'),
  )
}

/** What a card of a poll that was given up says. */
export function cancelledCard(team: Team, showing: Showing): Card {
  const t = textsIn(showing.lang)
  return notice(
    {
      lang: showing.lang,
      heading: t.polls.cancelledHeading,
      context: factsOf(team, showing),
      buttons: [button(t.common.start, 'start.open')],
    },
    t.polls.cancelled,
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
      context: factsOf(view.team, showing),
      buttons: [
        button(t.common.back, 'poll.status', { pollId }),
        button(t.polls.cancelYes, 'poll.cancel', { pollId }, { style: 'destructive' }),
      ],
    },
    t.polls.cancelText,
  )
}
