import { describe, expect, test } from 'vitest'
import type { Meeting } from '../../src/features/meetings/model.ts'
import { dayOf, timeOf } from '../../src/shared/zoned-time.ts'
import { reportsAbsence } from '../support/absence.ts'
import { asksTeam, picks } from '../support/asked-by-many.ts'
import type { TestPerson } from '../support/bot.ts'
import {
  buttonData,
  buttonTitles,
  headingOf,
  inputValues,
  largestCard,
  nodes,
  sizeOf,
} from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { cancelsMeeting, plansMeeting } from '../support/meetings.ts'
import { answersPoll } from '../support/poll.ts'
import { setUpTeam, startKastanjen, startTeamOf } from '../support/team.ts'

/** Six weeks after 1 September is the autumn holiday, six after 5 January the winter holiday. */
const { bot, s } = freshSolsikken('2026-08-17T08:00:00Z')

const services = () => bot.app.core.services
const all = ['2026-09-01', '2026-10-20', '2026-11-24', '2027-01-05', '2027-02-23']

/** The team's meetings as wall times, earliest first. */
async function planned(): Promise<string[]> {
  const found = await services().meetings.ofTeam(bot.app.core.db.reader, s.team.id)
  return found
    .filter(one => one.status === 'planned')
    .toReversed()
    .map(one => `${dayOf(one.startAt, one.zone)} ${timeOf(one.startAt, one.zone)}`)
}
const atNine = (days: readonly string[]) => days.map(day => `${day} 09:00`)
const daysOn = (card: unknown) =>
  Object.entries(inputValues(card)).flatMap(([id, value]) => (id.startsWith('day') ? [value] : []))
const told = (person: TestPerson) =>
  person.inbox().filter(({ card }) => headingOf(card) === 'Jeres møder er planlagt')

