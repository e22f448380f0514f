import { describe, expect, test } from 'vitest'
import type { TestBot } from '../support/bot.ts'
import { lastWays } from '../support/last-ways.ts'
import { deliversAgain, emptyLedger } from '../support/redelivery.ts'
import { takeSideTrips } from '../support/side-trips.ts'
import { realWords } from '../support/typing.ts'
import { wander } from '../support/wanderer.ts'

/**
 * Teams delivers a click again when it is unsure, and people press twice (lesson 4): one effect, and the same answer
 * (decision 0002). Every click of a play is delivered again in all ways; see deliversAgain.
 */
describe('a click that is delivered again, at once and 20 s later, with its id and with a new one', {
  timeout: 400_000,
}, () => {
  test('has its effect once, and the same answer: every action that writes, where it does what it is for', async () => {
    const ledger = emptyLedger()
    const writing = new Set<string>()
    const meets = (bot: TestBot) => {
      for (const { verb, effect } of bot.app.registry.actions()) if (effect === 'write') writing.add(verb)
      deliversAgain(bot, ledger)
    }
    const options = { language: 'da', sees: () => undefined, meets } as const
    await takeSideTrips(options)
    await takeSideTrips(options, lastWays)
    expect([...ledger.faults]).toEqual([])
    expect(writing.size).toBeGreaterThan(80)
    // A new action needs a button in a side trip, or one of the last ways.
    expect([...writing].filter(verb => !ledger.done.has(verb))).toEqual([])
  })

  test('and so it is for six people who press whatever they meet, whether it succeeds or not', async () => {
    const ledger = emptyLedger()
    await wander({
      typing: realWords,
      language: 'da',
      sees: () => undefined,
      fails: what => ledger.faults.add(what),
      clicks: 20,
      meets: async bot => deliversAgain(bot, ledger),
    })
    expect([...ledger.faults]).toEqual([])
    expect(ledger.done.size).toBeGreaterThan(25)
  })
})
