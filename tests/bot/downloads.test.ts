import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import {
  addsChild,
  clicks,
  endsConsent,
  noah,
  type PlannedSolsikken,
  recordsConsent,
  startWithNoah,
} from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles } from '../support/cards.ts'
import { fetchPaper, hereOf, linksOn, readDocx, readPdf } from '../support/papers.ts'

let at: PlannedSolsikken
const logged: string[] = []
beforeAll(async () => {
  const note = (...parts: unknown[]) => void logged.push(JSON.stringify(parts))
  at = await startWithNoah(undefined, { log: { info: note, warn: note, error: note } })
})
afterAll(() => at.bot.stop())

const core = () => at.bot.app.core
const client = () => clientOf(core().db.reader)
const theItem = () => at.firstItem()
/** The newest links of this person: PDF, then Word. */
async function sheetLinks(person: TestPerson, language = 'da'): Promise<[string, string]> {
  await clicks(person, 'consent.sheet', { itemId: (await theItem()).id, language })
  const [pdf = '', word = ''] = linksOn(person)
  return [pdf, word]
}
const idOf = (url: string) => url.split('/').at(-1)?.split('.')[0] ?? ''
const looks = (url: string, method = 'GET') => fetch(hereOf(at.bot, url), { method })
const takes = (url: string) => fetchPaper(at.bot, url)
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const people = () => [at.lone, at.mette, at.jens, at.ali, at.sara]

describe('the consent sheet (R-CONS-7)', () => {
  test('R-CONS-7: lists exactly the people and questions, as PDF and as Word, in plain Danish', async () => {
    await clicks(at.lone, 'consent.open', { itemId: (await theItem()).id })
    expect(buttonTitles(at.lone.card)).toContain('Samtykkeark')
    await at.lone.presses('Samtykkeark')
    expect(at.lone.words()).toContain('præcis de 5 personer og de 2 spørgsmål')
    const [pdfUrl = '', wordUrl = ''] = linksOn(at.lone)
    const response = await takes(pdfUrl)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="samtykkeark.pdf"')
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const pdf = await readPdf(await bytesOf(response))
    expect(pdf).toMatchObject({ title: 'Samtykkeark til forældrene', language: 'da-DK' })
    expect(pdf.tags).toEqual(expect.arrayContaining(['H1', 'H2', 'P', 'L', 'LI', 'Table', 'TH', 'TD']))
    const word = readDocx(await bytesOf(await takes(wordUrl)))
    expect(word).toMatchObject({ title: 'Samtykkeark til forældrene', language: 'da-DK' })
    expect(word.styles).toEqual(expect.arrayContaining(['Title', 'Heading1']))
    for (const { words } of [pdf, word]) {
      for (const { name } of people()) expect(words).toContain(name)
      for (const text of [noah.childName, noah.question1, noah.question2, 'Sundhedsplejerske'])
        expect(words).toContain(text)
      expect(words).not.toContain(noah.problem)
      expect(words).not.toContain('Ida Krogh')
      // Whoever is not on it may only be let in by a function that the parents have ticked (R-CONS-1).
      expect(words).toContain('må den nye i samme fag så også få oplysningerne?')
      for (const told of [
        'I kan sige nej',
        'trække samtykket tilbage',
        'Siger I nej',
        'databeskyttelsesrådgiver',
      ])
        expect(words).toContain(told)
    }
    expect(pdf.words).toMatch(/☐ Psykolog \(PPR\)/)
    expect(pdf.words).not.toMatch(/☐ (Pædagog|Noget andet)/)
    expect(pdf.words).toContain('tirsdag den 24. november 2026 kl. 9.00')
    expect(pdf.words).toContain('tekst 2026-11')
  })

  test('follows the circle and the questions, also behind a link that was made before', async () => {
    const [pdfUrl] = await sheetLinks(at.lone)
    const { services, db, clock } = { ...core(), clock: at.bot.clock }
    const lone = await at.actorOf(at.lone)
    const guest = await at.bot.person('Åse Ñandú-Łęcka', 'specialEducator')
    const item = await theItem()
    const content = { childName: '', ageMonths: 36, problem: item.problem, questions: ['Hvad nu?'] }
    await db.write(async tx => {
      await services.teams.addMembers(
        tx,
        at.team,
        [{ personId: guest.personId, profession: 'specialEducator', required: false }],
        lone,
        clock.now(),
      )
      await services.agenda.rewrite(tx, item, content, lone, clock.now())
    })
    const { words } = await readPdf(await bytesOf(await takes(pdfUrl)))
    expect(words).toContain('Åse Ñandú-Łęcka')
    expect(words).toContain('Hvad nu?')
    expect(words).not.toContain(noah.question1)
    const english = await readPdf(await bytesOf(await takes((await sheetLinks(at.lone, 'en'))[0])))
    expect(english).toMatchObject({ title: 'Consent sheet for parents', language: 'en-GB' })
  })

  test('is for whoever may tell the parents what they say yes to, and nobody else', async () => {
    const itemId = (await theItem()).id
    for (const person of [at.mette, at.stranger]) {
      await clicks(person, 'consent.sheet', { itemId, language: 'da' })
      expect(linksOn(person)).toEqual([])
      expect(person.words()).toContain('Her er ikke noget at vise')
    }
    await clicks(at.mette, 'start.open')
    await addsChild(at.mette, { childName: 'Alma Holst' })
    await at.mette.presses('Gem', { minutes: 15, formFillerId: 'none' })
    const almas = (await core().services.agenda.ofMeeting(core().db.reader, at.meeting.id))[1]?.id
    await clicks(at.lone, 'consent.sheet', { itemId: almas, language: 'da' })
    expect(linksOn(at.lone)).toEqual([])
    expect(at.lone.words()).toContain('Mette Dahl')
  })
})

