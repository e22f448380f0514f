import { z } from 'zod'

/** Everything that the environment decides. Frozen; nothing else reads the environment. */
export interface Config {
  readonly mode: 'demo' | 'teams'
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  /** `id:base64,…`; null in the demo, where a key is kept beside the database */
  readonly dataKeys: string | null
  /** where people's calendars reach this server, without a slash at the end */
  readonly publicUrl: string
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly bot: BotCredentials | null
  /** off: the bot answers whoever writes to it, and sends nothing by itself; for the hour after a restore */
  readonly sending: boolean
  /** people's own calendars, through Microsoft Graph; null: they are left alone */
  readonly graph: GraphAccess | null
  readonly allowedTenants: readonly string[]
  readonly allowedServiceHosts: readonly string[]
  readonly demo: { readonly client: boolean; readonly clientPort: number; readonly openBrowser: boolean }
}

export interface BotCredentials {
  readonly appId: string
  readonly appType: 'SingleTenant' | 'UserAssignedMSI'
  readonly tenantId: string
  readonly appPassword: string
}

/** How the bot signs in to Microsoft Graph, and what for (R-POLL-6). */
export interface GraphAccess {
  readonly tenantId: string
  readonly appId: string
  readonly appPassword: string
  /** puts the meetings into people's own calendars */
  readonly events: boolean
  /** looks when people are busy, and at nothing else */
  readonly freeBusy: boolean
  /** without a slash at the end */
  readonly graphUrl: string
  readonly loginUrl: string
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] }

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const graphNames = ['GRAPH_EVENTS', 'GRAPH_FREE_BUSY', 'GRAPH_APP_ID', 'GRAPH_APP_PASSWORD'] as const
const teamsHosts = ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com']

/**
 * What is wrong with a database's URL.
 * @returns problems with their remedies; nothing of the URL is repeated, for it holds a password
 */
