import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textsIn } from '../../src/locales/texts.ts'
import type { Language } from '../../src/shared/action.ts'
import { asks, pressesRow } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { type CardPage, type Focus, openCardPage } from '../support/card-page.ts'
import { asSent } from '../support/card-rules.ts'
import { buttonTitles, headingOf, nodes } from '../support/cards.ts'
import { startBrowser } from '../support/chromium.ts'
import type { CardNode } from '../support/fake-teams.ts'
import { startWithForm, type WithForm } from '../support/forms.ts'
import { loadCards, sampleCard } from '../support/sample-cards.ts'

/** As wide as a phone. */
const width = 320
const languages: readonly Language[] = ['da', 'en']
let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** What stands in the way of somebody who uses a screen reader, by card. */
async function wrongWith(cards: Iterable<readonly [string, unknown]>, lang: Language): Promise<string[]> {
  const page = await openCardPage(browser, { width, lang })
  const wrong: string[] = []
  for (const [name, card] of cards) {
    await page.show(card)
    wrong.push(...(await page.violations()).map(violation => `${name}: ${violation}`))
  }
  await page.close()
  return wrong
}

describe('axe finds nothing serious, as the official renderer draws it', () => {
  test('and it would: an input without a label, a pale text', async () => {
    const page = await openCardPage(browser, { width, lang: 'da' })
    await page.page.addStyleTag({ content: '.ac-textBlock { color: #aaa !important }' })
    const text = { type: 'TextBlock', text: 'Bleg' }
    await page.show({
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'Input.Text', id: 'bare' }, text],
    })
    expect((await page.violations()).map(one => one.split(':')[0])).toEqual(['color-contrast', 'label'])
    await page.close()
  })

  test.each(languages)(
    'in any card of the form and the consent, with the shortest and the longest words: %s',
    async lang => {
      const cards = [...(await loadCards())].filter(([name]) => /^(form|consent|contribution)/.test(name))
      expect(cards.length).toBeGreaterThan(12)
      const drawn = cards.flatMap(([name, definition]) =>
        (['shortest', 'longest'] as const).map(
          filling => [`${name} ${filling}`, asSent(sampleCard(definition, filling, lang))] as const,
        ),
      )
      expect(await wrongWith(drawn, lang)).toEqual([])
    },
  )

  test.each(languages)(
    'in any card on the way through consent and form, mistakes among them: %s',
    async lang => {
      const at = await startWithForm({ consent: false, now: '2026-11-10T08:00:00Z' })
      const seen = new Map<string, CardNode>()
      for (const person of [at.ida, at.lone]) {
        await person.says('indstillinger')
        await person.presses('settings.save', { language: lang })
        watch(person, card => seen.set(`${headingOf(card)}${troubled(card)}`, card))
      }
      await consentWithMistakes(at, lang)
      await formWithMistakes(at, lang)
      expect(seen.size).toBeGreaterThan(20)
      const wrong = await wrongWith(seen, lang)
      await at.bot.stop()
      expect(wrong).toEqual([])
    },
  )
})

/** Each card that comes into somebody's hands. */
function watch(person: TestPerson, sees: (card: CardNode) => void): void {
  let current = person.card
  Object.defineProperty(person, 'card', {
    get: () => current,
    set(card: CardNode) {
      current = card
      sees(card)
    },
  })
}

/** Whether it has come back with something to mend: then it is another card to look at. */
const troubled = (card: CardNode): string =>
  [...nodes(card)].some(({ style, color }) => style === 'attention' || color === 'Attention') ? ', wrong' : ''

const cpr = '010190-1234'

async function consentWithMistakes({ lone }: WithForm, lang: Language): Promise<void> {
  const { consent } = textsIn(lang)
  await asks(lone, lang === 'da' ? 'dagsorden' : 'agenda')
  await lone.presses('agenda.item')
  await lone.presses('consent.open')
  await pressesRow(lone, 'step', 'who')
  await lone.presses('consent.who', { giverName: cpr })
  await lone.presses('consent.who', { giverName: 'Anna Berg', relation: 'mother', otherHolder: 'agrees' })
  await lone.presses('consent.what', { purpose: '', categories: '' })
  await lone.presses('consent.what', { purpose: 'Støtte', categories: 'wellbeing' })
  await lone.presses('consent.record', { givenOn: '2027-01-01' })
  expect(lone.words()).toContain(consent.problems.notAllTold)
  await lone.presses('consent.record', {
    told: 'refuse,withdraw,consequence,contact,dpo',
    form: 'written',
    givenOn: '2026-11-10',
  })
}

