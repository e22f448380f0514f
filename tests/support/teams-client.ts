/**
 * The page of the local Teams client as a person uses it: one signed-in user, a compose box, messages, cards.
 *
 * What the page does, and what follows for a test (seen in m365agentsplayground 0.2.28):
 * - It starts empty at every load, and tells the bot about the installation at every load. Reloading loses all cards.
 * - The answer to an Action.Execute is drawn in place of the card that was pressed, for this page alone.
 *   A message or an error is shown under the card; an answer other than HTTP 200 shows nothing at all.
 * - **Whatever arrives in the conversation clears what has been typed and not sent, in every card of it**, as do an
 *   answer to a button and a change of conversation. `press` therefore looks whether what was typed is still there,
 *   and types it again when it is not.
 * - Dates, times and numbers are taken in when the field is left; the page writes them as the browser's language does.
 * - An empty optional input is absent from what the bot receives, a toggle is 'true' or 'false', all else is text,
 *   several choices are joined by commas.
 */
import type { Browser, Locator, Page } from 'playwright-core'

const patience = 15_000
const viewport = { width: 1280, height: 900 }
const message = '.fai-OutputCard'

/** What to wait for: a text that the message contains, a pattern, or a question about its whole text. */
type Wanted = string | RegExp | ((text: string) => boolean)

interface Drawn {
  readonly index: number
  readonly text: string
  /** Changes each time the page draws the card anew, also with the same content. */
  readonly drawing: string
}

interface Typed {
  readonly index: number
  isThere(): Promise<boolean>
  again(): Promise<void>
}

interface Within {
  /** A text of the message to act in; otherwise the one that was last waited for, or else the newest that fits. */
  readonly within?: string
  /** A text that stands in the same row or box of the card, where several have a button or a field of that name. */
  readonly row?: string
}

/**
 * @example
 * const teams = new TeamsClient(browser)
 * await teams.open(client.url)
 * await teams.say('hjælp')
 * await teams.waitForCard('Hvad vil du?')
 * await teams.press('Ny afstemning')
 */
export class TeamsClient {
  readonly #browser: Browser
  #page: Page | undefined
  /** What was on the page when the person last did something: a message is news when it differs from this. */
  #before: readonly Drawn[] = []
  #current: number | undefined
  #pressed: number | undefined
  #answered = false
  #typed: Typed[] = []

  constructor(browser: Browser) {
    this.#browser = browser
  }

