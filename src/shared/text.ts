/** What does not show and would hide digits from the check: zero-width characters, soft hyphens, marks. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]/gu

/** What stands between the parts of a date. */
const SPLIT = String.raw`[\s\p{Pd}_−./*|~·•]`
const SPLIT_NO_SPACE = String.raw`[\p{Pd}_−./*|~·•]`
const FOUR = String.raw`\d{4}(?!\d)`
/** Not the beginning of a telephone number, which goes on. */
const TWO_PAIRS = String.raw`\d\d \d\d(?! ?\d)`
const CENTURY = '(?:18|19|20)'

/**
 * How people write ddmmyy-xxxx and ddmmyyyy-xxxx. The less the date looks like one in a sentence, the more may stand
 * between it and the serial number. Zero-width, so that what looks like one hides none that begins inside it.
 */
const CPR_LIKE = new RegExp(
  [
    String.raw`(?<!\d)(?=(?<all>`,
    // 010215-1234, 010215 (1234), 010215 nr. 1234, 010215 12 34, 010220151234
    String.raw`(?<d1>\d\d)(?<m1>\d\d)${CENTURY}?\d\d(?:`,
    String.raw`(?:[^\p{L}\d]{0,5}|[^\p{L}\d]{0,3}(?:nr|no|og|and)[^\p{L}\d]{0,3})${FOUR}`,
    String.raw`|[^\p{L}\d]{1,5}${TWO_PAIRS})`,
    // 01.02.15-1234, 01 02 2015 1234
    String.raw`|(?<d2>\d\d)${SPLIT}{1,3}(?<m2>\d\d)${SPLIT}{1,3}${CENTURY}?\d\d${SPLIT}{1,5}${FOUR}`,
    // 0102 15 1234; with the whole year it might be a telephone number before a postal code
    String.raw`|(?<d6>\d\d)(?<m6>\d\d)${SPLIT}{1,3}\d\d${SPLIT}{1,3}${FOUR}`,
    // 01.02.15-12 34
    String.raw`|(?<d3>\d\d)${SPLIT_NO_SPACE}(?<m3>\d\d)${SPLIT_NO_SPACE}${CENTURY}?\d\d${SPLIT}${TWO_PAIRS}`,
    // 1.2.15-1234
    String.raw`|(?<d4>\d{1,2})${SPLIT}(?<m4>\d{1,2})${SPLIT}${CENTURY}?\d\d\p{Pd}${FOUR}`,
    // 01 02 15 12 34: five pairs, and no more
    String.raw`|(?<!\d\d${SPLIT})(?<d5>\d\d)(?<join>${SPLIT})(?<m5>\d\d)(?:\k<join>\d\d){3}(?!${SPLIT}?\d)`,
    '))',
  ].join(''),
  'giu',
)

