import { z } from 'zod'
import { type Profession, professions } from '../../../../shared/action.ts'

/** The cards of an item. The views of single professions and who is there are side steps: many items need neither. */
export const parts = ['talk', 'views', 'who', 'result', 'actions'] as const
export type Part = (typeof parts)[number]

/** Where a save leads. `add` and `remove` are about one action point; the rest are cards. */
const ways = [
  ...parts,
  'next',
  'previous',
  'overview',
  'end',
  'defer',
  'close',
  'form',
  'carried',
  'last',
  'add',
  'remove',
] as const

/** What a person typed: judged by the rule, not by the door. An input that is left empty does not come back. */
const typedText = z.string().max(20_000).default('')
const typedShort = z.string().max(400).default('')

/** The input of one profession's perspective. */
export const perspectiveField = (profession: Profession) => `p_${profession}` as const

const perspectiveFields = Object.fromEntries(
  professions.map(profession => [perspectiveField(profession), typedText]),
) as Record<`p_${Profession}`, typeof typedText>

export const itemSchema = z.object({ itemId: z.uuid() })

export const saveSchema = z.object({
  itemId: z.uuid(),
  part: z.enum(parts),
  go: z.enum(ways),
  /** what the card showed, from `seenOf` */
  seen: z.string().max(8000).default(''),
  /** with `remove` */
  actionPointId: z.uuid().optional(),
  summary: typedText,
  ...perspectiveFields,
  /** who is there for the item */
  present: z.string().max(8000).default(''),
  placement: typedShort,
  outcomes: z.string().max(4000).default(''),
  duty: z.string().max(10).default('false'),
  followUpDay: typedShort,
  parentTalkBy: typedShort,
  parentTalkDay: typedShort,
  what: typedText,
  ownerId: typedShort,
  dueDay: typedShort,
})
export type Saved = z.infer<typeof saveSchema>

export type TypedResult = Pick<Saved, 'placement' | 'outcomes' | 'duty' | 'followUpDay'>
export type TypedActions = Pick<Saved, 'parentTalkBy' | 'parentTalkDay' | 'what' | 'ownerId' | 'dueDay'>

/** No placement: the renderer takes no choice with an empty value, and no scale has this word. */
export const noPlacement = 'none'

/** In the choice of who talks with the parents: nobody does. */
export const nobody = 'nobody'

/** The codes of a multi-select, as they came back. */
export const codesIn = (ticked: string): string[] => ticked.split(',').filter(code => code !== '')

/** A field for each person who is ticked, so that the ticks of two devices are put together one by one. */
export const ticksOf = (personIds: readonly string[]): Record<string, string> =>
  Object.fromEntries(personIds.map(personId => [personId, 'true']))

/** The same as the input holds them. */
export const presentIn = (ticks: Readonly<Record<string, string>>): string =>
  Object.keys(ticks)
    .filter(personId => ticks[personId] !== '')
    .join(',')

/** The perspectives of these professions, as typed. */
export const perspectivesIn = (
  typed: Readonly<Record<`p_${Profession}`, string>>,
  here: readonly Profession[],
): Partial<Record<Profession, string>> =>
  Object.fromEntries(here.map(profession => [profession, typed[perspectiveField(profession)]]))

/** The same by their fields. */
export const perspectiveTexts = (typed: Partial<Record<Profession, string>>): Record<string, string> =>
  Object.fromEntries(professions.map(profession => [perspectiveField(profession), typed[profession] ?? '']))
