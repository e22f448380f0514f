import { describe, expect, test } from 'vitest'
import { requiredInput } from '../../src/features/teams/inputs/schema.ts'
import { buttonTitles, inputValues, nodes } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { plansMeeting } from '../support/meetings.ts'
import { slotInputs } from '../support/poll.ts'
import { startKastanjen } from '../support/team.ts'

/** What bad input gets: named, the nearest good time offered, and the coordinator may insist with one more click. */
const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')

const insist = 'Brug mine egne tider'
const only = (...rows: [string, string][]) =>
  Object.fromEntries(
    Array.from({ length: 5 }, (_, index) => {
      const [day, time] = rows[index] ?? []
      return day
        ? { [`keep${index}`]: 'true', [`day${index}`]: day, [`time${index}`]: time }
        : { [`keep${index}`]: 'false' }
    }).flatMap(one => Object.entries(one)),
  )
const two: [string, string] = ['2026-11-17', '09:00']
async function types(...rows: [string, string][]) {
  await s.lone.says('find en mødedato')
  await s.lone.presses('Send til teamet', only(...rows))
}
async function asked(): Promise<string[]> {
  await s.mette.finds('Send svar')
  return slotInputs(s.mette.card).map(node => String(node.label))
}

describe('insisting', () => {
  test.each([
    ['a closing day', '2026-12-24', '09:00', 'juleaften', 'torsdag 24. december kl. 9.00'],
    [
      'a week of the schools’ holidays',
      '2026-10-13',
      '09:00',
      'Uge 42 er efterårsferie. Jeg har sat mandag 19. oktober kl. 9.00 ind.',
      'tirsdag 13. oktober kl. 9.00',
    ],
    ['a weekend', '2026-11-14', '10:00', 'weekend', 'lørdag 14. november kl. 10.00'],
    ['the evening', '2026-11-10', '19:30', 'mellem kl. 7 og 18', 'tirsdag 10. november kl. 19.30'],
    ['one over another', '2026-11-17', '10:00', 'overlapper', 'tirsdag 17. november kl. 10.00'],
  ])('%s is named, and sent as it was typed with one more click', async (_, day, time, named, date) => {
    await types(two, [day, time])
    expect(s.lone.words()).toContain(named)
    await s.lone.presses(insist)
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
    expect(await asked()).toEqual(expect.arrayContaining([date, 'tirsdag 17. november kl. 9.00']))
    expect(slotInputs(s.mette.card)).toHaveLength(2)
  })

  test('what was edited after it came back counts as edited, and what one insisted on stays through another mistake', async () => {
    await types(two, ['2026-12-24', '09:00'], ['2026-11-14', '09:00'])
    await s.lone.presses(insist, { day1: '2026-12-25', time1: '09:00' })
    expect(s.lone.words()).toContain('juledag')
    expect(inputValues(s.lone.card)).toMatchObject({ day2: '2026-11-14', time2: '09:00' })
    await s.lone.presses('Send til teamet', { day1: '2026-11-24' })
    expect(await asked()).toEqual([
      'lørdag 14. november kl. 9.00',
      'tirsdag 17. november kl. 9.00',
      'tirsdag 24. november kl. 9.00',
    ])
  })

  test.each([
    ['the past', ['2026-10-01', '09:00'], 'Den tid er passeret.'],
    ['what is no date', ['engang', '09:00'], 'Vælg en dato og et klokkeslæt.'],
    ['exactly the same twice', two, 'Den tid står der to gange.'],
  ] as const)('nobody can insist on %s', async (_, [day, time], named) => {
    await types(two, [day, time])
    expect(s.lone.words()).toContain(named)
    expect(buttonTitles(s.lone.card)).not.toContain(insist)
    // Beside one that can be insisted on, it does not hold for this one: that is sent as it was filled in.
    const christmasEve = { keep2: 'true', day2: '2026-12-24', time2: '09:00', day1: day, time1: time }
    await s.lone.presses('Send til teamet', { ...christmasEve, deadline: '2026-10-05' })
    expect(s.lone.words()).toContain('Det gælder ikke tider, der er passeret')
    const filledIn = inputValues(s.lone.card)
    await s.lone.presses(insist)
    const dates = await asked()
    expect(dates).toContain('torsdag 24. december kl. 9.00')
    expect(dates).toHaveLength(3)
    expect([filledIn.day1, filledIn.time1]).not.toEqual([day, time])
  })

  test('a time at which somebody required is in another meeting or away is named, without which team', async () => {
    const { team } = await startKastanjen(bot, [s.jens])
    await plansMeeting(bot, team, '2026-11-17T08:00:00Z')
    await s.sara.says('fravær')
    await s.sara.presses('Meld fravær', { fromDay: '2026-11-24', toDay: '2026-11-27' })
    await types(two, ['2026-11-24', '09:00'])
    // Another house: half an hour on the way.
    expect(s.lone.words()).toContain('Jens Bach er optaget. Jeg har sat tirsdag 17. november kl. 11.30 ind.')
    expect(s.lone.words()).toContain('Sara Lind er væk. Jeg har sat mandag 30. november kl. 9.00 ind.')
    expect(s.lone.words()).not.toContain('Kastanjen')
    await s.lone.presses(insist)
    expect(await asked()).toEqual(['tirsdag 17. november kl. 9.00', 'tirsdag 24. november kl. 9.00'])
  })

  test('somebody of the same role stands in for a required member, as they do in what is proposed (R-POLL-4)', async () => {
    await s.lone.sends({
      v: 1,
      n: 'required',
      verb: 'team.savePlace',
      teamId: s.team.id,
      personId: s.ali.personId,
      [requiredInput(s.ali.personId)]: 'true',
    })
    await s.jens.says('fravær')
    await s.jens.presses('Meld fravær', { fromDay: '2026-10-12', toDay: '2027-01-08' })
    await s.lone.says('find en mødedato')
    expect(s.lone.words()).toContain('Uden Jens Bach, som ikke kan')
    await s.lone.presses('Send til teamet')
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
  })

  test('nobody can for weeks: named, with no other time, and sent as it was typed with one more click', async () => {
    await s.sara.says('fravær')
    await s.sara.presses('Meld fravær', { fromDay: '2026-10-12', toDay: '2027-03-31' })
    await types(two, ['2026-11-24', '09:00'])
    expect(s.lone.words()).toContain('Sara Lind er væk. Jeg fandt ingen anden tid i nærheden.')
    expect(inputValues(s.lone.card)).toMatchObject({ day0: '2026-11-17', day1: '2026-11-24' })
    await s.lone.presses(insist, { deadline: '2026-10-12' })
    expect(await asked()).toEqual(['tirsdag 17. november kl. 9.00', 'tirsdag 24. november kl. 9.00'])
  })

  test('an optional member stands in nobody’s way', async () => {
    await s.ali.says('fravær')
    await s.ali.presses('Meld fravær', { fromDay: '2026-11-16', toDay: '2026-11-27' })
    await types(two, ['2026-11-24', '09:00'])
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
  })
})

