/** What a text tells of: of each kind it is known who may read it. */
export type Telling =
  | 'name'
  | 'problem'
  | 'question'
  | 'form'
  | 'contribution'
  | 'consent'
  | 'minutes'
  | 'agreement'

const letters = 'abcdefghijklmnopqrstuvwxyz'
const length = 6
/** Alone, or a signature in a link looks like one now and then. */
const pattern = new RegExp(`(?<![\\w-])[Zz]q[${letters}]{${length}}(?![\\w-])`, 'g')

/**
 * Words that stand nowhere else, so that wherever one turns up it is known which text is shown there. Letters alone:
 * a number would look like somebody's birth date.
 */
export function markers(): { next(): string } {
  let count = 0
  return {
    next() {
      count += 1
      // A factor without a common divisor mixes the letters: names that look alike are taken for slips of the keyboard.
      let rest = (count * 104_729_711) % letters.length ** length
      let word = 'zq'
      for (let place = 0; place < length; place += 1) {
        word += letters[rest % letters.length]
        rest = Math.floor(rest / letters.length)
      }
      return word
    },
  }
}

/** Every marker in an answer or a message, whatever else it holds. */
export function markersIn(value: unknown): Set<string> {
  const found = JSON.stringify(value ?? '').match(pattern) ?? []
  return new Set(found.map(marker => marker.toLowerCase()))
}

/** A child's name that is a marker. */
export const nameOf = (marker: string): string => marker.charAt(0).toUpperCase() + marker.slice(1)
