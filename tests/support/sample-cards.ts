import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { button } from '../../src/cards/button.ts'
import { allCards, type CardDefinition } from '../../src/cards/define-card.ts'
import { pngOf } from '../../src/documents/png.ts'
import { webPicture } from '../../src/features/oversight/self-assessment/web/model.ts'
import { defaultComponents } from '../../src/features/policy/assessment/model.ts'
import type { Language } from '../../src/shared/action.ts'
import type { Card, CardJson } from '../../src/shared/outcome.ts'
import { shown } from '../../src/shared/text.ts'
import { hostileText } from './typing.ts'

/** Characters of a picture inside a card, at most: the words of the card need their room too. */
export const largestPicture = 12_288

export type Filling = 'shortest' | 'longest' | 'hostile'
export const fillings: readonly Filling[] = ['shortest', 'longest', 'hostile']

type Use =
  | 'words'
  | 'label'
  | 'text'
  | 'typed'
  | 'id'
  | 'day'
  | 'time'
  | 'toggle'
  | 'number'
  | 'colour'
  | 'picture'

/** Loads every cards.ts of the product, so that a new one is found without being named anywhere. */
export async function loadCards(): Promise<ReadonlyMap<string, CardDefinition<z.ZodObject>>> {
  const root = new URL('../../src/', import.meta.url)
  for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (entry.endsWith('cards.ts') || entry.endsWith('notice.ts')) await import(new URL(entry, root).href)
  }
  return allCards()
}

/** A card with made-up data of its schema: what a person types where the template shows typed text, words elsewhere. */
export function sampleCard(definition: CardDefinition<z.ZodObject>, filling: Filling, lang: Language): Card {
  const uses = usesOf(definition.cardName)
  let counter = 0
  const data = object(definition.schema, '', 0)
  const long = filling === 'longest'
  return definition(
    {
      lang,
      heading: long ? words(8) : words(3),
      where: filling === 'shortest' ? '' : shown(typed(0)),
      context: filling === 'shortest' ? '' : shown(typed(0)),
      next: filling === 'shortest' ? '' : words(20),
      ...(long ? { problem: words(12), saved: words(12) } : {}),
      buttons: Array.from({ length: long ? 5 : 1 }, (_, index) =>
        button(`${words(2)} ${index}`, 'sample.verb', { itemId: 'x' }),
      ),
    },
    data,
  )

  function object(schema: z.ZodObject, path: string, depth: number): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [name, value(field, `${path}${name}`, depth)]),
    )
  }

  function value(field: unknown, path: string, depth: number): unknown {
    if (field instanceof z.ZodReadonly || field instanceof z.ZodDefault || field instanceof z.ZodOptional)
      return value(field.def.innerType, path, depth)
    if (field instanceof z.ZodObject) return object(field, `${path}.`, depth)
    // An anonymous item has other controls in the place of those of a named one.
    if (field instanceof z.ZodBoolean) return path.endsWith('anonymous') === (filling === 'shortest')
    if (field instanceof z.ZodEnum) return field.options[0]
    if (field instanceof z.ZodNumber) return 3
    if (field instanceof z.ZodArray) return array(field, path, depth)
    if (field instanceof z.ZodCustom) return button(words(1), 'sample.verb', { itemId: 'x' })
    return text(uses.get(path) ?? 'words', path, depth)
  }

  function array(field: z.ZodArray, path: string, depth: number): unknown[] {
    const most = field.element instanceof z.ZodCustom || depth > 0 ? 3 : 4
    const length =
      filling === 'shortest' ? (isChoices(field.element) ? 2 : 1) : filling === 'longest' ? most : 2
    return Array.from({ length }, (_, index) =>
      isChoices(field.element)
        ? { title: uses.get(path) === 'typed' ? choice() : words(2), value: `value-${index}` }
        : value(field.element, `${path}`.replace(/\.$/, ''), depth + 1),
    )
  }

  function text(use: Use, path: string, depth: number): string {
    switch (use) {
      case 'id':
        counter += 1
        return `${path.replace(/\W/g, '_')}_${counter}`
      case 'day':
        return '2026-12-01'
      case 'time':
        return '09:00'
      case 'toggle':
        return 'true'
      case 'number':
        return '5'
      case 'colour':
        return 'Default'
      case 'picture':
        return picture
      case 'typed':
        return typed(depth)
      case 'text':
        return shown(typed(depth))
      case 'label':
        return filling === 'hostile' ? shown(hostileText) : words(filling === 'longest' ? 12 : 2)
      case 'words':
        return words(filling === 'longest' ? 12 : 2)
    }
  }

  function choice(): string {
    if (filling === 'hostile') return hostileText
    return filling === 'shortest' ? 'A' : 'Lone Holm-Kristoffersen, dagtilbudsleder'
  }

  function typed(depth: number): string {
    if (filling === 'hostile') return hostileText
    if (filling === 'shortest') return 'A'
    return 'Læselyst på rødgrød med fløde. '.repeat([20, 6][depth] ?? 3).trim()
  }

  function words(count: number): string {
    const list = ['Næste', 'skridt', 'aftales', 'på', 'mødet', 'i', 'børnehaven', 'tirsdag']
    return Array.from({ length: count }, (_, index) => list[index % list.length]).join(' ')
  }
}

