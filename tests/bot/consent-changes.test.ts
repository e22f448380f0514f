import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPolicyStore } from '../../src/features/policy/store.prisma.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import {
  addsChild,
  asks,
  clicks,
  noah,
  type PlannedSolsikken,
  pressesRow,
  recordsConsent,
  startWithNoah,
} from '../support/agenda.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, inputChoices, inputValues } from '../support/cards.ts'
import { handsIn, typed } from '../support/forms.ts'
import { joinsTeam } from '../support/team.ts'

let at: PlannedSolsikken
beforeEach(async () => {
  at = await startWithNoah()
})
afterEach(() => at.bot.stop())

const core = () => at.bot.app.core
const services = () => core().services
const theItem = () => at.firstItem()
const standingNow = async () =>
  services().consents.stateOf(core().db.reader, await theItem(), at.bot.clock.now())
const opensConsent = async (person: TestPerson) =>
  clicks(person, 'consent.open', { itemId: (await theItem()).id })
const seesNoah = async (person: TestPerson) => {
  await asks(person, 'dagsorden')
  return person.words().includes('Noah')
}
const consented = async () => {
  await opensConsent(at.lone)
  await recordsConsent(at.lone)
}
const how = {
  told: 'refuse,withdraw,consequence,contact,dpo',
  form: 'written',
  givenOn: '2026-10-05',
  evidence: 'Sag 12',
}
/** To the last step, with what the steps before it ask for. */
const comesToHow = async (person: TestPerson) => {
  await opensConsent(person)
  await pressesRow(person, 'step', 'who')
  await person.presses('Gem og fortsæt', { giverName: 'Anna Berg', relation: 'mother', otherHolder: 'none' })
  await person.presses('Gem og fortsæt', { categories: 'wellbeing' })
}
const decides = (key: string, value: unknown) =>
  core().db.write(tx =>
    createPolicyStore().put(tx, at.team.tenantId, key, JSON.stringify(value), at.bot.clock.now()),
  )

test('R-CONS-1: for one meeting and by function; health in writing; each comes back filled in until it is right', async () => {
  const { lone, mette, jens, bot } = at
  await opensConsent(lone)
  await pressesRow(lone, 'step', 'who')
  await lone.presses('Gem og fortsæt', { giverName: 'Anna Berg', relation: '', otherHolder: 'none' })
  expect(lone.words()).toContain('Vælg, hvem det er.')
  expect(inputValues(lone.card)).toMatchObject({ giverName: 'Anna Berg', otherHolder: 'none' })
  await lone.presses('Gem og fortsæt', { relation: 'mother' })
  await lone.presses('Gem og fortsæt', { purpose: ' ', categories: 'wellbeing,health' })
  expect(lone.words()).toContain('Skriv, hvad drøftelsen skal bruges til.')
  expect(inputValues(lone.card)).toMatchObject({ categories: 'wellbeing,health' })
  expect(lone.words()).toContain('den, der er psykolog i teamet')
  await lone.presses('Gem og fortsæt', { purpose: 'At hjælpe.', functions: 'psychologist' })
  await lone.presses('Registrér', { ...how, form: 'oral', givenOn: '2026-10-06', until: '2026-10-01' })
  for (const words of ['kræver et skriftligt ja', 'Den dato er ikke kommet endnu', 'Den dato er gået'])
    expect(lone.words()).toContain(words)
  expect(inputValues(lone.card)).toMatchObject({ form: 'oral', until: '2026-10-01', evidence: 'Sag 12' })
  await lone.presses('Registrér', { ...how, span: 'meeting', until: '' })
  expect((await standingNow()).state).toBe('valid')
  expect(lone.words()).toContain('ét møde, også hvis det bliver flyttet')
  expect(lone.words()).toContain('Også en ny: \npsykolog')

  // Another psychologist instead of Jens.
  const actor = await at.actorOf(lone)
  const { teams, meetings, agenda } = services()
  await core().db.write(async tx => {
    await teams.removeMember(tx, at.team, jens.personId, actor, bot.clock.now())
    const join = { personId: at.ida.personId, profession: 'psychologist', required: false } as const
    await teams.addMember(tx, at.team, join, actor, bot.clock.now())
  })
  expect((await standingNow()).state).toBe('valid')
  expect(await seesNoah(at.ida)).toBe(true)
  await core().db.write(tx =>
    meetings.move(
      tx,
      at.meeting,
      new Date('2026-12-01T08:00:00Z'),
      new Date('2026-12-01T10:00:00Z'),
      actor,
      bot.clock.now(),
    ),
  )
  expect(await seesNoah(mette)).toBe(true)
  const other = await core().db.write(async tx => {
    const span = [new Date('2027-01-12T08:00:00Z'), new Date('2027-01-12T10:00:00Z')] as const
    const [startAt, endAt] = span
    const input = { team: at.team, startAt, endAt, pollId: null, createdById: actor.personId }
    return meetings.create(tx, input, bot.clock.now())
  })
  const item = await theItem()
  const onOther = { ...item, meetingId: other.id }
  const { standing } = await services().consents.of(core().db.reader, onOther, bot.clock.now())
  expect(standing).toMatchObject({ state: 'stale', ended: 'otherMeeting' })
  expect(await agenda.find(core().db.reader, item.id)).not.toBeNull()
})