describe('planlæg halvåret', () => {
  test('dates by the rhythm, moved off holidays with the reason; planned whole, everybody told once with all of them', async () => {
    await s.lone.says('planlæg halvåret')
    expect(headingOf(s.lone.card)).toBe('Hvornår mødes I det næste halve år?')
    expect(daysOn(s.lone.card)).toEqual(all)
    expect(s.lone.words()).toContain('Flyttet en uge: uge 42 er efterårsferie.')
    expect(s.lone.words()).toContain('Flyttet en uge: uge 7 er vinterferie.')
    await s.lone.presses('Planlæg alle 5 møder')
    expect(s.lone.words()).toContain('5 møder er planlagt.')
    expect(await planned()).toEqual(atNine(all))
    for (const person of [s.mette, s.jens, s.ali, s.sara]) {
      expect(told(person)).toHaveLength(1)
      expect(person.inbox().filter(one => one.summary.includes('møder er planlagt'))).toHaveLength(1)
    }
    expect(told(s.lone)).toHaveLength(0)
    await s.mette.finds('Jeres møder er planlagt')
    const links = [...nodes(s.mette.card)].filter(node => node.type === 'Action.OpenUrl')
    expect(links).toHaveLength(5)
    const path = new URL(String(links[4]?.url)).pathname
    const file = await fetch(`http://127.0.0.1:${bot.app.server.port}${path}`)
    expect(await file.text()).toContain('DTSTART;TZID=Europe/Copenhagen:20270223T090000')
  })

  test('each gets its deadline and what follows from it', async () => {
    await s.lone.says('halvår')
    await s.lone.presses('Planlæg alle 5 møder')
    const found = await services().meetings.ofTeam(bot.app.core.db.reader, s.team.id)
    const due = (one: Meeting | undefined) =>
      one && `${dayOf(one.dueAt, one.zone)} ${timeOf(one.dueAt, one.zone)}`
    expect(due(found.at(-1))).toBe('2026-08-28 12:00')
    expect(due(found[1])).toBe('2026-12-30 12:00')
  })

  test('only those ticked; the rest is there when it is opened again, and what is planned is shown as such', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg de valgte', { keep0: 'false', keep2: 'false' })
    expect(await planned()).toEqual(atNine(['2026-10-20', '2027-01-05', '2027-02-23']))
    await s.lone.presses('Se resten af halvåret')
    expect(daysOn(s.lone.card)).toEqual(['2026-09-01', '2026-11-24'])
    expect(s.lone.words()).toContain('Allerede planlagt: 20. okt., 5. jan., 23. feb.')
    await s.lone.presses('Planlæg begge møder')
    expect(await planned()).toEqual(atNine(all))
    expect(buttonTitles(s.lone.card)).not.toContain('Se resten af halvåret')
    await s.lone.says('planlæg halvåret')
    expect(headingOf(s.lone.card)).toBe('Halvåret er planlagt')
    expect(s.lone.words()).toContain('Der er ingen flere datoer at planlægge efter jeres rytme.')
  })

  test('all pressed though some are not ticked: asked first; none ticked: said', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder', { keep4: 'false' })
    expect(s.lone.words()).toContain('Du har kun sat kryds ved 4 af 5.')
    expect(await planned()).toEqual([])
    await s.lone.presses('Planlæg alle 5 møder')
    expect(await planned()).toEqual(atNine(all))
  })

  test('of a single date everything is said as of one', async () => {
    await s.lone.says('planlæg halvåret')
    const others = Object.fromEntries([1, 2, 3, 4].map(index => [`keep${index}`, 'false']))
    await s.lone.presses('Planlæg de valgte', others)
    expect(headingOf(s.lone.card)).toBe('Mødet er planlagt')
    expect(s.lone.words()).toContain('følger datoen. Næste skridt er dagsordenen.')
    await s.mette.finds('Jeres møde er planlagt')
    expect(s.mette.words()).toContain('Læg det i din kalender.')
  })

  test('a meeting that has come since the dates were laid out is named, and the way on is the same', async () => {
    await s.lone.says('planlæg halvåret')
    const old = s.lone.card
    await plansMeeting(bot, s.team, '2026-09-03T07:00:00Z')
    await s.lone.presses('Planlæg alle 5 møder', {}, old)
    expect(s.lone.words()).toContain('Der er kommet et møde til siden sidst: torsdag 3. september kl. 9.00.')
    expect(s.lone.words()).toContain('Allerede planlagt: 3. sep.')
    expect(await planned()).toEqual(atNine(['2026-09-03']))
    await s.lone.presses('Planlæg de valgte', { keep0: 'false' })
    expect(await planned()).toEqual(atNine(['2026-09-03', ...all.slice(1)]))
  })

  test('none ticked: said, and nothing is planned', async () => {
    await s.lone.says('planlæg halvåret')
    const none = Object.fromEntries(all.map((_, index) => [`keep${index}`, 'false']))
    await s.lone.presses('Planlæg de valgte', none)
    expect(s.lone.words()).toContain('Sæt kryds ved mindst ét møde.')
    expect(await planned()).toEqual([])
  })

  test('tapped twice, or the old card again weeks later: planned once, told once', async () => {
    await s.lone.says('planlæg halvåret')
    const card = s.lone.card
    await s.lone.presses('Planlæg alle 5 møder', {}, card)
    await s.lone.presses('Planlæg alle 5 møder', {}, card)
    bot.clock.set('2026-09-10T08:00:00Z')
    const pressed = { ...inputValues(card), ...buttonData(card, 'Planlæg alle 5 møder'), n: 'another press' }
    const answer = await s.lone.sends(pressed)
    expect(answer.words).toContain('De var planlagt i forvejen.')
    await bot.app.engine.runDue()
    expect(await planned()).toEqual(atNine(all))
    expect(told(s.mette)).toHaveLength(1)
  })
})

