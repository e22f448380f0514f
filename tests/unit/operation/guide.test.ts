import { existsSync, readdirSync, readFileSync } from 'node:fs'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../../../appPackage/settings.ts'
import { createMetrics } from '../../../src/metrics/prometheus.ts'

// Whoever runs the bot has docs/drift.md and nothing else: what the program can say has to stand there.
const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const guide = read('docs/drift.md')

/** The first cell of each row, of the tables below a heading. */
function firstCells(heading: string): string[] {
  const level = /^#+/.exec(heading)?.[0] ?? '##'
  const start = guide.indexOf(`\n${heading}\n`)
  if (start < 0) throw new Error(`docs/drift.md has no heading ${heading}`)
  const rest = guide.slice(start + heading.length + 2)
  const end = rest.search(new RegExp(`^#{1,${level.length}} `, 'm'))
  return [...rest.slice(0, end < 0 ? undefined : end).matchAll(/^\| `([^`]+)` \|/gm)].map(
    ([, cell = '']) => cell,
  )
}

const sources = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => read(`src/${path}`))
  .join('\n')

const matches = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, found = '']) => found)),
]
const sorted = (names: readonly string[]) => names.toSorted()

describe('docs/drift.md names', () => {
  test('every variable of the server, and no other', () => {
    const known = matches(read('src/config.ts'), /'([A-Z]+(?:_[A-Z]+)*)'/g).filter(name => name.length > 3)
    expect(known).toContain('PORT')
    expect(known).toContain('GRAPH_APP_PASSWORD')
    expect(sorted(firstCells('## 4. Sæt variablerne'))).toEqual(sorted(known))
  })

  test('every variable of the app package, and no other', () => {
    const asked = new Set<string>()
    const result = readSettings(
      new Proxy<Record<string, string>>({}, { get: (_, name) => void asked.add(String(name)) }),
    )
    expect(result.ok).toBe(false)
    expect(sorted(firstCells('## 2. Lav app-pakken til Teams'))).toEqual(sorted([...asked]))
  })

  test('every code with which the bot does not start, with what to do', () => {
    const [, union = ''] = /type StartFaultCode =([^/]*)\/\*\*/.exec(read('src/shared/start-fault.ts')) ?? []
    const codes = matches(union, /'([A-Z_]+)'/g)
    expect(codes).toContain('KEY_WRONG')
    const said = firstCells('## Fejlfinding').filter(cell => /^(DB|KEY)_/.test(cell))
    expect(sorted(said)).toEqual(sorted(codes))
  })

  test('every alarm and warning of the log, each under its own', () => {
    const logged = (level: string) => matches(sources, new RegExp(`\\blog\\.${level}\\(\\s*'([^']+)'`, 'g'))
    const said = firstCells('## Loggen')
    expect(logged('error')).toContain('turn.fault')
    expect(sorted(said)).toEqual(sorted([...logged('error'), ...logged('warn')]))
    const [errors = '', warnings = ''] = guide.slice(guide.indexOf('## Loggen')).split('**Advarsler')
    for (const name of logged('error')) expect(errors).toContain(`| \`${name}\` |`)
    for (const name of logged('warn')) expect(warnings).toContain(`| \`${name}\` |`)
  })

  test('every figure of the bot’s own, and what /readyz says', async () => {
    const nothing = { due: 0, oldestDueSeconds: 0, retrying: 0, failed: 0 }
    const { body } = await createMetrics(async () => nothing).page()
    const own = matches(body, /^# TYPE (roed_traad_\w+)/gm).filter(
      name => !/^roed_traad_(process|nodejs)_/.test(name),
    )
    expect(own.length).toBeGreaterThan(5)
    const said = firstCells('## Overvågning')
    expect(sorted(said.filter(name => name.startsWith('roed_traad_')))).toEqual(sorted(own))
    const [, health = ''] = /interface Health \{([^}]*)\}/.exec(sources) ?? []
    expect(said).toEqual(expect.arrayContaining([...matches(health, /^ {2}(\w+):/gm), 'noMailbox']))
  })

  test('every address of the server', () => {
    const routes = matches(sources, /server\.(?:get|post|head)\(\s*'(\/[a-z]+\/?[a-z]*)/g)
    expect(routes).toContain('/metrics')
    expect(routes.filter(route => !guide.includes(`\`${route}`))).toEqual([])
  })
})

describe('docs/drift.md leads', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

  test('to commands that there are', () => {
    const commands = matches(guide, /npm run ([a-z:]+)/g)
    expect(commands).toContain('export')
    expect(commands.filter(name => !(name in scripts))).toEqual([])
    const files = matches(guide, /\bnode (\S+\.m?ts)/g)
    expect(files).toContain('src/main.ts')
    expect(files.filter(path => !existsSync(new URL(path, root)))).toEqual([])
  })

  test('to pages and headings that there are', () => {
    const links = matches(guide, /\]\(([^)\s]+)\)/g).filter(link => !link.startsWith('https:'))
    expect(links.length).toBeGreaterThan(20)
    const lost = links.filter(link => {
      const [path = '', anchor] = link.split('#')
      const page = path === '' ? 'docs/drift.md' : new URL(path, new URL('docs/', root)).href
      if (path !== '' && !existsSync(new URL(page))) return true
      if (anchor === undefined) return false
      const text = path === '' ? guide : readFileSync(new URL(page), 'utf8')
      return !headings(text).includes(anchor)
    })
    expect(lost).toEqual([])
  })

  /** As GitHub makes addresses of them. */
  function headings(text: string): string[] {
    const tokens = new MarkdownIt().parse(text, {})
    return tokens
      .filter((_, index) => tokens[index - 1]?.type === 'heading_open')
      .map(({ content }) =>
        content
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\- _]/gu, '')
          .replaceAll(' ', '-'),
      )
  }
})
