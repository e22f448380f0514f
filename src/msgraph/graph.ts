import type { BusyGateway } from '../features/calendar/busy/model.ts'
import type { CalendarGateway } from '../features/calendar/model.ts'
import type { Clock } from '../shared/clock.ts'
import type { Log } from '../shared/log.ts'
import { createBusyGateway } from './busy.ts'
import { createCalendarGateway } from './calendars.ts'
import { createGraphClient } from './client.ts'
import { createTokens, type GraphLogin } from './token.ts'

/** People's own calendars, as far as the municipality has opened them. */
export interface Graph {
  tenantId: string
  calendars: CalendarGateway | null
  busy: BusyGateway | null
}

/** The door to Microsoft Graph: nothing else in the program knows it. */
export function createGraph(
  access: GraphLogin & { events: boolean; freeBusy: boolean },
  clock: Clock,
  log: Log,
): Graph {
  const client = createGraphClient(access, createTokens(access, clock), log)
  return {
    tenantId: access.tenantId,
    calendars: access.events ? createCalendarGateway(client) : null,
    busy: access.freeBusy ? createBusyGateway(client, clock) : null,
  }
}
