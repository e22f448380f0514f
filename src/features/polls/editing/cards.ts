import { button } from '../../../cards/button.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import { fullDate } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import type { ReadDate } from '../../meetings/typed-dates/model.ts'
import { factsOf, namesOf, type Showing } from '../cards.ts'
import { draftCard, overfull } from '../drafting/cards.ts'
import type { DeadlineProblem } from '../model.ts'
import type { PollView } from '../service.ts'
import type { Edited } from './service.ts'

export interface EditState {
  /** `slotId`: the slot that the row shows; absent on a new one */
  rows: readonly { slotId?: string; typed: ReadDate }[]
  deadline: string
  deadlineProblem: DeadlineProblem | null
  /** all would be taken out */
  none?: boolean
  /** how many more there are than can be asked about */
  over?: number
  /** somebody has edited the poll since the card was drawn */
  crossed?: boolean
}

/** Empty rows for new times. */
const room = 2

/** All times that are ahead, as they are, with room for new ones. */
export function editCard({ poll, team, slots }: PollView, state: EditState, showing: Showing): Card {
  const { lang } = showing
  const t = textsIn(lang).polls
  // The rows of slots stand first, by their times: the button names these in that order.
  const shown = slots.flatMap(slot => state.rows.find(row => row.slotId === slot.id) ?? [])
  const rows = [...shown, ...state.rows.filter(row => !row.slotId)]
  const blank = { keep: false, own: true, day: '', time: team.startTime }
  const problem = state.none ? t.editNone : state.crossed ? t.editCrossed : ''
  const pollId = poll.id
  const { over = 0 } = state
  const form = {
    heading: t.editHeading,
    next: t.editNext,
    send: t.editSave,
    verb: 'poll.saveEdit',
    payload: { pollId, slots: rows.flatMap(row => row.slotId ?? []).join(',') },
    ...(problem ? { problem } : {}),
    others: state.none ? [button(t.cancel, 'poll.askCancel', { pollId }, { inputs: false })] : [],
  }
  return draftCard(
    team,
    over > 0 ? overfull(form, over, lang) : form,
    {
      // With too many there is no room for more, and no more rows are read than a card may have.
      slots: [...rows.map(row => row.typed), ...Array.from({ length: over > 0 ? 0 : room }, () => blank)],
      skipped: [],
      deadline: state.deadline,
      deadlineProblem: state.deadlineProblem,
    },
    showing,
  )
}

/** What is asked about now, who is asked again, and until when. */
export function editedCard(
  view: PollView,
  edited: Pick<Edited, 'asked' | 'sooner'> | null,
  showing: Showing,
): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const deadline = fullDate(view.poll.deadlineAt, zone, lang)
  const missing = view.silent.map(voter => voter.personId)
  const told = (edited?.sooner ?? []).filter(showing.reached)
  const heard = edited?.asked ? missing : (edited?.sooner ?? [])
  const unreached = heard.filter(id => !showing.reached(id))
  return notice(
    {
      lang,
      heading: edited ? t.polls.editedHeading : t.polls.editSame,
      context: factsOf(view.team, showing),
      next: missing.length > 0 ? t.polls.sentNext(deadline) : t.polls.resultNext(deadline),
      buttons: [
        button(t.polls.resultOpen, 'poll.status', { pollId: view.poll.id }),
        button(t.polls.editTimes, 'poll.edit', { pollId: view.poll.id }),
        button(t.common.start, 'start.open'),
      ],
    },
    [
      edited?.asked ? t.polls.editedAsked(namesOf(missing, showing)) : t.polls.editedNobody,
      ...(told.length > 0 ? [t.polls.editedSooner(namesOf(told, showing))] : []),
      ...(unreached.length > 0 ? [t.polls.unreached(namesOf(unreached, showing))] : []),
      ...(view.ahead.length === 1 ? [t.polls.editedOneSlot] : []),
    ].join('\n'),
  )
}
