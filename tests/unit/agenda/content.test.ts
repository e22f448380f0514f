import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AgendaItem,
  ageBands,
  agedMonths,
  bandOf,
  isUnder3,
  nameChange,
  numberOf,
  orderWithAnonymous,
  readAge,
  readContent,
  readMinutes,
  roleFor,
  sameChild,
  type TypedContent,
  withTelling,
} from '../../../src/features/agenda/model.ts'
import type { Actor } from '../../../src/shared/action.ts'

const nobody = { naming: true, knownNames: [] }
const typed = (change: Partial<TypedContent> = {}): TypedContent => ({
  childName: 'Noah Berg',
  age: '3',
  ageUnit: 'years',
  problem: 'Trækker sig fra de andre.',
  questions: ['Hvad kan vi gøre?', '', ''],
  ...change,
})

describe('an age as people type it (R-AGENDA-2)', () => {
  test.each([
    ['3', 'years', 36],
    ['3½', 'years', 42],
    ['3 ½', 'years', 42],
    ['½', 'years', 6],
    ['3,5', 'years', 42],
    ['0', 'months', 0],
    ['83', 'months', 83],
    ['6,9', 'years', 82],
  ] as const)('%s %s', (text, unit, months) => {
    expect(readAge(text, unit)).toEqual({ ok: true, months })
  })
  test.each([
    ['', 'years', 'missing'],
    ['tre', 'years', 'unreadable'],
    ['-1', 'years', 'unreadable'],
    ['1e3', 'months', 'unreadable'],
    ['7', 'years', 'schoolAge'],
    ['84', 'months', 'schoolAge'],
  ] as const)('%s %s is refused: %s', (text, unit, problem) => {
    expect(readAge(text, unit)).toEqual({ ok: false, problem })
  })
  test('every month from 0 to 83 is read back, and falls in one band', () => {
    for (let months = 0; months <= 83; months += 1) {
      expect(readAge(String(months), 'months')).toEqual({ ok: true, months })
      expect(isUnder3(months)).toBe(bandOf(months) === 0)
    }
  })
  test('a child is as much older as the time that has passed', () => {
    const then = new Date('2026-10-05T08:00:00Z')
    expect(agedMonths(35, then, new Date('2026-11-04T08:00:00Z'))).toBe(35)
    expect(agedMonths(35, then, new Date('2026-11-05T08:00:00Z'))).toBe(36)
    expect(agedMonths(80, then, new Date('2027-10-05T08:00:00Z'))).toBe(83)
    expect(agedMonths(12, then, new Date('2026-09-05T08:00:00Z'))).toBe(12)
    expect(agedMonths(null, then, then)).toBeNull()
  })
})

describe('R-CONS-6: an anonymous case that was a named one', () => {
  test.each(ageBands)('says the band that was chosen (%i), and nothing else', band => {
    const read = readContent('anonymousCase', typed({ childName: '', age: String(band) }), nobody)
    expect(read).toMatchObject({ ok: true, content: { childName: '', ageMonths: band } })
  })

  test('stands among those at the end, in an order that does not tell which was turned first', () => {
    const others = fc.array(fc.constantFrom('child', 'other', 'anonymousCase'), { maxLength: 6 })
    fc.assert(
      fc.property(others, fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 5 }), (kinds, made) => {
        const before = kinds.map((kind, index) => ({ id: `${index}`, kind }))
        const turned = (order: readonly string[]) => {
          let items: { id: string; kind: (typeof kinds)[number] | 'anonymousCase' }[] = before
          for (const id of order) {
            const all = [...items, { id, kind: 'anonymousCase' as const }]
            items = orderWithAnonymous(all).flatMap(one => all.find(item => item.id === one) ?? [])
          }
          return items.map(({ id }) => id)
        }
        const there = turned(made)
        expect(there.filter(id => !made.includes(id))).toEqual(before.map(({ id }) => id))
        const last = before.findLastIndex(({ kind }) => kind !== 'anonymousCase')
        expect(there.slice(0, last + 1)).toEqual(before.slice(0, last + 1).map(({ id }) => id))
        expect(turned(made.toReversed())).toEqual(there)
      }),
    )
  })
})

describe('a name that is changed', () => {
  test.each([
    ['Noah', 'noah'],
    ['Noah Berg', 'Noa Berg'],
    ['Sofie Holm', 'Sophie Holm'],
    ['Ida', ' Ida '],
  ])('%s and %s are one child', (before, after) => expect(sameChild(before, after)).toBe(true))
  test.each([
    ['Noah', 'Emma'],
    ['Noah Berg', 'Nora Berg'],
    ['Noah Berg', 'Noah Holm'],
    ['Ida', 'Ada'],
    ['Noah', 'Noah Berg'],
    ['Alma', 'Anna'],
  ])('%s and %s are two', (before, after) => expect(sameChild(before, after)).toBe(false))
  test.each([
    ['Noah', ' NOAH ', true, 'same'],
    ['Anna', 'Anne', false, 'same'],
    ['Noah', 'Emma', false, 'another'],
    ['Anna', 'Anne', true, 'unclear'],
    ['Noah', 'Emma', true, 'unclear'],
  ] as const)('%s, now %s, bound %s: %s', (before, after, bound, change) =>
    expect(nameChange(before, after, bound)).toBe(change),
  )
})

