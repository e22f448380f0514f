import { describe, expect, test } from 'vitest'
import { asksTeam } from '../support/asked-by-many.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { plansMeeting } from '../support/meetings.ts'
import { answersPoll, decides, lastEventOf, openPollOf, startsPoll } from '../support/poll.ts'
import { asLeader, startKastanjen } from '../support/team.ts'

/** How a poll ends: by a click, by itself at its deadline, with more time, never with a double booking unasked. */
const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')

const bestDate = 'tirsdag 20. oktober kl. 9.00'
const best = (date: string) => (date === bestDate ? 'yes' : 'ifNeeded')
const all = (answer: string) => () => answer
const everybody = () => [s.lone, s.mette, s.jens, s.ali, s.sara]
const deadline = '2026-10-12T10:00:00Z'
const meetings = () => bot.app.core.services.meetings.ofTeam(bot.app.core.db.reader, s.team.id)
const told = (person: TestPerson, words: string) =>
  person.inbox().filter(one => one.summary.includes(words)).length

describe('at the deadline', () => {
  test('by default nothing is fixed by itself: the result with the best time, one click away', async () => {
    await startsPoll(s)
    for (const person of everybody()) await answersPoll(person, best)
    await bot.passTo('2026-10-12T10:00:01Z')
    expect(await meetings()).toHaveLength(0)
    await s.lone.finds('Vælg den bedste tid')
    expect(s.lone.words()).toContain('Bedste tid')
  })

  test('where the municipality wants it, a time to which all can is fixed by the bot, and everybody hears it', async () => {
    await decides(bot, 'pollClosing', 'confirmUnanimous')
    await startsPoll(s)
    for (const person of everybody()) await answersPoll(person, best)
    const { id } = await openPollOf(bot, s.team)
    await bot.passTo('2026-10-12T09:59:00Z')
    expect(await meetings()).toHaveLength(0)
    await bot.passTo('2026-10-12T10:00:01Z')
    expect(await meetings()).toMatchObject([{ startAt: new Date('2026-10-20T07:00:00Z'), pollId: id }])
    for (const person of everybody()) {
      expect(told(person, 'datoen er fundet')).toBe(1)
      await person.finds('Datoen er fundet')
      expect(person.words()).toContain('Alle kan, så tiden blev valgt af sig selv')
    }
    expect(buttonTitles(s.lone.card)).toEqual(expect.arrayContaining(['Dagsorden', 'Se mødet', 'Flyt mødet']))
    expect(s.lone.words()).toContain('kan du flytte eller aflyse mødet')
    expect(buttonTitles(s.mette.card)).not.toContain('Flyt mødet')
    const event = { action: 'poll.confirmed', actorId: null, reason: 'policy' }
    expect(await lastEventOf(bot, id)).toMatchObject(event)
    await s.lone.presses('Flyt mødet')
    expect(headingOf(s.lone.card)).toContain('Hvornår')
  })

  test.each([
    ['somebody can only if needed', (date: string) => (date === bestDate ? 'ifNeeded' : 'no'), null],
    ['somebody has not answered', null, null],
    ['somebody is in another meeting since', best, '2026-10-20T07:30:00Z'],
  ])('but not when %s: the coordinator decides', async (_, ofJens, meetingAt) => {
    await decides(bot, 'pollClosing', 'confirmUnanimous')
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.ali, s.sara]) await answersPoll(person, best)
    if (ofJens) await answersPoll(s.jens, ofJens)
    if (meetingAt) {
      const { team } = await startKastanjen(bot, [s.jens])
      await plansMeeting(bot, team, meetingAt)
    }
    await bot.passTo('2026-10-12T10:00:01Z')
    expect((await meetings()).filter(one => one.status === 'planned')).toHaveLength(0)
    await s.lone.finds('Svar på mødetiderne')
  })

  test('an absence that is told after the answer counts, and an answer after the absence', async () => {
    await decides(bot, 'pollClosing', 'confirmUnanimous')
    await startsPoll(s)
    for (const person of everybody()) await answersPoll(person, best)
    await s.lone.finds('Alle har svaret.')
    const old = s.lone.card
    await bot.passTo('2026-10-06T08:00:00Z')
    await s.jens.says('fravær')
    await s.jens.presses('Meld fravær', { fromDay: '2026-10-20', toDay: '2026-10-20' })
    await s.lone.presses('Vælg den bedste tid', {}, old)
    expect(s.lone.words()).toContain('Hvorfor netop den tid?')
    await s.lone.says('afstemning')
    expect(s.lone.words()).toContain('Jens Bach er væk')
    await bot.passTo('2026-10-12T09:00:00Z')
    await s.jens.says('afstemning')
    await s.jens.presses('Ret svar')
    await s.jens.presses('Send svar')
    await s.lone.says('afstemning')
    expect(s.lone.words()).not.toContain('Jens Bach er væk')
    await bot.passTo('2026-10-12T10:00:01Z')
    expect(await meetings()).toMatchObject([{ startAt: new Date('2026-10-20T07:00:00Z') }])
  })

  test('nothing is fixed by itself on a day when somebody has said since that they are away', async () => {
    await decides(bot, 'pollClosing', 'confirmUnanimous')
    await startsPoll(s)
    for (const person of everybody()) await answersPoll(person, best)
    await bot.passTo('2026-10-06T08:00:00Z')
    await s.ali.says('fravær')
    await s.ali.presses('Meld fravær', { fromDay: '2026-10-19', toDay: '2026-10-23' })
    await bot.passTo('2026-10-12T10:00:01Z')
    expect(await meetings()).toHaveLength(0)
    await s.lone.says('afstemning')
    expect(s.lone.words()).toContain('Uden Ali Demir')
  })

  test('more time, and one of those who are missing has blocked the bot: not said to be asked again', async () => {
    const { db, services } = bot.app.core
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens]) await answersPoll(person, best)
    await db.write(tx => services.people.markUnreachable(tx, s.sara.personId, bot.clock.now()))
    await bot.passTo('2026-10-12T10:00:01Z')
    await s.lone.finds('Giv mere tid')
    await s.lone.presses('Giv mere tid')
    await s.lone.presses('Giv mere tid', { deadline: '2026-10-15' })
    expect(s.lone.words()).toContain('Spurgt igen: Ali Demir.')
    expect(s.lone.words()).toContain('Jeg kan ikke skrive til Sara Lind')
  })

  test('more time is given with one click: only who is missing is asked again, and the deadline comes again', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.ali]) await answersPoll(person, best)
    await bot.passTo('2026-10-12T10:00:01Z')
    const before = bot.teams.sent.length
    await s.lone.finds('Giv mere tid')
    await s.lone.presses('Giv mere tid')
    expect(s.lone.words()).toContain('Mangler at svare: Sara Lind.')
    await s.lone.presses('Giv mere tid', { deadline: '2026-10-10' })
    expect(s.lone.words()).toContain('Den frist er passeret. Jeg har sat')
    const again = s.lone.card
    await s.lone.presses('Giv mere tid', { deadline: '2026-10-15' })
    expect(s.lone.words()).toContain('Der kan svares indtil torsdag den 15. oktober 2026 kl. 12.00')
    expect(s.lone.words()).toContain('Spurgt igen: Sara Lind.')
    // pressed twice
    await s.lone.presses('Giv mere tid', { deadline: '2026-10-15' }, again)
    expect(bot.teams.sent.length).toBe(before + 1)
    expect(told(s.sara, 'mere tid')).toBe(1)
    await s.sara.finds('Svar senest torsdag den 15. oktober 2026 kl. 12.00')
    await bot.passTo('2026-10-15T10:00:01Z')
    expect(told(s.lone, 'se svar')).toBe(2)
    expect(told(s.sara, 'Du har')).toBeGreaterThanOrEqual(2)
    expect(told(s.mette, 'Du har')).toBe(0)
  })

  test('more time is never less: what people have been promised stays, and nobody is told of another day', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.ali]) await answersPoll(person, best)
    await bot.passTo('2026-10-12T10:00:01Z')
    await s.lone.finds('Giv mere tid')
    await s.lone.presses('Giv mere tid')
    const card = s.lone.card
    for (const day of ['2026-10-14', '2026-10-16', '2026-10-14'])
      await s.lone.presses('Giv mere tid', { deadline: day }, card)
    expect(s.lone.words()).toContain('Der kan svares indtil fredag den 16. oktober 2026 kl. 12.00')
    expect(await openPollOf(bot, s.team)).toMatchObject({ deadlineAt: new Date('2026-10-16T10:00:00Z') })
    expect(told(s.sara, 'mere tid')).toBe(2)
  })

  test('given although everybody has answered: what is left to do stands there (P5)', async () => {
    await startsPoll(s)
    for (const person of everybody()) await answersPoll(person, all('yes'))
    const { id: pollId } = await openPollOf(bot, s.team)
    const answer = await s.lone.sends({
      ...{ v: 1, n: 'more', verb: 'poll.giveTime', pollId },
      deadline: '2026-10-14',
    })
    expect(answer.words).toContain('Fristen er flyttet')
    expect(answer.words).toContain('Alle har svaret. Se svarene, og vælg tiden, når du vil.')
  })

  test('without a time ahead there is nothing to give time for', async () => {
    await startsPoll(s)
    await bot.passTo('2026-12-20T10:00:00Z')
    const { id: pollId } = await openPollOf(bot, s.team)
    for (const verb of ['poll.moreTime', 'poll.giveTime']) {
      const answer = await s.lone.sends({ v: 1, n: verb, verb, pollId, deadline: '2026-12-22' })
      expect(answer.words).toContain('Alle tiderne er passeret.')
    }
  })
})

