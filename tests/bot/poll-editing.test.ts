import { beforeEach, describe, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { actorOf, type TestPerson } from '../support/bot.ts'
import { buttonData, buttonTitles, headingOf, inputValues } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { answersPoll, openPollOf, slotInputs, startsPoll } from '../support/poll.ts'

/** Changing the times of an open poll: no answer is lost, and nobody is asked twice about the same (R-POLL-5). */
const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')
beforeEach(() => startsPoll(s))

const save = 'Gem ændringerne'
const all = (answer: string) => () => answer
const dates = (person: TestPerson) => slotInputs(person.card).map(node => String(node.label))
const said = (person: TestPerson) => slotInputs(person.card).map(node => String(node.value ?? ''))
const questions = (person: TestPerson) =>
  person.inbox().filter(one => one.summary.includes('hvornår kan du?')).length
async function result(): Promise<void> {
  await s.lone.says('afstemning')
  if (headingOf(s.lone.card) === 'Hvornår kan du?') {
    await s.lone.says('hej')
    await s.lone.presses('Se svar på mødetider')
  }
}
async function edits(): Promise<void> {
  await result()
  await s.lone.presses('Ret tider og frist')
}

/** The poll asks about so many times by now: mornings of the days after those that were proposed. */
async function asksAbout(count: number): Promise<void> {
  const { db, services } = bot.app.core
  const poll = await openPollOf(bot, s.team)
  const { deadlineAt } = poll
  await db.write(async tx => {
    const { slots } = await services.polls.view(tx, poll, bot.clock.now())
    const more = Array.from({ length: count - slots.length }, (_, index) => {
      const startAt = new Date(Date.UTC(2027, 0, 4 + index, 8))
      return { startAt, endAt: new Date(startAt.getTime() + 7_200_000) }
    })
    await services.polls.addSlots(
      tx,
      await actorOf(bot, s.lone),
      poll,
      { slots: more, deadlineAt },
      bot.clock.now(),
    )
  })
  await bot.app.engine.runDue()
}

test('changed, taken out, added: the answers to the others stay, and everybody is asked once, about the new ones', async () => {
  for (const person of [s.mette, s.jens]) await answersPoll(person, all('yes'))
  await edits()
  const before = inputValues(s.lone.card)
  expect(before).toMatchObject({ time0: '09:00', keep0: 'true', deadline: '2026-10-12' })
  await s.lone.presses(save, { keep1: 'false', time2: '13:00', day5: '2026-11-26', time5: '10:00' })
  expect(s.lone.words()).toContain('Ændringerne er gemt')
  expect(s.lone.words()).toContain(
    'Mangler at svare på det nye: Ali Demir, Jens Bach, Lone Holm, Mette Dahl og Sara Lind.',
  )
  for (const person of [s.mette, s.jens, s.ali, s.sara]) expect(questions(person)).toBe(2)
  await s.mette.finds('Send svar')
  expect(dates(s.mette)).toHaveLength(5)
  expect(dates(s.mette)).toContain('torsdag 26. november kl. 10.00')
  expect(said(s.mette).toSorted()).toEqual(['', '', 'yes', 'yes', 'yes'])
  expect(s.mette.words()).not.toContain('Onsdag 21. oktober')
})

test('taken out, or another deadline: nobody is asked, and what was said is there again when the time is', async () => {
  await answersPoll(s.mette, date => (date.startsWith('onsdag 21. oktober') ? 'ifNeeded' : 'no'))
  const sent = bot.teams.sent.length
  await edits()
  const wednesday = Object.entries(inputValues(s.lone.card)).find(([, value]) => value === '2026-10-21')?.[0]
  const row = String(wednesday).replace('day', '')
  await s.lone.presses(save, { [`keep${row}`]: 'false', deadline: '2026-10-14' })
  expect(s.lone.words()).toContain('Ingen bliver spurgt igen.')
  expect(s.lone.words()).toContain('Fristen er onsdag den 14. oktober 2026 kl. 12.00')
  expect(buttonTitles(s.lone.card)).toEqual(['Se svar', 'Ret tider og frist', 'Til start'])
  // What was typed is answered; nothing else leaves.
  const chats = bot.teams.sent.slice(sent).map(one => one.conversationId)
  expect(chats.every(chat => chat === s.lone.conversationId)).toBe(true)
  expect(questions(s.mette)).toBe(1)
  await edits()
  await s.lone.presses(save, { day4: '2026-10-21', time4: '09:00' })
  await s.mette.says('hej')
  const answer = await s.mette.sends({
    v: 1,
    n: 'x',
    verb: 'poll.open',
    pollIds: (await openPollOf(bot, s.team)).id,
  })
  s.mette.card = answer.value as never
  expect(said(s.mette).filter(value => value === 'ifNeeded')).toHaveLength(1)
  expect(questions(s.mette)).toBe(1)
  expect(await clientOf(bot.app.core.db.reader).pollSlot.count()).toBe(5)
})

test('the missing are reminded by the new deadline, and it comes once', async () => {
  await answersPoll(s.mette, all('yes'))
  await edits()
  await s.lone.presses(save, { deadline: '2026-10-16' })
  await bot.passTo('2026-10-12T10:00:01Z')
  expect(s.lone.inbox().filter(one => one.summary.includes('se svar'))).toHaveLength(0)
  await bot.passTo('2026-10-16T10:00:01Z')
  expect(s.lone.inbox().filter(one => one.summary.includes('se svar'))).toHaveLength(1)
  const digests = (person: TestPerson) => person.inbox().filter(one => one.summary.startsWith('Du har'))
  expect(digests(s.mette)).toHaveLength(0)
  expect(digests(s.jens)).toHaveLength(2)
})

test('an earlier deadline: told once, to those who have not answered, and to nobody else', async () => {
  await answersPoll(s.mette, all('yes'))
  await s.ali.finds('Send svar')
  const slots = slotInputs(s.ali.card).map(node => String(node.id))
  await s.ali.presses('Send svar', Object.fromEntries(slots.map(id => [id, 'yes'])))
  const sent = bot.teams.sent.length
  const hears = (person: TestPerson) =>
    bot.teams.sent.slice(sent).filter(one => one.conversationId === person.conversationId)
  await edits()
  await s.lone.presses(save, { deadline: '2026-10-08' })
  expect(s.lone.words()).toContain('Får besked om den nye frist: Jens Bach og Sara Lind.')
  expect(s.lone.words()).toContain('Ingen bliver spurgt igen.')
  for (const person of [s.jens, s.sara]) {
    expect(hears(person).map(one => one.summary)).toEqual([
      'Ressourceteam Solsikken: svar nu senest torsdag 8. oktober kl. 12.00',
    ])
    await person.finds('Send svar')
    expect(person.words()).toContain('Fristen er blevet kortere.')
    expect(person.words()).toContain('Svar senest torsdag den 8. oktober 2026 kl. 12.00.')
  }
  for (const person of [s.mette, s.ali]) expect(hears(person)).toEqual([])
  // What is due to them follows: halfway, the day before the new deadline, and the result when it comes.
  await bot.passTo('2026-10-08T10:00:01Z')
  const digests = (person: TestPerson) => hears(person).filter(one => one.summary.startsWith('Du har'))
  expect(digests(s.jens)).toHaveLength(2)
  expect(digests(s.mette)).toHaveLength(0)
  expect(hears(s.lone).filter(one => one.summary.includes('se svar'))).toHaveLength(1)
})

test('moved again before they hear of it: they hear once, of the deadline that there is', async () => {
  const { db, services } = bot.app.core
  const soonerFor = (person: TestPerson) =>
    person.inbox().flatMap(one => (one.summary.includes('svar nu senest') ? [one.summary] : []))
  for (const { personId } of [s.jens, s.sara])
    await db.write(tx => services.people.markUnreachable(tx, personId, bot.clock.now()))
  const movesTo = async (deadline: string) => {
    await edits()
    await s.lone.presses(save, { deadline })
  }
  await movesTo('2026-10-07')
  expect(s.lone.words()).toContain('Får besked om den nye frist: Ali Demir og Mette Dahl.')
  expect(s.lone.words()).toContain('Jeg kan ikke skrive til Jens Bach og Sara Lind')
  await movesTo('2026-10-08')
  await movesTo('2026-10-09')
  await s.jens.says('hej')
  await bot.app.engine.runDue()
  expect(soonerFor(s.jens)).toEqual(['Ressourceteam Solsikken: svar nu senest fredag 9. oktober kl. 12.00'])
  // Back where it was: what Sara was told first holds.
  await movesTo('2026-10-12')
  await s.sara.says('hej')
  await bot.app.engine.runDue()
  expect(soonerFor(s.sara)).toEqual([])
})

test('an earlier deadline beside new times: the question about these says it', async () => {
  await edits()
  await s.lone.presses(save, { deadline: '2026-10-08', day5: '2026-11-26', time5: '10:00' })
  expect(s.lone.words()).not.toContain('Får besked om den nye frist')
  expect(questions(s.jens)).toBe(2)
  expect(s.jens.inbox().filter(one => one.summary.includes('svar nu senest'))).toEqual([])
})

test('when only a time is taken out that somebody had not answered, all are in', async () => {
  for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) await answersPoll(person, all('yes'))
  await edits()
  await s.lone.presses(save, { day5: '2026-11-26', time5: '10:00' })
  await edits()
  await s.lone.presses(save, { keep5: 'false' })
  expect(s.lone.words()).toContain('Ingen bliver spurgt igen.')
  expect(s.lone.words()).toContain('Når du vælger en tid, får alle besked.')
  expect(s.lone.words()).not.toContain('når alle har svaret')
  await bot.passTo('2026-10-12T08:00:00Z')
  expect(s.jens.inbox().filter(one => one.summary.startsWith('Du har'))).toHaveLength(0)
})

