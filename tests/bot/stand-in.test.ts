import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import { buttonTitles } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

describe('R-MEET-1: somebody named for this meeting conducts it', () => {
  let room: MeetingRoom
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-23T08:00:00Z')
  })
  afterAll(() => room.stop())
  const nothing = 'Her er ikke noget at vise'
  const names = async (value: string) => {
    await clicks(room.lone, 'meeting.standIn', { meetingId: room.meeting.id })
    await room.lone.presses('Gem', { personId: value })
    await room.bot.app.engine.runDue()
  }
  const meetingNow = async () =>
    room.bot.app.core.services.meetings.get(room.bot.app.core.db.reader, room.meeting.id)

  test('the coordinator alone names; whoever it concerns is told once, and may from then on', async () => {
    const { lone, mette, sara, meeting } = room
    const meetingId = meeting.id
    for (const verb of ['meeting.standIn', 'meeting.nameStandIn', 'run.start']) {
      await clicks(mette, verb, { meetingId, personId: mette.personId, seen: 'nobody' })
      expect(mette.words()).toContain(nothing)
    }
    await names(room.ida.personId)
    expect(lone.words()).toContain('Vælg en, der er med i teamet.')
    const old = lone.card
    await names(mette.personId)
    expect(lone.words()).toContain('Mette Dahl leder mødet og får besked.')
    expect(lone.words()).toContain(' · fremskudt rådgiver · leder mødet')
    await mette.finds('Du leder mødet')
    expect(mette.words()).toContain(
      'Lone Holm beder dig om at lede mødet tirsdag den 24. november 2026 kl. 9.00',
    )

    // An old card knows nothing of Mette, and somebody else changed it meanwhile.
    await lone.presses('Gem', { personId: sara.personId }, old)
    expect(lone.words()).toContain('Der er valgt en anden, siden kortet blev åbnet.')
    expect((await meetingNow()).standInId).toBe(mette.personId)

    await names(sara.personId)
    await mette.finds('Du skal ikke lede mødet')
    await clicks(mette, 'run.start', { meetingId })
    expect(mette.words()).toContain(nothing)
    await names(mette.personId)
  })

  test('starts it, walks through it and approves; reads what consent lets them, and corrects nothing afterwards', async () => {
    const { lone, mette, bot, meeting } = room
    const noah = await room.adds({ child: 'Noah Berg', about: 'Han bliver træt af larm.' })
    const alma = await room.adds({ child: 'Alma Holst', about: 'Alma sover uroligt.' })
    await room.consents(noah)
    bot.clock.set('2026-11-24T08:00:00Z')
    await clicks(mette, 'meeting.open', { meetingId: meeting.id })
    expect(buttonTitles(mette.card)[0]).toBe('Start mødet')
    expect(buttonTitles(mette.card)).not.toContain('Flyt mødet')
    await mette.presses('Start mødet')
    await mette.presses('Gem og fortsæt')
    expect(mette.words()).toContain('Noah Berg')
    await mette.presses('Gem og fortsæt', { summary: 'Vi talte om larm.' })
    await clicks(mette, 'run.item', { itemId: alma.id })
    expect(mette.words()).toContain('Der er ikke et samtykke fra forældrene.')
    expect(mette.words()).not.toContain('Alma')
    await clicks(mette, 'run.open', { meetingId: meeting.id })
    await mette.presses('Ret rækkefølgen')
    await mette.presses('Ryk op')
    const onAgenda = async () =>
      (await bot.app.core.services.agenda.ofMeeting(bot.app.core.db.reader, meeting.id)).map(one => one.id)
    expect(await onAgenda()).toEqual([alma.id, noah.id])
    // The button of a card from before: it stands elsewhere now, and is left there.
    bot.clock.set('2026-11-24T08:20:00Z')
    await clicks(mette, 'run.up', { itemId: alma.id, number: 2 })
    expect(await onAgenda()).toEqual([alma.id, noah.id])
    await mette.presses('Færdig')
    await mette.presses('Afslut mødet')
    await mette.presses('Godkend referatet')
    await bot.app.engine.runDue()
    await lone.finds('Referatet er klar')
    await clicks(mette, 'minutes.read', { meetingId: meeting.id })
    expect(mette.words()).toContain('Vi talte om larm.')
    expect(buttonTitles(mette.card)).not.toContain('Ret referatet')
    await clicks(mette, 'minutes.correct', { meetingId: meeting.id })
    expect(mette.words()).toContain(nothing)
    const agreed = ['actionPoint.created', 'actionPoint.activated']
    const events = await clientOf(bot.app.core.db.reader).auditEvent.findMany({
      where: { actorId: mette.personId, action: { in: ['meeting.started', 'minutes.approved', ...agreed] } },
      select: { reason: true, action: true },
    })
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(agreed))
    expect(new Set(events.map(({ reason }) => reason))).toEqual(new Set(['standIn']))
  })

  test('when a stand-in has left the team, the coordinator is told, and they may no more', async () => {
    const { lone, mette, bot, team } = room
    const later = await room.plan('2027-01-12T08:00:00Z')
    await clicks(lone, 'meeting.standIn', { meetingId: later.id })
    await lone.presses('Gem', { personId: mette.personId })
    const { services, db } = bot.app.core
    const actor = await room.actor(lone)
    await db.write(tx => services.teams.removeMember(tx, team, mette.personId, actor, bot.clock.now()))
    await bot.app.engine.runDue()
    await lone.finds('Der mangler en til at lede mødet')
    await clicks(mette, 'run.start', { meetingId: later.id })
    expect(mette.words()).toContain(nothing)
    expect((await services.meetings.get(db.reader, later.id)).standInId).toBeNull()
  })
})

test('a stand-in named after the meeting’s time, to write its minutes, is told as the card says', async () => {
  const room = await openMeetingRoom('2026-11-16T08:00:00Z')
  const { bot, lone, mette, meeting } = room
  bot.clock.set('2026-11-24T11:00:00Z')
  await bot.app.engine.runDue()
  const before = mette.inbox().length
  const payload = { meetingId: meeting.id, personId: mette.personId, seen: 'nobody' }
  const answer = await lone.sends({ v: 1, verb: 'meeting.nameStandIn', ...payload })
  await bot.app.engine.runDue()
  const after = mette.inbox().length
  await room.stop()
  expect(answer.words).toContain('Mette Dahl')
  expect(after).toBe(before + 1)
})
