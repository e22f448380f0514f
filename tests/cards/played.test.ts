import { describe, expect, test } from 'vitest'
import type { Card } from '../../src/shared/outcome.ts'
import { asSent, complaintsAbout } from '../support/card-rules.ts'
import { largestCard, sizeOf } from '../support/cards.ts'
import { loadCards } from '../support/sample-cards.ts'
import { childrensNames, hostileWords, observed, realWords } from '../support/typing.ts'
import { wander } from '../support/wanderer.ts'

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

async function walk(options: Pick<Parameters<typeof wander>[0], 'typing' | 'language'>): Promise<Walk> {
  const met = new Map<string, Card[]>()
  const faults = new Set<string>()
  const typed = new Set<string>()
  const logged: string[] = []
  await wander({
    ...options,
    typing(field, nth) {
      const words = options.typing(field, nth)
      typed.add(words)
      return words
    },
    logs: line => logged.push(line),
    clicks: 60,
    fails: what => faults.add(what),
    sees(card) {
      met.set(card.name, [...(met.get(card.name) ?? []), card])
    },
  })
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

/** Most cards come by; those of rare turns are drawn with made-up data alone. */
function expectMostOf({ met }: Walk): void {
  expect(met.size / cards.size).toBeGreaterThan(0.75)
}

describe('six people press every button they meet', { timeout: 240_000 }, () => {
  test('and write what people write: every card is good, and none that is posted tells of a child', async () => {
    const walked = await walk({ typing: realWords })
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
    expectMostOf(walked)
  })

  test('and write what would make layouts, mentions and sums, at length: it is shown as text', async () => {
    const walked = await walk({ typing: hostileWords, language: 'en' })
    expect(walked.faults).toEqual([])
    expect(complaintsOf(walked)).toEqual([])
    expect(telling(walked)).toEqual([])
    expectMostOf(walked)
  })
})
