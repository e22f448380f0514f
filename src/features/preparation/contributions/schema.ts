import { z } from 'zod'
import { type ContributionField, type ContributionTexts, contributionFields } from './model.ts'

/** Longer than any field may be: what is too long comes back to the field, not as an unreadable card. */
const typed = z.string().max(60_000).default('')

const fieldsOf = <T extends z.ZodType>(type: T) =>
  Object.fromEntries(contributionFields.map(field => [field, type])) as Record<ContributionField, T>

/** The inputs of the card. */
export const typedContribution = z.object(fieldsOf(typed))

/** What was typed, as it is kept. */
export const textsOf = (input: z.infer<typeof typedContribution>): ContributionTexts => ({
  sees: input.sees.trim(),
  works: input.works.trim(),
  suggests: input.suggests.trim(),
})

const kept = z.object(fieldsOf(z.string()))

/** What the database holds, once it is opened. @throws ZodError when a row was written by something else */
export const parseTexts = (json: string): ContributionTexts => kept.parse(JSON.parse(json))
