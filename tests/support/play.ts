/** The demo in the local Teams client: one page, and colleagues who act over its HTTP interface. */
import type { Browser } from 'playwright-core'
import { textsIn } from '../../src/locales/texts.ts'
import type { Language } from '../../src/shared/action.ts'
import { type Day, toDay } from '../../src/shared/day.ts'
import { startBrowser } from './chromium.ts'
import { actAs, type Colleague } from './colleague.ts'
import { datesIn, type ReadDate } from './danish-dates.ts'
import { startDemoProcess } from './demo.ts'
import { TeamsClient } from './teams-client.ts'

/** A demo that is played; a test file shares it between its tests. */
export interface Play {
  /** the local Teams client's page */
  readonly url: string
  readonly browser: Browser
  readonly teams: TeamsClient
  /** the demo's day when it began */
  readonly today: Day
  /** those who have installed the bot in chats of their own, by name */
  readonly others: ReadonlyMap<string, Colleague>
  colleague(name: string): Colleague
  /** As at the start of a day: whatever stands on the page, the start card is one word away. */
  startWith(button: string, language?: Language): Promise<void>
  /** Goes on as another person of the demo, on the page. */
  becomes(name: string): Promise<void>
  /** Moves the clock; what falls due on the way happens. `time` as in '09:00'. */
  windTo(day: string, time: string): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts browser and demo, and has the colleagues install the bot. The page is opened by the first test.
 * @example
 * play = await startPlay(['Mette Dahl'])
 * await play.teams.open(play.url)
 */
export async function startPlay(names: readonly string[]): Promise<Play> {
  const [browser, demo] = await Promise.all([startBrowser(), startDemoProcess()])
  const teams = new TeamsClient(browser)
  const others = new Map<string, Colleague>()
  const stop = async () => {
    await browser.close()
    await demo.stop()
  }
  try {
    for (const name of names) {
      const person = await actAs(name, { clientUrl: demo.clientUrl })
      await person.install()
      await person.waitForMessage('Hvad vil du?')
      others.set(name, person)
    }
  } catch (fault) {
    await stop()
    throw fault
  }
  return {
    url: demo.clientUrl,
    browser,
    teams,
    others,
    today: dayIn(read(datesIn(demo.terminal.join('\n'))[0])),
    stop,

    colleague(name) {
      const found = others.get(name)
      if (!found) throw new Error(`${name} has not installed the bot`)
      return found
    },

    async startWith(button, language = 'da') {
      await teams.say(language === 'da' ? 'hjælp' : 'help')
      await teams.waitForCard(textsIn(language).people.startHeading)
      await teams.press(button)
    },

    async becomes(name) {
      await teams.say(`/som ${name}`)
      await teams.waitForCard(`Du er nu ${name}`)
      await teams.waitForCard('Hvad vil du?')
    },

    async windTo(day, time) {
      await teams.say(`/spol ${day} ${time}`)
      await teams.waitForCard('Det, der skulle ske undervejs, er sket.')
    },
  }
}

/** A date that a card has to name. */
export function read(date: ReadDate | undefined): ReadDate {
  if (!date) throw new Error('The card names no such date.')
  return date
}

export const dayIn = ({ day }: ReadDate): Day => {
  const [year, month, date] = day.split('-').map(Number)
  return toDay(year ?? 0, month ?? 0, date ?? 0)
}
