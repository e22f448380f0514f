import { randomUUID } from 'node:crypto'
import type { Tx } from '../../src/shared/transaction.ts'
import { everyRow } from './at-rest.ts'
import type { TestBot } from './bot.ts'

/** What became of the clicks that were delivered again. */
export interface Ledger {
  /** verbs of which a click changed something: more than what was looked at, and what was answered */
  readonly done: Set<string>
  /** where a delivery did something again, or was answered otherwise */
  readonly faults: Set<string>
  /** how often a button of this kind has been delivered again, in whatever scene */
  readonly tried: Map<string, number>
}

export const emptyLedger = (): Ledger => ({ done: new Set(), faults: new Set(), tried: new Map() })

/** Teams delivers again when it has had no answer for some 15 s. */
const laterMs = 20_000
/** The same button elsewhere finds another state; after that it is pressed once, for the sake of the play. */
const oftenEnough = { write: 2, read: 1 }

type Effect = keyof typeof oftenEnough
interface Posted {
  status: number
  body: unknown
}
type Activity = Parameters<TestBot['post']>[0]
type Deliver = () => Promise<Posted>
type Rows = ReadonlyMap<string, readonly string[]>
interface Change {
  table: string
  gone: readonly string[]
  come: readonly string[]
}

/** One click, and the ways to deliver it. */
interface Click {
  verb: string
  /** with the id of the first delivery */
  same: Deliver
  /** with a new id; the card and what was filled in are the same */
  anew: Deliver
}

/**
 * From now on a click in this play is delivered five times: at once with the same id, and with a new one while the first
 * is under way; and 20 s later, when what was due has left, both ways again. Whoever made the click gets the first answer.
 *
 * One effect: after the first delivery the database stays as it is, to the last row; so none of the others makes it easier
 * for the next one, and each is as if it had been the only one. Nobody else does anything meanwhile, so decision 0002
 * allows no other answer than the first.
 */
export function deliversAgain(bot: TestBot, ledger: Ledger): void {
  const { post } = bot
  const watch = watchWrites(bot)

  bot.post = async activity => {
    const { verb, kind, data } = clickIn(activity)
    const effect: Effect | undefined = verb === '' ? undefined : bot.app.registry.action(verb)?.effect
    const tried = ledger.tried.get(kind) ?? 0
    if (effect === undefined || tried >= oftenEnough[effect]) return post(activity)
    ledger.tried.set(kind, tried + 1)
    // A play may leave out what every drawn card has.
    data.n ??= randomUUID()
    const click: Click = {
      verb,
      same: () => post(activity),
      anew: () => post({ ...activity, id: randomUUID() }),
    }
    return effect === 'write'
      ? deliversWrite(bot, ledger, watch, click)
      : deliversRead(bot, ledger, watch, click)
  }
}

async function deliversWrite(bot: TestBot, ledger: Ledger, watch: Watch, click: Click): Promise<Posted> {
  const { verb, same, anew } = click
  const complain = complaining(ledger, verb)
  const { before, afterOne, after, answers } = await atOnce(bot, watch, click)
  const [first] = answers
  complain('at once', changes(afterOne, after))

  await bot.app.engine.runDue()
  passes(bot)
  await bot.app.engine.runDue()
  const settled = await wholeOf(bot)
  const sent = bot.teams.sent.length
  answers.push(await same(), await anew())
  await bot.app.engine.runDue()
  complain('20 s later', changes(settled, await wholeOf(bot)))
  if (bot.teams.sent.length > sent) ledger.faults.add(`${verb}: a message was sent once more`)

  for (const answer of answers)
    if (JSON.stringify(answer) !== JSON.stringify(first))
      ledger.faults.add(`${verb}: answered ${JSON.stringify(first)} and then ${JSON.stringify(answer)}`)
  const alone = ['ProcessedActivity', 'AuditEvent']
  if (changes(before, afterOne).some(({ table }) => !alone.includes(table))) ledger.done.add(verb)
  return first
}

/** What the first look at something leaves: that it was opened, or that somebody is back. */
const leftByFirstLook = ['FormReceipt', 'Person', 'ConversationReference']

async function deliversRead(bot: TestBot, ledger: Ledger, watch: Watch, click: Click): Promise<Posted> {
  const { verb, same, anew } = click
  const complain = complaining(ledger, verb)
  const { before, after, answers } = await atOnce(bot, watch, click)
  const [first] = answers
  passes(bot)
  answers.push(await same(), await anew())
  const later = changes(after, await wholeOf(bot))
  const now = changes(before, after).filter(({ table }) => !leftByFirstLook.includes(table))
  complain('another look', [...now, ...later].filter(onMoreThanRecord))

  // Every look is on record; whatever else happened at the first one happened once.
  const sights = new Set(actionsIn(later))
  const others = actionsIn(now).filter(action => !sights.has(action))
  if (new Set(others).size < others.length)
    ledger.faults.add(`${verb}: on record twice, ${others.join(' and ')}`)

  // Each time it is a card of its own.
  const drawn = ({ status, body }: Posted) =>
    JSON.stringify({ status, body }).replace(/"n":"[0-9a-f-]{36}"/g, '"n":""')
  for (const answer of answers)
    if (drawn(answer) !== drawn(first))
      ledger.faults.add(`${verb}: showed ${drawn(first)} and then ${drawn(answer)}`)
  return first
}

