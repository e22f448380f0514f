import { backOffSeconds, maxDaysOfTrying } from '../../reminders/model.ts'
import type { Zone } from '../../shared/zoned-time.ts'
import type { CalendarStanding } from '../meetings/model.ts'

/** pending: something is to be done · noMailbox: it could not be, and is tried again each day · failed: given up */
export type EntryStatus = 'pending' | 'settled' | 'noMailbox' | 'failed'

/** When and where, as a calendar shows it. */
export interface Appointment {
  startAt: Date
  endAt: Date
  place: string
}

/** A meeting's event in one participant's own calendar, and what is still to be done about it. */
export interface Entry {
  id: string
  meetingId: string
  personId: string
  /** part of what an event is known by: raised when it is gone, so that the next one is another */
  generation: number
  /** as their calendar calls it; null: there is none that we know of */
  eventId: string | null
  /**
   * What was carried out last; null: nothing, or nobody knows. Without an event: what they took out of their calendar
   * themselves.
   */
  shown: Appointment | null
  status: EntryStatus
  /** raised by each change */
  revision: number
  dueAt: Date
  attempts: number
  tryingSince: Date | null
  leaseUntil: Date | null
  /** when an event was last made without our learning whether it was; null: we know */
  unsureSince: Date | null
}

/** An event as it is put into a calendar. Nothing in it may be about a child or a person (R-POLL-6). */
export interface CalendarEvent extends Appointment {
  zone: Zone
  subject: string
  body: string
}

export type Step = 'look' | 'create' | 'update' | 'delete' | 'nothing'

/** What became of a call to somebody's calendar. */
export type CallResult =
  | { type: 'done'; eventId: string }
  /** by what it is known by: there is one, or there is none */
  | { type: 'found'; eventId: string }
  | { type: 'none' }
  /** there is no such event any more */
  | { type: 'gone' }
  /** an event with this transaction is there already, and we were not told which */
  | { type: 'duplicate' }
  /** this person has no calendar that we may reach */
  | { type: 'noMailbox' }
  /** @param perhapsDone nobody knows whether it was carried out; `seconds` null: we were not told when to come again */
  | { type: 'later'; seconds: number | null; perhapsDone: boolean }
  /** we are not let in at all: an expired secret, a consent that was taken back */
  | { type: 'noAccess' }
  /** refused for a reason that a repetition will not change */
  | { type: 'failed' }

/** The far end: people's own calendars. It answers with what became of a call, and never throws. */
export interface CalendarGateway {
  /** Makes the event, once for each `key`, however often it is asked. */
  create(mailbox: string, key: string, event: CalendarEvent): Promise<CallResult>
  /** The event that was made under this key. */
  look(mailbox: string, key: string): Promise<CallResult>
  update(mailbox: string, eventId: string, event: CalendarEvent): Promise<CallResult>
  remove(mailbox: string, eventId: string): Promise<CallResult>
}

const sameTime = (a: Appointment, b: Appointment): boolean =>
  a.startAt.getTime() === b.startAt.getTime() && a.endAt.getTime() === b.endAt.getTime()

/**
 * What is to be done next for one event: only ever from what is so now, so that a meeting moved twice while the
 * calendars could not be reached is moved once.
 * An event that may have been made is looked for before anything else. What a person took out of their calendar
 * themselves is not forced back on them, until the meeting moves (decision 0013).
 * @param wanted null: this person is not, or not any more, to have it
 * @param over the meeting is: nothing is put into a calendar afterwards
 */
export function nextStep(entry: Entry, wanted: Appointment | null, over: boolean): Step {
  const { eventId, shown, unsureSince } = entry
  if (eventId === null && unsureSince) return 'look'
  if (!wanted) return eventId === null ? 'nothing' : 'delete'
  const moved = shown === null || !sameTime(shown, wanted)
  if (eventId !== null) return moved || shown.place !== wanted.place ? 'update' : 'nothing'
  return moved && !over ? 'create' : 'nothing'
}

/** What changes of an entry when a step has been tried. */
export type EntryState = Pick<
  Entry,
  'generation' | 'eventId' | 'shown' | 'unsureSince' | 'status' | 'dueAt' | 'attempts' | 'tryingSince'
>

/** An event that was on its way when we lost sight of it has arrived by then, or never will. */
const settlingMs = 10 * 60_000
const dayMs = 24 * 3_600_000
const noAccessSeconds = 300
/** So many times we are told how soon to come again; then our own patience counts as well. */
const patience = 3

