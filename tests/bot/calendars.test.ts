import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCalendarStore } from '../../src/features/calendar/store.prisma.ts'
import type { Meeting } from '../../src/features/meetings/model.ts'
import type { Actor } from '../../src/shared/action.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { randomIds } from '../../src/shared/ids.ts'
import type { LogFields } from '../../src/shared/log.ts'
import type { Tx } from '../../src/shared/transaction.ts'
import { actorOf, startTestBot, type TestBot, type TestPerson } from '../support/bot.ts'
import { nodes } from '../support/cards.ts'
import { type FakeGraph, type Fault, startFakeGraph } from '../support/fake-graph.ts'
import { type Solsikken, startSolsikken } from '../support/solsikken.ts'

let graph: FakeGraph
let bot: TestBot
let s: Solsikken
let lone: Actor
let logged: { event: string; fields: LogFields }[]
beforeEach(async () => {
  logged = []
  const write = (event: string, fields: LogFields = {}) => void logged.push({ event, fields })
  graph = await startFakeGraph()
  bot = await startTestBot({
    now: '2026-10-05T08:00:00Z',
    graph: graph.access,
    log: { info: write, warn: write, error: write },
  })
  s = await startSolsikken(bot)
  lone = await actorOf(bot, s.lone)
})
afterEach(async () => {
  await bot.stop()
  await graph.stop()
})

const mailbox = (person: TestPerson) => person.conversationId.slice(2)
const everybody = () => [s.lone, s.mette, s.jens, s.ali, s.sara]
const services = () => bot.app.core.services
const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bot.app.core.db.write(work)

async function plan(startAt = '2026-10-20T07:00:00Z', endAt = '2026-10-20T09:00:00Z'): Promise<Meeting> {
  const span = { startAt: new Date(startAt), endAt: new Date(endAt) }
  const input = { team: s.team, ...span, pollId: null, createdById: s.lone.personId }
  return write(tx => services().meetings.create(tx, input, bot.clock.now()))
}
async function move(id: string, startAt: string, endAt: string): Promise<void> {
  await write(async tx => {
    const meeting = await services().meetings.get(tx, id)
    return services().meetings.move(tx, meeting, new Date(startAt), new Date(endAt), lone, bot.clock.now())
  })
}
async function cancel(id: string): Promise<void> {
  await write(async tx =>
    services().meetings.cancel(tx, await services().meetings.get(tx, id), lone, bot.clock.now()),
  )
}
const round = () => bot.app.engine.runDue()
const later = async (minutes: number) => {
  bot.clock.set(new Date(bot.clock.now().getTime() + minutes * 60_000))
  await round()
}
const starts = (person: TestPerson) =>
  graph
    .of(mailbox(person))
    .map(event => (event.body.start as { dateTime: string }).dateTime)
    .toSorted()
const standing = async (person: TestPerson, meeting: Meeting) =>
  (await services().meetings.inCalendar(bot.app.core.db.reader, meeting, person.personId)).standing
const changing = () => graph.calls.filter(call => ['POST', 'PATCH', 'DELETE'].includes(call.method))

