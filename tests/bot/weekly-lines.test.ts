import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { actorOf } from '../support/bot.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

/** Lone wants one digest a week, on Mondays. Her meeting is on Tuesday 24 November; the minutes are never approved. */
describe('R-ACT-6: a weekly reader’s line about minutes', () => {
  let room: MeetingRoom
  beforeEach(async () => {
    room = await openMeetingRoom('2026-11-16T08:00:00Z')
    // The next one is planned, so that nothing else is due.
    await room.plan('2027-01-26T08:00:00Z')
    const { bot, lone } = room
    const { db, services } = bot.app.core
    const actor = await actorOf(bot, lone)
    await db.write(tx =>
      services.people.setRhythm(tx, actor, { at: null, weekday: 1, stopped: false }, bot.clock.now()),
    )
    await bot.passTo('2026-11-25T12:00:00Z')
  })
  afterEach(() => room.stop())

  const digests = async () =>
    (
      await clientOf(room.bot.app.core.db.reader).delivery.findMany({
        where: { kind: 'digest', recipientId: room.lone.personId, status: 'sent' },
        orderBy: { createdAt: 'asc' },
      })
    )
      .filter(one => one.detail.includes('minutes.pending'))
      .map(one => one.sentAt?.toISOString().slice(0, 16))

  test('as it should be: the first Monday', async () => {
    await room.bot.passTo('2026-12-08T12:00:00Z')
    expect(await digests()).toEqual(['2026-11-30T07:30', '2026-12-07T07:30'])
  })

  test('an absence over Monday is taken back on Wednesday: it comes then, not the Monday after', async () => {
    const { bot, lone } = room
    const { db, services } = bot.app.core
    const actor = await actorOf(bot, lone)
    const days = { fromDay: '2026-11-30', toDay: '2026-12-18', today: '2026-11-25' } as never
    expect(await db.write(tx => services.people.addAbsence(tx, actor, days, bot.clock.now()))).toBeNull()
    await bot.passTo('2026-12-02T09:00:00Z')
    const [absence] = await services.people.absences(db.reader, [lone.personId], '2026-12-02' as never)
    await db.write(tx => services.people.removeAbsence(tx, actor, absence!.id, bot.clock.now()))
    await bot.passTo('2026-12-08T12:00:00Z')
    expect((await digests())[0]).toMatch('2026-12-02')
  })

  test('the bot sleeps through Monday: it comes on the day it is up again', async () => {
    const { bot } = room
    await bot.passTo('2026-11-29T12:00:00Z')
    bot.clock.set('2026-12-01T09:00:00Z')
    await bot.app.engine.runDue()
    await bot.passTo('2026-12-08T12:00:00Z')
    expect((await digests())[0]).toMatch('2026-12-01')
  })

  test('asleep on Monday until the evening, and then another time of day is chosen: it comes on Tuesday', async () => {
    const { bot, lone } = room
    const { db, services } = bot.app.core
    await bot.passTo('2026-11-29T12:00:00Z')
    bot.clock.set('2026-11-30T16:00:00Z')
    await bot.app.engine.runDue()
    const actor = await actorOf(bot, lone)
    const rhythm = { at: '09:30', weekday: 1, stopped: false }
    await db.write(tx => services.people.setRhythm(tx, actor, rhythm, bot.clock.now()))
    await bot.passTo('2026-12-08T12:00:00Z')
    expect((await digests())[0]).toBe('2026-12-01T08:30')
  })
})
