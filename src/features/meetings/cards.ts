import { z } from 'zod'
import { button, buttonField, linkButton } from '../../cards/button.ts'
import { defineCard, type Frame } from '../../cards/define-card.ts'
import { notice } from '../../cards/notice.ts'
import { partOf } from '../../cards/part.ts'
import { textsIn } from '../../locales/texts.ts'
import type { Language } from '../../shared/action.ts'
import { atTime, fullDate, relativeDay, rowDay, shortDay, timeOnly } from '../../shared/human-dates.ts'
import { icsFor } from '../../shared/icalendar.ts'
import type { Card, CardJson, Message } from '../../shared/outcome.ts'
import { shown } from '../../shared/text.ts'
import { dayOf } from '../../shared/zoned-time.ts'
import type { Absence, Person } from '../people/model.ts'
import type { FixedDates } from '../teams/cards.ts'
import type { Team } from '../teams/model.ts'
import { type Known, newsIn } from './changes/model.ts'
import { type InCalendar, isUpcoming, type Meeting, type Participant } from './model.ts'

/** 'tirsdag den 24. november 2026 kl. 9.00–11.00'. */
export const fullSpan = (meeting: Meeting, lang: Language): string =>
  `${fullDate(meeting.startAt, meeting.zone, lang)}–${timeOnly(meeting.endAt, meeting.zone)}`

const dayAndTime = (at: Date, meeting: Meeting, lang: Language): string => fullDate(at, meeting.zone, lang)

/** planned and over, but never concluded, is a state of its own to the reader. */
function stateOf(meeting: Meeting, now: Date) {
  return meeting.status === 'planned' && !isUpcoming(meeting, now) ? 'unfinished' : meeting.status
}

const list = defineCard(
  'meeting-list',
  z.object({
    rows: z.array(
      z.object({ section: z.string(), date: z.string(), detail: z.string(), action: buttonField }),
    ),
  }),
  'posted',
)

/** So many meetings stand on one card. */
export const meetingsPerCard = 10

export interface MeetingRow {
  meeting: Meeting
  team: Team
  guest: boolean
}

/** *Mine møder* (R-OV-1): what is to come, earliest first; then what was, newest first. */
export function mineCard(
  lang: Language,
  meetings: { upcoming: readonly MeetingRow[]; recent: readonly MeetingRow[] },
  from: number,
  now: Date,
): Card {
  const { common, meetings: t } = textsIn(lang)
  const all = [...meetings.upcoming, ...meetings.recent]
  if (all.length === 0) {
    const buttons = [button(common.start, 'start.open')]
    return notice({ lang, heading: t.mine.noneHeading, next: t.mine.none, buttons }, '')
  }
  const firstOf = new Map([
    [meetings.recent[0]?.meeting.id, t.mine.recent],
    [meetings.upcoming[0]?.meeting.id, t.mine.upcoming],
  ])
  const { here, next } = partOf(all, from, meetingsPerCard)
  return list(
    {
      lang,
      heading: t.mine.heading,
      next: t.mine.next,
      buttons: [
        ...(next === null ? [] : [button(t.mine.more, 'meeting.mine', { from: next })]),
        button(common.start, 'start.open'),
      ],
    },
    {
      rows: here.map(row => ({
        section: firstOf.get(row.meeting.id) ?? '',
        date: rowLine(row.meeting, lang),
        detail: rowDetail(row, lang, now),
        action: button(common.open, 'meeting.open', { meetingId: row.meeting.id }),
      })),
    },
  )
}

const rowLine = ({ startAt, endAt, zone }: Meeting, lang: Language) => {
  const hours = `${timeOnly(startAt, zone)}–${timeOnly(endAt, zone)}`
  return `${rowDay(dayOf(startAt, zone), lang)} ${atTime(hours, lang)}`
}

function rowDetail({ meeting, team, guest }: MeetingRow, lang: Language, now: Date): string {
  const t = textsIn(lang).meetings.mine
  const state = stateOf(meeting, now)
  const when =
    state === 'planned'
      ? relativeDay(dayOf(meeting.startAt, meeting.zone), dayOf(now, meeting.zone), lang)
      : t[state]
  const facts = [when, shown(team.name), shown(meeting.place) || t.noPlace, ...(guest ? [t.guest] : [])]
  return facts.join(' · ')
}

const viewCard = defineCard(
  'meeting-view',
  z.object({
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
    participantsHeading: z.string(),
    participants: z.array(z.object({ name: z.string(), detail: z.string() })),
    more: z.string(),
    remedy: z.string(),
  }),
  'posted',
)

/** Names beyond these are counted: nobody reads further on a phone. */
const mostNames = 20

export interface MeetingDetail {
  meeting: Meeting
  team: Team
  /**
   * Those whom the reader may see, each once. `items`: how many a guest of single items is invited to; `absence` and
   * `unreached`: as far as the reader is to know.
   */
  participants: readonly (Participant & {
    person: Person
    absence: Absence | null
    unreached: boolean
    items: number
  })[]
  buttons: readonly CardJson[]
  calendar: InCalendar
  saved?: string
  problem?: string
}

