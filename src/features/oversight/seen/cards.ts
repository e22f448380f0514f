import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsOn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { rowDate } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Zone } from '../../../shared/zoned-time.ts'
import type { Basis } from '../../consent/model.ts'
import { type Opening, rightOf, rowsOnCard, whatOf } from './model.ts'

const seenCardOf = defineCard(
  'seen-by',
  z.object({
    rows: z.array(z.object({ name: z.string(), what: z.string(), when: z.string() })),
    nobody: z.string(),
  }),
  'fetched',
)

/**
 * Who opened what, when and by what right: neutral, nothing of the content is in it (R-SEC-4).
 * @param view `openings`: one more than are shown when there are earlier ones
 */
export function seenCard(view: {
  itemId: string
  basis: Basis
  openings: readonly Opening[]
  from: number
  zone: Zone
  nameOf(personId: string | null): string
  lang: Language
}): Card {
  const { itemId, openings, from, zone, nameOf, lang } = view
  const { seen: t, common } = textsOn(view.basis, lang)
  const turnTo = (title: string, to: number): CardJson =>
    button(title, 'seen.open', { itemId, from: to }, { inputs: false })
  return seenCardOf(
    {
      lang,
      heading: t.heading,
      next: t.next,
      buttons: [
        ...(openings.length > rowsOnCard ? [turnTo(t.earlier, from + rowsOnCard)] : []),
        ...(from > 0 ? [turnTo(t.later, Math.max(0, from - rowsOnCard))] : []),
        button(t.toItem, 'agenda.item', { itemId }, { inputs: false }),
        button(common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      rows: openings.slice(0, rowsOnCard).map(one => ({
        name: shown(nameOf(one.actorId)),
        what: t.what[whatOf(one)],
        when: t.when(rowDate(one.at, zone, lang), t.right[rightOf(one)]),
      })),
      nobody: openings.length === 0 ? t.nobody : '',
    },
  )
}
