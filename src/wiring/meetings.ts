import type { AnonymityService } from '../features/agenda/anonymity/service.ts'
import { numberOf } from '../features/agenda/model.ts'
import type { AgendaService } from '../features/agenda/service.ts'
import { createAbsenteeMessages } from '../features/meetings/absentees/reminders.ts'
import type { AbsenteeService } from '../features/meetings/absentees/service.ts'
import { createMeetingActions, type MeetingButtons } from '../features/meetings/actions.ts'
import type { AvailabilityService } from '../features/meetings/availability/service.ts'
import { calendarFile, groupDate } from '../features/meetings/cards.ts'
import { createMoveCheck } from '../features/meetings/moving/service.ts'
import { createMeetingMessages } from '../features/meetings/reminders.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import type { TeamService } from '../features/teams/service.ts'
import type { Tx } from '../shared/transaction.ts'

/**
 * The actions and messages of meetings, their calendar files, and what a group chat may know of them.
 * `buttons`: what other features put on a meeting's card, most likely first.
 */
export function wireMeetings(around: {
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  availability: AvailabilityService
  absentees: AbsenteeService
  agenda: Pick<AgendaService, 'ofMeeting'>
  anonymity: Pick<AnonymityService, 'namesChild'>
  buttons: readonly MeetingButtons[]
}) {
  const { meetings, teams, people, agenda, anonymity, absentees, buttons } = around
  const meetingButtons: MeetingButtons = async (turn, meeting) =>
    (await Promise.all(buttons.map(contribute => contribute(turn, meeting)))).flat()
  return {
    feature: createMeetingActions({
      ...around,
      moveCheck: createMoveCheck(around),
      meetingButtons,
      async items({ tx }, meeting) {
        const onAgenda = await agenda.ofMeeting(tx, meeting.id)
        return onAgenda
          .filter(item => item.status === 'open')
          .map(item => ({
            id: item.id,
            number: numberOf(onAgenda, item.id),
            kind: item.kind,
            fillerId: item.formFillerId,
          }))
      },
      namesChild: (turn, { teamId }, text) => anonymity.namesChild(turn, teamId, text),
    }),
    messages: [
      ...createMeetingMessages({ meetings, teams, people }),
      ...createAbsenteeMessages({ absentees, people, teams }),
    ],

    /** The file behind a calendar link; null when the link is not ours, or leads nowhere. */
    async calendarFile(tx: Tx, token: string, now: Date): Promise<string | null> {
      const found = await meetings.fromCalendarLink(tx, token)
      return found && calendarFile(found.meeting, found.team, now)
    },

    /** The next dates of the teams whose people are just those in this group chat; of others it learns nothing (R-SEC-2). */
    async groupDates(tx: Tx, conversationId: string, now: Date): Promise<string[]> {
      const present = await people.groupMembers(tx, conversationId)
      const lines: string[] = []
      for (const team of await teams.madeUpOf(tx, present)) {
        const next = await meetings.next(tx, team.id, now)
        if (next) lines.push(groupDate(team, next))
      }
      return lines
    },
  }
}
