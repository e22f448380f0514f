import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { NewItem } from '../../src/features/agenda/service.ts'
import type { Meeting } from '../../src/features/meetings/model.ts'
import {
  addsChild,
  asks,
  clicks,
  noah,
  type PlannedSolsikken,
  pressesRow,
  recordsConsent,
  startPlanned,
} from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { headingOf, inputChoices, inputValues } from '../support/cards.ts'
import { fillsIn } from '../support/forms.ts'
import { plansMeeting } from '../support/meetings.ts'

let at: PlannedSolsikken
const reader = () => at.bot.app.core.db.reader
const agenda = () => at.bot.app.core.services.agenda
const here = async (meeting: Meeting = at.meeting) =>
  (await agenda().ofMeeting(reader(), meeting.id)).map(({ id, minutes }) => ({ id, minutes }))
const waiting = async () => (await agenda().waiting(reader(), at.team.id)).map(({ id }) => id)
const newest = async () => (await agenda().waiting(reader(), at.team.id)).at(-1)?.id ?? ''

/** Puts an item straight onto a meeting, or among those that wait, as somebody did before. */
async function puts(about: Partial<NewItem>, meeting: Meeting | null = at.meeting) {
  const actor = await at.actorOf(at.lone)
  const content = { childName: '', problem: 'Om samarbejdet.', questions: [], ageMonths: null }
  const what = { team: at.team, meeting, kind: 'other' as const, content, childId: null }
  const who = { minutes: 20, presenterId: actor.personId, formFillerId: null }
  return at.bot.app.core.db.write(tx =>
    agenda().add(tx, { ...what, ...who, ...about }, actor, at.bot.clock.now()),
  )
}

