import type { Language } from '../shared/action.ts'
import { addDays, type Day, isoWeekday } from '../shared/day.ts'
import type { CardJson, Message } from '../shared/outcome.ts'
import type { Tx } from '../shared/transaction.ts'
import { isWorkingDay, nextWorkingDay, type WorkCalendar } from '../shared/working-calendar.ts'
import { dayOf, instantOf, timeOf, type Zone } from '../shared/zoned-time.ts'
import type { Backlog } from './store.ts'

/** What somebody is to be reminded of, as a feature's plan wants it. */
export interface ReminderWish {
  /** the whole identity: the same key is never carried out twice, whatever happens */
  key: string
  kind: string
  /** what it is about: the id of a poll, an item, an action point */
  subjectId: string
  /** the person; '' for the bot's own appointments, e.g. the distribution */
  recipientId: string
  dueAt: Date
}

/** What a feature wants planned. */
export interface PlannedWish extends ReminderWish {
  /**
   * Not planned once its moment has passed: a late start makes no burst. What is planned already stays: it may wait
   * for its reader's day.
   */
  aheadOnly?: true
}

export interface Reminder extends ReminderWish {
  id: string
  scope: string
  attempts: number
  /** has been given its moment, `dueAt`, by the sweep */
  putOff: boolean
  /** when it came due, before it was put off for the first time; null when it never was */
  dueSince: Date | null
}

/** One line of the digest (R-ACT-4). It is posted: nothing about a child (P2). */
export interface DigestLine {
  /** days over time, negative when it is still to come; the most urgent stands first */
  overdueDays: number
  text: string
  /** finishes the thing right there */
  button: CardJson
}

/** Comes in the recipient's one digest of the day. */
export interface DigestKind {
  kind: string
  mode: 'digest'
  /** The line as things are now; null when the subject is finished, moved or gone, so that nobody is reminded of it. */
  line(tx: Tx, reminder: ReminderWish, reader: Reader, now: Date): Promise<DigestLine | null>
  /** One line for several of the kind, where one button answers them all; without it each has its own. */
  together?(tx: Tx, subjectIds: readonly string[], reader: Reader, now: Date): Promise<DigestLine | null>
}

/** Done by the bot at its time, inside one transaction: a distribution, a deadline, an escalation. */
export interface AppointmentKind {
  kind: string
  mode: 'appointment'
  /** Re-reads the subject and decides. Does nothing when it is no longer relevant. May be repeated only if it threw. */
  run(tx: Tx, reminder: ReminderWish, now: Date): Promise<void>
}

export type ReminderKind = DigestKind | AppointmentKind

/** Work of another kind that comes due: it keeps a queue of its own, and has its share in the alarm. */
export interface Line {
  /** Does all that is due. @param ending asked before each: what is not begun waits for the next start */
  run(ending: () => boolean): Promise<unknown>
  backlog(now: Date): Promise<Backlog>
}

/** When somebody wants their digest (R-ACT-6). */
export interface Rhythm {
  /** local wall time; null, or outside the policy's hours: as the policy says */
  at: string | null
  /** 1 (Monday) to 5; null: every working day */
  weekday: number | null
  /** none at all, until they start them again; what falls due meanwhile waits */
  stopped: boolean
}

/** What holds for whoever has chosen nothing. */
export const everyWorkingDay: Rhythm = { at: null, weekday: null, stopped: false }

const waitingDays = 180

/**
 * While somebody wants no reminders, nothing of theirs leaves and nothing is thrown away (R-ACT-6): it is looked at
 * again after half a year, or when they start them again.
 * @returns null when they get reminders
 */
export const whileStopped = (now: Date, { stopped }: Rhythm): Date | null =>
  stopped ? new Date(now.getTime() + waitingDays * 86_400_000) : null

/** What the sweep and the notifier need to know of a person. */
export interface Reader {
  personId: string
  tenantId: string
  language: Language
  /** active · known (has not installed the bot) · unreachable */
  status: string
  /** inclusive calendar days */
  absences: readonly { fromDay: Day; toDay: Day }[]
  rhythm: Rhythm
  /** when the chat that they are reached in was opened, or opened again; null when there is none */
  chatSince: Date | null
}

