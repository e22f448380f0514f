import type { CardNode } from './fake-teams.ts'

/** Every object of a card, depth first. */
export function* nodes(card: unknown): Generator<CardNode> {
  if (Array.isArray(card)) for (const part of card) yield* nodes(part)
  else if (card !== null && typeof card === 'object') {
    yield card as CardNode
    for (const part of Object.values(card)) yield* nodes(part)
  }
}

/** As a reader sees it: a space that holds two words together looks like any other. */
export function plainSpaces<T>(json: T): T {
  return json === undefined ? json : (JSON.parse(JSON.stringify(json).replaceAll('\u00a0', ' ')) as T)
}

/** What a person reads on a card: headings, lines, labels and the words on buttons, one a line. */
export function wordsOf(card: unknown): string {
  const words: string[] = []
  for (const node of nodes(card)) {
    for (const key of ['text', 'label', 'title', 'value', 'placeholder'] as const) {
      if (node.type !== 'Action.Submit' && typeof node[key] === 'string') words.push(node[key])
    }
  }
  return words.join('\n')
}

export function headingOf(card: unknown): string {
  for (const node of nodes(card))
    if (node.type === 'TextBlock' && node.style === 'heading') return String(node.text)
  return ''
}

/** The data of the button with this title, or with this verb. */
export function buttonData(card: unknown, titleOrVerb: string): CardNode {
  for (const node of nodes(card)) {
    if (node.type !== 'Action.Execute') continue
    if (node.title === titleOrVerb || node.verb === titleOrVerb) return node.data as CardNode
  }
  throw new Error(`no button ${titleOrVerb} among: ${buttonTitles(card).join(' · ')}`)
}

export function buttonTitles(card: unknown): string[] {
  const titles: string[] = []
  for (const node of nodes(card)) if (node.type === 'Action.Execute') titles.push(String(node.title))
  return titles
}

/** What the inputs hold as the card comes: what Teams sends when nothing is typed. */
export function inputValues(card: unknown): Record<string, string> {
  const values: Record<string, string> = {}
  for (const node of nodes(card)) {
    if (String(node.type).startsWith('Input.') && typeof node.id === 'string' && node.value !== undefined)
      values[node.id] = String(node.value)
  }
  return values
}

/** The values that can be chosen in a field, in their order. */
export function inputChoices(card: unknown, id: string): string[] {
  const field = [...nodes(card)].find(node => node.id === id)
  return ((field?.choices ?? []) as { value: string }[]).map(({ value }) => value)
}

/** Bytes of a card as Teams counts them: UTF-16. */
export const sizeOf = (json: unknown): number => JSON.stringify(json).length * 2

/** Our own limit for any card (teams-platform: about 100 KB for a whole message, trouble from 70). */
export const largestCard = 40 * 1024
