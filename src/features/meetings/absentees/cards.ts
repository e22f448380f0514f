import { button } from '../../../cards/button.ts'
import { notice } from '../../../cards/notice.ts'
import { listed, textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDate, shortDay } from '../../../shared/human-dates.ts'
import type { Message } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { dayOf } from '../../../shared/zoned-time.ts'
import type { Person } from '../../people/model.ts'
import type { Team } from '../../teams/model.ts'
import type { Meeting } from '../model.ts'

/** Told once to each coordinator, with the remedy (R-TEAM-5). */
export const unreachableMessage = (lang: Language, person: Person, teams: readonly Team[]): Message =>
  aboutColleague(lang, person, teams, 'unreachable')

/** That a colleague has stopped their reminders (R-ACT-6): what they are still told, and what to do. */
export const silentMessage = (lang: Language, person: Person, teams: readonly Team[]): Message =>
  aboutColleague(lang, person, teams, 'silent')

function aboutColleague(
  lang: Language,
  person: Person,
  teams: readonly Team[],
  why: 'unreachable' | 'silent',
): Message {
  const { meetings, oversight } = textsIn(lang)
  const t = meetings[why]
  const name = shown(person.name)
  const names = listed(
    teams.map(team => shown(team.name)),
    lang,
  )
  const [only] = teams
  const see =
    teams.length === 1 && only
      ? button(oversight.seeTeam, 'team.open', { teamId: only.id })
      : button(oversight.overview, 'overview.open')
  const lines = [t.text(name, names), t.remedy(name)]
  return {
    card: notice({ lang, heading: t.heading, next: t.next, buttons: [see] }, lines.join('\n')),
    summary: t.summary,
  }
}

/** More buttons stand side by side nowhere. */
const mostButtons = 3

/** Told once to each coordinator, with the way to move (R-TEAM-4). Of why somebody is away nothing is known. */
export function absentMessage(
  lang: Language,
  person: Person,
  missed: readonly Meeting[],
  teams: ReadonlyMap<string, Team>,
): Message {
  const { meetings } = textsIn(lang)
  const t = meetings.absent
  const lines = missed.map(({ startAt, zone, teamId }) =>
    t.text(shown(person.name), shown(teams.get(teamId)?.name ?? ''), fullDate(startAt, zone, lang)),
  )
  const buttons = missed.slice(0, mostButtons).map(({ id, startAt, zone }) => {
    if (missed.length === 1) return button(meetings.view.move, 'meeting.move', { meetingId: id })
    return button(t.see(shortDay(dayOf(startAt, zone), lang)), 'meeting.open', { meetingId: id })
  })
  return {
    card: notice({ lang, heading: t.heading, next: t.next, buttons }, lines.join('\n')),
    summary: t.summary,
  }
}
