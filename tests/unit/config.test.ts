import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'

const guid = '22222222-2222-4222-8222-222222222222'
const real = {
  BOT_APP_ID: guid,
  BOT_TENANT_ID: guid,
  BOT_APP_PASSWORD: 'secret',
  DATA_KEYS: '2026a:AAAA',
  PUBLIC_URL: 'https://roedtraad.kommune.example/',
}

const problemsOf = (env: Record<string, string>, argv: string[] = []) => {
  const result = readConfig(env, argv)
  return result.ok ? [] : result.problems
}

describe('configuration fails closed (R-SEC-1)', () => {
  test('without credentials it is the demo, on loopback only', () => {
    const result = readConfig({ HOST: '0.0.0.0' }, [])
    expect(result).toMatchObject({ ok: true, config: { mode: 'demo', host: '127.0.0.1', bot: null } })
  })

  test('TEAMSAPPTESTER_BROWSER=none opens no browser', () => {
    const opens = (env: Record<string, string>) => {
      const result = readConfig(env, [])
      return result.ok && result.config.demo.openBrowser
    }
    expect(opens({})).toBe(true)
    expect(opens({ TEAMSAPPTESTER_BROWSER: 'none' })).toBe(false)
  })

  test('the demo does not start in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })[0]).toContain('set BOT_APP_ID')
  })

  test.each(['BOT_APP_ID', 'BOT_TENANT_ID', 'BOT_APP_PASSWORD', 'DATA_KEYS', 'PUBLIC_URL'])(
    'without %s the real bot does not start, and the message names it',
    name => {
      expect(problemsOf({ ...real, [name]: '' }).join('\n')).toContain(name)
    },
  )

  test.each(['DATA_KEYS', 'PUBLIC_URL', 'ALLOWED_TENANTS'])(
    'with %s the demo does not start: it would play on a real database',
    name => {
      expect(problemsOf({ [name]: 'x' }).join('\n')).toContain(`unset ${name} for the demo`)
    },
  )

  test('any single credential alone is no demo', () => {
    for (const name of ['BOT_APP_ID', 'BOT_TENANT_ID', 'BOT_APP_PASSWORD', 'BOT_APP_TYPE']) {
      expect(problemsOf({ [name]: guid }).length).toBeGreaterThan(0)
    }
  })

  test('a misspelt app type does not become multi-tenant', () => {
    expect(problemsOf({ ...real, BOT_APP_TYPE: 'SinglTenant' })[0]).toContain(
      'SingleTenant or UserAssignedMSI',
    )
  })

  test('the real configuration is whole and frozen, and only its own tenant is allowed', () => {
    const result = readConfig(real, [])
    if (!result.ok) throw new Error(result.problems.join('\n'))
    expect(result.config.mode).toBe('teams')
    expect(result.config.allowedTenants).toEqual([guid])
    expect(result.config.publicUrl).toBe('https://roedtraad.kommune.example')
    expect(Object.isFrozen(result.config)).toBe(true)
    expect(Object.isFrozen(result.config.allowedServiceHosts)).toBe(true)
    expect(result.config.allowedServiceHosts).not.toContain('localhost')
    expect(result.config.sending).toBe(true)
    expect(readConfig({ ...real, SENDING: 'off' }, [])).toMatchObject({ config: { sending: false } })
  })

  test.each([
    [{ PORT: '80000' }, [], 'PORT'],
    [{ PORT: 'abc' }, [], 'PORT'],
    [{ CLIENT_PORT: '-1' }, [], 'CLIENT_PORT'],
    [{ DATABASE_URL: 'postgres://x' }, [], 'DATABASE_URL'],
    [{ DATABASE_URL: 'mysql://bot:secret@db/roed_traad' }, [], 'must name a SQLite file'],
    [{ LOG_LEVEL: 'loud' }, [], 'LOG_LEVEL'],
    [{ SENDING: 'no' }, [], 'SENDING must be on or off; left out, it is on'],
    [{}, ['--no-klient'], '--no-client'],
  ])('bad input %j %j is named', (env, argv, name) => {
    expect(problemsOf(env, argv).join('\n')).toContain(name)
  })
})

