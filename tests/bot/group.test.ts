import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { startTestBot, type TestBot, tenantId } from '../support/bot.ts'
import { wordsOf } from '../support/cards.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startTestBot()
})
afterAll(() => bot.stop())

const groupId = '19:group@thread.v2'
const people = ['Lone Holm', 'Mette Dahl', 'Jens Bach'].map(name => {
  const aadObjectId = randomUUID()
  return { id: `29:${aadObjectId}`, name, aadObjectId }
})

const inGroup = (change: Record<string, unknown>) => ({
  id: randomUUID(),
  channelId: 'msteams',
  serviceUrl: bot.teams.serviceUrl,
  from: people[0],
  recipient: { id: '28:bot', name: 'Rød Tråd' },
  conversation: { id: groupId, conversationType: 'groupChat', isGroup: true, tenantId },
  channelData: { tenant: { id: tenantId } },
  ...change,
})

test('installed in a group chat, the bot learns the roster and says where everything about children happens (P1)', async () => {
  bot.teams.rosters.set(groupId, people)
  await bot.post(
    inGroup({
      type: 'conversationUpdate',
      membersAdded: [{ id: '28:bot' }],
    }),
  )
  await bot.post(inGroup({ type: 'installationUpdate', action: 'add' }))
  const posted = bot.teams.sent.filter(activity => activity.conversationId === groupId)
  expect(posted).toHaveLength(1)
  expect(wordsOf(posted[0]?.card)).toContain('Alt om børn foregår i din egen chat')
  const { core } = bot.app
  expect(await core.services.people.groupMembers(core.db.reader, groupId)).toHaveLength(3)
})

test('people from the roster have no bot yet, and keep being one person when they install it (R-TEAM-3)', async () => {
  const { core } = bot.app
  const mette = people[1]
  if (!mette) throw new Error('no Mette')
  const arrival = { tenantId, externalId: mette.aadObjectId, teamsUserId: mette.id, name: mette.name }
  const before = await core.services.people.arrive(core.db.reader, arrival)
  expect(before?.status).toBe('known')
  await bot.post(
    inGroup({
      type: 'installationUpdate',
      action: 'add',
      from: { id: mette.id, aadObjectId: mette.aadObjectId },
      conversation: { id: `a:${mette.aadObjectId}`, conversationType: 'personal', tenantId },
    }),
  )
  const after = await core.services.people.arrive(core.db.reader, arrival)
  expect(after?.status).toBe('active')
  expect(after?.actor.personId).toBe(before?.actor.personId)
  expect((await core.services.people.get(core.db.reader, after?.actor.personId ?? '')).name).toBe(
    'Mette Dahl',
  )
})

test('guests from elsewhere are in the chat, not in the municipality (R-SEC-1)', async () => {
  const chat = '19:guests@thread.v2'
  const aadObjectId = randomUUID()
  const guest = { id: `29:${aadObjectId}`, name: 'Eva Bortefra', aadObjectId, tenantId: randomUUID() }
  bot.teams.rosters.set(chat, [...people.map(one => ({ ...one, tenantId })), guest])
  await bot.post(
    inGroup({
      type: 'installationUpdate',
      action: 'add',
      conversation: { id: chat, conversationType: 'groupChat', isGroup: true, tenantId },
    }),
  )
  const { db, services } = bot.app.core
  expect(await services.people.groupMembers(db.reader, chat)).toHaveLength(people.length)
  const arrival = { tenantId, externalId: aadObjectId, teamsUserId: guest.id, name: guest.name }
  expect(await services.people.arrive(db.reader, arrival)).toBeNull()
})

test('installed in a channel, the bot knows the team’s people; its threads are one and the same channel (R-TEAM-3)', async () => {
  const team = '19:team@thread.tacv2'
  const channel = '19:channel@thread.tacv2'
  const inChannel = (id: string, change: Record<string, unknown>) =>
    inGroup({
      conversation: { id, conversationType: 'channel', isGroup: true, tenantId },
      channelData: { tenant: { id: tenantId }, team: { id: team }, channel: { id: channel } },
      ...change,
    })
  bot.teams.rosters.set(team, people)
  await bot.post(inChannel(channel, { type: 'installationUpdate', action: 'add' }))
  for (const thread of ['1700000000001', '1700000000002']) {
    const id = `${channel};messageid=${thread}`
    const said = inChannel(id, { type: 'message', text: '<at>Rød Tråd</at> næste møde' })
    await bot.post(said)
    const reply = await bot.teams.waitFor(({ replyToId }) => replyToId === said.id)
    expect(reply.conversationId).toBe(id)
    expect(wordsOf(reply.card)).toContain('blandt de 3 deltagere herfra')
  }
  const { core } = bot.app
  expect(await core.services.people.groupMembers(core.db.reader, channel)).toHaveLength(3)
  const kept = await clientOf(core.db.reader).groupConversation.findMany({ where: { kind: 'channel' } })
  expect(kept.map(({ id }) => id)).toEqual([channel])
})

test('text in a group chat is answered with dates and the way on, and a click there gets nothing', async () => {
  const from = bot.teams.sent.length
  await bot.post(inGroup({ type: 'message', text: '<at>Rød Tråd</at> mine opgaver' }))
  const answer = await bot.teams.waitFor(activity => activity.conversationId === groupId, { from })
  expect(wordsOf(answer.card)).toContain('Skriv til mig i din egen chat')
  const data = { v: 1, verb: 'start.open' }
  const click = inGroup({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } } })
  expect((await bot.post(click)).body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' })
})

test('removing the bot from one’s chat makes a person unreachable; coming back enables them again (R-TEAM-5)', async () => {
  const ida = await bot.person('Ida Krogh', 'pedagogue')
  const { people: service } = bot.app.core.services
  const reader = bot.app.core.db.reader
  const status = async () => (await service.get(reader, ida.personId)).status
  const own = { id: ida.conversationId, conversationType: 'personal', tenantId }
  const aadObjectId = ida.conversationId.slice(2)
  const from = { id: `29:${aadObjectId}`, aadObjectId }
  await bot.post(inGroup({ type: 'installationUpdate', action: 'remove', from, conversation: own }))
  expect(await status()).toBe('unreachable')
  await bot.post(inGroup({ type: 'message', text: 'hej', from, conversation: own }))
  expect(await status()).toBe('active')
})
