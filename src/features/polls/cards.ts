import { button } from '../../cards/button.ts'
import { notice } from '../../cards/notice.ts'
import { textsIn } from '../../locales/texts.ts'
import type { Language } from '../../shared/action.ts'
import { duration, fullDate, rowDate } from '../../shared/human-dates.ts'
import type { Card, CardJson } from '../../shared/outcome.ts'
import { shown } from '../../shared/text.ts'
import type { Zone } from '../../shared/zoned-time.ts'
import { calendarLine, fileButton } from '../meetings/cards.ts'
import type { InCalendar, Meeting } from '../meetings/model.ts'
import type { Team } from '../teams/model.ts'

/** Everything that is not in a view: for whom, in which zone, and what colleagues are called. */
export interface Showing {
  lang: Language
  zone: Zone
  nameOf(personId: string): string
  /** whether messages reach them: they have the bot and have not blocked it (R-TEAM-5) */
  reached(personId: string): boolean
}

export const factsOf = (team: Team, { lang }: Showing) =>
  textsIn(lang).polls.facts(shown(team.name), duration(team.lengthMinutes, lang), shown(team.place))

/** As one says them: 'Ali Demir, Jens Bach og Mette Dahl'. */
export const namesOf = (ids: readonly string[], { nameOf, lang }: Showing) =>
  textsIn(lang).polls.list(ids.map(id => shown(nameOf(id))).toSorted((a, b) => a.localeCompare(b, 'da')))

/** The way to the reason for a date: it is free text, so it rests in no chat (P2). */
export const reasonButton = (meetingId: string, lang: Language): CardJson =>
  button(textsIn(lang).polls.why, 'poll.reason', { meetingId })

/**
 * The date is fixed: when, where, until when to prepare, and into the calendar with it (R-POLL-6).
 * @param chosen `byItself`: all could, and the deadline had come (decision 0012); `reasoned`: the coordinator has
 *   written why it is that one; `unused`: the same, but it was the best one by then; `before`: it is not news, an
 *   older card was pressed
 */
export function confirmedCard(
  meeting: Meeting,
  team: Team,
  calendar: InCalendar,
  coordinator: boolean,
  showing: Showing,
  {
    byItself = false,
    reasoned = false,
    unused = '',
    before = false,
  }: { byItself?: boolean; reasoned?: boolean; unused?: string; before?: boolean } = {},
): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const id = { meetingId: meeting.id }
  const positive = { style: 'positive' } as const
  // Whoever is told that the agenda is the next step goes straight to it.
  const agenda = coordinator ? [button(t.meetings.view.agenda, 'agenda.open', id, positive)] : []
  return notice(
    {
      lang,
      heading: t.polls.confirmedHeading,
      context: factsOf(team, showing),
      next: !coordinator
        ? t.polls.confirmedNext
        : byItself
          ? t.polls.byItselfNext
          : before
            ? t.polls.confirmedBefore
            : t.polls.confirmedNextCoordinator,
      buttons: [
        ...agenda,
        button(t.polls.openMeeting, 'meeting.open', id, coordinator ? {} : positive),
        ...(coordinator && byItself ? [button(t.meetings.view.move, 'meeting.move', id)] : []),
        ...fileButton(t.polls.calendar, calendar),
        ...(reasoned ? [reasonButton(meeting.id, lang)] : []),
        button(t.common.start, 'start.open'),
      ],
    },
    [
      ...(byItself ? [t.polls.byItself] : []),
      t.polls.confirmedText(fullDate(meeting.startAt, zone, lang), shown(meeting.place)),
      ...(reasoned ? [t.polls.reasoned] : []),
      ...(unused ? [t.polls.reasonUnused(shown(unused))] : []),
      t.polls.confirmedDue(rowDate(meeting.dueAt, zone, lang)),
      ...calendarLine(lang, calendar),
    ].join('\n'),
  )
}

/** What a card of a poll says whose meeting has begun since, or is over. */
export function meetingBegunCard(meeting: Meeting, team: Team, showing: Showing): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  const see = button(t.polls.openMeeting, 'meeting.open', { meetingId: meeting.id }, { style: 'positive' })
  return notice(
    {
      lang,
      heading: t.polls.confirmedHeading,
      context: factsOf(team, showing),
      next: t.polls.begunNext,
      buttons: [see, button(t.common.start, 'start.open')],
    },
    t.polls.begun(fullDate(meeting.startAt, zone, lang)),
  )
}

const againButton = (team: Team, lang: Language): CardJson =>
  button(textsIn(lang).polls.findDate, 'poll.draft', { teamId: team.id }, { style: 'positive' })

/** What a card of a poll says whose meeting was cancelled afterwards. */
export function meetingCancelledCard(
  meeting: Meeting,
  team: Team,
  coordinator: boolean,
  showing: Showing,
): Card {
  const { lang, zone } = showing
  const t = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.polls.meetingCancelledHeading,
      context: factsOf(team, showing),
      next: coordinator ? t.polls.startAgain : t.polls.mayStartAgain,
      buttons: [...(coordinator ? [againButton(team, lang)] : []), button(t.common.start, 'start.open')],
    },
    t.polls.meetingCancelled(fullDate(meeting.startAt, zone, lang)),
  )
}

/** For whoever asks for polls and has none. */
export function noPollCard(lang: Language, leads: boolean): Card {
  const t = textsIn(lang)
  return notice(
    {
      lang,
      heading: t.polls.noneHeading,
      next: leads ? t.polls.noneLeads : t.polls.none,
      buttons: [
        ...(leads ? [button(t.polls.findDate, 'poll.chooseTeam', {}, { style: 'positive' })] : []),
        button(t.common.start, 'start.open'),
      ],
    },
    '',
  )
}

/** For a member who would find a date: that is the coordinator's, whatever the member is asked meanwhile. */
export function notLeadingCard(lang: Language): Card {
  const t = textsIn(lang)
  const mine = button(t.meetings.entry, 'meeting.mine', {}, { style: 'positive' })
  return notice(
    {
      lang,
      heading: t.polls.notLeadingHeading,
      next: t.polls.notLeadingNext,
      buttons: [mine, button(t.common.start, 'start.open')],
    },
    t.polls.notLeading,
  )
}

/**
 * What a card of a poll that was given up says.
 * @param more `before`: it is not news, an older card was pressed
 */
export function cancelledCard(
  team: Team,
  coordinator: boolean,
  showing: Showing,
  { before = false }: { before?: boolean } = {},
): Card {
  const t = textsIn(showing.lang)
  return notice(
    {
      lang: showing.lang,
      heading: t.polls.cancelledHeading,
      context: factsOf(team, showing),
      next: coordinator ? t.polls.startAgain : t.polls.mayStartAgain,
      buttons: [
        ...(coordinator ? [againButton(team, showing.lang)] : []),
        button(t.common.start, 'start.open'),
      ],
    },
    coordinator && !before ? t.polls.cancelledLeads : t.polls.cancelled,
  )
}
