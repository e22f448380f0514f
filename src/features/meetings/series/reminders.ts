import type { MessageKind, Reader } from '../../../reminders/model.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Showing } from '../../polls/cards.ts'
import type { Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { readPlanned } from '../schema.ts'
import type { MeetingService } from '../service.ts'
import { plannedMessage } from './cards.ts'

export interface SeriesMessageDeps {
  meetings: MeetingService
  teams: TeamService
  showing(tx: Tx, reader: Reader, team: Team): Promise<Showing>
}

/** The dates of a half-year, told once: drawn from the meetings as they are when it leaves. */
export function createSeriesMessages({
  meetings,
  teams,
  showing,
}: SeriesMessageDeps): readonly MessageKind[] {
  return [
    {
      kind: 'series.planned',
      // Dates that nobody heard of are worse than dates that are told twice.
      onAmbiguous: 'repeat',
      async render(tx, { subjectId, detail }, reader, now) {
        const members = await teams.members(tx, subjectId)
        if (!members.some(member => member.personId === reader.personId)) return null
        const meetingIds = readPlanned(detail)
        const found = await Promise.all(meetingIds.map(id => meetings.find(tx, id)))
        const coming = found
          .filter(one => one !== null)
          .filter(({ status, endAt }) => status === 'planned' && endAt > now)
          .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
        if (coming.length === 0) return null
        const team = await teams.get(tx, subjectId)
        const placed = await Promise.all(
          coming.map(async meeting => ({
            meeting,
            calendar: await meetings.inCalendar(tx, meeting, reader.personId),
          })),
        )
        return plannedMessage({ team, meetings: placed }, await showing(tx, reader, team))
      },
    },
  ]
}
