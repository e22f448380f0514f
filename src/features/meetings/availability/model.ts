/** A stretch of time, the end not included: one may begin when the other ends. */
export interface Span {
  startAt: Date
  endAt: Date
}

/** Whether two spans have a minute in common. */
export const overlap = (a: Span, b: Span): boolean => a.startAt < b.endAt && b.startAt < a.endAt

/** An hour that somebody has given away. */
export interface Engagement extends Span {
  personId: string
  /**
   * meeting: one that the bot knows of, planned or running · promised: a slot of an open poll that they can come to ·
   * calendar: busy in their own calendar, of which nothing else is known
   */
  kind: 'meeting' | 'promised' | 'calendar'
  /** as typed; empty where it is not known */
  place: string
  /** whose meeting or poll it is; null for `calendar`. For the person alone: to others they are busy (R-SEC-2) */
  teamId: string | null
}

/** What the people asked about have given away, laid out so that a question costs little however much it is. */
export interface Diary {
  /**
   * What keeps a person from being somewhere then: anything at that time, or so close to it that the way between two
   * places takes longer (policy `travelMinutes`, R-POLL-1).
   * @param place where they would have to be
   * @returns the first one by kind (meetings before promises before the rest), then by time; null when they are free
   */
  clash(personId: string, span: Span, place: string): Engagement | null
  /** All that keeps them from it, in that order. */
  clashes(personId: string, span: Span, place: string): Engagement[]
}

const kinds = ['meeting', 'promised', 'calendar'] as const

/** Whether somebody stays where they are. An unknown place may be anywhere. */
export const samePlace = (a: string, b: string): boolean => samePlain(plain(a), plain(b))

const samePlain = (a: string, b: string) => a !== '' && a === b
const plain = (place: string) => place.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('da')

/** {@link plain}, of which each of the few places of a diary is asked once. */
function plainPlaces(): (place: string) => string {
  const known = new Map<string, string>()
  return place => {
    const found = known.get(place) ?? plain(place)
    known.set(place, found)
    return found
  }
}

/**
 * Lays out engagements by person and time. A question costs the logarithm of what one person has given away, and what
 * it finds (done when: no faster than linearly).
 * @param travelMinutes between two places; nothing is known of the place of a `calendar` entry, so it counts as it stands
 */
export function diaryOf(engagements: readonly Engagement[], travelMinutes: number): Diary {
  const byPerson = new Map<string, { list: Engagement[]; latestEnd: number[] }>()
  for (const engagement of engagements.toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime())) {
    const own = byPerson.get(engagement.personId) ?? { list: [], latestEnd: [] }
    own.latestEnd.push(Math.max(own.latestEnd.at(-1) ?? Number.NEGATIVE_INFINITY, engagement.endAt.getTime()))
    own.list.push(engagement)
    byPerson.set(engagement.personId, own)
  }
  const travelMs = travelMinutes * 60_000
  const plainOf = plainPlaces()

  function clashes(personId: string, span: Span, place: string): Engagement[] {
    const own = byPerson.get(personId)
    if (!own) return []
    const [startAt, endAt] = [span.startAt.getTime(), span.endAt.getTime()]
    const from = startAt - travelMs
    const here = plainOf(place)
    const found: Engagement[] = []
    // Backwards from the last that begins early enough, until all before it are over too early.
    for (let at = firstFrom(own.list, endAt + travelMs) - 1; at >= 0; at -= 1) {
      if ((own.latestEnd[at] ?? from) <= from) break
      const one = own.list[at]
      if (!one) break
      const way = one.kind === 'calendar' || samePlain(plainOf(one.place), here) ? 0 : travelMs
      if (one.startAt.getTime() - way < endAt && startAt < one.endAt.getTime() + way) found.push(one)
    }
    return found.toSorted(
      (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.startAt.getTime() - b.startAt.getTime(),
    )
  }
  return { clashes, clash: (personId, span, place) => clashes(personId, span, place)[0] ?? null }
}

/** How many begin before `until`. */
function firstFrom(list: readonly Engagement[], until: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.startAt.getTime() ?? until) < until) low = middle + 1
    else high = middle
  }
  return low
}

/** Somebody who is known not to be there at a time, without being asked. */
export type Hindrance = 'away' | 'meeting'

/** Inclusive calendar days on which somebody is away (R-TEAM-4). */
export interface Away {
  personId: string
  fromDay: string
  toDay: string
}

/** What keeps somebody from a date. `saidNo`: they have answered so in the team's own poll, which is its coordinator's to see. */
export type Obstacle = Hindrance | 'saidNo'

/** Somebody who cannot be there: never by what else or where (R-SEC-2). */
export interface Missing {
  personId: string
  why: Obstacle
}

/** Who is to be there, and what is known of their time. */
export interface Attending {
  members: readonly { personId: string; role: string; required: boolean }[]
  hindrance(personId: string, span: Span): Obstacle | null
}

/**
 * Who cannot come: those of required roles that nobody else fills then, and the others (R-POLL-4).
 * @returns each by id, so that the order of members makes no difference
 */
export function missingAt(
  span: Span,
  { members, hindrance }: Attending,
): { blocking: Missing[]; without: Missing[] } {
  const hindered = new Map(
    members.flatMap(({ personId }) => {
      const why = hindrance(personId, span)
      return why ? [[personId, why] as const] : []
    }),
  )
  const required = members.filter(member => member.required)
  const filled = new Set(required.filter(one => !hindered.has(one.personId)).map(one => one.role))
  const blocks = new Set(required.filter(one => !filled.has(one.role)).map(one => one.personId))
  const missing = [...hindered]
    .map(([personId, why]) => ({ personId, why }))
    .toSorted((a, b) => a.personId.localeCompare(b.personId))
  return {
    blocking: missing.filter(one => blocks.has(one.personId)),
    without: missing.filter(one => !blocks.has(one.personId)),
  }
}