describe('what members have said in the team’s own poll', () => {
  /** The open poll asks about the first three dates of the rhythm. */
  async function saysNo(person: TestPerson, month: string): Promise<void> {
    const times = ['2026-09-01T07:00:00Z', '2026-10-20T07:00:00Z', '2026-11-24T08:00:00Z']
    await asksTeam(bot, s.lone, s.team, times, '2026-08-24T10:00:00Z')
    await answersPoll(person, date => (date.includes(month) ? 'no' : 'yes'))
  }

  test('a no of somebody who is required moves the date, with the reason', async () => {
    await saysNo(s.jens, 'november')
    await s.lone.says('planlæg halvåret')
    expect(daysOn(s.lone.card)).toContain('2026-12-01')
    expect(daysOn(s.lone.card)).not.toContain('2026-11-24')
    expect(s.lone.words()).toContain('Flyttet en uge: Jens Bach kan ikke 24. nov.')
    await s.lone.presses('Planlæg alle 5 møder', { day2: '2026-11-24' })
    expect(s.lone.words()).toContain('Jens Bach kan ikke. Jeg har sat')
    await s.lone.presses('Planlæg, som jeg skrev')
    expect(await planned()).toContain('2026-11-24 09:00')
  })

  test('that of somebody who need not come is said, and moves nothing; what another team was told is not known', async () => {
    await saysNo(s.ali, 'oktober')
    const bo = await bot.person('Bo Frem', 'daycareLeader')
    const kastanjen = await startTeamOf(bot, bo, 'Kastanjen', [s.jens])
    await asksTeam(bot, bo, kastanjen, ['2026-11-24T08:00:00Z'], '2026-08-24T10:00:00Z')
    await s.jens.finds('2 teams spørger')
    const elsewhere = picks(s.jens.card, (_, team) => (team === kastanjen.name ? 'no' : null))
    await s.jens.presses('Send svar', elsewhere)
    await s.lone.says('planlæg halvåret')
    expect(daysOn(s.lone.card)).toEqual(all)
    expect(s.lone.words()).toContain('Kan ikke komme: Ali Demir har sagt nej.')
    expect(s.lone.words()).not.toContain('Jens Bach')
  })
})

