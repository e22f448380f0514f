import { createHash } from 'node:crypto'

/** The fields of one card of an item, as text, by the names of their inputs. */
export type Fields = Readonly<Record<string, string>>

/** Line ends and the order of ticks are the client's matter, not the person's. */
const plain = (field: string, value: string): string =>
  field === 'outcomes' ? value.split(',').toSorted().join() : value.replace(/\r\n?/g, '\n').trim()

/** A hash in letters alone: digits may happen to read as a CPR number, and the click would be refused (R-CONS-8). */
const inLetters = (text: string): string =>
  [...createHash('sha256').update(text).digest('hex').slice(0, 8)]
    .map(digit => 'abcdefghijklmnop'[Number.parseInt(digit, 16)])
    .join('')

/** Tells apart what stood in a field, and fits on every button of a card. */
const markOf = (field: string, value: string): string => inLetters(plain(field, value))

/**
 * What a card shows in its fields, as marks: it is sent back with what was typed.
 * @example seenOf({ summary: 'Ro.', followUpDay: '' }) // 'hgblhkni:ckfdcnpm': an empty field has no mark
 */
export const seenOf = (fields: Fields): string =>
  Object.entries(fields)
    .filter(([field, value]) => plain(field, value) !== '')
    .map(([field, value]) => `${inLetters(field)}:${markOf(field, value)}`)
    .join(' ')

const texts = /^(?:summary|p_)/
/** A new agreement's text is never on the card when it is drawn. */
const typedTexts = /^(?:summary|what|p_)/

/** A text and one that was written meanwhile stand below each other, two sets of ticks together; of the rest stands one's own. */
function both(field: string, stored: string, typed: string): string {
  if (texts.test(field)) return [stored, typed.trim()].filter(Boolean).join('\n\n')
  return field === 'outcomes' ? [...new Set([...stored.split(','), ...typed.split(',')])].join() : typed
}

/**
 * Was a text written on the card that it did not show when it was drawn? It would vanish with the card.
 * @param seen of the card, from `seenOf`
 * @example hasNewText(seenOf({ summary: 'Ro.' }), { summary: 'Ro.' }) // false
 */
export function hasNewText(seen: string, typed: Readonly<Record<string, string | undefined>>): boolean {
  const marks = new Set(seen.split(' '))
  return Object.entries(typed).some(
    ([field, text = '']) =>
      typedTexts.test(field) &&
      plain(field, text) !== '' &&
      !marks.has(`${inLetters(field)}:${markOf(field, text)}`),
  )
}

/**
 * Puts what was typed on a card together with what has been stored since the card was drawn, field by field, so that
 * a card of another device takes nothing away.
 * @param seen of the card, from `seenOf`
 * @returns the fields as they are to be kept; those in `changed` were changed on both sides and are shown again
 * @example merge('', { summary: 'Ro.' }, { summary: '' }) // { fields: { summary: 'Ro.' }, changed: [] }
 */
export function merge(
  seen: string,
  stored: Fields,
  typed: Readonly<Record<string, string | undefined>>,
): { fields: Fields; changed: string[] } {
  const marks = new Map(seen.split(' ').map(mark => mark.split(':') as [string, string]))
  const changed: string[] = []
  const fields = Object.entries(stored).map(([field, now]) => {
    const mine = typed[field] ?? ''
    const before = marks.get(inLetters(field)) ?? markOf(field, '')
    const untyped = markOf(field, mine) === before
    if (untyped || plain(field, mine) === plain(field, now)) return [field, now]
    if (markOf(field, now) === before || plain(field, now) === '') return [field, mine]
    changed.push(field)
    return [field, both(field, now, mine)]
  })
  return { fields: Object.fromEntries(fields), changed }
}
