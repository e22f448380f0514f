import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from '../simulation/chance.ts'
import { tenantOf } from './plan.ts'

/** A message that Teams has taken, whatever it answered. */
export interface Accepted {
  deliveryId: string
  personId: string
  at: number
  /** says that its reader may have it already */
  marked: boolean
}

/** What a Teams in trouble saw and did. */
export interface TroubledTeams {
  url: string
  accepted: Accepted[]
  /** of every request, by conversation and by tenant: when it came, in milliseconds */
  requests: Map<string, number[]>
  /** requests for a conversation that was to be left alone, and by how many milliseconds they came too early */
  tooEarly: number[]
  answers: Record<string, number>
  /** when no conversation is to be left alone any more: its time does not pass when the processes' is put forward */
  rested(): Promise<void>
  /** from now on everything is taken, and answered */
  calm(): void
  stop(): Promise<void>
}

interface Trouble {
  name: string
  share: number
  accepts: boolean
  answer(response: ServerResponse, socket: Socket, rest: number): void
}

const answers = (status: number) => (response: ServerResponse) => {
  response.statusCode = status
  response.end('{"error":{"code":"Chaos","message":"as it was planned"}}')
}

/** As often as the issue asks for; what is left is taken and answered. */
const troubles: readonly Trouble[] = [
  {
    name: '429',
    share: 0.05,
    accepts: false,
    answer(response, _socket, rest) {
      response.setHeader('retry-after', String(rest))
      answers(429)(response)
    },
  },
  { name: '500 before', share: 0.01, accepts: false, answer: answers(500) },
  { name: '500 after', share: 0.01, accepts: true, answer: answers(500) },
  { name: 'reset before', share: 0.01, accepts: false, answer: (_response, socket) => void socket.destroy() },
  { name: 'reset after', share: 0.01, accepts: true, answer: (_response, socket) => void socket.destroy() },
  { name: 'silence', share: 0.005, accepts: true, answer: () => undefined },
  { name: '403', share: 0.01, accepts: false, answer: answers(403) },
]

/**
 * @param marker the words of a message that may be a second one
 * @param options `speed`: how fast its time goes; `silent`: whether it sometimes never answers, which takes half a minute
 */
export async function startTroubledTeams(
  chance: Chance,
  marker: string,
  { speed, silent }: { speed: number; silent: boolean },
): Promise<TroubledTeams> {
  const accepted: Accepted[] = []
  const requests = new Map<string, number[]>()
  const tooEarly: number[] = []
  const restUntil = new Map<string, number>()
  const counts: Record<string, number> = {}
  let calm = false

  function trouble(): Trouble | null {
    if (calm) return null
    let left = chance.next()
    for (const one of troubles) {
      if (silent || one.name !== 'silence') left -= one.share
      if (left < 0) return one
    }
    return null
  }

  function note(place: string, at: number): void {
    const known = requests.get(place)
    if (known) known.push(at)
    else requests.set(place, [at])
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const at = performance.now() * speed
      const personId = decodeURIComponent(/conversations\/([^/]+)/.exec(request.url ?? '')?.[1] ?? '').slice(
        2,
      )
      const body = Buffer.concat(chunks).toString('utf8')
      note(`person ${personId}`, at)
      note(`tenant ${tenantOf(personId)}`, at)
      const rest = restUntil.get(personId) ?? 0
      if (at < rest) tooEarly.push(rest - at)
      const now = trouble()
      const name = now?.name ?? '200'
      counts[name] = (counts[name] ?? 0) + 1
      const seconds = chance.between(1, 3)
      if (now?.name === '429') restUntil.set(personId, at + seconds * 1000)
      if (!now || now.accepts) {
        const deliveryId = /"d":"([^"]+)"/.exec(body)?.[1] ?? ''
        accepted.push({ deliveryId, personId, at, marked: body.includes(marker) })
      }
      if (now) return now.answer(response, request.socket, seconds)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ id: `chaos-${accepted.length}` }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    accepted,
    requests,
    tooEarly,
    answers: counts,
    rested: () => sleep(Math.max(0, Math.max(0, ...restUntil.values()) / speed - performance.now())),
    calm() {
      calm = true
    },
    async stop() {
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
