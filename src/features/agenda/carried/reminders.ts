import type { AppointmentKind } from '../../../reminders/model.ts'
import type { Planner } from '../../../reminders/planner.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../../meetings/service.ts'
import type { AgendaService } from '../service.ts'

/** Before the distribution at the deadline, so that what comes onto the agenda then is part of it. */
const aheadMs = 60_000

/** Brings what is unfinished onto a planned meeting's agenda once more, just before its deadline (R-AGENDA-4). */
export function createCarryReminders(deps: {
  agenda: AgendaService
  meetings: MeetingService
  planner: Planner
}): { reminder: AppointmentKind; meetingListener: MeetingListener } {
  const { agenda, meetings, planner } = deps
  const scope = (meetingId: string) => `agenda.carry:${meetingId}`

  const carriesAt = ({ dueAt }: Meeting): Date => new Date(dueAt.getTime() - aheadMs)

  async function plan(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    const dueAt = carriesAt(meeting)
    const wish = {
      key: `${scope(meeting.id)}:${dueAt.getTime()}`,
      kind: 'agenda.carry',
      subjectId: meeting.id,
      recipientId: '',
      dueAt,
    }
    const wanted = meeting.status === 'planned' && dueAt > now
    await planner.replan(tx, scope(meeting.id), wanted ? [wish] : [], now)
  }

  return {
    meetingListener: {
      planned: plan,
      async moved(tx, meeting, before, now) {
        await plan(tx, meeting, now)
        // To within the deadline: its moment is skipped, what it would have brought is not.
        if (carriesAt(before) > now && carriesAt(meeting) <= now) await agenda.carry(tx, meeting, now)
      },
      cancelled: plan,
      held: plan,
    },
    reminder: {
      kind: 'agenda.carry',
      mode: 'appointment',
      async run(tx, reminder, now) {
        const meeting = await meetings.find(tx, reminder.subjectId)
        if (meeting) await agenda.carry(tx, meeting, now)
      },
    },
  }
}
