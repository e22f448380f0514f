import { Agent, request } from 'node:http'

/** What one round of clicks took. */
export interface Round {
  /** milliseconds from sending each request to having its whole answer, in the order of finishing */
  latencies: number[]
  /** of the whole round */
  seconds: number
}

export interface Load {
  port: number
  /** how many ask at the same time; each waits for its answer before it asks again */
  clients: number
  requests: number
  /** no new request after so many seconds, on a machine that is slow or busy */
  seconds: number
  /** the activity that a client sends next */
  activity(client: number): object
}

/** Asks until all requests are answered, or the time is up. @throws Error at the first answer that is no card */
export async function measure({ port, clients, requests, seconds, activity }: Load): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const latencies: number[] = []
  let left = requests
  const begun = performance.now()
  const client = async (number: number): Promise<void> => {
    while (left > 0 && performance.now() - begun < seconds * 1000) {
      left -= 1
      const body = JSON.stringify(activity(number))
      const asked = performance.now()
      const answer = await post(port, agent, body)
      latencies.push(performance.now() - asked)
      if (answer.status !== 200 || !answer.text.includes('application/vnd.microsoft.card.adaptive'))
        throw new Error(`asked for a card, got ${answer.status}: ${answer.text.slice(0, 300)}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  } finally {
    agent.destroy()
  }
  return { latencies, seconds: (performance.now() - begun) / 1000 }
}

export function post(
  port: number,
  agent: Agent | undefined,
  body: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const options = { host: '127.0.0.1', port, path: '/api/messages', method: 'POST', headers }
    const sent = request(agent ? { ...options, agent } : options, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      )
    })
    sent.on('error', reject)
    sent.setTimeout(20_000, () => sent.destroy(new Error('no answer within 20 s')))
    sent.end(body)
  })
}

/** The value below which `share` of the values lie. @param share between 0 and 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)
