/** Everything that happens by chance comes from one of these: the same seed makes the same year. */
export interface Chance {
  /** from 0 up to 1, which is not among them */
  next(): number
  /** a whole number from `least` to `most`, both included */
  between(least: number, most: number): number
  happens(probability: number): boolean
  of<T>(list: readonly T[]): T
  /** so many different ones, in any order */
  some<T>(list: readonly T[], count: number): T[]
  /** an id as the database has them */
  id(): string
}

/** Mulberry32: small, quick, and even enough for people's habits. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const hex = (digits: number) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join('')

  return {
    next,
    between,
    happens: probability => next() < probability,
    of(list) {
      const one = list[between(0, list.length - 1)]
      if (one === undefined) throw new RangeError('There is nothing to choose from.')
      return one
    },
    some(list, count) {
      const left = [...list]
      return Array.from({ length: Math.min(count, left.length) }, () => {
        const [one] = left.splice(between(0, left.length - 1), 1)
        return one as (typeof list)[number]
      })
    },
    id: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  }
}
