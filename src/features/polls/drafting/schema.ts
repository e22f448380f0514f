import { z } from 'zod'
import { dateFields } from '../../meetings/typed-dates/schema.ts'
import { mostSlots } from './model.ts'

/** Rows of a card: all that can be asked about, with room for one's own. */
export const mostRows = mostSlots + 3

/** The fields of a draft's card. */
export const draftFields = {
  deadline: z.string().max(40).default(''),
  /** the concerns were shown, and it is to be sent all the same */
  anyway: z.boolean().default(false),
  ...dateFields(mostRows),
}
