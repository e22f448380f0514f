import type { Language } from '../shared/action.ts'
import { da } from './da.ts'
import { en } from './en.ts'

/** All words of one language. Danish decides which there are. */
export type Texts = typeof da

const byLanguage: Readonly<Record<Language, Texts>> = { da, en }

/** The words for a person. */
export const textsIn = (language: Language): Texts => byLanguage[language]

/** @example listed(['Mette Dahl', 'Jens Bach', 'Sara Lind'], 'da') // 'Mette Dahl, Jens Bach og Sara Lind' */
export function listed(words: readonly string[], lang: Language): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${textsIn(lang).common.and} ${last}`
}
