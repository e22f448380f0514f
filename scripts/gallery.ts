// `npm run cards`: every card on one page, dist/cards.html. `npm run cards -- --png DIR [name…]` draws pictures of them.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { startBrowser } from '../tests/support/chromium.ts'
import { hostConfig, sizeOf } from '../tests/support/draw.ts'
import { type Filling, loadCards, sampleCard } from '../tests/support/sample-cards.ts'

const languages = ['da', 'en'] as const
const shownFillings: readonly Filling[] = ['shortest', 'longest']

interface Shown {
  name: string
  title: string
  json: unknown
}

const [flag, folder, ...names] = process.argv.slice(2)
const cards = await loadCards()
const wanted = [...cards.values()].filter(card => names.length === 0 || names.includes(card.cardName))
const shown: Shown[] = wanted.flatMap(definition =>
  shownFillings.flatMap(filling =>
    languages.map(lang => {
      const { json } = sampleCard(definition, filling, lang)
      const size = (sizeOf(json) / 1024).toFixed(1)
      return {
        name: `${definition.cardName}-${filling}-${lang}`,
        title: `${definition.cardName} · ${filling} · ${lang} · ${definition.rests} · ${size} KB`,
        json,
      }
    }),
  ),
)

await mkdir('dist', { recursive: true })
const html = await page(shown)
await writeFile('dist/cards.html', html)
console.log(`${wanted.length} cards: ${resolve('dist/cards.html')}`)
if (flag === '--png') await pictures(html, resolve(folder ?? 'dist/cards'))

/** One file with everything in it: the renderer, the cards, nothing from elsewhere. */
async function page(list: readonly Shown[]): Promise<string> {
  const find = createRequire(import.meta.url).resolve
  const script = async (path: string) =>
    (await readFile(find(path), 'utf8')).replaceAll('</script', '<\\/script')
  const data = JSON.stringify({ list, light: hostConfig(false), dark: hostConfig(true) }).replaceAll(
    '<',
    '\\u003c',
  )
  return `<!doctype html><html lang="da"><meta charset="utf-8"><title>Rød Tråd – kort</title>
<style>
body { font-family: 'Segoe UI', 'Open Sans', sans-serif; margin: 24px; background: #f0f0f0 }
h2 { font-size: 14px; font-weight: 600; margin: 32px 0 8px }
.row { display: flex; gap: 16px; align-items: flex-start; flex-wrap: wrap }
.card { border: 1px solid #d1d1d1; border-radius: 4px; overflow: hidden; box-sizing: border-box }
.ac-pushButton { padding: 6px 14px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; font-weight: 600; font-size: 14px }
.dark .ac-pushButton { background: #292929; color: #fff }
.ac-pushButton.style-positive { background: #5b5fc7; color: #fff; border-color: #5b5fc7 }
.ac-pushButton.style-destructive { color: #c4314b }
.ac-input { width: 100%; box-sizing: border-box; padding: 6px 8px; border: 1px solid #d1d1d1; border-bottom: 2px solid #616161; border-radius: 4px; font: inherit }
.ac-choiceSetInput-expanded .ac-input, input[type=checkbox], input[type=radio] { width: auto }
textarea.ac-input { min-height: 64px }
</style><body><script>${await script('adaptivecards/dist/adaptivecards.min.js')}</script><script>
const { list, light, dark } = ${data}
for (const { name, title, json } of list) {
  const head = document.createElement('h2'); head.textContent = title; document.body.append(head)
  const row = document.createElement('div'); row.className = 'row'; row.id = name; document.body.append(row)
  for (const [width, config] of [[480, light], [320, light], [320, dark]]) {
    const card = new AdaptiveCards.AdaptiveCard(); card.hostConfig = new AdaptiveCards.HostConfig(config)
    card.parse(json)
    const box = document.createElement('div'); box.className = config === dark ? 'card dark' : 'card'
    box.style.width = width + 'px'; box.append(card.render()); row.append(box)
  }
}
</script></body></html>`
}

async function pictures(html: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  const browser = await startBrowser()
  try {
    const tab = await browser.newPage({ viewport: { width: 1240, height: 900 } })
    await tab.setContent(html)
    for (const { name } of shown)
      await tab.locator(`[id="${name}"]`).screenshot({ path: join(to, `${name}.png`) })
  } finally {
    await browser.close()
  }
  console.log(`${shown.length} pictures in ${to}`)
}