test('R-CONS-1: somebody who is something else is named: by that function anybody would be let in', async () => {
  const { lone, ida, bot } = at
  const actor = await at.actorOf(lone)
  const join = { personId: ida.personId, profession: 'other', required: false } as const
  await core().db.write(tx => services().teams.addMember(tx, at.team, join, actor, bot.clock.now()))
  await opensConsent(lone)
  await pressesRow(lone, 'step', 'who')
  await lone.presses('Gem og fortsæt', { giverName: 'Anna Berg', relation: 'mother', otherHolder: 'none' })
  expect(inputChoices(lone.card, 'functions')).toContain('psychologist')
  expect(inputChoices(lone.card, 'functions')).not.toContain('other')
  await lone.presses('Gem og fortsæt', { categories: 'wellbeing', functions: 'other,psychologist' })
  await lone.presses('Registrér', how)
  const { consent } = await services().consents.of(core().db.reader, await theItem(), bot.clock.now())
  expect(consent?.detail.functions).toEqual(['psychologist'])
})

test('R-CONS-1: a yes for one meeting becomes no period when the item is taken off it meanwhile', async () => {
  const { lone, bot } = at
  const item = await theItem()
  await comesToHow(lone)
  const card = lone.card
  const actor = await at.actorOf(lone)
  await core().db.write(tx => services().agenda.moveTo(tx, item, null, actor, bot.clock.now()))
  const recorded = async () => {
    const [waits] = await services().agenda.waiting(core().db.reader, at.team.id)
    if (!waits) throw new Error('nothing waits')
    return (await services().consents.of(core().db.reader, waits, bot.clock.now())).consent
  }
  await lone.presses('Registrér', { ...how, span: 'meeting' }, card)
  await lone.presses('Registrér')
  expect(lone.words()).toContain('Det var kun til ét møde, og punktet står ikke på det mere.')
  expect(await recorded()).toBeNull()
  await lone.presses('Registrér', { until: '2026-11-30' })
  expect(await recorded()).toMatchObject({ validUntil: '2026-11-30', detail: { meetingId: null } })
})

