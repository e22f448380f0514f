import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
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

/**
 * Pictures for the guide and the README, where `PICTURES` names a folder; nothing otherwise.
 * @example
 * const picture = pictures(teams)
 * await picture('afstemning') // PICTURES/afstemning.png: the card that was last waited for, as a chat shows it
 */
export function pictures(teams: TeamsClient) {
  const folder = process.env.PICTURES
  if (folder) mkdirSync(folder, { recursive: true })
  return async (name: string, options: { within?: string; conversation?: number } = {}): Promise<void> => {
    if (!folder) return
    const path = join(folder, `${name}.png`)
    const { within, conversation } = options
    if (conversation !== undefined) await teams.screenshot(path, { of: 'conversation', width: conversation })
    else await teams.screenshot(path, { width: 480, ...(within === undefined ? {} : { within }) })
  }
}
