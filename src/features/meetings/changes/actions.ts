import { z } from 'zod'
import { listed, textsIn, textsOn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { nothingHere, type Outcome, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Person } from '../../people/model.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import { typedText } from '../../teams/inputs/schema.ts'
import { pickList } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { isUpcoming, type Meeting } from '../model.ts'
import type { MeetingService } from '../service.ts'
import {
  askCancelCard,
  type InvitableItem,
  type InviteState,
  inviteCard,
  invitedTo,
  wholeMeeting,
} from './cards.ts'

/** What every change of a meeting needs of its card: who may, and how the meeting is shown afterwards. */
export interface MeetingLead {
  /** the meeting, for its tovholder alone */
  led(turn: Turn<unknown>, meetingId: string): Promise<Meeting | null>
  show(turn: Turn<unknown>, meeting: Meeting, saved?: string): Promise<Outcome>
  /** refused, with the meeting as it is now: begun, over or cancelled */
  locked(turn: Turn<unknown>, meeting: Meeting): Promise<Outcome>
  /** refused, with the meeting as it is now: somebody else was faster */
  changed(turn: Turn<unknown>, meeting: Meeting): Promise<Outcome>
  /** those of its participants whom no message reaches */
  unreached(turn: Turn<unknown>, meeting: Meeting): Promise<readonly Person[]>
}

export interface MeetingChangeDeps extends MeetingLead {
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  items(turn: Turn<unknown>, meeting: Meeting): Promise<readonly InvitableItem[]>
  /** a refusal that shows the meeting as it is now */
  showInstead(turn: Turn<unknown>, meetingId: string, code: string, text: string): Promise<Outcome>
}

/** What the tovholder changes about a meeting beside its date: whether it is held, who is invited. */
export function createMeetingChangeActions(deps: MeetingChangeDeps): readonly Action[] {
  const { meetings, teams, people, policies, items, led, show, showInstead, locked, changed, unreached } =
    deps
  const words = (turn: Turn<unknown>) => textsIn(turn.actor.language)
  const meetingId = z.uuid()
  const sequence = z.number().int().min(0)

  async function invitations(
    turn: Turn<unknown>,
    meeting: Meeting,
    state: Partial<Omit<InviteState, 'basis' | 'list' | 'items' | 'guests'>> = {},
  ): Promise<Outcome> {
    const { personId = '', scope = '', search = '', ...more } = state
    const [team, participants, everybody, offered] = await Promise.all([
      teams.get(turn.tx, meeting.teamId),
      meetings.participants(turn.tx, meeting),
      people.pickable(turn.tx, turn.actor),
      items(turn, meeting),
    ])
    const inside = new Set(participants.filter(one => one.itemId === null).map(one => one.personId))
    const candidates = everybody.filter(person => !inside.has(person.id))
    const known = await people.many(
      turn.tx,
      participants.map(one => one.personId),
    )
    const guests = participants.flatMap(one => {
      const person = known.get(one.personId)
      return one.guest && person ? [{ ...one, person }] : []
    })
    const picked = candidates.some(person => person.id === personId) ? [personId] : []
    return view(
      inviteCard(turn.actor.language, meeting, team, {
        list: pickList(candidates, picked, more.searchProblem ? '' : search),
        basis: await policies.basisFor(turn.tx, team.id),
        items: offered,
        guests,
        personId: picked[0] ?? '',
        scope,
        search,
        ...more,
      }),
    )
  }

  /** Nobody can be invited any more. */
  const over = (turn: Turn<unknown>, meeting: Meeting): Promise<Outcome> =>
    meeting.status === 'cancelled'
      ? locked(turn, meeting)
      : showInstead(turn, meeting.id, 'meetingOver', words(turn).meetings.invite.notPossible)

  return [
    defineAction({
      verb: 'meeting.cancel',
      effect: 'read',
      schema: z.object({ meetingId }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        if (meeting.status !== 'planned') return locked(turn, meeting)
        return view(askCancelCard(turn.actor.language, meeting, await unreached(turn, meeting)))
      },
    }),

    defineAction({
      verb: 'meeting.confirmCancel',
      effect: 'write',
      schema: z.object({ meetingId, sequence }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        if (meeting.status !== 'planned') return locked(turn, meeting)
        if (meeting.sequence !== turn.payload.sequence) return changed(turn, meeting)
        const t = words(turn).meetings.cancel
        // Counted before: what waits is on its agenda no more.
        const count = (await items(turn, meeting)).length
        const cancelled = await meetings.cancel(turn.tx, meeting, turn.actor, turn.now)
        if (!cancelled) return changed(turn, meeting)
        return show(turn, cancelled, count === 0 ? t.done : `${t.done} ${t.waiting(count)}`)
      },
    }),

    defineAction({
      verb: 'meeting.invite',
      effect: 'read',
      schema: z.object({ meetingId }),
      authorize: turn => led(turn, turn.payload.meetingId),
      run: (turn, meeting) =>
        isUpcoming(meeting, turn.now) ? invitations(turn, meeting) : over(turn, meeting),
    }),

    defineAction({
      verb: 'meeting.sendInvite',
      effect: 'write',
      schema: z.object({
        meetingId,
        personId: z.string().max(60).default(''),
        scope: z.string().max(60).default(''),
        search: typedText,
        go: z.enum(['invite', 'search']),
      }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        const t = words(turn).meetings.invite
        if (!isUpcoming(meeting, turn.now)) return over(turn, meeting)
        const { personId, scope, search, go } = turn.payload
        const typed = { personId, scope, search }
        if (go === 'search') return invitations(turn, meeting, typed)
        const pickable = await people.pickable(turn.tx, turn.actor)
        const person = pickable.find(one => one.id === personId)
        if (!person || scope === '')
          return invitations(turn, meeting, {
            ...typed,
            ...(person ? {} : { personProblem: t.personMissing }),
            ...(scope === '' ? { scopeProblem: t.scopeMissing } : {}),
          })
        const item = (await items(turn, meeting)).find(one => one.id === scope)
        if (!item && scope !== wholeMeeting) return nothingHere
        const invitation = {
          personId: person.id,
          itemId: item?.id ?? null,
          asFiller: false,
          invitedById: turn.actor.personId,
        }
        const invited = await meetings.invite(turn.tx, meeting, invitation, turn.actor, turn.now)
        if (!invited) return invitations(turn, meeting, { ...typed, personProblem: t.alreadyIn })
        const basis = await policies.basisFor(turn.tx, meeting.teamId)
        const told = textsOn(basis, turn.actor.language).meetings.invite.invited(shown(person.name))
        return show(turn, meeting, told)
      },
      again: (turn, meeting) =>
        invitations(turn, meeting, {
          personId: turn.payload.personId,
          scope: turn.payload.scope,
          search: turn.payload.search,
          searchProblem: words(turn).common.cprField,
        }),
    }),

    defineAction({
      verb: 'meeting.uninvite',
      effect: 'write',
      schema: z.object({ meetingId, personId: z.uuid(), of: z.string().max(2000).optional() }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        // Whoever was there goes on reading what came of it.
        if (!isUpcoming(meeting, turn.now)) return over(turn, meeting)
        const { personId, of } = turn.payload
        const theirs = (await meetings.participants(turn.tx, meeting)).filter(
          one => one.guest && one.personId === personId,
        )
        // An old card, and they fill in a form since, or have come to the whole meeting.
        if (theirs.length > 0 && of !== undefined && of !== invitedTo(meeting.id, theirs)) {
          const { name } = await people.get(turn.tx, personId)
          return invitations(turn, meeting, {
            problem: words(turn).meetings.invite.changedSince(shown(name)),
          })
        }
        const filled = (await items(turn, meeting)).filter(item => item.fillerId === personId)
        if (!(await meetings.uninvite(turn.tx, meeting, personId, turn.actor, turn.now))) return nothingHere
        const { name } = await people.get(turn.tx, personId)
        const t = words(turn).meetings.invite
        const numbers = listed(
          filled.map(item => String(item.number)),
          turn.actor.language,
        )
        const saved = numbers === '' ? t.removed(shown(name)) : t.removedFiller(shown(name), numbers)
        return invitations(turn, meeting, { saved })
      },
    }),
  ]
}
