import { button } from '../../../cards/button.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Language, type Turn } from '../../../shared/action.ts'
import { type CardJson, refuse, view } from '../../../shared/outcome.ts'
import { type AgendaItem, roleFor } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import type { PeopleService } from '../../people/service.ts'
import { itemSchema } from '../run/item/schema.ts'
import { lastCard } from './cards.ts'
import type { LastService } from './service.ts'

export interface LastActionDeps {
  last: LastService
  agenda: AgendaService
  people: PeopleService
  placements(lang: Language): ReadonlyMap<string, string>
}

/** *Hvad skete der sidst?* on an item that was held before. */
export function createLastActions({ last, agenda, people, placements }: LastActionDeps): readonly Action[] {
  return [
    defineAction({
      verb: 'minutes.last',
      effect: 'read',
      schema: itemSchema,
      async authorize(turn) {
        const item = await agenda.reach(turn.tx, turn.payload.itemId)
        return item && roleFor(turn.actor, item) ? item : null
      },
      async run(turn, item) {
        const lang = turn.actor.language
        const found = await last.of(turn, item)
        if (!found) return refuse('noLast', textsIn(lang).minutes.last.none)
        const mentioned = found.agreed.flatMap(({ point, latest }) => [
          point.ownerId,
          latest?.actorId ?? '',
          latest?.toPersonId ?? '',
        ])
        const here = found.read.allowed ? found.read.item.here : []
        const names = await people.many(turn.tx, [...mentioned, ...here])
        return view(lastCard(item.id, found, { lang, names, placements: placements(lang), came: null }))
      },
    }),
  ]
}

/** On the card of an item that was held before. */
export async function lastButtons(
  last: LastService,
  turn: Turn<unknown>,
  item: AgendaItem,
): Promise<CardJson[]> {
  if (!(await last.exists(turn, item))) return []
  const title = textsIn(turn.actor.language).minutes.last.button
  return [button(title, 'minutes.last', { itemId: item.id }, { inputs: false, later: true })]
}
