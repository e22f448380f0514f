import type { Application, TurnState } from '@microsoft/teams-ai'
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Request } from 'botbuilder'
import restify from 'restify'
import type { BotCredentials } from '../config.ts'
import { textsIn } from '../locales/texts.ts'
import type { Clock } from '../shared/clock.ts'
import { codeOf, Fault, faultFields } from '../shared/errors.ts'
import type { Ids } from '../shared/ids.ts'
import type { Log } from '../shared/log.ts'
import type { Meters } from '../shared/meters.ts'
import { type DownloadDoor, serveDownloads } from './downloads.ts'
import { sendOnce } from './notifier.ts'

export interface ServerDeps {
  adapter: CloudAdapter
  /** whether Teams signs what it sends: not in the demo */
  signed: boolean
  bot: Application<TurnState>
  /** the calendar file behind a signed link; null when the link is not one of ours or leads nowhere */
  calendarFile(token: string): Promise<string | null>
  downloads: DownloadDoor
  clock: Clock
  ready(): Promise<{ ok: boolean; checks: Record<string, string | number | boolean> }>
  /** what Prometheus reads */
  metrics(): Promise<{ type: string; body: string }>
  meters: Pick<Meters, 'turn'>
  log: Log
}

export interface Server {
  readonly port: number
  /** No new request; resolves when those in flight have been answered. */
  stop(): Promise<void>
}

/** Largest activity that is read. A card with every field at its longest is a tenth of it. */
const maxBodyBytes = 256 * 1024

const refusals: Readonly<Record<number, string>> = { 413: 'too large', 503: 'try again' }

/** The SDK's adapter; authenticates every request when there are credentials. */
export function createAdapter(credentials: BotCredentials | null, ids: Ids, log: Log): CloudAdapter {
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      credentials
        ? {
            MicrosoftAppId: credentials.appId,
            MicrosoftAppPassword: credentials.appPassword,
            MicrosoftAppType: credentials.appType === 'UserAssignedMSI' ? 'MSI' : 'SingleTenant',
            MicrosoftAppTenantId: credentials.tenantId,
          }
        : {},
    ),
  )
  adapter.use(async (context, next) => {
    sendOnce(context)
    await next()
  })
  // Without a handler of our own the exception's text would be in the HTTP answer.
  adapter.onTurnError = async (context, error) => {
    const id = ids.short()
    log.error('turn.fault', { id, ...faultFields(error) })
    if (context.activity.type !== 'message') return
    await context.sendActivity(textsIn('da').common.fault(id)).catch(() => {})
  }
  return adapter
}

/**
 * Teams sends plain JSON. The body parser would unpack anything else before anybody is authenticated: a compressed
 * body past its size limit, a form with files onto the disk.
 */
function plainJsonOnly(request: restify.Request, response: restify.Response, next: restify.Next): void {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (encoding === 'identity' && type === 'application/json') {
    next()
    return
  }
  response.send(415, { error: 'not accepted' })
  next(false)
}

/**
 * What no service of Microsoft's would send is turned away before the SDK sees it: that would answer 500, or write a
 * stack of its own for each, and anybody on the internet can send it.
 */
function refusalOf({ body, headers }: restify.Request, signed: boolean): 400 | 401 | null {
  if (signed && !/^Bearer \S/i.test(headers.authorization ?? '')) return 401
  const typed = body !== null && typeof body === 'object' && 'type' in body && typeof body.type === 'string'
  return typed ? null : 400
}

/**
 * Listens for Teams.
 * @throws Fault PORT_TAKEN when somebody else listens on the port
 */
export async function startServer(deps: ServerDeps, host: string, port: number): Promise<Server> {
  const server = restify.createServer({ name: 'roed-traad', handleUncaughtExceptions: false })
  server.use(restify.plugins.queryParser({ mapParams: false }))
  server.on('restifyError', (_request, response, error, done) => {
    const usual = typeof error.statusCode === 'number' ? error.statusCode : 500
    // The database cannot be asked: calendars and browsers come again.
    const status = codeOf(error) === 'NOT_SAVED' ? 503 : usual
    deps.log.warn('http.error', { status, code: codeOf(error) })
    if (!response.headersSent) response.send(status, { error: refusals[status] ?? 'not accepted' })
    return done()
  })

  server.post(
    '/api/messages',
    plainJsonOnly,
    restify.plugins.bodyParser({ mapParams: false, maxBodySize: maxBodyBytes }),
    async (request: restify.Request, response: restify.Response) => {
      const refusal = refusalOf(request, deps.signed)
      if (refusal !== null) {
        response.send(refusal, { error: 'not accepted' })
        return
      }
      const answered = deps.meters.turn()
      try {
        await deps.adapter.process(request as Request, response, async context => {
          await deps.bot.run(context)
        })
      } finally {
        answered()
      }
    },
  )
  // The local client asks, each time it opens, whether anybody is here: any answer will do, and no warning is due.
  server.head('/api/messages', async (_request: restify.Request, response: restify.Response) => {
    response.setHeader('allow', 'POST')
    response.send(405)
  })
  server.get('/healthz', async (_request: restify.Request, response: restify.Response) => {
    response.send(200, { ok: true })
  })
  server.get('/readyz', async (_request: restify.Request, response: restify.Response) => {
    const { ok, checks } = await deps.ready()
    response.send(ok ? 200 : 503, { ok, ...checks })
  })
  server.get('/metrics', async (_request: restify.Request, response: restify.Response) => {
    const { type, body } = await deps.metrics()
    response.sendRaw(200, body, { 'content-type': type })
  })
  server.get('/kalender/:token', async (request: restify.Request, response: restify.Response) => {
    const token: unknown = request.params?.token
    const file = typeof token === 'string' ? await deps.calendarFile(token.replace(/\.ics$/, '')) : null
    if (file === null) {
      response.send(404, { error: 'not found' })
      return
    }
    response.setHeader('content-disposition', 'attachment; filename="moede.ics"')
    response.setHeader('cache-control', 'private, no-store')
    // Some calendars believe the header, some the file: both say the same.
    const method = /^METHOD:(\w+)/m.exec(file)?.[1] ?? 'PUBLISH'
    response.sendRaw(200, file, { 'content-type': `text/calendar; charset=utf-8; method=${method}` })
  })

  serveDownloads(server, deps.downloads, deps.clock)

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Fault(
              'PORT_TAKEN',
              `port ${port} is taken: stop the other program, or set PORT to a free port`,
            )
          : error,
      )
    })
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: address.port,
    async stop() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.server.closeIdleConnections()
      await closed
    },
  }
}
