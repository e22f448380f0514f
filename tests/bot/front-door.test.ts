import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { packageFiles } from '../../appPackage/build.ts'
import { DEMO_SETTINGS } from '../../appPackage/settings.ts'
import { compose } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/shared/clock.ts'
import { randomIds } from '../../src/shared/ids.ts'
import { silentLog } from '../../src/shared/log.ts'
import { StoreFault } from '../../src/shared/store-fault.ts'
import { startTestBot, type TestBot, tenantId } from '../support/bot.ts'
import { buttonTitles } from '../support/cards.ts'
import { temporaryFolder } from '../support/database.ts'
import { startsPoll } from '../support/poll.ts'
import { startSolsikken } from '../support/solsikken.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startTestBot()
})
afterAll(() => bot.stop())

const address = () => `http://127.0.0.1:${bot.app.server.port}`

/** An activity as Teams sends it, with something about it changed. */
const activity = (change: Record<string, unknown> = {}) => {
  const aadObjectId = randomUUID()
  return {
    id: randomUUID(),
    type: 'message',
    text: 'hjælp',
    channelId: 'msteams',
    serviceUrl: bot.teams.serviceUrl,
    from: { id: `29:${aadObjectId}`, name: 'Somebody', aadObjectId },
    recipient: { id: '28:bot' },
    conversation: { id: `a:${aadObjectId}`, conversationType: 'personal', tenantId },
    ...change,
  }
}

describe('onboarding', () => {
  test('installing the bot asks what the person works as, then shows the start card', async () => {
    const lone = await bot.person('Lone Holm')
    expect(lone.words()).toContain('Hvad arbejder du som?')
    await lone.presses('Gem og fortsæt', { profession: 'daycareLeader' })
    expect(lone.words()).toContain('Hvad vil du?')
  })

  test('misspelt and unknown text lead back to the start card', async () => {
    const mette = await bot.person('Mette Dahl', 'outreachAdvisor')
    await mette.says('hjalp')
    expect(mette.words()).toContain('Hvad vil du?')
    await mette.says('hvor er min cykel')
    expect(mette.words()).toContain('Det forstod jeg ikke')
    await mette.says('indstilinnger')
    expect(mette.words()).toContain('Dine indstillinger')
    await mette.says('overblikket')
    expect(mette.words()).toContain('Mente du »overblik«?')
    // Near »new team«, which a Danish reader is not offered.
    await mette.says('nej tak')
    expect(mette.words()).toContain('Det forstod jeg ikke')
    expect(mette.words()).not.toContain('Mente du')
    await mette.says('hvornår skal vi egentlig mødes?')
    expect(mette.words()).toContain('Det forstod jeg ikke')
    expect(mette.words()).not.toContain('Mente du')
  })

  test('every command that Teams offers in its lists is one, in both languages', () => {
    const files = packageFiles(DEMO_SETTINGS, '1.0.0')
    const read = (name: string) => JSON.parse(new TextDecoder().decode(files[name])) as unknown
    const manifest = read('manifest.json') as {
      bots: { commandLists: { commands: { title: string }[] }[] }[]
    }
    const danish = manifest.bots.flatMap(({ commandLists }) =>
      commandLists.flatMap(({ commands }) => commands.map(({ title }) => title)),
    )
    const english = Object.entries(read('en-us.json') as Record<string, string>)
      .filter(([key]) => /commands\[\d+\]\.title$/.test(key))
      .map(([, title]) => title)
    expect(english).toHaveLength(danish.length)
    const misspelt = (title: string, language: 'da' | 'en') => {
      const found = bot.app.registry.command(title, language)
      return !('command' in found) || !found.command.words[language].includes(title)
    }
    expect(danish.filter(title => misspelt(title, 'da'))).toEqual([])
    expect(english.filter(title => misspelt(title, 'en'))).toEqual([])
  })

  test('what stands on a button of the start card may be typed, and so may what is done to a date (P3)', async () => {
    const s = await startSolsikken(bot)
    await startsPoll(s)
    const lost: string[] = []
    const tries = (title: string, language: 'da' | 'en') => {
      if (!('command' in bot.app.registry.command(title, language))) lost.push(title)
    }
    for (const person of [s.lone, s.jens]) {
      await person.says('hjælp')
      for (const title of buttonTitles(person.card)) tries(title, 'da')
      await person.says('sprog')
      await person.presses('Gem', { language: 'en' })
      await person.says('help')
      for (const title of buttonTitles(person.card)) tries(title, 'en')
    }
    for (const title of ['se svar', 'find en dato', 'flyt møde', 'aflys møde', 'meld fravær'])
      tries(title, 'da')
    for (const title of ['move the meeting', 'cancel the meeting', 'report absence']) tries(title, 'en')
    expect(lost).toEqual([])
  })

  test('English stands behind a setting', async () => {
    const sara = await bot.person('Sara Lind', 'healthVisitor')
    await sara.says('indstillinger')
    await sara.presses('Gem', { language: 'en' })
    expect(sara.words()).toContain('Your settings are saved')
    await sara.says('help')
    expect(sara.words()).toContain('What would you like to do?')
  })
})

