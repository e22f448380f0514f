import type { Clock } from '../../../shared/clock.ts'
import type { Log } from '../../../shared/log.ts'
import type { Tx } from '../../../shared/transaction.ts'
import type { Engagement, Span } from '../../meetings/availability/model.ts'
import type { EngagementSource, LookUp } from '../../meetings/availability/service.ts'
import { type BusyGateway, daysOf, partOn, spanOfDays, without } from './model.ts'

export interface BusyDeps {
  gateway: BusyGateway
  /** ids in the directory, of those whose calendars we may reach */
  mailboxes(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** hours that stand in these people's calendars because of the bot's own meetings */
  known(tx: Tx, personIds: readonly string[], span: Span): Promise<readonly (Span & { personId: string })[]>
  clock: Clock
  log: Log
}

/** A calendar changes while somebody looks for a time, but seldom within a few minutes. */
const freshMs = 5 * 60_000
/** While the calendars cannot be reached nobody waits for them at each click. */
const downMs = 60_000
/** Further ahead people's calendars say little, and the answer would take long. */
const furthestDays = 200
/** More days of more people than anybody looks at in a few minutes. */
const mostKept = 50_000

/**
 * When people are busy in their own calendars (R-CAL): looked up before a turn, kept for a few minutes in memory and
 * nowhere else, and read in the turn without waiting. What is not known greys nothing out.
 */
export function createBusyHours(deps: BusyDeps): { lookUp: LookUp; source: EngagementSource } {
  const { gateway, mailboxes, known, clock, log } = deps
  const kept = new Map<string, { until: number; busy: readonly Span[] }>()
  let downUntil = Number.NEGATIVE_INFINITY

  const keyOf = (personId: string, day: number) => `${personId}:${day}`
  const fresh = (personId: string, day: number) => {
    const entry = kept.get(keyOf(personId, day))
    return entry && entry.until > clock.now().getTime() ? entry.busy : null
  }

  function tidy(now: number): void {
    for (const [key, { until }] of kept) if (until <= now) kept.delete(key)
    if (kept.size > mostKept) kept.clear()
  }

  async function lookUp(tx: Tx, personIds: readonly string[], span: Span): Promise<void> {
    const now = clock.now().getTime()
    if (now < downUntil) return
    tidy(now)
    const days = daysOf(span).slice(0, furthestDays)
    const stale = (personId: string) => days.filter(day => fresh(personId, day) === null)
    const missing = [...new Set(personIds)].filter(personId => stale(personId).length > 0)
    if (missing.length === 0) return
    const people = await mailboxes(tx, missing)
    if (people.size === 0) return
    const asked = [...new Set([...people.keys()].flatMap(stale))]
    const found = await gateway.busy([...people.values()], spanOfDays(asked))
    if (found === null) {
      downUntil = clock.now().getTime() + downMs
      log.warn('calendar.busyUnknown', { people: people.size })
      return
    }
    const until = clock.now().getTime() + freshMs
    const [first, last] = [Math.min(...asked), Math.max(...asked)]
    for (const [personId, mailbox] of people) {
      const busy = found.get(mailbox)
      if (!busy) continue
      for (let day = first; day <= last; day += 1)
        kept.set(keyOf(personId, day), { until, busy: partOn(day, busy) })
    }
  }

  return {
    lookUp,

    async source(tx, personIds, span) {
      const days = daysOf(span)
      const busy = new Map(
        personIds.map(personId => [personId, days.flatMap(day => fresh(personId, day) ?? [])] as const),
      )
      const looked = [...busy].filter(([, hours]) => hours.length > 0).map(([personId]) => personId)
      if (looked.length === 0) return []
      const own = await known(tx, looked, span)
      return looked.flatMap(personId => {
        const mine = own.filter(one => one.personId === personId)
        return without(busy.get(personId) ?? [], mine).map(
          (hours): Engagement => ({ ...hours, personId, kind: 'calendar', place: '', teamId: null }),
        )
      })
    },
  }
}
