/**
 * `npm run bench`: how much slower than a bot that does nothing the product is, and what a sweep costs.
 * Everything is measured against a bare SDK bot on the same machine in the same run, in turns, since a ratio says
 * more than a time. Prints a table and JSON; `--json FILE` writes the JSON to a file too, `--only proposals` measures
 * that alone, `--only load` two hundred
 * people at once and the digests of twenty thousand. docs/performance.md tells how to read it. Loopback only; needs nothing but this checkout.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bot, result, startBot } from './children.ts'
import type { DigestFigures } from './digests.ts'
import { type Load, measure, median, quantile, type Round } from './load.ts'
import { type Clicks, click, crowd } from './people.ts'
import type { ProposalFigures } from './proposals.ts'
import { type Compared, type Figures, type LoadFigures, loadTable, proposalTable, table } from './report.ts'
import type { SweepFigures } from './sweep.ts'

const programs = {
  bare: new URL('./bare.ts', import.meta.url),
  real: new URL('./real.ts', import.meta.url),
  seed: new URL('./seed.ts', import.meta.url),
  sweep: new URL('./sweep.ts', import.meta.url),
  proposals: new URL('./proposals.ts', import.meta.url),
  digests: new URL('./digests.ts', import.meta.url),
}
const warmUps = 2
const rounds = 9
const starts = 4
const perRound = {
  one: { clients: 1, requests: 250, seconds: 1.5 },
  crowd: { clients: crowd, requests: 600, seconds: 1.5 },
}

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } })
if (values.only && values.only !== 'proposals' && values.only !== 'load')
  throw new Error('--only takes: proposals, load')
const folder = await mkdtemp(join(tmpdir(), 'roed-traad-bench-'))
try {
  const { figures, text } = await measured()
  console.log(text)
  const json = JSON.stringify(figures, null, 2)
  console.log(json)
  if (values.json) await writeFile(values.json, `${json}\n`)
} finally {
  await rm(folder, { recursive: true, force: true })
}

function proposals(): Promise<ProposalFigures[]> {
  say('proposing …')
  return result<ProposalFigures[]>(programs.proposals, { FOLDER: folder })
}

/** What was asked for, and how to show it. */
async function measured(): Promise<{ figures: object; text: string }> {
  if (values.only === 'load') {
    const figures = await load()
    return { figures, text: loadTable(figures) }
  }
  if (values.only === 'proposals') {
    const figures = { proposals: await proposals() }
    return { figures, text: proposalTable(figures.proposals) }
  }
  const figures = await run()
  return { figures, text: table(figures) }
}

/** Each of them votes at the same moment, again and again; and everybody's digest is due at once. */
async function load(): Promise<LoadFigures> {
  const people = 200
  const environment = {
    DATABASE_URL: `file:${join(folder, 'load.db')}`,
    LOG_LEVEL: 'error',
    CROWD: `${people}`,
  }
  say('filling a database …')
  const clicks = await result<Clicks>(programs.seed, environment)
  let count = 0
  const voting = (client: number) => {
    count += 1
    return click(client, clicks.poll[client]?.[Math.floor(count / people) % 2] ?? {})
  }
  const bare = await startBot(programs.bare, {}, voting(0))
  const real = await startBot(programs.real, environment, voting(0))
  try {
    say('two hundred at once …')
    const work = { clients: people, requests: people, seconds: 60, activity: voting }
    const heap: number[] = []
    const atOnce = await compare(bare, real, work, 14, async () => void heap.push(await heapOf(real)))
    await Promise.all([bare.stop(), real.stop()])
    say('twenty thousand digests …')
    const digests = await result<DigestFigures>(programs.digests, { FOLDER: folder })
    return { people, atOnce, heapMb: heap, digests }
  } finally {
    await Promise.all([bare.stop(), real.stop()])
  }
}

/** Megabytes of the heap in use, as the process says itself: what is garbage but not collected yet included. */
async function heapOf({ port }: Bot): Promise<number> {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Math.round(Number(/^roed_traad_nodejs_heap_size_used_bytes (\S+)/m.exec(page)?.[1]) / 2 ** 20)
}

