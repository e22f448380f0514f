import type { Span } from '../../meetings/availability/model.ts'

/** A poll asks about no more than so many: each has to be answered, on one card. */
export const mostSlots = 24

/** What one may want to think about before the team is asked; none of it stands in the way. */
export type Concern =
  /** there is nothing to choose from */
  | 'oneSlot'
  /** all answers weigh the same */
  | 'nobodyRequired'
  /** at every time all the others are away */
  | 'everybodyAway'

/** A draft as {@link concernsAbout} looks at it. */
export interface Considered {
  /** how many times are to be asked about, those among them with which something is wrong */
  kept: number
  spans: readonly Span[]
  members: readonly { required: boolean }[]
  /** the members beside whoever asks */
  others: readonly { personId: string }[]
  isAway(personId: string, span: Span): boolean
}

export function concernsAbout({ kept, spans, members, others, isAway }: Considered): Concern[] {
  const allAway = spans.every(span => others.every(({ personId }) => isAway(personId, span)))
  return [
    ...(kept === 1 ? ['oneSlot' as const] : []),
    ...(members.some(member => member.required) ? [] : ['nobodyRequired' as const]),
    ...(spans.length > 0 && others.length > 0 && allAway ? ['everybodyAway' as const] : []),
  ]
}
