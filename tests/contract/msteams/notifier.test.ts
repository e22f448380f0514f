import { type AddressInfo, createServer } from 'node:net'
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button } from '../../../src/cards/button.ts'
import { notice } from '../../../src/cards/notice.ts'
import { createNotifier, resultOf } from '../../../src/msteams/notifier.ts'
import { everyWorkingDay } from '../../../src/reminders/model.ts'
import { systemClock } from '../../../src/shared/clock.ts'
import { randomIds } from '../../../src/shared/ids.ts'
import { silentLog } from '../../../src/shared/log.ts'
import type { Transactions } from '../../../src/shared/transaction.ts'
import { type FakeTeams, startFakeTeams } from '../../support/fake-teams.ts'

/** What is known of a message that did not get through: has it left the machine or not? */
let teams: FakeTeams
beforeEach(async () => {
  teams = await startFakeTeams()
})
afterEach(async () => {
  vi.useRealTimers()
  await teams.stop()
})

/** An adapter that signs in as the test says. */
function adapter(signRequest: (request: unknown) => Promise<unknown>): CloudAdapter {
  class Credentials extends ConfigurationServiceClientCredentialFactory {
    override createCredentials = async () => ({ signRequest }) as never
  }
  return new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}, new Credentials()))
}

function send(
  signRequest: (request: unknown) => Promise<unknown>,
  serviceUrl = teams.serviceUrl,
  serviceHosts = ['127.0.0.1'],
  perhapsAgain = false,
) {
  const notifier = createNotifier({
    adapter: adapter(signRequest),
    appId: 'app',
    db: { reader: {} } as Transactions,
    door: {
      referenceOf: async () => ({ conversationId: 'a:1', serviceUrl, teamsUserId: '29:1', botId: '28:bot' }),
    },
    serviceHosts,
    clock: systemClock,
    ids: randomIds,
    log: silentLog,
  })
  const reader = {
    personId: 'mette',
    tenantId: 'kommune',
    language: 'da' as const,
    status: 'active',
    absences: [],
    rhythm: everyWorkingDay,
    chatSince: null,
  }
  const buttons = [button('Til start', 'start.open')]
  const card = notice({ lang: 'da', next: '', heading: 'Prøve', buttons }, 'Prøve')
  const message = { card, summary: 'Prøve' }
  return notifier.send(reader, '00000000-0000-4000-8000-000000000000', message, perhapsAgain)
}

const signsIn = async (request: unknown) => request

test('signed in, it arrives', async () => {
  expect(await send(signsIn)).toMatchObject({ type: 'sent' })
  expect(teams.sent).toHaveLength(1)
})

test('what its reader may have already says so, above the buttons; nothing else does', async () => {
  await send(signsIn)
  await send(signsIn, teams.serviceUrl, ['127.0.0.1'], true)
  const [first, second] = teams.sent.map(({ card }) => JSON.stringify(card))
  expect(first).not.toContain('er det den samme')
  expect(second).toMatch(/Har du fået beskeden før, er det den samme\..*ActionSet/)
})

test('a host that is not on the list any more gets nothing, not even a sign-in (R-SEC-1)', async () => {
  const signRequest = vi.fn(signsIn)
  const result = await send(signRequest, teams.serviceUrl, ['smba.trafficmanager.net'])
  expect(result).toEqual({ type: 'failed' })
  expect(signRequest).not.toHaveBeenCalled()
  expect(teams.sent).toEqual([])
})

test('an expired secret, or Entra down: nothing has left, so it comes later', async () => {
  const expired = async () => {
    throw Object.assign(new Error('AADSTS7000222: on purpose'), { errorCode: 'invalid_client' })
  }
  expect(await send(expired)).toMatchObject({ type: 'later' })
  expect(teams.sent).toEqual([])
})

test('a sign-in that hangs: it comes later, and the request does not leave after all', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let signIn = () => {}
  let hangs = () => {}
  const hanging = new Promise<void>(resolve => {
    hangs = resolve
  })
  const result = send(async request => {
    hangs()
    await new Promise<void>(resolve => {
      signIn = resolve
    })
    return request
  })
  await hanging
  await vi.advanceTimersByTimeAsync(31_000)
  expect(await result).toMatchObject({ type: 'later' })
  vi.useRealTimers()
  signIn()
  expect(await send(signsIn)).toMatchObject({ type: 'sent' })
  expect(teams.sent).toHaveLength(1)
})

test('nobody listens there: it comes later', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  expect(await send(signsIn, `http://127.0.0.1:${port}/`)).toMatchObject({ type: 'later' })
})

test('handed over and no answer: nobody knows', async () => {
  teams.next.push({ reset: 'after' })
  expect(await send(signsIn)).toEqual({ type: 'ambiguous' })
  expect(teams.sent).toHaveLength(1)
})

test.each([
  ['ETIMEDOUT', 'connect ETIMEDOUT 52.113.194.132:443', 'later'],
  ['ETIMEDOUT', '', 'later'],
  ['ETIMEDOUT', 'read ETIMEDOUT', 'ambiguous'],
  ['EHOSTUNREACH', 'connect EHOSTUNREACH 52.113.194.132:443', 'later'],
  ['EHOSTUNREACH', 'read EHOSTUNREACH', 'ambiguous'],
  ['ENETUNREACH', 'write ENETUNREACH', 'ambiguous'],
  ['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established', 'later'],
  ['ECONNRESET', 'socket hang up', 'ambiguous'],
  ['CERT_HAS_EXPIRED', 'certificate has expired', 'later'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', '', 'later'],
  ['EPIPE', 'write EPIPE', 'ambiguous'],
])('%s »%s«: %s', (code, message, type) => {
  expect(resultOf(Object.assign(new Error(message), { code }), new Date(0))).toMatchObject({ type })
})

const now = new Date('2026-10-05T08:00:00Z')
const answered = (statusCode: number, retryAfter?: string) =>
  resultOf({ statusCode, response: { headers: { get: () => retryAfter } } }, now)

test.each([
  ['7', 7],
  ['7.2', 8],
  ['Mon, 05 Oct 2026 08:00:45 GMT', 45],
  ['Mon, 05 Oct 2026 07:00:00 GMT', 30],
  ['soon', 30],
  ['999999999', 86_400],
  ['-1', 30],
  [undefined, 30],
])(
  '429 with Retry-After %s: not for %i seconds, and that is said of the whole conversation',
  (header, seconds) => {
    expect(answered(429, header)).toEqual({ type: 'later', seconds, asked: true, status: 429 })
  },
)

test.each([
  [412, 'later'],
  [401, 'later'],
  [407, 'later'],
  [425, 'later'],
  [408, 'ambiguous'],
  [403, 'unreachable'],
  [404, 'unreachable'],
  [400, 'failed'],
  [413, 'failed'],
  [500, 'ambiguous'],
  [502, 'ambiguous'],
  [504, 'ambiguous'],
])('HTTP %i: %s', (status, type) => {
  expect(answered(status)).toMatchObject({ type, status })
})
