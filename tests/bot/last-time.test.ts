import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { clicks } from '../support/agenda.ts'
import { buttonTitles } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

describe('R-AGENDA-4: what happened last time, in one card at the item', () => {
  let room: MeetingRoom
  let itemId: string
  let held: AgendaItem
  beforeAll(async () => {
    room = await openMeetingRoom('2026-11-24T08:00:00Z')
    const { mette, jens, bot, lone } = room
    const noah = await room.adds({ child: 'Noah Berg', about: 'Han bliver træt af larm.' })
    await room.consents(noah)
    held = noah
    const [first, second] = await room.holds(noah, [
      { text: 'Lav en rolig krog', owner: mette, due: '2026-12-08' },
      { text: 'Observér ved frokost', owner: jens, due: '2026-12-08' },
    ])
    await clicks(mette, 'action.accept', { actionPointId: first?.id })
    await clicks(mette, 'action.done', { actionPointId: first?.id, note: 'Krogen er i brug hver dag.' })
    await clicks(jens, 'action.accept', { actionPointId: second?.id })
    // The same child comes onto the next agenda, as a new item.
    const next = await room.plan('2027-01-12T08:00:00Z')
    const again = await room.adds({ childId: noah.childId, kind: 'child' }, next)
    await room.consents(again)
    itemId = again.id
    bot.clock.set('2027-01-12T08:00:00Z')
    await clicks(lone, 'start.open')
  })
  afterAll(() => room.stop())

  test('what was said, and what has become of each agreement; read on record', async () => {
    const { jens, bot } = room
    await clicks(jens, 'agenda.item', { itemId })
    await jens.presses('Hvad skete der sidst?')
    for (const words of [
      'På mødet tirsdag den 24. november',
      'Lav en rolig krog – Mette Dahl, senest tirsdag den 8. december 2026',
      'Krogen er i brug hver dag.',
      'Observér ved frokost – Jens Bach',
    ])
      expect(jens.words()).toContain(words)
    const reads = await clientOf(bot.app.core.db.reader).auditEvent.findMany({
      where: { action: 'minutes.read', actorId: jens.personId },
    })
    expect(reads.map(({ childId }) => childId)).not.toContain(null)
    expect(reads.length).toBeGreaterThan(0)
    await jens.presses('Tilbage')
    expect(jens.words()).toContain('Punkt')
  })

  test('one click away while the meeting runs, and what was typed is kept', async () => {
    const { lone, meeting } = room
    const { services, db } = room.bot.app.core
    const item = await services.agenda.get(db.reader, itemId)
    await clicks(lone, 'run.start', { meetingId: item.meetingId })
    await clicks(lone, 'run.item', { itemId })
    await lone.presses('Hvad skete der sidst?', { summary: 'Han trives bedre.' })
    expect(lone.words()).toContain('Krogen er i brug hver dag.')
    await lone.presses('Tilbage til punktet')
    expect(JSON.stringify(lone.card)).toContain('Han trives bedre.')
    expect(meeting.id).not.toBe(item.meetingId)
  })

  test('whoever may not read it gets nothing of it: an outsider, a newcomer, and everybody after the withdrawal of what was said then', async () => {
    const { bo, ida, jens, mette } = room
    for (const person of [bo, ida]) {
      await clicks(person, 'minutes.last', { itemId })
      expect(person.words()).toContain('Her er ikke noget at vise')
    }
    // The item is theirs to see from now on, but not that the child was talked of before they came.
    const { childId } = held
    const later = await room.plan('2027-02-09T08:00:00Z')
    const theirs = await room.adds({ childId, kind: 'child', formFillerId: ida.personId }, later)
    await room.consents(theirs)
    for (const [person, button] of [
      [ida, false],
      [jens, true],
    ] as const) {
      await clicks(person, 'agenda.item', { itemId: theirs.id })
      expect(person.words()).toContain('Noah')
      expect(buttonTitles(person.card).includes('Hvad skete der sidst?')).toBe(button)
    }
    await clicks(ida, 'minutes.last', { itemId: theirs.id })
    expect(ida.words()).toContain('Der er ikke noget fra tidligere')
    // To the item of then, what came of the matter later is not the last time.
    await clicks(jens, 'agenda.item', { itemId: held.id })
    expect(buttonTitles(jens.card)).not.toContain('Hvad skete der sidst?')
    await room.withdraws(held)
    for (const person of [jens, mette]) {
      await clicks(person, 'minutes.last', { itemId })
      for (const secret of ['Noah', 'Krogen', 'rolig krog', 'larm'])
        expect(JSON.stringify(person.card), secret).not.toContain(secret)
    }
  })

  test('an item that was never held before has no such button', async () => {
    const { lone } = room
    const fresh = await room.adds({ kind: 'childGroup' }, await room.plan('2027-02-23T08:00:00Z'))
    await clicks(lone, 'agenda.item', { itemId: fresh.id })
    expect(buttonTitles(lone.card)).not.toContain('Hvad skete der sidst?')
    await clicks(lone, 'minutes.last', { itemId: fresh.id })
    expect(lone.words()).toContain('Der er ikke noget fra tidligere')
  })
})
