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
  ['http://127.0.0.2:3979/', true],
  ['http://127.255.0.1/', true],
  ['http://[::1]:56150/', true],
  ['http://127.0.0.1.evil.example/', false],
  ['http://128.0.0.1/', false],
  ['http://smba.trafficmanager.net/emea/', false],
  ['https://user:pass@evil.example/smba.trafficmanager.net', false],
  ['https://evil.example/?smba.trafficmanager.net', false],
  ['file:///etc/passwd', false],
  ['', false],
])('%s', (url, expected) => {
  expect(isAllowedHost(url, allowed.serviceHosts)).toBe(expected)
})

test('a host of this machine is let in only where one of them is', () => {
  expect(isAllowedHost('http://127.0.0.2/', ['smba.trafficmanager.net'])).toBe(false)
  expect(isAllowedHost('https://localhost/', ['smba.trafficmanager.net'])).toBe(false)
})

test('in the demo everybody is of its municipality, and where they came from is not forgotten', () => {
  const elsewhere = { conversation: { id: 'c', conversationType: 'personal', tenantId: 'u' } }
  const demo = { tenants: [], serviceHosts: allowed.serviceHosts, playedTenant: 'demo' }
  expect(originOf(activity(elsewhere), demo)).toMatchObject({
    tenantId: 'u',
    identity: { tenantId: 'demo' },
  })
})
