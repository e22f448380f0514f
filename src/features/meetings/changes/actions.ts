import { z } from 'zod'
import { listed, textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { parseDay } from '../../../shared/day.ts'
import { nothingHere, type Outcome, view } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { dayOf, parseTime, timeOf } from '../../../shared/zoned-time.ts'
import type { PeopleService } from '../../people/service.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { typedText } from '../../teams/inputs/schema.ts'
import { pickList } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { isUpcoming, type Meeting, readMeetingTime, roleIn } from '../model.ts'
import type { MeetingService } from '../service.ts'
import {
  askCancelCard,
  askMoveCard,
  type InvitableItem,
  type InviteState,
  inviteCard,
  moveCard,
  type TimeInputs,
  type TimeWords,
  timeWords,
  wholeMeeting,
} from './cards.ts'

export interface MeetingChangeDeps {
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  items(turn: Turn<unknown>, meeting: Meeting): Promise<readonly InvitableItem[]>
  show(turn: Turn<unknown>, meeting: Meeting, saved?: string): Promise<Outcome>
  /** a refusal that shows the meeting as it is now */
  showInstead(turn: Turn<unknown>, meetingId: string, code: string, text: string): Promise<Outcome>
}

/** What the tovholder changes about a meeting: its date, whether it is held, who is invited. */
export function createMeetingChangeActions(deps: MeetingChangeDeps): readonly Action[] {
  const { meetings, teams, people, policies, items, show, showInstead } = deps
  const words = (turn: Turn<unknown>) => textsIn(turn.actor.language)
  const meetingId = z.uuid()
  const sequence = z.number().int().min(0)
  const timeInputs = { day: typedText, start: typedText, end: typedText }

  /** The meeting, for its tovholder alone. */
  async function led(turn: Turn<unknown>, id: string): Promise<Meeting | null> {
    const meeting = await meetings.find(turn.tx, id)
    return meeting && roleIn(turn.actor, meeting) === 'coordinator' ? meeting : null
  }

  const locked = (turn: Turn<unknown>, meeting: Meeting) =>
    showInstead(turn, meeting.id, 'meetingLocked', words(turn).meetings.locked)
  const changed = (turn: Turn<unknown>, meeting: Meeting) =>
    showInstead(turn, meeting.id, 'meetingChanged', words(turn).meetings.changedMeanwhile)

  const inputsOf = ({ startAt, endAt, zone }: Meeting): TimeInputs => ({
    day: dayOf(startAt, zone),
    start: timeOf(startAt, zone),
    end: timeOf(endAt, zone),
  })

  async function askWhen(
    turn: Turn<unknown>,
    meeting: Meeting,
    typed: TimeInputs,
    problems?: TimeWords,
  ): Promise<Outcome> {
    const team = await teams.get(turn.tx, meeting.teamId)
    return view(moveCard(turn.actor.language, meeting, team, typed, problems))
  }

  async function readTime(turn: Turn<unknown>, meeting: Meeting, typed: TimeInputs) {
    const policy = await policies.forTeam(turn.tx, meeting.teamId)
    const { zone } = meeting
    const day = parseDay(typed.day, dayOf(turn.now, zone))
    const times = { day, start: parseTime(typed.start), end: parseTime(typed.end) }
    const lengthMinutes = Math.round((meeting.endAt.getTime() - meeting.startAt.getTime()) / 60_000)
    const { now, actor } = turn
    const rules = { now, zone, calendar: calendarOf(policy), lang: actor.language, lengthMinutes }
    return { asked: day, read: readMeetingTime(times, rules) }
  }

  /** Those who have said that they are away on that day; the tovholder may know (R-TEAM-4). */
  async function awayOn(turn: Turn<unknown>, meeting: Meeting, startAt: Date) {
    const ids = (await meetings.participants(turn.tx, meeting)).map(one => one.personId)
    const day = dayOf(startAt, meeting.zone)
    const absences = await people.absences(turn.tx, ids, day)
    const away = absences.filter(absence => absence.fromDay <= day).map(absence => absence.personId)
    return [...(await people.many(turn.tx, away)).values()]
  }

  async function invitations(
    turn: Turn<unknown>,
    meeting: Meeting,
    state: Partial<Omit<InviteState, 'list' | 'items' | 'guests'>> = {},
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
        items: offered,
        guests,
        personId: picked[0] ?? '',
        scope,
        search,
        ...more,
      }),
    )
  }

  return [
    defineAction({
      verb: 'meeting.move',
      effect: 'read',
      schema: z.object({ meetingId, ...timeInputs }),
      authorize: turn => led(turn, turn.payload.meetingId),
      run(turn, meeting) {
        if (meeting.status !== 'planned') return locked(turn, meeting)
        const { day, start, end } = turn.payload
        return askWhen(turn, meeting, day ? { day, start, end } : inputsOf(meeting))
      },
    }),

    defineAction({
      verb: 'meeting.checkMove',
      effect: 'read',
      schema: z.object({ meetingId, ...timeInputs }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        if (meeting.status !== 'planned') return locked(turn, meeting)
        const { meetingId: _, ...typed } = turn.payload
        const { asked, read } = await readTime(turn, meeting, typed)
        if (!read.ok) {
          const problems = timeWords(turn.actor.language, read.problems, asked, read.nearest)
          return askWhen(turn, meeting, read.nearest, problems)
        }
        const { startAt, endAt } = read
        if (startAt.getTime() === meeting.startAt.getTime() && endAt.getTime() === meeting.endAt.getTime())
          return show(turn, meeting, words(turn).meetings.move.same)
        const dueAt = await meetings.deadline(turn.tx, meeting.teamId, startAt)
        const to = { ...meeting, startAt, endAt, dueAt }
        const away = await awayOn(turn, meeting, startAt)
        const move = { to, typed: inputsOf(to), dueGone: dueAt <= turn.now, away }
        return view(askMoveCard(turn.actor.language, meeting, move))
      },
      async again(turn, meeting, fields) {
        const { meetingId: _, ...typed } = turn.payload
        const said = words(turn).common.cprField
        return askWhen(turn, meeting, typed, Object.fromEntries(fields.map(field => [field, said])))
      },
    }),

    defineAction({
      verb: 'meeting.confirmMove',
      effect: 'write',
      schema: z.object({ meetingId, sequence, ...timeInputs }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        const { sequence: seen, day, start, end } = turn.payload
        if (meeting.status !== 'planned') return locked(turn, meeting)
        if (meeting.sequence !== seen) return changed(turn, meeting)
        const { asked, read } = await readTime(turn, meeting, { day, start, end })
        if (!read.ok) {
          const problems = timeWords(turn.actor.language, read.problems, asked, read.nearest)
          return askWhen(turn, meeting, read.nearest, problems)
        }
        const moved = await meetings.move(turn.tx, meeting, read.startAt, read.endAt, turn.actor, turn.now)
        return moved ? show(turn, moved, words(turn).meetings.move.moved) : changed(turn, meeting)
      },
    }),

    defineAction({
      verb: 'meeting.cancel',
      effect: 'read',
      schema: z.object({ meetingId }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        if (meeting.status !== 'planned') return locked(turn, meeting)
        return view(askCancelCard(turn.actor.language, meeting))
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
        const cancelled = await meetings.cancel(turn.tx, meeting, turn.actor, turn.now)
        return cancelled ? show(turn, cancelled, words(turn).meetings.cancel.done) : changed(turn, meeting)
      },
    }),

    defineAction({
      verb: 'meeting.invite',
      effect: 'read',
      schema: z.object({ meetingId }),
      authorize: turn => led(turn, turn.payload.meetingId),
      run: (turn, meeting) =>
        isUpcoming(meeting, turn.now)
          ? invitations(turn, meeting)
          : showInstead(turn, meeting.id, 'meetingOver', words(turn).meetings.invite.notPossible),
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
        if (!isUpcoming(meeting, turn.now)) return showInstead(turn, meeting.id, 'meetingOver', t.notPossible)
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
        return show(turn, meeting, t.invited(shown(person.name)))
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
      schema: z.object({ meetingId, personId: z.uuid() }),
      authorize: turn => led(turn, turn.payload.meetingId),
      async run(turn, meeting) {
        const { personId } = turn.payload
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
