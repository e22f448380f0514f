import { createBusyHours } from '../features/calendar/busy/service.ts'
import { eventWords } from '../features/calendar/cards.ts'
import { createCalendarMessages } from '../features/calendar/reminders.ts'
import {
  type CalendarService,
  createCalendarService,
  directoryMailboxes,
} from '../features/calendar/service.ts'
import { createCalendarStore } from '../features/calendar/store.prisma.ts'
import type { CalendarStore } from '../features/calendar/store.ts'
import { createCalendarUpkeep } from '../features/calendar/upkeep/service.ts'
import type { EngagementSource, LookUp } from '../features/meetings/availability/service.ts'
import type { MeetingService } from '../features/meetings/service.ts'
import type { MeetingStore } from '../features/meetings/store.ts'
import type { PeopleService } from '../features/people/service.ts'
import type { Graph } from '../msgraph/graph.ts'
import type { Line, MessageKind } from '../reminders/model.ts'
import type { Clock } from '../shared/clock.ts'
import type { Ids } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import type { Transactions } from '../shared/transaction.ts'
import type { Services } from './services.ts'

/** People's own calendars: what notes the changes, and what is known of their hours. Null where they are not opened. */
export interface Calendars {
  graph: Graph
  store: CalendarStore
  /** null: events are not put into them */
  service: CalendarService | null
  /** null: nobody looks into them */
  hours: { lookUp: LookUp; source: EngagementSource } | null
}

export function calendarServices(
  graph: Graph | null,
  around: {
    people: PeopleService
    meetingStore: MeetingStore
    /** a function, because meetings build on it too */
    meetings(): MeetingService
    ids: Ids
    clock: Clock
    log: Log
  },
): Calendars | null {
  if (!graph) return null
  const { people, meetingStore, meetings, ids, clock, log } = around
  const store = createCalendarStore(ids)
  const mailboxes = directoryMailboxes(graph.tenantId, people.directoryIds)
  const service =
    graph.calendars &&
    createCalendarService({
      store,
      mailboxes,
      participants: (tx, meeting) => meetings().participants(tx, meeting),
    })
  const hours =
    graph.busy &&
    createBusyHours({
      gateway: graph.busy,
      mailboxes,
      async known(tx, personIds, span) {
        const [planned, shown] = await Promise.all([
          meetingStore.engagements(tx, personIds, span),
          // Where a meeting was, as long as its event has not moved.
          store.shown(tx, personIds, span),
        ])
        return [...planned, ...shown]
      },
      clock,
      log,
    })
  return { graph, store, service, hours }
}

/** The engine's third line, its message, and how many events could be put nowhere. */
export function wireCalendar(
  services: Services,
  around: { db: Transactions; clock: Clock; log: Log },
): { messages: readonly MessageKind[]; lines: readonly Line[]; noMailbox(): Promise<number> } | null {
  const { calendars } = services
  const gateway = calendars?.graph.calendars
  if (!calendars?.service || !gateway) return null
  const { store, service } = calendars
  const upkeep = createCalendarUpkeep({
    ...services,
    ...around,
    store,
    calendar: service,
    gateway,
    words: eventWords,
  })
  return {
    messages: createCalendarMessages(services),
    lines: [upkeep],
    noMailbox: async () => (await store.backlog(around.db.reader, around.clock.now())).noMailbox,
  }
}
