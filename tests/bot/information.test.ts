import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '../../src/shared/action.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import {
  addsChild,
  asks,
  clicks,
  noah,
  type PlannedSolsikken,
  pressesRow,
  startPlanned,
} from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import type { CardNode } from '../support/fake-teams.ts'
import { fillsIn } from '../support/forms.ts'
import { fetchPaper, linksOn, readDocx, readPdf } from '../support/papers.ts'
import { decides } from '../support/poll.ts'
import { joinsTeam } from '../support/team.ts'

let at: PlannedSolsikken
let itemId: string
/** all that anybody was shown, with who was shown it after what */
const shown: { where: string; words: string }[] = []

/** What a person reads of a card: not the names of our verbs and fields. */
const unread = new Set(['type', 'id', 'verb', 'data', 'v', '$schema', 'associatedInputs', 'url'])
function readOf(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  if (Array.isArray(node)) return node.flatMap(readOf)
  if (node === null || typeof node !== 'object') return []
  return Object.entries(node).flatMap(([key, value]) => (unread.has(key) ? [] : readOf(value)))
}
const note = (where: string, card: unknown) => void shown.push({ where, words: readOf(card).join('\n') })

/** Everything that is answered to this person from now on is noted. */
function listensTo(person: TestPerson): void {
  const { sends } = person
  person.sends = async (data, activityId) => {
    const answer = await sends(data, activityId)
    note(`${person.name}: ${String(data.verb)}`, answer.value as CardNode | string)
    return answer
  }
}

const everybody = () => [at.lone, at.mette, at.jens, at.ali, at.sara, at.ida]

beforeAll(async () => {
  at = await startPlanned()
  const { bot } = at
  await decides(bot, 'basis', { resourceTeam: 'information' })
  await decides(bot, 'basisText', { da: 'Efter lov X § 1.', en: 'By act X, section 1.' })
  for (const person of everybody()) listensTo(person)
})
afterAll(() => at.bot.stop())

const speaks = (person: TestPerson, language: Language) =>
  at.bot.app.core.db.write(tx =>
    clientOf(tx).person.update({ where: { id: person.personId }, data: { language } }),
  )

type Ways = readonly (readonly [verb: string, payload?: Record<string, unknown>])[]

/** Cards that say how the item stands, to whoever may go there and to whoever may not. */
const standing: Ways = [
  ['agenda.item'],
  ['form.read', { version: 0, page: 1 }],
  ['contribution.open'],
  ['contribution.read', { version: 0, page: 1 }],
]
const leading: Ways = [
  ['overview.open'],
  ['agenda.open'],
  ['consent.open'],
  ['consent.askRefuse'],
  ['consent.askEnd'],
  ['consent.askNarrow'],
  ['consent.askUndo'],
  ['consent.askGoOn'],
  ['form.chase'],
  ['form.evidence'],
  ['form.evidence', { layout: 'person' }],
]
/** What says the same however the item stands. */
const around: Ways = [
  ['start.open'],
  ['tasks.open'],
  ['agenda.waiting'],
  ['agenda.kind'],
  ['agenda.new', { kind: 'child' }],
  ['agenda.edit'],
  ['agenda.plan'],
  ['agenda.place'],
  ['agenda.askDelete'],
  ['consent.sheet', { language: 'da' }],
  ['seen.open'],
  ['access.open'],
  ['meeting.open'],
  ['meeting.invite'],
  ['team.addPeople', { go: 'open' }],
  ['form.list'],
]

async function looks(person: TestPerson, language: Language, ways: Ways): Promise<void> {
  const held = person.card
  const ids = { meetingId: at.meeting.id, teamId: at.team.id, itemId }
  await speaks(person, language)
  for (const [verb, payload] of ways) await clicks(person, verb, { ...ids, ...payload })
  await speaks(person, 'da')
  person.card = held
}

/** How it stands now, to whoever leads and to a member: in the one language or the other. */
async function bothLook(language: Language): Promise<void> {
  await looks(at.lone, language, [...standing, ...leading])
  await looks(at.mette, language === 'da' ? 'en' : 'da', standing)
}

/** From the consent's card to the last step; what the parents think is in hand. */
async function informs(opinion: 'agrees' | 'objects'): Promise<void> {
  const { lone } = at
  await clicks(lone, 'consent.open', { itemId })
  await pressesRow(lone, 'step', 'who')
  await lone.presses('Gem og fortsæt', { giverName: '', relation: 'mother', otherHolder: 'notAsked' })
  await lone.presses('Gem og fortsæt', { giverName: 'Anna Berg', otherHolder: 'agrees' })
  await lone.presses('Gem og fortsæt', { categories: 'wellbeing,health' })
  expect(lone.words()).toContain('Helbredsoplysninger må kun drøftes, når forældrene har sagt ja.')
  await lone.presses('Gem og fortsæt', { categories: 'wellbeing,family' })
  await lone.presses('Registrér', { told: 'object', opinion, view: '', givenOn: '2027-10-05' })
  const { clock } = at.bot
  const givenOn = clock.now().toISOString().slice(0, 10)
  const told = 'object,contact,dpo'
  await lone.presses('Registrér', {
    told,
    form: 'oral',
    givenOn,
    evidence: 'Talt ved aflevering.',
    opinion,
    view: 'Vi vil gerne have hjælp.',
  })
}

