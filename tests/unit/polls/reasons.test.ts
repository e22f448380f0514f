import { describe, expect, test } from 'vitest'
import type { Showing } from '../../../src/features/polls/cards.ts'
import { skippedText } from '../../../src/features/polls/proposal/cards.ts'
import type { Skipped } from '../../../src/features/polls/proposal/reasons/model.ts'
import type { Day } from '../../../src/shared/day.ts'
import { plainSpaces } from '../../support/cards.ts'

const names: Record<string, string> = { jens: 'Jens Bach', sara: 'Sara Lind', ali: 'Ali Demir' }
const showing = (lang: 'da' | 'en'): Showing => ({
  lang,
  zone: 'Europe/Copenhagen',
  nameOf: id => names[id] ?? '',
  reached: () => true,
})
const days = (...all: string[]) => all as Day[]
const week = (number: number) => ({ kind: 'schoolHoliday', week: number }) as const
const closed = (name?: string) => ({ kind: 'closingDay', ...(name ? { name } : {}) }) as const
const tuesday = new Date('2026-10-20T07:00:00Z')
const later = new Date('2026-10-27T08:00:00Z')
const nobody = { away: [], busy: [] }

describe('why a time is not proposed, as it is told', () => {
  test.each<[string, Skipped, string]>([
    [
      'one holiday week',
      { kind: 'moved', weeks: 1, passed: [{ days: days('2026-10-13'), why: week(42) }] },
      'Flyttet en uge: uge 42 er efterårsferie.',
    ],
    [
      'two weeks of one holiday are one sentence',
      { kind: 'moved', weeks: 2, passed: [{ days: days('2026-07-14', '2026-07-21'), why: week(29) }] },
      'Flyttet to uger: uge 29 og 30 er sommerferie.',
    ],
    [
      'two weeks of which only one has a name of its own',
      { kind: 'moved', weeks: 2, passed: [{ days: days('2026-10-06', '2026-10-13'), why: week(41) }] },
      'Flyttet to uger: uge 41 og 42 er skoleferie.',
    ],
    [
      'two weeks for two reasons',
      {
        kind: 'moved',
        weeks: 2,
        passed: [
          { days: days('2024-12-24'), why: closed('juleaften') },
          { days: days('2024-12-31'), why: closed('nytårsaften') },
        ],
      },
      'Flyttet to uger: tirsdag 24. december er juleaften, og tirsdag 31. december er nytårsaften.',
    ],
    [
      'a closing day without a name',
      { kind: 'moved', weeks: 1, passed: [{ days: days('2026-11-10'), why: closed() }] },
      'Flyttet en uge: institutionen har lukket tirsdag 10. november.',
    ],
    [
      'a week after it',
      { kind: 'noMeeting', days: days('2024-12-24'), why: closed('juleaften') },
      'Tirsdag 24. december er sprunget over: juleaften.',
    ],
    [
      'somebody is busy',
      { kind: 'people', at: [tuesday], ...nobody, busy: ['jens'] },
      'Tirsdag 20. oktober kl. 9.00 er sprunget over: Jens Bach er optaget.',
    ],
    [
      'the same people on two days',
      { kind: 'people', at: [tuesday, later], away: ['sara'], busy: ['ali', 'jens'] },
      'Tirsdag 20. oktober kl. 9.00 og tirsdag 27. oktober kl. 9.00 er sprunget over: Sara Lind er væk, og Ali Demir og Jens Bach er optaget.',
    ],
    [
      'mornings were refused',
      { kind: 'refused', half: 'morning', weekdays: [], personIds: ['jens'] },
      'Jens Bach har sagt nej til formiddage.',
    ],
    [
      'afternoons of two weekdays were',
      { kind: 'refused', half: 'afternoon', weekdays: [2, 4], personIds: ['sara', 'jens'] },
      'Jens Bach og Sara Lind har sagt nej til tirsdag og torsdag eftermiddag.',
    ],
    [
      'nothing at all',
      {
        kind: 'nobody',
        lastDay: '2027-01-12' as Day,
        who: [
          { personId: 'sara', awayUntil: '2027-03-01' as Day, busy: false },
          { personId: 'jens', awayUntil: null, busy: true },
        ],
      },
      'Jeg har ledt til og med tirsdag 12. januar. Sara Lind er væk til og med mandag 1. marts, og Jens Bach er optaget.',
    ],
  ])('%s', (_, reason, text) => {
    expect(plainSpaces(skippedText(reason, showing('da')))).toBe(text)
    const english = skippedText(reason, showing('en'))
    expect(english).toMatch(/^[A-Z].+\.$/)
    expect(english).not.toMatch(/undefined|sprunget|flyttet|\.\./i)
  })
})