describe('dates that cannot be had', () => {
  test('a closing day and an early hour: named, the nearest good one stands there, nothing is planned', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder', { day3: '2026-12-24', time1: '06:00' })
    expect(s.lone.words()).toContain(
      'Torsdag 24. december er juleaften. Jeg har sat mandag 28. december kl. 9.00 ind.',
    )
    expect(s.lone.words()).toContain(
      'Mødet skal ligge mellem kl. 7 og 18. Jeg har sat tirsdag 20. oktober kl. 7.00 ind.',
    )
    expect(await planned()).toEqual([])
    await s.lone.presses('Planlæg møderne')
    expect(await planned()).toEqual([
      '2026-09-01 09:00',
      '2026-10-20 07:00',
      '2026-11-24 09:00',
      '2026-12-28 09:00',
      '2027-02-23 09:00',
    ])
  })

  test('a week of the schools’ holidays: named, and planned with one more click', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder', { day1: '2026-10-13' })
    expect(s.lone.words()).toContain('Uge 42 er efterårsferie. Jeg har sat mandag 19. oktober kl. 9.00 ind.')
    await s.lone.presses('Planlæg, som jeg skrev')
    expect(await planned()).toContain('2026-10-13 09:00')
  })

  test('insisted on with one more click; a row that was changed again counts as it is then', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder', { day3: '2026-12-24', day2: '2026-11-28' })
    await s.lone.presses('Planlæg, som jeg skrev', { day2: '2026-11-25' })
    expect(await planned()).toEqual(
      atNine(['2026-09-01', '2026-10-20', '2026-11-25', '2026-12-24', '2027-02-23']),
    )
  })

  test('what is insisted on holds when another row brings the card back', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder', { day3: '2026-12-24', day0: '2026-08-03' })
    expect(s.lone.words()).toContain('undtagen dem, der er passeret')
    await s.lone.presses('Planlæg, som jeg skrev', { day0: '2026-08-04' })
    expect(s.lone.words()).toContain('Den tid er passeret.')
    expect(s.lone.words()).toContain('Flyttet en uge: uge 42 er efterårsferie.')
    expect(s.lone.words()).not.toContain('juleaften')
    await s.lone.presses('Planlæg møderne', { day0: '2026-09-01' })
    expect(await planned()).toEqual(
      atNine(['2026-09-01', '2026-10-20', '2026-11-24', '2026-12-24', '2027-02-23']),
    )
  })

  test('what is insisted on holds through the question whether it is only those that are ticked', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder', { day3: '2026-12-24', day0: '2026-08-03' })
    await s.lone.presses('Planlæg, som jeg skrev', { keep2: 'false', day0: '2026-09-01' })
    expect(s.lone.words()).toContain('Du har kun sat kryds ved 4 af 5.')
    expect(inputValues(s.lone.card)).toMatchObject({ day3: '2026-12-24' })
    await s.lone.presses('Planlæg de valgte')
    expect(await planned()).toEqual(atNine(['2026-09-01', '2026-10-20', '2026-12-24', '2027-02-23']))
  })

  test('the same time twice: said, and another stands in the second row', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder', { day2: '2026-10-20' })
    expect(s.lone.words()).toContain(
      'Den tid står der to gange. Jeg har sat tirsdag 20. oktober kl. 11.00 ind.',
    )
    expect(await planned()).toEqual([])
  })

  test('the past cannot be insisted on, nor two meetings at once', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder', { day0: '2026-08-03', day2: '2026-10-20', time2: '10:00' })
    expect(s.lone.words()).toContain('Den tid er passeret.')
    expect(s.lone.words()).toContain('I har et andet møde på det tidspunkt.')
    expect(buttonTitles(s.lone.card)).not.toContain('Planlæg, som jeg skrev')
    expect(await planned()).toEqual([])
  })

  test('a required colleague in another meeting: the date is moved, and put there all the same it is named', async () => {
    const { team } = await startKastanjen(bot, [s.sara])
    await plansMeeting(bot, team, '2026-09-01T06:00:00Z')
    await s.lone.says('planlæg halvåret')
    expect(daysOn(s.lone.card)[0]).toBe('2026-09-08')
    expect(s.lone.words()).toContain('Flyttet en uge: Sara Lind er optaget 1. sep.')
    expect(s.lone.words()).not.toContain('Kastanjen')
    await s.lone.presses('Planlæg alle 5 møder', { day0: '2026-09-01' })
    expect(s.lone.words()).toContain('Sara Lind er optaget. Jeg har sat tirsdag 1. september kl. 10.30 ind.')
    await s.lone.presses('Planlæg, som jeg skrev')
    expect(await planned()).toEqual(atNine(all))
  })

  test('moved by more than a week for one reason: it is said once', async () => {
    await reportsAbsence(s.sara, '2026-09-01', '2026-09-08')
    await s.lone.says('planlæg halvåret')
    expect(s.lone.words()).toContain('Flyttet to uger: Sara Lind er væk 1. sep. og 8. sep.')
    bot.clock.set('2027-05-24T08:00:00Z')
    await s.lone.says('planlæg halvåret')
    expect(s.lone.words()).toContain('Flyttet to uger: uge 29 og 30 er sommerferie.')
  })

  test('an optional colleague who cannot come moves nothing, and is named', async () => {
    await reportsAbsence(s.ali, '2026-11-24')
    await s.lone.says('planlæg halvåret')
    expect(daysOn(s.lone.card)).toEqual(all)
    expect(s.lone.words()).toContain('Kan ikke komme: Ali Demir er væk.')
  })
})