  /** The page itself, for what this class has no word for. */
  get page(): Page {
    if (!this.#page) throw new Error('Call open(url) first.')
    return this.#page
  }

  /** Opens the client's page in its personal chat, without the log panel. The bot is told of an installation. */
  async open(url: string): Promise<void> {
    const page = await this.#browser.newPage({
      locale: 'da-DK',
      timezoneId: 'Europe/Copenhagen',
      viewport,
    })
    page.setDefaultTimeout(patience)
    page.on('response', response => {
      if (response.url().endsWith('/_conversation/v1/invoke')) this.#answered = true
    })
    this.#page = page
    await page.goto(url)
    await this.#compose.waitFor()
    await page.getByRole('button', { name: 'Hide log panel' }).click()
  }

  async close(): Promise<void> {
    await this.#page?.close()
  }

  /** Goes to another conversation of the list on the left, such as the group chat, by its name. */
  async openChat(name: string): Promise<void> {
    this.#forget([])
    await this.page.getByRole('treeitem', { name }).click()
  }

  /** Types the text into the compose box, presses Enter, and resolves when the client has taken it. */
  async say(text: string): Promise<void> {
    this.#forget(await this.#drawn())
    await this.#compose.click()
    await this.page.keyboard.insertText(text)
    const taken = this.page.waitForResponse(response => response.url().endsWith('/messages'))
    await this.page.keyboard.press('Enter')
    await taken
  }

  /**
   * Waits for a message of the bot that fits and is new, or has changed, since `say`, `press` or `openChat` was last
   * called. What follows acts in that message.
   *
   * @param options.timeout in milliseconds.
   * @returns the message's text as it stands on the page.
   * @throws Error with everything that is on the page, when nothing fits in time.
   */
  async waitForCard(wanted: Wanted, options: { timeout?: number } = {}): Promise<string> {
    const deadline = performance.now() + (options.timeout ?? patience)
    for (;;) {
      const drawn = await this.#drawn()
      const found = drawn.findLast(each => this.#isNews(each) && fits(wanted, each.text))
      if (found) {
        this.#current = found.index
        return found.text
      }
      try {
        const left = Math.max(1, deadline - performance.now())
        await this.page.waitForFunction(news, [message, JSON.stringify(drawn)] as const, { timeout: left })
      } catch {
        const page = drawn.map(each => `--- ${each.text}`).join('\n')
        throw new Error(`No news of ${String(wanted)} within the time. On the page:\n${page}`)
      }
    }
  }

  /** Presses a button of a card by its name. Resolves when it is pressed; wait for the answer with `waitForCard`. */
  async press(button: string | RegExp, place: Within = {}): Promise<void> {
    await this.#click(this.page.getByRole('button', { name: button, exact: true }), place)
  }

  /** The same for a button behind the card's '…', where the page puts those that the card calls secondary. */
  async pressInMenu(button: string, place: Within = {}): Promise<void> {
    await this.#click(this.page.getByRole('button', { name: 'More options', exact: true }), place)
    await this.page.getByRole('menuitem', { name: button, exact: true }).click()
  }

  /** Fills in a field by its label. Dates are given as 2026-11-24, times as 14:30, numbers as 7 or 1.5. */
  async fill(label: string, value: string, place: Within = {}): Promise<void> {
    const { index, field } = await this.#field(label, place)
    const again = async () => {
      const input = await field()
      await input.fill(value)
      await input.blur()
    }
    const read = async () => (await field()).inputValue()
    let shown = ''
    // A message that arrives meanwhile clears the field.
    for (let tries = 0; tries < 3 && shown === ''; tries++) {
      await again()
      shown = await read()
    }
    if (shown === '' && value !== '') throw new Error(`The field ${label} does not take ${value}.`)
    this.#typed.push({ index, again, isThere: async () => (await read()) === shown })
  }

  /** Chooses in a list, among radio buttons, or ticks boxes, by the label of the question and of the options. */
  async choose(label: string, options: string | readonly string[], place: Within = {}): Promise<void> {
    const { index, field } = await this.#field(label, place)
    const wanted = [options].flat()
    const isList = (await (await field()).getAttribute('role')) === 'combobox'
    const option = async (name: string) => labelled(await field(), name)
    const again = async () => {
      if (isList) await this.#pickFromList(await field(), wanted)
      else for (const name of wanted) await (await option(name)).check()
    }
    await again()
    const shown = isList ? await (await field()).inputValue() : ''
    const isThere = async () =>
      isList ? (await (await field()).inputValue()) === shown : (await option(wanted[0]!)).isChecked()
    this.#typed.push({ index, again, isThere })
  }

  /** Ticks, or clears, the single box that has this text beside it. */
  async tick(title: string, on = true, place: Within = {}): Promise<void> {
    const { index, field } = await this.#field(title, place)
    const again = async () => (await field()).setChecked(on)
    await again()
    this.#typed.push({ index, again, isThere: async () => (await (await field()).isChecked()) === on })
  }

  /** The text of every message of the bot in this conversation, oldest first. */
  async cardTexts(): Promise<string[]> {
    return (await this.#drawn()).map(each => each.text)
  }

  /**
   * Takes a picture of the message last waited for, or of one that contains a text, or of the conversation.
   * @param options.width of the card in pixels (480 is a chat, 320 a phone), or of the conversation.
   */
  async screenshot(
    path: string,
    options: Within & { width?: number; of?: 'card' | 'conversation' } = {},
  ): Promise<void> {
    if (options.of === 'conversation') await this.#takeConversation(path, options.width ?? 620)
    else await this.#takeCard(path, options)
  }

  async #takeConversation(path: string, width: number): Promise<void> {
    const pane = this.page.locator(`div:has(> div ${message}):has([contenteditable=true])`).last()
    // Not by the window's width: that makes the page arrange itself anew, and clears what has been typed.
    const rule = `width: ${width}px !important; min-width: ${width}px !important; flex: none !important`
    await pane.evaluate((element, style) => element.setAttribute('style', style), rule)
    await pane.screenshot({ path, animations: 'disabled' })
    await pane.evaluate(element => element.removeAttribute('style'))
  }

  async #takeCard(path: string, options: Within & { width?: number }): Promise<void> {
    const newest = async () => this.#current ?? (await this.#drawn()).length - 1
    const index = options.within ? await this.#place(options) : await newest()
    const outer = `${message} { width: ${options.width ?? 480}px !important; max-width: none !important; }`
    // The client gives every card the same width, whatever the window's.
    const inner = `${message} div:has(> .ac-preview-panel), .ac-preview-panel { width: auto !important; }`
    // Not the bot's: what the client says of every answer.
    const bar = '[aria-label="Display Invoked Message"] { display: none !important; }'
    const style = await this.page.addStyleTag({ content: `${outer} ${inner} ${bar}` })
    const { height } = (await this.#message(index).boundingBox())!
    // The page scrolls inside itself, and a picture holds what is on the screen: the screen grows.
    const tall = Math.max(viewport.height, Math.ceil(height) + 400)
    await this.page.setViewportSize({ width: viewport.width, height: tall })
    await this.#message(index).screenshot({ path, animations: 'disabled' })
    await style.evaluate(element => (element as Element).remove())
    await this.page.setViewportSize(viewport)
  }

  async #click(wanted: Locator, place: Within): Promise<void> {
    const index = await this.#place(place, wanted)
    for (const entry of this.#typed) {
      if (entry.index === index && !(await entry.isThere())) await entry.again()
    }
    this.#forget(await this.#drawn())
    this.#pressed = index
    await this.#part(index, place, wanted).locator(wanted).click()
  }

  get #compose(): Locator {
    return this.page.locator('[contenteditable=true]').first()
  }

  #message(index: number): Locator {
    return this.page.locator(message).nth(index)
  }

  /** The message, or the smallest part of it that has both the row's text and what is looked for. */
  #part(index: number, { row }: Within, has: Locator): Locator {
    const whole = this.#message(index)
    if (row === undefined) return whole
    return whole.locator('.ac-columnSet, .ac-container').filter({ hasText: row, has }).last()
  }

  async #drawn(): Promise<Drawn[]> {
    return (await this.page.evaluate(news, [message, ''] as const)) ?? []
  }

  #forget(before: readonly Drawn[]): void {
    this.#before = before
    this.#current = undefined
    this.#pressed = undefined
    this.#answered = false
    this.#typed = []
  }

  #isNews({ index, text, drawing }: Drawn): boolean {
    const before = this.#before[index]
    if (!before || before.text !== text) return true
    return this.#answered && index === this.#pressed && before.drawing !== drawing
  }

  async #place({ within }: Within, having?: Locator): Promise<number> {
    const has = having ? { has: having } : {}
    if (within === undefined && this.#current !== undefined) {
      if ((await this.#message(this.#current).filter(has).count()) > 0) return this.#current
    }
    const hasText = within === undefined ? {} : { hasText: within }
    const last = this.page.locator(message, { ...has, ...hasText }).last()
    await last.waitFor()
    return last.evaluate((element, all) => [...document.querySelectorAll(all)].indexOf(element), message)
  }

  /** The field is looked up anew each time: the page gives its elements new ids whenever it draws a card again. */
  async #field(label: string, place: Within): Promise<{ index: number; field: () => Promise<Locator> }> {
    const index = await this.#place(place, this.page.locator('label', { hasText: exactly(label) }))
    const wanted = this.page.locator('label', { hasText: exactly(label) })
    return { index, field: () => labelled(this.#part(index, place, wanted), label) }
  }

  async #pickFromList(field: Locator, options: readonly string[]): Promise<void> {
    await field.click()
    for (const name of options) {
      const single = this.page.getByRole('option', { name, exact: true })
      const several = this.page.getByRole('menuitemcheckbox', { name, exact: true })
      await single.or(several).click()
    }
    if ((await field.getAttribute('aria-expanded')) === 'true') await field.press('Escape')
  }
}

/** Runs in the page: the bot's messages, or null while they are as known. */
function news([selector, known]: readonly [string, string]): Drawn[] | null {
  const drawn = [...document.querySelectorAll<HTMLElement>(selector)].map((element, index) => ({
    index,
    text: element.innerText.replaceAll('\u00a0', ' ').trim(),
    drawing: element.querySelector('[id^="__ac-"]')?.id ?? '',
  }))
  return JSON.stringify(drawn) === known ? null : drawn
}

/** The control that a visible label belongs to. The label keeps its text when an error adds to the control's name. */
async function labelled(scope: Locator, label: string): Promise<Locator> {
  const id = await scope.locator('label', { hasText: exactly(label) }).getAttribute('for')
  return scope.locator(`[id="${id}"]`)
}

/** The label and nothing else, but for the star of a required field. */
function exactly(label: string): RegExp {
  const words = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s')
  return new RegExp(`^\\s*${words}\\s*\\*?\\s*$`)
}

function fits(wanted: Wanted, text: string): boolean {
  if (typeof wanted === 'function') return wanted(text)
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)
}
