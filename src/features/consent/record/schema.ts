import { z } from 'zod'

const typed = z.string().max(4000).default('')
/** What each step's button says beside its fields: the item as it was when the card was drawn, and the way. */
const step = {
  itemId: z.uuid(),
  revision: z.number().int().min(0),
  stood: z.string().max(100).nullable().default(null),
  go: z.enum(['on', 'back']).default('on'),
}
const who = z.object({ giverName: typed, relation: typed, otherHolder: typed, language: typed })
const what = z.object({ purpose: typed, categories: typed, recipients: typed, functions: typed })
const how = z.object({
  told: typed,
  form: typed,
  givenOn: typed,
  evidence: typed,
  span: typed,
  until: typed,
  informedBy: typed,
  opinion: typed,
  view: typed,
})
/** The meeting that the last step's card spoke of; '' while the item waited. */
const spokenOf = { meetingId: z.uuid().or(z.literal('')).default('') }

/** The three steps of recording, as their cards send them: every field is text, whatever is in it (R-CONS-1). */
export const whoStep = who.extend(step)
export const whatStep = what.extend(step)
export const howStep = how.extend(step).extend(spokenOf)
export type How = z.infer<typeof howStep>

const note = z.object({ evidence: typed, view: typed })

/** Is there a note on the card of what the parents said, which must not vanish with it? */
export function holdsNote(payload: unknown): boolean {
  const { data } = note.safeParse(payload)
  return data !== undefined && `${data.evidence}${data.view}`.trim() !== ''
}

/** What of a payload stands in the step's fields, and nothing of its button. */
export const whoFields = (payload: z.infer<typeof who>) => who.parse(payload)
export const whatFields = (payload: z.infer<typeof what>) => what.parse(payload)
export const howFields = (payload: z.infer<typeof how>) => how.parse(payload)

/** The choice that a field holds; null where it is none of them. */
export const oneOf = <T extends string>(all: readonly T[], text: string): T | null =>
  all.find(one => one === text) ?? null

/** The choices that a multi-select holds, in their own order. */
export const someOf = <T extends string>(all: readonly T[], text: string): T[] => {
  const chosen = new Set(text.split(','))
  return all.filter(one => chosen.has(one))
}
