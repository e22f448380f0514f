import { afterEach, expect, test } from 'vitest'
import { clicks, startPlanned } from '../support/agenda.ts'
import { startTestBot, type TestBot } from '../support/bot.ts'
import { wordsOf } from '../support/cards.ts'

let bot: TestBot
afterEach(() => bot.stop())

test('what leaves by itself is not taken for the answer to what somebody says', async () => {
  bot = await startTestBot()
  const mette = await bot.person('Mette Dahl', 'outreachAdvisor')
  const ofItself = fetch(`${bot.teams.serviceUrl}v3/conversations/${mette.conversationId}/activities`, {
    method: 'POST',
    body: JSON.stringify({ type: 'message', summary: 'En påmindelse' }),
  })
  const [reply] = await Promise.all([mette.says('mine opgaver'), ofItself])
  expect(mette.inbox().map(({ summary }) => summary)).toContain('En påmindelse')
  expect(wordsOf(reply.card)).toContain('opgaver')
})

test('what a click calls for leaves soon after, though nobody asks for it', async () => {
  const at = await startPlanned(undefined, { rounds: 'kicked' })
  bot = at.bot
  const from = bot.teams.sent.length
  const { id: meetingId, sequence } = at.meeting
  await clicks(at.lone, 'meeting.confirmCancel', { meetingId, sequence })
  const told = await bot.teams.waitFor(({ conversationId }) => conversationId === at.mette.conversationId, {
    from,
  })
  expect(wordsOf(told.card)).toContain('Mødet er aflyst')
})
