import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { graphemes, nearest, overfull, paragraphs, shown, tooLong } from '../../../src/shared/text.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 200 })

describe('length as a reader counts it', () => {
  test.each([
    ['', 0],
    ['æøå', 3],
    ['a\u030a', 1],
    ['👨‍👩‍👧‍👦', 1],
    ['🇩🇰 og 👍🏽', 6],
    ['\r\n', 1],
  ])('%j has %i characters', (text, count) => {
    expect(graphemes(text)).toBe(count)
  })

  test('a text is too long from one character more', () => {
    expect(tooLong('x'.repeat(2000), 2000)).toBe(false)
    expect(tooLong('x'.repeat(2001), 2000)).toBe(true)
    expect(tooLong('👨‍👩‍👧‍👦'.repeat(2000), 2000)).toBe(false)
    expect(tooLong('👨‍👩‍👧‍👦'.repeat(2001), 2000)).toBe(true)
  })

  test('a letter under a tower of accents is no way round it', () => {
    expect(tooLong(`a${'\u0301'.repeat(10_000)}`, 100)).toBe(true)
  })

  test('what a card is to hold has its limit in code units too: families count as what they take', () => {
    expect(overfull('👍'.repeat(2000), 2000)).toBe(false)
    expect(overfull('👍'.repeat(2001), 2000)).toBe(true)
    expect(overfull('👨‍👩‍👧‍👦'.repeat(2000), 2000)).toBe(true)
    expect(overfull('👨‍👩‍👧‍👦'.repeat(18), 80)).toBe(false)
  })

  test('counting agrees with the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        const count = graphemes(text)
        expect(tooLong(text, count)).toBe(false)
        if (count > 0) expect(tooLong(text, count - 1)).toBe(true)
      }),
    )
  })
})

describe('paragraphs', () => {
  test('are the lines that have something in them', () => {
    expect(paragraphs('Første.\r\n\r\n  Anden. \nTredje.\u2028Fjerde.\r')).toEqual([
      'Første.',
      'Anden.',
      'Tredje.',
      'Fjerde.',
    ])
    expect(paragraphs(' \n\t\n')).toEqual([])
  })

  test('hold no line break, and put together again give the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', ' ', '\n', '\r', '\u2029', 'ø', '\t')), letters => {
        const lines = paragraphs(letters.join(''))
        for (const line of lines) expect(line).toMatch(/^\S.*$/)
        expect(paragraphs(lines.join('\n'))).toEqual(lines)
      }),
    )
  })
})

describe('text that is shown', () => {
  const functions = /\{\{\s*(?:DATE|TIME)\s*\(|<\s*\/?\s*at\b/i

  test.each([
    '{{DATE(2026-11-24T09:00:00Z, LONG)}}',
    '{{TIME(2026-11-24T09:00:00Z)}}',
    '{{{DATE(2026-11-24T09:00:00Z)}}}',
    'Hej <at>Lone</at>',
    '<AT id="0">Lone</AT>',
  ])('%s does nothing and reads the same', typed => {
    const safe = shown(typed)
    expect(safe).not.toMatch(functions)
    expect(safe.replaceAll('\u2060', '')).toBe(typed)
  })

  test.each(['', 'Hej', '{{navn}}', '${x}', '<b>fed</b>', '<atlas>', '**stjerner**', 'a < at blive'])(
    '%j is left nearly alone',
    typed => {
      expect(shown(typed).replaceAll('\u2060', '')).toBe(typed)
    },
  )

  test('nothing that reads differently comes out, and nothing that works', () => {
    const piece = fc.constantFrom('{', '{{', 'DATE(', 'time(', '<', '/', 'at', '>', ' ', 'x', '}}', '${x}')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const typed = pieces.join('')
        const safe = shown(typed)
        expect(safe).not.toMatch(functions)
        expect(safe.replaceAll('\u2060', '')).toBe(typed)
        expect(shown(safe)).toBe(safe)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the nearest word', () => {
  const commands = ['hjælp', 'mine møder', 'mine opgaver', 'overblik', 'nej', 'ja']

  test.each([
    ['hjælp', 'hjælp'],
    ['HJÆLP', 'hjælp'],
    ['hjaelp', 'hjælp'],
    ['hjalp', 'hjælp'],
    ['hjlæp', 'hjælp'],
    ['hælp', 'hjælp'],
    ['hjæælp', 'hjælp'],
    ['mine moeder', 'mine møder'],
    ['  Mine   Møder ', 'mine møder'],
    ['mine moder', 'mine møder'],
    ['mineopgaver', 'mine opgaver'],
    ['ovreblik', 'overblik'],
    ['ja', 'ja'],
  ])('%j was meant as %s', (typed, meant) => {
    expect(nearest(typed, commands, 2)).toBe(meant)
  })

  test.each(['', '   ', 'jo', 'nu', 'vejret', 'møder', 'x'.repeat(5000)])('%j is none of them', typed => {
    expect(nearest(typed, commands, 2)).toBeNull()
  })

  test('only as many slips as allowed', () => {
    expect(nearest('ovreblk', commands, 1)).toBeNull()
    expect(nearest('ovreblk', commands, 2)).toBe('overblik')
    expect(nearest('overblik', commands, 0)).toBe('overblik')
    expect(nearest('hjælp', [], 2)).toBeNull()
  })

  test('å and aa, ø and oe are the same in either direction', () => {
    expect(nearest('aaben', ['åben'], 0)).toBe('åben')
    expect(nearest('åben', ['aaben'], 0)).toBe('aaben')
    expect(nearest('sønderjylland', ['Soenderjylland'], 0)).toBe('Soenderjylland')
  })

  test('a word is nearest to itself, and one slip is forgiven in five letters or more', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 5, maxLength: 15 })
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom(...letters), fc.nat(3), (meant, where, letter, slip) => {
        const at = where % (meant.length - 1)
        const [before, one, two, after] = [meant.slice(0, at), meant[at], meant[at + 1], meant.slice(at + 2)]
        const typed = [
          `${before}${two}${one}${after}`,
          `${before}${two}${after}`,
          `${before}${letter}${two}${after}`,
          `${before}${letter}${one}${two}${after}`,
        ][slip]!
        expect(nearest(meant, [typed, meant], 0)).toBe(typed === meant ? typed : meant)
        expect(nearest(typed, [meant], 1)).toBe(meant)
      }),
      { numRuns: 200 },
    )
  })

  test('no text makes it fail', () => {
    fc.assert(
      fc.property(anyText, text => {
        const found = nearest(text, commands, 2)
        expect(found === null || commands.includes(found)).toBe(true)
      }),
    )
  })
})
