import type { Planner } from '../../reminders/planner.ts'
import type { DeliveryStore } from '../../reminders/store.ts'
import type { Actor } from '../../shared/action.ts'
import type { AuditTrail } from '../../shared/audit.ts'
import { Fault } from '../../shared/errors.ts'
import type { Ids } from '../../shared/ids.ts'
import type { LinkSigner } from '../../shared/keyring.ts'
import type { Tx } from '../../shared/transaction.ts'
import { formDeadline } from '../../shared/working-calendar.ts'
import type { PeopleService } from '../people/service.ts'
import { calendarOf } from '../policy/model.ts'
import type { PolicyService } from '../policy/service.ts'
import type { Team } from '../teams/model.ts'
import type { TeamListener, TeamService } from '../teams/service.ts'
import { createChanges } from './changes/service.ts'
import { createGuests } from './guests/service.ts'
import {
  type CalendarStanding,
  circleOfItem,
  type InCalendar,
  isAhead,
  isUpcoming,
  type Meeting,
  type MeetingStatus,
  mayBecome,
  type Participant,
  roleIn,
} from './model.ts'
import { createStandIns } from './stand-in/service.ts'
import type { MeetingStore } from './store.ts'

/** Told, in the transaction of the change, what became of a meeting: everything that hangs on it follows (R-POLL-7). */
export interface MeetingListener {
  planned?(tx: Tx, meeting: Meeting, now: Date): Promise<void>
  /**
   * its start was a mistake; without this it is as if it were planned anew
   * @param startedAt when that was
   */
  startTakenBack?(tx: Tx, meeting: Meeting, now: Date, startedAt: Date): Promise<void>
  /** @param before as it was; `meeting` is as it is now, `dueAt` and `sequence` included */
  moved?(tx: Tx, meeting: Meeting, before: Meeting, now: Date): Promise<void>
  cancelled?(tx: Tx, meeting: Meeting, now: Date): Promise<void>
  /** a member or a guest came or went; only for meetings that are not over */
  circleChanged?(tx: Tx, meeting: Meeting, now: Date): Promise<void>
  /** A guest is one no longer: what waited for them is somebody else's. Comes before `circleChanged`. */
  guestLeft?(tx: Tx, meeting: Meeting, personId: string, actor: Actor, now: Date): Promise<void>
  held?(tx: Tx, meeting: Meeting, now: Date): Promise<void>
}

export interface MeetingDeps {
  store: MeetingStore
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  audit: AuditTrail
  planner: Planner
  deliveries: Pick<DeliveryStore, 'evidence'>
  ids: Ids
  links: LinkSigner
  /** where calendars reach this server, without a slash at the end */
  publicUrl: string
  /** whether a meeting gets into a person's calendar by itself; null where calendars are left alone */
  standing: ((tx: Tx, meeting: Meeting, personId: string) => Promise<CalendarStanding>) | null
  /** asked for at each change, so that features can be wired in any order */
  listeners(): readonly MeetingListener[]
}

export type MeetingService = ReturnType<typeof createMeetingsService>

/** Meetings kept in *Mine møder* for so many days after they were held. */
const recentDays = 90

/** What a calendar link signs: a signature made for something else opens no calendar. */
const calendarText = (meetingId: string) => `calendar:${meetingId}`

