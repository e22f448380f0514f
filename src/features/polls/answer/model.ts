import { type Engagement, overlap, type Span, samePlace } from '../../meetings/availability/model.ts'
import type { Answer, HinderedVoter, KeptAnswer, Poll, Slot } from '../model.ts'

/** Why a slot is taken for somebody, as they themselves may know it; what others may, the card decides (R-SEC-2). */
export type Taken =
  | {
      why: 'meeting' | 'promised'
      teamId: string
      startAt: Date
      endAt: Date
      /** it is not at that time, but the way between the two takes longer */
      travel: boolean
    }
  | { why: 'away' }
  | { why: 'calendar' }

/**
 * What keeps somebody from a slot. Another meeting says most, then that they are away, then what they have promised to
 * another poll; what their calendar says, last.
 * @param clash the first thing in their diary at that time, the way to it counted
 * @returns null: nothing is known
 */
export function takenBy(slot: Span, clash: Engagement | null, away: boolean): Taken | null {
  const engaged = (why: 'meeting' | 'promised', { teamId, startAt, endAt }: Engagement): Taken | null =>
    teamId === null ? null : { why, teamId, startAt, endAt, travel: !overlap({ startAt, endAt }, slot) }
  if (clash?.kind === 'meeting') return engaged('meeting', clash)
  if (away) return { why: 'away' }
  if (clash?.kind === 'promised') return engaged('promised', clash)
  return clash ? { why: 'calendar' } : null
}

/**
 * What stands in a slot's field when the card comes: their own answer; *Kan ikke* where they are in another meeting or
 * away. Whether a promise or an entry in the calendar can be moved, only they know.
 */
export const suggestedAnswer = (given: Answer | undefined, taken: Taken | undefined): Answer | null =>
  given ?? (taken?.why === 'meeting' || taken?.why === 'away' ? 'no' : null)

/** Somebody who is known not to be able to come to a slot. */
export interface ToldHindrance extends HinderedVoter {
  /** when they last said that they are away then; null where they have not */
  since: Date | null
}

/**
 * The answers that stand. The later word counts (R-TEAM-4): whoever says that they are away does not come to what they
 * had said yes to, and whoever can come all the same says so afterwards.
 */
export function standingAnswers(
  given: readonly KeptAnswer[],
  hindered: readonly ToldHindrance[],
): KeptAnswer[] {
  const awaySince = new Map(hindered.map(one => [`${one.slotId} ${one.personId}`, one.since]))
  return given.filter(({ slotId, personId, answer, at }) => {
    const since = awaySince.get(`${slotId} ${personId}`)
    return answer === 'no' || !since || since <= at
  })
}

/** What one card has room for (cards.md: a screen and a half). A poll is never cut in two. */
export const cardRoom = { slots: 16, polls: 4 }

/** A poll with what it asks about. */
export interface Question {
  poll: Pick<Poll, 'id' | 'deadlineAt' | 'createdAt'>
  /** the slots that have not begun */
  ahead: readonly Slot[]
}

/**
 * The polls that stand on one card: those whose deadline comes first, as many as there is room for, and one at least.
 * @param order `first`: on the card in any case, e.g. because something is typed in them; `last`: passed over, so the
 *   others have their turn
 * @returns each poll once; `later` is what the next card begins with
 * @example cardful([three slots, ten slots, ten slots]) // here: the first two, later: the third
 */
export function cardful<Q extends Question>(
  questions: readonly Q[],
  order: { first?: ReadonlySet<string>; last?: ReadonlySet<string> } = {},
): { here: Q[]; later: Q[] } {
  const rank = ({ poll }: Q) => (order.first?.has(poll.id) ? 0 : order.last?.has(poll.id) ? 2 : 1)
  const inOrder = questions.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      a.poll.deadlineAt.getTime() - b.poll.deadlineAt.getTime() ||
      a.poll.createdAt.getTime() - b.poll.createdAt.getTime() ||
      a.poll.id.localeCompare(b.poll.id),
  )
  let slots = 0
  let full = inOrder.findIndex((one, place) => {
    slots += one.ahead.length
    return rank(one) > 0 && place > 0 && (place >= cardRoom.polls || slots > cardRoom.slots)
  })
  if (full < 0) full = inOrder.length
  return { here: inOrder.slice(0, full), later: inOrder.slice(full) }
}

/** The deadline to name for several polls: the first that lies ahead, or the last one where all have passed. */
export function firstDeadline(questions: readonly Pick<Question, 'poll'>[], now: Date): Date {
  const times = questions.map(({ poll }) => poll.deadlineAt.getTime())
  const ahead = times.filter(time => time > now.getTime())
  return new Date(ahead.length > 0 ? Math.min(...ahead) : Math.max(...times))
}

/** What came back of one poll on a card. */
export interface Typed {
  chosen: ReadonlyMap<string, Answer>
  /** null: the card did not show the remark that is kept, and none was typed */
  comment: string | null
  /** the card asked about other slots, or less, than are asked about now: some were taken out since */
  crossed?: boolean
}

/**
 * How far somebody has come with one poll on the card: every slot ahead answered; something typed; or nothing beyond what
 * stood there when the card came, so that they have passed it over.
 * @param suggested what stood there: see {@link suggestedAnswer}
 * @param comment the remark that is kept, '' where there is none
 */
export function progressOf(
  ahead: readonly Slot[],
  typed: Typed,
  suggested: ReadonlyMap<string, Answer>,
  comment: string,
): 'complete' | 'partial' | 'blank' {
  if (ahead.every(slot => typed.chosen.has(slot.id))) return 'complete'
  const said = ahead.some(({ id }) => typed.chosen.has(id) && typed.chosen.get(id) !== suggested.get(id))
  return said || (typed.comment !== null && typed.comment !== comment) ? 'partial' : 'blank'
}

/** A slot that somebody has just said they can come to. */
export interface Promised extends Span {
  pollId: string
  place: string
}

/**
 * Slots of different polls that cannot all be kept, the way between them counted: each group in order of time. All are
 * saved all the same: only one of them may become a meeting.
 */
export function collisions<P extends Promised>(picks: readonly P[], travelMinutes: number): P[][] {
  const inOrder = picks.toSorted(
    (a, b) => a.startAt.getTime() - b.startAt.getTime() || a.pollId.localeCompare(b.pollId),
  )
  /** @param other begins no sooner than `one` */
  const collide = (one: P, other: P): boolean => {
    if (one.pollId === other.pollId) return false
    const way = samePlace(one.place, other.place) ? 0 : travelMinutes * 60_000
    return overlap({ startAt: one.startAt, endAt: new Date(one.endAt.getTime() + way) }, other)
  }
  let groups: P[][] = []
  for (const pick of inOrder) {
    const joined = groups.filter(group => group.some(one => collide(one, pick)))
    groups = [...groups.filter(group => !joined.includes(group)), [...joined.flat(), pick]]
  }
  const place = (group: readonly P[]) => Math.min(...group.map(one => inOrder.indexOf(one)))
  return groups
    .filter(group => group.length > 1)
    .toSorted((a, b) => place(a) - place(b))
    .map(group => inOrder.filter(one => group.includes(one)))
}
