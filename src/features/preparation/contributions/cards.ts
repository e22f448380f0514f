import { z } from 'zod'
import { button, buttonField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { notice } from '../../../cards/notice.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { timeOnly } from '../../../shared/human-dates.ts'
import type { Card, CardJson } from '../../../shared/outcome.ts'
import { shown } from '../../../shared/text.ts'
import { type ChildPlace, childContext } from '../stop/cards.ts'
import { type Contribution, type ContributionTexts, contributionFields } from './model.ts'

const bare = { inputs: false } as const
const closeButton = (lang: Language): CardJson => button(textsIn(lang).common.close, 'start.close', {}, bare)

const writeCardOf = defineCard(
  'contribution',
  z.object({
    fields: z.array(
      z.object({ id: z.string(), label: z.string(), value: z.string(), problemText: z.string() }),
    ),
    otherHeading: z.string(),
    other: z.array(z.object({ text: z.string() })),
    otherActions: z.array(buttonField),
  }),
  'fetched',
)

/** What is written: stored, or just sent back. */
export interface WriteView {
  texts: ContributionTexts
  /** the revision of what this card shows: sent back when it is saved */
  known: number
  problems?: Readonly<Record<string, string>>
  problem?: string
  saved?: string
  /** it was changed meanwhile: what it says now */
  other?: Contribution
  /** it was handed in meanwhile, so that this is not in it */
  handedIn?: boolean
}

/** The three questions on one card. */
export function writeCard(place: ChildPlace, view: WriteView, contribution: Contribution): Card {
  const { lang, itemId, zone } = place
  const { contributions, preparation } = textsIn(lang)
  const t = contributions.write
  const { known, handedIn = false, other } = view
  const save = (title: string, go: string, style?: 'positive') =>
    button(title, 'contribution.save', { itemId, known, go, reopen: handedIn }, style ? { style } : {})
  const problem = view.problem ?? (handedIn ? t.handedIn : other ? t.conflict : '')
  return writeCardOf(
    {
      lang,
      where: contribution.revision > 0 ? t.saved(timeOnly(contribution.updatedAt, zone)) : '',
      heading: t.heading,
      context: childContext(place),
      ...(problem === '' ? {} : { problem }),
      ...(view.saved ? { saved: view.saved } : {}),
      next: contribution.status === 'draft' ? t.next : t.nextCorrecting,
      buttons: [
        ...(handedIn
          ? [save(t.saveAndCorrect, 'close', 'positive')]
          : [
              save(t.submit, 'submit', 'positive'),
              save(other ? preparation.keepMine : t.saveAndClose, 'close'),
            ]),
        closeButton(lang),
        button(preparation.suspicion, 'contribution.ask', { itemId }, bare),
      ],
    },
    {
      fields: contributionFields.map(field => ({
        id: field,
        label: t.fields[field],
        value: view.texts[field],
        problemText: view.problems?.[field] ?? '',
      })),
      otherHeading: other ? preparation.otherHeading : '',
      other: other
        ? contributionFields
            .filter(field => other.texts[field] !== '')
            .map(field => ({ text: `${t.fields[field]} ${shown(other.texts[field])}` }))
        : [],
      otherActions: other ? [button(preparation.useOther, 'contribution.open', { itemId }, bare)] : [],
    },
  )
}

/** What the posted kind of card says of where it is: nothing of a child. */
type Place = Omit<ChildPlace, 'about'>

/** After *Gem og luk*: neutral. */
export function keptCard(
  { lang, context, zone, itemId }: Place,
  contribution: Contribution,
  now: Date,
): Card {
  const { common, contributions, preparation } = textsIn(lang)
  const t = contributions.kept
  const correcting = contribution.status === 'correcting'
  return notice(
    {
      lang,
      heading: t.heading,
      context,
      next: correcting ? contributions.write.nextCorrecting : t.next,
      buttons: [
        button(correcting ? contributions.goOnCorrecting : contributions.goOn, 'contribution.open', {
          itemId,
        }),
        button(common.start, 'start.open'),
        closeButton(lang),
        ...(correcting ? [button(preparation.drop.button, 'contribution.drop', { itemId })] : []),
      ],
    },
    t.text(timeOnly(now, zone)),
  )
}

/** Thanks, and what happens now: neutral. */
export function submittedCard(
  { lang, context, itemId }: Place,
  about: { at: string; next: string; authorId: string },
): Card {
  const { contributions, preparation } = textsIn(lang)
  const t = contributions.submitted
  return notice(
    {
      lang,
      heading: t.heading,
      context,
      next: about.next,
      buttons: [
        button(preparation.submitted.tasks, 'tasks.open'),
        button(contributions.correct, 'contribution.takeBack', { itemId }),
        closeButton(lang),
        button(contributions.read(1), 'contribution.read', { itemId, personId: about.authorId }, bare),
      ],
    },
    t.text(about.at),
  )
}
