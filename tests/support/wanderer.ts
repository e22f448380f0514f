import { watchCards } from '../../src/cards/define-card.ts'
import type { Language } from '../../src/shared/action.ts'
import type { LogFields } from '../../src/shared/log.ts'
import type { Card } from '../../src/shared/outcome.ts'
import { type TestBot, type TestPerson, tenantId } from './bot.ts'
import { inputValues, nodes } from './cards.ts'
import type { CardNode } from './fake-teams.ts'
import { openMeetingRoom } from './meeting-room.ts'

/** What is typed into a text field. `nth`: how often this field was filled in before. */
export type Typing = (field: { id: string; multiline: boolean; longest: number }, nth: number) => string

export interface Wandering {
  typing: Typing
  language: Language
  /** every card that is drawn on the way, with who is at it */
  sees(card: Card): void
  /** a fault, or a card that is too large: it must not happen */
  fails(what: string): void
  /** every line that is logged on the way, as it would be written */
  logs?(line: string): void
  /** the bot, before anybody presses anything */
  meets?(bot: TestBot): Promise<void>
  /** at most so many clicks of the coordinator in one round; the others make fewer */
  clicks: number
}

interface Button {
  card: CardNode
  verb: string
  /** the verb, and which step or place it is about, whatever the meeting, item or person */
  kind: string
  title: string
  data: Record<string, unknown>
  /** the one that leads on */
  likely: boolean
  /** what cannot be undone waits for the last round */
  final: boolean
}

const name = 'Noah Lund'
const problem = { id: 'problem', multiline: true, longest: 2000 }
/** Forms are asked for · sent out · the meeting of the 24th begins · its action points are due · what is left. */
const days = ['2026-11-09', '2026-11-20', '2026-11-24', '2026-11-25', '2026-12-15'].map(
  day => new Date(`${day}T08:00:00Z`),
)
/** These take people, meetings and items out of everybody's way: only in the last round. */
const disturbing =
  /^(absence\.add|agenda\.(delete|replace|postpone|next|move)|consent\.(end|refuse)|form\.takeBack|meeting\.(cancel|confirmMove|uninvite)|poll\.cancel|team\.(remove|restart)|run\.(defer|skip|takeBack))$/
/** How often one person does the same in one round: a meeting has some items, not fifty. */
const mostInOneDay = 3
const meetingDay = '2026-11-24'
const ofTheMeeting = /^run\.start$/
/** These end something: first comes what can be done before. */
const closing = /^(minutes\.approve|run\.end|form\.submit|poll\.confirm)$/

/**
 * Walks through the product as six people who press every button they meet: each button of each card once a round,
 * those of the newest card first, with all fields filled in. Between the rounds, days pass. No flow is spelled out,
 * so that a new feature is met without being named here.
 */
export async function wander(options: Wandering): Promise<void> {
  watchCards(options.sees)
  const logs = (event: string, fields?: LogFields) => options.logs?.(JSON.stringify({ event, ...fields }))
  const room = await openMeetingRoom('2026-11-09T07:00:00Z', { info: logs, warn: logs, error: logs })
  const { bot, lone, mette, jens, sara, ida, bo } = room
  try {
    await options.meets?.(bot)
    const noah = await room.adds({
      child: name,
      about: options.typing(problem, 0),
      formFillerId: ida.personId,
    })
    await room.adds({ child: 'Alma Skov', about: options.typing(problem, 1), formFillerId: lone.personId })
    await room.adds({ about: options.typing(problem, 2) })
    await room.consents(noah)
    // Something has to go wrong, or nothing is logged.
    await bot.post({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: 'https://elsewhere.example/',
      from: { id: lone.conversationId, name: lone.name },
      recipient: { id: '28:bot' },
      conversation: { id: lone.conversationId, conversationType: 'personal', tenantId },
      text: options.typing(problem, 0),
    })
    const walkers = [lone, ida, mette, jens, sara, bo]
    const habits = new Map(walkers.map(person => [person, new Map<string, number>()]))
    const filled = new Map<string, number>()
    for (const person of options.language === 'en' ? walkers : []) {
      await person.says('indstillinger')
      await person.presses('settings.save', { ...inputValues(person.card), language: 'en' })
    }
    for (const day of days) {
      await bot.passTo(day)
      for (const [index, person] of walkers.entries()) {
        const pressed = habits.get(person) ?? new Map<string, number>()
        const clicks = Math.ceil(options.clicks / (index + 1))
        await walk(bot, person, { ...options, clicks, last: day === days.at(-1), pressed, filled })
      }
    }
  } finally {
    watchCards(null)
    await room.stop()
  }
}

interface Walk extends Wandering {
  last: boolean
  /** kind of button → how often this person has pressed it, in this round and before */
  pressed: Map<string, number>
  /** field → how often it has been filled in */
  filled: Map<string, number>
}

