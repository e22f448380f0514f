import { describe, expect, test } from 'vitest'
import { remarkField } from '../support/asked-by-many.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf, inputValues, largestCard, nodes, sizeOf } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { cancelsMeeting, plansMeeting } from '../support/meetings.ts'
import { answersPoll, lastEventOf, openPollOf, startsPoll } from '../support/poll.ts'
import { joinsTeam, leavesTeam, startKastanjen } from '../support/team.ts'

const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')

const slotIds = (card: unknown) =>
  [...nodes(card)].flatMap(node => (String(node.id).startsWith('slot:') ? [String(node.id)] : []))

const all = (answer: string) => () => answer
const best = (date: string) => (date === 'tirsdag 20. oktober kl. 9.00' ? 'yes' : 'ifNeeded')

describe('the thread of a poll', () => {
  test('proposed, sent, answered, confirmed; everybody is told and gets a calendar file', async () => {
    await s.lone.says('hej')
    await s.lone.presses('Find en mødedato')
    expect(s.lone.words()).toContain('Hvilke tider skal teamet svare på?')
    expect(Object.values(inputValues(s.lone.card))).toContain('2026-10-20')
    expect(s.lone.words()).toContain('Tirsdag i uge 43')
    await s.lone.presses('Send til teamet')
    expect(s.lone.words()).toContain('5 i teamet er spurgt')

    await s.mette.finds('Hvornår kan du?')
    expect(s.mette.words()).toContain('Svar senest mandag den 12. oktober 2026 kl. 12.00')
    for (const person of [s.lone, s.mette, s.jens, s.ali]) await answersPoll(person, best)
    expect(s.ali.words()).toContain('Dit svar er gemt')
    await expect(s.lone.finds('Alle har svaret.')).rejects.toThrow()
    await answersPoll(s.sara, date => (best(date) === 'yes' ? 'yes' : 'no'))
    await s.lone.finds('Alle har svaret.')
    expect(buttonTitles(s.lone.card)).toContain('Vælg den bedste tid')
    expect(buttonTitles(s.lone.card)).not.toContain('Se svar')
    const { id } = await openPollOf(bot, s.team)
    await s.lone.presses('Vælg den bedste tid')
    const event = { action: 'poll.confirmed', actorId: s.lone.personId, reason: 'result' }
    expect(await lastEventOf(bot, id)).toMatchObject(event)
    expect(s.lone.words()).toContain('Mødet er tirsdag den 20. oktober 2026 kl. 9.00, Personalestuen.')
    expect(s.lone.words()).toContain('Næste skridt er at sætte punkter på dagsordenen.')
    expect(buttonTitles(s.lone.card)[0]).toBe('Dagsorden')
    await s.lone.presses('Dagsorden')
    expect(buttonTitles(s.lone.card)).toContain('Luk')

    for (const person of [s.mette, s.jens, s.ali, s.sara]) {
      await person.finds('Datoen er fundet')
      expect(person.words()).toContain('Skemaerne skal være klar fredag 16. oktober kl. 12.00')
      expect(buttonTitles(person.card)[0]).toBe('Se mødet')
    }
    const link = [...nodes(s.mette.card)].find(node => node.type === 'Action.OpenUrl')?.url
    const path = new URL(String(link)).pathname
    const file = await fetch(`http://127.0.0.1:${bot.app.server.port}${path}`)
    expect(file.headers.get('content-type')).toContain('text/calendar')
    expect(await file.text()).toContain('DTSTART;TZID=Europe/Copenhagen:20261020T090000')
    expect(s.ida.inbox().filter(one => one.summary.includes('dato'))).toHaveLength(0)
  })

  test('a comment that is too long comes back whole beside the answer', async () => {
    await startsPoll(s)
    const comment = 'å'.repeat(501)
    await answersPoll(s.mette, all('no'), comment)
    expect(s.mette.words()).toContain('højst 500 tegn')
    expect(inputValues(s.mette.card)[remarkField(s.mette.card)]).toBe(comment)
    expect(Object.values(inputValues(s.mette.card))).toContain('no')
  })

  test('an answer is seen again, can be changed until the date is fixed, and nobody changes another’s (R-POLL-2)', async () => {
    await startsPoll(s)
    await answersPoll(s.mette, all('no'), 'Jeg har **ferie** <at>x</at>')
    await s.mette.presses('Ret svar')
    expect(Object.values(inputValues(s.mette.card))).toContain('no')
    expect(inputValues(s.mette.card)[remarkField(s.mette.card)]).toBe('Jeg har **ferie** <at>x</at>')
    const data = { v: 1, n: 'x', verb: 'poll.answer', ...(await pollData()), personId: s.jens.personId }
    expect((await s.mette.sends(data)).words).toContain('ikke adgang')
    await s.lone.says('hej')
    await s.lone.presses('Se svar på mødetider')
    expect(s.lone.words()).not.toContain('ferie')
    await s.lone.presses('Se bemærkningen')
    expect(s.lone.words()).toContain('Mette Dahl\nJeg har **ferie** <\u2060at>x')
    await s.lone.presses('Tilbage')
    expect(s.lone.words()).toContain('Har svaret: Mette Dahl.')
  })

  test('the coordinator may record an answer for somebody, and it is marked', async () => {
    await startsPoll(s)
    await s.lone.presses('Se svar')
    await s.lone.presses('Svar for en anden', {})
    await s.lone.presses('Fortsæt', { personId: s.sara.personId })
    expect(headingOf(s.lone.card)).toBe('Hvornår kan Sara Lind?')
    expect(s.lone.words()).toContain('Du svarer for Sara Lind')
    expect(s.lone.words()).toContain('Sara Lind kan selv ændre svaret indtil mandag den 12. oktober 2026')
    expect(s.lone.words()).not.toContain('til tovholderen')
    const { card } = s.lone
    await s.lone.presses('Tilbage')
    expect(headingOf(s.lone.card)).toBe('Svar på mødetiderne')
    s.lone.card = card
    const chosen = Object.fromEntries(slotIds(s.lone.card).map(id => [id, 'yes']))
    await s.lone.presses('Send svar', chosen)
    expect(s.lone.words()).toContain('Det er noteret, at du har svaret for Sara Lind.')
    await s.lone.presses('Se svar')
    expect(s.lone.words()).toContain('Noteret af tovholderen for: Sara Lind.')
  })

  test('whoever was answered for sees it, and may change it', async () => {
    await startsPoll(s)
    await s.lone.presses('Se svar')
    await s.lone.presses('Svar for en anden')
    await s.lone.presses('Fortsæt', { personId: s.sara.personId })
    await s.lone.presses('Send svar', Object.fromEntries(slotIds(s.lone.card).map(id => [id, 'no'])))
    await s.sara.finds('Send svar')
    await s.sara.says('hej')
    expect(buttonTitles(s.sara.card)).not.toContain('Svar på mødetider')
    const opened = { v: 1, n: 'x', verb: 'poll.open', ...(await pollData()) }
    s.sara.card = (await s.sara.sends(opened)).value as never
    expect(s.sara.words()).toContain('Tovholderen har svaret for dig')
    await s.sara.presses('Send svar', Object.fromEntries(slotIds(s.sara.card).map(id => [id, 'yes'])))
    await s.lone.presses('Se svar')
    expect(s.lone.words()).not.toContain('Noteret af tovholderen')
    expect(s.lone.words()).toContain('\n1 kan\n')
  })

  test('a remark is kept when more times are asked about, and stands on no card that rests in the chat', async () => {
    await startsPoll(s)
    await answersPoll(s.mette, all('yes'), 'Kun om formiddagen')
    await s.lone.presses('Se svar')
    await s.lone.presses('Foreslå nye tider')
    await s.lone.presses('Send til teamet')
    await answersPoll(s.mette, all('yes'))
    for (const person of [s.lone, s.jens, s.ali, s.sara]) await answersPoll(person, all('yes'))
    await s.lone.finds('Alle har svaret.')
    expect(JSON.stringify(bot.teams.sent)).not.toContain('formiddagen')
    await s.lone.presses('Se bemærkningen')
    expect(s.lone.words()).toContain('Kun om formiddagen')
    await s.lone.presses('Luk')
    expect(s.lone.words()).toContain('Alle har svaret.')
    await s.mette.presses('Ret svar')
    await s.mette.presses('Send svar', { [remarkField(s.mette.card)]: '' })
    await s.lone.says('afstemning')
    expect(headingOf(s.lone.card)).toBe('Svar på mødetiderne')
    expect(buttonTitles(s.lone.card)).not.toContain('Se bemærkningen')
  })

  test('a CPR number in the remark: the card comes back filled in, and nothing is stored', async () => {
    await startsPoll(s)
    await answersPoll(s.mette, all('yes'), 'ring 010190-1234')
    expect(s.mette.words()).toContain('Fjern CPR-nummeret')
    const typed = slotIds(s.mette.card).map(id => inputValues(s.mette.card)[id])
    expect(typed).toEqual(['yes', 'yes', 'yes', 'yes', 'yes'])
    await s.lone.presses('Se svar')
    expect(s.lone.words()).not.toContain('Har svaret')
  })

  test('a slot left out: returned with what was chosen, and nothing is stored', async () => {
    await startsPoll(s)
    await s.jens.finds('Send svar')
    const [first] = slotIds(s.jens.card)
    await s.jens.presses('Send svar', { [first ?? '']: 'yes' })
    expect(s.jens.words()).toContain('Svar på alle tiderne')
    expect(inputValues(s.jens.card)[first ?? '']).toBe('yes')
  })

  test('nothing is feasible: who blocks which slot is named, and new times keep every answer (R-POLL-4, 5)', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.ali]) await answersPoll(person, all('yes'))
    await answersPoll(s.sara, all('no'))
    await s.lone.finds('Alle har svaret.')
    expect(s.lone.words()).toContain('Sara Lind kan ikke')
    expect(s.lone.words()).toContain('Ingen af tiderne passer alle')
    await s.lone.presses('Foreslå nye tider')
    await s.lone.presses('Send til teamet')
    await s.lone.presses('Se svar')
    expect(s.lone.words()).toContain('Mangler at svare på de nye tider: Ali Demir, Jens Bach,')
    expect(s.lone.words()).not.toContain('har ikke svaret')
    await s.mette.finds('Send svar')
    const values = slotIds(s.mette.card).map(id => inputValues(s.mette.card)[id])
    expect(values.filter(value => value === 'yes').length).toBe(5)
    expect(values.filter(value => value === '').length).toBeGreaterThanOrEqual(3)
  })

  test('another than the best slot needs a reason; a CPR number in it is refused (R-CONS-8)', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) await answersPoll(person, best)
    await s.lone.finds('Alle har svaret.')
    const other = [...nodes(s.lone.card)].filter(
      node => node.type === 'Action.Execute' && node.title === 'Vælg',
    )[1]?.data
    await s.lone.sends(other as Record<string, unknown>).then(answer => {
      s.lone.card = answer.value as never
    })
    expect(s.lone.words()).toContain('Hvorfor netop den tid?')
    await s.lone.presses('Vælg tiden', { reason: 'Mor 010190-1234 kan bedst' })
    expect(s.lone.words()).toContain('Fjern CPR-nummeret')
    await s.lone.presses('Vælg tiden', { reason: '   ' })
    expect(s.lone.words()).toContain('Skriv en kort begrundelse')
    const long = 'å'.repeat(501)
    await s.lone.presses('Vælg tiden', { reason: long })
    expect(s.lone.words()).toContain('højst 500 tegn')
    expect(inputValues(s.lone.card)).toMatchObject({ reason: long })
    await s.lone.presses('Vælg tiden', { reason: 'Den dag er lokalet ledigt' })
    expect(s.lone.words()).toContain('Datoen er fundet')
  })
})

