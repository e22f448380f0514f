import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import {
  addsChild,
  asks,
  clicks,
  noah,
  type PlannedSolsikken,
  recordsConsent,
  startWithNoah,
} from '../support/agenda.ts'
import { buttonTitles, inputValues } from '../support/cards.ts'

let at: PlannedSolsikken
let itemId: string
beforeAll(async () => {
  at = await startWithNoah()
  const { services, db } = at.bot.app.core
  itemId = (await services.agenda.ofMeeting(db.reader, at.meeting.id))[0]?.id ?? ''
})
afterAll(() => at.bot.stop())

const sees = () => clicks(at.lone, 'seen.open', { itemId })

test('R-SEC-4: who opened what when and by what right, newest first, those who left among them; nothing of the content', async () => {
  const { lone, mette, jens, bot } = at
  await clicks(mette, 'agenda.item', { itemId })
  await clicks(lone, 'consent.open', { itemId })
  await recordsConsent(lone)
  bot.clock.set('2026-10-06T07:12:00Z')
  await asks(mette, 'dagsorden')
  expect(mette.words()).toContain(noah.childName)
  bot.clock.set('2026-10-07T07:30:00Z')
  await clicks(jens, 'agenda.item', { itemId })
  const { services, db } = bot.app.core
  const actor = await at.actorOf(lone)
  await db.write(tx => services.teams.removeMember(tx, at.team, jens.personId, actor, bot.clock.now()))
  await clicks(lone, 'agenda.item', { itemId })
  expect(buttonTitles(lone.card)).toContain('Hvem har set det?')
  await sees()
  const words = lone.words()
  const [jensAt, metteAt] = [words.indexOf('Jens'), words.indexOf('Mette')]
  expect(jensAt).toBeGreaterThan(0)
  expect(metteAt).toBeGreaterThan(jensAt)
  expect(words).toContain('tirsdag 6. oktober kl. 9.12 · er med i samtykket')
  expect(words).toContain('har skrevet det')
  for (const secret of Object.values(noah).filter(text => text.length > 5))
    expect(words).not.toContain(secret)
  // Before the consent she was shown that there is something, and nothing of what.
  expect(words).not.toContain('mandag 5. oktober kl. 10.00 · samtykket')
})

test('is turned in pages, and for the coordinator of the team alone (R-SEC-2)', async () => {
  for (let times = 0; times < 13; times += 1) await clicks(at.lone, 'agenda.item', { itemId })
  await sees()
  expect(at.lone.words()).not.toContain('Mette')
  await at.lone.presses('Vis tidligere')
  expect(at.lone.words()).toContain('Mette')
  expect(buttonTitles(at.lone.card)).toContain('Vis nyere')
  for (const person of [at.mette, at.stranger, at.jens]) {
    await clicks(person, 'seen.open', { itemId })
    expect(person.words()).toContain('Her er ikke noget at vise')
    await clicks(person, 'agenda.item', { itemId })
    expect(buttonTitles(person.card)).not.toContain('Hvem har set det?')
  }
})

test('to see how an item stands is not to have seen it', async () => {
  const { lone, sara, bot, meeting } = at
  await addsChild(sara, { childName: 'Alma Holst' })
  await sara.presses('Gem', { minutes: 15, formFillerId: 'none' })
  const { services, db } = bot.app.core
  const items = await services.agenda.ofMeeting(db.reader, meeting.id)
  const almas = items.find(({ createdById }) => createdById === sara.personId)?.id
  await clicks(lone, 'consent.open', { itemId: almas })
  await clicks(lone, 'seen.open', { itemId: almas })
  expect(lone.words()).toContain('Sara')
  expect(lone.words()).not.toContain('Lone')
})

test('whoever goes on with their contribution has opened one, and it is on record for the child (R-SEC-4)', async () => {
  const { mette, bot } = at
  await clicks(mette, 'contribution.begin', { itemId, suspicion: 'no' })
  await clicks(mette, 'contribution.save', { itemId, known: 0, go: 'close', sees: 'Han leger mest alene.' })
  const reads = () =>
    clientOf(bot.app.core.db.reader).auditEvent.findMany({
      where: { action: 'contribution.read', actorId: mette.personId, subjectId: itemId },
    })
  expect(await reads()).toEqual([])
  await clicks(mette, 'contribution.open', { itemId })
  expect(inputValues(mette.card)).toMatchObject({ sees: 'Han leger mest alene.' })
  const [read] = await reads()
  expect(read).toMatchObject({ reason: 'author', childId: expect.any(String) })
  await sees()
  expect(at.lone.words()).toContain('åbnede et bidrag')
  expect(at.lone.words()).not.toContain('leger mest alene')
})
