import type { Tx } from '../shared/transaction.ts'
import type { DeliveryWish, PlannedWish, ReminderWish } from './model.ts'
import type { DeliveryStore, ReminderStore } from './store.ts'

/** What features write through, inside the transaction of their change. */
export interface Planner {
  /**
   * Makes the planned reminders of a scope equal to the wishes: new ones are planned, changed ones moved, the rest
   * cancelled. What was carried out is left alone, so the same key is never carried out twice. A wish that is
   * `aheadOnly` is not planned anew when its moment has passed.
   * @param scope e.g. `poll:<id>`; an empty list cancels all that is planned for it
   * @param options `settled`: what the carried out ones were about is over. Should it come back, it is something new,
   *   and they are carried out again. `waiting`: where one of that kind about that subject is planned for that person
   *   already, it stands for the wish: it keeps its place in their turn, and is drawn as things are when it leaves.
   */
  replan(
    tx: Tx,
    scope: string,
    wishes: readonly PlannedWish[],
    now: Date,
    options?: { settled?: boolean; waiting?: 'stays' },
  ): Promise<void>
  /**
   * Queues a message; false when one with that key was queued before. One that never left, because there was nothing
   * to tell any more when it was to leave, is queued again.
   */
  deliver(tx: Tx, wish: DeliveryWish, now: Date): Promise<boolean>
  /**
   * What has been posted about the subject is no longer true: its cards in the chats are changed, without a sound.
   * @param kinds of message that show what has changed; all of them, when left out
   */
  changed(tx: Tx, subjectId: string, now: Date, kinds?: readonly string[]): Promise<void>
  /** Removes every row about these subjects, carried out and sent ones too: what must have left no trace (R-FORM-2). */
  forget(tx: Tx, subjectIds: readonly string[]): Promise<void>
}

const isSame = (one: ReminderWish, other: ReminderWish): boolean =>
  one.kind === other.kind && one.subjectId === other.subjectId && one.recipientId === other.recipientId

export function createPlanner(reminders: ReminderStore, deliveries: DeliveryStore): Planner {
  return {
    async replan(tx, scope, wishes, now, options) {
      if (options?.settled) await reminders.lapse(tx, scope)
      const planned = await reminders.planned(tx, scope)
      const stands = (wish: PlannedWish) =>
        options?.waiting === 'stays' ? planned.find(reminder => isSame(reminder, wish)) : undefined
      const byKey = new Map<string, PlannedWish>(
        wishes.map(wish => stands(wish) ?? wish).map(wish => [wish.key, wish]),
      )
      const dropped = planned.filter(reminder => !byKey.has(reminder.key))
      if (dropped.length > 0) {
        await reminders.cancel(
          tx,
          dropped.map(reminder => reminder.id),
          now,
        )
      }
      for (const reminder of planned) {
        const wish = byKey.get(reminder.key)
        if (!wish) continue
        byKey.delete(reminder.key)
        if (wish.dueAt.getTime() !== reminder.dueAt.getTime())
          await reminders.reschedule(tx, reminder.id, wish.dueAt)
      }
      const fresh = [...byKey.values()]
        .filter(({ aheadOnly, dueAt }) => !aheadOnly || dueAt > now)
        .map(({ aheadOnly: _, ...wish }) => wish)
      if (fresh.length > 0) await reminders.insert(tx, scope, fresh, now)
    },
    deliver: (tx, wish, now) => deliveries.insert(tx, wish, now),
    changed: (tx, subjectId, now, kinds) => deliveries.changed(tx, subjectId, now, kinds),
    async forget(tx, subjectIds) {
      await reminders.forget(tx, subjectIds)
      await deliveries.forget(tx, subjectIds)
    },
  }
}