/** Card by card: first with a number that is refused in its first field, then with words. */
async function formWithMistakes({ ida }: WithForm, lang: Language): Promise<void> {
  const { common, preparation } = textsIn(lang)
  await ida.finds(preparation.start)
  await ida.presses(preparation.start)
  for (let cards = 0; cards < 40; cards += 1) {
    const next = onward(ida.card)
    if (!next) break
    const [first] = inputsOf(ida.card, 'Input.Text')
    if (first) {
      await ida.presses(next, { [first]: cpr })
      expect(ida.words()).toContain(common.cprField)
    }
    // Placed without a placement, and handed in too early, it comes back with what is missing; then it is filled in.
    const typed = cards === 1 || cards > 13 ? { ...words(ida.card), placement: 'attention' } : {}
    await ida.presses(next, { ...typed, suspicion: 'no' })
  }
}

/** The button that leads on. */
const onward = (card: CardNode): string | null => {
  const found = [...nodes(card)].find(({ type, style }) => type === 'Action.Execute' && style === 'positive')
  return found ? String(found.title) : null
}
const inputsOf = (card: CardNode, type: string): string[] =>
  [...nodes(card)].filter(node => node.type === type).map(({ id }) => String(id))
const words = (card: CardNode) =>
  Object.fromEntries(inputsOf(card, 'Input.Text').map(id => [id, 'Vi har set det.']))

describe('by keyboard alone', () => {
  test('the whole form is filled in and handed in, and the focus goes down each card', async () => {
    const at = await startWithForm({ consent: true, now: '2026-11-10T08:00:00Z' })
    const { ida } = at
    const { preparation } = textsIn('da')
    const page = await openCardPage(browser, { width, lang: 'da' }, async data => {
      const answer = await ida.sends(data)
      if (typeof answer.value === 'string') throw new Error(answer.words)
      ida.card = answer.value
    })
    await ida.finds(preparation.start)
    const wrong: string[] = []
    let cards = 0
    for (let next = onward(ida.card); next && cards < 40; next = onward(ida.card)) {
      cards += 1
      await page.show(ida.card)
      wrong.push(...(await page.violations()))
      const before = ida.card
      await passThrough(page, next, ida.card)
      await expect.poll(() => ida.card !== before).toBe(true)
    }
    await page.close()
    expect(headingOf(ida.card)).toBe(preparation.submitted.heading)
    expect(wrong).toEqual([])
    expect(cards).toBeGreaterThan(10)
    const form = await at.bot.app.core.services.preparation.formOf(at.bot.app.core.db.reader, at.item.id)
    expect(form?.status).toBe('submitted')
    expect(JSON.stringify(form?.answers)).toContain('Vi har set det.')
    await at.bot.stop()
  })
})

/** From control to control with the tabulator: each gets an answer; the button is pressed when it is reached. */
async function passThrough(page: CardPage, button: string, card: CardNode): Promise<void> {
  const reached = new Set<string>()
  let last: Focus | null = null
  for (let steps = 0; steps < 80; steps += 1) {
    const at = await page.tab()
    if (last && at.kind !== 'body' && at.top < last.top - 40)
      throw new Error(`the focus goes up to ${at.name}, from ${last.name}`)
    last = at
    if (at.kind === 'button' && at.name.trim() === button) {
      expect(reached.size, `controls reached before »${button}« on »${headingOf(card)}«`).toBe(
        await page.controls(),
      )
      await page.page.keyboard.press('Enter')
      return
    }
    // The card itself can be reached too: a screen reader begins to read there.
    if (!['text', 'radio', 'checkbox', 'select', 'date', 'time', 'number'].includes(at.kind)) continue
    reached.add(at.kind === 'checkbox' ? `${at.name} ${at.value} ${at.top}` : at.name)
    await answers(page, at)
  }
  throw new Error(`»${button}« cannot be reached on:\n${buttonTitles(card).join(' · ')}`)
}

async function answers({ page, focus }: CardPage, at: Focus): Promise<void> {
  if (at.kind === 'text') await page.keyboard.type('Vi har set det.')
  if (at.kind === 'checkbox') await page.keyboard.press('Space')
  // The last answer, or the no to the stop question: it is the one that goes on.
  if (at.kind === 'select') await page.keyboard.press('ArrowDown')
  if (at.kind !== 'radio') return
  await page.keyboard.press('Space')
  for (let turns = 0; turns < 6 && (await focus()).value === 'yes'; turns += 1)
    await page.keyboard.press('ArrowDown')
}
