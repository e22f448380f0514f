import { describe, expect, test } from 'vitest'
import { asksTeam } from '../support/asked-by-many.ts'
import { inputValues } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { plansMeeting } from '../support/meetings.ts'
import { answersPoll } from '../support/poll.ts'
import { startKastanjen } from '../support/team.ts'

const { bot, s } = freshSolsikken('2026-09-28T08:00:00Z')

/** What stands in the draft's rows, one's own times left out: '2026-10-20 09:00'. */
function proposed(): string[] {
  const values = inputValues(s.lone.card)
  return Array.from({ length: 8 }, (_, row) => row)
    .filter(row => values[`keep${row}`] === 'true')
    .map(row => `${values[`day${row}`]} ${values[`time${row}`]}`)
}

async function drafts(): Promise<string[]> {
  await s.lone.says('find en mødedato')
  return proposed()
}

describe('proposing times that know more than one team (R-POLL-1)', () => {
  test('the shift past a holiday week is explained', async () => {
    expect(await drafts()).toEqual([
      '2026-10-19 09:00',
      '2026-10-20 09:00',
      '2026-10-21 09:00',
      '2026-10-27 09:00',
      '2026-11-03 09:00',
    ])
    expect(s.lone.words()).toContain('Flyttet en uge: uge 42 er efterårsferie.')
  })

  test('the way from another house counts, and nothing is said of where they are (R-SEC-2)', async () => {
    const { team } = await startKastanjen(bot, [s.jens, s.mette])
    await plansMeeting(bot, team, '2026-10-20T05:00:00Z', '2026-10-20T06:45:00Z')
    expect(await drafts()).not.toContain('2026-10-20 09:00')
    expect(s.lone.words()).toContain(
      'Tirsdag 20. oktober kl. 9.00 er sprunget over: Jens Bach og Mette Dahl er optaget.',
    )
    expect(s.lone.words()).not.toMatch(/Kastanjen|andet møde/)
  })

  test('a time that somebody has promised another team gives way to one as near', async () => {
    const { bo, team } = await startKastanjen(bot, [s.jens, s.mette])
    expect(await drafts()).toContain('2026-10-21 09:00')
    await asksTeam(bot, bo, team, ['2026-10-21T07:00:00Z'])
    await answersPoll(s.jens, () => 'yes')
    const times = await drafts()
    expect(times).not.toContain('2026-10-21 09:00')
    expect(times).toContain('2026-10-22 09:00')
    expect(s.lone.words()).not.toContain('Kastanjen')
  })

  test('what somebody has promised another team reads like a meeting: nobody learns that they are being asked', async () => {
    const { bo, team } = await startKastanjen(bot, [s.jens, s.mette])
    await asksTeam(bot, bo, team, ['2026-11-03T08:00:00Z'])
    for (const person of [s.jens, s.mette]) await answersPoll(person, () => 'yes')
    expect(await drafts()).not.toContain('2026-11-03 09:00')
    expect(s.lone.words()).toContain(
      'Tirsdag 3. november kl. 9.00 er sprunget over: Jens Bach og Mette Dahl er optaget.',
    )
  })

  test('when a required role is away for all of it, it is said who, and until when', async () => {
    await s.sara.says('fravær')
    await s.sara.presses('Meld fravær', { fromDay: '2026-10-06', toDay: '2027-03-01' })
    expect(await drafts()).toEqual([])
    expect(s.lone.words()).toContain('Sara Lind er væk til og med mandag 1. marts.')
    expect(s.lone.words()).toContain('Skriv dine egne.')
  })
})

test('after a poll that cannot be met, times like those refused are not asked about again (R-POLL-4)', async () => {
  const asked = await drafts()
  await s.lone.presses('Send til teamet')
  for (const person of [s.lone, s.mette, s.jens, s.ali]) await answersPoll(person, () => 'yes')
  await answersPoll(s.sara, () => 'no')
  await s.lone.finds('Alle har svaret.')
  await s.lone.presses('Foreslå nye tider')
  const better = proposed()
  expect(better).toHaveLength(5)
  for (const time of better) {
    expect(asked).not.toContain(time)
    expect(time.slice(11) >= '12:00').toBe(true)
  }
  expect(s.lone.words()).toContain('Sara Lind har sagt nej til formiddage.')
})

test('a time that the coordinator took out of the poll is not proposed again', async () => {
  const asked = await drafts()
  await s.lone.presses('Send til teamet')
  await s.lone.presses('Se svar')
  await s.lone.presses('Ret tider og frist')
  const row = Object.entries(inputValues(s.lone.card)).find(([, value]) => value === '2026-10-21')?.[0]
  await s.lone.presses('Gem ændringerne', { [String(row).replace('day', 'keep')]: 'false' })
  await s.lone.says('hej')
  await s.lone.presses('Se svar på mødetider')
  await s.lone.presses('Foreslå nye tider')
  expect(proposed()).toHaveLength(5)
  expect(proposed().filter(time => asked.includes(time))).toEqual([])
})
