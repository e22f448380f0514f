import type { Action, Command, Feature, Language } from '../shared/action.ts'
import { Fault } from '../shared/errors.ts'
import { nearest } from '../shared/text.ts'

/** Every action and command of the product, by name. */
export interface Registry {
  action(verb: string): Action | undefined
  /** all of them, for the tests that call every one */
  actions(): readonly Action[]
  /**
   * The command that a typed text means, in either language; forgives spelling.
   * `suggestion`: near, but not near enough to act on; in the reader's language.
   */
  command(text: string, language: Language): { command: Command } | { suggestion: string | null }
}

/** @throws Fault ACTION_TWICE, COMMAND_LOST at start: a mistake of ours, never of a user */
export function createRegistry(features: readonly Feature[]): Registry {
  const actions = new Map<string, Action>()
  const words = new Map<string, Command>()
  const wordsIn: Record<Language, string[]> = { da: [], en: [] }
  for (const action of features.flatMap(feature => feature.actions)) {
    if (actions.has(action.verb))
      throw new Fault('ACTION_TWICE', `two actions are called ${action.verb}: rename one`)
    actions.set(action.verb, action)
  }
  for (const command of features.flatMap(feature => feature.commands ?? [])) {
    if (!actions.has(command.verb))
      throw new Fault('COMMAND_LOST', `a command means ${command.verb}, which is no action: correct its verb`)
    for (const language of ['da', 'en'] as const) {
      wordsIn[language].push(...command.words[language])
      for (const word of command.words[language]) words.set(word, command)
    }
  }
  const known = [...words.keys()]

  return {
    action: verb => actions.get(verb),
    actions: () => [...actions.values()],
    command(text, language) {
      const typed = text
        .trim()
        .toLowerCase()
        .replace(/\s+/g, ' ')
        .replace(/[.!?]+$/, '')
      if (typed === '' || typed.length > 60) return { suggestion: null }
      const exact = words.get(typed)
      if (exact) return { command: exact }
      const close = nearest(typed, known, typed.length <= 5 ? 1 : 2)
      const meant = close === null ? undefined : words.get(close)
      return meant ? { command: meant } : { suggestion: nearest(typed, wordsIn[language], 4) }
    },
  }
}
