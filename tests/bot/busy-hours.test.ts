import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asksTeam, picks } from '../support/asked-by-many.ts'
import { startTestBot, type TestBot, type TestPerson } from '../support/bot.ts'
import { inputValues } from '../support/cards.ts'
import { type FakeGraph, startFakeGraph } from '../support/fake-graph.ts'
import { type Solsikken, startSolsikken } from '../support/solsikken.ts'
import { startTeamOf } from '../support/team.ts'

let graph: FakeGraph
let bot: TestBot
let s: Solsikken
let logged: string
beforeEach(async () => {
  logged = ''
  const write = (event: string, fields = {}) => {
    logged += JSON.stringify({ event, ...fields })
  }
  graph = await startFakeGraph()
  bot = await startTestBot({
    now: '2026-10-05T08:00:00Z',
    graph: { ...graph.access, events: false },
    log: { info: write, warn: write, error: write },
  })
  s = await startSolsikken(bot)
})
afterEach(async () => {
  await bot.stop()
  await graph.stop()
})

const mailbox = (person: TestPerson) => person.conversationId.slice(2)
const asked = () => graph.calls.filter(call => call.path.endsWith('/getSchedule'))
const proposed = () =>
  Object.entries(inputValues(s.lone.card))
    .filter(([name, value]) => name.startsWith('day') && value !== '')
    .map(([, value]) => value)
async function draft(): Promise<void> {
  await s.lone.says('hej')
  await s.lone.presses('Find en mødedato')
}

