import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import { fullDate, rowDate } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { factsOf, type Showing } from '../cards.ts'
import { type Answer, answers } from '../model.ts'
import type { PollView } from '../service.ts'

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
  /** sent from a card with a time that was taken out since: what is still asked about is saved */
  crossed?: boolean
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
          : state.crossed
            ? { problem: t.polls.answerCrossed }
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
