import { z } from 'zod'
import { button, likeliestFirst } from '../../../cards/button.ts'
import { partOf } from '../../../cards/part.ts'
import { textsIn } from '../../../locales/texts.ts'
import { type Action, defineAction, type Turn } from '../../../shared/action.ts'
import { type CardJson, type Outcome, view } from '../../../shared/outcome.ts'
import type { Meeting } from '../../meetings/model.ts'
import { isCoordinator, type Team } from '../../teams/model.ts'
import { type AgendaItem, roleFor } from '../model.ts'
import type { AgendaActionDeps, AgendaViews } from '../view/actions.ts'
import { meetingDay, type Said } from '../view/cards.ts'
import type { ItemView } from '../view/model.ts'
import { waitingCard } from './cards.ts'
import type { WaitsFor } from './model.ts'

/** Less than on an agenda: each row says more. */
const itemsOnCard = 6

/** The waiting list as one reader may see it: names and words through the gate, as on the agenda. */
export function createWaitingView(
  deps: Pick<AgendaActionDeps, 'agenda' | 'meetings' | 'teams' | 'policies'>,
  itemsFor: (turn: Turn<unknown>, items: readonly AgendaItem[]) => Promise<ItemView[]>,
) {
  const { agenda, meetings, policies } = deps

  async function waitsFor(
    { tx, now }: Turn<unknown>,
    item: AgendaItem,
    planned: readonly Meeting[],
  ): Promise<WaitsFor> {
    if (planned.length === 0) return { state: 'meeting' }
    const meeting = await agenda.budgets.firstWithRoom(tx, planned, item, now)
    return meeting ? { state: 'place', meeting } : { state: 'room' }
  }

  function buttonsOf(
    { actor }: Turn<unknown>,
    team: Team,
    page: { from: number; next: number | null },
    meeting: Meeting | undefined,
  ): CardJson[] {
    const t = textsIn(actor.language)
    const bare = { inputs: false } as const
    const ref = { teamId: team.id }
    const turned = (title: string, from: number) => button(title, 'agenda.waiting', { ...ref, from }, bare)
    const first = { ...bare, style: 'positive' } as const
    return likeliestFirst([
      button(t.agenda.add, 'agenda.kind', { ...ref, meetingId: '' }, first),
      ...(page.next === null ? [] : [turned(t.common.showMore, page.next)]),
      ...(page.from > 0 ? [turned(t.common.back, Math.max(0, page.from - itemsOnCard))] : []),
      ...(meeting ? [button(t.agenda.toAgenda, 'agenda.open', { meetingId: meeting.id }, bare)] : []),
      button(t.common.close, 'start.close', {}, bare),
      // What waits has nowhere to go before there is a date.
      ...(!meeting && isCoordinator(actor, team.id)
        ? [button(t.polls.findDate, 'poll.draft', ref, first)]
        : []),
    ])
  }

  return async (turn: Turn<unknown>, team: Team, said: Said = {}, from = 0): Promise<Outcome> => {
    const { tx, actor, now } = turn
    const t = textsIn(actor.language).agenda
    const { here, ...page } = partOf(await agenda.waiting(tx, team.id), from, itemsOnCard)
    const planned = await agenda.budgets.planned(tx, team.id, now)
    const rows = []
    for (const one of await itemsFor(turn, here)) {
      const { waitedFromId, createdById } = one.item
      rows.push({
        view: one,
        waitsFor: await waitsFor(turn, one.item, planned),
        from: waitedFromId === null ? null : await meetings.find(tx, waitedFromId),
        arranges: roleFor(actor, one.item) === 'coordinator' || createdById === actor.personId,
      })
    }
    return view(
      waitingCard(
        {
          team,
          zone: (await policies.of(tx, team.tenantId)).zone,
          rows,
          next: planned.length === 0 ? t.waitingNext : t.waitingNextPlanned,
          buttons: buttonsOf(turn, team, page, planned[0]),
          lang: actor.language,
        },
        said,
      ),
    )
  }
}

/** From the waiting list onto a meeting with room: by the coordinator, and by whoever added the item. */
export function createWaitingActions(deps: AgendaActionDeps, views: AgendaViews): readonly Action[] {
  const { agenda, teams } = deps
  return [
    defineAction({
      verb: 'agenda.take',
      effect: 'write',
      schema: z.object({ itemId: z.uuid(), meetingId: z.uuid() }),
      authorize: turn => views.teamGrant(turn),
      async run(turn, grant) {
        const { tx, actor, now, payload } = turn
        const { item } = grant
        if (!views.mayArrange(grant, actor.personId)) return views.closed(turn, item)
        // An old card: it has got a meeting since, and is moved from there by whoever means to.
        if (item.meetingId !== null) return views.showItem(turn, item.id)
        const team = await teams.get(tx, item.teamId)
        const t = textsIn(actor.language).agenda
        const planned = await agenda.budgets.planned(tx, team.id, now)
        const meeting = planned.find(({ id }) => id === payload.meetingId)
        // Somebody may have taken the last minutes since, or the meeting is off. Another team's is not there at all.
        if (!meeting || !(await agenda.budgets.admits(tx, meeting, item, now)))
          return views.showWaiting(turn, team, { problem: t.waits.taken })
        await agenda.moveTo(tx, item, meeting.id, actor, now)
        return views.showWaiting(turn, team, { saved: t.movedTo(meetingDay(meeting, actor.language)) })
      },
    }),
  ]
}
