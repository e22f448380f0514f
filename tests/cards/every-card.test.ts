import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { largestCard, nodes, sizeOf } from '../support/cards.ts'
import { draw } from '../support/draw.ts'
import { fillings, hostileText, loadCards, sampleCard } from '../support/sample-cards.ts'

const cards = await loadCards()
const each = [...cards.values()].flatMap(definition =>
  fillings.flatMap(filling =>
    (['da', 'en'] as const).map(lang => ({ name: definition.cardName, definition, filling, lang })),
  ),
)

test('every template belongs to a card, and every card to a template', () => {
  const files = readdirSync(new URL('../../cards/', import.meta.url))
    .filter(file => file !== 'frame.json')
    .map(file => file.replace('.json', ''))
  expect([...cards.keys()].sort()).toEqual(files.sort())
})

describe.each(each)('$name, $filling, $lang', ({ definition, filling, lang }) => {
  const card = sampleCard(definition, filling, lang)
  const drawing = draw(card.json)

  test('is accepted and drawn by the official renderer without a complaint', () => {
    expect(drawing.complaints).toEqual([])
    expect(card.json).toMatchObject({ version: '1.5', lang })
    expect(drawing.element.textContent?.trim().length).toBeGreaterThan(0)
  })

  test('fits into a message', () => {
    expect(sizeOf(card.json)).toBeLessThanOrEqual(largestCard)
  })

  test('every input has a label, an id of its own, and words for what is missing', () => {
    const inputs = [...nodes(card.json)].filter(node => String(node.type).startsWith('Input.'))
    for (const input of inputs) {
      expect(String(input.label ?? '').trim(), `label of ${input.id}`).not.toBe('')
      if (input.isRequired)
        expect(String(input.errorMessage ?? '').trim(), `errorMessage of ${input.id}`).not.toBe('')
    }
    const ids = inputs.map(input => input.id)
    expect(new Set(ids).size).toBe(ids.length)
    const controls = [...drawing.element.querySelectorAll('input, select, textarea')]
    for (const control of controls) {
      const named =
        control.getAttribute('aria-label') ||
        control.getAttribute('aria-labelledby') ||
        drawing.element.querySelector(`label[for="${control.id}"]`)
      expect(named, `accessible name of ${control.outerHTML.slice(0, 80)}`).toBeTruthy()
    }
  })

  test('what was typed is shown as text: no layout, no mention, nothing computed', () => {
    for (const made of [
      'strong',
      'em',
      'a[href*="x.example"]',
      'img[src*="x.example"]',
      'code',
      'script',
      'at',
      'b',
    ])
      expect(drawing.element.querySelectorAll(made), made).toHaveLength(0)
    if (filling !== 'hostile') return
    const shows = [...nodes(card.json)].some(node => node.type === 'TextRun' && node.text === hostileText)
    if (shows) expect(drawing.element.textContent).toContain('**fed** _kursiv_ [link](http://x.example)')
    expect(JSON.stringify(card.json)).not.toContain('$root')
  })

  test('buttons say what they do, three of them at once at most', () => {
    const sets = [...nodes(card.json)].filter(node => node.type === 'ActionSet')
    for (const set of sets) {
      const actions = set.actions as {
        type: string
        mode?: string
        title: string
        data?: { verb?: string }
        verb?: string
      }[]
      expect(actions.filter(action => action.mode !== 'secondary').length).toBeLessThanOrEqual(3)
      for (const action of actions) {
        expect(action.title).not.toMatch(/^ok$/i)
        if (action.type === 'Action.Execute') expect(action.data?.verb).toBe(action.verb)
      }
    }
  })

  test('no picture without words, no input inside a hidden card', () => {
    for (const node of nodes(card.json)) {
      if (node.type === 'Image') expect(node.altText).toBeTruthy()
      expect(node.type).not.toBe('Action.ShowCard')
    }
  })
})
