import { beforeEach, expect, test } from 'vitest'
import type { TestPerson } from '../support/bot.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { answersPoll, startsPoll } from '../support/poll.ts'

/** A poll while people come into the team and leave it. */
const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')
beforeEach(() => startsPoll(s))

const answers = (person: TestPerson) => answersPoll(person, () => 'yes')

async function change(person: TestPerson, what: 'comes' | 'goes'): Promise<void> {
  const { db, services } = bot.app.core
  const { personId } = person
  bot.clock.set(new Date(bot.clock.now().getTime() + 60_000))
  await db.write(async tx => {
    const lone = await services.people.actorById(tx, s.lone.personId)
    if (!lone) throw new Error('Lone is not there')
    const place = { personId, profession: 'pedagogue', required: false } as const
    if (what === 'comes') await services.teams.addMember(tx, s.team, place, lone, bot.clock.now())
    else await services.teams.removeMember(tx, s.team, personId, lone, bot.clock.now())
  })
  await bot.app.engine.runDue()
}

test('all are in; somebody comes, is asked and answers: the coordinator hears of that too, once each time', async () => {
  const told = () => s.lone.inbox().filter(one => one.summary.includes('se svar')).length
  for (const person of [s.lone, s.mette, s.jens, s.ali, s.sara]) await answers(person)
  expect(told()).toBe(1)
  await change(s.ida, 'comes')
  expect(told()).toBe(1)
  await answers(s.ida)
  expect(told()).toBe(2)
  await change(s.ida, 'goes')
  await change(s.ali, 'goes')
  expect(told()).toBe(2)
})
