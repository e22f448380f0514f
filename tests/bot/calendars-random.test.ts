import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../src/shared/action.ts'
import type { Tx } from '../../src/shared/transaction.ts'
import { actorOf, startTestBot, type TestBot, type TestPerson } from '../support/bot.ts'
import { type FakeGraph, type Fault, startFakeGraph } from '../support/fake-graph.ts'
import { type Solsikken, startSolsikken } from '../support/solsikken.ts'

let graph: FakeGraph
let bot: TestBot
let s: Solsikken
let lone: Actor
beforeAll(async () => {
  graph = await startFakeGraph()
  bot = await startTestBot({ now: '2026-10-05T08:00:00Z', graph: graph.access })
  s = await startSolsikken(bot)
  lone = await actorOf(bot, s.lone)
})
afterAll(async () => {
  await bot.stop()
  await graph.stop()
})

const services = () => bot.app.core.services
const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bot.app.core.db.write(work)
const mailbox = (person: TestPerson) => person.conversationId.slice(2)
const wait = async (minutes: number) => {
  bot.clock.set(new Date(bot.clock.now().getTime() + minutes * 60_000))
  await bot.app.engine.runDue()
}

type Step =
  | { do: 'move' | 'again'; days: number }
  | { do: 'join' | 'leave' | 'round' | 'cancel' | 'expire' }
  | { do: 'wait'; minutes: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('move' as const), days: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('again' as const), days: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('join', 'leave', 'round', 'round', 'expire' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
  },
)

const fault: fc.Arbitrary<Fault | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Fault>(
      { status: 500 },
      { status: 429, retryAfter: 45 },
      { status: 503, retryAfter: 20 },
      { status: 401 },
      { after: 502 },
      { reset: 'before' },
      { reset: 'after' },
    ),
  },
)

test('whatever is changed and whatever fails, each participant ends with the one event that is so', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 14 }),
      fc.array(fault, { minLength: 5, maxLength: 60 }),
      fc.constantFrom('answered' as const, 'refused' as const),
      async (steps, faults, duplicates) => {
        graph.duplicates = duplicates
        graph.events.length = 0
        const base = bot.clock.now().getTime() + 30 * 86_400_000
        const span = (days: number) => {
          const startAt = new Date(base + days * 86_400_000)
          return { startAt, endAt: new Date(startAt.getTime() + 3_600_000) }
        }
        const input = { team: s.team, ...span(0), pollId: null, createdById: s.lone.personId }
        const { id } = await write(tx => services().meetings.create(tx, input, bot.clock.now()))
        let at = 0
        graph.fault = () => {
          at += 1
          return faults[at - 1] ?? null
        }
        try {
          for (const one of steps) await carryOut(one, id, span)
          graph.fault = () => null
          // Until nothing waits any more: the longest pause between two tries is an hour.
          for (const minutes of [0, 1, 12, 61, 61, 12]) await wait(minutes)

          const { db } = bot.app.core
          const meeting = await services().meetings.get(db.reader, id)
          const invited = new Set(
            (await services().meetings.participants(db.reader, meeting)).map(one => one.personId),
          )
          for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara, s.ida]) {
            const wanted = meeting.status !== 'cancelled' && invited.has(person.personId)
            const local = new Intl.DateTimeFormat('sv-SE', {
              timeZone: 'Europe/Copenhagen',
              dateStyle: 'short',
              timeStyle: 'medium',
            }).format(meeting.startAt)
            const starts = graph
              .of(mailbox(person))
              .map(({ body }) => (body.start as { dateTime: string }).dateTime)
            expect(starts).toEqual(wanted ? [local.replace(' ', 'T')] : [])
          }
          expect((await bot.app.engine.health()).ok).toBe(true)
        } finally {
          graph.fault = () => null
          await write(async tx => {
            const now = await services().meetings.get(tx, id)
            await services().meetings.cancel(tx, now, lone, bot.clock.now())
            await services().teams.removeMember(tx, s.team, s.ida.personId, lone, bot.clock.now())
          })
          await wait(0)
        }
      },
    ),
    { numRuns: 15, endOnFailure: true },
  )
}, 240_000)

async function carryOut(
  one: Step,
  id: string,
  span: (days: number) => { startAt: Date; endAt: Date },
): Promise<void> {
  const now = bot.clock.now()
  const { meetings, teams } = services()
  const move = (days: number) =>
    write(async tx => {
      const { startAt, endAt } = span(days)
      await meetings.move(tx, await meetings.get(tx, id), startAt, endAt, lone, now)
    })
  if (one.do === 'move' || one.do === 'again') await move(one.days)
  if (one.do === 'again') await move(0)
  if (one.do === 'cancel') await write(async tx => meetings.cancel(tx, await meetings.get(tx, id), lone, now))
  const place = { personId: s.ida.personId, profession: 'pedagogue' as const, required: false }
  if (one.do === 'join') await write(tx => teams.addMember(tx, s.team, place, lone, now))
  if (one.do === 'leave') await write(tx => teams.removeMember(tx, s.team, s.ida.personId, lone, now))
  if (one.do === 'expire') graph.expireTokens()
  if (one.do === 'round') await bot.app.engine.runDue()
  if (one.do === 'wait') await wait(one.minutes)
}
