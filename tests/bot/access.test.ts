import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, inputValues } from '../support/cards.ts'
import { handsIn, typed } from '../support/forms.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'
import { fetchPaper, linksOn, readDocx } from '../support/papers.ts'

/** Everything about one child: an item that is held, with all that hangs on it, and a second one that Mette wrote. */
let room: MeetingRoom
let noah: AgendaItem
let second: AgendaItem
const said = {
  name: 'Noah Berg',
  problem: 'Noah holder sig for ørerne.',
  first: 'Han hører, men når ikke at svare.',
  later: 'Han svarer, når der er ro.',
  draft: 'Han sover dårligt om natten.',
  agreed: 'Prøv en stille krog',
  note: 'Krogen virker hver dag.',
  mettes: 'Familien har bedt om hjælp derhjemme.',
}

const core = () => room.bot.app.core
const client = () => clientOf(core().db.reader)

beforeAll(async () => {
  room = await openMeetingRoom('2026-11-09T08:00:00Z')
  const { bot, lone, mette, jens, sara, ida } = room
  noah = await room.adds({ child: said.name, about: said.problem, formFillerId: ida.personId })
  await room.consents(noah)
  await bot.passTo('2026-11-10T07:31:00Z')
  await handsIn(ida)
  const writes = async (person: TestPerson, sees: string, go: 'submit' | 'close') => {
    const verb = sees === said.later ? 'contribution.takeBack' : 'contribution.begin'
    await clicks(person, verb, { itemId: noah.id, suspicion: 'no' })
    const known = Number(JSON.stringify(person.card).match(/"known":(\d+)/)?.[1] ?? 0)
    const fields = { ...inputValues(person.card), sees }
    await clicks(person, 'contribution.save', { itemId: noah.id, known, go, ...fields })
  }
  await writes(jens, said.first, 'submit')
  await writes(sara, said.draft, 'close')
  await bot.passTo('2026-11-20T11:01:00Z')
  await clicks(mette, 'form.read', { itemId: noah.id })
  await writes(jens, said.later, 'submit')
  await bot.app.engine.runDue()
  bot.clock.set('2026-11-24T08:00:00Z')
  const [point] = await room.holds(noah, [{ text: said.agreed, owner: mette, due: '2026-12-01' }])
  await clicks(mette, 'action.accept', { actionPointId: point?.id })
  await clicks(mette, 'action.done', { actionPointId: point?.id, note: said.note })
  const next = await room.plan('2027-01-12T08:00:00Z')
  const author = await room.actor(mette)
  const content = { childName: '', ageMonths: 41, problem: said.mettes, questions: ['Hvad nu?'] }
  const item = { team: room.team, meeting: next, kind: 'child' as const, content, minutes: 15 }
  const who = { childId: noah.childId, presenterId: mette.personId, formFillerId: null }
  second = await core().db.write(tx =>
    core().services.agenda.add(tx, { ...item, ...who }, author, bot.clock.now()),
  )
  await clicks(lone, 'start.open')
}, 60_000)
afterAll(() => room.stop())

const fetched = (url = '') => fetchPaper(room.bot, url)
async function asksFor(person: TestPerson) {
  await clicks(person, 'access.open', { itemId: noah.id })
  const [word, json] = linksOn(person)
  return { word, json }
}
interface Data {
  format: string
  schemaVersion: number
  child: { id: string; name: string | null }
  madeAt: string
  parts: { kind: string; itemId: string; version: number; content: Record<string, unknown> }[]
  withheld: { kind: string; itemId: string; why: string; askId: string | null; writtenBy: string[] }[]
  sendings: { personId: string; contributorId: string; sentAt: string | null; openedAt: string | null }[]
  trail: { action: string; actorId: string | null; subjectId: string }[]
  people: Record<string, { name: string }>
}
const dataOf = async (url = '') => (await (await fetched(url)).json()) as Data