describe('reminders (R-POLL-3)', () => {
  test('only those who have not answered are reminded, halfway and the day before, in one digest', async () => {
    await startsPoll(s)
    await answersPoll(s.mette, all('yes'))
    await bot.passTo('2026-10-12T09:00:00Z')
    const digests = (person: TestPerson) => person.inbox().filter(one => one.summary.startsWith('Du har'))
    expect(digests(s.mette)).toHaveLength(0)
    expect(digests(s.jens)).toHaveLength(2)
    await s.jens.finds('svar på mødetider')
    await s.jens.presses('Svar')
    expect(s.jens.words()).toContain('Hvornår kan du?')
  })

  test('the start card names the team of two entries once', async () => {
    await startsPoll(s)
    await s.lone.says('hjælp')
    expect(buttonTitles(s.lone.card)).toEqual(
      expect.arrayContaining(['Svar på mødetider', 'Se svar på mødetider']),
    )
    expect(s.lone.words().split(s.team.name)).toHaveLength(2)
  })

  test('while answers are awaited, new times are not put forward', async () => {
    await startsPoll(s)
    await s.lone.presses('Se svar')
    expect(s.lone.words()).not.toMatch(/\b0 kan/)
    expect(buttonTitles(s.lone.card)).toContain('Foreslå nye tider')
    expect([...nodes(s.lone.card)].filter(node => node.style === 'positive')).toEqual([])
  })

  test('at the deadline the coordinator gets the result as it is', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens]) await answersPoll(person, all('yes'))
    await bot.passTo('2026-10-12T10:00:01Z')
    await s.lone.finds('Fristen er udløbet.')
    expect(s.lone.words()).toContain('Mangler at svare: Ali Demir og Sara Lind.')
    await answersPoll(s.ali, all('ifNeeded'))
    await s.lone.finds('Fristen er udløbet.')
    await s.lone.presses('Hent nye svar')
    expect(s.lone.words()).toContain('Mangler at svare: Sara Lind.')
    expect(s.lone.words()).toContain('Svarede efter fristen: Ali Demir.')
    expect(buttonTitles(s.lone.card)).not.toContain('Hent nye svar')
    expect(buttonTitles(s.lone.card)).not.toContain('Se svar')
  })

  test('past its deadline, the coordinator is reminded until it has a date or is given up; then no more', async () => {
    await startsPoll(s)
    const lines = (words: string) =>
      s.lone.inbox().filter(one => JSON.stringify(one.card ?? '').includes(words)).length
    await bot.passTo('2026-10-13T07:00:00Z')
    expect(lines('vælg en mødedato')).toBe(0)
    await bot.passTo('2026-10-15T07:00:00Z')
    await s.lone.finds('Fristen er udløbet · vælg en mødedato')
    await bot.passTo('2027-03-01T07:00:00Z')
    expect(lines('vælg en mødedato') + lines('Alle tider er passeret')).toBe(6)
    await s.lone.finds('Alle tider er passeret · foreslå nye')
    await s.lone.presses('Se svarene')
    expect(s.lone.words()).toContain('Alle tiderne er passeret. Foreslå nye tider.')
    expect(s.lone.words()).not.toContain('Når du vælger en tid')
  })

  test('an answer leaves alone what is due to the others, or was put off while they are away (R-ACT-5)', async () => {
    await s.jens.says('fravær')
    await s.jens.presses('Meld fravær', { fromDay: '2026-10-07', toDay: '2026-10-11' })
    await startsPoll(s)
    await bot.passTo('2026-10-09T12:00:00Z')
    const digests = (person: TestPerson) => person.inbox().filter(one => one.summary.startsWith('Du har'))
    expect(digests(s.jens)).toHaveLength(0)
    await answersPoll(s.mette, all('yes'))
    await bot.passTo('2026-10-12T07:00:00Z')
    expect(digests(s.jens)).toHaveLength(1)
    await answersPoll(s.jens, all('yes'))
    await bot.passTo('2026-10-15T10:00:00Z')
    expect(digests(s.jens)).toHaveLength(1)
  })

  test('whoever was the last to answer leaves the team: all are in, and the coordinator is told once', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.sara]) await answersPoll(person, all('yes'))
    const told = () => s.lone.inbox().filter(one => one.summary.includes('se svar'))
    expect(told()).toHaveLength(0)
    await leavesTeam(bot, s.ali, s.team)
    expect(told()).toHaveLength(1)
    await bot.passTo('2026-10-13T10:00:00Z')
    expect(told()).toHaveLength(1)
  })

  test('whoever left the team and came back while the poll is open is asked again, once', async () => {
    await startsPoll(s)
    const asked = () => s.ali.inbox().filter(one => one.summary.includes('hvornår kan du?')).length
    expect(asked()).toBe(1)
    const { core } = bot.app
    const { people } = core.services
    const change = async (what: 'leave' | 'return') => {
      bot.clock.set(new Date(bot.clock.now().getTime() + 60_000))
      await (what === 'leave' ? leavesTeam : joinsTeam)(bot, s.ali, s.team)
    }
    await change('leave')
    await change('return')
    expect(asked()).toBe(2)
    await answersPoll(s.ali, all('yes'))
    expect(s.ali.words()).toContain('Dit svar er gemt')
    // Unreachable while all of it happened again: one invitation waits, that of the latest return.
    await core.db.write(tx => people.markUnreachable(tx, s.ali.personId, bot.clock.now()))
    for (const what of ['leave', 'return', 'leave', 'return'] as const) await change(what)
    await s.ali.says('hej')
    await s.ali.finds('Det ventede på dig')
    expect([asked(), s.ali.words().match(/hvornår kan du\?/g)?.length]).toEqual([2, 1])
  })

  test('a stopped poll reminds nobody, and says so once', async () => {
    await startsPoll(s)
    await s.lone.presses('Se svar')
    await s.lone.presses('Stop afstemningen')
    await s.lone.presses('Stop afstemningen')
    await s.mette.finds('Afstemningen er stoppet')
    const before = bot.teams.sent.length
    await bot.passTo('2026-10-14T10:00:00Z')
    expect(bot.teams.sent.length).toBe(before)
  })

  test('that a poll is stopped is not said to somebody who has left the team meanwhile', async () => {
    await startsPoll(s)
    const { core } = bot.app
    const { people } = core.services
    await core.db.write(tx => people.markUnreachable(tx, s.ali.personId, bot.clock.now()))
    await s.lone.presses('Se svar')
    await s.lone.presses('Stop afstemningen')
    await s.lone.presses('Stop afstemningen')
    await bot.app.engine.runDue()
    await s.lone.sends({ v: 1, verb: 'team.remove', teamId: s.team.id, personId: s.ali.personId })
    await s.ali.says('hej')
    await bot.app.engine.runDue()
    expect(s.ali.inbox().filter(({ summary }) => summary.includes('stoppet'))).toEqual([])
  })
})

