import type { Turn } from '../../../shared/action.ts'
import type { Tx } from '../../../shared/transaction.ts'
import { mayRead, minutesContent } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import type { PeopleService } from '../../people/service.ts'
import { type AgendaItem, type FormState, numberOf } from '../model.ts'
import type { AgendaService } from '../service.ts'
import type { ItemView } from './model.ts'

/** How each item's form stands; an item that is not in it has none. */
export type FormStates = (
  tx: Tx,
  items: readonly AgendaItem[],
  now: Date,
) => Promise<ReadonlyMap<string, FormState>>

/** Items as one reader may see them. */
export function createItemViews(deps: {
  agenda: AgendaService
  consents: ConsentService
  people: PeopleService
  formStates: FormStates
}) {
  const { agenda, consents, people, formStates } = deps
  return {
    /** Items as this reader may see them. Reads of a child's content are recorded before they are returned (R-SEC-4). */
    async of(turn: Turn<unknown>, items: readonly AgendaItem[], all = items): Promise<ItemView[]> {
      const { tx, actor, now } = turn
      const read = await consents.read(tx, items, actor, 'item.read', now)
      const forms = await formStates(tx, items, now)
      const carried = new Map(
        await Promise.all(items.map(async item => [item.id, await agenda.carriedFrom(tx, item)] as const)),
      )
      const names = await people.many(tx, [
        ...items.flatMap(item => [item.presenterId, item.formFillerId ?? '']),
        ...[...carried.values()].map(from => from?.point?.ownerId ?? ''),
      ])
      const nameOf = (personId: string) => names.get(personId)?.name ?? null
      // Asked for together, they are one question to the database.
      const childNames = new Map(
        await Promise.all(
          items.map(async ({ id, childId }) => {
            const allowed = childId !== null && read.get(id)?.reading.allowed === true
            return [id, allowed ? await agenda.childName(tx, childId) : null] as const
          }),
        ),
      )
      const views: ItemView[] = []
      for (const item of items) {
        const found = read.get(item.id)
        if (!found) continue
        const { reading, standing } = found
        const from = carried.get(item.id) ?? null
        // Who wrote the item did not write the action point: what it says came of a meeting.
        const readable = mayRead({
          item,
          personId: actor.personId,
          content: minutesContent,
          ...found,
        }).allowed
        views.push({
          item,
          number: item.meetingId === null ? 0 : numberOf(all, item.id),
          reading,
          standing,
          childName: childNames.get(item.id) ?? null,
          formState: forms.get(item.id) ?? 'notNeeded',
          presenter: nameOf(item.presenterId),
          filler: item.formFillerId === null ? null : nameOf(item.formFillerId),
          carried: from && { ...from, owner: from.point ? nameOf(from.point.ownerId) : null, readable },
        })
      }
      return views
    },
  }
}
