import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { plainSpaces } from './cards.ts'

/** A message as the fake Teams service got it from the bot. */
export interface SentActivity {
  conversationId: string
  activityId: string
  /** the activity that this answers; what came of itself carries an id that nobody sent */
  replyToId: string
  type: string
  text: string
  summary: string
  card: CardNode | null
}

export type CardNode = { [key: string]: unknown }

/**
 * How the far end answers the next sends: an HTTP status, a reset before or after accepting, or slowly, when what happens
 * meanwhile has happened.
 */
export type Behaviour =
  | { status: number; retryAfter?: number }
  | { reset: 'before' | 'after' }
  | { meanwhile(): Promise<void> }

/** Teams, as far as the bot can see it: takes messages, serves rosters, and can fail. */
export interface FakeTeams {
  readonly serviceUrl: string
  readonly sent: readonly SentActivity[]
  /** cards that were put in the place of posted ones, under the same ids */
  readonly updated: readonly SentActivity[]
  /** the roster that a conversation has */
  rosters: Map<string, { id: string; name: string; aadObjectId: string; tenantId?: string }[]>
  /** consumed by the following sends, one each; afterwards sends succeed */
  next: Behaviour[]
  /** resolves with the first message that fits and comes, or has come, after `from` */
  waitFor(
    fits: (activity: SentActivity) => boolean,
    options?: { from?: number; timeoutMs?: number },
  ): Promise<SentActivity>
  stop(): Promise<void>
}

export async function startFakeTeams(): Promise<FakeTeams> {
  const sent: SentActivity[] = []
  const updated: SentActivity[] = []
  const waiting = new Set<() => void>()
  const rosters: FakeTeams['rosters'] = new Map()
  const next: Behaviour[] = []
  let counter = 0

  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const url = new URL(request.url ?? '/', 'http://fake')
      const conversationId = decodeURIComponent(/conversations\/([^/]+)/.exec(url.pathname)?.[1] ?? '')
      if (request.method === 'GET' && url.pathname.endsWith('/pagedmembers')) {
        const members = rosters.get(conversationId) ?? []
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ members, continuationToken: '' }))
        return
      }
      if (request.method !== 'POST' && request.method !== 'PUT') {
        response.statusCode = 405
        response.end()
        return
      }
      const behaviour = next.shift()
      if (behaviour && 'meanwhile' in behaviour) await behaviour.meanwhile()
      if (behaviour && 'reset' in behaviour && behaviour.reset === 'before')
        return void request.socket.destroy()
      if (behaviour && 'status' in behaviour) {
        if (behaviour.retryAfter !== undefined)
          response.setHeader('retry-after', String(behaviour.retryAfter))
        response.statusCode = behaviour.status
        response.end(JSON.stringify({ error: { code: 'Fake', message: 'as the test asked' } }))
        return
      }
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
      if (request.method === 'POST') counter += 1
      const [, known] = /activities\/([^/]+)$/.exec(url.pathname) ?? []
      const activityId = request.method === 'PUT' && known ? decodeURIComponent(known) : `fake-${counter}`
      const list = request.method === 'PUT' ? updated : sent
      list.push(read(conversationId, activityId, body))
      for (const wake of waiting) wake()
      if (behaviour && 'reset' in behaviour) return void request.socket.destroy()
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ id: activityId }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    serviceUrl: `http://127.0.0.1:${port}/`,
    sent,
    updated,
    rosters,
    next,
    waitFor(fits, { from = 0, timeoutMs = 5000 } = {}) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = sent.slice(from).find(fits)
          if (!found) return
          finish()
          resolve(found)
        }
        const timer = setTimeout(() => {
          finish()
          const seen = sent.slice(from).map(activity => activity.summary || activity.text)
          reject(new Error(`no such message came; these did: ${JSON.stringify(seen)}`))
        }, timeoutMs)
        const finish = () => {
          clearTimeout(timer)
          waiting.delete(look)
        }
        waiting.add(look)
        look()
      })
    },
    async stop() {
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

function read(conversationId: string, activityId: string, sent: Record<string, unknown>): SentActivity {
  const body = plainSpaces(sent)
  const attachments = (body.attachments ?? []) as { content?: CardNode }[]
  return {
    conversationId,
    activityId,
    replyToId: String(body.replyToId ?? ''),
    type: String(body.type ?? ''),
    text: String(body.text ?? ''),
    summary: String(body.summary ?? ''),
    card: attachments[0]?.content ?? null,
  }
}
