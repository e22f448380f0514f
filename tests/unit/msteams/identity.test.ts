import type { Activity } from 'botbuilder'
import { expect, test } from 'vitest'
import { isAllowedHost, originOf } from '../../../src/msteams/identity.ts'

const allowed = { tenants: ['t'], serviceHosts: ['smba.trafficmanager.net', 'localhost'] }
const activity = (change: object = {}) =>
  ({
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    from: { id: '29:x', aadObjectId: 'a' },
    recipient: { id: '28:bot' },
    conversation: { id: 'c', conversationType: 'personal', tenantId: 't' },
    ...change,
  }) as unknown as Activity

test('a personal chat of an allowed tenant', () => {
  expect(originOf(activity(), allowed)).toMatchObject({
    place: 'personal',
    identity: { tenantId: 't', name: null },
  })
})

test.each([
  ['another channel', { channelId: 'directline' }, 'shape'],
  ['another tenant', { conversation: { id: 'c', conversationType: 'personal', tenantId: 'u' } }, 'tenant'],
  ['no tenant', { conversation: { id: 'c', conversationType: 'personal' } }, 'shape'],
  ['a place that does not say what it is', { conversation: { id: 'c', tenantId: 't' } }, 'shape'],
  ['a new kind of place', { conversation: { id: 'c', conversationType: 'meeting', tenantId: 't' } }, 'shape'],
  ['a host elsewhere', { serviceUrl: 'https://smba.trafficmanager.net.evil.example/' }, 'host'],
  ['a host in the clear', { serviceUrl: 'http://smba.trafficmanager.net/' }, 'host'],
])('%s is kept out', (_, change, why) => {
  expect(originOf(activity(change), allowed)).toBe(why)
})

test.each([
  ['https://smba.trafficmanager.net/emea/', true],
  ['http://localhost:56150/_connector', true],
  ['http://smba.trafficmanager.net/emea/', false],
  ['https://user:pass@evil.example/smba.trafficmanager.net', false],
  ['https://evil.example/?smba.trafficmanager.net', false],
  ['file:///etc/passwd', false],
  ['', false],
])('%s', (url, expected) => {
  expect(isAllowedHost(url, allowed.serviceHosts)).toBe(expected)
})