test('R-CONS-2: a yes for one meeting is none for the meeting that the item is put on meanwhile', async () => {
  const { lone, bot } = at
  const item = await theItem()
  await comesToHow(lone)
  const card = lone.card
  await lone.presses('Registrér', { ...how, told: 'refuse', span: 'meeting' })
  const later = await at.plan('2026-12-08T08:00:00Z')
  const actor = await at.actorOf(lone)
  await core().db.write(tx => services().agenda.moveTo(tx, item, later.id, actor, bot.clock.now()))
  const now = () => services().agenda.get(core().db.reader, item.id)
  const standing = async () =>
    (await services().consents.of(core().db.reader, await now(), bot.clock.now())).standing

  // Kept for the one meeting, and shown again: nobody has said anything of this one.
  await clicks(lone, 'consent.step', { itemId: item.id, step: 'how' })
  expect(lone.words()).toContain('Punkt 1 på mødet tirsdag den 8. december')
  expect(inputValues(lone.card).span).toBe('')
  const choose = 'Det, du valgte, var et andet møde. Vælg det, forældrene har sagt ja til nu.'
  await lone.presses('Registrér', how)
  expect(lone.words()).toContain(choose)
  // The card that was drawn for the first meeting; and again with a number that is refused.
  await lone.presses('Registrér', { ...how, span: 'meeting', evidence: '010219-1234' }, card)
  expect(inputValues(lone.card).span).toBe('')
  await lone.presses('Registrér', { ...how, span: 'meeting' }, card)
  expect(lone.words()).toContain(choose)
  expect(inputValues(lone.card)).toMatchObject({ span: '', evidence: 'Sag 12' })
  expect((await standing()).state).toBe('missing')
  await lone.presses('Registrér', { span: 'meeting' })
  expect((await standing()).state).toBe('valid')
  // Put on yet another: what was said of this one does not go with it.
  await core().db.write(async tx =>
    services().agenda.moveTo(tx, await now(), at.meeting.id, actor, bot.clock.now()),
  )
  expect(await standing()).toMatchObject({ state: 'stale', ended: 'otherMeeting' })
  await clicks(lone, 'consent.step', { itemId: item.id, step: 'how' })
  expect(inputValues(lone.card).span).toBe('period')
})

test('R-CONS-2: the parents limit it: a new, smaller consent; wider items are hidden; an earlier yes widens nothing', async () => {
  const { lone, mette, sara, bot } = at
  await consented()
  await opensConsent(lone)
  await lone.presses('Begræns det')
  await lone.presses('Begræns', { categories: '' })
  expect(lone.words()).toContain('Lad mindst ét flueben stå.')
  expect(inputValues(lone.card)).toMatchObject({ questions: '0,1', categories: '' })
  await lone.presses('Begræns', { questions: '0', categories: 'wellbeing' })
  expect(lone.words()).toContain('Punktet er bredere end det, der er tilbage')
  expect(lone.words()).toContain('Det gælder ikke spørgsmål 2.')
  expect(await seesNoah(mette)).toBe(false)
  await clicks(lone, 'agenda.edit', { itemId: (await theItem()).id })
  await lone.presses('Gem', { question2: '' })
  expect(await seesNoah(mette)).toBe(true)
  expect(await seesNoah(sara)).toBe(true)
  // The same question again is covered no more; the first one taken off and put back is.
  const ask = async (questions: Record<string, string>) => {
    await clicks(lone, 'agenda.edit', { itemId: (await theItem()).id })
    await lone.presses('Gem', questions)
  }
  await ask({ question2: noah.question2 })
  expect(await seesNoah(mette)).toBe(false)
  bot.clock.set('2026-10-08T08:00:00Z')
  await opensConsent(lone)
  await recordsConsent(lone, { givenOn: '2026-10-04' })
  expect(lone.words()).toContain('Den dag sagde forældrene nej eller begrænsede det.')
  const rows = await clientOf(core().db.reader).consent.findMany({ where: { status: { not: 'draft' } } })
  expect(rows.map(({ status }) => status).sort()).toEqual(['given', 'superseded'])
})

