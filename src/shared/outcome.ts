/** A card's JSON as Teams takes it. */
export type CardJson = { readonly [key: string]: unknown }

/**
 * A drawn card.
 * `posted` may rest in Teams: neutral, nothing about a child. `fetched` is one reader's own view after a permission
 * check; it is only ever the answer to that reader's click, never a message (P2). `msteams` enforces it.
 */
export interface Card {
  readonly name: string
  readonly rests: 'posted' | 'fetched'
  readonly json: CardJson
}

/** A message to post: a neutral card and the neutral line that the notification shows. */
export interface Message {
  readonly card: Card
  readonly summary: string
}

/** What an action answers. Refusals are values; faults are thrown. */
export type Outcome =
  /** a card for this user alone */
  | { readonly type: 'view'; readonly card: Card }
  /** plain words, for what needs no card */
  | { readonly type: 'text'; readonly text: string }
  /** expected: not now, not you, not so. In plain words, with who can or what to do instead. */
  | { readonly type: 'refuse'; readonly code: string; readonly text: string; readonly card?: Card }
  /** not there, or none of yours: told apart by nobody (R-SEC-2). `written`: their own words stand on the card, so it stays */
  | { readonly type: 'nothingHere'; readonly written?: boolean }

export const view = (card: Card): Outcome => ({ type: 'view', card })
/**
 * A refusal with its reason.
 * @param code stable, for tests and logs
 * @param text what is so now and what to do, in the user's language
 * @param card the card to show instead of the plain text, e.g. the form filled in with the message at its field
 */
export const refuse = (code: string, text: string, card?: Card): Outcome =>
  card ? { type: 'refuse', code, text, card } : { type: 'refuse', code, text }
/**
 * A refusal beside a card on which somebody has written: an answer of words leaves it standing.
 * @param stillHere says that what was written is not kept, and stands there still
 */
export const beside = (refusal: Outcome, stillHere: string): Outcome =>
  refusal.type === 'refuse' ? { type: 'text', text: `${refusal.text} ${stillHere}` } : refusal
export const nothingHere: Outcome = { type: 'nothingHere' }
