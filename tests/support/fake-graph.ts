import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GraphAccess } from '../../src/config.ts'
import { tenantId } from './bot.ts'

/** An event as it stands in somebody's calendar. */
export interface FakeEvent {
  id: string
  mailbox: string
  transactionId: string
  key: string
  body: Record<string, unknown>
}

/**
 * How Graph answers the next calls: an HTTP status with a code, or a connection that breaks before the call is carried
 * out or after it.
 */
export type Fault =
  | { status: number; code?: string; retryAfter?: number }
  | { reset: 'before' | 'after' }
  /** carried out, and answered as if it had not been */
  | { after: number }
  /** never answered */
  | { hang: true }

export interface FakeCall {
  method: string
  path: string
  body: Record<string, unknown> | null
  headers: Record<string, unknown>
  status: number
}

/** Microsoft Graph and its sign-in on loopback: calendars, free/busy, and every way of failing. */
export interface FakeGraph {
  access: GraphAccess
  readonly events: FakeEvent[]
  readonly calls: FakeCall[]
  /** consumed by the following calls to calendars, one each; afterwards they succeed */
  next: (Fault | null)[]
  /** for each call, where `next` holds none */
  fault(call: { method: string; path: string }): Fault | null
  /** those whose mailbox is not there (404) or not ours to reach (403) */
  closed: Map<string, 403 | 404>
  /** what stands in people's calendars besides, by mailbox */
  busy: Map<string, { startAt: string; endAt: string; figure?: '1' | '2' | '3' | '4' }[]>
  /** the sign-in: how often it was asked, and how it answers */
  signIn: { count: number; status: number }
  /** tokens given so far are refused from now on */
  expireTokens(): void
  /** whether a repeated creation is answered with the event (as documented), or refused as a duplicate */
  duplicates: 'answered' | 'refused'
  of(mailbox: string): FakeEvent[]
  stop(): Promise<void>
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

export async function startFakeGraph(): Promise<FakeGraph> {
  let counter = 0
  let good = ''
  const events: FakeEvent[] = []
  const calls: FakeCall[] = []
  const fake = {
    events,
    calls,
    next: [] as (Fault | null)[],
    fault: () => null,
    closed: new Map(),
    busy: new Map(),
    signIn: { count: 0, status: 200 },
    expireTokens() {
      good = ''
    },
    duplicates: 'answered',
    of: (mailbox: string) => events.filter(event => event.mailbox === mailbox),
  } as unknown as FakeGraph

  const server = createServer(async (request, response) => {
    const text = await read(request)
    const url = new URL(request.url ?? '/', 'http://fake')
    const send = (status: number, body: unknown, retryAfter?: number) => {
      if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
      response.statusCode = status
      response.setHeader('content-type', 'application/json')
      response.end(body === null ? '' : JSON.stringify(body))
    }
    if (url.pathname.endsWith('/oauth2/v2.0/token')) {
      fake.signIn.count += 1
      if (fake.signIn.status !== 200) return send(fake.signIn.status, { error: 'invalid_client' })
      const form = new URLSearchParams(text)
      if (form.get('client_secret') !== 'graph-secret' || form.get('grant_type') !== 'client_credentials')
        return send(401, { error: 'invalid_client' })
      counter += 1
      good = `token-${counter}`
      return send(200, { token_type: 'Bearer', expires_in: 3599, access_token: good })
    }
    const path = url.pathname.replace(/^\/v1\.0/, '')
    const method = request.method ?? ''
    const body = text === '' ? null : (JSON.parse(text) as Record<string, unknown>)
    const call: FakeCall = { method, path, body, headers: { ...request.headers }, status: 0 }
    calls.push(call)
    const answer = (status: number, value: unknown, retryAfter?: number) => {
      call.status = status
      send(status, value, retryAfter)
    }
    const refuse = (status: number, code: string, retryAfter?: number) =>
      answer(status, { error: { code, message: 'as the test asked' } }, retryAfter)
    if (request.headers.authorization !== `Bearer ${good}`) return refuse(401, 'InvalidAuthenticationToken')
    const fault = fake.next.length > 0 ? (fake.next.shift() ?? null) : fake.fault({ method, path })
    if (fault && 'reset' in fault && fault.reset === 'before') return void request.socket.destroy()
    if (fault && 'status' in fault) return refuse(fault.status, fault.code ?? 'Fake', fault.retryAfter)
    if (fault && 'hang' in fault) return
    const { status, value } = perform(method, url, path, body)
    if (fault && 'reset' in fault) return void request.socket.destroy()
    if (fault && 'after' in fault) return refuse(fault.after, 'Fake')
    answer(status, value)
  })

  function perform(
    method: string,
    url: URL,
    path: string,
    body: Record<string, unknown> | null,
  ): { status: number; value: unknown } {
    const fail = (status: number, code: string) => ({ status, value: { error: { code, message: '' } } })
    if (path === '/$batch') {
      const requests = (body?.requests ?? []) as { id: string; method: string; url: string }[]
      if (requests.length > 20) return fail(400, 'TooMany')
      const responses = requests.map(one => {
        const inner = new URL(`http://fake${one.url}`)
        const { status, value } = perform(one.method, inner, inner.pathname, null)
        return { id: one.id, status, body: value }
      })
      return { status: 200, value: { responses } }
    }
    const [, mailbox = '', rest = '', id = ''] = (/^\/users\/([^/]+)\/([^/]+)\/?(.*)$/.exec(path) ?? []).map(
      decodeURIComponent,
    )
    const closed = fake.closed.get(mailbox)
    if (closed === 403) return fail(403, 'ErrorAccessDenied')
    if (closed === 404) return fail(404, 'MailboxNotEnabledForRESTAPI')
    if (rest === 'calendar' && method === 'GET')
      return { status: 200, value: { owner: { name: 'Somebody', address: `${mailbox}@Kommune.example` } } }
    if (rest === 'calendar' && id === 'getSchedule') return { status: 200, value: schedule(body ?? {}) }
    if (rest !== 'events') return fail(404, 'NoSuchPath')
    if (method === 'GET') {
      const key = /ep\/value eq '([^']*)'/.exec(url.searchParams.get('$filter') ?? '')?.[1]
      const found = fake.of(mailbox).filter(event => event.key === key)
      return { status: 200, value: { value: found.map(event => ({ id: event.id })) } }
    }
    if (method === 'POST') {
      const transactionId = String(body?.transactionId)
      const known = fake.of(mailbox).find(event => event.transactionId === transactionId)
      if (known && fake.duplicates === 'refused') return fail(409, 'ErrorDuplicateTransactionId')
      if (known) return { status: 201, value: { id: known.id, ...known.body } }
      counter += 1
      const [property] = (body?.singleValueExtendedProperties ?? []) as { value: string }[]
      const event = {
        id: `AAMk/${counter}=`,
        mailbox,
        transactionId,
        key: property?.value ?? '',
        body: body ?? {},
      }
      events.push(event)
      return { status: 201, value: { id: event.id, ...event.body } }
    }
    const at = events.findIndex(event => event.id === id && event.mailbox === mailbox)
    const event = events[at]
    if (!event) return fail(404, 'ErrorItemNotFound')
    if (method === 'DELETE') {
      events.splice(at, 1)
      return { status: 204, value: null }
    }
    event.body = { ...event.body, ...body }
    return { status: 200, value: { id: event.id, ...event.body } }
  }

  /** Like the real one it tells more than it was asked for. */
  function schedule(body: Record<string, unknown>) {
    const instant = (value: unknown) => Date.parse(`${(value as { dateTime: string }).dateTime}Z`)
    const [from, until] = [instant(body.startTime), instant(body.endTime)]
    const quarter = 15 * 60_000
    const value = (body.schedules as string[]).map(address => {
      const mailbox = address.split('@')[0] ?? ''
      const closed = fake.closed.get(mailbox)
      if (closed) return { scheduleId: address, error: { responseCode: 'ErrorMailRecipientNotFound' } }
      const items = fake.busy.get(mailbox) ?? []
      const availabilityView = Array.from({ length: (until - from) / quarter }, (_, index) => {
        const at = from + index * quarter
        const hit = items.find(item => Date.parse(item.startAt) < at + quarter && at < Date.parse(item.endAt))
        return hit ? (hit.figure ?? '2') : '0'
      }).join('')
      const scheduleItems = items.map(item => ({ subject: 'HEMMELIGT EMNE', start: item.startAt }))
      return { scheduleId: address, availabilityView, scheduleItems }
    })
    return { value }
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  fake.access = {
    tenantId,
    appId: '33333333-3333-4333-8333-333333333333',
    appPassword: 'graph-secret',
    events: true,
    freeBusy: true,
    graphUrl: `http://127.0.0.1:${port}/v1.0`,
    loginUrl: `http://127.0.0.1:${port}`,
  }
  fake.stop = async () => {
    server.closeAllConnections()
    await new Promise<void>(resolve => server.close(() => resolve()))
  }
  return fake
}
