import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asksTeam, picks } from '../support/asked-by-many.ts'
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

async function moves(meetingId: string): Promise<void> {
  const { services, db } = bot.app.core
  const actor = await actorOf(bot, s.lone)
  await db.write(async tx => {
    const meeting = await services.meetings.get(tx, meetingId)
    const [from, until] = ['2026-11-12T09:00:00Z', '2026-11-12T11:00:00Z'].map(time => new Date(time))
    if (from && until) await services.meetings.move(tx, meeting, from, until, actor, bot.clock.now())
  })
  await bot.app.engine.runDue()
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
    await moves(meetingId)
    const changed = changedFor(s.mette)
    expect(changed.some(words => words.includes('12. november'))).toBe(true)
    for (const words of changed) expect(words).not.toContain('10. november')
  })

  test('one of two questions, answered and opened once more: the form stays when the other one is over', async () => {
    const { team, bo } = await startKastanjen(bot, [s.mette])
    await asksTeam(bot, s.lone, s.team, slots)
    const second = await asksTeam(bot, bo, team, ['2026-12-01T08:00:00Z'])
    await bot.app.engine.runDue()
    const card = await s.mette.finds('Send svar')
    await s.mette.presses(
      'Send svar',
      picks(card, () => 'yes'),
    )
    await s.mette.presses(buttonTitles(s.mette.card).find(title => title.startsWith('Ret')) ?? '')
    await bo.sends({ v: 1, verb: 'poll.cancel', pollId: second.id, sure: true })
    await bot.app.engine.runDue()
    expect(changedFor(s.mette)).toEqual([])
  })

  test('the list of what waited keeps its lines when what one of them opens has changed', async () => {
    const { services, db } = bot.app.core
    const { team, bo } = await startKastanjen(bot, [s.mette])
    await bot.app.engine.runDue()
    await db.write(tx => services.people.markUnreachable(tx, s.mette.personId, bot.clock.now()))
    const meetingId = await meets()
    await asksTeam(bot, bo, team, ['2026-12-01T08:00:00Z'])
    await bot.app.engine.runDue()
    await s.mette.says('hjælp')
    await bot.app.engine.runDue()
    const list = s.mette.inbox().at(-1)
    expect(buttonTitles(list?.card).filter(title => title === 'Åbn')).toHaveLength(2)
    await moves(meetingId)
    expect(bot.teams.updated.filter(one => one.activityId === list?.activityId)).toEqual([])
  })

  test('who is to conduct the meeting: the card does not go on saying so when somebody else is', async () => {
    const meetingId = await meets()
    const { services, db } = bot.app.core
    const actor = await actorOf(bot, s.lone)
    const names = async (person: TestPerson) => {
      await db.write(async tx => {
        const meeting = await services.meetings.get(tx, meetingId)
        await services.meetings.nameStandIn(tx, meeting, person.personId, actor, bot.clock.now())
      })
      await bot.app.engine.runDue()
    }
    await names(s.mette)
    const asked = s.mette.inbox().at(-1)
    await names(s.jens)
    const put = bot.teams.updated.filter(one => one.activityId === asked?.activityId)
    expect(put.map(({ card }) => wordsOf(card))).toEqual([expect.stringContaining(over)])
  })

  test('a question that was answered: a time that is taken out goes from the card', async () => {
    const poll = await asks()
    const card = await s.mette.finds('Send svar')
    await s.mette.presses(
      'Send svar',
      picks(card, () => 'yes'),
    )
    bot.clock.set('2026-10-06T08:00:00Z')
    const { services, db } = bot.app.core
    const actor = await actorOf(bot, s.lone)
    await db.write(async tx => {
      const now = bot.clock.now()
      const { poll: current, slots: all } = await services.polls.view(tx, poll, now)
      await services.polls.edit(
        tx,
        actor,
        current,
        { slots: all.slice(1), deadlineAt: current.deadlineAt },
        now,
      )
    })
    await bot.app.engine.runDue()
    expect(changedFor(s.mette)).toEqual([expect.stringContaining('17. november')])
    expect(changedFor(s.mette).join()).not.toContain('10. november')
  })
})
