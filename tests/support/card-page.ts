import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import type { CardNode } from './fake-teams.ts'
import { hostConfig, teamsStyle } from './host-config.ts'

/** Where the keyboard is. */
export interface Focus {
  /** button · text · radio · checkbox · select · date · … */
  kind: string
  /** the input's id, or the words on a button */
  name: string
  /** of a radio button, or what a list that folds out stands at */
  value: string
  top: number
}

/** A page with one card on it as the official renderer draws it, for whoever has a keyboard, or looks with axe. */
export interface CardPage {
  readonly page: Page
  show(card: unknown): Promise<void>
  /** What axe finds that is serious or critical, one line each. */
  violations(): Promise<string[]>
  /** One step on with the tabulator. */
  tab(): Promise<Focus>
  focus(): Promise<Focus>
  /** how many controls the card has: radio buttons of one question are one */
  controls(): Promise<number>
  close(): Promise<void>
}

const require = createRequire(import.meta.url)
const library = (file: string) => readFileSync(require.resolve(file), 'utf8')

/** What the page does: it draws a card, and sends what a button of it would. */
const inThePage = `
  const markdown = window.markdownit()
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = markdown.render(text); result.didProcess = true }
  const named = control => control.closest('button') ? control.innerText : control.name || control.id
  window.show = json => {
    const card = new AdaptiveCards.AdaptiveCard()
    card.hostConfig = new AdaptiveCards.HostConfig(config)
    card.parse(json)
    card.onExecuteAction = async action => { await window.send(action.data) }
    document.getElementById('card').replaceChildren(card.render())
    document.activeElement?.blur()
  }
  window.focusNow = () => {
    const at = document.activeElement
    const kind = at.tagName === 'BUTTON' ? 'button' : at.tagName === 'SELECT' ? 'select' : at.tagName === 'TEXTAREA' ? 'text' : at.tagName === 'INPUT' ? at.type : at.tagName.toLowerCase()
    return { kind, name: named(at), value: String(at.value ?? ''), top: Math.round(at.getBoundingClientRect().top + scrollY) }
  }
  window.controls = () => new Set([...document.querySelectorAll('#card input, #card select, #card textarea')].map((one, index) => one.type === 'radio' ? 'radio ' + one.name : index)).size
`

/** @param sends what a button of the card would send; null answers nothing */
export async function openCardPage(
  browser: Browser,
  { width, lang }: { width: number; lang: string },
  sends: (data: CardNode) => Promise<void> = async () => undefined,
): Promise<CardPage> {
  const page = await browser.newPage({ viewport: { width: width + 32, height: 900 } })
  await page.exposeFunction('send', sends)
  await page.setContent(`<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Rød Tråd</title>
    <style>${library('adaptivecards/dist/adaptivecards.css')}${teamsStyle}</style></head>
    <body><main><div id="card" class="rt-card" style="width:${width}px"></div></main></body></html>`)
  for (const file of [
    'adaptivecards/dist/adaptivecards.min.js',
    'markdown-it/browser',
    'axe-core/axe.min.js',
  ])
    await page.addScriptTag({ content: library(file) })
  await page.addScriptTag({ content: `const config = ${JSON.stringify(hostConfig(false))}\n${inThePage}` })
  const focus = () => page.evaluate<Focus>('window.focusNow()')

  return {
    page,
    focus,
    show: card => page.evaluate(`window.show(${JSON.stringify(card)})`),
    async violations() {
      const { violations } = await page.evaluate<AxeResults>(
        `axe.run('#card', { resultTypes: ['violations'] })`,
      )
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
    },
    async tab() {
      await page.keyboard.press('Tab')
      return focus()
    },
    controls: () => page.evaluate<number>('window.controls()'),
    close: () => page.close(),
  }
}
