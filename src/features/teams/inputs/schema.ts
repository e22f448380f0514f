import { z } from 'zod'
import { type Profession, professions } from '../../../shared/action.ts'

/** What a person typed: judged by the rule, not by the door. */
export const typedText = z.string().max(4000).default('')

/** The six inputs of a rhythm, as they come back. */
export const rhythmPayload = {
  cadenceWeeks: typedText,
  weekday: typedText,
  startTime: typedText,
  lengthMinutes: typedText,
  place: typedText,
  reservedMinutes02: typedText,
}

const uuid = z.uuid()

/** The ids that a list of ticks came back with. */
export const idsIn = (ticked: string): string[] => ticked.split(',').filter(id => uuid.safeParse(id).success)

export const professionInput = (personId: string) => `profession_${personId}`
export const requiredInput = (personId: string) => `required_${personId}`

/** A row of the card of places, as it came back; undefined: it was not on the card, or nothing was chosen. */
export interface TypedPlace {
  profession?: Profession | undefined
  required?: boolean | undefined
}

/** Somebody's row out of what came back. */
export function typedPlace(payload: Readonly<Record<string, unknown>>, personId: string): TypedPlace {
  const required = payload[requiredInput(personId)]
  return {
    profession: professions.find(profession => profession === payload[professionInput(personId)]),
    required: required === undefined ? undefined : required === 'true',
  }
}

/** Field names that hold a CPR number, with what to say at each (R-CONS-8). */
export const cprAt = (fields: readonly string[], said: string): Record<string, string> =>
  Object.fromEntries(fields.map(field => [field, said]))
