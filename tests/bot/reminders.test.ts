import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { notice } from '../../src/cards/notice.ts'
import type { MessageKind } from '../../src/reminders/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Card } from '../../src/shared/outcome.ts'
import { startTestBot, type TestBot, type TestPerson, tenantId } from '../support/bot.ts'
import { buttonData, headingOf, inputValues, nodes, wordsOf } from '../support/cards.ts'

/** What becomes of a message between the engine and Teams, through the real notifier. */
let bot: TestBot
let mette: TestPerson
beforeEach(async () => {
  bot = await startTestBot({ now: '2026-10-05T08:00:00Z' })
  mette = await bot.person('Mette Dahl', 'outreachAdvisor')
  kind('news', 'repeat')
  kind('nudge', async () => new Date('2026-10-06T06:30:00Z'))
})
afterEach(() => bot.stop())

const card = (text: string): Card => notice({ lang: 'da', heading: 'Prøve', next: '' }, text)

function kind(name: string, onAmbiguous: MessageKind['onAmbiguous'], draw = card): void {
  const kinds = bot.app.core.messageKinds as Map<string, MessageKind>
  const render: MessageKind['render'] = async (_tx, { key }) => ({ card: draw(key), summary: key })
  kinds.set(name, { kind: name, onAmbiguous, render })
}

async function queue(key: string, kindOfMessage = 'news', recipientId = mette.personId): Promise<void> {
  const { db, services } = bot.app.core
  const wish = { key, kind: kindOfMessage, subjectId: key, recipientId }
  await db.write(tx => services.planner.deliver(tx, wish, bot.clock.now()))
}

const arrived = (summary: string) => bot.teams.sent.filter(activity => activity.summary === summary)

async function status(key: string): Promise<string | undefined> {
  const row = await clientOf(bot.app.core.db.reader).delivery.findUnique({ where: { key } })
  return row?.status
}

async function readiness(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`http://127.0.0.1:${bot.app.server.port}/readyz`)
  return { status: response.status, body: await response.json() }
}

test('arrives in the person’s own chat with a neutral line, and the evidence names the message', async () => {
  await queue('k')
  await bot.app.engine.runDue()
  const [activity] = arrived('k')
  expect(activity).toMatchObject({ conversationId: mette.conversationId, type: 'message' })
  const row = await clientOf(bot.app.core.db.reader).delivery.findUnique({ where: { key: 'k' } })
  expect(row).toMatchObject({
    status: 'sent',
    activityId: activity?.activityId,
    conversationId: mette.conversationId,
  })
})

