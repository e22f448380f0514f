/**
 * Where "now" comes from. Services and engines take a `Clock`; rules take the instant itself.
 * A test gives a fixed one, and the demo one that can be moved.
 */
export interface Clock {
  /** The present instant. A new `Date` each time, so that a caller may keep it. */
  now(): Date
}

/** The machine's clock: the only place in `src` that reads it. */
export const systemClock: Clock = { now: () => new Date() }