/** A message to a person, to be written in the transaction of the change that calls for it. */
export interface DeliveryWish {
  /** the whole identity: one key, one message that leaves, ever */
  key: string
  kind: string
  subjectId: string
  recipientId: string
  /** ids and counts only, never content */
  detail?: unknown
  late?: boolean
}

export interface Delivery {
  id: string
  key: string
  kind: string
  subjectId: string
  recipientId: string
  tenantId: string
  detail: unknown
  /** since when it has been due, however often it has been tried since */
  dueSince: Date
  /** tries since it could leave, this one included */
  attempts: number
  /** when the first of them was in vain; null when none was */
  tryingSince: Date | null
  /** an attempt of which nobody knows whether it arrived; null when there was none */
  unsureAt: Date | null
  late: boolean
}

/** What has become of a message. `pending`: it is to leave, now or later; `bundled`: another one stands for it. */
export interface DeliveryState {
  status: 'sent' | 'pending' | 'waiting' | 'unreachable' | 'bundled' | 'obsolete' | 'failed'
  dueAt?: Date
  /** given where it becomes due anew; what is only tried again has been due since before */
  dueSince?: Date
  attempts?: number
  tryingSince?: Date | null
  unsureAt?: Date
  sentAt?: Date
  activityId?: string | null
  conversationId?: string | null
  carrierId?: string | null
}

/** A message as it leaves. */
export interface Posting extends Message {
  /** other messages to the same reader that it says all of: when it has left, so have they, and they do not follow */
  carries?: readonly string[]
}

/** How a kind of message is drawn. Drawn when it leaves, from what is so then, never from a stored text. */
export interface MessageKind {
  kind: string
  /**
   * Nobody knows whether it arrived: repeat it (a second one is harmless, and says that it may be a second one), or not
   * before that instant (today it would nag). It is drawn anew then.
   */
  onAmbiguous: 'repeat' | ((tx: Tx, reader: Reader, now: Date) => Promise<Date>)
  /** The earliest instant at which it may leave; at once where there is none. Asked whenever it is about to leave. */
  notBefore?(tx: Tx, delivery: Delivery, reader: Reader, now: Date): Promise<Date>
  /**
   * Its card in the chat is kept true: what has changed is drawn anew, and what is drawn no more says so. Not while
   * somebody has it in their hands, of whom it would take what is typed: a function tells whether it has such fields.
   */
  follows?: true | ((tx: Tx, reader: Reader, now: Date) => Promise<boolean>)
  /** null: no longer relevant, or no longer allowed: it does not leave */
  render(tx: Tx, delivery: Delivery, reader: Reader, now: Date): Promise<Posting | null>
  /** What follows, in the same transaction, when it has left, was given up, or waits for its reader. */
  ended?(tx: Tx, delivery: Delivery, state: DeliveryState, now: Date): Promise<void>
}

/** What the far end made of a send. */
export type SendResult =
  | { type: 'sent'; activityId: string | null; conversationId: string | null }
  /** surely not delivered: try again, not before; `asked`: Teams said so, and means everything to this conversation */
  | { type: 'later'; seconds: number; asked?: true; status?: number }
  /** a time-out, a reset, a 5xx: nobody knows whether it arrived */
  | { type: 'ambiguous'; status?: number }
  /** blocked, removed, disabled: stop and tell the coordinator (R-TEAM-5) */
  | { type: 'unreachable'; status?: number }
  /** has never opened a chat with the bot: wait until they do */
  | { type: 'noChat' }
  /** refused for a reason that a repetition will not change */
  | { type: 'failed'; status?: number }

/** The digest's hours, from policy. */
export interface DigestHours {
  zone: Zone
  /** local wall time */
  from: string
  /** a digest that is late (the bot was down) still leaves before this local time; after it, the next working day */
  until: string
  calendar: WorkCalendar
}

/**
 * When this person's digest may leave (R-ACT-4): now, or the next moment that is a working day of theirs.
 * @param lastDigestDay local day of their latest digest: one a day at most
 * @returns `now` itself, or a later instant
 */
