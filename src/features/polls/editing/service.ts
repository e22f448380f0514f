import type { Planner } from '../../../reminders/planner.ts'
import type { DeliveryStore } from '../../../reminders/store.ts'
import type { Actor } from '../../../shared/action.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { overlap, type Span } from '../../meetings/availability/model.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Asking } from '../asking/service.ts'
import { mostSlots } from '../drafting/model.ts'
import { hasAnswered, type Poll, proposedDeadline } from '../model.ts'
import type { PollView, RecordPoll } from '../service.ts'
import type { PollStore } from '../store.ts'
import { slotChange } from './model.ts'

/** What has become of a poll. */
export interface Edited {
  /** as it is now */
  poll: Poll
  /** whether somebody is asked anew */
  asked: boolean
  /** who hears that the deadline is earlier, and of nothing else */
  sooner: readonly string[]
}

export interface EditingDeps {
  store: PollStore
  teams: TeamService
  policies: PolicyService
  planner: Planner
  deliveries: Pick<DeliveryStore, 'unsentTo'>
  asking: Asking
  ids: Ids
  record: RecordPoll
  viewOf(tx: Tx, poll: Poll, now: Date): Promise<PollView>
}

/** Asking about other times, or until another day, without losing an answer (R-POLL-5). */
export function createEditing(deps: EditingDeps) {
  const { store, teams, policies, planner, deliveries, asking, ids, record, viewOf } = deps

  /**
   * Makes the slots and the deadline those that are wanted. Everybody is asked once, about what they have not answered;
   * nobody when times were only taken out, or the deadline was moved: then what is due to the missing follows. Of an
   * earlier deadline they hear once.
   * @param input all slots that are to be asked about
   * @returns null when nothing is different
   */
  async function edit(
    tx: Tx,
    actor: Actor,
    poll: Poll,
    input: { slots: readonly Span[]; deadlineAt: Date },
    now: Date,
  ): Promise<Edited | null> {
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
    const { answers, voters } = await viewOf(tx, poll, now)
    const back = restore.map(id => ({ id }))
    const unheard = voters.some(({ personId }) => !hasAnswered(back, answers, personId))
    const asked = add.length > 0 || unheard
    const round = asked ? poll.round + 1 : poll.round
    const next = { ...poll, round, deadlineAt, askedAt: asked || moved ? now : poll.askedAt }
    await store.askAnew(tx, next)
    await record(tx, now, actor, 'poll.edited', poll.id, 'coordinator')
    await planner.changed(tx, poll.id, now)
    if (asked) await asking.invite(tx, next, now)
    await asking.follow(tx, next, now)
    await asking.planDeadline(tx, next, now)
    const sooner =
      !asked && deadlineAt < poll.deadlineAt ? await tellSooner(tx, actor, next, poll.deadlineAt, now) : []
    return { poll: next, asked, sooner }
  }

  /**
   * Whoever means to answer by the old deadline would be late. A message that has not left yet says what is so when it
   * leaves.
   * @param until the old deadline
   */
  async function tellSooner(tx: Tx, actor: Actor, poll: Poll, until: Date, now: Date): Promise<string[]> {
    const kind = 'poll.sooner'
    const told: string[] = []
    for (const { personId } of (await viewOf(tx, poll, now)).silent) {
      if (personId === actor.personId) continue
      told.push(personId)
      const invited = await deliveries.unsentTo(tx, 'poll.invitation', personId)
      const unsent = [...invited, ...(await deliveries.unsentTo(tx, kind, personId))]
      if (unsent.some(one => one.subjectId === poll.id)) continue
      const key = `${kind}:${poll.id}:${poll.askedAt.toISOString()}:${personId}`
      const detail = { until: until.toISOString() }
      await planner.deliver(tx, { key, kind, subjectId: poll.id, recipientId: personId, detail }, now)
    }
    return told
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
     * Asks about other times as the bot has proposed them, by a deadline that it proposes too.
     * @returns the poll as it is now; null when one of the times is over by now, or lies over one that is asked about
     */
    async askAbout(
      tx: Tx,
      actor: Actor,
      poll: Poll,
      starts: readonly Date[],
      now: Date,
    ): Promise<Poll | null> {
      const { lengthMinutes } = await teams.get(tx, poll.teamId)
      const old = await store.slots(tx, poll.id)
      const slots = starts
        .map(startAt => ({ startAt, endAt: new Date(startAt.getTime() + lengthMinutes * 60_000) }))
        .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
      const [first] = slots
      const clash = slots.some(slot => slot.startAt <= now || old.some(one => overlap(one, slot)))
      if (!first || clash || old.length + slots.length > mostSlots) return null
      const policy = await policies.forTeam(tx, poll.teamId)
      const { zone, pollWorkingDays: workingDays } = policy
      const rules = { workingDays, zone, calendar: calendarOf(policy) }
      const deadlineAt = proposedDeadline(now, first.startAt, rules)
      return (await edit(tx, actor, poll, { slots: [...old, ...slots], deadlineAt }, now))?.poll ?? null
    },

    /**
     * Gives more time after the deadline: who is missing gets the question once more, nobody else hears of it.
     * A day before the deadline as it is now comes from an older card: what people have been promised stays.
     * @returns the poll as it is now; null when there is that much time already
     */
    async giveTime(tx: Tx, actor: Actor, poll: Poll, deadlineAt: Date, now: Date): Promise<Poll | null> {
      if (deadlineAt <= poll.deadlineAt) return null
      const edited = await edit(tx, actor, poll, { slots: await store.slots(tx, poll.id), deadlineAt }, now)
      if (!edited) return null
      const kind = 'poll.moreTime'
      for (const { personId: recipientId } of (await viewOf(tx, edited.poll, now)).silent) {
        const key = `${kind}:${poll.id}:${deadlineAt.toISOString()}:${recipientId}`
        await planner.deliver(tx, { key, kind, subjectId: poll.id, recipientId }, now)
      }
      return edited.poll
    },
  }
}
