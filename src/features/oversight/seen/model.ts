/** That somebody opened content of an item, as the audit log has it. */
export interface Opening {
  at: Date
  /** null: the bot itself */
  actorId: string | null
  /** e.g. `form.read` */
  action: string
  /** why it was allowed, e.g. `author`, `circle`, `consent:<id>` */
  reason: string
}

/** Such rows are recorded for those who saw how things stand, and nothing of the content. */
export const stateOnly = 'state only'

/** So many rows fit on a card without a long way to scroll. */
export const rowsOnCard = 12

export const whats = [
  'item',
  'form',
  'contribution',
  'consent',
  'sheet',
  'minutes',
  'minutesFile',
  'access',
  'other',
] as const
export type What = (typeof whats)[number]

const byAction: Readonly<Record<string, What>> = {
  'item.read': 'item',
  'form.read': 'form',
  'contribution.read': 'contribution',
  'consent.read': 'consent',
  'consent.sheet.read': 'sheet',
  'minutes.read': 'minutes',
  'minutes.file.read': 'minutesFile',
  'access.read': 'access',
}

/** What was opened, in the card's words. */
export const whatOf = ({ action }: Pick<Opening, 'action'>): What => byAction[action] ?? 'other'

export type Right = 'author' | 'filler' | 'circle' | 'consent' | 'other'

/**
 * By what right it was opened.
 * @example rightOf({ reason: 'consent:3f2a…' }) // 'consent'
 */
export function rightOf({ reason }: Pick<Opening, 'reason'>): Right {
  if (reason.startsWith('consent:')) return 'consent'
  if (reason === 'author' || reason === 'filler' || reason === 'circle') return reason
  return 'other'
}
