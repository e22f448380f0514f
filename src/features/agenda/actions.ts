import { textsIn } from '../../locales/texts.ts'
import type { Feature } from '../../shared/action.ts'
import { createEditActions } from './edit/actions.ts'
import { createOrderActions } from './order/actions.ts'
import { type AgendaActionDeps, createAgendaViews } from './view/actions.ts'
import { createWaitingActions } from './waiting/actions.ts'

/** Agendas: reading them, adding to them, ordering them. */
export function createAgendaActions(deps: AgendaActionDeps): Feature {
  const views = createAgendaViews(deps)
  const orders = createOrderActions(deps, views)
  return {
    actions: [
      ...views.actions,
      ...orders.actions,
      ...createEditActions(deps, views, orders),
      ...createWaitingActions(deps, views),
    ],
    commands: [
      {
        words: { da: ['dagsorden', 'dagsordenen', 'punkter'], en: ['agenda', 'items'] },
        verb: 'agenda.next',
        payload: {},
      },
    ],
    async startEntries({ actor }) {
      if (actor.memberships.length + actor.invitations.length === 0) return []
      return [{ order: 30, title: textsIn(actor.language).agenda.entry, verb: 'agenda.next', payload: {} }]
    },
  }
}
