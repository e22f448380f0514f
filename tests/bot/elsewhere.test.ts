import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AgendaItem } from '../../src/features/agenda/model.ts'
import { clicks } from '../support/agenda.ts'
import { inputValues } from '../support/cards.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

// A meeting is written at on one device while something else changes on another: nothing typed may vanish.
let room: MeetingRoom
let first: AgendaItem
beforeEach(async () => {
  room = await openMeetingRoom('2026-11-24T08:00:00Z')
  first = await room.adds({ child: 'Noah Berg', about: 'Larm på stuen' })
  await room.consents(first)
  await room.adds({ kind: 'childGroup', about: 'Uro ved frokost' })
  await clicks(room.lone, 'run.start', { meetingId: room.meeting.id })
})
afterEach(() => room.stop())

const long = 'Vi talte længe om det. '.repeat(100).trim()

describe('what was typed on a card that something has happened to since', () => {
  test.each([
    [
      'replaced by an anonymous one',
      () =>
        clicks(room.lone, 'agenda.replace', {
          ...{ itemId: first.id, revision: first.revision },
          ...{ band: '36', problem: 'Et barn trækker sig.', question1: 'Hvad virker?' },
        }),
    ],
    ['moved to wait', () => clicks(room.lone, 'agenda.move', { itemId: first.id, to: 'waiting' })],
    [
      'left behind by a meeting that was approved',
      () => clicks(room.lone, 'minutes.approve', { meetingId: room.meeting.id }),
    ],
  ])('stays when the item was %s, too long or not', async (_what, happens) => {
    const { lone } = room
    await clicks(lone, 'run.item', { itemId: first.id })
    const card = lone.card
    await happens()
    for (const summary of [long, 'Kort.']) {
      const answer = await lone.presses('Gem og fortsæt', { summary }, card)
      // Words beside the card: the card stays as it is, with what was typed.
      expect(answer.type, answer.words).toBe('application/vnd.microsoft.activity.message')
      expect(answer.value).toContain('Det, du har skrevet, er ikke gemt.')
    }
    // Nothing typed, nothing lost: the button leads on.
    await lone.presses('Gem og fortsæt', {}, card)
    expect(lone.words()).not.toContain('Larm på stuen')
  })

  test('too long, and the same field was written on another device: both come back', async () => {
    const { lone } = room
    await clicks(lone, 'run.item', { itemId: first.id })
    const card = lone.card
    await lone.presses('Gem og fortsæt', { summary: 'Fra den anden.' })
    await lone.presses('Gem og fortsæt', { summary: long }, card)
    expect(inputValues(lone.card).summary).toBe(`Fra den anden.\n\n${long}`)
    await lone.presses('Gem og fortsæt')
    expect(lone.words()).toContain('højst 2000 tegn')
    expect(inputValues(lone.card).summary).toBe(`Fra den anden.\n\n${long}`)
  })

  test('of somebody who was noted as absent meanwhile: kept, or shown again', async () => {
    const { lone, mette, jens } = room
    await clicks(lone, 'run.item', { itemId: first.id })
    await lone.presses('Synspunkter')
    const card = lone.card
    const present = [lone, mette].map(one => one.personId).join()
    await clicks(lone, 'run.attend', { meetingId: room.meeting.id, present })
    await lone.presses('Gem og fortsæt', { p_psychologist: 'x'.repeat(1001) }, card)
    expect(lone.words()).toContain('højst 1000 tegn')
    expect(inputValues(lone.card).p_psychologist).toBe('x'.repeat(1001))
    await lone.presses('Gem og fortsæt', { p_psychologist: 'Han har brug for ro.' })
    await clicks(lone, 'run.attend', { meetingId: room.meeting.id, present: `${present},${jens.personId}` })
    await clicks(lone, 'run.item', { itemId: first.id })
    await lone.presses('Synspunkter (1)')
    expect(inputValues(lone.card).p_psychologist).toBe('Han har brug for ro.')
  })
})
