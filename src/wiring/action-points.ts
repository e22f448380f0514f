import type { ActionPointActionDeps } from '../features/action-points/actions.ts'
import { createActionPointActions } from '../features/action-points/actions.ts'
import {
  type ActionReminderDeps,
  createActionPointReminders,
} from '../features/action-points/nudges/reminders.ts'
import type { ActionPointService } from '../features/action-points/service.ts'
import type { AnonymityService } from '../features/agenda/anonymity/service.ts'
import type { AgendaService } from '../features/agenda/service.ts'
import { minutesContent, wordsOf } from '../features/consent/model.ts'
import type { ConsentService } from '../features/consent/service.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { PolicyService } from '../features/policy/service.ts'
import type { TeamService } from '../features/teams/service.ts'
import type { Planner } from '../reminders/planner.ts'
import type { AuditTrail } from '../shared/audit.ts'
import { dayOf } from '../shared/zoned-time.ts'

/** What action points need to know of the rest: they carry references to it, and know nothing more. */
export interface AroundActionPoints {
  actionPoints(): ActionPointService
  planner: Planner
  policies: PolicyService
  people: PeopleService
  teams: TeamService
  meetings: MeetingService
  agenda: AgendaService
}

/** For the plans and the messages of action points. */
export function actionReminderDeps(around: AroundActionPoints): ActionReminderDeps {
  const { teams, meetings, agenda } = around
  return {
    ...around,
    coordinatorOf: teams.coordinatorOf,
    async originOf(tx, point) {
      const meeting = await meetings.get(tx, point.meetingId)
      const team = await teams.get(tx, point.teamId)
      const item = await agenda.find(tx, point.agendaItemId)
      return {
        meetingDay: dayOf(meeting.startAt, meeting.zone),
        teamName: team.name,
        itemNumber: item ? await agenda.numberOf(tx, item) : 0,
      }
    },
    async takesPart(tx, point, personId) {
      const meeting = await meetings.get(tx, point.meetingId)
      return (await meetings.participants(tx, meeting)).some(one => one.personId === personId)
    },
    carryToNext: async (tx, teamId, now) => void (await agenda.carryToNext(tx, teamId, now)),
  }
}

/** The actions, digest lines, appointments and messages of action points. */
export function wireActionPoints(
  around: AroundActionPoints & { anonymity: AnonymityService; consents: ConsentService; audit: AuditTrail },
) {
  const { agenda, anonymity, consents, audit } = around
  const reminderDeps = actionReminderDeps(around)
  const actionPoints = around.actionPoints()
  const actionDeps: ActionPointActionDeps = {
    ...reminderDeps,
    actionPoints,
    audit,
    async readable(tx, point, personId, now) {
      const item = await agenda.find(tx, point.agendaItemId)
      if (!item) return null
      const reading = await consents.gate(tx, item, minutesContent, personId, now)
      if (reading.allowed) return { reason: reading.reason, ownWordsOnly: false }
      const author = (await actionPoints.history(tx, point.id)).find(event => event.what === 'created')
      const ownWords = { of: 'agreement', authorId: author?.actorId ?? '' } as const
      const own = await consents.gate(tx, item, ownWords, personId, now)
      return own.allowed ? { reason: own.reason, ownWordsOnly: true } : null
    },
    async telling(turn, point, texts, reads) {
      const item = await agenda.find(turn.tx, point.agendaItemId)
      const gone = { teamId: point.teamId, kind: 'followUp', originItemId: null, formFillerId: null } as const
      return anonymity.agreementTexts(turn, { ...(item ?? gone), childId: point.childId }, texts, { reads })
    },
    async circleOf(tx, point, now) {
      const item = await agenda.find(tx, point.agendaItemId)
      if (!item) return []
      const circle = (await agenda.circles(tx, [item])).get(item.id)?.people ?? []
      const allowed: string[] = []
      for (const personId of circle)
        if ((await consents.gate(tx, item, wordsOf(item), personId, now)).allowed) allowed.push(personId)
      return allowed.length > 0 ? allowed : circle
    },
  }
  return { feature: createActionPointActions(actionDeps), ...createActionPointReminders(reminderDeps) }
}
