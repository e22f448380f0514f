/** The part of a list that stands on one card; the rest is a click away. */
export interface Part<T> {
  here: readonly T[]
  /** place of its first one: 0 at the beginning */
  from: number
  /** where the next card begins; null when this one is the last */
  next: number | null
  /** how many come after it */
  left: number
}

/**
 * What one card has room for.
 * @param from where the card begins, as its button said it; past the end, because the list has grown shorter since, the
 *   beginning is shown
 * @example partOf(['a', 'b', 'c'], 0, 2) // { here: ['a', 'b'], from: 0, next: 2, left: 1 }
 */
export function partOf<T>(all: readonly T[], from: number, size: number): Part<T> {
  const start = from < all.length ? from : 0
  const here = all.slice(start, start + size)
  const left = all.length - start - here.length
  return { here, from: start, next: left > 0 ? start + size : null, left }
}

/**
 * The same by numbered pages, for cards that say which one they are.
 * @param number 1 for the first; one that is not there any more gives the nearest
 */
export function pageOf<T>(all: readonly T[], number: number, size: number) {
  const pages = Math.max(1, Math.ceil(all.length / size))
  const page = Math.min(Math.max(number, 1), pages)
  return { ...partOf(all, (page - 1) * size, size), page, pages }
}
