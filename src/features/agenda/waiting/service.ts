import type { Planner } from '../../../reminders/planner.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Released } from './model.ts'

export const releasedKind = 'agenda.released'

/** Tells the coordinator in one message what came onto the agenda of what waited, and what still waits and why. */
export function tellReleased({ teams, planner }: { teams: TeamService; planner: Planner }) {
  return async (tx: Tx, meeting: Meeting, { took, waits }: Released, now: Date): Promise<void> => {
    if (took.length + waits.length === 0) return
    const because = (why: string) => waits.flatMap(one => (one.why === why ? [one.itemId] : []))
    const detail = { took, form: because('form'), consent: because('consent'), room: because('room') }
    const recipientId = await teams.coordinatorOf(tx, meeting.teamId)
    const key = `${releasedKind}:${meeting.id}:${meeting.dueAt.getTime()}`
    await planner.deliver(tx, { key, kind: releasedKind, subjectId: meeting.id, recipientId, detail }, now)
  }
}
