import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import type { Day } from '../../src/shared/day.ts'
import { clicks } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, inputValues } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom, pressesWith } from '../support/meeting-room.ts'
import { fetchPaper, linksOn, readDocx, readPdf } from '../support/papers.ts'

/** A long meeting that is held: Noah (with consent, Ida comes for him), Alma (without), and ten more items. */
let room: MeetingRoom
let noah: AgendaItem
let alma: AgendaItem
const said = {
  name: 'Noah Berg',
  problem: 'Han holder sig for ørerne, når der er larm.',
  summary: `Vi talte om larm på stuen. ${'Rødgrød med fløde, æblegrød og ærter på bænken. '.repeat(30)}Slut på drøftelsen.`,
  view: 'Han har brug for ro.',
  agreed: 'Lav en rolig krog på stuen',
  almas: 'Alma sover uroligt.',
  others: 'Der er uro ved frokost.',
}

const core = () => room.bot.app.core
const client = () => clientOf(core().db.reader)

beforeAll(async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { bot, lone, mette, meeting, ida } = room
  noah = await room.adds({ child: said.name, about: said.problem, formFillerId: ida.personId })
  await room.consents(noah)
  alma = await room.adds({ child: 'Alma Holst', about: said.almas })
  const others: AgendaItem[] = []
  for (let number = 3; number <= 12; number += 1)
    others.push(await room.adds({ kind: 'childGroup', about: said.others, minutes: 5 }))
  const leading = await room.actor(lone)
  const { services, db } = core()
  const now = bot.clock.now()
  await db.write(async tx => {
    await services.run.start(tx, meeting, leading, now)
    const running = await services.meetings.get(tx, meeting.id)
    const keeps = (item: AgendaItem, entered: Parameters<typeof services.run.keep>[3]) =>
      services.run.keep(tx, running, item, entered, leading, now)
    await keeps(noah, {
      summary: said.summary,
      perspectives: { psychologist: said.view },
      outcomes: ['supportInInstitution'],
      secondPlacement: 'attention',
      followUpDay: '2027-01-12' as Day,
      parentTalkById: lone.personId,
      parentTalkDay: '2026-12-01' as Day,
    })
    const agreed = { text: said.agreed, ownerId: mette.personId, dueDay: '2026-12-08' as Day }
    await services.run.addAction(tx, running, noah, agreed, leading, now)
    await keeps(alma, { summary: said.almas, parentTalkById: '' })
    for (const item of others) await keeps(item, { summary: said.others })
    await services.minutes.approve(tx, running, leading, now)
  })
  await bot.app.engine.runDue()
}, 60_000)
afterAll(() => room.stop())

const fetched = (url = '') => fetchPaper(room.bot, url)
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
/** The newest links on the person's card, Word first. */
async function asks(person: TestPerson, verb: string, payload: Record<string, string>) {
  await clicks(person, verb, payload)
  const [word, pdf] = linksOn(person)
  return { word, pdf }
}
const asksForAll = (person: TestPerson) => asks(person, 'minutes.paper', { meetingId: room.meeting.id })
const asksForNoah = (person: TestPerson) => asks(person, 'minutes.childPaper', { itemId: noah.id })
const wordOf = async (url = '') => readDocx(await bytesOf(await fetched(url)))
const namesOfChildren = /Noah|Berg|Alma|Holst/

