import type { CardJson } from '../shared/outcome.ts'

/** The message of a mistake right below its input, as templates write it. */
const isMessage = (element: CardJson | undefined): element is CardJson & { text: string } =>
  element?.type === 'TextBlock' && element.color === 'Attention' && element.spacing === 'None'
const isLabelled = ({ type, label }: CardJson): boolean =>
  String(type).startsWith('Input.') && typeof label === 'string' && label !== ''

const parts = ['body', 'items', 'columns'] as const

/**
 * What is wrong with a field becomes part of its label, in a box that stands out. An input has no other name than its
 * label for a screen reader, and Adaptive Cards tie no text below it to it: it would be heard after the field.
 * @example an input 'Begrundelse' with 'Skriv en begrundelse.' below it // an input 'Begrundelse – Skriv en begrundelse.'
 */
export function tieMessages(element: CardJson): CardJson {
  const tied = { ...element }
  for (const part of parts) if (Array.isArray(tied[part])) tied[part] = tieAll(tied[part] as CardJson[])
  return tied
}

function tieAll(elements: readonly CardJson[]): CardJson[] {
  const tied: CardJson[] = []
  for (const element of elements) {
    const field = tied.at(-1)
    if (field && isLabelled(field) && isMessage(element)) {
      const label = `${String(field.label)} – ${element.text}`
      tied.splice(-1, 1, { type: 'Container', style: 'attention', items: [{ ...field, label }] })
    } else tied.push(tieMessages(element))
  }
  return tied
}
