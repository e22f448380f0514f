import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Day } from '../../src/shared/day.ts'
import {
  addsChild,
  asks,
  clicks,
  type PlannedSolsikken,
  pressesRow,
  recordsConsent,
  startPlanned,
} from '../support/agenda.ts'
import { buttonTitles, headingOf, inputValues } from '../support/cards.ts'
import { givesConsent } from '../support/forms.ts'

// R-FORM-10: everybody has every form three days ahead. A child's item that nobody was chosen for has none.
let at: PlannedSolsikken
beforeEach(async () => {
  at = await startPlanned()
})
afterEach(() => at.bot.stop())

const askAt = '2026-11-10T07:30:00Z'
const reminded = '2026-11-13T07:30:00Z'
const due = '2026-11-20T11:00:00Z'
const choose = 'Vælg, hvem der udfylder skemaet'
/** The same on an item's card, where the button has to fit a narrow phone. */
const chooseButton = 'Vælg til skemaet'
const nobody = 'Ingen – punktet drøftes uden skema'

const items = (meetingId?: string) => at.items(meetingId)
const firstItem = () => at.firstItem()
const inboxOf = (summary: string) =>
  at.lone.inbox().filter(({ card }) => JSON.stringify(card ?? '').includes(summary))

describe('who fills in a child’s form', () => {
  test('is chosen before the second step is saved; what was typed comes back', async () => {
    const { lone } = at
    await addsChild(lone)
    expect(lone.words()).toContain('Punktet står på dagsordenen. Vælg nu, hvem der udfylder skemaet.')
    expect(inputValues(lone.card).formFillerId).toBe('')
    await lone.presses('Gem', { minutes: 35 })
    expect(headingOf(lone.card)).toBe('Hvem gør hvad?')
    expect(lone.words()).toContain(`${choose}. Skal der ikke være noget skema, så vælg »Ingen«.`)
    expect(inputValues(lone.card)).toMatchObject({ minutes: '35', formFillerId: '' })
    expect(await firstItem()).toMatchObject({ minutes: 20, formFillerId: null, withoutForm: false })
  })

  test('may be nobody, when somebody says so: nothing is asked of anybody then', async () => {
    const { lone, bot } = at
    await addsChild(lone)
    expect(lone.words().lastIndexOf(nobody)).toBeGreaterThan(lone.words().lastIndexOf('bliver inviteret'))
    await lone.presses('Gem', { formFillerId: 'none' })
    expect(lone.words()).not.toContain('ingen er valgt')
    expect(buttonTitles(lone.card)).not.toContain(chooseButton)
    await lone.says('overblik')
    expect(lone.words()).not.toContain('mangler en, der udfylder')
    await clicks(lone, 'agenda.plan', { itemId: (await firstItem()).id })
    expect(inputValues(lone.card).formFillerId).toBe('none')
    await bot.passTo(due)
    expect(inboxOf('udfylde')).toHaveLength(0)
    expect(inboxOf(choose)).toHaveLength(0)
  })

  test('what has no child’s name has no form until somebody is chosen', async () => {
    const { lone } = at
    await asks(lone, 'dagsorden')
    await lone.presses('Tilføj punkt')
    await pressesRow(lone, 'kind', 'childGroup')
    await lone.presses('Gem og fortsæt', { problem: 'Der er uro i garderoben.' })
    expect(inputValues(lone.card).formFillerId).toBe('none')
    await lone.presses('Gem')
    expect(lone.words()).toContain('Tid og personer er gemt.')
    expect(lone.words()).not.toContain('ingen er valgt')
  })
})