/** Meetings, who takes part, and what follows when one is moved or cancelled. */
export function createMeetingsService(deps: MeetingDeps) {
  const { store, teams, people, policies, audit, planner, deliveries, ids, links } = deps
  const { publicUrl, standing, listeners } = deps

  async function get(tx: Tx, id: string): Promise<Meeting> {
    const meeting = await store.find(tx, id)
    if (!meeting)
      throw new Fault('MEETING_MISSING', 'a row names a meeting that is not there: restore the Meeting row')
    return meeting
  }

  async function deadline(tx: Tx, teamId: string, startAt: Date): Promise<Date> {
    const policy = await policies.forTeam(tx, teamId)
    const { leadDays, leadMode, sendAt, zone } = policy
    return formDeadline({ startAt, leadDays, leadMode, sendAt, zone, calendar: calendarOf(policy) })
  }

  async function participants(tx: Tx, meeting: Meeting): Promise<Participant[]> {
    const [members, guests] = await Promise.all([
      teams.members(tx, meeting.teamId),
      store.guests(tx, meeting.id),
    ])
    const known = await people.many(
      tx,
      guests.map(guest => guest.personId),
    )
    const inTeam = new Set(members.map(member => member.personId))
    const whole = new Set(guests.filter(guest => guest.itemId === null).map(guest => guest.personId))
    return [
      ...members.map(({ personId, profession, coordinator, required, joinedAt }) => ({
        personId,
        profession,
        itemId: null,
        guest: false,
        coordinator,
        required,
        joinedAt,
      })),
      ...guests
        // Whoever has come into the team since, or to the whole meeting, is no longer there for one item.
        .filter(({ personId, itemId }) => !inTeam.has(personId) && (itemId === null || !whole.has(personId)))
        .map(({ personId, itemId, joinedAt }) => ({
          personId,
          profession: known.get(personId)?.profession ?? null,
          itemId,
          guest: true,
          coordinator: false,
          required: false,
          joinedAt,
        })),
    ]
  }

  async function record(tx: Tx, now: Date, actor: Actor | null, action: string, meeting: Meeting) {
    const { tenantId } = await teams.get(tx, meeting.teamId)
    // Whoever added an item chooses who fills in its form, and so who is its guest.
    const role = actor && roleIn(actor, meeting)
    await audit.record(tx, now, {
      tenantId,
      actorId: actor?.personId ?? null,
      action,
      subjectType: 'meeting',
      subjectId: meeting.id,
      reason: actor ? (role ?? 'member') : 'bot',
    })
  }

  async function circleChanged(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    for (const listener of listeners()) await listener.circleChanged?.(tx, meeting, now)
  }

  /** A team's circle is that of each of its meetings that are not over. */
  const teamListener: TeamListener = {
    async circleChanged(tx, teamId, _actor, now) {
      for (const meeting of await store.ofTeam(tx, teamId))
        if (isUpcoming(meeting, now)) await circleChanged(tx, meeting, now)
    },
    // Invited before they came into the team: that invitation must not let them in again when they are out of it.
    async memberLeft(tx, teamId, personId, _actor, now) {
      await store.deleteGuestOfTeam(tx, teamId, personId)
      await standIns.left(tx, teamId, personId, now)
    },
  }

  const guests = createGuests({
    store,
    teams,
    people,
    planner,
    ids,
    participants,
    record,
    circleChanged,
    async guestLeft(tx, meeting, personId, actor, now) {
      for (const listener of listeners()) await listener.guestLeft?.(tx, meeting, personId, actor, now)
    },
  })

  const standIns = createStandIns({ store, teams, planner, ids, record })
  const changes = createChanges({
    store,
    deliveries,
    planner,
    get,
    deadline,
    participants,
    record,
    listeners,
  })
  const calendarUrl = (meeting: Pick<Meeting, 'id'>): string =>
    `${publicUrl}/kalender/${meeting.id}.${links.sign(calendarText(meeting.id))}.ics`

  return {
    ...guests,
    ...changes,
    ...standIns,
    teamListener,

    /** Where a calendar gets the meeting's file. The link is signed, so that nobody can make one up. */
    calendarUrl,

    /** How the meeting gets into this person's calendar: by itself, or by the link to its file (R-POLL-6). */
    inCalendar: async (tx: Tx, meeting: Meeting, personId: string): Promise<InCalendar> => ({
      standing: (await standing?.(tx, meeting, personId)) ?? 'link',
      url: calendarUrl(meeting),
    }),

    /**
     * The meeting behind such a link.
     * @param token the link's last part, without `.ics`
     * @returns null for a link that is not ours, or that leads nowhere
     */
    async fromCalendarLink(tx: Tx, token: string): Promise<{ meeting: Meeting; team: Team } | null> {
      const [id = '', signature = ''] = token.split('.')
      if (!links.verify(calendarText(id), signature)) return null
      const meeting = await store.find(tx, id)
      return meeting && { meeting, team: await teams.get(tx, meeting.teamId) }
    },

    find: (tx: Tx, id: string) => store.find(tx, id),
    /** @throws Fault MEETING_MISSING: an id from our own rows always leads to a meeting */
    get,
    /** When forms are due for a meeting that starts then (section 5). */
    deadline,
    /** Newest first, whatever their status. */
    ofTeam: (tx: Tx, teamId: string) => store.ofTeam(tx, teamId),

    /** The last of a team's meetings, over or to come, that was not cancelled: what the cadence counts from. */
    latest: (tx: Tx, teamId: string) => store.latest(tx, teamId),

    /** What people call the next meeting: the one that goes on today, or the earliest planned one that is not over. */
    async next(tx: Tx, teamId: string, now: Date): Promise<Meeting | null> {
      const running = (await store.running(tx, teamId)).find(meeting => isAhead(meeting, now))
      return running ?? store.nextPlanned(tx, teamId, now)
    },

    /**
     * Where an item goes that is put off or carried on: the earliest planned meeting that is not over. Never one that
     * runs: what comes onto its agenda counts as spoken of there when the minutes are approved.
     */
    nextPlanned: (tx: Tx, teamId: string, now: Date) => store.nextPlanned(tx, teamId, now),

    /**
     * Plans a meeting; its deadline follows from section 5. Whoever confirmed it tells the participants.
     * @param input `createdById` null: the bot, as policy has it
     */
    async create(
      tx: Tx,
      input: { team: Team; startAt: Date; endAt: Date; pollId: string | null; createdById: string | null },
      now: Date,
    ): Promise<Meeting> {
      const { team, startAt, endAt, pollId, createdById } = input
      const { zone } = await policies.of(tx, team.tenantId)
      const meeting: Meeting = {
        id: ids.next(),
        teamId: team.id,
        pollId,
        startAt,
        endAt,
        zone,
        place: team.place,
        status: 'planned',
        sequence: 0,
        dueAt: await deadline(tx, team.id, startAt),
        startedAt: null,
        endedAt: null,
        distributedAt: null,
        standInId: null,
      }
      await store.insert(tx, meeting, now)
      await audit.record(tx, now, {
        tenantId: team.tenantId,
        actorId: createdById,
        action: 'meeting.planned',
        subjectType: 'meeting',
        subjectId: meeting.id,
        reason: createdById === null ? 'policy' : 'coordinator',
      })
      for (const listener of listeners()) await listener.planned?.(tx, meeting, now)
      return meeting
    },

    /** Members and guests, the coordinator first. An item guest stands here once for each item. */
    participants,

    /** Who would receive the item: members, guests of the whole meeting, guests of that item. */
    async circleOf(tx: Tx, meeting: Meeting, itemId: string | null): Promise<string[]> {
      return circleOfItem(await participants(tx, meeting), itemId)
    },

    /**
     * Starts or ends a meeting. Ending it (`held`) tells the listeners.
     * @returns false when it is so already, or cannot become so; nothing is changed then
     */
    async setStatus(tx: Tx, id: string, status: Extract<MeetingStatus, 'running' | 'held'>, now: Date) {
      const before = await get(tx, id)
      if (!mayBecome(before.status, status)) return false
      const change = status === 'running' ? { status, startedAt: now } : { status, endedAt: now }
      await store.setStatus(tx, id, change)
      if (status === 'held')
        for (const listener of listeners()) await listener.held?.(tx, { ...before, ...change }, now)
      return true
    },

    /**
     * Takes back a start by mistake; the caller has seen that nothing was written. What is asked and reminded of
     * before a meeting is planned anew.
     * @returns false when it does not run
     */
    async takeBack(tx: Tx, id: string, now: Date): Promise<boolean> {
      const before = await get(tx, id)
      if (before.status !== 'running') return false
      const change = { status: 'planned', startedAt: null } as const
      await store.setStatus(tx, id, change)
      const planned = { ...before, ...change }
      for (const listener of listeners())
        if (listener.startTakenBack) await listener.startTakenBack(tx, planned, now, before.startedAt ?? now)
        else await listener.planned?.(tx, planned, now)
      return true
    },

    markDistributed: (tx: Tx, id: string, now: Date) => store.markDistributed(tx, id, now),

    /**
     * Meetings of all one's teams and invitations (R-OV-1): what is to come, earliest first, and what was in the last
     * three months (cancelled ones among them), newest first.
     */
    async mine(tx: Tx, actor: Actor, now: Date): Promise<{ upcoming: Meeting[]; recent: Meeting[] }> {
      const all = await store.since(
        tx,
        actor.memberships.map(membership => membership.teamId),
        actor.invitations.map(invitation => invitation.meetingId),
        new Date(now.getTime() - recentDays * 86_400_000),
      )
      return {
        upcoming: all.filter(meeting => isUpcoming(meeting, now)),
        recent: all.filter(meeting => !isUpcoming(meeting, now)).toReversed(),
      }
    },
  }
}
