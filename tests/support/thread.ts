import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { tellings } from '../../src/features/consent/model.ts'
import { textsIn } from '../../src/locales/texts.ts'
import type { Language } from '../../src/shared/action.ts'
import type { Colleague } from './colleague.ts'
import type { TeamsClient } from './teams-client.ts'

/** Answers the newest poll as a colleague: the same for every time. */
export async function answerPoll(person: Colleague, heading: string, button: string): Promise<void> {
  const { card } = await person.waitForMessage(heading)
  const times = inputIds(card, 'Input.ChoiceSet')
  await person.press(button, Object.fromEntries(times.map(id => [id, 'yes'])))
}

const inputIds = (card: unknown, type: string): string[] =>
  nodes(card).flatMap(node => (node.type === type && 'id' in node ? [String(node.id)] : []))

function nodes(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodes)
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(nodes)]
}

/** The lines of a card that name a time: 'tirsdag 8. december kl. 9.00'. */
export function timesOn(card: string): string[] {
  return card.split('\n').filter(line => /^\S+dag \d+\. \S+( \d{4})? kl\. \d+\.\d+$/.test(line))
}

/** The same in English: 'Tuesday 8 December at 9.00'. */
export function englishTimesOn(card: string): string[] {
  return card.split('\n').filter(line => /^\S+day \d+ \S+( \d{4})? at \d+\.\d+$/.test(line))
}

/** Where a button of a card leads, for those that open a page or a file. */
export function addressOf(card: unknown, title: string): string {
  const found = nodes(card).find(node => node.type === 'Action.OpenUrl' && node.title === title)
  if (!found) throw new Error(`The card has no link ${title}.`)
  return String(found.url)
}

/** Chooses, among the agendas of several teams, that of the ressourceteam. */
export async function chooseAgenda(teams: TeamsClient, language: Language = 'da'): Promise<void> {
  const { agenda } = textsIn(language)
  await teams.waitForCard(agenda.chooseHeading)
  await teams.press(agenda.open, { row: 'Ressourceteam Solsikken' })
}

/** Puts a child of three years onto the agenda that is open on the page. @param child its form's filler as the choice says it */
export async function addChild(teams: TeamsClient, child: { name: string; problem: string; filler: string }) {
  const { agenda } = textsIn('da')
  await teams.press('Tilføj punkt')
  await teams.waitForCard('Hvad skal I drøfte?')
  await teams.press('Vælg', { row: agenda.kindTexts.child })
  await teams.waitForCard('Hvad handler det om?')
  await teams.fill('Barnets navn', child.name)
  await teams.fill('Alder', '3')
  await teams.fill(agenda.problemLabel, child.problem)
  await teams.fill(agenda.questionLabelFirst, 'Hvad kan vi gøre på stuen?')
  await teams.press('Gem og fortsæt')
  await teams.waitForCard('Hvem gør hvad?')
  await teams.choose('Hvem udfylder skemaet?', child.filler)
  await teams.press('Gem')
}

/**
 * Records, on the page, the consent of a mother whose fellow custody holder agrees: for everybody of the circle.
 * @param seen called with the second of its three steps filled in
 */
export async function recordConsent(teams: TeamsClient, giver: string, seen?: () => Promise<void>) {
  const { consent } = textsIn('da')
  await teams.press('Registrér samtykke')
  await teams.waitForCard('Hvem giver samtykke?')
  await teams.fill(consent.giverLabel, giver)
  await teams.choose('Er barnets', 'mor')
  await teams.choose(consent.otherLabel, consent.others.agrees)
  await teams.press('Gem og fortsæt')
  await teams.waitForCard('Hvad gælder samtykket?')
  await teams.choose(consent.categoriesLabel, ['Trivsel og udvikling', 'Familiens forhold'])
  await seen?.()
  await teams.press('Gem og fortsæt')
  await teams.waitForCard('Hvordan er det givet?')
  await teams.choose(
    consent.toldLabel,
    tellings.consent.map(one => consent.told[one]),
  )
  await teams.choose(consent.formLabel, 'Skriftligt')
  await teams.fill(consent.evidenceLabel, 'Sag 12, bilag 3')
  await teams.press('Registrér')
}

/**
 * Finds a date for the leader's team, on the page: everybody else can, and the leader takes the latest time, which
 * leaves room for what a test lets happen before it. Ends at the card that tells the leader of it. @returns the time as the card says it
 */
export async function findDate(teams: TeamsClient, others: Iterable<Colleague>): Promise<string> {
  await teams.waitForCard('Hvilke tider skal teamet svare på?')
  await teams.press('Send til teamet')
  await teams.waitForCard('Mødetiderne er sendt')
  for (const person of others) await answerPoll(person, 'Hvornår kan du?', 'Send svar')
  await teams.press('Se svar', { within: 'Mødetiderne er sendt' })
  // All times are as good as each other, and of such the earliest stands first.
  const latest = timesOn(await teams.waitForCard('Svar på mødetiderne')).at(-1) ?? ''
  await teams.press('Vælg', { row: latest })
  await teams.waitForCard('Hvorfor netop den tid?')
  await teams.fill(textsIn('da').polls.overruleLabel, 'Vi aftalte den på mødet.')
  await teams.press('Vælg tiden')
  await teams.waitForCard('Datoen er fundet')
  return latest
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
