import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { startDemo, welcome } from '../../src/demo/demo.ts'
import { demoChatId, demoPeople, demoTenantId } from '../../src/demo/people.ts'
import { silentLog } from '../../src/shared/log.ts'
import { buttonData, inputValues, wordsOf } from '../support/cards.ts'
import { temporaryFolder } from '../support/database.ts'
import { type FakeTeams, startFakeTeams } from '../support/fake-teams.ts'

let folder: string
let teams: FakeTeams
let demo: Awaited<ReturnType<typeof startDemo>>
const chat = demoChatId

const config = () => {
  const env = { PORT: '0', DATABASE_URL: `file:${folder}/demo.db`, LOG_LEVEL: 'silent' }
  const read = readConfig(env, ['--no-client'])
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}

beforeEach(async () => {
  folder = temporaryFolder()
  teams = await startFakeTeams()
  demo = await startDemo(config(), silentLog, () => {})
})
afterEach(async () => {
  await demo.stop()
  await teams.stop()
  await rm(folder, { recursive: true, force: true })
})

/** As the local client sends it: from Lone's chat, whoever is played there. */
const type = (text: string, from = demoPeople[0], conversationId = chat): Promise<unknown> =>
  post({ type: 'message', text }, from, conversationId)

async function post(
  activity: object,
  from = demoPeople[0],
  conversationId = chat,
  tenantId = demoTenantId,
): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${demo.server.port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      from: { id: from?.teamsUserId, name: from?.name, aadObjectId: from?.externalId },
      recipient: { id: '28:roed-traad' },
      conversation: { id: conversationId, conversationType: 'personal', tenantId },
      ...activity,
    }),
  })
  const text = await answer.text()
  return text === '' ? null : JSON.parse(text)
}

/** Presses the first button of that title on a card in Lone's chat. @returns the card that comes instead */
async function press(card: unknown, title: string, fields: object = {}): Promise<unknown> {
  const data = { ...inputValues(card), ...fields, ...buttonData(card, title) }
  const action = { type: 'Action.Execute', verb: data.verb, data }
  const answer = await post({ type: 'invoke', name: 'adaptiveCard/action', value: { action } })
  return (answer as { value: unknown }).value
}
const shown = (from: number) =>
  teams.sent
    .slice(from)
    .filter(one => one.conversationId === chat)
    .map(one => one.text || wordsOf(one.card))
    .join('\n')

