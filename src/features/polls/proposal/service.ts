import type { Language } from '../../../shared/action.ts'
import { addDays } from '../../../shared/day.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Span } from '../../meetings/availability/model.ts'
import type { MeetingService } from '../../meetings/service.ts'
import type { PeopleService } from '../../people/service.ts'
import { calendarOf } from '../../policy/model.ts'
import type { PolicyService } from '../../policy/service.ts'
import type { Team } from '../../teams/model.ts'
import type { TeamService } from '../../teams/service.ts'
import { type Proposal, proposeSlots, type Skipped } from './model.ts'

export interface ProposalDeps {
  teams: TeamService
  meetings: MeetingService
  people: PeopleService
  policies: PolicyService
}

/** A team that has never met is proposed a date so many days from now. */
const firstMeetingDays = 14

/** What the bot knows of everybody's calendar, laid before the rule of R-POLL-1. */
export function createProposals({ teams, meetings, people, policies }: ProposalDeps) {
  /** The hours of the members' planned meetings in all their teams, those they are guests of among them. */
  async function busyHours(tx: Tx, personIds: readonly string[], now: Date) {
    const busy: (Span & { personId: string })[] = []
    for (const personId of personIds) {
      const actor = await people.actorById(tx, personId)
      if (!actor) continue
      for (const { startAt, endAt } of (await meetings.mine(tx, actor, now)).upcoming)
        busy.push({ personId, startAt, endAt })
    }
    return busy
  }

  /**
   * What the bot proposes for a team (R-POLL-1).
   * @param taken slots that are asked about already
   * @param lang for the names of holidays
   */
  return async function propose(
    tx: Tx,
    team: Team,
    taken: readonly Span[],
    lang: Language,
    now: Date,
  ): Promise<{ proposals: Proposal[]; skipped: Skipped[] }> {
    const policy = await policies.forTeam(tx, team.id)
    const members = await teams.members(tx, team.id)
    const personIds = members.map(member => member.personId)
    const today = dayOf(now, policy.zone)
    const latest = (await meetings.ofTeam(tx, team.id)).find(meeting => meeting.status !== 'cancelled')
    return proposeSlots({
      now,
      zone: policy.zone,
      calendar: calendarOf(policy),
      lang,
      from: latest
        ? addDays(dayOf(latest.startAt, policy.zone), team.cadenceWeeks * 7)
        : addDays(today, firstMeetingDays),
      daysAhead: policy.leadDays + policy.formAskDays,
      weekday: team.weekday,
      startTime: team.startTime,
      lengthMinutes: team.lengthMinutes,
      members,
      absences: await people.absences(tx, personIds, today),
      busy: await busyHours(tx, personIds, now),
      taken,
    })
  }
}