describe('R-CONS-5: a no later, and a no by mistake', () => {
  test('what a mistake closed opens again, the same day, for whoever made it, with a reason', async () => {
    const { lone, mette, bot } = at
    await consented()
    for (const presses of [
      ['Afslut samtykket', 'Afslut samtykket'],
      ['Afslut samtykket', 'Afslut samtykket'],
    ]) {
      await opensConsent(lone)
      for (const title of presses) await lone.presses(title)
      expect(await seesNoah(mette)).toBe(false)
      await opensConsent(lone)
      await lone.presses('Fortryd')
      await lone.presses('Fortryd', { remark: ' ' })
      expect(lone.words()).toContain('Skriv kort hvorfor.')
      await lone.presses('Fortryd', { remark: 'Det var et andet barn.' })
      expect(lone.words()).toContain('Det er fortrudt.')
      expect(lone.words()).toMatch(/Samtykket er på plads[\s\S]*Fortrudt, fordi: \nDet var et andet barn\./)
      expect(await seesNoah(mette)).toBe(true)
    }
    const event = await clientOf(core().db.reader).auditEvent.count({ where: { action: 'consent.undone' } })
    expect(event).toBe(2)
    await opensConsent(lone)
    await lone.presses('Afslut samtykket')
    await lone.presses('Afslut samtykket')
    bot.clock.set('2026-10-06T08:00:00Z')
    await opensConsent(lone)
    expect(buttonTitles(lone.card)).not.toContain('Fortryd')
    await clicks(lone, 'consent.askUndo', { itemId: (await theItem()).id })
    expect(lone.words()).toContain('Det kan ikke fortrydes mere.')
    expect((await standingNow()).state).toBe('withdrawn')
  })

  test('an old card undoes no later no, and ends no later yes: neither was asked about', async () => {
    const { lone, mette, bot } = at
    const ends = async () => {
      await opensConsent(lone)
      await lone.presses('Afslut samtykket')
      const card = lone.card
      await lone.presses('Afslut samtykket')
      return card
    }
    await clicks(lone, 'consent.askEnd', { itemId: (await theItem()).id })
    const tooEarly = lone.card
    await consented()
    await lone.presses('Afslut samtykket', {}, tooEarly)
    expect(lone.words()).toContain('Der er registreret et nyt samtykke siden.')
    expect((await standingNow()).state).toBe('valid')
    const endCard = await ends()
    await lone.presses('Fortryd')
    const undoCard = lone.card
    await lone.presses('Fortryd', { remark: 'Det var et andet barn.' })
    expect(await seesNoah(mette)).toBe(true)
    // The memory of what was pressed is shorter than the life of a card in a chat.
    const forgets = () => core().db.write(tx => clientOf(tx).processedActivity.deleteMany({}))
    bot.clock.set(new Date(bot.clock.now().getTime() + 60_000))
    await ends()
    await forgets()
    await lone.presses('Fortryd', { remark: 'Det var et andet barn.' }, undoCard)
    expect(lone.words()).toContain('Det kan ikke fortrydes mere.')
    expect(lone.words()).toContain('Du skrev: »Det var et andet barn.«')
    expect((await standingNow()).state).toBe('withdrawn')
    expect(await seesNoah(mette)).toBe(false)

    await opensConsent(lone)
    await recordsConsent(lone)
    await forgets()
    await lone.presses('Afslut samtykket', {}, endCard)
    expect(lone.words()).toContain('Der er registreret et nyt samtykke siden.')
    expect((await standingNow()).state).toBe('valid')
    await lone.presses('Afslut samtykket')
    expect((await standingNow()).state).toBe('withdrawn')

    await clicks(lone, 'consent.askRefuse', { itemId: (await theItem()).id })
    const refuseCard = lone.card
    await opensConsent(lone)
    bot.clock.set(new Date(bot.clock.now().getTime() + 60_000))
    await recordsConsent(lone)
    await lone.presses('Registrér et nej', {}, refuseCard)
    expect((await standingNow()).state).toBe('valid')
    await lone.presses('Registrér et nej')
    expect((await standingNow()).state).toBe('refused')
  })

  test('a yes that was being filled in is none after a no of the same day, until somebody says that it is newer', async () => {
    const { lone, mette, bot } = at
    await consented()
    bot.clock.set(new Date(bot.clock.now().getTime() + 60_000))
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Gem og fortsæt', { giverName: 'Anna Berg', relation: 'mother', otherHolder: 'none' })
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing,family' })
    const howCard = lone.card
    await opensConsent(lone)
    await lone.presses('Afslut samtykket')
    await lone.presses('Afslut samtykket')
    bot.clock.set(new Date(bot.clock.now().getTime() + 60_000))
    const today = { ...how, givenOn: bot.clock.now().toISOString().slice(0, 10) }
    await lone.presses('Registrér', today, howCard)
    expect(lone.words()).toContain('Der er registreret et andet svar fra forældrene')
    expect(inputValues(lone.card)).toMatchObject({ evidence: 'Sag 12' })
    const shownNow = lone.card
    expect((await standingNow()).state).toBe('withdrawn')
    expect(await seesNoah(mette)).toBe(false)
    await lone.presses('Registrér', today, shownNow)
    expect((await standingNow()).state).toBe('valid')
  })

  test('a refusal by mistake too: nothing is left of it, and nothing was consented to', async () => {
    const { lone } = at
    await opensConsent(lone)
    await lone.presses('Forældrene siger nej')
    await lone.presses('Registrér et nej')
    await lone.presses('Fortryd')
    await lone.presses('Fortryd', { remark: 'Jeg trykkede forkert.' })
    expect((await standingNow()).state).toBe('missing')
    await recordsConsent(lone, { givenOn: '2026-10-01' })
    expect((await standingNow()).state).toBe('valid')
  })
})