describe('a meeting in people’s own calendars (R-POLL-6)', () => {
  test('is put into each participant’s, with nothing about a child or a person', async () => {
    await plan()
    expect(graph.events).toEqual([])
    await round()
    for (const person of everybody()) expect(starts(person)).toEqual(['2026-10-20T09:00:00'])
    expect(graph.of(mailbox(s.ida))).toEqual([])
    const { body } = graph.of(mailbox(s.mette))[0]!
    expect(body).toMatchObject({
      subject: 'Møde: Ressourceteam Solsikken',
      body: { contentType: 'text', content: 'Dagsorden og skemaer ligger i Rød Tråd i Teams.' },
      start: { dateTime: '2026-10-20T09:00:00', timeZone: 'Europe/Copenhagen' },
      end: { dateTime: '2026-10-20T11:00:00', timeZone: 'Europe/Copenhagen' },
      location: { displayName: 'Personalestuen' },
      sensitivity: 'private',
      showAs: 'busy',
    })
    expect(body).not.toHaveProperty('attendees')
    expect(JSON.stringify(graph.calls)).not.toMatch(/Lone|Mette|Jens|Ali|Sara/)
  })

  test('one that cannot be taken up keeps no other waiting, and is not lost', async () => {
    const { id } = await plan()
    const row = await write(tx => clientOf(tx).meeting.delete({ where: { id } }))
    bot.clock.set('2026-10-05T08:01:00Z')
    await plan('2026-12-01T08:00:00Z', '2026-12-01T10:00:00Z')
    await round()
    expect(starts(s.mette)).toEqual(['2026-12-01T09:00:00'])
    expect(logged.filter(one => one.event === 'calendar.fault')).toHaveLength(5)
    for (let tries = 0; tries < 4; tries += 1) await later(10)
    expect((await bot.app.engine.health()).ok).toBe(false)
    await write(tx => clientOf(tx).meeting.create({ data: row }))
    await later(60)
    expect(starts(s.mette)).toEqual(['2026-10-20T09:00:00', '2026-12-01T09:00:00'])
    expect((await bot.app.engine.health()).ok).toBe(true)
  })

  test('moves with it over a change of clock, and goes when it is cancelled', async () => {
    const { id } = await plan()
    await round()
    const [before] = graph.of(mailbox(s.mette))
    await move(id, '2026-11-03T08:00:00Z', '2026-11-03T10:00:00Z')
    await round()
    expect(graph.of(mailbox(s.mette)).map(event => event.id)).toEqual([before?.id])
    expect(starts(s.mette)).toEqual(['2026-11-03T09:00:00'])
    await cancel(id)
    await round()
    expect(graph.events).toEqual([])
  })

  test('moved twice while Graph was down is moved once, to where it is', async () => {
    const { id } = await plan()
    await round()
    graph.fault = () => ({ status: 500 })
    await move(id, '2026-10-27T08:00:00Z', '2026-10-27T10:00:00Z')
    await round()
    await move(id, '2026-10-28T08:00:00Z', '2026-10-28T10:00:00Z')
    await round()
    graph.fault = () => null
    const from = graph.calls.length
    await later(2)
    expect(graph.calls.slice(from).filter(call => call.method === 'PATCH')).toHaveLength(5)
    for (const person of everybody()) expect(starts(person)).toEqual(['2026-10-28T09:00:00'])
  })

  test('whoever comes later gets it, whoever leaves loses it, and coming back brings it back', async () => {
    const meeting = await plan()
    await round()
    const place = { personId: s.ida.personId, profession: 'pedagogue' as const, required: false }
    const join = () => write(tx => services().teams.addMember(tx, s.team, place, lone, bot.clock.now()))
    const leave = () =>
      write(tx => services().teams.removeMember(tx, s.team, s.ida.personId, lone, bot.clock.now()))
    await join()
    await round()
    expect(starts(s.ida)).toEqual(['2026-10-20T09:00:00'])
    const from = changing().length
    await leave()
    await round()
    expect(starts(s.ida)).toEqual([])
    expect(changing().slice(from)).toHaveLength(1)
    await join()
    await round()
    expect(starts(s.ida)).toEqual(['2026-10-20T09:00:00'])
    expect(await standing(s.ida, meeting)).toBe('there')
  })

  test('a guest has it as long as they are invited', async () => {
    const meeting = await plan()
    const invitation = {
      personId: s.ida.personId,
      itemId: null,
      asFiller: false,
      invitedById: s.lone.personId,
    }
    await write(tx => services().meetings.invite(tx, meeting, invitation, lone, bot.clock.now()))
    await round()
    expect(starts(s.ida)).toEqual(['2026-10-20T09:00:00'])
    await write(tx => services().meetings.uninvite(tx, meeting, s.ida.personId, lone, bot.clock.now()))
    await round()
    expect(starts(s.ida)).toEqual([])
  })

  test('cancelled before it was put anywhere, it never is', async () => {
    const { id } = await plan()
    await cancel(id)
    await round()
    expect(graph.calls).toEqual([])
  })

  test('a meeting planned before the calendars were opened is left to the files that people have of it', async () => {
    const { id } = await plan()
    await write(async tx => {
      await clientOf(tx).calendarEntry.deleteMany()
    })
    await move(id, '2026-10-27T08:00:00Z', '2026-10-27T10:00:00Z')
    await round()
    expect(graph.calls).toEqual([])
    await s.mette.finds('Mødet er flyttet')
    expect(s.mette.words()).toContain('Hent den nye tid til din kalender')
  })

  test('so it is when it was started by mistake; one that is in the calendars stays there', async () => {
    const before = await plan()
    await write(async tx => {
      await clientOf(tx).calendarEntry.deleteMany()
    })
    const since = await plan('2026-10-22T07:00:00Z', '2026-10-22T09:00:00Z')
    await round()
    const calls = graph.calls.length
    for (const { id } of [before, since]) {
      await s.lone.sends({ v: 1, n: id, verb: 'run.start', meetingId: id, sure: true })
      await s.lone.sends({ v: 1, n: `${id} back`, verb: 'run.takeBack', meetingId: id })
      const { status } = await services().meetings.get(bot.app.core.db.reader, id)
      expect(status).toBe('planned')
    }
    await round()
    expect(graph.calls).toHaveLength(calls)
    expect(await standing(s.mette, before)).toBe('link')
    expect(starts(s.mette)).toEqual(['2026-10-22T09:00:00'])
  })
})

