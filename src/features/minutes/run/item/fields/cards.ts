import { listed, textsIn } from '../../../../../locales/texts.ts'
import type { Language } from '../../../../../shared/action.ts'
import { dayProblemWords } from '../../../../action-points/cards.ts'
import type { FieldProblem, FieldProblems } from './model.ts'

/** The words of a card that comes back. */
export interface ProblemWords {
  problems: Record<string, string>
  /** instead of what stands above a card with mistakes: nothing is wrong with it, it asks */
  asks?: string
}

/**
 * What is wrong, by field, in words.
 * @param nameOf a person of the item, by id
 */
export function problemWords(
  wrong: FieldProblems,
  nameOf: (personId: string) => string,
  lang: Language,
): ProblemWords {
  const problems = Object.fromEntries(
    [...wrong].map(([field, problem]) => [field, wordsFor(problem, nameOf, lang)]),
  )
  const asks = [...wrong.values()].every(({ type }) => type === 'understood')
  return asks ? { problems: {}, asks: textsIn(lang).minutes.understood } : { problems }
}

function wordsFor(problem: FieldProblem, nameOf: (personId: string) => string, lang: Language): string {
  const t = textsIn(lang)
  switch (problem.type) {
    case 'tooLong':
      return t.common.tooLong(problem.max)
    case 'text':
      return t.actionPoints.textProblems[problem.problem]
    case 'telling':
      return t.agenda.telling[problem.telling]
    case 'day':
      return dayProblemWords(problem.problem, lang)
    case 'owner':
      return t.minutes.ownerMissing
    case 'fitting':
      return t.minutes.ownerFitting(listed(problem.ids.map(nameOf), lang))
    case 'understood':
      return ''
    case 'outcomes':
      return t.minutes.outcomesClash
    case 'tooMany':
      return t.minutes.tooManyActions
    case 'talker':
      return t.minutes.talkWhoMissing
  }
}