describe('what an item is about', () => {
  test('a child: name, age, problem and the questions that were written (R-AGENDA-2)', () => {
    expect(readContent('child', typed({ childName: '  Noah   Berg ' }), nobody)).toEqual({
      ok: true,
      content: {
        childName: 'Noah Berg',
        ageMonths: 36,
        problem: 'Trækker sig fra de andre.',
        questions: ['Hvad kan vi gøre?'],
      },
    })
  })
  test('a child without a question cannot be consented to', () => {
    const read = readContent('child', typed({ questions: ['', ' ', ''] }), nobody)
    expect(read).toEqual({ ok: false, problems: { questions: { 0: 'missing' } } })
    expect(readContent('childGroup', typed({ questions: [] }), nobody).ok).toBe(true)
  })
  test('the second question alone is enough', () => {
    const read = readContent('child', typed({ questions: ['', 'Hvad nu?'] }), nobody)
    expect(read).toMatchObject({ ok: true, content: { questions: ['Hvad nu?'] } })
  })
  test('every mistake is named at its field', () => {
    const read = readContent(
      'child',
      typed({
        childName: '',
        age: '7',
        problem: 'x'.repeat(2001),
        questions: ['y'.repeat(201), 'CPR 010203-1234'],
      }),
      nobody,
    )
    expect(read).toEqual({
      ok: false,
      problems: {
        childName: 'missing',
        age: 'schoolAge',
        problem: 'tooLong',
        questions: { 0: 'tooLong', 1: 'cpr' },
      },
    })
  })
  test('2000 emoji are 2000 characters', () => {
    expect(readContent('other', typed({ problem: '👍'.repeat(2000) }), nobody).ok).toBe(true)
    expect(readContent('other', typed({ problem: '👍'.repeat(2001) }), nobody).ok).toBe(false)
  })
  test('a name that this person has had before is asked about; a chosen child needs none', () => {
    const around = { ...nobody, knownNames: ['noah  BERG'] }
    expect(readContent('child', typed(), around)).toMatchObject({ problems: { childName: 'known' } })
    expect(readContent('child', typed({ childName: '' }), { ...around, naming: false }).ok).toBe(true)
  })
  test('an anonymous case keeps the first month of its band, and never a name', () => {
    const read = readContent(
      'anonymousCase',
      typed({ age: '36', problem: 'Et barn bider de andre.', questions: [] }),
      nobody,
    )
    expect(read).toMatchObject({ ok: true, content: { childName: '', ageMonths: 36 } })
    const exact = readContent('anonymousCase', typed({ age: '47', questions: [] }), nobody)
    expect(exact).toMatchObject({ ok: true, content: { ageMonths: 36 } })
  })
  test('what a text tells is named beside everything else that is wrong', () => {
    const telling = new Map([
      ['problem', 'anonymous'],
      ['1', 'anonymous'],
    ] as const)
    const read = readContent('anonymousCase', typed({ age: '', questions: ['', 'Hvad nu?'] }), nobody)
    expect(withTelling(read, telling)).toEqual({
      age: 'missing',
      problem: 'anonymous',
      questions: { 1: 'anonymous' },
    })
    const long = readContent('other', typed({ problem: 'x'.repeat(2001) }), nobody)
    expect(withTelling(long, new Map([['problem', 'unnamed']]))).toEqual({ problem: 'tooLong' })
  })
  test('minutes: 5 to 60, whole', () => {
    expect(['5', '60', ' 20 '].map(readMinutes)).toEqual([5, 60, 20])
    expect(['4', '61', '', '7.5', 'tyve', '-5', '005x'].map(readMinutes)).toEqual(Array(7).fill(null))
  })
})

describe('the agenda as a whole', () => {
  const item = (id: string, minutes: number, ageMonths: number | null): AgendaItem => ({
    id,
    teamId: 't',
    meetingId: 'm',
    waitingSince: null,
    waitedFromId: null,
    kind: 'child',
    status: 'open',
    position: 1,
    childId: 'c',
    problem: '',
    questions: [],
    minutes,
    presenterId: 'p',
    formFillerId: null,
    withoutForm: false,
    fillerRound: 0,
    ageMonths,
    carriedActionPointId: null,
    carriedItemId: null,
    originItemId: null,
    createdById: 'p',
    createdAt: new Date(0),
    revision: 0,
  })

  test('the number that people read', () => {
    const items = [item('a', 20, 35), item('b', 30, 36), item('c', 15, null)]
    expect(numberOf(items, 'b')).toBe(2)
    expect(numberOf(items, 'x')).toBe(0)
  })

  test('a guest of one item is somebody to that item alone (R-AGENDA-5)', () => {
    const actor = (change: Partial<Actor>): Actor => ({
      tenantId: 'x',
      personId: 'ida',
      profession: null,
      language: 'da',
      memberships: [],
      invitations: [],
      ...change,
    })
    const [a, b] = [item('a', 5, null), item('b', 5, null)]
    const guest = actor({ invitations: [{ meetingId: 'm', agendaItemId: 'a' }] })
    expect([roleFor(guest, a), roleFor(guest, b), roleFor(guest, { ...a, meetingId: 'other' })]).toEqual([
      'guest',
      null,
      null,
    ])
    const whole = actor({ invitations: [{ meetingId: 'm', agendaItemId: null }] })
    expect([roleFor(whole, a), roleFor(whole, { ...a, meetingId: null })]).toEqual(['guest', null])
    const member = actor({ memberships: [{ teamId: 't', coordinator: false, profession: 'pedagogue' }] })
    expect([roleFor(member, a), roleFor(member, { ...a, teamId: 'u' })]).toEqual(['member', null])
  })
})
