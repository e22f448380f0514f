import type { Basis } from '../features/consent/model.ts'
import type { Language } from '../shared/action.ts'
import { da } from './da.ts'
import { en } from './en.ts'

/** All words of one language. Danish decides which there are. */
export type Texts = typeof da

const byLanguage: Readonly<Record<Language, Texts>> = { da, en }

/** The words for a person. */
export const textsIn = (language: Language): Texts => byLanguage[language]

const byBasis: Readonly<Record<Basis, Readonly<Record<Language, Texts>>>> = {
  consent: byLanguage,
  information: { da: { ...da, ...da.informed }, en: { ...en, ...en.informed } },
}

/** The words for a person about a team whose parents are asked, or informed beforehand (R-CONS-10). */
export const textsOn = (basis: Basis, language: Language): Texts => byBasis[basis][language]

/** @example listed(['Mette Dahl', 'Jens Bach', 'Sara Lind'], 'da') // 'Mette Dahl, Jens Bach og Sara Lind' */
export function listed(words: readonly string[], lang: Language): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${textsIn(lang).common.and} ${last}`
}
