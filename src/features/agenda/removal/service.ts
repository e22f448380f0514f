import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { AgendaItem } from '../model.ts'

/** What is known of an item that somebody has taken off: where it stood, and whose it was. */
export type TakenOff = Pick<AgendaItem, 'id' | 'teamId' | 'meetingId' | 'createdById'>

interface RemovalDeps {
  teams: TeamService
  meetings: MeetingService
  planner: Planner
  ids: Ids
}

export const removedKind = 'agenda.removed'

/** What follows when somebody takes items off an agenda, whatever the reason: nobody can tell one from another. */
export function createRemovals({ teams, meetings, planner, ids }: RemovalDeps) {
  /**
   * Who would otherwise do something more about it, such as talk with the parents: the coordinator, and the authors
   * while they are in the team. Not whoever took it off.
   */
  async function concerned(tx: Tx, items: readonly TakenOff[], actor: Actor): Promise<string[]> {
    const [first] = items
    if (!first) return []
    const authors = new Set(items.map(item => item.createdById))
    return (await teams.members(tx, first.teamId))
      .filter(({ coordinator, personId }) => coordinator || authors.has(personId))
      .map(({ personId }) => personId)
      .filter(personId => personId !== actor.personId)
  }

  /**
   * One message to each for each agenda. Its row knows the meeting, or the team where the item waited, and no more: the
   * key is random, so that it leads nowhere and two removals are told twice. A second click finds no item.
   */
  async function tell(tx: Tx, items: readonly TakenOff[], actor: Actor, now: Date): Promise<void> {
    for (const [subjectId, taken] of Map.groupBy(items, item => item.meetingId ?? item.teamId))
      for (const recipientId of await concerned(tx, taken, actor)) {
        const key = `${removedKind}:${ids.next()}`
        await planner.deliver(tx, { key, kind: removedKind, subjectId, recipientId }, now)
      }
  }

  return {
    /** The items are gone: their guests need not come any more, and those concerned hear of it. */
    async takenOff(tx: Tx, items: readonly TakenOff[], actor: Actor, now: Date): Promise<void> {
      for (const { id: itemId, meetingId } of items) {
        const from = meetingId === null ? null : await meetings.find(tx, meetingId)
        if (from) await meetings.followItem(tx, { itemId, from, to: null }, actor, now)
      }
      await tell(tx, items, actor, now)
    },
  }
}