describe('what does not fit', () => {
  test('confirmed twice: one meeting, the same date', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) await answersPoll(person, best)
    await s.lone.finds('Alle har svaret.')
    const { card } = s.lone
    const title = 'Vælg den bedste tid'
    await Promise.all([s.lone.presses(title, {}, card), s.lone.presses(title, {}, card)])
    const again = [...nodes(card)]
      .filter(node => node.type === 'Action.Execute' && node.title === 'Vælg')
      .at(-1)?.data as Record<string, unknown>
    const other = await s.lone.sends({ ...again, n: 'another', reason: 'fordi' })
    expect(other.words).toContain('tirsdag den 20. oktober 2026')
    const { core } = bot.app
    expect(await core.services.meetings.ofTeam(core.db.reader, s.team.id)).toHaveLength(1)
  })

  test('an old card of a closed poll says what is so now', async () => {
    await startsPoll(s)
    await s.sara.finds('Send svar')
    const old = s.sara.card
    for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) await answersPoll(person, best)
    await s.lone.finds('Alle har svaret.')
    await s.lone.presses('Vælg den bedste tid')
    const chosen = Object.fromEntries(slotIds(old).map(id => [id, 'no']))
    await s.sara.presses('Send svar', chosen, old)
    expect(s.sara.words()).toContain('Datoen er fundet')
  })

  test('while a poll is open there is no second one: the coordinator is led to it', async () => {
    await s.lone.says('find en mødedato')
    const draft = s.lone.card
    await s.lone.presses('Send til teamet')
    await s.lone.says('find en mødedato')
    expect(s.lone.words()).toContain('Teamet er allerede spurgt om mødetider.')
    await s.lone.presses('Se svar')
    expect(headingOf(s.lone.card)).toBe('Svar på mødetiderne')
    // a card that was drawn before
    const { data } = [...nodes(draft)].find(
      node => node.type === 'Action.Execute' && node.verb === 'poll.start',
    ) as { data: Record<string, unknown> }
    const answer = await s.lone.sends({ ...data, ...inputValues(draft), n: 'later' })
    expect(answer.words).toContain('Teamet er allerede spurgt om mødetider.')
    const { core } = bot.app
    expect(await core.services.polls.open(core.db.reader, [s.team.id])).toHaveLength(1)
    await s.lone.presses('Stop afstemningen')
    await s.lone.presses('Stop afstemningen')
    await s.lone.says('find en mødedato')
    expect(buttonTitles(s.lone.card)).toContain('Send til teamet')
  })

  test('a member who meets with another team then is busy, and no more is said of it (R-SEC-2)', async () => {
    const { team } = await startKastanjen(bot, [s.jens, s.mette])
    await plansMeeting(bot, team, '2026-10-20T07:00:00Z')
    await s.lone.says('find en mødedato')
    expect(s.lone.words()).toContain(
      'Tirsdag 20. oktober kl. 9.00 er sprunget over: Jens Bach og Mette Dahl er optaget.',
    )
    expect(s.lone.words()).not.toMatch(/Kastanjen|andet møde/)
  })

  test('sent twice: one poll', async () => {
    await s.lone.says('find en mødedato')
    const { card } = s.lone
    await Promise.all([
      s.lone.presses('Send til teamet', {}, card),
      s.lone.presses('Send til teamet', {}, card),
    ])
    const { core } = bot.app
    expect(await core.services.polls.open(core.db.reader, [s.team.id])).toHaveLength(1)
    expect(s.mette.inbox().filter(one => one.summary.includes('hvornår kan du'))).toHaveLength(1)
  })

  test('a poll whose meeting was cancelled says so', async () => {
    await startsPoll(s)
    await s.sara.finds('Send svar')
    for (const person of [s.lone, s.mette, s.jens, s.ali]) await answersPoll(person, best)
    const { core } = bot.app
    const { polls, meetings } = core.services
    await answersPoll(s.sara, best)
    const { pollId } = await pollData()
    await s.lone.finds('Alle har svaret.')
    await s.lone.presses('Vælg den bedste tid')
    const [meeting] = await meetings.ofTeam(core.db.reader, s.team.id)
    if (meeting) await cancelsMeeting(bot, meeting)
    expect((await polls.find(core.db.reader, pollId))?.status).toBe('confirmed')
    const answer = await s.sara.sends({ v: 1, n: 'x', verb: 'poll.open', pollIds: pollId })
    expect(answer.words).toContain('Mødet er aflyst')
  })

  test('a time that is over cannot be chosen; the next best can', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) await answersPoll(person, best)
    await s.lone.finds('Alle har svaret.')
    const old = s.lone.card
    await bot.passTo('2026-10-20T12:00:00Z')
    await s.lone.presses('Vælg den bedste tid', {}, old)
    expect(s.lone.words()).toContain('Den tid er passeret')
    await s.lone.presses('Vælg den bedste tid')
    expect(s.lone.words()).toContain('Datoen er fundet')
  })

  test('asked again and again: the answers come in pages, every card can be sent, and it ends with a reason', async () => {
    await startsPoll(s)
    for (let round = 0; round < 5; round += 1) {
      await s.lone.presses('Se svar')
      if (buttonTitles(s.lone.card).includes('Foreslå nye tider')) await s.lone.presses('Foreslå nye tider')
      if (buttonTitles(s.lone.card).includes('Send til teamet')) await s.lone.presses('Send til teamet')
      else break
      if (!s.lone.words().includes('er spurgt')) break
    }
    expect(s.lone.words()).toContain('højst spørges om 24 tider')
    await s.mette.finds('Send svar')
    expect(slotIds(s.mette.card).length).toBe(20)
    expect(sizeOf(s.mette.card)).toBeLessThan(largestCard)
    await s.lone.presses('Fortryd')
    await s.lone.presses('poll.status')
    const choices = () => buttonTitles(s.lone.card).filter(title => title === 'Vælg').length
    expect(choices()).toBe(8)
    await s.lone.presses('Vis mere')
    await s.lone.presses('Vis mere')
    expect(choices()).toBe(4)
    await s.lone.presses('Tilbage')
    expect(choices()).toBe(8)
  })

  test.each(['find dato', 'halvår'])(
    'a member who types »%s«: the coordinator does that, and nothing is said of polls',
    async typed => {
      await startsPoll(s)
      await s.jens.says(typed)
      expect(headingOf(s.jens.card)).toBe('Det gør tovholderen')
      expect(buttonTitles(s.jens.card)).toEqual(['Mine møder', 'Til start'])
    },
  )

  test('ways to change a poll that are typed lead to its answers', async () => {
    await startsPoll(s)
    for (const typed of ['ret tider og frist', 'Stop afstemningen']) {
      await s.lone.says(typed)
      expect(buttonTitles(s.lone.card)).toEqual(
        expect.arrayContaining(['Ret tider og frist', 'Stop afstemningen']),
      )
    }
  })

  test('whom the question does not reach is named', async () => {
    const { core } = bot.app
    await core.db.write(tx => core.services.people.markUnreachable(tx, s.sara.personId, bot.clock.now()))
    await startsPoll(s)
    expect(s.lone.words()).toContain('Jeg kan ikke skrive til Sara Lind')
    await s.lone.presses('Se svar')
    expect(s.lone.words()).toContain('Jeg kan ikke skrive til Sara Lind')
  })

  test('nothing to answer, nothing to lead: said in plain words', async () => {
    await s.mette.says('afstemning')
    expect(s.mette.words()).toContain('Du har ingen afstemning lige nu')
    await s.mette.says('find en mødedato')
    expect(s.mette.words()).toContain('Det er tovholderen for teamet, der finder datoer')
    await s.lone.says('afstemning')
    expect(buttonTitles(s.lone.card)).toContain('Find en mødedato')
  })

  test('a time of one’s own counts when its date is filled in, also when something else is wrong', async () => {
    await s.lone.says('find en mødedato')
    expect(s.lone.words()).toContain('Din egen tid')
    expect(inputValues(s.lone.card)).not.toHaveProperty('keep5')
    const own = { day5: '2026-11-12', time5: '13:15' }
    await s.lone.presses('Send til teamet', { ...own, day0: '2026-12-25' })
    expect(inputValues(s.lone.card)).toMatchObject({ ...own, keep5: 'true' })
    await s.lone.presses('Send til teamet', { keep0: 'false' })
    await s.mette.finds('Send svar')
    expect(s.mette.words()).toContain('torsdag 12. november kl. 13.15')
    expect(slotIds(s.mette.card)).toHaveLength(5)
  })

  test.each([
    [
      'a holiday',
      { day0: '2026-12-25', time0: '09:00' },
      'Fredag 25. december er juledag. Jeg har sat mandag 28. december kl. 9.00 ind.',
      { day0: '2026-12-28', time0: '09:00' },
    ],
    [
      'a past date',
      { day0: '2026-10-01', time0: '09:00' },
      'Den tid er passeret. Jeg har sat mandag 19. oktober kl. 9.00 ind.',
      { day0: '2026-10-19', time0: '09:00' },
    ],
    [
      'night',
      { day0: '2026-11-10', time0: '20:00' },
      'mellem kl. 7 og 18. Jeg har sat tirsdag 10. november kl. 16.00 ind.',
      { day0: '2026-11-10', time0: '16:00' },
    ],
    [
      'the same twice',
      { day0: '2026-11-10', time0: '09:00', day1: '2026-11-10', time1: '09:00' },
      'to gange. Jeg har sat tirsdag 10. november kl. 11.00 ind.',
      { day0: '2026-11-10', time0: '09:00', day1: '2026-11-10', time1: '11:00' },
    ],
    [
      'one over another',
      { day0: '2026-11-10', time0: '09:00', day1: '2026-11-10', time1: '10:00' },
      'overlapper en anden tid. Jeg har sat tirsdag 10. november kl. 11.00 ind.',
      { day0: '2026-11-10', time0: '09:00', day1: '2026-11-10', time1: '11:00' },
    ],
    [
      'a weekend',
      { day0: '2026-11-14', deadline: '2026-10-09' },
      'Lørdag 14. november ligger i en weekend. Jeg har sat mandag 16. november kl. 9.00 ind.',
      { day0: '2026-11-16', deadline: '2026-10-09' },
    ],
    ['no date', { day0: '' }, 'Vælg en dato og et klokkeslæt. Jeg har sat', { day0: '2026-10-19' }],
    [
      'a deadline that is past',
      { deadline: '2026-10-01' },
      'Den frist er passeret. Jeg har sat mandag 5. oktober ind.',
      { deadline: '2026-10-05' },
    ],
    [
      'a deadline on a weekend',
      { deadline: '2026-10-10' },
      'Lørdag 10. oktober ligger i en weekend. Jeg har sat fredag 9. oktober ind.',
      { deadline: '2026-10-09' },
    ],
    [
      'a deadline after the first slot',
      { deadline: '2026-12-24' },
      'før den første tid. Jeg har sat fredag 16. oktober ind.',
      { deadline: '2026-10-16' },
    ],
  ])(
    '%s is named at its field, and the nearest good one stands there',
    async (_, typed, message, filledIn) => {
      await s.lone.says('find en mødedato')
      await s.lone.presses('Send til teamet', typed)
      expect(s.lone.words()).toContain(message)
      expect(inputValues(s.lone.card)).toMatchObject(filledIn)
    },
  )

  test('no times at all: explained', async () => {
    await s.lone.says('find en mødedato')
    const none = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`keep${index}`, 'false']))
    await s.lone.presses('Send til teamet', none)
    expect(s.lone.words()).toContain('Vælg mindst én tid.')
  })

  test('somebody outside the team learns nothing (R-SEC-2)', async () => {
    await startsPoll(s)
    const data = { v: 1, n: 'x', ...(await pollData()) }
    for (const verb of [
      'poll.open',
      'poll.answer',
      'poll.status',
      'poll.confirm',
      'poll.cancel',
      'poll.more',
    ]) {
      const answer = await s.ida.sends({ ...data, verb })
      expect(answer.words).toContain('eller også har du ikke adgang')
    }
    for (const verb of ['poll.status', 'poll.comments', 'poll.confirm', 'poll.cancel', 'poll.behalf']) {
      expect((await s.jens.sends({ ...data, verb })).words).toContain('eller også har du ikke adgang')
    }
  })

  test('names of holidays are in English for a coordinator who has chosen it', async () => {
    await s.lone.says('indstillinger')
    await s.lone.presses('Gem', { language: 'en' })
    await s.lone.says('find a date')
    await s.lone.presses('Send to the team', { day0: '2026-12-25' })
    expect(s.lone.words()).toContain('Friday 25 December is Christmas Day.')
  })

  test('in English for who has chosen it', async () => {
    await s.mette.says('indstillinger')
    await s.mette.presses('Gem', { language: 'en' })
    await startsPoll(s)
    await s.mette.finds('When can you come?')
    expect(s.mette.words()).toContain('Answer by Monday 12 October 2026 at 12.00')
  })
})

async function pollData(): Promise<{ pollId: string; pollIds: string; slotId: string }> {
  const { core } = bot.app
  const [poll] = await core.services.polls.open(core.db.reader, [s.team.id])
  if (!poll) throw new Error('no open poll')
  const { slots } = await core.services.polls.view(core.db.reader, poll, bot.clock.now())
  return { pollId: poll.id, pollIds: poll.id, slotId: slots[0]?.id ?? '' }
}