interface AtOnce {
  before: Rows
  /** as the first delivery left it */
  afterOne: Rows
  after: Rows
  answers: [Posted, ...Posted[]]
}

async function atOnce(bot: TestBot, watch: Watch, { same, anew }: Click): Promise<AtOnce> {
  const before = await wholeOf(bot)
  const flight = watch.begin(before)
  const first = same()
  // Not before: another id would be taken for the first, and then nothing is known of two with the same one.
  await Promise.race([flight.underWay, first])
  const others = [same(), anew()] as const
  for (const other of others) other.then(flight.arrives, flight.arrives)
  const answers: AtOnce['answers'] = [await first, ...(await Promise.all(others))]
  return { before, afterOne: flight.lands() ?? before, after: await wholeOf(bot), answers }
}

interface Flight {
  /** the first write is asked for */
  underWay: Promise<void>
  /** One of the other deliveries was answered. */
  arrives(): void
  /** @returns how the write that remembered its answer left the database; null: none did */
  lands(): Rows | null
}

interface Watch {
  begin(before: Rows): Flight
}

/**
 * Looks into each write before it is saved: there is no other moment between two clicks at once. The first one is held
 * until both others wait for their turn: whatever they look up before that, they look up before anything was saved.
 */
function watchWrites(bot: TestBot): Watch {
  const { db } = bot.app.core
  const { write } = db
  let asks = () => {}
  let look: ((tx: Tx) => Promise<void>) | null = null
  db.write = work => {
    asks()
    return write(async tx => {
      const result = await work(tx)
      await look?.(tx)
      return result
    })
  }
  return {
    begin(before) {
      let found: Rows | null = null
      const underWay = Promise.withResolvers<void>()
      const bothThere = Promise.withResolvers<void>()
      let there = -1
      const arrives = () => {
        there += 1
        if (there === 0) underWay.resolve()
        if (there === 2) bothThere.resolve()
      }
      asks = arrives
      look = async tx => {
        if (found) return
        const now = await rowsIn(tx)
        if (!changes(before, now).some(({ table }) => table === 'ProcessedActivity')) return
        found = now
        await bothThere.promise
      }
      const lands = () => {
        look = null
        asks = () => {}
        return found
      }
      return { underWay: underWay.promise, arrives, lands }
    },
  }
}

/** The button that was pressed; no verb: it is no click. */
function clickIn(activity: Activity): { verb: string; kind: string; data: Record<string, unknown> } {
  if (activity.name !== 'adaptiveCard/action') return { verb: '', kind: '', data: {} }
  const { data } = (activity.value as { action: { data: Record<string, unknown> } }).action
  const verb = String(data.verb)
  const short = Object.entries(data).filter(([, value]) => typeof value === 'string' && value.length < 15)
  return { verb, kind: [verb, ...short.map(([, value]) => value)].join(' '), data }
}

const passes = (bot: TestBot) => bot.clock.set(new Date(bot.clock.now().getTime() + laterMs))

const wholeOf = (bot: TestBot) => rowsIn(bot.app.core.db.reader)

/** The whole database, each table's rows in no order; that a card was in somebody's hands is no effect of a click. */
async function rowsIn(reader: Tx): Promise<Rows> {
  const tables = new Map<string, string[]>()
  for (const { table, row } of await everyRow(reader)) {
    const rows = tables.get(table) ?? []
    tables.set(table, rows)
    rows.push(
      JSON.stringify({ ...row, touchedAt: null }, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    )
  }
  return tables
}

function changes(before: Rows, after: Rows): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(table => {
    const was = new Set(before.get(table))
    const is = new Set(after.get(table))
    const gone = [...was].filter(row => !is.has(row))
    const come = [...is].filter(row => !was.has(row))
    return gone.length + come.length > 0 ? [{ table, gone, come }] : []
  })
}

const onMoreThanRecord = ({ table, gone }: Change) => table !== 'AuditEvent' || gone.length > 0

const actionsIn = (found: readonly Change[]): string[] =>
  found
    .filter(({ table }) => table === 'AuditEvent')
    .flatMap(({ come }) => come.map(row => String((JSON.parse(row) as { action: unknown }).action)))

const complaining = (ledger: Ledger, verb: string) => (when: string, found: readonly Change[]) => {
  for (const { table, gone, come } of found)
    ledger.faults.add(`${verb}, ${when}: ${table} lost ${gone.join()} and got ${come.join()}`)
}