/** What a way leads to as a file, read. */
async function papers(verb: string, payload: Record<string, unknown>): Promise<string[]> {
  const { lone, bot } = at
  await clicks(lone, verb, payload)
  const read: string[] = []
  for (const url of linksOn(lone)) {
    const response = await fetchPaper(bot, url)
    const name = response.headers.get('content-disposition') ?? ''
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (name.endsWith('.pdf"')) read.push((await readPdf(bytes)).words)
    if (name.endsWith('.docx"')) read.push(readDocx(bytes).words)
  }
  for (const words of read) note(`the file of ${verb}`, words)
  return read
}

test('R-CONS-10: from the start card to the minutes nobody who informs reads of a consent, in Danish or in English', async () => {
  const { lone, mette, jens, ali, ida, bot } = at
  await speaks(jens, 'en')
  await addsChild(lone, { question1: '', question2: '' })
  await lone.presses('Gem og fortsæt', { question1: 'Hvad kan vi gøre på stuen?' })
  await lone.presses('Gem', { minutes: 30, formFillerId: ida.personId })
  itemId = (await at.firstItem()).id
  await looks(lone, 'en', around)
  await bothLook('da')

  await bot.passTo('2026-11-12T08:00:00Z')
  await clicks(ida, 'form.open', { itemId })
  await fillsIn(ida)
  await ida.presses('Aflevér')
  await bot.passTo('2026-11-20T12:00:00Z')
  await lone.finds('Noget bliver holdt tilbage')
  await bothLook('en')

  const sheets = await papers('consent.sheet', { itemId, language: 'da' })
  const english = await papers('consent.sheet', { itemId, language: 'en' })
  expect([...sheets, ...english]).toHaveLength(4)
  for (const words of sheets) {
    for (const { name } of everybody()) expect(words).toContain(name)
    for (const said of [
      'Orientering til forældrene',
      noah.childName,
      'Hvad kan vi gøre på stuen?',
      'Efter lov X § 1.',
      'I kan altid sige, hvad I mener, også at I er imod. Sig det til Lone Holm.',
      'Oplysninger om helbred er ikke med.',
      'kontakt: Kommunens databeskyttelsesrådgiver.',
    ])
      expect(words).toContain(said)
    expect(words).not.toMatch(/Underskrift|Oplysninger om helbred siger I ja/)
    expect(words).not.toContain(noah.problem)
  }
  for (const words of english) {
    expect(words).toContain('By act X, section 1.')
    expect(words).toContain('contact: The municipality’s data protection officer.')
    expect(words).not.toMatch(/databeskyttelse|Signature/)
  }
  await informs('agrees')
  expect(lone.words()).toContain('Orienteringen er registreret.')
  await bothLook('da')
  await clicks(jens, 'contribution.open', { itemId })

  await joinsTeam(bot, at.stranger, at.team)
  await bothLook('en')
  await informs('objects')
  await bothLook('da')
  await clicks(ida, 'form.ask', { itemId })
  expect(ida.words()).toContain('Forældrene er imod. Det, du skriver, bliver ikke sendt til nogen.')

  bot.clock.set('2026-11-24T08:00:00Z')
  await asks(lone, 'mine møder')
  await lone.presses('Åbn')
  await lone.presses('Start mødet')
  await lone.presses('Gem og fortsæt')
  expect(lone.words()).toContain('Forældrene er imod.')
  await looks(lone, 'en', [['run.open'], ['run.item']])
  await clicks(lone, 'consent.askGoOn', { itemId })
  await lone.presses('Gå videre', { remark: 'Barnet har brug for det.' })
  await clicks(lone, 'run.item', { itemId })
  await lone.presses('Synspunkter', { summary: 'Vi talte om larm på stuen.' })
  await lone.presses('Gem og fortsæt', {})
  await lone.presses('Gem og fortsæt', { outcomes: 'continuedAttention', followUpDay: '2027-01-12' })
  await lone.presses('Tilføj aftale', {
    what: 'Lav en rolig krog',
    ownerId: mette.personId,
    dueDay: '2026-12-08',
  })
  await clicks(lone, 'run.end', { meetingId: at.meeting.id })
  await lone.presses('Godkend referatet')
  await bot.app.engine.runDue()
  await bothLook('da')
  await looks(lone, 'da', [...around, ['minutes.read']])
  await looks(mette, 'en', [['minutes.read']])
  await bot.passTo('2026-12-10T12:00:00Z')
  await ali.says('opgaver')

  const files = [
    ...(await papers('access.open', { itemId })),
    ...(await papers('form.evidenceFile', { meetingId: at.meeting.id })),
  ]
  expect(files).toHaveLength(3)
  for (const person of [...everybody(), at.stranger])
    for (const { text, card } of person.inbox()) note(`to ${person.name}`, [text, card])
  const consents = shown.filter(({ words }) => /samtykke|consent/i.test(words))
  const lines = consents.map(
    ({ where, words }) =>
      `${where}: ${words
        .split('\n')
        .filter(line => /samtykke|consent/i.test(line))
        .join(' | ')}`,
  )
  expect([...new Set(lines)]).toEqual([])
}, 60_000)
