import { randomBytes, randomUUID } from 'node:crypto'

/** Makes identifiers. Passed in, so that a test can foresee them. */
export interface Ids {
  /** A new, never guessable identifier for a row. */
  next(): string
  /** Five characters that a person can read out loud to the help desk, e.g. `K7F3Q`. */
  short(): string
}

const readable = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

export const randomIds: Ids = {
  next: () => randomUUID(),
  short: () => Array.from(randomBytes(5), byte => readable[byte % readable.length]).join(''),
}

/** 0 to 1, anew each time: spreads over time what would otherwise come all at once. */
export const chance = (): number => randomBytes(4).readUInt32BE() / 2 ** 32
