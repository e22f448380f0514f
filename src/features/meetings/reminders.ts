import { z } from 'zod'
import type { MessageKind } from '../../reminders/model.ts'
import type { PeopleService } from '../people/service.ts'
import type { TeamService } from '../teams/service.ts'
import { changedMessage, invitedMessage, releasedMessage } from './cards.ts'
import { isUpcoming } from './model.ts'
import { changedKind, readChange } from './schema.ts'
import type { MeetingService } from './service.ts'
import { standInMessage } from './stand-in/cards.ts'

const invitedSchema = z.object({ from: z.iso.datetime().optional() })
const standInSchema = z.object({ news: z.enum(['asked', 'released', 'left']) })
const releasedSchema = z.object({ startAt: z.iso.datetime() })

/** What people are told about a meeting: moved, cancelled, invited, released. Once for each change (R-POLL-7). */
export function createMeetingMessages(deps: {
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
}): readonly MessageKind[] {
  const { meetings, teams, people } = deps
  return [
    {
      kind: changedKind,
      // A date that nobody heard of is worse than one that is told twice.
      onAmbiguous: 'repeat',
      follows: true,
      async render(tx, delivery, reader, now) {
        const { sequence, known } = readChange(delivery.detail)
        const meeting = await meetings.find(tx, delivery.subjectId)
        // Changed again before it left: the newer message says what is so.
        if (!meeting || meeting.sequence !== sequence) return null
        // Somebody is back when both dates are over: it is no news any more.
        if (meeting.endAt <= now && known.startAt <= now) return null
        const participants = await meetings.participants(tx, meeting)
        if (!participants.some(one => one.personId === reader.personId)) return null
        const team = await teams.get(tx, meeting.teamId)
        const calendar = await meetings.inCalendar(tx, meeting, reader.personId)
        return changedMessage(reader.language, { meeting, team, known, calendar, now })
      },
    },
    {
      kind: 'meeting.invited',
      onAmbiguous: 'repeat',
      follows: true,
      async render(tx, delivery, reader, now) {
        const meeting = await meetings.find(tx, delivery.subjectId)
        if (!meeting || !isUpcoming(meeting, now)) return null
        const own = (await meetings.participants(tx, meeting)).filter(one => one.personId === reader.personId)
        if (own.length === 0) return null
        const team = await teams.get(tx, meeting.teamId)
        const whole = own.some(one => one.itemId === null)
        const calendar = await meetings.inCalendar(tx, meeting, reader.personId)
        const detail = invitedSchema.parse(delivery.detail)
        const from = detail.from ? new Date(detail.from) : null
        return invitedMessage(reader.language, { meeting, team, whole, from, calendar })
      },
    },
    {
      kind: 'meeting.standIn',
      // A meeting that nobody starts is worse than being asked twice.
      onAmbiguous: 'repeat',
      follows: true,
      async render(tx, delivery, reader) {
        const meeting = await meetings.find(tx, delivery.subjectId)
        // Also when its time has passed: somebody may be named to write the minutes of a meeting without the bot.
        if (meeting?.status !== 'planned' && meeting?.status !== 'running') return null
        const { news } = standInSchema.parse(delivery.detail)
        const coordinatorId = await teams.coordinatorOf(tx, meeting.teamId)
        // Named otherwise before it left: the newer message says what is so.
        const isStandIn = meeting.standInId === reader.personId
        const holds = {
          asked: isStandIn,
          released: !isStandIn && coordinatorId !== reader.personId,
          left: meeting.standInId === null && coordinatorId === reader.personId,
        }
        if (!holds[news]) return null
        const participants = await meetings.participants(tx, meeting)
        if (!participants.some(one => one.personId === reader.personId)) return null
        const by = await people.get(tx, coordinatorId)
        const team = await teams.get(tx, meeting.teamId)
        return standInMessage(reader.language, news, { meeting, team, by })
      },
    },
    {
      kind: 'meeting.released',
      // Somebody who comes for nothing has lost more than somebody who reads it twice.
      onAmbiguous: 'repeat',
      follows: true,
      async render(tx, delivery, reader, now) {
        const meeting = await meetings.find(tx, delivery.subjectId)
        if (!meeting || !isUpcoming(meeting, now)) return null
        const participants = await meetings.participants(tx, meeting)
        // Invited again before it left.
        if (participants.some(one => one.personId === reader.personId)) return null
        const { startAt } = releasedSchema.parse(delivery.detail)
        const team = await teams.get(tx, meeting.teamId)
        return releasedMessage(reader.language, team, meeting, new Date(startAt))
      },
    },
  ]
}