describe('minutes as files (R-MIN-2)', () => {
  test('the coordinator gets the meeting as Word and PDF: who was there, each item, what was agreed, page numbers', async () => {
    const { lone } = room
    await clicks(lone, 'minutes.read', { meetingId: room.meeting.id })
    await lone.presses('Hent som fil')
    expect(buttonTitles(lone.card).filter(title => title === 'Kun det barn')).toHaveLength(1)
    expect(lone.words()).not.toMatch(namesOfChildren)
    const [wordUrl, pdfUrl] = linksOn(lone)
    const files = [await fetched(wordUrl), await fetched(pdfUrl)]
    const names = files.map(file => file.headers.get('content-disposition'))
    expect(names).toEqual([
      'attachment; filename="referat-2026-11-24.docx"',
      'attachment; filename="referat-2026-11-24.pdf"',
    ])
    const [wordFile, pdfFile] = files
    const word = readDocx(await bytesOf(wordFile as Response))
    const pdf = await readPdf(await bytesOf(pdfFile as Response))
    for (const paper of [word, pdf]) {
      expect(paper).toMatchObject({ title: 'Referat', language: 'da-DK' })
      expect(paper.about).toContain('Rød Tråd')
      expect(paper.about).not.toMatch(namesOfChildren)
      for (const text of [
        said.name,
        said.problem,
        said.view,
        said.agreed,
        said.others,
        'Slut på drøftelsen.',
      ])
        expect(paper.words).toContain(text)
      for (const text of [
        'tirsdag den 24. november 2026 kl. 9.00–11.00',
        'Udgave: 1, godkendt tirsdag den 24. november 2026 af Lone Holm',
        'Ekstra opmærksomhed',
        'Støtte i dagtilbuddet',
        'tirsdag den 12. januar 2027',
        'Rød Tråd er et arbejdsredskab og ikke kommunens arkiv',
      ])
        expect(paper.words).toContain(text)
      expect(paper.words).toMatch(/Ida Krogh Pædagog Til stede \(gæst\)/)
      expect(paper.words).toMatch(/Lav en rolig krog på stuen Mette Dahl tirsdag den 8\. december 2026/)
      expect(paper.words).toMatch(/Samtale med forældrene .* Lone Holm tirsdag den 1\. december 2026/)
      expect(paper.words).toMatch(/Punkt 12: Børnegruppe/)
      // Withheld: the reason, and nothing else.
      expect(paper.words).toMatch(/Punkt 2: Barn Vises ikke: Der er ikke et gyldigt samtykke\. Punkt 3/)
      expect(paper.words).not.toMatch(/Alma|sover uroligt/)
    }
    expect(pdf.pages).toBeGreaterThan(2)
    for (let page = 1; page <= pdf.pages; page += 1)
      expect(pdf.words).toContain(`Side ${page} af ${pdf.pages}`)
    const top = 'Ressourceteam Solsikken · mødet tirsdag den 24. november 2026'
    expect(pdf.words.split(top)).toHaveLength(pdf.pages + 1)
    expect(pdf.tags).toEqual(expect.arrayContaining(['H1', 'H2', 'H3', 'P', 'L', 'Table', 'TH', 'TD']))
    expect(word.about).toContain(top)
    expect(word.about).toMatch(/PAGE.* af .*NUMPAGES/s)
    expect(word.styles).toEqual(expect.arrayContaining(['Title', 'Heading1', 'Heading2']))
  })

  test('one child by itself: nothing of the others, and the read is on record with its reason', async () => {
    const { mette } = room
    await clicks(mette, 'minutes.paper', { meetingId: room.meeting.id })
    await pressesWith(mette, { verb: 'minutes.childPaper', itemId: noah.id })
    const [wordUrl, pdfUrl] = linksOn(mette)
    const file = await fetched(pdfUrl)
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename="referat-uddrag-2026-11-24.pdf"',
    )
    const pdf = await readPdf(await bytesOf(file))
    for (const { words, title, about } of [pdf, await wordOf(wordUrl)]) {
      expect(title).toBe('Uddrag af referat')
      expect(about).not.toMatch(namesOfChildren)
      expect(words).toContain(said.name)
      expect(words).toContain(said.agreed)
      expect(words).toMatch(/Med til punktet: Ida Krogh, Jens Bach, Lone Holm, Mette Dahl, Sara Lind/)
      expect(words).not.toMatch(/Punkt 2|Punkt 3|frokost|Alma/)
    }
    const where = { actorId: mette.personId, action: 'minutes.file.read' }
    const rows = await client().auditEvent.findMany({ where })
    expect(rows).toHaveLength(2)
    for (const row of rows) {
      expect(row).toMatchObject({ subjectId: noah.id, childId: noah.childId })
      expect(row.reason).toMatch(/^consent:/)
    }
    await clicks(room.lone, 'seen.open', { itemId: noah.id })
    expect(room.lone.words()).toContain('hentede referatet som fil')
  })

  test('a guest of one item gets that item alone; what is withheld, and who took no part, gets nothing', async () => {
    const { ida, bo, lone } = room
    const { word } = await asksForAll(ida)
    const { words } = await wordOf(word)
    expect(words).toContain(said.summary.slice(0, 40))
    expect(words).toContain('Referatet viser kun de punkter, Ida Krogh var med til.')
    expect(words).not.toMatch(/Børnegruppe|Sara Lind|Deltagere|Punkt 2/)
    for (const [verb, payload] of [
      ['minutes.paper', { meetingId: room.meeting.id }],
      ['minutes.childPaper', { itemId: noah.id }],
    ] as const) {
      expect((await asks(bo, verb, payload)).word).toBeUndefined()
      expect(bo.words()).toContain('eller også har du ikke adgang')
    }
    expect((await asks(lone, 'minutes.childPaper', { itemId: alma.id })).word).toBeUndefined()
    expect(lone.words()).not.toMatch(namesOfChildren)
  })

  test('says why it was corrected, where the item is', async () => {
    const { bot, lone } = room
    const { services, db } = core()
    const leading = await room.actor(lone)
    await db.write(async tx => {
      const version = await services.minutes.latest(tx, room.meeting.id)
      if (!version) throw new Error('the minutes are approved')
      const correction = {
        itemId: noah.id,
        summary: 'Vi talte om larm og ro.',
        perspectives: {},
        reason: 'Der manglede noget.',
      }
      await services.minutes.correct(tx, room.meeting, version, correction, leading, bot.clock.now())
    })
    const { words } = await wordOf((await asksForAll(lone)).word)
    expect(words).toContain('Udgave: 2, godkendt')
    expect(words).toContain('Vi talte om larm og ro.')
    expect(words).not.toContain('Slut på drøftelsen.')
    expect(words).toMatch(
      /Rettet i udgave 2 \(tirsdag den 24\. november 2026\), fordi: Der manglede noget\. Punkt 2/,
    )
  })

  test('R-CONS-5: the gate is asked when it is fetched, also behind links that were made before', async () => {
    const { jens, lone } = room
    const whole = await asksForAll(jens)
    const child = await asksForNoah(jens)
    const leading = await room.actor(lone)
    expect((await fetched(child.word)).status).toBe(200)
    await room.withdraws({ ...noah, status: 'held' })
    expect((await fetched(child.word)).status).toBe(404)
    const { words } = await wordOf(whole.word)
    expect(words).toMatch(/Punkt 1: Barn Vises ikke: Samtykket er trukket tilbage\. Punkt 2/)
    expect(words).not.toMatch(/Noah|larm og ro|manglede|krog|Han har brug/)
    expect(words).toContain(said.others)
    const { services, db } = core()
    await db.write(tx =>
      services.teams.removeMember(tx, room.team, jens.personId, leading, room.bot.clock.now()),
    )
    expect((await fetched(whole.word)).status).toBe(404)
  })
})

