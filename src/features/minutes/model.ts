import type { Profession } from '../../shared/action.ts'
import type { Day } from '../../shared/day.ts'
import { tooLong } from '../../shared/text.ts'
import { addWorkingDays, type WorkCalendar } from '../../shared/working-calendar.ts'
import { dayOf, type Zone } from '../../shared/zoned-time.ts'
import type { ActionPointKind } from '../action-points/model.ts'
import type { ItemKind } from '../agenda/model.ts'

/** What was entered about one item at one meeting (R-MEET-2). Stored at every save. */
export interface ItemResult {
  agendaItemId: string
  meetingId: string
  summary: string
  /** side by side, each under its profession's name; agreement is not forced */
  perspectives: Readonly<Partial<Record<Profession, string>>>
  /** codes of the policy's list */
  outcomes: readonly string[]
  /** a word of the policy's scale, by its code */
  secondPlacement: string | null
  /** null: not decided yet · '' : nobody, as decided at the meeting */
  parentTalkById: string | null
  parentTalkDay: Day | null
  followUpDay: Day | null
  /** it was decided that nobody follows it up: none is suggested again */
  noFollowUp: boolean
  /** only that the personal duty to notify was pointed out (R-MEET-4) */
  dutyPointedOut: boolean
  /** who came to the meeting and yet was not there for this item, by id */
  away: readonly string[]
  /** of the stretch that is running; moved back by what was used before, so that the difference is the time used */
  startedAt: Date | null
  /** null while the item is the current one */
  endedAt: Date | null
}

/** An item that nobody has entered anything about. */
export const emptyResult = (agendaItemId: string, meetingId: string): ItemResult => ({
  agendaItemId,
  meetingId,
  summary: '',
  perspectives: {},
  outcomes: [],
  secondPlacement: null,
  parentTalkById: null,
  parentTalkDay: null,
  followUpDay: null,
  noFollowUp: false,
  dutyPointedOut: false,
  away: [],
  startedAt: null,
  endedAt: null,
})

export const longestSummary = 2000
export const longestPerspective = 1000
export const longestReason = 500
/** More do not fit into a card, and nobody remembers them. */
export const mostActions = 8
/** R-MEET-3: somebody talks with the parents within so many working days, unless the meeting says otherwise. */
const parentTalkWorkingDays = 5

/** The day that is suggested for the talk with the parents. */
export const parentTalkDay = (today: Day, calendar: WorkCalendar): Day =>
  addWorkingDays(today, parentTalkWorkingDays, calendar)

/** Is this the item that the meeting is at? */
export const isCurrent = (result: ItemResult): boolean => result.startedAt !== null && result.endedAt === null

/** An item whose card was left open over night was not discussed all night. */
const longestMs = 8 * 3_600_000

/** Time used in milliseconds, by the server's clock: of all stretches together. */
const usedMs = (result: ItemResult, now: Date): number =>
  result.startedAt === null
    ? 0
    : Math.min(longestMs, Math.max(0, (result.endedAt ?? now).getTime() - result.startedAt.getTime()))

/** Whole minutes used on an item (R-MEET-1). */
export const usedMinutes = (result: ItemResult | null, now: Date): number =>
  result === null ? 0 : Math.floor(usedMs(result, now) / 60_000)

/**
 * The meeting turns to the item: its time runs on from what was used before.
 * @example usedMinutes(enter(leave(enter(empty, nineOClock), fivePast), quarterPast), twentyPast) // 10
 */
export const enter = (result: ItemResult, now: Date): ItemResult =>
  isCurrent(result)
    ? result
    : { ...result, startedAt: new Date(now.getTime() - usedMs(result, now)), endedAt: null }

/** The meeting turns away from the item. */
export const leave = (result: ItemResult, now: Date): ItemResult =>
  isCurrent(result) ? { ...result, endedAt: now } : result

/**
 * Was anything said about the item? What was only looked at was not: it goes on to the next meeting.
 * @param actions how many action points were written down for it, the talk with the parents not counted
 */
export const isTouched = (result: ItemResult | null, actions: number): boolean =>
  actions > 0 ||
  (result !== null &&
    (result.summary !== '' ||
      Object.values(result.perspectives).some(text => text !== '') ||
      result.outcomes.length > 0 ||
      result.secondPlacement !== null ||
      result.followUpDay !== null ||
      result.dutyPointedOut))

/** The outcome with which an item is ended that nothing was written about; it stands alone. */
export const nothingFurther = 'nothingFurther'