test('R-CONS-5: recorded by the author: the coordinator hears how many had it, open cards say so, and nothing more leaves', async () => {
  const { lone, mette, ida, bot } = at
  const { deliveries, db } = core()
  await joinsTeam(bot, ida, at.team)
  await addsChild(ida, { childName: 'Alma Holst', problem: 'Alma er meget træt.' })
  await ida.presses('Gem', { minutes: 30, formFillerId: ida.personId })
  const [, alma] = await services().agenda.ofMeeting(db.reader, at.meeting.id)
  await clicks(ida, 'consent.open', { itemId: alma?.id })
  await recordsConsent(ida)
  await bot.passTo('2026-11-10T07:31:00Z')
  await handsIn(ida)
  await bot.passTo('2026-11-20T10:58:00Z')
  // Teams has no room for the first one just then: it waits, and the others have theirs.
  bot.teams.next.push({ status: 429, retryAfter: 3600 })
  await bot.passTo('2026-11-20T11:00:00Z')
  const waiting = (await deliveries.evidence(db.reader, 'distribution', at.meeting.id)).filter(
    ({ status }) => status === 'pending',
  )
  expect(waiting).toHaveLength(1)
  const reader = [mette, at.jens, at.sara].find(one => one.personId !== waiting[0]?.recipientId) ?? mette
  const posted = await reader.finds('1 skema til mødet')
  await reader.presses('Åbn')
  const list = reader.card
  await reader.presses('Åbn')
  expect(reader.words()).toContain(typed.seen)
  await clicks(reader, 'agenda.item', { itemId: alma?.id })
  const itemCard = reader.card

  await clicks(ida, 'consent.open', { itemId: alma?.id })
  await ida.presses('Afslut samtykket')
  await ida.presses('Afslut samtykket', { ending: 'withdrawn' })
  const before = bot.teams.sent.length
  await lone.finds('er trukket tilbage')
  const message = JSON.stringify(lone.inbox().at(-1))
  expect(lone.words()).toContain(
    'Samtykket til punkt 2 på mødet tirsdag den 24. november er trukket tilbage.',
  )
  expect(lone.words()).toContain('Skemaet var sendt til 5, og 1 har åbnet det.')
  expect(message).not.toMatch(/Alma|træt|Krogh|under bordet/)
  await lone.presses('Se samtykket')
  expect(lone.words()).toMatch(new RegExp(`åbnet af[^]*${reader.name}`, 'i'))
  expect(lone.words()).not.toMatch(/Alma|træt|under bordet|Anna Berg/)

  for (const [title, card] of [
    ['Åbn', posted],
    ['Åbn', list],
    ['Læs skemaet', itemCard],
  ] as const) {
    const { words } = await reader.presses(title, {}, card)
    expect(words, title).toContain('trukket tilbage')
    expect(words).not.toMatch(/Alma|træt|under bordet/)
  }
  await bot.passTo('2026-11-24T07:00:00Z')
  const left = bot.teams.sent.slice(before).filter(({ summary }) => summary.includes('skema til mødet'))
  expect(left).toEqual([])
})

