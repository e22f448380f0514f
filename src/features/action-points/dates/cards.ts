import { z } from 'zod'
import { button } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import { fullDay } from '../../../shared/human-dates.ts'
import type { Card } from '../../../shared/outcome.ts'
import { withCapital } from '../../../shared/text.ts'
import { wayBack } from '../cards.ts'
import type { ActionPoint } from '../model.ts'
import { type Origin, originWords } from '../nudges/cards.ts'

const dateCardOf = defineCard(
  'action-date',
  z.object({
    now: z.string(),
    dueLabel: z.string(),
    dueDay: z.string(),
    dueProblem: z.string(),
    label: z.string(),
    missing: z.string(),
    reason: z.string(),
    reasonProblem: z.string(),
  }),
  'fetched',
)

/** What was typed, and what is wrong with it. */
export interface PostponeTyped {
  dueDay?: string
  dueProblem?: string
  reason?: string
  reasonProblem?: string
}

/**
 * Another day, with the reason: the owner moves it, or asks the coordinator.
 * @param about `left`: how often the owner may still move it without asking; 0: the coordinator decides
 */
export function postponeCard(
  point: ActionPoint,
  about: { lang: Language; origin: Origin; coordinator: string; left: number },
  typed: PostponeTyped = {},
): Card {
  const { lang, left, coordinator } = about
  const t = textsIn(lang).actionPoints
  return dateCardOf(
    {
      lang,
      heading: left > 0 ? t.postponeHeading : t.askDayHeading,
      context: withCapital(originWords(about.origin, lang)),
      next: left > 1 ? t.postponeNext : left === 1 ? t.postponeLast(coordinator) : t.askDayNext(coordinator),
      ...(typed.dueProblem || typed.reasonProblem ? { problem: textsIn(lang).common.fix } : {}),
      buttons: [
        button(
          left > 0 ? t.postpone : t.askDaySend(coordinator),
          'action.postpone',
          { actionPointId: point.id },
          { style: 'positive' },
        ),
        ...wayBack(point, lang),
      ],
    },
    {
      now: t.dueNow(fullDay(point.dueDay, lang)),
      dueLabel: t.newDayLabel,
      dueDay: typed.dueDay ?? point.wantedDay ?? '',
      dueProblem: typed.dueProblem ?? '',
      label: t.reasonLabel,
      missing: t.reasonMissing,
      reason: typed.reason ?? '',
      reasonProblem: typed.reasonProblem ?? '',
    },
  )
}
