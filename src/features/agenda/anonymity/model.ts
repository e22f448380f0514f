import { hasCprNumber, wordsOf } from '../../../shared/text.ts'
import { type AgendaItem, type ItemKind, isNamed } from '../model.ts'

/**
 * How little a text may tell of who a child is:
 * - anonymous: nothing by which the child may be known (R-CONS-6);
 * - unnamed: no child's name (R-AGENDA-1);
 * - agreement: what is agreed about a named child, and why, does not say the name (R-ACT-1);
 * - free: the child is named there, and the consent gate keeps the text (R-CONS-4).
 */
export type TextRule = 'anonymous' | 'unnamed' | 'agreement' | 'free'

/** What is wrong with a text that tells too much: the rule that it breaks. */
export type Telling = Exclude<TextRule, 'free'>

/**
 * The rule for the texts of an item. What nobody consented to is read by everybody in the circle, so the rule hangs on
 * whether a child is named behind the gate, and a follow-up has the rule of what it carries on, not of its own kind.
 * @param originKind of the first item of the matter; null when it is not there any more: then the strictest holds
 * @param agreement an action point, its note, a reason: read beyond the item
 * @example ruleFor({ kind: 'followUp', childId: null }, 'anonymousCase', false) // 'anonymous'
 */
export function ruleFor(
  item: Pick<AgendaItem, 'kind' | 'childId'>,
  originKind: ItemKind | null,
  agreement: boolean,
): TextRule {
  if (isNamed(item)) return agreement ? 'agreement' : 'free'
  const kind = item.kind === 'followUp' ? originKind : item.kind
  return kind === 'childGroup' || kind === 'other' ? 'unnamed' : 'anonymous'
}

/** What a text may not say. */
export interface Unsayable {
  rule: TextRule
  /** of children */
  names: readonly string[]
  /** of people whose own names may stand there, though a child has the same first name */
  colleagues: readonly string[]
}

/**
 * What a text tells of who a child is, that it may not tell. It is better to ask for other words once too often.
 * @returns the rule that it breaks, never what was found; null when it may stand
 * @example tellsWho('Ring til Noahs mor', { rule: 'agreement', names: ['Noah Berg'], colleagues: [] }) // 'agreement'
 */
export function tellsWho(text: string, { rule, names, colleagues }: Unsayable): Telling | null {
  if (rule === 'free') return null
  if (rule === 'anonymous' && showsWho(text)) return rule
  const said = wordsOf(text)
  const spared = new Set(colleagues.flatMap(wordsOf))
  return names.some(name => says(said, wordsOf(name), spared)) ? rule : null
}

/** The whole name, or a part of it of three letters or more, alone or with a genitive s. */
function says(said: readonly string[], name: readonly string[], spared: ReadonlySet<string>): boolean {
  const parts = name.filter(part => part.length >= 3 && !spared.has(part))
  if (parts.some(part => said.includes(part) || said.includes(`${part}s`))) return true
  const whole = name.join(' ')
  return name.length > 1 && new RegExp(`(?<!\\S)${whole}s?(?!\\S)`, 'u').test(said.join(' '))
}

/** Two capitals that are words, not somebody's initials. */
const shortWords = new Set([
  'TV',
  'PC',
  'OK',
  'DR',
  'EU',
  'IT',
  'VI',
  'DE',
  'HR',
  'NU',
  'JA',
  'ER',
  'UK',
  'US',
])
const initialsPattern = [
  // N.H. and N. H.
  /(?<![\p{L}\d])\p{Lu}\.\s?\p{Lu}(?![\p{Ll}\d])/u,
  // "N. slår": one letter with a full stop inside a sentence
  /(?<![\p{L}\d])\p{Lu}\.(?=\s+\p{Ll})/u,
  // "N slår", "for N"; not "I" (you all, I)
  /(?<![\p{L}\d.])[A-HJ-ZÆØÅ](?![\p{L}\d.])/u,
]
const twoCapitals = /(?<![\p{L}\d])\p{Lu}{2}(?![\p{L}\d])/gu

/** "på Mælkebøttestuen": a group's own name stands capitalised inside a sentence (R-CONS-6). */
const groupName = /(?<=[\p{L}\d,;:]\s+)\p{Lu}\p{Ll}+(?:stuen|gruppen|huset|holdet)(?![\p{L}])/u

const monthWord = String.raw`(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)\p{L}*`
/** A date with its year: 3/5-2023, 03.05.23, 2023-05-03, 3. maj 2023, May 3, 2023. */
const fullDate = new RegExp(
  [
    String.raw`(?<!\d)\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d\d)(?!\d)`,
    String.raw`(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)`,
    String.raw`(?<!\d)\d{1,2}\.?\s+${monthWord}\.?,?\s+\d{4}(?!\d)`,
    String.raw`(?<!\p{L})${monthWord}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}(?!\d)`,
    String.raw`\b(?:født|fødselsdag|fødselsdato|born|birthday)\b[^.\n]{0,20}\d`,
  ].join('|'),
  'iu',
)

/** Initials, a full date, the name of a group, a CPR number: what shows a child without its name (R-CONS-6). */
function showsWho(text: string): boolean {
  if (hasCprNumber(text) || fullDate.test(text) || groupName.test(text)) return true
  if (initialsPattern.some(pattern => pattern.test(text))) return true
  return [...text.matchAll(twoCapitals)].some(([capitals]) => !shortWords.has(capitals))
}
