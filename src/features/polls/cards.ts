import { z } from 'zod'
import { button, choicesField, linkButton } from '../../cards/button.ts'
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
  /** whether messages reach them: they have the bot and have not blocked it (R-TEAM-5) */
  reached(personId: string): boolean
}

export const factsOf = (team: Team, { lang }: Showing) =>
  textsIn(lang).polls.facts(shown(team.name), duration(team.lengthMinutes, lang), shown(team.place))

export const namesOf = (ids: readonly string[], { nameOf }: Showing) =>
  ids
    .map(id => shown(nameOf(id)))
    .toSorted((a, b) => a.localeCompare(b, 'da'))
    .join(', ')

const answerCard = defineCard(
  'poll-answer',
  z.object({
    note: z.string(),
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
  /** null: not shown, and kept as it is when the card comes back without one; so on cards that rest in a chat */
  comment: string | null
  /** returned because something is missing */
  incomplete?: boolean
  commentProblem?: string
  /** the coordinator has answered for this person */
  recordedByOther?: boolean
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
      ...(state.commentProblem
        ? { problem: t.common.fix }
        : state.incomplete
          ? { problem: t.polls.answersMissing }
          : {}),
      next: t.polls.pollNext(fullDate(view.poll.deadlineAt, zone, lang)),
      buttons: [
        button(
          t.polls.sendAnswer,
          'poll.answer',
          {
            pollId: view.poll.id,
            ...(personId ? { personId } : {}),
            ...(state.comment === null ? {} : { commentShown: true }),
          },
          { style: 'positive' },
        ),
      ],
    },
    {
      note: personId
        ? t.polls.onBehalf(shown(showing.nameOf(personId)))
        : state.recordedByOther
          ? t.polls.recordedForYou
          : '',
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
      comment: state.comment ?? '',
      commentProblem: state.commentProblem ?? '',
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
      next: behalf
        ? t.polls.onBehalf(shown(showing.nameOf(behalf)))
        : state.recordedByOther
          ? t.polls.recordedForYou
          : t.polls.savedNext,
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
  const id = { meetingId: meeting.id }
  const positive = { style: 'positive' } as const
  // Whoever is told that the agenda is the next step goes straight to it.
  const agenda = coordinator ? [button(t.meetings.view.agenda, 'agenda.open', id, positive)] : []
  return notice(
    {
      lang,
      heading: t.polls.confirmedHeading,
      context: factsOf(team, showing),
      next: coordinator ? t.polls.confirmedNextCoordinator : t.polls.confirmedNext,
      buttons: [
        ...agenda,
        button(t.polls.openMeeting, 'meeting.open', id, coordinator ? {} : positive),
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

/** What a card of a poll says whose meeting was cancelled afterwards. */
export function meetingCancelledCard(meeting: Meeting, team: Team, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.polls.meetingCancelledHeading,
      context: factsOf(team, showing),
      next: t.polls.mayStartAgain,
      buttons: [button(t.common.start, 'start.open')],
    },
    t.polls.meetingCancelled(fullDate(meeting.startAt, zone, lang)),
  )
}

/** For whoever asks for polls and has none. */
export function noPollCard(lang: Language, leads: boolean): Card {
  const t = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.polls.noneHeading,
      next: leads ? t.polls.noneLeads : t.polls.none,
      buttons: [
        ...(leads ? [button(t.polls.findDate, 'poll.chooseTeam', {}, { style: 'positive' })] : []),
        button(t.common.start, 'start.open'),
      ],
    },
    '',
  )
}

/** What a card of a poll that was given up says. */
export function cancelledCard(team: Team, coordinator: boolean, showing: Showing): Card {
  const t = textsIn(showing.lang)
  const again = button(t.polls.findDate, 'poll.draft', { teamId: team.id }, { style: 'positive' })
  return notice(
    {
      lang: showing.lang,
      heading: t.polls.cancelledHeading,
      context: factsOf(team, showing),
      next: coordinator ? t.polls.startAgain : t.polls.mayStartAgain,
      buttons: [...(coordinator ? [again] : []), button(t.common.start, 'start.open')],
    },
    coordinator ? t.polls.cancelledLeads : t.polls.cancelled,
  )
}