/** One meeting: when, where, who, by when. Neutral: nothing of its agenda (P2). */
export function meetingCard(lang: Language, detail: MeetingDetail, now: Date): Card {
  const { meeting, team, participants, buttons, calendar, saved = '', problem = '' } = detail
  const { meetings, people } = textsIn(lang)
  const t = meetings.view
  const frame: Frame = {
    lang,
    heading: t.headings[stateOf(meeting, now)],
    saved,
    problem,
    next: nextLine(meeting, lang, now),
    buttons,
  }
  const due = { label: t.due, value: dayAndTime(meeting.dueAt, meeting, lang) }
  const { ownCalendar: own } = meetings
  const inCalendar =
    calendar.standing === 'link' || !isUpcoming(meeting, now)
      ? []
      : [{ label: own.label, value: own.standing[calendar.standing] }]
  return viewCard(frame, {
    facts: [
      { label: t.time, value: fullSpan(meeting, lang) },
      { label: t.place, value: shown(meeting.place) || t.noPlace },
      { label: t.team, value: shown(team.name) },
      ...(stateOf(meeting, now) === 'planned' ? [due] : []),
      ...inCalendar,
    ],
    participantsHeading: t.participants(participants.length),
    participants: participants.slice(0, mostNames).map(one => {
      const profession = one.profession ? [people.professionShort[one.profession]] : []
      const guest = one.guest ? [one.itemId === null ? t.guest : t.itemGuest(one.items)] : []
      return {
        name: shown(one.person.name),
        detail: [
          '',
          ...profession,
          ...(one.coordinator ? [t.coordinator] : []),
          ...(one.personId === meeting.standInId ? [t.standsIn] : []),
          ...guest,
          ...(one.unreached ? [t.unreached[one.person.status]] : []),
          ...(one.absence ? [awayWords(one.absence, lang)] : []),
        ].join(' · '),
      }
    }),
    more: participants.length > mostNames ? t.andMore(participants.length - mostNames) : '',
    remedy: participants.some(one => one.unreached) ? t.remedy : '',
  })
}

/** From when until when, and never why (R-TEAM-4). */
function awayWords({ fromDay, toDay }: Absence, lang: Language): string {
  const t = textsIn(lang).meetings.view
  return fromDay === toDay ? t.away : t.awayFrom(rowDay(fromDay, lang), rowDay(toDay, lang))
}

/** What happens now, and by when (P5). */
function nextLine(meeting: Meeting, lang: Language, now: Date): string {
  const t = textsIn(lang).meetings.view.next
  const state = stateOf(meeting, now)
  if (state !== 'planned') return t[state]
  if (meeting.distributedAt) {
    const sent = t.distributed(dayAndTime(meeting.distributedAt, meeting, lang))
    // Moved since: what was missing has time until the new deadline.
    return meeting.dueAt > now ? `${sent} ${t.rest(dayAndTime(meeting.dueAt, meeting, lang))}` : sent
  }
  return meeting.dueAt > now ? t.planned(dayAndTime(meeting.dueAt, meeting, lang)) : t.late
}

/** The way to the meeting's file, for whoever puts it into their calendar themselves. */
export const fileButton = (title: string, { standing, url }: InCalendar): CardJson[] =>
  standing === 'link' ? [linkButton(title, url)] : []

/** That they need do nothing for it to be in their calendar; none where they must. */
export const calendarLine = (lang: Language, { standing }: InCalendar): string[] =>
  standing === 'link' ? [] : [textsIn(lang).meetings.ownCalendar[standing]]

/**
 * Told once to each participant: what was changed, and what follows. Drawn from what is so when it leaves.
 * @param change `known`: what its reader has heard of the meeting before
 */
export function changedMessage(
  lang: Language,
  change: { meeting: Meeting; team: Team; known: Known; calendar: InCalendar; now: Date },
): Message {
  const { meeting, team, known, calendar, now } = change
  const { meetings } = textsIn(lang)
  const t = meetings.changed
  const open = button(t.open, 'meeting.open', { meetingId: meeting.id })
  const name = shown(team.name)
  const was = fullDate(known.startAt, meeting.zone, lang)
  const byItself = calendar.standing !== 'link'
  if (meeting.status === 'cancelled') {
    const buttons = [open, ...fileButton(meetings.view.uncalendar, calendar)]
    const frame = { lang, heading: t.cancelledHeading, next: t.cancelledNext, buttons }
    const lines = [t.cancelled(name, was), ...(byItself ? [meetings.ownCalendar.cancelled] : [])]
    return { card: notice(frame, lines.join('\n')), summary: t.cancelledSummary(was) }
  }
  const buttons = [open, ...fileButton(t.update, calendar)]
  const place = shown(meeting.place) || meetings.view.noPlace
  const date = fullDate(meeting.startAt, meeting.zone, lang)
  const news = newsIn(meeting, known)
  if (news.place && !news.time) {
    const next = `${t.placeNext} ${byItself ? meetings.ownCalendar.changed : t.placeLink}`
    const lines = [t.placeText(name, date), t.newPlace(place)]
    const frame = { lang, heading: t.placeHeading, next, buttons }
    return { card: notice(frame, lines.join('\n')), summary: t.placeSummary(date) }
  }
  const where = news.place ? [t.newPlace(place)] : meeting.place === '' ? [] : [t.place(place)]
  const lines = [t.moved(name, was, fullSpan(meeting, lang)), ...where]
  const late = meeting.dueAt <= now
  const due = late ? t.movedLate : t.movedDue(dayAndTime(meeting.dueAt, meeting, lang))
  const next = `${due} ${byItself ? meetings.ownCalendar.changed : t.movedLink}`
  return {
    card: notice({ lang, heading: t.movedHeading, next, buttons }, lines.join('\n')),
    summary: t.movedSummary(date),
  }
}

