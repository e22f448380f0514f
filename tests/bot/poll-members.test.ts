import { beforeEach, expect, test } from 'vitest'
import type { TestPerson } from '../support/bot.ts'
import { freshSolsikken } from '../support/each-test.ts'
import { answersPoll, startsPoll } from '../support/poll.ts'
import { joinsTeam, leavesTeam } from '../support/team.ts'

/** A poll while people come into the team and leave it. */
const { bot, s } = freshSolsikken('2026-10-05T08:00:00Z')
beforeEach(() => startsPoll(s))

const answers = (person: TestPerson) => answersPoll(person, () => 'yes')

async function change(person: TestPerson, what: 'comes' | 'goes'): Promise<void> {
  bot.clock.set(new Date(bot.clock.now().getTime() + 60_000))
  await (what === 'comes' ? joinsTeam(bot, person, s.team, false) : leavesTeam(bot, person, s.team))
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
