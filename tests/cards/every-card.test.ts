import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { shown } from '../../src/shared/text.ts'
import { complaintsAbout } from '../support/card-rules.ts'
import { largestCard, nodes, sizeOf } from '../support/cards.ts'
import { fillings, loadCards, sampleCard, usesOf } from '../support/sample-cards.ts'
import { hostileText } from '../support/typing.ts'

const cards = await loadCards()
const asShown = shown(hostileText)
const languages = ['da', 'en'] as const

test('every template belongs to a card, and every card to a template', () => {
  const files = readdirSync(new URL('../../cards/', import.meta.url))
    .filter(file => file !== 'frame.json')
    .map(file => file.replace('.json', ''))
  expect([...cards.keys()].sort()).toEqual(files.sort())
})

describe.each([...cards.values()].map(definition => ({ name: definition.cardName, definition })))(
  '$name',
  ({ name, definition }) => {
    test.each(fillings.flatMap(filling => languages.map(lang => ({ filling, lang }))))(
      'is drawn well with the $filling data in $lang',
      ({ filling, lang }) => {
        const card = sampleCard(definition, filling, lang)
        const { complaints, drawing } = complaintsAbout(card)
        expect(complaints).toEqual([])
        expect(sizeOf(card.json)).toBeLessThanOrEqual(largestCard)
        const text = drawing.element.textContent ?? ''
        expect(text.trim()).not.toBe('')
        if (filling !== 'hostile') {
          expect(text).not.toContain('${')
          return
        }
        const typed = [...nodes(card.json)].some(node => node.type === 'TextRun' && node.text === asShown)
        if (typed) expect(text).toContain(asShown)
      },
    )

    test('reads no markdown in what people type or are called', () => {
      const typed =
        /^(names?|who|person|owner|child(Name)?|place|team(Name)?|institution(Name)?|questions|answers?|comments?|purpose|summary|value)$/
      const suspects = [...usesOf(name)].filter(([path, use]) => use === 'words' && typed.test(leaf(path)))
      expect(suspects.map(([path]) => path)).toEqual([])
    })

    if (definition.rests !== 'posted') return
    test('holds nothing about a child', () => {
      const fields = Object.keys(definition.schema.shape)
      const aboutChild =
        /^(child|problem$|questions?$|answers?$|signs?$|concern|placement|perspective|minutes$)/i
      expect(fields.filter(field => aboutChild.test(field))).toEqual([])
    })
  },
)

const leaf = (path: string) => path.split('.').at(-1) ?? path
