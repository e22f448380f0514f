import { isIP } from 'node:net'

/** What differs from one municipality's app package to another's. */
export interface PackageSettings {
  readonly botAppId: string
  readonly teamsAppId: string
  readonly municipality: string
  readonly websiteUrl: string
  readonly privacyUrl: string
  readonly termsUrl: string
  /** host name without scheme, port or path */
  readonly publicHost: string
}

export type SettingsResult =
  | { readonly ok: true; readonly settings: PackageSettings }
  | { readonly ok: false; readonly problems: string[] }

type Environment = Readonly<Record<string, string | undefined>>

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const ZERO_ID = '00000000-0000-0000-0000-000000000000'
const MAX_DEVELOPER_NAME = 32

/** Placeholders that validate and can be nobody's: `.example` is reserved, and no bot is registered as zero. */
export const DEMO_SETTINGS: PackageSettings = {
  botAppId: ZERO_ID,
  teamsAppId: ZERO_ID,
  municipality: 'Eksempel Kommune (demo)',
  websiteUrl: 'https://kommune.example/roed-traad',
  privacyUrl: 'https://kommune.example/privatliv',
  termsUrl: 'https://kommune.example/vilkaar',
  publicHost: 'roedtraad.kommune.example',
}

/**
 * Reads the package's settings from the environment.
 *
 * @param env BOT_APP_ID, PUBLIC_URL, MUNICIPALITY, PRIVACY_URL and TERMS_URL are needed; TEAMS_APP_ID defaults
 *   to BOT_APP_ID, WEBSITE_URL to the site of PRIVACY_URL. Blank counts as not set.
 * @returns the settings, or one problem per variable that is missing or wrong, each with its remedy
 * @example readSettings({ BOT_APP_ID: 'x' }) // { ok: false, problems: ['BOT_APP_ID is "x". Set it to …', …] }
 */
export function readSettings(env: Environment): SettingsResult {
  const problems: string[] = []
  const read = (name: string, remedy: string, accept: (value: string) => string | undefined): string => {
    const value = env[name]?.trim() ?? ''
    const accepted = value === '' ? undefined : accept(value)
    if (accepted === undefined)
      problems.push(`${name} is ${value === '' ? 'not set' : `"${value}"`}. ${remedy}`)
    return accepted ?? ''
  }
  const optional = (name: string, remedy: string, accept: typeof asGuid, otherwise: string): string =>
    env[name]?.trim() ? read(name, remedy, accept) : otherwise

  const botAppId = read(
    'BOT_APP_ID',
    "Set it to the bot's application (client) id, a uuid that Entra shows under App registrations.",
    asGuid,
  )
  const teamsAppId = optional(
    'TEAMS_APP_ID',
    'Set it to the uuid that the app has in the Teams catalogue, or leave it out to use BOT_APP_ID.',
    asGuid,
    botAppId,
  )
  const publicHost = read(
    'PUBLIC_URL',
    'Set it to the https address at which Teams reaches the bot, such as https://roedtraad.kommune.dk.',
    asPublicHost,
  )
  const municipality = read(
    'MUNICIPALITY',
    `Set it to the municipality's name as Teams is to show it, at most ${MAX_DEVELOPER_NAME} characters.`,
    value => (value.length <= MAX_DEVELOPER_NAME ? value : undefined),
  )
  const privacyUrl = read(
    'PRIVACY_URL',
    "Set it to the https address of the municipality's privacy notice for the bot.",
    asWebPage,
  )
  const termsUrl = read(
    'TERMS_URL',
    "Set it to the https address of the municipality's terms of use for the bot.",
    asWebPage,
  )
  const websiteUrl = optional(
    'WEBSITE_URL',
    'Set it to the https address where people find help with the bot, or leave it out to use the site of PRIVACY_URL.',
    asWebPage,
    privacyUrl && new URL(privacyUrl).origin,
  )
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    settings: { botAppId, teamsAppId, municipality, websiteUrl, privacyUrl, termsUrl, publicHost },
  }
}

/** The zero id is the demo package's: a package made for real must not carry it by mistake. */
function asGuid(value: string): string | undefined {
  return GUID.test(value) && value !== ZERO_ID ? value.toLowerCase() : undefined
}

function asWebPage(value: string): string | undefined {
  const url = httpsUrl(value)
  return url && value.length <= 2048 ? url.href : undefined
}

/** Teams reaches the bot from the internet: neither an address nor a bare machine name can be what is meant. */
function asPublicHost(value: string): string | undefined {
  const host = httpsUrl(value)?.hostname
  return host?.includes('.') && isIP(host) === 0 ? host : undefined
}

function httpsUrl(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return url?.protocol === 'https:' && url.username === '' ? url : undefined
}
