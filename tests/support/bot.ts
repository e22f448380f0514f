import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, compose } from '../../src/compose.ts'
import { type GraphAccess, readConfig } from '../../src/config.ts'
import type { Actor, Profession } from '../../src/shared/action.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { type Log, silentLog } from '../../src/shared/log.ts'
import { bytesOf, everyRow } from './at-rest.ts'
import { buttonData, buttonTitles, inputValues, largestCard, plainSpaces, sizeOf, wordsOf } from './cards.ts'
import { databaseOnServer, testKeys } from './database.ts'
import { type CardNode, type FakeTeams, type SentActivity, startFakeTeams } from './fake-teams.ts'
import { passTo } from './passing.ts'
import { watchTrail } from './trail.ts'

/** A clock that stands until it is moved. */
export interface TestClock {
  now(): Date
  set(instant: string | Date): void
}

export const tenantId = '11111111-1111-4111-8111-111111111111'

/** The whole product, driven through its front door, with a fake Teams at the far end. */
export interface TestBot {
  app: App
  teams: FakeTeams
  clock: TestClock
  /** Moves the clock through everything that falls due on the way, as time would. */
  passTo(instant: string | Date): Promise<void>
  person(name: string, profession?: Profession, options?: { tenantId?: string }): Promise<TestPerson>
  post(activity: Record<string, unknown>): Promise<{ status: number; body: unknown }>
  /** changes that the audit log knew nothing of; `stop` complains of them */
  unaudited: ReadonlySet<string>
  /** Everything as it rests, for tests that look for what must not be there: the file's bytes, or a server's rows. */
  atRest(): Promise<Buffer>
  /** Stops the product and starts it anew on the same database; people and their cards stay. */
  restarts(): Promise<void>
  stop(): Promise<void>
}

/** Somebody with the bot in their own chat. They see cards and press buttons. */
export interface TestPerson {
  name: string
  personId: string
  /** as they chose it when they came */
  profession: Profession
  conversationId: string
  /** the latest card of theirs, posted or answered */
  card: CardNode
  words(): string
  says(text: string): Promise<SentActivity>
  /** Presses a button of a card (the latest, unless given) with what is filled in; the answer is the latest card. */
  presses(title: string, fields?: Record<string, unknown>, card?: CardNode): Promise<Answer>
  /** Sends a click that no card of ours made. */
  sends(data: Record<string, unknown>, activityId?: string): Promise<Answer>
  /** all that was posted to this person */
  inbox(): SentActivity[]
  /** takes the newest posted card with this button, or these words, in hand */
  finds(words: string): Promise<CardNode>
}

export interface Answer {
  status: number
  type: string
  value: CardNode | string
  words: string
}

/**
 * @param options `rounds`: what is due leaves when a test asks for it, and not on a busy machine a little before or
 *   after it has moved the clock; `kicked`: by itself after each click, as in real life
 */
