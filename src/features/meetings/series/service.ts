import type { Planner } from '../../../reminders/planner.ts'
import type { Actor, Language } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import { addDays, type Day } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf, type Zone } from '../../../shared/zoned-time.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { roleOf, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { missingAt, type Obstacle, overlap, type Span } from '../availability/model.ts'
import type { AvailabilityService } from '../availability/service.ts'
import { isAhead, type Meeting } from '../model.ts'
import type { MeetingService } from '../service.ts'
import type { ReadDate, TypedDate } from '../typed-dates/model.ts'
import { layOutHalfYear, originOf, plannedSince, type Series, type SeriesTerms } from './model.ts'
import { readDates } from './reading/model.ts'
import type { SeriesStore } from './store.ts'

export interface SeriesDeps {
  store: SeriesStore
  teams: TeamService
  meetings: MeetingService
  /** times to which a member has said no in the team's own open poll */
  refused(tx: Tx, teamId: string): Promise<readonly (Span & { personId: string })[]>
  availability: AvailabilityService
  policies: PolicyService
  planner: Planner
  audit: AuditTrail
}

/** What is known of a team when its dates are laid out, or read. */
interface Known {
  terms: SeriesTerms
  series: Series
  /** whose date is to come, earliest first */
  planned: Meeting[]
}

export type SeriesService = ReturnType<typeof createSeries>

/** What is planned or typed lies no further ahead: the hours of members are looked up for so long. */
const furthestDays = 400

const spanOf = (today: Day, now: Date, zone: Zone): Span => ({
  startAt: now,
  endAt: instantOf(addDays(today, furthestDays), '23:59', zone),
})

/** The half-year of one team: laid out, and planned in one go (*planlæg halvåret*). */
export function createSeries(deps: SeriesDeps) {
  const { store, teams, meetings, refused, availability, policies, planner, audit } = deps

  async function knownOf(tx: Tx, team: Team, lang: Language, now: Date): Promise<Known> {
    const policy = await policies.forTeam(tx, team.id)
    const { zone } = policy
    const today = dayOf(now, zone)
    const soonest = addDays(today, policy.leadDays + policy.formAskDays)
    const all = (await meetings.ofTeam(tx, team.id)).filter(meeting => meeting.status !== 'cancelled')
    const [latest] = all
    const last: Day | null = latest ? dayOf(latest.startAt, zone) : null
    const beat = { cadenceWeeks: team.cadenceWeeks, weekday: team.weekday }
    const stored = await store.find(tx, team.id)
    const originDay = originOf(beat, { series: stored, last, today, soonest })
    const members = (await teams.members(tx, team.id)).map(member => ({
      personId: member.personId,
      role: roleOf(team.kind, member.profession),
      required: member.required,
    }))
    const ids = members.map(member => member.personId)
    const { hindrance, diary } = await availability.of(tx, team, ids, spanOf(today, now, zone))
    const refusals = await refused(tx, team.id)
    /**
     * Busy in their own calendar is busy, too, and what they have refused they will not come to: a date laid out for
     * them would be moved at once.
     */
    function obstacle(personId: string, at: Span): Obstacle | null {
      const known = hindrance(personId, at)
      if (known) return known
      if (diary.clashes(personId, at, team.place).some(one => one.kind === 'calendar')) return 'meeting'
      return refusals.some(one => one.personId === personId && overlap(one, at)) ? 'saidNo' : null
    }
    return {
      terms: {
        now,
        zone,
        calendar: calendarOf(policy),
        lang,
        rhythm: team,
        origin: originDay,
        soonest,
        meetings: all,
        members,
        hindrance: obstacle,
      },
      series: { ...beat, originDay },
      planned: all.filter(meeting => isAhead(meeting, now)).toReversed(),
    }
  }

  const readWith = ({ terms }: Known, typed: readonly TypedDate[], team: Team) =>
    readDates(typed, {
      ...terms,
      lengthMinutes: team.lengthMinutes,
      taken: terms.meetings,
      missing: span => missingAt(span, terms).blocking,
    })

  /** Everybody but whoever planned them hears of all dates in one message; its key holds the first of them. */
  async function tellAll(tx: Tx, team: Team, planned: readonly Meeting[], actor: Actor, now: Date) {
    const [first] = planned
    if (!first) return
    const detail = { meetingIds: planned.map(meeting => meeting.id) }
    for (const { personId: recipientId } of await teams.members(tx, team.id)) {
      if (recipientId === actor.personId) continue
      const key = `series.planned:${first.id}:${recipientId}`
      await planner.deliver(tx, { key, kind: 'series.planned', subjectId: team.id, recipientId, detail }, now)
    }
  }

  return {
    /** Looks up the members' own calendars for the half-year: for an action's `prepare`. */
    async lookUp(tx: Tx, team: Team, now: Date): Promise<void> {
      const { zone } = await policies.forTeam(tx, team.id)
      const ids = (await teams.members(tx, team.id)).map(member => member.personId)
      await availability.lookUp(tx, ids, spanOf(dayOf(now, zone), now, zone), now)
    },

    /** The dates of the team's half-year that have no meeting yet, and the meetings that are planned. */
    async layOut(tx: Tx, team: Team, lang: Language, now: Date) {
      const { terms, planned } = await knownOf(tx, team, lang, now)
      return { ...layOutHalfYear(terms), planned }
    },

    /**
     * Plans every date that was kept, or none (R-POLL-7): deadline, reminders and distribution follow each, and
     * everybody is told once.
     * @param seen the meetings that the dates were laid out beside; null: that is not asked
     * @returns the meetings that are new, and those that were planned before; or the rows, where one is wrong or there
     *   have come meetings (`since`) that nobody reckoned with
     */
    async plan(
      tx: Tx,
      actor: Actor,
      team: Team,
      typed: readonly TypedDate[],
      now: Date,
      seen: string | null = null,
    ): Promise<
      { ok: true; planned: Meeting[]; there: Meeting[] } | { ok: false; rows: ReadDate[]; since: Meeting[] }
    > {
      const known = await knownOf(tx, team, actor.language, now)
      const { spans, there, rows, good } = readWith(known, typed, team)
      const since = seen === null || spans.length === 0 ? [] : plannedSince(known.planned, seen, there)
      if (!good || since.length > 0) return { ok: false, rows, since }
      const planned: Meeting[] = []
      for (const span of spans) planned.push(await create(tx, actor, team, span, now))
      if (planned.length > 0) {
        await store.put(tx, team.id, known.series, now)
        await audit.record(tx, now, {
          tenantId: team.tenantId,
          actorId: actor.personId,
          action: 'series.planned',
          subjectType: 'team',
          subjectId: team.id,
          reason: 'coordinator',
        })
        await tellAll(tx, team, planned, actor, now)
      }
      const starts = new Set(there.map(span => span.startAt.getTime()))
      return { ok: true, planned, there: known.planned.filter(one => starts.has(one.startAt.getTime())) }
    },
  }

  function create(tx: Tx, actor: Actor, team: Team, { startAt, endAt }: Span, now: Date): Promise<Meeting> {
    return meetings.create(tx, { team, startAt, endAt, pollId: null, createdById: actor.personId }, now)
  }
}