/**
 * What an entry is after a step.
 * @param wanted as it was when the step was decided
 */
export function stateAfter(
  entry: Entry,
  step: Exclude<Step, 'nothing'>,
  result: CallResult,
  wanted: Appointment | null,
  now: Date,
): EntryState {
  const { generation, eventId, shown, unsureSince } = entry
  const rest = { generation, eventId, shown, unsureSince }
  const fresh = { attempts: 0, tryingSince: null, dueAt: now }
  const settled = { ...fresh, status: 'settled' } as const
  const goOn = { ...fresh, status: 'pending' } as const
  switch (result.type) {
    case 'done':
      return { ...rest, ...settled, eventId: result.eventId, shown: wanted, unsureSince: null }
    case 'found':
      // What it shows is not known: it is brought up to date, or taken out, next.
      return { ...rest, ...goOn, eventId: result.eventId, shown: null, unsureSince: null }
    case 'none': {
      const sureAt = (unsureSince?.getTime() ?? 0) + settlingMs
      // Wanted, it is made anew, which makes no second one; not wanted, it must not turn up afterwards.
      if (!wanted && now.getTime() < sureAt) return { ...rest, ...goOn, dueAt: new Date(sureAt) }
      return { ...rest, ...goOn, unsureSince: null }
    }
    case 'gone':
      return { ...goneState(entry, step, wanted), ...fresh }
    case 'duplicate':
      return { ...rest, ...again(entry, backOffSeconds(entry.attempts), now), unsureSince: now }
    case 'noMailbox': {
      const dueAt = new Date(now.getTime() + dayMs)
      const unsure = step === 'create' ? null : unsureSince
      return { ...rest, ...fresh, unsureSince: unsure, status: 'noMailbox', dueAt }
    }
    case 'later': {
      const own = result.seconds === null || entry.attempts > patience ? backOffSeconds(entry.attempts) : 0
      const unsure = step === 'create' && !result.perhapsDone ? null : unsureSince
      // Changed or not, nobody knows: even should the meeting be moved back to where it was, it is changed once more.
      const known = step === 'update' && result.perhapsDone ? null : shown
      const waits = again(entry, Math.max(own, result.seconds ?? 0), now)
      return { ...rest, ...waits, unsureSince: unsure, shown: known }
    }
    case 'noAccess': {
      // Nobody's event is given up for it, however long it takes until somebody has renewed the secret.
      const dueAt = new Date(now.getTime() + noAccessSeconds * 1000)
      const unsure = step === 'create' ? null : unsureSince
      return {
        ...rest,
        unsureSince: unsure,
        status: 'pending',
        dueAt,
        attempts: entry.attempts,
        tryingSince: null,
      }
    }
    case 'failed':
      return { ...rest, ...fresh, unsureSince: step === 'create' ? null : unsureSince, status: 'failed' }
  }
}

/** Taken out as we asked, or by the person: of a meeting that has moved since, a new one is made. */
function goneState(
  entry: Entry,
  step: Step,
  wanted: Appointment | null,
): Pick<EntryState, 'generation' | 'eventId' | 'shown' | 'unsureSince' | 'status'> {
  const { generation, shown } = entry
  const gone = { generation: generation + 1, eventId: null, unsureSince: null }
  if (step === 'delete' || !wanted) return { ...gone, shown: null, status: 'settled' }
  const moved = shown === null || !sameTime(shown, wanted)
  return { ...gone, shown: moved ? null : wanted, status: moved ? 'pending' : 'settled' }
}

function again(
  { attempts, tryingSince }: Entry,
  seconds: number,
  now: Date,
): Pick<EntryState, 'status' | 'dueAt' | 'attempts' | 'tryingSince'> {
  const since = tryingSince ?? now
  if (now.getTime() - since.getTime() > maxDaysOfTrying * dayMs)
    return { status: 'failed', dueAt: now, attempts, tryingSince: since }
  return { status: 'pending', dueAt: new Date(now.getTime() + seconds * 1000), attempts, tryingSince: since }
}

/** What a person is told about a meeting in their calendar. */
export function standingOf(entry: Entry | null, cancelled: boolean): CalendarStanding {
  if (!entry || entry.status === 'noMailbox' || entry.status === 'failed') return 'link'
  if (entry.eventId !== null) return 'there'
  if (entry.status === 'pending') return 'coming'
  // Settled without an event: taken out by us, with the meeting, or by themselves.
  return cancelled && entry.shown === null ? 'there' : 'link'
}
