import type { MessageKind } from '../../reminders/model.ts'
import { isUpcoming } from '../meetings/model.ts'
import type { MeetingService } from '../meetings/service.ts'
import type { TeamService } from '../teams/service.ts'
import { linkMessage } from './cards.ts'

/** What people are told of their calendar: only that something is left to themselves. */
export function createCalendarMessages(deps: {
  meetings: MeetingService
  teams: TeamService
}): readonly MessageKind[] {
  const { meetings, teams } = deps
  return [
    {
      kind: 'calendar.link',
      onAmbiguous: 'repeat',
      async render(tx, { subjectId }, reader, now) {
        const meeting = await meetings.find(tx, subjectId)
        if (!meeting || !isUpcoming(meeting, now)) return null
        const participants = await meetings.participants(tx, meeting)
        if (!participants.some(one => one.personId === reader.personId)) return null
        const { standing, url } = await meetings.inCalendar(tx, meeting, reader.personId)
        // It has worked after all.
        if (standing !== 'link') return null
        return linkMessage(reader.language, meeting, await teams.get(tx, meeting.teamId), url)
      },
    },
  ]
}
