import { expect, test } from 'vitest'
import { clicks } from '../support/agenda.ts'
import { asksTeam } from '../support/asked-by-many.ts'
import { buttonTitles, headingOf } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import type { CardNode } from '../support/fake-teams.ts'
import { cancelsMeeting } from '../support/meetings.ts'
import { answersPoll, startsPoll } from '../support/poll.ts'

/** What a card says that was left in the chat while the poll or its meeting went on: what is so now, and the way on. */
const { bot, s } = freshSolsikken('2026-11-02T08:00:00Z')

/** Everybody can, and Lone fixes the best time. @returns her card of the answers, and one of more times, from before */
async function fixesDate(): Promise<{ result: CardNode; more: CardNode }> {
  await startsPoll(s)
  for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) await answersPoll(person, () => 'yes')
  await s.lone.says('se svar')
  const result = s.lone.card
  await s.lone.presses('Foreslå nye tider')
  const more = s.lone.card
  await s.lone.presses('Vælg den bedste tid', {}, result)
  expect(s.lone.words()).toContain('Alle i teamet får besked nu.')
  return { result, more }
}

async function theMeeting() {
  const { db, services } = bot.app.core
  const [meeting] = await services.meetings.ofTeam(db.reader, s.team.id)
  if (!meeting) throw new Error('no meeting')
  return meeting
}

test('more times, when the date is fixed: it is found, nobody is told again, and nothing more is asked', async () => {
  const { result, more } = await fixesDate()
  const sent = bot.teams.sent.length
  await s.lone.presses('Send til teamet', {}, more)
  expect(headingOf(s.lone.card)).toBe('Datoen er fundet')
  expect(s.lone.words()).not.toContain('besked nu')
  await s.lone.presses('Foreslå nye tider', {}, result)
  expect(headingOf(s.lone.card)).toBe('Datoen er fundet')
  expect(bot.teams.sent).toHaveLength(sent)
})

test('the meeting is cancelled: its coordinator can look for another date', async () => {
  const { result } = await fixesDate()
  await cancelsMeeting(bot, await theMeeting())
  await s.lone.presses('Foreslå nye tider', {}, result)
  expect(headingOf(s.lone.card)).toBe('Mødet er aflyst')
  await s.lone.presses('Find en mødedato')
  expect(buttonTitles(s.lone.card)).toContain('Send til teamet')
  await s.jens.finds('Send svar')
  await s.jens.presses('Send svar')
  expect(s.jens.words()).toContain('Tovholderen kan begynde på en ny afstemning.')
  expect(buttonTitles(s.jens.card)).not.toContain('Find en mødedato')
})

test('the meeting has begun: it is spoken of as past, with the way to it', async () => {
  const { result } = await fixesDate()
  const { startAt } = await theMeeting()
  bot.clock.set(new Date(startAt.getTime() + 86_400_000))
  await s.lone.presses('Foreslå nye tider', {}, result)
  expect(s.lone.words()).toContain('Mødet var sat til mandag den 16. november 2026 kl. 9.00.')
  expect(s.lone.words()).not.toContain('Skemaerne skal')
  await s.lone.presses('Se mødet')
  expect(headingOf(s.lone.card)).toBe('Mødet er ikke afsluttet')
})

test('the poll is stopped: the team was told, and is not again', async () => {
  await startsPoll(s)
  await s.lone.says('se svar')
  const { card } = s.lone
  await s.lone.presses('Stop afstemningen')
  await s.lone.presses('Stop afstemningen')
  expect(s.lone.words()).toContain('Alle i teamet får besked.')
  await s.lone.presses('Ret tider og frist', {}, card)
  expect(s.lone.words()).toContain('Der er ikke fundet en dato.')
  expect(s.lone.words()).not.toContain('får besked')
  expect(buttonTitles(s.lone.card)).toContain('Find en mødedato')
})

test('the time that is chosen has been taken out: said, beside the answers as they are now', async () => {
  await startsPoll(s)
  await s.lone.says('se svar')
  const { card } = s.lone
  await s.lone.presses('Ret tider og frist')
  await s.lone.presses('Gem ændringerne', { keep0: 'false' })
  // The first row's.
  await s.lone.presses('Vælg', {}, card)
  expect(s.lone.words()).toContain('Den tid er taget ud af afstemningen.')
  expect(headingOf(s.lone.card)).toBe('Svar på mødetiderne')
  const { db, services } = bot.app.core
  expect(await services.meetings.ofTeam(db.reader, s.team.id)).toEqual([])
})

test('a draft that was left until its times passed: new times are one click away, and nothing is sent before', async () => {
  await s.lone.says('find en mødedato')
  expect(buttonTitles(s.lone.card)).not.toContain('Foreslå nye tider')
  bot.clock.set('2026-11-17T12:00:00Z')
  await s.lone.presses('Send til teamet')
  expect(s.lone.words()).toContain('Den tid er passeret.')
  expect(s.lone.words()).toContain('Den frist er passeret.')
  await s.lone.presses('Foreslå nye tider')
  expect(s.lone.words()).not.toContain('passeret')
  expect(s.jens.inbox().filter(one => one.summary.includes('hvornår kan du?'))).toEqual([])
  await s.lone.presses('Send til teamet')
  expect(headingOf(s.lone.card)).toBe('Mødetiderne er sendt')
})

test('a reason, when the time has come to be the best one: fixed without it, and it is not lost', async () => {
  const poll = await asksTeam(
    bot,
    s.lone,
    s.team,
    ['2026-11-24T08:00:00Z', '2026-12-01T08:00:00Z'],
    '2026-11-12T11:00:00Z',
  )
  await bot.app.engine.runDue()
  const { db, services } = bot.app.core
  const { slots } = await services.polls.view(db.reader, poll, bot.clock.now())
  await clicks(s.lone, 'poll.confirm', { pollId: poll.id, slotId: slots[1]?.id ?? '' })
  const why = s.lone.card
  for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara])
    await answersPoll(person, date => (date.includes('december') ? 'yes' : 'no'))
  await s.lone.presses('Vælg tiden', { reason: 'Lokalet er ledigt.' }, why)
  expect(headingOf(s.lone.card)).toBe('Datoen er fundet')
  expect(s.lone.words()).toContain('så begrundelsen er ikke brugt: »Lokalet er ledigt.«')
  await s.jens.finds('Datoen er fundet')
  expect(buttonTitles(s.jens.card)).not.toContain('Hvorfor den tid?')
})
