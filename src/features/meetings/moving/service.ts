import type { Lang } from '../../../shared/human-dates.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Span } from '../availability/model.ts'
import type { Availability, AvailabilityService } from '../availability/service.ts'
import type { Meeting, Participant, TimeSuggestion } from '../model.ts'
import type { MeetingService } from '../service.ts'
import { offersNear, spanOf } from '../typed-dates/model.ts'
import { calendarObjections, type Objection } from './model.ts'

export interface MoveCheckDeps {
  meetings: Pick<MeetingService, 'participants'>
  teams: Pick<TeamService, 'get'>
  policies: PolicyService
  availability: AvailabilityService
}

/** Where a meeting is to go. */
export interface Destination extends TimeSuggestion {
  place: string
}

export interface Checked {
  objections: readonly Objection[]
  /** good times near it, when something speaks against it */
  offers: readonly TimeSuggestion[]
}

export type MoveCheck = ReturnType<typeof createMoveCheck>

type HinderedObjection = Extract<Objection, { about: 'person' }>

/** The one that was asked for stands filled in, the others on buttons. */
const offersShown = 3
const searchedMs = 45 * 86_400_000

/** Looks whether a meeting can be moved to a time without anybody missing it (R-POLL-7, R-TEAM-4). */
export function createMoveCheck({ meetings, teams, policies, availability }: MoveCheckDeps) {
  /** Who of them is known not to be there; each once. */
  function hindered(
    known: Availability,
    ids: readonly string[],
    to: Span & { place: string },
  ): HinderedObjection[] {
    return ids.flatMap((personId): HinderedObjection[] => {
      if (known.diary.clash(personId, to, to.place)) return [{ about: 'person', personId, why: 'busy' }]
      return known.hindrance(personId, to) === 'away' ? [{ about: 'person', personId, why: 'away' }] : []
    })
  }

  const searched = (from: Date): Span => ({ startAt: from, endAt: new Date(from.getTime() + searchedMs) })

  async function knownOf(
    tx: Tx,
    meeting: Meeting,
    from: Date,
    ids: readonly string[],
  ): Promise<Availability> {
    const team = await teams.get(tx, meeting.teamId)
    const span = searched(from)
    return availability.of(tx, team, ids, span, { but: meeting.id, ownPolls: false })
  }

  return {
    /** Looks up the participants' own calendars from that day on: for an action's `prepare`. */
    async lookUp(tx: Tx, meeting: Meeting, from: Date, now: Date): Promise<void> {
      const ids = idsOf(await meetings.participants(tx, meeting))
      await availability.lookUp(tx, ids, searched(from), now)
    },

    /**
     * What speaks against moving the meeting there, and what would do. Who stays at the hour that they have already is
     * not asked about again for another place alone.
     */
    async check(tx: Tx, meeting: Meeting, to: Destination, now: Date, lang: Lang): Promise<Checked> {
      const policy = await policies.forTeam(tx, meeting.teamId)
      const { zone } = meeting
      const calendar = calendarOf(policy)
      const span = spanOf(to, zone)
      const participants = await meetings.participants(tx, meeting)
      const ids = idsOf(participants)
      const known = await knownOf(tx, meeting, span.startAt, ids)
      const { place } = to
      const stays = sameTime(span, meeting)
      const before = stays ? hindered(known, ids, meeting).map(one => one.personId) : []
      const objections = [
        ...(stays ? [] : calendarObjections(span, { zone, calendar, lang })),
        ...hindered(known, ids, { ...span, place }).filter(one => !before.includes(one.personId)),
      ]
      if (objections.length === 0) return { objections, offers: [] }
      const near = (who: readonly string[]) =>
        offersNear(to, {
          now,
          zone,
          calendar,
          count: offersShown,
          suits: at => hindered(known, who, { ...at, place }).length === 0,
        })
      const forAll = near(ids)
      const required = idsOf(participants.filter(one => one.required))
      return { objections, offers: forAll.length > 0 ? forAll : near(required) }
    },
  }
}

const idsOf = (participants: readonly Participant[]): string[] => [
  ...new Set(participants.map(one => one.personId)),
]

/** Whether two spans are the same. */
export const sameTime = (a: Span, b: Span): boolean =>
  a.startAt.getTime() === b.startAt.getTime() && a.endAt.getTime() === b.endAt.getTime()
