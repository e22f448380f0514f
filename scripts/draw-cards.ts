import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Language } from '../src/shared/action.ts'
import type { Card } from '../src/shared/outcome.ts'
import { sizeOf } from '../tests/support/cards.ts'
import { startBrowser } from '../tests/support/chromium.ts'
import { hostConfig, teamsStyle } from '../tests/support/host-config.ts'

/** One card to look at: which data it is filled with, and in which language. */
export interface Example {
  card: Card
  filling: string
  lang: Language
}

export const widths = { chat: 480, phone: 320 } as const
export const themes = ['light', 'dark'] as const

const require = createRequire(import.meta.url)
const library = (file: string) =>
  readFileSync(require.resolve(file), 'utf8').replaceAll('</script', '<\\/script')

/** What the page does in the browser: the official renderer draws each card when it is first shown. */
const drawing = `
const markdown = window.markdownit()
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdown.render(text); result.didProcess = true }
function drawIn(root) {
  for (const place of root.querySelectorAll('[data-card]:empty')) {
    const card = new AdaptiveCards.AdaptiveCard()
    card.hostConfig = new AdaptiveCards.HostConfig(configs[place.dataset.theme])
    card.parse(cards[Number(place.dataset.card)])
    card.onExecuteAction = () => {}
    place.append(card.render() ?? '')
  }
}
for (const details of document.querySelectorAll('details')) {
  if (details.open) drawIn(details)
  details.addEventListener('toggle', () => drawIn(details))
}
`

const page = (style: string, body: string, cards: readonly unknown[]) => `<!doctype html>
<html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rød Tråd: kort</title>
<style>${library('adaptivecards/dist/adaptivecards.css')}
${teamsStyle}
${style}</style></head><body>
${body}
<script>${library('adaptivecards/dist/adaptivecards.min.js')}</script>
<script>${library('markdown-it/browser')}</script>
<script>
const configs = ${JSON.stringify({ light: hostConfig(false), dark: hostConfig(true) })}
const cards = ${JSON.stringify(cards).replaceAll('<', '\\u003c')}
${drawing}
</script></body></html>
`

// A form each: radio buttons of two drawings of one card would be one group.
const place = (index: number, width: number, theme: (typeof themes)[number]) =>
  `<form class="rt-card rt-${theme}" style="width:${width}px" data-card="${index}" data-theme="${theme}"></form>`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const kilobytes = (card: Card) => (sizeOf(card.json) / 1024).toFixed(1)

const galleryStyle = `
body { font: 14px system-ui, sans-serif; margin: 24px; background: #f0f0f0; color: #242424; }
h1 { font-size: 24px; } h2 { font-size: 18px; margin: 40px 0 4px; } h2 small { font-weight: 400; color: #616161; }
nav { columns: 4; } summary { cursor: pointer; padding: 6px 0; } .row { display: flex; gap: 16px; align-items: flex-start; overflow-x: auto; }
`

/** The gallery: every example at both widths and in both themes, on one page that needs nothing beside itself. */
export function galleryPage(examples: readonly Example[]): string {
  const names = [...new Set(examples.map(example => example.card.name))].sort()
  const sections = names.map(name => {
    const own = examples.flatMap((example, index) => (example.card.name === name ? [{ example, index }] : []))
    const rows = own.map(
      ({ example, index }, nth) =>
        `<details${nth === 0 ? ' open' : ''}><summary>${escaped(example.filling)} · ${example.lang} · ${kilobytes(example.card)} KB</summary><div class="row">${themes
          .flatMap(theme => Object.values(widths).map(width => place(index, width, theme)))
          .join('')}</div></details>`,
    )
    return `<h2 id="${name}">${name} <small>${own[0]?.example.card.rests}</small></h2>${rows.join('')}`
  })
  const links = names.map(name => `<a href="#${name}">${name}</a><br>`).join('')
  return page(
    galleryStyle,
    `<h1>Rød Tråd: ${names.length} kort</h1><nav>${links}</nav>${sections.join('')}`,
    examples.map(example => example.card.json),
  )
}

const pictureStyle = `
body { margin: 0; padding: 16px; background: #f0f0f0; }
.row { display: inline-flex; gap: 16px; align-items: flex-start; padding: 12px; background: #f0f0f0; }
`

/**
 * Takes one picture of each example, both widths beside each other (chat, phone; light, then dark where asked).
 * @param folder made where it is missing; a picture is called `<name>-<filling>-<lang>.png`
 * @returns the pictures' paths
 */
export async function takePictures(
  examples: readonly Example[],
  folder: string,
  options: { dark: boolean },
): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const shown = options.dark ? themes : (['light'] as const)
  const browser = await startBrowser()
  try {
    const tab = await browser.newPage({ viewport: { width: options.dark ? 1720 : 880, height: 1000 } })
    await tab.setContent(
      page(
        pictureStyle,
        '<div id="stage" class="row"></div>',
        examples.map(example => example.card.json),
      ),
    )
    const paths: string[] = []
    for (const [index, { card, filling, lang }] of examples.entries()) {
      const path = join(folder, `${card.name}-${filling}-${lang}.png`)
      const places = shown
        .flatMap(theme => Object.values(widths).map(width => place(index, width, theme)))
        .join('')
      await tab.evaluate(`stage.innerHTML = ${JSON.stringify(places)}; drawIn(stage)`)
      await tab.locator('#stage').screenshot({ path, animations: 'disabled' })
      paths.push(path)
    }
    return paths
  } finally {
    await browser.close()
  }
}
