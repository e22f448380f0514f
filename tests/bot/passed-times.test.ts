import { beforeEach, describe, expect, test } from 'vitest'
import { clicks } from '../support/agenda.ts'
import { asksTeam, picks, remarkField } from '../support/asked-by-many.ts'
import type { TestPerson } from '../support/bot.ts'
import { buttonTitles, headingOf } from '../support/cards.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { answersPoll, openPollOf, slotInputs } from '../support/poll.ts'

/** A poll that runs on while its times pass: what is past is no question any more. */
const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')
beforeEach(async () => {
  await asksTeam(bot, s.lone, s.team, ['2026-11-10T08:00:00Z', '2026-11-17T08:00:00Z'])
  await bot.app.engine.runDue()
})

const between = '2026-11-12T08:00:00Z'
const afterAll = '2026-11-18T08:00:00Z'
const all = (answer: string) => () => answer
const labels = (person: TestPerson) => slotInputs(person.card).map(node => String(node.label))
const told = (person: TestPerson) => person.inbox().filter(one => one.summary.includes('se svar')).length
const givenBy = async ({ personId }: TestPerson) => {
  const { db, services } = bot.app.core
  const { answers } = await services.polls.view(db.reader, await openPollOf(bot, s.team), bot.clock.now())
  return answers.filter(one => one.personId === personId).length
}

describe('times that have passed', () => {
  test('the card asks about what is ahead; who has answered that has answered', async () => {
    await bot.passTo(between)
    await s.jens.says('svar')
    expect(labels(s.jens)).toEqual(['tirsdag 17. november kl. 9.00'])
    await s.jens.presses('Send svar', picks(s.jens.card, all('yes')))
    expect(headingOf(s.jens.card)).toBe('Dit svar er gemt')
    await s.jens.says('start')
    expect(s.jens.words()).not.toContain('Svar på mødetider')
    await s.lone.says('overblik')
    expect(s.lone.words()).not.toContain('Jens Bach')
  })

  test('an answer on the old card counts for what is ahead, and the coordinator hears when all are in', async () => {
    const old = await s.jens.finds('Send svar')
    await bot.passTo(between)
    await s.jens.presses('Send svar', picks(old, all('yes')), old)
    expect(headingOf(s.jens.card)).toBe('Dit svar er gemt')
    expect(s.jens.words()).not.toContain('tirsdag 10. november')
    expect(await givenBy(s.jens)).toBe(1)
    const before = told(s.lone)
    for (const person of [s.lone, s.mette, s.ali, s.sara]) await answersPoll(person, all('yes'))
    expect(told(s.lone)).toBe(before + 1)
    await s.lone.finds('Alle har svaret.')
    await s.lone.presses('Vælg den bedste tid')
    expect(headingOf(s.lone.card)).toBe('Datoen er fundet')
  })

  test('what was answered before is still there, and says which time has passed', async () => {
    await answersPoll(s.jens, all('ifNeeded'))
    await bot.passTo(between)
    await s.jens.says('svar')
    expect(s.jens.words()).toContain('tirsdag 10. november kl. 9.00: Hvis nødvendigt · passeret')
    expect(s.jens.words()).toMatch(/^tirsdag 17\. november kl\. 9\.00: Hvis nødvendigt$/m)
  })

  test('given more time, those who are missing are asked about the time that is left', async () => {
    await bot.passTo(between)
    await s.lone.says('overblik')
    await s.lone.presses('Se svarene')
    await s.lone.presses('Giv mere tid')
    await s.lone.presses('Giv mere tid')
    await s.jens.finds('Send svar')
    expect(labels(s.jens)).toEqual(['tirsdag 17. november kl. 9.00'])
  })

  test('when all have passed nothing is asked, and an old card says so', async () => {
    const old = await s.jens.finds('Send svar')
    await answersPoll(s.mette, all('yes'))
    await bot.passTo(afterAll)
    for (const person of [s.jens, s.mette]) {
      await person.says('svar')
      expect(headingOf(person.card)).toBe('Du har ingen afstemning lige nu')
      await person.says('start')
      expect(person.words()).not.toMatch(/Svar på mødetider|Se eller ret dit svar/)
    }
    await s.jens.presses('Send svar', picks(old, all('yes')), old)
    expect(headingOf(s.jens.card)).toBe('Tiderne er passeret')
    expect(buttonTitles(s.jens.card)).not.toContain('Send svar')
    expect(await givenBy(s.jens)).toBe(0)
    await s.lone.says('se svar')
    expect(s.lone.words()).toContain('Alle tiderne er passeret.')
    expect(s.lone.words()).not.toMatch(/Alle har svaret|Mangler at svare/)
  })

  test('a remark that comes too late is not lost, nor when the poll has been stopped meanwhile', async () => {
    const remark = 'Jeg kommer lidt senere'
    const sends = async (person: TestPerson) => {
      const old = await person.finds('Send svar')
      await person.presses('Send svar', { ...picks(old, all('yes')), [remarkField(old)]: remark }, old)
      expect(person.words()).toContain(`Ikke sendt: »${remark}«`)
    }
    await bot.passTo(afterAll)
    await sends(s.jens)
    expect(headingOf(s.jens.card)).toBe('Tiderne er passeret')
    await s.lone.says('se svar')
    await s.lone.presses('Stop afstemningen')
    await s.lone.presses('Stop afstemningen')
    await sends(s.sara)
    expect(headingOf(s.sara.card)).toBe('Afstemningen er slut')
  })

  test('answering for somebody when all have passed: nothing is said to be noted, and the way on is there', async () => {
    const pollIds = (await openPollOf(bot, s.team)).id
    await clicks(s.lone, 'poll.open', { pollIds, personId: s.jens.personId })
    const old = s.lone.card
    expect(headingOf(old)).toBe('Hvornår kan Jens Bach?')
    await bot.passTo(afterAll)
    await s.lone.presses('Send svar', picks(old, all('yes')), old)
    expect(headingOf(s.lone.card)).toBe('Tiderne er passeret')
    expect(s.lone.words()).not.toContain('Det er noteret')
    await s.lone.presses('Se svar')
    expect(s.lone.words()).toContain('Alle tiderne er passeret.')
  })

  test('whoever comes into the team when all have passed is not asked', async () => {
    await bot.passTo(afterAll)
    const before = told(s.lone)
    const ida = await bot.person('Ida Krogh', 'pedagogue')
    const { db, services } = bot.app.core
    const actor = await services.people.actorById(db.reader, s.lone.personId)
    await db.write(async tx => {
      const place = { personId: ida.personId, profession: 'pedagogue', required: true } as const
      if (actor) await services.teams.addMember(tx, s.team, place, actor, bot.clock.now())
    })
    await bot.app.engine.runDue()
    expect(ida.inbox().filter(one => one.summary.includes('hvornår kan du'))).toEqual([])
    expect(told(s.lone)).toBe(before)
  })
})