/** Nothing further beside a next step: one of them was ticked by mistake. */
export const outcomesClash = (outcomes: readonly string[]): boolean =>
  outcomes.length > 1 && outcomes.includes(nothingFurther)

/** The professions whose view is too long to be kept. */
export const longPerspectives = (typed: ItemResult['perspectives']): Profession[] =>
  Object.entries(typed)
    .filter(([, text]) => tooLong(text.trim(), longestPerspective))
    .map(([profession]) => profession as Profession)

/** Somebody who is invited, and whether they came. */
export interface Attendee {
  personId: string
  profession: Profession | null
  /** invited to the whole meeting; otherwise a guest of single items */
  whole: boolean
  present: boolean
  /** they came, and are not there any more: away from what is begun from then on, until they are noted as back */
  gone: boolean
}

/**
 * Who was there for an item (R-MEET-1): all of its circle that came to the meeting, unless they were noted as away.
 * Who reads it is another matter: `mayRead` in features/consent/model.ts.
 * @param circle of the item, by id
 * @example hereFor([lone, jens], [lone.personId, jens.personId], [jens.personId]) // [lone.personId]
 */
export const hereFor = (
  attendees: readonly Attendee[],
  circle: readonly string[],
  away: ItemResult['away'],
): string[] =>
  attendees
    .filter(({ personId, present }) => present && circle.includes(personId) && !away.includes(personId))
    .map(one => one.personId)

/** Whoever is gone is away from an item that is begun now; who was there for one that is come back to stays as it is. */
export const stillAway = (result: ItemResult, attendees: readonly Attendee[]): ItemResult =>
  result.startedAt === null
    ? { ...result, away: attendees.filter(one => one.gone).map(one => one.personId) }
    : result

/** Whoever comes late was not there for what the meeting has left behind. */
export const cameAfter = (result: ItemResult, late: readonly string[]): ItemResult =>
  result.endedAt === null ? result : { ...result, away: [...new Set([...result.away, ...late])] }

export interface MinutesAction {
  id: string
  kind: ActionPointKind
  text: string
  ownerId: string
  dueDay: Day
}

/** One item as the minutes keep it. The child's name is looked up when it is read, so that it can be deleted. */
export interface MinutesItem {
  itemId: string
  number: number
  kind: ItemKind
  childId: string | null
  ageMonths: number | null
  problem: string
  questions: readonly string[]
  plannedMinutes: number
  usedMinutes: number
  summary: string
  perspectives: ItemResult['perspectives']
  outcomes: readonly string[]
  secondPlacement: string | null
  followUpDay: Day | null
  dutyPointedOut: boolean
  /** who was there for it, by id */
  here: readonly string[]
  actions: readonly MinutesAction[]
}

export interface MinutesContent {
  attendance: readonly Attendee[]
  items: readonly MinutesItem[]
}

/**
 * What minutes say of the child that an item is about: it may have stood on the agenda twice (R-MIN-2).
 * @returns nothing for an item that names no child
 */
export function ofSameChild(items: readonly MinutesItem[], itemId: string): MinutesItem[] {
  const childId = items.find(item => item.itemId === itemId)?.childId ?? null
  return childId === null ? [] : items.filter(item => item.childId === childId)
}

export interface CorrectionReason {
  itemId: string
  text: string
}

/** An approved version; immutable (R-MIN-1). */
export interface MinutesVersion {
  id: string
  meetingId: string
  version: number
  content: MinutesContent
  /** why which item was corrected, read where the item is; null for the first */
  reason: CorrectionReason | null
  approvedById: string
  approvedAt: Date
}

/**
 * Packs parts into pages, in their order; a part is never split.
 * @param costOf what a part takes of the room
 * @param room of one page
 * @returns at least one page
 */
export function pagesOf<T>(parts: readonly T[], costOf: (part: T) => number, room: number): T[][] {
  const pages: T[][] = [[]]
  let left = room
  for (const part of parts) {
    const cost = costOf(part)
    const page = pages.at(-1) ?? []
    if (page.length > 0 && cost > left) {
      pages.push([part])
      left = room - cost
    } else {
      page.push(part)
      left -= cost
    }
  }
  return pages
}

/** When the coordinator may start without being asked whether they mean it: from an hour before, on that day. */
export type StartMoment = 'early' | 'now' | 'late'

/** By the meeting's own calendar day. */
export function startMoment({ startAt, zone }: { startAt: Date; zone: Zone }, now: Date): StartMoment {
  if (dayOf(now, zone) > dayOf(startAt, zone)) return 'late'
  return now.getTime() < startAt.getTime() - 3_600_000 ? 'early' : 'now'
}
