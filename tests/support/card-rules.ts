import { toInvokeBody } from '../../src/msteams/render.ts'
import type { Card, CardJson } from '../../src/shared/outcome.ts'
import { headingOf, nodes } from './cards.ts'
import { type Drawing, draw } from './draw.ts'
import type { CardNode } from './fake-teams.ts'

/** What markdown, HTML or a mention would have become. The product's own words make none of it either. */
const layout =
  'strong, em, code, pre, ul, ol, li, h1, h2, h3, h4, h5, h6, hr, blockquote, script, at, b, .ac-textBlock a, img[src*="x.example"]'
const longestHeading = 70

/** The card as it leaves: with what recognises a second click, and the fallback of each button. */
export const asSent = (card: Card): CardJson =>
  toInvokeBody(
    { type: 'card', card },
    { instance: '00000000-0000-4000-8000-000000000000', deliveryId: '00000000-0000-4000-8000-000000000000' },
  ).value as CardJson

/**
 * What is wrong with a card, whatever it is about: for the official renderer, for Teams, for somebody who uses a
 * screen reader or a keyboard, for what was typed into it.
 * @returns complaints in words; none for a good card
 */
export function complaintsAbout(card: Card): { complaints: string[]; drawing: Drawing } {
  const sent = asSent(card)
  const drawing = draw(sent)
  const complaints = drawing.complaints.map(complaint => `the renderer: ${complaint}`)
  if (Number(card.json.version) > 1.5) complaints.push(`version ${String(card.json.version)}`)
  if (!card.json.lang) complaints.push('no language')
  complaints.push(...aboutHeading(card), ...aboutInputs(card, drawing), ...aboutButtons(card))
  complaints.push(...aboutText(card, drawing))
  for (const node of nodes(card.json)) {
    if (node.type === 'Image' && !node.altText) complaints.push('an image without altText')
    if (node.type === 'Action.ShowCard') complaints.push('a hidden card: its inputs would not be sent')
  }
  return { complaints, drawing }
}

function aboutHeading(card: Card): string[] {
  const heading = headingOf(card.json)
  const headings = [...nodes(card.json)].filter(node => node.style === 'heading')
  if (headings.length !== 1) return [`${headings.length} headings`]
  if (heading.trim() === '') return ['an empty heading']
  return heading.length > longestHeading ? [`a heading of ${heading.length} characters: ${heading}`] : []
}

function aboutInputs(card: Card, { element }: Drawing): string[] {
  const complaints: string[] = []
  const ids = new Set<unknown>()
  for (const input of nodes(card.json)) {
    if (!String(input.type).startsWith('Input.')) continue
    if (!isText(input.label)) complaints.push(`input ${String(input.id)} has no label`)
    if (input.isRequired && !isText(input.errorMessage))
      complaints.push(`required input ${String(input.id)} has no errorMessage`)
    if (ids.has(input.id)) complaints.push(`two inputs are called ${String(input.id)}`)
    ids.add(input.id)
  }
  for (const node of nodes(card.json)) {
    const listed =
      node.type === 'Input.ChoiceSet' && (node.style !== 'compact' || node.isMultiSelect === true)
    if ((listed || node.type === 'Input.Toggle' || node.type === 'TextBlock') && node.wrap !== true)
      complaints.push(
        `${String(node.type)} ${String(node.id ?? node.text)} does not wrap: it is cut on a phone`,
      )
  }
  for (const control of element.querySelectorAll('input, select, textarea')) {
    const named =
      control.getAttribute('aria-label') ||
      control.getAttribute('aria-labelledby') ||
      element.querySelector(`label[for="${control.id}"]`)
    if (!named) complaints.push(`no accessible name: ${control.outerHTML.slice(0, 80)}`)
  }
  return complaints
}

function aboutButtons(card: Card): string[] {
  const complaints: string[] = []
  for (const set of nodes(card.json)) {
    if (set.type !== 'ActionSet') continue
    const visible = (set.actions as CardNode[]).filter(action => action.mode !== 'secondary')
    if (visible.length > 3) complaints.push(`${visible.length} buttons beside each other`)
  }
  for (const action of nodes(card.json)) {
    if (!String(action.type).startsWith('Action.')) continue
    const title = String(action.title ?? '').trim()
    if (title === '' || /^ok(ay)?\b/i.test(title)) complaints.push(`a button called »${title}«`)
    if (action.type === 'Action.Execute' && (action.data as CardNode).verb !== action.verb)
      complaints.push(`button »${title}« carries another verb than its own`)
    for (const [name, value] of Object.entries((action.data ?? {}) as CardNode))
      if (typeof value === 'string' && mayReadAsCpr(value))
        complaints.push(`button »${title}«: ${name} may read as a CPR number some day: ${value.slice(0, 60)}`)
  }
  return complaints
}

function aboutText(card: Card, { element }: Drawing): string[] {
  const complaints: string[] = []
  for (const made of element.querySelectorAll(layout))
    if (made.getAttribute('role') !== 'heading')
      complaints.push(`layout out of text: ${made.outerHTML.slice(0, 90)}`)
  for (const node of nodes(card.json))
    for (const key of ['text', 'title', 'label', 'placeholder', 'errorMessage'] as const) {
      const text = String(node[key] ?? '')
      if (/\{\{\s*(DATE|TIME)\s*\(/i.test(text) && node.type !== undefined)
        complaints.push(`a date that clients compute: ${text.slice(0, 60)}`)
      if (/<\s*\/?\s*at\s*>/i.test(text) && node.type !== undefined)
        complaints.push(`a mention: ${text.slice(0, 60)}`)
    }
  return complaints
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** Known to the guard at the door, or a time: neither is taken for a number that somebody typed. */
const knownForm = new RegExp(`^(?:${uuid}(?:,${uuid})*|\\d{4}-\\d{2}-\\d{2}(?:T[\\d:.]+Z)?)$`)

/** Made of ids or of hashes, it holds ten digits by chance: then a click that is good is refused (R-CONS-8). */
const mayReadAsCpr = (value: string): boolean =>
  !knownForm.test(value) && /\d/.test(value) && value.length >= 20

const isText = (value: unknown) => typeof value === 'string' && value.trim() !== ''