export function databaseProblems(url: string): string[] {
  if (url.startsWith('file:')) return []
  if (/^["'`]/.test(url))
    return [
      'DATABASE_URL begins with a quotation mark: write it without, Docker keeps what stands in an env file',
    ]
  if (!/^postgres(ql)?:/i.test(url))
    return [
      'DATABASE_URL must name a SQLite file, e.g. file:.data/roed-traad.db, or a PostgreSQL database, e.g. postgresql://user:password@host:5432/roed_traad',
    ]
  const parts = URL.parse(url)
  if (!/^postgres(ql)?:\/\//i.test(url) || !parts || /\s/.test(url))
    return [
      'DATABASE_URL cannot be read as postgresql://user:password@host:5432/roed_traad: look at the two slashes and the port, and write the characters / : @ # % ? and spaces of a password as %2F %3A %40 %23 %25 %3F %20',
    ]
  if (parts.hash !== '') return ['DATABASE_URL has a # in it: in a password it is written %23']
  if (parts.pathname === '' || parts.pathname === '/')
    return [
      'DATABASE_URL names no database: it ends with its name, e.g. postgresql://user:password@host:5432/roed_traad',
    ]
  // A socket on the same machine is named in the query.
  if (parts.hostname === '' && !parts.searchParams.has('host'))
    return ['DATABASE_URL names no host, e.g. postgresql://user:password@host:5432/roed_traad']
  return []
}

/**
 * Reads the configuration and fails closed (R-SEC-1): without credentials it is the demo on loopback, with some of
 * them missing or misspelt it is nothing at all.
 * @param argv arguments after the program's name; `--no-client` starts the demo without the local Teams client
 * @returns the frozen configuration, or every problem with its remedy
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): ConfigResult {
  const problems: string[] = []
  const get = (name: string) => env[name]?.trim() || null
  const botNames = ['BOT_APP_ID', 'BOT_TENANT_ID', 'BOT_APP_PASSWORD', 'BOT_APP_TYPE'] as const
  const mode = botNames.some(name => get(name) !== null) ? 'teams' : 'demo'

  const port = number(get('PORT'), 'PORT', 3978, problems)
  const clientPort = number(get('CLIENT_PORT'), 'CLIENT_PORT', 56150, problems)
  const databaseUrl = get('DATABASE_URL') ?? 'file:.data/roed-traad.db'
  const onServer = /^postgres(ql)?:/i.test(databaseUrl)
  problems.push(...databaseProblems(databaseUrl))
  if (onServer && mode === 'demo')
    problems.push(
      'DATABASE_URL names a PostgreSQL database, but the demo keeps its data in a file: unset DATABASE_URL, or set the bot credentials',
    )
  const level = z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .safeParse(get('LOG_LEVEL') ?? (mode === 'demo' ? 'warn' : 'info'))
  if (!level.success) problems.push('LOG_LEVEL must be debug, info, warn, error or silent')
  for (const argument of argv)
    if (argument !== '--no-client') problems.push(`unknown argument ${argument}: only --no-client is known`)
  if (mode === 'demo' && get('NODE_ENV') === 'production')
    problems.push(
      'NODE_ENV is production but no bot credentials are set: set BOT_APP_ID, BOT_TENANT_ID, BOT_APP_PASSWORD and DATA_KEYS',
    )

  for (const name of ['DATA_KEYS', 'PUBLIC_URL', 'ALLOWED_TENANTS', ...graphNames])
    if (mode === 'demo' && get(name))
      problems.push(
        `${name} is set but no bot credentials are: set BOT_APP_ID, BOT_TENANT_ID and BOT_APP_PASSWORD, or unset ${name} for the demo`,
      )

  const bot = mode === 'teams' ? credentials(get, problems) : null
  const graph = bot && graphAccess(get, bot, problems)
  const sending = onOff(get('SENDING'), 'SENDING', 'on', problems)
  if (mode === 'teams' && !get('DATA_KEYS'))
    problems.push(
      'DATA_KEYS is missing: make a key with `openssl rand -base64 32` and set DATA_KEYS=2026a:<the key>; keep a copy outside the database',
    )
  const publicUrl = get('PUBLIC_URL')?.replace(/\/+$/, '') ?? null
  if (mode === 'teams' && !publicUrl?.startsWith('https://'))
    problems.push(
      'PUBLIC_URL is missing or not https: set it to the address that Teams reaches this server by, e.g. https://roedtraad.kommune.dk',
    )

  if (problems.length > 0 || !level.success) return { ok: false, problems }
  const list = (name: string) =>
    (get(name) ?? '')
      .split(',')
      .map(part => part.trim())
      .filter(Boolean)
  const tenants = list('ALLOWED_TENANTS')
  return {
    ok: true,
    config: freeze({
      mode,
      host: mode === 'demo' ? '127.0.0.1' : (get('HOST') ?? '0.0.0.0'),
      port,
      databaseUrl,
      dataKeys: get('DATA_KEYS'),
      publicUrl: publicUrl ?? `http://localhost:${port}`,
      logLevel: level.data,
      bot,
      sending,
      graph,
      allowedTenants: tenants.length > 0 ? tenants : bot ? [bot.tenantId] : [],
      allowedServiceHosts:
        mode === 'demo'
          ? ['localhost', '127.0.0.1', '[::1]']
          : [...teamsHosts, ...list('ALLOWED_SERVICE_HOSTS')],
      demo: {
        client: !argv.includes('--no-client'),
        clientPort,
        // The client's own switch, so that one name serves the demo and the client by itself.
        openBrowser: get('TEAMSAPPTESTER_BROWSER') !== 'none',
      },
    }),
  }
}

function credentials(get: (name: string) => string | null, problems: string[]): BotCredentials {
  const appType = get('BOT_APP_TYPE') ?? 'SingleTenant'
  if (appType !== 'SingleTenant' && appType !== 'UserAssignedMSI')
    problems.push(
      'BOT_APP_TYPE must be SingleTenant or UserAssignedMSI (multi-tenant bots ended in July 2025)',
    )
  for (const name of ['BOT_APP_ID', 'BOT_TENANT_ID']) {
    if (!guid.test(get(name) ?? ''))
      problems.push(`${name} is missing or no GUID: copy it from the app registration in Entra`)
  }
  if (appType === 'SingleTenant' && !get('BOT_APP_PASSWORD'))
    problems.push(
      'BOT_APP_PASSWORD is missing: make a client secret in the app registration in Entra, or use BOT_APP_TYPE=UserAssignedMSI',
    )
  return {
    appId: get('BOT_APP_ID') ?? '',
    tenantId: get('BOT_TENANT_ID') ?? '',
    appPassword: get('BOT_APP_PASSWORD') ?? '',
    appType: appType === 'UserAssignedMSI' ? 'UserAssignedMSI' : 'SingleTenant',
  }
}

/** Off unless asked for; asked for by half, it is nothing at all. */
function graphAccess(
  get: (name: string) => string | null,
  bot: BotCredentials,
  problems: string[],
): GraphAccess | null {
  const events = onOff(get('GRAPH_EVENTS'), 'GRAPH_EVENTS', 'off', problems)
  const freeBusy = onOff(get('GRAPH_FREE_BUSY'), 'GRAPH_FREE_BUSY', 'off', problems)
  const ownId = get('GRAPH_APP_ID')
  const ownPassword = get('GRAPH_APP_PASSWORD')
  if (!events && !freeBusy) {
    if (ownId ?? ownPassword)
      problems.push(
        'GRAPH_APP_ID or GRAPH_APP_PASSWORD is set but nothing is switched on: set GRAPH_EVENTS=on or GRAPH_FREE_BUSY=on, or unset it',
      )
    return null
  }
  if ((ownId === null) !== (ownPassword === null))
    problems.push(
      'GRAPH_APP_ID and GRAPH_APP_PASSWORD belong together: set both, or neither to use the bot’s own registration',
    )
  if (ownId !== null && !guid.test(ownId))
    problems.push('GRAPH_APP_ID is no GUID: copy it from the app registration in Entra')
  if (ownId === null && bot.appType === 'UserAssignedMSI')
    problems.push(
      'GRAPH_APP_ID and GRAPH_APP_PASSWORD are missing: a managed identity has no secret, so make an app registration for the calendars',
    )
  return {
    tenantId: bot.tenantId,
    appId: ownId ?? bot.appId,
    appPassword: ownPassword ?? bot.appPassword,
    events,
    freeBusy,
    graphUrl: 'https://graph.microsoft.com/v1.0',
    loginUrl: 'https://login.microsoftonline.com',
  }
}

function onOff(text: string | null, name: string, usual: 'on' | 'off', problems: string[]): boolean {
  if (text !== null && text !== 'on' && text !== 'off')
    problems.push(`${name} must be on or off; left out, it is ${usual}`)
  return (text ?? usual) === 'on'
}

function number(text: string | null, name: string, fallback: number, problems: string[]): number {
  if (text === null) return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= 0 && value <= 65535) return value
  problems.push(`${name} must be a port number between 0 and 65535`)
  return fallback
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part)
  return Object.freeze(value)
}