describe('every call, however it ends', () => {
  const faults: [string, Fault][] = [
    ['a server error before it is carried out', { status: 500 }],
    ['a server error after it was carried out', { after: 503 }],
    ['a bad gateway', { status: 502 }],
    ['throttling', { status: 429, retryAfter: 90 }],
    ['a connection that breaks before', { reset: 'before' }],
    ['a connection that breaks after it was carried out', { reset: 'after' }],
    ['a token that has expired', { status: 401 }],
  ]
  test.each(faults)('%s: creating, moving and cancelling end as they should, once', async (_, fault) => {
    const fail = () => graph.next.push(...Array.from({ length: 5 }, () => fault))
    const settle = async () => {
      for (const minutes of [0, 1, 2, 5, 10, 20]) await later(minutes)
    }
    fail()
    const { id } = await plan()
    await settle()
    for (const person of everybody()) expect(starts(person)).toEqual(['2026-10-20T09:00:00'])
    fail()
    await move(id, '2026-10-27T08:00:00Z', '2026-10-27T10:00:00Z')
    await settle()
    for (const person of everybody()) expect(starts(person)).toEqual(['2026-10-27T09:00:00'])
    fail()
    await cancel(id)
    await settle()
    expect(graph.events).toEqual([])
    const ids = graph.calls.filter(call => call.method === 'POST').map(call => call.body?.transactionId)
    expect(new Set(ids).size).toBe(5)
    expect((await bot.app.engine.health()).ok).toBe(true)
  })

  test('throttled, it comes again when Graph says, and not before', async () => {
    graph.fault = () => ({ status: 429, retryAfter: 120 })
    await plan()
    await round()
    const asked = graph.calls.length
    graph.fault = () => null
    await later(1)
    expect(graph.calls).toHaveLength(asked)
    await later(1)
    expect(graph.events).toHaveLength(5)
  })

  test('a repeated creation that Graph refuses as a duplicate is looked up', async () => {
    graph.duplicates = 'refused'
    graph.next.push(...Array.from({ length: 5 }, () => ({ reset: 'after' }) as const))
    await plan()
    for (const minutes of [0, 1, 2]) await later(minutes)
    expect(graph.events).toHaveLength(5)
    for (const person of everybody()) expect(starts(person)).toHaveLength(1)
    expect((await bot.app.engine.health()).retrying).toBe(0)
  })

  test('moved without our learning so, and moved back meanwhile: it is moved back', async () => {
    const { id } = await plan()
    await round()
    graph.next.push(...Array.from({ length: 5 }, () => ({ reset: 'after' }) as const))
    await move(id, '2026-10-27T08:00:00Z', '2026-10-27T10:00:00Z')
    await round()
    await move(id, '2026-10-20T07:00:00Z', '2026-10-20T09:00:00Z')
    await later(1)
    for (const person of everybody()) expect(starts(person)).toEqual(['2026-10-20T09:00:00'])
  })

  test('made without our learning so, and cancelled meanwhile: it is found and taken out', async () => {
    graph.next.push(...Array.from({ length: 5 }, () => ({ reset: 'after' }) as const))
    const { id } = await plan()
    await round()
    expect(graph.events).toHaveLength(5)
    await cancel(id)
    for (const minutes of [0, 1, 11]) await later(minutes)
    expect(graph.events).toEqual([])
  })

  test('an event that arrives after the meeting was cancelled is found as well', async () => {
    graph.next.push(...Array.from({ length: 5 }, () => ({ reset: 'before' }) as const))
    const { id } = await plan()
    await round()
    await cancel(id)
    await later(1)
    expect(graph.events).toEqual([])
    // What was on its way arrives now.
    const [call] = graph.calls.filter(one => one.method === 'POST')
    const key = String(call?.body?.transactionId)
    const owner = String(/users\/([^/]+)/.exec(call?.path ?? '')?.[1])
    graph.events.push({ id: 'late', mailbox: owner, transactionId: key, key, body: call?.body ?? {} })
    await later(11)
    expect(graph.events).toEqual([])
  })

  test('killed in the middle, what was begun is taken up when its lease is over, and makes no second event', async () => {
    await plan()
    const { db } = bot.app.core
    const store = createCalendarStore(randomIds)
    const [id = ''] = await store.due(db.reader, bot.clock.now(), 1)
    await db.write(async tx => {
      await store.claim(tx, id, bot.clock.now(), new Date(bot.clock.now().getTime() + 120_000))
      await store.unsure(tx, id, 'create', bot.clock.now())
    })
    await round()
    expect(graph.events).toHaveLength(4)
    await later(3)
    expect(graph.events).toHaveLength(5)
    const left = await clientOf(db.reader).calendarEntry.findMany({ where: { status: { not: 'settled' } } })
    expect(left).toEqual([])
  })
})

