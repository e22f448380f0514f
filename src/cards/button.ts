import { z } from 'zod'
import type { CardJson } from '../shared/outcome.ts'

/** What a button carries: references only. Texts that a person typed come from the inputs. */
export type ButtonPayload = Readonly<Record<string, string | number | boolean>>

export interface ButtonOptions {
  /** `positive` for the one most likely; `destructive` for what cannot be undone */
  style?: 'positive' | 'destructive'
  /** false: leaves the card without its inputs being required (*Tilbage*, *Luk*) */
  inputs?: boolean
  /** true: possible, but its time has not come, so it stands behind the three dots */
  later?: boolean
}

/** A button that performs an action: `verb` and payload as the action's schema wants them. */
export function button(
  title: string,
  verb: string,
  payload: ButtonPayload = {},
  options: ButtonOptions = {},
): CardJson {
  return {
    type: 'Action.Execute',
    title,
    verb,
    data: { ...payload, verb },
    ...(options.style ? { style: options.style } : {}),
    ...(options.inputs === false ? { associatedInputs: 'none' } : {}),
    ...(options.later ? { mode: 'secondary' } : {}),
  }
}

/**
 * The buttons of a card to which other features add theirs: of several that are marked `positive`, the one added last
 * knows that its time has come. It stands first, and it alone is marked.
 */
export function likeliestFirst(buttons: readonly CardJson[]): CardJson[] {
  const likeliest = buttons.findLast(({ style }) => style === 'positive')
  if (!likeliest) return [...buttons]
  const others = buttons.filter(one => one !== likeliest)
  return [likeliest, ...others.map(one => (one.style === 'positive' ? { ...one, style: 'default' } : one))]
}

/** A button that opens an address of our own server, e.g. the calendar file. */
export function linkButton(title: string, url: string): CardJson {
  return { type: 'Action.OpenUrl', title, url }
}

/** In a card's schema: an action or a list of them, put into the template whole. */
export const buttonField = z.custom<CardJson>(value => typeof value === 'object' && value !== null)

/** In a card's schema: the choices of an Input.ChoiceSet, put into the template whole. */
export const choicesField = z.array(z.object({ title: z.string(), value: z.string() })).readonly()
export type Choices = z.infer<typeof choicesField>