describe('what does not fit', () => {
  test('down to one: explained, with the way on, and nothing that was answered is lost', async () => {
    await answersPoll(s.mette, all('yes'))
    await edits()
    const out = Object.fromEntries([1, 2, 3, 4].map(row => [`keep${row}`, 'false']))
    await s.lone.presses(save, out)
    expect(s.lone.words()).toContain('Der er kun én tid tilbage at svare på.')
    await s.lone.presses('Se svar')
    expect(s.lone.words()).toContain('1 kan')
    expect(s.lone.words()).toContain('Har svaret: Mette Dahl.')
  })

  test('down to none: refused with the way on, and what was typed stays', async () => {
    await edits()
    const none = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`keep${index}`, 'false']))
    await s.lone.presses(save, none)
    expect(s.lone.words()).toContain('Så er der ingen tider tilbage.')
    expect(inputValues(s.lone.card)).toMatchObject(none)
    expect(buttonTitles(s.lone.card)).toContain('Stop afstemningen')
    const { core } = bot.app
    const view = await core.services.polls.view(
      core.db.reader,
      await openPollOf(bot, s.team),
      bot.clock.now(),
    )
    expect(view.slots).toHaveLength(5)
  })

  test('too many: how many to leave out, and what was typed stays', async () => {
    await asksAbout(24)
    await edits()
    await s.lone.presses(save, {
      day24: '2026-11-26',
      time24: '10:30',
      day25: '2026-12-24',
      time25: '09:00',
      deadline: '2026-10-14',
    })
    const tooMany = 'Der kan højst spørges om 24 tider i en afstemning. Fravælg mindst 2.'
    expect(s.lone.words()).toContain('Torsdag 24. december er juleaften.')
    expect(s.lone.words()).toContain(tooMany)
    expect(inputValues(s.lone.card)).toMatchObject({ day24: '2026-11-26', time24: '10:30' })
    await s.lone.presses('Brug mine egne tider')
    expect(s.lone.words()).toContain(tooMany)
    expect(inputValues(s.lone.card)).toMatchObject({
      time24: '10:30',
      day25: '2026-12-24',
      deadline: '2026-10-14',
    })
    await s.lone.presses(save, { keep0: 'false', keep1: 'false' })
    expect(s.lone.words()).toContain('Ændringerne er gemt')
    await s.mette.finds('Send svar')
    expect(dates(s.mette)).toHaveLength(24)
    expect(dates(s.mette)).toContain('torsdag 24. december kl. 9.00')
  })

  test('too many more times: how many to leave out, and what was typed stays', async () => {
    await asksAbout(22)
    await result()
    await s.lone.presses('Foreslå nye tider')
    const rows = Object.keys(inputValues(s.lone.card)).filter(name => /^day\d/.test(name)).length
    const mine = { [`day${rows - 1}`]: '2026-11-26', [`time${rows - 1}`]: '10:30' }
    const proposed = Object.values(inputValues(s.lone.card)).filter(value => value === 'true').length
    expect(proposed).toBeGreaterThan(1)
    await s.lone.presses('Send til teamet', { ...mine, deadline: '2026-10-14' })
    expect(s.lone.words()).toContain(`Fravælg mindst ${proposed === 2 ? 'én' : proposed - 1}.`)
    expect(inputValues(s.lone.card)).toMatchObject({ deadline: '2026-10-14' })
    expect(Object.values(inputValues(s.lone.card))).toEqual(expect.arrayContaining(['2026-11-26', '10:30']))
    expect(buttonTitles(s.lone.card)).toContain('Ret tider og frist')
    await s.lone.presses(
      'Send til teamet',
      Object.fromEntries(Array.from({ length: proposed - 1 }, (_, index) => [`keep${index}`, 'false'])),
    )
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
    await result()
    await s.lone.presses('Foreslå nye tider')
    expect(s.lone.words()).toContain('Der kan højst spørges om 24 tider')
    expect(buttonTitles(s.lone.card)).toContain('Ret tider og frist')
  })

  test('a bad time is named like in a draft, and may be insisted on', async () => {
    await edits()
    const { day1 } = inputValues(s.lone.card)
    await s.lone.presses(save, { day0: '2026-12-24' })
    // Each row stands where it stood.
    expect(inputValues(s.lone.card)).toMatchObject({ day0: '2026-12-28', day1 })
    expect(s.lone.words()).toContain('Torsdag 24. december er juleaften.')
    await s.lone.presses('Brug mine egne tider')
    expect(s.lone.words()).toContain('Ændringerne er gemt')
    await s.mette.finds('Send svar')
    expect(dates(s.mette)).toContain('torsdag 24. december kl. 9.00')
    // It stays when something else is edited, without being named again.
    await edits()
    await s.lone.presses(save, { keep0: 'false' })
    expect(s.lone.words()).toContain('Ingen bliver spurgt igen.')
  })

  test('saved twice: once, and the second time says that nothing was changed', async () => {
    await edits()
    const { card } = s.lone
    const fields = { day5: '2026-11-26', time5: '10:00', keep1: 'false' }
    await Promise.all([s.lone.presses(save, fields, card), s.lone.presses(save, fields, card)])
    for (const person of [s.mette, s.sara]) expect(questions(person)).toBe(2)
    const answer = await s.lone.sends({
      ...inputValues(card),
      ...fields,
      ...buttonData(card, save),
      n: 'later',
    })
    expect(answer.words).toContain('Der er ikke ændret noget')
    for (const person of [s.mette, s.sara]) expect(questions(person)).toBe(2)
  })

  test('two cards at once: the second one’s changes stay on it, beside what is so now', async () => {
    await edits()
    const first = s.lone.card
    await s.lone.presses(save, { day5: '2026-11-26', time5: '10:00', keep0: 'false' }, first)
    await s.lone.presses(save, { day5: '2026-11-27', time5: '10:00' }, first)
    expect(s.lone.words()).toContain('Tiderne er ændret imens.')
    expect(Object.values(inputValues(s.lone.card))).toEqual(
      expect.arrayContaining(['2026-11-26', '2026-11-27']),
    )
    expect(Object.values(inputValues(s.lone.card))).not.toContain(inputValues(first).day0)
    await s.lone.presses(save)
    await s.mette.finds('Send svar')
    expect(dates(s.mette)).toContain('fredag 27. november kl. 10.00')
    expect(dates(s.mette)).toContain('torsdag 26. november kl. 10.00')
    expect(dates(s.mette)).toHaveLength(6)
  })

  test('an answer that crosses an edit: what is still asked about is saved, and the rest is said', async () => {
    await s.mette.finds('Send svar')
    const old = s.mette.card
    await edits()
    await s.lone.presses(save, { keep0: 'false', day5: '2026-11-26', time5: '10:00' })
    const chosen = Object.fromEntries(slotInputs(old).map(node => [String(node.id), 'yes']))
    await s.mette.presses('Send svar', chosen, old)
    expect(s.mette.words()).toContain('Tiderne er ændret imens.')
    expect(said(s.mette).toSorted()).toEqual(['', 'yes', 'yes', 'yes', 'yes'])
    const { core } = bot.app
    const view = await core.services.polls.view(
      core.db.reader,
      await openPollOf(bot, s.team),
      bot.clock.now(),
    )
    expect(view.answers.filter(one => one.personId === s.mette.personId)).toHaveLength(4)
  })

  test('an answer that crosses an edit that only took a time out is whole', async () => {
    await s.mette.finds('Send svar')
    const old = s.mette.card
    await edits()
    await s.lone.presses(save, { keep0: 'false' })
    const chosen = Object.fromEntries(slotInputs(old).map(node => [String(node.id), 'yes']))
    await s.mette.presses('Send svar', chosen, old)
    expect(s.mette.words()).toContain('Dit svar er gemt')
  })

  test('of a poll that is closed nothing is edited', async () => {
    await edits()
    const { card } = s.lone
    await s.lone.says('hej')
    await s.lone.presses('Se svar på mødetider')
    await s.lone.presses('Stop afstemningen')
    await s.lone.presses('Stop afstemningen')
    await s.lone.presses(save, { keep0: 'false' }, card)
    expect(s.lone.words()).toContain('Afstemningen er stoppet')
  })
})
