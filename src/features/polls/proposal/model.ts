import { addDays, type Day, daysBetween, isoWeekday } from '../../../shared/day.ts'
import type { Lang } from '../../../shared/human-dates.ts'
import {
  type Hours,
  type MeetingCalendar,
  meetingDayFrom,
  meetingHours,
  whyNoMeeting,
} from '../../../shared/working-calendar.ts'
import { dayOf, endTime, instantOf, type Zone } from '../../../shared/zoned-time.ts'
import { overlap, type Span } from '../../meetings/availability/model.ts'
import type { Poll, RankedSlot, Voter } from '../model.ts'
import { halfOf, type Lessons, lessonsOf, type Said, type Verdict } from './lessons/model.ts'
import { type Attendance, type Presence, presenceAt } from './presence/model.ts'
import { closedFor, missingAt, nobodyFor, passedOver, type Skipped, sameMissing } from './reasons/model.ts'

export interface Proposal extends Span {
  day: Day
  /** who is away or busy then, and not needed: in the order of ids */
  without: string[]
}

/** When a team would meet, whoever is there. */
export interface SearchTerms {
  now: Date
  zone: Zone
  calendar: MeetingCalendar
  /** for the names of holidays */
  lang: Lang
  /** the first day to look at: the cadence after the last meeting, or two weeks from now */
  from: Day
  /** sooner than this, answers and forms would not be in before the deadline of section 5 */
  daysAhead: number
  /** ISO weekday the team prefers, Monday to Friday */
  weekday: number
  startTime: string
  lengthMinutes: number
}

export interface ProposalTerms extends SearchTerms, Attendance {
  /** already asked about: not proposed again, nor anything over it */
  taken: readonly Span[]
  /** what was answered to the slots asked about so far */
  said: readonly Said[]
}

/** The days among which a date is looked for. */
export interface Search {
  /** the day of the cadence, moved to where there are meetings */
  target: Day
  /** the days that the team would expect: the target, and the same weekday in the weeks after it, not much later */
  expected: Day[]
  first: Day
  last: Day
  /** why days that would have been expected are none */
  skipped: Skipped[]
}

/** A time that could be proposed. */
interface Time {
  day: Day
  time: string
  /** how far it is from what the team is used to, whoever comes: see {@link distanceOf} */
  distance: number
}

/** A time, and what it would be like. */
interface Judged extends Time, Span {
  presence: Presence
  /** null: nobody was asked yet */
  verdict: Verdict | null
  /** never less than its distance */
  cost: number
}

const wanted = 5
/** Fewer than these are filled up with times like those that were refused. */
const fewest = 3
const expectedWeeks = 3
/** A week off may lie between them; what comes later than that is not what the team expects. */
const latestWeeks = 3
const horizonWeeks = 12
const stepMinutes = 30
/** The children eat, and so do those who look after them. */
const lunch: Hours = { from: '11:30', until: '12:30' }

/**
 * Dates for a meeting (R-POLL-1): the preferred weekday and time in the target week and the weeks after, then days
 * nearby and other hours (policy `preferredHours`). Never a day without meetings, a time when nobody of a required role
 * is free, or one that was asked about; times like those that were refused only when there is little else. Wall times
 * stay, also over a change of clock.
 * @returns three to eight when the calendar allows, in order of time; and why what one would have expected is not among
 *   them. The order of members, absences, answers and slots makes no difference
 */
export function proposeSlots(terms: ProposalTerms): { proposals: Proposal[]; skipped: Skipped[] } {
  const search = searchOf(terms)
  const lessons = terms.said.length > 0 ? lessonsOf(terms.said, terms.members) : null
  const { looked, chosen } = nearest(timesOf(search, terms), search, lessons, terms)
  const missed = looked.filter(
    time => isExpected(time, search, terms) && !isTaken(time, terms) && !chosen.includes(time),
  )
  const because = missed.map(time => ({ at: time.startAt, ...missingAt(time.presence) }))
  const who = chosen.length === 0 ? nobodyFor(looked, terms.absences) : []
  const people: Skipped[] =
    who.length > 0 ? [{ kind: 'nobody', lastDay: search.last, who }] : sameMissing(because)
  const refused = (lessons?.refusals ?? []).map(one => ({ kind: 'refused' as const, ...one }))
  return {
    proposals: chosen.toSorted(byStart).map(({ day, startAt, endAt, presence: { away, busy } }) => ({
      day,
      startAt,
      endAt,
      without: [...away, ...busy].toSorted(),
    })),
    skipped: [...search.skipped, ...people, ...refused],
  }
}

