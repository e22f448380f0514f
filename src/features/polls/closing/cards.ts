import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import { fullDate } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { factsOf, namesOf, type Showing } from '../cards.ts'
import { deadlineText } from '../drafting/cards.ts'
import type { DeadlineProblem, Poll } from '../model.ts'
import type { PollView } from '../service.ts'

const deadlineCard = defineCard(
  'poll-deadline',
  z.object({
    lines: z.array(z.object({ text: z.string() })),
    label: z.string(),
    deadline: z.string(),
    deadlineProblem: z.string(),
  }),
  'posted',
)

/** Until when those who are missing get more time; the deadline that would be proposed stands there. */
export function moreTimeCard(
  view: PollView,
  typed: { deadline: string; problem: DeadlineProblem | null },
  showing: Showing,
): Card {
  const { lang } = showing
  const t = textsIn(lang)
  const pollId = view.poll.id
  const missing = view.silent.map(voter => voter.personId)
  return deadlineCard(
    {
      lang,
      heading: t.polls.moreTimeHeading,
      context: factsOf(view.team, showing),
      ...(typed.problem ? { problem: t.common.fix } : {}),
      next: t.polls.moreTimeNext,
      buttons: [
        button(t.polls.moreTime, 'poll.giveTime', { pollId }, { style: 'positive' }),
        button(t.common.back, 'poll.status', { pollId }, { inputs: false }),
      ],
    },
    {
      lines: missing.length > 0 ? [{ text: t.polls.missing(namesOf(missing, showing)) }] : [],
      label: t.polls.deadline,
      deadline: typed.deadline,
      deadlineProblem: typed.problem ? deadlineText(typed.problem, lang) : '',
    },
  )
}

/** Until when, who hears of it, and whom it does not reach. */
export function timeGivenCard(view: PollView, poll: Poll, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const missing = view.silent.map(voter => voter.personId)
  const reached = missing.filter(showing.reached)
  const unreached = missing.filter(id => !showing.reached(id))
  return notice(
    {
      lang,
      heading: t.polls.timeGivenHeading,
      context: factsOf(view.team, showing),
      next: missing.length > 0 ? t.polls.timeGivenNext : t.polls.timeGivenAnswered,
      buttons: [
        button(t.polls.resultOpen, 'poll.status', { pollId: poll.id }),
        button(t.common.start, 'start.open'),
      ],
    },
    [
      t.polls.timeGiven(fullDate(poll.deadlineAt, zone, lang)),
      ...(reached.length > 0 ? [t.polls.askedAgain(namesOf(reached, showing))] : []),
      ...(unreached.length > 0 ? [t.polls.unreached(namesOf(unreached, showing))] : []),
    ].join('\n'),
  )
}
