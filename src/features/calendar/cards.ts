import { button, linkButton } from '../../cards/button.ts'
import { notice } from '../../cards/notice.ts'
import { textsIn } from '../../locales/texts.ts'
import type { Language } from '../../shared/action.ts'
import { fullDate } from '../../shared/human-dates.ts'
import type { Message } from '../../shared/outcome.ts'
import { shown } from '../../shared/text.ts'
import type { Meeting } from '../meetings/model.ts'
import type { Team } from '../teams/model.ts'

/** What stands in somebody's own calendar: the team, and where the rest is. Nothing about a child or a person (R-POLL-6). */
export function eventWords(team: Team, lang: Language): { subject: string; body: string } {
  const t = textsIn(lang).meetings.calendar
  return { subject: t.summary(team.name), body: t.description }
}

/** To somebody who was told that it would be there by itself, and whose calendar could not be reached. */
export function linkMessage(lang: Language, meeting: Meeting, team: Team, calendarUrl: string): Message {
  const { meetings } = textsIn(lang)
  const t = meetings.ownCalendar
  const date = fullDate(meeting.startAt, meeting.zone, lang)
  const buttons = [
    linkButton(meetings.view.calendar, calendarUrl),
    button(meetings.changed.open, 'meeting.open', { meetingId: meeting.id }),
  ]
  return {
    card: notice({ lang, heading: t.heading, next: t.next, buttons }, t.text(shown(team.name), date)),
    summary: t.unreachedSummary(date),
  }
}