/** Two hours, of which half an hour is kept for 0–2-year-olds. */
describe('the last minutes of a meeting (R-AGENDA-3)', () => {
  beforeAll(async () => {
    at = await startPlanned()
    for (const minutes of [40, 40]) await puts({ minutes })
  })
  afterAll(() => at.bot.stop())

  test('an item that does not fit is stored, waits, and is offered; a member cannot insist, but be brief', async () => {
    const { mette, meeting } = at
    await addsChild(mette)
    expect(mette.words()).toContain('Der er kun 10 min. tilbage på mødet tirsdag 24. november kl. 9.00.')
    expect(mette.words()).toContain('30 min. bliver holdt fri til 0–2-årige indtil fristen.')
    expect(mette.words()).toContain('Punktet er gemt og står på ventelisten så længe.')
    const itemId = await newest()
    expect(inputChoices(mette.card, 'to')).toEqual(['waiting', meeting.id])
    await mette.presses('Gem', { to: 'insist', formFillerId: 'none' })
    expect(mette.words()).toContain('Vælg et sted på listen.')
    expect(await waiting()).toEqual([itemId])
    await mette.presses('Gem', { to: meeting.id, minutes: 15, formFillerId: 'none' })
    expect(inputValues(mette.card)).toMatchObject({ to: meeting.id, minutes: '15', formFillerId: 'none' })
    expect(await waiting()).toEqual([itemId])
    await mette.presses('Gem', { to: meeting.id, minutes: 10, formFillerId: 'none' })
    expect(mette.words()).toContain('Punktet er flyttet til mødet tirsdag den 24. november.')
    expect(await here()).toContainEqual({ id: itemId, minutes: 10 })
  })

  test('making it longer, or moving it to a full meeting, is offered the same; nothing moves meanwhile', async () => {
    const { lone, mette, meeting } = at
    const itemId = (await here()).at(-1)?.id ?? ''
    await clicks(mette, 'agenda.plan', { itemId })
    await mette.presses('Gem', { minutes: 25 })
    expect(mette.words()).toContain('Der er kun 10 min. tilbage')
    expect(mette.words()).not.toContain('står på ventelisten så længe')
    expect(await here()).toContainEqual({ id: itemId, minutes: 10 })
    const other = await puts({ minutes: 30 }, null)
    await clicks(lone, 'agenda.place', { itemId: other.id })
    expect(lone.words()).not.toContain('Sæt på alligevel')
    await lone.presses('Flyt', { to: meeting.id })
    expect(lone.words()).toContain('Der er ikke mere plads på mødet tirsdag 24. november')
    expect(inputChoices(lone.card, 'to')).toEqual([meeting.id, `insist:${meeting.id}`])
    expect(await waiting()).toEqual([other.id])
    await lone.presses('Flyt', { to: `insist:${meeting.id}` })
    expect(await waiting()).toEqual([])
  })

  test('the agenda says how much it is over, and what there is no time for; the coordinator what to do', async () => {
    const { lone, mette } = at
    await asks(lone, 'dagsorden')
    expect(lone.words()).toContain('30 min. over tiden, når 30 min. bliver holdt fri til 0–2-årige.')
    expect(lone.words()).toContain('Der er ikke tid til punkt 4. Gør et punkt kortere')
    await asks(mette, 'dagsorden')
    expect(mette.words()).toContain('Der er ikke tid til punkt 4.')
    expect(mette.words()).not.toContain('Gør et punkt kortere')
    await asks(lone, 'overblik')
    expect(lone.words()).toContain('Dagsordenen er 30 min. for lang.')
  })

  test('a 0–2-year-old has the time that is kept, also on an agenda that is over', async () => {
    const { mette } = at
    await addsChild(mette, { childName: 'Alma Holst', age: '20', ageUnit: 'months' })
    expect(mette.words()).toContain('Punktet står på dagsordenen.')
    await mette.presses('Gem', { minutes: 30, formFillerId: 'none' })
    expect((await here()).at(-1)).toMatchObject({ minutes: 30 })
  })

  test('a 0–2-year-old who becomes an older anonymous case has no time kept: it waits, and is offered', async () => {
    const { mette, lone } = at
    const itemId = (await here()).at(-1)?.id ?? ''
    await clicks(mette, 'agenda.anonymous', { itemId })
    await clicks(lone, 'agenda.anonymous', { itemId })
    await lone.presses('Sæt på dagsordenen', { problem: 'Et barn er stille.', band: '36' })
    expect(lone.words()).toContain('Der er ikke mere plads på mødet tirsdag 24. november')
    const anonymous = await newest()
    expect(await here()).not.toContainEqual(expect.objectContaining({ id: itemId }))
    await lone.presses('Gem', { to: 'insist', formFillerId: 'none' })
    expect((await here()).at(-1)).toMatchObject({ id: anonymous, minutes: 20 })
  })

  test('where another meeting has room, that one is offered first, and an item is put off to it', async () => {
    const { lone, meeting } = at
    const full = await at.plan('2026-12-15T08:00:00Z', '2026-12-15T09:00:00Z')
    await puts({ minutes: 30 }, full)
    const january = await at.plan('2027-01-12T08:00:00Z')
    await addsChild(lone, { childName: 'Emil Lund' })
    expect(inputChoices(lone.card, 'to')).toEqual([january.id, 'waiting', 'insist'])
    expect(lone.words()).toContain('Mødet tirsdag 12. januar kl. 9.00. Her er der plads')
    await lone.presses('Gem', { formFillerId: 'none' })
    expect(await here(january)).toHaveLength(1)
    const [first] = await here()
    await clicks(lone, 'agenda.postpone', { itemId: first?.id })
    expect(lone.words()).toContain('Punktet er flyttet til mødet tirsdag den 12. januar.')
    expect(await here(meeting)).not.toContainEqual(first)
  })

  test('two people add the last minutes at once: one has them, the other is offered', async () => {
    const { lone, mette, sara } = at
    const march = await at.plan('2027-03-02T08:00:00Z', '2027-03-02T08:50:00Z')
    const adds = (person: TestPerson, childName: string) =>
      clicks(person, 'agenda.add', {
        teamId: at.team.id,
        meetingId: march.id,
        kind: 'child',
        ...noah,
        childName,
      })
    await Promise.all([adds(mette, 'Ella Krog'), adds(sara, 'Karl Vig'), adds(lone, 'Bo Dam')])
    expect(await here(march)).toHaveLength(1)
    const told = [mette, sara, lone].map(person => person.words())
    expect(told.filter(words => words.includes('Punktet står på dagsordenen.'))).toHaveLength(1)
    expect(told.filter(words => words.includes('står på ventelisten så længe'))).toHaveLength(2)
    expect(await waiting()).toHaveLength(2)
  })
})

