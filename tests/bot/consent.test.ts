import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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
import { buttonTitles, headingOf, inputValues, nodes, wordsOf } from '../support/cards.ts'

let at: PlannedSolsikken
beforeEach(async () => {
  at = await startWithNoah()
})
afterEach(() => at.bot.stop())

const core = () => at.bot.app.core
const services = () => core().services
const theItem = () => at.firstItem()
const stateNow = async () =>
  (await services().consents.stateOf(core().db.reader, await theItem(), at.bot.clock.now())).state
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
const digestsOf = (person: TestPerson) => person.inbox().map(activity => wordsOf(activity.card))
const complete = { told: 'refuse,withdraw,consequence,contact,dpo', form: 'written', givenOn: '2026-10-05' }

describe('recording (R-CONS-1)', () => {
  test('texts that are too long come back whole with how long they may be', async () => {
    const { lone } = at
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    const giverName = 'Anna'.repeat(21)
    await lone.presses('Gem og fortsæt', { giverName, relation: 'mother', otherHolder: 'agrees' })
    expect(lone.words()).toContain('højst 80 tegn')
    expect(inputValues(lone.card)).toMatchObject({ giverName, relation: 'mother', otherHolder: 'agrees' })
    await lone.presses('Gem og fortsæt', { giverName: 'Anna Berg' })
    const purpose = 'æ'.repeat(1001)
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing', purpose })
    expect(lone.words()).toContain('højst 1000 tegn')
    expect(inputValues(lone.card)).toMatchObject({ purpose, categories: 'wellbeing' })
    await lone.presses('Gem og fortsæt', { purpose: 'æ'.repeat(1000) })
    await lone.presses('Registrér', { ...complete, evidence: purpose })
    expect(lone.words()).toContain('højst 1000 tegn')
    expect(inputValues(lone.card)).toMatchObject({ evidence: purpose, form: 'written' })
    await lone.presses('Registrér', { evidence: 'ø'.repeat(1000) })
    expect(lone.words()).toContain('Samtykket er registreret.')
    expect(lone.words()).toContain('æ'.repeat(1000))
    expect(lone.words()).toContain('ø'.repeat(1000))
  })

  test('R-CONS-1: three steps; afterwards the circle reads, and the card says what was said', async () => {
    const { lone, mette, sara } = at
    expect(await seesNoah(mette)).toBe(false)
    await opensConsent(lone)
    expect(lone.words()).toContain('Samtykket mangler.')
    await pressesRow(lone, 'step', 'who')
    expect(lone.words()).toContain('Trin 1 af 3')
    await lone.presses('Gem og fortsæt', {
      giverName: 'Anna Berg',
      relation: 'mother',
      otherHolder: 'agrees',
    })
    expect(lone.words()).toContain(`1. ${noah.question1}`)
    expect(lone.words()).toContain('Mette Dahl · fremskudt rådgiver')
    const names = lone.words().match(/^(?:Ali|Jens|Lone|Mette|Sara)(?= \S+ · )/gm)
    expect(names).toEqual(['Ali', 'Jens', 'Lone', 'Mette', 'Sara'])
    const defaults = inputValues(lone.card)
    expect(defaults.recipients?.split(',').sort()).toEqual(
      [lone, mette, at.jens, at.ali, sara].map(person => person.personId).sort(),
    )
    expect(defaults.categories).toBe('')
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing' })
    await lone.presses('Registrér', { ...complete, evidence: 'Sag 12' })
    expect(lone.words()).toContain('Samtykket er registreret. De, det gælder for, kan se punktet nu.')
    expect(lone.words()).toContain('Anna Berg, mor')
    expect(lone.words()).toContain('mandag den 4. oktober 2027')
    expect(await seesNoah(mette)).toBe(true)
    expect(await seesNoah(sara)).toBe(true)
    const [event] = await clientOf(core().db.reader).auditEvent.findMany({
      where: { action: 'consent.recorded' },
    })
    expect(event).toMatchObject({ actorId: lone.personId, childId: (await theItem()).childId })
  })

  test('what was typed is kept at every step, wrong or not, over days', async () => {
    const { lone, bot } = at
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Gem og fortsæt', { giverName: 'Anna', relation: 'mother', otherHolder: 'notAsked' })
    expect(lone.words()).toContain('kom tilbage, når den anden er spurgt')
    expect(inputValues(lone.card)).toMatchObject({ giverName: 'Anna', otherHolder: 'notAsked' })
    expect(await stateNow()).toBe('missing')
    bot.clock.set('2026-10-08T08:00:00Z')
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    expect(inputValues(lone.card)).toMatchObject({ giverName: 'Anna', relation: 'mother' })
    await lone.presses('Gem og fortsæt', { otherHolder: 'agrees' })
    await lone.presses('Gem og fortsæt', { categories: '' })
    expect(lone.words()).toContain('Vælg mindst én slags.')
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing', purpose: 'At hjælpe.' })
    await lone.presses('Registrér', {
      told: 'refuse',
      form: 'oral',
      givenOn: '2026-10-09',
      evidence: '',
    })
    for (const words of ['alle fem ting', 'senest i dag, torsdag den 8. oktober 2026', 'Skriv et kort notat'])
      expect(lone.words()).toContain(words)
    expect(inputValues(lone.card)).toMatchObject({ told: 'refuse', form: 'oral', givenOn: '2026-10-09' })
    await lone.presses('Registrér', { ...complete, givenOn: '2025-10-08' })
    expect(lone.words()).toContain('Et samtykke fra før torsdag den 9. oktober 2025 er udløbet.')
    await lone.presses('Tilbage')
    expect(inputValues(lone.card)).toMatchObject({ purpose: 'At hjælpe.', categories: 'wellbeing' })
    await lone.presses('Gem og fortsæt')
    await lone.presses('Registrér', { ...complete, form: 'oral', evidence: 'Sagt ved døren.' })
    expect(await stateNow()).toBe('valid')
  })

  test('Tilbage keeps what is typed in a step, half done as it may be, and needs no field filled in', async () => {
    const { lone } = at
    const drafts = () => clientOf(core().db.reader).consent.count()
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    for (const input of nodes(lone.card)) expect(input.isRequired).toBeUndefined()
    await lone.presses('Tilbage')
    expect(headingOf(lone.card)).toBe('Samtykke')
    expect(await drafts()).toBe(0)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Tilbage', { giverName: 'Anna' })
    await pressesRow(lone, 'step', 'who')
    expect(inputValues(lone.card).giverName).toBe('Anna')
    await lone.presses('Gem og fortsæt', { relation: 'mother', otherHolder: 'none' })
    await lone.presses('Tilbage', { purpose: 'At hjælpe.' })
    await lone.presses('Gem og fortsæt')
    expect(inputValues(lone.card).purpose).toBe('At hjælpe.')
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing' })
    await lone.presses('Tilbage', { evidence: 'Sagt ved døren.', form: 'oral' })
    expect(inputValues(lone.card).categories).toBe('wellbeing')
    await lone.presses('Gem og fortsæt')
    expect(inputValues(lone.card)).toMatchObject({ evidence: 'Sagt ved døren.', form: 'oral' })
    expect(await drafts()).toBe(1)
    await lone.presses('Tilbage', { evidence: '010190-1234' })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
  })

  test('R-CONS-3: a no of the other custody holder is no consent', async () => {
    const { lone } = at
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Gem og fortsæt', { giverName: 'Anna', relation: 'mother', otherHolder: 'refuses' })
    expect(lone.words()).toContain('Når en af dem siger nej, er der ikke samtykke.')
    await clicks(lone, 'consent.record', {
      itemId: (await theItem()).id,
      revision: (await theItem()).revision,
      ...complete,
    })
    expect(await stateNow()).toBe('missing')
  })

  test('R-CONS-8: a CPR number is refused at its field and kept nowhere', async () => {
    const { lone } = at
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Gem og fortsæt', {
      giverName: 'Anna 010190-1234',
      relation: 'mother',
      otherHolder: 'agrees',
    })
    expect(lone.words()).toContain('Fjern CPR-nummeret.')
    expect(inputValues(lone.card).relation).toBe('mother')
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    expect(inputValues(lone.card).giverName).toBe('')
  })

  test('names that look like code are shown as typed, and stored sealed', async () => {
    const { lone, bot } = at
    const hostile = '**Anna** ${x} <at>Bo</at> [a](b)'
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Gem og fortsæt', { giverName: hostile, relation: 'mother', otherHolder: 'none' })
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing' })
    await lone.presses('Registrér', { ...complete, evidence: 'Hemmelig mappe' })
    expect(lone.words().replaceAll('\u2060', '')).toContain(hostile)
    expect(lone.words()).not.toContain('<at>')
    const kept = await bot.atRest()
    for (const secret of ['**Anna**', 'Hemmelig mappe']) expect(kept.includes(secret)).toBe(false)
  })

  test('pressed twice, or from an old card: recorded once', async () => {
    const { lone } = at
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Gem og fortsæt', { giverName: 'Anna', relation: 'mother', otherHolder: 'none' })
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing' })
    const last = lone.card
    await Promise.all([lone.presses('Registrér', complete, last), lone.presses('Registrér', complete, last)])
    await clicks(lone, 'consent.record', {
      itemId: (await theItem()).id,
      revision: (await theItem()).revision,
      ...complete,
    })
    expect(lone.words()).toContain('Samtykket er på plads.')
    const rows = await clientOf(core().db.reader).consent.findMany({})
    expect(rows.map(row => row.status)).toEqual(['given'])
  })

  test('questions that change meanwhile are gone through again', async () => {
    const { lone } = at
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Gem og fortsæt', { giverName: 'Anna', relation: 'mother', otherHolder: 'none' })
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing' })
    const last = lone.card
    await clicks(lone, 'agenda.edit', { itemId: (await theItem()).id })
    await lone.presses('Gem', { question3: 'Skal han flyttes?' })
    await lone.presses('Registrér', complete, last)
    expect(lone.words()).toContain('Punktet er blevet rettet, siden du åbnede kortet.')
    expect(lone.words()).toContain('3. Skal han flyttes?')
    expect(await stateNow()).toBe('missing')
    await lone.presses('Gem og fortsæt')
    await lone.presses('Registrér', complete)
    expect(await stateNow()).toBe('valid')
  })
})