describe('a child’s item that was left before anybody was chosen', () => {
  test('says so on the agenda, the item and the overview, each with the way to mend it', async () => {
    const { lone, mette, ida } = at
    await addsChild(lone)
    await lone.presses('Luk')
    await asks(mette, 'dagsorden')
    expect(mette.words()).toContain('ingen er valgt til skemaet')
    await mette.presses('Åbn')
    expect(mette.words()).toContain('Skema: \ningen er valgt til at udfylde det')
    expect(buttonTitles(mette.card)).not.toContain(chooseButton)
    await asks(lone, 'dagsorden')
    await lone.presses('Åbn')
    expect(buttonTitles(lone.card)[0]).toBe(chooseButton)
    await lone.says('overblik')
    expect(lone.words()).toContain('Et punkt mangler en, der udfylder skemaet (frist fredag 20.')
    expect(lone.words()).not.toContain('Alt er på plads')
    await lone.presses('Vælg en')
    expect(headingOf(lone.card)).toBe('Hvem gør hvad?')
    await lone.presses('Gem', { formFillerId: ida.personId })
    expect(lone.words()).toContain('Skema: \nmangler')
    await lone.says('overblik')
    expect(lone.words()).not.toContain('mangler en, der udfylder')
  })

  test('the coordinator is reminded when whoever fills it in would be, and hears of it at the deadline', async () => {
    const { lone, mette, bot } = at
    await addsChild(mette)
    await mette.presses('Luk')
    await addsChild(lone, { childName: 'Alma Holst' })
    await bot.passTo(askAt)
    const line = `${choose} til punkt 1 og 2 (frist fredag 20. november kl. 12.00)`
    expect(inboxOf(line)).toHaveLength(1)
    expect(JSON.stringify(mette.inbox())).not.toContain(choose)
    const [first] = await items()
    await clicks(lone, 'agenda.plan', { itemId: first?.id })
    await lone.presses('Gem', { formFillerId: 'none' })
    await lone.says('mine opgaver')
    expect(lone.words()).toContain(`${choose} til punkt 2 (frist`)
    await bot.passTo(reminded)
    await lone.finds(`${choose} til punkt 2 (frist`)
    await lone.presses('Vælg en')
    expect(headingOf(lone.card)).toBe('Hvem gør hvad?')
    await bot.passTo(due)
    await lone.finds('Noget bliver holdt tilbage')
    expect(lone.words()).toContain('Punkt 2: ingen er valgt til at udfylde skemaet.')
    expect(lone.words()).not.toContain('Punkt 1: ingen er valgt')
    await lone.presses('Vælg en')
    expect(headingOf(lone.card)).toBe('Hvem gør hvad?')
    expect(JSON.stringify(lone.inbox())).not.toMatch(/Noah|Alma/)
  })

  test('a reminder that waits for the coordinator to come back is not lost when somebody is invited meanwhile', async () => {
    const { lone, ida, bot, meeting } = at
    const { db, services } = bot.app.core
    await addsChild(lone)
    await lone.presses('Luk')
    const actor = await at.actorOf(lone)
    const away = { fromDay: '2026-11-10' as Day, toDay: '2026-11-11' as Day, today: '2026-10-05' as Day }
    const invitation = { personId: ida.personId, itemId: null, asFiller: false, invitedById: lone.personId }
    await db.write(tx => services.people.addAbsence(tx, actor, away, bot.clock.now()))
    await bot.passTo('2026-11-10T09:00:00Z')
    await db.write(tx => services.meetings.invite(tx, meeting, invitation, actor, bot.clock.now()))
    await bot.passTo('2026-11-12T12:00:00Z')
    expect(inboxOf(`${choose} til punkt 1 (frist`)).toHaveLength(1)
  })

  test('is nobody’s task while the parents say no, and the coordinator’s again when they say yes', async () => {
    const { lone, bot } = at
    const { db, services } = bot.app.core
    await addsChild(lone)
    await lone.presses('Luk')
    const item = await firstItem()
    const actor = await at.actorOf(lone)
    await givesConsent(lone)
    await db.write(tx => services.consents.withdraw(tx, item, 'withdrawn', actor, bot.clock.now()))
    await bot.passTo(askAt)
    expect(inboxOf(choose)).toHaveLength(0)
    await asks(lone, 'mine opgaver')
    expect(lone.words()).not.toContain(choose)
    await lone.says('overblik')
    expect(lone.words()).not.toContain('mangler en, der udfylder')
    await clicks(lone, 'consent.open', { itemId: item.id })
    await recordsConsent(lone, { givenOn: '2026-11-10' })
    await lone.says('overblik')
    expect(lone.words()).toContain('Et punkt mangler en, der udfylder skemaet')
    await bot.passTo(reminded)
    expect(inboxOf(`${choose} til punkt 1 (frist`)).toHaveLength(1)
  })

  test('is no task any more once the meeting has begun, as it is not in the overview', async () => {
    const { lone, bot, meeting } = at
    await addsChild(lone)
    await lone.presses('Luk')
    bot.clock.set('2026-11-24T08:00:00Z')
    await asks(lone, 'mine opgaver')
    expect(lone.words()).toContain(choose)
    await clicks(lone, 'run.start', { meetingId: meeting.id })
    await asks(lone, 'mine opgaver')
    expect(lone.words()).not.toContain(choose)
    await lone.says('overblik')
    expect(lone.words()).not.toContain('mangler en, der udfylder')
    const { db, services } = bot.app.core
    const [item] = await services.agenda.ofMeeting(db.reader, meeting.id)
    await clicks(lone, 'agenda.item', { itemId: item?.id })
    expect(lone.words()).not.toContain(choose)
  })

  test('one that came after the deadline is told of the next working day, once', async () => {
    const { mette, bot } = at
    await bot.passTo(due)
    await addsChild(mette)
    await mette.presses('Luk')
    await bot.passTo('2026-11-23T12:00:00Z')
    expect(inboxOf('Punkt 1: ingen er valgt til at udfylde skemaet.')).toHaveLength(1)
  })

  test('one whose filler has left is without anybody chosen again, also with a draft begun', async () => {
    const { lone, jens, team } = at
    await addsChild(lone)
    await lone.presses('Gem', { formFillerId: jens.personId })
    const { id: itemId } = await firstItem()
    await clicks(jens, 'form.begin', { itemId, suspicion: 'no' })
    await clicks(lone, 'agenda.item', { itemId })
    expect(lone.words()).toContain('Skema: \ni gang')
    await clicks(lone, 'team.remove', { teamId: team.id, personId: jens.personId })
    await clicks(lone, 'agenda.item', { itemId })
    expect(lone.words()).toContain('Skema: \ningen er valgt til at udfylde det')
    await lone.presses(chooseButton)
    expect(inputValues(lone.card).formFillerId).toBe('')
  })
})