describe('people’s own calendars are opened on purpose (R-SEC-1)', () => {
  const graphOf = (env: Record<string, string>) => {
    const result = readConfig({ ...real, ...env }, [])
    return result.ok ? result.config.graph : result.problems
  }

  test('off by default', () => {
    expect(graphOf({})).toBeNull()
    expect(graphOf({ GRAPH_EVENTS: 'off', GRAPH_FREE_BUSY: 'off' })).toBeNull()
  })

  test('with the bot’s own registration, or with one of their own', () => {
    expect(graphOf({ GRAPH_EVENTS: 'on' })).toMatchObject({
      appId: guid,
      appPassword: 'secret',
      tenantId: guid,
      events: true,
      freeBusy: false,
      graphUrl: 'https://graph.microsoft.com/v1.0',
    })
    const other = '33333333-3333-4333-8333-333333333333'
    expect(
      graphOf({ GRAPH_FREE_BUSY: 'on', GRAPH_APP_ID: other, GRAPH_APP_PASSWORD: 'another' }),
    ).toMatchObject({ appId: other, appPassword: 'another', events: false, freeBusy: true })
  })

  test.each([
    [{ GRAPH_EVENTS: 'yes' }, 'GRAPH_EVENTS must be on or off'],
    [{ GRAPH_EVENTS: 'on', GRAPH_APP_ID: guid }, 'belong together'],
    [{ GRAPH_EVENTS: 'on', GRAPH_APP_ID: 'x', GRAPH_APP_PASSWORD: 'y' }, 'GRAPH_APP_ID is no GUID'],
    [{ GRAPH_APP_PASSWORD: 'y' }, 'nothing is switched on'],
    [{ GRAPH_EVENTS: 'on', BOT_APP_TYPE: 'UserAssignedMSI' }, 'a managed identity has no secret'],
  ])('asked for by half, nothing starts: %o', (env, remedy) => {
    expect(String(graphOf(env))).toContain(remedy)
  })

  test('the demo reaches nobody’s calendar', () => {
    expect(problemsOf({ GRAPH_EVENTS: 'on' }).join('\n')).toContain('unset GRAPH_EVENTS for the demo')
  })
})

describe('a URL of a PostgreSQL', () => {
  const problemsOf = (url: string): string[] => {
    const result = readConfig({ ...real, DATABASE_URL: url }, [])
    return result.ok ? [] : result.problems
  }

  test.each([
    'postgresql://bot:secret@db:5432/roed_traad',
    'postgres://bot:s%2Fe%3Ac%40r%23et@10.0.0.1/roed_traad?sslmode=verify-full',
    'PostgreSQL://bot@[fd00::1]:5432/roed_traad',
    'postgresql:///roed_traad?host=/var/run/postgresql',
    '  postgresql://db/roed_traad ',
  ])('%s', url => expect(problemsOf(url)).toEqual([]))

  test.each([
    ['"postgresql://bot:secret@db/roed_traad"', 'without'],
    ["'postgresql://bot:secret@db/roed_traad'", 'without'],
    ['postgressql://bot:secret@db/roed_traad', 'must name'],
    ['postgresql:bot:secret@db/roed_traad', 'two slashes'],
    ['postgresql:/bot:secret@db/roed_traad', 'two slashes'],
    ['postgresql://bot:secret@db:54x2/roed_traad', 'the port'],
    ['postgresql://bot:secret@db:99999/roed_traad', 'the port'],
    ['postgresql://bot:sec ret@db/roed_traad', '%20'],
    ['postgresql://bot:sec/ret@db/roed_traad', '%2F'],
    ['postgresql://bot:sec#ret@db/roed_traad', '%23'],
    ['postgresql://bot:secret@db:5432', 'names no database'],
    ['postgresql://bot:secret@db:5432/', 'names no database'],
    ['postgresql:///roed_traad', 'names no host'],
  ])('%s: %s', (url, remedy) => {
    const problems = problemsOf(url)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(remedy)
    // The password is in nobody's log.
    expect(problems.join()).not.toMatch(/secret|sec.?ret|bot:/)
  })
})