describe('what people do with their own calendar', () => {
  test('deleted by them, it is not forced back; a moved meeting is put there again', async () => {
    const meeting = await plan()
    await round()
    const takeOut = () => graph.events.splice(graph.events.indexOf(graph.of(mailbox(s.jens))[0]!), 1)
    takeOut()
    const place = { personId: s.ida.personId, profession: 'pedagogue' as const, required: false }
    await write(tx => services().teams.addMember(tx, s.team, place, lone, bot.clock.now()))
    await round()
    expect(starts(s.jens)).toEqual([])
    await move(meeting.id, '2026-10-27T08:00:00Z', '2026-10-27T10:00:00Z')
    await round()
    expect(starts(s.jens)).toEqual(['2026-10-27T09:00:00'])
    takeOut()
    await cancel(meeting.id)
    await round()
    expect(graph.events).toEqual([])
  })
})

describe('who cannot be reached', () => {
  test.each([403, 404] as const)(
    'a mailbox that answers %s: the link instead, counted for whoever operates',
    async status => {
      graph.closed.set(mailbox(s.jens), status)
      const meeting = await plan()
      await round()
      expect(graph.events).toHaveLength(4)
      await s.jens.finds('Læg selv mødet i kalenderen')
      expect([...nodes(s.jens.card)].some(node => node.type === 'Action.OpenUrl')).toBe(true)
      expect(s.mette.inbox().filter(one => one.summary.includes('Læg selv'))).toEqual([])
      const ready = await fetch(`http://127.0.0.1:${bot.app.server.port}/readyz`)
      expect([ready.status, await ready.json()]).toMatchObject([200, { ok: true, noMailbox: 1 }])
      expect(JSON.stringify(logged)).not.toMatch(new RegExp(`Jens|Solsikken|${mailbox(s.jens)}`))
      expect(logged.filter(one => one.event === 'calendar.notDone')).toHaveLength(1)

      // The next meeting tells him at once, and he is tried again each day.
      const second = await plan('2026-12-01T08:00:00Z', '2026-12-01T10:00:00Z')
      expect(await standing(s.jens, second)).toBe('link')
      await later(24 * 60 + 1)
      expect(s.jens.inbox().filter(one => one.summary.includes('Læg selv'))).toHaveLength(1)
      graph.closed.clear()
      await later(24 * 60 + 1)
      expect(starts(s.jens)).toEqual(['2026-10-20T09:00:00', '2026-12-01T09:00:00'])
      expect(await standing(s.jens, meeting)).toBe('there')
    },
  )

  test('a secret that has expired is an alarm at once, and no loss after weeks', async () => {
    graph.signIn.status = 401
    graph.expireTokens()
    await plan('2026-12-01T08:00:00Z', '2026-12-01T10:00:00Z')
    await round()
    expect(logged.filter(one => one.fields.result === 'noAccess').length).toBeGreaterThan(0)
    await later(6)
    expect((await bot.app.engine.health()).ok).toBe(false)
    for (let day = 0; day < 20; day += 1) await later(24 * 60)
    graph.signIn.status = 200
    await later(6)
    expect(graph.events).toHaveLength(5)
    expect((await bot.app.engine.health()).ok).toBe(true)
  })

  test('in vain for a week: given up with the alarm, the link to each; the next change tries anew', async () => {
    const { id } = await plan('2026-12-01T08:00:00Z', '2026-12-01T10:00:00Z')
    graph.fault = () => ({ status: 500 })
    for (let hours = 0; hours <= 7 * 24 + 3; hours += 3) await later(180)
    expect(await bot.app.engine.health()).toMatchObject({ ok: false, retrying: 0 })
    await s.mette.finds('Læg selv mødet i kalenderen')
    graph.fault = () => null
    await move(id, '2026-12-02T08:00:00Z', '2026-12-02T10:00:00Z')
    await round()
    expect(graph.events).toHaveLength(5)
  })

  test('an event that Graph refuses for good is given up at once, with the alarm', async () => {
    graph.next.push({ status: 400, code: 'ErrorPropertyValidationFailure' })
    await plan()
    await round()
    expect(graph.events).toHaveLength(4)
    expect(await bot.app.engine.health()).toMatchObject({ ok: false, failed: 1 })
  })

  test('people of another municipality keep the link', async () => {
    const guest = await bot.person('Rita Skov', 'pedagogue', {
      tenantId: '99999999-1111-4111-8111-111111111111',
    })
    const meeting = await plan()
    await round()
    expect(graph.of(mailbox(guest))).toEqual([])
    expect(await standing(guest, meeting)).toBe('link')
  })
})

