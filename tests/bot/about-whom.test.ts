import { afterEach, describe, expect, test } from 'vitest'
import type { AddedKind } from '../../src/features/agenda/model.ts'
import { asks, clicks, type PlannedSolsikken, pressesRow, startPlanned } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf } from '../support/cards.ts'

let at: PlannedSolsikken
afterEach(() => at.bot.stop())

const askAt = '2026-11-10T07:30:00Z'
const due = '2026-11-20T11:00:00Z'

/** Words that make up a child where there is none, or where there are many. */
const oneChild = { da: /\bbarnets?\b|\bbarn\b/i, en: /\b(the|a) child\b(?!ren)/i }
const buttons = {
  da: { start: 'Start', go: 'Fortsæt', next: 'Gem og fortsæt', submit: 'Aflevér', read: 'Læs skemaet' },
  en: { start: 'Start', go: 'Continue', next: 'Save and continue', submit: 'Hand in', read: 'Read the form' },
}

/** Puts an item without a child's name on the agenda, whose form Ida fills in. */
async function adds(kind: AddedKind, fields: Record<string, string> = {}): Promise<void> {
  const { lone, ida } = at
  await asks(lone, 'dagsorden')
  await lone.presses('Tilføj punkt')
  await pressesRow(lone, 'kind', kind)
  await lone.presses('Gem og fortsæt', { problem: 'Der er uro i garderoben.', ...fields })
  await lone.presses('Gem', { minutes: 20, formFillerId: ida.personId })
}

async function speaks(person: TestPerson, language: string): Promise<void> {
  await asks(person, 'indstillinger')
  await person.presses('Gem', { language })
}

const everything = ({ card }: TestPerson) => JSON.stringify(card)

/** Fills in the form from the request on and hands it in. @returns every card of it, by its heading */
async function fills(language: 'da' | 'en'): Promise<Map<string, string>> {
  const { bot, ida } = at
  const t = buttons[language]
  const cards = new Map<string, string>()
  const sees = () => cards.set(headingOf(ida.card), everything(ida))
  await bot.passTo(askAt)
  await ida.finds(t.start)
  sees()
  await ida.presses(t.start)
  sees()
  await ida.presses(t.go, { suspicion: 'no' })
  for (let step = 0; step < 6; step += 1) {
    sees()
    await ida.presses(t.next)
  }
  sees()
  await ida.presses(t.next, { reflection_child: 'De hjælper hinanden.', reflection_family: 'De møder op.' })
  sees()
  await ida.presses(t.next)
  sees()
  await ida.presses(t.next, { placement: 'attention', reason: 'Det er blevet tydeligere.' })
  // What is missing is said of the group too.
  sees()
  await pressesRow(ida, 'step', 'perspectives')
  await ida.presses(t.next, {
    perspective_childReason: 'Vi spørger dem i morgen.',
    perspective_parents: 'Ro.',
  })
  await ida.presses(t.next)
  await ida.presses(t.submit)
  sees()
  return cards
}

describe('a form about a group speaks of the group (R-AGENDA-1)', () => {
  test.each(['childGroup', 'other'] as const)('in Danish: %s', async kind => {
    at = await startPlanned()
    const { bot, mette } = at
    await adds(kind)
    const cards = await fills('da')
    for (const [heading, words] of cards) expect(words, heading).not.toMatch(oneChild.da)
    expect([...cards.keys()]).toEqual([
      'Udfyld et forberedelsesskema',
      'Først et spørgsmål',
      'Psykisk og emotionel trivsel',
      'Kognitiv trivsel',
      'Social trivsel',
      'Fysisk og sansemotorisk trivsel',
      'Omsorgsmiljø og familie',
      'Dagtilbuddets læringsmiljø',
      'Hvad hjælper børnene?',
      'Børnenes og forældrenes perspektiv',
      'Din placering',
      'Overblik',
      'Skemaet er afleveret',
    ])
    expect(cards.get('Social trivsel')).toContain('Nogle børn bliver holdt uden for legen')
    expect(cards.get('Børnenes og forældrenes perspektiv')).toContain(
      'Hvis børnene var her, hvad ville de så synes var vigtigt, at vi ved?',
    )
    expect(cards.get('Overblik')).toContain('Børnenes perspektiv, eller hvorfor det mangler')
    // Nobody is named, so nothing waits for a consent.
    expect(cards.get('Overblik')).not.toContain('samtykke')
    expect(cards.get('Skemaet er afleveret')).not.toContain('samtykke')

    await bot.passTo(due)
    await mette.finds('Åbn')
    await mette.presses('Åbn')
    expect(everything(mette)).not.toMatch(oneChild.da)
    await mette.presses('Åbn')
    expect(headingOf(mette.card)).toBe('Forberedelsesskema')
    expect(mette.words()).toContain('Ressourcer hos børnene')
    expect(mette.words()).toContain('Hvorfor børnenes perspektiv mangler')
    expect(everything(mette)).not.toMatch(oneChild.da)
  })

  test('in English', async () => {
    at = await startPlanned()
    const { bot, ida, mette } = at
    await adds('childGroup')
    await speaks(ida, 'en')
    await speaks(mette, 'en')
    const cards = await fills('en')
    for (const [heading, words] of cards) expect(words, heading).not.toMatch(oneChild.en)
    expect(cards.get('Overview')).not.toContain('consent')
    await bot.passTo(due)
    await mette.finds('Open')
    await mette.presses('Open')
    await mette.presses('Open')
    expect(headingOf(mette.card)).toBe('Preparation form')
    expect(mette.words()).toContain('The children’s resources')
    expect(everything(mette)).not.toMatch(oneChild.en)
  })
})

test.each(['da', 'en'] as const)('nor does its meeting speak of one child: %s', async language => {
  at = await startPlanned()
  const { bot, lone } = at
  await adds('childGroup')
  await speaks(lone, language)
  const ref = { itemId: await itemId() }
  bot.clock.set('2026-11-24T08:05:00Z')
  await clicks(lone, 'agenda.item', ref)
  expect(everything(lone)).not.toMatch(oneChild[language])
  await clicks(lone, 'run.start', { meetingId: at.meeting.id })
  await clicks(lone, 'run.item', ref)
  for (const go of ['views', 'result', 'actions']) {
    expect(everything(lone), go).not.toMatch(oneChild[language])
    await pressesRow(lone, 'go', go)
  }
  expect(headingOf(lone.card)).toBe({ da: 'Hvad aftaler I?', en: 'What do you agree on?' }[language])
  expect(everything(lone)).not.toMatch(oneChild[language])
})

test('an anonymous case is one child, with the signs of most of its age band (R-CONS-6)', async () => {
  at = await startPlanned()
  const { bot, ida } = at
  await adds('anonymousCase', { band: '0' })
  await bot.passTo(askAt)
  await ida.finds('Start')
  await ida.presses('Start')
  await ida.presses('Fortsæt', { suspicion: 'no' })
  expect(ida.words()).toContain('Søger ikke trøst hos de voksne')
  await clicks(ida, 'form.step', { itemId: await itemId(), step: 'perspectives' })
  expect(headingOf(ida.card)).toBe('Barnets og forældrenes perspektiv')
  expect(buttonTitles(ida.card)).toContain('Gem og fortsæt')
})

async function itemId(): Promise<string> {
  const { db, services } = at.bot.app.core
  const [item] = await services.agenda.ofMeeting(db.reader, at.meeting.id)
  return item?.id ?? ''
}
