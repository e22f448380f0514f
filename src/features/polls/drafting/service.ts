import type { Planner } from '../../../reminders/planner.ts'
import type { Actor, Language } from '../../../shared/action.ts'
import { addDays, type Day, parseDay } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf } from '../../../shared/zoned-time.ts'
import { type Away, missingAt, type Span } from '../../meetings/availability/model.ts'
import type { AvailabilityService } from '../../meetings/availability/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import { type ReadDate, readTypedDates, type TypedDate } from '../../meetings/typed-dates/model.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { roleOf, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { type DeadlineProblem, deadlineProblem } from '../model.ts'
import { type Concern, concernsAbout } from './model.ts'

export interface DraftingDeps {
  teams: TeamService
  meetings: MeetingService
  policies: PolicyService
  availability: AvailabilityService
  planner: Planner
}

/** A draft as it was typed. */
export interface TypedDraft {
  slots: readonly TypedDate[]
  deadline: string
  /** asked about already, and to be asked about further */
  taken: readonly Span[]
}

export interface ReadDraft {
  spans: Span[]
  rows: ReadDate[]
  deadlineDay: Day | null
  deadlineProblem: DeadlineProblem | null
  /** when it ends; null while its day is wrong */
  deadlineAt: Date | null
  concerns: Concern[]
  /** with `everybodyAway`: who, and until when */
  away: { personId: string; until: Day }[]
}

const furthestMs = 420 * 86_400_000

/** What is typed into a draft, laid before the rules with what is known of everybody's time. */
export function createDrafting({ teams, meetings, policies, availability, planner }: DraftingDeps) {
  return {
    /** Reads a draft: each time with what is wrong with it, the deadline, and what one may want to think about. */
    async read(
      tx: Tx,
      actor: Actor,
      team: Team,
      draft: TypedDraft,
      lang: Language,
      now: Date,
    ): Promise<ReadDraft> {
      const policy = await policies.forTeam(tx, team.id)
      const { zone } = policy
      const members = await teams.members(tx, team.id)
      const ids = members.map(member => member.personId)
      const ahead = { startAt: now, endAt: new Date(now.getTime() + furthestMs) }
      const { hindrance, absences } = await availability.of(tx, team, ids, ahead)
      const others = members.filter(member => member.personId !== actor.personId)
      const isAway = (personId: string, span: Span) => hindrance(personId, span) === 'away'
      const roles = members.map(member => ({ ...member, role: roleOf(team.kind, member.profession) }))
      // Where nobody is required, a time when all the others are away is no time either.
      const needed = members.some(member => member.required)
        ? roles
        : others.map(({ personId }) => ({ personId, role: '', required: true }))
      const missing = (span: Span) => missingAt(span, { members: needed, hindrance }).blocking
      const { lengthMinutes } = team
      const rules = { now, zone, calendar: calendarOf(policy), lang }
      const { taken } = draft
      const soonest = addDays(dayOf(now, zone), policy.leadDays + policy.formAskDays)
      const { spans, rows } = readTypedDates(draft.slots, {
        ...rules,
        lengthMinutes,
        soonest,
        taken,
        mayOverlap: true,
        missing,
      })
      const all = [...taken.filter(one => one.startAt > now), ...spans]
      const firstSlot = all.length > 0 ? new Date(Math.min(...all.map(one => one.startAt.getTime()))) : null
      const deadlineDay = parseDay(draft.deadline, dayOf(now, zone))
      const wrong = deadlineProblem(deadlineDay, { ...rules, firstSlot })
      const kept = rows.filter(row => row.keep).length
      return {
        spans,
        rows,
        deadlineDay,
        deadlineProblem: wrong,
        deadlineAt: deadlineDay && !wrong ? instantOf(deadlineDay, '12:00', zone) : null,
        concerns: taken.length > 0 ? [] : concernsAbout({ kept, spans, members, others, isAway }),
        away: untilWhen(absences, others, spans, zone),
      }
    },

    /**
     * Plans the meeting for a date that was agreed on elsewhere, and tells everybody: there is nothing to ask.
     * @returns null when somebody of the team is in another meeting then: nobody is booked twice
     */
    async planAgreed(tx: Tx, actor: Actor, team: Team, span: Span, now: Date): Promise<Meeting | null> {
      const ids = (await teams.members(tx, team.id)).map(member => member.personId)
      const { hindrance } = await availability.of(tx, team, ids, span, { onlyHindrances: true })
      if (ids.some(id => hindrance(id, span) === 'meeting')) return null
      const meeting = await meetings.create(
        tx,
        { team, ...span, pollId: null, createdById: actor.personId },
        now,
      )
      for (const recipientId of ids.filter(id => id !== actor.personId)) {
        const kind = 'poll.confirmed'
        const key = `${kind}:${meeting.id}:${recipientId}`
        const detail = { byItself: false }
        await planner.deliver(tx, { key, kind, subjectId: meeting.id, recipientId, detail }, now)
      }
      return meeting
    },
  }
}

/** The last day of the absence in which the first time lies, for each who is away then. */
function untilWhen(
  absences: readonly Away[],
  others: readonly { personId: string }[],
  [first]: readonly Span[],
  zone: string,
): { personId: string; until: Day }[] {
  if (!first) return []
  const day = dayOf(first.startAt, zone)
  return others.flatMap(({ personId }) => {
    const own = absences.filter(one => one.personId === personId && one.fromDay <= day && day <= one.toDay)
    const until = own
      .map(one => one.toDay)
      .toSorted()
      .at(-1)
    return until ? [{ personId, until: until as Day }] : []
  })
}
