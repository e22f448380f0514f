import type { Language } from '../shared/action.ts'
import { da } from './da.ts'
import { en } from './en.ts'

/** All words of one language. Danish decides which there are. */
export type Texts = typeof da

const byLanguage: Readonly<Record<Language, Texts>> = { da, en }

/** The words for a person. */
export const textsIn = (language: Language): Texts => byLanguage[language]