describe('a click is answered once (lesson 4)', () => {
  test('delivered again, with the same or a new activity id: one effect, the same answer', async () => {
    const jens = await bot.person('Jens Bach', 'psychologist')
    await jens.says('indstillinger')
    const data = { verb: 'absence.add', v: 1, n: 'one-card', fromDay: '2026-12-01', toDay: '2026-12-03' }
    const [first, again, otherId] = await Promise.all([
      jens.sends(data, 'same-id'),
      jens.sends(data, 'same-id'),
      jens.sends(data),
    ])
    expect(again.value).toEqual(first.value)
    expect(otherId.value).toEqual(first.value)
    await jens.says('indstillinger')
    expect(jens.words().match(/1\. december/g)).toHaveLength(1)
  })

  test('another answer on the same card counts, also when it is the first one again', async () => {
    const ali = await bot.person('Ali Demir', 'speechTherapist')
    const click = (language: string) =>
      ali.sends({ verb: 'settings.save', v: 1, n: 'a-card', language, profession: 'speechTherapist' })
    await click('en')
    await click('da')
    expect((await click('en')).words).toContain('Your settings are saved')
    await ali.says('help')
    expect(ali.words()).toContain('What would you like to do?')
  })
})

describe('what was answered is not given again to whoever may not have it any more', () => {
  test('an old card that is pressed after another one is a new wish', async () => {
    const ida = await bot.person('Ida Krogh', 'pedagogue')
    const click = (n: string, language: string) =>
      ida.sends({ verb: 'settings.save', v: 1, n, language, profession: 'pedagogue' })
    await click('first', 'en')
    await click('second', 'da')
    bot.clock.set(new Date(bot.clock.now().getTime() + 120_000))
    expect((await click('first', 'en')).words).toContain('Your settings are saved')
    await ida.says('help')
    expect(ida.words()).toContain('What would you like to do?')
  })

  test('pressed again later, it is given only to somebody who may still do it', async () => {
    const ida = await bot.person('Ida Krogh', 'pedagogue')
    await ida.says('indstillinger')
    await ida.presses('Meld fravær', { fromDay: '2026-12-01', toDay: '2026-12-03' })
    const { core } = bot.app
    const [absence] = await core.services.people.absences(
      core.db.reader,
      [ida.personId],
      '2026-11-01' as never,
    )
    const removing = { verb: 'absence.remove', v: 1, n: 'a-card', absenceId: absence?.id }
    const first = await ida.sends(removing, 'removing')
    expect((await ida.sends(removing, 'removing')).value).toEqual(first.value)
  })

  test('a redelivered message is answered once', async () => {
    const ida = await bot.person('Ida Krogh', 'pedagogue')
    const message = activity({
      from: {
        id: `29:${ida.conversationId.slice(2)}`,
        name: 'Ida Krogh',
        aadObjectId: ida.conversationId.slice(2),
      },
      conversation: { id: ida.conversationId, conversationType: 'personal', tenantId },
    })
    const before = ida.inbox().length
    await bot.post(message)
    await bot.post(message)
    expect(ida.inbox().length).toBe(before + 1)
  })
})

