import { expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { openMeetingRoom } from '../support/meeting-room.ts'

test.each(['next', 'held'] as const)(
  'R-CONS-5: an author takes a consent back on the %s item: the next one closes, and the coordinator is told',
  async pressedOn => {
    const room = await openMeetingRoom('2026-11-16T08:00:00Z')
    const { bot, lone, mette } = room
    const { db, services } = bot.app.core
    const first = await room.adds({ child: 'Noah Lund' })
    await db.write(tx =>
      clientOf(tx).agendaItem.update({ where: { id: first.id }, data: { createdById: mette.personId } }),
    )
    await room.consents(first)
    const later = await room.plan('2027-01-12T08:00:00Z')
    bot.clock.set('2026-11-24T09:00:00Z')
    await room.holds(first, [])
    // The follow-up of the same matter, on the next agenda.
    const { childId, questions } = await services.agenda.get(db.reader, first.id)
    const item = await room.adds(
      {
        kind: 'child',
        childId,
        content: { childName: '', ageMonths: 40, problem: 'Opfølgning', questions: [...questions] },
      },
      later,
    )
    await db.write(tx =>
      clientOf(tx).agendaItem.update({
        where: { id: item.id },
        data: { originItemId: first.id, createdById: mette.personId },
      }),
    )
    const carried = await services.agenda.get(db.reader, item.id)
    bot.clock.set('2026-11-26T09:00:00Z')
    await bot.app.engine.runDue()
    const before = lone.inbox().length
    const known = await services.consents.of(db.reader, carried, bot.clock.now())
    await mette.sends({
      v: 1,
      verb: 'consent.end',
      itemId: pressedOn === 'held' ? first.id : carried.id,
      consentId: known.consent?.id,
    })
    await bot.app.engine.runDue()
    const after = await services.consents.of(db.reader, carried, bot.clock.now())
    const told = lone.inbox().length - before
    await room.stop()
    expect(after.standing.state).toBe('withdrawn')
    expect(told).toBe(1)
  },
)