describe('what people are told (R-POLL-6)', () => {
  const links = (person: TestPerson) => [...nodes(person.card)].filter(node => node.type === 'Action.OpenUrl')

  test('that it comes by itself, that it is there, that it follows, and that it goes; whoever is not reached has the link', async () => {
    graph.closed.set(mailbox(s.jens), 404)
    await plan('2026-12-01T08:00:00Z', '2026-12-01T10:00:00Z')
    await round()
    await s.lone.says('hej')
    await s.lone.presses('Find en mødedato')
    await s.lone.presses('Send til teamet')
    for (const person of everybody()) {
      await person.finds('Send svar')
      const slots = [...nodes(person.card)].map(node => String(node.id)).filter(id => id.startsWith('slot:'))
      await person.presses('Send svar', Object.fromEntries(slots.map(id => [id, 'yes'])))
    }
    await s.lone.finds('Alle har svaret.')
    await s.lone.presses('Vælg den bedste tid')
    expect(s.lone.words()).toContain('Mødet kommer af sig selv i din kalender.')
    expect(links(s.lone)).toEqual([])
    await s.mette.finds('Datoen er fundet')
    expect(s.mette.words()).toMatch(/Mødet (kommer af sig selv|ligger) i din kalender\./)
    await s.jens.finds('Datoen er fundet')
    expect(s.jens.words()).not.toContain('din kalender.')
    expect(links(s.jens)).toHaveLength(1)

    await s.mette.finds('Datoen er fundet')
    await s.mette.presses('Se mødet')
    expect(s.mette.words()).toContain('Ligger i din kalender')
    expect(links(s.mette)).toEqual([])
    const meetings = await services().meetings.ofTeam(bot.app.core.db.reader, s.team.id)
    const { id } = meetings.find(one => one.pollId !== null)!
    await move(id, '2026-12-03T08:00:00Z', '2026-12-03T10:00:00Z')
    await s.mette.finds('Mødet er flyttet')
    expect(s.mette.words()).toContain('Din kalender følger med af sig selv.')
    await s.jens.finds('Mødet er flyttet')
    expect(s.jens.words()).toContain('Hent den nye tid til din kalender herunder.')
    await cancel(id)
    await s.mette.finds('Mødet er aflyst')
    expect(s.mette.words()).toContain('Mødet bliver taget ud af din kalender.')
    expect(links(s.mette)).toEqual([])
    expect(s.mette.inbox().filter(one => one.summary.includes('Læg selv'))).toEqual([])
  })
})
