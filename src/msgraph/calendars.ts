import { z } from 'zod'
import type { CalendarEvent, CalendarGateway, CallResult } from '../features/calendar/model.ts'
import { dayOf, timeOf, type Zone } from '../shared/zoned-time.ts'
import type { Answer, GraphClient } from './client.ts'

/** The property that an event is found by again. The set is this product's own; the value is a key that says nothing. */
const keyProperty = 'String {7b1d8e0c-5f0a-4a86-9a0e-6b2f5d1c9e37} Name RoedTraad'

const eventSchema = z.object({ id: z.string().min(1) })
const listSchema = z.object({ value: z.array(eventSchema) })

/** What Graph calls it when it is the mailbox that is missing, and not the event. */
const noMailboxCodes = new Set([
  'MailboxNotEnabledForRESTAPI',
  'MailboxNotSupportedForRESTAPI',
  'MailboxNotHostedInExchangeOnline',
  'ErrorNonExistentMailbox',
  'ErrorInvalidUser',
  'Request_ResourceNotFound',
  'ResourceNotFound',
])

const wallTime = (at: Date, zone: Zone) => ({
  dateTime: `${dayOf(at, zone)}T${timeOf(at, zone)}:00`,
  timeZone: zone,
})

/** Private, and busy; whether and when it reminds is as the person has it. Nobody is invited: it is theirs alone. */
const eventBody = ({ startAt, endAt, zone, place, subject, body }: CalendarEvent) => ({
  subject,
  body: { contentType: 'text', content: body },
  start: wallTime(startAt, zone),
  end: wallTime(endAt, zone),
  location: { displayName: place },
  sensitivity: 'private',
  showAs: 'busy',
})

/** Events in people's own calendars, through Microsoft Graph. */
export function createCalendarGateway(client: GraphClient): CalendarGateway {
  const events = (mailbox: string, id?: string) =>
    `/users/${encodeURIComponent(mailbox)}/events${id === undefined ? '' : `/${encodeURIComponent(id)}`}`

  const made = (answer: Answer): CallResult => {
    if (answer.type === 'answer' && answer.status === 409) return { type: 'duplicate' }
    // There is no event in it yet that could be missing.
    if (answer.type === 'answer' && answer.status === 404) return { type: 'noMailbox' }
    return doneWith(answer)
  }

  return {
    async create(mailbox, key, event) {
      const singleValueExtendedProperties = [{ id: keyProperty, value: key }]
      const body = { ...eventBody(event), transactionId: key, singleValueExtendedProperties }
      return made(await client.request('POST', events(mailbox), { body }))
    },
    async look(mailbox, key) {
      const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${keyProperty}' and ep/value eq '${key}')`
      const query = new URLSearchParams({ $filter: filter, $select: 'id', $top: '2' })
      const answer = await client.request('GET', `${events(mailbox)}?${query}`)
      if (answer.type !== 'answer' || answer.status !== 200) return otherwise(answer)
      const [event] = listSchema.safeParse(answer.body).data?.value ?? []
      return event ? { type: 'found', eventId: event.id } : { type: 'none' }
    },
    async update(mailbox, eventId, event) {
      return doneWith(await client.request('PATCH', events(mailbox, eventId), { body: eventBody(event) }))
    },
    async remove(mailbox, eventId) {
      const answer = await client.request('DELETE', events(mailbox, eventId))
      return answer.type === 'answer' && answer.status === 204 ? { type: 'gone' } : otherwise(answer)
    },
  }
}

/** Made or changed: by its id, which an answer without one leaves us to look for. */
function doneWith(answer: Answer): CallResult {
  if (answer.type !== 'answer' || answer.status < 200 || answer.status > 299) return otherwise(answer)
  const event = eventSchema.safeParse(answer.body)
  if (event.success) return { type: 'done', eventId: event.data.id }
  return { type: 'later', seconds: null, perhapsDone: true }
}

function otherwise(answer: Answer): CallResult {
  if (answer.type === 'noAccess') return { type: 'noAccess' }
  if (answer.type === 'later') return { type: 'later', seconds: answer.seconds, perhapsDone: false }
  if (answer.type === 'lost') return { type: 'later', seconds: null, perhapsDone: true }
  const { status, code, retryAfter } = answer
  if (status === 429) return { type: 'later', seconds: retryAfter ?? 30, perhapsDone: false }
  if (status >= 500) return { type: 'later', seconds: retryAfter, perhapsDone: true }
  if (status === 403) return { type: 'noMailbox' }
  if (status === 404 || status === 410) return { type: noMailboxCodes.has(code) ? 'noMailbox' : 'gone' }
  // In somebody else's hands for the moment: another client writes to the same event.
  if ([408, 409, 412, 423].includes(status)) return { type: 'later', seconds: retryAfter, perhapsDone: true }
  return { type: 'failed' }
}