test('R-SEC-6: the coordinator fetches all she may read, as Word and as data; the rest is listed with whom to ask', async () => {
  const { lone, mette, sara, ida } = room
  await clicks(lone, 'agenda.item', { itemId: noah.id })
  expect(buttonTitles(lone.card)).toContain('Hent til indsigt')
  await lone.presses('Hent til indsigt')
  const [word, json] = linksOn(lone)
  const file = await fetched(word)
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="indsigt.docx"')
  const { words, title } = readDocx(new Uint8Array(await file.arrayBuffer()))
  expect(title).toBe('Indsigt: det, Rød Tråd har om barnet')
  const { name, problem, later, agreed, note } = said
  const held = [name, problem, later, agreed, note, typed.seen, typed.reason, 'Anna Berg', 'Sag 12']
  for (const one of [...held, 'Vi talte om det.', 'Mette Dahl gjorde den']) expect(words).toContain(one)
  expect(words).toContain('tirsdag den 24. november 2026 kl. 9.00')
  expect(words).toContain('Det, der ikke er med')
  expect(words).toContain('samtykket mangler')
  for (const secret of [said.draft, said.mettes]) expect(words).not.toContain(secret)
  expect(words.split('Det, der ikke er med')[1]).toMatch(
    /^.*Punktet på mødet tirsdag den 24\. november 2026 .*Hvad Fra/,
  )

  const response = await fetched(json)
  expect(response.headers.get('content-type')).toContain('application/json')
  const text = await response.text()
  for (const one of held) expect(text).toContain(one)
  for (const secret of [said.draft, said.mettes]) expect(text).not.toContain(secret)
  const data = JSON.parse(text) as Data
  expect(data).toMatchObject({ format: 'roed-traad/access', schemaVersion: 1, child: { name: said.name } })
  expect(data.madeAt).toMatch(/^2026-11-24T\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(new Set(data.parts.map(({ kind }) => kind)).size).toBe(7)
  expect(data.withheld).toContainEqual(
    expect.objectContaining({ kind: 'contribution', why: 'draft', askId: sara.personId }),
  )
  expect(data.withheld).toContainEqual(
    expect.objectContaining({ kind: 'item', itemId: second.id, why: 'missing', askId: mette.personId }),
  )
  const opened = data.sendings.find(one => one.personId === mette.personId && one.contributorId === '')
  expect(opened).toMatchObject({ sentAt: expect.any(String), openedAt: expect.any(String) })
  expect(data.people[ida.personId]?.name).toBe('Ida Krogh')
})

test('R-SEC-4: the read is recorded per item with its right, and stands among those who have seen it', async () => {
  const { lone } = room
  const { json } = await asksFor(lone)
  await dataOf(json)
  const reasonsOf = async (subjectId: string) =>
    (await client().auditEvent.findMany({ where: { action: 'access.read', subjectId } })).map(
      one => one.reason,
    )
  expect(await reasonsOf(noah.id)).toContain('author')
  expect((await reasonsOf(noah.id)).some(reason => reason.startsWith('consent:'))).toBe(true)
  expect(new Set(await reasonsOf(second.id))).toEqual(new Set(['coordinator: state only']))
  await clicks(lone, 'seen.open', { itemId: noah.id })
  expect(lone.words()).toContain('hentede det til indsigt')
})

test('every read and change of the child has words of its own in the trail', async () => {
  const { da } = await import('../../src/locales/da.ts')
  const actions = await client().auditEvent.findMany({ where: { childId: noah.childId } })
  const unsaid = actions.map(({ action }) => action).filter(action => !(action in da.access.trail))
  const ofPoints = unsaid.map(action => action.replace('actionPoint.', ''))
  expect(ofPoints.filter(what => !(what in da.actionPoints.history))).toEqual([])
})

test('R-SEC-2: nobody but the coordinator of the team gets a link, and a deleted item leads nowhere', async () => {
  for (const person of [room.mette, room.ida, room.bo]) {
    const { word } = await asksFor(person)
    expect(word).toBeUndefined()
    expect(person.words()).toContain('Her er ikke noget at vise')
  }
})

test('nothing that is held about a child is left out of the whole: table by table', async () => {
  const { db, services } = core()
  const now = room.bot.clock.now()
  await db.write(tx =>
    clientOf(tx).stoppedForm.create({
      data: {
        deliveryId: noah.id,
        agendaItemId: noah.id,
        personId: room.sara.personId,
        formVersion: 1,
        meetingId: room.meeting.id,
        why: 'withdrawn',
        underWay: false,
        at: now,
      },
    }),
  )
  const found = await db.write(tx => services.access.whole(tx, noah.childId ?? '', now, true))
  const dossier = found?.dossier
  const text = JSON.stringify(dossier)
  const [receipt] = await client().formReceipt.findMany({
    where: { agendaItemId: noah.id, openedAt: { not: null } },
  })
  /** By table, what of it must be found. */
  const exported: Record<string, string> = {
    Child: said.name,
    AgendaItem: said.mettes,
    PreparationForm: typed.seen,
    Contribution: said.draft,
    HandedInVersion: said.first,
    Consent: 'Anna Berg',
    ItemResult: '"kind":"notes"',
    Minutes: '"kind":"minutes"',
    ActionPoint: said.agreed,
    ActionPointEvent: said.note,
    FormReceipt: String(receipt?.openedAt?.toISOString()),
    StoppedForm: '"why":"withdrawn"',
    MeetingGuest: `"invited":[{"itemId":"${noah.id}"`,
    AuditEvent: '"action":"form.submitted"',
  }
  for (const [table, words] of Object.entries(exported)) expect(text, table).toContain(words)
  const leftOut: Record<string, string> = {
    Person: 'a colleague; named where they wrote or read',
    TeamDraft: 'the setting up of a team',
    Poll: 'why a time was chosen for a meeting',
    PollComment: 'about times',
    DeadlineStanding: 'for figures: follows from the consents and the days of handing in, which are there',
    SelfAssessment: 'what a team says of itself: no child is named in it',
    MinutesFiling: 'where the minutes of a meeting are filed: a reference that names nobody',
    ProcessedActivity: 'copies of answers, kept for a short time so that a repeated click is answered alike',
  }
  const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')
  const tables = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)]
  expect(tables.length).toBeGreaterThan(30)
  const holding = tables.filter(([, , body]) => /^\s+(\w*Sealed|childId|agendaItemId)\s/m.test(body ?? ''))
  const names = [...holding.map(([, name]) => name ?? ''), 'Child']
  expect(new Set(names)).toEqual(new Set([...Object.keys(exported), ...Object.keys(leftOut)]))
  expect(dossier?.withheld).toEqual([])
})

