import { describe, expect, test } from 'vitest'
import { addDays, type Day, isoWeekday } from '../../src/shared/day.ts'
import { buttonTitles, headingOf, inputValues } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { decides, openPollOf, startsPoll } from '../support/poll.ts'

/** Policy closes every day of the team's weekday, or every day there is: told with what closes it, and the remedy. */
const { bot, s } = freshSolsikken('2026-08-17T08:00:00Z')

const days = (of: (weekday: number) => boolean) =>
  Array.from({ length: 900 }, (_, index) => addDays('2026-08-01' as Day, index)).filter(day =>
    of(isoWeekday(day)),
  )
const tuesdays = () =>
  decides(
    bot,
    'closingDays',
    days(weekday => weekday === 2),
  )
const everyDay = () =>
  decides(
    bot,
    'closingDays',
    days(() => true),
  )
const everyWeek = () =>
  decides(
    bot,
    'schoolHolidayWeeks',
    Array.from({ length: 53 }, (_, index) => index + 1),
  )

const noTuesday =
  'I kan ikke mødes på en tirsdag det næste år. Alle tirsdage er sat som lukkedage. Vælg en anden ugedag'
const noDay = 'Der er ingen dage at mødes på det næste år. De er alle sat som'

/** The card of the next meeting, as its reminder opens it. */
async function next() {
  const answer = await s.lone.sends({ v: 1, n: 'next', verb: 'next.open', teamId: s.team.id })
  s.lone.card = answer.value as never
}

describe('the weekday of the team', () => {
  test('a poll: said, and other days are proposed', async () => {
    await tuesdays()
    await s.lone.says('find en mødedato')
    expect(s.lone.words()).toContain(noTuesday)
    const proposed = Object.entries(inputValues(s.lone.card)).filter(
      ([name, day]) => /^day/.test(name) && day,
    )
    expect(proposed.length).toBeGreaterThan(2)
    expect(proposed.every(([, day]) => isoWeekday(String(day) as Day) !== 2)).toBe(true)
    await s.lone.presses('Send til teamet')
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
  })

  test('the next meeting: said, and other days are proposed', async () => {
    await tuesdays()
    await next()
    expect(s.lone.words()).toContain(noTuesday)
    await s.lone.presses('Spørg teamet')
    expect(s.lone.words()).toContain('5 i teamet er spurgt')
  })

  test('the half-year: said, and never that it is planned', async () => {
    await tuesdays()
    await s.lone.says('planlæg halvåret')
    expect(headingOf(s.lone.card)).toBe('Jeg fandt ingen datoer')
    expect(s.lone.words()).toContain('I kan ikke mødes på en tirsdag det næste halve år.')
    expect(s.lone.words()).not.toContain('er udeladt')
    expect(buttonTitles(s.lone.card)).toEqual(expect.arrayContaining(['Find en mødedato', 'Ret mødetiden']))
    await s.lone.presses('Find en mødedato')
    expect(s.lone.words()).toContain(noTuesday)
  })

  test('closed from next year on: what is left is proposed', async () => {
    await decides(
      bot,
      'closingDays',
      days(weekday => weekday === 2).filter(day => day > '2026-09-06'),
    )
    await s.lone.says('find en mødedato')
    expect(s.lone.words()).toContain('er sprunget over: institutionen har lukket.')
    expect(inputValues(s.lone.card)).toMatchObject({ keep0: 'true' })
  })
})

describe.each([
  ['closing days', everyDay, 'lukkedage'],
  ['school holidays', everyWeek, 'skoleferie'],
] as const)('every day, by %s', (_, close, what) => {
  test('a poll, the next meeting and the half-year say so', async () => {
    await close()
    await s.lone.says('find en mødedato')
    expect(s.lone.words()).toContain(`${noDay} ${what}. Bed kommunen om at rette det.`)
    await next()
    expect(s.lone.words()).toContain(`${noDay} ${what}. Bed kommunen om at rette det.`)
    await s.lone.says('planlæg halvåret')
    expect(headingOf(s.lone.card)).toBe('Jeg fandt ingen datoer')
  })
})