describe('Teams in trouble', () => {
  test('429: not before Teams says, then once', async () => {
    bot.teams.next.push({ status: 429, retryAfter: 45 })
    await queue('k', 'nudge')
    await bot.passTo('2026-10-05T08:00:44Z')
    expect(arrived('k')).toHaveLength(0)
    await bot.passTo('2026-10-05T08:00:45Z')
    expect(arrived('k')).toHaveLength(1)
  })

  test.each([
    { far: { status: 502 } as const, before: 0 },
    { far: { reset: 'before' } as const, before: 0 },
    { far: { reset: 'after' } as const, before: 1 },
  ])(
    '$far: repeated soon where that is harmless, the day after where it would nag',
    async ({ far, before }) => {
      bot.teams.next.push(far)
      await queue('news', 'news')
      await bot.passTo('2026-10-05T08:10:00Z')
      bot.teams.next.push(far)
      await queue('nudge', 'nudge')
      await bot.passTo('2026-10-05T09:00:00Z')
      expect([arrived('news').length, arrived('nudge').length]).toEqual([before + 1, before])
      expect(bot.teams.next).toEqual([])
      await bot.passTo('2026-10-06T06:30:00Z')
      expect([arrived('nudge').length, await status('nudge')]).toEqual([before + 1, 'sent'])
    },
  )

  test('down for hours: nothing is lost, /readyz is red meanwhile and green afterwards', async () => {
    bot.teams.next.push(...Array.from({ length: 8 }, () => ({ status: 429, retryAfter: 60 })))
    await queue('k')
    expect((await readiness()).status).toBe(200)
    await bot.passTo('2026-10-05T08:15:00Z')
    expect(await readiness()).toEqual({
      status: 503,
      body: { ok: false, oldestDueSeconds: 900, retrying: 1, failed: 0 },
    })
    await bot.passTo('2026-10-05T12:00:00Z')
    expect(arrived('k')).toHaveLength(1)
    expect((await readiness()).status).toBe(200)
  })

  test('503 for five hours and a half: everything arrives, and /readyz is red until then', async () => {
    bot.teams.next.push(...Array.from({ length: 100 }, () => ({ status: 503 })))
    await queue('k')
    await bot.passTo('2026-10-05T13:30:00Z')
    expect((await readiness()).status).toBe(503)
    bot.teams.next.length = 0
    await bot.passTo('2026-10-05T15:30:00Z')
    expect(arrived('k')).toHaveLength(1)
    expect((await readiness()).status).toBe(200)
  })

  test('/metrics counts what is due, how old it is, what was tried and how late it left; and names nobody', async () => {
    const figures = async () => {
      const response = await fetch(`http://127.0.0.1:${bot.app.server.port}/metrics`)
      expect(response.headers.get('content-type')).toContain('text/plain')
      const lines = (await response.text()).split('\n').filter(line => line.startsWith('roed_traad_'))
      return { text: lines.join('\n'), of: new Map(lines.map(line => line.split(' ') as [string, string])) }
    }
    bot.teams.next.push(...Array.from({ length: 8 }, () => ({ status: 429, retryAfter: 60 })), {
      status: 500,
    })
    await queue('k')
    expect((await figures()).of.get('roed_traad_due')).toBe('1')
    await bot.passTo('2026-10-05T08:15:00Z')
    const meanwhile = await figures()
    expect(meanwhile.of.get('roed_traad_queue_age_seconds')).toBe('900')
    expect(meanwhile.of.get('roed_traad_retrying')).toBe('1')
    await bot.passTo('2026-10-05T18:00:00Z')
    expect(arrived('k')).toHaveLength(1)
    const { text, of } = await figures()
    expect(of.get('roed_traad_due')).toBe('0')
    const kind = 'news'
    expect(of.get(`roed_traad_delivery_attempts_total{kind="${kind}",result="later"}`)).toBe('8')
    expect(of.get(`roed_traad_delivery_attempts_total{kind="${kind}",result="ambiguous"}`)).toBe('1')
    expect(of.get(`roed_traad_deliveries_late_total{kind="${kind}"}`)).toBe('1')
    expect(Number(of.get('roed_traad_turn_seconds_count'))).toBeGreaterThan(0)
    expect(text).not.toContain(mette.personId)
    expect(text).not.toContain('Mette')
  })

  test('a message that Teams refuses is given up, and /readyz says so', async () => {
    bot.teams.next.push({ status: 413 })
    await queue('k')
    await bot.passTo('2026-10-05T12:00:00Z')
    expect([arrived('k'), await status('k')]).toEqual([[], 'failed'])
    expect(await readiness()).toMatchObject({ status: 503, body: { failed: 1 } })
  })
})

