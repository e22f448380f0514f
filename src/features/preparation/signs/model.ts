import type { Language } from '../../../shared/action.ts'
import { type Theme, themes } from '../../policy/form/model.ts'
import type { Answers, ThemeAnswer } from '../model.ts'
import type { Level } from '../scale/model.ts'

export const frequencies = ['notSeen', 'rarely', 'weekly', 'daily', 'manyTimesDaily'] as const
export type Frequency = (typeof frequencies)[number]
export const concerns = ['none', 'slight', 'some', 'great'] as const
export type Concern = (typeof concerns)[number]
export const places = ['home', 'daycare'] as const
export type Place = (typeof places)[number]

/** What is said of one sign (R-FORM-4). '' is not answered. */
export interface SignAnswer {
  frequency: Frequency | ''
  concern: Concern | ''
  /** what was seen, since when and where; not there until the sign's own card has been left */
  seen?: string
  since?: string
  where?: readonly Place[]
  /** the sign as it read when it was answered: a list may change, and the answer stays */
  words?: Readonly<Record<Language, string>>
}

/** In the place of an id: the sign in one's own words. An id begins with its theme. */
export const ownKey = 'own'

/** The answer to a sign, by its id or `ownKey`. */
export function signIn(answer: ThemeAnswer | undefined, key: string): SignAnswer | undefined {
  if (key === ownKey) return answer?.ownSign
  return answer && Object.hasOwn(answer.signs, key) ? answer.signs[key] : undefined
}

/**
 * The inputs of a sign: named after it and not after its place, so that an answer stays with its sign when the age, and
 * with it the list, is corrected while the card is open.
 */
export const inputsOf = (key: string) => {
  const name = key.replaceAll('.', '_')
  return {
    frequency: `frequency_${name}`,
    concern: `concern_${name}`,
    seen: `seen_${name}`,
    since: `since_${name}`,
    where: `where_${name}`,
  } as const
}

/** A sign in one's own words was seen, or it would not be written. */
const isSeen = (answer: ThemeAnswer, key: string): boolean => {
  const frequency = signIn(answer, key)?.frequency ?? ''
  return key === ownKey ? answer.own !== '' : frequency !== '' && frequency !== 'notSeen'
}

/**
 * The signs that are asked about one by one: those that were seen, in the card's order, one's own last.
 * @param order the ids on the theme's card
 */
export const seenSigns = (answer: ThemeAnswer | undefined, order: readonly string[]): string[] =>
  answer ? [...order, ownKey].filter(key => isSeen(answer, key)) : []

/** Two signs fill a card. */
export const signsOnCard = 2

/**
 * The signs of the next card of details.
 * @param after the signs of the card that is left; empty: the theme's own card
 * @returns empty after the last
 * @example detailsAfter(answer, ['a', 'b', 'c'], []) // ['a', 'b'], all three seen; then ['c']
 */
export function detailsAfter(
  answer: ThemeAnswer | undefined,
  order: readonly string[],
  after: readonly string[],
): string[] {
  const all = [...order, ownKey]
  const last = Math.max(-1, ...after.map(key => all.indexOf(key)))
  return seenSigns(answer, order)
    .filter(key => all.indexOf(key) > last)
    .slice(0, signsOnCard)
}

/** The signs of the card before; empty: that is the theme's own. */
export function detailsBefore(
  answer: ThemeAnswer | undefined,
  order: readonly string[],
  before: readonly string[],
): string[] {
  const all = [...order, ownKey]
  const first = Math.min(...before.map(key => all.indexOf(key)))
  return seenSigns(answer, order)
    .filter(key => all.indexOf(key) < first)
    .slice(-signsOnCard)
}

/** Signs that were seen, and whose details nobody has left yet: there somebody who comes back goes on. */
export const unasked = (answer: ThemeAnswer | undefined, order: readonly string[]): string[] =>
  seenSigns(answer, order).filter(key => {
    const sign = signIn(answer, key)
    return sign?.concern === '' && sign.seen === undefined
  })

/** The whole of a theme's card that is not about a single sign's details. */
export const cardPart = 'card'

/** The parts of a theme that are saved by a card each, to compare: the card itself, and the details of every sign. */
export function partsOfTheme(answer: ThemeAnswer): Record<string, string> {
  const { signs, own, ownSign, ...rest } = answer
  const all = Object.entries({ ...signs, [ownKey]: ownSign })
  const frequencies = all.map(([key, { frequency }]) => `${key}:${frequency}`)
  const details = all.map(([key, { concern, seen = '', since = '', where = [] }]): [string, string] => [
    key,
    JSON.stringify([concern, seen, since, where]),
  ])
  return { ...Object.fromEntries(details), [cardPart]: JSON.stringify([frequencies.toSorted(), own, rest]) }
}

/**
 * How much one sign weighs in the first placement: its degree of concern, none 0 to great 3, where it was seen at all.
 * A degree without a frequency counts: whoever is concerned has seen something.
 */
const weightOf = ({ frequency, concern }: SignAnswer): number =>
  concern === '' || frequency === 'notSeen' ? 0 : concerns.indexOf(concern)

/** Whether a sign says something: how often without any degree of concern does not, and silence is not wellbeing. */
const isFilledIn = ({ frequency, concern }: SignAnswer): boolean => concern !== '' || frequency === 'notSeen'

const often = (sign: SignAnswer): boolean => sign.frequency === 'daily' || sign.frequency === 'manyTimesDaily'

/**
 * The first placement (R-FORM-5): the published rule, shown word for word with its result. A guide and nothing more;
 * the person's own placement decides.
 * - concern: a sign of great concern that is seen daily, or some or great concern within three themes or more;
 * - attention: at least one sign of some or great concern;
 * - wellbeing: everything else, once a sign is filled in.
 * What was not seen does not count, nor does a sign of one's own without words.
 * More concern, or more often, never gives a milder placement.
 * @returns null while no sign is filled in: there is nothing to compute from
 * @example firstPlacement({}) // null
 */
export function firstPlacement(answers: Answers): Level | null {
  const byTheme = themes.map((theme: Theme) => {
    const answer = answers[theme]?.answer
    if (!answer) return []
    const own = answer.own === '' ? [] : [answer.ownSign]
    return [...Object.values(answer.signs), ...own]
  })
  if (!byTheme.flat().some(isFilledIn)) return null
  if (byTheme.flat().some(sign => weightOf(sign) === 3 && often(sign))) return 'concern'
  const heavy = byTheme.filter(signs => signs.some(sign => weightOf(sign) >= 2)).length
  if (heavy >= 3) return 'concern'
  return heavy > 0 ? 'attention' : 'wellbeing'
}
