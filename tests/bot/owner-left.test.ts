import { expect, test } from 'vitest'
import type { Day } from '../../src/shared/day.ts'
import { openMeetingRoom } from '../support/meeting-room.ts'

test('whoever left before the minutes were approved: the coordinator is asked at once who takes what they were to do', async () => {
  const room = await openMeetingRoom('2026-11-24T08:00:00Z')
  try {
    const { lone, mette, bot, team, meeting } = room
    const item = await room.adds({ about: 'Samarbejdet' })
    const { services, db } = bot.app.core
    const leading = await room.actor(lone)
    const sends = async (verb: string, payload: Record<string, unknown>) =>
      (await lone.sends({ v: 1, verb, ...payload })).words
    await sends('run.start', { meetingId: meeting.id, sure: true })
    const plan = { text: 'Lav en plan', ownerId: mette.personId, dueDay: '2026-12-08' as Day }
    await db.write(async tx => {
      const running = await services.meetings.get(tx, meeting.id)
      await services.run.keep(tx, running, item, { summary: 'Talt om det.' }, leading, bot.clock.now())
      await services.run.addAction(tx, running, item, plan, leading, bot.clock.now())
    })
    await sends('team.remove', { teamId: team.id, personId: mette.personId })
    expect(await sends('minutes.approve', { meetingId: meeting.id, sure: true })).toContain('godkendt')
    await bot.app.engine.runDue()
    await lone.finds('Hvem skal tage aftalen?')
    expect(lone.words()).toContain('Mette Dahl kan ikke tage aftalen fra mødet')
  } finally {
    await room.stop()
  }
})