describe('somebody who cannot be written to', () => {
  test('has blocked the bot: marked, no further try; a word from them, and it comes (R-TEAM-5)', async () => {
    bot.teams.next.push({ status: 403 })
    await queue('a')
    await queue('b')
    await bot.passTo('2026-10-07T08:00:00Z')
    const { core } = bot.app
    expect((await core.services.people.get(core.db.reader, mette.personId)).status).toBe('unreachable')
    expect(arrived('a').length + arrived('b').length).toBe(0)
    expect(bot.teams.next).toEqual([])
    await mette.says('hej')
    await bot.app.engine.runDue()
    expect([arrived('a').length, arrived('b').length]).toEqual([0, 0])
    expect(arrived('2 beskeder har ventet på dig')).toHaveLength(1)
    expect([await status('a'), await status('b')]).toEqual(['sent', 'sent'])
  })

  test('back after months: one message says what waits; each is opened from it, by its reader alone', async () => {
    const { core } = bot.app
    await core.db.write(tx => core.services.people.markUnreachable(tx, mette.personId, bot.clock.now()))
    const keys = Array.from({ length: 14 }, (_, index) => `besked ${index + 1}`)
    for (const key of keys) await queue(key)
    await bot.passTo('2027-02-01T08:00:00Z')
    const before = mette.inbox().length
    await mette.says('hej')
    await bot.app.engine.runDue()
    expect(mette.inbox()).toHaveLength(before + 2)
    await mette.finds('Det ventede på dig')
    const list = mette.card
    expect(mette.words()).toMatch(/besked 14.*besked 3/s)
    expect(mette.words()).not.toMatch(/besked 2(?!\d)/)
    await mette.presses('Vis 2 mere')
    expect(mette.words()).toMatch(/besked 2.*besked 1/s)
    await mette.presses('Åbn', {}, list)
    expect([headingOf(mette.card), mette.words()]).toEqual(['Prøve', expect.stringContaining('besked 14')])
    await mette.presses('Tilbage')
    expect(headingOf(mette.card)).toBe('Det ventede på dig')

    const jens = await bot.person('Jens Bach', 'psychologist')
    for (const verb of ['message.open', 'message.more']) {
      for (const node of nodes(list)) {
        const data = node.data as { deliveryId?: string } | undefined
        if (!data?.deliveryId) continue
        const { words } = await jens.sends({ v: 1, verb, from: 0, deliveryId: data.deliveryId })
        expect(words).toContain('Det findes ikke længere, eller også har du ikke adgang til det.')
      }
    }
  })

  test('is known from a group and has not installed the bot: it waits, and comes with the installation', async () => {
    const aadObjectId = randomUUID()
    const ida = { id: `29:${aadObjectId}`, name: 'Ida Krogh', aadObjectId }
    const group = '19:group@thread.v2'
    bot.teams.rosters.set(group, [ida])
    const from = (conversation: object) => ({
      id: randomUUID(),
      type: 'installationUpdate',
      action: 'add',
      channelId: 'msteams',
      serviceUrl: bot.teams.serviceUrl,
      from: ida,
      recipient: { id: '28:bot', name: 'Rød Tråd' },
      conversation: { tenantId, ...conversation },
      channelData: { tenant: { id: tenantId } },
    })
    await bot.post(from({ id: group, conversationType: 'groupChat', isGroup: true }))
    const { core } = bot.app
    const arrival = { tenantId, externalId: aadObjectId, teamsUserId: ida.id, name: ida.name }
    const known = await core.services.people.arrive(core.db.reader, arrival)
    expect(known?.status).toBe('known')
    await queue('k', 'news', known?.actor.personId)
    await bot.passTo('2026-10-07T08:00:00Z')
    expect([arrived('k'), await status('k')]).toEqual([[], 'waiting'])
    await bot.post(from({ id: `a:${aadObjectId}`, conversationType: 'personal' }))
    await bot.app.engine.runDue()
    expect(arrived('k').map(activity => activity.conversationId)).toEqual([`a:${aadObjectId}`])
  })
})

test('a card that may not rest in Teams never leaves, and does not keep others from leaving (P2)', async () => {
  kind('secret', 'repeat', text => ({ ...card(text), rests: 'fetched' }))
  await queue('secret', 'secret')
  await queue('k')
  await bot.passTo('2026-10-06T08:00:00Z')
  expect(arrived('secret')).toHaveLength(0)
  expect(arrived('k')).toHaveLength(1)
  expect((await readiness()).status).toBe(503)
  await bot.passTo('2026-10-13T08:00:00Z')
  expect([arrived('secret').length, await status('secret')]).toEqual([0, 'failed'])
})

test('with SENDING=off it answers, and sends nothing by itself, until it is started without', async () => {
  await bot.stop()
  bot = await startTestBot({ now: '2026-10-05T08:00:00Z', rounds: 'kicked', sending: false })
  mette = await bot.person('Mette Dahl', 'outreachAdvisor')
  kind('news', 'repeat')
  await queue('k')
  await mette.says('indstillinger')
  const data = { ...inputValues(mette.card), ...buttonData(mette.card, 'Gem') }
  expect((await mette.sends({ ...data, language: 'da', profession: 'outreachAdvisor' })).status).toBe(200)
  // Several times as long as from a click to the round that it calls for: of what is not to happen nobody tells.
  await sleep(400)
  expect(await readiness()).toMatchObject({ status: 503, body: { ok: false, sending: 'off' } })
  expect([arrived('k').length, await status('k')]).toEqual([0, 'pending'])
  bot.app.engine.start()
  await bot.teams.waitFor(({ summary }) => summary === 'k')
})

test('what was answered is remembered for a day and then thrown away', async () => {
  const { reader } = bot.app.core.db
  const count = () => clientOf(reader).processedActivity.count()
  await mette.says('indstillinger')
  await mette.presses('Gem', { language: 'da', profession: 'outreachAdvisor' })
  const kept = await count()
  expect(kept).toBeGreaterThan(0)
  await bot.passTo('2026-10-06T07:00:00Z')
  expect(await count()).toBe(kept)
  await bot.passTo('2026-10-06T09:00:01Z')
  expect(await count()).toBe(0)
})

test('a message to one is a message to nobody else', async () => {
  const jens = await bot.person('Jens Bach', 'psychologist')
  await queue('a certain message')
  await bot.app.engine.runDue()
  const words = (person: TestPerson) =>
    person
      .inbox()
      .map(activity => wordsOf(activity.card))
      .join()
  expect(words(mette)).toContain('a certain message')
  expect(words(jens)).not.toContain('a certain message')
})
