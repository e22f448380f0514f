import { readFileSync } from 'node:fs'
import { Template } from 'adaptivecards-templating'
import { z } from 'zod'
import type { Language } from '../shared/action.ts'
import { Fault } from '../shared/errors.ts'
import type { Card, CardJson } from '../shared/outcome.ts'
import { buttonField } from './button.ts'
import { compareFields } from './template-fields.ts'
import { tieMessages } from './tied-messages.ts'

const folder = new URL('../../cards/', import.meta.url)

/**
 * What every card has, top to bottom (shared anatomy): where am I, heading, context, a problem, a question or a confirmation,
 * the content, what happens next, buttons (the first three stand visible, the rest behind the three dots).
 */
export interface Frame {
  lang: Language
  heading: string
  where?: string
  context?: string
  problem?: string
  /** nothing is wrong: it wants to be sure */
  asks?: string
  saved?: string
  /** what happens now, who does it and when (P5) */
  next: string
  buttons?: readonly CardJson[]
}

const frameSchema = z.object({
  lang: z.string(),
  where: z.string(),
  heading: z.string(),
  context: z.string(),
  problem: z.string(),
  asks: z.string(),
  saved: z.string(),
  next: z.string(),
  buttons: z.array(buttonField),
})

export interface CardDefinition<S extends z.ZodObject> {
  (frame: Frame, data: z.input<S>): Card
  readonly cardName: string
  readonly schema: S
  readonly rests: Card['rests']
}

const definitions = new Map<string, CardDefinition<z.ZodObject>>()

let watcher: ((card: Card) => void) | null = null

/** Shows the gallery and its tests every card that is drawn, under its name, with what was in it. Null ends it. */
export function watchCards(watch: ((card: Card) => void) | null): void {
  watcher = watch
}

/** Every card of the product, for the gallery and the tests that draw them all. */
export const allCards = (): ReadonlyMap<string, CardDefinition<z.ZodObject>> => definitions

/**
 * Turns `cards/<name>.json` (the content between the frame's context and its last lines) and the schema of its data
 * into a function from typed data to a card.
 * Text that a person typed, names among them, belongs in a TextRun or an input's value: a TextBlock reads markdown.
 * @param rests `posted` for cards that may stand in a chat (nothing about a child), `fetched` for a reader's own view
 * @throws Fault CARD_TEMPLATE at start when template and schema do not name the same fields
 * @example const notice = defineCard('notice', z.object({ lines: z.array(z.object({ text: z.string() })) }), 'posted')
 */
export function defineCard<S extends z.ZodObject>(
  name: string,
  schema: S,
  rests: Card['rests'],
): CardDefinition<S> {
  if (definitions.has(name)) throw new Fault('CARD_TEMPLATE', `two cards are called ${name}: rename one`)
  const content = readJson(`${name}.json`)
  if (!Array.isArray(content))
    throw new Fault('CARD_TEMPLATE', `cards/${name}.json must be an array of elements`)
  const template = intoFrame(content)
  const framed = Object.keys(schema.shape).filter(field => field in frameSchema.shape)
  if (framed.length > 0)
    throw new Fault(
      'CARD_TEMPLATE',
      `the frame of card ${name} has fields called ${framed.join(', ')}: rename its own`,
    )
  const whole = z.object({ ...schema.shape, ...frameSchema.shape })
  const complaints = compareFields(template, whole)
  if (complaints.length > 0)
    throw new Fault('CARD_TEMPLATE', `cards/${name}.json and its schema differ: ${complaints.join('; ')}`)
  const compiled = new Template(template)

  const draw = (frame: Frame, data: z.input<S>): Card => {
    const parsed = whole.safeParse({
      ...data,
      where: '',
      context: '',
      problem: '',
      asks: '',
      saved: '',
      ...frame,
      buttons: (frame.buttons ?? []).map((action, index) =>
        index < 3 ? action : { ...action, mode: 'secondary' },
      ),
    })
    if (!parsed.success) {
      const fields = parsed.error.issues.map(issue => issue.path.join('.')).join(', ')
      throw new Fault('CARD_DATA', `data for card ${name} does not fit its schema at: ${fields}`)
    }
    const json = tieMessages(compiled.expand({ $root: parsed.data }) as CardJson)
    const card: Card = { name, rests, json }
    watcher?.(card)
    return card
  }
  const definition: CardDefinition<S> = Object.assign(draw, { cardName: name, schema, rests })
  definitions.set(name, definition as unknown as CardDefinition<z.ZodObject>)
  return definition
}

function intoFrame(content: readonly unknown[]): CardJson {
  const frame = readJson('frame.json') as { body: unknown[] }
  return { ...frame, body: frame.body.flatMap(part => (isPlace(part) ? content : [part])) }
}

const isPlace = (part: unknown) => typeof part === 'object' && part !== null && 'content' in part

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  } catch (error) {
    throw new Fault('CARD_TEMPLATE', `cards/${file} is missing or is not JSON`, { cause: error })
  }
}
