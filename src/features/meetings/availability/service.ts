import { addDays } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { Team } from '../../teams/model.ts'
import type { MeetingStore } from '../store.ts'
import { type Away, type Diary, diaryOf, type Engagement, type Hindrance, type Span } from './model.ts'

/** Hours given away that other parts know of: slots promised in polls, people's own calendars. */
export type EngagementSource = (tx: Tx, personIds: readonly string[], span: Span) => Promise<Engagement[]>

/** What lies outside the database, and is looked up before a turn so that a source can read it in it without waiting. */
export type LookUp = (tx: Tx, personIds: readonly string[], span: Span, now: Date) => Promise<void>

export interface AvailabilityDeps {
  store: Pick<MeetingStore, 'engagements'>
  people: Pick<PeopleService, 'absences'>
  policies: PolicyService
  /** asked for at each question, so that features can be wired in any order */
  sources(): readonly EngagementSource[]
  /** people's own calendars; null where the municipality has not opened them */
  calendars: LookUp | null
}

/** What counts: see {@link AvailabilityService}. */
export interface Counting {
  but?: string
  ownPolls?: boolean
  onlyHindrances?: boolean
}

/** What is known of a group of people over some time. */
export interface Availability {
  diary: Diary
  absences: readonly Away[]
  /** Whether somebody is known not to be there: in another meeting of the bot's, or away. Null: nothing is known. */
  hindrance(personId: string, span: Span): Hindrance | null
  /** When they last said that they are away on that day; null where they have not. */
  awaySince(personId: string, span: Span): Date | null
}

const dayMs = 86_400_000

/** A day to each side: what ends just before may be far away. */
const widened = ({ startAt, endAt }: Span): Span => ({
  startAt: new Date(startAt.getTime() - dayMs),
  endAt: new Date(endAt.getTime() + dayMs),
})

export type AvailabilityService = ReturnType<typeof createAvailability>

/** Who is free when, as far as the bot knows: meetings of all teams, absence, promises, calendars (R-POLL-1). */
export function createAvailability({ store, people, policies, sources, calendars }: AvailabilityDeps) {
  return {
    /** For an action's `prepare`: the calendars of these people over that time, as far as they can be had in a moment. */
    async lookUp(tx: Tx, personIds: readonly string[], span: Span, now: Date): Promise<void> {
      await calendars?.(tx, personIds, widened(span), now)
    },

    /**
     * @param team where they would meet, and whose policy holds
     * @param span the time asked about; what lies outside it is not looked up
     * @param options `but`: a meeting that does not count, the one that is being moved; `ownPolls` false: nor does what
     *   people have promised in a poll of the same team; `onlyHindrances`: nor does anything else that is no
     *   {@link Hindrance}, and it is not looked up: the whole team is asked about at every answer
     */
    async of(
      tx: Tx,
      team: Team,
      personIds: readonly string[],
      span: Span,
      { but, ownPolls = true, onlyHindrances = false }: Counting = {},
    ): Promise<Availability> {
      const { zone, travelMinutes } = await policies.forTeam(tx, team.id)
      const wide = widened(span)
      const [meetings, absences, ...others] = await Promise.all([
        store.engagements(tx, personIds, wide),
        people.absences(tx, personIds, addDays(dayOf(span.startAt, zone), -1)),
        ...(onlyHindrances ? [] : sources()).map(source => source(tx, personIds, wide)),
      ])
      const own = meetings
        .filter(({ meetingId }) => meetingId !== but)
        .map(({ meetingId: _, ...one }): Engagement => ({ ...one, kind: 'meeting' }))
      const elsewhere = others
        .flat()
        .filter(({ kind, teamId }) => ownPolls || kind !== 'promised' || teamId !== team.id)
      const diary = diaryOf([...own, ...elsewhere], travelMinutes)
      function awaySince(personId: string, { startAt }: Span): Date | null {
        const on = dayOf(startAt, zone)
        const said = absences
          .filter(one => one.personId === personId && one.fromDay <= on && on <= one.toDay)
          .map(({ createdAt }) => createdAt.getTime())
        return said.length > 0 ? new Date(Math.max(...said)) : null
      }
      return {
        diary,
        absences,
        hindrance(personId, at) {
          if (diary.clash(personId, at, team.place)?.kind === 'meeting') return 'meeting'
          return awaySince(personId, at) ? 'away' : null
        },
        awaySince,
      }
    },
  }
}
