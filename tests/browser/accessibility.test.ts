import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { button } from '../../src/cards/button.ts'
import { contentCard, emptyContent } from '../../src/features/agenda/edit/cards.ts'
import { textsIn } from '../../src/locales/texts.ts'
import type { Language } from '../../src/shared/action.ts'
import { asks, clicks, pressesRow } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { type CardPage, type Focus, openCardPage } from '../support/card-page.ts'
import { asSent } from '../support/card-rules.ts'
import { buttonTitles, headingOf, inputValues, nodes } from '../support/cards.ts'
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

/** Whatever holds something of a child, or says who has it. */
const ofChildren = /^(form|consent|contribution|distribution|seen-by|agenda)/

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
    'in any card of the agenda, the form and the consent, with the shortest and the longest words: %s',
    async lang => {
      const cards = [...(await loadCards())].filter(([name]) => ofChildren.test(name))
      expect(cards.length).toBeGreaterThan(25)
      const drawn = cards.flatMap(([name, definition]) =>
        (['shortest', 'longest'] as const).map(
          filling => [`${name} ${filling}`, asSent(sampleCard(definition, filling, lang))] as const,
        ),
      )
      expect(await wrongWith(drawn, lang)).toEqual([])
    },
  )

  test.each(languages)(
    'in any card on the way through consent, form, contribution and what shows who has them, mistakes among them: %s',
    async lang => {
      const at = await startWithForm({ consent: false, now: '2026-11-10T08:00:00Z' })
      const seen = new Map<string, CardNode>()
      for (const person of [at.ida, at.lone, at.jens]) {
        await person.says('indstillinger')
        await person.presses('settings.save', { language: lang })
        watch(person, card => seen.set(`${headingOf(card)}${troubled(card)}`, card))
      }
      await consentWithMistakes(at, lang)
      await formWithMistakes(at, lang)
      await contributionWithMistakes(at)
      await at.bot.passTo('2026-11-20T11:01:00Z')
      await looksAround(at, lang)
      expect(seen.size).toBeGreaterThan(35)
      const wrong = await wrongWith(seen, lang)
      await at.bot.stop()
      expect(wrong).toEqual([])
    },
  )
})

test('what is wrong with a field is part of its name, which is what a screen reader says of it', async () => {
  const page = await openCardPage(browser, { width, lang: 'da' })
  const wrong = { childName: 'missing', problem: 'cpr' } as const
  const about = { mode: 'add', kind: 'child', fields: emptyContent, problems: wrong } as const
  const send = { verb: 'agenda.add', payload: {} }
  const back = button('Tilbage', 'agenda.kind')
  const form = { ...about, cprFields: [], children: [], send, back, basis: 'consent', lang: 'da' } as const
  await page.show(contentCard(form).json)
  for (const name of [
    /^Barnets navn – Skriv barnets navn\./,
    /^Kort beskrivelse: .* – Fjern CPR-nummeret\. /,
    /^Spørgsmål 2$/,
  ])
    expect(await page.page.getByRole('textbox', { name }).count()).toBe(1)
  expect(await page.violations()).toEqual([])
  await page.close()
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

/** Handed in empty, and with a number; then with words, and corrected. */
async function contributionWithMistakes({ jens, item }: WithForm): Promise<void> {
  const itemId = item.id
  await clicks(jens, 'contribution.begin', { itemId, suspicion: '' })
  await clicks(jens, 'contribution.begin', { itemId, suspicion: 'no' })
  const save = async (typed: Record<string, string>, go = 'submit', known = 0) =>
    clicks(jens, 'contribution.save', { itemId, known, go, ...inputValues(jens.card), ...typed })
  await save({})
  await save({ sees: cpr })
  await save({ ...words(jens.card), sees: 'x'.repeat(1001) })
  await save(words(jens.card), 'close')
  await save({ ...words(jens.card), works: 'På en anden telefon.' })
  await save(words(jens.card), 'submit', 1)
  await clicks(jens, 'contribution.takeBack', { itemId })
}

/** What came of it: who has it, what waits, the sheet, and a consent that is made smaller, taken back and undone. */
async function looksAround({ lone, jens, item, meeting }: WithForm, lang: Language): Promise<void> {
  const itemId = item.id
  await clicks(lone, 'contribution.read', { itemId })
  await clicks(lone, 'form.read', { itemId })
  await clicks(jens, 'form.list', { meetingId: meeting.id })
  await clicks(lone, 'form.evidence', { meetingId: meeting.id })
  await clicks(lone, 'item.seenBy', { itemId })
  await clicks(lone, 'consent.sheet', { itemId })
  await clicks(lone, 'consent.askNarrow', { itemId })
  await lone.presses('consent.narrow')
  await lone.presses('consent.narrow', { recipients: '' })
  await lone.presses('consent.narrow', { recipients: `${lone.personId},${jens.personId}` })
  expect(lone.words()).toContain(textsIn(lang).consent.narrowSavedWider)
  await clicks(lone, 'consent.askEnd', { itemId })
  await lone.presses('consent.end')
  await clicks(lone, 'consent.askUndo', { itemId })
  await lone.presses('consent.undo')
  await lone.presses('consent.undo', { remark: 'Det var et andet barn.' })
  expect(lone.words()).toContain(textsIn(lang).consent.undoSaved)
  await clicks(lone, 'agenda.move', { itemId, to: 'waiting' })
  await clicks(lone, 'agenda.waiting', { teamId: item.teamId })
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
