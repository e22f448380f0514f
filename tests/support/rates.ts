/**
 * The most of these instants that lie within any window so long.
 * @param times milliseconds, in any order
 * @param windowMs the window's length; its end is not part of it
 * @example mostIn([0, 400, 1000], 1000) // 2
 */
export function mostIn(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  let from = 0
  let most = 0
  for (const [index, time] of sorted.entries()) {
    while (time - (sorted[from] ?? time) >= windowMs) from += 1
    most = Math.max(most, index - from + 1)
  }
  return most
}
