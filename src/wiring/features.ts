import { createAccessActions } from '../features/access/actions.ts'
import type { AgendaExtras } from '../features/agenda/view/actions.ts'
import type { MeetingButtons } from '../features/meetings/actions.ts'
import { drawDigest } from '../features/oversight/cards.ts'
import { createFiguresActions } from '../features/oversight/figures/actions.ts'
import { createSeenActions } from '../features/oversight/seen/actions.ts'
import { createSeenStore } from '../features/oversight/seen/store.prisma.ts'
import { createPeopleActions, type PeopleActionDeps } from '../features/people/actions.ts'
import { drawBacklog } from '../features/people/cards.ts'
import { createReaders } from '../features/people/readers.ts'
import { calendarOf } from '../features/policy/model.ts'
import type { TeamButtons } from '../features/teams/actions.ts'
import { backlogKind, createBacklog } from '../reminders/backlog.ts'
import { createDigestMessage } from '../reminders/digest.ts'
import type { DigestHours, MessageKind, ReminderKind } from '../reminders/model.ts'
import type { DeliveryStore } from '../reminders/store.ts'
import type { Actor, Feature, StartEntry } from '../shared/action.ts'
import type { Clock } from '../shared/clock.ts'
import type { Codec } from '../shared/codec.ts'
import type { Log } from '../shared/log.ts'
import type { Card } from '../shared/outcome.ts'
import type { Tx } from '../shared/transaction.ts'
import { wireActionPoints } from './action-points.ts'
import { wireAgenda } from './agenda.ts'
import { wireAssessments } from './assessments.ts'
import { wireMeetings } from './meetings.ts'
import { wireMinutes } from './minutes.ts'
import { wireOversight } from './oversight.ts'
import { wirePolls } from './polls.ts'
import { wirePreparation } from './preparation.ts'
import { wireSeries } from './series.ts'
import type { Services } from './services.ts'
import { wireTeams } from './teams.ts'

/** What the features are made of. */
export interface AroundFeatures {
  codec: Codec
  deliveries: DeliveryStore
  clock: Clock
  log: Log
  /** of what is wired before: people's own calendars */
  messages: readonly MessageKind[]
}