test('the longest that is typed, on eight rows of long names, fits into a message', async () => {
  const longest = 'Karl-Christian Rabenau-Østergaard von Kristoffersen-Bülow'
  const others = await Promise.all(
    Array.from({ length: 8 }, (_, index) => bot.person(`${longest} ${index}`, 'other')),
  )
  const team = await startTeamOf(bot, s.lone, 'Solsikken', others, {
    name: 'Fokusteam '.repeat(8).trim(),
    kind: 'focusTeam',
    optional: others,
    rhythm: { cadenceWeeks: 2, lengthMinutes: 60 },
  })
  for (const person of others) await reportsAbsence(person, '2026-08-18', '2027-06-30')
  await s.lone.says('planlæg halvåret')
  await s.lone.presses('Planlæg halvåret', { teamId: team.id })
  expect(daysOn(s.lone.card)).toHaveLength(8)
  expect(s.lone.words()).toContain(`${longest} 7`)
  expect(sizeOf(s.lone.card)).toBeLessThan(largestCard)
})

describe('where it is found', () => {
  test('the start card, the team’s card and the next meeting’s card lead to it; a member has it nowhere', async () => {
    await s.lone.says('hjælp')
    await s.lone.presses('Planlæg halvåret')
    expect(headingOf(s.lone.card)).toBe('Hvornår mødes I det næste halve år?')
    await s.lone.says('mit team')
    await s.lone.presses('Planlæg halvåret')
    expect(headingOf(s.lone.card)).toBe('Hvornår mødes I det næste halve år?')
    await s.mette.says('hjælp')
    expect(buttonTitles(s.mette.card)).not.toContain('Planlæg halvåret')
    await s.mette.says('mit team')
    expect(buttonTitles(s.mette.card)).not.toContain('Planlæg halvåret')
    const pressed = {
      v: 1,
      n: 'not hers',
      verb: 'series.plan',
      teamId: s.team.id,
      go: 'sure',
      day0: '2026-09-01',
      time0: '09:00',
    }
    expect((await s.mette.sends(pressed)).words).toContain('Det findes ikke længere')
  })

  test('whoever leads two teams chooses first', async () => {
    await setUpTeam(s.lone, [s.mette], { basics: { name: 'Ressourceteam Vuggestuen' } })
    await s.lone.says('planlæg halvåret')
    expect(headingOf(s.lone.card)).toBe('Hvilket team?')
    await s.lone.presses('Planlæg halvåret', { teamId: s.team.id })
    expect(s.lone.words()).toContain('Ressourceteam Solsikken')
    expect(daysOn(s.lone.card)).toEqual(all)
  })

  test('in English', async () => {
    await s.lone.says('plan the half-year')
    expect(daysOn(s.lone.card)).toEqual(all)
  })

  test('an open poll: both may be, and it can be stopped from there', async () => {
    await s.lone.says('find en mødedato')
    await s.lone.presses('Send til teamet')
    await s.lone.says('planlæg halvåret')
    expect(s.lone.words()).toContain('Teamet er ved at svare på mødetider')
    await s.lone.presses('Stop afstemningen')
    expect(headingOf(s.lone.card)).toBe('Vil du stoppe afstemningen?')
  })

  test('beside an open poll: new times for it are near those asked about, not behind the half-year', async () => {
    await s.lone.says('find en mødedato')
    await s.lone.presses('Send til teamet')
    const sent = s.lone.card
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg alle 5 møder')
    await s.lone.presses('Se svar', {}, sent)
    await s.lone.presses('Foreslå nye tider')
    const proposed = daysOn(s.lone.card).filter(Boolean).toSorted()
    expect(proposed.length).toBeGreaterThan(2)
    expect(proposed.at(-1)).toMatch(/^2026-(09|10)-/)
  })

  test('the dates of a message that waited are those that hold when it leaves', async () => {
    await s.lone.says('planlæg halvåret')
    const card = s.lone.card
    const pressed = { ...inputValues(card), ...buttonData(card, 'Planlæg alle 5 møder') }
    await s.lone.sends(pressed)
    const [last] = await services().meetings.ofTeam(bot.app.core.db.reader, s.team.id)
    if (!last) throw new Error('nothing is planned')
    await cancelsMeeting(bot, last)
    await s.mette.finds('Jeres møder er planlagt')
    expect([...nodes(s.mette.card)].filter(node => node.type === 'Action.OpenUrl')).toHaveLength(4)
    expect(s.mette.words()).not.toContain('februar')
  })
})
