import { afterEach, beforeEach, expect, test } from 'vitest'
import { clicks } from '../support/agenda.ts'
import { type MeetingRoom, openMeetingRoom } from '../support/meeting-room.ts'

let room: MeetingRoom
beforeEach(async () => {
  room = await openMeetingRoom('2026-11-10T08:00:00Z')
})
afterEach(() => room.stop())

const pause = () => new Promise(resolve => setTimeout(resolve, 200))

test('a consent that is withdrawn while a read waits to be recorded: the child is not shown (R-CONS-5)', async () => {
  const { db } = room.bot.app.core
  const noah = await room.adds({ child: 'Noah Berg', about: 'Han er trist.' })
  await room.consents(noah)
  await clicks(room.lone, 'consent.askEnd', { itemId: noah.id })
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const first = db.write(() => held)
  const ended = room.lone.presses('Afslut samtykket')
  await pause()
  const read = room.mette.sends({ verb: 'agenda.item', v: 1, itemId: noah.id })
  await pause()
  release()
  await Promise.all([first, ended])
  expect((await read).words).toContain('Samtykket er trukket tilbage.')
  expect((await read).words).not.toContain('Noah')
})