describe('the waiting list', () => {
  afterEach(() => at.bot.stop())

  test('says what waits since when and for what; names only through the gate; onto a meeting while there is room', async () => {
    at = await startPlanned()
    const { lone, mette, ali } = at
    await puts({ minutes: 60 })
    await puts({ minutes: 30 })
    await addsChild(mette)
    await mette.presses('Gem', { formFillerId: 'none' })
    const itemId = await newest()
    await asks(lone, 'overblik')
    await pressesRow(lone, 'verb', 'agenda.waiting')
    expect(lone.words()).toContain('Et barn på 3 år')
    expect(lone.words()).toContain('venter siden mandag 5. oktober')
    expect(lone.words()).toContain('der er ikke plads på de møder, der er planlagt')
    expect(lone.words()).not.toContain('Noah')
    await clicks(mette, 'agenda.waiting', { teamId: at.team.id })
    expect(mette.words()).toContain('Barn: Noah Berg, 3 år')
    await mette.presses('Til dagsordenen')
    expect(headingOf(mette.card)).toBe('Dagsorden')
    const january = await at.plan('2027-01-12T08:00:00Z')
    await clicks(ali, 'agenda.waiting', { teamId: at.team.id })
    expect(ali.words()).toContain('der er plads på mødet tirsdag 12. januar kl. 9.00')
    expect(ali.words()).not.toContain('Sæt på mødet')
    await clicks(ali, 'agenda.take', { itemId, meetingId: january.id })
    expect(await here(january)).toEqual([])
    await clicks(mette, 'agenda.waiting', { teamId: at.team.id })
    const list = mette.card
    const long = await puts({ minutes: 60 }, january)
    await puts({ minutes: 20 }, january)
    await mette.presses('Sæt på mødet', {}, list)
    expect(mette.words()).toContain('Der er ikke plads på mødet længere. Punktet venter stadig.')
    expect(await waiting()).toEqual([itemId])
    await clicks(lone, 'agenda.delete', { itemId: long.id })
    await clicks(mette, 'agenda.waiting', { teamId: at.team.id })
    await mette.presses('Sæt på mødet')
    expect(mette.words()).toContain('Punktet er flyttet til mødet tirsdag den 12. januar.')
    expect(mette.words()).toContain('Ingen punkter venter.')
    // An old list, when somebody has put it on another meeting since.
    const february = await at.plan('2027-02-23T08:00:00Z')
    await clicks(mette, 'agenda.take', { itemId, meetingId: february.id })
    expect(headingOf(mette.card)).not.toBe('Venteliste')
    expect(await here(february)).toEqual([])
    expect((await here(january)).map(({ id }) => id)).toContain(itemId)
  })

  test('another team’s meeting answers as one that does not exist (R-SEC-2)', async () => {
    at = await startPlanned()
    const { bot, lone, stranger } = at
    const { services, db } = bot.app.core
    const [place] = (await at.actorOf(stranger)).memberships
    const theirs = await plansMeeting(
      bot,
      await services.teams.get(db.reader, place?.teamId ?? ''),
      '2027-01-19T08:00:00Z',
    )
    const { id: itemId } = await puts({}, null)
    const answers: string[] = []
    for (const meetingId of [theirs.id, crypto.randomUUID()]) {
      await clicks(lone, 'agenda.take', { itemId, meetingId })
      answers.push(lone.words())
    }
    expect(answers[0]).toBe(answers[1])
    expect(await waiting()).toContain(itemId)
  })

  test('at the deadline the kept time is given to what is in order, in time to be sent with the rest', async () => {
    at = await startPlanned()
    const { bot, lone, mette, jens } = at
    for (const minutes of [60, 30]) await puts({ minutes })
    await addsChild(mette)
    await mette.presses('Gem', { formFillerId: mette.personId })
    const ready = await newest()
    await clicks(mette, 'consent.open', { itemId: ready })
    await recordsConsent(mette)
    await clicks(mette, 'form.open', { itemId: ready })
    await fillsIn(mette)
    await mette.presses('Aflevér')
    await addsChild(mette, { childName: 'Karl Vig' })
    await mette.presses('Gem', { minutes: 10, to: 'waiting', formFillerId: mette.personId })
    await puts({ minutes: 15 }, null)
    await puts({ minutes: 5 }, null)
    const told = () => lone.inbox().filter(one => one.summary === 'Ventelisten ved fristen')
    await bot.passTo('2026-11-20T10:58:00Z')
    expect(await here()).toHaveLength(2)
    expect(told()).toHaveLength(0)
    await bot.passTo('2026-11-20T11:00:00Z')
    expect((await here()).map(({ minutes }) => minutes)).toEqual([60, 30, 20, 5])
    await jens.finds('1 skema til mødet')
    const [receipt] = await bot.app.core.deliveries.evidence(reader(), 'distribution', at.meeting.id)
    expect(receipt).toMatchObject({ late: false })
    expect(told()).toHaveLength(1)
    await lone.finds('Ventelisten ved fristen')
    expect(lone.words()).toContain('Tiden til 0–2-årige er givet fri.')
    expect(lone.words()).toContain('Punkt 3 og 4 er kommet på fra ventelisten.')
    expect(lone.words()).toContain('1 punkt venter stadig, fordi skemaet ikke er afleveret.')
    expect(lone.words()).toContain('1 punkt venter stadig, fordi der ikke er plads.')
    await bot.passTo('2026-11-23T12:00:00Z')
    expect(told()).toHaveLength(1)
  })
})
