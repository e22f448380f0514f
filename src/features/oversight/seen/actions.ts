import { z } from 'zod'
import { textsIn } from '../../../locales/texts.ts'
import { defineAction, type Feature } from '../../../shared/action.ts'
import type { AuditTrail } from '../../../shared/audit.ts'
import { view } from '../../../shared/outcome.ts'
import { isNamed, itemEvent, roleFor } from '../../agenda/model.ts'
import type { AgendaService } from '../../agenda/service.ts'
import type { PeopleService } from '../../people/service.ts'
import type { PolicyService } from '../../policy/service.ts'
import { seenCard } from './cards.ts'
import { rowsOnCard } from './model.ts'
import type { SeenStore } from './store.ts'

export interface SeenDeps {
  store: SeenStore
  agenda: AgendaService
  people: PeopleService
  policies: PolicyService
  audit: AuditTrail
}

/** *Hvem har set det*: for the coordinator of the item's team, whether or not they may read it themselves (R-SEC-2). */
export function createSeenActions({ store, agenda, people, policies, audit }: SeenDeps): Feature {
  return {
    actions: [
      defineAction({
        verb: 'seen.open',
        effect: 'read',
        schema: z.object({ itemId: z.uuid(), from: z.number().int().min(0).max(100_000).default(0) }),
        async authorize({ tx, actor, payload }) {
          const item = await agenda.reach(tx, payload.itemId)
          return item && isNamed(item) && roleFor(actor, item) === 'coordinator' ? item : null
        },
        async run({ tx, actor, now, payload: { from } }, item) {
          await audit.record(tx, now, itemEvent(actor, 'item.seenBy', item, 'coordinator'))
          const openings = await store.ofItem(tx, item.id, from, rowsOnCard + 1)
          const known = await people.many(
            tx,
            openings.flatMap(({ actorId }) => actorId ?? []),
          )
          const { zone } = await policies.of(tx, actor.tenantId)
          const t = textsIn(actor.language)
          const nameOf = (personId: string | null) =>
            personId === null ? t.seen.bot : (known.get(personId)?.name ?? t.people.unknownName)
          const basis = await policies.basisFor(tx, item.teamId)
          return view(
            seenCard({ itemId: item.id, basis, openings, from, zone, nameOf, lang: actor.language }),
          )
        },
      }),
    ],
  }
}
