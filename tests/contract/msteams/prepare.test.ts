import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createRegistry } from '../../../src/msteams/registry.ts'
import { createAnswerMemory } from '../../../src/msteams/store.prisma.ts'
import { createTurns, type Turns } from '../../../src/msteams/turns.ts'
import { type Actor, defineAction } from '../../../src/shared/action.ts'
import { randomIds } from '../../../src/shared/ids.ts'
import { type TemporaryDatabase, temporaryDatabase } from '../../support/database.ts'

const actor: Actor = {
  tenantId: 't',
  personId: 'lone',
  profession: null,
  language: 'da',
  memberships: [],
  invitations: [],
}

let database: TemporaryDatabase
let turns: Turns
/** what was called, in order */
let calls: string[]
/** what the preparation waits for */
let outside: () => Promise<void>

beforeAll(async () => {
  database = await temporaryDatabase()
  const { db } = database
  const schema = z.object({ who: z.string().default('lone') })
  const action = (verb: string, effect: 'read' | 'write') =>
    defineAction({
      verb,
      effect,
      schema,
      authorize: async turn => (turn.payload.who === turn.actor.personId ? turn.payload.who : null),
      async prepare(turn, who) {
        calls.push(`prepare ${who}`)
        expect(turn.tx).toBe(db.reader)
        await outside()
        calls.push('prepared')
      },
      async run() {
        calls.push('run')
        return { type: 'text', text: 'done' }
      },
    })
  turns = createTurns({
    posted: { touch: async () => false, untouched: async () => false },
    db,
    registry: createRegistry([{ actions: [action('a.read', 'read'), action('a.write', 'write')] }]),
    memory: createAnswerMemory(database.codec),
    clock: { now: () => new Date('2026-10-05T08:00:00Z') },
    ids: randomIds,
    refresh: async () => actor,
    digest: text => text,
    kick: () => undefined,
  })
})
afterAll(() => database.cleanup())
beforeEach(() => {
  calls = []
  outside = async () => undefined
})

const click = (verb: string, more = {}) =>
  turns.click(actor, { activityKey: randomIds.next(), data: { v: 1, n: randomIds.next(), verb, ...more } })

test.each(['a.read', 'a.write'])('%s looks outside before its turn, and never inside it', async verb => {
  let saved = false
  // A write that waits for the preparation would never be over: both would wait for each other.
  outside = () =>
    database.db.write(async () => {
      saved = true
    })
  await click(verb)
  expect(calls).toEqual(['prepare lone', 'prepared', 'run'])
  expect(saved).toBe(true)
  await turns.perform(actor, verb, {})
  expect(calls.slice(3)).toEqual(['prepare lone', 'prepared', 'run'])
})

test('nothing is looked up for somebody who may not, or for what cannot be read', async () => {
  await click('a.write', { who: 'mette' })
  await click('a.write', { who: 7 })
  expect(calls).toEqual([])
})

test('what goes wrong outside costs the answer nothing', async () => {
  outside = async () => {
    throw new Error('outside is down')
  }
  await click('a.write')
  expect(calls).toEqual(['prepare lone', 'run'])
})

test('what hangs outside keeps the answer for a moment only, and ends by itself', async () => {
  let release = () => {}
  outside = () =>
    new Promise(resolve => {
      release = resolve
    })
  const before = performance.now()
  await click('a.write')
  expect(performance.now() - before).toBeLessThan(3000)
  expect(calls).toEqual(['prepare lone', 'run'])
  release()
  await Promise.resolve()
  await Promise.resolve()
  expect(calls).toEqual(['prepare lone', 'run', 'prepared'])
})