describe('journaliseret (R-MIN-2)', () => {
  const lines = (person: TestPerson, words: string) =>
    person.inbox().filter(one => JSON.stringify(one.card).includes(words)).length
  const unfiled = 'Referatet fra mødet tirsdag den 24. november (Solsikken) er ikke journaliseret endnu'
  const again =
    'Det rettede referat fra mødet tirsdag den 24. november (Solsikken) er ikke journaliseret endnu'
  const corrects = (reason: string) =>
    core().db.write(async tx => {
      const { services } = core()
      const version = await services.minutes.latest(tx, room.meeting.id)
      const group = version?.content.items.find(item => item.kind === 'childGroup')
      if (!version || !group) throw new Error('the minutes are approved')
      const correction = { itemId: group.itemId, summary: `Der er ro: ${reason}`, perspectives: {}, reason }
      const leading = await room.actor(room.lone)
      await services.minutes.correct(tx, room.meeting, version, correction, leading, room.bot.clock.now())
    })

  test('waits among the tasks, and is brought to mind from the fifth working day on', async () => {
    const { bot, lone, mette } = room
    await clicks(lone, 'tasks.open', {})
    expect(lone.words()).toContain(again)
    // Version 2 was approved on the 24th as well.
    await bot.passTo('2026-12-01T07:29:00Z')
    expect(lines(lone, again)).toBe(0)
    await bot.passTo('2026-12-01T07:31:00Z')
    expect([lines(lone, again), lines(mette, again)]).toEqual([1, 0])
    const late = 'Referatet fra mødet tirsdag 24. november er ikke journaliseret endnu.'
    await clicks(lone, 'overview.open', {})
    expect(lone.words()).not.toContain(late)
    await bot.passTo('2026-12-04T07:31:00Z')
    expect(lines(lone, again)).toBe(2)
    await clicks(lone, 'overview.open', {})
    expect(lone.words()).toContain(late)
  })

  test('what is wrong with the reference comes back filled in; nobody else ticks it', async () => {
    const { lone, mette } = room
    await lone.finds(again)
    await lone.presses('Det er journaliseret')
    expect(lone.words()).toContain('Hvor er referatet journaliseret?')
    await lone.presses('Gem', { reference: ' ' })
    expect(lone.words()).toContain('Skriv referencen')
    for (const [reference, words] of [
      ['Sag om Noah', 'uden barnets navn'],
      ['Sag 010215-1234', 'Fjern CPR-nummeret.'],
      ['2'.repeat(101), 'højst 100 tegn'],
    ] as const) {
      await lone.presses('Gem', { reference })
      expect(lone.words()).toContain(words)
      expect(inputValues(lone.card).reference).toBe(reference)
    }
    const filed = { meetingId: room.meeting.id, version: 2, reference: '26/12345' }
    await clicks(mette, 'minutes.file', filed)
    expect(mette.words()).toContain('eller også har du ikke adgang')
    expect(await client().minutesFiling.count()).toBe(0)
  })

  test('the version that was filed is the one on the card; who and when is shown, and reminders end', async () => {
    const { bot, lone, mette } = room
    await clicks(lone, 'minutes.filing', { meetingId: room.meeting.id })
    await corrects('imens')
    await lone.presses('Gem', { reference: '26/12345' })
    expect(lone.words()).toContain('Referatet er rettet imens. Hent udgave 3')
    expect(inputValues(lone.card).reference).toBe('26/12345')
    await lone.presses('Gem')
    expect(lone.words()).toContain('Det er noteret')
    const done = 'Udgave 3 er journaliseret fredag den 4. december 2026 af Lone Holm. Reference: 26/12345'
    expect(lone.words()).toContain(done)
    await clicks(mette, 'minutes.read', { meetingId: room.meeting.id })
    expect(mette.words()).toContain(done)
    expect(buttonTitles(mette.card)).not.toContain('Ret journaliseringen')
    await clicks(room.ida, 'minutes.read', { meetingId: room.meeting.id })
    expect(room.ida.words()).not.toContain('26/12345')
    const { words } = await wordOf((await asksForAll(lone)).word)
    expect(words).toContain('Journaliseret: fredag den 4. december 2026 af Lone Holm, reference: 26/12345')
    const [row] = await client().minutesFiling.findMany()
    expect(row?.referenceSealed).not.toContain('26/12345')
    await bot.passTo('2026-12-20T12:00:00Z')
    expect(lines(lone, again)).toBe(2)
    for (const verb of ['tasks.open', 'overview.open']) {
      await clicks(lone, verb, {})
      expect(lone.words()).not.toMatch(/journaliseret/)
    }
  })

  test('a correction after it has to be filed again, and says so; ticked by mistake, it is taken back', async () => {
    const { lone } = room
    const { services, db } = core()
    const { content } = (await services.minutes.latest(db.reader, room.meeting.id)) ?? { content: null }
    await clicks(lone, 'minutes.correctItem', { itemId: content?.items.at(-1)?.itemId ?? '' })
    await lone.presses('Godkend rettelsen', { summary: 'Der er ro igen.', reason: 'Upræcist.' })
    expect(lone.words()).toContain(
      'Rettelsen er godkendt, og deltagerne får besked. Referatet er rettet siden: denne udgave skal journaliseres igen.',
    )
    expect(lone.words()).toContain('Reference: 26/12345')
    const { words } = await wordOf((await asksForAll(lone)).word)
    expect(words).toContain('Udgave 3 er journaliseret; denne udgave skal journaliseres igen')
    await clicks(lone, 'minutes.filing', { meetingId: room.meeting.id })
    expect(inputValues(lone.card).reference).toBe('26/12345')
    await lone.presses('Gem')
    await lone.presses('Ret journaliseringen')
    await lone.presses('Ikke journaliseret')
    expect(lone.words()).toContain('denne udgave skal journaliseres igen.')
    const actions = (await client().auditEvent.findMany({ where: { subjectType: 'minutes' } })).map(
      ({ action }) => action,
    )
    expect(actions.filter(one => /filed/.test(one))).toEqual([
      'minutes.filed',
      'minutes.filed',
      'minutes.unfiled',
    ])
  })

  test('the reminder goes to whoever coordinates the team on that day', async () => {
    const { bot, lone, mette } = room
    const before = lines(lone, again)
    const makes = (person: TestPerson, coordinator: boolean) =>
      core().db.write(tx =>
        clientOf(tx).teamMember.updateMany({
          where: { teamId: room.team.id, personId: person.personId },
          data: { coordinator },
        }),
      )
    await makes(lone, false)
    await makes(mette, true)
    // Corrected on Sunday 20 December: five working days on, with Christmas between, is Wednesday 30.
    await bot.passTo('2026-12-30T07:31:00Z')
    expect([lines(lone, again) - before, lines(mette, again)]).toEqual([0, 1])
    // Two more working days lie closed; then the steps go on, and end.
    await bot.passTo('2027-03-01T12:00:00Z')
    expect(lines(mette, again)).toBe(5)
    expect(lines(lone, unfiled)).toBe(0)
    // What was approved in the room is never asked for.
    expect(lines(lone, 'venter på, at du godkender det')).toBe(0)
  })
})