describe('what does not fit', () => {
  test.each([
    ['an old version', { v: 0, verb: 'start.open' }],
    ['no version', { verb: 'start.open' }],
    ['an unknown verb', { v: 1, verb: 'no.such' }],
    ['no verb', { v: 1 }],
    ['a verb that is no text', { v: 1, verb: { a: 1 } }],
    ['a payload of another shape', { v: 1, verb: 'absence.remove', absenceId: '42' }],
    ['names of the prototype', { v: 1, verb: 'constructor' }],
  ])('%s gets a card that says how to go on', async (_, data) => {
    const ida = await bot.person('Ida Krogh', 'pedagogue')
    const answer = await ida.sends(data)
    expect(answer).toMatchObject({ status: 200, type: 'application/vnd.microsoft.card.adaptive' })
    expect(answer.words).toContain('Kortet er fra en ældre udgave')
  })

  test('somebody else’s thing is answered like one that does not exist (R-SEC-2)', async () => {
    const ida = await bot.person('Ida Krogh', 'pedagogue')
    const answer = await ida.sends({ v: 1, verb: 'absence.remove', absenceId: randomUUID() })
    expect(answer.words).toContain('Det findes ikke længere, eller også har du ikke adgang til det.')
  })

  test('a CPR number never gets further than the door (R-CONS-8)', async () => {
    const ida = await bot.person('Ida Krogh', 'pedagogue')
    const answer = await ida.sends({ v: 1, verb: 'absence.add', fromDay: '010120-1234', toDay: '' })
    expect(answer.value).toContain('CPR-nummer')
    expect(answer.value).not.toContain('010120')
  })

  test('R-CONS-8: one in the chat: why not, that it is to be deleted, and nothing of it is kept or logged', async () => {
    const lines: unknown[] = []
    const note = (...line: unknown[]) => void lines.push(line)
    const own = await startTestBot({ log: { info: note, warn: note, error: note } })
    try {
      const ida = await own.person('Ida Krogh', 'pedagogue')
      const { text } = await ida.says('Noah 010120-1234 har brug for hjælp')
      expect(text).toContain('CPR-nummer')
      expect(text).toContain('Slet beskeden')
      expect(text).not.toContain('010120')
      await ida.says('indstillinger')
      await ida.presses('Gem', { language: 'en' })
      expect((await ida.says('0101201234')).text).toContain('Delete the message')
      const inGroup = activity({
        serviceUrl: own.teams.serviceUrl,
        text: '<at>Rød Tråd</at> 010120-1234',
        conversation: { id: '19:g@thread.v2', conversationType: 'groupChat', tenantId },
      })
      await own.post(inGroup)
      const reply = await own.teams.waitFor(({ replyToId }) => replyToId === inGroup.id)
      expect(reply.text).toContain('Slet beskeden')
      const rest = await own.atRest()
      for (const kept of [JSON.stringify(lines), rest.toString('latin1')])
        expect(kept).not.toMatch(/010120-?1234/)
    } finally {
      await own.stop()
    }
  })
})