export function digestMoment(
  now: Date,
  hours: DigestHours,
  absences: Reader['absences'],
  lastDigestDay: Day | null,
): Date {
  const today = dayOf(now, hours.zone)
  const time = timeOf(now, hours.zone)
  // Hours that end before they begin would keep everybody from ever being told: then the day is the window.
  const until = hours.from < hours.until ? hours.until : '24:00'
  const free = (day: Day) =>
    isWorkingDay(day, hours.calendar) && !absences.some(a => a.fromDay <= day && day <= a.toDay)
  if (free(today) && lastDigestDay !== today) {
    if (time < hours.from) return instantOf(today, hours.from, hours.zone)
    if (time < until) return now
  }
  let day = nextWorkingDay(addDays(today, 1), hours.calendar)
  while (!free(day)) day = nextWorkingDay(addDays(day, 1), hours.calendar)
  return instantOf(day, hours.from, hours.zone)
}

/** The policy's hours, begun at the time that this person has chosen; what is outside them does not count (R-ACT-6). */
export const ownHours = (hours: DigestHours, { at }: Pick<Rhythm, 'at'>): DigestHours =>
  at !== null && hours.from < at && at < hours.until ? { ...hours, from: at } : hours

/**
 * The times of day that can be chosen: every hour from the policy's first, all within its hours (R-ACT-6).
 * @example digestTimes({ from: '08:30', until: '11:00' }) // ['08:30', '09:30', '10:30']
 */
export function digestTimes({ from, until }: Pick<DigestHours, 'from' | 'until'>): string[] {
  const times: string[] = []
  for (let hour = Number(from.slice(0, 2)); hour < 24; hour += 1) {
    const time = `${String(hour).padStart(2, '0')}${from.slice(2)}`
    if (times.length > 0 && time >= until) break
    times.push(time)
  }
  return times
}

/**
 * When what has come due leaves in this person's own rhythm (R-ACT-6): with a chosen weekday, on the first working day
 * of theirs from that weekday on, once for each week. What was due for a turn that the bot slept through is made up for
 * on the next working day: it does not wait for another week.
 * @param due since when the oldest of it has been due, and whether some of it has had its turn: then it is owed
 * @param lastDigestDay local day of their latest digest
 * @returns `now` itself, or a later instant
 * @example digestTurn(now, { since: now, owed: false }, hours, { absences: [], rhythm: { ...everyWorkingDay, weekday: 1 } }, null) // now Tue: next Mon
 */
export function digestTurn(
  now: Date,
  due: { since: Date; owed: boolean },
  hours: DigestHours,
  { absences, rhythm }: Pick<Reader, 'absences' | 'rhythm'>,
  lastDigestDay: Day | null,
): Date {
  const stopped = whileStopped(now, rhythm)
  if (stopped) return stopped
  const own = ownHours(hours, rhythm)
  const next = (from: Date, last: Day | null) => digestMoment(from, own, absences, last)
  const { weekday } = rhythm
  if (weekday === null || due.owed) return next(now, lastDigestDay)
  const weekOf = (day: Day) => addDays(day, -((isoWeekday(day) - weekday + 7) % 7))
  // A clock that has gone back must not put the turn ahead of what is due.
  let turn = next(due.since < now ? due.since : now, null)
  for (;;) {
    const day = dayOf(turn, own.zone)
    const week = weekOf(day)
    const first = dayOf(next(instantOf(week, '00:00', own.zone), null), own.zone)
    if (first === day && (lastDigestDay === null || lastDigestDay < week)) break
    turn = next(instantOf(addDays(day, 1), '00:00', own.zone), null)
  }
  return turn > now ? turn : next(now, lastDigestDay)
}

/** So long a message belongs to the process that has begun to send it. A send is given up after half of it (src/msteams/notifier.ts). */
export const leaseMs = 60_000

export const longestBackOffSeconds = 3600

/** What may have arrived is repeated more seldom: should it have, the second one is a nuisance. */
export const longestBackOffUnsureSeconds = 2 * 3600

/**
 * Seconds until the next try: 30 s, 1, 2, 4 … minutes, at most an hour.
 * @param chance 0 to 1: up to a quarter more, so that what failed together does not come back together
 */
export const backOffSeconds = (attempts: number, longest = longestBackOffSeconds, chance = 0): number =>
  Math.min(longest, 30 * 2 ** Math.max(0, attempts - 1)) * (1 + chance / 4)

/** What has been tried so often in vain, for seven minutes and more, raises the alarm. */
export const alarmingAttempts = 5

/** A message is tried for so long: Teams may be down for a weekend. Then it is given up, with the same alarm. */
export const maxDaysOfTrying = 7

/** A reminder whose work fails is tried for the same week, hourly at last: a fix of ours may take days. */
export const maxAttempts = 170
