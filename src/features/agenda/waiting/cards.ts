import { z } from 'zod'
import { button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { listed, textsIn, textsOn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDate, rowDate, rowDay } from '../../../shared/human-dates.ts'
import type { Card, CardJson, Message } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { dayOf, type Zone } from '../../../shared/zoned-time.ts'
import type { Basis } from '../../consent/model.ts'
import type { Meeting } from '../../meetings/model.ts'
import type { Team } from '../../teams/model.ts'
import { isUnder3 } from '../model.ts'
import { rowOf, type Said } from '../view/cards.ts'
import type { ItemView } from '../view/model.ts'
import type { WaitsFor } from './model.ts'

/** An item of the waiting list as one reader may see it. */
export interface WaitingRow {
  view: ItemView
  waitsFor: WaitsFor
  /** the meeting from which it came to wait; null: it was never on one */
  from: Meeting | null
  /** may this reader put it on a meeting? */
  arranges: boolean
}

const waitingCardOf = defineCard(
  'agenda-waiting',
  z.object({
    empty: z.string(),
    items: z.array(
      z.object({
        title: z.string(),
        facts: z.string(),
        states: z.array(z.object({ text: z.string(), lacking: z.boolean() })),
        line: z.string(),
        waits: z.string(),
        actions: z.array(buttonField),
      }),
    ),
  }),
  'fetched',
)

function waitsWords({ view, waitsFor, from }: WaitingRow, zone: Zone, lang: Language): string {
  const t = textsIn(lang).agenda.waits
  const since = view.item.waitingSince
  const day = from && rowDay(dayOf(from.startAt, from.zone), lang)
  return [
    ...(since ? [t.since(rowDay(dayOf(since, zone), lang))] : []),
    ...(day ? [t.from(day)] : []),
    waitsFor.state === 'place'
      ? t.place(rowDate(waitsFor.meeting.startAt, waitsFor.meeting.zone, lang))
      : t[waitsFor.state],
  ].join(' · ')
}

/** *Venteliste*: what waits for a meeting, since when, and for what; no child is lost (R-AGENDA-3). */
export function waitingCard(
  about: {
    team: Team
    zone: Zone
    rows: readonly WaitingRow[]
    next: string
    buttons: readonly CardJson[]
    lang: Language
  },
  said: Said = {},
): Card {
  const { team, zone, rows, lang } = about
  const t = textsIn(lang).agenda
  const bare = { inputs: false } as const
  return waitingCardOf(
    {
      lang,
      where: shown(team.name),
      heading: t.waitingHeading,
      next: about.next,
      buttons: about.buttons,
      ...said,
    },
    {
      empty: rows.length === 0 ? t.waits.none : '',
      items: rows.map(row => {
        const { open, ...item } = rowOf(row.view, lang)
        const { waitsFor } = row
        const itemId = row.view.item.id
        return {
          ...item,
          facts: isUnder3(row.view.item.ageMonths) ? `${t.waits.under3} · ${item.facts}` : item.facts,
          waits: waitsWords(row, zone, lang),
          actions: [
            ...(waitsFor.state === 'place' && row.arranges
              ? [button(t.waits.take, 'agenda.take', { itemId, meetingId: waitsFor.meeting.id }, bare)]
              : []),
            open,
          ],
        }
      }),
    },
  )
}

/** What is told when the reserved time is released: numbers and counts, nothing of a child (P2). */
export function releasedMessage(about: {
  team: Team
  meeting: Meeting
  /** as people read them on the agenda */
  numbers: readonly number[]
  /** how many wait still, and why */
  counts: { form: number; consent: number; room: number }
  basis: Basis
  lang: Language
}): Message {
  const { team, meeting, numbers, counts, lang } = about
  const t = textsOn(about.basis, lang).agenda.released
  const all = listed(numbers.map(String), lang)
  const lines = [
    t.text(shown(team.name), fullDate(meeting.startAt, meeting.zone, lang)),
    ...(team.reservedMinutes02 > 0 ? [t.kept] : []),
    ...(numbers.length > 0 ? [t.took(numbers.length, all)] : []),
    ...(['form', 'consent', 'room'] as const).flatMap(why =>
      counts[why] > 0 ? [t.waits[why](counts[why])] : [],
    ),
  ]
  return {
    card: notice(
      {
        lang,
        heading: t.heading,
        next: numbers.length > 0 ? t.next : t.nextWaits,
        buttons: [
          button(t.agenda, 'agenda.open', { meetingId: meeting.id }, { style: 'positive' }),
          button(t.list, 'agenda.waiting', { teamId: team.id }),
        ],
      },
      lines.join('\n'),
    ),
    summary: t.heading,
  }
}