/**
 * Where a date is looked for: around the day of the cadence, or as soon as answers and forms can be in; moved by whole
 * weeks past days without meetings (R-POLL-8). Where policy leaves the weekday no day for a year, among the other days.
 */
export function searchOf(terms: SearchTerms): Search {
  const { calendar, lang } = terms
  const today = dayOf(terms.now, terms.zone)
  const soonest = addDays(today, Math.max(1, terms.daysAhead))
  const hoped = onWeekday(terms.from, terms.weekday)
  const wish = hoped < soonest ? onWeekday(soonest, terms.weekday) : hoped
  const { day: found, passed } = meetingDayFrom(wish, 7, calendar, lang)
  const target = found ?? wish
  const last = addDays(target, horizonWeeks * 7)
  const skipped: Skipped[] = []
  if (hoped > today && hoped < soonest) skipped.push({ kind: 'tooSoon', day: hoped })
  if (!found) skipped.push(closedFor(isDayFrom(wish, calendar) ? terms.weekday : null, passed))
  else if (passed.length > 0)
    skipped.push({ kind: 'moved', weeks: passed.length, passed: passedOver(passed) })

  const expected = found ? [found] : []
  while (expected.length > 0 && expected.length < expectedWeeks) {
    const next = meetingDayFrom(addDays(expected.at(-1) ?? target, 7), 7, calendar, lang)
    skipped.push(...passedOver(next.passed).map(one => ({ kind: 'noMeeting' as const, ...one })))
    if (!next.day || daysBetween(target, next.day) > latestWeeks * 7) break
    expected.push(next.day)
  }
  const monday = addDays(wish, 1 - isoWeekday(wish))
  return { target, expected, first: monday < soonest ? soonest : monday, last, skipped }
}

/** Whether any day at all is left within a year. */
const isDayFrom = (day: Day, calendar: MeetingCalendar) => meetingDayFrom(day, 1, calendar).day !== null

/** Every time that could be had if all were free, nearest first. */
function timesOf(search: Search, terms: SearchTerms): Time[] {
  const starts = startTimes(terms)
  const found: Time[] = []
  for (let day = search.first; day <= search.last; day = addDays(day, 1)) {
    if (whyNoMeeting(day, terms.calendar)) continue
    for (const time of starts) {
      found.push({ day, time, distance: distanceOf(day, time, search.target, terms) })
    }
  }
  return found.toSorted((a, b) => a.distance - b.distance)
}

const firstLook = 50

/**
 * The best of all, of which no more are looked at than needed: what lies further away than the dearest that is chosen
 * cannot be better. In the order of time when there is nothing to choose.
 */
function nearest(times: readonly Time[], search: Search, lessons: Lessons | null, terms: ProposalTerms) {
  const expected = times.filter(time => isExpected(time, search, terms))
  const others = times.filter(time => !expected.includes(time))
  const looked = expected.map(time => judge(time, lessons, terms))
  for (let from = 0, until = firstLook; ; from = until, until *= 4) {
    looked.push(...others.slice(from, until).map(time => judge(time, lessons, terms)))
    const { chosen, dearest } = choose(looked, search, terms)
    const next = others[until]
    if (!next || (chosen.length === wanted && dearest < next.distance)) {
      return { looked: looked.toSorted(byStart), chosen }
    }
  }
}

function judge(time: Time, lessons: Lessons | null, terms: ProposalTerms): Judged {
  const startAt = instantOf(time.day, time.time, terms.zone)
  const endAt = new Date(startAt.getTime() + terms.lengthMinutes * 60_000)
  const presence = presenceAt(time.day, { startAt, endAt }, terms)
  const verdict = lessons?.about({ weekday: isoWeekday(time.day), half: halfOf(time.time) }) ?? null
  const cost = time.distance + peopleCost(presence) + answersCost(verdict)
  return { ...time, startAt, endAt, presence, verdict, cost }
}

/** The team's own time, and the half hours in which it could meet besides. Never outside 07–18. */
function startTimes({ startTime, lengthMinutes, calendar }: SearchTerms): string[] {
  const fits = (time: string, hours: Hours) =>
    hours.from <= time && endTime(time, lengthMinutes) <= hours.until
  const halfHours = Array.from({ length: (24 * 60) / stepMinutes }, (_, index) =>
    endTime('00:00', index * stepMinutes),
  )
  const all = [...new Set([startTime, ...halfHours])].toSorted().filter(time => fits(time, meetingHours))
  const preferred = all.filter(time => time === startTime || fits(time, calendar.preferredHours))
  return preferred.length > 0 ? preferred : all
}

