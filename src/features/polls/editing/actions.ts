import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { defineAction, type Turn } from '../../../shared/action.ts'
import { type Outcome, refuse, view } from '../../../shared/outcome.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import { fieldsOf, instantIn, type TypedDate } from '../../meetings/typed-dates/model.ts'
import { typedDatesOf } from '../../meetings/typed-dates/schema.ts'
import type { Team } from '../../teams/model.ts'
import type { Showing } from '../cards.ts'
import { mostSlots } from '../drafting/model.ts'
import { draftFields, mostRows } from '../drafting/schema.ts'
import type { Poll, Slot } from '../model.ts'
import type { PollService, PollView } from '../service.ts'
import { type EditState, editCard, editedCard } from './cards.ts'
import { mergeRows } from './model.ts'

export interface EditingActionDeps {
  polls: PollService
  /** the poll, for its coordinator alone */
  led(turn: Turn<{ pollId: string }>): Promise<PollView | null>
  /** what is so now, when the poll is closed */
  closed(turn: Turn<unknown>, poll: Poll, team: Team): Promise<Outcome | null>
  showingFor(turn: Turn<unknown>, team: Team): Promise<Showing>
}

const editFields = z.object({ pollId: z.uuid(), slots: z.string().max(2000).default(''), ...draftFields })

/** All slots of an open poll on one card: changed, taken out, added to (R-POLL-5). */
export function createEditingActions({ polls, led, closed, showingFor }: EditingActionDeps) {
  /** A slot as it stands in a row. */
  const typedOf = ({ startAt }: Slot, zone: string): TypedDate => ({ keep: true, ...fieldsOf(startAt, zone) })

  async function show(turn: Turn<unknown>, found: PollView): Promise<Outcome> {
    const showing = await showingFor(turn, found.team)
    const rows = found.ahead.map(slot => ({ slotId: slot.id, typed: typedOf(slot, showing.zone) }))
    const deadline = dayOf(found.poll.deadlineAt, showing.zone)
    return view(editCard(found, { rows, deadline, deadlineProblem: null }, showing))
  }

  /** The card's rows beside the slots that they showed, and what has become of these meanwhile. */
  async function merged(turn: Turn<z.infer<typeof editFields>>, found: PollView, zone: string) {
    const { payload, now } = turn
    const every = await polls.everySlot(turn.tx, found.poll.id)
    const shown = payload.slots.split(',').flatMap(id => every.find(slot => slot.id === id) ?? [])
    const rows = typedDatesOf(payload, { rows: mostRows, now, zone })
    const typed = rows.map(row => ({ ...row, at: instantIn(row, { now, zone }) }))
    return mergeRows(shown, found.ahead, typed)
  }

  async function save(turn: Turn<z.infer<typeof editFields>>, found: PollView): Promise<Outcome> {
    const { tx, actor, now, payload } = turn
    const { language } = actor
    const t = textsIn(language)
    const showing = await showingFor(turn, found.team)
    const { poll, team } = found
    const { zone } = showing
    const { same, rows, crossed } = await merged(turn, found, zone)
    const deadline = String(payload.deadline)
    const stays = deadline === dayOf(poll.deadlineAt, zone)
    const again = (state: Partial<EditState>) => {
      const all = [...same.map(slot => ({ slotId: slot.id, typed: typedOf(slot, zone) })), ...rows]
      return editCard(found, { rows: all, deadline, deadlineProblem: null, ...state }, showing)
    }
    const changed = rows.filter(row => row.typed.keep)
    if (same.length + changed.length === 0) return refuse('NONE', t.polls.editNone, again({ none: true }))
    const gone = found.slots.filter(slot => !found.ahead.includes(slot))
    const fixed = [...gone, ...same]
    const draft = { slots: rows.map(row => row.typed), deadline, taken: fixed }
    const read = await polls.read(tx, actor, team, draft, language, now)
    const wrongDay = stays && changed.length === 0 ? null : read.deadlineProblem
    const nothing = rows.length === 0 && stays
    if (crossed && !nothing) return refuse('CROSSED', t.polls.editCrossed, again({ crossed: true }))
    const slots = [...fixed, ...read.spans]
    const over = fixed.length + changed.length - mostSlots
    if (over > 0 || wrongDay || read.rows.some(row => row.problem)) {
      const back = rows.map((row, index) => ({ ...row, typed: read.rows[index] ?? row.typed }))
      const all = [...same.map(slot => ({ slotId: slot.id, typed: typedOf(slot, zone) })), ...back]
      const filledIn = { deadline: wrongDay?.offer ?? deadline, deadlineProblem: wrongDay }
      return refuse('FIELDS', t.common.fix, editCard(found, { rows: all, ...filledIn, over }, showing))
    }
    const deadlineAt = stays ? poll.deadlineAt : (read.deadlineAt ?? poll.deadlineAt)
    const edited = await polls.edit(tx, actor, poll, { slots, deadlineAt }, now)
    const after = await polls.view(tx, edited?.poll ?? poll, now)
    return view(editedCard(after, edited, showing))
  }

  const ofPoll = z.object({ pollId: z.uuid() })
  return [
    defineAction({
      verb: 'poll.edit',
      effect: 'read',
      schema: ofPoll,
      authorize: led,
      run: async (turn, found) => (await closed(turn, found.poll, found.team)) ?? show(turn, found),
    }),
    defineAction({
      verb: 'poll.saveEdit',
      effect: 'write',
      schema: editFields,
      authorize: turn => led({ ...turn, payload: { pollId: turn.payload.pollId } }),
      run: async (turn, found) => (await closed(turn, found.poll, found.team)) ?? save(turn, found),
    }),
  ]
}
