import type { Profession } from '../../../shared/action.ts'
import { overfull } from '../../../shared/text.ts'
import type { Submission } from '../../consent/model.ts'
import type { HandIn, PaperKey } from '../versions/model.ts'

/** What a colleague is asked from where they stand (R-FORM-9), in the card's order. */
export const contributionFields = ['sees', 'works', 'suggests'] as const
export type ContributionField = (typeof contributionFields)[number]
export type ContributionTexts = Readonly<Record<ContributionField, string>>

/** Of each text: three of them, and another device's beside them, stand on one card (decision 0010). */
export const longestContribution = 1000

/** What a colleague adds to an item before the meeting, under their own profession's name (R-FORM-9). */
export interface Contribution extends HandIn {
  id: string
  agendaItemId: string
  authorId: string
  /** as it was when they wrote it: whoever has left the team since is shown under it */
  profession: Profession
  texts: ContributionTexts
  /** raised by every saved change of the texts, so that nothing unseen is written over */
  revision: number
  createdAt: Date
  updatedAt: Date
}

export const noTexts: ContributionTexts = { sees: '', works: '', suggests: '' }

export const keyOf = ({
  agendaItemId,
  authorId,
}: Pick<Contribution, 'agendaItemId' | 'authorId'>): PaperKey => ({ agendaItemId, contributorId: authorId })

export const sameTexts = (a: ContributionTexts, b: ContributionTexts): boolean =>
  contributionFields.every(field => a[field] === b[field])

/** There is nothing to hand in before something is written, in whichever field. */
export const isEmpty = (texts: ContributionTexts): boolean => sameTexts(texts, noTexts)

/** @returns the texts that are longer than they may be, with how many characters they may have */
export const tooLongTexts = (texts: ContributionTexts): [ContributionField, number][] =>
  contributionFields
    .filter(field => overfull(texts[field], longestContribution))
    .map(field => [field, longestContribution])

/**
 * A contribution as the gate asks about it.
 * @param out distributed, or received by this reader
 */
export const contentOf = (
  { authorId, status }: Pick<Contribution, 'authorId' | 'status'>,
  out: boolean,
): Submission => ({
  of: 'contribution',
  authorId,
  atWork: [authorId],
  handedIn: status === 'submitted',
  out,
})
