import type { AgendaItem } from '../../agenda/model.ts'
import type { Consent, Standing } from '../model.ts'

/** A thing that somebody is to see to, or be told of; see `ReminderWish`. */
interface Nudge {
  key: string
  recipientId: string
  dueAt: Date
  /** see `PlannedWish` */
  aheadOnly?: true
}

/**
 * When those who can act are nudged about an item's consent: once when a consent stops covering the item, and, while
 * it is missing, so many working days before the deadline. Never after a no: parents are not asked until they give in.
 * @param about `meeting` null: the item waits · `people`: the coordinator, and the author when they are still in the
 *   team · `daysBefore`: moments before the deadline, as calendar days
 * @returns every nudge that is wanted now; those before the deadline are not planned anew once their time has passed,
 *   but one that waits for its reader's day is still wanted
 */
export function nudgesFor(about: {
  item: Pick<AgendaItem, 'id' | 'status'>
  meeting: { status: string; startAt: Date; dueAt: Date } | null
  consent: Consent | null
  standing: Standing
  people: readonly string[]
  /** instants before the deadline, from policy */
  before: readonly Date[]
  /** when the consent has run out, from `validUntil`; null without one */
  endsAt: Date | null
  now: Date
}): Nudge[] {
  const { item, meeting, consent, standing, people, before, endsAt, now } = about
  if (item.status !== 'open' || meeting?.status !== 'planned') return []
  const wishes: Omit<Nudge, 'recipientId'>[] = []
  if (standing.state === 'valid' && consent && endsAt && endsAt < meeting.startAt)
    wishes.push({ key: `consent.ends:${consent.id}:${item.id}`, dueAt: endsAt })
  if ((standing.state === 'stale' || standing.state === 'expired') && consent) {
    const cause = [...standing.missing.toSorted(), ...standing.uncovered, standing.ended ?? ''].join('+')
    wishes.push({ key: `consent.stale:${consent.id}:${item.id}:${cause}`, dueAt: now })
  }
  if (standing.state === 'missing' || standing.state === 'stale' || standing.state === 'expired') {
    for (const dueAt of before)
      wishes.push({ key: `consent.missing:${item.id}:${dueAt.getTime()}`, dueAt, aheadOnly: true })
  }
  return wishes.flatMap(({ key, ...wish }) =>
    [...new Set(people)].map(recipientId => ({ ...wish, key: `${key}:${recipientId}`, recipientId })),
  )
}