describe('every day closed since: whatever time is typed, the remedy is said, and nothing is planned', () => {
  const remedy = `${noDay} lukkedage. Bed kommunen om at rette det.`
  const meetings = () => bot.app.core.services.meetings.ofTeam(bot.app.core.db.reader, s.team.id)

  test('a draft of a poll, its deadline, and a date that is agreed', async () => {
    await s.lone.says('find en mødedato')
    await everyDay()
    await s.lone.presses('Send til teamet', { day0: '2026-09-15', time0: '09:00' })
    expect(s.lone.words()).toContain(remedy)
    expect(buttonTitles(s.lone.card)).not.toContain('Brug mine egne tider')
    await s.lone.presses('Send til teamet', { day0: 'snart', deadline: 'i morgen' })
    expect(s.lone.words()).toContain(remedy)
    expect(inputValues(s.lone.card)).toMatchObject({ day0: 'snart', deadline: 'i morgen' })
    const typed = { teamId: s.team.id, day0: '2026-09-15', time0: '09:00', deadline: '2026-09-01' }
    const answer = await s.lone.sends({ v: 1, n: 'agreed', verb: 'poll.plan', ...typed })
    expect(answer.words).toContain(remedy)
    expect(await meetings()).toEqual([])
  })

  test('a poll that is open: more times, other times, another deadline, more time', async () => {
    await startsPoll(s)
    await s.lone.presses('Se svar')
    const result = s.lone.card
    await s.lone.presses('Foreslå nye tider')
    const more = s.lone.card
    await s.lone.presses('Ret tider og frist', {}, result)
    const edit = s.lone.card
    const { id: pollId, deadlineAt } = await openPollOf(bot, s.team)
    await everyDay()
    await s.lone.presses('Send til teamet', {}, more)
    expect(s.lone.words()).toContain(remedy)
    await s.lone.presses('Gem ændringerne', { day0: '2026-09-17' }, edit)
    expect(s.lone.words()).toContain(remedy)
    await s.lone.presses('Gem ændringerne', { deadline: '2026-08-27' }, edit)
    expect(s.lone.words()).toContain(remedy)
    for (const verb of ['poll.moreTime', 'poll.giveTime']) {
      const answer = await s.lone.sends({ v: 1, n: verb, verb, pollId, deadline: '2026-08-27' })
      expect(answer.words).toContain(remedy)
    }
    expect((await openPollOf(bot, s.team)).deadlineAt).toEqual(deadlineAt)
  })

  test('the half-year', async () => {
    await s.lone.says('planlæg halvåret')
    await everyDay()
    await s.lone.presses('Planlæg de valgte')
    expect(s.lone.words()).toContain(remedy)
    expect(buttonTitles(s.lone.card)).not.toContain('Planlæg, som jeg skrev')
    expect(await meetings()).toEqual([])
  })

  test('a meeting that is to be moved', async () => {
    await s.lone.says('planlæg halvåret')
    await s.lone.presses('Planlæg de valgte')
    const [, meeting] = await meetings()
    if (!meeting) throw new Error('nothing is planned')
    await everyDay()
    const answer = await s.lone.sends({ v: 1, n: 'move', verb: 'meeting.move', meetingId: meeting.id })
    s.lone.card = answer.value as never
    for (const day of ['2026-09-17', 'snart', '2026-08-03']) {
      await s.lone.presses('Fortsæt', { day })
      expect(s.lone.words()).toContain(remedy)
      expect(inputValues(s.lone.card)).toMatchObject({ day })
    }
    expect((await meetings())[1]).toEqual(meeting)
  })
})

test('closed for good from a day on: what lies before it is planned, what lies behind it says from when', async () => {
  await decides(
    bot,
    'closingDays',
    days(() => true).filter(day => day > '2026-12-31'),
  )
  await s.lone.says('find en mødedato')
  await s.lone.presses('Send til teamet', { day0: '2027-02-02', time0: '09:00' })
  expect(s.lone.words()).toContain(
    'Der er ingen dage at mødes på det første år efter tirsdag den 2. februar 2027. De er alle sat som lukkedage.',
  )
  await s.lone.presses('Send til teamet', { day0: '2026-09-22' })
  expect(s.lone.words()).toContain('5 i teamet er spurgt')
})

test('every day a school holiday: a time of one’s own can be insisted on', async () => {
  await everyWeek()
  await s.lone.says('find en mødedato')
  await s.lone.presses('Send til teamet', { day0: '2026-09-15', time0: '09:00', deadline: '2026-09-01' })
  expect(s.lone.words()).toContain(`${noDay} skoleferie. Bed kommunen om at rette det.`)
  await s.lone.presses('Brug mine egne tider')
  expect(s.lone.words()).toContain('5 i teamet er spurgt')
})
