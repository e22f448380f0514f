import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDate } from '../../../shared/human-dates.ts'
import type { Card, Message } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Person } from '../../people/model.ts'
import { personChoice } from '../../teams/inputs/cards.ts'
import type { Team } from '../../teams/model.ts'
import type { Meeting } from '../model.ts'
import type { StandInNews } from './service.ts'

/** In the choice of who conducts the meeting: the coordinator alone. */
export const nobody = 'nobody'

const card = defineCard(
  'meeting-stand-in',
  z.object({ personLabel: z.string(), choices: choicesField, personId: z.string() }),
  'posted',
)

/** Who conducts this meeting, and what that is. @param people members who can be named */
export function standInCard(
  lang: Language,
  meeting: Meeting,
  people: readonly Person[],
  problem: string,
): Card {
  const { common, meetings } = textsIn(lang)
  const t = meetings.standIn
  const { id: meetingId, standInId } = meeting
  const seen = people.some(one => one.id === standInId) ? (standInId ?? nobody) : nobody
  return card(
    {
      lang,
      heading: t.heading,
      context: fullDate(meeting.startAt, meeting.zone, lang),
      problem,
      next: t.next,
      buttons: [
        button(
          t.save,
          'meeting.nameStandIn',
          { meetingId, seen: standInId ?? nobody },
          { style: 'positive' },
        ),
        button(common.back, 'meeting.open', { meetingId }, { inputs: false }),
      ],
    },
    {
      personLabel: t.label,
      choices: [{ value: nobody, title: t.nobody }, ...people.map(person => personChoice(lang, person))],
      personId: seen,
    },
  )
}

/** Told once: they conduct it, they need not, or whoever was to has left. @param by who coordinates */
export function standInMessage(
  lang: Language,
  news: StandInNews,
  about: { meeting: Meeting; team: Team; by: Person },
): Message {
  const { meetings } = textsIn(lang)
  const t = meetings.standIn.news[news]
  const { meeting, team, by } = about
  const date = fullDate(meeting.startAt, meeting.zone, lang)
  const buttons = [
    button(meetings.changed.open, 'meeting.open', { meetingId: meeting.id }, { style: 'positive' }),
  ]
  return {
    card: notice(
      { lang, heading: t.heading, next: t.next, buttons },
      t.text(shown(by.name), shown(team.name), date),
    ),
    summary: t.summary(date),
  }
}
