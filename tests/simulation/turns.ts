import type { Day } from '../../src/shared/day.ts'
import { stepped, weekdayIn } from '../support/plain-calendar.ts'
import { type Chronicle, isAway } from './chronicle.ts'
import { at, isWorkday } from './hours.ts'

/** When somebody wanted their digest at that moment (R-ACT-6). */
export const rhythmAt = (chronicle: Chronicle, personId: string, moment: Date) =>
  (chronicle.rhythms.get(personId) ?? []).findLast(one => one.at <= moment) ?? {
    time: null,
    weekday: null,
    stopped: false,
  }

/** also where they took it back: nobody can say afterwards what was known on the day */
export const wasAway = (chronicle: Chronicle, personId: string, day: Day): boolean =>
  (chronicle.absences.get(personId) ?? []).some(one => one.fromDay <= day && day <= one.toDay)

/** the moment itself, or when the bot was up again */
export const whenUp = (chronicle: Chronicle, moment: Date): Date =>
  chronicle.downtimes.find(({ from, until }) => from <= moment && moment < until)?.until ?? moment

/** The last such weekday, that day itself included. */
export const weekFrom = (day: Day, weekday: number): Day =>
  stepped(day, -((weekdayIn(day) - weekday + 7) % 7))

/**
 * The end of the first day from `day` on which this person's digest can come, in the rhythm that they have then. Of an
 * absence that they took back nobody can say afterwards what was known on the day: the later of both.
 */
export function digestDayEnd(chronicle: Chronicle, personId: string, day: Day): Date {
  const [all, kept] = [wasAway, isAway].map(away => turnFrom(chronicle, personId, day, away))
  return at(all && kept && all > kept ? all : (kept ?? day), '16:00')
}

const longest = 400

function turnFrom(chronicle: Chronicle, personId: string, day: Day, away: typeof wasAway): Day {
  const free = (one: Day) => {
    const { time, stopped } = rhythmAt(chronicle, personId, at(one, '08:30'))
    const from = at(one, time ?? '08:30')
    if (stopped) return false
    return isWorkday(one) && !away(chronicle, personId, one) && whenUp(chronicle, from) < at(one, '16:00')
  }
  // Whoever wants none may never want one again.
  const last = stepped(day, longest)
  let found = day
  for (;;) {
    if (found >= last) return found
    const { weekday } = rhythmAt(chronicle, personId, at(found, '08:30'))
    const own = weekday === null ? [] : earlierInWeek(found, weekday)
    if (free(found) && !own.some(free)) return found
    found = stepped(found, 1)
  }
}

/** The days of a reader's own week that come before that day. */
export function earlierInWeek(day: Day, weekday: number): Day[] {
  const days: Day[] = []
  for (let one = weekFrom(day, weekday); one < day; one = stepped(one, 1)) days.push(one)
  return days
}

/** Whether anything lay between two moments that puts a digest on another day than its reader's own. */
export const wasDisturbed = (chronicle: Chronicle, personId: string, from: Date, until: Date): boolean =>
  chronicle.downtimes.some(one => one.from < until && from < one.until) ||
  chronicle.blocks.some(one => one.personId === personId && one.from < until && from < one.until) ||
  (chronicle.rhythms.get(personId) ?? []).some(one => from <= one.at && one.at < until) ||
  (chronicle.absences.get(personId) ?? []).some(
    ({ withdrawnAt }) => withdrawnAt !== null && from <= withdrawnAt && withdrawnAt < until,
  )
