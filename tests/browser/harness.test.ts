/** The harness itself, played on the echo bot: what fails here is never the product's fault. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type LocalClient, startLocalClient } from '../../src/demo/local-client.ts'
import { startBrowser } from '../support/chromium.ts'
import { actAs, type Colleague } from '../support/colleague.ts'
import { type EchoBot, startEchoBot } from '../support/echo-bot.ts'
import { TeamsClient } from '../support/teams-client.ts'

let bot: EchoBot
let client: LocalClient
let browser: Browser
let teams: TeamsClient
let mette: Colleague
let pictures: string

beforeAll(async () => {
  bot = await startEchoBot()
  client = await startLocalClient({ botPort: bot.port, clientPort: 0, openBrowser: false, log: () => {} })
  mette = await actAs('Mette Dahl', { clientUrl: client.url })
  browser = await startBrowser()
  pictures = mkdtempSync(join(tmpdir(), 'roed-traad-pictures-'))
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await client?.stop()
  await bot?.stop()
  if (pictures) rmSync(pictures, { recursive: true, force: true })
}, 30_000)

describe('the page, as Lone Holm sees it', { timeout: 30_000 }, () => {
  beforeEach(async () => {
    await teams?.close()
    teams = new TeamsClient(browser)
    await teams.open(client.url)
    await teams.waitForCard('Velkommen, 29:lone-holm')
  })

  test('every kind of input arrives as it was entered', async () => {
    await teams.say('kort')
    await teams.waitForCard('Hvad siger du?')
    await teams.fill('Navn', 'Ærlig <b>${x}')
    await teams.fill('Note', 'linje 1\nlinje 2')
    await expect(teams.fill('Dato', 'i morgen')).rejects.toThrow('The field Dato does not take i morgen')
    await teams.fill('Antal', '7')
    await teams.fill('Dato', '2026-11-24')
    await teams.fill('Tid', '14:30')
    await teams.tick('Jeg er enig')
    await teams.choose('Dag', 'Tirsdag')
    await teams.choose('Anden dag', 'Onsdag')
    await teams.choose('Flere dage', ['Mandag', 'Onsdag'])
    await teams.choose('Mange dage', ['Tirsdag', 'Onsdag'])
    await teams.press('Gem')
    await teams.waitForCard('Gemt')
    const { value } = bot.received.findLast(activity => activity.type === 'invoke')!
    expect(value.action).toEqual({
      type: 'Action.Execute',
      title: 'Gem',
      verb: 'gem',
      data: {
        verb: 'gem',
        navn: 'Ærlig <b>${x}',
        note: 'linje 1\nlinje 2',
        antal: '7',
        dato: '2026-11-24',
        tid: '14:30',
        ja: 'true',
        dag: 'tirsdag',
        dag2: 'onsdag',
        dage: 'mandag,onsdag',
        dage2: 'tirsdag,onsdag',
      },
    })
  })

  test('empty optional inputs are absent, and a required one keeps the button from acting', async () => {
    await teams.say('kort')
    await teams.waitForCard('Hvad siger du?')
    const before = bot.received.length
    await teams.press('Gem')
    await teams.waitForCard('Skriv et navn')
    expect(bot.received).toHaveLength(before)
    await teams.fill('Navn', 'Lone')
    await teams.press('Gem')
    await teams.waitForCard('Gemt')
    expect(bot.received.at(-1)!.value.action.data).toEqual({ verb: 'gem', navn: 'Lone', ja: 'false' })
  })

  test('a message, an error and a second equal answer are all news', async () => {
    await teams.say('kort')
    await teams.waitForCard('Hvad siger du?')
    await teams.press('Besked', { within: 'Hvad siger du?' })
    expect(await teams.waitForCard('En besked')).toContain('Hvad siger du?')
    await teams.press('Besked')
    await teams.waitForCard(/En besked$/)
    await teams.press('Fejl')
    await teams.waitForCard(text => text.endsWith('Det gik ikke'))
    await teams.press('Opdater')
    await teams.waitForCard('Opdateret kort')
    expect(await teams.cardTexts()).toHaveLength(2)
  })

  test('a button in the menu of a card is pressed as the others are', async () => {
    await teams.say('kort')
    await teams.waitForCard('Hvad siger du?')
    await teams.pressInMenu('Gemt væk')
    await teams.waitForCard(/En besked$/)
    expect(bot.received.at(-1)!.value.action.data).toEqual({ verb: 'gemt væk' })
  })

  test('what a message of the bot has cleared is typed again before the button is pressed', async () => {
    await teams.say('kort')
    await teams.waitForCard('Hvad siger du?')
    await teams.fill('Navn', 'Lone')
    await teams.choose('Dag', 'Mandag')
    await teams.choose('Flere dage', ['Tirsdag'])
    await teams.tick('Jeg er enig')
    const said = bot.received.findLast(activity => activity.type === 'message')!
    await bot.sendTo(said, { type: 'message', text: 'En påmindelse' })
    await teams.page.getByText('En påmindelse').last().waitFor()
    await teams.press('Gem', { within: 'Hvad siger du?' })
    await teams.waitForCard('Gemt')
    const { data } = bot.received.at(-1)!.value.action
    expect(data).toEqual({ verb: 'gem', navn: 'Lone', dag: 'mandag', dage: 'tirsdag', ja: 'true' })
  })

  test('an answer that is not HTTP 200 shows nothing, and the waiting says what is on the page', async () => {
    await teams.say('kort')
    await teams.waitForCard('Hvad siger du?')
    await teams.press('Afvis')
    await bot.arrived(activity => activity.value?.action?.verb === 'afvis')
    await expect(teams.waitForCard('findes ikke', { timeout: 500 })).rejects.toThrow('Hvad siger du?')
    await teams.press('Besked', { within: 'Hvad siger du?' })
    await teams.waitForCard('En besked')
  })

  test('the group chat is another conversation, and opening it installs the bot there', async () => {
    await teams.openChat('Solsikken – ressourceteam')
    await teams.waitForCard('Velkommen')
    expect(bot.received.at(-1)!.conversation).toMatchObject({ conversationType: 'groupChat', isGroup: true })
    await teams.openChat('Personal Chat')
    await teams.waitForCard('Velkommen')
  })

  test('pictures are as wide as asked for, the whole card high, and leave the page as it was', async () => {
    await teams.say('kort')
    await teams.waitForCard('Hvad siger du?')
    await teams.fill('Navn', 'Lone')
    const sizes: Record<string, { width: number; height: number }> = {}
    for (const width of [320, 480]) {
      const path = join(pictures, `${width}.png`)
      await teams.screenshot(path, { width })
      sizes[width] = pngSize(path)
    }
    expect(sizes).toMatchObject({ 320: { width: 320 }, 480: { width: 480 } })
    // Nothing is cut off: what no longer fits beside moves below.
    expect(sizes[320]!.height).toBeGreaterThan(sizes[480]!.height)
    await teams.screenshot(join(pictures, 'talk.png'), { of: 'conversation', width: 700 })
    expect(pngSize(join(pictures, 'talk.png'))).toMatchObject({ width: 700 })
    await teams.press('Gem')
    await teams.waitForCard('navn=Lone')
  })
})

describe('a colleague, over HTTP', { timeout: 30_000 }, () => {
  test('installs, writes and presses as herself in her own personal chat', async () => {
    await mette.install()
    await mette.waitForMessage('Velkommen, 29:mette-dahl')
    await mette.say('kort')
    const { card } = await mette.waitForMessage('Hvad siger du?')
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5' })
    const reply = await mette.press('Gem', { navn: 'Mette', dag: 'mandag' })
    expect(reply).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' })
    await mette.waitForMessage('Gemt: verb=gem; ja=false; navn=Mette; dag=mandag')
    const { from, conversation } = bot.received.at(-1)!
    expect(from).toMatchObject({ id: '29:mette-dahl', aadObjectId: '00000000-0000-4000-8000-000000000002' })
    expect(conversation).toMatchObject({ id: mette.conversationId, conversationType: 'personal' })
  })

  test('gets messages, errors and updates, and refuses what no person could do', async () => {
    await mette.say('kort')
    expect(await mette.press('Besked')).toMatchObject({ statusCode: 200, value: 'En besked' })
    expect(await mette.press('Fejl')).toMatchObject({ statusCode: 400, value: { message: 'Det gik ikke' } })
    await mette.press('Opdater')
    await mette.waitForMessage('Opdateret kort')
    await expect(mette.press('Afvis')).rejects.toThrow('502')
    await expect(mette.press('Slet alt')).rejects.toThrow('no card with the button')
    await expect(mette.press('Gem', { cpr: '1' })).rejects.toThrow('no field cpr')
    await expect(actAs('Ukendt Person', { clientUrl: client.url })).rejects.toThrow('Nobody')
  })

  test('is reached before she has said anything, in a chat that the bot asks for', async () => {
    const ida = await actAs('Ida Krogh', { clientUrl: client.url })
    const reference = {
      ...bot.received[0]!,
      conversation: { ...bot.received[0]!.conversation, id: ida.conversationId },
    }
    await bot.sendTo(reference, { type: 'message', text: 'Husk at svare' })
    expect(await ida.waitForMessage('Husk at svare')).toMatchObject({ card: undefined })
    const again = await actAs('Ida Krogh', { clientUrl: client.url })
    expect(again.conversationId).toBe(ida.conversationId)
  })
})

describe('the client as a process', { timeout: 30_000 }, () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test('is reached on this machine alone, and leaves nothing behind', async () => {
    vi.stubEnv('TMPDIR', mkdtempSync(join(pictures, 'tmp-')))
    const log: string[] = []
    const other = await startLocalClient({
      botPort: bot.port,
      clientPort: 0,
      openBrowser: false,
      log: line => log.push(line),
    })
    const { port } = new URL(other.url)
    for (const address of outsideAddresses()) {
      await expect(fetch(`http://${address}:${port}/_debug/ping`)).rejects.toThrow()
    }
    expect(readdirSync(tmpdir())).toHaveLength(1)
    await other.stop()
    await other.stop()
    expect(() => process.kill(other.pid, 0)).toThrow('ESRCH')
    expect(readdirSync(tmpdir())).toEqual([])
    expect(log).toEqual([])
  })

  test('ends with the process that started it, also when that one is killed', async () => {
    const temporary = mkdtempSync(join(pictures, 'tmp-'))
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', startAndTell], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [url] = await once(createInterface({ input: parent.stdout }), 'line')
    const connection = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
    await once(connection, 'connect')
    const closed = once(connection, 'close')
    parent.kill('SIGKILL')
    await closed
    expect(readdirSync(temporary)).toEqual([])
  })

  test('says in Danish and in English that its port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const { port } = squatter.address() as AddressInfo
    const start = startLocalClient({ botPort: bot.port, clientPort: port, openBrowser: false, log: () => {} })
    await expect(start).rejects.toThrow(new RegExp(`Port ${port} .* er optaget[^]*Port ${port} .* is taken`))
    squatter.close()
    await once(squatter, 'close')
  })
})

const startAndTell = `
  const { startLocalClient } = await import(${JSON.stringify(new URL('../../src/demo/local-client.ts', import.meta.url))})
  const client = await startLocalClient({ botPort: 1, clientPort: 0, openBrowser: false, log: () => {} })
  console.log(client.url)
`

function pngSize(path: string): { width: number; height: number } {
  const header = readFileSync(path)
  return { width: header.readUInt32BE(16), height: header.readUInt32BE(20) }
}

function outsideAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap(each => each ?? [])
  return all.filter(each => !each.internal && each.family === 'IPv4').map(each => each.address)
}
