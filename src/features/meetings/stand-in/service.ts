import type { Planner } from '../../../reminders/planner.ts'
import type { Actor } from '../../../shared/action.ts'
import type { Ids } from '../../../shared/ids.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Meeting } from '../model.ts'
import type { MeetingStore } from '../store.ts'

interface StandInDeps {
  store: MeetingStore
  teams: TeamService
  planner: Planner
  ids: Ids
  record(tx: Tx, now: Date, actor: Actor | null, action: string, meeting: Meeting): Promise<void>
}

/** What somebody is told: they conduct the meeting, they do not any more, or whoever was to has left the team. */
export type StandInNews = 'asked' | 'released' | 'left'

/** Who conducts a meeting beside its coordinator (R-MEET-1). */
export function createStandIns({ store, teams, planner, ids, record }: StandInDeps) {
  const tell = (tx: Tx, meeting: Meeting, recipientId: string, news: StandInNews, now: Date) =>
    planner.deliver(
      tx,
      {
        key: `meeting.standIn:${ids.next()}`,
        kind: 'meeting.standIn',
        subjectId: meeting.id,
        recipientId,
        detail: { news },
      },
      now,
    )

  return {
    /**
     * Names who conducts the meeting beside the coordinator; each whom it concerns is told once.
     * @param personId a member of the team; null: nobody any more
     * @returns false when it is so already, or the person is no member beside the coordinator
     */
    async nameStandIn(
      tx: Tx,
      meeting: Meeting,
      personId: string | null,
      actor: Actor,
      now: Date,
    ): Promise<boolean> {
      const before = meeting.standInId
      if (before === personId) return false
      const members = await teams.members(tx, meeting.teamId)
      const mayBe = (id: string) => members.some(one => one.personId === id && !one.coordinator)
      if (personId !== null && !mayBe(personId)) return false
      await store.setStandIn(tx, meeting.id, personId)
      await record(tx, now, actor, 'meeting.standIn', meeting)
      await planner.changed(tx, meeting.id, now, ['meeting.standIn'])
      if (before !== null) await tell(tx, meeting, before, 'released', now)
      if (personId !== null) await tell(tx, meeting, personId, 'asked', now)
      return true
    },

    /** A stand-in is not in the team any more: the coordinator hears that nobody conducts the meeting for them. */
    async left(tx: Tx, teamId: string, personId: string, now: Date): Promise<void> {
      for (const meeting of await store.ofTeam(tx, teamId)) {
        if (meeting.standInId !== personId) continue
        await store.setStandIn(tx, meeting.id, null)
        if (meeting.status !== 'planned' && meeting.status !== 'running') continue
        await tell(tx, meeting, await teams.coordinatorOf(tx, teamId), 'left', now)
      }
    },
  }
}
