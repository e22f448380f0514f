import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { addDays, isoWeek, toDay } from '../../../shared/day.ts'
import { rowDate, rowDay, weekdayName } from '../../../shared/human-dates.ts'
import { shown, withCapital } from '../../../shared/text.ts'
import type { Showing } from '../cards.ts'
import type { Hindered, Missing, Passed, Skipped } from './reasons/model.ts'

/** Any. */
const monday = toDay(2024, 1, 1)

/** Why a time that one would have expected is not among those proposed: one sentence (R-POLL-8). */
export function skippedText(one: Skipped, showing: Showing): string {
  const { lang, zone } = showing
  const t = textsIn(lang).polls
  switch (one.kind) {
    case 'tooSoon':
      return t.skippedTooSoon(withCapital(rowDay(one.day, lang)))
    case 'moved':
      return t.moved(one.weeks, t.clauses(one.passed.map(each => movedText(each, lang))))
    case 'closed':
      return closedText(one, t.nextYear, lang)
    case 'noMeeting':
      return t.skippedDay(withCapital(daysOf(one, lang)), whyText(one, lang))
    case 'people': {
      const times = one.at.map(at => rowDate(at, zone, lang))
      return t.skippedDay(withCapital(t.list(times)), missingText(one, showing))
    }
    case 'refused': {
      const days = one.weekdays.map(weekday => weekdayName(addDays(monday, weekday - 1), lang))
      return t.refused(t.list(namesIn(one.personIds, showing)), t.list(days), one.half)
    }
    case 'nobody':
      return t.nobody(rowDay(one.lastDay, lang), t.clauses(one.who.map(each => hinderedText(each, showing))))
  }
}

/** That there is no day to meet on, what closes them all, and what can be done. */
export function closedText(
  { weekday, by }: Pick<Extract<Skipped, { kind: 'closed' }>, 'weekday' | 'by'>,
  period: string,
  lang: Language,
): string {
  const t = textsIn(lang).polls
  const why = by.map(kind => t.closing[kind])
  return weekday === null
    ? t.noDay(period, why)
    : t.noSuchDay(weekdayName(addDays(monday, weekday - 1), lang), period, why)
}

/** 'uge 42 er efterårsferie', 'institutionen har lukket tirsdag 10. november' */
export function movedText(passed: Passed, lang: Language): string {
  const t = textsIn(lang).polls
  const days = daysOf(passed, lang)
  const unnamed = passed.why.kind !== 'schoolHoliday' && !passed.why.name
  return unnamed ? t.closedOn(days) : t.dayIs(days, whyText(passed, lang))
}

/** The weeks of the schools' holidays, otherwise the days. */
function daysOf({ days, why }: Passed, lang: Language): string {
  const t = textsIn(lang).polls
  if (why.kind === 'schoolHoliday') return t.weeks(t.list(days.map(day => String(isoWeek(day)))), days.length)
  const names = days.map(day => rowDay(day, lang))
  return names.length > 2 ? t.fromTo(names[0] ?? '', names.at(-1) ?? '') : t.list(names)
}

function whyText({ days, why }: Passed, lang: Language): string {
  const t = textsIn(lang).polls
  if (why.kind !== 'schoolHoliday') return why.name ?? (why.kind === 'weekend' ? t.weekend : t.closed)
  const names = new Set(days.map(day => t.schoolHoliday(isoWeek(day))))
  return names.size === 1 ? t.schoolHoliday(why.week) : t.anySchoolHoliday
}

function missingText({ away, busy }: Missing, showing: Showing): string {
  const t = textsIn(showing.lang).polls
  const say = (ids: readonly string[], text: (names: string) => string) =>
    ids.length > 0 ? [text(t.list(namesIn(ids, showing)))] : []
  return t.clauses([...say(away, t.away), ...say(busy, t.busy)])
}

function hinderedText({ personId, awayUntil, busy }: Hindered, showing: Showing): string {
  const t = textsIn(showing.lang).polls
  const [name = ''] = namesIn([personId], showing)
  if (!awayUntil) return t.busy(name)
  const until = t.awayUntil(name, rowDay(awayUntil, showing.lang))
  return busy ? t.andBusy(until) : until
}

export const namesIn = (ids: readonly string[], { nameOf }: Showing) =>
  ids.map(id => shown(nameOf(id))).toSorted((a, b) => a.localeCompare(b, 'da'))