/**
 * How far a time is from what the team is used to: another weekday counts three and the days between, a later week two,
 * another hour three and a half for each hour between, and one over lunch.
 */
function distanceOf(day: Day, time: string, target: Day, { startTime, lengthMinutes }: SearchTerms): number {
  const days = daysBetween(target, day)
  const weeks = Math.round(days / 7)
  const aside = Math.abs(days - 7 * weeks)
  const minutes = Math.abs(minutesOf(time) - minutesOf(startTime))
  const crooked = minutesOf(time) % 60 === 0 || minutes % 60 === 0 ? 0 : 0.5
  const overLunch = time < lunch.until && lunch.from < endTime(time, lengthMinutes) ? 1 : 0
  const apart = 2 * Math.abs(weeks) + (aside > 0 ? 3 + aside : 0)
  return apart + (minutes > 0 ? 3 + minutes / 120 + crooked + overLunch : 0)
}

/** Somebody who will not be there counts two, somebody who may not one and a half: less than another weekday. */
const peopleCost = ({ away, busy, promised }: Presence) =>
  2 * (away.length + busy.length) + 1.5 * promised.length

/** What was refused counts more than all else. */
const answersCost = (verdict: Verdict | null) =>
  verdict ? verdict.doubts + (verdict.refused ? refusedCosts[verdict.refused] : 0) : 0
const refusedCosts = { day: 2000, half: 1000 }

/** Another time on the same day: whoever cannot come that day is not helped by it. */
const sameDayCost = 4

/** What the team expects, when nothing speaks against it; then the best, spread over days. */
function choose(
  looked: readonly Judged[],
  search: Search,
  terms: ProposalTerms,
): { chosen: Judged[]; dearest: number } {
  const good = looked.filter(time => time.presence.empty.length === 0 && !isTaken(time, terms))
  const takenDays = terms.taken.map(({ startAt }) => dayOf(startAt, terms.zone))
  const chosen = good.filter(time => isExpected(time, search, terms) && nothingAgainst(time))
  let dearest = 0
  while (chosen.length < wanted) {
    const best = cheapest(
      good.filter(time => chosen.length < fewest || !time.verdict?.refused),
      [...takenDays, ...chosen.map(({ day }) => day)],
      chosen,
    )
    if (!best) break
    dearest = Math.max(dearest, best.price)
    chosen.push(best.time)
  }
  return { chosen, dearest }
}

/** The one that costs least with what is chosen, the earlier of two; null when each is over one of those. */
function cheapest(
  good: readonly Judged[],
  days: readonly Day[],
  chosen: readonly Span[],
): { time: Judged; price: number } | null {
  let best: { time: Judged; price: number } | null = null
  for (const time of good) {
    const price = time.cost + sameDayCost * days.filter(day => day === time.day).length
    if (best && (price > best.price || (price === best.price && byStart(best.time, time) < 0))) continue
    if (!chosen.some(one => overlap(one, time))) best = { time, price }
  }
  return best
}

const byStart = (a: Span, b: Span) => a.startAt.getTime() - b.startAt.getTime()

const isExpected = ({ day, time }: Time, search: Search, { startTime }: SearchTerms) =>
  time === startTime && search.expected.includes(day)

const isTaken = (time: Span, { taken }: ProposalTerms) => taken.some(span => overlap(span, time))

const nothingAgainst = ({ presence: { away, busy, promised }, verdict }: Judged) =>
  away.length + busy.length + promised.length === 0 && !verdict?.refused

/** The first such weekday from a day on. */
export function onWeekday(from: Day, weekday: number): Day {
  return addDays(from, (weekday - isoWeekday(from) + 7) % 7)
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * Whether other times are offered with the result (R-POLL-4): nothing is feasible, and no answer that is still awaited
 * changes that. At the deadline, too, a slot that only the silent stand in the way of is as good as any other: what
 * helps is more time for them (decision 0012).
 */
export function needsOthers(
  poll: Pick<Poll, 'deadlineAt'>,
  ranked: readonly RankedSlot[],
  silent: readonly Voter[],
  now: Date,
): boolean {
  const ahead = ranked.filter(one => one.slot.startAt > now)
  if (ahead.some(one => one.feasible)) return false
  const hopeful = () => ahead.some(one => one.blockers.every(seat => seat.silent.length > 0))
  return silent.length === 0 || (poll.deadlineAt <= now && !hopeful())
}
