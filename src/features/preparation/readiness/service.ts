import type { Tx } from '../../../shared/transaction.ts'
import type { AgendaItem } from '../../agenda/model.ts'
import type { Lacking } from '../../agenda/waiting/model.ts'
import { inForce, standingOf } from '../../consent/model.ts'
import type { ConsentService } from '../../consent/service.ts'
import type { Meeting } from '../../meetings/model.ts'
import { stateOf } from '../model.ts'
import type { FormStore } from '../store.ts'

/** Whether items could go out with a meeting's forms. */
export function createReadiness({ store, consents }: { store: FormStore; consents: ConsentService }) {
  return {
    /**
     * What keeps items from going out with the forms of a meeting on which they do not stand yet: the consent is asked
     * about as if they did, with everybody who would receive them there, whoever fills in the form among them.
     * @returns nothing for those in order: handed in, or discussed without a form, and with consent where a child is named
     */
    async lacking(
      tx: Tx,
      items: readonly AgendaItem[],
      meeting: Meeting,
      now: Date,
    ): Promise<ReadonlyMap<string, Lacking>> {
      const there = items.map(item => ({ ...item, meetingId: meeting.id }))
      const forms = await store.ofItems(tx, there)
      const found = await consents.lookUp(tx, there, now)
      const why = (item: AgendaItem): Lacking | null => {
        const state = stateOf(item, forms.get(item.id) ?? null)
        if (state !== 'submitted' && state !== 'notNeeded') return 'form'
        const known = found.get(item.id)
        if (!known) return 'consent'
        const filler = item.formFillerId === null ? [] : [item.formFillerId]
        const circle = [...new Set([...known.circle, ...filler])]
        return inForce(standingOf({ ...known, item, circle })) ? null : 'consent'
      }
      return new Map(
        there.flatMap(item => {
          const lacks = why(item)
          return lacks ? [[item.id, lacks]] : []
        }),
      )
    },
  }
}