describe('who is kept out (R-SEC-1)', () => {
  test.each([
    ['a channel that is not Teams', { channelId: 'emulator' }],
    ['a service URL elsewhere', { serviceUrl: 'https://evil.example/' }],
    ['no tenant', { conversation: { id: 'a:x', conversationType: 'personal' } }],
  ])('%s: no answer, nothing kept', async (_, change) => {
    const before = bot.teams.sent.length
    const { status } = await bot.post(activity(change))
    expect(status).toBeLessThan(500)
    const invoke = { ...activity(change), type: 'invoke', name: 'adaptiveCard/action', value: {} }
    expect((await bot.post(invoke)).body).toMatchObject({ statusCode: 403 })
    expect(bot.teams.sent.length).toBe(before)
  })

  test('with credentials, a request without a token is 401, and one from another tenant is refused with a token too', async () => {
    const folder = temporaryFolder()
    const key = Buffer.alloc(32, 7).toString('base64')
    const appId = randomUUID()
    const read = readConfig(
      {
        PORT: '0',
        HOST: '127.0.0.1',
        DATABASE_URL: `file:${folder}/real.db`,
        BOT_APP_ID: appId,
        BOT_TENANT_ID: tenantId,
        BOT_APP_PASSWORD: 'secret',
        DATA_KEYS: `a:${key}`,
        PUBLIC_URL: 'https://roedtraad.kommune.example',
      },
      [],
    )
    if (!read.ok) throw new Error(read.problems.join('\n'))
    const real = await compose(read.config, {
      clock: systemClock,
      ids: randomIds,
      log: silentLog,
      sweepEveryMs: 3_600_000,
    })
    try {
      for (const headers of [{}, { authorization: 'Bearer nonsense' }]) {
        const response = await fetch(`http://127.0.0.1:${real.server.port}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(activity({ serviceUrl: 'https://smba.trafficmanager.net/emea/' })),
        })
        expect(response.status).toBe(401)
        expect(await response.text()).not.toMatch(/stack|Error:/)
      }
      // Whoever knocks without one is turned away before the SDK, which would print a stack for each.
      const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
      for (const [body, headers, status] of [
        ['{}', {}, 401],
        ['{"type":1}', { authorization: 'Bearer nonsense' }, 400],
        ['[]', { authorization: 'Bearer nonsense' }, 400],
      ] as const) {
        const response = await fetch(`http://127.0.0.1:${real.server.port}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        })
        expect(response.status).toBe(status)
      }
      expect(printed).not.toHaveBeenCalled()
      // As if the token were good.
      const trusting = new ConfigurationBotFrameworkAuthentication({})
      const { prototype } = ConfigurationBotFrameworkAuthentication
      const trusted = await trusting.authenticateRequest({ channelId: 'msteams' } as never, '')
      trusted.claimsIdentity.claims.push({ type: 'aud', value: appId })
      vi.spyOn(prototype, 'authenticateRequest').mockResolvedValue(trusted)
      const clicked = async (tenant: string) => {
        const response = await fetch(`http://127.0.0.1:${real.server.port}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: 'Bearer good' },
          body: JSON.stringify({
            ...activity({ serviceUrl: 'https://smba.trafficmanager.net/emea/' }),
            type: 'invoke',
            name: 'adaptiveCard/action',
            value: { action: { data: { v: 1, verb: 'start.open' } } },
            conversation: { id: 'a:x', conversationType: 'personal', tenantId: tenant },
          }),
        })
        return ((await response.json()) as { statusCode: number }).statusCode
      }
      expect(await clicked(tenantId)).toBe(200)
      expect(await clicked(randomUUID())).toBe(403)
    } finally {
      vi.restoreAllMocks()
      await real.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('the server', () => {
  test('a body over the limit is 413, one that is no JSON 400, without detail', async () => {
    const send = (body: string) =>
      fetch(`${address()}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
    const large = await send(JSON.stringify({ text: 'x'.repeat(300_000) }))
    expect(large.status).toBe(413)
    const broken = await send('{"a":')
    expect(broken.status).toBe(400)
    expect(await broken.text()).not.toMatch(/position|Unexpected|stack/)
    expect((await send('')).status).toBe(400)
    expect((await send('"text"')).status).toBe(400)
  })

  test.each([
    ['compressed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['text', { 'content-type': 'text/plain' }],
  ])('a body that is %s is 415 before anything reads it, and the server lives on', async (_, headers) => {
    const response = await fetch(`${address()}/api/messages`, { method: 'POST', headers, body: 'no gzip' })
    expect(response.status).toBe(415)
    expect((await fetch(`${address()}/healthz`)).status).toBe(200)
  })

  test('is healthy and ready', async () => {
    expect((await fetch(`${address()}/healthz`)).status).toBe(200)
    const ready = await fetch(`${address()}/readyz`)
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({ ok: true })
  })

  test('a calendar link that is not ours leads nowhere', async () => {
    expect((await fetch(`${address()}/kalender/${randomUUID()}.nonsense.ics`)).status).toBe(404)
  })
})

test('a fault is logged with an id and shown with the same id, never with detail (R-SEC-5)', async () => {
  const lines: string[] = []
  const log = {
    ...silentLog,
    error: (event: string, fields?: object) => void lines.push(`${event} ${JSON.stringify(fields)}`),
  }
  const own = await startTestBot({ log })
  try {
    const person = await own.person('Lone Holm', 'daycareLeader')
    own.clock.now = () => {
      throw new TypeError('secret detail')
    }
    const answer = await person.sends({
      v: 1,
      verb: 'settings.save',
      language: 'da',
      profession: 'daycareLeader',
    })
    const code = /\(kode ([A-Z0-9]{5})\)/.exec(answer.words)?.[1]
    expect(answer.words).toMatch(/^Noget gik galt hos os\. Prøv igen om lidt\. \(kode [A-Z0-9]{5}\)$/)
    expect(answer.words).not.toContain('secret')
    expect(lines.join('\n')).toContain(`"id":"${code}"`)
    expect(lines.join('\n')).not.toContain('secret')
  } finally {
    own.clock.now = () => new Date()
    await own.stop()
  }
})

test('when the database cannot save, the user is told that nothing was saved, and may try again', async () => {
  const own = await startTestBot()
  const { db } = own.app.core
  const { write } = db
  try {
    const person = await own.person('Lone Holm', 'daycareLeader')
    const click = { v: 1, n: 'one', verb: 'settings.save', language: 'en', profession: 'daycareLeader' }
    db.write = () => Promise.reject(new StoreFault('SQLITE_FULL'))
    const answer = await person.sends(click)
    expect(answer.words).toMatch(/^Der blev ikke gemt noget\..*\(kode [A-Z0-9]{5}\)$/)
    db.write = write
    expect((await person.sends(click)).words).toContain('Your settings are saved')
  } finally {
    db.write = write
    await own.stop()
  }
})

test('whether anybody is here is answered without a warning; any other wrong way in is warned of', async () => {
  const warned: unknown[] = []
  const own = await startTestBot({ log: { ...silentLog, warn: (_, fields) => warned.push(fields) } })
  try {
    const door = `http://127.0.0.1:${own.app.server.port}/api/messages`
    const asked = await fetch(door, { method: 'HEAD' })
    expect([asked.status, asked.headers.get('allow')]).toEqual([405, 'POST'])
    expect(warned).toEqual([])
    expect((await fetch(door)).status).toBe(405)
    expect(warned).toEqual([expect.objectContaining({ status: 405 })])
  } finally {
    await own.stop()
  }
})
