import { afterAll, beforeAll, expect, test } from 'vitest'
import { clicks } from '../support/agenda.ts'
import { asksTeam } from '../support/asked-by-many.ts'
import { buttonTitles, headingOf, inputValues } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'
import { answersPoll, lastEventOf, openPollOf } from '../support/poll.ts'

/** A date that the answers do not speak for is fixed with a reason; the team can read it, and nobody else (R-POLL-4). */
let room: MeetingRoom
let pollId: string
beforeAll(async () => {
  room = await openMeetingRoom('2026-11-16T08:00:00Z')
  const { bot, lone, jens, team } = room
  await room.adds({ child: 'Noah Berg' })
  await asksTeam(bot, lone, team, ['2027-01-12T08:00:00Z', '2027-01-19T08:00:00Z'], '2026-11-20T11:00:00Z')
  await answersPoll(jens, date => (date.includes('12.') ? 'yes' : 'no'))
  pollId = (await openPollOf(bot, team)).id
})
afterAll(() => room.stop())

const reason = 'Lokalet er kun ledigt den dag, og Jens kan være med på telefon.'

test('typed with a child’s name it comes back, and nothing is fixed', async () => {
  const { bot, lone, team } = room
  const { db, services } = bot.app.core
  const { slots } = await services.polls.view(db.reader, await openPollOf(bot, team), bot.clock.now())
  await clicks(lone, 'poll.confirm', { pollId, slotId: slots[1]?.id ?? '' })
  expect(headingOf(lone.card)).toBe('Hvorfor netop den tid?')
  await lone.presses('Vælg tiden', { reason: 'Noahs mor kan kun den dag.' })
  expect(lone.words()).toContain('Skriv begrundelsen uden børns navne.')
  expect(inputValues(lone.card)).toMatchObject({ reason: 'Noahs mor kan kun den dag.' })
  await lone.presses('Vælg tiden', { reason })
  expect(headingOf(lone.card)).toBe('Datoen er fundet')
  const event = { action: 'poll.confirmed', actorId: lone.personId, reason: 'overruled' }
  expect(await lastEventOf(bot, pollId)).toMatchObject(event)
})

test('the team reads it from the message and from the meeting’s card; it rests in no chat and in no calendar', async () => {
  const { bot, jens, sara, lone } = room
  for (const person of [jens, sara]) {
    await person.finds('Datoen er fundet')
    expect(person.words()).toContain('Tovholderen har skrevet, hvorfor det blev den tid.')
    await person.presses('Hvorfor den tid?')
    expect(person.words()).toContain(reason)
    expect(buttonTitles(person.card)).toContain('Luk')
  }
  await sara.presses('Se mødet')
  await sara.presses('Hvorfor den tid?')
  expect(sara.words()).toContain(reason)
  await lone.presses('Se mødet')
  expect(buttonTitles(lone.card)).toContain('Hvorfor den tid?')
  expect(JSON.stringify(bot.teams.sent)).not.toContain('Lokalet er kun ledigt')
  const meeting = await meetingOfPoll()
  const { db, services } = bot.app.core
  const { url } = await services.meetings.inCalendar(db.reader, meeting, jens.personId)
  const file = await fetch(`http://127.0.0.1:${bot.app.server.port}${new URL(url).pathname}`)
  const text = await file.text()
  expect(text).toContain('DTSTART;TZID=Europe/Copenhagen:20270119T090000')
  expect(text).not.toContain('Lokalet')
})

test('a guest does not, nor does anybody once the meeting has another date', async () => {
  const { bot, ida, jens, lone } = room
  const { db, services } = bot.app.core
  const meeting = await meetingOfPoll()
  const sees = { v: 1, verb: 'poll.reason', meetingId: meeting.id }
  const actor = await room.actor(lone)
  const whole = { personId: ida.personId, itemId: null, asFiller: false, invitedById: lone.personId }
  await db.write(tx => services.meetings.invite(tx, meeting, whole, actor, bot.clock.now()))
  expect((await ida.sends(sees)).words).toContain('Det findes ikke længere')
  await clicks(ida, 'meeting.open', { meetingId: meeting.id })
  expect(headingOf(ida.card)).toBe('Et kommende møde')
  expect(buttonTitles(ida.card)).not.toContain('Hvorfor den tid?')
  expect((await jens.sends(sees)).words).toContain(reason)
  const to = { day: '2027-01-26', start: '09:00', end: '11:00', place: '' }
  await clicks(lone, 'meeting.confirmMove', { meetingId: meeting.id, sequence: 0, ...to })
  expect((await jens.sends(sees)).words).toContain('Det findes ikke længere')
})

async function meetingOfPoll() {
  const { bot, team } = room
  const all = await bot.app.core.services.meetings.ofTeam(bot.app.core.db.reader, team.id)
  const meeting = all.find(one => one.pollId === pollId)
  if (!meeting) throw new Error('no meeting came of it')
  return meeting
}
