import { createHash } from 'node:crypto'
import type restify from 'restify'
import { textsIn } from '../locales/texts.ts'
import type { Clock } from '../shared/clock.ts'

/** What is handed over: bytes under a name that names nobody. */
export interface DownloadFile {
  name: string
  contentType: string
  bytes: Uint8Array
}

export interface DownloadDoor {
  /** whether the link leads to a document now; uses nothing up */
  isAlive(token: string): Promise<boolean>
  /** the document, for the person of the link, if they still may read it; null: the link is worth nothing */
  fetch(token: string): Promise<DownloadFile | null>
}

const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;color:#1b1b1b;background:#fff}' +
  'button{font:inherit;padding:.7rem 1.4rem;border:0;border-radius:.3rem;background:#0b5394;color:#fff;cursor:pointer}' +
  'button:focus-visible{outline:3px solid #f5a300;outline-offset:3px}'
const styleHash = createHash('sha256').update(style).digest('base64')

/** On every answer, so that nothing about a link rests in a browser, a proxy or another page's log. */
const headers = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'x-robots-tag': 'noindex',
}

/** A page of our own words alone: nothing of the link or the document is in it. */
function page(heading: string, text: string, button: string | null): string {
  const form = button === null ? '' : `<form method="post"><button>${button}</button></form>`
  return `<!doctype html><html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${heading}</title><style>${style}</style></head><body><main><h1>${heading}</h1><p>${text}</p>${form}</main></body></html>`
}

const words = textsIn('da').downloads
const offer = page(words.heading, words.text, words.button)
const gone = page(words.goneHeading, words.gone, null)
const busy = page(words.busyHeading, words.busy, null)

const html = { 'content-type': 'text/html; charset=utf-8' }

function send(response: restify.Response, status: number, body: string | Buffer, more: object): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.sendRaw(status, body, { ...html, ...more })
}

/** Requests a minute from one address. Behind a proxy everybody has the proxy's. */
const mostAMinute = 120

/** The server's own throttle writes the address of what it refuses into its log, and the link with it. */
function createLimit(clock: Clock): (address: string) => boolean {
  let minute = 0
  let counts = new Map<string, number>()
  return address => {
    const now = Math.floor(clock.now().getTime() / 60_000)
    if (now !== minute) {
      minute = now
      counts = new Map()
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    return count <= mostAMinute
  }
}

/**
 * Documents behind links (decision 0016). Looking (GET, HEAD: a person, or a scanner that opens every link) shows a page
 * with a button and uses nothing up; pressing it (POST) hands the file over, after the gate was asked again.
 */
export function serveDownloads(server: restify.Server, door: DownloadDoor, clock: Clock): void {
  // Making a file takes time that everybody waits for.
  const allowed = createLimit(clock)
  const limited: restify.RequestHandler = (request, response, next) => {
    if (allowed(request.socket.remoteAddress ?? '')) return next()
    send(response, 429, busy, { 'retry-after': '60' })
    return next(false)
  }
  const tokenOf = (request: restify.Request): string => {
    const token: unknown = request.params?.token
    return typeof token === 'string' ? token : ''
  }
  const look = async (request: restify.Request, response: restify.Response) => {
    const alive = await door.isAlive(tokenOf(request))
    send(response, alive ? 200 : 404, alive ? offer : gone, {})
  }
  server.head('/hent/:token', limited, look)
  server.get('/hent/:token', limited, look)
  server.post('/hent/:token', limited, async (request: restify.Request, response: restify.Response) => {
    const file = await door.fetch(tokenOf(request))
    if (!file) {
      send(response, 404, gone, {})
      return
    }
    send(response, 200, Buffer.from(file.bytes), {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.name}"`,
      'content-length': file.bytes.byteLength,
    })
  })
}
