import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { clientOf } from '../../../src/shared/database.prisma.ts'
import type { Log } from '../../../src/shared/log.ts'
import { asksTeam, picks } from '../../support/asked-by-many.ts'
import { startTestBot, type TestBot } from '../../support/bot.ts'
import { buttonData, inputValues } from '../../support/cards.ts'
import { type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { createServers } from '../../support/postgres-databases.ts'
import { lineTo, type PostgresLine } from '../../support/postgres-line.ts'
import { type Solsikken, startSolsikken } from '../../support/solsikken.ts'

/** A PostgreSQL of its own, which may be stopped. */
let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

let url: string
let bot: TestBot
let s: Solsikken
let logged: string[]
const opened: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

/** Lone's team on a database of the server; what is asked of the team waits for the next round. */
async function begin({ lossy = false } = {}): Promise<PostgresLine | null> {
  const made = await createServers(server.url).make()
  url = made.url
  opened.push({ close: made.drop })
  const line = lossy ? await lineTo(url) : null
  if (line) opened.push(line)
  logged = []
  const note: Log['info'] = (event, fields) => void logged.push(`${event} ${JSON.stringify(fields ?? {})}`)
  const log = { info: note, warn: note, error: note }
  bot = await startTestBot({
    postgresUrl: line?.url ?? url,
    log,
    now: '2026-10-05T08:00:00Z',
    rounds: 'kicked',
  })
  opened.push({ close: () => bot.stop() })
  s = await startSolsikken(bot)
  await bot.app.engine.runDue()
  return line
}

const address = () => `http://127.0.0.1:${bot.app.server.port}`
const slots = ['2026-11-10T08:00:00Z', '2026-11-17T08:00:00Z']
const nothingSaved =
  /^Der blev ikke gemt noget\. Det, du skrev, står her stadig\. Prøv igen om lidt\. \(kode [A-Z0-9]{5}\)$/

/** What Jens sends when he has filled in the card that asks him. */
async function filledIn(): Promise<Record<string, unknown>> {
  await asksTeam(bot, s.lone, s.team, slots)
  await bot.app.engine.runDue()
  const card = await s.jens.finds('Send svar')
  return { ...inputValues(card), ...picks(card, () => 'yes'), ...buttonData(card, 'Send svar') }
}

const answersOfJens = () =>
  clientOf(bot.app.core.db.reader).pollAnswer.count({ where: { personId: s.jens.personId } })

/** How many messages each of the team has got. */
const got = () => [s.mette, s.jens, s.ali, s.sara].map(person => person.inbox().length)

describe('a PostgreSQL that is gone for ten minutes', () => {
  test('nothing is lost and nothing repeated, everybody hears what to do, and all goes on by itself', async () => {
    await begin()
    const click = { v: 1, n: 'one', verb: 'settings.save', language: 'da', profession: 'psychologist' }
    // Something is to leave, and cannot any more.
    await asksTeam(bot, s.lone, s.team, slots)
    const before = got()
    const link = new URL(bot.app.core.services.meetings.calendarUrl({ id: 'some' })).pathname
    const timers = process.getActiveResourcesInfo().filter(one => one === 'Timeout').length

    await server.halt()
    let halted = true
    const resume = async () => {
      if (halted) await server.resume()
      halted = false
    }
    opened.push({ close: resume })
    logged.length = 0
    for (let time = 0; time < 5; time += 1) {
      const answer = await s.jens.sends(click)
      // Words beside the card, which stays as it is, filled in.
      expect([answer.status, answer.type]).toEqual([200, 'application/vnd.microsoft.activity.message'])
      expect(answer.words).toMatch(nothingSaved)
    }
    expect((await s.jens.says('hjælp')).text).toMatch(nothingSaved)
    // A line for each of those who were told, with their code, and one for the connection.
    expect(logged.filter(one => one.startsWith('turn.fault'))).toHaveLength(6)
    expect(logged.filter(one => !one.startsWith('turn.fault')).length).toBeLessThanOrEqual(2)

    const [ready, health, metrics, download] = await Promise.all(
      ['/readyz', '/healthz', '/metrics', link].map(path => fetch(address() + path)),
    )
    expect([ready?.status, await ready?.json()]).toEqual([503, { ok: false, database: 'CONNECTION_REFUSED' }])
    expect([health?.status, metrics?.status, download?.status]).toEqual([200, 200, 503])
    expect(await metrics?.text()).toMatch(/^roed_traad_database_up 0$/m)

    // Its rounds fail, and say so in one line each; what the queue does by itself says so in between.
    await vi.waitFor(() => expect(logged.join()).toContain('engine.fault'), 3000)
    const between: string[] = []
    const ofRound = () => logged.filter(one => !one.startsWith('queue.fault'))
    for (let round = 1; round <= 20; round += 1) {
      between.push(...logged.filter(one => one.startsWith('queue.fault')))
      logged.length = 0
      bot.app.engine.kick()
      await vi.waitFor(() => expect(ofRound()).not.toEqual([]))
      expect(ofRound()).toEqual([expect.stringMatching(/^engine\.fault .*(CONNECTION_|ECONN)REFUSED/)])
    }
    // The queue looks after itself four times a minute, however often the engine asks.
    expect(between.length).toBeLessThanOrEqual(3)
    expect(process.getActiveResourcesInfo().filter(one => one === 'Timeout').length).toBeLessThanOrEqual(
      timers + 2,
    )

    bot.clock.set('2026-10-05T08:10:00Z')
    await resume()
    const answer = await s.jens.sends(click)
    expect(typeof answer.value).toBe('object')
    expect(answer.words).toContain('Dine indstillinger er gemt')
    await bot.app.engine.runDue()
    await bot.app.engine.runDue()
    // Jens has been answered once, too.
    expect(got()).toEqual(before.map((count, index) => count + (index === 1 ? 2 : 1)))
    expect((await fetch(`${address()}/readyz`)).status).toBe(200)
    const { rows } = await saying(
      url,
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    )
    expect(rows[0].count).toBeLessThanOrEqual(9)
    for (const one of logged) expect(one).not.toMatch(/postgres(ql)?:|127\.0\.0\.1/)
  })
})

describe('the answer to the order to save is lost', () => {
  test('the person hears that nobody knows, and to press again: it counts once, and the first answer comes', async () => {
    const line = await begin({ lossy: true })
    const click = await filledIn()
    line?.losesAnswerTo('COMMIT')
    const unsure = await s.jens.sends(click)
    expect(unsure.type).toBe('application/vnd.microsoft.activity.message')
    expect(unsure.words).toContain('jeg ved ikke, om det nåede med')
    expect(await answersOfJens()).toBe(2)
    const events = () =>
      clientOf(bot.app.core.db.reader).auditEvent.count({ where: { actorId: s.jens.personId } })
    const recorded = await events()
    // It was saved: the second click gets the answer that the first one did not.
    expect((await s.jens.sends(click)).words).toContain('Dit svar er gemt')
    expect([await answersOfJens(), await events()]).toEqual([2, recorded])
  })

  test('and when it had not been saved, the second click does it', async () => {
    const line = await begin({ lossy: true })
    const click = await filledIn()
    line?.losesOrder('COMMIT')
    expect((await s.jens.sends(click)).words).toContain('jeg ved ikke, om det nåede med')
    expect(await answersOfJens()).toBe(0)
    expect((await s.jens.sends(click)).words).toContain('Dit svar er gemt')
    expect(await answersOfJens()).toBe(2)
  })

  test('Teams delivers the click again by itself: the same', async () => {
    const line = await begin({ lossy: true })
    const click = await filledIn()
    line?.losesAnswerTo('COMMIT')
    await s.jens.sends(click, 'one')
    expect((await s.jens.sends(click, 'one')).words).toContain('Dit svar er gemt')
    expect(await answersOfJens()).toBe(2)
  })
})

async function saying(databaseUrl: string, sql: string) {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}
