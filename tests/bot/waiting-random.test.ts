import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { isUpcoming, type Meeting } from '../../src/features/meetings/model.ts'
import { clicks, noah, type PlannedSolsikken, startPlanned } from '../support/agenda.ts'
import { cancelsMeeting } from '../support/meetings.ts'

let at: PlannedSolsikken
beforeAll(async () => {
  at = await startPlanned()
})
afterAll(() => at.bot.stop())

const now = () => at.bot.clock.now()
const reader = () => at.bot.app.core.db.reader
const services = () => at.bot.app.core.services
const dayMs = 86_400_000

/** every item there ever was, and those that somebody has ended */
const known = new Set<string>()
const ended = new Set<string>()
let names = 0

type Step =
  | { do: 'add'; months: number; minutes: number; to: number }
  | {
      do: 'move' | 'postpone' | 'wait' | 'take' | 'delete' | 'anonymous' | 'longer'
      item: number
      to: number
    }
  | { do: 'plan' | 'cancel' | 'hold' | 'deadline'; to: number }

const place = fc.integer({ min: 0, max: 9 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      months: fc.constantFrom(8, 20, 40, 70),
      minutes: fc.constantFrom(20, 30, 40),
      to: place,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('move', 'postpone', 'wait', 'take', 'delete', 'anonymous', 'longer' as const),
      item: place,
      to: place,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('plan', 'plan', 'plan', 'cancel', 'cancel', 'hold', 'deadline' as const),
      to: place,
    }),
  },
)

const coming = async (): Promise<Meeting[]> =>
  (await services().meetings.ofTeam(reader(), at.team.id))
    .filter(one => isUpcoming(one, now()))
    .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())
const itemsNow = (): Promise<AgendaItem[]> =>
  Promise.all([...known].map(id => services().agenda.get(reader(), id)))
const pick = <T>(all: readonly T[], index: number): T | undefined => all[index % Math.max(1, all.length)]

async function adds({ months, minutes, to }: Extract<Step, { do: 'add' }>): Promise<void> {
  names += 1
  const meetingId = pick([...(await coming()).map(({ id }) => id), ''], to) ?? ''
  const about = { ...noah, childName: `Barn ${names} Berg`, age: String(months), ageUnit: 'months' }
  await clicks(at.lone, 'agenda.add', { teamId: at.team.id, meetingId, kind: 'child', ...about })
  const all = [
    ...(await services().agenda.waiting(reader(), at.team.id)),
    ...(await Promise.all((await coming()).map(one => services().agenda.ofMeeting(reader(), one.id)))).flat(),
  ]
  const item = all.find(({ id }) => !known.has(id))
  if (!item) throw new Error('what was added is nowhere')
  known.add(item.id)
  await at.lone.presses('Gem', { minutes, formFillerId: 'none' })
}

async function changes(did: Extract<Step, { item: number }>): Promise<void> {
  const open = (await itemsNow()).filter(({ status }) => status === 'open')
  const item = pick(open, did.item)
  if (!item) return
  const itemId = item.id
  const meetingId = pick(await coming(), did.to)?.id ?? ''
  const { lone } = at
  if (did.do === 'move') await clicks(lone, 'agenda.move', { itemId, to: meetingId })
  if (did.do === 'wait') await clicks(lone, 'agenda.move', { itemId, to: 'waiting' })
  if (did.do === 'postpone') await clicks(lone, 'agenda.postpone', { itemId })
  if (did.do === 'take') await clicks(lone, 'agenda.take', { itemId, meetingId })
  if (did.do === 'longer') {
    await clicks(lone, 'agenda.plan', { itemId })
    await lone.presses('Gem', { minutes: item.minutes + 20, formFillerId: 'none' })
  }
  if (did.do === 'delete') {
    await clicks(lone, 'agenda.delete', { itemId })
    ended.add(itemId)
  }
  if (did.do !== 'anonymous' || item.kind !== 'child') return
  await clicks(lone, 'agenda.anonymous', { itemId })
  await lone.presses('Sæt på dagsordenen', { problem: 'Et barn er stille.', band: did.to < 5 ? '0' : '36' })
  ended.add(itemId)
  const all = await services().agenda.waiting(reader(), at.team.id)
  for (const one of await coming()) all.push(...(await services().agenda.ofMeeting(reader(), one.id)))
  for (const one of all) known.add(one.id)
}

/** Half of the items are spoken of. */
async function holds(meeting: Meeting): Promise<void> {
  await at.bot.passTo(meeting.startAt)
  const { agenda, meetings } = services()
  await at.bot.app.core.db.write(async tx => {
    await meetings.setStatus(tx, meeting.id, 'running', now())
    for (const [index, item] of (await agenda.ofMeeting(tx, meeting.id)).entries())
      if (index % 2 === 0) await agenda.setStatus(tx, item.id, 'held', now())
    await meetings.setStatus(tx, meeting.id, 'held', now())
  })
}

async function does(did: Step): Promise<void> {
  if (did.do === 'add') return adds(did)
  if ('item' in did) return changes(did)
  const [next] = await coming()
  const last = (await coming()).at(-1)
  if (did.do === 'plan') {
    const from = last ? last.startAt : now()
    const start = new Date(from.getTime() + (7 + did.to) * dayMs)
    start.setUTCHours(8, 0, 0, 0)
    await at.plan(start.toISOString(), new Date(start.getTime() + 60 * 60_000).toISOString())
  } else if (did.do === 'cancel') {
    const meeting = pick(await coming(), did.to)
    if (meeting) await cancelsMeeting(at.bot, meeting)
  } else if (next && did.do === 'hold') await holds(next)
  else if (next && did.do === 'deadline' && next.dueAt > now()) await at.bot.passTo(next.dueAt)
}

async function nothingIsLost(): Promise<void> {
  const ahead = await coming()
  const waiting = new Set((await services().agenda.waiting(reader(), at.team.id)).map(({ id }) => id))
  for (const item of await itemsNow()) {
    const on = ahead.filter(({ id }) => id === item.meetingId)
    const places = [
      item.status === 'open' && on.length === 1,
      item.status === 'open' && waiting.has(item.id) && item.waitingSince !== null,
      item.status === 'held',
      (item.status === 'deleted' || item.status === 'replaced') && ended.has(item.id),
    ]
    expect(places.filter(Boolean), `${item.id} ${item.status}`).toHaveLength(1)
  }
  for (const meeting of ahead) {
    const items = await services().agenda.ofMeeting(reader(), meeting.id)
    const { budget } = await services().agenda.budgets.of(reader(), meeting, items, now())
    expect(budget.overMinutes, 'nobody has insisted').toBe(0)
  }
}

test('whatever happens, an item is on one coming meeting, waits, was spoken of, or was ended by somebody (R-AGENDA-3)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 22, maxLength: 26 }), async steps => {
      for (const one of steps) {
        await does(one)
        await nothingIsLost()
      }
    }),
    { numRuns: 3, endOnFailure: true },
  )
  expect(known.size).toBeGreaterThan(10)
}, 60_000)