/** Text that is copied from a web page may bring its spaces and dashes as entities. */
const ENTITY =
  /&(?:amp;)*(?:#x(?<hex>[0-9a-f]{1,6});|#(?<decimal>\d{1,7});|(?<name>nbsp|emsp|ensp|thinsp|shy|ndash|mdash|minus|hyphen|dash);?)/giu
const NAMED: Readonly<Record<string, string>> = {
  shy: '',
  ndash: '-',
  mdash: '-',
  minus: '-',
  hyphen: '-',
  dash: '-',
}

function decoded(entity: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? ' '
  const code = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity
}

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a CPR number can begin so. Replacement numbers add 60 to the day. The year excludes nothing. */
function plausibleBirthDate(date: number, month: number): boolean {
  const longest = LONGEST_MONTHS[month - 1]
  const day = date > 60 ? date - 60 : date
  return longest !== undefined && day >= 1 && day <= longest
}

/** Numbers that count on, such as weeks: '10 11 12 13 14'. */
function countsOn(text: string): boolean {
  const numbers = text.split(/\D+/).map(Number)
  return numbers.length === 5 && numbers.every((number, place) => number === Number(numbers[0]) + place)
}

/**
 * Whether a text holds what may be a Danish CPR number (R-CONS-8): then it is refused, not stored, not logged.
 * It is better to refuse an order number that looks like one than to store a CPR number, so:
 * - found: '010215-1234', '010215 1234', '010215–1234', '010215, 1234', '010215 nr. 1234', '010215 12 34',
 *   '0102151234', '0102 15 1234', '01.02.15-1234', '1.2.15-1234', '01 02 15 12 34', '01022015-1234', '010220151234', full-width
 *   digits, zero-width characters and HTML entities ('010215&nbsp;1234') in between, replacement numbers (day + 60), any serial number (the old modulus 11
 *   check has not held since 2007);
 * - not found: a date alone or with a time, telephone numbers (eight digits, also with +45, also after a date), numbers
 *   whose first digits are no date, ten digits inside a longer run, numbers that count on ('10 11 12 13 14').
 *
 * A date followed at once by four digits that are no time ('24.11.26 1030') is refused: '10.30' and ', 4600 Køge' are
 * not.
 */
export function hasCprNumber(text: string): boolean {
  const plain = text.replace(ENTITY, decoded).normalize('NFKC').replace(INVISIBLE, '')
  for (const { groups = {} } of plain.matchAll(CPR_LIKE)) {
    const { all = '', d1, d2, d3, d4, d5, d6, m1, m2, m3, m4, m5, m6 } = groups
    const date = Number(d1 ?? d2 ?? d3 ?? d4 ?? d5 ?? d6)
    const month = Number(m1 ?? m2 ?? m3 ?? m4 ?? m5 ?? m6)
    if (plausibleBirthDate(date, month) && !countsOn(all)) return true
  }
  return false
}

const segmenter = new Intl.Segmenter('da', { granularity: 'grapheme' })

/** How many characters a reader sees: a family emoji, or a letter with its accent, is one. */
export function graphemes(text: string): number {
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

/** One character may be long (an emoji family has eleven code units), but not without end. */
const LONGEST_GRAPHEME = 16

/** Whether a text has more than `max` characters as a reader counts them. */
export function tooLong(text: string, max: number): boolean {
  if (text.length <= max) return false
  return text.length > max * LONGEST_GRAPHEME || graphemes(text) > max
}

/**
 * Whether a long text is more than a card should hold: too long, or of characters that are long themselves. A letter
 * with its marks may be long, but a card has its limit in code units.
 */
export function overfull(text: string, max: number): boolean {
  return tooLong(text, max) || text.length > Math.max(max * 2, 200)
}

/** The lines of a text that has any, for display one below the other. Blank lines only separate. */
export function paragraphs(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map(line => line.trim())
    .filter(line => line !== '')
}

/**
 * The lines of a text, one row each, but not without end: where there are more, the last row holds the rest.
 * @param most at least 1
 * @example fewLines('a\n\nb\nc', 2) // ['a', 'b c']
 */
export function fewLines(text: string, most: number): string[] {
  const lines = paragraphs(text)
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')]
}

/** WORD JOINER: without width, and neither a space nor a break. */
const JOINER = '\u2060'

/**
 * A user's text made safe to stand in a card: the date functions of Adaptive Cards ('{{DATE(', '{{TIME(') and the
 * mention tags of Teams ('<at>', '</at>') get an invisible character, so that they are read as typed and do
 * nothing. For display only: an input gets its own text back unchanged. Doing it twice changes nothing.
 */
export function shown(text: string): string {
  return text
    .replace(/\{(?=\{\s*(?:DATE|TIME)\s*\()/giu, `{${JOINER}`)
    .replace(/<(?=\s*\/?\s*at\b)/giu, `<${JOINER}`)
}

/** @example withCapital('øvrige') // 'Øvrige' */
export const withCapital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

const LETTERS: Record<string, string> = { æ: 'ae', ø: 'oe', å: 'aa' }

/** One spelling for what people type alike: case, æ/ae, ø/oe, å/aa, accents, spaces. */
function folded(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[æøå]/g, letter => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
}

/**
 * The words of a text, one spelling each: what people type alike, and what does not show, makes no difference.
 * @example wordsOf("Zoé's mor, IGEN") // ['zoe', 's', 'mor', 'igen']
 */
export const wordsOf = (text: string): string[] =>
  folded(text.normalize('NFKC').replace(INVISIBLE, ''))
    .split(/[^\p{L}]+/u)
    .filter(word => word !== '')

/** Damerau–Levenshtein distance: letters left out, added, exchanged, or two neighbours swapped. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, beforeLast[j - 2]! + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}

const LONGEST_WORD = 100

/**
 * The word that was probably meant: the nearest of `words` within `maxDistance` slips of the keyboard, or null.
 * Case, accents and æ/ae, ø/oe, å/aa make no difference. A short word forgives less than half of its letters, so
 * that 'ja' never becomes 'nej' or 'jo'. Of equally near words the first is taken.
 *
 * @example nearest('mine moeder', ['mine opgaver', 'mine møder'], 2) // 'mine møder'
 */
export function nearest(word: string, words: readonly string[], maxDistance: number): string | null {
  const typed = folded(word)
  if (typed === '' || typed.length > LONGEST_WORD) return null
  let best: string | null = null
  let bestDistance = maxDistance + 1
  for (const candidate of words) {
    const meant = folded(candidate)
    if (Math.abs(meant.length - typed.length) >= bestDistance) continue
    const slips = distance(typed, meant)
    if (slips < bestDistance && slips * 2 < Math.min(meant.length, typed.length)) {
      best = candidate
      bestDistance = slips
    }
  }
  return best
}