export async function startTestBot(
  options: {
    now?: string
    log?: Log
    databaseUrl?: string
    /** a PostgreSQL of the test's own, which it may stop */
    postgresUrl?: string
    rounds?: 'asked' | 'kicked'
    /** as after a restore: the bot answers, and sends nothing by itself */
    sending?: boolean
    /** people's own calendars; without it the municipality has not opened them */
    graph?: GraphAccess
  } = {},
): Promise<TestBot> {
  const folder = await mkdtemp(join(tmpdir(), 'roed-traad-'))
  const teams = await startFakeTeams()
  let current = new Date(options.now ?? '2026-10-05T08:00:00Z')
  const clock: TestClock = {
    now: () => new Date(current),
    set(instant) {
      current = new Date(instant)
    },
  }
  const databaseUrl = options.databaseUrl ?? `file:${join(folder, 'test.db')}`
  const read = readConfig({ PORT: '0', DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' }, ['--no-client'])
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const { postgresUrl } = options
  const made =
    options.databaseUrl === undefined && postgresUrl === undefined ? await databaseOnServer() : null
  const serverUrl = postgresUrl ?? made?.url
  const where = serverUrl === undefined ? {} : { databaseUrl: serverUrl, dataKeys: testKeys }
  const trails: ReadonlySet<string>[] = []
  async function start(): Promise<App> {
    if (!read.ok) throw new Error('there is no configuration')
    const started = await compose(
      { ...read.config, ...where, graph: options.graph ?? null, sending: options.sending ?? true },
      {
        clock,
        ids: randomIds,
        log: options.log ?? silentLog,
        sweepEveryMs: 3_600_000,
        durable: false,
        ...(options.rounds !== 'kicked' && { askEveryMs: 3_600_000 }),
      },
    )
    if (options.rounds !== 'kicked') started.engine.kick = () => undefined
    // It watches by triggers of SQLite's.
    if (serverUrl === undefined) trails.push(await watchTrail(started))
    return started
  }
  const app = await start()

  const post: TestBot['post'] = async activity => {
    const response = await fetch(`http://127.0.0.1:${bot.app.server.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
  }

  const bot: TestBot = {
    app,
    teams,
    clock,
    post,
    get unaudited() {
      return new Set(trails.flatMap(trail => [...trail]))
    },
    async atRest() {
      if (serverUrl === undefined) return bytesOf(join(folder, 'test.db'))
      return Buffer.from(
        (await everyRow(bot.app.core.db.reader)).flatMap(({ row }) => Object.values(row)).join('\n'),
      )
    },
    passTo: instant => passTo(bot.app, clock, instant),
    person: (name, profession, more) => person(bot, name, profession, more?.tenantId ?? tenantId),
    async restarts() {
      await bot.app.stop()
      bot.app = await start()
    },
    async stop() {
      await bot.app.stop()
      await teams.stop()
      await rm(folder, { recursive: true, force: true })
      await made?.drop()
      if (bot.unaudited.size > 0)
        throw new Error(`changed without an event in the audit log: ${[...bot.unaudited].join(' · ')}`)
    },
  }
  return bot
}

/** The person as the services know them now, with the teams they are in. */
export async function actorOf(bot: TestBot, { name, personId }: TestPerson): Promise<Actor> {
  const { db, services } = bot.app.core
  const actor = await services.people.actorById(db.reader, personId)
  if (!actor) throw new Error(`${name} is not there`)
  return actor
}

/** Whatever a test fills in, every card that comes of it fits into a message. */
function checkSize(name: string, card: CardNode): void {
  const size = sizeOf(card)
  if (size > largestCard) throw new Error(`${name} got a card of ${size} bytes: page it`)
}

async function person(
  bot: TestBot,
  name: string,
  profession: Profession | undefined,
  tenant: string,
): Promise<TestPerson> {
  const aadObjectId = randomUUID()
  const conversationId = `a:${aadObjectId}`
  const envelope = () => ({
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: bot.teams.serviceUrl,
    from: { id: `29:${aadObjectId}`, name, aadObjectId },
    recipient: { id: '28:bot', name: 'Rød Tråd' },
    conversation: { id: conversationId, conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    locale: 'da-DK',
  })
  /** What leaves of itself meanwhile answers nobody: the reply is the message that names this activity. */
  const answered = async (activity: { id: string; [key: string]: unknown }): Promise<SentActivity> => {
    await bot.post(activity)
    return bot.teams.waitFor(({ replyToId }) => replyToId === activity.id)
  }
  const answerOf = (response: { status: number; body: unknown }): Answer => {
    const body = plainSpaces(response.body ?? {}) as { type?: string; value?: CardNode | string }
    const value = body.value ?? ''
    if (typeof value !== 'string') checkSize(name, value)
    return {
      status: response.status,
      type: body.type ?? '',
      value,
      words: typeof value === 'string' ? value : wordsOf(value),
    }
  }

  const self: TestPerson = {
    name,
    personId: '',
    profession: profession ?? 'other',
    conversationId,
    card: {},
    words: () => wordsOf(self.card),
    async says(text) {
      const reply = await answered({ ...envelope(), type: 'message', text })
      if (reply.card) checkSize(name, reply.card)
      if (reply.card) self.card = reply.card
      return reply
    },
    async sends(data, activityId) {
      const activity = { ...envelope(), type: 'invoke', name: 'adaptiveCard/action' }
      const value = { action: { type: 'Action.Execute', data, verb: data.verb }, trigger: 'manual' }
      return answerOf(await bot.post({ ...activity, ...(activityId ? { id: activityId } : {}), value }))
    },
    async presses(title, fields = {}, card = self.card) {
      const data = { ...inputValues(card), ...fields, ...buttonData(card, title) }
      const answer = await self.sends(data)
      if (typeof answer.value !== 'string') self.card = answer.value
      await bot.app.engine.runDue()
      return answer
    },
    inbox: () => bot.teams.sent.filter(activity => activity.conversationId === conversationId),
    async finds(words) {
      await bot.app.engine.runDue()
      const hit = self
        .inbox()
        .findLast(
          ({ card }) =>
            card !== null && (wordsOf(card).includes(words) || buttonTitles(card).includes(words)),
        )
      if (!hit?.card) {
        const seen = self.inbox().map(activity => wordsOf(activity.card))
        throw new Error(`${name} has no card with »${words}«; the cards were:\n${seen.join('\n---\n')}`)
      }
      self.card = hit.card
      return hit.card
    },
  }
  const first = await answered({ ...envelope(), type: 'installationUpdate', action: 'add' })
  self.card = first.card ?? {}
  const { core } = bot.app
  const found = await core.services.people.arrive(core.db.reader, {
    tenantId: tenant,
    externalId: aadObjectId,
    teamsUserId: `29:${aadObjectId}`,
    name,
  })
  self.personId = found?.actor.personId ?? ''
  if (profession) await self.presses('Gem og fortsæt', { profession })
  return self
}