async function walk(bot: TestBot, person: TestPerson, options: Walk): Promise<void> {
  const { pressed } = options
  const known = new Set<string>()
  const today = new Map<string, number>()
  const day = bot.clock.now().toISOString().slice(0, 10)
  let waiting: Button[] = []
  const meet = (card: CardNode | null) => {
    for (const button of buttonsOf(card).reverse()) {
      const key = JSON.stringify({ ...button.data, n: 0, d: 0 })
      if (
        known.has(key) ||
        today.get(button.kind) === mostInOneDay ||
        (!options.last && (button.final || disturbing.test(button.verb))) ||
        (day < meetingDay && ofTheMeeting.test(button.verb))
      )
        continue
      known.add(key)
      waiting.push(button)
    }
  }
  for (const { card } of person.inbox().slice(-8)) meet(card)
  meet((await person.says('start')).card)
  for (let clicks = 0; clicks < options.clicks && waiting.length > 0; clicks += 1) {
    // What this person has done least often; of that, what the newest card offers.
    const often = ({ verb, kind, likely }: Button) =>
      (pressed.get(kind) ?? 0) + (closing.test(verb) ? 2 : 0) - (likely ? 1 : 0)
    const least = Math.min(...waiting.map(often))
    const next = waiting.findLast(button => often(button) === least)
    if (!next) break
    waiting = waiting.filter(button => button !== next)
    today.set(next.kind, (today.get(next.kind) ?? 0) + 1)
    if (today.get(next.kind) === mostInOneDay) waiting = waiting.filter(button => button.kind !== next.kind)
    pressed.set(next.kind, (pressed.get(next.kind) ?? 0) + 1)
    const from = bot.teams.sent.length
    const data = { ...fill(next.card, bot.clock.now(), options), ...next.data }
    // An old card would put its old language back.
    if (next.verb === 'settings.save') Object.assign(data, { language: options.language })
    const answer = await person.sends(data).catch((error: Error) => error)
    const went = answer instanceof Error ? answer.message : `${answer.status} ${answer.words}`
    if (answer instanceof Error || answer.status !== 200 || /\((kode|code) /.test(answer.words))
      options.fails(`${person.name} pressed ${next.title} (${next.verb}): ${went}`)
    await bot.app.engine.runDue()
    for (const { card, conversationId } of bot.teams.sent.slice(from))
      if (conversationId === person.conversationId) meet(card)
    if (!(answer instanceof Error) && typeof answer.value !== 'string') meet(answer.value)
  }
}

function buttonsOf(card: CardNode | null): Button[] {
  return [...nodes(card)]
    .filter(node => node.type === 'Action.Execute')
    .map(node => ({
      card: node.associatedInputs === 'none' || !card ? {} : card,
      verb: String(node.verb),
      kind: kindOf(node.data as Record<string, unknown>),
      title: String(node.title),
      data: node.data as Record<string, unknown>,
      likely: node.style === 'positive',
      final: node.style === 'destructive',
    }))
}

const kindOf = (data: Record<string, unknown>) =>
  Object.values(data)
    .filter(value => typeof value === 'string' && value.length < 30)
    .join(' ')

/** What stands in the fields, and something in those that are empty. */
function fill(
  card: CardNode,
  now: Date,
  { typing, filled }: { typing: Typing; filled: Map<string, number> },
): Record<string, string> {
  const values: Record<string, string> = {}
  for (const node of nodes(card)) {
    const id = String(node.id)
    const type = String(node.type)
    if (!type.startsWith('Input.')) continue
    const nth = filled.get(id) ?? 0
    filled.set(id, nth + 1)
    const value = type === 'Input.Text' || !node.value ? made(node, type, nth) : String(node.value)
    if (value !== '') values[id] = value
  }
  return values

  function made(node: CardNode, type: string, nth: number): string {
    switch (type) {
      case 'Input.Text':
        return typing(
          {
            id: String(node.id),
            multiline: node.isMultiline === true,
            longest: Number(node.maxLength ?? 2000),
          },
          nth,
        )
      case 'Input.Date':
        return dayFrom(now, /given|told/i.test(String(node.id)) ? -2 : 14 + nth)
      case 'Input.Time':
        return '10:00'
      case 'Input.Number':
        return String(node.min ?? 5)
      case 'Input.Toggle':
        return 'true'
      case 'Input.ChoiceSet':
        return chosen(node, nth)
      default:
        return ''
    }
  }
}

const dayFrom = (now: Date, days: number) =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

function chosen(node: CardNode, nth: number): string {
  const values = (node.choices as { value: string }[])
    .map(choice => choice.value)
    .filter(value => value !== '')
  // Often the last choice means none of the others, and goes with none of them.
  if (node.isMultiSelect) return values.slice(0, nth % 4 === 3 ? -1 : undefined).join(',')
  // The way on is behind *nej* where something stops at *ja*.
  const no = values.find(value => /^(no|nej|false)$/.test(value))
  if (no !== undefined && nth % 4 !== 3) return no
  return values[nth % Math.max(1, values.length)] ?? ''
}