describe('bound to the circle and the topic (R-CONS-2)', () => {
  test('a new member hides it at once from everybody, and the coordinator is told, neutrally, once', async () => {
    const { lone, mette, ida, bot, team } = at
    await consented()
    const actor = await at.actorOf(lone)
    const join = { personId: ida.personId, profession: 'pedagogue', required: false } as const
    await core().db.write(tx => services().teams.addMember(tx, team, join, actor, bot.clock.now()))
    expect(await stateNow()).toBe('stale')
    expect(await seesNoah(mette)).toBe(false)
    expect(await seesNoah(ida)).toBe(false)
    await opensConsent(lone)
    expect(lone.words()).toContain('Det gælder ikke for Ida Krogh.')
    await bot.passTo('2026-10-08T12:00:00Z')
    const told = digestsOf(lone).filter(words => words.includes('dækker ikke længere alle'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('Samtykket til punkt 1 på mødet tirsdag den 24. november')
    expect(JSON.stringify(lone.inbox())).not.toMatch(/Noah|Anna/)

    await core().db.write(tx => services().teams.removeMember(tx, team, ida.personId, actor, bot.clock.now()))
    expect(await seesNoah(mette)).toBe(true)
  })

  test('asked again: the same parent and purpose stand there, and nothing of what they answer', async () => {
    const { lone } = at
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    await lone.presses('Gem og fortsæt', { giverName: 'Anna', relation: 'mother', otherHolder: 'none' })
    await lone.presses('Gem og fortsæt', { categories: 'wellbeing', purpose: 'Ro i garderoben' })
    await lone.presses('Registrér', complete)
    await clicks(lone, 'agenda.edit', { itemId: (await theItem()).id })
    await lone.presses('Gem', { question2: 'Skal han flyttes?' })
    expect(await stateNow()).toBe('stale')
    await opensConsent(lone)
    await pressesRow(lone, 'step', 'who')
    const { otherHolder = '', ...who } = inputValues(lone.card)
    expect(who).toMatchObject({ giverName: 'Anna', relation: 'mother' })
    expect(otherHolder).toBe('')
    await lone.presses('Gem og fortsæt', { otherHolder: 'none' })
    const { categories = '', purpose } = inputValues(lone.card)
    // As on the sheet that the parents have been given.
    expect(purpose).toBe('Ro i garderoben')
    expect(categories).toBe('')
  })

  test('stale, in order, and stale again for the same reason: told each time, once', async () => {
    const { lone, ida, bot, team } = at
    await consented()
    const actor = await at.actorOf(lone)
    const join = { personId: ida.personId, profession: 'pedagogue', required: false } as const
    const told = () => digestsOf(lone).filter(words => words.includes('dækker ikke længere alle')).length
    const comes = () =>
      core().db.write(tx => services().teams.addMember(tx, team, join, actor, bot.clock.now()))
    const goes = () =>
      core().db.write(tx => services().teams.removeMember(tx, team, ida.personId, actor, bot.clock.now()))
    await comes()
    await bot.passTo('2026-10-08T12:00:00Z')
    expect(told()).toBe(1)
    await goes()
    await comes()
    await bot.passTo('2026-10-13T12:00:00Z')
    expect(told()).toBe(2)
    await bot.passTo('2026-10-20T12:00:00Z')
    expect(told()).toBe(2)
  })

  test('R-CONS-2: a new question hides it; one less does not', async () => {
    const { lone, mette } = at
    await consented()
    const itemId = (await theItem()).id
    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', { question2: '' })
    expect(await seesNoah(mette)).toBe(true)
    await clicks(lone, 'agenda.edit', { itemId })
    await lone.presses('Gem', { question2: 'Skal vi underrette?' })
    expect(await seesNoah(mette)).toBe(false)
    await opensConsent(lone)
    expect(lone.words()).toContain('Det gælder ikke spørgsmål 2.')
    await recordsConsent(lone)
    expect(await seesNoah(mette)).toBe(true)
    // Where nobody is chosen for the form either, the consent that covers no more comes first.
    await addsChild(lone, { childName: 'Karl Vig' })
    const karl = (await at.items())[1]
    await clicks(lone, 'consent.open', { itemId: karl?.id })
    await recordsConsent(lone)
    await clicks(lone, 'agenda.edit', { itemId: karl?.id })
    await lone.presses('Gem', { question2: 'Skal vi spørge mor?' })
    const [first, second] = buttonTitles(lone.card)
    expect([first, second]).toEqual(['Samtykke', 'Vælg til skemaet'])
  })

  test('given for some of the circle: recorded as given, and hidden from all', async () => {
    const { lone, mette, sara } = at
    await opensConsent(lone)
    await recordsConsent(lone, { recipients: `${lone.personId},${mette.personId}` })
    expect(lone.words()).toContain('Det dækker ikke alle')
    expect(lone.words()).toMatch(/Det gælder ikke for .*Sara Lind/)
    expect(await seesNoah(mette)).toBe(false)
    expect(await seesNoah(sara)).toBe(false)
  })

  test('it ends after twelve months', async () => {
    const { lone, mette, bot } = at
    await opensConsent(lone)
    await recordsConsent(lone, { givenOn: '2026-01-12' })
    const actor = await at.actorOf(lone)
    await core().db.write(tx =>
      services().meetings.move(
        tx,
        at.meeting,
        new Date('2027-01-26T08:00:00Z'),
        new Date('2027-01-26T10:00:00Z'),
        actor,
        bot.clock.now(),
      ),
    )
    bot.clock.set('2027-01-11T12:00:00Z')
    expect(await seesNoah(mette)).toBe(true)
    await bot.passTo('2027-01-12T12:00:00Z')
    expect(await seesNoah(mette)).toBe(false)
    expect(await stateNow()).toBe('expired')
    await clicks(mette, 'agenda.item', { itemId: (await theItem()).id })
    expect(mette.words().match(/udløbet/g)).toHaveLength(1)
    expect(digestsOf(lone).join('\n')).toContain(
      'Samtykket til punkt 1 på mødet tirsdag den 26. januar er udløbet',
    )
  })

  test.each([
    ['custody', 'Forældremyndigheden er ændret'],
    ['moved', 'Barnet er flyttet'],
  ])('%s ends it', async (ending, words) => {
    const { lone, mette } = at
    await consented()
    await lone.presses('Afslut samtykket')
    await lone.presses('Afslut samtykket', { ending })
    expect(lone.words()).toContain(words)
    expect(await stateNow()).toBe('stale')
    expect(await seesNoah(mette)).toBe(false)
  })
})

describe('a no, and a no later (R-CONS-5, R-CONS-9)', () => {
  test('R-CONS-9: refused: neutral, never consent, and nobody is nagged about it', async () => {
    const { lone, mette, bot } = at
    await opensConsent(lone)
    await lone.presses('Forældrene siger nej')
    expect(lone.words()).toContain('Den er personlig, og den venter ikke på et samtykke')
    await lone.presses('Registrér et nej')
    expect(lone.words()).toContain('Der er ikke samtykke.')
    const without = ['Drøft anonymt', 'Til næste møde', 'Registrér nyt samtykke']
    expect(buttonTitles(lone.card).slice(0, 3)).toEqual(without)
    expect(await seesNoah(mette)).toBe(false)
    await bot.passTo('2026-11-20T10:00:00Z')
    expect(digestsOf(lone).join('\n')).not.toContain('Samtykke mangler')
  })

  test('R-CONS-9: after a no the item leads to the consent, not to somebody for its form', async () => {
    const { lone } = at
    await addsChild(lone, { childName: 'Karl Vig' })
    const itemId = (await at.items())[1]?.id
    await clicks(lone, 'agenda.item', { itemId })
    expect(buttonTitles(lone.card)[0]).toBe('Vælg til skemaet')
    await clicks(lone, 'consent.open', { itemId })
    await lone.presses('Forældrene siger nej')
    await lone.presses('Registrér et nej')
    await lone.presses('Til punktet')
    expect(buttonTitles(lone.card)[0]).toBe('Samtykke')
    expect(buttonTitles(lone.card)).not.toContain('Vælg til skemaet')
  })

  test('R-CONS-9: after a no nobody is asked for the form; a yes that comes later asks, once', async () => {
    const { lone, mette, bot } = at
    const asked = () =>
      digestsOf(mette).filter(words => words.includes('Udfyld et forberedelsesskema')).length
    await clicks(lone, 'agenda.plan', { itemId: (await theItem()).id })
    await lone.presses('Gem', { formFillerId: mette.personId })
    await opensConsent(lone)
    await lone.presses('Forældrene siger nej')
    await lone.presses('Registrér et nej')
    await bot.passTo('2026-11-13T12:00:00Z')
    expect(asked()).toBe(0)
    await asks(mette, 'mine opgaver')
    expect(mette.words()).not.toContain('skema')
    await opensConsent(lone)
    await recordsConsent(lone, { givenOn: '2026-11-12' })
    await bot.passTo('2026-11-13T12:10:00Z')
    expect(asked()).toBe(1)
    await opensConsent(lone)
    await lone.presses('Afslut samtykket')
    await lone.presses('Afslut samtykket')
    await opensConsent(lone)
    await recordsConsent(lone, { givenOn: '2026-11-13' })
    await bot.passTo('2026-11-13T12:20:00Z')
    expect(asked()).toBe(1)
  })

  test('R-CONS-5: withdrawn: hidden at once; an open card pressed afterwards shows nothing', async () => {
    const { lone, mette } = at
    await consented()
    await asks(mette, 'dagsorden')
    const open = mette.card
    await opensConsent(lone)
    await lone.presses('Afslut samtykket')
    await lone.presses('Afslut samtykket', { ending: 'withdrawn' })
    expect(lone.words()).toContain('Det, der allerede er journaliseret, bliver i kommunens sag.')
    expect(lone.words()).toContain('Anna Berg')
    const ended = /Trukket tilbage: \nmandag den 5\. oktober 2026, registreret af Lone Holm/
    expect(lone.words()).toMatch(ended)
    expect(lone.words()).not.toMatch(/Gælder (til|for)/)
    await mette.presses('Åbn', {}, open)
    expect(mette.words()).toContain('Samtykket er trukket tilbage.')
    expect(mette.words()).not.toContain('Noah')
    await clicks(lone, 'consent.end', { itemId: (await theItem()).id })
    expect(lone.words()).toContain('Der er ikke et samtykke at afslutte.')
  })

  test.each([
    ['refused', ['Forældrene siger nej', 'Registrér et nej']],
    ['withdrawn', ['Afslut samtykket', 'Afslut samtykket']],
  ])('%s: a yes from before that day opens nothing; one from the same day does', async (how, presses) => {
    const { lone, mette, bot } = at
    if (how === 'withdrawn') await consented()
    bot.clock.set('2026-11-10T09:00:00Z')
    await opensConsent(lone)
    for (const title of presses) await lone.presses(title)
    bot.clock.set('2026-11-12T09:00:00Z')
    await opensConsent(lone)
    await recordsConsent(lone, { givenOn: '2026-11-09' })
    expect(lone.words()).toContain('Et ja fra før tirsdag den 10. november 2026 gælder ikke mere.')
    expect(inputValues(lone.card)).toMatchObject({ givenOn: '2026-11-09', form: 'written' })
    expect(await stateNow()).toBe(how)
    expect(await seesNoah(mette)).toBe(false)
    await lone.presses('Registrér', { givenOn: '2026-11-10' })
    expect(await stateNow()).toBe('valid')
    expect(await seesNoah(mette)).toBe(true)
    await opensConsent(lone)
    await recordsConsent(lone, { givenOn: '2026-11-09' })
    expect(lone.words()).toContain('Et ja fra før tirsdag den 10. november 2026 gælder ikke mere.')
  })

  test('the coordinator is told of what an author recorded', async () => {
    const { lone, mette, bot } = at
    await addsChild(mette, { childName: 'Alma Holst' })
    const alma = (await at.items())[1]
    await clicks(mette, 'consent.open', { itemId: alma?.id })
    await recordsConsent(mette)
    await bot.app.engine.runDue()
    await lone.finds('Samtykket til punkt 2 på mødet tirsdag den 24. november er på plads.')
    await lone.presses('Se samtykket')
    expect(lone.words()).toContain('Alma Holst')
    await clicks(mette, 'consent.open', { itemId: alma?.id })
    await mette.presses('Afslut samtykket')
    await mette.presses('Afslut samtykket')
    await lone.finds('er trukket tilbage')
    expect(lone.inbox().at(-1)?.summary).toBe(
      'Der er nyt om samtykket til punkt 2 på mødet tirsdag den 24. november',
    )
    expect(JSON.stringify(lone.inbox())).not.toContain('Alma')
  })
})

describe('what is withheld at the deadline (R-CONS-4)', () => {
  test('R-CONS-4: reminded before, told at the deadline, and chooses: anonymously', async () => {
    const { lone, bot } = at
    await bot.passTo('2026-11-20T10:59:00Z')
    const digests = digestsOf(lone).filter(words => words.includes('Samtykke mangler til punkt 1'))
    expect(digests).toHaveLength(2)
    await bot.passTo('2026-11-20T11:01:00Z')
    await lone.finds('Noget bliver holdt tilbage')
    expect(lone.words()).toContain('Punkt 1: der mangler et gyldigt samtykke.')
    expect(lone.words()).toContain('tirsdag 24. november')
    expect(lone.words()).not.toContain('Noah')
    // One thing is one message.
    expect(lone.inbox().filter(({ card }) => JSON.stringify(card).includes('holdt tilbage'))).toHaveLength(1)
    await lone.presses('Se samtykket')
    expect(buttonTitles(lone.card).slice(0, 3)).toEqual([
      'Registrér samtykke',
      'Drøft anonymt',
      'Til næste møde',
    ])
    await lone.presses('Drøft anonymt')
    // Not the child's own age: it would come along without anybody having thought of it.
    expect(inputValues(lone.card)).toEqual({
      band: '',
      problem: '',
      question1: '',
      question2: '',
      question3: '',
    })
  })

  test('R-CONS-6: an anonymous case has nothing of the named one but the meeting, and nothing leads back', async () => {
    const { lone, mette, bot } = at
    const [first] = await at.items()
    for (const childName of ['Alma Holst', 'Karl Vig']) {
      await addsChild(mette, { childName, age: '5' })
      await mette.presses('Gem', { minutes: 10, formFillerId: 'none' })
    }
    const [, alma, karl] = await at.items()
    await clicks(lone, 'agenda.move', { itemId: karl?.id, to: 'waiting' })
    await bot.passTo('2026-11-03T08:00:00Z')
    const told = mette.inbox().length
    const turns = async (itemId: string | undefined, problem: string) => {
      await clicks(lone, 'consent.open', { itemId })
      await lone.presses('Drøft anonymt')
      expect(lone.words()).toContain('I en lille institution kan få ord være nok')
      expect(lone.words()).toContain('samme som før. Det nye punkt kommer nederst')
      await lone.presses('Sæt på dagsordenen', { band: '72', problem })
      return lone.words()
    }
    // Mette has asked about something else since: Lone sees that before it is taken off.
    await clicks(lone, 'consent.open', { itemId: alma?.id })
    await lone.presses('Drøft anonymt')
    const old = lone.card
    await clicks(mette, 'agenda.edit', { itemId: alma?.id })
    await mette.presses('Gem', { question1: 'Hvad kan vi gøre?' })
    await lone.presses('Sæt på dagsordenen', { band: '72', problem: 'Et barn er stille.' }, old)
    expect(lone.words()).toContain('Punktet er blevet rettet, siden du åbnede det.')
    expect(await turns(alma?.id, 'Alma er stille.')).toContain('Teksten kan vise, hvem barnet er.')
    await lone.presses('Sæt på dagsordenen', { problem: 'Et barn trækker sig, når der er larm.' })
    expect(lone.words()).toContain('Det anonyme punkt står nederst på dagsordenen.')
    expect(await turns(karl?.id, 'Et barn bider.')).toContain('Det anonyme punkt står på ventelisten.')
    const [kept, anonymous, ...rest] = await at.items()
    const [waiting] = await services().agenda.waiting(core().db.reader, at.team.id)
    expect([kept?.id, rest]).toEqual([first?.id, []])
    const fresh = {
      kind: 'anonymousCase',
      childId: null,
      originItemId: null,
      carriedItemId: null,
      ageMonths: 72,
    }
    const own = { ...fresh, minutes: 20, presenterId: lone.personId, formFillerId: null }
    expect(anonymous).toMatchObject({ ...own, createdById: lone.personId, waitedFromId: null })
    expect(waiting).toMatchObject({ ...own, waitedFromId: null, waitingSince: bot.clock.now() })
    // What was on the agenda is gone for others as if it had been deleted, from the cards that they have as well.
    await bot.app.engine.runDue()
    const heard = mette.inbox().slice(told)
    expect(heard.map(({ summary }) => summary)).toEqual([
      'Noget er taget af dagsordenen til mødet tirsdag 24. november kl. 9.00',
      'Noget er taget af ventelisten',
    ])
    for (const { id } of [anonymous, waiting, alma, karl].flatMap(item => item ?? []))
      expect(JSON.stringify(heard)).not.toContain(id)
    const gone: string[] = []
    for (const verb of ['agenda.item', 'agenda.edit', 'consent.open', 'form.read', 'contribution.ask']) {
      await clicks(mette, verb, { itemId: alma?.id })
      gone.push(headingOf(mette.card) ?? '')
    }
    expect(new Set(gone)).toEqual(new Set(['Her er ikke noget at vise']))
    await asks(mette, 'dagsorden')
    expect(mette.words()).toContain('2. Anonym drøftelse: 0–6 år')
    expect(mette.words()).not.toMatch(/Alma|Et barn på 5 år/)
    await clicks(lone, 'agenda.replace', { itemId: alma?.id, revision: alma?.revision })
    expect(headingOf(lone.card)).toBe('Her er ikke noget at vise')
    expect(await at.items()).toHaveLength(2)
  })

  test('what its author was writing meanwhile stays on the card', async () => {
    const { lone } = at
    await clicks(lone, 'agenda.edit', { itemId: (await theItem()).id })
    const edit = lone.card
    await opensConsent(lone)
    await lone.presses('Drøft anonymt')
    await lone.presses('Sæt på dagsordenen', { band: '36', problem: 'Et barn er stille.' })
    lone.card = edit
    const { words } = await lone.presses('Gem', { problem: 'Noah er begyndt at lege.' })
    expect(words).toContain('Det findes ikke længere, eller også har du ikke adgang til det.')
    expect(words).toContain('Det står her stadig, så kopiér det')
    expect(lone.card).toBe(edit)
  })

  test('what is typed about an item that goes or is held meanwhile still stands on its card', async () => {
    const { lone, mette } = at
    await addsChild(mette, { childName: 'Alma Holst' })
    const [noahs, almas] = await at.items()
    const opensAnonymous = async (itemId: string | undefined) => {
      await clicks(lone, 'consent.open', { itemId })
      await lone.presses('Drøft anonymt')
      return lone.card
    }
    const typed = { band: '36', problem: 'Et barn er stille, når der er larm på stuen.' }
    const stays = async (card: typeof lone.card, fields: Record<string, unknown>, title: string) => {
      lone.card = card
      const { words } = await lone.presses(title, fields)
      expect(words).toContain('Det står her stadig, så kopiér det')
      expect(lone.card).toBe(card)
    }
    // So does the note of what the parents said, half recorded.
    const opensRecord = async (person: TestPerson, itemId: string | undefined) => {
      await clicks(person, 'consent.step', { itemId, step: 'how' })
      return person.card
    }
    const recording = await opensRecord(lone, noahs?.id)
    const note = { evidence: 'Mor ringede og fortalte, at de har talt om det hele weekenden.', form: 'oral' }
    const ofAlma = await opensAnonymous(almas?.id)
    const ofNoah = await opensAnonymous(noahs?.id)
    await clicks(mette, 'agenda.delete', { itemId: almas?.id })
    await stays(ofAlma, typed, 'Sæt på dagsordenen')
    const { agenda } = services()
    await core().db.write(tx => agenda.setStatus(tx, noahs?.id ?? '', 'held', at.bot.clock.now()))
    await stays(ofNoah, typed, 'Sæt på dagsordenen')
    await stays(recording, note, 'Registrér')
    await core().db.write(tx => agenda.setStatus(tx, noahs?.id ?? '', 'deleted', at.bot.clock.now()))
    await stays(recording, { ...note, language: 'x' }, 'Registrér')
    // Nor is a new item's text lost to whoever is in the team no more.
    await asks(lone, 'dagsorden')
    await lone.presses('Tilføj punkt')
    await pressesRow(lone, 'kind', 'other')
    const adding = lone.card
    await core().db.write(tx => clientOf(tx).teamMember.deleteMany({ where: { personId: lone.personId } }))
    await stays(adding, { problem: 'Larm på stuen.' }, 'Gem og fortsæt')
  })

  test('or the next meeting; then nothing is withheld from this one', async () => {
    const { lone, bot } = at
    await opensConsent(lone)
    await lone.presses('Til næste møde')
    expect(lone.words()).toContain('Punktet står på ventelisten.')
    await bot.passTo('2026-11-20T11:01:00Z')
    expect(digestsOf(lone).join('\n')).not.toMatch(/holdt tilbage|Samtykke mangler/)
  })

  test('an old card puts off neither what the parents have agreed to since, nor twice', async () => {
    const { lone, bot } = at
    const january = await at.plan('2027-01-12T08:00:00Z')
    await at.plan('2027-02-23T08:00:00Z')
    await opensConsent(lone)
    const old = lone.card
    await recordsConsent(lone)
    await bot.passTo('2026-11-05T08:00:00Z')
    await lone.presses('Til næste møde', {}, old)
    expect(await at.items()).toHaveLength(1)
    expect(lone.words()).toContain('Der er sket noget med punktet, siden kortet blev åbnet.')
    // Nor what the card was drawn for another meeting of.
    await opensConsent(lone)
    await lone.presses('Afslut samtykket')
    await lone.presses('Afslut samtykket')
    const again = lone.card
    await lone.presses('Til næste møde')
    expect(await at.items(january.id)).toHaveLength(1)
    await bot.passTo('2026-11-09T08:00:00Z')
    await lone.presses('Til næste møde', {}, again)
    expect(await at.items(january.id)).toHaveLength(1)
  })

  test('with consent nobody hears of it', async () => {
    const { lone, bot } = at
    await consented()
    await bot.passTo('2026-11-20T11:01:00Z')
    expect(digestsOf(lone).join('\n')).not.toMatch(/holdt tilbage|Samtykke mangler/)
  })
})

describe('who may', () => {
  test('members who did not write it, guests and strangers meet nothing', async () => {
    const { mette, stranger } = at
    const itemId = (await theItem()).id
    const verbs: [string, Record<string, unknown>][] = [
      ['consent.open', {}],
      ['consent.step', { step: 'who' }],
      ['consent.who', { revision: 0, giverName: 'x', relation: 'mother', otherHolder: 'none' }],
      ['consent.what', { revision: 0, purpose: 'x', categories: 'wellbeing', recipients: '' }],
      ['consent.record', { revision: 0, ...complete }],
      ['consent.askRefuse', {}],
      ['consent.refuse', {}],
      ['consent.askEnd', {}],
      ['consent.end', {}],
    ]
    for (const person of [mette, stranger]) {
      for (const [verb, payload] of verbs) {
        await clicks(person, verb, { itemId, ...payload })
        expect([verb, headingOf(person.card)]).toEqual([verb, 'Her er ikke noget at vise'])
      }
    }
    expect(await clientOf(core().db.reader).consent.count()).toBe(0)
  })

  test('a coordinator who may not read cannot tell the parents what they say yes to', async () => {
    const { lone, mette } = at
    await addsChild(mette, { childName: 'Alma Holst' })
    const itemId = (await at.items())[1]?.id
    await clicks(lone, 'consent.open', { itemId })
    expect(lone.words()).toContain('Mette Dahl har skrevet punktet og registrerer samtykket.')
    expect(lone.words()).not.toContain('Alma')
    expect(buttonTitles(lone.card)).not.toContain('Registrér samtykke')
    await clicks(lone, 'consent.step', { itemId, step: 'what' })
    expect(lone.words()).toContain('Derfor er det Mette Dahl, der registrerer samtykket.')
    expect(lone.words()).not.toContain(noah.question1)
  })
})

test('in English', async () => {
  const { lone } = at
  await lone.says('indstillinger')
  await lone.presses('Gem', { language: 'en' })
  await opensConsent(lone)
  expect(lone.words()).toContain('Item 1 of the meeting on Tuesday 24 November')
  await lone.presses('Record consent')
  expect(lone.words()).toContain('Who gives consent?')
})
