import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LineTerms, readLine } from '../../../src/features/action-points/line/model.ts'
import { addDays, type Day, partsOfDay } from '../../../src/shared/day.ts'

const people = [
  { id: 'lone', name: 'Lone Holm', profession: 'daycareLeader' },
  { id: 'mette', name: 'Mette Dahl', profession: 'outreachAdvisor' },
  { id: 'jens', name: 'Jens Bach', profession: 'psychologist' },
  { id: 'ali', name: 'Ali Demir', profession: 'speechTherapist' },
  { id: 'sara', name: 'Sara Lind', profession: 'healthVisitor' },
  { id: 'ida', name: 'Ida Krogh', profession: 'pedagogue' },
] as const
// A Tuesday.
const today = '2026-11-24' as Day
const terms: LineTerms = {
  people,
  writerId: 'lone',
  today,
  nextMeetingDay: '2027-01-19' as Day,
  chosen: { ownerId: null, dueDay: null },
}
const read = (line: string, change: Partial<LineTerms> = {}) => {
  const { text, ownerId, dueDay } = readLine(line, { ...terms, ...change })
  return [ownerId, text, dueDay]
}

describe('R-MEET-2: an agreement in one line', () => {
  test.each([
    ['psykologen: observation inden 10/12', 'jens', 'observation', '2026-12-10'],
    ['Jens: observation på stuen senest den 10. december', 'jens', 'observation på stuen', '2026-12-10'],
    ['jens bach: observation 10/12-2026.', 'jens', 'observation', '2026-12-10'],
    ['Sundhedsplejersken ringer til familien i morgen', 'sara', 'ringer til familien', '2026-11-25'],
    ['Den fremskudte rådgiver: netværksmøde inden uge 50', 'mette', 'netværksmøde', '2026-12-11'],
    ['Ali – sprogvurdering – senest fredag', 'ali', 'sprogvurdering', '2026-11-27'],
    ['tale-hørekonsulenten: sprogvurdering næste tirsdag', 'ali', 'sprogvurdering', '2026-12-01'],
    ['logopæden: sprogvurdering tirsdag', 'ali', 'sprogvurdering', '2026-12-01'],
    ['jeg taler med stuen om 14 dage', 'lone', 'taler med stuen', '2026-12-08'],
    ['Lederen: nyt møde om en måned', 'lone', 'nyt møde', '2026-12-24'],
    ['Senest 10/12: Jens observerer på stuen', 'jens', 'observerer på stuen', '2026-12-10'],
    ['Mette: tag det op til næste møde', 'mette', 'tag det op', '2027-01-19'],
    ['pædagogen laver et roligt hjørne i næste uge', 'ida', 'laver et roligt hjørne', '2026-12-04'],
    ['psychologist: observation by 10 December', 'jens', 'observation', '2026-12-10'],
    ['health visitor: call the family in two weeks', 'sara', 'call the family', '2026-12-08'],
    ['I morgen ringer Sara til familien', null, 'ringer Sara til familien', '2026-11-25'],
    ['1/2 time ro om dagen', null, '1/2 time ro om dagen', null],
    ['PPR: hvad kan vi gøre 1/2 time om dagen', null, 'hvad kan vi gøre 1/2 time om dagen', null],
    ['Observation 2-3 gange', null, 'Observation 2-3 gange', null],
    ['Peter: observation inden 10/12', null, 'Peter: observation', '2026-12-10'],
    ['Husk: ro på stuen', null, 'Husk: ro på stuen', null],
    ['lørdag', null, '', '2026-11-28'],
    ['', null, '', null],
  ])('%s', (line, ownerId, text, dueDay) => {
    expect(read(line)).toEqual([ownerId, text, dueDay])
  })

  test('a word that fits several names none of them, and says whom it fits', () => {
    const two = [...people, { id: 'jens2', name: 'Jens Lund', profession: 'specialEducator' } as const]
    expect(readLine('Jens: observation 10/12', { ...terms, people: two })).toEqual({
      text: 'observation',
      ownerId: null,
      fitting: ['jens', 'jens2'],
      dueDay: '2026-12-10',
    })
    expect(readLine('Jens Lund: observation 10/12', { ...terms, people: two }).ownerId).toBe('jens2')
    expect(readLine('PPR: observation', terms).fitting).toEqual(['jens', 'ali'])
  })

  test('somebody who is not there is no owner: the name stays in the text', () => {
    const here = people.filter(one => one.id !== 'sara')
    expect(read('Sundhedsplejersken: vejer barnet', { people: here })).toEqual([
      null,
      'Sundhedsplejersken: vejer barnet',
      null,
    ])
  })

  test('what was chosen in its own field stays; another name or day in the line is part of the text', () => {
    const line = 'Jens: observation inden 10/12'
    const chosen = { ownerId: 'mette', dueDay: null }
    expect(read(line, { chosen })).toEqual(['mette', 'Jens: observation', '2026-12-10'])
    expect(read(line, { chosen: { ownerId: 'jens', dueDay: '2026-12-01' as Day } })).toEqual([
      'jens',
      'observation inden 10/12',
      '2026-12-01',
    ])
    const same = { ownerId: 'jens', dueDay: '2026-12-10' as Day }
    expect(read(line, { chosen: same })).toEqual(['jens', 'observation', '2026-12-10'])
  })

  test('without a next meeting the words stay in the text', () => {
    expect(read('Mette: tag det op til næste møde', { nextMeetingDay: null })).toEqual([
      'mette',
      'tag det op til næste møde',
      null,
    ])
  })

  const word = fc.stringMatching(/^[a-zæøå]{5,9}x$/)
  const wordings: ((day: Day) => string)[] = [
    day => `inden ${partsOfDay(day).date}/${partsOfDay(day).month}-${partsOfDay(day).year}`,
    day => `senest den ${partsOfDay(day).date}.${partsOfDay(day).month}.${partsOfDay(day).year}`,
    day => day,
  ]
  test('whoever, whatever and whenever: what was put together is taken apart again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...people),
        fc.boolean(),
        fc.array(word, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom(...wordings),
        ({ id, name }, first, words, ahead, worded) => {
          const day = addDays(today, ahead)
          const who = first ? (name.split(' ')[0] ?? '') : name
          expect(read(`${who}: ${words.join(' ')} ${worded(day)}`)).toEqual([id, words.join(' '), day])
        },
      ),
    )
  })

  test('nothing that was typed is lost: every word is in the text, or is whom or when', () => {
    const pieces = fc.constantFrom(
      'Jens',
      'inden',
      '10/12',
      'ro',
      'om',
      'dage',
      'psykologen',
      ':',
      '1/2',
      'uge',
      '50',
      'til',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), words => {
        const { text, ownerId, fitting, dueDay } = readLine(words.join(' '), terms)
        if (ownerId === null && fitting.length === 0 && dueDay === null)
          expect(text.replace(/[: ]/g, '')).toBe(words.join('').replace(/:/g, ''))
        expect(text.split(' ').filter(one => one === 'ro').length).toBe(
          words.filter(one => one === 'ro').length,
        )
      }),
    )
  })
})
