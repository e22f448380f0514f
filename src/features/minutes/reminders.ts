import type { MessageKind, ReminderKind } from '../../reminders/model.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { TeamService } from '../teams/service.ts'
import { pendingLine, readyMessage } from './cards.ts'
import { kinds, type PendingMinutes } from './pending/service.ts'

export interface MinutesReminderDeps {
  pending: PendingMinutes
  meetings: MeetingService
  teams: TeamService
}

/** That minutes are ready, and that some still wait for their coordinator. */
export function createMinutesReminders({ pending, meetings, teams }: MinutesReminderDeps): {
  reminders: ReminderKind[]
  messages: MessageKind[]
} {
  return {
    reminders: [
      {
        kind: kinds.due,
        mode: 'appointment',
        async run(tx, { subjectId }, now) {
          const meeting = await meetings.find(tx, subjectId)
          if (meeting) await pending.came(tx, meeting, now)
        },
      },
      {
        kind: kinds.line,
        mode: 'digest',
        async line(tx, { subjectId }, reader, now) {
          const meeting = await meetings.find(tx, subjectId)
          const waits = meeting && (await pending.of(tx, meeting))
          const today = meeting && dayOf(now, meeting.zone)
          // Approved in the meantime: it is to be filed, and not yet late.
          if (!waits || !today || today < waits.dueDay) return null
          if ((await teams.coordinatorOf(tx, meeting.teamId)) !== reader.personId) return null
          return pendingLine(meeting, await teams.get(tx, meeting.teamId), waits, reader, today)
        },
      },
    ],
    messages: [
      {
        kind: 'minutes.ready',
        onAmbiguous: 'repeat',
        async render(tx, delivery, reader) {
          const meeting = await meetings.find(tx, delivery.subjectId)
          if (meeting?.status !== 'held') return null
          const participants = await meetings.participants(tx, meeting)
          if (!participants.some(one => one.personId === reader.personId)) return null
          return readyMessage(meeting, delivery.detail as { version: number; actions: number }, reader)
        },
      },
    ],
  }
}
