import { afterEach, expect, test } from 'vitest'
import { clientOf } from '../../src/shared/database.prisma.ts'
import { startWithForm, typed, type WithForm } from '../support/forms.ts'

let at: WithForm
afterEach(() => at.bot.stop())

/** What is kept of the answers to clicks, so that a redelivered one gets the same. */
async function remembered(): Promise<string> {
  const { db, codec } = at.bot.app.core
  const rows = await clientOf(db.reader).processedActivity.findMany()
  return rows.map(row => codec.open(row.responseSealed, `ProcessedActivity.response:${row.key}`)).join('\n')
}

test('on yes the answers that are remembered for a redelivered click lose the child too', async () => {
  at = await startWithForm({ consent: true, now: '2026-11-10T07:00:00Z' })
  const { bot, ida } = at
  await bot.passTo('2026-11-10T07:30:00Z')
  await ida.finds('Start')
  await ida.presses('Start')
  await ida.presses('Fortsæt', { suspicion: 'no' })
  await ida.presses('Gem og fortsæt', { seen: typed.seen })
  await ida.presses('Tilbage')
  const before = await remembered()
  expect(before.includes(typed.seen)).toBe(true)
  expect(before.includes('Noah')).toBe(true)

  await ida.presses('Mistanke om vold eller overgreb')
  const question = ida.card
  await ida.presses('Fortsæt', { suspicion: 'yes' }, question)
  const after = await remembered()
  expect(after.includes(typed.seen)).toBe(false)
  expect(after.includes('Noah')).toBe(false)
  // The answer to this very click is still there for a second delivery of it.
  const stopped = ida.words()
  await ida.presses('Fortsæt', { suspicion: 'yes' }, question)
  expect(ida.words()).toBe(stopped)
})
