import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type Outcome, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { PeopleService } from '../../people/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { MeetingLead } from '../changes/actions.ts'
import type { Meeting } from '../model.ts'
import type { MeetingService } from '../service.ts'
import { nobody, standInCard } from './cards.ts'

export interface StandInDeps extends MeetingLead {
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
}

/** Naming who conducts one meeting beside its coordinator (R-MEET-1). Only the coordinator names. */
export function createStandInActions(deps: StandInDeps): readonly Action[] {
  const { meetings, teams, people, led, show, locked } = deps
  const meetingId = z.uuid()
  const isOpen = ({ status }: Meeting) => status === 'planned' || status === 'running'

  async function ask(turn: Turn<unknown>, meeting: Meeting, problem = ''): Promise<Outcome> {
    const members = (await teams.members(turn.tx, meeting.teamId)).filter(one => !one.coordinator)
    const known = await people.many(
      turn.tx,
      members.map(one => one.personId),
    )
    const choices = [...known.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'da'))
    return view(standInCard(turn.actor.language, meeting, choices, problem))
  }

  return [
    defineAction({
      verb: 'meeting.standIn',
      effect: 'read',
      schema: z.object({ meetingId }),
      authorize: turn => led(turn, turn.payload.meetingId),
      run: (turn, meeting) => (isOpen(meeting) ? ask(turn, meeting) : locked(turn, meeting)),
    }),
    defineAction({
      verb: 'meeting.nameStandIn',
      effect: 'write',
      schema: z.object({
        meetingId,
        personId: z.string().max(60).default(''),
        /** whom the card showed */
        seen: z.string().max(60),
      }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        if (!isOpen(meeting)) return locked(turn, meeting)
        const { personId, seen } = turn.payload
        const t = textsIn(turn.actor.language).meetings.standIn
        const chosen = personId === nobody ? null : personId
        if (chosen === meeting.standInId) return show(turn, meeting, t.unchanged)
        // Somebody else was named since this card was drawn.
        if (seen !== (meeting.standInId ?? nobody)) return ask(turn, meeting, t.changedMeanwhile)
        const named = await meetings.nameStandIn(turn.tx, meeting, chosen, turn.actor, turn.now)
        if (!named) return ask(turn, meeting, t.missing)
        const after = await meetings.get(turn.tx, meeting.id)
        const name = chosen === null ? '' : shown((await people.get(turn.tx, chosen)).name)
        return show(turn, after, name === '' ? t.takenBack : t.named(name))
      },
    }),
  ]
}
