import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestBot, type TestBot } from '../support/bot.ts'

let bot: TestBot
beforeAll(async () => {
  bot = await startTestBot()
})
afterAll(() => bot.stop())

test('installing the bot asks what the person works as, then shows the start card', async () => {
  const lone = await bot.person('Lone Holm')
  expect(lone.words()).toContain('Hvad arbejder du som?')
  await lone.presses('Gem og fortsæt', { profession: 'daycareLeader' })
  expect(lone.words()).toContain('Hvad vil du?')
})

test('misspelt and unknown text lead back to the start card', async () => {
  const mette = await bot.person('Mette Dahl', 'outreachAdvisor')
  await mette.says('hjalp')
  expect(mette.words()).toContain('Hvad vil du?')
  await mette.says('hvor er min cykel')
  expect(mette.words()).toContain('Det forstod jeg ikke')
})

test('a redelivered click is answered with the first answer', async () => {
  const jens = await bot.person('Jens Bach', 'psychologist')
  await jens.says('indstillinger')
  const data = { verb: 'absence.add', v: 1, n: 'one-card', fromDay: '2026-12-01', toDay: '2026-12-03' }
  const first = await jens.sends(data, 'same-id')
  const again = await jens.sends(data, 'same-id')
  const otherId = await jens.sends(data)
  expect(again.value).toEqual(first.value)
  expect(otherId.value).toEqual(first.value)
  await jens.says('indstillinger')
  expect(jens.words().match(/1\. december/g)).toHaveLength(1)
})