/** Every feature's actions, reminders and messages, and what features put on each other's cards. */
export function createFeatures(services: Services, around: AroundFeatures) {
  const { codec, deliveries, clock, log } = around
  const { people, policies } = services
  const reminderKinds = new Map<string, ReminderKind>()
  const messageKinds = new Map(around.messages.map(kind => [kind.kind, kind]))
  const features: Feature[] = []
  const entries = async (turn: Parameters<NonNullable<Feature['startEntries']>>[0]): Promise<StartEntry[]> =>
    (await Promise.all(features.map(feature => feature.startEntries?.(turn) ?? []))).flat()

  const readers = createReaders(people, policies, clock)
  const backlog = createBacklog({ kinds: messageKinds, deliveries, readers, draw: drawBacklog, log })
  messageKinds.set(backlogKind, backlog.message)

  const redraw = async (tx: Tx, deliveryId: string, actor: Actor, now: Date): Promise<Card | null> => {
    const delivery = await deliveries.find(tx, deliveryId)
    const reader = await readers.find(tx, actor.personId)
    if (!delivery || !reader || delivery.recipientId !== actor.personId) return null
    const message = await messageKinds.get(delivery.kind)?.render(tx, delivery, reader, now)
    return message?.card ?? null
  }

  const waiting: PeopleActionDeps['waiting'] = async (tx, deliveryId, actor, now) => {
    const delivery = await deliveries.find(tx, deliveryId)
    const reader = await readers.find(tx, actor.personId)
    const own = delivery?.kind === backlogKind && delivery.recipientId === actor.personId
    return own && reader ? backlog.waiting(tx, delivery.detail, reader, now) : null
  }

  const hoursOf = async (tx: Tx, tenantId: string): Promise<DigestHours> => {
    const policy = await policies.of(tx, tenantId)
    return {
      zone: policy.zone,
      from: policy.digestAt,
      until: policy.digestUntil,
      calendar: calendarOf(policy),
    }
  }

  const consequences: PeopleActionDeps['consequences'] = async turn => {
    const { coordinatorIds, led } = await services.absentees.tellsOf(turn.tx, turn.actor.personId, turn.now)
    const known = await people.many(turn.tx, coordinatorIds)
    const teams = await services.teams.many(turn.tx, led)
    return {
      tasks: await oversight.countTasks(turn),
      told: [...known.values()].map(person => person.name),
      led: [...teams.values()].map(team => team.name),
    }
  }
  features.push(createPeopleActions({ people, policies, entries, redraw, consequences, waiting }))
  const { lastSent } = deliveries
  const digest = createDigestMessage({ kinds: reminderKinds, hoursOf, lastSent, draw: drawDigest, log })
  messageKinds.set(digest.kind, digest)
  // What other features put on the card of a team, or of a meeting: the most likely button first.
  const teamButtons: TeamButtons[] = []
  const meetingButtons: MeetingButtons[] = []
  const teams = wireTeams({ ...services, codec, buttons: teamButtons })
  const meetings = wireMeetings({ ...services, buttons: meetingButtons })
  for (const { feature, messages } of [teams, meetings]) {
    features.push(feature)
    for (const kind of messages) messageKinds.set(kind.kind, kind)
  }
  // What other features put on the card of an agenda, or of an item.
  const agendaExtras: AgendaExtras = {
    formStates: (tx, items) => services.preparation.statesOf(tx, items),
    itemButtons: [],
    agendaButtons: [],
  }
  const agenda = wireAgenda({ ...services, reach: services.distribution.reach }, agendaExtras)
  features.push(...agenda.features)
  for (const kind of agenda.reminders) reminderKinds.set(kind.kind, kind)
  for (const kind of agenda.messages) messageKinds.set(kind.kind, kind)
  const preparation = wirePreparation(services)
  features.push(preparation.feature)
  meetingButtons.push(preparation.meetingButtons)
  agendaExtras.itemButtons.push(preparation.itemButtons)
  for (const kind of preparation.reminders) reminderKinds.set(kind.kind, kind)
  for (const kind of preparation.messages) messageKinds.set(kind.kind, kind)
  const polls = wirePolls({ ...services })
  features.push(...polls.features)
  meetingButtons.push(polls.meetingButtons)
  for (const kind of polls.reminders) reminderKinds.set(kind.kind, kind)
  for (const kind of polls.messages) messageKinds.set(kind.kind, kind)
  const series = wireSeries(services)
  features.push(series.feature)
  teamButtons.push(series.teamButtons)
  for (const kind of series.messages) messageKinds.set(kind.kind, kind)
  const assessments = wireAssessments(services)
  features.push(assessments.feature)
  teamButtons.push(assessments.teamButtons)
  for (const kind of assessments.reminders) reminderKinds.set(kind.kind, kind)
  const actionPoints = wireActionPoints({ ...services, actionPoints: () => services.actionPoints })
  features.push(actionPoints.feature)
  for (const kind of actionPoints.reminders) reminderKinds.set(kind.kind, kind)
  for (const kind of actionPoints.messages) messageKinds.set(kind.kind, kind)
  const minutes = wireMinutes({ ...services, features, hasForm: preparation.hasForm })
  features.push(...minutes.features)
  meetingButtons.push(minutes.buttons)
  agendaExtras.agendaButtons.push(minutes.buttons)
  agendaExtras.itemButtons.push(minutes.itemButtons)
  for (const kind of minutes.reminders) reminderKinds.set(kind.kind, kind)
  for (const kind of minutes.messages) messageKinds.set(kind.kind, kind)

  features.push(createAccessActions(services))
  features.push(createSeenActions({ ...services, store: createSeenStore() }))
  const oversight = wireOversight({
    ...services,
    readers,
    kinds: reminderKinds,
    formStates: (tx, items, now) => agendaExtras.formStates(tx, items, now),
    openForms: preparation.openForms,
  })
  features.push(oversight.feature, createFiguresActions(services))
  return { features, reminderKinds, messageKinds, readers, hoursOf, meetings }
}
