import { z } from 'zod'
import { button, buttonField } from '../../../../cards/button.ts'
import { defineCard } from '../../../../cards/define-card.ts'
import { textsIn } from '../../../../locales/texts.ts'
import type { Language, Profession } from '../../../../shared/action.ts'
import type { Card } from '../../../../shared/outcome.ts'
import type { AgendaItem } from '../../../agenda/model.ts'
import { whatWords } from '../../../agenda/view/cards.ts'
import type { Meeting } from '../../../meetings/model.ts'
import { row } from '../../cards.ts'
import { perspectiveField } from '../item/schema.ts'

const listCard = defineCard(
  'own-items',
  z.object({ items: z.array(z.object({ text: z.string(), open: buttonField })) }),
  'fetched',
)

/** An item that somebody may write their view of. */
export interface OwnItem {
  item: AgendaItem
  number: number
  childName: string | null
  current: boolean
  written: boolean
}

/** The items that somebody is there for; what the meeting is at stands first. */
export function ownItemsCard(lang: Language, meeting: Meeting, items: readonly OwnItem[], saved = ''): Card {
  const { common, minutes: t } = textsIn(lang)
  return listCard(
    {
      lang,
      heading: items.length === 0 ? t.own.noneHeading : t.own.listHeading,
      saved,
      next: items.length === 0 ? t.own.none : t.own.listNext,
      buttons: [
        button(t.own.refresh, 'own.items', { meetingId: meeting.id }),
        button(common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      items: items.map(one => ({
        text: [
          t.item(one.number, whatWords(one, lang)),
          ...(one.current ? [t.states.current] : []),
          ...(one.written ? [t.own.written] : []),
        ].join(' · '),
        open: button(t.own.write, 'own.view', { itemId: one.item.id }),
      })),
    },
  )
}

const viewCard = defineCard(
  'own-view',
  z.object({
    facts: z.array(z.object({ label: z.string(), text: z.string() })),
    id: z.string(),
    label: z.string(),
    value: z.string(),
    fieldProblem: z.string(),
  }),
  'fetched',
)

/** One's own profession's view of an item, written on one's own phone (R-MEET-2). */
export function ownViewCard(
  lang: Language,
  about: OwnItem & { meeting: Meeting; profession: Profession; text: string; seen: string },
  said: { problem?: string; fieldProblem?: string } = {},
): Card {
  const { common, people, minutes: t } = textsIn(lang)
  const { item, meeting, profession, text, seen } = about
  const itemId = item.id
  return viewCard(
    {
      lang,
      heading: t.own.heading,
      context: t.item(about.number, whatWords(about, lang)),
      problem: said.problem ?? (said.fieldProblem ? common.fix : ''),
      next: t.own.next,
      buttons: [
        button(t.own.save, 'own.save', { itemId, seen }, { style: 'positive' }),
        button(common.back, 'own.items', { meetingId: meeting.id }, { inputs: false }),
      ],
    },
    {
      facts: [...row(t.facts.problem, item.problem), ...row(t.facts.questions, item.questions.join('\n'))],
      id: perspectiveField(profession),
      label: t.perspectiveLabel(people.professionShort[profession]),
      value: text,
      fieldProblem: said.fieldProblem ?? '',
    },
  )
}
