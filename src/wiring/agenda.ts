import { createAgendaActions } from '../features/agenda/actions.ts'
import type { AnonymityService } from '../features/agenda/anonymity/service.ts'
import { createCarryReminders } from '../features/agenda/carried/reminders.ts'
import { createRemovalMessages } from '../features/agenda/removal/reminders.ts'
import type { AgendaService } from '../features/agenda/service.ts'
import type { AgendaExtras } from '../features/agenda/view/actions.ts'
import { createWaitingMessages } from '../features/agenda/waiting/reminders.ts'
import { type ConsentActionDeps, createConsentActions } from '../features/consent/actions.ts'
import { createConsentReminders } from '../features/consent/reminders.ts'
import type { ConsentService } from '../features/consent/service.ts'
import type { DownloadService } from '../features/downloads/service.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import type { TeamService } from '../features/teams/service.ts'
import type { Planner } from '../reminders/planner.ts'
import type { AuditTrail } from '../shared/audit.ts'

/** What agendas and consent need of the rest. */
export interface AroundAgenda {
  agenda: AgendaService
  consents: ConsentService
  meetings: MeetingService
  teams: TeamService
  people: PeopleService
  policies: PolicyService
  planner: Planner
  audit: AuditTrail
  /** what has left of an item already */
  reach: ConsentActionDeps['reach']
}

/** What their cards need beside that. */
type Beside = { anonymity: AnonymityService; downloads: DownloadService }

/** What follows a meeting or an item, and what comes due, for agendas and consent. */
export function agendaFollowUps(around: Omit<AroundAgenda, 'people' | 'audit'>) {
  return { carrying: createCarryReminders(around), consent: createConsentReminders(around) }
}

/** The actions, digest lines, appointments and messages of agendas and consent. */
export function wireAgenda(around: AroundAgenda & Beside, extras: AgendaExtras) {
  const { carrying, consent } = agendaFollowUps(around)
  return {
    features: [createAgendaActions({ ...around, extras }), createConsentActions(around)],
    reminders: [carrying.reminder, ...consent.reminders],
    messages: [...consent.messages, ...createRemovalMessages(around), ...createWaitingMessages(around)],
  }
}
