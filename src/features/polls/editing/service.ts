import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Span } from '../../meetings/availability/model.ts'
import type { Asking } from '../asking/service.ts'
import { hasAnswered, type Poll } from '../model.ts'
import type { PollView, RecordPoll } from '../service.ts'
import type { PollStore } from '../store.ts'
import { slotChange } from './model.ts'

export interface EditingDeps {
  store: PollStore
  planner: Planner
  asking: Asking
  ids: Ids
  record: RecordPoll
  viewOf(tx: Tx, poll: Poll): Promise<PollView>
}

/** Asking about other times, or until another day, without losing an answer (R-POLL-5). */
export function createEditing({ store, planner, asking, ids, record, viewOf }: EditingDeps) {
  /**
   * Makes the slots and the deadline those that are wanted. Everybody is asked once, about what they have not answered;
   * nobody when times were only taken out, or the deadline was moved: then what is due to the missing follows.
   * @param input all slots that are to be asked about
   * @returns the poll as it is now, and whether somebody is asked anew; null when nothing is different
   */
  async function edit(
    tx: Tx,
    actor: Actor,
    poll: Poll,
    input: { slots: readonly Span[]; deadlineAt: Date },
    now: Date,
  ): Promise<{ poll: Poll; asked: boolean } | null> {
    const { deadlineAt } = input
    const { drop, restore, add } = slotChange(await store.everySlot(tx, poll.id), input.slots)
    const moved = deadlineAt.getTime() !== poll.deadlineAt.getTime()
    if (!moved && drop.length + restore.length + add.length === 0) return null
    await store.setDropped(tx, drop, now)
    await store.setDropped(tx, restore, null)
    await store.insertSlots(
      tx,
      add.map(slot => ({ ...slot, id: ids.next(), pollId: poll.id })),
    )
    const { answers, voters } = await viewOf(tx, poll)
    const back = restore.map(id => ({ id }))
    const unheard = voters.some(({ personId }) => !hasAnswered(back, answers, personId))
    const asked = add.length > 0 || unheard
    const round = asked ? poll.round + 1 : poll.round
    const next = { ...poll, round, deadlineAt, askedAt: asked || moved ? now : poll.askedAt }
    await store.askAnew(tx, next)
    await record(tx, now, actor, 'poll.edited', poll.id, 'coordinator')
    if (asked) await asking.invite(tx, next, now)
    await asking.follow(tx, next, now)
    await asking.planDeadline(tx, next, now)
    return { poll: next, asked }
  }

  return {
    edit,

    /** More slots: every answer to the others stays, and everybody is asked about the new ones (R-POLL-5). */
    async addSlots(
      tx: Tx,
      actor: Actor,
      poll: Poll,
      input: { slots: readonly Span[]; deadlineAt: Date },
      now: Date,
    ): Promise<Poll> {
      const slots = [...(await store.slots(tx, poll.id)), ...input.slots]
      return (await edit(tx, actor, poll, { ...input, slots }, now))?.poll ?? poll
    },

    /**
     * Gives more time after the deadline: who is missing gets the question once more, nobody else hears of it.
     * @returns the poll as it is now; null when the deadline is that already
     */
    async giveTime(tx: Tx, actor: Actor, poll: Poll, deadlineAt: Date, now: Date): Promise<Poll | null> {
      const edited = await edit(tx, actor, poll, { slots: await store.slots(tx, poll.id), deadlineAt }, now)
      if (!edited) return null
      const kind = 'poll.moreTime'
      for (const { personId: recipientId } of (await viewOf(tx, edited.poll)).silent) {
        const key = `${kind}:${poll.id}:${deadlineAt.toISOString()}:${recipientId}`
        await planner.deliver(tx, { key, kind, subjectId: poll.id, recipientId }, now)
      }
      return edited.poll
    },
  }
}
