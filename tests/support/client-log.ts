/**
 * What the local Teams client tells about the traffic between itself and the bot, heard on its WebSocket.
 * How a colleague uses it, and what it does not hold, stands in colleague.ts.
 */

export interface Json {
  readonly [name: string]: unknown
}

/** How the log calls the bot, as against the client. */
export const botName = 'User Application'

interface Body {
  readonly id?: string
  readonly name?: string
  readonly text?: string
  readonly replyToId?: string
  readonly from?: { readonly id: string }
  readonly conversation?: { readonly id: string }
  readonly attachments?: readonly { readonly content?: Json }[]
}

/** One call between client and bot, in either direction, with its answer. */
interface LogItem {
  readonly from: string
  readonly conversationId?: string
  readonly activityName: string
  readonly request: { readonly body?: Body }
  readonly response: { readonly statusCode: number; readonly body?: unknown }
}

const patience = 15_000
const logs = new Map<string, Promise<ClientLog>>()

/** What passes between the client and the bot, in order. */
export class ClientLog {
  readonly #items: LogItem[] = []
  readonly #waiting = new Set<() => void>()

  get length(): number {
    return this.#items.length
  }

  at(index: number): LogItem {
    return this.#items[index]!
  }

  add(item: LogItem): void {
    this.#items.push(item)
    for (const tell of this.#waiting) tell()
  }

  /** Whether there are more items than the given number, now or before the signal says stop. */
  more(known: number, signal: AbortSignal): Promise<boolean> {
    if (this.length > known) return Promise.resolve(true)
    return new Promise(resolve => {
      const settle = () => {
        this.#waiting.delete(settle)
        signal.removeEventListener('abort', settle)
        resolve(this.length > known)
      }
      this.#waiting.add(settle)
      signal.addEventListener('abort', settle)
      if (signal.aborted) settle()
    })
  }

  /** The first item that fits, from the given number on, now or within 15 seconds. */
  async find(from: number, fits: (item: LogItem) => boolean): Promise<LogItem> {
    const deadline = AbortSignal.timeout(patience)
    for (let read = from; await this.more(read, deadline); read++) {
      if (fits(this.at(read))) return this.at(read)
    }
    throw new Error('The bot did not end its turn within 15 seconds.')
  }
}

/** The log of the client at this address; one listener for everybody in this process, until the client ends. */
export function listen(clientUrl: string): Promise<ClientLog> {
  const known = logs.get(clientUrl)
  if (known) return known
  const opened = new Promise<ClientLog>((resolve, reject) => {
    const log = new ClientLog()
    const socket = new WebSocket(`${clientUrl.replace('http', 'ws')}/_ws/log/stream`)
    socket.addEventListener('open', () => resolve(log))
    socket.addEventListener('error', () => reject(new Error(`No log at ${clientUrl}.`)))
    socket.addEventListener('close', () => logs.delete(clientUrl))
    socket.addEventListener('message', event => {
      const { log: item } = JSON.parse(String(event.data)) as { log: LogItem & { type: string } }
      if (item.type === 'bot') log.add(item)
    })
  })
  logs.set(clientUrl, opened)
  return opened
}

/** Calls the client over HTTP: POST with a body, GET without. @throws Error on any status but 2xx. */
export async function call(clientUrl: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${clientUrl}${path}`, {
    signal: AbortSignal.timeout(patience),
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path.split('?')[0]} answered ${response.status}: ${text}`)
  return text ? JSON.parse(text) : undefined
}
