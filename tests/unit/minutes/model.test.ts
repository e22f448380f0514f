import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Attendee,
  cameAfter,
  emptyResult,
  enter,
  hereFor,
  isCurrent,
  isTouched,
  leave,
  longPerspectives,
  pagesOf,
  parentTalkDay,
  startMoment,
  stillAway,
  usedMinutes,
} from '../../../src/features/minutes/model.ts'
import { calendarOf, defaultPolicy } from '../../../src/features/policy/model.ts'
import { toDay } from '../../../src/shared/day.ts'
import { fewLines } from '../../../src/shared/text.ts'

const empty = emptyResult('item', 'meeting')
const at = (time: string) => new Date(`2026-11-24T${time}:00Z`)

describe('time used on an item (R-MEET-1)', () => {
  test('runs while the meeting is at it, stands still while it is not, and adds up', () => {
    const first = enter(empty, at('09:00'))
    expect(isCurrent(first)).toBe(true)
    expect(usedMinutes(first, at('09:07'))).toBe(7)
    const left = leave(first, at('09:05'))
    expect(usedMinutes(left, at('10:00'))).toBe(5)
    const again = enter(left, at('09:30'))
    expect(usedMinutes(again, at('09:40'))).toBe(15)
  })

  test('going to where one is, or leaving what is left, changes nothing', () => {
    const here = enter(empty, at('09:00'))
    expect(enter(here, at('09:20'))).toBe(here)
    expect(leave(empty, at('09:20'))).toBe(empty)
  })

  test('a clock that goes backwards takes no time away', () => {
    const later = leave(enter(empty, at('09:10')), at('09:00'))
    expect(usedMinutes(later, at('09:20'))).toBe(0)
    expect(usedMinutes(enter(later, at('09:20')), at('09:25'))).toBe(5)
  })

  test('however often the meeting comes back, the stretches add up', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 12 }), stretches => {
        let result = empty
        let clock = at('08:00').getTime()
        let total = 0
        for (const [pause, used] of stretches) {
          clock += pause * 60_000
          result = enter(result, new Date(clock))
          clock += used * 60_000
          total += used
          result = leave(result, new Date(clock))
        }
        expect(usedMinutes(result, new Date(clock + 3_600_000))).toBe(total)
      }),
    )
  })
})

describe('what was spoken of', () => {
  test('an item that was only looked at is untouched', () => {
    expect(isTouched(null, 0)).toBe(false)
    expect(isTouched(leave(enter(empty, at('09:00')), at('09:20')), 0)).toBe(false)
    expect(isTouched({ ...empty, parentTalkById: 'lone', parentTalkDay: toDay(2026, 12, 1) }, 0)).toBe(false)
  })

  test.each([
    { summary: 'Vi talte om larm.' },
    { perspectives: { psychologist: 'Ro hjælper.' } },
    { outcomes: ['nothingFurther'] },
    { secondPlacement: 'attention' },
    { followUpDay: toDay(2027, 1, 19) },
    { dutyPointedOut: true },
  ])('%j is something', change => expect(isTouched({ ...empty, ...change }, 0)).toBe(true))

  test('so is an action point', () => expect(isTouched(empty, 1)).toBe(true))

  test('views that are too long are named by profession', () => {
    expect(longPerspectives({ psychologist: 'b'.repeat(1001), pedagogue: 'kort' })).toEqual(['psychologist'])
  })
})

describe('the meeting and its minutes', () => {
  test('somebody talks with the parents within five working days', () => {
    const calendar = calendarOf(defaultPolicy)
    expect(parentTalkDay(toDay(2026, 11, 24), calendar)).toBe('2026-12-01')
    expect(parentTalkDay(toDay(2026, 12, 22), calendar)).toBe('2027-01-04')
  })

  test('it starts without a question from an hour before it, for the rest of that day', () => {
    const meeting = { startAt: new Date('2026-11-24T08:00:00Z'), zone: 'Europe/Copenhagen' }
    expect(startMoment(meeting, new Date('2026-11-24T06:59:00Z'))).toBe('early')
    expect(startMoment(meeting, new Date('2026-11-24T07:00:00Z'))).toBe('now')
    expect(startMoment(meeting, new Date('2026-11-24T22:00:00Z'))).toBe('now')
    expect(startMoment(meeting, new Date('2026-11-24T23:00:00Z'))).toBe('late')
  })

  test('a text of many lines takes few rows, and no word is lost', () => {
    expect(fewLines('en\n\nto\ntre\nfire', 3)).toEqual(['en', 'to', 'tre fire'])
    expect(fewLines('en\nto', 3)).toEqual(['en', 'to'])
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 })),
        fc.integer({ min: 1, max: 9 }),
        (lines, most) => {
          const few = fewLines(lines.join('\n'), most)
          expect(few.length).toBeLessThanOrEqual(most)
          expect(few.join(' ').replace(/\s/g, '')).toBe(lines.join('').replace(/\s/g, ''))
        },
      ),
    )
  })

  test('pages hold everything once, in order, and no more than fits unless one item is that long', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9000), { maxLength: 30 }), lengths => {
        const pages = pagesOf(lengths, length => length, 4500)
        expect(pages.length).toBeGreaterThan(0)
        expect(pages.flat()).toEqual(lengths)
        for (const page of pages) {
          const sum = page.reduce((total, length) => total + length, 0)
          expect(page.length < 2 || sum <= 4500).toBe(true)
        }
      }),
    )
  })
})

describe('who was there for an item (R-MEET-1)', () => {
  const person = (personId: string, present = true): Attendee => ({
    personId,
    profession: null,
    whole: true,
    present,
    gone: false,
  })
  const all = [person('lone'), person('jens'), person('sara', false), person('ida')]

  test('everybody in its circle who came, unless they were noted as away', () => {
    expect(hereFor(all, ['lone', 'jens', 'sara'], [])).toEqual(['lone', 'jens'])
    expect(hereFor(all, ['lone', 'jens', 'sara', 'ida'], ['jens'])).toEqual(['lone', 'ida'])
  })

  test('is never somebody outside its circle, or who did not come', () => {
    const some = fc.subarray(all.map(one => one.personId))
    fc.assert(
      fc.property(some, some, (circle, away) => {
        for (const personId of hereFor(all, circle, away)) {
          expect(circle).toContain(personId)
          expect(away).not.toContain(personId)
          expect(personId).not.toBe('sara')
        }
      }),
    )
  })

  test('whoever is gone is away from what is begun afterwards, and from nothing that was begun before', () => {
    const first = leave(enter(empty, at('09:00')), at('09:10'))
    const some = [person('lone'), { ...person('jens'), gone: true }]
    expect(stillAway(empty, some).away).toEqual(['jens'])
    expect(stillAway(first, some)).toBe(first)
    expect(stillAway(empty, all).away).toEqual([])
  })

  test('whoever comes late was not there for what is over, and is there for what goes on', () => {
    const over = { ...leave(enter(empty, at('09:00')), at('09:10')), away: ['ida'] }
    expect(cameAfter(over, ['jens', 'ida']).away).toEqual(['ida', 'jens'])
    const current = enter(empty, at('09:10'))
    expect(cameAfter(current, ['jens'])).toBe(current)
    expect(cameAfter(empty, ['jens'])).toBe(empty)
  })

  test('to be away from an item is nothing that was said about it', () => {
    expect(isTouched({ ...empty, away: ['jens'] }, 0)).toBe(false)
  })
})