/** Told once to a guest. @param invitation `from`: when the meeting was that their item has left for this one */
export function invitedMessage(
  lang: Language,
  invitation: { meeting: Meeting; team: Team; whole: boolean; from: Date | null; calendar: InCalendar },
): Message {
  const { meeting, team, whole, from, calendar } = invitation
  const { meetings } = textsIn(lang)
  const t = meetings.invited
  const date = fullDate(meeting.startAt, meeting.zone, lang)
  const said = whole ? t.whole(shown(team.name), date) : t.item(shown(team.name), date)
  const own = calendarLine(lang, calendar)
  const buttons = [
    button(meetings.changed.open, 'meeting.open', { meetingId: meeting.id }, { style: 'positive' }),
    ...fileButton(meetings.view.calendar, calendar),
  ]
  if (from) {
    const was = fullDate(from, meeting.zone, lang)
    return {
      card: notice(
        { lang, heading: t.movedHeading, next: t.next, buttons },
        [t.moved(shown(team.name), was, date), ...own].join('\n'),
      ),
      summary: t.movedSummary(date),
    }
  }
  return {
    card: notice({ lang, heading: t.heading, next: t.next, buttons }, [said, ...own].join('\n')),
    summary: t.summary(date),
  }
}

/** Told once to a guest who need not come any more: taken off, or their item is. */
export function releasedMessage(lang: Language, team: Team, meeting: Meeting, startAt: Date): Message {
  const { common, meetings } = textsIn(lang)
  const t = meetings.released
  const date = fullDate(startAt, meeting.zone, lang)
  const buttons = [button(common.start, 'start.open')]
  return {
    card: notice({ lang, heading: t.heading, next: t.next, buttons }, t.text(shown(team.name), date)),
    summary: t.summary(date),
  }
}

/** More calendar files than this are found under *Mine møder*. */
const mostFiles = 2

/**
 * What somebody who comes into a team hears of the dates that are fixed already, with their files (R-POLL-6).
 * @param coming the earliest first
 */
export function fixedDates(
  lang: Language,
  coming: readonly (Meeting & { calendar: InCalendar })[],
): FixedDates {
  const { view, fixed, entry, ownCalendar } = textsIn(lang).meetings
  const files = coming.filter(({ calendar }) => calendar.standing === 'link')
  const [first, ...others] = coming.filter(({ calendar }) => calendar.standing !== 'link')
  const own = others.length > 0 ? [ownCalendar.several] : first ? calendarLine(lang, first.calendar) : []
  const title = ({ startAt, zone }: Meeting) =>
    coming.length === 1 ? view.calendar : fixed.calendar(shortDay(dayOf(startAt, zone), lang))
  return {
    lines: [...coming.map(({ startAt, zone }) => fixed.line(fullDate(startAt, zone, lang))), ...own],
    buttons: [
      ...files.slice(0, mostFiles).map(meeting => linkButton(title(meeting), meeting.calendar.url)),
      ...(files.length > mostFiles ? [button(entry, 'meeting.mine')] : []),
    ],
  }
}

/** What a group chat may know: the next date of a team (P1). In Danish, as everything in a group is. */
export const groupDate = (team: Team, meeting: Meeting): string =>
  textsIn('da').people.group.nextMeeting(shown(team.name), fullDate(meeting.startAt, meeting.zone, 'da'))

/**
 * The meeting as a file for a calendar: stable UID, SEQUENCE raised by every change, cancelled where it is. It holds
 * team, time and place, and nothing about a child or a person (R-POLL-6). In Danish: one link serves everybody.
 * @param stamp when the file is made
 */
export function calendarFile(meeting: Meeting, team: Team, stamp: Date): string {
  const t = textsIn('da').meetings.calendar
  return icsFor({
    uid: `${meeting.id}@roed-traad`,
    sequence: meeting.sequence,
    method: meeting.status === 'cancelled' ? 'CANCEL' : 'PUBLISH',
    startAt: meeting.startAt,
    endAt: meeting.endAt,
    zone: meeting.zone,
    summary: t.summary(team.name),
    description: t.description,
    location: meeting.place,
    stamp,
  })
}