describe('downloading (decision 0016)', () => {
  test('looking gives a page without content, uses nothing up, and is safe to look at', async () => {
    const [url] = await sheetLinks(at.lone)
    const row = await client().downloadLink.findUniqueOrThrow({ where: { id: idOf(url) } })
    for (const method of ['GET', 'HEAD', 'GET', 'GET', 'GET', 'GET', 'GET']) {
      const response = await looks(url, method)
      const page = await response.text()
      expect(response.status).toBe(200)
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      if (method === 'HEAD') expect(page).toBe('')
      else expect(page).toMatch(/<html lang="da">.*<h1>Hent dokumentet<\/h1>.*<form method="post"><button>/)
      expect(page).not.toMatch(/Noah|Solsikken|amtyk|https?:|src=/)
    }
    expect((await client().downloadLink.findUniqueOrThrow({ where: { id: row.id } })).taken).toBe(0)
    expect(url).not.toMatch(/noah/i)
    expect(logged.join()).not.toContain(url.split('/').at(-1))
  })

  test('each download is recorded with its reason before it is handed over (R-SEC-4)', async () => {
    const [url] = await sheetLinks(at.lone)
    const before = await client().auditEvent.count({ where: { action: 'consent.sheet.read' } })
    expect((await takes(url)).status).toBe(200)
    const events = await client().auditEvent.findMany({ where: { action: 'consent.sheet.read' } })
    expect(events.length).toBe(before + 1)
    expect(events.at(-1)).toMatchObject({
      actorId: at.lone.personId,
      reason: 'author',
      childId: (await theItem()).childId,
    })
  })

  test('tampered, expired, used up, made up: all answer alike', async () => {
    const gone: [string, string][] = []
    const asks = async (url: string) => {
      for (const method of ['GET', 'POST']) {
        const response = await looks(url, method)
        expect(response.status).toBe(404)
        const heads = [...response.headers].filter(([name]) => name !== 'date')
        gone.push([JSON.stringify(heads), await response.text()])
      }
    }
    const [url, second] = await sheetLinks(at.lone)
    // The last letter of a signature has bits that say nothing; the first has none.
    await asks(url.replace(/\.(.)(?=[^.]*$)/, (_, first) => (first === 'A' ? '.B' : '.A')))
    await asks(url.replace(/hent\/[^.]+/, 'hent/00000000-0000-4000-8000-000000000000'))
    await asks(url.replace(/hent\/.*/, 'hent/x'))
    for (let times = 0; times < 5; times += 1) expect((await takes(url)).status).toBe(200)
    await asks(url)
    at.bot.clock.set(new Date(at.bot.clock.now().getTime() + 10 * 60_000))
    await asks(second)
    expect(new Set(gone.map(one => one.join())).size).toBe(1)
    expect(gone[0]?.[1]).toContain('Linket gælder ikke mere')
  })

  test('the gate is asked again when it is fetched: who left, or may not read any more, gets nothing', async () => {
    const { services, db } = core()
    const item = await theItem()
    const now = at.bot.clock.now()
    await clicks(at.lone, 'consent.open', { itemId: item.id })
    await recordsConsent(at.lone)
    const [url] = await sheetLinks(at.lone)
    const lone = await at.actorOf(at.lone)
    await db.write(tx => services.agenda.remove(tx, item, lone, now))
    const response = await takes(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('Linket gælder ikke mere')
    expect((await client().downloadLink.findUniqueOrThrow({ where: { id: idOf(url) } })).taken).toBe(0)
  })

  test('R-CONS-5: a consent that is taken back, and leaving the team, close the links that are out', async () => {
    const { services, db } = core()
    const { lone, mette } = at
    const items = await services.agenda.ofMeeting(db.reader, at.meeting.id)
    const itemId = items.find(({ createdById }) => createdById === mette.personId)?.id
    const offered = async (person: TestPerson) => {
      await clicks(person, 'consent.sheet', { itemId, language: 'da' })
      return linksOn(person)[0] ?? ''
    }
    await clicks(mette, 'consent.open', { itemId })
    await recordsConsent(mette)
    const [lones, mettes] = [await offered(lone), await offered(mette)]
    expect((await takes(lones)).status).toBe(200)
    await endsConsent(mette, itemId ?? '')
    expect((await takes(lones)).status).toBe(404)
    expect((await takes(mettes)).status).toBe(200)
    const actor = await at.actorOf(lone)
    const now = at.bot.clock.now()
    await db.write(tx => services.teams.removeMember(tx, at.team, mette.personId, actor, now))
    expect((await takes(mettes)).status).toBe(404)
  })

  test('too many at once are asked to wait', async () => {
    const many = await Promise.all(
      Array.from({ length: 130 }, () => looks('http://x/hent/x').then(({ status }) => status)),
    )
    expect(many).toContain(429)
  })
})