async function run(): Promise<Figures> {
  const environment = { DATABASE_URL: `file:${join(folder, 'bench.db')}`, LOG_LEVEL: 'error' }
  say('filling a database …')
  const clicks = await result<Clicks>(programs.seed, environment)
  const opening = (client: number) => click(client, clicks.agenda[client] ?? {})
  let count = 0
  const voting = (client: number) => {
    const ways = clicks.poll[client] ?? []
    count += 1
    return click(client, ways[Math.floor(count / crowd + count) % ways.length] ?? {})
  }

  say('starting both …')
  const start = await compareStarts(environment, opening(0))
  const bare = await startBot(programs.bare, {}, opening(0))
  const real = await startBot(programs.real, environment, opening(0))
  try {
    say('reading …')
    const read = await compareBoth(bare, real, opening)
    say('writing …')
    const write = await compareBoth(bare, real, voting)
    say('sweeping …')
    await Promise.all([bare.stop(), real.stop()])
    const sweep = await result<SweepFigures[]>(programs.sweep, { FOLDER: folder })
    return {
      machine: { processors: cpus().length, model: cpus()[0]?.model.trim() ?? '', node: process.version },
      start,
      read: { action: 'agenda.open', ...read },
      write: { action: 'poll.answer', ...write },
      sweep,
      proposals: await proposals(),
    }
  } finally {
    await Promise.all([bare.stop(), real.stop()])
  }
}

/** In turns: what else the machine does falls on both. */
async function compareStarts(environment: Record<string, string>, first: object): Promise<Figures['start']> {
  const times: Record<'bare' | 'real' | 'fresh', number[]> = { bare: [], real: [], fresh: [] }
  for (let number = 0; number < starts; number += 1) {
    const fresh = { ...environment, DATABASE_URL: `file:${join(folder, `fresh-${number}.db`)}` }
    for (const [name, bot] of [
      ['bare', await startBot(programs.bare, {}, first)],
      ['real', await startBot(programs.real, environment, first)],
      ['fresh', await startBot(programs.real, fresh, first)],
    ] as const) {
      await bot.stop()
      if (number > 0) times[name].push(bot.startMs)
    }
  }
  const [bareMs, realMs, freshMs] = [median(times.bare), median(times.real), median(times.fresh)]
  return { bareMs, realMs, ratio: realMs / bareMs, freshDatabaseMs: freshMs }
}

async function compareBoth(bare: Bot, real: Bot, activity: (client: number) => object) {
  return {
    oneClient: await compare(bare, real, { ...perRound.one, activity }),
    twentyClients: await compare(bare, real, { ...perRound.crowd, activity }),
  }
}

async function compare(
  bare: Bot,
  real: Bot,
  work: Omit<Load, 'port'>,
  times = rounds,
  after: () => Promise<void> = async () => undefined,
): Promise<Compared> {
  const seen: Record<'bare' | 'real', Round[]> = { bare: [], real: [] }
  for (let number = 0; number < warmUps + times; number += 1) {
    for (const [name, { port }] of [
      ['bare', bare],
      ['real', real],
    ] as const) {
      const round = await measure({ port, ...work })
      if (number >= warmUps) seen[name].push(round)
    }
    await after()
  }
  const of = (name: 'bare' | 'real') => {
    const latencies = seen[name].flatMap(round => round.latencies)
    const perSecond = median(seen[name].map(round => round.latencies.length / round.seconds))
    return { p50Ms: median(latencies), p99Ms: quantile(latencies, 0.99), perSecond }
  }
  const [one, other] = [of('bare'), of('real')]
  const byRound = seen.real.map(
    (round, number) => median(round.latencies) / median(seen.bare[number]?.latencies ?? []),
  )
  return {
    bare: one,
    real: other,
    ratio: {
      p50: other.p50Ms / one.p50Ms,
      p50OfRounds: [Math.min(...byRound), Math.max(...byRound)],
      p99: other.p99Ms / one.p99Ms,
      perSecond: other.perSecond / one.perSecond,
    },
  }
}

function say(text: string): void {
  console.error(text)
}
