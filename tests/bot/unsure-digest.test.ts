import { describe, expect, test } from 'vitest'
import type { TestPerson } from '../support/bot.ts'
import { wordsOf } from '../support/cards.ts'
import { openMeetingRoom } from '../support/meeting-room.ts'

/** Mette's digests with both of her actions. */
const digests = (mette: TestPerson) =>
  mette.inbox().filter(({ card }) => wordsOf(card).split('aftale fra mødet').length === 3)

/** Mette's last working day before an absence: nobody knows whether her digest has arrived. */
async function lastDay() {
  const room = await openMeetingRoom('2026-11-24T08:00:00Z')
  const { bot, mette } = room
  const item = await room.adds({ about: 'Samarbejdet' })
  await room.holds(item, [
    { text: 'Lav en plan', owner: mette, due: '2026-12-10' },
    { text: 'Ring', owner: mette, due: '2026-12-11' },
  ])
  await mette.says('indstillinger')
  await mette.presses('Meld fravær', { fromDay: '2026-12-08', toDay: '2026-12-22' })
  await bot.passTo('2026-12-07T07:00:00Z')
  bot.teams.next.push(...Array.from({ length: 2 }, () => ({ status: 503 })))
  await bot.passTo('2026-12-07T12:00:00Z')
  bot.teams.next.length = 0
  return { room, before: digests(mette).length }
}

describe('a digest of which nobody knows whether it arrived, on the last day before an absence', () => {
  test('the days away are no days of trying: throttled on the first morning back, it comes a little later', async () => {
    const { room, before } = await lastDay()
    const { bot, mette } = room
    try {
      await bot.passTo('2026-12-23T07:00:00Z')
      expect(digests(mette)).toHaveLength(before)
      bot.teams.next.push({ status: 429, retryAfter: 60 })
      await bot.passTo('2026-12-23T14:00:00Z')
      expect(digests(mette)).toHaveLength(before + 1)
    } finally {
      await room.stop()
    }
  })

  test('back earlier than planned: it comes on the first working day, and not twice on the day it was tried', async () => {
    const { room, before } = await lastDay()
    const { bot, mette } = room
    try {
      await mette.says('indstillinger')
      await mette.presses('Slet')
      await bot.passTo('2026-12-07T22:00:00Z')
      expect(digests(mette)).toHaveLength(before)
      await bot.passTo('2026-12-08T12:00:00Z')
      expect(digests(mette)).toHaveLength(before + 1)
    } finally {
      await room.stop()
    }
  })
})