describe('a poll that asks little', () => {
  test('of one time: explained, with one click to ask all the same', async () => {
    await types(two)
    expect(s.lone.words()).toContain('Der er kun én tid at svare på.')
    expect(s.mette.inbox().filter(one => one.summary.includes('hvornår kan du'))).toHaveLength(0)
    await s.lone.presses('Spørg alligevel')
    expect(await asked()).toEqual(['tirsdag 17. november kl. 9.00'])
  })

  test('of one time that is agreed: planned without asking, and everybody is told', async () => {
    await types(two)
    const { card } = s.lone
    await s.lone.presses('Planlæg uden at spørge')
    expect(s.lone.words()).toContain('Mødet er tirsdag den 17. november 2026 kl. 9.00')
    for (const person of [s.mette, s.jens, s.ali, s.sara]) {
      await person.finds('Datoen er fundet')
      expect(person.inbox().filter(one => one.summary.includes('datoen er fundet'))).toHaveLength(1)
    }
    const { core } = bot.app
    expect(await core.services.polls.open(core.db.reader, [s.team.id])).toEqual([])
    const again = [...nodes(card)].find(node => node.type === 'Action.Execute' && node.verb === 'poll.plan')
    await s.lone.sends({ ...inputValues(card), ...(again?.data as object), n: 'another' })
    expect(await core.services.meetings.ofTeam(core.db.reader, s.team.id)).toHaveLength(1)
  })

  test('a time that was added to it is asked about, not lost', async () => {
    await types(two)
    await s.lone.presses('Planlæg uden at spørge', { keep1: 'true', day1: '2026-11-24', time1: '10:30' })
    expect(s.lone.words()).toContain('Der er flere tider nu.')
    expect(inputValues(s.lone.card)).toMatchObject({ day0: '2026-11-17', day1: '2026-11-24', time1: '10:30' })
    await s.lone.presses('Send til teamet')
    expect(await asked()).toEqual(['tirsdag 17. november kl. 9.00', 'tirsdag 24. november kl. 10.30'])
  })

  test('an old card plans nothing beside the poll that has been sent since', async () => {
    await types(two)
    const old = s.lone.card
    await s.lone.presses('Spørg alligevel')
    await s.lone.presses('Planlæg uden at spørge', {}, old)
    expect(s.lone.words()).toContain('Teamet er allerede spurgt om mødetider.')
    const { core } = bot.app
    expect(await core.services.meetings.ofTeam(core.db.reader, s.team.id)).toEqual([])
  })

  test('nobody is booked twice by it', async () => {
    await types(two)
    const { team } = await startKastanjen(bot, [s.ali])
    await plansMeeting(bot, team, '2026-11-17T08:00:00Z')
    await s.lone.presses('Planlæg uden at spørge')
    expect(s.lone.words()).toContain('Nogen i teamet er optaget på det tidspunkt')
    const { core } = bot.app
    expect(await core.services.meetings.ofTeam(core.db.reader, s.team.id)).toEqual([])
    expect(inputValues(s.lone.card)).toMatchObject({ keep0: 'true', day0: '2026-11-17', time0: '09:00' })
    await s.lone.presses('Spørg alligevel')
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
  })

  test('with nobody required: explained', async () => {
    for (const person of [s.lone, s.mette, s.jens, s.sara])
      await s.lone.sends({
        v: 1,
        n: person.name,
        verb: 'team.savePlace',
        teamId: s.team.id,
        personId: person.personId,
        [requiredInput(person.personId)]: 'false',
      })
    await types(two, ['2026-11-24', '09:00'])
    expect(s.lone.words()).toContain('alle svar vejer lige meget')
    await s.lone.presses('Spørg alligevel')
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
  })

  test('with everybody away: who, until when, and times after it', async () => {
    for (const person of [s.mette, s.jens, s.ali, s.sara]) {
      await person.says('fravær')
      await person.presses('Meld fravær', { fromDay: '2026-11-16', toDay: '2026-11-25' })
    }
    await types(two, ['2026-11-24', '09:00'])
    expect(s.lone.words()).toContain('er væk. Jeg har sat torsdag 26. november kl. 9.00 ind.')
    await s.lone.presses(insist)
    expect(s.lone.words()).toContain('Alle de andre er væk på de tider')
    expect(s.lone.words()).toContain('Mette Dahl er væk til og med onsdag 25. november')
    await s.lone.presses('Spørg alligevel')
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
  })
})
