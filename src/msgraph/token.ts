import { z } from 'zod'
import type { Clock } from '../shared/clock.ts'

/** How the bot signs in: as itself, with no person (client credentials). */
export interface GraphLogin {
  tenantId: string
  appId: string
  appPassword: string
  /** without a slash at the end */
  graphUrl: string
  loginUrl: string
}

/** noAccess: refused until somebody does something about it, e.g. renews the secret */
export type SignIn =
  | { type: 'token'; token: string }
  | { type: 'noAccess' }
  | { type: 'later'; seconds: number | null }

export interface Tokens {
  get(): Promise<SignIn>
  /** This one was refused: the next comes anew. */
  drop(token: string): void
}

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })
/** A token is renewed so long before it ends. */
const earlyMs = 5 * 60_000
const timeOutMs = 10_000

/** Signs in when it has to, once for all who ask meanwhile. The token rests in memory only. */
export function createTokens(login: GraphLogin, clock: Clock): Tokens {
  let current: { token: string; until: number } | null = null
  let flight: Promise<SignIn> | null = null

  async function signIn(): Promise<SignIn> {
    const form = new URLSearchParams({
      client_id: login.appId,
      client_secret: login.appPassword,
      scope: `${new URL(login.graphUrl).origin}/.default`,
      grant_type: 'client_credentials',
    })
    try {
      const response = await fetch(`${login.loginUrl}/${login.tenantId}/oauth2/v2.0/token`, {
        method: 'POST',
        body: form,
        redirect: 'error',
        signal: AbortSignal.timeout(timeOutMs),
      })
      if (response.status === 429 || response.status >= 500)
        return { type: 'later', seconds: retryAfter(response) }
      const answer = answerSchema.safeParse(await response.json().catch(() => null))
      if (!response.ok || !answer.success) return { type: 'noAccess' }
      const { access_token: token, expires_in: seconds } = answer.data
      current = { token, until: clock.now().getTime() + seconds * 1000 - earlyMs }
      return { type: 'token', token }
    } catch {
      return { type: 'later', seconds: null }
    }
  }

  return {
    async get() {
      if (current && clock.now().getTime() < current.until) return { type: 'token', token: current.token }
      flight ??= signIn().finally(() => {
        flight = null
      })
      return flight
    },
    drop(token) {
      if (current?.token === token) current = null
    },
  }
}

const longestWaitSeconds = 3600

/** How soon to come again, as the far end says; null when it does not, or says nonsense. */
export function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, longestWaitSeconds) : null
}
