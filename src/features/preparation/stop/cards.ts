import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Card } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import type { Zone } from '../../../shared/zoned-time.ts'
import type { Layout, Scale, Signs } from '../../policy/form/model.ts'
import type { Policy } from '../../policy/model.ts'
import type { Whom } from '../schema.ts'

/** What every card of the form says of where it is. */
export interface FormPlace {
  itemId: string
  whom: Whom
  /** 'Punkt 2 · Solsikken · mødet tirsdag 24. november' */
  context: string
  zone: Zone
  lang: Language
}

/** The same for a card that is fetched: what rests in the chat has no use for it (P2). */
export interface ChildPlace extends FormPlace {
  /** whom the form is about, as this reader may know it: 'Barn: Noah, 3 år' */
  about: string
}

/** The same for whoever fills it in. */
export interface FillPlace extends ChildPlace {
  /** what whoever would write on is told when the parents have said no (R-CONS-5); '' when they have not */
  saidNo: string
  /** the municipality's list, its scale, and whom one can ask */
  signs: Signs
  scale: Scale
  sparring: readonly Policy['sparring'][number][]
  /** the form's, or of the one that would be begun */
  layout: Layout
}

/** 'Barn: Noah, 3 år · Punkt 2 · Solsikken · mødet tirsdag 24. november' */
export const childContext = ({ about, context }: Pick<ChildPlace, 'about' | 'context'>): string =>
  `${about} · ${context}`

const stopCardOf = defineCard(
  'form-stop',
  z.object({
    doubt: z.string(),
    question: z.string(),
    choices: choicesField,
    missing: z.string(),
    problemText: z.string(),
  }),
  'fetched',
)

/**
 * The first question, before anything is stored (R-FORM-2).
 * @param about `where`: which step it is, where there are several · `ask`: whom to ask which child it is; '' where that is said, or this reader is the one to know ·
 *   `begins`: what is begun after it
 */
export function stopCard(
  place: ChildPlace & Pick<FillPlace, 'saidNo'>,
  about: { where: string; ask: string; problem: string; begins: 'form' | 'contribution' },
): Card {
  const { lang } = place
  const t = textsIn(lang).preparation
  return stopCardOf(
    {
      lang,
      where: about.where,
      heading: t.stop.heading,
      context: childContext(place),
      ...(place.saidNo ? { problem: place.saidNo } : {}),
      next: t.stop.next,
      buttons: [
        button(t.stop.go, `${about.begins}.begin`, { itemId: place.itemId }, { style: 'positive' }),
        button(textsIn(lang).common.close, 'start.close', {}, { inputs: false }),
      ],
    },
    {
      doubt: about.ask === '' ? '' : t.stop.doubt(shown(about.ask)),
      question: t.stop.question,
      choices: [
        { value: 'yes', title: t.stop.yes },
        { value: 'no', title: t.stop.no },
      ],
      missing: t.stop.missing,
      problemText: about.problem,
    },
  )
}

const stoppedCardOf = defineCard(
  'form-stopped',
  z.object({
    text: z.string(),
    phone: z.string(),
    duty: z.string(),
    parents: z.string(),
    erased: z.string(),
    told: z.string(),
  }),
  'fetched',
)

/**
 * What to do now; the words and the telephone are the municipality's.
 * @param erased whether the matter has been removed, or it was no longer this person's to stop
 */
export function stoppedCard(emergency: Policy['emergency'], erased: boolean, lang: Language): Card {
  const t = textsIn(lang).preparation.stopped
  const { duty, parents } = t
  return stoppedCardOf(
    {
      lang,
      heading: t.heading,
      next: t.next,
      buttons: [button(textsIn(lang).common.close, 'start.close', {}, { inputs: false })],
    },
    {
      text: shown(emergency.text[lang]),
      phone: shown(emergency.phone || t.noPhone),
      duty,
      parents,
      erased: erased ? t.erased : '',
      told: erased ? t.told : '',
    },
  )
}
