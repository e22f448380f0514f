import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasCprNumber } from '../../../src/shared/text.ts'

// All invented: a date of birth and any four digits look like a CPR number.
describe('a CPR number in a text', () => {
  test.each([
    '010215-1234',
    'Mor (cpr 010215-1234) ringede.',
    'cpr:010215-1234.',
    '010215 1234',
    '0102151234',
    'CPR0102151234ok',
    '010215 - 1234',
    '010215–1234',
    '010215—1234',
    '010215−1234',
    '010215\u20111234',
    '010215/1234',
    '010215.1234',
    '010215_1234',
    '010215**-**1234',
    '010215\n1234',
    '010215\u00a01234',
    '010215\u00ad1234',
    '01\u200b02\u200d15-12\u206034',
    '0\ufe0f1\ufe0f02151234',
    '０１０２１５－１２３４',
    '01.02.15-1234',
    '01 02 15 1234',
    '01-02-2015 1234',
    '01022015-1234',
    '610215-1234',
    '910115-1234',
    '290224-1234',
    'kl. 9, 010215-1234 og 4 børn',
    '24.11.26 1030',
    '1 010215-1234',
  ])('%j is found', text => {
    expect(hasCprNumber(text)).toBe(true)
  })

  test.each([
    '',
    'Ingen tal her.',
    '010215',
    'født 01.02.2015',
    '010215-123',
    '010215-12345',
    '310215-1234',
    '320115-1234',
    '011315-1234',
    '000115-1234',
    '920115-1234',
    '12345678',
    '+45 12 10 20 30',
    '+4512102030',
    '0045 12102030',
    'tlf. 24 11 26 36 / 24 11 26 37',
    '24112636/24112637',
    '123456789012',
    '010215123456',
    '5790000123456',
    'uge 10 11 12 13 14',
    'den 24.11.2026 kl. 10.30',
    '24-11-2026 10:30',
    '2026-11-24T10:30:00',
    '1.000.000 kr.',
    'DK50 0040 0440 1162 43',
    '010215xxxx',
  ])('%j holds none', text => {
    expect(hasCprNumber(text)).toBe(false)
  })

  const two = (n: number) => String(n).padStart(2, '0')
  const birth = fc
    .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.nat(99), fc.boolean())
    .map(([day, month, year, replacement]) => `${two(replacement ? day + 60 : day)}${two(month)}${two(year)}`)
  const serial = fc.nat(9999).map(n => String(n).padStart(4, '0'))
  const join = fc.constantFrom('', ' ', '-', ' - ', '–', ' – ', '\u2010', '\u00a0', '\u200b', '－', '.', '/')
  const around = fc.constantFrom('', ' ', '(', ')', ':', 'cpr', '. ', ', ', '\n', 'æ', '👶', '<b>')

  test('is found whatever its date, its separator and its surroundings', () => {
    fc.assert(
      fc.property(birth, join, serial, around, around, (date, between, number, before, after) => {
        expect(hasCprNumber(`${before}${date}${between}${number}${after}`)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('is found with something invisible between any two characters', () => {
    const invisible = fc.constantFrom(
      '\u200b',
      '\u200c',
      '\u200d',
      '\u2060',
      '\ufeff',
      '\u00ad',
      '\ufe0f',
      '\u034f',
    )
    fc.assert(
      fc.property(birth, serial, invisible, fc.nat(10), (date, number, hidden, at) => {
        const text = `${date}-${number}`
        expect(hasCprNumber(text.slice(0, at) + hidden + text.slice(at))).toBe(true)
      }),
    )
  })

  test('is not seen in a telephone number', () => {
    const eight = fc.integer({ min: 20_000_000, max: 99_999_999 }).map(String)
    const pairs = (n: string) => n.match(/\d\d/g)!.join(' ')
    fc.assert(
      fc.property(eight, n => {
        const halves = `${n.slice(0, 4)} ${n.slice(4)}`
        for (const form of [
          n,
          pairs(n),
          halves,
          `+45${n}`,
          `+45 ${n}`,
          `+45 ${pairs(n)}`,
          `+45 ${halves}`,
          `0045${n}`,
        ]) {
          expect(hasCprNumber(`ring ${form}, tak`), form).toBe(false)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a long text is read in a moment', () => {
    const hostile = ['0102', '01 02 ', '01.02.15 - ', '0 ', '\u200b'].map(part => part.repeat(20_000))
    const begun = performance.now()
    for (const text of hostile) hasCprNumber(text)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})
