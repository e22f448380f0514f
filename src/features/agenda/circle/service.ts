import type { Profession } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { circleOfItem } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { TeamService } from '../../teams/service.ts'
import { type AgendaItem, isNamed } from '../model.ts'

/** Who would receive what an item says, and what the team's members among them are in the team. */
export interface Circle {
  people: readonly string[]
  /** guests are not in it: of them nobody in the team has said it */
  functions: ReadonlyMap<string, Profession>
}

/** Who would receive what an item says. */
export function createCircles({ teams, meetings }: { teams: TeamService; meetings: MeetingService }) {
  return {
    /**
     * The circle of each item: who would receive it now. The team's members while it waits for a meeting.
     * Of a held item that names nobody, no consent says who may read: whoever came after the meeting does not (R-MIN-1).
     */
    async of(tx: Tx, items: readonly AgendaItem[]): Promise<ReadonlyMap<string, Circle>> {
      const circles = new Map<string, Circle>()
      for (const place of new Set(items.map(item => item.meetingId ?? item.teamId))) {
        const here = items.filter(item => (item.meetingId ?? item.teamId) === place)
        const first = here[0]
        if (!first) continue
        const members = await teams.members(tx, first.teamId)
        const meeting = first.meetingId === null ? null : await meetings.get(tx, first.meetingId)
        const participants = meeting
          ? await meetings.participants(tx, meeting)
          : members.map(member => ({ ...member, itemId: null, guest: false }))
        const over = meeting && (meeting.endedAt ?? meeting.endAt)
        const late = new Set(members.filter(one => over && one.joinedAt > over).map(one => one.personId))
        const functions = new Map(members.map(one => [one.personId, one.profession]))
        for (const item of here) {
          const circle = circleOfItem(participants, item.id)
          const closed = item.status === 'held' && !isNamed(item)
          const people = closed ? circle.filter(personId => !late.has(personId)) : circle
          circles.set(item.id, { people, functions })
        }
      }
      return circles
    },
  }
}
