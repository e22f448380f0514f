import { z } from 'zod'
import { professions } from '../../../shared/action.ts'
import { teamKinds } from '../model.ts'
import type { TeamDraft } from './model.ts'

/** A team being set up, as it is stored between the steps. */
export const draftSchema: z.ZodType<TeamDraft> = z.object({
  kind: z.enum(teamKinds),
  institutionId: z.string(),
  institutionName: z.string(),
  name: z.string(),
  picked: z.array(z.string()),
  places: z.record(
    z.string(),
    z.object({ profession: z.enum(professions).optional(), required: z.boolean().optional() }),
  ),
  rhythm: z.object({
    cadenceWeeks: z.string(),
    weekday: z.string(),
    startTime: z.string(),
    lengthMinutes: z.string(),
    place: z.string(),
    reservedMinutes02: z.string(),
  }),
})