describe('R-CONS-10: informed beforehand', () => {
  beforeEach(async () => {
    await decides('basis', { resourceTeam: 'information' })
    await decides('basisText', { da: 'Efter lov X § 1.', en: 'By act X, section 1.' })
  })

  const informs = async (opinion: string) => {
    const { lone } = at
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    expect(lone.words()).toContain('Hvem er orienteret?')
    await lone.presses('Gem og fortsæt', {
      giverName: 'Anna Berg',
      relation: 'mother',
      otherHolder: 'agrees',
    })
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing' })
    expect(lone.words()).toContain('Efter lov X § 1.')
    expect(inputValues(lone.card).informedBy).toBe('Lone Holm')
    const told = { told: 'object,contact,dpo', form: 'oral', givenOn: '2026-10-05' }
    await lone.presses('Registrér', { ...told, opinion, view: 'Vi vil gerne have hjælp.' })
  }

  test('the same gate and the same staleness, in other words', async () => {
    const { lone, mette, bot } = at
    await asks(mette, 'dagsorden')
    expect(mette.words()).toContain('forældrene er ikke orienteret')
    await informs('agrees')
    expect(lone.words()).toContain('Forældrene er orienteret.')
    expect(lone.words()).toContain('Vi vil gerne have hjælp.')
    expect(lone.words()).not.toMatch(/samtykke/i)
    expect(await seesNoah(mette)).toBe(true)
    const actor = await at.actorOf(lone)
    const join = { personId: at.ida.personId, profession: 'pedagogue', required: false } as const
    await core().db.write(tx => services().teams.addMember(tx, at.team, join, actor, bot.clock.now()))
    expect(await seesNoah(mette)).toBe(false)
    await clicks(mette, 'agenda.item', { itemId: (await theItem()).id })
    expect(mette.words()).not.toMatch(/samtykke/i)
    await decides('basis', { resourceTeam: 'consent' })
    expect(await standingNow()).toMatchObject({ state: 'stale', ended: 'basis' })
  })

  test('parents who object: a no, until the coordinator goes on with a reason', async () => {
    const { lone, mette } = at
    await informs('objects')
    expect(lone.words()).toContain('Forældrene er imod.')
    expect(lone.words()).toContain('din egen pligt til at underrette')
    expect(await seesNoah(mette)).toBe(false)
    await opensConsent(lone)
    await lone.presses('Drøft det alligevel')
    await lone.presses('Gå videre', { remark: 'Barnet har brug for støtte nu.' })
    expect(lone.words()).toContain('Barnet har brug for støtte nu.')
    expect(await seesNoah(mette)).toBe(true)
  })
})

test('R-CONS-10: information without a legal basis is refused, and the message says what to do', async () => {
  await decides('basis', { focusTeam: 'information' })
  await expect(services().policies.of(core().db.reader, at.team.tenantId)).rejects.toThrow(
    /basisText\.da \(write the legal basis here, or set basis to consent\)/,
  )
})
