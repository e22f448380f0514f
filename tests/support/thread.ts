import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Colleague } from './colleague.ts'
import type { TeamsClient } from './teams-client.ts'

/** Answers the newest poll as a colleague: the same for every time. */
export async function answerPoll(person: Colleague, heading: string, button: string): Promise<void> {
  const { card } = await person.waitForMessage(heading)
  const times = inputIds(card, 'Input.ChoiceSet')
  await person.press(button, Object.fromEntries(times.map(id => [id, 'yes'])))
}

function inputIds(node: unknown, type: string): string[] {
  if (Array.isArray(node)) return node.flatMap(each => inputIds(each, type))
  if (typeof node !== 'object' || node === null) return []
  const found = 'type' in node && 'id' in node && node.type === type ? [String(node.id)] : []
  return [...found, ...Object.values(node).flatMap(each => inputIds(each, type))]
}

/** The lines of a card that name a time: 'tirsdag 8. december kl. 9.00'. */
export function timesOn(card: string): string[] {
  return card.split('\n').filter(line => /^\S+dag \d+\. \S+( \d{4})? kl\. \d+\.\d+$/.test(line))
}

/** Pictures for the user guide and the README, where `PICTURES` names a folder; nothing otherwise. */
export function pictures(teams: TeamsClient, browser: Browser) {
  const folder = process.env.PICTURES
  if (folder) mkdirSync(folder, { recursive: true })
  const pathOf = (name: string) => join(folder ?? '', `${name}.png`)
  return {
    /** Of the card last waited for, or of the newest with a text, as wide as in a chat. */
    async card(name: string, options: { within?: string } = {}): Promise<void> {
      if (folder) await teams.screenshot(pathOf(name), { width: 480, ...options })
    },

    /** Of several pictures beside each other, in columns. */
    async together(name: string, columns: readonly (readonly string[])[]): Promise<void> {
      if (!folder) return
      const image = (each: string) =>
        `<img src="data:image/png;base64,${readFileSync(pathOf(each)).toString('base64')}">`
      const column = (names: readonly string[]) => `<div>${names.map(image).join('')}</div>`
      const page = await browser.newPage()
      await page.setViewportSize({ width: 900, height: 600 })
      await page.setContent(`<style>${besides}</style>${columns.map(column).join('')}`)
      await page.screenshot({ path: pathOf(name), fullPage: true })
      await page.close()
    },
  }
}

const besides = `
  body { display: flex; margin: 0; background: #f5f5f5 }
  div { width: 450px }
  img { display: block; width: 450px }
`
