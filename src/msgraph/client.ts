import { z } from 'zod'
import { codeOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import { type GraphLogin, retryAfter, type SignIn, type Tokens } from './token.ts'

/** lost: nobody knows what became of the request */
export type Answer =
  | { type: 'answer'; status: number; code: string; body: unknown; retryAfter: number | null }
  | { type: 'lost' }
  | Exclude<SignIn, { type: 'token' }>

export interface GraphClient {
  /** @param path below the version, with a slash at the start; ids in it are encoded by the caller */
  request(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    more?: { body?: unknown; timeOutMs?: number },
  ): Promise<Answer>
}

const errorSchema = z.object({ error: z.object({ code: z.string() }) })
const usualTimeOutMs = 20_000

/**
 * One request to Microsoft Graph: once, and once more with a new token when the old one is refused. Everything else is
 * the caller's to repeat. What comes back is never logged: it may hold what stands in somebody's calendar.
 */
export function createGraphClient(login: GraphLogin, tokens: Tokens, log: Log): GraphClient {
  async function once(
    token: string,
    method: string,
    path: string,
    { body, timeOutMs = usualTimeOutMs }: { body?: unknown; timeOutMs?: number },
  ): Promise<Answer> {
    try {
      const response = await fetch(`${login.graphUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          // An id that stays when the person moves the event, or their mailbox is moved.
          prefer: 'IdType="ImmutableId"',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeOutMs),
      })
      const text = await response.text()
      const read = text === '' ? null : parsed(text)
      const known = errorSchema.safeParse(read)
      return {
        type: 'answer',
        status: response.status,
        code: known.success ? known.data.error.code : '',
        body: read,
        retryAfter: retryAfter(response),
      }
    } catch (error) {
      log.warn('graph.lost', { code: codeOf(error) })
      return { type: 'lost' }
    }
  }

  return {
    async request(method, path, more = {}) {
      const first = await tokens.get()
      if (first.type !== 'token') return first
      const answer = await once(first.token, method, path, more)
      if (answer.type !== 'answer' || answer.status !== 401) return answer
      tokens.drop(first.token)
      const second = await tokens.get()
      if (second.type !== 'token') return second
      const again = await once(second.token, method, path, more)
      return again.type === 'answer' && again.status === 401 ? { type: 'noAccess' } : again
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
