import { textsIn } from '../../locales/texts.ts'
import { icsFor } from '../../shared/icalendar.ts'
import type { Team } from '../teams/model.ts'
import type { Meeting } from './model.ts'

/**
 * The meeting as a file for a calendar: stable UID, SEQUENCE raised by every change, cancelled where it is. It holds
 * team, time and place, and nothing about a child or a person (R-POLL-6). In Danish: one link serves everybody.
 * @param stamp when the file is made
 */
export function calendarFile(meeting: Meeting, team: Team, stamp: Date): string {
  const t = textsIn('da').meetings.calendar
  return icsFor({
    uid: `${meeting.id}@roed-traad`,
    sequence: meeting.sequence,
    method: meeting.status === 'cancelled' ? 'CANCEL' : 'PUBLISH',
    startAt: meeting.startAt,
    endAt: meeting.endAt,
    zone: meeting.zone,
    summary: t.summary(team.name),
    description: t.description,
    location: meeting.place,
    stamp,
  })
}
