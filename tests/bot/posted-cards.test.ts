import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asksTeam } from '../support/asked-by-many.ts'
import { actorOf, startTestBot, type TestBot, type TestPerson } from '../support/bot.ts'
import { buttonTitles, wordsOf } from '../support/cards.ts'
import { type Solsikken, startSolsikken } from '../support/solsikken.ts'
import { startKastanjen } from '../support/team.ts'

let bot: TestBot
let s: Solsikken
beforeEach(async () => {
  bot = await startTestBot({ now: '2026-10-05T08:00:00Z' })
  s = await startSolsikken(bot)
})
afterEach(() => bot.stop())

const over = 'Der er sket noget, siden jeg skrev'
const slots = ['2026-11-10T08:00:00Z', '2026-11-17T08:00:00Z']

/** What was put in the place of this person's posted cards since. */
function changedFor(person: TestPerson): string[] {
  const own = new Set(person.inbox().map(({ activityId }) => activityId))
  return bot.teams.updated.filter(one => own.has(one.activityId)).map(({ card }) => wordsOf(card))
}
const asks = async () => {
  const poll = await asksTeam(bot, s.lone, s.team, slots)
  await bot.app.engine.runDue()
  return poll
}
async function meets(): Promise<string> {
  const poll = await asks()
  const { services, db } = bot.app.core
  const { slots } = await services.polls.view(db.reader, poll, bot.clock.now())
  const actor = await actorOf(bot, s.lone)
  const [first] = slots
  if (!first) throw new Error('the poll has slots')
  const meeting = await db.write(tx => services.polls.confirm(tx, actor, poll, first, null, bot.clock.now()))
  await bot.app.engine.runDue()
  return meeting?.id ?? ''
}

describe('a card in a chat that is no longer true is changed, and nothing is posted for it', () => {
  test('a question about dates that is over: whoever had not touched it finds the way to what is so', async () => {
    const poll = await asks()
    // Jens has begun: his card is in his hands.
    await s.jens.finds('Send svar')
    await s.jens.presses('Send svar')
    const before = s.mette.inbox().length
    await s.lone.sends({ v: 1, verb: 'poll.cancel', pollId: poll.id, sure: true })
    await bot.app.engine.runDue()
    expect(changedFor(s.mette)).toEqual([expect.stringContaining(over)])
    expect(changedFor(s.jens)).toEqual([])
    // That no date comes of it is news, and is posted.
    expect(s.mette.inbox()).toHaveLength(before + 1)
    const { card } = bot.teams.updated.at(-1) ?? { card: null }
    expect(buttonTitles(card)).toEqual(['Til start'])
  })

  test('one of two questions on one card is over: the card stays, for somebody may be answering the other', async () => {
    const { team, bo } = await startKastanjen(bot, [s.mette])
    const poll = await asksTeam(bot, s.lone, s.team, slots)
    await asksTeam(bot, bo, team, ['2026-12-01T08:00:00Z'])
    await bot.app.engine.runDue()
    await s.lone.sends({ v: 1, verb: 'poll.cancel', pollId: poll.id, sure: true })
    await bot.app.engine.runDue()
    expect(changedFor(s.mette)).toEqual([])
  })

  test('the date of a meeting that was moved: the old card says the new date, too', async () => {
    const meetingId = await meets()
    const { services, db } = bot.app.core
    const actor = await actorOf(bot, s.lone)
    await db.write(async tx => {
      const meeting = await services.meetings.get(tx, meetingId)
      const [from, until] = ['2026-11-12T09:00:00Z', '2026-11-12T11:00:00Z'].map(time => new Date(time))
      if (from && until) await services.meetings.move(tx, meeting, from, until, actor, bot.clock.now())
    })
    await bot.app.engine.runDue()
    const changed = changedFor(s.mette)
    expect(changed.some(words => words.includes('12. november'))).toBe(true)
    for (const words of changed) expect(words).not.toContain('10. november')
  })
})
