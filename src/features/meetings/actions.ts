import { z } from 'zod'
import { button, likeliestFirst } from '../../cards/button.ts'
import { textsIn } from '../../locales/texts.ts'
import { defineAction, type Feature, ownOnly, type Turn } from '../../shared/action.ts'
import { type CardJson, type Outcome, refuse, view } from '../../shared/outcome.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { Person } from '../people/model.ts'
import type { PeopleService } from '../people/service.ts'
import type { PolicyService } from '../policy/service.ts'
import type { TeamService } from '../teams/service.ts'
import { fileButton, type MeetingDetail, meetingCard, mineCard } from './cards.ts'
import { createMeetingChangeActions, type MeetingLead } from './changes/actions.ts'
import type { InvitableItem } from './changes/cards.ts'
import { isUpcoming, type Meeting, roleIn } from './model.ts'
import { createMovingActions } from './moving/actions.ts'
import type { MoveCheck } from './moving/service.ts'
import type { MeetingService } from './service.ts'
import { createStandInActions } from './stand-in/actions.ts'

/** Buttons that other features put on a meeting's card, the most likely one first; `later` those whose time has not come. */
export type MeetingButtons = (turn: Turn<unknown>, meeting: Meeting) => Promise<readonly CardJson[]>

export interface MeetingActionDeps {
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  moveCheck: MoveCheck
  meetingButtons: MeetingButtons
  /** the items that a guest can be invited to, in the agenda's order */
  items(turn: Turn<unknown>, meeting: Meeting): Promise<readonly InvitableItem[]>
  /** whether a text says the name of a child that the team may know of */
  namesChild(turn: Turn<unknown>, meeting: Meeting, text: string): Promise<boolean>
}

