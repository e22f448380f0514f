import { button } from '../../cards/button.ts'
import { textsIn } from '../../locales/texts.ts'
import type { DigestLine, MessageKind, Reader, ReminderKind } from '../../reminders/model.ts'
import type { Planner } from '../../reminders/planner.ts'
import type { Language } from '../../shared/action.ts'
import { addDays, daysBetween } from '../../shared/day.ts'
import type { Tx } from '../../shared/transaction.ts'
import { addWorkingDays } from '../../shared/working-calendar.ts'
import { dayOf, instantOf } from '../../shared/zoned-time.ts'
import { type AgendaItem, isNamed } from '../agenda/model.ts'
import type { AgendaListener, AgendaService } from '../agenda/service.ts'
import { meetingDay } from '../agenda/view/cards.ts'
import type { Meeting } from '../meetings/model.ts'
import type { MeetingListener, MeetingService } from '../meetings/service.ts'
import { calendarOf } from '../policy/model.ts'
import type { PolicyService } from '../policy/service.ts'
import type { TeamService } from '../teams/service.ts'
import { changedMessage } from './cards.ts'
import { nudgesFor } from './nudges/model.ts'
import type { ConsentListener, ConsentService, ItemConsent, Reach } from './service.ts'

export interface ConsentReminderDeps {
  consents: ConsentService
  agenda: AgendaService
  meetings: MeetingService
  teams: TeamService
  policies: PolicyService
  planner: Planner
  /** what has left of an item already */
  reach(tx: Tx, item: AgendaItem): Promise<Reach>
}

const itemScope = (itemId: string) => `consent:${itemId}`
const told = ['valid', 'stale', 'refused', 'withdrawn'] as const

/**
 * What people are told and reminded of about consent: neutral, bundled, and never after a no. What is withheld at the
 * deadline the coordinator hears with the distribution, in one message.
 */
export function createConsentReminders(deps: ConsentReminderDeps) {
  const { consents, agenda, meetings, teams, policies, planner } = deps

  /** Who can act: the coordinator; the author while they are in the team. */
  async function people(tx: Tx, item: AgendaItem): Promise<string[]> {
    const members = await teams.members(tx, item.teamId)
    return members
      .filter(member => member.coordinator || member.personId === item.createdById)
      .map(member => member.personId)
  }

  async function planItem(tx: Tx, item: AgendaItem, now: Date, known?: ItemConsent): Promise<void> {
    if (!isNamed(item)) return
    const { consent, standing } = known ?? (await consents.of(tx, item, now))
    const meeting = item.meetingId === null ? null : await meetings.get(tx, item.meetingId)
    const policy = await policies.forTeam(tx, item.teamId)
    const { zone, digestAt, formReminderWorkingDays } = policy
    const dueDay = meeting ? dayOf(meeting.dueAt, zone) : null
    const nudges = nudgesFor({
      item,
      meeting,
      consent,
      standing,
      people: await people(tx, item),
      before: dueDay
        ? formReminderWorkingDays.map(days =>
            instantOf(addWorkingDays(dueDay, -days, calendarOf(policy)), digestAt, zone),
          )
        : [],
      endsAt: consent ? instantOf(addDays(consent.validUntil, 1), digestAt, zone) : null,
      now,
    })
    const wishes = nudges.map(nudge => ({ ...nudge, kind: 'consent.todo', subjectId: item.id }))
    // Stale for the same reason once more, after it was in order again: told again.
    await planner.replan(tx, itemScope(item.id), wishes, now, { settled: standing.state === 'valid' })
  }

  async function planMeeting(tx: Tx, meeting: Meeting, now: Date): Promise<void> {
    for (const item of await agenda.ofMeeting(tx, meeting.id)) await planItem(tx, item, now)
  }

  const agendaListener: AgendaListener = {
    added: (tx, item, now) => planItem(tx, item, now),
    changed: (tx, item, now) => planItem(tx, item, now),
    removed: (tx, item, now) => planItem(tx, item, now),
  }

  const meetingListener: MeetingListener = {
    planned: planMeeting,
    moved: (tx, meeting, _before, now) => planMeeting(tx, meeting, now),
    cancelled: planMeeting,
    circleChanged: planMeeting,
    held: planMeeting,
  }

  const consentListener: ConsentListener = {
    async changed(tx, item, known, actor, now) {
      await planItem(tx, item, now, known)
      // What is over is told of at what is still to come, where there is something.
      if (item.status !== 'open') return
      const state = told.find(one => one === known.standing.state)
      const coordinatorId = await teams.coordinatorOf(tx, item.teamId)
      if (!state || !known.consent || coordinatorId === actor.personId || item.meetingId === null) return
      await planner.deliver(
        tx,
        {
          key: `consent.changed:${known.consent.id}:${known.consent.status}`,
          kind: 'consent.changed',
          subjectId: item.id,
          recipientId: coordinatorId,
        },
        now,
      )
    },
  }

  async function pointOf(tx: Tx, item: AgendaItem, meeting: Meeting, lang: Language): Promise<string> {
    return textsIn(lang).consent.point(await agenda.numberOf(tx, item), meetingDay(meeting, lang))
  }

  async function line(tx: Tx, itemId: string, reader: Reader, now: Date): Promise<DigestLine | null> {
    const item = await agenda.find(tx, itemId)
    if (item?.status !== 'open' || item.meetingId === null) return null
    const meeting = await meetings.get(tx, item.meetingId)
    if (meeting.status !== 'planned' || !(await people(tx, item)).includes(reader.personId)) return null
    const { state, basis } = (await consents.of(tx, item, now)).standing
    if (state !== 'missing' && state !== 'stale' && state !== 'expired') return null
    const t = textsIn(reader.language)[basis]
    return {
      overdueDays: daysBetween(dayOf(meeting.dueAt, meeting.zone), dayOf(now, meeting.zone)),
      text: t.lines[state](await pointOf(tx, item, meeting, reader.language)),
      button: button(t.openConsent, 'consent.open', { itemId }),
    }
  }

  const reminders: readonly ReminderKind[] = [
    {
      kind: 'consent.todo',
      mode: 'digest',
      line: (tx, reminder, reader, now) => line(tx, reminder.subjectId, reader, now),
    },
  ]

  const messages: readonly MessageKind[] = [
    {
      kind: 'consent.changed',
      onAmbiguous: 'repeat',
      async render(tx, delivery, reader, now) {
        const item = await agenda.find(tx, delivery.subjectId)
        if (item?.status !== 'open' || item.meetingId === null) return null
        if ((await teams.coordinatorOf(tx, item.teamId)) !== reader.personId) return null
        const { standing } = await consents.of(tx, item, now)
        const state = told.find(one => one === standing.state)
        const meeting = await meetings.get(tx, item.meetingId)
        if (!state) return null
        const reach = state === 'withdrawn' ? await deps.reach(tx, item) : null
        const point = await pointOf(tx, item, meeting, reader.language)
        return changedMessage(item.id, state, point, { basis: standing.basis, reach }, reader.language)
      },
    },
  ]

  return { agendaListener, meetingListener, consentListener, reminders, messages }
}
