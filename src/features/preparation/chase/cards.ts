import { z } from 'zod'
import { button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import type { Card, Message } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { MissingForm } from './service.ts'

const chaseCardOf = defineCard(
  'form-chase',
  z.object({
    empty: z.string(),
    rows: z.array(z.object({ text: z.string(), actions: z.array(buttonField) })),
  }),
  'posted',
)

/** What is left stands on the agenda, which the card leads to. */
const mostRows = 8

/** Whose form is missing for which item, and what can be done about it: names of colleagues, nothing of a child. */
export function chaseCard(about: {
  meeting: Meeting
  team: string
  rows: readonly (MissingForm & { filler: string })[]
  saved: string
  /** the card that was pressed was old; '' when it was not */
  problem: string
  now: Date
  lang: Language
}): Card {
  const { meeting, rows, saved, problem, now, lang } = about
  const { chase: t, openAgenda, context } = textsIn(lang).preparation
  const { common } = textsIn(lang)
  const bare = { inputs: false } as const
  const due = rowDate(meeting.dueAt, meeting.zone, lang)
  return chaseCardOf(
    {
      lang,
      heading: t.heading,
      context: context(0, shown(about.team), rowDate(meeting.startAt, meeting.zone, lang)),
      next: now < meeting.dueAt ? t.next(due) : t.nextLate(due),
      saved,
      problem,
      buttons: [
        button(openAgenda, 'agenda.open', { meetingId: meeting.id }, bare),
        button(common.close, 'start.close', {}, bare),
      ],
    },
    {
      empty: rows.length === 0 ? t.none : '',
      rows: rows.slice(0, mostRows).map(({ item, number, fillerId, filler, begun }) => ({
        text: t.row(number, shown(filler), begun),
        actions: [
          button(t.remind, 'form.remind', { itemId: item.id, fillerId, begun }, bare),
          button(t.another, 'agenda.plan', { itemId: item.id }, bare),
          button(t.without, 'form.without', { itemId: item.id, fillerId, begun }, bare),
        ],
      })),
    },
  )
}

/** To whoever fills it in: the coordinator asks for it. Neutral (P2). */
export function remindedMessage(number: number, meeting: Meeting, itemId: string, now: Date, lang: Language) {
  const { chase: t, ask, fill } = textsIn(lang).preparation
  const due = now < meeting.dueAt ? ask.due(rowDate(meeting.dueAt, meeting.zone, lang)) : ask.dueNow
  return {
    card: notice(
      {
        lang,
        heading: t.askedHeading,
        next: due,
        buttons: [button(fill, 'form.open', { itemId }, { style: 'positive' })],
      },
      t.asked(number, rowDate(meeting.startAt, meeting.zone, lang)),
    ),
    summary: t.askedHeading,
  } satisfies Message
}
