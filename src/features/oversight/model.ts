import type { Day } from '../../shared/day.ts'
import { type ActionPoint, waitsForCoordinator } from '../action-points/model.ts'
import type { Basis } from '../consent/model.ts'
import type { Meeting } from '../meetings/model.ts'
import type { Team } from '../teams/model.ts'
import type { AssessmentStanding } from './self-assessment/model.ts'

/** A colleague whom messages do not reach, or not now (R-TEAM-4, R-TEAM-5). */
export interface Absentee {
  personId: string
  /** known: has never opened the bot · unreachable: has blocked or removed it · away: from–to · silent: has stopped their reminders */
  why: 'known' | 'unreachable' | 'away' | 'silent'
  fromDay: Day | null
  toDay: Day | null
}

/** How a team stands, for its coordinator (R-OV-1). Ids, dates and counts: nothing about a child. */
export interface TeamOverview {
  team: Team
  next: Meeting | null
  /** the coordinator has asked not to be reminded that there is no next one (R-POLL-8) */
  nextStopped: boolean
  /** open polls and who has not answered; `gone`: all their times have passed */
  polls: readonly { pollId: string; deadlineAt: Date; silent: readonly string[]; gone: boolean }[]
  /** of the next meeting: who has not handed in how many forms */
  forms: ReadonlyMap<string, number>
  /** items of the next meeting for which nobody has said who fills in the form, by id */
  unchosen: readonly string[]
  /** are parents asked, or informed */
  basis: Basis
  /** items of the next meeting that may not be read for want of consent, or because the parents are not informed */
  withoutConsent: number
  /** by so many minutes the next meeting's agenda is too long (R-AGENDA-3) */
  overMinutes: number
  /** meetings that are over without approved minutes */
  withoutMinutes: readonly Meeting[]
  /** held meetings whose minutes should be filed by now, and are not (R-MIN-2) */
  unfiled: readonly Meeting[]
  absentees: readonly Absentee[]
  /** the first of the open action points: those that need the coordinator before the others, the oldest due day first */
  actions: readonly ActionPoint[]
  /** how many are open in all, and how many of them are late, escalated, or have no owner */
  openActions: number
  lateActions: number
  waitingItems: number
  /** how its yearly self-assessment stands (R-OV-3) */
  assessment: AssessmentStanding
}

/** Late, escalated, without an owner or with a question about its date: what a coordinator should look at, the oldest due day first. */
export const needsCoordinator = (point: ActionPoint, today: Day): boolean =>
  point.dueDay < today || waitsForCoordinator(point) || point.escalatedAt !== null
