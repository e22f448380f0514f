import type { Language } from '../../../shared/action.ts'
import { addDays, type Day, isoWeekday } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf, instantOf, timeOf, type Zone } from '../../../shared/zoned-time.ts'
import type { AvailabilityService } from '../../meetings/availability/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import { roleOf, type Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import type { Slot, SlotAnswer } from '../model.ts'
import { halfOf, type Said } from './lessons/model.ts'
import { onWeekday, type Proposal, proposeSlots, searchOf } from './model.ts'
import type { Skipped } from './reasons/model.ts'

export interface ProposalDeps {
  teams: TeamService
  meetings: MeetingService
  policies: PolicyService
  availability: AvailabilityService
}

/** What the team was asked about, and what was answered. */
export interface Asked {
  slots: readonly Slot[]
  answers: readonly SlotAnswer[]
}

type AskedSlots = Pick<Asked, 'slots'>

/** A team that has never met is proposed a date so many days from now. */
const firstMeetingDays = 14

/** What the bot knows of everybody's calendar, laid before the rule of R-POLL-1. */
export function createProposals({ teams, meetings, policies, availability }: ProposalDeps) {
  /** The meeting that the rhythm is counted from: the last one, but none behind the time that is being asked about. */
  async function latestBefore(tx: Tx, team: Team, asked: AskedSlots | null): Promise<Meeting | null> {
    const starts = (asked?.slots ?? []).map(({ startAt }) => startAt.getTime())
    if (starts.length === 0) return meetings.latest(tx, team.id)
    const first = Math.min(...starts)
    const all = await meetings.ofTeam(tx, team.id)
    return all.find(one => one.status !== 'cancelled' && one.startAt.getTime() < first) ?? null
  }

  /** When times are looked for, and how far ahead. */
  async function searchFor(tx: Tx, team: Team, asked: AskedSlots | null, lang: Language, now: Date) {
    const policy = await policies.forTeam(tx, team.id)
    const { zone } = policy
    const latest = await latestBefore(tx, team, asked)
    const when = {
      now,
      zone,
      calendar: calendarOf(policy),
      lang,
      from: latest
        ? addDays(dayOf(latest.startAt, zone), team.cadenceWeeks * 7)
        : addDays(dayOf(now, zone), firstMeetingDays),
      daysAhead: policy.leadDays + policy.formAskDays,
      weekday: team.weekday,
      startTime: team.startTime,
      lengthMinutes: team.lengthMinutes,
    }
    const { first, last } = searchOf(when)
    const span = {
      startAt: instantOf(first, '00:00', zone),
      endAt: instantOf(addDays(last, 1), '00:00', zone),
    }
    return { when, span, rhythmDay: latest ? onWeekday(when.from, team.weekday) : null }
  }

  /**
   * What the bot proposes for a team (R-POLL-1); after answers, times that are better than those asked about (R-POLL-4).
   * @param asked the poll that is running; null when there is none
   * @param lang for the names of holidays
   * @returns also the day that it would be by the rhythm, wherever it was moved to; null for a team that has not met
   */
  async function propose(
    tx: Tx,
    team: Team,
    asked: Asked | null,
    lang: Language,
    now: Date,
  ): Promise<{ proposals: Proposal[]; skipped: Skipped[]; rhythmDay: Day | null }> {
    const { when, span, rhythmDay } = await searchFor(tx, team, asked, lang, now)
    const members = await teams.members(tx, team.id)
    const ids = members.map(member => member.personId)
    const { diary, absences } = await availability.of(tx, team, ids, span, { ownPolls: false })
    const found = proposeSlots({
      ...when,
      place: team.place,
      members: members.map(({ personId, profession, required }) => ({
        personId,
        role: roleOf(team.kind, profession),
        required,
      })),
      absences,
      diary,
      taken: asked?.slots ?? [],
      said: asked ? saidIn(asked, when.zone) : [],
    })
    return { ...found, rhythmDay }
  }

  /** Looks up the members' own calendars for what is proposed next: for an action's `prepare`. */
  async function lookUp(
    tx: Tx,
    team: Team,
    asked: AskedSlots | null,
    lang: Language,
    now: Date,
  ): Promise<void> {
    const { span } = await searchFor(tx, team, asked, lang, now)
    const members = await teams.members(tx, team.id)
    const ids = members.map(member => member.personId)
    await availability.lookUp(tx, ids, span, now)
  }

  return { propose, lookUp }
}

function saidIn({ slots, answers }: Asked, zone: Zone): Said[] {
  const halves = new Map(
    slots.map(({ id, startAt }) => [
      id,
      { weekday: isoWeekday(dayOf(startAt, zone)), half: halfOf(timeOf(startAt, zone)) },
    ]),
  )
  return answers.flatMap(({ slotId, personId, answer }) => {
    const half = halves.get(slotId)
    return half ? [{ ...half, slotId, personId, answer }] : []
  })
}
