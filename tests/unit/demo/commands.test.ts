import { describe, expect, test } from 'vitest'
import { readDemoCommand, whoIs, windTo } from '../../../src/demo/commands.ts'
import { demoPeople } from '../../../src/demo/people.ts'

const zone = 'Europe/Copenhagen'
const now = new Date('2026-10-23T08:30:00Z')

describe('the demo’s commands', () => {
  test.each([
    ['/som Mette', { type: 'become', who: 'Mette' }],
    ['  /SOM  Ida Krogh ', { type: 'become', who: 'Ida Krogh' }],
    ['/spol 3 dage', { type: 'wind', to: '3 dage' }],
    ['/forfra', { type: 'restart' }],
    ['/møde', { type: 'meeting' }],
    ['/Mødet', { type: 'meeting' }],
    ['/hvad', { type: 'unknown' }],
    ['hjælp', null],
  ])('%s', (text, command) => {
    expect(readDemoCommand(text)).toEqual(command)
  })

  test.each([
    ['Mette', 'Mette Dahl'],
    ['lone holm', 'Lone Holm'],
    ['psykolog', 'Jens Bach'],
    ['sundhedsplejersken', 'Sara Lind'],
    ['paedagog', 'Ida Krogh'],
  ])('»%s« is found', (text, name) => {
    expect(whoIs(text, demoPeople)?.name).toBe(name)
  })

  test('nobody is made up', () => {
    expect(whoIs('', demoPeople)).toBeNull()
    expect(whoIs('Christoffer', demoPeople)).toBeNull()
  })

  test.each([
    ['3 dage', '2026-10-26T09:30:00.000Z'],
    ['1 dag', '2026-10-24T08:30:00.000Z'],
    ['2 timer', '2026-10-23T10:30:00.000Z'],
    ['1 uge', '2026-10-30T09:30:00.000Z'],
    ['2026-12-01 08:30', '2026-12-01T07:30:00.000Z'],
    ['2026-12-01', '2026-12-01T07:30:00.000Z'],
  ])('/spol %s keeps the wall time over the change of clock', (text, instant) => {
    expect(windTo(text, now, zone)?.toISOString()).toBe(instant)
  })

  test.each([
    '',
    'i morgen',
    '-3 dage',
    '2026-10-01 08:00',
    '9999 dage',
    '2026-13-01',
    '2026-12-01 27:99',
    '500 uger',
  ])('»%s« is refused', text => {
    expect(windTo(text, now, zone)).toBeNull()
  })
})