/** *Mine møder*, and one meeting with what can be done about it (R-OV-1, R-POLL-7, R-TEAM-2). */
export function createMeetingActions(deps: MeetingActionDeps): Feature {
  const { meetings, teams, people, meetingButtons } = deps

  async function mine(turn: Turn<unknown>, from: number): Promise<Outcome> {
    const { upcoming, recent } = await meetings.mine(turn.tx, turn.actor, turn.now)
    const known = await teams.many(
      turn.tx,
      [...upcoming, ...recent].map(meeting => meeting.teamId),
    )
    const rows = (list: readonly Meeting[]) =>
      list.flatMap(meeting => {
        const team = known.get(meeting.teamId)
        return team ? [{ meeting, team, guest: roleIn(turn.actor, meeting) === 'guest' }] : []
      })
    const shown = { upcoming: rows(upcoming), recent: rows(recent) }
    return view(mineCard(turn.actor.language, shown, from, turn.now))
  }

  /** Those that the reader may know of: a guest of one item sees no other guests (R-AGENDA-5). */
  async function participantsFor(turn: Turn<unknown>, meeting: Meeting) {
    const role = roleIn(turn.actor, meeting)
    const all = await meetings.participants(turn.tx, meeting)
    const wholeGuest = all.some(one => one.personId === turn.actor.personId && one.itemId === null)
    const visible = all.filter(
      one => !one.guest || role !== 'guest' || wholeGuest || one.personId === turn.actor.personId,
    )
    const once = [...new Map(visible.toReversed().map(one => [one.personId, one])).values()].toReversed()
    const ids = once.map(one => one.personId)
    const day = dayOf(meeting.startAt, meeting.zone)
    const waits = isUpcoming(meeting, turn.now)
    const [known, absences] = await Promise.all([
      people.many(turn.tx, ids),
      role === 'coordinator' ? people.absences(turn.tx, ids, day) : [],
    ])
    return once
      .flatMap(one => {
        const person = known.get(one.personId)
        const absence = absences.find(({ personId, fromDay }) => personId === one.personId && fromDay <= day)
        // Who cannot be reached is the tovholder's to see to; that it is the tovholder, everybody should know.
        const unreached = waits && person?.status !== 'active' && (role === 'coordinator' || one.coordinator)
        const items = visible.filter(other => other.personId === one.personId).length
        return person ? [{ ...one, person, absence: absence ?? null, unreached, items }] : []
      })
      .toSorted(
        (a, b) =>
          Number(b.coordinator) - Number(a.coordinator) ||
          Number(a.guest) - Number(b.guest) ||
          a.person.name.localeCompare(b.person.name, 'da'),
      )
  }

  async function detailOf(
    turn: Turn<unknown>,
    meeting: Meeting,
    state: Pick<MeetingDetail, 'saved' | 'problem'> = {},
  ) {
    const t = textsIn(turn.actor.language)
    const [team, participants, contributed, calendar] = await Promise.all([
      teams.get(turn.tx, meeting.teamId),
      participantsFor(turn, meeting),
      meetingButtons(turn, meeting),
      meetings.inCalendar(turn.tx, meeting, turn.actor.personId),
    ])
    const id = { meetingId: meeting.id }
    const leads = roleIn(turn.actor, meeting) === 'coordinator'
    const cancelled = meeting.status === 'cancelled'
    const open = meeting.status === 'planned' || meeting.status === 'running'
    const movable = leads && meeting.status === 'planned'
    const v = t.meetings.view
    const agenda = cancelled ? [] : [button(v.agenda, 'agenda.open', id, { style: 'positive' })]
    const later = contributed.filter(({ mode }) => mode === 'secondary')
    // The items wait for another date.
    const again = button(t.polls.findDate, 'poll.draft', { teamId: team.id }, { style: 'positive' })
    const buttons = [
      ...(leads && cancelled ? [again] : []),
      ...likeliestFirst([...agenda, ...contributed.filter(one => !later.includes(one))]),
      ...(meeting.status === 'held' ? [] : fileButton(cancelled ? v.uncalendar : v.calendar, calendar)),
      ...(movable ? [button(v.move, 'meeting.move', id)] : []),
      ...(leads && open
        ? [button(v.invite, 'meeting.invite', id), button(v.standIn, 'meeting.standIn', id)]
        : []),
      ...later,
      button(t.meetings.entry, 'meeting.mine'),
      ...(movable ? [button(v.cancel, 'meeting.cancel', id, { style: 'destructive' })] : []),
    ]
    const detail = { meeting, team, participants, buttons, calendar, ...state }
    return meetingCard(turn.actor.language, detail, turn.now)
  }

  const show = async (turn: Turn<unknown>, meeting: Meeting, saved = '') =>
    view(await detailOf(turn, meeting, { saved }))

  /** Those of its participants whom no message reaches. */
  async function unreached(turn: Turn<unknown>, meeting: Meeting): Promise<Person[]> {
    const ids = (await meetings.participants(turn.tx, meeting)).map(one => one.personId)
    const known = [...(await people.many(turn.tx, ids)).values()]
    return known.filter(({ id, status }) => status !== 'active' && id !== turn.actor.personId)
  }

  /** What is so now, for a card that is older than the meeting. */
  async function showInstead(
    turn: Turn<unknown>,
    meetingId: string,
    code: string,
    text: string,
  ): Promise<Outcome> {
    const meeting = await meetings.get(turn.tx, meetingId)
    return refuse(code, text, await detailOf(turn, meeting, { problem: text }))
  }

  const lead: MeetingLead = {
    async led(turn, id) {
      const meeting = await meetings.find(turn.tx, id)
      return meeting && roleIn(turn.actor, meeting) === 'coordinator' ? meeting : null
    },
    show,
    locked(turn, { id, status }) {
      const t = textsIn(turn.actor.language).meetings
      return showInstead(turn, id, 'meetingLocked', status === 'cancelled' ? t.cancelledBefore : t.locked)
    },
    changed: (turn, { id }) =>
      showInstead(turn, id, 'meetingChanged', textsIn(turn.actor.language).meetings.changedMeanwhile),
    unreached,
  }

  return {
    actions: [
      defineAction({
        verb: 'meeting.mine',
        effect: 'read',
        schema: z.object({ from: z.number().int().min(0).max(10_000).default(0) }),
        authorize: ownOnly,
        run: turn => mine(turn, turn.payload.from),
      }),
      defineAction({
        verb: 'meeting.open',
        effect: 'read',
        schema: z.object({ meetingId: z.uuid() }),
        async authorize(turn) {
          const meeting = await meetings.find(turn.tx, turn.payload.meetingId)
          return meeting && roleIn(turn.actor, meeting) ? meeting : null
        },
        run: (turn, meeting) => show(turn, meeting),
      }),
      ...createMovingActions({ ...deps, ...lead }),
      ...createStandInActions({ ...deps, ...lead }),
      ...createMeetingChangeActions({ ...deps, ...lead, showInstead }),
    ],
    commands: [
      {
        words: {
          da: ['mine møder', 'møder', 'næste møde', 'kalender', 'flyt mødet', 'aflys mødet'],
          en: [
            'my meetings',
            'meetings',
            'next meeting',
            'calendar',
            'move the meeting',
            'cancel the meeting',
          ],
        },
        verb: 'meeting.mine',
        payload: {},
      },
    ],
    async startEntries({ actor }) {
      if (actor.memberships.length === 0 && actor.invitations.length === 0) return []
      return [{ order: 20, title: textsIn(actor.language).meetings.entry, verb: 'meeting.mine', payload: {} }]
    },
  }
}
