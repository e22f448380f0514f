/**
 * How often something may happen: once in `everyMs` in the long run, and `burst` times at once after a rest. In any
 * window of w milliseconds that is at most `burst + w / everyMs`.
 */
export interface Pace {
  everyMs: number
  burst: number
}

/**
 * Teams allows 30 requests in a second to an app in one tenant, and newer pages say 50. At this pace 21 leave in a
 * second; 29 when a busy machine has kept all that had been given their moment, and lets them go in one heap.
 */
export const tenantPace: Pace = { everyMs: 60, burst: 4 }

/** Teams allows 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour to one conversation; people's own turns have their share. */
export const conversationPace: Pace = { everyMs: 2100, burst: 4 }

/** A moment further ahead than this was not given by this rule: the clock has gone back. */
const farthestMs = 3_600_000

/**
 * The next moment for one more, and how far what was given reaches after it.
 *
 * @param paidUntil as this said the last time; null when there was none
 * @returns `at`: `now` or later; `paidUntil`: to be kept, if the moment is taken
 * @example turnAt(null, now, { everyMs: 50, burst: 1 }) // { at: now, paidUntil: now + 50 ms }
 */
export function turnAt(
  paidUntil: Date | null,
  now: Date,
  { everyMs, burst }: Pace,
): { at: Date; paidUntil: Date } {
  const known = paidUntil?.getTime() ?? 0
  const paid = known - now.getTime() > farthestMs ? 0 : known
  const at = Math.max(now.getTime(), paid - (burst - 1) * everyMs)
  return { at: new Date(at), paidUntil: new Date(Math.max(paid, at) + everyMs) }
}

/** What keeps a message from leaving now. */
export type Turn =
  /** its moment is given: it leaves then, and need not ask again */
  | { type: 'given'; at: Date }
  /** nothing is given: it is to ask again then */
  | { type: 'notBefore'; at: Date }

/** What is known of a conversation or a municipality. */
export interface Paid {
  paidUntil: Date | null
  heldUntil: Date | null
}

/**
 * So far ahead a message is given its moment, in milliseconds; what would have to wait longer asks again. It bounds the
 * heap that a machine which stood still lets go at once, over all processes.
 */
const aheadMs = 500

/** Teams has never asked for so long a rest. */
const longestHoldMs = 24 * 3_600_000

/**
 * When the next message to this conversation may leave: not while Teams has asked for a rest, nor sooner than its own
 * and its municipality's pace allow.
 * @returns the turn, and what is to be kept for each when it is given
 */
export function nextTurn(
  tenant: Paid,
  conversation: Paid,
  now: Date,
): { turn: Turn; kept: { tenant: Date; conversation: Date } | null } {
  const held = conversation.heldUntil
  if (held && held > now && held.getTime() - now.getTime() < longestHoldMs)
    return { turn: { type: 'notBefore', at: held }, kept: null }
  const first = [
    turnAt(tenant.paidUntil, now, tenantPace),
    turnAt(conversation.paidUntil, now, conversationPace),
  ]
  const at = new Date(Math.max(...first.map(one => one.at.getTime())))
  if (at.getTime() - now.getTime() > aheadMs) return { turn: { type: 'notBefore', at }, kept: null }
  const kept = {
    tenant: turnAt(tenant.paidUntil, at, tenantPace).paidUntil,
    conversation: turnAt(conversation.paidUntil, at, conversationPace).paidUntil,
  }
  return { turn: { type: 'given', at }, kept }
}