/** A real one, made as large as a card's picture ever is: a reader ignores what comes after its end. */
const picture = (() => {
  const spokes = defaultComponents.map(({ da }, index) => ({
    name: da.name,
    score: 1 + (index % 5),
    before: 3,
  }))
  const file = Buffer.from(pngOf(webPicture({ spokes, called: { now: '2027', before: '2026' } })))
  const whole = Buffer.concat([file, Buffer.alloc(Math.max(0, (largestPicture / 4) * 3 - file.length))])
  return `data:image/png;base64,${whole.toString('base64')}`
})()

const isChoices = (element: unknown) =>
  element instanceof z.ZodObject && Object.keys(element.shape).sort().join() === 'title,value'

const inputUses: Readonly<Record<string, Use>> = {
  'Input.Date': 'day',
  'Input.Time': 'time',
  'Input.Toggle': 'toggle',
  'Input.Number': 'number',
}

/** How the template uses each field: as a control's value or id, as typed text, or as the product's own words. */
export function usesOf(cardName: string): Map<string, Use> {
  const template = JSON.parse(
    readFileSync(new URL(`../../cards/${cardName}.json`, import.meta.url), 'utf8'),
  ) as unknown
  const uses = new Map<string, Use>()
  walk(template, '')
  return uses

  function walk(node: unknown, scope: string): void {
    if (Array.isArray(node)) {
      for (const part of node) walk(part, scope)
      return
    }
    if (node === null || typeof node !== 'object') return
    const { $data, ...parts } = node as CardJson
    const list = typeof $data === 'string' ? /^\$\{(\w+)\}$/.exec($data)?.[1] : undefined
    const inner = list ? `${scope}${list}.` : scope
    for (const [key, part] of Object.entries(parts)) {
      if (typeof part === 'string') note(parts, key, part, inner)
      else walk(part, inner)
    }
  }

  function note(node: CardJson, key: string, text: string, scope: string): void {
    for (const [, inside = ''] of text.matchAll(/\$\{([^}]*)\}/g)) {
      const field = /^(\$root\.)?(\w+)$/.exec(inside)
      if (!field || key.startsWith('$')) continue
      const path = field[1] ? (field[2] ?? '') : `${scope}${field[2]}`
      const use = useOf(node, key)
      if (!uses.has(path) || use === 'words') uses.set(path, use)
    }
  }

  function useOf(node: CardJson, key: string): Use {
    const type = String(node.type)
    if (key === 'id') return 'id'
    if (type === 'Image' && key === 'url') return 'picture'
    if (key === 'color' || key === 'style') return 'colour'
    if (type === 'TextRun' && key === 'text') return 'text'
    // The renderer makes a TextRun of a label too: a name may stand in it.
    if (key === 'label') return 'label'
    // The renderer reads markdown beside radio buttons and boxes; in a list that folds out it does not.
    if (key === 'choices') return node.style === 'compact' && !node.isMultiSelect ? 'typed' : 'words'
    if (key === 'value' && type.startsWith('Input.')) return inputUses[type] ?? 'typed'
    return 'words'
  }
}
