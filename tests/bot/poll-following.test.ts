import { describe, expect, test } from 'vitest'
import type { Meeting } from '../../src/features/meetings/model.ts'
import { requiredInput } from '../../src/features/teams/inputs/schema.ts'
import { actorOf, type TestPerson } from '../support/bot.ts'
import { buttonData, buttonTitles, headingOf, nodes } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { cancelsMeeting, plansMeeting } from '../support/meetings.ts'
import { answersPoll, openPollOf, slotInputs, startsPoll } from '../support/poll.ts'
import { asLeader, leavesTeam, startKastanjen } from '../support/team.ts'

/** An open poll follows what becomes known of people, and offers better times where nothing is feasible. */
const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')

const all = (answer: string) => () => answer
const told = (person: TestPerson) => person.inbox().filter(one => one.summary.includes('se svar')).length
const digests = (person: TestPerson) => person.inbox().filter(one => one.summary.startsWith('Du har')).length
const slotsNow = async () => {
  const { db, services } = bot.app.core
  return (await services.polls.view(db.reader, await openPollOf(bot, s.team), bot.clock.now())).slots
}

test('asked for the answers, whoever leads the team sees them, and the others what they are asked', async () => {
  await startsPoll(s)
  await answersPoll(s.jens, all('yes'))
  for (const words of ['se svar', 'se svarene', 'se svar på mødetider']) {
    await s.lone.says(words)
    expect(headingOf(s.lone.card)).toBe('Svar på mødetiderne')
    expect(s.lone.words()).toContain('Har svaret: Jens Bach.')
  }
  await s.lone.says('svar')
  expect(headingOf(s.lone.card)).toBe('Hvornår kan du?')
  await s.mette.says('se svar')
  expect(headingOf(s.mette.card)).toBe('Hvornår kan du?')
  await s.jens.says('se svar')
  expect(headingOf(s.jens.card)).toBe('Dit svar er gemt')
})

describe('when it becomes known where somebody is', () => {
  test('an absence: nobody is missing any more, and the coordinator is told, once', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.sara]) await answersPoll(person, all('yes'))
    expect(told(s.lone)).toBe(0)
    await s.ali.says('fravær')
    await s.ali.presses('Meld fravær', { fromDay: '2026-10-12', toDay: '2026-12-18' })
    expect(told(s.lone)).toBe(1)
    await s.lone.finds('Alle har svaret.')
    expect(s.lone.words()).toContain('Uden Ali Demir')
    await s.ali.says('fravær')
    await s.ali.presses('Meld fravær', { fromDay: '2026-12-21', toDay: '2026-12-22' })
    expect(told(s.lone)).toBe(1)
  })

  test('taken back, the question is open again, and they are reminded of it', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.sara]) await answersPoll(person, all('yes'))
    await s.ali.says('fravær')
    await s.ali.presses('Meld fravær', { fromDay: '2026-10-13', toDay: '2026-12-18' })
    await bot.app.core.db.write(async tx => {
      const { people } = bot.app.core.services
      const [absence] = await people.absences(tx, [s.ali.personId], '2026-10-13' as never)
      if (absence) await people.removeAbsence(tx, await actorOf(bot, s.ali), absence.id, bot.clock.now())
    })
    await bot.passTo('2026-10-12T08:00:00Z')
    expect(digests(s.ali)).toBe(2)
    expect(digests(s.jens)).toBe(0)
  })

  test('a meeting of another team: whoever is in it at every time is asked and reminded no more', async () => {
    const { team } = await startKastanjen(bot, [s.jens])
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.ali, s.sara]) await answersPoll(person, all('yes'))
    const slots = await slotsNow()
    const [last] = slots.slice(-1)
    for (const slot of slots.slice(0, -1)) await plansMeeting(bot, team, slot.startAt)
    expect(told(s.lone)).toBe(0)
    const meeting = await plansMeeting(bot, team, last?.startAt ?? '')
    expect(told(s.lone)).toBe(1)
    await s.lone.finds('Jens Bach er optaget')
    expect(s.lone.words()).not.toContain('Kastanjen')
    await cancelsMeeting(bot, meeting)
    await bot.passTo('2026-10-12T08:00:00Z')
    // Asked again by what is due to them, of the one time at which nothing is known.
    expect(digests(s.jens)).toBe(2)
    expect(told(s.lone)).toBe(1)
  })

  test.each(['member', 'guest'])('a %s who need not come any more is asked and reminded again', async as => {
    const { jens } = s
    const { team } = await startKastanjen(bot, [jens])
    const { meetings } = bot.app.core.services
    if (as === 'guest') await leavesTeam(bot, jens, team)
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.ali, s.sara]) await answersPoll(person, all('yes'))
    const planned: Meeting[] = []
    for (const slot of await slotsNow()) planned.push(await plansMeeting(bot, team, slot.startAt))
    if (as === 'guest')
      for (const meeting of planned)
        await asLeader(bot, team, (tx, bo) => {
          const guest = { personId: jens.personId, itemId: null, asFiller: false, invitedById: bo.personId }
          return meetings.invite(tx, meeting, guest, bo, bot.clock.now())
        })
    expect(told(s.lone)).toBe(1)
    if (as === 'member') await leavesTeam(bot, jens, team)
    else
      for (const meeting of planned)
        await asLeader(bot, team, (tx, bo) =>
          meetings.uninvite(tx, meeting, jens.personId, bo, bot.clock.now()),
        )
    await bot.passTo('2026-10-12T08:00:00Z')
    expect(digests(jens)).toBe(2)
  })
})

