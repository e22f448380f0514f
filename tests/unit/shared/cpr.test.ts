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
    '010220151234',
    '010215,1234',
    '010215, 1234',
    '010215:1234',
    '010215·1234',
    '010215•1234',
    '010215(1234)',
    '010215 (1234)',
    '010215+1234',
    '010215=1234',
    '010215 12 34',
    '010215-12 34',
    '010215 nr. 1234',
    '010215 og 1234',
    '010215 Nr 1234',
    '01022015, nr. 1234',
    '01.02.15-12 34',
    '01.02.15 12 34',
    '1.2.15-1234',
    '1/2-2015-1234',
    '1-12-15–1234',
    '01 02 15 12 34',
    '01-02-15-12-34',
    '01.02.15.12.34',
    'Mor er 01 02 15 12 34, far ukendt',
    '99 1.2.15-1234',
    '45 010215 1234',
    '0102 010215-1234',
    '0102 15 1234',
    '0102 15-1234',
    '0102-15-1234',
    '0102\u00a015\u202f1234',
    '010215\u202f1234',
    '010215&nbsp;1234',
    '010215&nbsp1234',
    '010215&amp;nbsp;1234',
    '010215&hyphen;1234',
    '01&nbsp;02&nbsp;15&nbsp;1234',
    '010215&nbsp;&#160;&#xA0;1234',
    '010215&ndash;1234',
    '0102&shy;15&#8203;1234',
    '010215&#8239;1234',
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
    'uge 40 41 42 43 44',
    'den 24.11.26 kl. 12 34 56 78',
    '24.11.26, tlf. 12 34 56 78',
    '24.11.26 12 34 56 78',
    '241126 12 34 56 78',
    '12 10 09 08 12 10 09 07',
    '12 10 09 08, 12 10 09 07',
    '12101530 10 gange',
    '24.11.2026, 4600 Køge',
    '24.11.2026 10-12',
    '24.11.26 10.30-12.00',
    '241126 10-12',
    'kl. 9.30-10.15 og 10.30-12.00',
    '1.8.2026-31.7.2027',
    '3/5-2023 og 12/10-2024',
    'fra 01.02.2025 og 2026',
    'sag 2026-0123456',
    'sag 24/001234',
    'sag 27.69.08-G01-12-24',
    '2012-10-11 1030',
    '2026-11-24 10:30',
    '10 min., 15 min. og 20 min.',
    '010215 og 12345',
    'kl. 1012-12, 4600 Køge',
    'tlf. 1012 15 16',
    'ring 1012 1516, 2012 1516',
    'kl. 1005 til 1110',
    'den 24.11.2012 10.30',
    '0102 15 12345',
    '3102 15 1234',
    '2012-10-11&nbsp;1030',
    'sag 15&nbsp;1234',
    'R&D 12, Q&A 1234',
    'ring 1210 2030, 4600 Køge',
    '1210 2030 4600 Køge',
  ])('%j holds none', text => {
    expect(hasCprNumber(text)).toBe(false)
  })

  const two = (n: number) => String(n).padStart(2, '0')
  const birth = fc
    .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.nat(99), fc.boolean())
    .map(([day, month, year, replacement]) => `${two(replacement ? day + 60 : day)}${two(month)}${two(year)}`)
  const serial = fc.nat(9999).map(n => String(n).padStart(4, '0'))
  const join = fc.constantFrom(
    ...['', ' ', '-', ' - ', '–', ' – ', '\u2010', '\u00a0', '\u200b', '－', '.', '/'],
    ...[
      '&nbsp;',
      '&ndash;',
      '\u202f',
      ',',
      ', ',
      ':',
      ';',
      '·',
      '•',
      '+',
      '=',
      ' (',
      '[',
      ' nr. ',
      ' nr ',
      ' og ',
      '👶',
      ' → ',
    ],
  )
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

  test('is found whatever its spelling', () => {
    const split = fc.constantFrom('.', '-', '/', ' ', '·')
    fc.assert(
      fc.property(
        birth,
        serial,
        split,
        fc.constantFrom('', '19', '20'),
        around,
        (date, number, by, century, before) => {
          const [day = '', month = '', year = ''] = date.match(/\d\d/g) ?? []
          const short = [Number(day), Number(month), `${century}${year}`].join(by)
          const pairs = [day, month, year, number.slice(0, 2), number.slice(2)]
          fc.pre(!pairs.every((pair, at) => Number(pair) === Number(day) + at))
          for (const written of [
            `${day}${month}${century}${year}${number}`,
            `${day}${month}${century}${year} ${number.slice(0, 2)} ${number.slice(2)}`,
            `${[day, month, `${century}${year}`].join(by)} ${number}`,
            `${short}-${number}`,
            `${day}${month}${by}${year}${by}${number}`,
            pairs.join(by),
          ])
            expect(hasCprNumber(`${before}${written} bider`), written).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  const date = fc.date({ min: new Date('2000-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  const dates = date.map(at => {
    const [day, month, year] = [at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCFullYear()]
    const short = two(year % 100)
    return [
      `${two(day)}.${two(month)}.${year}`,
      `${two(day)}.${two(month)}.${short}`,
      `${two(day)}-${two(month)}-${year}`,
      `${day}/${month}-${year}`,
      `${day}/${month} ${short}`,
      `${year}-${two(month)}-${two(day)}`,
      `${day}. november ${year}`,
      `${two(day)}${two(month)}${short}`,
    ]
  })
  const times = fc
    .tuple(fc.nat(23), fc.constantFrom(0, 5, 10, 15, 30, 45))
    .map(([hour, minute]) => [
      `kl. ${hour}.${two(minute)}`,
      `${two(hour)}:${two(minute)}`,
      `${hour}.${two(minute)}-${hour + 1}.${two(minute)}`,
      `kl. ${hour}-${hour + 2}`,
      `${hour + 1} timer og ${minute} min.`,
    ])
  const gap = fc.constantFrom(' ', ', ', ' - ', ' og ', '; ', '\n')

  test('is not seen in dates, times and how long something takes', () => {
    fc.assert(
      fc.property(dates, dates, times, gap, (ones, others, hours, between) => {
        ones.forEach((one, at) => {
          expect(hasCprNumber(`Mødet ${one}.`), one).toBe(false)
          for (const time of hours) expect(hasCprNumber(`${one} ${time}`), `${one} ${time}`).toBe(false)
          const two = `${one}${between}${others[at]}`
          expect(hasCprNumber(two), two).toBe(false)
        })
      }),
      { numRuns: 200 },
    )
  })

  test('is not seen in a date with a place, nor in the number of a case', () => {
    const code = fc.integer({ min: 1000, max: 9990 })
    fc.assert(
      fc.property(dates, code, fc.nat(999_999), (written, postal, running) => {
        const [long, short] = written
        const number = String(running).padStart(6, '0')
        for (const text of [
          `${long}, ${postal} Køge`,
          `${short}, ${postal} Køge`,
          `${postal} Køge, ${long}`,
          `sag 2026-0${number}`,
          `sag 26/${number}`,
          `sagsnr. S${postal}-${number}`,
        ])
          expect(hasCprNumber(text), text).toBe(false)
      }),
      { numRuns: 200 },
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
          expect(hasCprNumber(`24.11.26: ring ${form}`), form).toBe(false)
          expect(hasCprNumber(`${form} / ${form}`), form).toBe(false)
        }
        expect(hasCprNumber(`24.11.26 ${pairs(n)}`), n).toBe(false)
        expect(hasCprNumber(`241126 ${pairs(n)}`), n).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('a long text is read in a moment', () => {
    const hostile = ['0102', '01 02 ', '01.02.15 - ', '1.2.15-', '010215     ', '0 ', '\u200b'].map(part =>
      part.repeat(20_000),
    )
    const begun = performance.now()
    for (const text of hostile) hasCprNumber(text)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})
