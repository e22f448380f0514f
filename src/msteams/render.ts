import type { Activity } from 'botbuilder'
import { button } from '../cards/button.ts'
import { notice } from '../cards/notice.ts'
import { textsIn } from '../locales/texts.ts'
import type { Language, Performed } from '../shared/action.ts'
import { Fault } from '../shared/errors.ts'
import type { Card, CardJson, Message } from '../shared/outcome.ts'
import { withCapital } from '../shared/text.ts'

/** The version of what a button carries. A card with another one is answered with how to go on. */
export const payloadVersion = 1

/** What comes back from a click, as Teams wants it in the invoke response's body. */
export interface InvokeBody {
  statusCode: number
  type: string
  value: unknown
}

export interface Stamp {
  /** one drawn card: lets a second click on it be recognised */
  instance: string
  /** the posted message it belongs to */
  deliveryId: string | null
}

/** What an outcome shows: one card, or plain words that leave the card and what was typed on it standing. */
export type Shown = { type: 'card'; card: Card } | { type: 'words'; text: string }

/** Turns what an action came to into what is shown. The same for a click and for a typed command. */
export function shownFor(performed: Performed | { type: 'overtaken' }, language: Language): Shown {
  const t = textsIn(language).common
  const plain = (heading: string, text: string, next: string): Shown => ({
    type: 'card',
    card: notice({ lang: language, heading, next, buttons: [button(t.start, 'start.open')] }, text),
  })
  if (performed.type === 'unreadable') return plain(t.unreadableHeading, t.unreadable, t.unreadableNext)
  // The card stays, since what stands typed on it may not have been taken.
  if (performed.type === 'overtaken') return { type: 'words', text: t.overtaken }
  if (performed.type === 'cpr') return { type: 'words', text: t.cpr }
  const { outcome } = performed
  switch (outcome.type) {
    case 'view':
      return { type: 'card', card: outcome.card }
    case 'text':
      return { type: 'words', text: outcome.text }
    case 'refuse':
      return outcome.card ? { type: 'card', card: outcome.card } : plain(t.notNow, outcome.text, t.startNext)
    case 'nothingHere':
      if (outcome.written) return { type: 'words', text: `${t.nothingHere} ${t.stillHere}` }
      return plain(t.nothingHereHeading, t.nothingHere, t.startNext)
  }
}

/** As the answer to a click: this reader's own view, so a fetched card may be in it. */
export function toInvokeBody(shown: Shown, stamp: Stamp): InvokeBody {
  if (shown.type === 'words')
    return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: shown.text }
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: stamped(shown.card.json, stamp),
  }
}

/**
 * As a message in a chat. A fetched card must not rest there (P2).
 * @throws Fault CARD_WOULD_REST for a fetched card: the caller posts an opener instead
 */
export function toActivity(message: Message, stamp: Stamp): Partial<Activity> {
  if (message.card.rests !== 'posted')
    throw new Fault('CARD_WOULD_REST', `card ${message.card.name} is a reader's own view and is never posted`)
  return {
    type: 'message',
    summary: message.summary,
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: stamped(message.card.json, stamp) },
    ],
  }
}

/**
 * The message with a line of its own at the end: its reader may have it already, and need not do anything twice. Nobody
 * can know what became of an attempt that broke off, and it must not be lost.
 */
export function sayingPerhapsAgain({ card, summary }: Message, language: Language): Message {
  const { perhapsAgain: text } = textsIn(language).common
  const run = { type: 'TextRun', text, size: 'Small', isSubtle: true }
  const line = { type: 'RichTextBlock', spacing: 'Small', inlines: [run] }
  const body = Array.isArray(card.json.body) ? (card.json.body as unknown[]) : []
  const buttons = body.findLastIndex(
    part => part !== null && typeof part === 'object' && 'type' in part && part.type === 'ActionSet',
  )
  const place = buttons === body.length - 1 ? body.length - 1 : body.length
  return { summary, card: { ...card, json: { ...card.json, body: body.toSpliced(place, 0, line) } } }
}

/** What stands in the place of a posted card that is no longer true: nothing to press but the way to what is so. */
export function overMessage(lang: Language): Message {
  const t = textsIn(lang).common
  const buttons = [button(t.start, 'start.open')]
  return { card: notice({ lang, heading: t.overHeading, next: t.over, buttons }, ''), summary: t.overHeading }
}

/** What stands in the chat for a card that may not: a button that fetches it for whoever presses it. */
export function opener(
  language: Language,
  title: string,
  verb: string,
  payload: Record<string, unknown>,
): Card {
  const t = textsIn(language).common
  const references = Object.fromEntries(
    Object.entries(payload).filter(
      (entry): entry is [string, string | number | boolean] => typeof entry[1] !== 'object',
    ),
  )
  return notice(
    {
      lang: language,
      heading: withCapital(title),
      next: t.openInPrivate,
      buttons: [button(t.open, verb, references)],
    },
    '',
  )
}

/** What an action and its fallback have in common. */
const onBoth = ['title', 'style', 'mode', 'associatedInputs'] as const

/** Adds to every action what recognises a second click, and the fallback for clients without Action.Execute. */
function stamped(json: CardJson, stamp: Stamp): CardJson {
  return walk(json) as CardJson

  function walk(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(walk)
    if (node === null || typeof node !== 'object') return node
    const record = node as Record<string, unknown>
    if (record.type === 'Action.Execute') return execute(record)
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, walk(value)]))
  }

  function execute(action: Record<string, unknown>): Record<string, unknown> {
    const data = {
      ...(action.data as object),
      v: payloadVersion,
      n: stamp.instance,
      ...(stamp.deliveryId ? { d: stamp.deliveryId } : {}),
    }
    const shared = Object.fromEntries(onBoth.filter(key => key in action).map(key => [key, action[key]]))
    return { ...action, data, fallback: { type: 'Action.Submit', ...shared, data } }
  }
}