describe('the demo', () => {
  test('Lone is a coordinator with a past meeting and its open action point', async () => {
    await type('hej')
    expect(shown(0)).toContain('Find en mødedato')
    await type('overblik')
    expect(shown(0)).toContain('Ressourceteam Solsikken')
  })

  test('a team of hers finds no date: who stands in the way of each time is named (R-POLL-4)', async () => {
    await type('afstemning')
    const result = shown(0)
    expect(result).toContain('Fokusteam Solsikken')
    expect(result).toContain('Alle har svaret.')
    expect(result).toContain('Ingen af tiderne passer alle')
    for (const name of ['Jens Bach', 'Mette Dahl', 'Ali Demir']) expect(result).toContain(`${name} kan ikke`)
  })

  test('a consent that does not cover a guest, one taken back, and an anonymous case (R-CONS-2, 5, 6)', async () => {
    await type('dagsorden')
    const agenda = await press(teams.sent.at(-1)?.card, 'Åbn')
    expect(wordsOf(agenda)).toContain('samtykket dækker ikke længere')
    expect(wordsOf(agenda)).toContain('samtykket er trukket tilbage')
    expect(wordsOf(agenda)).toContain('Anonym drøftelse: 3–4 år')
    const widened = await press(await press(agenda, 'Åbn'), 'Samtykke')
    expect(wordsOf(widened)).toContain('Sara Lind')
  })

  test('/som goes on as somebody else, by name or role', async () => {
    await type('/som psykolog')
    expect(shown(0)).toContain('Du er nu Jens Bach')
    expect(shown(0)).not.toContain('Find en mødedato')
    const from = teams.sent.length
    await type('mine opgaver')
    expect(shown(from)).toMatch(/aftale|opgave/i)
    await type('/som Lone')
    await type('/som hvem')
    expect(shown(from)).toContain('Hvem? Lone Holm, Mette Dahl')
  })

  test('/spol moves the clock and everything due happens, once; it does not go back', async () => {
    await type('/spol 10 dage')
    expect(shown(0)).toContain('Det, der skulle ske undervejs, er sket.')
    const from = teams.sent.length
    await type('/som Jens')
    expect(shown(from)).toContain('i dag')
    await type('/spol 2020-01-01')
    expect(shown(from)).toContain('kan kun gå frem')
    const health = await demo.app.engine.health()
    expect(health.ok).toBe(true)
  })

  test('a second start continues where the first stopped, clock and all', async () => {
    await type('/spol 3 dage')
    await type('/som Sara')
    const before = demo.app.core.clock.now()
    await demo.stop()
    demo = await startDemo(config(), silentLog, () => {})
    expect(demo.app.core.clock.now().getTime()).toBeGreaterThanOrEqual(before.getTime())
    const from = teams.sent.length
    await type('hej')
    expect(shown(from)).toContain('Hvad vil du?')
    expect(shown(from)).not.toContain('Find en mødedato')
  })

  test('interrupted while the clock is wound, the next start is at the time that was reached', async () => {
    const { engine, core } = demo.app
    const { runDue } = engine
    let rounds = 0
    const started = core.clock.now()
    engine.runDue = () => {
      rounds += 1
      return rounds > 1 ? Promise.reject(new Error('the machine is off')) : runDue()
    }
    await type('/spol 10 dage')
    const reached = core.clock.now()
    expect(reached.getTime() - started.getTime()).toBeGreaterThan(3_600_000)
    await demo.stop()
    demo = await startDemo(config(), silentLog, () => {})
    expect(demo.app.core.clock.now().getTime()).toBeGreaterThanOrEqual(reached.getTime())
  })

  test('/forfra starts over', async () => {
    await type('/spol 30 dage')
    const restarted = demo.restarted()
    await type('/forfra')
    await restarted
    expect(demo.app.core.clock.now().getTime() - Date.now()).toBeLessThan(60_000)
    const from = teams.sent.length
    await type('hej')
    expect(shown(from)).toContain('Find en mødedato')
  })

  test('the terminal says who is played, also when it was somebody else at the last stop', async () => {
    const url = 'http://127.0.0.1:56150'
    expect(await welcome(demo.app, url)).toContain(`${url} – du er Lone Holm, leder i Solsikken.`)
    await type('/som Mette', demoPeople[0], 'a:another-chat')
    await type('/som Sara')
    await demo.stop()
    demo = await startDemo(config(), silentLog, () => {})
    expect(await welcome(demo.app, url)).toContain('du er Sara Lind, sundhedsplejerske i Solsikken.')
    const restarted = demo.restarted()
    await type('/forfra')
    await restarted
    expect(await welcome(demo.app, url)).toContain('du er Lone Holm, leder i Solsikken.')
  })

  test('another local client: whoever installs the bot there is of the demo’s municipality', async () => {
    const guest = {
      ...demoPeople[0]!,
      name: 'Gæst Gæstesen',
      externalId: randomUUID(),
      teamsUserId: '29:guest',
    }
    const serviceUrl = teams.serviceUrl.replace('127.0.0.1', '127.0.0.2')
    const installed = { type: 'installationUpdate', action: 'add', serviceUrl }
    await post(installed, guest, 'a:guest', randomUUID())
    const { db, services } = demo.app.core
    const found = await services.people.arrive(db.reader, { ...guest, tenantId: demoTenantId })
    const person = await services.people.get(db.reader, found?.actor.personId ?? '')
    expect(person.name).toBe('Gæst Gæstesen')
    const institution = await services.people.institution(db.reader, person.institutionId ?? '')
    expect(institution?.name).toBe('Solsikken')
  })

  test('somebody else who installs the bot is among the institution’s people', async () => {
    const guest = {
      ...demoPeople[0]!,
      name: 'Gæst Gæstesen',
      externalId: randomUUID(),
      teamsUserId: '29:guest',
    }
    await type('hej', guest, 'a:guest')
    const { db, services } = demo.app.core
    const found = await services.people.arrive(db.reader, { ...guest, tenantId: demoTenantId })
    const person = await services.people.get(db.reader, found?.actor.personId ?? '')
    const institution = await services.people.institution(db.reader, person.institutionId ?? '')
    expect(institution?.name).toBe('Solsikken')
  })
  test('/møde: a meeting with three prepared items, from its start to what everybody has to do', async () => {
    await type('/møde')
    expect(shown(0)).toContain('møde med tre punkter begynder')
    await type('mine møder')
    let card = await press(teams.sent.at(-1)?.card, 'Åbn')
    card = await press(card, 'Start mødet')
    card = await press(card, 'Gem og fortsæt')
    const headings: string[] = []
    for (const what of ['Jens: observation inden fredag', 'Sara: ring til forældrene inden fredag', '']) {
      headings.push(wordsOf(card))
      card = await press(card, 'Gem og fortsæt', { summary: 'Vi talte om det og blev enige.' })
      card = await press(card, 'Gem og fortsæt')
      // Read first, and counted when it is confirmed.
      for (const typed of what ? [{ what }, {}] : []) card = await press(card, 'Tilføj aftale', typed)
      card = await press(card, what ? 'Næste punkt' : 'Afslut mødet')
    }
    expect(headings[0]).toContain('1 af 3')
    expect(headings[2]).toContain('3 af 3')
    card = await press(card, 'Godkend referatet')
    expect(wordsOf(card)).toContain('godkendt')
    for (const [name, tasks] of [
      ['Jens', 2],
      ['Sara', 1],
    ] as const) {
      await type(`/som ${name}`)
      const from = teams.sent.length
      await type('mine opgaver')
      expect(shown(from).match(/aftale fra mødet/g)?.length).toBe(tasks)
    }
    await type('/som Lone')
    const from = teams.sent.length
    await type('/møde')
    expect(shown(from)).toContain('Mødet er holdt.')
  })
})
