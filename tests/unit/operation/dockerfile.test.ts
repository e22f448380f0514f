import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/config.ts'

// No Docker is needed to see whether the file still fits the project: what it copies, sets and asks is looked at here.
const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

/** The instructions, each on one line. */
const instructions = read('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter(line => line.trim() !== '')
  .map(line => ({ name: line.split(' ', 1)[0] ?? '', rest: line.slice(line.indexOf(' ') + 1).trim() }))

const all = (name: string) => instructions.filter(one => one.name === name).map(({ rest }) => rest)
const only = (name: string) => {
  const [rest = '', ...more] = all(name)
  expect(more).toEqual([])
  return rest
}
/** What comes from the folder of the project, and not from the stage before. */
const copied = [
  ...new Set(
    all('COPY')
      .filter(rest => !rest.startsWith('--from'))
      .flatMap(rest => rest.split(' ').slice(0, -1)),
  ),
]
const environment = Object.fromEntries(
  all('ENV')
    .flatMap(rest => rest.split(' '))
    .map(pair => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
)
const secrets = {
  BOT_APP_ID: '22222222-2222-4222-8222-222222222222',
  BOT_TENANT_ID: '22222222-2222-4222-8222-222222222222',
  BOT_APP_PASSWORD: 'secret',
  DATA_KEYS: '2026a:AAAA',
  PUBLIC_URL: 'https://roedtraad.kommune.example',
}

describe('the image', () => {
  test('has the Node that the project is tested with, in both stages', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>
    }
    const minor = devDependencies.node?.split('.').slice(0, 2).join('.')
    expect(all('FROM')).toEqual([`node:${minor}-slim AS build`, `node:${minor}-slim`])
  })

  test('is made of what is there and is needed: nothing of the tests, the documents or the machine', () => {
    expect(copied.toSorted()).toEqual(['cards', 'package-lock.json', 'package.json', 'prisma', 'src'])
    expect(copied.filter(path => !existsSync(new URL(path, root)))).toEqual([])
    expect(all('ADD')).toEqual([])
  })

  test('is sent nothing else to be made of, and neither the demo nor a key', () => {
    const lines = read('.dockerignore')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
    expect(lines[0]).toBe('*')
    expect(lines.filter(line => line.startsWith('!')).toSorted()).toEqual(
      copied.map(path => `!${path}`).toSorted(),
    )
    expect(lines.slice(1).filter(line => !line.startsWith('!'))).toEqual(['prisma/generated*', 'src/demo'])
  })

  test('is made without dependencies for development, and without running their scripts', () => {
    const [install, ...more] = all('RUN').filter(rest => rest.startsWith('npm'))
    expect(more).toEqual([])
    expect(install).toMatch(/^npm ci --omit=dev --ignore-scripts .*&& node prisma\/generate\.mjs$/)
    expect(existsSync(new URL('prisma/generate.mjs', root))).toBe(true)
  })

  test('holds no secret, and does not start without those that it is given', () => {
    expect(read('Dockerfile')).not.toMatch(/BOT_|DATA_KEYS|PASSWORD|^ARG/m)
    expect(readConfig(environment, [])).toMatchObject({ ok: false })
  })

  test('listens to whoever reaches the container, and keeps its file in the volume', () => {
    const read = readConfig({ ...environment, ...secrets }, [])
    expect(read).toMatchObject({
      ok: true,
      config: { mode: 'teams', host: '0.0.0.0', port: Number(only('EXPOSE')) },
    })
    expect(environment.NODE_ENV).toBe('production')
    expect(environment.DATABASE_URL).toMatch(new RegExp(`^file:${only('VOLUME')}/`))
  })

  test('runs as somebody who is not root, and is stopped as the bot expects', () => {
    expect(only('USER')).toBe('1000:1000')
    expect(all('RUN').join()).toContain(`-o 1000 -g 1000 ${only('VOLUME')}`)
    expect(only('STOPSIGNAL')).toBe('SIGTERM')
    expect(only('CMD')).toBe('["node", "src/main.ts"]')
    expect(existsSync(new URL('src/main.ts', root))).toBe(true)
  })
})

describe('the health check', () => {
  const stops: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
  })

  /** @returns a port on which everything is answered so */
  async function answering(status: number): Promise<{ port: number; asked: string[] }> {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(status).end()
    })
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    stops.push(() => new Promise(closed => server.close(closed)))
    const address = server.address()
    return { port: typeof address === 'object' && address ? address.port : 0, asked }
  }

  const check = (port: number) =>
    new Promise<number | null>(resolve => {
      const [, command = '[]'] = only('HEALTHCHECK').split(' CMD ')
      const [, ...rest] = JSON.parse(command) as string[]
      spawn(process.execPath, rest, { env: { PORT: String(port) }, stdio: 'ignore' }).on('close', resolve)
    })

  test('asks the bot itself whether it runs', async () => {
    const { port, asked } = await answering(200)
    expect(await check(port)).toBe(0)
    expect(asked).toEqual(['/healthz'])
  })

  test('fails when the answer is another, and when nobody answers', async () => {
    const { port } = await answering(500)
    expect(await check(port)).toBe(1)
    await stops.pop()?.()
    expect(await check(port)).toBe(1)
  })
})
