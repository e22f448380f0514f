/**
 * `npm run cards`: writes dist/cards.html, a page with every card as Teams draws it.
 * `npm run cards -- --png DIR [--dark] [--lang en] [--fill longest] [name …]`: pictures of all cards, or of those named.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { fillings, loadCards, sampleCard } from '../tests/support/sample-cards.ts'
import { type Example, galleryPage, takePictures } from './draw-cards.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    png: { type: 'string' },
    dark: { type: 'boolean', default: false },
    lang: { type: 'string' },
    fill: { type: 'string' },
  },
})

const cards = await loadCards()
for (const name of positionals)
  if (!cards.has(name))
    throw new Error(`no card is called ${name}; there are: ${[...cards.keys()].sort().join(', ')}`)

const examples: Example[] = [...cards.values()]
  .filter(({ cardName }) => positionals.length === 0 || positionals.includes(cardName))
  .flatMap(definition =>
    fillings.flatMap(filling =>
      (['da', 'en'] as const).map(lang => ({ card: sampleCard(definition, filling, lang), filling, lang })),
    ),
  )
  .filter(
    ({ filling, lang }) =>
      (!values.fill || filling === values.fill) && (!values.lang || lang === values.lang),
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
