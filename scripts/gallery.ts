/**
 * `npm run cards`: writes dist/cards.html, a page with every card as Teams draws it.
 * `npm run cards -- --png DIR [name …]`: pictures of all cards, or of those named, chat and phone width side by side.
 *
 * Cards are filled with what people write: the product is walked through in both languages, which takes a while.
 * `--quick` leaves that out and shows made-up data alone. `--lang en`, `--fill hostile` and `--dark` choose pictures.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Language } from '../src/shared/action.ts'
import type { Card } from '../src/shared/outcome.ts'
import { fillings, loadCards, sampleCard } from '../tests/support/sample-cards.ts'
import { takeSideTrips } from '../tests/support/side-trips.ts'
import { realWords } from '../tests/support/typing.ts'
import { wander } from '../tests/support/wanderer.ts'
import { type Example, galleryPage, takePictures } from './draw-cards.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    png: { type: 'string' },
    quick: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
    lang: { type: 'string' },
    fill: { type: 'string' },
  },
})
const languages: readonly Language[] = (['da', 'en'] as const).filter(
  lang => !values.lang || lang === values.lang,
)
const clicks = 80

const cards = await loadCards()
for (const name of positionals)
  if (!cards.has(name))
    throw new Error(`no card is called ${name}; there are: ${[...cards.keys()].sort().join(', ')}`)
const wanted = (name: string) => positionals.length === 0 || positionals.includes(name)

const examples = [...(values.quick ? [] : await realExamples()), ...madeUpExamples()].filter(
  ({ card, filling }) => wanted(card.name) && (values.fill ? filling === values.fill : filling !== 'hostile'),
)
if (values.png) {
  for (const path of await takePictures(examples, values.png, { dark: values.dark })) console.log(path)
} else {
  const folder = new URL('../dist/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const file = new URL('cards.html', folder)
  writeFileSync(file, galleryPage(examples))
  console.log(fileURLToPath(file))
}

/** Of every card that came by, the shortest, one of middle length and the longest. */
async function realExamples(): Promise<Example[]> {
  const found: Example[] = []
  for (const lang of languages) {
    const met = new Map<string, Card[]>()
    const sees = (card: Card) => met.set(card.name, [...(met.get(card.name) ?? []), card])
    await wander({
      typing: realWords,
      language: lang,
      clicks,
      sees,
      fails: what => console.warn(`! ${what}`),
    })
    await takeSideTrips({ language: lang, sees })
    for (const all of met.values()) {
      const own = all.filter(card => card.json.lang === lang).toSorted((a, b) => lengthOf(a) - lengthOf(b))
      const chosen = { shortest: own[0], middle: own[Math.floor(own.length / 2)], longest: own.at(-1) }
      for (const [which, card] of Object.entries(chosen))
        if (card) found.push({ card, filling: `real-${which}`, lang })
    }
  }
  return found
}

function madeUpExamples(): Example[] {
  return [...cards.values()].flatMap(definition =>
    fillings.flatMap(filling =>
      languages.map(lang => ({ card: sampleCard(definition, filling, lang), filling, lang })),
    ),
  )
}

function lengthOf(card: Card): number {
  return JSON.stringify(card.json).length
}