describe('nothing is feasible (R-POLL-4)', () => {
  async function infeasible() {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.ali]) await answersPoll(person, all('yes'))
    await answersPoll(s.sara, all('no'))
    await s.lone.finds('Alle har svaret.')
  }

  test('who blocks is named, better times stand there, and one click asks the team about them', async () => {
    await infeasible()
    expect(s.lone.words()).toContain('Sara Lind kan ikke')
    expect(s.lone.words()).toContain('Bedre tider ud fra svarene:')
    expect(buttonTitles(s.lone.card)).toEqual(
      expect.arrayContaining(['Spørg om de tider', 'Foreslå nye tider']),
    )
    const before = await slotsNow()
    const old = s.lone.card
    await s.lone.presses('Spørg om de tider')
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
    const after = await slotsNow()
    expect(after).toHaveLength(before.length + 3)
    await s.mette.finds('Send svar')
    const values = slotInputs(s.mette.card).map(node => String(node.value ?? ''))
    expect(values.filter(value => value === 'yes')).toHaveLength(before.length)
    expect(values.filter(value => value === '')).toHaveLength(3)
    const poll = await openPollOf(bot, s.team)
    expect(poll.deadlineAt > bot.clock.now()).toBe(true)
    // The old card once more: the times are asked about by now.
    const again = await s.lone.sends({ ...buttonData(old, 'Spørg om de tider'), n: 'later' })
    expect(again.words).toContain('De tider kan ikke længere bruges.')
    expect(await slotsNow()).toHaveLength(before.length + 3)
  })

  test('where nobody is required, a time to which nobody can is not the best one', async () => {
    for (const person of [s.lone, s.mette, s.jens, s.sara]) {
      const payload = { verb: 'team.savePlace', teamId: s.team.id, personId: person.personId }
      const optional = { [requiredInput(person.personId)]: 'false' }
      await s.lone.sends({ v: 1, n: person.name, ...payload, ...optional })
    }
    await s.lone.says('find en mødedato')
    await s.lone.presses('Send til teamet')
    await s.lone.presses('Spørg alligevel')
    for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) await answersPoll(person, all('no'))
    await s.lone.finds('Alle har svaret.')
    expect(s.lone.words()).toContain('Ali Demir, Jens Bach, Lone Holm, Mette Dahl og Sara Lind kan ikke')
    expect(s.lone.words()).toContain('Bedre tider ud fra svarene:')
    expect(s.lone.words()).not.toContain('Bedste tid')
    expect(buttonTitles(s.lone.card)).not.toContain('Vælg den bedste tid')
  })

  test('or they are opened to be changed first', async () => {
    await infeasible()
    await s.lone.presses('Foreslå nye tider')
    expect(s.lone.words()).toContain('Hvilke nye tider foreslår du?')
  })

  test('while an answer that may change it is awaited, nothing else is offered: at the deadline, more time', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.mette, s.jens, s.ali]) await answersPoll(person, all('yes'))
    await s.lone.says('hej')
    await s.lone.presses('Se svar på mødetider')
    expect(buttonTitles(s.lone.card)).not.toContain('Spørg om de tider')
    await bot.passTo('2026-10-12T10:00:01Z')
    await s.lone.finds('Fristen er udløbet.')
    expect(buttonTitles(s.lone.card)).not.toContain('Spørg om de tider')
    const likely = [...nodes(s.lone.card)].filter(
      ({ type, style }) => type === 'Action.Execute' && style === 'positive',
    )
    expect(likely.map(node => node.title)).toEqual(['Giv mere tid'])
  })

  test('somebody else stands in the way of every time at the deadline: better times beside more time', async () => {
    await startsPoll(s)
    for (const person of [s.lone, s.jens, s.ali]) await answersPoll(person, all('yes'))
    await answersPoll(s.mette, all('no'))
    await bot.passTo('2026-10-12T10:00:01Z')
    await s.lone.finds('Fristen er udløbet.')
    expect(s.lone.words()).toContain('Bedre tider ud fra svarene:')
    expect(buttonTitles(s.lone.card)).toEqual(expect.arrayContaining(['Spørg om de tider', 'Giv mere tid']))
  })
})
