import type { DigestKind, MessageKind } from '../../reminders/model.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { TeamService } from '../teams/service.ts'
import { pendingLine, readyMessage } from './cards.ts'

export interface MinutesReminderDeps {
  meetings: MeetingService
  teams: TeamService
}

/** That minutes are ready, and that some still wait for their coordinator. */
export function createMinutesReminders({ meetings, teams }: MinutesReminderDeps): {
  reminders: DigestKind[]
  messages: MessageKind[]
} {
  return {
    reminders: [
      {
        kind: 'minutes.pending',
        mode: 'digest',
        async line(tx, { subjectId }, reader, now) {
          const meeting = await meetings.find(tx, subjectId)
          if (!meeting || meeting.endAt > now) return null
          if (meeting.status !== 'planned' && meeting.status !== 'running') return null
          if ((await teams.coordinatorOf(tx, meeting.teamId)) !== reader.personId) return null
          const team = await teams.get(tx, meeting.teamId)
          return pendingLine(meeting, team, reader, dayOf(now, meeting.zone))
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