test('R-CONS-5: a draft of a consent has no questions of the item for whoever may not read them any more', async () => {
  const { lone } = room
  await room.consents(second)
  await clicks(lone, 'consent.step', { itemId: second.id, step: 'who' })
  await lone.presses('consent.who', { giverName: 'Peter Berg', relation: 'father', otherHolder: 'agrees' })
  await lone.presses('consent.what', { categories: 'wellbeing' })
  const draftOf = async () => {
    const { json } = await asksFor(lone)
    const { parts, withheld } = await dataOf(json)
    const of = <T extends { kind: string; itemId: string }>(list: T[]) =>
      list.filter(({ kind, itemId }) => kind === 'consent' && itemId === second.id)
    return {
      text: JSON.stringify(of(parts).filter(one => one.content.status === 'draft')),
      held: of(withheld),
    }
  }
  expect((await draftOf()).text).toMatch(/Peter Berg.*Hvad nu\?/)
  await room.withdraws(second)
  const { text, held } = await draftOf()
  expect(text).toContain('Peter Berg')
  expect(text).not.toContain('Hvad nu?')
  expect(held).toContainEqual(expect.objectContaining({ why: 'others', writtenBy: [lone.personId] }))
})

test('R-CONS-5, R-FORM-2: after a withdrawal what others said is listed alone, and of what is deleted or stopped there is no trace', async () => {
  const { lone, mette, ida, bot } = room
  await room.withdraws(noah)
  const { json, word } = await asksFor(lone)
  const text = await (await fetched(json)).text()
  // Her own words, and her own text of the agreement.
  for (const own of [said.problem, said.agreed]) expect(text).toContain(own)
  for (const secret of [said.first, said.later, said.note, typed.seen, typed.reason, 'Vi talte om det.'])
    expect(text).not.toContain(secret)
  const { withheld } = JSON.parse(text) as Data
  expect(withheld).toContainEqual(
    expect.objectContaining({ kind: 'form', why: 'withdrawn', askId: ida.personId }),
  )
  expect(withheld).toContainEqual(expect.objectContaining({ kind: 'minutes', askId: null, writtenBy: [] }))
  expect(withheld).toContainEqual(expect.objectContaining({ kind: 'actionPoint', why: 'others' }))

  const { services, db } = core()
  const author = await room.actor(mette)
  await db.write(tx => services.agenda.remove(tx, second, author, bot.clock.now()))
  expect(await (await fetched(json)).text()).not.toContain(second.id)
  const words = readDocx(new Uint8Array(await (await fetched(word)).arrayBuffer())).words
  expect(words).not.toContain('tog punktet af dagsordenen')
  await clicks(lone, 'access.open', { itemId: second.id })
  expect(linksOn(lone)).toEqual([])
  const whole = await db.write(tx => services.access.whole(tx, noah.childId ?? '', bot.clock.now(), false))
  expect(JSON.stringify(whole)).toContain(said.mettes)
})
