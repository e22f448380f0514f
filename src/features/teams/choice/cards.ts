import { z } from 'zod'
import { button, choicesField } from '../../../cards/button.ts'
import { defineCard } from '../../../cards/define-card.ts'
import { textsIn } from '../../../locales/texts.ts'
import type { Language } from '../../../shared/action.ts'
import type { Card } from '../../../shared/outcome.ts'
import type { Team } from '../model.ts'

const choice = defineCard(
  'team-choose',
  z.object({ label: z.string(), choices: choicesField, chosen: z.string() }),
  'posted',
)

/** For somebody who leads several teams. @param goes what is done with the one that they choose */
export function choiceCard(
  teams: readonly Team[],
  lang: Language,
  goes: { title: string; verb: string; next: string },
): Card {
  const t = textsIn(lang)
  return choice(
    {
      lang,
      heading: t.teams.choose,
      next: goes.next,
      buttons: [
        button(goes.title, goes.verb, {}, { style: 'positive' }),
        button(t.common.start, 'start.open', {}, { inputs: false }),
      ],
    },
    {
      label: t.teams.choose,
      choices: teams.map(team => ({ value: team.id, title: team.name })),
      chosen: teams[0]?.id ?? '',
    },
  )
}
