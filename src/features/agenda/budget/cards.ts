import type { Choices } from '../../../cards/button.ts'
import { listed, textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { duration, rowDate } from '../../../shared/human-dates.ts'
import type { Meeting } from '../../meetings/model.ts'
import { type AgendaItem, isUnder3, leastMinutes, numberOf } from '../model.ts'
import type { MeetingBudget, Offer } from './service.ts'

const dateOf = ({ startAt, zone }: Meeting, lang: Language): string => rowDate(startAt, zone, lang)

/** What an item is offered that a meeting has no room for (R-AGENDA-3), and what is chosen at first. */
export function offerChoices(
  { meeting, freeMinutes, elsewhere, overMinutes }: Offer,
  coordinates: boolean,
  lang: Language,
): { places: Choices; to: string } {
  const t = textsIn(lang).agenda.room
  const date = dateOf(meeting, lang)
  const fewer = freeMinutes >= leastMinutes ? [{ value: meeting.id, title: t.fewer(date, freeMinutes) }] : []
  const other = elsewhere ? [{ value: elsewhere.id, title: t.elsewhere(dateOf(elsewhere, lang)) }] : []
  const insist = coordinates ? [{ value: 'insist', title: t.insist(duration(overMinutes, lang)) }] : []
  return {
    places: [...other, { value: 'waiting', title: t.waiting }, ...fewer, ...insist],
    to: elsewhere?.id ?? 'waiting',
  }
}

/** Why there is no room, e.g. that the rest of the time is kept for 0–2-year-olds. */
export function fullWords(
  { meeting, freeMinutes, keptMinutes }: Offer,
  item: Pick<AgendaItem, 'ageMonths'>,
  lang: Language,
): string {
  const t = textsIn(lang).agenda.room
  const date = dateOf(meeting, lang)
  const full = freeMinutes >= leastMinutes ? t.little(date, freeMinutes) : t.full(date)
  return keptMinutes > 0 && !isUnder3(item.ageMonths) ? `${full} ${t.kept(keptMinutes)}` : full
}

/**
 * How the time of an agenda is used, and what is over it; the coordinator is told what to do about that.
 * @param items the agenda in its order
 */
export function budgetLines(
  { budget, beyondIds }: MeetingBudget,
  about: { items: readonly AgendaItem[]; open: boolean; coordinates: boolean; lang: Language },
): { budget: string; budgetOver: string } {
  const { items, open, coordinates, lang } = about
  const t = textsIn(lang).agenda
  const { plannedMinutes, meetingMinutes, plannedMinutes02, reservedMinutes02, overMinutes } = budget
  const { free, free02, keptMinutes02 } = budget
  const long = (minutes: number) => duration(minutes, lang)
  const left =
    !open || overMinutes > 0 || free02 === 0
      ? []
      : [free === free02 ? t.room.left(long(free)) : t.room.leftFor(long(free02), long(free))]
  const numbers = beyondIds.map(id => String(numberOf(items, id)))
  const kept = keptMinutes02 - plannedMinutes02
  return {
    budget: [
      t.budget(long(plannedMinutes), long(meetingMinutes)),
      ...(reservedMinutes02 > 0 ? [t.budget02(plannedMinutes02, reservedMinutes02)] : []),
      ...left,
    ].join(' · '),
    budgetOver:
      overMinutes === 0
        ? ''
        : [
            kept > 0 ? t.room.overKept(long(overMinutes), kept) : t.budgetOver(long(overMinutes)),
            t.room.beyond(listed(numbers, lang)),
            ...(open && coordinates ? [t.room.mend] : []),
          ].join(' '),
  }
}
