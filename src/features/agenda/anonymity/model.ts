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
  /** anonymous: of parents and others who answered for a child, which show who it is as well (R-CONS-6) */
  parents?: readonly string[]
  /** of people whose own names may stand there, though a child has the same first name */
  colleagues: readonly string[]
}

/**
 * What a text tells of who a child is, that it may not tell. It is better to ask for other words once too often.
 * @returns the rule that it breaks, never what was found; null when it may stand
 * @example tellsWho('Ring til Noahs mor', { rule: 'agreement', names: ['Noah Berg'], colleagues: [] }) // 'agreement'
 */
export function tellsWho(text: string, { rule, names, parents = [], colleagues }: Unsayable): Telling | null {
  if (rule === 'free') return null
  if (rule === 'anonymous' && (showsWho(text) || saysParent(text, parents) || saysInitials(text, names)))
    return rule
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

/**
 * Names that are words as well. A parent who has one is found where it is capitalised: refused "en tur i skov" or "hele
 * sit liv", nobody would know what to write instead.
 */
const wordsToo = new Set(
  wordsOf(`april august bang bro bror dahl dal dam falk fred frank from glad have hjort holt hope håb juni kilde
    kjær kok krog lang liv lund lykke maj mark may møller rose sand skov smed sol sten stille storm sund vang vest
    will ung øst`),
)
const capitalised = /(?<!\p{L})\p{Lu}[\p{L}\p{M}\p{Cf}]*/gu

/** A parent's name, as a child's is found; what is a word as well, with a capital alone. */
function saysParent(text: string, parents: readonly string[]): boolean {
  const said = wordsOf(text)
  const names = wordsOf((text.normalize('NFKC').match(capitalised) ?? []).join(' '))
  return parents.map(wordsOf).some(name => says(said, name, wordsToo) || says(names, name, new Set()))
}

/** Short forms with full stops, and nobody's initials. */
const shortForms = new Set(['mm', 'mv', 'pt', 'ol', 'dd', 'pga', 'dvs', 'eg', 'ie', 'am', 'pm'])

/** The initials of a known name: "n.b." with full stops, three capitals or more without. */
function saysInitials(text: string, names: readonly string[]): boolean {
  const plain = text.normalize('NFKC')
  return names.some(name => {
    const letters = (name.match(/(?<!\p{L})\p{L}/gu) ?? []).map(letter => letter.toLowerCase())
    const together = letters.join('')
    if (letters.length < 2 || shortForms.has(together)) return false
    const dotted = new RegExp(String.raw`(?<![\p{L}.])${letters.join(String.raw`\.\s?`)}(?!\p{L})`, 'iu')
    const capitals = new RegExp(String.raw`(?<!\p{L})${together.toUpperCase()}s?(?!\p{L})`, 'u')
    return dotted.test(plain) || (letters.length > 2 && capitals.test(plain))
  })
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
  // "N. slår": one letter with a full stop inside a sentence, "N.s mor"
  /(?<![\p{L}\d])\p{Lu}\.(?=\s+\p{Ll}|s(?!\p{L}))/u,
  // "vi taler om N."; not "hvad mener I."
  /(?<=\p{Ll}\s)[A-HJ-ZÆØÅ]\.(?!\p{L})/u,
  // "N slår", "for N"; not "I" (you all, I)
  /(?<![\p{L}\d.])[A-HJ-ZÆØÅ](?![\p{L}\d.])/u,
]
const twoCapitals = /(?<![\p{L}\d])\p{Lu}{2}(?![\p{L}\d])/gu

/** Rooms and groups that every place has: they tell nobody anything. */
const everywhere = new Set(
  wordsOf(`vuggestuen spisestuen dagligstuen legestuen børnegruppen legegruppen lillegruppen storegruppen
    mellemgruppen vuggestuegruppen aldersgruppen ressourcegruppen forældregruppen personalegruppen arbejdsgruppen
    målgruppen styregruppen legehuset dukkehuset sygehuset rådhuset børnehuset kulturhuset klubhuset fodboldholdet`),
)
/** A room's or a group's own name (R-CONS-6): "Mælkebøttestuen", "stuen Egern", "rød stue", "the Sunflower room". */
const groupNames = [
  /(?<!\p{L})\p{Lu}\p{Ll}+(?:stuen|gruppen|huset|holdet)(?=s?(?!\p{L}))/gu,
  /(?<!\p{L})(?:[Ss]tuen?|[Gg]ruppen?)\s+[»"“”']?\p{Lu}\p{Ll}+/gu,
  /(?<!\p{L})(?:rød|blå|grøn|gul|hvid|sort|lilla|orange|lyserød|turkis|brun)e?\s+(?:stue|gruppe)(?!\p{L})/giu,
  /(?<=\bthe\s)\p{Lu}\p{Ll}+\s+(?:room|group)\b/gu,
]
const namesGroup = (text: string): boolean =>
  groupNames.some(pattern =>
    [...text.matchAll(pattern)].some(([found]) => !everywhere.has(wordsOf(found).join(' '))),
  )

const monthWord = String.raw`(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)\p{L}*`
/** A number that is no length of time and no weight. */
const someDay = String.raw`\d{1,4}(?!\d|[.,]\d\s?kg|\s?(?:år|uger?|måneder|måned|mdr|dage?|gram|kg|g|years?|weeks?|months?|days?)(?!\p{L}))`
/** A date with its year: 3/5-2023, 03.05.23, 2023-05-03, 3. maj 2023, May 3, 2023. */
const fullDate = new RegExp(
  [
    String.raw`(?<!\d)\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d\d)(?!\d)`,
    String.raw`(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)`,
    String.raw`(?<!\d)\d{1,2}\.?\s+${monthWord}\.?,?\s+\d{4}(?!\d)`,
    String.raw`(?<!\p{L})${monthWord}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}(?!\d)`,
    // "født 3/5", "født i maj 2022"; not "født 6 uger for tidligt" or "født i uge 34"
    String.raw`\b(?:født|fødselsdag|fødselsdato|born|birthday)\b[^.\n]{0,20}?(?<!\d|uge |week )${someDay}`,
    String.raw`\bf\.\s?\d{1,2}\s?[./-]\s?\d{1,2}`,
    String.raw`(?<!\p{L})årgang\s+\d`,
    // "fylder 4 år den 3. maj", "fylder år 3/5"
    String.raw`\b(?:fylder|turns)\b[^\n]{0,25}?(?<!\d)\d{1,2}(?:\s?/\s?\d|\.?\s+${monthWord})`,
  ].join('|'),
  'iu',
)

/** Initials, a full date, the name of a group, a CPR number: what shows a child without its name (R-CONS-6). */
function showsWho(text: string): boolean {
  if (hasCprNumber(text) || fullDate.test(text) || namesGroup(text)) return true
  if (initialsPattern.some(pattern => pattern.test(text))) return true
  return [...text.matchAll(twoCapitals)].some(([capitals]) => !shortWords.has(capitals))
}
