import { describe, expect, test } from 'vitest'
import type { Language } from '../../src/shared/action.ts'
import type { Card } from '../../src/shared/outcome.ts'
import { asSent, complaintsAbout } from '../support/card-rules.ts'
import { headingOf, largestCard, nodes, sizeOf } from '../support/cards.ts'
import { loadCards } from '../support/sample-cards.ts'
import { takeSideTrips } from '../support/side-trips.ts'
import { childrensNames, hostileWords, observed, realWords } from '../support/typing.ts'
import { type Wandering, wander } from '../support/wanderer.ts'

const cards = await loadCards()

/** Cards of one name differ in few ways: these are drawn, all are measured. */
const drawnOfEach = 8

interface Walk {
  met: ReadonlyMap<string, Card[]>
  /** what went wrong on the way */
  faults: string[]
  /** all that was typed into a field */
  typed: ReadonlySet<string>
  logged: string[]
}

/** Drawn in one language alone, and why. */
const neverIn: Readonly<Record<Language, readonly string[]>> = {
  da: [],
  // The first question of all: the language is chosen afterwards.
  en: ['profession'],
}

async function walk(options: Pick<Wandering, 'typing' | 'language'>): Promise<Walk> {
  const met = new Map<string, Card[]>()
  const faults = new Set<string>()
  const typed = new Set<string>()
  const logged: string[] = []
  const sees = (card: Card) => met.set(card.name, [...(met.get(card.name) ?? []), card])
  await wander({
    ...options,
    typing(field, nth) {
      const words = options.typing(field, nth)
      typed.add(words)
      return words
    },
    logs: line => logged.push(line),
    clicks: 36,
    fails: what => faults.add(what),
    sees,
  })
  await takeSideTrips({ language: options.language, sees })
  return { met, faults: [...faults], typed, logged }
}

/** Ids, codes and counts alone (R-SEC-5): no name, and nothing of what anybody typed. */
function telling({ typed, logged }: Walk): string[] {
  const names = [
    'Lone Holm',
    'Mette Dahl',
    'Jens Bach',
    'Sara Lind',
    'Ida Krogh',
    'Bo Frem',
    ...childrensNames,
  ]
  const secrets = [...names.flatMap(name => [name, ...name.split(' ')]), ...typed]
    .map(words => JSON.stringify(words.slice(0, 40)).slice(1, -1))
    .filter(words => words.length > 2)
  return logged.filter(line => secrets.some(words => line.includes(words)))
}

function complaintsOf({ met }: Walk): string[] {
  const complaints = new Set<string>()
  for (const [name, all] of met) {
    const sizes = all.map(card => ({ card, size: sizeOf(asSent(card)) })).toSorted((a, b) => b.size - a.size)
    const step = Math.max(1, Math.floor(sizes.length / drawnOfEach))
    for (const [index, { card, size }] of sizes.entries()) {
      if (size > largestCard) complaints.add(`${name}: larger than ${largestCard} bytes, page it`)
      if (index % step === 0)
        for (const complaint of complaintsAbout(card).complaints) complaints.add(`${name}: ${complaint}`)
    }
  }
  return [...complaints]
}

/** Cards that did not come by in this language: a new one needs a button in the walk, or a side trip. */
function missedIn(language: Language, { met }: Walk): string[] {
  const came = (name: string) => met.get(name)?.some(card => card.json.lang === language)
  return [...cards.keys()].filter(name => !came(name) && !neverIn[language].includes(name))
}

/** Every card ends with what happens now, who does it and when (P5): those that do not, by name and heading. */
function silent({ met }: Walk): string[] {
  const saysNext = ({ json }: Card) => [...nodes(json)].some(node => node.id === 'next')
  const without = [...met.values()].flat().filter(card => !saysNext(card))
  return [...new Set(without.map(({ name, json }) => `${name}: ${headingOf(json)}`))]
}

describe('six people press every button they meet, and go the rare ways', { timeout: 240_000 }, () => {
  test('and write what people write: every card is good, and none that is posted tells of a child', async () => {
    const walked = await walk({ typing: realWords, language: 'da' })
    expect(walked.faults).toEqual([])
    expect(complaintsOf(walked)).toEqual([])
    expect(walked.logged.length).toBeGreaterThan(0)
    expect(telling(walked)).toEqual([])
    const posted = [...walked.met.values()].flat().filter(card => card.rests === 'posted')
    const tellingCards = posted.filter(({ json }) => {
      const text = JSON.stringify(json)
      return [...childrensNames, ...observed].some(words => text.includes(words))
    })
    expect(tellingCards.map(({ name, json }) => `${name}: ${JSON.stringify(json).slice(0, 600)}`)).toEqual([])
    expect(missedIn('da', walked)).toEqual([])
    expect(silent(walked)).toEqual([])
  })

  test('and write what would make layouts, mentions and sums, at length: it is shown as text', async () => {
    const walked = await walk({ typing: hostileWords, language: 'en' })
    expect(walked.faults).toEqual([])
    expect(complaintsOf(walked)).toEqual([])
    expect(telling(walked)).toEqual([])
    expect(missedIn('en', walked)).toEqual([])
    expect(silent(walked)).toEqual([])
  })
})