describe('busy in their own calendar (R-CAL)', () => {
  test('a required member who is busy that day is not proposed it, and nobody learns by what', async () => {
    graph.busy.set(mailbox(s.jens), [{ startAt: '2026-10-20T05:00:00Z', endAt: '2026-10-20T16:00:00Z' }])
    await draft()
    expect(proposed().length).toBeGreaterThan(2)
    expect(proposed()).not.toContain('2026-10-20')
    expect(JSON.stringify(s.lone.card)).not.toContain('HEMMELIGT')
    expect(logged).not.toContain('HEMMELIGT')
  })

  test('somebody who is busy is free just before and just after, in summer time and in winter time', async () => {
    graph.busy.set(mailbox(s.jens), [
      { startAt: '2026-10-20T09:00:00Z', endAt: '2026-10-20T16:00:00Z' },
      { startAt: '2026-10-27T05:00:00Z', endAt: '2026-10-27T08:00:00Z' },
    ])
    await draft()
    // Nine to eleven local time: 07–09 UTC before the clocks change, 08–10 UTC after.
    expect(proposed()).toEqual(expect.arrayContaining(['2026-10-20', '2026-10-27']))
  })

  test('tentative and working elsewhere keep nobody away', async () => {
    graph.busy.set(mailbox(s.jens), [
      { startAt: '2026-10-20T05:00:00Z', endAt: '2026-10-20T16:00:00Z', figure: '1' },
    ])
    await draft()
    expect(proposed()).toContain('2026-10-20')
  })

  test('all are asked about at once, nothing but when they are busy is used, and not again for a few minutes', async () => {
    await draft()
    const first = asked().length
    expect(first).toBeGreaterThan(0)
    for (const call of asked()) {
      expect(call.body?.schedules).toHaveLength(5)
      expect(call.body?.availabilityViewInterval).toBe(15)
    }
    await draft()
    expect(asked()).toHaveLength(first)
    bot.clock.set(new Date(bot.clock.now().getTime() + 6 * 60_000))
    await draft()
    expect(asked().length).toBeGreaterThan(first)
  })

  test('when Graph fails nothing is greyed out, nobody sees an error, and for a minute nobody waits for it', async () => {
    graph.busy.set(mailbox(s.jens), [{ startAt: '2026-10-20T05:00:00Z', endAt: '2026-10-20T16:00:00Z' }])
    graph.fault = () => ({ status: 500 })
    await draft()
    expect(proposed()).toContain('2026-10-20')
    const calls = graph.calls.length
    graph.fault = () => null
    await draft()
    expect(graph.calls).toHaveLength(calls)
    bot.clock.set(new Date(bot.clock.now().getTime() + 61_000))
    await draft()
    expect(proposed()).not.toContain('2026-10-20')
  })

  test('a Graph that hangs keeps the answer for a moment only', async () => {
    graph.fault = () => ({ hang: true })
    const before = performance.now()
    await draft()
    expect(proposed()).toContain('2026-10-20')
    expect(performance.now() - before).toBeLessThan(10_000)
  })

  test('somebody without a mailbox greys out nothing, and the others are known all the same', async () => {
    graph.closed.set(mailbox(s.jens), 404)
    graph.busy.set(mailbox(s.jens), [{ startAt: '2026-10-20T05:00:00Z', endAt: '2026-10-20T16:00:00Z' }])
    graph.busy.set(mailbox(s.mette), [{ startAt: '2026-10-27T05:00:00Z', endAt: '2026-10-27T16:00:00Z' }])
    await draft()
    expect(proposed()).toContain('2026-10-20')
    expect(proposed()).not.toContain('2026-10-27')
  })

  test('the next meeting, proposed by itself, is looked at once more before the team is asked', async () => {
    const { core } = bot.app
    const [startAt, endAt] = [new Date('2026-10-06T07:00:00Z'), new Date('2026-10-06T09:00:00Z')]
    const input = { team: s.team, startAt, endAt, pollId: null, createdById: s.lone.personId }
    await core.db.write(tx => core.services.meetings.create(tx, input, bot.clock.now()))
    graph.busy.set(mailbox(s.jens), [{ startAt: '2026-11-17T06:00:00Z', endAt: '2026-11-17T16:00:00Z' }])
    await bot.passTo('2026-10-07T07:00:00Z')
    await s.lone.finds('Hvornår mødes I næste gang?')
    expect(s.lone.words()).toContain('Tirsdag 17. november kl. 9.00')
    await s.lone.presses('Spørg teamet')
    expect(s.lone.words()).toContain('De foreslåede tider kan ikke længere bruges.')
    expect(s.lone.words().split('\n')).not.toContain('Tirsdag 17. november kl. 9.00')
    expect(s.lone.words()).not.toContain('HEMMELIGT')
    await s.lone.presses('Spørg teamet')
    expect(s.lone.words()).toContain('5 i teamet er spurgt.')
  })

  test('the next meeting is proposed with everybody’s own calendar when its card is opened', async () => {
    graph.busy.set(mailbox(s.jens), [{ startAt: '2026-10-20T05:00:00Z', endAt: '2026-10-20T16:00:00Z' }])
    const answer = await s.lone.sends({ v: 1, n: 'x', verb: 'next.open', teamId: s.team.id })
    expect(answer.words).toContain('Tirsdag 27. oktober kl. 9.00')
    expect(answer.words.split('\n')).not.toContain('Tirsdag 20. oktober kl. 9.00')
  })

  test('whoever may not ask has nobody looked up', async () => {
    const answer = await s.mette.sends({ v: 1, n: 'x', verb: 'poll.draft', teamId: s.team.id })
    expect(answer.words).toContain('ikke adgang')
    expect(graph.calls).toEqual([])
  })

  test('a meeting is not in its own way when it moves, and what else is there is', async () => {
    const { core } = bot.app
    const [startAt, endAt] = [new Date('2026-10-20T07:00:00Z'), new Date('2026-10-20T09:00:00Z')]
    const input = { team: s.team, startAt, endAt, pollId: null, createdById: s.lone.personId }
    const { id } = await core.db.write(tx => core.services.meetings.create(tx, input, bot.clock.now()))
    // It stands in their calendars, and Sara has something right after it.
    for (const person of [s.mette, s.jens, s.sara])
      graph.busy.set(mailbox(person), [{ startAt: '2026-10-20T07:00:00Z', endAt: '2026-10-20T09:00:00Z' }])
    graph.busy.get(mailbox(s.sara))?.push({ startAt: '2026-10-20T10:00:00Z', endAt: '2026-10-20T11:00:00Z' })
    const check = (start: string, end: string) =>
      s.lone.sends({
        ...{ v: 1, n: 'x', verb: 'meeting.checkMove', meetingId: id },
        ...{ day: '2026-10-20', start, end, place: 'Personalestuen', toDay: '', toStart: '', toEnd: '' },
      })
    expect((await check('09:30', '11:30')).words).toContain('Flyt mødet?')
    const busy = await check('10:30', '12:30')
    expect(busy.words).toContain('Sara Lind')
    expect(busy.words).not.toContain('Mette Dahl')
  })
})

test('a half-year goes round who is busy in their own calendar, also where they have promised the hour', async () => {
  const bo = await bot.person('Bo Lund', 'daycareLeader')
  const team = await startTeamOf(bot, bo, 'Kastanjen', [s.jens])
  await asksTeam(bot, bo, team, ['2026-10-20T07:00:00Z'])
  await bot.app.engine.runDue()
  await s.jens.finds('Send svar')
  await s.jens.presses(
    'Send svar',
    picks(s.jens.card, () => 'yes'),
  )
  const day = { startAt: '2026-10-20T05:00:00Z', endAt: '2026-10-20T16:00:00Z' }
  graph.busy.set(mailbox(s.jens), [day])
  await s.lone.says('planlæg halvåret')
  expect(proposed()).toHaveLength(5)
  expect(proposed()).not.toContain('2026-10-20')
  expect(s.lone.words()).toContain('Jens Bach er optaget')
})