describe('fixing a date', () => {
  test('a required person who has got another meeting: said before it is fixed, and a reason is asked for', async () => {
    const { team } = await startKastanjen(bot, [s.jens])
    await startsPoll(s)
    for (const person of everybody()) await answersPoll(person, all('yes'))
    await s.lone.finds('Alle har svaret.')
    const old = s.lone.card
    const { slots } = await bot.app.core.services.polls.view(
      bot.app.core.db.reader,
      await openPollOf(bot, s.team),
      bot.clock.now(),
    )
    for (const slot of slots) await plansMeeting(bot, team, slot.startAt)
    await s.lone.presses('Vælg den bedste tid', {}, old)
    expect(s.lone.words()).toContain('Jens Bach er optaget på det tidspunkt.')
    expect(s.lone.words()).not.toMatch(/Kastanjen|møde med/)
    expect(await meetings()).toHaveLength(0)
    await s.lone.presses('Tilbage')
    expect(s.lone.words()).toContain('Jens Bach er optaget')
    await s.lone.presses('Vælg den bedste tid', {}, old)
    await s.lone.presses('Vælg tiden', { reason: 'Jens sender en afløser' })
    expect(s.lone.words()).toContain('Datoen er fundet')
  })

  test('an optional member who is busy is named as the one it goes without; the click is one', async () => {
    const { team } = await startKastanjen(bot, [s.ali])
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.sara]) await answersPoll(person, best)
    await answersPoll(s.ali, all('no'))
    await plansMeeting(bot, team, '2026-10-20T07:00:00Z')
    await s.lone.says('afstemning')
    expect(s.lone.words()).toContain('Uden Ali Demir')
    await s.lone.presses('Vælg den bedste tid')
    expect(s.lone.words()).toContain('Datoen er fundet')
  })

  test('fixed twice by two who both saw it open: one meeting', async () => {
    await startsPoll(s)
    const poll = await openPollOf(bot, s.team)
    const { db, services } = bot.app.core
    const { slots } = await services.polls.view(db.reader, poll, bot.clock.now())
    const [first, second] = slots
    if (!first || !second) throw new Error('too few times')
    const fixes = (slot: typeof first) =>
      asLeader(bot, s.team, (tx, lone) => services.polls.confirm(tx, lone, poll, slot, null, bot.clock.now()))
    expect(await fixes(first)).not.toBeNull()
    expect(await fixes(second)).toBeNull()
    expect(await meetings()).toMatchObject([{ startAt: first.startAt }])
  })

  test('two coordinators fix colliding dates at once: the second gets the question', async () => {
    const { bo, team } = await startKastanjen(bot, [s.jens])
    await startsPoll(s)
    for (const person of everybody()) await answersPoll(person, best)
    await s.lone.finds('Alle har svaret.')
    await asksTeam(bot, bo, team, ['2026-10-20T08:00:00Z'], deadline)
    for (const person of [bo, s.jens]) await answersPoll(person, all('yes'))
    await bo.finds('Vælg den bedste tid')
    await Promise.all([s.lone.presses('Vælg den bedste tid'), bo.presses('Vælg den bedste tid')])
    const words = [s.lone.words(), bo.words()]
    expect(words.filter(one => one.includes('Datoen er fundet'))).toHaveLength(1)
    expect(words.filter(one => one.includes('Jens Bach er optaget på det tidspunkt.'))).toHaveLength(1)
  })
})
